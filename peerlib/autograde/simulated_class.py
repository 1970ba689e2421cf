"""A class of simulated learners whose every mistake is known, with the mark each must get.

Each learner answers each question in a way drawn by chance: right, by a wrong turn that the
exercise knows, by nothing that anybody knows, not at all, or in a cell that stops. Whoever was
wrong at one question may build the next answer on it. What each answer must earn follows from how
it was made; no marking is asked.
"""

import random

from .sample_answers import (
    BLANK,
    RIGHT,
    apart,
    as_text,
    built_on,
    can_be_written,
    earns,
    unexplained,
    wrong_turns,
)
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


def simulated(exercise, released, learners, seed=1):
    """Simulate a class.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`. Functions, figures and texts are left blank.
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
    sources, outcomes, given = {}, {}, {}
    for item in make.items:
        value, source, outcomes[item.name] = _answer(item, data, given, rng)
        if value is not None:
            given[item.name] = item.written(value)
        sources[item.name] = source or "%s = %r" % (item.name, given[item.name])
    tags = [tag for tag, _ in outcomes.values()]
    story = "%d of %d right" % (tags.count("right"), len(tags))
    return make.sample(name, story, sources=sources, outcomes=outcomes)


def _answer(item, data, given, rng):
    """Give the value, its source if it is special, and what it must earn: (tag, credit)."""
    blank = None, "%s = None" % item.name, BLANK
    if not can_be_written(item):
        return blank
    truth, wrong = item.truth_on(data).value, wrong_turns(item, data)
    follows = built_on(item, data, given)
    if follows and rng.random() < 0.5:
        value = rng.choice(follows)
        outcome = "follow-through", 1.0
        # an option is always known; a number must not be taken for anything else
        if item.kind == "choice" or apart(item, value, [truth, *(each for each, _ in wrong)]):
            return value, None, outcome
    way = rng.choices([way for way, _ in WAYS], [count for _, count in WAYS])[0]
    if way == "wrong turn" and wrong:
        value, planned = rng.choice(wrong)
        outcome = earns(item, value, planned, follows) if apart(item, value, [truth]) else None
        if outcome:
            return value, None, outcome
    if way == "unexplained":
        known = [truth, *follows, *(each.value for each in item.wrong_values(data))]
        value = unexplained(item, data, known, rng.uniform)
        if value is not None:
            return value, None, ("unrecognised", 0.0)
    if way == "blank":
        return blank
    if way == "stops":
        return None, "%s = 1 / 0" % item.name, BLANK
    if way == "as text" and as_text(item, truth):
        return truth, "%s = %r" % (item.name, as_text(item, truth)), RIGHT
    if way == "in two steps" and item.kind == "number":
        return truth, "step = %r / 3\n%s = step * 3" % (truth, item.name), RIGHT
    return truth, None, RIGHT
