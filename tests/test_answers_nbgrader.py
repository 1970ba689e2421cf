"""One question of each kind goes through nbgrader, the one for a person, too."""

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from test_answers_crossing import NAMES, RIGHT_CELLS

from peerlib.autograde.marking import HIDDEN
from peerlib.exercises import seed_for

ROOT = Path(__file__).parent.parent
NAME = "demonstration"


def cell(kind, source, grade_id, **settings):
    marks = {"grade": False, "solution": False, "locked": False, "task": False}
    marks = {**marks, "schema_version": 3, "grade_id": grade_id, **settings}
    made = {"cell_type": kind, "source": source, "id": grade_id.replace("_", "-")}
    made["metadata"] = {"nbgrader": marks}
    return {**made, "outputs": [], "execution_count": None} if kind == "code" else made


def notebook(sources):
    """Return the exercise as a notebook, its answer cells filled in by question."""
    cells = [
        cell("code", sources.get("learner", "learner = ''"), "learner", solution=True),
        cell("code", "1", "start", locked=True),
    ]
    for name in NAMES[:-1]:
        source = sources.get(name, f"{name} = None")
        cells.append(cell("code", source, "answer-" + name, solution=True))
        cells.append(cell("code", "1", "check-" + name, grade=True, locked=True, points=1))
    words = sources.get("sentence", "Write here.")
    cells.append(cell("markdown", words, "answer-sentence", grade=True, solution=True, points=3))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel}
    return json.dumps({"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of its own, with a copy of peerlib in which the demonstration is an exercise."""
    folder = tmp_path_factory.mktemp("course")
    left_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "peerlib", folder / "peerlib", ignore=left_out)
    shutil.copy(
        ROOT / "tests" / "demonstration_exercise.py",
        folder / "peerlib" / "exercises" / f"{NAME}.py",
    )
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    right = dict(zip(NAMES, RIGHT_CELLS[1:], strict=True))
    right["learner"] = "learner = 'ana'\n" + RIGHT_CELLS[0]
    right["sentence"] = "Fewer people were readmitted <b>."
    for place, sources in (("solutions", {}), ("class/submitted/ana", right)):
        (folder / place / NAME).mkdir(parents=True)
        (folder / place / NAME / f"{NAME}.ipynb").write_text(notebook(sources))
    paths = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    settings = {**os.environ, "PATH": paths, "PYTHONPATH": str(folder)}
    for command in (["generate_assignment", NAME, "--force"], ["autograde", NAME]):
        done = subprocess.run(
            ["nbgrader", *command], cwd=folder, env=settings, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-2000:]
    with Gradebook(f"sqlite:///{folder}/class/gradebook.db") as gradebook:
        yield gradebook.find_submission(NAME, "ana")


def test_each_kind_earns_its_points_and_the_text_waits_for_a_person(course):
    grades = {grade.name: grade for grade in course.notebooks[0].grades}
    automatic = {name: grades["check-" + name].auto_score for name in NAMES[:-1]}
    assert automatic == dict.fromkeys(NAMES[:-1], 1.0)
    by_hand = grades["answer-sentence"]
    assert (by_hand.auto_score, by_hand.needs_manual_grade) == (None, True)
    assert (course.score, course.max_score) == (len(NAMES) - 1, len(NAMES) + 2)


def test_each_kind_has_a_comment_and_the_text_its_rubric(course):
    comments = {one.name: one.auto_comment for one in course.notebooks[0].comments}
    assert all(comments["answer-" + name] for name in NAMES)
    assert "Says for whom. (1)" in comments["answer-sentence"]


def test_the_hidden_seed_is_no_learners():
    assert seed_for("ana", NAME + HIDDEN, 1) != seed_for("ana", NAME, 1)
