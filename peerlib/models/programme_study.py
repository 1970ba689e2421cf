"""Who gets into a study and who gets lost, and what a study makes of it.

The estimates take means, variances and numbers of people, and not the people themselves.
So the same formula serves one study in a page and thousands of studies in an array.

PORTABLE: runs under CPython and MicroPython. Where it does not say "float", the arithmetic
works on floats and on NumPy arrays alike.
"""

from math import erf, exp, lgamma, log, pi, sqrt

from .adjusted import adjusted_difference
from .beta_law import share_below
from .change import pooled_sd
from .tug_of_war import E


def chance(log_odds):
    """Return the chance that belongs to log-odds: 1 / (1 + e^-x).

    Examples
    --------
    >>> chance(0.0), round(chance(1.0), 3)
    (0.5, 0.731)
    """
    return 1 / (1 + E ** (-log_odds))


def chance_to_come(need, drive, by_need=0.0, by_drive=0.0):
    """Return how likely a person is to take up a programme that is open to all.

    Parameters
    ----------
    need, drive : float or array
        Standard normal: need in all, and how far a person is on the way up.
    by_need, by_drive : float
        Log-odds for one standard deviation of each; 0: it does not matter.

    Examples
    --------
    >>> chance_to_come(0.0, 0.0), round(chance_to_come(1.0, 0.0, by_need=1.0), 3)
    (0.5, 0.731)
    """
    return chance(by_need * need + by_drive * drive)


def chance_to_be_lost(share, score, by_outcome=0.0, usual=50.0):
    """Return how likely a person is to be lost before the last questionnaire.

    Parameters
    ----------
    share : float
        Share lost among people with the usual score, 0 to below 1.
    score : float or array
        Where the person truly stands by then, in points.
    by_outcome : float, optional
        Log-odds for standing 10 points lower; 0: it does not matter.
    usual : float, optional

    Notes
    -----
    The odds are share / (1 - share) * e^[by_outcome (usual - score) / 10].

    Examples
    --------
    >>> chance_to_be_lost(0.3, 40.0), round(chance_to_be_lost(0.3, 40.0, 1.0), 3)
    (0.3, 0.538)
    """
    odds = share / (1 - share) * E ** (by_outcome * (usual - score) / 10)
    return odds / (1 + odds)


def difference(mean1, variance1, n1, mean0, variance0, n0):
    """Return the difference of two means and its standard error, with a pooled variance.

    Parameters
    ----------
    mean1, variance1, n1 : float or array
        Of the programme group; the variance with n - 1 below the line.
    mean0, variance0, n0 : float or array
        Of the comparison group.

    Returns
    -------
    tuple of 2 floats or arrays
        Estimate and standard error; n1 + n0 - 2 degrees of freedom.

    Examples
    --------
    >>> difference(55.0, 100.0, 50, 50.0, 100.0, 50)
    (5.0, 2.0)
    """
    pooled = pooled_sd(variance1**0.5, n1, variance0**0.5, n0)
    return mean1 - mean0, pooled * (1 / n1 + 1 / n0) ** 0.5


def change(mean, variance, n):
    """Return a mean change and its standard error; n - 1 degrees of freedom.

    Examples
    --------
    >>> change(3.0, 64.0, 16)
    (3.0, 2.0)
    """
    return mean, (variance / n) ** 0.5


def adjusted(first, last, squares, n1, n0):
    """Return the difference of the last scores, allowing for the first (ANCOVA).

    Parameters
    ----------
    first, last : float or array
        Difference of the groups' means at the first and at the last questionnaire.
    squares : sequence of 3 floats or arrays
        Within the groups: sum of squares of the first scores, of products of first and last,
        and of squares of the last scores, each about the mean of its group.
    n1, n0 : int or array
        People in each group.

    Returns
    -------
    tuple of 2 floats or arrays
        Estimate and standard error; n1 + n0 - 3 degrees of freedom.

    Notes
    -----
    With the slope b = Sxy / Sxx the estimate is last - b first. Its variance is
    s^2 (1 / n1 + 1 / n0 + first^2 / Sxx), where s^2 = (Syy - b Sxy) / (n1 + n0 - 3).

    References
    ----------
    Vickers, A. J. and Altman, D. G. (2001). Analysing controlled trials with baseline and
    follow up measurements. BMJ 323, 1123-1124.

    Examples
    --------
    >>> estimate, error = adjusted(1.0, 4.0, (50.0, 25.0, 60.0), 6, 7)
    >>> estimate, round(error, 3)
    (3.5, 1.251)
    """
    xx, xy, yy = squares
    slope = xy / xx
    residual = (yy - slope * xy) / (n1 + n0 - 3)
    spread = 1 / n1 + 1 / n0 + first * first / xx
    return adjusted_difference(last, first, slope), (residual * spread) ** 0.5


def chi_square(freedom, rng):
    """Draw from the chi-square distribution; floats only.

    The variance of n normal scores is sd^2 / (n - 1) times such a draw with n - 1 degrees of
    freedom, and has nothing to do with their mean. So a whole group can be drawn at once.

    Parameters
    ----------
    freedom : float
        Degrees of freedom, 2 or more.
    rng : peerlib.models.random_numbers.Pcg32

    References
    ----------
    Marsaglia, G. and Tsang, W. W. (2000). A simple method for generating gamma variables. ACM
    Transactions on Mathematical Software 26, 363-372.

    Examples
    --------
    >>> from peerlib.models.random_numbers import Pcg32
    >>> rng = Pcg32(1)
    >>> draws = [chi_square(9, rng) for _ in range(2000)]
    >>> round(sum(draws) / 2000, 1)
    9.0
    """
    d = freedom / 2 - 1 / 3
    c = 1 / sqrt(9 * d)
    while True:
        z = rng.normal()
        v = (1 + c * z) ** 3
        if v > 0 and log(rng.uniform()) < z * z / 2 + d - d * v + d * log(v):
            return 2 * d * v


def critical(freedom, level=0.95):
    """Return how many standard errors an interval reaches to each side (Student's t).

    Parameters
    ----------
    freedom : float
        Degrees of freedom, 1 or more.
    level : float, optional
        Of the interval, between 0 and 1.

    Notes
    -----
    The first terms of the expansion in 1 / f (Abramowitz and Stegun, 26.7.5), then Newton's
    steps on P(|T| > t), which is the share of Beta(f / 2, 1 / 2) below f / (f + t^2).
    Checked against `scipy.stats.t.ppf`.

    Examples
    --------
    >>> round(critical(98), 3), round(critical(1e6), 3)
    (1.984, 1.96)
    """
    f, z = freedom, _normal_critical(level)
    t = z + (z**3 + z) / (4 * f) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * f * f)
    for _ in range(50):
        beyond = share_below(f / (f + t * t), f / 2, 0.5)
        log_density = lgamma((f + 1) / 2) - lgamma(f / 2) - log(f * pi) / 2
        density = exp(log_density - (f + 1) / 2 * log(1 + t * t / f))
        step = (beyond - (1 - level)) / (2 * density)
        t += step
        if abs(step) < 1e-12 * t:
            break
    return t


def _normal_critical(level):
    low, high = 0.0, 40.0
    for _ in range(60):
        z = (low + high) / 2
        low, high = (z, high) if erf(z / sqrt(2)) < level else (low, z)
    return z


def normal_below(z):
    """Return the share of the standard normal distribution below `z`, a float."""
    return (1 + erf(z / sqrt(2))) / 2


def power(effect, standard_error, reach=1.959964):
    """Return how often an interval leaves out zero, in the long run.

    Parameters
    ----------
    effect : float
        The true effect.
    standard_error : float
        Of its estimate; above 0, in the same unit.
    reach : float, optional
        How many standard errors the interval reaches to each side.

    Returns
    -------
    float
        Share of studies, 0 to 1. Without a true effect it is the share of false alarms.

    Notes
    -----
    Phi(d - z) + Phi(-d - z), where d is the effect in standard errors: the normal
    approximation. Checked against `statsmodels.stats.power.NormalIndPower`.

    Examples
    --------
    >>> round(power(5.0, 2.0), 3), round(power(0.0, 2.0), 3)
    (0.705, 0.05)
    """
    d = effect / standard_error
    return normal_below(d - reach) + normal_below(-d - reach)
