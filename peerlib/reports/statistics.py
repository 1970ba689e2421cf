"""Numbers about the items of a class. Pure, and of the standard library alone.

- facility: mean points / points possible;
- discrimination: the correlation of an item's points with the *rest* of the marks, the item itself
  left out, so that it does not go up by being compared with itself. Its 95 % interval is Fisher's:

      tanh(atanh(r) - 1.96 / sqrt(n - 3))  to  tanh(atanh(r) + 1.96 / sqrt(n - 3))

  where r is the correlation and n how many learners it comes from.
"""

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist, StatisticsError, correlation, mean, median

FEWEST = 10
Z_95 = NormalDist().inv_cdf(0.975)
BINS = 10


@dataclass(frozen=True)
class Discrimination:
    """How far an item goes along with the rest of the marks."""

    n: int
    r: float | None = None
    low: float | None = None
    high: float | None = None
    why_not: str = ""
    """Why there is no number."""


@dataclass(frozen=True)
class Summary:
    """The marks of a class in a few numbers."""

    n: int
    mean: float
    median: float
    lowest: float
    highest: float


def facility(points, max_points):
    """Return mean points over points possible, or None if there are no points.

    Examples
    --------
    >>> facility([0, 1, 2, 1], 2)
    0.5
    """
    return mean(points) / max_points if points and max_points > 0 else None


def discrimination(points, rest):
    """Compare an item's points with the rest of the same learners' marks.

    Parameters
    ----------
    points, rest : list of float
        One value for each learner.

    Returns
    -------
    Discrimination
    """
    n = len(points)
    if n < FEWEST:
        return Discrimination(n, why_not="too few")
    try:
        r = correlation(points, rest)
    except StatisticsError:
        return Discrimination(n, why_not="no spread")
    if abs(r) > 1 - 1e-9:
        return Discrimination(n, round(r), why_not="no interval")
    half = Z_95 / sqrt(n - 3)
    return Discrimination(n, r, tanh(atanh(r) - half), tanh(atanh(r) + half))


def thirds(totals):
    """Say in which third of the class each mark lies: 0 the lowest, 1, or 2 the highest.

    Equal marks stay together: each counts by the middle of the places that they share.

    Examples
    --------
    >>> thirds([5, 1, 9]), thirds([4, 4, 4])
    ([1, 0, 2], [1, 1, 1])
    """
    n = len(totals)
    found = []
    for total in totals:
        below = sum(other < total for other in totals)
        equal = sum(other == total for other in totals)
        found.append(int(3 * (below + equal / 2) / n))
    return found


def histogram(totals, max_points):
    """Count marks by tenths of what is possible, and those that have it all apart.

    Returns
    -------
    list of int
        Under 10 %, from 10 % to under 20 %, ..., from 90 % to under 100 %, and 100 %.

    Examples
    --------
    >>> histogram([0, 4.5, 9], 9)
    [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
    """
    counts = [0] * (BINS + 1)
    for total in totals:
        # A hair is added, so that 2.7 of 9 is 30 % in binary numbers, too.
        counts[min(BINS, max(0, int(BINS * total / max_points + 1e-9)))] += 1
    return counts


def summary(totals):
    """Return a `Summary`, or None for an empty class."""
    if not totals:
        return None
    return Summary(len(totals), mean(totals), median(totals), min(totals), max(totals))
