"""Read whatever a learner gave as an answer: a number, or a kind word on why not.

PORTABLE: runs under CPython and MicroPython.
"""

from .arithmetic import work_out

HUGE = 1e15
BLANKS = ("", "none", "null", "nothing", "-", "?", "...")
QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019"
# What people type, and what it stands for.
SIGNS = (
    ("\u2212", "-"),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u00d7", "*"),
    ("\u00b7", "*"),
    ("\u00f7", "/"),
    ("\u2044", "/"),
    (":", "/"),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2009", " "),
    ("\t", " "),
    ("\n", " "),
)
WORDS = (
    ("percentage points", "%"),
    ("percentage point", "%"),
    ("per cent", "%"),
    ("percent", "%"),
    (" out of ", "/"),
    (" in ", "/"),
    (" of ", "/"),
)


class Reading:
    """What could be read from an answer.

    Attributes
    ----------
    value : float or None
        The number, always finite; None if there is none.
    tag : str
        ``"read"``, or why there is no number: ``"blank"``, ``"not-a-number"``,
        ``"not-a-value"`` (NaN), ``"infinite"``, ``"huge"``, ``"wrong-type"``,
        ``"unclear-comma"``, ``"too-long"``, ``"divides-by-zero"``.
    seen, next_step : str
        What we saw and what to do; empty if a number was read.
    """

    def __init__(self, value, tag="read", seen="", next_step=""):
        self.value = value
        self.tag = tag
        self.seen = seen
        self.next_step = next_step


def read(given):
    """Read an answer.

    Parameters
    ----------
    given : object
        A number, a NumPy scalar, or text such as ``"12 %"``, ``"1 in 9"``,
        ``"0,12"``, ``"\u22120.1"`` or ``"64/218 - 83/216"``. Anything else is met
        with a clear word, never with an exception.

    Returns
    -------
    Reading

    Examples
    --------
    >>> read("0,12").value
    0.12
    >>> read("1 in 8").value
    0.125
    >>> read(True).tag
    'wrong-type'
    """
    if given is None or given is Ellipsis:
        return _blank()
    if isinstance(given, str):
        return _from_text(given)
    if type(given).__name__ in ("bool", "bool_"):
        return _wrong_type("True or False")
    try:
        if _has_length(given):
            return Reading(
                None,
                "wrong-type",
                "We found more than one value.",
                "The answer is one single number. Is there a comma where a point belongs?",
            )
        return _finite(float(given))
    except OverflowError:
        return _huge()
    except Exception:  # a learner's object may raise anything when turned into a number
        return _wrong_type("something that is not a number (%s)" % type(given).__name__[:30])


def _has_length(given):
    try:
        len(given)
    except TypeError:
        return False
    return True


def _from_text(text):
    if len(text) > 1000:
        return _too_long()
    for sign, meaning in SIGNS:
        text = text.replace(sign, meaning)
    text = _without_quotes(text.strip().lower())
    if text in BLANKS:
        return _blank()
    if text.strip("+-") in ("nan", "n/a", "na"):
        return _finite(float("nan"))
    if text.strip("+-") in ("inf", "infinity", "\u221e"):
        return _finite(float("inf"))
    for word, meaning in WORDS:
        text = text.replace(word, meaning)
    if "," in text:
        if _comma_is_unclear(text):
            return _unclear_comma()
        text = text.replace(",", ".")
    return _worked_out(text.rstrip(" ."))


def _without_quotes(text):
    """Return what stands between quotes, as in a cell, where somebody typed them here, too."""
    if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        return text[1:-1].strip()
    return text


def _worked_out(text):
    if len(text) > 200:
        return _too_long()
    try:
        return _finite(work_out(text))
    except ZeroDivisionError:
        return Reading(
            None,
            "divides-by-zero",
            "Your calculation divides by zero.",
            "Which number should be below the line?",
        )
    except OverflowError:
        return _huge()
    except ValueError:
        return Reading(
            None,
            "not-a-number",
            "We could not read a number there.",
            "Is there a name in it? Here, write the number that it stands for."
            if _has_a_name(text)
            else "Write a number such as 0.25, 25 % or 1 in 4.",
        )


def _has_a_name(text):
    """Tell whether a text holds a name as the cells have them: data.both_yes, mean_score."""
    return any(
        sign in "._" and text[i - 1 : i].isalpha() and text[i + 1 : i + 2].isalpha()
        for i, sign in enumerate(text)
    )


def _comma_is_unclear(text):
    """Tell whether a comma could mean thousands: "1,234", but not "0,123" or "0,12"."""
    whole, _, after = text.partition(",")
    digits = after[:3]
    thousands = (
        len(digits) == 3
        and all(c in "0123456789" for c in digits)
        and after[3:4] not in tuple("0123456789")
        and whole.strip(" +-") != "0"
    )
    return thousands or "," in after or "." in text


def _finite(number):
    if number != number:
        return Reading(
            None,
            "not-a-value",
            "Your answer is NaN. That stands for: not a number.",
            "Which step of the calculation had nothing to work with?",
        )
    if number in (float("inf"), -float("inf")):
        return Reading(
            None,
            "infinite",
            "Your answer is infinite.",
            "Did a step divide by zero, or by something very close to it?",
        )
    if abs(number) > HUGE:
        return _huge()
    return Reading(number)


def _blank():
    return Reading(
        None,
        "blank",
        "There is no answer here yet.",
        "Start where you can. A hint is there if you want one.",
    )


def _wrong_type(what):
    return Reading(
        None,
        "wrong-type",
        "We found %s." % what,
        "The answer is one single number. Which one is it?",
    )


def _huge():
    return Reading(
        None,
        "huge",
        "Your answer is larger than anything here.",
        "Which step made it so large?",
    )


def _too_long():
    return Reading(
        None,
        "too-long",
        "That text is too long to read as a number.",
        "Write only the number, or one short calculation.",
    )


def _unclear_comma():
    return Reading(
        None,
        "unclear-comma",
        "The comma could mean two things here.",
        "Write a point for decimals, and nothing between thousands.",
    )
