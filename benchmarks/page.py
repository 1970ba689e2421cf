"""How soon each lab of the published book is alive, and how soon it answers a lever."""

import gzip
import statistics
import sys
from pathlib import Path

import book_site
import browser as chromium
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from course_pages import pages, things_alive, uncover, views  # noqa: E402

from peerlib import live  # noqa: E402

VISITS = 9
MOVES = 60

# One move, of a lever or of a reply, timed from the event to the first frame after it has
# been painted.
PAINTED = """
  await new Promise(requestAnimationFrame);
  await new Promise((painted) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = painted;
    channel.port2.postMessage(0);
  });
  return performance.now() - start;
"""
MOVE = (
    """async ([place, i]) => {
  const levers = [...document.querySelectorAll(place + " input[type=range]")]
    .filter((lever) => !lever.closest("[hidden]"));
  const lever = levers[i % levers.length];
  const steps = (lever.max - lever.min) / lever.step;
  const start = performance.now();
  lever.value = Number(lever.min) + lever.step * (Number(i) * 7 % steps);
  lever.dispatchEvent(new Event("input", { bubbles: true }));
"""
    + PAINTED
    + "}"
)
TURN = (
    """async ([place]) => {
  const reply = document.querySelector(place + " .lab-replies button");
  const start = performance.now();
  reply.click();
"""
    + PAINTED
    + "}"
)
ALIVE = "document.querySelector('.peerlab-place.alive') && performance.now()"


def percentile_95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


def time_to_alive(browser, address: str) -> list[float]:
    """Return milliseconds from navigation to a lab that answers, each with an empty cache."""
    times = []
    for _ in range(VISITS):
        page = browser.new_page()
        page.goto(address, wait_until="commit")
        times.append(page.wait_for_function(ALIVE, polling=10).json_value())
        page.close()
    return times


def lever_to_paint(browser, address: str, name: str) -> dict[str, list[float]]:
    """Return, for each view, milliseconds from a lever's move to the paint of what it does."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(address)
    place = f"[data-peerlab='{name}']"
    page.wait_for_selector(place + ".alive")
    uncover(page)
    lab = page.locator(place)
    lab.get_by_role("button", name="Pin this run").click()
    times = {}
    for view in views(name):
        if view:
            lab.get_by_role("button", name=view, exact=True).click()
        page.evaluate(MOVE, [place, 0])  # the first one of a view is not warm yet
        times[view] = [page.evaluate(MOVE, [place, i]) for i in range(MOVES)]
    page.close()
    return times


def turn_to_paint(browser, address: str, name: str) -> list[float]:
    """Return milliseconds from a reply in a conversation to the paint of its answer."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    place = f"[data-peerlab='{name}']"
    page.wait_for_selector(place + ".alive")
    lab = page.locator(place)
    times = []
    for i in range(len(live.describe(name)["conversations"])):
        lab.locator(".lab-cards button").nth(i).click()
        lab.get_by_role("button", name="Begin").click()
        while lab.locator(".lab-replies button").count():
            times.append(page.evaluate(TURN, [place]))
        lab.get_by_role("button", name="Other conversations").click()
    page.close()
    return times


def weights(browser, address: str) -> tuple[float, float]:
    """Return compressed kilobytes of the whole page and of the lab's own files."""
    page = browser.new_page()
    replies = []
    page.on("response", lambda reply: replies.append(reply))
    page.goto(address, wait_until="networkidle")
    replies = [reply for reply in replies if reply.ok]
    sizes = {reply.url: len(gzip.compress(reply.body())) / 1024 for reply in replies}
    page.close()
    own = sum(size for url, size in sizes.items() if "/_static/peerlib/" in url)
    return sum(sizes.values()), own


def measure(browser, address: str, path: str, name: str) -> None:
    """Print the measurements of one lab."""
    address = f"{address}{path}.html"
    alive = time_to_alive(browser, address)
    whole, own = weights(browser, address)
    print(f"{name}: alive median {statistics.median(alive):.0f} ms, slowest of {VISITS} ", end="")
    print(f"{max(alive):.0f} ms; page {whole:.0f} KB compressed, {own:.0f} KB of it the lab's")
    if live.describe(name)["kind"] == "simulation":
        measured = lever_to_paint(browser, address, name)
    else:
        measured = {"turns of the conversations": turn_to_paint(browser, address, name)}
    for view, times in measured.items():
        print(f"    to paint: median {statistics.median(times):3.0f} ms, ", end="")
        print(f"95th percentile {percentile_95(times):3.0f} ms  {view}")


def main() -> None:
    """Print the measurements of every lab in the book."""
    with (
        book_site.BookServer(book_site.build(then="make benchmark")) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find_chromium(), args=list(chromium.CHROMIUM_FLAGS)
        )
        for path in pages():
            for name in things_alive(path):
                if ":" not in name:
                    measure(browser, server.address, path, name)
        browser.close()


if __name__ == "__main__":
    main()
