"""What the HTML of every page must hold for people who do not see it; no browser is needed."""

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import AXE_VERSION
from course_pages import pages

ROOT = Path(__file__).parent.parent
# A link has to say where it leads without the words around it.
SAYS_NOTHING = {"#", "here", "click here", "more", "read more", "link", "this", "this page"}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


@pytest.fixture(scope="module")
def book(book_url):
    """Return every page of the book, read once, with the theme's own two."""
    names = [*pages(), "search", "genindex"]
    html = ROOT / "_build" / "html"
    return {name: BeautifulSoup((html / f"{name}.html").read_bytes(), "lxml") for name in names}


def faults(book, find):
    """Return what `find` yields on each page, with the page's name."""
    return [(name, fault) for name, page in book.items() for fault in find(page)]


def headings(page):
    # the theme's table of contents for printing repeats the title; it is not on the screen
    return [
        heading
        for heading in page.find_all(HEADINGS)
        if not heading.find_parent(id="jb-print-docs-body")
    ]


def words(element):
    return element.get_text(" ", strip=True).rstrip("#").strip()


def test_every_page_has_a_language_one_main_part_and_a_title_of_its_own(book):
    def find(page):
        if page.html.get("lang") != "en":
            yield "no language"
        if len(page.select("main, [role=main]")) != 1:
            yield "not one main part"

    assert faults(book, find) == []
    titles = Counter(page.title.get_text() for page in book.values())
    assert titles.most_common(1)[0][1] == 1


def test_headings_are_in_order_and_begin_with_the_only_first_one(book):
    def find(page):
        levels = [int(heading.name[1]) for heading in headings(page)]
        if levels.count(1) != 1 or levels[0] != 1:
            yield "first headings", levels.count(1)
        yield from (
            (before, after)
            for before, after in zip(levels, levels[1:], strict=False)
            if after > before + 1
        )
        yield from ("empty" for heading in headings(page) if not words(heading))

    assert faults(book, find) == []


def test_the_link_past_the_list_of_pages_comes_first_and_nothing_jumps_the_queue(book):
    def find(page):
        first = page.body.find(["a", "button", "input", "summary"])
        if first.get("href") != "#main-content" or not page.find(id="main-content"):
            yield str(first)
        yield from (
            str(element)
            for element in page.select("[tabindex]")
            if element["tabindex"] not in ("0", "-1")
        )

    assert faults(book, find) == []


def test_no_name_for_a_place_is_given_twice(book):
    def find(page):
        names = Counter(element["id"] for element in page.select("[id]"))
        return [name for name, times in names.items() if times > 1]

    assert faults(book, find) == []


def test_every_table_has_headers_that_say_whether_they_head_a_row_or_a_column(book):
    def find(page):
        for table in page.select("table:not([role=presentation])"):
            heads = table.find_all("th")
            if not heads:
                yield str(table)[:120]
            yield from (str(head) for head in heads if not head.get("scope") or not words(head))

    assert faults(book, find) == []


def test_every_picture_is_told_in_words_or_is_hidden_from_who_cannot_see_it(book):
    def find(page):
        yield from (str(image) for image in page.select("img") if not image.get("alt"))
        for picture in page.select("svg"):
            told = picture.get("role") == "img" and picture.get("aria-label")
            hidden = picture.get("aria-hidden") or picture.find_parent(
                attrs={"aria-hidden": "true"}
            )
            if not told and not hidden:
                yield str(picture)[:120]
            # Firefox would let the numbers of the axes be read after the text
            parts = picture.find_all(True, recursive=False) if told else []
            yield from (str(part)[:120] for part in parts if part.get("aria-hidden") != "true")
        yield from (str(frame)[:120] for frame in page.select("iframe, video, audio, object"))

    assert faults(book, find) == []


def test_every_link_says_where_it_leads(book):
    def find(page):
        for link in page.select("a[href]"):
            name = link.get("aria-label") or words(link) or link.get("title") or ""
            for_the_mouse = link.get("aria-hidden") == "true" and link.get("tabindex") == "-1"
            if not for_the_mouse and (not name.strip() or name.lower() in SAYS_NOTHING):
                yield str(link)[:120]

    assert faults(book, find) == []


def test_every_formula_is_markup_that_can_be_read_out(book):
    formulas = [
        formula for page in book.values() for formula in page.select("math, .math, mjx-container")
    ]
    assert len(formulas) > 100
    bare = [
        str(formula)[:120]
        for formula in formulas
        if formula.name != "math" and not formula.find("math")
    ]
    assert bare == []
    assert [str(f)[:120] for f in formulas if not words(f)] == []


def test_the_statement_names_what_was_used_and_is_one_link_away(book):
    said = book["book/accessibility"].article.get_text(" ")
    assert f"axe-core {AXE_VERSION}" in said
    assert "WCAG 2.2" in said
    for name, page in book.items():
        assert page.select("footer a[href$='accessibility.html'], footer a[href='#']"), name
