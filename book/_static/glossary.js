// Shows what a term means while the pointer or the keyboard is on its link. The meaning is read
// from the glossary page when it is first wanted, so no page grows by it. Without this script the
// link leads to the glossary.
const LINK = 'a[href*="glossary.html#term-"]';
const box = document.createElement("div");
box.id = "term-meaning";
box.setAttribute("role", "tooltip");
box.hidden = true;
let shown = null;
let leaving = 0;
let glossary = null;

async function meaning(link) {
  const [page, id] = link.href.split("#");
  glossary ??= fetch(page).then(async (answer) =>
    new DOMParser().parseFromString(await answer.text(), "text/html"));
  const term = (await glossary).getElementById(decodeURIComponent(id));
  let next = term;
  while (next && next.tagName !== "DD") next = next.nextElementSibling;
  return next ? next.textContent.trim() : "";
}

async function show(link) {
  clearTimeout(leaving);
  if (shown === link) return;
  hide();
  shown = link;
  const text = await meaning(link).catch(() => { glossary = null; return ""; });
  if (!text || shown !== link) return;
  box.textContent = text;
  document.body.append(box);
  box.hidden = false;
  const at = link.getBoundingClientRect();
  const width = Math.min(340, innerWidth - 16);
  box.style.width = `${width}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8)) + scrollX}px`;
  const above = at.bottom + box.offsetHeight + 8 > innerHeight && at.top > box.offsetHeight + 8;
  box.style.top = `${(above ? at.top - box.offsetHeight - 4 : at.bottom + 4) + scrollY}px`;
  link.setAttribute("aria-describedby", box.id);
}

function hide() {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  box.hidden = true;
}

// Time to move the pointer from the term into its meaning.
function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(hide, 250);
}

document.addEventListener("pointerover", (event) => {
  const link = event.pointerType === "touch" ? null : event.target.closest?.(LINK);
  if (link) show(link);
  else if (event.target.closest?.("#term-meaning")) clearTimeout(leaving);
  else if (shown && document.activeElement !== shown) hideSoon();
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest?.(LINK);
  if (link) show(link); else hide();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
