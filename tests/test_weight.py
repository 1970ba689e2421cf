"""Every page of the finished book is light, and does all that it did when it was heavy.

The files are read, not fetched: a browser looks at a few pages only, to see that it fetches the
same ones.
"""

import re
from pathlib import Path

import pytest
from course_pages import pages, things_alive
from fontTools.ttLib import TTFont
from published import fetched, weight

from peerlib.book import lean

ROOT = Path(__file__).parent.parent
FONTS = "_static/vendor/fontawesome/webfonts"
PAGES = pages()
LIVE = [page for page in PAGES if things_alive(page)]
TEXT = [page for page in PAGES if not things_alive(page)]
# KB, compressed
FIRST, AFTER, LAB, LAB_ALONE = 300, 50, 650, 350


@pytest.fixture
def book(book_url):
    return ROOT / "_build" / "html"


def too_heavy(sizes: dict[str, float], limit: float) -> dict[str, int]:
    return {page: round(size) for page, size in sizes.items() if size >= limit}


def test_text_page_is_below_300_kilobytes_on_the_first_visit(book):
    others = ["genindex", "search"]
    sizes = {page: weight(fetched(book / f"{page}.html")) for page in TEXT + others}
    assert too_heavy(sizes, FIRST) == {}


def test_text_page_is_below_50_kilobytes_after_the_welcome_page(book):
    before = fetched(book / "book" / "index.html")
    sizes = {
        page: weight(fetched(book / f"{page}.html") - before) for page in TEXT if page != PAGES[0]
    }
    assert too_heavy(sizes, AFTER) == {}
    assert min(sizes.values()) > 1


def test_page_with_something_alive_is_below_650_kilobytes_and_its_own_files_below_350(book):
    files = {page: fetched(book / f"{page}.html") for page in LIVE}
    assert too_heavy({page: weight(found) for page, found in files.items()}, LAB) == {}
    own = {
        page: [file for file in found if file.parent.name == "peerlib"]
        for page, found in files.items()
    }
    assert all(any(file.suffix == ".wasm" for file in found) for found in own.values())
    assert too_heavy({page: weight(found) for page, found in own.items()}, LAB_ALONE) == {}


def test_page_fetches_only_what_it_has_a_use_for(book):
    for page in PAGES:
        names = {file.name for file in fetched(book / f"{page}.html")}
        html = (book / f"{page}.html").read_text(encoding="utf-8")
        assert ("copybutton.js" in names) == ('class="highlight' in html), page
        assert ("micropython.wasm" in names) == (page in LIVE), page
        unused = {"searchindex.js", "searchtools.js", "togglebutton.js", "design-tabs.js"}
        assert not names & unused, page


@pytest.mark.parametrize("path", ["book/about", "book/contribute", "book/supervision"])
def test_browser_fetches_the_files_that_were_read(visit, book, book_url, path):
    page = visit().page
    seen = set()
    page.on("request", lambda request: seen.add(request.url))
    page.goto(book_url + path + ".html", wait_until="networkidle")
    asked = {(book / url.removeprefix(book_url).split("?")[0]).resolve() for url in seen}
    expected = fetched(book / f"{path}.html")
    assert asked <= expected
    # which icon fonts a page needs shows only when it is drawn; the book's mark may come late
    assert expected - asked <= {*_fonts(book), book / "_static" / "mark.svg"}
    assert book / FONTS / "fa-solid-900.woff2" in asked


def _fonts(book):
    return sorted((book / FONTS).glob("*.woff2"))


def test_every_icon_that_a_style_names_is_in_a_font(book):
    css = (book / "_static" / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
    named = {int(code or hex(ord(mark)), 16) for code, mark in lean.ICON.findall(css)}
    drawn = set()
    for font in _fonts(book):
        drawn |= set(TTFont(font).getBestCmap())
    assert named <= drawn and len(named) > 20


def test_controls_of_the_theme_work(visit, book_url):
    one = visit(viewport={"width": 1300, "height": 800}, color_scheme="light")
    page, requests = one.page, []
    page.goto(book_url + "book/contribute.html", wait_until="networkidle")
    page.on("request", lambda request: requests.append(request.url))
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("button.theme-switch-button:visible").first.click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate(ground) != light
    sidebar = page.locator("#pst-primary-sidebar")
    page.locator("button.primary-toggle").click()
    page.wait_for_function("document.querySelector('#pst-primary-sidebar').offsetLeft < 0")
    page.locator("button.primary-toggle").click()
    page.wait_for_function("document.querySelector('#pst-primary-sidebar').offsetLeft === 0")
    assert sidebar.is_visible()
    assert page.locator("button.copybtn").count() == page.locator("div.highlight pre").count()
    page.locator("main section section").last.scroll_into_view_if_needed()
    page.locator(".page-toc a.active").first.wait_for()  # the contents follow the reader
    page.keyboard.press("Control+k")
    box = page.locator("#pst-search-dialog input")
    box.wait_for()
    assert requests == []  # nothing of the search is fetched before somebody searches
    box.fill("mutuality")
    box.press("Enter")
    page.locator("#search-results li").first.wait_for()
    assert any(url.split("?")[0].endswith("searchindex.js") for url in requests)
    assert one.complaints == []


def test_trimming_takes_out_what_is_not_used_and_names_the_style_by_its_content(tmp_path, book):
    styles = tmp_path / "_static" / "styles"
    styles.mkdir(parents=True)
    css = ".used{color:red}.unused{color:blue}.made-by-script{color:green}"
    css += ":focus-visible{outline:solid}"
    (styles / "some.css").write_text(css)
    (styles / "course.css").write_text(css)
    (tmp_path / "_static" / "some.js").write_text('element.className = "made-by-script"')
    page = tmp_path / "page.html"
    link = '<link rel="stylesheet" href="_static/styles/some.css?v=old">'
    page.write_text(link + '<p class="used">')
    lean.trim(tmp_path, [page], book.parent / "npm")
    assert "unused" not in (styles / "some.css").read_text()
    assert ".used" in (styles / "some.css").read_text()
    assert ":focus-visible" in (styles / "some.css").read_text()
    assert "made-by-script" in (styles / "some.css").read_text()
    assert (styles / "course.css").read_text() == css  # ours stay as they are written
    first = re.search(r"some\.css\?v=(\w+)", page.read_text())[1]
    (styles / "some.css").write_text(".used{color:black}")
    lean.trim(tmp_path, [page], book.parent / "npm")
    assert re.search(r"some\.css\?v=(\w+)", page.read_text())[1] != first != "old"


def test_broken_style_is_named_and_not_published(tmp_path, monkeypatch):
    (tmp_path / "purgecss" / "bin").mkdir(parents=True)
    (tmp_path / "purgecss" / "bin" / "purgecss.js").write_text("throw new Error('no such rule')")
    monkeypatch.setattr(lean, "npm_package", lambda *_: tmp_path / "purgecss")
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "a.css").write_text(".a{")
    with pytest.raises(RuntimeError, match="PurgeCSS could not read the book's styles"):
        lean.trim(tmp_path, [], tmp_path)
