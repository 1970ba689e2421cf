"""A class with records and a gradebook, made without running nbgrader or any learner code."""

import hashlib
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from peerlib.autograde.marking import marks
from peerlib.autograde.neutral import comment_markdown
from peerlib.autograde.places import read_places
from peerlib.autograde.records import Record, write
from peerlib.autograde.rules import rules_version
from peerlib.exercises import data_seen_by, load

ROOT = Path(__file__).parent.parent
NAME = "trial-effects"
EXERCISE = load(NAME)
_GRADEBOOKS = {}


def truths(student, exercise=EXERCISE):
    """Give every right answer on a student's data."""
    data = data_seen_by(student, exercise)
    return {item.name: item.truth(data) for item in exercise.ITEMS if not item.by_hand}


def points_cell(item):
    """Name the cell that carries an item's points, as in the exercises' notebooks."""
    return ("answer-" if item.by_hand else "check-") + item.name


class RecordedClass:
    """A course's folder with a class in it."""

    def __init__(self, folder, exercise=EXERCISE):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        self.folder, self.exercise = folder, exercise
        self.places = read_places(folder)
        file = Path(self.places.db_url.removeprefix("sqlite:///"))
        if exercise.NAME not in _GRADEBOOKS:
            self._make_gradebook()
            _GRADEBOOKS[exercise.NAME] = file.read_bytes()
        file.write_bytes(_GRADEBOOKS[exercise.NAME])

    def _make_gradebook(self):
        """Make a gradebook that knows the exercise. It takes nbgrader seconds: once is enough."""
        name = self.exercise.NAME
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
            with self.gradebook() as gradebook:
                gradebook.add_assignment(name)
                gradebook.add_notebook(name, name)
                for item in self.exercise.ITEMS:
                    gradebook.add_grade_cell(
                        points_cell(item), name, name, max_score=item.points, cell_type="code"
                    )
                    gradebook.add_solution_cell("answer-" + item.name, name, name)

    def add(self, student, answers=None, declared=None, others=(), stopped=None, **changes):
        """Record and mark a submission: all right but for `answers`."""
        declared = student if declared is None else declared
        answers = {**truths(student, self.exercise), **(answers or {})}
        result = marks(self.exercise, answers, student, declared, others, stopped)
        notebook = self.notebook(student)
        notebook.parent.mkdir(parents=True, exist_ok=True)
        notebook.write_text("{}")
        record = Record(
            exercise=self.exercise.NAME,
            student=student,
            version=self.exercise.VERSION,
            rules=rules_version(self.exercise),
            file_sha256=hashlib.sha256(b"{}").hexdigest(),
            released_sha256="1" * 64,
            declared=declared,
            data_of=result.data_of,
            other_student=declared in others,
            answers=answers,
            stopped=stopped or {},
            sandbox="bubblewrap",
            limits={"cell_seconds": 10.0},
            limits_hit=(),
            notes=(),
            name_note=result.note,
            comment=result.comment,
            items=result.items,
            seconds=0.1,
            marked_at="2027-01-01T00:00:00+00:00",
        )
        record = replace(record, **changes)
        write(self.places.records, record)
        self._into_gradebook(record)
        return record

    def _into_gradebook(self, record):
        place = self.exercise.NAME, self.exercise.NAME, record.student
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(record.student)
            gradebook.update_or_create_submission(self.exercise.NAME, record.student)
            for item in record.items:
                grade = gradebook.find_grade(points_cell(item), *place)
                grade.auto_score = None if item.by_hand else item.points
                grade.needs_manual_grade = item.by_hand
                comment = gradebook.find_comment("answer-" + item.name, *place)
                comment.auto_comment = comment_markdown(item.comment)
            gradebook.db.commit()

    def notebook(self, student):
        """Give the place of a student's notebook."""
        return Path(self.places.notebook(self.places.submitted, student, self.exercise.NAME))

    def gradebook(self):
        """Open the gradebook."""
        return Gradebook(self.places.db_url, "peer-support")

    def by_hand(self, student, item, points):
        """Give a mark by hand."""
        with self.gradebook() as gradebook:
            place = self.exercise.NAME, self.exercise.NAME, student
            items = {each.name: each for each in self.exercise.ITEMS}
            grade = gradebook.find_grade(points_cell(items[item]), *place)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.db.commit()

    def scores(self, student):
        """Give what the gradebook counts for each answer."""
        with self.gradebook() as gradebook:
            notebook = gradebook.find_submission_notebook(
                self.exercise.NAME, self.exercise.NAME, student
            )
            return {grade.name.removeprefix("check-"): grade.score for grade in notebook.grades}

    def comment(self, student, item):
        """Give the course's comment on an answer, as it stands in the gradebook."""
        with self.gradebook() as gradebook:
            place = self.exercise.NAME, self.exercise.NAME, student
            return gradebook.find_comment("answer-" + item, *place).auto_comment
