"""The parts that make the printed book: formulas in words, links, tables, ornaments."""

import doctest

import epub_book
import on_paper
import one_document
import pdf_tags
import pikepdf
import pytest
import spoken
from bs4 import BeautifulSoup
from latex2mathml.converter import convert


@pytest.mark.parametrize("module", [epub_book, one_document, pdf_tags, spoken])
def test_examples_in_the_tools_run(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("0.2233 / 0.5300", "0.2233 divided by 0.5300"),
        (r"\frac12 A", "1 over 2 A"),
        (r"u = \frac{h}{h + k}", "u equals the fraction h over h plus k, end of fraction"),
        (r"s\sqrt{2 / n}", "s the square root of 2 divided by n, end of root"),
        ("e^{-(a + b)}", "e to the power minus open bracket a plus b close bracket, end of power"),
        (r"\sum_k w_k", "the sum over k of w sub k"),
        (r"a = 1, \qquad b = 2", "a equals 1, b equals 2"),
        (r"5\,\mathit{need}", "5 need"),
        (r"\hat e = \bar y", "e hat equals y bar"),
        ("V' + x^2", "V prime plus x squared"),
    ],
)
def test_a_formula_is_said_as_a_teacher_would_say_it(latex, words):
    assert spoken.in_words(BeautifulSoup(convert(latex), "html.parser").math) == words


def test_a_formula_that_cannot_be_said_stops_the_print():
    table = BeautifulSoup("<math><mtable></mtable></math>", "html.parser").math
    with pytest.raises(ValueError, match="mtable.*spoken.py"):
        spoken.in_words(table)


def _document(chapter, body):
    return BeautifulSoup(f'<section class="chapter" id="{chapter}">{body}</section>', "html.parser")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<a href="#b">B</a>', "B (page 000)"),
        ('<a href="#b--c">B</a>', "B (page 000)"),
        ('<a href="#a--c">below</a>', "below"),
        ('<a href="#glossary--term-x">x</a>', "x"),
        ('<a href="#glossary">words</a>', "words (page 000)"),
        ('<a href="https://x.example/y/">Y</a>', "Y (x.example/y)"),
        ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/"),
        ('<a href="https://doi.example/10.1">doi:10.1</a>', "doi:10.1"),
        ('<a href="tel:988">988</a>', "988"),
    ],
)
def test_a_link_says_on_paper_where_it_leads(link, said):
    document = _document("a", link)
    on_paper.say_where_links_lead(document)
    assert document.get_text() == said


def test_tables_have_no_blank_and_words_begin_at_the_left():
    table = (
        '<div class="lab-table"><table><thead><tr><th>n</th><th>what</th></tr></thead>'
        "<tbody><tr><th>1</th><td>two words</td></tr><tr><th>2</th><td></td></tr></tbody></table>"
    )
    document = _document("a", table)
    on_paper.set_tables(document)
    assert [cell.get_text() for cell in document.find_all("td")] == ["two words", "–"]
    assert [cell.get_text() for cell in document.select(".words")] == ["what", "two words", "–"]


def test_an_ornament_is_marked_and_a_ligature_inside_it_does_not_end_it():
    content = b"BT\n/Span<</ActualText (ff) >> BDC\n<1> Tj\nEMC\n<2> Tj\nET\nq\n0 0 m\n1 1 l\nS\nQ"
    marked = pdf_tags.artifacts(content)
    assert marked.count(b"/Artifact BMC") == 2
    assert marked.index(b"<2> Tj") < marked.index(b"EMC\nq") < marked.index(b"0 0 m")
    assert pdf_tags.artifacts(marked) == marked


def test_a_pdf_with_other_links_than_the_book_is_refused():
    with pikepdf.new() as pdf:
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array())
        with pytest.raises(ValueError, match="other links"):
            pdf_tags.finish(pdf, [("#a", "A")])
