"""Who is missing, and what that could hide: loss, bounds, and results that were filled in.

PORTABLE: runs under CPython and MicroPython.
"""

from math import sqrt


def lost(began, stayed):
    """Return the share of people whose outcome is not known.

    Examples
    --------
    >>> round(lost(168, 121), 3)
    0.28
    """
    return (began - stayed) / began


def bounds(
    events_programme,
    known_programme,
    began_programme,
    events_comparison,
    known_comparison,
    began_comparison,
):
    """Return the risk difference in the best and in the worst case for the programme.

    Parameters
    ----------
    events_programme, known_programme, began_programme : int
        People with the event, people whose outcome is known, people who began.
    events_comparison, known_comparison, began_comparison : int
        The same for the comparison group.

    Returns
    -------
    float, float
        Best and worst case, risk with the programme minus risk without, for an event that is
        bad: in the best case nobody missing from the programme had it and all those missing
        from the comparison had; the worst case is the other way round.

    Examples
    --------
    >>> [round(one, 3) for one in bounds(64, 218, 221, 83, 216, 220)]
    [-0.106, -0.074]
    """
    missing_programme = began_programme - known_programme
    missing_comparison = began_comparison - known_comparison
    best = (
        events_programme / began_programme
        - (events_comparison + missing_comparison) / began_comparison
    )
    worst = (
        events_programme + missing_programme
    ) / began_programme - events_comparison / began_comparison
    return best, worst


def within(standard_errors):
    """Return the mean of the squared standard errors: how unsure each filled-in table is."""
    return sum([one * one for one in standard_errors]) / len(standard_errors)


def between(estimates):
    """Return the variance of the estimates: how unsure the filling in is; 2 tables at least."""
    mean = sum(estimates) / len(estimates)
    return sum([(one - mean) ** 2 for one in estimates]) / (len(estimates) - 1)


def pool(estimates, standard_errors):
    """Pool the results of m filled-in tables by Rubin's rules.

    Parameters
    ----------
    estimates, standard_errors : list of float
        One for each of m filled-in tables; m is 2 at least.

    Returns
    -------
    dict
        ``estimate``; ``standard_error``; ``within``, ``between`` and ``total`` variance;
        ``df``, which is None if all estimates are equal; ``share_missing``, the part of the
        total variance that comes from filling in.

    Notes
    -----
    W is the mean of the squared standard errors, B the variance of the estimates,
    T = W + (1 + 1/m) B, and df = (m - 1) (1 + W / [(1 + 1/m) B])**2. The standard error is the
    square root of T. The data are never averaged, and nor are the standard errors.

    References
    ----------
    Sterne, J. A. C., et al. (2009). Multiple imputation for missing data in epidemiological
    and clinical research. BMJ 338, b2393.

    Examples
    --------
    >>> result = pool([2.1, 2.5, 2.9], [0.80, 0.90, 0.85])
    >>> round(result["estimate"], 2), round(result["standard_error"], 3), round(result["df"], 1)
    (2.5, 0.968, 38.6)
    """
    m = len(estimates)
    inside, across = within(standard_errors), between(estimates)
    extra = (1.0 + 1.0 / m) * across
    total = inside + extra
    return {
        "estimate": sum(estimates) / m,
        "standard_error": sqrt(total),
        "within": inside,
        "between": across,
        "total": total,
        "df": (m - 1) * (1.0 + inside / extra) ** 2 if extra > 0 else None,
        "share_missing": extra / total if total > 0 else 0.0,
    }
