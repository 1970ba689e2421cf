"""Score a service against a fidelity scale: is it what it says it is?

The rules of scoring are in Bond et al. (2012), the threshold of 4 in McGrew et al. (2011).

PORTABLE: runs under CPython and MicroPython.
"""

# What may be done with an item that could not be rated.
LEAVE_OUT, AS_LOWEST = "leave out", "as lowest"


def weighted_mean(ratings, weights, lowest=None):
    """Return the weighted mean of the items that were rated: sum of w * x / sum of w.

    Parameters
    ----------
    ratings : list of float or None
        x, one for each item; None for an item that could not be rated.
    weights : list of float
        w, above 0, one for each item.
    lowest : float, optional
        If given, an item that could not be rated counts as this. Left out by default.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If no item was rated.

    Examples
    --------
    >>> round(weighted_mean([4, 5, 3, None, 2, 5], [2, 1, 1, 1, 2, 1]), 3)
    3.571
    >>> weighted_mean([4, 5, 3, None, 2, 5], [2, 1, 1, 1, 2, 1], lowest=1)
    3.25
    """
    total, weight = 0.0, 0.0
    for rating, each in zip(ratings, weights):
        if rating is None:
            rating = lowest
        if rating is not None:
            total += each * rating
            weight += each
    if weight == 0.0:
        raise ValueError("No item was rated, so there is no mean. Rate at least one item.")
    return total / weight


def percent_of_maximum(score, lowest, highest):
    """Return how far a score lies from the lowest to the highest possible one, in percent.

    This is the "percent of maximum possible": 100 * (score - lowest) / (highest - lowest).

    Parameters
    ----------
    score, lowest, highest : float
        On the same scale; `highest` above `lowest`.

    Examples
    --------
    >>> round(percent_of_maximum(25 / 7, 1, 5), 1)
    64.3
    >>> percent_of_maximum(1, 1, 5)
    0.0
    """
    return 100.0 * (score - lowest) / (highest - lowest)


def below_minimum(scores, minimums):
    """Return the places of the scores that lie below their own minimum.

    Parameters
    ----------
    scores : list of float or None
        None for a score that is not known.
    minimums : list of float or None
        None where no minimum is set.

    Returns
    -------
    list of int
        From 0. A score that is not known cannot show that it reaches its minimum, so its
        place is in the list, too.

    Examples
    --------
    >>> below_minimum([5, 5, 5, 5, 1], [None, None, None, None, 3])
    [4]
    """
    return [
        place
        for place, (score, minimum) in enumerate(zip(scores, minimums))
        if minimum is not None and (score is None or score < minimum)
    ]
