"""Read what a computation was given, or say what is wrong with it and the way out.

Every function of `peerlib.evaluation` reads its arguments through these, so the same mistake
gets the same message everywhere.
"""

import math

LARGEST = 10**7


def count(name, given, least=0):
    """Return a whole number from `least` to 10**7.

    Raises
    ------
    ValueError
        If it is anything else; the message names it.

    Examples
    --------
    >>> count("n_programme", 12.0)
    12
    """
    value = _float(given)
    if value is None or value != value // 1 or not least <= value <= LARGEST:
        raise ValueError(
            f"{name} must be a whole number from {least} to {LARGEST}, got {_short(given)}. "
            "For a percentage, pass the count behind it."
        )
    return int(given)


def number(name, given, low=-math.inf, high=math.inf, open_ends=False):
    """Return a finite number from `low` to `high`, ends included unless `open_ends`.

    Raises
    ------
    ValueError
        If it is not a number, not finite, or lies outside.

    Examples
    --------
    >>> number("reliability", 0.8, 0, 1)
    0.8
    """
    value = _float(given)
    inside = value is not None and math.isfinite(value) and low <= value <= high
    if inside and open_ends:
        inside = low < value < high
    if not inside:
        raise ValueError(f"{name} must be {_range_words(low, high)}, got {_short(given)}.")
    return value


def level(given):
    """Return a confidence level between 0.5 and 0.9999.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    value = _float(given)
    if value is None or not 0.5 <= value <= 0.9999:
        raise ValueError(
            f"level must lie between 0.5 and 0.9999, got {_short(given)}. For 95 % pass 0.95."
        )
    return value


def choice(name, given, available):
    """Return `given` if it is one of the texts `available`.

    Raises
    ------
    ValueError
        If it is not; the message lists them.
    """
    if not isinstance(given, str) or given not in available:
        raise ValueError(f"{name} must be one of {', '.join(available)}; got {_short(given)}.")
    return given


def numbers(name, given, least=1, low=-math.inf, high=math.inf, missing=False):
    """Return a one-dimensional array of floats.

    Parameters
    ----------
    name : str
        What to call it in a message.
    given : sequence, array or Series of numbers
    least : int
        How many numbers that are not missing there must be.
    low, high : float
        What each may be.
    missing : bool
        If True, None and NaN stand for a missing value and are kept as NaN.

    Raises
    ------
    ValueError
        If it is no such sequence; the message says which value is wrong and where.

    Examples
    --------
    >>> numbers("scores", [1, 2, None], missing=True)
    array([ 1.,  2., nan])
    """
    import numpy as np

    if isinstance(given, (str, bytes)) or not hasattr(given, "__len__"):
        raise ValueError(f"{name} must be a list of numbers, got {_short(given)}.")
    if getattr(given, "ndim", 1) != 1:
        raise ValueError(f"{name} must be one row of numbers, got a table of shape {given.shape}.")
    values = np.array([_value(name, i, one, missing) for i, one in enumerate(given)], dtype=float)
    known = values[~np.isnan(values)]
    outside = np.flatnonzero((values < low) | (values > high))
    if len(outside):
        i = int(outside[0])
        raise ValueError(
            f"{name} holds {values[i]:g} at place {i + 1}; each must be {_range_words(low, high)}."
        )
    if len(known) < least:
        raise ValueError(f"{name} needs at least {least} numbers, got {len(known)}.")
    return values


def table(name, given, least_rows=2, least_columns=2, missing=False):
    """Return a table of numbers, such as one row for each person and one column for each rater.

    Parameters
    ----------
    name : str
        What to call it in a message.
    given : list of lists, array or DataFrame
    least_rows, least_columns : int
        How large it must be.
    missing : bool
        If True, None and NaN stand for a missing value and are kept as NaN.

    Raises
    ------
    ValueError
        If it is no such table; the message says which row is wrong.

    Examples
    --------
    >>> table("ratings", [[1, 2], [3, 4]]).shape
    (2, 2)
    """
    import numpy as np

    given = given.to_numpy() if hasattr(given, "to_numpy") else given
    if isinstance(given, (str, bytes)) or not hasattr(given, "__len__"):
        raise ValueError(f"{name} must be a table: a list of rows. Got {_short(given)}.")
    rows = [
        numbers(f"{name}, row {i + 1},", row, 0, missing=missing) for i, row in enumerate(given)
    ]
    lengths = sorted({len(row) for row in rows})
    if len(lengths) > 1:
        raise ValueError(
            f"{name} has rows of {lengths[0]} and of {lengths[-1]} entries. All must be equally "
            "long; write None where nothing is known, if the function allows it."
        )
    columns = lengths[0] if lengths else 0
    if len(rows) < least_rows or columns < least_columns:
        raise ValueError(
            f"{name} needs at least {least_rows} rows and {least_columns} columns, "
            f"got {len(rows)} and {columns}."
        )
    return np.array(rows)


def same_length(**lists):
    """Raise unless all lists are equally long.

    Raises
    ------
    ValueError
        With the length of each.
    """
    lengths = {name: len(each) for name, each in lists.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise ValueError(f"These must be equally long, one entry for each person or unit: {said}.")


def _value(name, i, given, missing):
    # pandas' own mark of a missing value is neither None nor a float
    absent = given is None or type(given).__name__ in ("NAType", "NaTType")
    value = math.nan if absent else _float(given)
    if value is None or math.isinf(value):
        raise ValueError(f"{name} holds {_short(given)} at place {i + 1}; numbers are needed.")
    if math.isnan(value) and not missing:
        raise ValueError(
            f"{name} holds a missing value at place {i + 1}. Leave it out, or fill it in, first."
        )
    return value


def _float(given):
    """Return a plain number as a float, or None. Truth values and texts are no numbers."""
    if isinstance(given, (bool, str, bytes)) or type(given).__name__ == "bool":
        return None
    try:
        return float(given)
    except (TypeError, ValueError, OverflowError):
        return None


def _range_words(low, high):
    if math.isinf(low) and math.isinf(high):
        return "a finite number"
    if math.isinf(high):
        return f"a number from {low:g} on"
    if math.isinf(low):
        return f"a number up to {high:g}"
    return f"a number from {low:g} to {high:g}"


def _short(given):
    try:
        text = repr(given)
    except Exception:
        text = f"something of the kind {type(given).__name__}"
    return text if len(text) <= 40 else text[:37] + "..."
