"""A question with a number as its answer.

PORTABLE: runs under CPython and MicroPython.
"""

from .outcome import Outcome, shown
from .precision import unit_of, written_digits
from .question import Question, too_near
from .reading import read
from .wrong_turns import SLIPS, FollowThrough, Misconception, Wrong

__all__ = [
    "SLIPS",
    "FollowThrough",
    "Item",
    "Misconception",
    "Wrong",
    "collision",
    "drawn_apart",
    "wrong_values",
]

DRAWS = 6000


class Item(Question):
    """One question with a number as its answer.

    Parameters
    ----------
    name, label, prompt, truth, points, misconceptions, follows, hints, right, placeholder
        As in `Question`.
    absolute, relative : float
        An answer x is right if ``abs(x - t) <= max(absolute, relative * abs(t))``, or within
        half a unit of the last decimal if ``decimals`` are asked for.
    low, high : float
        What the quantity can be at all; used to guard follow-through.
    slips : tuple of str
        Names of the scale slips to look for; see `SLIPS`.
    near : str
        What to ask if an answer lies just outside the tolerance; empty to say nothing.
    decimals, figures : int, optional
        How many decimals, or significant figures, the answer is to be written with. Looked at
        only where the answer is text: a number in Python has no trailing zeros.
    precision_credit : float
        Credit for a right value that is written with other precision.
    """

    kind = "number"
    structured = False

    def __init__(
        self,
        name,
        label,
        prompt,
        truth,
        absolute,
        relative=0.0,
        points=1,
        low=-1e15,
        high=1e15,
        slips=(),
        misconceptions=(),
        follows=(),
        hints=(),
        right="",
        placeholder="",
        near="",
        decimals=None,
        figures=None,
        precision_credit=0.75,
        tells_answer=False,
        specimens=(),
    ):
        Question.__init__(
            self,
            name,
            label,
            prompt,
            truth,
            points,
            misconceptions,
            follows,
            hints,
            right,
            placeholder,
            tells_answer,
            specimens,
        )
        self.absolute = absolute
        self.relative = relative
        self.low = low
        self.high = high
        self.slips = slips
        self.near = near
        self.decimals = decimals
        self.figures = figures
        self.precision_credit = precision_credit

    def tolerance(self, value):
        """Return how far from `value` an answer may lie and still count as that value."""
        allowed = max(self.absolute, self.relative * abs(value))
        if self.decimals is None and self.figures is None:
            return allowed
        unit = unit_of(value, self.decimals, self.figures)
        # 0.2865 cannot be written in binary: a hair more than half a unit
        return max(allowed, 0.5000001 * unit)

    def read(self, given):
        """Return the number that was given; see `peerlib.checking.read`."""
        return read(given)

    def shown(self, answer):
        """Return the number as short text."""
        return shown(answer)

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return a value with its tolerance and what to say about it."""
        tolerance = 1e-9 * max(1.0, abs(value)) if exact else self.tolerance(value)
        return Wrong(tag, value, tolerance, idea, next_step, credit, exact, deeper)

    def fits(self, answer, wrong):
        """Tell whether a number lies within the tolerance of a value."""
        return abs(answer - wrong.value) <= wrong.tolerance

    def distance(self, one, other):
        """Return the gap between two values, in tolerances of both together."""
        tolerance = one.tolerance + other.tolerance
        gap = abs(one.value - other.value)
        if tolerance == 0.0:
            return 0.0 if gap == 0.0 else float("inf")
        return gap / tolerance

    def wrong_values(self, data):
        """Give slips of scale first, then misconceptions."""
        truth = self.truth(data)
        for name in self.slips:
            change, idea, next_step, credit, deeper = SLIPS[name]
            yield self.known("scale:" + name, change(truth), idea, next_step, credit, False, deeper)
        yield from Question.wrong_values(self, data)

    def right_outcome(self, given, answer):
        """Return the outcome for a right value; precision is a matter of its own."""
        asked = self.decimals if self.figures is None else self.figures
        if asked is None or not isinstance(given, str):
            return Question.right_outcome(self, given, answer)
        digits = written_digits(given, self.figures is not None)
        if digits is not None and digits[0] <= asked <= digits[1]:
            return Question.right_outcome(self, given, answer)
        what = "decimals" if self.figures is None else "significant figures"
        fault = (
            "not-rounded"
            if digits is None
            else "too-few-digits"
            if digits[1] < asked
            else "too-many-digits"
        )
        return Outcome(
            self.precision_credit,
            "precision:" + fault,
            "The value is right.",
            "It is not written with as many digits as asked.",
            "How does it look with %d %s?" % (asked, what),
        )

    def can_be(self, value):
        """Tell whether a value lies where the quantity can lie."""
        return value is not None and value == value and self.low < value < self.high

    def repeats(self, value, before):
        """Tell whether a value is the earlier one again."""
        return isinstance(before, (int, float)) and abs(value - before) <= self.tolerance(value)

    def otherwise(self, given, answer, truth, known, data, earlier):
        """Look for a rounded slip, a basis that cannot be, or a value just beside the truth."""
        return (
            self._coarse(given, answer, truth)
            or _rounded_slip(self, known, answer, truth.value)
            or self._basis_cannot_be(answer, data, earlier)
            or self._just_beside(answer, truth)
        )

    def unrecognised(self, answer):
        """Return the outcome for a number that nothing explains."""
        return Outcome(
            0.0,
            "unrecognised",
            self.seen(answer),
            "We do not know how you came to it, so we cannot say more yet.",
            "Ask yourself: which two numbers go in, and what is done with them? A hint may help.",
        )

    def _coarse(self, given, answer, truth):
        """Return the outcome for the truth, rounded to fewer digits than asked."""
        asked = self.decimals if self.figures is None else self.figures
        if asked is None or not isinstance(given, str) or answer == 0.0:
            return None
        digits = written_digits(given, self.figures is not None)
        figures = written_digits(given, True)
        # One digit would be a guess.
        if digits is None or digits[1] >= asked or figures[1] < 2:
            return None
        unit = (
            unit_of(answer, digits[1], None)
            if self.figures is None
            else unit_of(answer, None, digits[1])
        )
        if abs(answer - truth.value) > 0.5000001 * unit:
            return None
        what = "decimals" if self.figures is None else "significant figures"
        return Outcome(
            self.precision_credit,
            "precision:too-few-digits",
            self.seen(answer),
            "It seems to be right, but it was rounded too far to be sure.",
            "How does it look with %d %s?" % (asked, what),
        )

    def _basis_cannot_be(self, answer, data, earlier):
        """Say so if an answer follows from an earlier one that no such quantity can be."""
        for follow in self.follows:
            before = follow.given(earlier)
            if not isinstance(before, (int, float)) or follow.sensible(before):
                continue
            value = follow.value(data, before)
            if value is None:
                continue
            tolerance = self.tolerance(value)
            if abs(answer - value) <= tolerance < abs(value - before):
                name = follow.earlier.replace("_", " ")
                return Outcome(
                    0.0,
                    "unrecognised",
                    self.seen(answer),
                    "The way you worked it out fits your earlier answer (%s). "
                    "But that answer cannot be right." % name,
                    "Look at your answer to %s first. Can it be %s?" % (name, shown(before)),
                )
        return None

    def _just_beside(self, answer, truth):
        # Known wrong values begin at three tolerances from the truth; see `too_near`.
        if self.near and abs(answer - truth.value) < 3.0 * truth.tolerance:
            return Outcome(
                0.5,
                "near",
                self.seen(answer),
                "This is very close, but a little off.",
                self.near,
            )
        return None


def _rounded_slip(item, known, answer, truth):
    """Return the outcome for a slip of scale that was rounded, if nothing else rounds to it."""
    decimals = 0
    while decimals < 6 and abs(answer - round(answer, decimals)) > 1e-9 * abs(answer):
        decimals += 1
    digits = len(str(int(round(abs(answer) * 10**decimals))))
    unit = 10.0**-decimals
    fits = [wrong for wrong in known if abs(wrong.value - answer) <= 0.5001 * unit]
    # With one digit, or with two things that round to the same, it would be a guess.
    if digits < 2 or len(fits) != 1 or abs(truth - answer) <= 0.5001 * unit:
        return None
    if not fits[0].tag.startswith("scale:"):
        return None
    outcome = item.explained(fits[0], answer)
    if digits == 2:
        outcome.credit = min(outcome.credit, 0.5)
        outcome.idea += " It seems to be rounded, too."
    return outcome


def wrong_values(item, data):
    """Give every wrong answer that `item` knows, worked out on `data`; see `Question`."""
    return item.wrong_values(data)


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
        for one, other in too_near(item, data):
            return item.name, one.tag, other.tag
    return None


def drawn_apart(draw, items, suits=None):
    """Draw a learner's data until no answer to them can be taken for two things.

    Parameters
    ----------
    draw : callable
        Called without arguments; gives the next data, or None for data that cannot be.
    items : list of Question
        Their right answers and all wrong ones that are known have to lie apart; see `collision`.
    suits : callable, optional
        Says of drawn data whether they are of the wanted kind.

    Returns
    -------
    dict
        The first data that suit.

    Raises
    ------
    RuntimeError
        If none of 6,000 draws suits. `python -m peerlib check-exercise` finds out before a
        learner does.

    Examples
    --------
    >>> numbers = iter([None, {"n": 3}, {"n": 8}])
    >>> drawn_apart(lambda: next(numbers), [], lambda data: data["n"] > 5)
    {'n': 8}
    """
    nothing, others, near = 0, 0, {}
    for _ in range(DRAWS):
        data = draw()
        if not data:
            nothing += 1
        elif suits is not None and not suits(data):
            others += 1
        else:
            pair = collision(items, data)
            if pair is None:
                return data
            near[pair] = near.get(pair, 0) + 1
    raise RuntimeError(_why_none(nothing, others, near))


def _why_none(nothing, others, near):
    """Say why no draw suits, what stood in the way how often, and what can be done."""
    why = []
    if nothing:
        why.append("%d times `draw` gave nothing" % nothing)
    if others:
        why.append("%d times `suits` said no: let `draw` give other data" % others)
    if near:
        most = max(sorted(near), key=lambda pair: near[pair])
        why.append(
            "%d times two answers were too near to tell apart, most often \u201c%s\u201d and "
            "\u201c%s\u201d of %s: let them lie further apart"
            % (sum(near.values()), most[1], most[2], most[0])
        )
    return "None of %d draws of data suits. %s." % (DRAWS, "; ".join(why))
