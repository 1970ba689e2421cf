"""Marking outside the learner's process, as a part of `nbgrader autograde`.

nbgrader reads a submission, passes it through a chain of preprocessors, and writes it down;
twice: once to put it in order ("sanitize"), once to grade it. `peerlib.autograde.install` sets
both chains. Everything else (gradebook, formgrader, feedback, late penalties, export) stays
nbgrader's own.
"""

from functools import partial

from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

from ..exercises import load
from ..exercises.notebook import Data
from .course_cells import restore
from .neutral import show_as_text
from .records import write
from .sandbox import Limits, run
from .shown import (
    ANSWER,
    CHECK,
    RECORD,
    grade_id,
    short_record,
    show_data,
    shown_comments,
)
from .submission import judge, others_in


class RestoreCells(NbGraderPreprocessor):
    """Puts the course's cells back as released: deleted, copied and changed ones alike."""

    def preprocess(self, nb, resources):
        """Restore the cells and log what had to be mended."""
        about = resources["nbgrader"]
        self.parent.notices = restore(nb, self.parent.released(about))
        for notice in self.parent.notices:
            self.log.warning("%s, %s: %s", about["student"], about["notebook"], notice)
        nb.metadata["language_info"] = {"name": "python"}
        return nb, resources


class MarkOutside(NbGraderPreprocessor):
    """Runs the learner's cells in a sandbox, marks their values here, and shows the marks."""

    cell_seconds = Float(10.0, help="Seconds that one cell may take.").tag(config=True)
    total_seconds = Float(60.0, help="Seconds that one submission may take.").tag(config=True)
    memory_mb = Integer(2048, help="Memory that one submission may use, in MB.").tag(config=True)

    def preprocess(self, nb, resources):
        """Mark one notebook; leave the comments in `resources` for `SaveComments`."""
        about = resources["nbgrader"]
        student, exercise = about["student"], load(about["notebook"])
        limits = Limits(self.cell_seconds, self.total_seconds, self.memory_mb)
        class_names = self.parent.class_names(about)
        given = self.parent.given.get(exercise.NAME, {}).get(student, "")
        judged = judge(
            nb, exercise, student, limits, self._run, partial(others_in, class_names), given
        )
        result = judged.marks
        _show_scores(nb, result)
        show_data(nb, Data(exercise, result.data))
        nb.metadata[RECORD] = short_record(
            result, judged.stopped, judged.outcome.isolation, result.note
        )
        own_words = self.parent.bank.comments(exercise, result, judged.answers, judged.stopped)
        resources["peerlib_comments"] = shown_comments(result.comment, own_words)
        details = {**self.parent.about_record(about, exercise), "given": given}
        resources["peerlib_record"] = judged.record(exercise, student, limits, details)
        self._tell(about, result, judged.outcome)
        return nb, resources

    def _run(self, cells, names, limits, **wanted):
        return run(cells, names, limits, self.parent.way, **wanted)

    def _tell(self, about, result, outcome):
        self.log.info(
            "Marked %s, %s: %g of %g (%s)",
            about["student"],
            about["notebook"],
            result.points,
            result.max_points,
            outcome.isolation,
        )
        if result.note:
            self.log.warning("%s, %s: %s", about["student"], about["notebook"], result.note)


def _show_scores(nb, result):
    """Put each score where SaveAutoGrades looks for it: under the test cell."""
    by_cell = {CHECK + item.name: item for item in result.items}
    for cell in nb.cells:
        item = by_cell.get(grade_id(cell))
        if item:
            points = item.credit * float(cell.metadata.nbgrader["points"])
            cell.outputs = [
                new_output("execute_result", {"text/plain": repr(points)}, execution_count=None)
            ]


class SaveComments(NbGraderPreprocessor):
    """Writes a comment for each answer, and the record of the submission.

    After SaveAutoGrades, which empties the comments.
    """

    def preprocess(self, nb, resources):
        """Store the comments on the answer cells."""
        about = resources["nbgrader"]
        place = about["notebook"], about["assignment"], about["student"]
        comments_by_hand = []
        with Gradebook(about["db_url"]) as gradebook:
            for cell in nb.cells:
                text = resources.get("peerlib_comments", {}).get(grade_id(cell))
                if text and cell.metadata.nbgrader["solution"]:
                    comment = gradebook.find_comment(grade_id(cell), *place)
                    comment.auto_comment = text
                    if comment.manual_comment:
                        comments_by_hand.append(comment.name)
            gradebook.db.commit()
            grades = gradebook.find_submission_notebook(*place).grades
            marks_by_hand = [grade.name for grade in grades if grade.manual_score is not None]
        if about["assignment"] == about["notebook"]:
            write(self.parent.records, resources["peerlib_record"])
        self._tell(about, "mark", marks_by_hand)
        self._tell(about, "comment", comments_by_hand)
        return nb, resources

    def _tell(self, about, what, by_hand):
        """Say what a teacher set earlier: it stays, even where the answer is a new one."""
        kept = [name.removeprefix(CHECK).removeprefix(ANSWER) for name in by_hand]
        if kept:
            self.log.warning(
                "%s, %s: %d %s set by hand %s kept: %s. See whether it still fits the answer.",
                about["student"],
                about["notebook"],
                len(kept),
                what + "s" * (len(kept) > 1),
                "was" if len(kept) == 1 else "were",
                ", ".join(sorted(kept)),
            )


class ShowOnce(NbGraderPreprocessor):
    """Leaves marks and comments to the gradebook, where a teacher may have changed them.

    After SaveAutoGrades, which reads the scores below the test cells.
    """

    def preprocess(self, nb, resources):
        """Empty the outputs of the test cells."""
        for cell in nb.cells:
            if grade_id(cell).startswith(CHECK):
                cell.outputs = []
        return nb, resources


class ShowAsText(NbGraderPreprocessor):
    """Shows what learners wrote as text, so that no page of the instructor runs it."""

    def preprocess(self, nb, resources):
        """Neutralise every Markdown and raw cell that does not read as the course wrote it."""
        show_as_text(nb, self.parent.course_texts(resources["nbgrader"]))
        self.parent.marked.add(resources["nbgrader"]["student"])
        return nb, resources
