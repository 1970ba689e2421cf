"""Print the whole book as one PDF and bind it as an EPUB, and link both from the book."""

import re
import sys
from pathlib import Path

import book_site
import browser as chromium
import epub_book
import one_document
import pdf_tags
import pikepdf
import yaml
from progress import Problem, Step, tell_problems

from peerlib import __version__
from peerlib.book import offline

ROOT = book_site.ROOT
STYLES = (ROOT / "peerlib" / "widgets" / "lab.css", ROOT / "tools" / "print.css")
PAPER = ROOT / "tools" / "paper.css"
MARK = ROOT / "book" / "_static" / "mark.svg"
ABOUT = "A course on peer support in mental health: chapters, pictures of its labs, and answers."
COVER = """<body style="margin: 0; background: #fff; color: #1b1f24; text-align: center;
font: 62px 'Source Sans 3', Helvetica, Arial, 'DejaVu Sans', sans-serif">
<div style="width: 460px; margin: 200px auto 90px">{mark}</div>
<h1 style="font-size: 1.5em; margin: 0 90px">{title}</h1>
<p style="font-size: .6em; margin: 90px">{author}</p>"""
PDF, EPUB = "peer-support.pdf", "peer-support.epub"
FROM = "how-to-use"  # the page that leads to both files

# Chromium writes well-formed XHTML of what it has read, with SVG and MathML in their own names.
# E-readers turn their own pages, follow links, and have no numbers for ours.
AS_XHTML = """() => {
  const written = (node) => {
    const copy = node.cloneNode(true);
    for (const said of copy.querySelectorAll(".on-paper")) said.remove();
    return new XMLSerializer().serializeToString(copy);
  };
  return {
    navigation: written(document.querySelector("#contents > ol")),
    sections: [...document.querySelectorAll("body > section")].map((section) => ({
      id: section.id, title: section.querySelector("h1, h2").textContent,
      xhtml: written(section),
      svg: Boolean(section.querySelector("svg")), math: Boolean(section.querySelector("math")),
    })),
  };
}"""

# Chromium tags a formula if it is a picture with words. It gives back the links and their words.
ON_PAPER = """() => {
  for (const formula of document.querySelectorAll("math")) {
    formula.setAttribute("role", "img");
    formula.setAttribute("aria-label", "Formula: " + formula.getAttribute("alttext"));
  }
  return [...document.querySelectorAll("a[href]")].map((link) => {
    const bare = link.cloneNode(true);
    for (const said of bare.querySelectorAll(".on-paper")) said.remove();
    return [link.getAttribute("href"), bare.textContent.trim()];
  });
}"""
FILL_IN = """numbers => {
  for (const place of document.querySelectorAll("a .number"))
    place.textContent = numbers[place.closest("a").hash.slice(1)];
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
    config |= {"version": __version__, "about": ABOUT}
    parts = one_document.contents((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    css = "\n".join(style.read_text(encoding="utf-8") for style in STYLES)
    source = target / "book.html"
    document = one_document.assemble(pages, config, parts, css + PAPER.read_text(encoding="utf-8"))
    source.write_text(str(document), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 1400})
    page.set_content(COVER.format(mark=MARK.read_text(encoding="utf-8"), **config))
    cover = page.screenshot()
    page.goto(source.as_uri())
    _bind(page, config, css, cover, target / EPUB)
    _print(page, config, target / PDF)
    page.close()
    return target / PDF, target / EPUB


def _print(page, config, file):
    """Print until each page number is right: only a printed book knows where a chapter begins."""
    links = page.evaluate(ON_PAPER)
    raw = file.with_suffix(".raw.pdf")
    shown, numbers = None, {}
    while shown != numbers:
        # the first print only counts, and needs no tags
        tags = shown is not None
        shown = numbers
        page.pdf(path=raw, prefer_css_page_size=True, tagged=tags, outline=tags)
        with pikepdf.open(raw) as pdf:
            numbers = page_numbers(pdf)
        page.evaluate(FILL_IN, numbers)
    with pikepdf.open(raw) as pdf:
        pdf_tags.finish(pdf, [tuple(link) for link in links])
        _describe(pdf, config)
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    raw.unlink()


def _describe(pdf, config):
    """Say whose book it is: the browser signs as itself."""
    pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary())
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = config["title"], config["author"]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"], about["dc:creator"] = config["title"], [config["author"]]
        about["dc:rights"], about["dc:language"] = config["copyright"], ["en"]


def page_numbers(pdf):
    """Return the page, counted from 1, of each place that the PDF has a name for."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return {name.lstrip("/"): pages[place[0].objgen] for name, place in pdf.Root.Dests.items()}


def _bind(page, config, css, cover, file):
    written = page.evaluate(AS_XHTML)
    epub_book.write(file, config, written["sections"], written["navigation"], css, cover)


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
