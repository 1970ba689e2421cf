"""What is kept of each marked submission: enough to mark it again without any learner code.

One file for one submission: `records/EXERCISE/STUDENT.json`, beside the folder of submissions.
It is replaced in one step, so that it is whole at every moment; one that cannot be read counts as
absent, and its submission is marked anew.

    replay(record, exercise) -> Marks

    write(folder, record)      read(folder, exercise, student)      all_records(folder, exercise)
"""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from .marking import ItemMark, marks
from .plain_json import from_json, to_json

FORM = 1
NAME_BYTES = 200


@dataclass(frozen=True)
class Record:
    """One marked submission."""

    exercise: str
    student: str
    version: int
    """Of the exercise's data and questions."""
    rules: str
    """Fingerprint of all that turns values into marks (see `peerlib.autograde.rules`)."""
    file_sha256: str
    """Of the submitted notebook."""
    released_sha256: str
    """Of the released cells that it was put in order by."""
    declared: object
    """The name that stands in the notebook, as it was; a plain value, not always text."""
    data_of: str
    """Whose data the marks are for; empty for the numbers for practice."""
    other_student: bool
    """Whether the declared name is that of another student of the class."""
    answers: dict
    """Plain values by item name, as they came out of the sandbox; a missing one is blank."""
    stopped: dict
    """By item name: how the answer's cell stopped."""
    sandbox: str
    limits: dict
    """What the submission could use: seconds, memory."""
    limits_hit: tuple
    """Which of "time", "memory" and "ended" it came up against, in any cell."""
    notes: tuple
    """For the instructor: what was mended."""
    name_note: str
    """For the instructor: what is not usual about the name, or empty."""
    comment: str
    """For the learner: what is not usual about the name, or empty."""
    items: tuple
    """The marks: one `ItemMark` for each item, in their order."""
    seconds: float
    """How long its cells took."""
    marked_at: str
    """When, in ISO form, in UTC."""
    attempts: tuple = ()
    """What the learner's notebook tells of earlier answers, if anything. Never marked."""
    given: str = ""
    """The name whose data count, if the instructor decided so."""

    @property
    def points(self):
        """What the submission earned, without what a person has yet to mark."""
        return sum(item.points for item in self.items if not item.by_hand)

    @property
    def max_points(self):
        """What it could have earned, without what a person has yet to mark."""
        return sum(item.max_points for item in self.items if not item.by_hand)


def replay(record, exercise):
    """Mark a record's values anew, by the rules as they are now. Pure: runs no learner code.

    Parameters
    ----------
    record : Record
    exercise : module
        As given by `peerlib.exercises.load`.

    Returns
    -------
    Marks
    """
    others = (record.declared,) if record.other_student else ()
    return marks(
        exercise,
        record.answers,
        record.student,
        record.declared,
        others,
        record.stopped,
        record.limits.get("cell_seconds", 10),
        record.given,
    )


def place_of(folder, exercise, student):
    """Give the path of a student's record. Names too long for a file are cut, and stay apart."""
    name = student
    if len(name.encode()) > NAME_BYTES:
        short = name.encode()[: NAME_BYTES // 2].decode(errors="ignore")
        name = short + "~" + hashlib.sha256(name.encode()).hexdigest()[:24]
    return Path(folder) / exercise / (name + ".json")


def write(folder, record):
    """Write a record, in one step: whoever looks sees the old one or the new one, whole."""
    place = place_of(folder, record.exercise, record.student)
    place.parent.mkdir(parents=True, exist_ok=True)
    content = asdict(record)
    content["declared"] = to_json(record.declared)
    content["answers"] = {name: to_json(value) for name, value in record.answers.items()}
    # For people and other programs that read the file; worked out again when it is read.
    content = {"form": FORM, "points": record.points, "max_points": record.max_points, **content}
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    descriptor, temporary = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
    try:
        with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text + "\n")
        os.replace(temporary, place)
    except BaseException:
        os.unlink(temporary)
        raise


def read(folder, exercise, student, say=None):
    """Read a student's record.

    Parameters
    ----------
    folder : path-like
        The folder of all records.
    exercise, student : str
    say : callable, optional
        Called with one line if there is a record that cannot be read.

    Returns
    -------
    Record or None
        None if there is none, or none that can be read.
    """
    return _read(place_of(folder, exercise, student), say)


def all_records(folder, exercise=None, say=None):
    """Give the records of an exercise, or of all, one after another, in order of their files.

    Parameters
    ----------
    folder : path-like
        The folder of all records; it need not be there.
    exercise : str, optional
    say : callable, optional
        Called with one line for each record that cannot be read.

    Yields
    ------
    Record
    """
    for place in sorted(Path(folder).glob("%s/*.json" % (exercise or "*"))):
        record = None if place.name.startswith(".") else _read(place, say)
        if record:
            yield record


def _read(place, say):
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return _amiss(place, str(error), say)
    try:
        record = _from(json.loads(text))
        if place_of(place.parent.parent, record.exercise, record.student) != place:
            raise ValueError("it is about %s, %s" % (record.exercise, record.student))
    except Exception as error:
        return _amiss(place, "%s: %s" % (type(error).__name__, error), say)
    return record


def _amiss(place, why, say):
    if say:
        say("The record %s cannot be read and counts as absent (%s)." % (place, why[:200]))
    return None


def _from(content):
    """Make a record of what a file holds; raise whatever it does not fit."""
    if content.pop("form") != FORM:
        raise ValueError("another form of record")
    content.pop("points")
    content.pop("max_points")
    content["answers"] = {name: from_json(value) for name, value in content["answers"].items()}
    content["declared"] = from_json(content["declared"])
    content["items"] = tuple(ItemMark(**item) for item in content["items"])
    for name in ("notes", "limits_hit", "attempts"):
        content[name] = tuple(content[name])
    record = Record(**content)
    for field in fields(Record):
        kind = (int, float) if field.type is float else field.type
        if not isinstance(getattr(record, field.name), kind):
            raise TypeError("%s is no %s" % (field.name, field.type.__name__))
    if not all(
        isinstance(item.credit, float)
        and isinstance(item.max_points, float)
        and isinstance(item.name, str)
        for item in record.items
    ):
        raise TypeError("a mark is no number")
    return record
