"""What the chapters say is what the code gives."""

import re
from pathlib import Path

import pytest

from peerlib.book import aims, directives
from peerlib.book.model_card import card_html
from peerlib.data import read
from peerlib.models import supervision as model

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "book"
CHAPTER = (BOOK / "supervision.md").read_text(encoding="utf-8")


def test_the_maths_box_shows_the_rates_of_the_model():
    for scope in (0.5, 1.0):
        levers = {**model.preset("hybrid"), "clinical_scope": scope}
        gain, drain = model.gains_and_drains((0.5,) * 6, model.pressures(levers))[0]
        assert f"{gain:.4f}" in CHAPTER
        assert f"{drain:.4f}" in CHAPTER
        assert f"{gain / (gain + drain):.2f}$" in CHAPTER


def test_the_friendly_guess_averages_above_the_line_it_is_said_to_pass():
    assert f"{(0.40 + 0.85 + 0.90) / 3:.2f}" == "0.72"
    assert r"\frac{0.40 + 0.85 + 0.90}{3} = 0.72" in CHAPTER


def test_counts_in_the_trial_chapter_are_those_of_the_data_file():
    text = (BOOK / "trial-effects.md").read_text(encoding="utf-8")
    for trial in read("trials").values():
        assert f"{{cite}}`{trial['source']}`" in text
        for group in ("programme", "comparison"):
            events, people = trial[f"events_{group}"], trial[f"n_{group}"]
            assert re.search(rf"\b{events}\b[^|\n]*(\n|\|)?[^\n]*\b{people}\b", text), group


@pytest.mark.parametrize("page", sorted(BOOK.glob("*.md")), ids=lambda page: page.name)
def test_page_about_hard_things_says_where_help_is(page):
    text = page.read_text(encoding="utf-8")
    hard = re.search(r"suicid|self-harm|crisis|serious danger|depress", text, re.I)
    if hard and page.name not in ("references.md", "glossary.md", "values.md", "teach.md"):
        assert "where-help-is" in text, (
            f"{page.name} touches on {hard[0]!r}: give it a box 'What is in here' with a link "
            "to #where-help-is"
        )


def test_formulas_of_a_model_card_stand_below_each_other():
    shown = card_html("supervision")
    latex = [row["latex"] for row in read("cards/supervision")["equations"]]
    assert shown.count('<div class="math"') == len(latex) + sum(row.count("quad") for row in latex)
    assert "quad" not in shown


DIRECTIVES = ("Lab", "Practice", "Questions", "ModelCard", "ModelValues", "EffectsFigure", "Result")


@pytest.mark.parametrize("name", DIRECTIVES)
def test_a_name_that_is_not_there_is_told_with_its_place_and_no_traceback(name):
    directive = object.__new__(getattr(directives, name + "Directive"))
    directive.arguments = ["no.such"]
    directive.error = lambda words: RuntimeError("book/page.md:7: " + words)
    with pytest.raises(RuntimeError, match="^book/page.md:7: .*no.?.?such"):
        directive.run()


def test_the_map_of_aims_names_the_page_whose_questions_are_not_there(tmp_path):
    (tmp_path / "mine.md").write_text("# Mine\n\n```{questions} no-such\n```\n")
    with pytest.raises(ValueError, match=r"^book/mine\.md: Unknown questions 'no-such'"):
        aims.aims_map(tmp_path, ["mine"])
