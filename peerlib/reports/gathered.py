"""Collect what is known of a class: records, gradebook, and submissions without a mark."""

import hashlib
from dataclasses import dataclass

from ..autograde.closing import why_not_found
from ..autograde.intake import Refused, content_of, read_notebook, refuse_links, refuse_other_names
from ..autograde.open_gradebook import open_gradebook
from ..autograde.records import all_records
from ..exercises import load

NOT_YET = "it has not been marked yet."


@dataclass(frozen=True)
class Answer:
    """One answer and its mark."""

    name: str
    points: float | None
    """With what a person gave; None while it waits for a person."""
    max_points: float
    tag: str
    """Empty if there is no record."""
    credit: float | None = None
    """What the course's marking gave, from 0 to 1."""


@dataclass(frozen=True)
class Learner:
    """One marked submission."""

    student: str
    answers: dict
    """`Answer` by item name."""
    record: object
    """`Record`, or None if only the gradebook knows the mark."""
    penalty: float = 0.0
    """For lateness; not taken off the points here."""

    @property
    def total(self):
        """The points so far."""
        return sum(answer.points or 0.0 for answer in self.answers.values())

    @property
    def waiting(self):
        """The answers that wait for a person."""
        return [name for name, answer in self.answers.items() if answer.points is None]


@dataclass(frozen=True)
class Gathered:
    """All that is known of a class and one exercise."""

    exercise: object
    learners: tuple
    not_marked: tuple
    """(name, reason) of what was handed in and has no mark."""
    handed_in_again: tuple
    """Students whose notebook is another than the one that was marked."""
    unreadable: tuple
    """One line for each record that cannot be read."""
    in_gradebook: bool
    """Whether the marks are the gradebook's, so that those given by hand are in them."""

    @property
    def max_points(self):
        """What could be earned, as most of the class's marks have it."""
        first = self.learners[0].answers.values() if self.learners else ()
        return sum(answer.max_points for answer in first)


def gather(places, exercise_name):
    """Collect everything about one exercise. Writes nothing.

    Parameters
    ----------
    places : peerlib.autograde.places.Places
    exercise_name : str

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    exercise, said = load(exercise_name), []
    records = {
        record.student: record for record in all_records(places.records, exercise_name, said.append)
    }
    try:
        with open_gradebook(places, exercise_name) as gradebook:
            learners = _from_gradebook(gradebook, exercise, records)
            in_gradebook = True
    except ValueError:
        learners, in_gradebook = {}, False
    for student, record in records.items():
        if student not in learners:
            learners[student] = _from_record(record, exercise)
    in_order = tuple(learners[student] for student in sorted(learners))
    again = tuple(
        one.student for one in in_order if one.record and _is_other_now(places, one.record)
    )
    return Gathered(
        exercise,
        in_order,
        tuple(_not_marked(places, exercise, learners)),
        again,
        tuple(said),
        in_gradebook,
    )


def item_of(cell):
    """Give the name of the item whose points a cell carries.

    Those of a text that a person marks are the answer's own.

    Examples
    --------
    >>> item_of("check-risk"), item_of("answer-report")
    ('risk', 'report')
    """
    return cell.removeprefix("check-").removeprefix("answer-")


def _from_record(record, exercise):
    marks = {mark.name: mark for mark in record.items}
    answers = {}
    for item in exercise.ITEMS:
        mark = marks.get(item.name)
        if mark:
            points = None if mark.by_hand else mark.points
            answers[item.name] = Answer(item.name, points, mark.max_points, mark.tag, mark.credit)
        else:
            answers[item.name] = Answer(item.name, 0.0, float(item.points), "")
    return Learner(record.student, answers, record)


def _from_gradebook(gradebook, exercise, records):
    learners = {}
    for submission in gradebook.assignment_submissions(exercise.NAME):
        student = submission.student.id
        grades = {
            item_of(grade.name): grade
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        if all(_points(grade) is None for grade in grades.values()):
            continue
        record = records.get(student)
        marks = {mark.name: mark for mark in record.items} if record else {}
        answers = {
            item.name: _answer(item, grades.get(item.name), marks.get(item.name))
            for item in exercise.ITEMS
        }
        penalty = float(submission.late_submission_penalty or 0.0)
        learners[student] = Learner(student, answers, record, penalty)
    return learners


def _answer(item, grade, mark):
    tag, credit = (mark.tag, mark.credit) if mark else ("", None)
    if grade is None:
        points = mark.points if mark and not mark.by_hand else None
        return Answer(item.name, points, float(item.points), tag, credit)
    return Answer(item.name, _points(grade), float(grade.max_score), tag, credit)


def _points(grade):
    if grade.manual_score is None and grade.auto_score is None:
        return None
    return float(grade.score)


def _is_other_now(places, record):
    try:
        content = content_of(places.notebook(places.submitted, record.student, record.exercise))
    except Refused:
        return False
    return hashlib.sha256(content).hexdigest() != record.file_sha256


def _not_marked(places, exercise, learners):
    """Name what was handed in and has no mark, with the reason."""
    left_out = places.excluded
    for entry in sorted(places.submissions.glob("*")):
        name = entry.name
        if name in learners or name.startswith(".") or name in left_out:
            continue
        reason = why_not_found(entry, exercise.NAME)
        if reason is None:
            reason = _why_refused(entry / exercise.NAME, exercise.NAME + ".ipynb")
        if reason:
            yield name, reason


def _why_refused(folder, expected):
    """Look at a notebook as the marking would; nothing in it is run."""
    try:
        refuse_links(folder)
        refuse_other_names({path.name for path in folder.glob("*.ipynb")}, [expected])
        read_notebook(folder / expected)
    except Refused as reason:
        return str(reason)
    return NOT_YET
