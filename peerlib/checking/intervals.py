"""A question with an interval as its answer: two limits, each of them judged.

PORTABLE: runs under CPython and MicroPython.
"""

from .items import Item
from .outcome import Outcome, shown
from .question import Question
from .reading import HUGE, Reading, read
from .values import kind_of
from .wrong_turns import SLIPS, Misconception, Wrong

HOW = "Write it as: low to high, such as 0.1 to 0.3."
LOW_NAMES = ("low", "lower", "from", "left", "0")
HIGH_NAMES = ("high", "upper", "to", "right", "1")
# Between the two limits; the first that occurs counts.
BETWEEN = (";", " to ", " and ", " until ", "...", "..", "|", ", ")
DASHES = ("\u2013", "\u2014", "\u2212", "-")


class Interval(Question):
    """One question with an interval as its answer.

    Parameters
    ----------
    absolute, relative : float
        A limit x is right if ``abs(x - t) <= max(absolute, relative * abs(t))``.
    low, high : float
        Where limits can lie at all; used to guard follow-through.
    slips : tuple of str
        Names of the scale slips to look for on both limits; see `SLIPS`.
    one_limit, swapped : float
        Credit if just one limit is right, or if both are there in the wrong order.
    common
        All else as in `Question`. ``truth(data)`` and the misconceptions return (low, high).
    """

    kind = "interval"

    def __init__(
        self,
        name,
        label,
        prompt,
        truth,
        absolute,
        relative=0.0,
        low=-HUGE,
        high=HUGE,
        slips=(),
        one_limit=0.5,
        swapped=0.75,
        **common,
    ):
        Question.__init__(self, name, label, prompt, truth, **common)
        self._limit = Item(name, label, prompt, truth, absolute, relative, low=low, high=high)
        self.slips = slips
        self.one_limit = one_limit
        self.swapped = swapped

    def read(self, given):
        """Return the two limits as a tuple, in the order in which they were given."""
        return read_interval(given)

    def shown(self, answer):
        """Return the interval as short text."""
        return "%s to %s" % (shown(answer[0]), shown(answer[1]))

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return two limits as a `Wrong`; its tolerance is a pair, too."""
        pair = [self._limit.known(tag, limit, exact=exact) for limit in value]
        tolerance = (pair[0].tolerance, pair[1].tolerance)
        return Wrong(tag, tuple(value), tolerance, idea, next_step, credit, exact, deeper)

    def fits(self, answer, wrong):
        """Tell whether both limits lie within the tolerance."""
        return self._side_fits(answer, wrong, 0) and self._side_fits(answer, wrong, 1)

    def _side_fits(self, answer, wrong, side):
        return abs(answer[side] - wrong.value[side]) <= wrong.tolerance[side]

    def distance(self, one, other):
        """Return the larger of the two gaps, in tolerances of both together."""
        gaps = []
        for side in (0, 1):
            gap = abs(one.value[side] - other.value[side])
            tolerance = one.tolerance[side] + other.tolerance[side]
            gaps.append(gap / tolerance if tolerance else gap and float("inf"))
        return max(gaps)

    def wrong_values(self, data):
        """Give slips of scale first, then misconceptions."""
        low, high = self.truth(data)
        for name in self.slips:
            change, idea, next_step, credit, deeper = SLIPS[name]
            pair = (change(low), change(high))
            if "sign" in name:
                pair = (pair[1], pair[0])
            yield self.known("scale:" + name, pair, idea, next_step, credit, False, deeper)
        yield from Question.wrong_values(self, data)

    def parts(self, answer, truth, known, data):
        """Say which limit is right, or that the two stand in the wrong order."""
        turned = (answer[1], answer[0])
        if self.fits(turned, truth):
            return Outcome(
                self.swapped,
                "interval:swapped",
                self.seen(answer),
                "Both limits are there, the larger one first.",
                "Which of the two lies further to the left on the number line?",
            )
        for side, name, other in ((0, "lower", "upper"), (1, "upper", "lower")):
            if self._side_fits(answer, truth, side):
                return self._half(answer, name, other, 1 - side, known)
        return None

    def _half(self, answer, name, other, wrong_side, known):
        """Return the outcome for one right limit, with what is known of the other."""
        ideas = [wrong for wrong in known if self._side_fits(answer, wrong, wrong_side)]
        idea, question = "", "How is the %s limit worked out?" % other
        if ideas:
            idea = " For the %s one: %s" % (other, ideas[0].idea)
            question = ideas[0].next_step
        return Outcome(
            self.one_limit,
            "interval:%s-right" % name,
            self.seen(answer),
            "The %s limit is right; the %s limit is not yet.%s" % (name, other, idea),
            question,
            tuple([wrong.tag for wrong in ideas]),
        )

    def can_be(self, value):
        """Tell whether both limits lie where limits can lie."""
        return value is not None and all([self._limit.can_be(limit) for limit in value])

    def repeats(self, value, before):
        """Tell whether what follows is the earlier answer again."""
        return not isinstance(before, (int, float)) and value == before


def other_levels(limits, *levels):
    """Return the misconceptions of a wrong level of confidence.

    Parameters
    ----------
    limits : callable
        ``limits(data, z)`` returns (low, high) at z standard errors.
    levels : (str, float)
        The level and its z, such as ``("90 %", 1.645)``.

    Examples
    --------
    >>> one, = other_levels(lambda d, z: (-z, z), ("90 %", 1.645))
    >>> one.tag, one.formula({})
    ('misconception:level-90', (-1.645, 1.645))
    """
    return tuple([_level(limits, level, z) for level, z in levels])


def _level(limits, level, z):
    return Misconception(
        "misconception:level-" + level.split(" ")[0].rstrip("%"),
        lambda d: limits(d, z),
        "This fits an interval of %s, which goes %s standard errors each way." % (level, shown(z)),
        "Which level is asked for, and which number goes with it?",
        0.5,
    )


def read_interval(given):
    """Read an interval.

    Parameters
    ----------
    given : object
        Two numbers in a list or tuple; a dictionary with ``low`` and ``high``; one row or column
        of a table with just these two; text such as
        ``"0.1 to 0.3"``, ``"[-0.18; 0.01]"``, ``"10 % - 30 %"`` or ``"0.2 \u00b1 0.1"``. Anything
        else is met with a clear word.

    Returns
    -------
    Reading
        Its value is a tuple of two numbers.

    Examples
    --------
    >>> read_interval("-18 % to 1 %").value
    (-0.18, 0.01)
    >>> read_interval([0.1]).tag
    'not-two-limits'
    """
    if given is None or isinstance(given, str) and read(given).tag == "blank":
        return read(None)
    if isinstance(given, str):
        pair = _split(given[:1001])
    elif kind_of(given) in ("series", "table"):
        pair = _from_column(given)
    elif isinstance(given, dict):
        pair = _from_names(given)
    else:
        pair = _from_list(given)
    if isinstance(pair, Reading):
        return pair
    low, high = read(pair[0]), read(pair[1])
    for reading, name in ((low, "lower"), (high, "upper")):
        if reading.value is None:
            return Reading(
                None, reading.tag, "The %s limit: %s" % (name, reading.seen), reading.next_step
            )
    if isinstance(given, str) and "\u00b1" in given:
        half = abs(high.value)
        return Reading((low.value - half, low.value + half))
    return Reading((low.value, high.value))


def _not_two():
    return Reading(None, "not-two-limits", "We did not find two limits.", HOW)


def _from_list(given):
    try:
        pair = list(given) if len(given) == 2 else None
    except Exception:  # a learner's object may raise anything
        pair = None
    return _not_two() if pair is None or isinstance(given, (bytes, set)) else pair


def _from_column(given):
    """Return the limits of one column with two rows, or of a table with one row."""
    rows = given.get("rows")
    values = rows[0] if isinstance(rows, list) and len(rows) == 1 else given.get("values")
    return _from_list(values)


def _from_names(given):
    found = []
    for wanted in (LOW_NAMES, HIGH_NAMES):
        values = [given[key] for key in given if str(key).lower() in wanted]
        if len(values) != 1:
            return _not_two()
        found.append(values[0])
    return found


def _split(text):
    """Return the two halves of a text, or a `Reading` that says why there are none."""
    text = text.strip().replace("\u00a0", " ")
    lowered = text.lower()
    if lowered.startswith("from "):
        text = text[5:]
    elif lowered.startswith("between "):
        text = text[8:]
    if text[:1] in ("[", "(", "]") and text[-1:] in ("]", ")", "["):
        text = text[1:-1]
    if "\u00b1" in text:
        return _halves(text.split("\u00b1"))
    for sign in BETWEEN:
        if sign in text.lower():
            place = text.lower().find(sign)
            return _halves([text[:place], text[place + len(sign) :]])
    if text.count(",") == 1 and "." in text:
        return _halves(text.split(","))
    if text.count(",") == 3:  # 0,1,0,3 with decimal commas
        return Reading(None, "unclear-comma", "The commas could mean two things here.", HOW)
    if text.count(",") == 1 and not [dash for dash in DASHES if dash in text[1:]]:
        return Reading(
            None, "unclear-comma", "The comma could stand for decimals or between two limits.", HOW
        )
    return _at_dash(text)


def _halves(pieces):
    pieces = [piece.strip() for piece in pieces]
    if len(pieces) != 2 or not pieces[0] or not pieces[1]:
        return _not_two()
    return pieces


def _at_dash(text):
    """Split at a dash behind a digit: "0.1-0.3", "-5 % - 3 %", but not "1e-3"."""
    for place in range(1, len(text)):
        before = text[:place].rstrip()
        if text[place] in DASHES and before and before[-1] in "0123456789.%":
            return _halves([before, text[place + 1 :]])
    return _not_two()
