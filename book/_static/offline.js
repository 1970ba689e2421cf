// Keeps the book for the time without a network, once this page has been read in peace. A browser
// that is asked to save data keeps nothing by itself. Says on the page how it stands.
const worker = document.querySelector('meta[name="offline-worker"]')?.content;
const said = document.querySelector(".offline-said");
const button = document.querySelector(".offline-keep");

function say(text) { if (said) said.textContent = text; }

async function keep() {
  if (button) button.hidden = true;
  say("The book is being kept on this device.");
  try {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    say("The whole book is on this device. You can read it, and run its labs, without a network.");
  } catch {
    say("The book could not be kept on this device. It needs the network.");
    if (button) button.hidden = false;
  }
}

addEventListener("load", () => {
  if (!worker || !("serviceWorker" in navigator) || !isSecureContext) {
    say("This browser cannot keep the book. It needs the network.");
    return;
  }
  button?.addEventListener("click", keep);
  if (navigator.connection?.saveData) {
    if (button) button.hidden = false;
    say("Your browser saves data, so the book is not kept by itself.");
  } else setTimeout(keep, 3000);
});
