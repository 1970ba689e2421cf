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
