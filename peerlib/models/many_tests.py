"""What becomes of p values when there are many of them.

PORTABLE: runs under CPython and MicroPython.
"""


def false_star_somewhere(tests, alpha=0.05):
    """Return the chance of at least one p below `alpha` if nothing works at all.

    Parameters
    ----------
    tests : int
        How many independent tests.
    alpha : float
        The line for each single test, from 0 to 1.

    Notes
    -----
    1 - (1 - alpha)**tests. It holds for independent tests; where outcomes go together,
    as they mostly do, the chance lies between alpha and this.

    Examples
    --------
    >>> round(false_star_somewhere(10), 3)
    0.401
    """
    return 1.0 - (1.0 - alpha) ** tests


def bonferroni(p_values):
    """Return each p times the number of tests, 1 at most."""
    return [min(1.0, len(p_values) * p) for p in p_values]


def holm(p_values):
    """Return Holm's adjusted p values, in the order given.

    Notes
    -----
    The smallest p is multiplied by the number m of tests, the next by m - 1, and so on;
    none is smaller than the one before it, and none above 1.

    Examples
    --------
    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    m, adjusted, least = len(p_values), [0.0] * len(p_values), 0.0
    for rank, place in enumerate(_from_smallest(p_values)):
        least = max(least, min(1.0, (m - rank) * p_values[place]))
        adjusted[place] = least
    return adjusted


def benjamini_hochberg(p_values):
    """Return Benjamini and Hochberg's adjusted p values, in the order given.

    Notes
    -----
    With i the rank from the smallest, p is multiplied by m / i; from the largest down,
    none is larger than the one after it.

    Examples
    --------
    >>> [round(p, 3) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    m, adjusted, most = len(p_values), [0.0] * len(p_values), 1.0
    for rank, place in enumerate(_from_smallest(p_values)[::-1]):
        most = min(most, p_values[place] * m / (m - rank))
        adjusted[place] = most
    return adjusted


def _from_smallest(p_values):
    return sorted(range(len(p_values)), key=lambda place: p_values[place])
