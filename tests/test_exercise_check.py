"""What the author of an exercise is told of its notebook: what is left, and what is not right."""

import copy
import types

import demonstration_exercise
import nbformat
import new_exercise
import pytest

from peerlib import exercise_check, exercises
from peerlib.__main__ import main
from peerlib.exercise_check import gaps, notebook_faults

NAME = "rater-agreement"
KAPPA = "(observed - chance) / (1 - chance)"


@pytest.fixture
def faults_with(tmp_path):
    """Return what is said of a notebook of which some pieces were changed."""

    def told(*changes):
        notebook = nbformat.read(exercise_check.notebook_of(NAME), 4)
        cells = {cell.id: cell for cell in notebook.cells}
        for key, old, new in changes:
            assert old in cells[key].source
            cells[key].source = cells[key].source.replace(old, new)
        nbformat.write(notebook, tmp_path / "copy.ipynb")
        return notebook_faults(exercises.load(NAME), tmp_path / "copy.ipynb")

    return told


def test_a_wrong_solution_is_told_by_its_cell_with_what_came_out_and_what_is_right(faults_with):
    # the word for it is wrong, too, but only because kappa is
    (fault,) = faults_with(("answer-kappa", KAPPA, "(observed - chance) / chance"))
    assert fault.startswith("Notebook, cell 35 (answer-kappa): this answer to kappa is not right")
    assert "misconception:share-of-chance" in fault
    assert "We read 0.468133. Right is 0.562331" in fault and "Mend the cell" in fault


def test_what_comes_after_a_stop_is_not_blamed(faults_with):
    wrong, stop = faults_with(
        ("answer-observed", " + ", " - "), ("answer-kappa", "(1 - chance)", "(1 - chanc)")
    )
    assert "(answer-observed): this answer to observed is not right" in wrong
    assert "(answer-kappa) stops when it is run. NameError: name 'chanc'" in stop


def test_an_answer_under_another_name_is_missed(faults_with):
    (fault,) = faults_with(("answer-meaning", 'meaning = "c"', 'meanin = "c"'))
    assert "(answer-meaning): this answer to meaning is not right (\u201cblank\u201d)" in fault


def test_a_cell_that_ends_python_and_a_notebook_without_a_start_are_told(faults_with):
    assert (
        "(start) stops when it is run. SystemExit"
        in faults_with(("start", "data = exercise.data", "raise SystemExit"))[0]
    )
    fault = faults_with(("start", "exercise = start(", "mine = start("))[0]
    assert "(start) stops when it is run" in fault


def test_what_is_no_notebook_is_told(tmp_path):
    for text in ("", "{}", "[1]", '{"cells": 1}'):
        (tmp_path / "odd.ipynb").write_text(text)
        (fault,) = notebook_faults(exercises.load(NAME), tmp_path / "odd.ipynb")
        assert fault.startswith("odd.ipynb cannot be read as a notebook")


@pytest.fixture
def untouched(monkeypatch):
    monkeypatch.setattr(exercises, "load", lambda name: demonstration_exercise)
    return new_exercise.notebook_for("demonstration")


def test_every_gap_of_an_untouched_notebook_is_told_by_its_place(untouched):
    found = gaps([{"id": cell.id, "source": [cell.source]} for cell in untouched.cells])
    assert found[0].startswith("Notebook, cell 1 (aims): a gap is left: [Write two or three")
    for item in demonstration_exercise.ITEMS:
        slug = "answer-" + item.name.replace("_", "-")
        assert [each for each in found if f"({slug}): a gap is left: [" in each], slug
    # nothing else in brackets is left to somebody who has filled all of them in
    for cell in untouched.cells:
        source = exercise_check.GAP.sub("", cell.source)
        assert "[" not in source, (cell.id, source)


def test_the_command_tells_the_gaps_or_how_to_lay_out_the_notebook(
    untouched, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(exercise_check, "ROOT", tmp_path)
    (tmp_path / "solutions").mkdir()
    arguments = ["check-exercise", "demonstration", "--learners", "20"]
    assert main(arguments) == 0
    assert "sound. To lay out its notebook, type: .venv/bin/python tools/new_ex" in (
        capsys.readouterr().out
    )
    place = exercise_check.notebook_of("demonstration")
    place.parent.mkdir()
    nbformat.write(untouched, place)
    assert main(arguments) == 1
    told = capsys.readouterr().out
    assert "things amiss:\n  Notebook, cell 1 (aims): a gap is left: [Write" in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"NAME": "trial-effects"},
            "NAME is \u201ctrial-effects\u201d, and its file is called demon",
        ),
        ({"story": lambda data: "A trial."}, "story(data) does not say that the data are invented"),
        ({"table": lambda data: data["x"]}, "table(data) stops. KeyError: 'x'."),
    ],
)
def test_what_was_copied_from_another_exercise_and_forgotten_is_told(change, told):
    module = types.SimpleNamespace(**{**vars(demonstration_exercise), **change})
    (fault,) = exercise_check.file_faults(module, "demonstration")
    assert told in fault


def test_an_answer_needs_a_name_that_python_takes():
    item = copy.copy(demonstration_exercise.RISK)
    for name in ("my risk", "1st", "lambda"):
        item.name = name
        module = types.SimpleNamespace(**{**vars(demonstration_exercise), "ITEMS": (item,)})
        assert "cannot be the name" in exercise_check.file_faults(module, "demonstration")[0]


def test_a_part_that_the_file_lacks_is_named(monkeypatch, capsys):
    module = types.SimpleNamespace(NAME="demonstration", DOMAIN=())
    monkeypatch.setattr(exercises, "load", lambda name: module)
    assert main(["check-exercise", "demonstration"]) == 1
    assert "Its file has no VERSION, TITLE, LEAD, ITEMS, data_for" in capsys.readouterr().out


def test_a_name_with_underscores_is_answered_with_its_hyphens(capsys):
    assert main(["check-exercise", "trial_effects"]) == 2
    assert "Its name has hyphens: trial-effects. Available" in capsys.readouterr().err
