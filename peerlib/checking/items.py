"""What a question is made of: the truth, the wrong turns we know, the hints.

PORTABLE: runs under CPython and MicroPython.
"""


class Misconception:
    """A wrong turn that we know: the wrong formula, the idea behind it, the next question.

    Parameters
    ----------
    tag : str
        A stable name that can be counted, such as ``"misconception:odds-for-risk"``.
    formula : callable
        ``formula(data)`` returns the value that this wrong turn gives on the learner's data.
    idea : str
        The likely idea behind it, in plain words and without blame.
    next_step : str
        The next question. Never the answer.
    credit : float
        From 0 to 1. A credit of 1 accepts the value, with a remark.
    exact : bool
        True for a value that counts only to its last digit, such as a rounded one.
    """

    def __init__(self, tag, formula, idea, next_step, credit=0.0, exact=False):
        self.tag = tag
        self.formula = formula
        self.idea = idea
        self.next_step = next_step
        self.credit = credit
        self.exact = exact


class FollowThrough:
    """How the answer follows from the learner's own earlier answer, right or wrong.

    Parameters
    ----------
    earlier : str
        Name of the earlier item.
    formula : callable
        ``formula(data, earlier_value)`` returns the value that follows.
    low, high : float
        The earlier value must lie between these, limits not included, to be usable.
    """

    def __init__(self, earlier, formula, low, high):
        self.earlier = earlier
        self.formula = formula
        self.low = low
        self.high = high


class Item:
    """One question with a number as its answer.

    Parameters
    ----------
    name : str
        The name that the learner gives the answer, such as ``"risk_difference"``.
    label, prompt : str
        A short title and the question itself.
    truth : callable
        ``truth(data)`` returns the right value.
    absolute, relative : float
        An answer x is right if ``abs(x - t) <= max(absolute, relative * abs(t))``.
    points : int
        What full credit is worth.
    low, high : float
        What the quantity can be at all; used to guard follow-through.
    slips : tuple of str
        Names of the scale slips to look for; see `SLIPS`.
    misconceptions : tuple of Misconception
    follows : tuple of FollowThrough
    hints : tuple of str
        From restating the question to a worked example on other data. Each may
        show the learner's data as ``%(name)s``; a percent sign is written ``%%``.
    right : str
        One sentence for a right answer: what it means.
    placeholder : str
        An example of how an answer may be written.
    near : str
        What to ask if an answer lies just outside the tolerance; empty to say nothing.
    """

    def __init__(self, name, label, prompt, truth, absolute, relative=0.0, points=1,
                 low=-1e15, high=1e15, slips=(), misconceptions=(), follows=(), hints=(),
                 right="", placeholder="", near=""):
        self.name = name
        self.label = label
        self.prompt = prompt
        self.truth = truth
        self.absolute = absolute
        self.relative = relative
        self.points = points
        self.low = low
        self.high = high
        self.slips = slips
        self.misconceptions = misconceptions
        self.follows = follows
        self.hints = hints
        self.right = right
        self.placeholder = placeholder
        self.near = near

    def tolerance(self, value):
        """Return how far from `value` an answer may lie and still count as that value."""
        return max(self.absolute, self.relative * abs(value))


# Slips of scale: the right number in other clothes. name: (change, idea, next step, credit)
SLIPS = {
    "sign": (
        lambda t: -t,
        "The size is right, but the sign is turned round.",
        "Which group comes first in the subtraction, and is the result above or below zero?",
        0.5),
    "percent": (
        lambda t: 100.0 * t,
        "This is the right size if it is read as a percentage.",
        "How do you write it without percent? (50 % is 0.5.)",
        0.75),
    "sign-and-percent": (
        lambda t: -100.0 * t,
        "This looks like a percentage, with the sign turned round.",
        "How do you write it without percent (50 % is 0.5), and which group comes first?",
        0.5),
    "hundredth": (
        lambda t: t / 100.0,
        "This is one hundredth of what is asked. "
        "A number in percent may have been used as it stands.",
        "Did you start from a number in percent? (50 % is 0.5.)",
        0.5),
    "reciprocal": (
        lambda t: 1.0 / t,
        "The division is turned round.",
        "Which number is shared out, and which one is it measured against?",
        0.25),
}


class Wrong:
    """A wrong value on one learner's data, with what to say about it."""

    def __init__(self, tag, value, tolerance, idea, next_step, credit):
        self.tag = tag
        self.value = value
        self.tolerance = tolerance
        self.idea = idea
        self.next_step = next_step
        self.credit = credit


def wrong_values(item, data):
    """Give every wrong value that `item` knows, worked out on `data`, one after another.

    Yields
    ------
    Wrong
        Slips of scale first, then misconceptions. A formula that has no value on
        these data (it divides by zero) is left out.
    """
    truth = item.truth(data)
    for name in item.slips:
        change, idea, next_step, credit = SLIPS[name]
        value = change(truth)
        yield Wrong("scale:" + name, value, item.tolerance(value), idea, next_step, credit)
    for one in item.misconceptions:
        try:
            value = one.formula(data)
        except ZeroDivisionError:
            continue
        tolerance = 1e-9 * max(1.0, abs(value)) if one.exact else item.tolerance(value)
        yield Wrong(one.tag, value, tolerance, one.idea, one.next_step, one.credit)


def collision(items, data):
    """Return the first two values of an item that lie too close to tell apart, or None.

    Truth and all wrong values must differ by more than twice their tolerances
    together, so that no answer can be taken for two things.

    Returns
    -------
    tuple of str or None
        Item name and the two tags.
    """
    for item in items:
        truth = item.truth(data)
        known = [("right", truth, item.tolerance(truth))]
        for wrong in wrong_values(item, data):
            for tag, value, tolerance in known:
                if abs(wrong.value - value) <= 2.0 * (wrong.tolerance + tolerance):
                    return item.name, tag, wrong.tag
            known.append((wrong.tag, wrong.value, wrong.tolerance))
    return None
