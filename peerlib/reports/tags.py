"""Which tags came up how often, in which third of the class, and what came after the feedback."""

from dataclasses import dataclass

from ..exercises import data_seen_by
from .statistics import thirds

RIGHT = "right"
WORDS = {
    "blank": "No answer.",
    "unrecognised": "Nothing that we know explains it.",
    "follow-through": "A right step from an own earlier answer; it counts in full.",
    "near": "Very near, a little beside it.",
    "not-a-number": "No number could be read.",
    "not-a-value": "NaN: a step had nothing to work with.",
    "infinite": "An infinite number.",
    "wrong-type": "Another kind of value than asked for.",
    "for-a-person": "Kept for a person to read.",
}
LONGEST_NAME = 80


@dataclass(frozen=True)
class TagRow:
    """How often one tag came up at one question."""

    item: str
    tag: str
    thirds: tuple
    """How often in the lowest, middle and highest third."""
    idea: str
    """What stands behind it, in words."""

    @property
    def count(self):
        """How often in all."""
        return sum(self.thirds)


@dataclass(frozen=True)
class NextRow:
    """What came right after the feedback of a tag."""

    item: str
    tag: str
    followed: int
    """How often another attempt came after it."""
    right: int
    """How often that attempt was right."""


def third_of(learners):
    """Say in which third each learner with a record lies, by student."""
    with_record = [one for one in learners if one.record]
    return dict(
        zip(
            [one.student for one in with_record],
            thirds([one.total for one in with_record]),
            strict=True,
        )
    )


def tag_rows(exercise, learners):
    """Count the tags of all answers that are not simply right.

    Returns
    -------
    list of TagRow
        Item by item; the most frequent first.
    """
    where, ideas = third_of(learners), known_ideas(exercise)
    rows = []
    for item in exercise.ITEMS:
        counts = {}
        for one in () if item.by_hand else learners:
            answer = one.answers[item.name]
            if one.record and answer.tag not in (RIGHT, ""):
                counts.setdefault(answer.tag, [0, 0, 0])[where[one.student]] += 1
        found = [
            TagRow(item.name, tag, tuple(count), ideas.get((item.name, tag), WORDS.get(tag, "")))
            for tag, count in counts.items()
        ]
        rows += sorted(found, key=lambda row: (-row.count, row.tag))
    return rows


def sizes_of_thirds(learners):
    """Return how many learners with a record lie in each third."""
    places = list(third_of(learners).values())
    return [places.count(third) for third in range(3)]


def known_ideas(exercise):
    """Return the idea behind each wrong turn, by item name and tag."""
    data = data_seen_by("", exercise)
    return {
        (item.name, wrong.tag): wrong.idea
        for item in exercise.ITEMS
        for wrong in item.wrong_values(data)
    }


def next_rows(exercise, learners):
    """Count which feedback was followed by a right next attempt at the same question.

    What the notebooks tell of earlier attempts is the learners' own account: it was never
    marked, and what is not as expected in it is left out.

    Returns
    -------
    list of NextRow
        The most frequent first; empty if no notebook tells anything.
    """
    known = {item.name for item in exercise.ITEMS}
    counts = {}
    for one in learners:
        latest = {}
        for attempt in one.record.attempts if one.record else ():
            item, tag = _read(attempt, known)
            if item is None:
                continue
            before = latest.get(item)
            if before not in (None, RIGHT):
                row = counts.setdefault((item, before), [0, 0])
                row[0] += 1
                row[1] += tag == RIGHT
            latest[item] = tag
    rows = [NextRow(item, tag, *row) for (item, tag), row in counts.items()]
    return sorted(rows, key=lambda row: (-row.followed, row.item, row.tag))


def _read(attempt, known):
    """Give item and tag of one attempt, (None, "") if it is not one."""
    if not isinstance(attempt, dict):
        return None, ""
    item, tag = attempt.get("item"), attempt.get("tag")
    if not isinstance(item, str) or item not in known or not isinstance(tag, str):
        return None, ""
    return item, tag[:LONGEST_NAME]
