"""A new notebook is laid out as all the others are, with a place for each question."""

import demonstration_exercise
import nbformat
import new_exercise
import pytest
from test_exercise_notebooks import ALIKE, LAST_PARAGRAPHS, cells_of


@pytest.fixture
def notebook(monkeypatch):
    monkeypatch.setattr(new_exercise.exercises, "load", lambda name: demonstration_exercise)
    made = new_exercise.notebook_for("demonstration")
    nbformat.validate(made)
    return made


def test_shared_cells_say_what_they_say_in_every_notebook(notebook):
    cells, example = {cell.id: cell for cell in notebook.cells}, cells_of(new_exercise.EXAMPLE)
    for key in ALIKE:
        words = cells[key].source.replace("demonstration", new_exercise.EXAMPLE)
        assert words == example[key].source
    for key, count in LAST_PARAGRAPHS.items():
        ends = [one[key].source.split("\n\n")[-count:] for one in (cells, example)]
        assert ends[0] == ends[1]


def test_each_question_has_its_cells_points_and_options(notebook):
    cells = {cell.id: cell for cell in notebook.cells}
    for item in demonstration_exercise.ITEMS:
        slug = item.name.replace("_", "-")
        assert item.prompt in cells["ask-" + slug].source
        for letter, text in item.described():
            assert f"- **{letter}** {text}" in cells["ask-" + slug].source
        marked = cells[("answer-" if item.by_hand else "check-") + slug].metadata.nbgrader
        assert marked.points == item.points and marked.grade
        assert marked.locked is not item.by_hand
        if not item.by_hand:
            assert cells["answer-" + slug].source.startswith(f"{item.name} = None  # write your ")


def test_what_is_there_is_not_written_over():
    with pytest.raises(SystemExit, match="Nothing was written"):
        new_exercise.main(["trial-effects"])


def test_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(SystemExit, match="trial-effects"):
        new_exercise.main(["no-such-exercise"])
