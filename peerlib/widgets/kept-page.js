// The page "Your progress": what is kept, in plain words, and what can be done with it.
// What there is in the book stands in the page as JSON; what is kept is looked up in that, and
// all of it is put in as text.

import * as kept from "./kept.js";

const place = document.querySelector(".kept-page");
const contents = JSON.parse(place.querySelector("script").textContent);
const said = make("p", { className: "lab-messages", role: "status" });
const shown = make("div");
const asking = make("div");
const list = make("div");

const PROBLEMS = {
  long: "This file is too large to be one that was saved here.",
  unreadable: "This file could not be read. It may be damaged, or be another kind of file.",
  foreign: "This is not a file that was saved on this page.",
  version: "This file was saved by another version of this book, so it cannot be read here.",
  empty: "There is nothing in this file that could be brought back.",
};
const NOTHING_LOST = "Nothing was changed.";
const NO_ROOM = "The browser has no room for it, or does not allow it. Nothing was kept.";

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const name of ["role", "aria-label"]) {
    if (properties[name]) element.setAttribute(name, properties[name]);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const button = (text, onclick) => make("button", { type: "button", textContent: text, onclick });
const part = (text) => make("p", { className: "lab-part" }, text);
const row = (...buttons) => make("div", { className: "lab-toolbar" }, ...buttons);
const linkTo = (page, text) => make("a", { href: kept.addressOf(page) }, text);
const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

function say(text, focused = false) {
  said.textContent = text;
  if (!focused) return;
  said.tabIndex = -1;
  said.focus();
}

// --- what is kept, in words ----------------------------------------------------------

// What there is to say of one page: a line for each kind of thing on it.
function linesOf({ page, things }, all) {
  const how = Object.hasOwn(all.pages, page) ? all.pages[page] : "";
  const found = things.filter(({ name }) => Object.hasOwn(all.things, name))
    .map((each) => ({ ...each, was: all.things[each.name] }));
  const answered = found.filter(({ kind }) => kind === "questions");
  return [
    { begun: "You opened this page.", end: "You came to the end of this page." }[how],
    ...found.filter(({ kind }) => kind === "simulation").map(guessOf),
    answered.length ? questionsOf(answered, things) : undefined,
    ...found.filter(({ kind }) => kind === "practice").map(practiceOf),
    ...found.filter(({ kind }) => kind === "conversation").flatMap(talksOf),
  ].filter(Boolean);
}

const guessOf = ({ was, guesses }) => {
  const guess = guesses.find(([value]) => value === was.guess);
  return guess && `Your guess: ${guess[1]}.`;
};

const tried = ({ was, of }) => Math.min(Object.keys(was.answers ?? {}).length, of);
const right = (each) => Math.min(each.was.right ?? 0, tried(each));
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

function questionsOf(answered, things) {
  const of = sum(things.filter(({ kind }) => kind === "questions").map((each) => each.of));
  return `Questions: ${sum(answered.map(tried))} of ${of} answered, `
    + `${sum(answered.map(right))} of these as we would.`;
}

const practiceOf = (each) =>
  `Try it on new numbers: ${tried(each)} of ${each.of} answered, ${right(each)} right so far.`;

const talksOf = ({ was, titles, endings }) => titles.map(([name, title]) => {
  const own = Object.hasOwn(was.endings ?? {}, name) ? was.endings[name] : [];
  const ends = own.filter((ending) => endings.includes(ending));
  return ends.length && `${/[.?!]$/.test(title) ? title : `${title}:`} You came to ${ends.join(", and to ")}.`;
});

function listOf(all) {
  const pages = contents.map((page) => [page, linesOf(page, all)]).filter(([, lines]) => lines.length);
  if (!pages.length) return [make("p", {}, "There is nothing yet. Go on as you like.")];
  return [part("Page by page"), make("ul", { className: "kept-pages" },
    ...pages.map(([{ page, title }, lines]) => make("li", {}, linkTo(page, title),
      ...lines.map((line) => make("p", {}, line)))))];
}

function goOn({ last }) {
  const page = contents.find((each) => each.page === last?.page);
  return page ? make("p", {}, "Go on where you were: ", linkTo(page.page, page.title)) : null;
}

// --- the page in each of its states --------------------------------------------------

const sayYes = () => {
  const done = kept.choose(true);
  draw();
  say(done ? "From now on, what you do is kept on this device." : NO_ROOM, true);
};

const STATES = {
  unasked: () => [make("p", {}, "Nothing that you do is kept on this device."),
    row(button("Keep what I do, on this device", sayYes), fileButton())],
  no: () => [make("p", {}, "Nothing that you do is kept on this device, as you wished. Only your no is kept."),
    row(button("Keep what I do, on this device", sayYes), fileButton())],
  yes: (all) => [make("p", {}, "What you do is kept on this device, in this browser."), goOn(all),
    row(button("Save to a file", save), fileButton(), button("Clear everything", askToClear))],
  blocked: () => [make("p", {}, "This browser does not let pages keep anything. Perhaps its window is a private one, or it was told to. All labs and questions work as ever.")],
  unreadable: (_, fault) => [make("p", {}, fault === "version"
    ? "Something is kept here by another version of this book. This one cannot read it, and leaves it alone. It keeps nothing until you clear that."
    : "Something is kept here that cannot be read any more. The labs work, and keep nothing until you clear it."),
  row(button("Clear everything", askToClear))],
};

function draw() {
  const { choice, all, fault } = kept.look();
  asking.replaceChildren();
  list.replaceChildren(...(choice === "yes" ? listOf(all) : []));
  shown.replaceChildren(...STATES[choice](all, fault).filter((each) => each !== null));
}

// A question with its answers, in the page; the focus goes to it, and back to what it was about.
function ask(question, ...buttons) {
  const words = make("p", { tabIndex: -1 }, question);
  asking.replaceChildren(make("div", { className: "kept-ask", role: "group", "aria-label": "Please choose" },
    words, row(...buttons)));
  say("");
  words.focus();
}

const leave = (text = NOTHING_LOST) => {
  draw();
  say(text, true);
};

// --- save, clear, bring back ------------------------------------------------------------

function save() {
  const url = URL.createObjectURL(new Blob([kept.asText()], { type: "application/json" }));
  make("a", { href: url, download: "peer-support-progress.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say("Saved to a file, among your downloads. Anybody who has the file can read it.");
}

function askToClear() {
  const cleared = (goingOn) => () => {
    const done = kept.clear(goingOn);
    leave(!done ? NO_ROOM : goingOn ? "Everything is cleared. What you do from now on is kept."
      : "Everything is cleared. Nothing is kept from now on.");
  };
  ask("Clear everything that is kept on this device? It cannot be brought back, unless you saved it to a file.",
    button("Clear, and keep nothing from now on", cleared(false)),
    button("Clear, and begin afresh", cleared(true)), button("Leave it as it is", () => leave()));
}

function fileButton() {
  const input = make("input", { type: "file", accept: ".json,application/json", hidden: true,
    onchange: () => input.files[0] && readFile(input.files[0]).finally(() => { input.value = ""; }) });
  return make("span", {}, input, button("Bring back from a file", () => input.click()));
}

async function readFile(file) {
  // a letter takes up to four bytes
  const text = file.size > 4 * kept.MOST_LETTERS ? null : await file.text().catch(() => "");
  const { all, fault } = text === null ? { fault: "long" } : kept.parse(text);
  const problem = fault ?? (kept.isEmpty(all) ? "empty" : "");
  if (problem) leave(`${PROBLEMS[problem]} ${NOTHING_LOST}`);
  else askToBringBack(all);
}

function askToBringBack(found) {
  const { choice, all: here } = kept.look();
  const titles = pagesWith(kept.differing(here, found));
  const bring = (fileGoesBefore) => () => {
    const done = kept.bringBack(kept.together(kept.look().all, found, fileGoesBefore));
    leave(done ? "It is brought back." : NO_ROOM);
  };
  const inFile = contents.filter((page) => linesOf(page, found).length).length;
  const words = `The file covers ${count(inFile, "page", "pages")}. `
    + (choice === "yes" ? "It is added to what is here. " : "Once it is brought back, what you do is kept on this device. ");
  const no = button("Leave it as it is", () => leave());
  if (!titles.length) ask(words, button("Bring it back", bring(true)), no);
  else ask(`${words}Both have something different on: ${titles.join("; ")}`,
    button("Take these from the file", bring(true)), button("Keep these as they are here", bring(false)), no);
}

const pagesWith = (names) => contents
  .filter(({ things }) => things.some(({ name }) => names.includes(name))).map(({ title }) => title);

place.replaceChildren(said, shown, asking, list);
draw();
// Another tab may have changed it, or this page comes back as it was left.
addEventListener("storage", (event) => event.key === kept.KEY && draw());
addEventListener("pageshow", (event) => event.persisted && draw());
