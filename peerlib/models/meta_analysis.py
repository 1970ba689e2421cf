"""What several trials say together, by inverse variances: the sums that can be done by hand.

Each trial gives an effect and its variance, the square of its standard error. All trials
measure the effect in the same unit and with the same sign.

PORTABLE: runs under CPython and MicroPython.
"""

from math import exp, log, sqrt


def weights(variances, between=0.0):
    """Return the weight of each trial: 1 / (its variance + the variance between trials).

    Parameters
    ----------
    variances : list of float
        Square of each trial's standard error, above 0.
    between : float
        Variance of the true effects, from 0 on; 0 gives the fixed-effect weights.

    Examples
    --------
    >>> weights([0.25, 0.5])
    [4.0, 2.0]
    """
    return [1.0 / (one + between) for one in variances]


def pooled(effects, weights):
    """Return the weighted mean of the effects.

    Examples
    --------
    >>> pooled([0.2, 0.5], [4.0, 2.0])
    0.3
    """
    return sum([w * y for w, y in zip(weights, effects)]) / sum(weights)


def standard_error(weights):
    """Return the standard error of the weighted mean: 1 / square root of the sum of weights."""
    return 1.0 / sqrt(sum(weights))


def q(effects, weights):
    """Return Cochran's Q: the weighted squared gaps between the effects and their mean.

    Parameters
    ----------
    effects, weights : list of float
        With the fixed-effect weights 1 / variance.

    Returns
    -------
    float
        About k - 1 for k trials if all have the same true effect.
    """
    mean = pooled(effects, weights)
    return sum([w * (y - mean) * (y - mean) for w, y in zip(weights, effects)])


def i_squared(q, df):
    """Return what share of the spread between trials is more than chance: (Q - df) / Q.

    Parameters
    ----------
    q : float
        Cochran's Q, from 0 on.
    df : int
        Trials less one.

    Returns
    -------
    float
        From 0 to below 1. A share, and no size: it says nothing of how far apart the
        true effects lie.

    References
    ----------
    Higgins, J. P. T., & Thompson, S. G. (2002). Quantifying heterogeneity in a
    meta-analysis. Statistics in Medicine 21, 1539-1558.

    Examples
    --------
    >>> round(i_squared(49.37, 8), 3), i_squared(3.0, 8)
    (0.838, 0.0)
    """
    if q <= df or q == 0:
        return 0.0
    return (q - df) / q


def i_squared_limits(q, df, z=1.959964):
    """Return the test-based limits of I-squared.

    Parameters
    ----------
    q : float
        Cochran's Q, above 0.
    df : int
        Trials less one; 2 at least.
    z : float
        Normal quantile; 1.959964 for 95 %.

    Returns
    -------
    float, float
        Lower and upper limit, from 0 to 1.

    Notes
    -----
    H = sqrt(Q / df), k = df + 1. The standard error of ln H is
    0.5 (ln Q - ln df) / (sqrt(2 Q) - sqrt(2 k - 3)) if Q > k, else
    sqrt[1 / (2 (k - 2)) (1 - 1 / (3 (k - 2)**2))]. I-squared = (H**2 - 1) / H**2, and
    0 where H is below 1 (Higgins and Thompson, 2002).

    Examples
    --------
    >>> [round(100 * limit) for limit in i_squared_limits(31.325, 18)]
    [1, 67]
    """
    k = df + 1
    if q > k:
        error = 0.5 * (log(q) - log(df)) / (sqrt(2.0 * q) - sqrt(2.0 * k - 3.0))
    else:
        error = sqrt(1.0 / (2.0 * (k - 2.0)) * (1.0 - 1.0 / (3.0 * (k - 2.0) ** 2)))
    middle = 0.5 * log(q / df)
    limits = [exp(2.0 * (middle + way * z * error)) for way in (-1.0, 1.0)]
    low, high = [max(0.0, (one - 1.0) / one) for one in limits]
    return low, high


def between_variance(effects, variances):
    """Return the variance of the true effects, as DerSimonian and Laird estimate it.

    Notes
    -----
    max(0, (Q - df) / (sum w - sum w**2 / sum w)), with w = 1 / variance.

    References
    ----------
    DerSimonian, R., & Laird, N. (1986). Meta-analysis in clinical trials. Controlled
    Clinical Trials 7, 177-188.

    Examples
    --------
    >>> round(between_variance([0.1, 0.5, 0.9], [0.02, 0.02, 0.02]), 2)
    0.14
    """
    w = weights(variances)
    df = len(w) - 1
    total = sum(w)
    return max(0.0, (q(effects, w) - df) / (total - sum([one * one for one in w]) / total))


def hartung_knapp_error(effects, weights):
    """Return the standard error of a random-effects mean after Hartung and Knapp.

    Parameters
    ----------
    effects, weights : list of float
        Two trials at least; weights are 1 / (variance + variance between trials).

    Notes
    -----
    The square root of sum w (y - mean)**2 / [(k - 1) sum w]; used with t of k - 1 degrees of
    freedom.
    """
    return sqrt(q(effects, weights) / ((len(effects) - 1) * sum(weights)))


def prediction_error(between, weights):
    """Return the standard error for the true effect of one new trial.

    Parameters
    ----------
    between : float
        Variance of the true effects between trials.
    weights : list of float
        1 / (variance + `between`), one for each trial.

    Notes
    -----
    The square root of `between` + 1 / sum w; used with t of k - 2 degrees of freedom.
    """
    return sqrt(between + 1.0 / sum(weights))
