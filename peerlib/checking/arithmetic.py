"""Work out a line of plain arithmetic, such as "64 / 218 - 83 / 216" or "12 %".

A learner on a phone may type the calculation in place of its result. Only
numbers, + - * / % and round brackets are read; nothing is ever executed.

PORTABLE: runs under CPython and MicroPython.
"""

LONGEST = 200
DEEPEST = 20
DIGITS = "0123456789"


def work_out(text):
    """Return the value of a line of arithmetic as a float.

    Parameters
    ----------
    text : str
        At most 200 characters: numbers with a decimal point, ``+ - * /``, round
        brackets, and ``%`` after a number for "divided by 100".

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the line is too long or cannot be read to its end.
    ZeroDivisionError
        If it divides by zero.

    Examples
    --------
    >>> work_out("(10 + 2) / 4")
    3.0
    >>> work_out("12 %")
    0.12
    """
    if len(text) > LONGEST:
        raise ValueError("at most %d characters can be read" % LONGEST)
    value, rest = _sum(text.replace(" ", ""), 0)
    if rest:
        raise ValueError("cannot read from %r on" % rest[:10])
    return value


# Each function below reads one kind of thing from the start of `text` and
# returns its value with what is left of the text.


def _sum(text, depth):
    value, text = _product(text, depth)
    while text and text[0] in "+-":
        sign = text[0]
        term, text = _product(text[1:], depth)
        value = value + term if sign == "+" else value - term
    return value, text


def _product(text, depth):
    value, text = _signed(text, depth)
    while text and text[0] in "*/":
        sign = text[0]
        factor, text = _signed(text[1:], depth)
        value = value * factor if sign == "*" else value / factor
    return value, text


def _signed(text, depth):
    if text and text[0] in "+-":
        value, rest = _percentage(text[1:], depth)
        return (-value if text[0] == "-" else value), rest
    return _percentage(text, depth)


def _percentage(text, depth):
    value, text = _bracket(text, depth) if text[:1] == "(" else _number(text)
    if text[:1] == "%":
        return value / 100.0, text[1:]
    return value, text


def _bracket(text, depth):
    if depth >= DEEPEST:
        raise ValueError("at most %d brackets can stand inside each other" % DEEPEST)
    value, text = _sum(text[1:], depth + 1)
    if text[:1] != ")":
        raise ValueError("a bracket is not closed")
    return value, text[1:]


def _number(text):
    end = _run_of_digits(text, 0)
    if text[end : end + 1] == ".":
        end = _run_of_digits(text, end + 1)
    if text[:end] in ("", "."):
        raise ValueError("expected a number at %r" % text[:10])
    if text[end : end + 1] in ("e", "E"):
        start = end + 2 if text[end + 1 : end + 2] in ("+", "-") else end + 1
        stop = _run_of_digits(text, start)
        if stop > start:
            end = stop
    return float(text[:end]), text[end:]


def _run_of_digits(text, start):
    end = start
    while end < len(text) and text[end] in DIGITS:
        end += 1
    return end
