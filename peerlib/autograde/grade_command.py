"""`peerlib grade`: mark a class and say how it went."""

import time
from pathlib import Path

from .neutral import visible

MANY = 20


def add_to(commands):
    """Add the command to the `peerlib` command line."""
    parser = commands.add_parser(
        "grade",
        help="mark all submissions of an exercise that are new or changed, on all cores",
        description="Mark all submissions of an exercise that are new or changed, on all cores. "
        "Marks and comments go into nbgrader's gradebook, and a record of each submission into "
        "the folder records beside the submissions. Marks and comments that a person gave stay. "
        "You may stop it at any moment (Ctrl-C) and start it again: it goes on where it was. "
        "The exit code is 1 if a submission could not be marked.",
    )
    parser.add_argument("exercise", metavar="EXERCISE", help="such as trial-effects")
    parser.add_argument(
        "--jobs", metavar="N", type=int, help="how many at the same time (default: one a core)"
    )
    parser.add_argument(
        "--student", metavar="NAME", default="*", help="only this one; * stands for any letters"
    )
    parser.add_argument(
        "--again", action="store_true", help="mark also what has not changed since it was marked"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="mark on a Dask cluster, such as tcp://10.0.0.5:8786 (needs peerlib[cluster]; its "
        "computers need peerlib and bubblewrap)",
    )
    parser.add_argument(
        "--isolation",
        choices=["bubblewrap", "limits only"],
        default=None,
        help="how submissions are shut in (default: the safest way that works here)",
    )
    parser.set_defaults(run=run_command)


def run_command(chosen, say=None):
    """Run `peerlib grade`; return the exit code."""
    say = say or (lambda line: print(line, flush=True))
    if chosen.jobs is not None and not 1 <= chosen.jobs <= 1000:
        raise ValueError("--jobs must be from 1 to 1000, got %d." % chosen.jobs)
    try:
        from .grade import grade
        from .places import read_places
    except ImportError as error:
        raise ValueError(
            "This needs nbgrader (%s is missing): pip install 'peerlib[grading]'." % error.name
        ) from None
    places = read_places()
    cluster = None
    if chosen.scheduler:
        from .cluster import connected

        cluster = connected(chosen.scheduler)
    began = time.monotonic()
    outcome = grade(
        chosen.exercise,
        places,
        chosen.jobs,
        chosen.student,
        chosen.again,
        chosen.isolation,
        say,
        cluster,
    )
    add_what_lies_elsewhere(outcome, places, chosen.exercise, chosen.student)
    for line in closing(outcome, time.monotonic() - began):
        say(line)
    return 130 if outcome.stopped else 1 if outcome.not_marked else 0


def add_what_lies_elsewhere(outcome, places, exercise, pattern="*"):
    """Name what lies in the folder of submissions, but not where a submission belongs."""
    from .closing import why_not_found

    for entry in sorted(Path(places.folder(places.submitted, "", "")).glob(pattern)):
        name = entry.name
        if name.startswith(".") or name in places.excluded or name in outcome.not_marked:
            continue
        reason = why_not_found(entry, exercise)
        if reason:
            outcome.not_marked[name] = reason


def closing(outcome, seconds):
    """Write the end of a run, one line at a time.

    Parameters
    ----------
    outcome : peerlib.autograde.grade.Outcome
    seconds : float

    Yields
    ------
    str
        With nothing in it that a terminal would obey: a file may have any name.
    """
    yield from map(visible, _lines(outcome, seconds))


def _lines(outcome, seconds):
    if outcome.stopped:
        yield "Stopped. What is marked is kept. Run the same command again to go on."
    yield "Marked %d in %.1f s. Not changed since they were marked: %d. Not marked: %d." % (
        outcome.marked,
        seconds,
        outcome.unchanged,
        len(outcome.not_marked),
    )
    if set(outcome.sandboxes) - {"warm bubblewrap"}:
        yield "Sandboxes: %s." % ", ".join(
            "%d %s" % (count, name) for name, count in sorted(outcome.sandboxes.items())
        )
    yield from outcome.unreadable
    for title, lines in (
        (
            "Other mark than before",
            {
                student: "%g, was %g" % (now, before)
                for student, (before, now) in outcome.other_marks.items()
            },
        ),
        ("To look at", {student: " ".join(notes) for student, notes in outcome.noted.items()}),
    ):
        yield from _listed(title, lines)
    for student, reason in sorted(outcome.not_marked.items()):
        yield "Not marked: %s: %s" % (student, reason)


def _listed(title, lines):
    for student in sorted(lines)[:MANY]:
        yield "%s: %s: %s" % (title, student, lines[student])
    if len(lines) > MANY:
        yield "%s: and %d more. Their records say it." % (title, len(lines) - MANY)


__all__ = ["add_to", "closing", "run_command"]
