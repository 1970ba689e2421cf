"""The wrong turns we know, and how one answer follows from another.

PORTABLE: runs under CPython and MicroPython.
"""

from .reading import read


class Misconception:
    """A wrong turn that we know: the wrong formula, the idea behind it, the next question.

    Parameters
    ----------
    tag : str
        A stable name that can be counted, such as ``"misconception:odds-for-risk"``.
    formula : callable
        ``formula(data)`` returns the answer that this wrong turn gives on the learner's data.
        For a question that asks for a function, it is the wrong function itself.
    idea : str
        The likely idea behind it, in plain words and without blame.
    next_step : str
        The next question. Never the answer.
    credit : float
        From 0 to 1. A credit of 1 accepts the value, with a remark.
    exact : bool
        True for a value that counts only to its last digit, such as a rounded one.
    deeper : str
        Said in place of ``idea`` if the same tag came up at an earlier question.
    """

    def __init__(self, tag, formula, idea, next_step, credit=0.0, exact=False, deeper=""):
        self.tag = tag
        self.formula = formula
        self.idea = idea
        self.next_step = next_step
        self.credit = credit
        self.exact = exact
        self.deeper = deeper


class FollowThrough:
    """How the answer follows from the learner's own earlier answer, right or wrong.

    Parameters
    ----------
    earlier : str, Question or tuple of str
        The earlier item: its name if its answer is a number, else the item itself. Where it
        follows from several numbers together, their names.
    formula : callable
        ``formula(data, earlier_value)`` returns the answer that follows. For several names the
        earlier values come as a tuple.
    low, high : float
        Each earlier number must lie between these, limits not included, to be usable.
    usable : callable, optional
        ``usable(earlier_value)`` tells whether an earlier answer makes sense as a basis.
    """

    def __init__(self, earlier, formula, low=-1e15, high=1e15, usable=None):
        self.several = isinstance(earlier, tuple)
        self.names = earlier if self.several else (getattr(earlier, "name", earlier),)
        self.earlier = " and ".join(self.names)
        self.formula = formula
        self.low = low
        self.high = high
        self.usable = usable
        self._read = earlier.read if hasattr(earlier, "read") else read

    def given(self, earlier):
        """Return the earlier answer as it was read, or None if there is none."""
        values = [self._read((earlier or {}).get(name)).value for name in self.names]
        if not self.several:
            return values[0]
        return None if None in values else tuple(values)

    def sensible(self, before):
        """Tell whether an earlier answer can be built on."""
        # Outside the limits it is no sensible basis, and 0 or 1 would make what follows trivial.
        for each in before if self.several else (before,):
            if isinstance(each, (int, float)) and not self.low < each < self.high:
                return False
        return self.usable is None or bool(self.usable(before))

    def value(self, data, before):
        """Return what follows, or None if nothing does."""
        try:
            return self.formula(data, before)
        except (ArithmeticError, ValueError, KeyError, IndexError):
            return None


class Wrong:
    """A wrong value on one learner's data, with what to say about it."""

    def __init__(
        self, tag, value, tolerance=0.0, idea="", next_step="", credit=0.0, exact=False, deeper=""
    ):
        self.tag = tag
        self.value = value
        self.tolerance = tolerance
        self.idea = idea
        self.next_step = next_step
        self.credit = credit
        self.exact = exact
        self.deeper = deeper


# Slips of scale: the right number in other clothes.
# name: (change, idea, next step, credit, idea if it came up before)
SLIPS = {
    "sign": (
        lambda t: -t,
        "The size is right, but the sign is the wrong way round.",
        "Which group comes first in the subtraction, and is the result above or below zero?",
        0.5,
        "The size is right, but the sign is the wrong way round, as it was before. "
        "Write the subtraction down with names instead of numbers.",
    ),
    "percent": (
        lambda t: 100.0 * t,
        "This is the right size if it is read as a percentage.",
        "How do you write it without percent? (50 % is 0.5.)",
        0.75,
        "This, too, is the right size if it is read as a percentage. "
        "A percentage counts out of a hundred; here we count out of one.",
    ),
    "sign-and-percent": (
        lambda t: -100.0 * t,
        "This looks like a percentage, with the sign the wrong way round.",
        "How do you write it without percent (50 % is 0.5), and which group comes first?",
        0.5,
        "",
    ),
    "hundredth": (
        lambda t: t / 100.0,
        "This is one hundredth of what is asked. "
        "A number in percent may have been used as it stands.",
        "Did you start from a number in percent? (50 % is 0.5.)",
        0.5,
        "",
    ),
    "reciprocal": (
        lambda t: 1.0 / t,
        "The division is upside down.",
        "Which number is shared out, and which one is it measured against?",
        0.25,
        "The division is upside down, as it was before. "
        "Say the ratio in words: this many of these for each of those.",
    ),
}
