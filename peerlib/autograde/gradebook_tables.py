"""The tables of nbgrader 0.9.6's gradebook, as far as marks and comments go."""

import sqlalchemy as sql
from sqlalchemy import Boolean, DateTime, Float, column


def _table(name, *columns):
    return sql.table(
        name, *(column(*each) if isinstance(each, tuple) else column(each) for each in columns)
    )


ASSIGNMENT = _table("assignment", "id", "name", ("duedate", DateTime))
NOTEBOOK = _table("notebook", "id", "name", "assignment_id", "kernelspec")
STUDENT = _table("student", "id")
SOURCE = _table(
    "source_cell",
    "id",
    "name",
    "cell_type",
    ("locked", Boolean),
    "source",
    "checksum",
    "notebook_id",
)
BASE = _table("base_cell", "id", "name", "notebook_id", "type")
GRADED = _table("grade_cells", "id", ("max_score", Float))
TASKS = _table("task_cells", "id", ("max_score", Float))
SUBMISSION = _table(
    "submitted_assignment", "id", "assignment_id", "student_id", ("timestamp", DateTime)
)
WORK = _table(
    "submitted_notebook",
    "id",
    "assignment_id",
    "notebook_id",
    ("flagged", Boolean),
    ("late_submission_penalty", Float),
)
GRADE = _table(
    "grade",
    "id",
    "notebook_id",
    "cell_id",
    ("auto_score", Float),
    ("manual_score", Float),
    ("needs_manual_grade", Boolean),
)
COMMENT = _table("comment", "id", "notebook_id", "cell_id", "auto_comment", "manual_comment")
