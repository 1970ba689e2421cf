"""Mark a class: whatever is new or changed, on all cores, and stop and go on at any moment.

    grade(exercise, places) -> Outcome

Each submission goes through three steps, each all or nothing: its marked notebook is put in
place, its record is written, its rows are in the gradebook. A run first asks which of them are
missing; so a run that was killed is ended by the next one, as if nothing had happened.
"""

import hashlib
import os
import time
from dataclasses import dataclass, field

from ..exercises import fold, load
from . import quick_imports  # noqa: F401  (before nbformat)
from .autograded_folder import clear_remains
from .comment_bank import read_bank
from .gradebook_rows import Rows, digest
from .intake import Refused, content_of, read_notebook, refuse_links, refuse_other_names
from .isolation import BUBBLEWRAP, candidates
from .late import assign_late_penalties
from .one_run import OneRun
from .places import configured_isolation, configured_limits
from .pool import Died, Pool
from .progress import Progress
from .records import read
from .rules import released_sha256, rules_version
from .sandbox import working_isolation
from .submission import Setup, expected_in_gradebook, kernelspec_of, used_limits
from .times import time_of
from .warm import modules_of
from .worker import Worker, start_warm, tried_out

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


def grade(
    exercise_name,
    places,
    jobs=None,
    students="*",
    again=False,
    isolation=None,
    say=print,
    cluster=None,
):
    """Mark what is new or changed of an exercise.

    Parameters
    ----------
    exercise_name : str
    places : Places
    jobs : int, optional
        How many processes; by default one for each core.
    students : str
        Pattern of the students to look at.
    again : bool
        Also mark what has not changed.
    isolation : str, optional
        Allow only this way to shut submissions in.
    say : callable
        Called with one line at a time.
    cluster : callable, optional
        Used in place of local processes: see `peerlib.autograde.cluster`.

    Returns
    -------
    Outcome

    Raises
    ------
    ValueError
        If the exercise or its gradebook is not there, or another run is under way.
    RuntimeError
        If submissions cannot be shut in on this machine.
    """
    exercise = load(exercise_name)
    with OneRun(places.records):
        wanted = isolation or configured_isolation(places.config)
        jobs = jobs or os.cpu_count() or 1
        modules = _modules(places, exercise_name)
        way, warm = (None, []) if cluster else _shut_in(modules, wanted, jobs)
        rows = Rows(places.db_url, exercise_name)
        try:
            clear_remains(places, exercise_name)
            names = places.students(exercise_name, students)
            setup = make_setup(exercise, places, rows)
            run = _Run(places, setup, rows, Outcome(), Progress(len(names), say), again)
            if cluster:
                run.through(cluster(places, setup), names)
            else:
                way, warm = _tried(way, warm, wanted, say)
                make = _maker(places, setup, way, warm, modules)
                with Pool(make, jobs, setup.limits.total_seconds * 3 + 120) as pool:
                    run.through(pool.results, names)
        finally:
            for each in warm:
                each.close()
            rows.close()
    return run.outcome


def make_setup(exercise, places, rows):
    """Gather what all submissions of an exercise have in common."""
    name = exercise.NAME
    texts = {cell.source for cell in rows.cells}
    try:
        source = read_notebook(places.notebook(places.source, ".", name))
        texts |= {cell.source for cell in source.cells if cell.cell_type == "markdown"}
    except Refused:
        pass  # then the exercise's texts are shown unformatted
    own_words = read_bank(places.comments).texts
    in_class = rows.students() | set(places.students(name))
    return Setup(
        exercise=name,
        released=rows.cells,
        kernelspec=kernelspec_of(rows.kernelspec),
        course_texts=frozenset(texts),
        class_names=frozenset(map(fold, in_class)),
        own_words={name: own_words.get(name, {})},
        limits=configured_limits(places.config),
        rules=rules_version(exercise),
        released_sha256=released_sha256(rows.cells),
    )


def _modules(places, exercise):
    """List what the exercise's own cells load, so that it can be loaded once for all."""
    try:
        released = read_notebook(places.notebook(places.release, ".", exercise))
    except Refused:
        return []
    return modules_of(cell.source for cell in released.cells if cell.cell_type == "code")


def _shut_in(modules, wanted, jobs):
    """Start warm sandboxes at once, while the rest is loaded; they are tried out later."""
    ways = [way for way in candidates(wanted) if way.name == BUBBLEWRAP]
    if not ways:
        return working_isolation(wanted), []
    return ways[0], start_warm(ways[0], modules, jobs)


def _tried(way, warm, wanted, say):
    """Fall back to a process of its own for each submission where the warm way does not work."""
    if warm and warm[0].works():
        return way, warm
    for each in warm:
        each.close()
    way = working_isolation(wanted)
    if way.name == BUBBLEWRAP:
        say("Submissions cannot share a warm sandbox here, so each starts its own. It is slower.")
    else:
        say(
            "Submissions run with limits only: their code can read what you can read. "
            "To shut them in, install bubblewrap (apt-get install bubblewrap)."
        )
    return way, []


def _maker(places, setup, way, warm, modules):
    started = dict(enumerate(warm))

    def make(number):
        """In a process of the pool: take the warm sandbox that waits for it, or start another."""
        mine = started.get(number)
        if mine is None and warm:
            mine = next(iter(start_warm(way, modules, 1)), None)
        return Worker(places, setup, way, tried_out(mine))

    return make


class _Run:
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
        kept = self.rows.write(batch)
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
