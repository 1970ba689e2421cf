"""Mark a class: whatever is new or changed, on all cores, and stop and go on at any moment.

    grade(exercise, places) -> Outcome

Each submission goes through three steps, each all or nothing: its marked notebook is put in
place, its record is written, its rows are in the gradebook. A run first asks which of them are
missing; so a run that was killed is ended by the next one, as if nothing had happened.
"""

import os

from ..exercises import load
from . import quick_imports  # noqa: F401  (before nbformat)
from .autograded_folder import clear_remains
from .class_run import ClassRun, Outcome
from .comment_bank import read_bank
from .given_numbers import read_numbers
from .gradebook_rows import Rows
from .intake import Refused, read_notebook
from .isolation import BUBBLEWRAP, candidates
from .marking import composed
from .one_run import OneRun
from .places import configured_isolation, configured_limits
from .pool import Pool
from .progress import Progress
from .rules import released_sha256, rules_version
from .sandbox import working_isolation
from .shown import kernelspec_of
from .submission import Setup
from .warm import modules_of
from .worker import Worker, start_warm, tried_out


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
            run = ClassRun(places, setup, rows, Outcome(), Progress(len(names), say), again)
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
        class_names=frozenset(map(composed, in_class)),
        own_words={name: own_words.get(name, {})},
        limits=configured_limits(places.config),
        rules=rules_version(exercise),
        released_sha256=released_sha256(rows.cells),
        given=read_numbers(places.numbers).get(name, {}),
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
