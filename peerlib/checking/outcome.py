"""What came of an answer: credit, a tag to count, and kind words.

PORTABLE: runs under CPython and MicroPython.
"""

MORE_THAN_ONE = " More than one way of working gives this answer."


class Outcome:
    """What came of one answer.

    Attributes
    ----------
    credit : float
        From 0 to 1.
    tag : str
        ``"right"``, ``"precision:..."``, ``"follow-through"``, ``"scale:..."``,
        ``"misconception:..."``, ``"near"``, a tag of the kind of answer such as
        ``"interval:lower-right"``, ``"unrecognised"``, ``"for-a-person"``, or why the answer
        could not be read (see `Reading`). Stable, to be counted.
    seen, idea, next_step : str
        What we saw, the likely idea behind it, the next question.
    also : tuple of str
        Tags of other wrong turns that give the same answer.
    valid : bool
        False if no answer could be read: such an attempt costs nothing.
    by_hand : bool
        True if a person gives the mark; then ``credit`` is 0 and counts nowhere.
    deeper : str
        What to say about the idea if the same tag came up at an earlier question.
    """

    def __init__(
        self,
        credit,
        tag,
        seen="",
        idea="",
        next_step="",
        also=(),
        valid=True,
        by_hand=False,
        deeper="",
    ):
        self.credit = credit
        self.tag = tag
        self.seen = seen
        self.idea = idea
        self.next_step = next_step
        self.also = also
        self.valid = valid
        self.by_hand = by_hand
        self.deeper = deeper

    @property
    def text(self):
        """The parts in one line."""
        return " ".join([part for part in (self.seen, self.idea, self.next_step) if part])

    def as_dict(self):
        """Return tag, credit and text as plain JSON."""
        return {"tag": self.tag, "credit": self.credit, "text": self.text}


def best(found):
    """Return the outcome of most credit; it says so if others fit as well.

    Parameters
    ----------
    found : list of Outcome
        All that fit the answer; not empty. Of equal credit, the first one counts.
    """
    first = found[0]
    for other in found[1:]:
        if other.credit > first.credit:
            first = other
    also = []
    for other in found:
        if other.tag != first.tag and other.tag not in also:
            also.append(other.tag)
    first.also = tuple(also)
    if first.also:
        first.idea += MORE_THAN_ONE
    return first


def shown(number):
    """Return a number as short text with a proper minus sign."""
    return ("%.6g" % number).replace("-", "\u2212")


def listed(words, most=5):
    """Return some words as "a", "a and b" or "a, b, c and 4 more".

    Examples
    --------
    >>> listed(["low", "high"])
    'low and high'
    >>> listed(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    words = list(words)
    if len(words) > most:
        words = words[:most] + ["%d more" % (len(words) - most)]
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]
