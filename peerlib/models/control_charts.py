"""Control charts: how far a steady series wobbles by itself, and which points are signals.

PORTABLE: runs under CPython and MicroPython.

References
----------
Benneyan, J. C., Lloyd, R. C., and Plsek, P. E. (2003). Statistical process control as a tool
for research and healthcare improvement. Quality and Safety in Health Care 12, 458-464.
"""

from math import sqrt

# 3 standard deviations, where the mean moving range is 1.128 of them (2 / square root of pi).
LIMIT_FACTOR = 2.66
RANGE_FACTOR = 3.267
# How many points in a row on one side of the centre count as a shift. A convention: for a
# steady series, eight given points all lie on one side once in 128 times.
RUN = 8


def moving_ranges(values):
    """Return how far each value lies from the one before it, without sign.

    Examples
    --------
    >>> moving_ranges([5, 8, 4])
    [3, 4]
    """
    return [abs(values[i] - values[i - 1]) for i in range(1, len(values))]


def mean(values):
    """Return the sum of the values over their number."""
    return sum(values) / len(values)


def individuals_limits(centre, mean_moving_range):
    """Return the lower and upper limit of a chart of single values (XmR chart).

    They are centre - 2.66 * mean_moving_range and centre + 2.66 * mean_moving_range.

    Examples
    --------
    >>> [round(limit, 2) for limit in individuals_limits(70.0, 5.0)]
    [56.7, 83.3]
    """
    half = LIMIT_FACTOR * mean_moving_range
    return centre - half, centre + half


def proportion_limits(share, people):
    """Return the limits of a chart of shares (p chart), for one point made of `people` people.

    They are share -/+ 3 * sqrt(share * (1 - share) / people), cut off at 0 and 1.

    Examples
    --------
    >>> [round(limit, 3) for limit in proportion_limits(0.2, 100)]
    [0.08, 0.32]
    """
    half = 3.0 * sqrt(share * (1.0 - share) / people)
    return max(0.0, share - half), min(1.0, share + half)


def outside(values, low, high):
    """Return the places (1 is the first) of values below `low` or above `high`.

    Examples
    --------
    >>> outside([5, 9, 1], 2, 8)
    [2, 3]
    """
    return [i + 1 for i, value in enumerate(values) if value < low or value > high]


def runs(values, centre, length=RUN):
    """Return the places where so many points in a row lie on the same side of the centre.

    A place is that of the last point of such a run; a longer run gives several. A point on
    the centre ends a run.

    Examples
    --------
    >>> runs([1, 1, 1, 5, 1], 2, 3)
    [3]
    """
    found, side, count = [], 0, 0
    for i, value in enumerate(values):
        now = (value > centre) - (value < centre)
        count = count + 1 if now and now == side else abs(now)
        side = now
        if count >= length:
            found.append(i + 1)
    return found
