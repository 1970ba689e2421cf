"""Every exercise notebook is laid out alike, and says the same in the same place."""

import re
from pathlib import Path

import nbformat
import pytest
import yaml

from peerlib import exercises
from peerlib.exercise_check import gaps, notebook_of
from peerlib.exercises import practice

ROOT = Path(__file__).parent.parent
NAMES = exercises.available()
PART = next(
    part["chapters"]
    for part in yaml.safe_load((ROOT / "_toc.yml").read_text())["parts"]
    if part["caption"] == "Hands-on practice"
)
ORDER = [name for name in (Path(chapter["file"]).name for chapter in PART) if name in NAMES]
each_exercise = pytest.mark.parametrize("name", NAMES)
# From the cell that brings plain words to the learner's name, its own part lies between.
ALIKE = ("plain-words", "learner", "start", "how-to-answer", "look-back", "progress", "reflection")
# The last paragraphs of the first cell, the last ones before the name, and of the reflection.
LAST_PARAGRAPHS = {"aims": 2, "own": 2, "reflect": 1}


def cells_of(name):
    notebook = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", 4)
    return {cell.id: cell for cell in notebook.cells}


def same_part(name):
    """Return what has to be the same in every notebook, with the exercise's name left out."""
    cells = cells_of(name)
    part = {key: cells[key].source.replace(name, "NAME") for key in ALIKE}
    part |= {
        key: cells[key].source.split("\n\n")[-count:] for key, count in LAST_PARAGRAPHS.items()
    }
    # one exercise calls its data a trial, as its questions do
    return part | {"start": re.sub(r"\btrial\b", "data", part["start"])}


@each_exercise
def test_what_all_notebooks_say_they_say_in_the_same_words(name):
    ours, theirs = same_part(name), same_part("service-fidelity")
    other = [key for key in theirs if ours[key] != theirs[key]]
    assert not other, (
        f"in solutions/{name}, the words that all notebooks share differ in the cells {other}: "
        "take them from solutions/service-fidelity"
    )


@each_exercise
def test_cells_come_in_the_same_order(name):
    shared = ["aims", *ALIKE[:1], "own", "learner", "start", "names", "how-to-answer",
              "look-back", "progress", "reflect", "reflection", "close"]  # fmt: skip
    found = list(cells_of(name))
    assert found[0] == "aims" and found[-1] == "close", "it begins with aims and ends with close"
    there = [key for key in found if key in shared]
    assert there == shared, f"solutions/{name}: put these cells in this order: {shared}"


@each_exercise
def test_opening_says_aims_time_what_is_left_out_and_what_is_in_it(name):
    opening = cells_of(name)["aims"].source
    title = exercises.load(name).TITLE
    assert opening.startswith(f"# {title}\n"), f"its first line is the TITLE of its file: # {title}"
    aims = re.findall(r"^\d\. ", opening, re.M)
    assert 1 <= len(aims) <= 3, "its first cell lists one to three aims, as 1. 2. 3."
    for heading in ("After this you can", "Time:", "You need:", "Not part of this:",
                    "What it is about:", "How it works:"):  # fmt: skip
        assert f"**{heading}" in opening, f"its first cell has a line **{heading}**"


@each_exercise
def test_notebook_says_real_or_invented_guesses_and_says_what_numbers_cannot(name):
    cells = cells_of(name)
    text = "\n\n".join(cell.source for cell in cells.values() if cell.cell_type == "markdown")
    assert re.search(r"\*\*(It is|They are|All of it is) invented\*\*", cells["own"].source), (
        "the cell own says: **They are invented**"
    )
    assert re.search(r"Source|\breal\b|invented", text[: text.index("## Your ")]), (
        "say of the example whether it is real, with its source, or invented"
    )
    assert "**Guess first" in text or "Before you run" in text, "ask for a guess before a run"
    close = cells["close"].source
    assert re.search(r"cannot say:\*\*", close) and "**Further reading" in close, (
        "the last cell has **What these numbers cannot say:** and **Further reading:**"
    )


@each_exercise
def test_nothing_of_a_new_notebook_is_left_in_its_brackets(name):
    cells = nbformat.read(notebook_of(name), 4).cells
    left = gaps([{"id": cell.id, "source": [cell.source]} for cell in cells])
    assert left == [], "\n".join(left)


@each_exercise
def test_names_that_are_shown_as_an_example_are_names_of_the_data(name):
    shown = re.findall(r"`(?:data|trial)\.(\w+)`", cells_of(name)["names"].source)
    unknown = sorted(set(shown) - set(exercises.load(name).data_for(1)))
    assert shown and not unknown, f"the cell names shows a name of the data; not so: {unknown}"


@each_exercise
def test_what_comes_next_is_the_next_exercise_of_the_book(name):
    close, place = cells_of(name)["close"].source, ORDER.index(name)
    if place + 1 < len(ORDER):
        after = ORDER[place + 1]
        last = f"**Next:** *{exercises.load(after).TITLE}*, in `exercises/{after}`"
        assert close.endswith(last), f"the last cell of {name} should end with {last}"
    else:
        assert "**Next:**" not in close


def test_panel_is_called_what_it_says_on_it():
    told = re.search(r"Click on \*([^*]+)\*", cells_of("service-fidelity")["how-to-answer"].source)[
        1
    ]
    assert practice.describe_own("service-fidelity", "Ana")["own"]["open"].startswith(told)
    assert f"*{told}*" in (ROOT / "book" / "teach.md").read_text()


def test_every_exercise_stands_in_the_part_on_practice():
    missing = sorted(set(NAMES) - set(ORDER))
    assert not missing, f"add book/{missing[0]} to _toc.yml, under Hands-on practice"


@each_exercise
def test_cells_are_short_and_no_library_has_to_be_known(name):
    released = nbformat.read(ROOT / "exercises" / name / f"{name}.ipynb", 4)
    for cell in released.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 10, f"cell {cell.id}: ten lines at most"
            assert not re.search(r"\b(pandas|pd|numpy|np|def|class|lambda)\b", cell.source), (
                f"cell {cell.id} needs knowledge of Python that learners do not have"
            )
