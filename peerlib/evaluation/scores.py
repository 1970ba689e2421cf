"""Read scores: on any scale that people are measured on, and never so large that sums overflow."""

from . import given

LARGEST = 1e9
# Spreads below this are rounding errors of equal scores.
SMALLEST_SPREAD = 1e-9


def score(name, value):
    """Return one score or mean, from minus to plus one thousand million.

    Raises
    ------
    ValueError
        If it is no such number; the message names it.
    """
    return given.number(name, value, -LARGEST, LARGEST)


def spread(name, value):
    """Return a standard deviation or the like, from 0 on; 0 for what is a rounding error.

    Raises
    ------
    ValueError
        If it is no such number; the message names it.
    """
    value = given.number(name, value, 0, LARGEST)
    return value if value > SMALLEST_SPREAD else 0.0


def scores(name, values, missing=False):
    """Return an array of scores; with `missing`, None and NaN are kept as NaN.

    Raises
    ------
    ValueError
        If there is none, or one is no such number; the message says which.
    """
    return given.numbers(name, values, low=-LARGEST, high=LARGEST, missing=missing)


def differ(values):
    """Tell whether the values of an array are not all the same, rounding errors apart."""
    return bool(values.max() - values.min() > SMALLEST_SPREAD)


def yes_or_no(name, value):
    """Return a value that is True or False.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be True or False, got {str(value)[:40]!r}.")
    return value
