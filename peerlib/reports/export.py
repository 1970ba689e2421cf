"""Write the gradebook's marks of one exercise as a table that another system reads."""

import csv
import io

from nbgrader.api import MissingEntry

from ..autograde.open_gradebook import open_gradebook
from ..exercises import load
from .gathered import item_of
from .layouts import LAYOUTS, Row, Sheet, guarded


def sheet_of(places, exercise_name):
    """Read the marks of an exercise from the gradebook.

    Marks given by hand count, and the penalty for lateness is what nbgrader set. Unlike in
    nbgrader's own export, a student without a mark has an empty cell and no zero.

    Parameters
    ----------
    places : peerlib.autograde.places.Places
    exercise_name : str

    Returns
    -------
    Sheet

    Raises
    ------
    ValueError
        If there is no such exercise, or the gradebook does not know it.
    """
    exercise = load(exercise_name)
    with open_gradebook(places, exercise_name) as gradebook:
        most = gradebook.find_assignment(exercise_name).max_score
        students = sorted(gradebook.students, key=lambda student: student.id)
        rows = tuple(_row(gradebook, exercise_name, student) for student in students)
    names = tuple(item.name for item in exercise.ITEMS)
    return Sheet(exercise_name, exercise.TITLE, most, names, rows)


def _row(gradebook, exercise, student):
    about = (
        student.id,
        student.last_name or "",
        student.first_name or "",
        student.email or "",
        student.lms_user_id or "",
    )
    try:
        submission = gradebook.find_submission(exercise, student.id)
    except MissingEntry:
        return Row(*about, {}, None, 0.0, None, 0)
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    items = {item_of(grade.name): _points(grade) for grade in grades}
    if all(points is None for points in items.values()):
        return Row(*about, items, None, 0.0, None, len(items))
    penalty = float(submission.late_submission_penalty or 0.0)
    score = max(0.0, submission.score - penalty)
    waiting = sum(points is None for points in items.values())
    return Row(*about, items, submission.score, penalty, score, waiting)


def _points(grade):
    if grade.manual_score is None and grade.auto_score is None:
        return None
    return float(grade.score)


def table_text(sheet, layout, column=""):
    """Write the marks as the text of a CSV file.

    Parameters
    ----------
    sheet : Sheet
    layout : str
        A name in `peerlib.reports.layouts.LAYOUTS`.
    column : str
        Header of the column with the marks, as the platform has it; by default the title of the
        exercise.

    Returns
    -------
    str
        Cells that a spreadsheet would take for formulas have a ' before them.
    """
    rows = LAYOUTS[layout](sheet, column or sheet.title)
    out = io.StringIO()
    # Blackboard wants every cell in quotes; the others take them as well, but need none.
    quoting = csv.QUOTE_ALL if layout == "blackboard" else csv.QUOTE_MINIMAL
    writer = csv.writer(out, quoting=quoting, lineterminator="\r\n")
    writer.writerows([[guarded(cell) for cell in row] for row in rows])
    return out.getvalue()


def guarded_students(sheet):
    """Name the students in whose row a cell had to be changed."""
    return [
        row.student
        for row in sheet.rows
        if any(
            guarded(cell) != cell
            for cell in (row.student, row.last_name, row.first_name, row.email, row.lms_user_id)
        )
    ]
