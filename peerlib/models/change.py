"""How much scores changed: standardised differences, and what comes back by itself.

PORTABLE: runs under CPython and MicroPython.
"""

from math import erfc, exp, lgamma, log, pi, sqrt


def pooled_sd(sd_programme, n_programme, sd_comparison, n_comparison):
    """Return the standard deviation inside the groups, taken together.

    Parameters
    ----------
    sd_programme, sd_comparison : float
        Standard deviations (divisor n - 1), in the units of the score.
    n_programme, n_comparison : int
        People in each group; at least 3 in all.

    Notes
    -----
    The square root of [(n1 - 1) s1**2 + (n0 - 1) s0**2] / (n1 + n0 - 2).

    Examples
    --------
    >>> round(pooled_sd(0.46, 120, 0.48, 97), 3)
    0.469
    """
    above = (n_programme - 1) * sd_programme**2 + (n_comparison - 1) * sd_comparison**2
    return (above / (n_programme + n_comparison - 2)) ** 0.5


def small_sample_factor(df, exact=False):
    """Return Hedges' factor J, which turns d into g; below 1, and near 1 for large groups.

    Parameters
    ----------
    df : int
        Degrees of freedom, n1 + n0 - 2; at least 2.
    exact : bool
        False: 1 - 3 / (4 df - 1), as most reviews use it. True: with gamma functions.

    Examples
    --------
    >>> round(small_sample_factor(16), 4), round(small_sample_factor(16, exact=True), 4)
    (0.9524, 0.9523)
    """
    if not exact:
        return 1.0 - 3.0 / (4.0 * df - 1.0)
    return exp(lgamma(df / 2.0) - lgamma((df - 1.0) / 2.0) - 0.5 * log(df / 2.0))


def g_variance(g, n_programme, n_comparison, factor=1.0):
    """Return the sampling variance of a standardised difference.

    Parameters
    ----------
    g : float
        The standardised difference, already times `factor`.
    n_programme, n_comparison : int
    factor : float
        Hedges' J; 1 for Cohen's d.

    Notes
    -----
    J**2 [(n1 + n0) / (n1 n0) + d**2 / (2 (n1 + n0))], with d = g / J.
    """
    d = g / factor
    total = n_programme + n_comparison
    return factor**2 * (total / (n_programme * n_comparison) + d * d / (2.0 * total))


def sd_from_standard_error(standard_error, n):
    """Return the standard deviation behind the standard error of a mean: it is sqrt(n) larger.

    Examples
    --------
    >>> round(sd_from_standard_error(1.49, 50), 1)
    10.5
    """
    return standard_error * n**0.5


def return_to_the_mean(everybody, picked, reliability):
    """Return how far the mean of people picked by their score moves back with no effect at all.

    Parameters
    ----------
    everybody, picked : float
        Mean score of all people who could have been picked, and of those who were.
    reliability : float
        Correlation between the score and the same score taken again, from 0 to 1.

    Returns
    -------
    float
        (1 - reliability) (everybody - picked): above 0 if those picked had low scores.

    Examples
    --------
    >>> round(return_to_the_mean(40.0, 30.0, 0.8), 1)
    2.0
    """
    return (1.0 - reliability) * (everybody - picked)


def mean_beyond(cut):
    """Return the mean, in standard deviations, of the people above `cut` (normal scores).

    Parameters
    ----------
    cut : float
        In standard deviations above the mean of all; at most 30.

    Notes
    -----
    The normal density at the cut over the share of people beyond it.

    Examples
    --------
    >>> round(mean_beyond(1.0), 3)
    1.525
    """
    share = 0.5 * erfc(cut / sqrt(2.0))
    return exp(-0.5 * cut * cut) / sqrt(2.0 * pi) / share
