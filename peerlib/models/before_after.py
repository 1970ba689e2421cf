"""Before and after, with something to compare with: a second group, or the trend so far.

Symbols: P programme group, C comparison group; 0 before, 1 after.

PORTABLE: runs under CPython and MicroPython.
"""


def difference_in_differences(
    programme_before, programme_after, comparison_before, comparison_after
):
    """Return (P1 - P0) - (C1 - C0).

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after : float
        Mean, share or rate of each group at each time, all in the same unit.

    Returns
    -------
    float
        In that unit. It is the effect on the programme group if, without the programme,
        both groups would have changed by the same amount.

    References
    ----------
    Card, D., and Krueger, A. B. (1994). Minimum wages and employment. American Economic
    Review 84, 772-793.

    Examples
    --------
    >>> round(difference_in_differences(2.78, 2.97, 2.76, 2.73), 2)
    0.22
    """
    return (programme_after - programme_before) - (comparison_after - comparison_before)


def expected_after(programme_before, comparison_before, comparison_after):
    """Return P0 + (C1 - C0): where the programme group would be, had it changed like the other.

    Examples
    --------
    >>> expected_after(50.0, 40.0, 45.0)
    55.0
    """
    return programme_before + (comparison_after - comparison_before)


def carried_on(mean_before, change_per_period, periods):
    """Return the mean that a steady trend would reach so many periods later.

    Parameters
    ----------
    mean_before : float
        Mean of the time before.
    change_per_period : float
        By how much the series rises in each period (below 0: falls).
    periods : float
        From the middle of the time before to the middle of the time after.

    Examples
    --------
    >>> carried_on(20.0, 0.5, 12)
    26.0
    """
    return mean_before + change_per_period * periods
