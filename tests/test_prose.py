"""How the book reads: plain, people first, spelled right, and no number typed without a source."""

import re
import subprocess
import sys
from pathlib import Path

import prose
import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGES = prose.pages()
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
# What instructors and people who work with methods read may be a little harder.
HARDER = {"teach", "values", "model-cards", "claims"}
PARTS = {
    part["caption"]: [Path(chapter["file"]).name for chapter in part["chapters"]]
    for part in yaml.safe_load((ROOT / "_toc.yml").read_text())["parts"]
}
HARDER |= {*PARTS["For people who carry it on"]}
# Pages whose numbers come from a model or from worked sums; other tests compare those.
WORKED = {
    *PARTS["Hands-on practice"],
    *PARTS["For instructors"],
    "four-kinds-of-support",
    "who-we-listen-to",
    "being-believed",
    "conversations",
    "tug-of-war",
    "supervision",
    "values",
    "model-cards",
    "glossary",
    "references",
    "index",
    "accessibility",
}


def text_of(page):
    return page.read_text(encoding="utf-8")


@each_page
def test_page_reads_at_grade_eight_or_below(page):
    harder = page.stem in HARDER or page.stem in PARTS["Hands-on practice"]
    grade, most = prose.grade(text_of(page)), 9 if harder else 8
    assert grade <= most, (
        f"{page.name} reads like school grade {grade:.1f}; keep it to {most}: cut long sentences "
        f"in two, take shorter words. Try .venv/bin/python tools/prose.py book/{page.name}"
    )


@each_page
def test_page_puts_people_first(page):
    found = [f"\u201c{word}\u201d: {better}" for word, better in prose.flagged(text_of(page))]
    assert not found, f"{page.name}: put it another way. " + "; ".join(found)


@each_page
def test_page_types_no_number_in_its_own_voice(page):
    if page.stem not in WORKED:
        found = [
            f"{', '.join(some)} in: {part[:70]}"
            for some, part in prose.typed_numbers(text_of(page))
        ]
        assert not found, (
            f"{page.name} types numbers. One about the world is taken from a claim, "
            "{fact}`claim.field`; one that is made up is {invented}`12`.\n" + "\n".join(found)
        )


@pytest.mark.parametrize("name", sorted(PARTS["Hands-on practice"]))
def test_part_with_numbers_says_where_they_come_from(name):
    for part in re.split(r"^## ", text_of(ROOT / "book" / f"{name}.md"), flags=re.M)[1:]:
        body = part.partition("\n")[2]
        if prose.typed_numbers(body):
            whole = text_of(ROOT / "book" / f"{name}.md")
            assert "{cite}" in whole or re.search(r"invented|made up|assumed", whole), (
                f"book/{name}.md has numbers: give a source, or say that they are made up"
            )


def test_the_book_is_spelled_right():
    done = subprocess.run(
        [sys.executable, "-m", "codespell_lib", *map(str, PAGES), *map(str, TEXTS)],
        capture_output=True,
        text=True,
    )
    assert done.stdout == "", f"correct these words:\n{done.stdout}"


TEXTS = [*(ROOT / "peerlib" / "data").rglob("*.toml"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@each_page
def test_every_picture_on_a_page_has_a_text(page):
    for alternative in re.findall(r"!\[([^\]]*)\]\(", text_of(page)):
        assert len(alternative) > 20, f"{page.name}: say in ![...] what the picture shows"
    for figure in re.findall(r"^`{3,}\{(?:figure|image)\}.*?^`{3,}$", text_of(page), re.M | re.S):
        assert re.search(r"^:alt: .{20,}", figure, re.M), (
            f"{page.name}: say in a line :alt: what the picture shows:\n{figure}"
        )


# The reader itself: it has to see what it is there to see.


def test_grade_rises_with_long_words_and_long_sentences():
    easy = "We sat down. She told me how it was. I had been there too."
    hard = (
        "Notwithstanding considerable organisational heterogeneity, the implementation of "
        "interprofessional supervisory arrangements necessitates institutional accountability."
    )
    assert prose.grade(easy) < 4 < 12 < prose.grade(hard)


def test_code_tables_formulas_and_directives_are_left_out_and_admonitions_are_read():
    page = (
        "# A\n\n```python\ncode_word\n```\n\n| table_word | x |\n|---|---|\n\n$$formula_word$$\n\n"
        "```{lab} lab_word\n```\n\n:::{admonition} Heading\n:class: note\nRead this.\n:::\n\n"
        "````{dropdown} Fold\nInside.\n\n```{practice} gone\n```\nAfter.\n````\n"
    )
    text = prose.reading_text(page)
    for kept in ("A.", "Heading.", "Read this.", "Fold.", "Inside.", "After."):
        assert kept in text
    for gone in ("code_word", "table_word", "formula_word", "lab_word", "class", "gone"):
        assert gone not in text


@pytest.mark.parametrize(
    "sentence",
    [
        "He is a schizophrenic.",
        "The mentally ill need help.",
        "She committed suicide.",
        "They suffer from it.",
        "It helps addicts.",
        "A brave woman.",
    ],
)
def test_words_that_put_a_label_first_are_seen(sentence):
    assert prose.flagged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        'He said: "I am crazy."',
        "People who have psychosis.",
        "A person using the service.",
    ],
)
def test_speech_and_people_first_words_are_left_alone(sentence):
    assert prose.flagged(sentence) == []


@pytest.mark.parametrize(
    "paragraph, count",
    [
        ("There were 12 people.", 1),
        ("There were {fact}`a.b` people.", 0),
        ("> Sam is 12.", 0),
        ("It takes about 15 minutes.", 0),
        ("1. First.", 0),
        ("Pay was {invented}`12` a day.", 0),
        ("[Call](tel:988) now.", 0),
        ("About 38 % did.", 1),
    ],
)
def test_typed_numbers_are_seen_and_what_is_no_claim_is_not(paragraph, count):
    assert len(prose.typed_numbers(paragraph)) == count
