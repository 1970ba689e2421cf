"""One run over a class: which submissions there are to do, and what becomes of the results."""

import hashlib
import os
import time
from dataclasses import dataclass, field

from ..exercises import load
from .gradebook_rows import digest
from .intake import Refused, content_of, refuse_links, refuse_other_names
from .late import assign_late_penalties
from .pool import Died
from .records import read
from .shown import expected_in_gradebook
from .submission import used_limits
from .times import time_of

AT_ONCE = 40
EVERY_SECONDS = 2.0
FAILED = "an error stopped the marking: %s. Nothing was changed for this student."
DIED = "the marking process ended twice on it. Nothing was changed for this student."


@dataclass
class Outcome:
    """What a run came to."""

    marked: int = 0
    unchanged: int = 0
    not_marked: dict = field(default_factory=dict)
    """By student: why."""
    other_marks: dict = field(default_factory=dict)
    """By student: (points before, points now), where there was an earlier mark."""
    noted: dict = field(default_factory=dict)
    """By student: what the instructor should look at."""
    unreadable: list = field(default_factory=list)
    """A line for each record that could not be read; its submission was marked anew."""
    sandboxes: dict = field(default_factory=dict)
    """By kind of sandbox: how many."""
    stopped: bool = False
    """Whether the run was broken off."""


class ClassRun:
    """One run over a class: which submissions to do, and what becomes of the results."""

    def __init__(self, places, setup, rows, outcome, progress, again):
        self.places, self.setup, self.rows = places, setup, rows
        self.outcome, self.progress, self.again = outcome, progress, again
        scored, commented = _cells_of_items(setup)
        self.in_gradebook = rows.digests(scored, commented)
        self.scored, self.commented = scored, commented
        self.before = {}
        self.batch, self.since = [], time.monotonic()

    def through(self, results, names):
        """Do all; write to the gradebook on the way, and at the end, however it comes."""
        try:
            for (student, _), result in results(self.jobs(names)):
                self.take(student, result)
        except KeyboardInterrupt:
            self.outcome.stopped = True
        finally:
            self.save()
        self.progress.end()

    def jobs(self, names):
        """Give one job after another: who is to be marked, or only to be shown again."""
        for student in names:
            try:
                state = self.state_of(student)
            except Refused as reason:
                self.not_marked(student, str(reason))
                self.progress.step()
                continue
            if state == "done":
                del self.before[student]
                self.outcome.unchanged += 1
                self.progress.step()
            elif state:
                yield student, state == "show"

    def state_of(self, student):
        """Give "done", "show" (the record is good, but not all of its traces) or "mark"."""
        places, name = self.places, self.setup.exercise
        folder = places.folder(places.submitted, student, name)
        if not os.path.isdir(folder) and not os.path.islink(folder):
            return None
        refuse_links(folder)
        found = [each for each in os.listdir(folder) if each.endswith(".ipynb")]
        if not found:
            return None
        refuse_other_names(found, [name + ".ipynb"])
        content = content_of(os.path.join(folder, name + ".ipynb"))
        handed_in = time_of(folder)
        record = read(places.records, name, student, self.outcome.unreadable.append)
        if record:
            self.before[student] = record.points
        if self.again or not record or not self.is_good(record, content):
            return "mark"
        return "done" if self.is_shown(record, student, handed_in) else "show"

    def is_good(self, record, content):
        """Tell whether marking again would come to the same."""
        setup = self.setup
        return (
            record.file_sha256 == hashlib.sha256(content).hexdigest()
            and record.rules == setup.rules
            and record.released_sha256 == setup.released_sha256
            and record.limits == used_limits(setup.limits)
            and record.given == setup.given.get(record.student, "")
            and record.other_student == bool(setup.others(record.student, record.declared))
        )

    def is_shown(self, record, student, handed_in):
        """Tell whether gradebook and formgrader have what the record has."""
        places, name = self.places, self.setup.exercise
        timestamp, stands = self.in_gradebook.get(student, (None, None))
        scores, comments = expected_in_gradebook(record, self.setup)
        comments = {cell: comments.get(cell) for cell in self.commented}
        return (
            stands == digest(scores, comments)
            and (handed_in is None or handed_in == timestamp)
            and os.path.isfile(places.notebook(places.autograded, student, name))
        )

    def take(self, student, result):
        """Take one result in."""
        kind, value = ("died", None) if result is Died else result
        if kind == "marked":
            entry, (points, _, sandbox, notes) = value
            self.outcome.sandboxes[sandbox] = self.outcome.sandboxes.get(sandbox, 0) + 1
            self.batch.append(entry)
            before = self.before.pop(student, points)
            if abs(before - points) > 1e-9:
                self.outcome.other_marks[student] = before, points
            if notes:
                self.outcome.noted[student] = list(notes)
        else:
            reason = {"refused": value, "failed": FAILED % value, "died": DIED}[kind]
            self.not_marked(student, reason)
        self.progress.step(marked=True)
        if len(self.batch) >= AT_ONCE or time.monotonic() - self.since > EVERY_SECONDS:
            self.save()

    def not_marked(self, student, reason):
        """Note why a student has no new mark."""
        if student in self.in_gradebook:
            reason += " The earlier mark stays."
        self.outcome.not_marked[student] = reason

    def save(self):
        """Write what has been marked since the last time into the gradebook."""
        batch, self.batch, self.since = self.batch, [], time.monotonic()
        if not batch:
            return
        try:
            kept = self.rows.write(batch)
        except KeyboardInterrupt:
            self.batch = batch + self.batch  # it is written at the end, whole
            raise
        for student, cells in kept.items():
            self.outcome.noted.setdefault(student, []).append(
                "set by hand and kept: %s. See whether it still fits the answer."
                % (", ".join(sorted(cells)))
            )
        assign_late_penalties(self.places, self.rows, [entry.student for entry in batch])
        self.outcome.marked += len(batch)


def _cells_of_items(setup):
    """Name the cells whose score or comment tells whether the gradebook is up to date."""
    names = [item.name for item in load(setup.exercise).ITEMS]
    graded = {cell.name for cell in setup.released if cell.grade}
    solutions = {cell.name for cell in setup.released if cell.solution}
    return (
        sorted({"check-" + name for name in names} & graded),
        sorted({"answer-" + name for name in names} & solutions),
    )
