"""How soon the lab of the published page is alive, and how soon it answers a lever."""

import gzip
import statistics

import book_site
import browser as chromium
from playwright.sync_api import sync_playwright

VISITS = 9
MOVES = 120
PAGE = "book/supervision.html"

# One move of a lever, timed from the event to the first frame after it has been painted.
MOVE = """async (value) => {
  const lever = document.querySelector(".peerlab input[type=range]");
  const start = performance.now();
  lever.value = value;
  lever.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise(requestAnimationFrame);
  await new Promise((painted) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = painted;
    channel.port2.postMessage(0);
  });
  return performance.now() - start;
}"""
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


def lever_to_paint(browser, address: str) -> list[float]:
    """Return milliseconds from a lever's move to the paint of what it does."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(address)
    page.wait_for_selector(".peerlab-place.alive")
    page.get_by_role("button", name="Show me without a guess").click()
    page.get_by_role("button", name="Pin this run").click()
    times = [page.evaluate(MOVE, (i % 20) / 20) for i in range(MOVES)]
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


def main() -> None:
    """Print the measurements of the page."""
    with (
        book_site.BookServer(book_site.build(then="make benchmark")) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find_chromium(), args=list(chromium.CHROMIUM_FLAGS)
        )
        address = server.address + PAGE
        alive, moves = time_to_alive(browser, address), lever_to_paint(browser, address)
        whole, own = weights(browser, address)
        browser.close()
    print(f"alive after navigation:  median {statistics.median(alive):6.0f} ms, ", end="")
    print(f"slowest of {VISITS} visits {max(alive):.0f} ms")
    print(f"lever to paint:          median {statistics.median(moves):6.0f} ms, ", end="")
    print(f"95th percentile {percentile_95(moves):.0f} ms, of {MOVES} moves with a pinned run")
    print(f"page weight, compressed: {whole:6.0f} KB in all, {own:.0f} KB the lab's own files")


if __name__ == "__main__":
    main()
