"""A formula in words, for those who hear the book: in a PDF a formula is a picture of signs."""

import re

SIGNS = {
    "=": "equals",
    "+": "plus",
    "−": "minus",
    "±": "plus or minus",
    "×": "times",
    "·": "times",
    "/": "divided by",
    "≤": "is at most",
    "≥": "is at least",
    "∣": "given",
    "~": "has the law",
    "(": "open bracket",
    ")": "close bracket",
    "[": "open square bracket",
    "]": "close square bracket",
    "∑": "the sum of",
    "max": "the largest of",
    "min": "the smallest of",
    "ln": "the natural logarithm of",
    "Pr": "the probability of",
    "Δ": "capital delta",
    "Φ": "capital phi",
    "δ": "delta",
    "λ": "lambda",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "ℓ": "l",
}
POWERS = {"2": "squared", "′": "prime", "*": "star", "plus": "superscript plus"}
MARKS = {"^": "hat", "¯": "bar", "―": "bar"}
WIDE = 1  # em: such a space stands between two statements


def in_words(formula):
    """Say a formula.

    Parameters
    ----------
    formula : bs4.Tag
        An element ``math``, as `latex2mathml` writes it.

    Raises
    ------
    ValueError
        The formula has an element that this does not know.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> from latex2mathml.converter import convert
    >>> in_words(BeautifulSoup(convert("y^* = \\\\frac{G}{G + D}"), "html.parser").math)
    'y star equals the fraction G over G plus D, end of fraction'
    """
    return re.sub(r" *,[ ,]*", ", ", re.sub(r" +", " ", _say(formula))).strip(" ,")


def _say(node):
    if node.name in ("mi", "mn", "mo", "mtext"):
        text = node.get_text().replace("\xa0", " ")
        return SIGNS.get(text, text)
    if node.name == "mspace":
        wide = re.match(r"(\d+)em", node.get("width", ""))
        return "," if wide and int(wide[1]) >= WIDE else ""
    if node.name in ("math", "mrow", "mstyle"):
        return _say_row(node)
    parts = node.find_all(True, recursive=False)
    if node.name == "msqrt":
        inside = " ".join(_say(part) for part in parts)
        return f"the square root of {inside}{_end(inside, 'root')}"
    if node.name not in TOGETHER:
        raise ValueError(
            f"No words for <{node.name}> in a formula. Say in tools/spoken.py how it is read."
        )
    return TOGETHER[node.name](*(_say(part) for part in parts))


def _say_row(node):
    said, spelled = [], False
    for part in node.find_all(True, recursive=False):
        letter = part.name == "mi" and part.has_attr("mathvariant") and part.get_text().isalpha()
        if letter and spelled:  # a word is written letter by letter
            said[-1] += part.get_text()
        else:
            said.append(_say(part))
        spelled = letter
    return " ".join(said)


def _end(words, what):
    return f", end of {what}," if " " in words else ""


def _fraction(above, below):
    if " " in above + below:
        return f"the fraction {above} over {below}, end of fraction,"
    return f"{above} over {below}"


def _below(base, index):
    if base.endswith(" of"):
        return f"{base.removesuffix(' of')} over {index} of"
    return f"{base} sub {index}"


def _power(base, power):
    if power in POWERS:
        return f"{base} {POWERS[power]}"
    return f"{base} to the power {power}{_end(power, 'power')}"


TOGETHER = {
    "mfrac": _fraction,
    "msub": _below,
    "munder": _below,
    "msup": _power,
    "msubsup": lambda base, index, power: _power(_below(base, index), power),
    "mover": lambda base, mark: f"{base} {MARKS.get(mark, mark)}",
}
