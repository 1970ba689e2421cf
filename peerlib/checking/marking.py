"""Mark one answer, or all answers of an exercise. Pure: the same in, the same out.

PORTABLE: runs under CPython and MicroPython.
"""

from .items import wrong_values
from .reading import read


class Outcome:
    """What came of one answer.

    Attributes
    ----------
    credit : float
        From 0 to 1.
    tag : str
        ``"right"``, ``"follow-through"``, ``"scale:..."``, ``"misconception:..."``,
        ``"near"``,
        ``"unrecognised"``, or why no number could be read (see `Reading`). Stable, to be counted.
    seen, idea, next_step : str
        What we saw, the likely idea behind it, the next question.
    also : tuple of str
        Tags of other wrong turns that give the same value.
    """

    def __init__(self, credit, tag, seen="", idea="", next_step="", also=()):
        self.credit = credit
        self.tag = tag
        self.seen = seen
        self.idea = idea
        self.next_step = next_step
        self.also = also

    @property
    def text(self):
        """The parts in one line."""
        return " ".join([part for part in (self.seen, self.idea, self.next_step) if part])

    def as_dict(self):
        """Return tag, credit and text as plain JSON."""
        return {"tag": self.tag, "credit": self.credit, "text": self.text}


def mark(item, given, data, earlier=None):
    """Mark one answer.

    The order: read it; compare it with the truth; look for slips of scale and
    known misconceptions on the learner's own data; see whether it follows from
    the learner's own earlier answer. Where several fit, the best credit counts.
    Where none fits, see whether it is a slip of scale that was rounded, follows from
    an earlier answer that cannot be, or lies just beside the truth.

    Parameters
    ----------
    item : Item
    given : object
        The answer as the learner gave it; anything is accepted.
    data : dict
        The learner's data.
    earlier : dict, optional
        Earlier answers by item name, as given.

    Returns
    -------
    Outcome

    Examples
    --------
    >>> from peerlib.checking import Item
    >>> half = Item("half", "Half", "Half of it?", lambda d: d["n"] / 2, 0.01)
    >>> mark(half, "5", {"n": 10}).tag
    'right'
    >>> mark(half, None, {"n": 10}).tag
    'blank'
    """
    reading = read(given)
    if reading.value is None:
        return Outcome(0.0, reading.tag, reading.seen, "", reading.next_step)
    answer = reading.value
    truth = item.truth(data)
    if abs(answer - truth) <= item.tolerance(truth):
        return Outcome(1.0, "right", "Yes, that is right.", item.right)
    known = list(wrong_values(item, data))
    found = [_explained(wrong, answer) for wrong in known
             if abs(answer - wrong.value) <= wrong.tolerance]
    found += _followed(item, answer, truth, data, earlier)
    if found:
        return _best(found)
    return (_rounded_slip(known, answer, truth) or _basis_cannot_be(item, answer, data, earlier)
            or _just_beside(item, answer, truth) or Outcome(
                0.0, "unrecognised", "We read %s." % shown(answer),
                "We do not know how you came to it, so we cannot say more yet.",
                "Ask yourself: which two numbers go in, and what is done with them? "
                "A hint may help."))


def mark_all(items, answers, data):
    """Mark all answers, each with the earlier ones at hand for follow-through.

    Parameters
    ----------
    items : sequence of Item
        In the order in which they are asked.
    answers : object
        Answers by item name. Whatever is not a dictionary counts as no answers.
    data : dict
        The learner's data.

    Returns
    -------
    dict
        Item name to `Outcome`, for every item.
    """
    if not isinstance(answers, dict):
        answers = {}
    outcomes, earlier = {}, {}
    for item in items:
        given = answers.get(item.name)
        outcomes[item.name] = mark(item, given, data, earlier)
        earlier[item.name] = given
    return outcomes


def hint(item, data, n):
    """Return hint number `n` of an item, 1 being the first.

    Raises
    ------
    ValueError
        If there is no such hint; the message says how many there are.
    """
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= len(item.hints):
        raise ValueError(
            "%s has hints 1 to %d; there is no hint %s." % (
                item.label, len(item.hints), str(n)[:20]))
    return item.hints[n - 1] % data


def shown(number):
    """Return a number as short text with a proper minus sign."""
    return ("%.6g" % number).replace("-", "\u2212")


def _explained(wrong, answer):
    seen = "We read %s." % shown(answer)
    return Outcome(wrong.credit, wrong.tag, seen, wrong.idea, wrong.next_step)


def _followed(item, answer, truth, data, earlier):
    """Return an outcome for each earlier answer from which this one follows."""
    found = []
    for follow in item.follows:
        before = read((earlier or {}).get(follow.earlier)).value
        # Outside these limits the earlier answer is no sensible basis, and 0 or 1
        # would make what follows trivial.
        if before is None or not follow.low < before < follow.high:
            continue
        try:
            value = follow.formula(data, before)
        except (ZeroDivisionError, ValueError, OverflowError):
            continue
        tolerance = item.tolerance(value)
        sensible = value == value and item.low < value < item.high
        own = abs(value - truth) > 2.0 * (tolerance + item.tolerance(truth))
        worked = abs(value - before) > tolerance
        if sensible and own and worked and abs(answer - value) <= tolerance:
            found.append(Outcome(
                1.0, "follow-through", "We read %s." % shown(answer),
                "This step is right: it follows from your own earlier answer, "
                "so it counts in full.",
                "Mend the earlier answer (%s) and this one will change with it." %
                follow.earlier.replace("_", " ")))
    return found


def _rounded_slip(known, answer, truth):
    """Return the outcome for a slip of scale that was rounded, if nothing else rounds to it."""
    decimals = 0
    while decimals < 6 and abs(answer - round(answer, decimals)) > 1e-9 * abs(answer):
        decimals += 1
    digits = len(str(int(round(abs(answer) * 10 ** decimals))))
    unit = 10.0 ** -decimals
    fits = [wrong for wrong in known if abs(wrong.value - answer) <= 0.5001 * unit]
    # With one digit, or with two things that round to the same, it would be a guess.
    if digits < 2 or len(fits) != 1 or abs(truth - answer) <= 0.5001 * unit:
        return None
    slip = fits[0]
    if not slip.tag.startswith("scale:"):
        return None
    outcome = _explained(slip, answer)
    if digits == 2:
        outcome.credit = min(outcome.credit, 0.5)
        outcome.idea += " It seems to be rounded, too."
    return outcome


def _basis_cannot_be(item, answer, data, earlier):
    """Say so if an answer follows from an earlier one that no such quantity can be."""
    for follow in item.follows:
        before = read((earlier or {}).get(follow.earlier)).value
        if before is None or follow.low < before < follow.high:
            continue
        try:
            value = follow.formula(data, before)
        except (ZeroDivisionError, ValueError, OverflowError):
            continue
        tolerance = item.tolerance(value)
        if abs(answer - value) <= tolerance < abs(value - before):
            name = follow.earlier.replace("_", " ")
            return Outcome(
                0.0, "unrecognised", "We read %s." % shown(answer),
                "The way you worked it out fits your earlier answer (%s). "
                "But that answer cannot be right." % name,
                "Look at your answer to %s first. Can it be %s?" % (name, shown(before)))
    return None


def _just_beside(item, answer, truth):
    # Known wrong values begin at three tolerances from the truth; see `collision`.
    if item.near and abs(answer - truth) < 3.0 * item.tolerance(truth):
        return Outcome(0.5, "near", "We read %s." % shown(answer),
                       "This is very near, but a little beside it.", item.near)
    return None


def _best(found):
    best = found[0]
    for other in found[1:]:
        if other.credit > best.credit:
            best = other
    best.also = tuple([other.tag for other in found if other.tag != best.tag])
    if best.also:
        best.idea += " More than one way of working gives this number."
    return best
