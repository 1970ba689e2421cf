"""Reach and dose: rates of several workers or groups taken together, and how they can differ.

PORTABLE: runs under CPython and MicroPython.
"""


def overall_rate(counts, of):
    """Return all that happened over all that could have: sum of counts / sum of `of`.

    Parameters
    ----------
    counts, of : list of float
        For each worker or group what happened, and out of how many.

    Raises
    ------
    ZeroDivisionError
        If nothing could have happened at all.

    Examples
    --------
    >>> round(overall_rate([8, 30], [10, 60]), 3)
    0.543
    """
    return float(sum(counts)) / sum(of)


def mean_of_rates(counts, of):
    """Return the plain mean of the single rates, in which each worker or group counts alike.

    It answers another question than `overall_rate`, and differs from it wherever small and
    large groups have other rates.

    Parameters
    ----------
    counts, of : list of float
        As in `overall_rate`.

    Raises
    ------
    ZeroDivisionError
        If one of them could not have had anything, so that it has no rate.

    Examples
    --------
    >>> round(mean_of_rates([8, 30], [10, 60]), 3)
    0.65
    """
    rates = [float(count) / each for count, each in zip(counts, of)]
    return sum(rates) / len(rates)


def representation(reached, eligible):
    """Return each group's share of those reached, over its share of those who could have been.

    1 means: as many as its size would lead us to expect. Below 1: too few.

    Parameters
    ----------
    reached, eligible : list of float
        For each group.

    Returns
    -------
    list of float

    Examples
    --------
    >>> [round(ratio, 2) for ratio in representation([30, 30], [100, 50])]
    [0.75, 1.5]
    """
    whole = overall_rate(reached, eligible)
    return [float(some) / each / whole for some, each in zip(reached, eligible)]
