"""From a submitted notebook to its marks: one pure function around the sandbox.

    mark_submission(content, student, setup, run) -> Marked

The same function marks for `peerlib grade`, on this computer or on others. Nothing here reads or
writes a file or the gradebook. nbgrader's own `autograde` uses the parts (see `plugin`).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import nbformat
from nbformat.v4 import new_output

from ..exercises import data_seen_by, fold, load
from ..exercises.notebook import Trial
from .comment_bank import CommentBank
from .course_cells import restore
from .intake import notebook_from
from .marking import marks, wanted_values
from .neutral import comment_markdown, message_html, show_as_text
from .records import Record
from .sandbox import Limits

ANSWER, CHECK, LEARNER, START = "answer-", "check-", "learner", "start"
MARKED_ON = "Your mark is for this trial."
RECORD = "peerlib"
NO_RESPONSE = "No response."


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
    """Names of all students, folded."""
    own_words: dict
    """The instructor's comments, as `CommentBank` has them."""
    limits: Limits
    rules: str
    released_sha256: str

    def others(self, student, declared):
        """Give the declared name if it is that of another student of the class."""
        return others_in(self.class_names, student, declared)


@dataclass(frozen=True)
class Marked:
    """One marked submission, ready for the gradebook and for formgrader."""

    record: Record
    notebook: str
    """The notebook that formgrader shows, as the text of its file."""
    scores: dict
    """By name of a graded cell; None where a person marks it."""
    comments: dict
    """By name of an answer cell, as nbgrader's pages show it; None for no comment."""


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
    judged = judge(notebook, exercise, student, setup.limits, run, setup.others)
    about = {
        "file_sha256": hashlib.sha256(content).hexdigest(),
        "rules": setup.rules,
        "released_sha256": setup.released_sha256,
        "notes": tuple(notices),
    }
    record = judged.record(exercise, student, setup.limits, about)
    return _dressed(notebook, record, setup, judged.marks.data)


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
    return _dressed(notebook, record, setup, data)


def _dressed(notebook, record, setup, data):
    scores = _scores(notebook, record, setup)
    comments = _comments(notebook, record, setup)
    show_trial(notebook, Trial(load(setup.exercise), data))
    notebook.metadata["language_info"] = {"name": "python"}
    if setup.kernelspec:
        notebook.metadata["kernelspec"] = setup.kernelspec
    notebook.metadata[RECORD] = short_record(
        record, record.stopped, record.sandbox, record.name_note
    )
    show_as_text(notebook, setup.course_texts)
    return Marked(record, nbformat.v4.writes(notebook) + "\n", scores, comments)


def expected_in_gradebook(record, setup):
    """Say what a record's answers are to have in the gradebook: scores and comments, by cell."""
    points = {cell.name: cell.points for cell in setup.released if cell.grade}
    scores = {
        CHECK + item.name: item.credit * points[CHECK + item.name]
        for item in record.items
        if CHECK + item.name in points
    }
    bank = CommentBank(setup.own_words)
    own_words = bank.comments(load(setup.exercise), record, record.answers, record.stopped)
    comments = shown_comments(record.comment, own_words)
    solutions = {cell.name for cell in setup.released if cell.solution}
    return scores, {name: text for name, text in comments.items() if name in solutions}


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


def judge(notebook, exercise, student, limits, run, others):
    """Run a mended notebook's cells in the sandbox and mark what comes out, here.

    Parameters
    ----------
    others : callable
        `others(student, declared)` gives the declared name if another student has it.

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
    result = marks(exercise, answers, student, declared, known, stopped, limits.cell_seconds)
    return Judged(outcome, answers, declared, bool(known), stopped, result)


def others_in(class_names, student, declared):
    """Give the declared name, in a tuple, if it is that of another student of the class.

    Parameters
    ----------
    class_names : set of str
        Folded names.
    """
    if not isinstance(declared, str) or fold(declared) == fold(student):
        return ()
    return (declared,) if fold(declared) in class_names else ()


def used_limits(limits):
    """Write limits down for a record."""
    return {
        "cell_seconds": limits.cell_seconds,
        "total_seconds": limits.total_seconds,
        "memory_mb": limits.memory_mb,
    }


def shown_comments(about_name, own_words):
    """Give the comments by name of their cell, as nbgrader's pages are to show them."""
    comments = {ANSWER + name: comment for name, comment in own_words.items()}
    comments[LEARNER] = about_name
    return {name: comment_markdown(text) for name, text in comments.items() if text}


def show_trial(notebook, trial):
    """Show the data of the marks where the learner's own notebook showed its data."""
    for cell in notebook.cells:
        if grade_id(cell) == START:
            shown = {
                "text/html": message_html(MARKED_ON) + trial._repr_html_(),
                "text/plain": "%s\n%r" % (MARKED_ON, trial),
            }
            cell.outputs = [new_output("display_data", shown)]


def grade_id(cell):
    """Give nbgrader's name of a cell, or an empty text."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def learner_cells(notebook):
    """Give the code cells to run, graded ones left out, and each released cell's number."""
    cells, numbers = [], {}
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {}).get("grade", False)
        if cell.cell_type == "code" and not graded:
            numbers[grade_id(cell)] = len(cells)
            cells.append(cell.source)
    return cells, numbers


def short_record(marked, stopped, sandbox, note):
    """Write down in the notebook how it was marked, for the instructor who looks at it.

    Parameters
    ----------
    marked : Marks or Record
    stopped : dict
        By item name: how the answer's cell stopped.
    sandbox : str
    note : str
        What is not usual about the name.
    """
    return {
        "sandbox": sandbox,
        "data_of": marked.data_of,
        "note": note,
        "stopped": stopped,
        "answers": {item.name: {"tag": item.tag, "credit": item.credit} for item in marked.items},
    }


def _scores(notebook, record, setup):
    """Give the score of each graded cell, as nbgrader's SaveAutoGrades reads it."""
    scores, _ = expected_in_gradebook(record, setup)
    sources = {grade_id(cell): cell.source for cell in notebook.cells}
    for cell in setup.released:
        if not cell.grade:
            continue
        if cell.solution:  # an answer that a person marks; nothing, if it is as it was released
            scores[cell.name] = 0.0 if _unchanged(cell, sources) else None
        elif cell.cell_type != "code":
            scores[cell.name] = None
        else:
            scores.setdefault(cell.name, cell.points)
    return scores


def _comments(notebook, record, setup):
    """Give the comment of each cell that may have one."""
    _, comments = expected_in_gradebook(record, setup)
    sources = {grade_id(cell): cell.source for cell in notebook.cells}
    found = {}
    for cell in setup.released:
        if cell.solution:
            as_released = NO_RESPONSE if _unchanged(cell, sources) else None
            found[cell.name] = comments.get(cell.name, as_released)
        elif cell.task:
            found[cell.name] = None
    return found


def _unchanged(cell, sources):
    """Tell whether a cell is as it was released, by nbgrader's checksum."""
    parts = [
        sources.get(cell.name, ""),
        cell.cell_type,
        str(cell.grade),
        str(cell.solution),
        str(cell.locked),
        cell.name,
    ]
    if cell.grade:
        parts.append(str(float(cell.points)))
    return hashlib.md5("".join(parts).encode()).hexdigest() == cell.checksum


def kernelspec_of(text):
    """Read what nbgrader's gradebook has of a notebook's kernel."""
    try:
        return json.loads(text or "{}")
    except ValueError:
        return {}
