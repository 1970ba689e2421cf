"""Counting events in person-time, when some people have many events and most have none.

PORTABLE: runs under CPython and MicroPython.
"""

from math import exp


def rate(events, time):
    """Return events for each unit of person-time.

    Parameters
    ----------
    events : float
    time : float
        Time that all people together were watched for; above 0.

    Examples
    --------
    >>> rate(30, 40)
    0.75
    """
    return events / time


def variance_to_mean(mean, deviation):
    """Return how much more counts vary than chance alone would have them.

    Parameters
    ----------
    mean, deviation : float
        Mean and standard deviation of the counts of single people, watched equally long.

    Returns
    -------
    float
        Variance divided by mean. Chance alone (Poisson) makes it about 1.

    Examples
    --------
    >>> round(variance_to_mean(0.89, 1.35), 2)
    2.05
    """
    return deviation * deviation / mean


def moment_dispersion(mean, deviation):
    """Return the negative binomial dispersion that fits a mean and a standard deviation.

    Notes
    -----
    The variance is mean + dispersion * mean * mean, so the dispersion is
    (variance - mean) / (mean * mean). It is 0 for counts that vary as chance alone would have
    them, and below 0 for counts that vary less.

    Examples
    --------
    >>> round(moment_dispersion(0.89, 1.35), 2)
    1.18
    """
    return (deviation * deviation - mean) / (mean * mean)


def log_ratio_error(mean1, deviation1, n1, mean0, deviation0, n0):
    """Return the standard error of the logarithm of a ratio of two means.

    Notes
    -----
    The delta method: the square root of s1 * s1 / (n1 * m1 * m1) + s0 * s0 / (n0 * m0 * m0), with
    mean m, standard deviation s and n people in each group. With s * s = m it is the error of
    Poisson counts, the square root of 1 / events1 + 1 / events0.

    References
    ----------
    Glynn, R. J. and Buring, J. E. (1996). Ways of measuring rates of recurrent events.
    BMJ 312, 364-366.

    Examples
    --------
    >>> round(log_ratio_error(0.89, 1.35, 38, 1.53, 1.54, 36), 4)
    0.2978
    """
    part1 = deviation1 * deviation1 / (n1 * mean1 * mean1)
    part0 = deviation0 * deviation0 / (n0 * mean0 * mean0)
    return (part1 + part0) ** 0.5


def poisson_log_ratio_error(events1, events0):
    """Return the standard error of the logarithm of a rate ratio, by chance alone.

    Examples
    --------
    >>> round(poisson_log_ratio_error(25, 100), 4)
    0.2236
    """
    return (1.0 / events1 + 1.0 / events0) ** 0.5


def spread_factor(error, z):
    """Return by what a ratio is divided and multiplied to get its interval.

    Parameters
    ----------
    error : float
        Standard error of the logarithm of the ratio.
    z : float
        How many standard errors the interval goes each way; 1.96 for 95 %.

    Examples
    --------
    >>> round(spread_factor(0.298, 1.96), 3)
    1.793
    """
    return exp(z * error)
