"""Print the whole book as one PDF and bind it as an EPUB, and link both from the book."""

import re
import sys
from pathlib import Path

import book_site
import browser as chromium
import epub_book
import one_document
import pikepdf
import yaml
from progress import Problem, Step, tell_problems

from peerlib.book import offline

ROOT = book_site.ROOT
STYLES = (ROOT / "peerlib" / "widgets" / "lab.css", ROOT / "tools" / "print.css")
PAPER = ROOT / "tools" / "paper.css"
PDF, EPUB = "peer-support.pdf", "peer-support.epub"
FROM = "how-to-use"  # the page that leads to both files

# Chromium writes well-formed XHTML of what it has read, with SVG and MathML in their own names.
AS_XHTML = """() => {
  const written = (node) => new XMLSerializer().serializeToString(node);
  return {
    navigation: written(document.querySelector("#contents > ol")),
    sections: [...document.querySelectorAll("body > section")].map((section) => ({
      id: section.id, title: section.querySelector("h1, h2").textContent,
      xhtml: written(section),
      svg: Boolean(section.querySelector("svg")), math: Boolean(section.querySelector("math")),
    })),
  };
}"""


def make_both(browser, pages, target):
    """Write the PDF and the EPUB of a built book.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    pages : Path
        The folder with the finished pages.
    target : Path
        The folder for both files and for the one document that they are made from.

    Returns
    -------
    tuple of Path
        The PDF and the EPUB.
    """
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    parts = one_document.contents((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    css = "\n".join(style.read_text(encoding="utf-8") for style in STYLES)
    source = target / "book.html"
    document = one_document.assemble(pages, config, parts, css + PAPER.read_text(encoding="utf-8"))
    source.write_text(str(document), encoding="utf-8")
    page = browser.new_page()
    page.goto(source.as_uri())
    _bind(page, config, css, target / EPUB)
    _print(page, config, target / PDF)
    page.close()
    return target / PDF, target / EPUB


def _print(page, config, file):
    """Print twice: only a printed book knows on which page a chapter begins."""
    raw = file.with_suffix(".raw.pdf")
    for _ in range(2):
        page.pdf(path=raw, prefer_css_page_size=True, tagged=True, outline=True)
        with pikepdf.open(raw) as pdf:
            numbers = page_numbers(pdf)
        page.evaluate(
            """numbers => {
              for (const link of document.querySelectorAll("#contents a"))
                link.querySelector(".page").textContent = numbers[link.hash.slice(1)];
            }""",
            numbers,
        )
    with pikepdf.open(raw) as pdf:  # the browser signs as itself, and leaves the file large
        pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary())
        pdf.docinfo["/Title"], pdf.docinfo["/Author"] = config["title"], config["author"]
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    raw.unlink()


def page_numbers(pdf):
    """Return the page, counted from 1, of each place that the PDF has a name for."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {name.lstrip("/"): pages[place[0].objgen] for name, place in pdf.Root.Dests.items()}


def _bind(page, config, css, file):
    written = page.evaluate(AS_XHTML)
    # e-readers turn their own pages, and have no numbers for ours
    navigation = re.sub(r'\s*<span class="page">.*?</span>', "", written["navigation"])
    epub_book.write(file, config, written["sections"], navigation, css)


def link(pages, files):
    """Say in the finished book where both files are, and let kept copies of it know.

    Parameters
    ----------
    pages : Path
        The folder with the finished pages; the files lie in it.
    files : list of Path
    """
    named = " or ".join(
        f'<a href="../{file.name}">{file.suffix[1:].upper()}</a> '
        f"({file.stat().st_size / 1_000_000:.1f} MB)"
        for file in files
    )
    place = pages / "book" / f"{FROM}.html"
    words = f'<p class="printed-files">The whole book in one file: {named}.</p>'
    text, found = re.subn(
        r'<p class="printed-files">.*?</p>', words, place.read_text(encoding="utf-8"), flags=re.S
    )
    if not found:
        raise Problem(
            f'book/{FROM}.md has no <p class="printed-files"> any more. Put it back, then type: '
            "make print"
        )
    place.write_text(text, encoding="utf-8")
    offline.prepare(pages)


def main():
    """Run from the Makefile."""
    from playwright.sync_api import sync_playwright

    pages = book_site.build(then="make print")
    target = ROOT / "_build" / "print"
    target.mkdir(exist_ok=True)
    with Step("Printing the book"), sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.find_chromium(), args=list(chromium.CHROMIUM_FLAGS)
        )
        made = make_both(opened, pages, target)
        opened.close()
    placed = [Path(file.replace(pages / file.name)) for file in made]
    link(pages, placed)
    print("\n".join(f"{file.relative_to(ROOT)}" for file in placed))


if __name__ == "__main__":
    sys.exit(tell_problems(main))
