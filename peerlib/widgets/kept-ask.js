// Asks below a lab, once and without getting in the way, whether what is done on these pages may
// be kept on this device; says there, too, that it is.

import * as kept from "./kept.js";

const PROGRESS = kept.addressOf("book/your-progress");
const NO_ROOM = "This could not be kept: the browser has no room for it. The page works as before.";
let asked = null; // one box for the whole page

function box(place, ...parts) {
  asked ??= document.createElement("div");
  asked.className = "kept";
  asked.setAttribute("role", "group");
  asked.setAttribute("aria-label", "Keeping what you do");
  asked.replaceChildren(...parts);
  if (!asked.isConnected) place.append(asked);
  return asked;
}

function line(words, link) {
  const made = document.createElement("p");
  const more = document.createElement("a");
  more.href = PROGRESS;
  more.textContent = link;
  made.append(`${words} `, more);
  return made;
}

function choice(words, chosen) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", chosen);
  return made;
}

const isKept = () => line("What you do is kept on this device.", "See it, or clear it");

// After the reader has done something that could be kept. `done`: whether there was room for it.
export function askBelow(place, done) {
  if (!done) {
    box(place, line(NO_ROOM, "What is kept"));
    return;
  }
  if (kept.look().choice !== "unasked" || asked) return;
  const answer = (yes) => {
    const followed = kept.choose(yes);
    const said = !followed ? line(NO_ROOM, "What is kept")
      : yes ? isKept() : line("Nothing is kept.", "If you change your mind");
    box(place, said);
    said.tabIndex = -1; // the button that had the focus is gone
    said.focus();
  };
  const buttons = document.createElement("div");
  buttons.className = "lab-toolbar";
  buttons.append(choice("Yes, keep it here", () => answer(true)),
    choice("No, not here", () => answer(false)));
  const question = line("Keep what you do on these pages, on this device? So you can go on another "
    + "day. Nothing is sent. Anybody else who uses this browser could see it.",
    "What would be kept");
  box(place, question, buttons);
}

// On a page that is just opened.
export function sayBelow(place) {
  if (kept.look().choice === "yes") box(place, isKept());
}
