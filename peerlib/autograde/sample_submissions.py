"""Foreseen submissions: right, each known wrong turn, blank, follow-through, broken, hostile.

Each is generated from the released notebook and the exercise itself, so a new wrong turn in an
exercise gives a new sample learner by itself.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field

from ..checking.items import wrong_values
from ..exercises import data_seen_by
from . import hostile


@dataclass(frozen=True)
class Sample:
    """One sample learner's submission, with what it must come to."""

    learner: str
    story: str
    """What they did, in a few words."""
    content: bytes
    """The file that they handed in."""
    tags: dict | None
    """Expected tag by item name; None if there can be no mark."""
    credits: dict = field(default_factory=dict)
    """Expected credit by item name."""
    file: str = ""
    """Name of the file; empty for the name it has to have."""
    link: str = ""
    """Where the file leads, if it is a link."""

    def expected_points(self, exercise):
        """Give the expected mark, or None if there can be none."""
        if self.tags is None:
            return None
        return sum(self.credits[item.name] * item.points for item in exercise.ITEMS)


def samples(exercise, released):
    """Generate the whole sample class.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`.
    released : dict
        The released notebook, parsed.

    Returns
    -------
    list of Sample
    """
    make = Maker(exercise, released)
    return [
        *_orderly(make), *_wrong_turns(make), *untidy(make),
        *hostile.samples(make), *unreadable(make),
    ]


class Maker:
    """Fills in the released notebook for one sample learner at a time."""

    def __init__(self, exercise, released):
        self.exercise = exercise
        self.items = exercise.ITEMS
        self.released = released

    def data(self, learner):
        """Give the data that the learner's notebook shows; for None those for practice."""
        return data_seen_by(learner, self.exercise)

    def truth(self, learner):
        """Give every right answer on the data that the learner's notebook shows."""
        data = self.data(learner)
        return {item.name: item.truth(data) for item in self.items}

    def notebook(self, declared, sources):
        """Fill in the learner's name and the source of answer cells, by item name."""
        notebook = deepcopy(self.released)
        wanted = {"answer-" + name: source for name, source in sources.items()}
        if declared is not None:
            wanted["learner"] = "learner = %r" % declared
        for cell in notebook["cells"]:
            name = grade_id(cell)
            if name in wanted:
                cell["source"] = wanted[name]
        return notebook

    def sample(self, learner, story, answers=None, sources=None, outcomes=None, declared="",
               change=None):
        """Make a submission.

        Parameters
        ----------
        learner, story : str
        answers : dict, optional
            Values by item name in place of the right ones.
        sources : dict, optional
            Whole sources of answer cells by item name.
        outcomes : dict, optional
            Expected (tag, credit) by item name where it is not right.
        declared : str, optional
            Name in the notebook; the learner's own if empty, the released cell if None.
        change : callable, optional
            What else is done to the notebook.
        """
        named = learner if declared == "" else declared
        values = {**self.truth(named), **(answers or {})}
        cells = {name: "%s = %r" % (name, value) for name, value in values.items()}
        notebook = self.notebook(named, {**cells, **(sources or {})})
        if change:
            change(notebook)
        expected = {item.name: ("right", 1.0) for item in self.items} | (outcomes or {})
        return Sample(
            learner, story, json.dumps(notebook).encode(),
            {name: tag for name, (tag, _) in expected.items()},
            {name: credit for name, (_, credit) in expected.items()},
        )

    def all(self, tag):
        """Expect no credit and the same tag everywhere."""
        return {item.name: (tag, 0.0) for item in self.items}


def grade_id(cell):
    """Give nbgrader's name of a cell, or an empty text."""
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def _orderly(make):
    blank = {item.name: "%s = None" % item.name for item in make.items}
    texts = {name: "%.5f" % value for name, value in make.truth("right-as-text").items()}
    return [
        make.sample("right", "every answer right"),
        make.sample("right-as-text", "right, written as text", texts),
        make.sample("blank", "handed in as it was released", sources=blank,
                    outcomes=make.all("blank")),
        make.sample("no-name", "right on the numbers for practice, no name in the notebook",
                    declared=None),
        make.sample("nickname", "right, under another name", declared="Robin from Tuesday"),
        _copied(make, "second-hand", "right"),
        _follow_through(make, "follow-through"),
    ]


def _copied(make, learner, owner):
    """The right answers of another student: right only where a step is sound in itself."""
    data, answers, outcomes = make.data(learner), make.truth(owner), {}
    for item in make.items:
        sound = any(
            abs(follow.formula(data, answers[follow.earlier]) - answers[item.name]) < 1e-9
            for follow in item.follows
        )
        outcomes[item.name] = ("follow-through", 1.0) if sound else ("unrecognised", 0.0)
    return make.sample(learner, "the notebook of another student", outcomes=outcomes,
                       declared=owner)


def _follow_through(make, learner):
    """One wrong answer that nothing explains, and everything after it worked out from it."""
    data, answers, outcomes = make.data(learner), {}, {}
    for item in make.items:
        if not item.follows:
            answers[item.name] = _unexplained(item, data)
            outcomes[item.name] = ("unrecognised", 0.0)
            continue
        follow = item.follows[0]
        answers[item.name] = follow.formula(data, answers[follow.earlier])
        outcomes[item.name] = ("follow-through", 1.0)
    return make.sample(learner, "one wrong answer, the rest follows from it", answers,
                       outcomes=outcomes)


def _unexplained(item, data):
    """Find a plausible value that is neither right nor a known wrong turn."""
    truth = item.truth(data)
    known = [truth, *(wrong.value for wrong in wrong_values(item, data))]
    for step in range(3, 100):
        value = truth * (1 + step / 40)
        if min(abs(value - other) for other in known) > 10 * item.tolerance(value):
            return value
    raise ValueError("No unexplained value found for %s." % item.name)


def _wrong_turns(make):
    """One learner for each known wrong turn, who takes it wherever the exercise knows it."""
    kinds = {}
    for item in make.items:
        seen = {}
        for wrong in wrong_values(item, make.data("any")):
            seen[wrong.tag] = seen.get(wrong.tag, 0) + 1
            kinds.setdefault((wrong.tag, seen[wrong.tag]), []).append(item)
    return [_wrong_turn(make, tag, count, items) for (tag, count), items in kinds.items()]


def _wrong_turn(make, tag, count, items):
    word = tag.split(":")[-1]
    learner = word + ("-%d" % count if count > 1 else "")
    if tag.startswith("scale:"):
        learner = "scale-" + learner
    data, answers, outcomes = make.data(learner), {}, {}
    for item in items:
        found = [wrong for wrong in wrong_values(item, data) if wrong.tag == tag]
        answers[item.name] = found[count - 1].value
        outcomes[item.name] = (tag, found[count - 1].credit)
    story = "the same slip wherever it fits: %s" % word.replace("-", " ")
    return make.sample(learner, story, answers, outcomes=outcomes)


def untidy(make):
    first, last = make.items[0].name, make.items[-1].name

    def delete(notebook):
        gone = ("answer-" + last, "check-" + last, "check-" + first)
        notebook["cells"] = [c for c in notebook["cells"] if grade_id(c) not in gone]

    def copy(notebook):
        for name in ("answer-" + first, "check-" + first):
            place = [grade_id(c) for c in notebook["cells"]].index(name)
            notebook["cells"].insert(place, deepcopy(notebook["cells"][place]))

    def strip(notebook):
        for cell in notebook["cells"]:
            cell["metadata"].get("nbgrader", {}).pop("schema_version", None)

    return [
        make.sample("deleted-cells", "deleted an answer and two test cells", change=delete,
                    outcomes={last: ("blank", 0.0)}),
        make.sample("copied-cells", "copied an answer and a test cell", change=copy),
        make.sample("old-format", "lost a part of nbgrader's marks", change=strip),
    ]


def unreadable(make):
    whole = make.sample("not-json", "").content
    return [
        Sample("not-json", "a notebook that breaks off half-way", whole[: len(whole) // 2], None),
        Sample("empty-file", "an empty file", b"", None),
        Sample("not-a-notebook", "a list in place of a notebook", b"[1, 2, 3]", None),
    ]
