"""What each process of a run does: mark one submission after another, in its own warm sandbox."""

from .autograded_folder import put_in_place
from .gradebook_rows import Entry
from .intake import Refused, content_of
from .records import read, write
from .sandbox import NotStarted, run
from .submission import mark_submission, show_again
from .times import time_of
from .warm import USUAL, WarmSandbox


class Worker:
    """Marks submissions of one exercise; reads and writes their files, but not the gradebook.

    Parameters
    ----------
    places : Places
    setup : Setup
    isolation : Isolation
    warm : WarmSandbox or None
        Already started; None for a process of its own for each submission.
    """

    def __init__(self, places, setup, isolation, warm):
        self.places, self.setup = places, setup
        self.isolation, self.warm = isolation, warm

    def __call__(self, job):
        """Do one job.

        Parameters
        ----------
        job : (str, bool)
            The student, and whether the record is good and only has to be shown again.

        Returns
        -------
        (str, object)
            "marked" with (Entry, record); "refused" or "failed" with the reason.
        """
        student, only_show = job
        try:
            return "marked", self._mark(student, only_show)
        except Refused as reason:
            return "refused", str(reason)
        except Exception as error:  # one submission never stops the others
            return "failed", "%s: %s" % (type(error).__name__, error)

    def _mark(self, student, only_show):
        places, exercise = self.places, self.setup.exercise
        content = content_of(places.notebook(places.submitted, student, exercise))
        timestamp = time_of(places.folder(places.submitted, student, exercise))
        record = read(places.records, exercise, student) if only_show else None
        if record:
            marked = show_again(content, record, self.setup)
        else:
            marked = mark_submission(content, student, self.setup, self._run)
        put_in_place(places, student, exercise, marked.notebook)
        write(places.records, marked.record)
        return Entry(student, timestamp, marked.scores, marked.comments), summary(marked.record)

    def _run(self, cells, names, limits, **wanted):
        return run(cells, names, limits, self.isolation, warm=self.warm, **wanted)


def summary(record):
    """Give of a record what a run tells about it: points, of how many, sandbox, notes."""
    notes = [*record.notes, *([record.name_note] if record.name_note else [])]
    return record.points, record.max_points, record.sandbox, notes


def start_warm(isolation, modules, number):
    """Start some warm sandboxes in the background.

    Returns
    -------
    list of WarmSandbox
        Empty where there can be none.
    """
    try:
        return [WarmSandbox(isolation, [*USUAL, *modules]) for _ in range(number)]
    except NotStarted:
        return []


def tried_out(warm):
    """Give a warm sandbox back if it works here, else None."""
    if warm and warm.works():
        return warm
    if warm:
        warm.close()
    return None
