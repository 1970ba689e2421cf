"""How heavy the pages of the published book are, and how soon the largest part is painted."""

import json
import statistics
import sys
from pathlib import Path

import book_site
import browser as chromium
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from course_pages import pages, things_alive  # noqa: E402
from published import fetched, weight  # noqa: E402

PAINTS = 5
PER_KIND = 4  # pages of each kind that a browser visits
BUDGETS = {"text": (300, 50), "lab": (650, None), "reference": (300, 50)}
REFERENCE = ("book/api", "book/claims", "book/values", "book/model-cards", "book/references")
REFERENCE += ("book/glossary", "book/map", "book/changes")

# The worker that keeps the whole book starts once a page is at rest; it is counted apart.
NO_WORKER = "delete Navigator.prototype.serviceWorker"
LARGEST_PAINT = """() => new Promise((found) => {
  new PerformanceObserver((list) => found(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""


def kinds() -> dict[str, list[str]]:
    """Return the pages of the book by kind: text, lab (anything alive), reference."""
    found = {kind: [] for kind in BUDGETS}
    for page in pages():
        if things_alive(page):
            found["lab"].append(page)
        else:
            found["reference" if page.startswith(REFERENCE) else "text"].append(page)
    return found


def sizes(folder: Path, names: list[str]) -> list[tuple[float, float, str]]:
    """Return, for each page, KB of the first visit and of one that follows, and its name.

    A visit that follows comes from the first other page of the same kind.
    """
    found = []
    for name in names:
        before = fetched(folder / f"{next(other for other in names if other != name)}.html")
        files = fetched(folder / f"{name}.html")
        found.append((weight(files), weight(files - before), name))
    return found


def largest_paint(browser, address: str) -> float:
    """Return the median time to the largest paint in ms, each visit with an empty cache."""
    times = []
    for _ in range(PAINTS):
        context = browser.new_context(viewport={"width": 1200, "height": 800})
        context.add_init_script(NO_WORKER)
        page = context.new_page()
        page.goto(address, wait_until="load")
        times.append(page.evaluate(LARGEST_PAINT))
        context.close()
    return statistics.median(times)


def unused_share(browser, address: str) -> dict[str, float]:
    """Return the share of the styles, and of the scripts, of which a visit uses nothing."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    context.add_init_script(NO_WORKER)
    page = context.new_page()
    session = context.new_cdp_session(page)
    lengths = {}
    session.on("CSS.styleSheetAdded", lambda event: _note_length(lengths, event["header"]))
    for command in ("DOM.enable", "CSS.enable", "CSS.startRuleUsageTracking", "Profiler.enable"):
        session.send(command)
    session.send("Profiler.startPreciseCoverage", {"callCount": False, "detailed": True})
    page.goto(address, wait_until="networkidle")
    rules = session.send("CSS.stopRuleUsageTracking")["ruleUsage"]
    scripts = session.send("Profiler.takePreciseCoverage")["result"]
    context.close()
    used = sum(rule["endOffset"] - rule["startOffset"] for rule in rules if rule["used"])
    return {"styles": 1 - used / sum(lengths.values()), "scripts": _idle(scripts)}


def _note_length(lengths, header) -> None:
    if header["sourceURL"].endswith(".css") or ".css?" in header["sourceURL"]:
        lengths[header["styleSheetId"]] = header["length"]


def _idle(scripts) -> float:
    """Return the share of script text whose innermost range was not run."""
    total = idle = 0
    for script in scripts:
        if "/_static/" not in script["url"]:
            continue
        ranges = [part for function in script["functions"] for part in function["ranges"]]
        length = max(part["endOffset"] for part in ranges)
        run = bytearray(length)
        for part in sorted(ranges, key=lambda part: part["startOffset"] - part["endOffset"]):
            start, end = part["startOffset"], part["endOffset"]
            run[start:end] = bytes([min(part["count"], 1)]) * (end - start)
        total, idle = total + length, idle + run.count(0)
    return idle / total


def kept_for_later(folder: Path) -> tuple[int, float]:
    """Return how many files the worker keeps for the time offline, and their KB."""
    worker = (folder / "offline-worker.js").read_text(encoding="utf-8")
    start = worker.index("[", worker.index("const FILES"))
    files = json.JSONDecoder().raw_decode(worker, start)[0]
    return len(files), weight(folder / name for name in files)


def _line(label: str, values: list[float], unit: str, budget: float | None) -> None:
    mark = "" if budget is None else f"  (budget {budget})"
    print(f"    {label}: median {statistics.median(values):.0f}, ", end="")
    print(f"worst {max(values):.0f} {unit}{mark}")


def measure(browser, address: str, folder: Path, kind: str, names: list[str]) -> None:
    """Print the measurements of one kind of page."""
    found = sizes(folder, names)
    first, after = BUDGETS[kind]
    print(f"{kind}: {len(names)} pages; the heaviest is {max(found)[2]}")
    _line("first visit", [size[0] for size in found], "KB", first)
    _line("after another page", [size[1] for size in found], "KB", after)
    # the heaviest ones, and some from the middle
    seen = [name for _, _, name in sorted(found, reverse=True)]
    seen = seen[: PER_KIND // 2] + seen[len(seen) // 2 :][: PER_KIND - PER_KIND // 2]
    paints = [largest_paint(browser, f"{address}{name}.html") for name in seen]
    _line(f"largest paint, {len(seen)} pages", paints, "ms", 1000)
    shares = [unused_share(browser, f"{address}{name}.html") for name in seen]
    for what in ("styles", "scripts"):
        _line(f"{what} not used", [100 * share[what] for share in shares], "%", None)


def main() -> None:
    """Print the weight and the largest paint of each kind of page."""
    folder = book_site.build(then="make benchmark")
    with book_site.BookServer(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find_chromium(), args=list(chromium.CHROMIUM_FLAGS)
        )
        for kind, names in kinds().items():
            measure(browser, server.address, folder, kind, names)
        browser.close()
    count, size = kept_for_later(folder)
    print(f"kept for the time offline, once a page is at rest: {count} files, {size:.0f} KB")


if __name__ == "__main__":
    main()
