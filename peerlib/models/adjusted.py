"""Compare two groups that did not start level.

PORTABLE: runs under CPython and MicroPython.
"""


def adjusted_difference(difference_after, difference_before, slope):
    """Return the difference after, less what the difference before would lead to expect.

    Parameters
    ----------
    difference_after, difference_before : float
        Mean of the programme group minus mean of the comparison group, at each time.
    slope : float
        By how many points people inside a group differ after, for each point before. 0 leaves
        the start out of account (after only); 1 compares changes.

    Returns
    -------
    float

    Examples
    --------
    >>> round(adjusted_difference(0.24, 0.02, 0.76), 4)
    0.2248
    """
    return difference_after - slope * difference_before


def how_far_they_swing(correlation):
    """Return how far each comparison swings from trial to trial, beside after only.

    Parameters
    ----------
    correlation : float
        Between scores before and after inside a group, from 0 to 1; equal spreads at both times.

    Returns
    -------
    tuple of float
        Standard errors of after only (1), change and adjusted, as multiples of the first:
        1, sqrt(2 (1 - r)) and sqrt(1 - r**2). Chance made the groups, and they are large.

    Examples
    --------
    >>> [round(one, 2) for one in how_far_they_swing(0.5)]
    [1.0, 1.0, 0.87]
    """
    return 1.0, (2.0 * (1.0 - correlation)) ** 0.5, (1.0 - correlation**2) ** 0.5
