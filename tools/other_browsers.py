"""Go through the book in Firefox: is each lab alive, is no page too wide, is there no complaint?

The tests use Chromium alone. Firefox is driven by WebDriver BiDi, which it speaks by itself.
"""

import itertools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import book_site
import websocket  # comes with Jupyter's server
from progress import Problem, tell_problems

NAMES = ("firefox-esr", "firefox")
WIDTHS = (1280, 390, 320)
SETTINGS = {
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.prefetch-next": False,  # the next page, broken off when we go on, would be a complaint
    "services.settings.server": "http://127.0.0.1:9/",
}
ALIVE = """new Promise(async (done) => {
  const asleep = () => [...document.querySelectorAll("[data-peerlab]:not(.alive)")];
  for (let tries = 0; tries < 300 && asleep().length; tries += 1) {
    await new Promise((go) => setTimeout(go, 100));
  }
  done(asleep().map((place) => `not alive: ${place.dataset.peerlab}`));
})"""
TOO_WIDE = (
    "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"
)


class Firefox:
    """One Firefox without a window and with a profile of its own. Use it with ``with``."""

    def __init__(self, program):
        self._profile = tempfile.TemporaryDirectory(prefix="firefox-")
        with open(f"{self._profile.name}/user.js", "w", encoding="utf-8") as file:
            for name, value in SETTINGS.items():
                file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")
        command = [program, "--headless", "--no-remote", "--profile", self._profile.name]
        command += ["--remote-debugging-port", "0"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        self.complaints = []
        self._numbers = itertools.count(1)

    def __enter__(self):
        self._line = websocket.create_connection(
            f"{self._address()}/session", timeout=120, suppress_origin=True
        )
        told = self.ask("session.new", capabilities={})
        self.version = told["capabilities"]["browserVersion"]
        self.ask("session.subscribe", events=["log.entryAdded", "network.responseCompleted"])
        self._page = self.ask("browsingContext.create", type="tab")["context"]
        return self

    def __exit__(self, *error):
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()

    def _address(self):
        """Return where Firefox listens; it writes that into its profile."""
        file = Path(self._profile.name) / "WebDriverBiDiServer.json"
        for _ in range(600):
            if file.exists() and (text := file.read_text(encoding="utf-8")):
                return "ws://{ws_host}:{ws_port}".format(**json.loads(text))
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        self.__exit__()
        raise Problem("Firefox could not be spoken to. One in a snap does not see all folders.")

    def ask(self, method, **params):
        """Send one command, and note what Firefox complains of until it answers."""
        number = next(self._numbers)
        self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._line.recv())
            if told.get("id") == number:
                if told["type"] == "error":
                    raise Problem(f"Firefox could not do {method}: {told['message']}")
                return told["result"]
            self._note(told["params"])

    def _note(self, event):
        if event.get("level") in ("error", "warn"):
            self.complaints.append(event["text"])
        status = event.get("response", {}).get("status", 200)
        if status >= 400 and not event["response"]["url"].endswith("favicon.ico"):
            self.complaints.append(f"{status}: {event['response']['url']}")

    def open(self, address):
        self.ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def be_wide(self, width):
        viewport = {"width": width, "height": 800}
        self.ask("browsingContext.setViewport", context=self._page, viewport=viewport)

    def work_out(self, script):
        """Return what a script gives in the page, as JSON has it."""
        told = self.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self._page},
            awaitPromise=True,
        )
        return json.loads(told["result"]["value"])


def faults(firefox, address):
    """Return in words what is amiss with the page at an address."""
    firefox.complaints.clear()
    firefox.be_wide(WIDTHS[0])
    firefox.open(address)
    found = firefox.work_out(ALIVE)
    for width in WIDTHS:
        firefox.be_wide(width)
        if (over := firefox.work_out(TOO_WIDE)) > 0:
            found.append(f"{width} pixels wide, it needs sideways scrolling by {over}")
    return found + firefox.complaints


def main():
    """Run from the Makefile."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise Problem("Firefox is missing. Debian: sudo apt install firefox-esr")
    folder = book_site.build(then="make other-browsers")
    pages = [page.relative_to(folder).as_posix() for page in sorted(folder.glob("book/*.html"))]
    amiss = 0
    with book_site.BookServer(folder) as server, Firefox(program) as firefox:
        for page in pages:
            for fault in faults(firefox, server.address + page):
                amiss += 1
                print(f"{page}: {fault}", flush=True)
        print(f"{len(pages)} pages in Firefox {firefox.version}: {amiss or 'no'} faults")
    return bool(amiss)


if __name__ == "__main__":
    sys.exit(tell_problems(main))
