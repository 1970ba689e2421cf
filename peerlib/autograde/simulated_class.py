"""A class of simulated learners whose every mistake is known, with the mark each must get.

Each learner answers each question in a way drawn by chance: right, by a wrong turn that the
exercise knows, by nothing that anybody knows, not at all, or in a cell that stops. Whoever was
wrong at one question may build the next answer on it. What each answer must earn follows from how
it was made; no marking is asked.
"""

import random

from ..checking.items import wrong_values
from .sample_submissions import Maker

# Ways to answer, and how many of a hundred answers are of each.
WAYS = (
    ("right", 48),
    ("as text", 8),
    ("wrong turn", 22),
    ("unexplained", 8),
    ("blank", 6),
    ("stops", 4),
    ("in two steps", 4),
)
# Two values that lie nearer than this, in tolerances, could be taken for each other.
APART = 12


def simulated(exercise, released, learners, seed=1):
    """Simulate a class.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`; all its questions ask for numbers.
    released : dict
        The released notebook, parsed.
    learners : int
    seed : int
        The same seed gives the same class; 0 is a seed.

    Yields
    ------
    Sample
    """
    make, rng = Maker(exercise, released), random.Random(seed)
    digits = len(str(learners))
    for number in range(1, learners + 1):
        yield _learner(make, "learner-%0*d" % (digits, number), rng)


def _learner(make, name, rng):
    data = make.data(name)
    answers, sources, outcomes, given = {}, {}, {}, {}
    for item in make.items:
        value, source, outcome = _answer(item, data, given, rng)
        given[item.name] = value
        if value is not None:
            answers[item.name] = value
        if source:
            sources[item.name] = source
        outcomes[item.name] = outcome
    tags = [tag for tag, _ in outcomes.values()]
    story = "%d of %d right" % (tags.count("right"), len(tags))
    return make.sample(name, story, answers, sources, outcomes)


def _answer(item, data, given, rng):
    """Give the value, its source if it is special, and what it must earn: (tag, credit)."""
    truth, wrong = item.truth(data), list(wrong_values(item, data))
    built_on = _built_on(item, data, given, truth)
    if built_on and rng.random() < 0.5:
        value = rng.choice(built_on)
        if _apart(item, value, [truth, *(each.value for each in wrong)]):
            return value, None, ("follow-through", 1.0)
    way = rng.choices([way for way, _ in WAYS], [count for _, count in WAYS])[0]
    if way == "wrong turn" and wrong:
        turn = rng.choice(wrong)
        if _apart(item, turn.value, [truth, *built_on]):
            return turn.value, None, (turn.tag, turn.credit)
    if way == "unexplained":
        value = _unexplained(item, truth, [each.value for each in wrong] + built_on, rng)
        if value is not None:
            return value, None, ("unrecognised", 0.0)
    if way == "blank":
        return None, "%s = None" % item.name, ("blank", 0.0)
    if way == "stops":
        return None, "%s = 1 / 0" % item.name, ("blank", 0.0)
    if way == "as text":
        return truth, "%s = %r" % (item.name, repr(truth)), ("right", 1.0)
    if way == "in two steps":
        source = "step = %r / 3\n%s = step * 3" % (truth, item.name)
        return truth, source, ("right", 1.0)
    return truth, None, ("right", 1.0)


def _built_on(item, data, given, truth):
    """Give what follows from the learner's own earlier answers, where that is not the truth."""
    found = []
    for follow in item.follows:
        before = follow.given(given)
        value = None if before is None else follow.value(data, before)
        if value is not None and follow.sensible(before) and _apart(item, value, [truth, before]):
            found.append(value)
    return found


def _unexplained(item, truth, known, rng):
    for _ in range(50):
        value = truth * rng.uniform(0.55, 1.6)
        if item.low < value < item.high and _apart(item, value, [truth, *known]):
            return value
    return None


def _apart(item, value, others):
    return all(
        abs(value - other) > APART * (item.tolerance(value) + item.tolerance(other))
        for other in others
        if isinstance(other, (int, float))
    )
