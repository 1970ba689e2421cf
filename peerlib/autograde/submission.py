"""From a submitted notebook to its marks: one pure function around the sandbox.

    mark_submission(content, student, setup, run) -> Marked

The same function marks for `peerlib grade`, on this computer or on others. Nothing here reads or
writes a file or the gradebook. nbgrader's own `autograde` uses the parts (see `plugin`).
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ..exercises import data_seen_by, load
from .course_cells import restore
from .intake import notebook_from, tries_in
from .marking import composed, marks, wanted_values
from .records import Record
from .sandbox import Limits
from .shown import ANSWER, LEARNER, dressed, grade_id


@dataclass(frozen=True)
class Setup:
    """What all submissions of an exercise have in common. Plain data, to be sent anywhere."""

    exercise: str
    released: tuple
    """The released cells, as `CourseCell`."""
    kernelspec: dict
    course_texts: frozenset
    """Sources of the course's own Markdown cells."""
    class_names: frozenset
    """Names of all students, as `composed` gives them."""
    own_words: dict
    """The instructor's comments, as `CommentBank` has them."""
    limits: Limits
    rules: str
    released_sha256: str
    given: dict = field(default_factory=dict)
    """By student: the name whose data count, where the instructor decided so."""

    def others(self, student, declared):
        """Give the declared name if it is that of another student of the class."""
        return others_in(self.class_names, student, declared)


def mark_submission(content, student, setup, run):
    """Mark one submission.

    Parameters
    ----------
    content : bytes
        The submitted file.
    student : str
    setup : Setup
    run : callable
        As `peerlib.autograde.sandbox.run`; called with cells, names, limits and what is wanted.

    Returns
    -------
    Marked

    Raises
    ------
    Refused
        If the file cannot be read as a notebook.
    """
    exercise, notebook = load(setup.exercise), notebook_from(content)
    notices = restore(notebook, setup.released)
    given = setup.given.get(student, "")
    judged = judge(notebook, exercise, student, setup.limits, run, setup.others, given)
    about = {
        "file_sha256": hashlib.sha256(content).hexdigest(),
        "rules": setup.rules,
        "released_sha256": setup.released_sha256,
        "notes": tuple(notices),
        "attempts": tries_in(content),
        "given": given,
    }
    record = judged.record(exercise, student, setup.limits, about)
    return dressed(notebook, record, setup, judged.marks.data)


def show_again(content, record, setup):
    """Make of a record what marking made of it. Runs no learner code.

    Parameters
    ----------
    content : bytes
        The submitted file.
    record : Record
    setup : Setup

    Returns
    -------
    Marked
    """
    notebook = notebook_from(content)
    restore(notebook, setup.released)
    data = data_seen_by(record.data_of, load(setup.exercise))
    return dressed(notebook, record, setup, data)


@dataclass(frozen=True)
class Judged:
    """What came out of a mended notebook, and its marks."""

    outcome: object
    """The sandbox's `Run`."""
    answers: dict
    declared: object
    other_student: bool
    stopped: dict
    """By item name: how the answer's cell stopped."""
    marks: object

    def record(self, exercise, student, limits, about):
        """Write it down; `about` has the fields of `Record` that only the caller knows."""
        reasons = set(self.outcome.stopped.values())
        return Record(
            exercise=exercise.NAME,
            student=student,
            version=exercise.VERSION,
            declared=self.declared,
            data_of=self.marks.data_of,
            other_student=self.other_student,
            answers=self.answers,
            stopped=self.stopped,
            sandbox=self.outcome.isolation,
            limits=used_limits(limits),
            limits_hit=tuple(sorted({"time", "memory", "ended"} & reasons)),
            name_note=self.marks.note,
            comment=self.marks.comment,
            items=self.marks.items,
            seconds=round(self.outcome.seconds, 4),
            marked_at=datetime.now(UTC).isoformat(timespec="seconds"),
            **about,
        )


def judge(notebook, exercise, student, limits, run, others, given=""):
    """Run a mended notebook's cells in the sandbox and mark what comes out, here.

    Parameters
    ----------
    others : callable
        `others(student, declared)` gives the declared name if another student has it.
    given : str, optional
        The name whose data count, if the instructor decided so.

    Returns
    -------
    Judged
    """
    names = [item.name for item in exercise.ITEMS]
    cells, numbers = learner_cells(notebook)
    outcome = run(cells, [*names, LEARNER], limits, **wanted_values(exercise, student))
    stopped = {
        name: outcome.stopped[numbers[ANSWER + name]]
        for name in names
        if numbers.get(ANSWER + name) in outcome.stopped
    }
    answers = dict(outcome.values)
    declared = answers.pop(LEARNER, "")
    known = others(student, declared)
    result = marks(exercise, answers, student, declared, known, stopped, limits.cell_seconds, given)
    return Judged(outcome, answers, declared, bool(known), stopped, result)


def others_in(class_names, student, declared):
    """Give the declared name, in a tuple, if it is that of another student of the class.

    Parameters
    ----------
    class_names : set of str
        As `composed` gives them.
    """
    if not isinstance(declared, str) or composed(declared) == composed(student):
        return ()
    return (declared,) if composed(declared) in class_names else ()


def used_limits(limits):
    """Write limits down for a record."""
    return {
        "cell_seconds": limits.cell_seconds,
        "total_seconds": limits.total_seconds,
        "memory_mb": limits.memory_mb,
    }


def learner_cells(notebook):
    """Give the code cells to run, graded ones left out, and each released cell's number."""
    cells, numbers = [], {}
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {}).get("grade", False)
        if cell.cell_type == "code" and not graded:
            numbers[grade_id(cell)] = len(cells)
            cells.append(cell.source)
    return cells, numbers
