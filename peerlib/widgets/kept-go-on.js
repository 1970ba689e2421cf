// One line on the first page of the book, for who has let it keep where they were.

import { addressOf, look } from "./kept.js";

const { last } = look().all;
for (const place of last ? document.querySelectorAll(".kept-go-on") : []) {
  const link = document.createElement("a");
  link.href = addressOf(last.page);
  link.textContent = last.title;
  place.append("Go on where you were: ", link);
  place.hidden = false;
}
