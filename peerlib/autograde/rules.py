"""Fingerprints: by which rules, and on which released notebook, a submission was marked."""

import hashlib
import json
from functools import cache

from .isolation import PACKAGE

# Whatever turns a learner's notebook into values, and values into marks.
PLACES = (
    "models",
    "evaluation",
    "programme",
    "checking",
    "exercises",
    "data",
    "autograde/marking.py",
    "autograde/messages.py",
    "autograde/learner_process.py",
    "autograde/course_cells.py",
    "autograde/intake.py",
)


def rules_version(exercise):
    """Give a short text that changes whenever the marks of an exercise may change.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`.

    Returns
    -------
    str
        The exercise's own version, a dash, and a fingerprint of the program's rules.
    """
    return "%d-%s" % (exercise.VERSION, _fingerprint())


@cache
def _fingerprint():
    found = hashlib.sha256()
    for place in PLACES:
        path = PACKAGE / place
        files = (
            [path]
            if path.is_file()
            else [
                file for file in sorted(path.rglob("*")) if file.suffix in (".py", ".toml", ".csv")
            ]
        )
        for file in files:
            found.update(str(file.relative_to(PACKAGE)).encode() + b"\0")
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:16]


def released_sha256(cells):
    """Give the fingerprint of a notebook's released cells (`course_cells.CourseCell`)."""
    listed = [
        [
            cell.name,
            cell.cell_type,
            cell.source,
            cell.locked,
            cell.grade,
            cell.solution,
            cell.task,
            cell.points,
        ]
        for cell in cells
    ]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()
