"""nbgrader's gradebook, read and written for many submissions at once.

nbgrader opens the gradebook nine times for each submission. Here the same rows of the same tables
are read in a few queries and written in a few transactions: each holds some submissions whole or
not at all. What a person entered (marks, extra credit, comments, flags) is never touched.
"""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sql
from sqlalchemy import select

from .course_cells import CourseCell
from .gradebook_tables import (
    ASSIGNMENT,
    BASE,
    COMMENT,
    GRADE,
    GRADED,
    NOTEBOOK,
    SOURCE,
    STUDENT,
    SUBMISSION,
    TASKS,
    WORK,
)
from .gradebook_writing import write_entries

TAKES_SECONDS = 30


class NoSuchExercise(ValueError):
    """The gradebook does not know the exercise; the message says what to do."""


class NotWritten(ValueError):
    """The gradebook could not be written; the message says why and what to do."""


@dataclass(frozen=True)
class Entry:
    """What is to stand in the gradebook about one submission."""

    student: str
    timestamp: object
    """When it was handed in, in UTC and without a zone, or None."""
    scores: dict
    comments: dict


def digest(scores, comments):
    """Give a short text that changes with the scores and comments of a submission."""
    content = repr((sorted(scores.items()), sorted(comments.items())))
    return hashlib.sha256(content.encode(errors="replace")).digest()


class Rows:
    """The rows of one exercise.

    Parameters
    ----------
    db_url : str
    exercise : str
        Also the name of its one notebook.

    Raises
    ------
    NoSuchExercise
    """

    def __init__(self, db_url, exercise):
        waits = {"timeout": TAKES_SECONDS} if db_url.startswith("sqlite") else {}
        self.engine = sql.create_engine(db_url, connect_args=waits)
        with self.engine.connect() as connection:
            self._read_exercise(connection, exercise)

    def close(self):
        """Let go of the gradebook."""
        self.engine.dispose()

    def _read_exercise(self, connection, exercise):
        found = None
        if sql.inspect(connection).has_table("assignment"):
            found = connection.execute(
                select(ASSIGNMENT).where(ASSIGNMENT.c.name == exercise)
            ).first()
        if found is None:
            raise NoSuchExercise(
                "The gradebook does not know the exercise %r. Run this first: "
                "nbgrader generate_assignment %s --force" % (exercise, exercise)
            )
        self.name, self.assignment, self.due = exercise, found.id, found.duedate
        notebooks = connection.execute(
            select(NOTEBOOK).where(NOTEBOOK.c.assignment_id == found.id)
        ).all()
        if [each.name for each in notebooks] != [exercise]:
            raise NoSuchExercise(
                "%r has the notebooks %s; this command marks exercises with one notebook, of the "
                "same name. Use: nbgrader autograde %s"
                % (exercise, ", ".join(each.name for each in notebooks), exercise)
            )
        self.notebook, self.kernelspec = notebooks[0].id, notebooks[0].kernelspec
        self._read_cells(connection)

    def _read_cells(self, connection):
        base = connection.execute(select(BASE).where(BASE.c.notebook_id == self.notebook)).all()
        points = {
            table.name: dict(connection.execute(select(table.c.id, table.c.max_score)).all())
            for table in (GRADED, TASKS)
        }
        by_kind = {
            kind: {each.name: each.id for each in base if each.type == kind}
            for kind in ("GradeCell", "SolutionCell", "TaskCell")
        }
        graded, solutions, tasks = by_kind.values()
        in_order = select(SOURCE).where(SOURCE.c.notebook_id == self.notebook)
        if self.engine.dialect.name == "sqlite":
            in_order = in_order.order_by(sql.text("rowid"))
        self.cells = tuple(
            CourseCell(
                each.name,
                each.cell_type,
                each.source or "",
                each.checksum or "",
                bool(each.locked),
                each.name in graded,
                each.name in solutions,
                each.name in tasks,
                points["grade_cells"].get(
                    graded.get(each.name), points["task_cells"].get(tasks.get(each.name))
                ),
            )
            for each in connection.execute(in_order)
        )
        self.grade_ids, self.comment_ids = {**graded, **tasks}, {**solutions, **tasks}

    def students(self):
        """Give the ids of all students in the gradebook."""
        with self.engine.connect() as connection:
            return {each for (each,) in connection.execute(select(STUDENT.c.id))}

    def digests(self, scored, commented):
        """Give by student: when it was handed in, and the `digest` of what stands there.

        Parameters
        ----------
        scored, commented : iterable of str
            Names of the cells that count.
        """
        scored = {name: self.grade_ids[name] for name in scored}
        commented = {name: self.comment_ids[name] for name in commented}
        with self.engine.connect() as connection:
            who = {
                each.work: (each.student_id, each.timestamp)
                for each in connection.execute(
                    select(WORK.c.id.label("work"), SUBMISSION.c.student_id, SUBMISSION.c.timestamp)
                    .join_from(WORK, SUBMISSION, WORK.c.assignment_id == SUBMISSION.c.id)
                    .where(WORK.c.notebook_id == self.notebook)
                )
            }
            all_scores = self._by_work(connection, GRADE, GRADE.c.auto_score, scored)
            all_comments = self._by_work(connection, COMMENT, COMMENT.c.auto_comment, commented)
            found, comments = {}, next(all_comments, None)
            for work, scores in all_scores:  # both come in the order of their submissions
                while comments and comments[0] < work:
                    comments = next(all_comments, None)
                same = comments and comments[0] == work
                if work in who:
                    student, timestamp = who[work]
                    found[student] = timestamp, digest(scores, comments[1] if same else {})
        return found

    def _by_work(self, connection, table, value, ids):
        names = {cell: name for name, cell in ids.items()}
        rows = connection.execute(
            select(table.c.notebook_id, table.c.cell_id, value)
            .join_from(table, WORK, table.c.notebook_id == WORK.c.id)
            .where(WORK.c.notebook_id == self.notebook)
            .order_by(table.c.notebook_id)
        )
        work, found = None, {}
        for row in rows:
            if row[0] != work and work is not None:
                yield work, found
                found = {}
            work = row[0]
            if row[1] in names:
                found[names[row[1]]] = row[2]
        if work is not None:
            yield work, found

    def write(self, entries):
        """Write some submissions in one transaction: all of them, or none.

        Parameters
        ----------
        entries : list of Entry

        Returns
        -------
        dict
            By student: names of cells with a mark or comment of a person, which was kept.

        Raises
        ------
        NotWritten
            If there is no room on the disk, or another program does not let go of the gradebook.
        """
        entries = list({entry.student: entry for entry in entries}.values())
        try:
            with self.engine.begin() as connection:
                return write_entries(self, connection, entries)
        except sql.exc.OperationalError as error:
            raise NotWritten(
                "The gradebook could not be written (%s). Nothing is lost. See whether the disk is "
                "full or another program uses the gradebook. Then type the command again: it goes "
                "on where it was." % error.orig
            ) from None
