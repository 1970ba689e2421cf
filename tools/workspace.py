"""Lay the lessons and exercises into `my-work/`, and never lose what a learner wrote there."""

import hashlib
import json
import os
from pathlib import Path

from progress import Problem

COPIED = ("notebooks", "exercises")
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}


def lay_out(root, work):
    """Copy what is missing, refresh what the learner has not changed, keep all the rest.

    What was copied is remembered by its hash in ``.copied.json``. So a copy that still has
    that hash is untouched and may be replaced; any other file is the learner's.

    Parameters
    ----------
    root, work : Path
        The course, and the learner's folder.

    Returns
    -------
    list of str
        What the learner should know, a sentence each.

    Raises
    ------
    Problem
        The folder cannot be written.
    """
    try:
        work.mkdir(exist_ok=True)
        remembered = _read_memory(work)
        news = [
            sentence
            for source in _sources(root)
            if (sentence := _lay_one(source, root, work, remembered))
        ]
        _write_whole(work / ".copied.json", json.dumps(remembered, indent=1).encode())
    except OSError as error:
        raise Problem(
            f"Your folder {work.name}/ cannot be written ({error.strerror}: {error.filename}). "
            "Nothing in it was lost. Mend that, then type: make course"
        ) from error
    return news


def _lay_one(source, root, work, remembered):
    """Bring one file up to date; give a sentence if the learner should know."""
    name = source.relative_to(root).as_posix()
    copy, content = work / name, source.read_bytes()
    course_hash = _hash(content)
    was_there = copy.exists()
    if was_there:
        learner_hash = _hash(copy.read_bytes())
        if learner_hash == course_hash:
            remembered[name] = course_hash
            return None
        if learner_hash != remembered.get(name):
            if remembered.get(name) == course_hash:
                return None
            return (
                f"{work.name}/{name} has a newer version in the course. Yours has your changes "
                "and is kept. To get the new one as well, rename yours and start again."
            )
    _write_whole(copy, content)
    remembered[name] = course_hash
    return f"{work.name}/{name} was brought up to date." if was_there else None


def _sources(root):
    for folder in COPIED:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not LEFT_OUT.intersection(path.parts):
                yield path


def _read_memory(work):
    try:
        remembered = json.loads((work / ".copied.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # then every changed file counts as the learner's
    return remembered if isinstance(remembered, dict) else {}


def _write_whole(path: Path, content):
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_bytes(content)
    os.replace(half, path)


def _hash(content):
    return hashlib.sha256(content).hexdigest()
