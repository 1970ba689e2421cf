"""Round ends for the upright axis of a picture."""

from math import ceil, floor, log10


def axis_ends(values):
    """Return a low and a high end around some numbers, such that both and the middle are round.

    Parameters
    ----------
    values : iterable of float
        At least one number; None is left out.

    Examples
    --------
    >>> axis_ends([58.9, 63.3, 69.5]), axis_ends([0.21, 0.48]), axis_ends([5, 5])
    ((55.0, 75.0), (0.2, 0.6), (4.0, 6.0))
    """
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    if high - low < 1e-9 * max(1.0, abs(high)):
        low, high = low - 0.2 * max(1.0, abs(low)), high + 0.2 * max(1.0, abs(high))
    step = 10.0 ** floor(log10(high - low))
    if (high - low) / step < 2:
        step /= 2
    bottom, top = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    top += (top - bottom) % 2  # so that the middle is round, too
    return round(bottom * step, 12), round(top * step, 12)
