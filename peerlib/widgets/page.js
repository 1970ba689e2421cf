// Brings the labs of a published page alive: runs peerlib's own Python under MicroPython in
// the reader's browser. No server, no other host. Until then, and where it cannot start,
// the page shows the picture that was drawn when the book was built.

import lab from "./lab.js";
import * as kept from "./kept.js";
import { askBelow, sayBelow } from "./kept-ask.js";

const here = (name) => new URL(name, import.meta.url).href;

// What the browser asks of Python: text in, text out.
const DOOR = `
import sys
sys.path.append("/peerlib-source")
import json
from peerlib import live

def describe(name):
    return json.dumps(live.describe(name))

def answer(name, request):
    return json.dumps(live.answer(name, json.loads(request)))
`;

async function startPython() {
  const wanted = new URL(import.meta.url).searchParams;
  const [{ loadMicroPython }, files] = await Promise.all([
    import(here("micropython.js")),
    fetch(here(wanted.get("files"))).then((reply) => reply.json()),
  ]);
  const python = await loadMicroPython({
    url: here("micropython.wasm"), heapsize: 16 * 1024 * 1024, pystack: 16 * 1024,
  });
  for (const [path, text] of Object.entries(files)) {
    const folder = path.split("/").slice(0, -1).join("/");
    python.FS.mkdirTree(`/peerlib-source/${folder}`);
    python.FS.writeFile(`/peerlib-source/${path}`, text);
  }
  python.runPython(DOOR);
  const describe = python.globals.get("describe");
  const answer = python.globals.get("answer");
  // Done here, this costs the time in which the browser still reads the page.
  const names = wanted.get("names").split(",");
  const descriptions = Object.fromEntries(names.map((name) => [name, JSON.parse(describe(name))]));
  return { descriptions, answer };
}

// The same convention as a Jupyter model, so that lab.js need not know where it is.
class PageModel {
  constructor(name, python, key, keeping) {
    this.name = name;
    this.python = python;
    this.key = key;
    this.listeners = {};
    this.values = {
      description: python.descriptions[name],
      saved: new URLSearchParams(location.search).get(key) || "",
      kept: keeping,
    };
  }

  get(name) {
    return name === "link" ? this.address() : this.values[name];
  }

  set(name, value) {
    this.values[name] = value;
    if (name === "saved") this.keepInAddress();
  }

  on(event, listener) {
    (this.listeners[event] ??= []).push(listener);
  }

  save_changes() {
    const request = JSON.stringify(this.values.request);
    this.values.response = JSON.parse(this.python.answer(this.name, request));
    for (const listener of this.listeners["change:response"] ?? []) listener();
  }

  address() {
    const address = new URL(location.href);
    if (this.values.saved) address.searchParams.set(this.key, this.values.saved);
    else address.searchParams.delete(this.key);
    return address.href;
  }

  // Browsers refuse many address changes a second, so write once the lever rests.
  keepInAddress() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => history.replaceState(history.state, "", this.address()), 300);
  }
}

function bringAlive(place, python) {
  const name = place.dataset.peerlab;
  const keeping = {
    was: () => kept.was(name),
    note: (changes) => {
      askBelow(place, kept.note(name, changes));
    },
  };
  const model = new PageModel(name, python, place.dataset.key, keeping);
  const el = document.createElement("div");
  lab.render({ model, el });
  place.replaceChildren(el);
  place.classList.remove("waking");
  place.classList.add("alive");
}

function staysAsPicture(place, failure) {
  place.classList.remove("waking");
  place.querySelector(".lab-note").textContent =
    "The live version could not start on this device. You see the first setting.";
  console.warn("A lab stays as a picture:", failure);
}

// This script runs while the page is still being read: Python starts at once, and then
// waits for the places that are to come alive.
const pageIsRead = () => new Promise((done) => {
  if (document.readyState !== "loading") done();
  else document.addEventListener("readystatechange", done, { once: true });
});

async function start() {
  const starting = startPython();
  starting.catch(() => {}); // told below, once there is a place to tell it
  await pageIsRead();
  const places = document.querySelectorAll("[data-peerlab]");
  let python;
  try {
    python = await starting;
  } catch (failure) {
    for (const place of places) staysAsPicture(place, failure);
    return;
  }
  for (const place of places) {
    try {
      bringAlive(place, python);
    } catch (failure) {
      staysAsPicture(place, failure);
    }
  }
  markTheWay(places);
}

// Where the reader is, and whether they came to the end of the page.
function markTheWay(places) {
  const page = kept.pageHere();
  const title = document.querySelector("h1").firstChild.textContent;
  kept.visit(page, title);
  sayBelow(places[0]);
  const end = document.querySelector("article ~ footer");
  if (!end) return;
  new IntersectionObserver(([seen], watching) => {
    if (!seen.isIntersecting) return;
    kept.visit(page, title, "end");
    watching.disconnect();
  }).observe(end);
}

start();
