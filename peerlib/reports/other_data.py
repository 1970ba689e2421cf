"""Answers that are right for the numbers of somebody else in the class.

This says that two things are alike, and nothing about how that came to be. Each learner has
numbers of their own, so a wrong answer may be the right one for other numbers, and some are so by
chance. To leave chance out as far as possible, the same answers are held against the numbers of
many invented learners. A pair is named only if at least two answers, not right on the learner's
own numbers, are right on the other's, and if in a whole class of this size chance would do as
much for less than one learner in twenty.
"""

from dataclasses import dataclass

from ..exercises import data_seen_by

FEWEST_ANSWERS = 2
INVENTED = 2000
# Far from the seed of the numbers for practice; whoever has such a seed by chance does no harm.
FIRST_SEED = 10**6
MOST_BY_CHANCE = 0.05
PRACTICE = ""


@dataclass(frozen=True)
class Alike:
    """A submission whose answers fit other numbers."""

    student: str
    other: str
    """Whose numbers; empty for the numbers for practice."""
    items: tuple
    """Names of the answers that fit."""
    by_chance: int
    """How many of `INVENTED` invented learners' numbers fit as many answers."""
    named: bool
    """Whether the notebook bears that name, which chose the numbers that the learner saw."""


def alike(exercise, learners):
    """Find the submissions whose answers fit the numbers of another student.

    Parameters
    ----------
    exercise : module
    learners : sequence of peerlib.reports.gathered.Learner

    Returns
    -------
    list of Alike
        In order of the students, the most answers first.
    """
    records = [one.record for one in learners if one.record]
    items = [item for item in exercise.ITEMS if not (item.by_hand or item.is_function)]
    truths = {PRACTICE: _truths(items, exercise, PRACTICE)}
    for record in records:
        # The numbers that the notebook showed, if it bears a name that is nobody's.
        seen = record.data_of or record.student
        truths[record.student] = _truths(items, exercise, seen)
    found, invented = [], []
    for record in records:
        answers = _answers(record, items)
        pairs = [
            (other, fitting)
            for other, truth in truths.items()
            if other not in (record.student, record.data_of)
            and len(fitting := _fitting(answers, truth)) >= FEWEST_ANSWERS
        ]
        if pairs and not invented:
            invented = [
                _truths_on(items, exercise.data_for(FIRST_SEED + number))
                for number in range(INVENTED)
            ]
        found += _beyond_chance(record, answers, pairs, invented, len(truths) - 1)
    return found


def _truths(items, exercise, student):
    return _truths_on(items, data_seen_by(student, exercise))


def _truths_on(items, data):
    return {item.name: item.truth_on(data) for item in items}


def _answers(record, items):
    """Give (item, answer) of what could be read and is not right on the learner's own numbers."""
    tags = {mark.name: mark.tag for mark in record.items}
    read = [
        (item, _read(item, record.answers.get(item.name)))
        for item in items
        if tags.get(item.name) != "right"
    ]
    return [(item, answer) for item, answer in read if answer is not None]


def _fitting(answers, truth):
    """Name the answers that are right where `truth` is."""
    return tuple(item.name for item, answer in answers if _fits(item, answer, truth[item.name]))


def _beyond_chance(record, answers, pairs, invented, others):
    """Keep the pairs that chance would hardly make among so many others."""
    if not pairs:
        return []
    fits = [len(_fitting(answers, truth)) for truth in invented]
    rows = []
    for other, names in pairs:
        by_chance = sum(number >= len(names) for number in fits)
        if by_chance * others <= MOST_BY_CHANCE * len(invented):
            rows.append(Alike(record.student, other, names, by_chance, _is_named(record, other)))
    return sorted(rows, key=lambda row: (-len(row.items), row.other))


def _is_named(record, other):
    return record.other_student and str(record.declared).strip().lower() == other.strip().lower()


def _read(item, given):
    try:
        return item.read(given).value
    except Exception:  # a value of any kind may lie in a record
        return None


def _fits(item, answer, truth):
    try:
        return bool(item.fits(answer, truth))
    except Exception:  # another kind of value than the question asks for
        return False
