"""Judging something by several scores: each by its own minimum, or all by their average.

PORTABLE: runs under CPython and MicroPython.
"""


def average(scores, weights=None):
    """Return the weighted mean; equal weights if none are given.

    Examples
    --------
    >>> round(average([0.95, 0.90, 0.50], [0.5, 0.3, 0.2]), 3)
    0.845
    """
    weights = [1.0] * len(scores) if weights is None else weights
    return sum([w * one for w, one in zip(weights, scores)]) / sum(weights)


def gaps(scores, minimums):
    """Return how far each score lies above (or, below 0, under) its own minimum."""
    return [score - least for score, least in zip(scores, minimums)]


def passes_every(scores, minimums):
    """Tell whether every score reaches its own minimum (the conjunctive rule).

    Examples
    --------
    >>> passes_every([0.85, 0.80, 0.85], [0.70] * 3), passes_every([0.95, 0.90, 0.50], [0.70] * 3)
    (True, False)
    """
    return min(gaps(scores, minimums)) >= -1e-12


def passes_average(scores, least, weights=None):
    """Tell whether the average reaches a minimum (the compensatory rule)."""
    return average(scores, weights) >= least - 1e-12


def passes_any(scores, minimums):
    """Tell whether at least one score reaches its minimum (the disjunctive rule)."""
    return max(gaps(scores, minimums)) >= -1e-12
