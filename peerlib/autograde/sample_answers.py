"""Answers of invented learners to questions of any kind, and what each must earn.

What an answer must earn follows from how it was made; no marking is asked.
"""

# Two values that lie nearer than this, in tolerances, could be taken for each other.
APART = 12
RIGHT = ("right", 1.0)
BLANK = ("blank", 0.0)
# Kinds whose answer can be written down as one value.
WRITTEN = ("number", "interval", "choice", "set", "steps", "table")


def can_be_written(item):
    """Tell whether an answer can be written down as a value: no function, figure or text."""
    return item.kind in WRITTEN


def as_text(item, value):
    """Give an answer as text, or None where a text would be judged in another way."""
    if item.kind == "number" and item.decimals is None and item.figures is None:
        return repr(value)
    return "%r to %r" % tuple(value) if item.kind == "interval" else None


def wrong_turns(item, data):
    """Give the known wrong answers that nothing else can be taken for, with what they earn.

    Returns
    -------
    list of (value, (tag, credit))
    """
    truth = item.truth_on(data)
    found = []
    for wrong in item.wrong_values(data):
        if item.kind == "interval" and _one_limit_right(item, wrong, truth):
            continue  # that limit earns something by itself
        found.append((wrong.value, (wrong.tag, wrong.credit)))
    return found


def _one_limit_right(item, wrong, truth):
    return any(
        abs(wrong.value[side] - truth.value[place])
        <= APART * (wrong.tolerance[side] + truth.tolerance[place])
        for side in (0, 1)
        for place in (0, 1)
    )


def apart(item, value, others):
    """Tell whether a value lies far from each of the others."""
    one = item.known("one", value)
    return all(item.distance(one, item.known("other", other)) > APART for other in others)


def built_on(item, data, given):
    """Give what follows from a learner's own earlier answers, where that is not the truth.

    Parameters
    ----------
    given : dict
        Earlier answers as they stand in the cells.
    """
    truth, found = item.truth_on(data), []
    for follow in item.follows:
        before = follow.given(given)
        if before is None or not follow.sensible(before):
            continue
        value = follow.value(data, before)
        if not item.can_be(value) or item.repeats(value, before):
            continue
        if item.distance(item.known("one", value), truth) > 2.0:
            found.append(value)
    return found


def just_beside(item, value, data):
    """Tell whether a number lies so near the truth that this is said, and not much else."""
    truth = item.truth_on(data)
    return bool(item.near) and abs(value - truth.value) < 3.0 * truth.tolerance


def earns(item, value, planned, follows):
    """Say what a wrong answer earns that may also follow from an earlier one.

    Parameters
    ----------
    planned : (str, float)
        What it earns by itself.
    follows : list
        As `built_on` gives it.

    Returns
    -------
    (str, float) or None
        None if it lies too near to be sure.
    """
    one = item.known("one", value)
    for other in follows:
        distance = item.distance(one, item.known("other", other))
        if distance == 0.0 and planned[1] < 1.0:
            return "follow-through", 1.0
        if distance <= APART:
            return None
    return planned


def unexplained(item, data, known, random):
    """Give a plausible answer that nothing explains, or None.

    Parameters
    ----------
    known : list
        Values that it must not be taken for.
    random : callable
        ``random(low, high)`` gives a number between.
    """
    truth = item.truth(data)
    for _ in range(50):
        factor = random(0.55, 1.6)
        if item.kind == "number":
            value = truth * factor
            fits = apart(item, value, known)
        elif item.kind == "interval":
            value = (truth[0] * factor, truth[1] * random(1.7, 2.4))
            fits = value[0] < value[1] and all(_limits_apart(item, value, each) for each in known)
        else:
            return None
        if fits and item.can_be(value):
            return value
    return None


def _limits_apart(item, value, other):
    one, two = item.known("one", value), item.known("other", other)
    return not _one_limit_right(item, one, two)
