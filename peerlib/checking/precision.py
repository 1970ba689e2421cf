"""How many digits an answer was written with. Only text can tell: 0.50 and 0.5 are one number.

PORTABLE: runs under CPython and MicroPython.
"""

from math import floor, log10

from .reading import SIGNS

DIGITS = "0123456789"


def written_digits(text, significant=False):
    """Count the decimals, or the significant figures, of a number as it was written.

    Parameters
    ----------
    text : str
        Such as ``"0.250"`` or ``"25.0 %"``: a percentage has two decimals more.
    significant : bool
        Count significant figures: all digits from the first that is not 0.

    Returns
    -------
    tuple of int, or None
        The least and the most it can be: zeros at the end of a whole number may count or not.
        None if the text is a calculation, or no number.

    Examples
    --------
    >>> written_digits("0.250"), written_digits("25.0 %"), written_digits("1/4")
    ((3, 3), (3, 3), None)
    >>> written_digits("0.0250", significant=True), written_digits("1200", significant=True)
    ((3, 3), (2, 4))
    """
    for sign, meaning in SIGNS:
        text = text.replace(sign, meaning)
    text = text.strip().lower().replace(",", ".").rstrip(" .")
    percent = text.endswith(("%", "percent", "per cent", "percentage points"))
    number = text.split("%")[0].split("p")[0].strip().lstrip("+-")
    number, _, power = number.partition("e")
    whole, _, decimals = number.partition(".")
    if not whole + decimals or not all([c in DIGITS for c in whole + decimals]):
        return None
    if significant:
        figures = (whole + decimals).lstrip("0")
        sure = figures if "." in number else figures.rstrip("0")
        return len(sure) or 1, len(figures) or 1
    shift = _whole(power)
    if shift is None:
        return None
    count = max(0, len(decimals) + (2 if percent else 0) - shift)
    return count, count


def _whole(power):
    """Return the power of ten behind an "e": 0 if there is none, None if it is no number."""
    digits = power.lstrip("+-")
    if not power:
        return 0
    if not digits or len(digits) > 3 or not all([c in DIGITS for c in digits]):
        return None
    return -int(digits) if power.startswith("-") else int(digits)


def unit_of(value, decimals, figures):
    """Return what the last written digit of a value is worth; 0 if nothing is asked.

    Examples
    --------
    >>> unit_of(123.4, 2, None), unit_of(123.4, None, 2)
    (0.01, 10.0)
    """
    if figures is not None:
        return 10.0 ** (floor(log10(abs(value))) + 1 - figures) if value else 0.0
    return 0.0 if decimals is None else 10.0**-decimals
