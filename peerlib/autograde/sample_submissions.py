"""Foreseen submissions: right, each known wrong turn, blank, follow-through, broken, hostile.

Each is generated from the released notebook and the exercise itself, so a new wrong turn in an
exercise gives a new sample learner by itself.
"""

import json
import random
from copy import deepcopy
from dataclasses import dataclass, field

from ..exercises import data_seen_by
from . import hostile
from .sample_answers import (
    BLANK,
    RIGHT,
    apart,
    as_text,
    built_on,
    can_be_written,
    earns,
    just_beside,
    unexplained,
    wrong_turns,
)


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
        *_orderly(make),
        *_wrong_turns(make),
        *untidy(make),
        *hostile.samples(make),
        *unreadable(make),
    ]


class Maker:
    """Fills in the released notebook for one sample learner at a time."""

    def __init__(self, exercise, released):
        self.exercise = exercise
        self.items = exercise.ITEMS
        self.written = [item for item in exercise.ITEMS if can_be_written(item)]
        self.released = released

    def data(self, learner):
        """Give the data that the learner's notebook shows; for None those for practice."""
        return data_seen_by(learner, self.exercise)

    def truth(self, learner):
        """Give every right answer on the data that the learner's notebook shows."""
        data = self.data(learner)
        return {item.name: item.truth_on(data).value for item in self.written}

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

    def sample(
        self, learner, story, answers=None, sources=None, outcomes=None, declared="", change=None
    ):
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
        cells = {
            item.name: "%s = %r" % (item.name, item.written(values[item.name]))
            for item in self.written
        }
        notebook = self.notebook(named, {**cells, **(sources or {})})
        if change:
            change(notebook)
        expected = {item.name: RIGHT if item in self.written else BLANK for item in self.items}
        expected |= outcomes or {}
        return Sample(
            learner,
            story,
            json.dumps(notebook).encode(),
            {name: tag for name, (tag, _) in expected.items()},
            {name: credit for name, (_, credit) in expected.items()},
        )

    def all_blank(self):
        """Expect no answer anywhere."""
        return {item.name: BLANK for item in self.items}

    def all_given(self, value):
        """Expect no credit for the same value everywhere: unexplained, or not to be read."""
        tags = {item.name: item.read(value).tag for item in self.written}
        return self.all_blank() | {
            name: ("unrecognised" if tag == "read" else tag, 0.0) for name, tag in tags.items()
        }


def grade_id(cell):
    """Give nbgrader's name of a cell, or an empty text."""
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def _orderly(make):
    blank = {item.name: "%s = None" % item.name for item in make.written}
    right = make.truth("right-as-text")
    texts = {
        item.name: "%s = %r" % (item.name, as_text(item, right[item.name]))
        for item in make.written
        if as_text(item, right[item.name])
    }
    return [
        make.sample("right", "every answer right"),
        make.sample("right-as-text", "right, written as text", sources=texts),
        make.sample(
            "blank", "handed in as it was released", sources=blank, outcomes=make.all_blank()
        ),
        make.sample(
            "no-name", "right on the trial for practice, no name in the notebook", declared=None
        ),
        make.sample("nickname", "right, under another name", declared="Robin from Tuesday"),
        _copied(make, "second-hand", "right"),
        _follow_through(make, "follow-through"),
    ]


def _copied(make, learner, owner):
    """The numbers of another student: right only where a step is sound in itself, or by chance."""
    data, theirs = make.data(learner), make.truth(owner)
    answers, outcomes, given = make.truth(learner), {}, {}
    for item in make.written:
        if item.kind == "number":
            answers[item.name] = value = theirs[item.name]
            outcomes[item.name] = _earned(item, data, value, built_on(item, data, given))
        given[item.name] = item.written(answers[item.name])
    return make.sample(
        learner, "the notebook of another student", answers, outcomes=outcomes, declared=owner
    )


def _earned(item, data, value, follows):
    """Say what a number earns that was right for somebody else."""
    if item.fits(value, item.truth_on(data)):
        return RIGHT
    if any(item.fits(value, item.known("other", other)) for other in follows):
        return "follow-through", 1.0
    fitting = [wrong for wrong in item.wrong_values(data) if item.fits(value, wrong)]
    best = max(fitting, key=lambda wrong: wrong.credit, default=None)
    if best:
        return best.tag, best.credit
    return ("near", 0.5) if just_beside(item, value, data) else ("unrecognised", 0.0)


def _follow_through(make, learner):
    """A wrong answer that nothing explains, and all that can be worked out from it."""
    data, answers, outcomes, given = make.data(learner), {}, {}, {}
    steps = random.Random(1)
    for item in make.written:
        truth = item.truth_on(data).value
        known = [truth, *(wrong.value for wrong in item.wrong_values(data))]
        follows = built_on(item, data, given)
        answers[item.name], outcomes[item.name] = truth, RIGHT
        if follows and (item.kind == "choice" or apart(item, follows[0], known)):
            answers[item.name], outcomes[item.name] = follows[0], ("follow-through", 1.0)
        elif not item.follows and item.kind == "number":
            value = unexplained(item, data, known, steps.uniform)
            if value is not None:
                answers[item.name], outcomes[item.name] = value, ("unrecognised", 0.0)
        given[item.name] = item.written(answers[item.name])
    return make.sample(
        learner, "one wrong answer, the rest follows from it", answers, outcomes=outcomes
    )


def _wrong_turns(make):
    """One learner for each known wrong turn, who takes it wherever the exercise knows it."""
    kinds = {}
    for item in make.written:
        seen = {}
        for _, (tag, _) in wrong_turns(item, make.data("any")):
            seen[tag] = seen.get(tag, 0) + 1
            kinds.setdefault((tag, seen[tag]), []).append(item)
    return [_wrong_turn(make, tag, count, items) for (tag, count), items in kinds.items()]


def _wrong_turn(make, tag, count, items):
    word = tag.split(":")[-1]
    learner = word + ("-%d" % count if count > 1 else "")
    if ":" in tag and not tag.startswith("misconception:"):
        learner = tag.split(":")[0] + "-" + learner
    data, answers, outcomes, given = make.data(learner), make.truth(learner), {}, {}
    for item in make.written:
        found = [each for each in wrong_turns(item, data) if each[1][0] == tag]
        if item in items and len(found) >= count:
            value, planned = found[count - 1]
            earned = earns(item, value, planned, built_on(item, data, given))
            if earned:
                answers[item.name], outcomes[item.name] = value, earned
        given[item.name] = item.written(answers[item.name])
    story = "the same slip wherever it fits: %s" % word.replace("-", " ")
    return make.sample(learner, story, answers, outcomes=outcomes)


def untidy(make):
    first, last = make.written[0].name, make.written[-1].name

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
        make.sample(
            "deleted-cells",
            "deleted an answer and two test cells",
            change=delete,
            outcomes={last: ("blank", 0.0)},
        ),
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
