"""What is shown of a marked submission: scores, comments, and the notebook for formgrader."""

import hashlib
import json
from dataclasses import dataclass

import nbformat
from nbformat.v4 import new_output

from ..exercises import load
from ..exercises.notebook import Data
from .comment_bank import CommentBank
from .neutral import comment_markdown, message_html, show_as_text
from .records import Record

ANSWER, CHECK, LEARNER, START = "answer-", "check-", "learner", "start"
MARKED_ON = "Your mark is for these numbers."
RECORD = "peerlib"
NO_RESPONSE = "No response."


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


def dressed(notebook, record, setup, data):
    """Make of a record and its mended notebook all that is shown of it.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    record : Record
    setup : peerlib.autograde.submission.Setup
    data : dict
        What the answers were compared with.

    Returns
    -------
    Marked
    """

    scores = _scores(notebook, record, setup)
    comments = _comments(notebook, record, setup)
    show_data(notebook, Data(load(setup.exercise), data))
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


def shown_comments(about_name, own_words):
    """Give the comments by name of their cell, as nbgrader's pages are to show them."""
    comments = {ANSWER + name: comment for name, comment in own_words.items()}
    comments[LEARNER] = about_name
    return {name: comment_markdown(text) for name, text in comments.items() if text}


def show_data(notebook, data):
    """Show the data of the marks where the learner's own notebook showed its data."""
    for cell in notebook.cells:
        if grade_id(cell) == START:
            shown = {
                "text/html": message_html(MARKED_ON) + data._repr_html_(),
                "text/plain": "%s\n%r" % (MARKED_ON, data),
            }
            cell.outputs = [new_output("display_data", shown)]


def grade_id(cell):
    """Give nbgrader's name of a cell, or an empty text."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


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
