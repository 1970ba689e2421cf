"""Mark a class again by the rules as they are now, from the stored values alone.

    plan(places, exercise) -> Plan          accept(places, plan)

`plan` looks and writes nothing; no learner code runs. `accept` changes the gradebook in one
transaction and then writes the records, each in one step. Stopped at any moment, the gradebook is
as before or as planned, and the same command brings the rest up to date.
"""

import hashlib
from dataclasses import dataclass, replace

from nbgrader.api import MissingEntry

from ..exercises import load
from .comment_bank import read_bank
from .intake import Refused, content_of
from .marking import ItemMark
from .one_run import OneRun
from .open_gradebook import open_gradebook
from .records import all_records, replay, write
from .regrade_gradebook import Entries, save
from .rules import rules_version


@dataclass(frozen=True)
class Change:
    """One answer that the present rules judge in another way."""

    student: str
    item: str
    old: ItemMark
    new: ItemMark
    points: tuple
    """What the gradebook has, and what it would have."""
    by_hand: float | None
    """The mark that a person gave; it stays."""
    kept: bool
    """Whether the old mark stays, because the new one would be lower."""


@dataclass(frozen=True)
class Plan:
    """What marking again would change."""

    exercise: str
    rules: str
    students: int
    """How many records were marked again."""
    changes: tuple
    left_out: tuple
    """(student, reason) of those who stay as they are."""
    comments: dict
    """By student: what each answer is told now, by item name."""
    reworded: dict
    """By student: the answers whose comment is not what the gradebook has."""
    records: tuple
    """The records as they are to be."""

    @property
    def writes(self):
        """Whether accepting it would change a mark, a comment or a record."""
        return bool(self.records or self.reworded)


def plan(places, exercise_name, allow_lower=False, say=None):
    """Work out what marking again would change. Writes nothing.

    Parameters
    ----------
    places : peerlib.autograde.places.Places
    exercise_name : str
    allow_lower : bool
        Whether a mark may become lower; otherwise such an answer keeps mark and comment.
    say : callable, optional
        Called with one line for each record that cannot be read.

    Returns
    -------
    Plan

    Raises
    ------
    ValueError
        If there is no such exercise, or the gradebook or the file of comments cannot be used.
    """
    exercise = load(exercise_name)
    bank, rules = read_bank(places.comments), rules_version(exercise)
    changes, left_out, comments, reworded, records, students = [], [], {}, {}, [], 0
    with open_gradebook(places, exercise_name) as gradebook:
        for record in all_records(places.records, exercise_name, say):
            reason = _why_not(record, exercise, places)
            entries = None if reason else _entries(gradebook, record)
            if entries is None:
                left_out.append((record.student, reason or NOT_IN_GRADEBOOK))
                continue
            students += 1
            again, found = _again(record, exercise, entries, allow_lower)
            changes += found
            if again.items != record.items or again.rules != rules:
                records.append(replace(again, rules=rules))
            told = bank.comments(exercise, again, record.answers, record.stopped)
            other = entries.other_words(told)
            if other:
                reworded[record.student] = other
            comments[record.student] = told
    return Plan(
        exercise_name,
        rules,
        students,
        tuple(changes),
        tuple(left_out),
        comments,
        reworded,
        tuple(records),
    )


def accept(places, planned):
    """Carry a plan out: the gradebook first, as a whole, then the records.

    Returns
    -------
    int
        How many students it changed anything for.
    """
    with open_gradebook(places, planned.exercise) as gradebook:
        changed = save(places, gradebook, planned)
    for record in planned.records:
        write(places.records, record)
    return changed


def regrade(places, exercise_name, allow_lower=False, say=None):
    """Plan and accept in one go, while no other command marks this class.

    Returns
    -------
    Plan
        What was changed.
    """
    with OneRun(places.records):
        planned = plan(places, exercise_name, allow_lower, say)
        accept(places, planned)
    return planned


NEAR = 1e-9
NOT_IN_GRADEBOOK = "there is a record, but no mark in the gradebook. Mark the work first."


def _why_not(record, exercise, places):
    """Say why a record cannot be marked again, or return None."""
    if record.version != exercise.VERSION:
        return (
            "the work was done on version %d of the exercise, whose numbers were others; there is "
            "version %d now." % (record.version, exercise.VERSION)
        )
    if [item.name for item in record.items] != [item.name for item in exercise.ITEMS]:
        return "the exercise asks other questions now. Mark the work anew."
    try:
        content = content_of(places.notebook(places.submitted, record.student, exercise.NAME))
    except Refused:
        return None
    if hashlib.sha256(content).hexdigest() != record.file_sha256:
        return "another notebook was handed in since. Mark that one first."
    return None


def _entries(gradebook, record):
    try:
        return Entries(gradebook, record.exercise, record.student)
    except MissingEntry:
        return None


def _again(record, exercise, entries, allow_lower):
    """Mark a record again; return it with its new marks, and what is other than before."""
    items, changes = [], []
    for old, new in zip(record.items, replay(record, exercise).items, strict=True):
        points = entries.points(old), new.credit * entries.max_points(new)
        lower = points[1] < points[0] - NEAR
        kept = lower and not allow_lower
        items.append(old if kept else new)
        if old.tag != new.tag or abs(points[1] - points[0]) > NEAR:
            by_hand = entries.by_hand(new.name)
            changes.append(Change(record.student, new.name, old, new, points, by_hand, kept))
    return replace(record, items=tuple(items)), changes
