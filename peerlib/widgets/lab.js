// Draws any lab or practice item. Knows none of them: what there is to set comes from
// description, what there is to see from response. The model is a Jupyter kernel (anywidget)
// or a Python in the page (page.js); both speak get, set, save_changes and on.

const VISIBLE_KINDS = {
  simulation: renderSimulation, practice: renderPractice, questions: renderQuestions,
  conversation: renderConversation,
};

function render({ model, el }) {
  const description = model.get("description");
  el.classList.add("peerlab");
  el.dataset.lab = description.name;
  // Without this JupyterLab takes the arrow keys away from the sliders.
  el.dataset.lmSuppressShortcuts = "true";
  el.addEventListener("keydown", (event) => {
    event.stopPropagation();
    // The way out without a mouse: back to the cell, from which the arrows go on.
    if (event.key === "Escape") el.closest(".jp-Cell")?.focus();
  });
  el.setAttribute("role", "group");
  el.setAttribute("aria-label", description.title);
  bringBack(el);
  return VISIBLE_KINDS[description.kind](model, el, description);
}

export default { render };

// JupyterLab goes on to the next cell when one was run, and so past a lab that is longer than
// the window. Once the lab has come to rest its beginning is shown, unless a hand was faster.
function bringBack(el) {
  const hands = ["wheel", "keydown", "pointerdown"];
  let moved = false;
  let timer = 0;
  const note = () => { moved = true; };
  const look = () => {
    resting.disconnect();
    for (const hand of hands) window.removeEventListener(hand, note, true);
    const frame = el.closest(".jp-WindowedPanel-outer");
    const next = el.closest(".jp-Cell")?.nextElementSibling;
    const above = frame && el.getBoundingClientRect().top < frame.getBoundingClientRect().top;
    const follows = next?.classList.contains("jp-mod-active");
    if (above && follows && !moved) el.scrollIntoView({ block: "start" });
  };
  const resting = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(look, 400);
  });
  resting.observe(el);
  for (const hand of hands) window.addEventListener(hand, note, true);
}

// A host may keep what somebody did before: a page does so after a yes, a notebook is its own
// record. `was` gives it back, `note` takes changes.
const keptBy = (model) => model.get("kept") ?? { was: () => ({}), note: () => {} };

// What a table that was kept says about names that are still there.
const stillThere = (found, names) => Object.fromEntries(
  names.filter((name) => Object.hasOwn(found ?? {}, name)).map((name) => [name, found[name]]));

// Whether a question that sets a lab means this one. JupyterLab keeps several notebooks in one
// document: a lab in another one is left alone.
const isMeant = ({ lab, question }, el, description) => lab === description.name
  && (question ?? el).closest(".jp-NotebookPanel") === el.closest(".jp-NotebookPanel");

// --- small parts -----------------------------------------------------------------

// A notebook loads this file anew for each lab, and all labs stand in one document: a count of
// our own would give two levers one id, and two questions one set of buttons.
const newId = () => {
  window.peerlabIds = (window.peerlabIds ?? 0) + 1;
  return `peerlab-${window.peerlabIds}`;
};

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const button = (text, onclick, properties = {}) =>
  make("button", { type: "button", textContent: text, onclick, ...properties });

function tableOf({ caption, columns, labels = columns, rows }) {
  const head = make("tr", {}, ...labels.map((name) => make("th", { scope: "col" }, name)));
  const body = rows.map((row) =>
    make("tr", {}, ...row.map((value, i) =>
      make(i ? "td" : "th", i ? {} : { scope: "row" }, shown(value)))));
  const table = make("table", {}, make("caption", {}, caption),
    make("thead", {}, head), make("tbody", {}, ...body));
  return make("div", { className: "lab-table", tabIndex: 0, role: "region", "aria-label": caption },
    table);
}

const shown = (value) =>
  typeof value === "number" && !Number.isInteger(value) ? value.toFixed(2) : String(value);

// One request at a time: while an answer is on its way only the newest request is kept,
// so that a lever never runs ahead of a slow kernel by more than one step. A kernel that was
// restarted never answers; then `late` says what to do. In the page nobody sets it.
function asker(model, onresponse) {
  let busy = false;
  let late = 0;
  let waiting = null;
  let serial = 0;
  const send = (request) => {
    busy = true;
    clearTimeout(late);
    if (model.get("late")) late = setTimeout(() => onresponse({ error: model.get("late") }), 4000);
    // Without what is null: Python in the browser, Pyodide, would not take it for None.
    const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
    model.set("request", { ...given, serial: ++serial });
    model.save_changes();
  };
  model.on("change:response", () => {
    const response = model.get("response");
    if (response.serial !== serial) return;
    clearTimeout(late);
    busy = false;
    onresponse(response);
    if (waiting) {
      const next = waiting;
      waiting = null;
      send(next);
    }
  });
  return (request) => (busy ? (waiting = request) : send(request));
}

// A screen reader is told once the hand has come to rest, not at every step of a lever. What
// was said goes away again: who reads on line by line would come upon it a second time.
function announcer() {
  const region = make("p", { className: "lab-unseen", role: "status" });
  let timer = 0;
  const say = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = text;
      timer = setTimeout(() => { region.textContent = ""; }, 10_000);
    }, 500);
  };
  return { region, say };
}

// What could not be used, or could not be worked out, is said in words.
function messenger(say) {
  const messages = make("p", { className: "lab-messages", hidden: true });
  const tell = (response) => {
    messages.textContent = response.error ?? response.messages.join(" ");
    messages.hidden = !messages.textContent;
    if (response.error) say(response.error);
  };
  return { messages, tell };
}

// --- a simulation ----------------------------------------------------------------

function renderSimulation(model, el, description) {
  let state = { ...description.default };
  let pinned = null;
  const kept = keptBy(model);
  const guessed = description.predict.options.map(([value]) => value)
    .find((value) => !model.get("saved") && value === kept.was().guess);
  let prediction = guessed ?? null;
  // Who comes with settings of their own has looked already: at a reload, by a shared link.
  // And a guess that was kept is not asked for again.
  let covered = !model.get("saved") && guessed === undefined;
  let before = [];
  let csvWanted = false;
  let answered = false;
  let byHand = false; // nothing is said of itself when a page opens: it would cut in on the reading

  [state, pinned] = unpack(model.get("saved"), description);

  const { region, say } = announcer();
  const results = make("div", { className: "lab-results" });
  const guessFeedback = make("p", { className: "lab-guess", hidden: true });
  const { messages, tell } = messenger(say);
  const runTable = make("div");
  const tableDetails = make("details", { ontoggle: () => tableDetails.open && refresh(false) },
    make("summary", {}, "The run as a table"), runTable);

  const steady = steadier(el);
  const ask = asker(model, (response) => {
    tell(response);
    if (response.error) return;
    steady(() => {
      show(response);
      long.goOn(response.unfinished);
    });
  });
  const request = () => ({ state, pinned, prediction, want_run: tableDetails.open || csvWanted });
  const long = longWork((draws) => ask({ ...request(), draws }));

  const refresh = (hand = true) => steady(() => {
    byHand = hand;
    showPreset();
    showControls();
    predictPanel.suit(state);
    undo.setAttribute("aria-disabled", String(!before.length)); // and keeps the focus
    model.set("saved", pack(state, pinned, description));
    long.start();
    ask(request());
  });

  const change = (changes) => {
    before.push({ state, pinned });
    before = before.slice(-100);
    state = { ...state, ...changes };
    refresh();
  };

  function show(response) {
    if (response.messages.length) state = { ...response.state };
    for (const control of controls) control.put(state[control.name]);
    if (response.run && tableDetails.open) runTable.replaceChildren(tableOf(response.run));
    if (response.run && csvWanted) saveCsv(description.name, response.run);
    csvWanted = csvWanted && !response.run;
    el.classList.toggle("lab-covered", covered);
    results.hidden = covered;
    results.innerHTML = response.html; // covered too: a printed page shows it
    if (covered) return;
    const spoken = [response.sentence];
    guessFeedback.hidden = !response.prediction;
    if (response.prediction) {
      guessFeedback.textContent = response.prediction.text;
      if (!answered) spoken.unshift(response.prediction.text); // else the focus reads it
    }
    if (byHand) say([...response.messages, ...spoken].join(" "));
    if (answered) focusAnswer();
  }

  // On a phone the box of the results is no box (display: contents) and takes no focus.
  function focusAnswer() {
    answered = false;
    const first = guessFeedback.hidden ? results.querySelector("p") ?? results : guessFeedback;
    first.tabIndex = -1;
    first.focus();
  }

  // Predict first: the results stay covered until there is a guess, or the wish for none.
  const predictPanel = predictor(description, (guess) => {
    prediction = guess;
    // A guess about other settings says nothing about the first ones, which come after a reload.
    if (guess !== null && !pack(state, null, description)) kept.note({ guess });
    covered = false;
    predictPanel.panel.hidden = true;
    guessAgain.hidden = false;
    answered = true;
    refresh();
    prediction = null;
  });

  const cover = () => {
    covered = true;
    guessAgain.hidden = true;
    prediction = null;
    guessFeedback.hidden = true;
    el.classList.add("lab-covered");
    results.hidden = true;
    predictPanel.again();
  };

  const presetButtons = description.presets.map((preset) =>
    button(preset.label, () => change(preset.values)));
  const about = make("p", { className: "lab-about" });
  const showPreset = () => {
    about.textContent = "";
    description.presets.forEach((preset, i) => {
      const same = Object.entries(preset.values).every(([name, value]) => state[name] === value);
      presetButtons[i].setAttribute("aria-pressed", String(same));
      if (same) about.textContent = preset.about ?? "";
    });
  };

  const controls = description.controls.map((control) =>
    controlFor(control, (value) => change({ [control.name]: value })));
  const asButtons = (control) => control.shown === "buttons";
  const views = controls.filter((_, i) => asButtons(description.controls[i]));
  const groups = description.groups.map((group) =>
    make("details", { open: group.open, className: "lab-group" },
      make("summary", {}, group.label),
      ...description.controls.map((control, i) =>
        control.group === group.name && !asButtons(control) ? controls[i].element : null)));
  // Some controls matter only together with a certain choice; an empty group goes as well.
  const showControls = () => {
    description.controls.forEach((control, i) => {
      const [name, allowed] = control.when ?? [];
      controls[i].element.hidden = Boolean(name) && !allowed.includes(state[name]);
    });
    for (const group of groups) {
      group.hidden = !group.querySelector(".lab-control:not([hidden])");
    }
  };

  const undo = button("Undo", () => {
    const last = before.pop();
    if (!last) return;
    ({ state, pinned } = last);
    showPin();
    refresh();
  });
  const pin = button("", () => {
    before.push({ state, pinned });
    pinned = pinned ? null : { ...state };
    showPin();
    refresh();
  });
  const showPin = () => {
    pin.textContent = pinned ? "Take the pin out" : "Pin this run";
    pin.setAttribute("aria-pressed", String(Boolean(pinned)));
  };
  const share = make("input", { type: "text", readOnly: true, hidden: true,
    "aria-label": "These settings in short" });
  const guessAgain = button("Guess before looking", cover, { hidden: covered });
  const toolbar = make("div", { className: "lab-toolbar", role: "group", "aria-label": "This run" },
    undo,
    button("Reset", () => {
      before.push({ state, pinned });
      state = { ...description.default };
      pinned = null;
      showPin();
      refresh();
    }),
    pin,
    guessAgain,
    button("Share", () => {
      share.value = model.get("link") || model.get("saved") || "nothing has been changed yet";
      share.hidden = false;
      share.select();
      navigator.clipboard?.writeText(share.value).then(() => say("Copied."), () => {});
    }),
    button("Save as CSV", () => { csvWanted = true; refresh(); }),
    share);

  const values = description.values
    ? make("details", {}, make("summary", {}, "Every number in this model, and where it is from"),
      tableOf(description.values))
    : null;

  const presets = make("fieldset", { className: "lab-presets" },
    make("legend", {}, description.presets_label), ...presetButtons, about);
  // A question elsewhere on the page may set this lab, and is one step away from then on.
  let question = null;
  const backToQuestion = button("Back to the question", () => {
    question.scrollIntoView({ block: "center" });
    question.querySelector("input:checked, input").focus({ preventScroll: true });
  }, { hidden: true });
  const setFromOutside = (event) => {
    if (!isMeant(event.detail, el, description)) return;
    const preset = description.presets.find(({ name }) => name === event.detail.preset);
    change({ ...description.default, ...preset?.values, ...event.detail.settings });
    event.detail.heard = true;
    question = event.detail.question ?? null;
    backToQuestion.hidden = !question;
    el.tabIndex = -1;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: "start" });
  };
  document.addEventListener("peerlab-set", setFromOutside);
  el.replaceChildren(
    make("p", { className: "lab-lead" }, description.lead), backToQuestion,
    region, predictPanel.panel, guessFeedback, messages,
    ...views.map((view) => view.element), long.element,
    make("div", { className: "lab-body" }, results,
      make("div", { className: "lab-controls" }, presets, toolbar, ...groups)),
    tableDetails, ...(values ? [values] : []));
  showPin();
  predictPanel.panel.hidden = !covered;
  refresh(false);
  prediction = null;
  return () => document.removeEventListener("peerlab-set", setFromOutside);
}

// When something above grows or goes, Safari lets the rest of the page jump. So what a hand was on
// last is kept where it was, such as a lever that stands below its results on a phone.
function steadier(el) {
  if (CSS.supports("overflow-anchor", "auto")) return (work) => work();
  let hand = null;
  for (const kind of ["pointerdown", "focusin"]) {
    el.addEventListener(kind, ({ target }) => { hand = target; });
  }
  const top = () => (hand?.getClientRects().length ? hand.getBoundingClientRect().top : NaN);
  return (work) => {
    const before = top();
    work();
    const jumped = top() - before;
    if (jumped && before > 0 && before < innerHeight) scrollBy({ top: jumped, behavior: "instant" });
  };
}

// What takes long is worked out in small steps: each answer says whether more could follow.
// A lever always goes first, and "Stop" leaves what there is so far.
function longWork(askForMore) {
  const bar = make("progress", { "aria-label": "Worked out so far" });
  const text = make("span");
  const stop = button("Stop", () => { stopped = !stopped; goOn(latest); });
  const element = make("div", { className: "lab-work", hidden: true }, bar, text, stop);
  let latest = null;
  let stopped = false;
  let timer = 0;
  function goOn(unfinished) {
    clearTimeout(timer);
    latest = unfinished;
    element.hidden = !unfinished;
    if (!unfinished) return;
    bar.max = unfinished.of;
    bar.value = unfinished.done;
    text.textContent = `${unfinished.done} of ${unfinished.of}`;
    stop.textContent = stopped ? "Go on" : "Stop";
    if (!stopped) timer = setTimeout(() => askForMore(unfinished.next), 20);
  }
  const start = () => { clearTimeout(timer); stopped = false; };
  return { element, goOn, start };
}

function predictor(description, done) {
  const name = newId();
  const legend = make("legend");
  const options = description.predict.options.map(([value, label]) =>
    make("label", {}, make("input", { type: "radio", name, value }), " ", label));
  const ask = make("p", { className: "lab-messages", role: "status" });
  const chosen = () => panel.querySelector("input:checked");
  const panel = make("fieldset", { className: "lab-predict" }, legend, ...options,
    make("div", { className: "lab-toolbar" },
      button("Show what happens", () => {
        if (chosen()) done(chosen().value);
        else ask.textContent = "Pick what you expect first. A guess is enough.";
      }, { className: "lab-main" }),
      button("Show me without a guess", () => done(null))),
    ask);
  // The first question is about the first setting; after a change a general one fits.
  const suit = (state) => {
    const first = Object.entries(description.default).every(([name, value]) => state[name] === value);
    legend.textContent = first ? description.predict.question : description.predict.question_again;
  };
  const again = () => {
    for (const input of panel.querySelectorAll("input")) input.checked = false;
    ask.textContent = "";
    panel.hidden = false;
    panel.querySelector("input").focus();
  };
  return { panel, again, suit };
}

function controlFor(control, onchange) {
  const id = newId();
  const helpId = newId();
  const status = control.status ? `Default: ${control.status}.` : "";
  const help = make("small", { id: helpId }, [control.help, status].filter(Boolean).join(" "));
  const label = make("label", { htmlFor: id }, control.label);
  const described = { "aria-describedby": helpId };
  if (control.shown === "buttons") return buttonsFor(control, onchange);
  let input;
  let output = null;
  let typing = false;
  if (control.kind === "choice") {
    input = make("select", { id, ...described, onchange: () => onchange(input.value) },
      ...control.options.map(([value, text]) => make("option", { value }, text)));
  } else if (control.kind === "seed") {
    // An answer that comes meanwhile does not write over what is being typed.
    input = make("input", { id, type: "number", ...limits(control), ...described,
      oninput: () => { typing = true; }, onblur: () => { typing = false; },
      onchange: () => {
        typing = false;
        onchange(input.value === "" ? null : Number(input.value));
      } });
    output = button(control.again ?? "Another team", () => onchange((Number(input.value) + 1) % control.maximum));
  } else {
    input = make("input", { id, type: "range", ...limits(control), ...described,
      oninput: () => onchange(Number(input.value)) });
    // Spoken with the lever (aria-valuetext): once is enough.
    output = make("output", { htmlFor: id, "aria-live": "off" });
  }
  const put = (value) => {
    if (!typing && input.value !== String(value)) input.value = value;
    if (input.type !== "range") return;
    const text = inWords(control, value);
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  const element = make("div", { className: "lab-control" }, label, output, input, help);
  return { name: control.name, element, put };
}

function buttonsFor(control, onchange) {
  const buttons = control.options.map(([value, text]) => button(text, () => onchange(value)));
  const put = (value) => control.options.forEach(([own], i) =>
    buttons[i].setAttribute("aria-pressed", String(own === value)));
  const element = make("div", { className: "lab-view", role: "group", "aria-label": control.label },
    ...buttons);
  return { name: control.name, element, put };
}

const limits = ({ minimum, maximum, step }) => ({ min: minimum, max: maximum, step });

function inWords(control, value) {
  const mark = control.marks.find(([at]) => Math.abs(at - value) < 1e-9);
  const number = Number.isInteger(control.step) ? String(value) : String(+value.toFixed(2));
  return [number, control.unit, mark ? `– ${mark[1]}` : ""].filter(Boolean).join(" ");
}

// The settings that differ from the default, short enough for an address:
// "caseload:35;seed:7|clinical_scope:0.5" (after the bar: the pinned run).
function pack(state, pinned, description) {
  const part = (settings) => Object.entries(settings)
    .filter(([name, value]) => value !== description.default[name])
    .map(([name, value]) => `${name}:${value}`).join(";");
  return pinned ? `${part(state)}|${part(pinned)}` : part(state);
}

function unpack(text, description) {
  const [now, pin] = String(text || "").slice(0, 2000).split("|");
  const part = (settings) => {
    const state = { ...description.default };
    for (const [name, value] of settings.split(";").map((pair) => pair.split(":"))) {
      if (value !== undefined) state[name] = value.trim() && isFinite(value) ? +value : value;
    }
    return state;
  };
  return [part(now), pin === undefined ? null : part(pin)];
}

function saveCsv(name, run) {
  const quoted = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);
  const { columns, labels = columns } = run;
  const meanings = columns.map((column, i) => `column ${column}: ${labels[i]}`);
  const lines = [...[...run.notes, ...meanings].map((note) => `# ${note}`),
    ...[columns, ...run.rows].map((row) => row.map(quoted).join(","))];
  saveFile(`${name}-run.csv`, lines.join("\n") + "\n", "text/csv");
}

function saveFile(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// --- a practice item -------------------------------------------------------------

function renderPractice(model, el, description) {
  let { seed, answers, hints } = structuredClone(description.default);
  const saved = Number.parseInt(model.get("saved"), 10);
  if (saved >= 0) seed = saved;
  const kept = keptBy(model);
  const was = kept.was();
  const names = description.items.map(({ name }) => name);
  // Answers belong to their numbers: other numbers in the address begin afresh.
  if (was.answers && !(saved >= 0 && saved !== was.seed)) {
    seed = was.seed ?? seed;
    answers = stillThere(was.answers, names);
    hints = stillThere(was.hints, names);
  }

  const { region, say } = announcer();
  const story = make("p", { tabIndex: -1 });
  const table = make("div", { className: "lab-data" });
  const progress = make("p", { className: "lab-progress" });
  const { messages, tell } = messenger(say);
  let spokenItem = null;

  const ask = asker(model, (response) => {
    tell(response);
    if (response.error) return;
    story.textContent = response.story;
    table.replaceChildren(tableOf(response.table));
    progress.textContent = response.progress;
    for (const item of items) {
      item.show(response.feedback[item.name], response.hints[item.name], response.lines?.[item.name]);
    }
    if (spokenItem && Object.values(answers).some((text) => text.trim())) {
      const right = Object.values(response.feedback).filter(({ credit }) => credit === 1).length;
      kept.note({ seed, answers, hints, right });
    }
    // The page is read as it stands, and after "New numbers" the focus reads the story.
    if (!spokenItem) return;
    const heard = items.find((item) => item.name === spokenItem).heard();
    say([heard, response.progress].join(" "));
  });
  const refresh = (item = null) => {
    spokenItem = item;
    if (!description.own) model.set("saved", String(seed));
    ask({ seed, answers, hints });
  };

  const items = description.items.map((item) => practiceItem(item, {
    answer: (text) => { answers = { ...answers, [item.name]: text }; refresh(item.name); },
    hint: () => {
      hints = { ...hints, [item.name]: (hints[item.name] || 0) + 1 };
      refresh(item.name);
    },
  }));
  const again = () => {
    seed = crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;
    answers = {};
    hints = {};
    for (const item of items) item.clear();
    refresh();
    story.focus(); // the new trial stands far above the button
  };
  const parts = [make("p", { className: "lab-lead" }, description.lead), region, story, table,
    messages, make("div", { className: "lab-items" }, ...items.map((item) => item.element)), progress];
  for (const item of items) item.put(answers[item.name] ?? "");
  el.replaceChildren(...(description.own ? ownPanel(parts, description.own, Object.keys(answers).length)
    : [...parts, button("New numbers", again)]));
  refresh();
}

// On a learner's own data: folded, so that it does not stand in the way of who writes code.
function ownPanel(parts, own, begun) {
  return [make("details", { open: begun > 0, className: "lab-own" }, make("summary", {}, own.open),
    ...parts, ...[own.elsewhere, own.how].filter(Boolean).map((text) =>
      make("p", { className: "lab-lead" }, text)))];
}

function practiceItem(item, { answer, hint }) {
  const id = newId();
  const promptId = newId();
  const input = make("input", { id, type: "text", placeholder: item.placeholder || "",
    autocomplete: "off", inputMode: "text", "aria-describedby": promptId,
    onkeydown: (event) => event.key === "Enter" && answer(input.value) });
  const feedback = make("p", { className: "lab-feedback", hidden: true });
  const ownLine = make("p", { className: "lab-line", hidden: true },
    "In your answer cell: ", make("code", { tabIndex: 0 }));
  const hintList = make("ol", { className: "lab-hints", hidden: true });
  const hintButton = button("Hint", hint, { "aria-label": `Hint for ${item.label}` });
  const element = make("div", { className: "lab-item" },
    make("label", { htmlFor: id }, item.label), asked(item, promptId),
    make("div", { className: "lab-toolbar" }, input,
      button("Check", () => answer(input.value), { "aria-label": `Check ${item.label}` }), hintButton),
    feedback, ownLine, hintList);
  let heard = "";
  return {
    put: (text) => { input.value = text; },
    name: item.name,
    element,
    heard: () => heard,
    clear: () => { input.value = ""; },
    show: (given, texts = [], line = "") => {
      ownLine.hidden = !line;
      ownLine.querySelector("code").textContent = line;
      heard = given ? given.text : "";
      feedback.hidden = !given;
      feedback.textContent = given ? given.text : "";
      feedback.classList.toggle("right", Boolean(given) && given.credit === 1);
      if (texts.length > hintList.children.length) heard = texts[texts.length - 1];
      hintList.hidden = !texts.length;
      hintList.replaceChildren(...texts.map((text) => make("li", {}, text)));
    },
  };
}

// The prompt ends with its options; here each has a line of its own.
function asked({ prompt, options = [] }, id) {
  const inLine = options.map(([letter, text]) => ` (${letter}) ${text}`).join("");
  const question = prompt.endsWith(inLine) ? prompt.slice(0, prompt.length - inLine.length) : prompt;
  return make("div", { id }, make("p", {}, question), ...(question === prompt ? [] : [
    make("ul", { className: "lab-options" }, ...options.map(([letter, text]) =>
      make("li", {}, `(${letter}) ${text}`)))]));
}

// --- questions with a choice of answers --------------------------------------------

function renderQuestions(model, el, description) {
  const kept = keptBy(model);
  const was = kept.was().answers;
  let answers = stillThere(was, description.questions
    .filter(({ name, options }) => options[Number(was?.[name])]).map(({ name }) => name));
  let spoken = null;
  const { region, say } = announcer();
  const { messages, tell } = messenger(say);
  const progress = make("p", { className: "lab-progress" });
  const ask = asker(model, (response) => {
    tell(response);
    if (response.error) return;
    for (const item of items) item.show(response.feedback[item.name]);
    progress.textContent = response.progress;
    if (!spoken) return;
    const right = Object.values(response.feedback).filter((given) => given.right).length;
    kept.note({ answers, right });
    say([response.feedback[spoken]?.text, response.progress].join(" "));
  });
  const items = description.questions.map((question, i) => questionItem(question, i + 1, (value) => {
    answers = { ...answers, [question.name]: value };
    spoken = question.name;
    ask({ answers });
  }, answers[question.name], say));
  el.replaceChildren(
    ...(description.lead ? [make("p", { className: "lab-lead" }, description.lead)] : []),
    region, messages, make("div", { className: "lab-items" }, ...items.map((item) => item.element)),
    progress);
  ask({ answers });
}

function questionItem(question, number, answer, chosenBefore, say) {
  const name = newId();
  const options = question.options.map((text, i) =>
    make("label", {}, make("input", { type: "radio", name, value: String(i),
      checked: String(i) === chosenBefore }), " ", text));
  const feedback = make("p", { className: "lab-feedback", hidden: true });
  const element = make("fieldset", { className: "lab-item lab-question" },
    make("legend", {}, `${number}. ${question.ask}`), ...options);
  const tell = (text) => {
    feedback.hidden = false;
    feedback.textContent = text;
    say(text);
  };
  const check = button("Check", () => {
    const chosen = element.querySelector("input:checked");
    if (chosen) return answer(chosen.value);
    tell("Pick one first. A guess is enough.");
  }, { "aria-label": `Check question ${number}` });
  const set = question.lab ? button("Set the lab to this", () => {
    const { lab, preset, settings } = question;
    const detail = { lab, preset, settings, question: element };
    document.dispatchEvent(new CustomEvent("peerlab-set", { detail }));
    if (detail.heard) return;
    tell("The lab is not open here. Open it first, then press this again.");
  }, { "aria-label": `Set the lab to this, question ${number}` }) : null;
  element.append(make("div", { className: "lab-toolbar" }, check, ...(set ? [set] : [])), feedback);
  return {
    name: question.name,
    element,
    show: (given) => {
      feedback.hidden = !given;
      feedback.textContent = given ? given.text : "";
      feedback.classList.toggle("right", Boolean(given?.right));
    },
  };
}

// --- a conversation ------------------------------------------------------------------

// One of four things is on the stage: the list, the door of one conversation (what to know
// before), the talk itself, or a place to step aside to.
function renderConversation(model, el, description) {
  let state = { ...description.default };
  let moved = "";      // what the learner did, which decides where the focus goes
  let saving = "";
  let latest = null;
  const { region, say } = announcer();
  const { messages, tell } = messenger(say);
  const stage = make("div");
  const cardOf = (name) => description.conversations.find((card) => card.name === name);
  const kept = keptBy(model);

  const ask = asker(model, (response) => {
    tell(response);
    if (response.error) return;
    if (saving) return save(response);
    state = { ...response.state };
    latest = response;
    // How it ended, and nothing of what was said on the way.
    const { ending } = response.talk;
    if (ending && moved === "on") kept.note({ endings: { [state.conversation]: [ending] } });
    model.set("saved", packTalk(state, description));
    showTalk();
  });
  const go = (changes, how) => {
    // A talk that begins is weighed in the usual way, and its number stays covered.
    if (changes.path === "") changes = { weighing: description.default.weighing, ...changes };
    state = { ...state, ...changes };
    moved = how;
    ask({ state });
  };
  const back = (turns) => go({ path: state.path.split(".").slice(0, turns).join(".") }, "back");

  const put = (parts, focused) => {
    say(""); // nobody who steps aside should meet the last words again
    stage.replaceChildren(...parts);
    if (!focused) return;
    focused.tabIndex = -1;
    focused.focus({ preventScroll: true });
    el.scrollIntoView({ block: "start" });
  };

  const showList = (byHand = true) => {
    model.set("saved", "");
    const lead = make("p", { className: "lab-lead" }, description.lead);
    const { endings } = kept.was();
    const items = description.conversations.map((card) => {
      const id = newId();
      const ended = (stillThere(endings, [card.name])[card.name] ?? [])
        .filter((ending) => description.endings.includes(ending));
      return make("li", {}, button(card.title, () => showDoor(card), { "aria-describedby": id }),
        make("p", { id }, card.about, " ", make("small", {}, `About ${card.minutes} minutes.`,
          ended.length ? ` You came to: ${ended.join("; ")}.` : "")));
    });
    put([lead, make("ul", { className: "lab-cards" }, ...items)], byHand ? lead : null);
  };

  const showDoor = (card, byHand = true) => {
    const title = make("p", { className: "lab-part" }, card.title);
    put([title, make("p", {}, card.about),
      make("p", { className: "lab-guess" }, make("strong", {}, "What is in here. "), card.content_note),
      make("p", {}, make("strong", {}, "The scene. "), card.scene),
      make("div", { className: "lab-toolbar" },
        button("Begin", () => go({ conversation: card.name, path: "" }, "begin"), { className: "lab-main" }),
        button("Step aside", () => stepAside(card, () => showDoor(card))),
        button("Other conversations", () => showList()))], byHand ? title : null);
  };

  const stepAside = (card, comeBack) => {
    const help = description.aside;
    const title = make("p", { className: "lab-part" }, "Step aside");
    const lines = help.lines.map(({ country, name, how, number }) => make("li", {},
      make("strong", {}, `${country}: `), `${name}${/[.?!]$/.test(name) ? "" : "."} ${how} `,
      make("a", { href: `tel:${number.replaceAll(" ", "")}` }, number), "."));
    put([title, make("p", {}, help.calm), make("p", {}, card.help),
      make("p", {}, make("strong", {}, help.first)), make("p", {}, help.then),
      make("ul", {}, ...lines), make("p", {}, help.last),
      make("div", { className: "lab-toolbar" },
        button("Come back", comeBack), button("Other conversations", () => showList()))], title);
  };

  function save(response) {
    if (saving === "csv") saveCsv(state.conversation, response.run);
    else saveFile(`${state.conversation}.txt`, response.plain, "text/plain");
    saving = "";
  }

  function showTalk() {
    const { talk } = latest;
    const card = cardOf(state.conversation);
    const turns = talk.turns.map((turn, i) => turnTaken(turn, i, card.person, () => back(i),
      i === talk.turns.length - 1));
    const label = make("p", { className: "lab-turn", tabIndex: -1 },
      talk.ending ? `How it ends: ${talk.ending}` : `Turn ${turns.length + 1}`);
    const heard = talk.ending
      ? [...spoken(card.person, { answer: talk.answer }), make("p", {}, talk.text)]
      : spoken(card.person, talk);
    const now = make("li", { className: "lab-now" }, label, ...heard, levelsLine(talk.levels));
    const replies = talk.choices.map(([number, text]) =>
      button(text, () => go({ path: [state.path, number].filter(Boolean).join(".") }, "on")));
    const share = make("input", { type: "text", readOnly: true, hidden: true,
      "aria-label": "This conversation in short" });
    stage.replaceChildren(
      make("p", { className: "lab-part" }, card.title),
      make("details", {}, make("summary", {}, "The scene"), make("p", {}, card.scene)),
      make("ol", { className: "lab-talk" }, ...turns, now),
      ...(talk.ending ? [debriefOf(talk, description, back, (weighing) => go({ weighing }, "weigh"),
        moved === "weigh")]
        : [make("div", { className: "lab-replies", role: "group", "aria-label": "What do you say?" },
          make("p", { "aria-hidden": "true" }, "What do you say?"), ...replies)]),
      make("div", { className: "lab-toolbar", role: "group", "aria-label": "This conversation" },
        button("Go back one turn", () => turns.length && back(turns.length - 1),
          { "aria-disabled": String(!turns.length) }),
        button("Start again", () => back(0)),
        button("Step aside", () => stepAside(card, () => { moved = "back"; showTalk(); })),
        button("Other conversations", () => showList()),
        button("Share", () => {
          share.value = model.get("link") || model.get("saved");
          share.hidden = false;
          share.select();
          navigator.clipboard?.writeText(share.value).then(() => say("Copied."), () => {});
        }),
        button("Save as text", () => { saving = "text"; ask({ state, want_run: true }); }),
        button("Save as CSV", () => { saving = "csv"; ask({ state, want_run: true }); }), share));
    settle(label, turns[turns.length - 1], heard);
  }

  // The newest turn gets the focus, with what was just said in sight above it.
  function settle(label, before, heard) {
    const how = moved;
    moved = "";
    if (!how) return;
    if (how === "weigh") {
      stage.querySelector(".lab-weighing select").focus({ preventScroll: true });
      say(latest.talk.debrief.score);
      return;
    }
    label.focus({ preventScroll: true });
    const top = before ? before.querySelector(".lab-you") : stage.firstChild;
    top.scrollIntoView({ block: "start" });
    // What is on the screen between the reply and the answer is said as well.
    const landed = before && how === "on" ? `${before.querySelector(".lab-why p").textContent} ` : "";
    say(landed + heard.map((part) => part.textContent).join(" "));
  }

  const setFromOutside = (event) => {
    if (!isMeant(event.detail, el, description) || event.detail.heard) return;
    event.detail.heard = true; // a lesson may show this lab twice; the first one answers
    go({ ...description.default, ...event.detail.settings }, "begin");
  };
  document.addEventListener("peerlab-set", setFromOutside);
  el.replaceChildren(region, messages, stage);
  const saved = unpackTalk(model.get("saved"));
  state = { ...state, ...saved };
  if (saved.path) ask({ state });
  else if (cardOf(saved.conversation)) showDoor(cardOf(saved.conversation), false);
  else showList(false);
  return () => document.removeEventListener("peerlab-set", setFromOutside);
}

// "conversation:double-dose;path:1.2.0". All of it stays text: 1.2 is no number here.
function packTalk(state, description) {
  return Object.entries(state)
    .filter(([name, value]) => name === "conversation" || value !== description.default[name])
    .map(([name, value]) => `${name}:${value}`).join(";");
}

function unpackTalk(text) {
  const pairs = String(text || "").slice(0, 500).split(";").map((pair) => pair.split(":"));
  return Object.fromEntries(pairs.filter(([name, value]) =>
    value && ["conversation", "path", "weighing"].includes(name)));
}

function spoken(person, { notice, answer, text }) {
  const line = (words) => make("p", { className: "lab-person" },
    make("strong", {}, `${person}: `), words);
  return [...(answer ? [line(answer)] : []),
    ...(notice ? [make("p", { className: "lab-notice" }, notice)] : []),
    ...(text ? [line(text)] : [])];
}

const levelsLine = (levels) => make("p", { className: "lab-levels" },
  levels.map(([label, word]) => `${label}: ${word}`).join(" \u00b7 "));

function turnTaken(turn, i, person, goBack, newest) {
  return make("li", {},
    make("p", { className: "lab-turn" }, `Turn ${i + 1}`), ...spoken(person, turn),
    make("p", { className: "lab-you" }, make("strong", {}, "You: "), turn.said),
    make("details", { className: "lab-why", open: newest }, make("summary", {}, "How it landed"),
      make("p", {}, turn.why),
      make("p", {}, make("strong", {}, `${turn.principle[0]}. `), turn.principle[1]),
      make("p", {}, make("small", {}, turn.competency, i ? "" : " Check the wording there.")),
      button("Go back to here", goBack, { "aria-label": `Go back to here, turn ${i + 1}` })));
}

function debriefOf(talk, description, back, weigh, weighed) {
  const { debrief } = talk;
  const part = (title, ...inside) => make("section", { "aria-label": title },
    make("p", { className: "lab-part" }, title), ...inside);
  const picture = make("div");
  picture.innerHTML = talk.picture;
  const well = debrief.well.length
    ? make("ul", {}, ...debrief.well.map(([said]) => make("li", {}, said)))
    : make("p", {}, "This time each turn had a reply with more weight. They are listed below, to try out.");
  const turns = debrief.turns.map((turn, i) => make("li", {},
    make("p", { className: "lab-you" }, make("strong", {}, "You: "), turn.said),
    make("p", {}, make("small", {}, turn.weight)),
    make("p", {}, "What else was possible here:"),
    make("ul", {}, ...turn.others.map(([said, how]) => make("li", {}, said, " ", make("small", {}, how)))),
    button("Try this turn again", () => back(i), { "aria-label": `Try this turn again, turn ${i + 1}` })));
  const weighing = controlFor(description.controls.find(({ name }) => name === "weighing"), weigh);
  weighing.put(debrief.weighing);
  weighing.element.classList.add("lab-weighing");
  return make("div", { className: "lab-debrief" },
    part("Looking back", make("p", {}, debrief.text), picture),
    part("What carried", well),
    part("To talk over with others",
      make("ul", {}, ...debrief.questions.map((question) => make("li", {}, question)))),
    make("details", {}, make("summary", {}, "Turn by turn: what else was possible"),
      make("ol", { className: "lab-talk" }, ...turns)),
    make("details", { open: weighed || debrief.gates.length > 0
      || debrief.weighing !== description.default.weighing },
      make("summary", {}, "How we weighed it"),
      make("p", {}, make("strong", {}, debrief.judgement)), make("p", {}, debrief.score),
      ...debrief.gates.map((gate) => make("p", { className: "lab-guess" }, gate)),
      weighing.element, make("p", {}, make("small", {}, debrief.competencies)),
      make("div", { className: "lab-words" }, tableOf(description.values))));
}
