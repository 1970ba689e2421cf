"""Which pages the book has, and which labs are on them, read from the sources."""

import re
from pathlib import Path

from peerlib import live

ROOT = Path(__file__).parent.parent


def pages() -> list[str]:
    """Return every page of the book, in its order."""
    return re.findall(r"(?:root|file): (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))


def things_alive(page: str) -> list[str]:
    """Return the names of what is alive on a page: labs, questions, practice items."""
    text = (ROOT / f"{page}.md").read_text(encoding="utf-8")
    found = re.findall(r"^`{3,}\{(lab|questions|practice)\} *(\S+)", text, re.M)
    return [name if kind == "lab" else f"{kind}:{name}" for kind, name in found]


def simulations() -> list[tuple[str, str]]:
    """Return page and name of every simulation of the book."""
    return [
        (page, name)
        for page in pages()
        for name in things_alive(page)
        if live.describe(name)["kind"] == "simulation"
    ]


def views(name: str) -> list[str]:
    """Return the labels of a simulation's views; one empty label if it has a single view."""
    for control in live.describe(name)["controls"]:
        if control.get("shown") == "buttons":
            return [label for _, label in control["options"]]
    return [""]


def wait_until_alive(page):
    """Wait until every lab, question and practice item of the page has come alive."""
    for place in page.locator(".peerlab-place").all():
        place.locator(".peerlab").wait_for()


def uncover(page):
    """Look without a guess, in every lab of the page, and return the sentences."""
    for skip in page.get_by_role("button", name="Show me without a guess").all():
        if skip.is_visible():
            skip.click()
    return page.locator(".lab-sentence")


def change_to(page, scheme: str):
    """Turn the page light or dark, as the reader's device does when the evening comes."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"document.documentElement.dataset.theme === '{scheme}'")


def change_width(page, width: int):
    """Make the window wider or narrower, and wait until the theme has looked what scrolls now."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function(
        """() => [...document.querySelectorAll("pre, .math, .lab-table, [tabindex='-1']")].every(
            (e) => e.scrollWidth <= e.clientWidth || e.tabIndex >= 0
                || getComputedStyle(e).overflowX === "visible")"""
    )


def violations(page, axe: str) -> list:
    """Return what axe finds in the live places of a page."""
    return _found(page, axe, "'.peerlab-place'")


def page_violations(page, axe: str) -> list:
    """Return what axe finds on a whole page, the theme's own parts too."""
    return _found(page, axe, "document")


def _found(page, axe: str, where: str) -> list:
    page.evaluate(axe)
    found = page.evaluate(f"axe.run({where}, {{ resultTypes: ['violations'] }})")
    return [
        (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in found["violations"]
    ]
