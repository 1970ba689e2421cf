"""The reference pages leave out nothing that is public, and read docstrings as they are meant."""

import ast
import re
from pathlib import Path

import pytest

from peerlib.book.docstrings import docstring_html, first_sentence
from peerlib.book.reference import modules_of, name_html, parts, read_module

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "book").glob("api-*.md")
SHOWN = [
    part
    for page in PAGES
    for line in re.findall(r"^```\{api\} (.*)", page.read_text(encoding="utf-8"), re.M)
    for part in line.split()
]


def test_every_public_part_stands_on_one_page():
    assert sorted(SHOWN) == parts()


def test_every_public_module_is_found_and_no_private_one():
    found = {module for part in parts() for module in modules_of(part)}
    for file in (ROOT / "peerlib").rglob("*.py"):
        names = file.relative_to(ROOT / "peerlib").with_suffix("").parts
        private = any(name.startswith("_") and name != "__init__" for name in names)
        dotted = ".".join(name for name in names if name != "__init__")
        if dotted:
            assert (dotted in found) is not private


@pytest.mark.parametrize("part", [part for part in parts() if part != "live"])
def test_every_name_that_a_part_offers_is_shown(part):
    shown = {one.name for module in modules_of(part) for one in read_module(module)[1]}
    start = ROOT / "peerlib" / part / "__init__.py"
    text = start.read_text(encoding="utf-8") if start.exists() else ""
    offered = re.search(r"^__all__ = (\[.*?\])", text, re.M | re.S)
    assert set(ast.literal_eval(offered[1]) if offered else []) <= shown


def test_every_module_says_what_it_is_for():
    silent = [m for part in parts() for m in modules_of(part) if not read_module(m)[0]]
    assert silent == []


def test_an_unknown_part_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="'wings'.*evaluation"):
        modules_of("wings")


def test_call_first_sentence_and_methods_are_shown_and_types_are_not():
    names = {one.name: one for one in read_module("evaluation.effects")[1]}
    html = name_html(names["two_by_two"])
    assert html.startswith('<details class="api-name"><summary><code class="literal">two_by_two(')
    assert "events_programme" in html and "int" not in html.partition("</summary>")[0]
    assert "<strong>Parameters</strong>" in html
    effects = name_html(names["TrialEffects"])
    assert "<strong>Methods</strong>" in effects and "figure()" in effects
    assert "self" not in re.sub(r"<[^>]*>", "", effects).split()


DOCSTRING = """Add `a` < 3.

It is a sum
of two lines.

Parameters
----------
a, b : int
    First line.

    After a gap.
c : int
    Third.

Examples
--------
>>> add(1,
...     2)
3

- one
  more
- two
"""


def test_docstring_becomes_paragraphs_terms_examples_and_items():
    html = docstring_html(DOCSTRING)
    assert '<p>Add <code class="literal">a</code> &lt; 3.</p>' in html
    assert "<p>It is a sum of two lines.</p>" in html
    assert "<p><strong>Parameters</strong></p><p>a, b : int</p>" in html
    assert '<div class="api-meaning"><p>First line.</p><p>After a gap.</p></div>' in html
    assert "<pre>&gt;&gt;&gt; add(1,\n...     2)\n3</pre>" in html
    assert html.count('class="api-item"') == 2 and "one more" in html
    assert "---" not in html


def test_terms_without_a_meaning_stand_apart():
    html = docstring_html("Parameters\n----------\nplaces : Places\na, *rest : int\n    Numbers.")
    assert "<p>places : Places</p><p>a, *rest : int</p>" in html


def whole_docstrings():
    for module in [module for part in parts() for module in modules_of(part)]:
        docstring, names = read_module(module)
        yield module, docstring
        for one in [each for name in names for each in (name, *name.methods)]:
            yield f"{module}.{one.name}", one.docstring


def test_each_reference_of_a_docstring_stands_apart():
    for place, docstring in whole_docstrings():
        shown = docstring_html(docstring).partition("<strong>References</strong>")[2]
        for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", shown.partition("<strong>")[0]):
            years = re.findall(r"\((?:19|20)\d\d\)", paragraph)
            assert len(years) < 2, f"{place}: begin each reference with a hyphen and a space"


def test_first_sentence_ends_where_the_next_begins():
    assert first_sentence("Give 0.5 or e.g. one. Then more.") == "Give 0.5 or e.g. one."


def test_version_stands_at_the_foot_of_a_page(visit, book_url):
    from peerlib import __version__

    page = visit().page
    page.goto(book_url + "book/about.html")
    foot = page.locator(".extra_footer")
    assert f"Version {__version__}." in foot.inner_text()
    foot.get_by_role("link", name="What has changed").click()
    page.wait_for_url("**/book/changes.html")
    assert page.get_by_role("heading", name=__version__).count() == 1
