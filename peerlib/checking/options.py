"""Options to pick from, and how a pick is read: by its letter, its text or its key.

PORTABLE: runs under CPython and MicroPython.
"""

from .reading import BLANKS, Reading, read
from .values import kind_of
from .values import plain as bounded

LETTERS = "abcdefghijklmnopqrstuvwxyz"
BETWEEN = (",", ";", "/", "+", "&", "|", "\n", " and ")
LONGEST = 1000
MOST = 100


class Option:
    """One option of a question.

    Parameters
    ----------
    key : str
        A short stable name, also counted: ``"relative"`` earns the tag ``"choice:relative"``.
    text : str
        What is offered.
    idea, next_step : str
        The likely idea of somebody who picks it wrongly, and the next question.
    credit : float
        What it earns where it is not the right one. Only for a choice of one.
    tag : str
        The tag in place of ``"choice:key"``, such as ``"misconception:relative-for-absolute"``.
    rules_out : bool
        True if picking it earns nothing, whatever else is picked. Only for several.
    """

    def __init__(self, key, text, idea="", next_step="", credit=0.0, tag="", rules_out=False):
        self.key = key
        self.text = text
        self.idea = idea
        self.next_step = next_step
        self.credit = credit
        self.tag = tag or "choice:" + key
        self.rules_out = rules_out


def letter_of(key, options):
    """Return the letter of an option."""
    for i, option in enumerate(options):
        if option.key == key:
            return LETTERS[i]
    raise ValueError("There is no option %r." % key)


def lettered(options):
    """Return letter and text of each option."""
    return [[LETTERS[i], option.text] for i, option in enumerate(options)]


def option_shown(key, options):
    """Return letter and text of an option."""
    text = [option.text for option in options if option.key == key][0]
    return "%s, \u201c%s\u201d" % (letter_of(key, options), text.rstrip("."))


def in_order(keys, options):
    """Return some keys in the order of the options, as a tuple."""
    unknown = [key for key in keys if key not in [option.key for option in options]]
    if unknown:
        raise ValueError("There is no option %r." % unknown[0])
    return tuple([option.key for option in options if option.key in keys])


def plain(text):
    """Return a text for comparison: small letters, single spaces, no full stop at the end."""
    # MicroPython strips byte by byte, so what is stripped must be plain ASCII.
    text = text.replace("\u201c", '"').replace("\u201d", '"')
    return " ".join(text.lower().split()).strip(" .!\"'")


def read_option(given, options):
    """Read one option: its letter, its text or its key.

    Parameters
    ----------
    given : object
        Text such as ``"b"``, ``"(B)"``, ``"b) Both"`` or ``"both"``; True and False where there
        are options "yes" and "no" or "true" and "false".

    Returns
    -------
    Reading
        Its value is the key of the option.

    Examples
    --------
    >>> options = (Option("yes", "Yes."), Option("no", "No."))
    >>> read_option(" B) ", options).value, read_option("YES", options).value
    ('no', 'yes')
    """
    if given is None:
        return read(None)
    if type(given).__name__ in ("bool", "bool_"):
        names = ("yes", "true") if given else ("no", "false")
        return _only([option.key for option in options if option.key.lower() in names], options)
    if type(given) in (int, float):
        given = "%.10g" % bounded(given)  # where the options are numbers
        if given not in [plain(option.text) for option in options]:
            return _no_text()
    if not isinstance(given, str):
        return _no_text()
    if len(given) > LONGEST:
        return Reading(
            None, "too-long", "That is too long to be one of the options.", "Write only its letter."
        )
    return _named(plain(given), given.strip().lower() in BLANKS, options)


def _no_text():
    return Reading(
        None,
        "wrong-type",
        "We found something that is not a text.",
        'Write the letter of one option in quotes, such as "a".',
    )


def _named(wanted, blank, options):
    """Return the option with this text, letter or key; the first of these that fits counts."""
    found = [option.key for option in options if plain(option.text) == wanted]
    if not found and blank:
        return read(None)
    letter = wanted.strip("()[]. :") if len(wanted) <= 4 else _leading_letter(wanted, options)
    place = LETTERS.find(letter) if len(letter) == 1 else -1
    if not found and 0 <= place < len(options):
        found = [options[place].key]
    return _only(found or [o.key for o in options if plain(o.key) == wanted], options)


def _leading_letter(wanted, options):
    """Return the letter of "b) both", if the text behind it is that option's own."""
    letter, sign, rest = wanted[:1], wanted[1:2], wanted[2:].strip()
    place = LETTERS.find(letter)
    fits = sign in ") .:" and 0 <= place < len(options)
    return letter if fits and plain(options[place].text) == rest else ""


def _only(found, options):
    if len(found) == 1:
        return Reading(found[0])
    return Reading(
        None,
        "not-an-option",
        "That is not among the options.",
        "Write one of the letters a to %s." % LETTERS[len(options) - 1],
    )


def read_options(given, options):
    """Read several options, as a list or as text such as ``"a, c"``.

    Returns
    -------
    Reading
        Its value is a tuple of keys in the order of the options, each once.
    """
    pieces = pieces_of(given, options)
    if isinstance(pieces, Reading):
        return pieces
    keys = []
    for piece in pieces:
        reading = read_option(piece, options)
        if reading.value is None:
            if reading.tag == "blank":
                continue
            seen = "One of your picks is not among the options."
            return Reading(None, reading.tag, seen, reading.next_step)
        keys.append(reading.value)
    return Reading(in_order(keys, options)) if keys else read(None)


def pieces_of(given, options):
    """Return the single picks of an answer, or a `Reading` that says why there are none."""
    if given is None:
        return read(None)
    if isinstance(given, str):
        if len(given) > LONGEST:
            return Reading(
                None,
                "too-long",
                "That is too long to be a list of letters.",
                "Write only the letters, with commas between them.",
            )
        if read_option(given, options).value is not None:
            return [given]
        return split(given, options)
    if kind_of(given) == "set":  # a set that came from another process
        given = given.get("values")
    if not isinstance(given, (list, tuple, set)):
        return Reading(
            None,
            "wrong-type",
            "We found something that is not a list of letters.",
            'Write the letters as text, such as "a, c".',
        )
    if len(given) > MOST:
        return Reading(
            None, "too-long", "There are more picks than options.", "Write each letter once."
        )
    return list(given)


def split(text, options):
    """Split a text into picks: at commas and the like, else at spaces, else letter by letter."""
    for sign in BETWEEN[1:]:
        text = text.replace(sign, ",")
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) > 1:
        return [piece for piece in pieces if piece]
    words = text.replace("[", " ").replace("]", " ").split()
    if len(words) > 1:
        return words
    letters = [c for c in text.strip().lower()]
    allowed = LETTERS[: len(options)]
    return letters if letters and all([c in allowed for c in letters]) else [text]
