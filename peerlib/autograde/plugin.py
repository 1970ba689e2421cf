"""Marking outside the learner's process, as a part of `nbgrader autograde`.

nbgrader reads a submission, passes it through a chain of preprocessors, and writes it down;
twice: once to put it in order ("sanitize"), once to grade it. `peerlib.autograde.install` sets
both chains. Everything else (gradebook, formgrader, feedback, late penalties, export) stays
nbgrader's own.
"""

from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

from ..exercises import load
from ..exercises.notebook import Trial
from .course_cells import restore
from .marking import marks, wanted_values
from .neutral import comment_markdown, message_html, show_as_text
from .sandbox import Limits, run

ANSWER, CHECK, LEARNER, START = "answer-", "check-", "learner", "start"
MARKED_ON = "Your mark is for this trial."
RECORD = "peerlib"


class RestoreCells(NbGraderPreprocessor):
    """Puts the course's cells back as released: deleted, copied and changed ones alike."""

    def preprocess(self, nb, resources):
        """Restore the cells and log what had to be mended."""
        about = resources["nbgrader"]
        for notice in restore(nb, self.parent.released(about)):
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
        exercise = load(about["notebook"])
        names = [item.name for item in exercise.ITEMS]
        cells, cell_numbers = _learner_cells(nb)
        wanted = wanted_values(exercise, about["student"])
        outcome = self._run(cells, [*names, LEARNER], wanted)
        stopped = {
            name: outcome.stopped[cell_numbers[ANSWER + name]]
            for name in names
            if cell_numbers.get(ANSWER + name) in outcome.stopped
        }
        declared = outcome.values.pop(LEARNER, "")
        others = self.parent.known_students(about) - {about["student"]}
        result = marks(
            exercise, outcome.values, about["student"], declared, others, stopped,
            self.cell_seconds,
        )
        _show_scores(nb, result)
        _show_trial(nb, Trial(exercise, result.data))
        nb.metadata[RECORD] = _record(result, outcome)
        own_words = self.parent.bank.comments(exercise, result, outcome.values, stopped)
        comments = {ANSWER + name: comment for name, comment in own_words.items()}
        comments[LEARNER] = result.comment
        resources["peerlib_comments"] = {
            name: comment_markdown(comment) for name, comment in comments.items() if comment
        }
        self._tell(about, result, outcome)
        return nb, resources

    def _run(self, cells, names, wanted):
        limits = Limits(self.cell_seconds, self.total_seconds, self.memory_mb)
        return run(cells, names, limits, self.parent.way, **wanted)

    def _tell(self, about, result, outcome):
        self.log.info(
            "Marked %s, %s: %g of %g (%s)", about["student"], about["notebook"],
            result.points, result.max_points, outcome.isolation,
        )
        if result.note:
            self.log.warning("%s, %s: %s", about["student"], about["notebook"], result.note)


def _show_scores(nb, result):
    """Put each score where SaveAutoGrades looks for it: under the test cell."""
    by_cell = {CHECK + item.name: item for item in result.items}
    for cell in nb.cells:
        item = by_cell.get(_grade_id(cell))
        if item:
            points = item.credit * float(cell.metadata.nbgrader["points"])
            cell.outputs = [
                new_output("execute_result", {"text/plain": repr(points)}, execution_count=None)]


def _show_trial(nb, trial):
    """Show the data of the marks where the learner's own notebook showed its data."""
    for cell in nb.cells:
        if _grade_id(cell) == START:
            cell.outputs = [new_output("display_data", {
                "text/html": message_html(MARKED_ON) + trial._repr_html_(),
                "text/plain": "%s\n%r" % (MARKED_ON, trial),
            })]


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _learner_cells(nb):
    """Give the code cells to run, graded ones left out, and each released cell's number."""
    cells, numbers = [], {}
    for cell in nb.cells:
        graded = cell.metadata.get("nbgrader", {}).get("grade", False)
        if cell.cell_type == "code" and not graded:
            numbers[_grade_id(cell)] = len(cells)
            cells.append(cell.source)
    return cells, numbers


def _record(result, outcome):
    """Write down how a submission was marked, for reports and for the instructor."""
    return {
        "sandbox": outcome.isolation,
        "data_of": result.data_of,
        "note": result.note,
        "stopped": {str(number): reason for number, reason in outcome.stopped.items()},
        "answers": {
            item.name: {"tag": item.tag, "credit": item.credit} for item in result.items
        },
    }


class SaveComments(NbGraderPreprocessor):
    """Writes a comment for each answer. After SaveAutoGrades, which empties the comments."""

    def preprocess(self, nb, resources):
        """Store the comments on the answer cells."""
        about = resources["nbgrader"]
        place = about["notebook"], about["assignment"], about["student"]
        by_hand = []
        with Gradebook(about["db_url"]) as gradebook:
            for cell in nb.cells:
                text = resources.get("peerlib_comments", {}).get(_grade_id(cell))
                if text and cell.metadata.nbgrader["solution"]:
                    comment = gradebook.find_comment(_grade_id(cell), *place)
                    comment.auto_comment = text
                    if comment.manual_comment:
                        by_hand.append(comment.name)
            gradebook.db.commit()
            grades = gradebook.find_submission_notebook(*place).grades
            by_hand += [grade.name for grade in grades if grade.manual_score is not None]
        self._tell(about, "mark", CHECK, by_hand)
        self._tell(about, "comment", ANSWER, by_hand)
        return nb, resources

    def _tell(self, about, what, prefix, by_hand):
        """Say what a teacher set earlier: it stays, even where the answer is a new one."""
        kept = [name.removeprefix(prefix) for name in by_hand if name.startswith(prefix)]
        if kept:
            self.log.warning(
                "%s, %s: %d %s set by hand %s kept: %s. See whether it still fits the answer.",
                about["student"], about["notebook"], len(kept), what + "s" * (len(kept) > 1),
                "was" if len(kept) == 1 else "were", ", ".join(sorted(kept)))


class ShowOnce(NbGraderPreprocessor):
    """Leaves marks and comments to the gradebook, where a teacher may have changed them.

    After SaveAutoGrades, which reads the scores below the test cells.
    """

    def preprocess(self, nb, resources):
        """Empty the outputs of the test cells."""
        for cell in nb.cells:
            if _grade_id(cell).startswith(CHECK):
                cell.outputs = []
        return nb, resources


class ShowAsText(NbGraderPreprocessor):
    """Shows what learners wrote as text, so that no page of the instructor runs it."""

    def preprocess(self, nb, resources):
        """Neutralise every Markdown and raw cell that does not read as the course wrote it."""
        show_as_text(nb, self.parent.course_texts(resources["nbgrader"]))
        self.parent.marked.add(resources["nbgrader"]["student"])
        return nb, resources
