"""The tables that learning platforms read, as far as their makers' pages describe them.

None of them could be tried on a running platform. What each is built on:

- Canvas: the gradebook file that it exports and reads again. The columns Student, ID, SIS User ID,
  SIS Login ID and Section, one column for each assignment, and a row with the points possible.
- Moodle: the page *Grade import* of its documentation. Any columns; at the import, one is mapped
  to the user and one to the grade item.
- Blackboard: the help on working offline with the Grade Center. Every cell in quotes; the column
  Username, and the header of a column as Blackboard wrote it; one that it does not know becomes a
  text column worth no points.
"""

from dataclasses import dataclass

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
FORMULA_SIGNS = "=+-@\t\r"
GUARD = "'"


@dataclass(frozen=True)
class Row:
    """One student's marks."""

    student: str
    last_name: str
    first_name: str
    email: str
    lms_user_id: str
    items: dict
    """Points by item name; None without a mark, or while an answer waits for a person."""
    raw_score: float | None
    penalty: float
    score: float | None
    """With the penalty for lateness taken off; None without a mark."""
    waiting: int
    """How many answers wait for a person."""


@dataclass(frozen=True)
class Sheet:
    """All marks of one exercise."""

    exercise: str
    title: str
    max_score: float
    item_names: tuple
    rows: tuple


def canvas(sheet, column):
    """Give the rows of Canvas's gradebook file."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
    possible = ["    Points Possible", "", "", "", "", _points(sheet.max_score)]
    return [head, possible] + [
        [_whole_name(row), row.lms_user_id, "", row.student, "", _points(row.score)]
        for row in sheet.rows
    ]


def moodle(sheet, column):
    """Give rows for Moodle's import of grades."""
    head = ["Username", "ID number", "Email address", "First name", "Last name", column]
    return [head] + [
        [row.student, row.lms_user_id, row.email, row.first_name, row.last_name, _points(row.score)]
        for row in sheet.rows
    ]


def blackboard(sheet, column):
    """Give rows for Blackboard's upload of grades."""
    return [["Username", column]] + [[row.student, _points(row.score)] for row in sheet.rows]


def plain(sheet, column):
    """Give everything the gradebook knows, one student a row."""
    head = ["student_id", "last_name", "first_name", "email", *sheet.item_names, "raw_score",
            "late_submission_penalty", "score", "max_score", "waiting_for_a_person"]  # fmt: skip
    return [head] + [
        [
            row.student,
            row.last_name,
            row.first_name,
            row.email,
            *(_points(row.items.get(name)) for name in sheet.item_names),
            _points(row.raw_score),
            _points(row.penalty),
            _points(row.score),
            _points(sheet.max_score),
            "%d" % row.waiting,
        ]
        for row in sheet.rows
    ]


LAYOUTS = {"canvas": canvas, "moodle": moodle, "blackboard": blackboard, "csv": plain}


def guarded(cell):
    """Return a text that no spreadsheet takes for a formula, on one line.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Ana"), guarded("    Points Possible")
    ("'=1+1", 'Ana', '    Points Possible')
    """
    text = "".join(sign if sign.isprintable() else " " for sign in cell)
    # Some programs look past the spaces at the beginning, too.
    begins = cell[:1] in tuple(FORMULA_SIGNS) or text.lstrip()[:1] in tuple(FORMULA_SIGNS)
    return GUARD + text if begins else text


def _points(value):
    return "" if value is None else "%.6g" % value


def _whole_name(row):
    if row.last_name and row.first_name:
        return "%s, %s" % (row.last_name, row.first_name)
    return row.last_name or row.first_name or row.student
