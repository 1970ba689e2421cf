// What a reader does in this book, kept in this browser and nowhere else, and only after a yes.
// One entry of localStorage for each book (its key ends with the book's folder), as JSON:
//
//   format   "peerlib-kept"      version   1
//   keep     true, or false after a no; then there is nothing else in it
//   last     {page, title}       where the reader was
//   pages    {page: "begun" or "end"}
//   things   {name as peerlib.live knows it: {guess} of a lab, {answers, right} of questions,
//            {seed, answers, hints, right} of a practice item, {endings: {talk: [in words]}}}
//
// What was said in a conversation is not in it, nor a talk that was not ended. Whatever else is
// found, in the browser or in a file, is left out by `clean`, so that no page has to doubt it.

const FORMAT = "peerlib-kept";
const VERSION = 1;
export const MOST_LETTERS = 500_000;
const MOST_PARTS = 400;
const BOOK = new URL("../../", import.meta.url).pathname;
export const KEY = `peerlib:${BOOK}`;

export const addressOf = (page) => `${BOOK}${page}.html`;
export const pageHere = () => location.pathname.slice(BOOK.length).replace(/\.html$/, "");

// --- reading what may be nonsense --------------------------------------------------

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
// A name that begins with a letter or a number is no __proto__.
const isName = (text) => /^[a-z0-9][\w:/-]{0,80}$/i.test(text);
const isPage = (text) => typeof text === "string" && /^[\w-]+(\/[\w-]+)*$/.test(text) && text.length < 80;
const words = (most) => (value) =>
  (typeof value === "string" && value.trim() ? value.slice(0, most) : undefined);
const whole = (most) => (value) =>
  (Number.isInteger(value) && value >= 0 && value <= most ? value : undefined);
const texts = (value) => (Array.isArray(value)
  ? [...new Set(value.slice(0, 20).map(words(60)).filter(Boolean))].sort() : undefined);
const oneOf = (...values) => (value) => (values.includes(value) ? value : undefined);

// In the order of the alphabet, so that the same things are the same text.
function table(value, read, named = isName) {
  if (!isObject(value)) return undefined;
  const found = Object.entries(value).slice(0, MOST_PARTS)
    .filter(([name]) => named(name)).map(([name, part]) => [name, read(part)])
    .filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return found.length ? Object.fromEntries(found) : undefined;
}

function fields(value, readers) {
  if (!isObject(value)) return undefined;
  const found = Object.entries(readers)
    .map(([name, read]) => [name, Object.hasOwn(value, name) ? read(value[name]) : undefined])
    .filter(([, part]) => part !== undefined);
  return found.length ? Object.fromEntries(found) : undefined;
}

const thing = (value) => fields(value, {
  guess: words(80),
  seed: whole(2 ** 31 - 1),
  answers: (answers) => table(answers, words(300)),
  hints: (hints) => table(hints, whole(100)),
  right: whole(1000),
  endings: (endings) => table(endings, texts),
});

function clean(all) {
  const last = fields(all.last, { page: words(80), title: words(120) });
  return {
    format: FORMAT,
    version: VERSION,
    keep: all.keep === true,
    ...(last && isPage(last.page) && last.title ? { last } : {}),
    pages: table(all.pages, oneOf("begun", "end"), isPage) ?? {},
    things: table(all.things, thing) ?? {},
  };
}

// Returns {all}, or {fault}: "long", "unreadable", "foreign" or "version".
export function parse(given) {
  if (given.length > MOST_LETTERS) return { fault: "long" };
  let found;
  try {
    found = JSON.parse(given);
  } catch {
    return { fault: "unreadable" };
  }
  if (!isObject(found) || found.format !== FORMAT) return { fault: "foreign" };
  if (found.version !== VERSION) return { fault: "version" };
  return { all: clean(found) };
}

export const isEmpty = ({ pages, things }) => !Object.keys(pages).length && !Object.keys(things).length;

// --- putting two together -------------------------------------------------------------

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function endingsOfBoth(one = {}, other = {}) {
  const found = { ...one };
  for (const [talk, ends] of Object.entries(other)) found[talk] = [...(one[talk] ?? []), ...ends];
  return found;
}

// Where both have something about a thing, the second goes before; endings of talks add up.
function joined(first = {}, second = {}) {
  const both = { ...first, ...second };
  if (first.endings && second.endings) both.endings = endingsOfBoth(first.endings, second.endings);
  return both;
}

// The names of what stands in both and is not the same, or would not simply add up.
export const differing = (here, other) => Object.keys(other.things).filter((name) => {
  if (!Object.hasOwn(here.things, name)) return false;
  const [{ endings: _, ...one }, { endings: __, ...two }] = [here.things[name], other.things[name]];
  return !same(one, two);
});

export function together(here, other, otherGoesBefore) {
  const [below, above] = otherGoesBefore ? [here, other] : [other, here];
  const things = { ...below.things };
  for (const [name, each] of Object.entries(above.things)) {
    const { endings } = joined({ endings: below.things[name]?.endings ?? {} },
      { endings: each.endings ?? {} });
    things[name] = { ...each, endings };
  }
  const pages = { ...here.pages };
  for (const [page, how] of Object.entries(other.pages)) {
    if (pages[page] !== "end") pages[page] = how;
  }
  return clean({ ...below, ...above, keep: true, pages, things });
}

// --- the one entry -----------------------------------------------------------------------

const NOTHING = clean({});
let waiting = NOTHING; // what was done on this page before the reader has said yes or no

// It is read anew each time: another tab may have added something, or cleared it.
// choice: "unasked", "yes", "no"; "blocked" where the browser keeps nothing, "unreadable" where
// there is something that is not ours to lose.
export function look() {
  let found;
  try {
    found = localStorage.getItem(KEY);
  } catch {
    return { choice: "blocked", all: NOTHING };
  }
  if (found === null) return { choice: "unasked", all: NOTHING };
  const { all, fault } = parse(found);
  if (fault) return { choice: "unreadable", fault, all: NOTHING };
  return { choice: all.keep ? "yes" : "no", all };
}

// Whether there was room for it.
function write(all) {
  const written = JSON.stringify(clean(all));
  if (written.length > MOST_LETTERS) return false;
  try {
    localStorage.setItem(KEY, written);
    return true;
  } catch {
    return false;
  }
}

function add(change) {
  const { choice, all } = look();
  if (choice === "unasked") waiting = change(waiting);
  return choice === "yes" ? write(change(all)) : true;
}

export const was = (name) => {
  const { things } = look().all;
  return Object.hasOwn(things, name) ? things[name] : {};
};

// Add to what is kept of one thing. False if there was no room.
export const note = (name, changes) => add((all) => ({
  ...all, things: { ...all.things, [name]: joined(all.things[name], changes) },
}));

// The reader is on this page now, or has come to its end.
export const visit = (page, title, how = "begun") => add((all) => ({
  ...all, last: { page, title },
  pages: { ...all.pages, [page]: all.pages[page] === "end" ? "end" : how },
}));

// The answer to "Keep what you do here?". False if a yes could not be followed. Another tab may
// have been answered meanwhile: a yes adds to what is there, and a no takes nothing away.
export function choose(yes) {
  const { choice, all } = look();
  if (choice === "blocked" || choice === "unreadable") return false;
  if (!yes) return choice === "unasked" ? write(NOTHING) : true;
  return bringBack(together(all, waiting, true));
}

export const bringBack = (all) => write({ ...all, keep: true });

// Forget all of it. `goOn`: keep what is done from now on.
export function clear(goOn) {
  waiting = NOTHING;
  try {
    localStorage.removeItem(KEY);
  } catch {
    return false;
  }
  return write({ keep: goOn });
}

export const asText = () => `${JSON.stringify(look().all, null, 1)}\n`;
