"""Write submissions into nbgrader's gradebook: what is missing is made, what is there renewed."""

from uuid import uuid4

import sqlalchemy as sql
from sqlalchemy import select

from .gradebook_tables import COMMENT, GRADE, STUDENT, SUBMISSION, WORK


def write_entries(rows, connection, entries):
    """Write some submissions; the caller's transaction holds them together.

    Parameters
    ----------
    rows : peerlib.autograde.gradebook_rows.Rows
        Of the exercise.
    connection : sqlalchemy.Connection
    entries : list of Entry
        One for each student.

    Returns
    -------
    dict
        By student: names of cells with a mark or comment of a person, which was kept.
    """
    works = _submissions(rows, connection, entries)
    kept = {entry.student: [] for entry in entries}
    _grades(rows, connection, entries, works, kept)
    _comments(rows, connection, entries, works, kept)
    return {student: names for student, names in kept.items() if names}


def _submissions(rows, connection, entries):
    """Make what is missing of students and submissions; give the submitted notebooks' ids."""
    students = [entry.student for entry in entries]
    there = {
        each
        for (each,) in connection.execute(select(STUDENT.c.id).where(STUDENT.c.id.in_(students)))
    }
    _insert(connection, STUDENT, [{"id": each} for each in students if each not in there])
    handed_in = dict(
        connection.execute(
            select(SUBMISSION.c.student_id, SUBMISSION.c.id).where(
                SUBMISSION.c.assignment_id == rows.assignment,
                SUBMISSION.c.student_id.in_(students),
            )
        ).all()
    )
    works = dict(
        connection.execute(
            select(WORK.c.assignment_id, WORK.c.id).where(
                WORK.c.notebook_id == rows.notebook,
                WORK.c.assignment_id.in_(handed_in.values()),
            )
        ).all()
    )
    new_submissions, new_works, found = [], [], {}
    for entry in entries:
        submission = handed_in.get(entry.student)
        if submission is None:
            submission = uuid4().hex
            new_submissions.append(
                {
                    "id": submission,
                    "assignment_id": rows.assignment,
                    "student_id": entry.student,
                    "timestamp": entry.timestamp,
                }
            )
        if submission not in works:
            works[submission] = uuid4().hex
            new_works.append(
                {
                    "id": works[submission],
                    "assignment_id": submission,
                    "notebook_id": rows.notebook,
                    "flagged": False,
                }
            )
        found[entry.student] = works[submission]
    _insert(connection, SUBMISSION, new_submissions)
    _insert(connection, WORK, new_works)
    _renew(connection, entries, handed_in, found)
    return found


def _renew(connection, entries, handed_in, works):
    again = [entry for entry in entries if entry.student in handed_in]
    _update(
        connection,
        SUBMISSION,
        "timestamp",
        [
            {"row": handed_in[entry.student], "timestamp": entry.timestamp}
            for entry in again
            if entry.timestamp is not None
        ],
    )
    _update(
        connection,
        WORK,
        "late_submission_penalty",
        [{"row": works[entry.student], "late_submission_penalty": None} for entry in again],
    )


def _grades(rows, connection, entries, works, kept):
    there = _there(connection, GRADE, GRADE.c.manual_score, works)
    new, auto, waits = [], [], []
    for entry in entries:
        for name, cell in rows.grade_ids.items():
            row, by_hand = there.get((works[entry.student], cell), (None, None))
            score = entry.scores.get(name)
            person = by_hand is not None or score is None
            if row is None:
                new.append(
                    {
                        "id": uuid4().hex,
                        "notebook_id": works[entry.student],
                        "cell_id": cell,
                        "auto_score": score,
                        "needs_manual_grade": person,
                    }
                )
            elif name in entry.scores:
                auto.append({"row": row, "auto_score": score})
                waits.append({"row": row, "needs_manual_grade": person})
            if by_hand is not None:
                kept[entry.student].append(name)
    _insert(connection, GRADE, new)
    _update(connection, GRADE, "auto_score", auto)
    _update(connection, GRADE, "needs_manual_grade", waits)


def _comments(rows, connection, entries, works, kept):
    there = _there(connection, COMMENT, COMMENT.c.manual_comment, works)
    new, changed = [], []
    for entry in entries:
        for name, cell in rows.comment_ids.items():
            row, by_hand = there.get((works[entry.student], cell), (None, None))
            text = entry.comments.get(name)
            if row is None:
                new.append(
                    {
                        "id": uuid4().hex,
                        "notebook_id": works[entry.student],
                        "cell_id": cell,
                        "auto_comment": text,
                    }
                )
            else:
                changed.append({"row": row, "auto_comment": text})
            if by_hand:
                kept[entry.student].append(name)
    _insert(connection, COMMENT, new)
    _update(connection, COMMENT, "auto_comment", changed)


def _there(connection, table, by_hand, works):
    found = connection.execute(
        select(table.c.notebook_id, table.c.cell_id, table.c.id, by_hand).where(
            table.c.notebook_id.in_(works.values())
        )
    )
    return {(work, cell): (row, value) for work, cell, row, value in found}


def _insert(connection, table, rows):
    if rows:
        connection.execute(table.insert(), rows)


def _update(connection, table, name, rows):
    if rows:
        connection.execute(
            table.update()
            .where(table.c.id == sql.bindparam("row"))
            .values({name: sql.bindparam(name)}),
            rows,
        )
