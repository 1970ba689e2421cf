"""The Beta law: how often a level between 0 and 1 is found where.

A level that two steady pulls and chance move about comes to follow this law.

PORTABLE: runs under CPython and MicroPython.
"""

from math import exp, lgamma, log


def check_shape(a, b):
    """Raise an error unless `a` and `b` are finite numbers above 0.

    Raises
    ------
    ValueError
        If one of them is not; the message says which.
    """
    for name, value in (("a", a), ("b", b)):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 < value < 1e300:  # a NaN fails the comparison too
            raise ValueError(
                "%s must be a number above 0, got %r. A Beta law needs both of its numbers "
                "above 0." % (name, value)
            )


def mean_and_sd(a, b):
    """Return the mean and the standard deviation of Beta(a, b).

    Parameters
    ----------
    a, b : float
        Above 0. The larger their sum, the narrower the law.

    Returns
    -------
    tuple of 2 floats

    Raises
    ------
    ValueError
        If `a` or `b` is not a number above 0.

    Notes
    -----
    Mean a / (a + b); variance a b / [(a + b)^2 (a + b + 1)].

    Examples
    --------
    >>> mean, sd = mean_and_sd(3, 1)
    >>> mean, round(sd, 4)
    (0.75, 0.1936)
    """
    check_shape(a, b)
    total = a + b
    return a / total, (a * b / (total + 1)) ** 0.5 / total


def density(y, a, b):
    """Return the density of Beta(a, b) at `y`.

    Parameters
    ----------
    y : float
        A level. Outside of 0 to 1 the density is 0.
    a, b : float
        Above 0.

    Returns
    -------
    float
        Infinite at an end where the law piles up (at 0 if a < 1, at 1 if b < 1).

    Raises
    ------
    ValueError
        If `a` or `b` is not a number above 0.

    Notes
    -----
    y^(a-1) (1-y)^(b-1) Gamma(a+b) / [Gamma(a) Gamma(b)].

    Examples
    --------
    >>> round(density(0.5, 2, 2), 6)
    1.5
    """
    check_shape(a, b)
    if y < 0 or y > 1:
        return 0.0
    if y == 0 or y == 1:
        power = a if y == 0 else b
        if power < 1:
            return float("inf")
        return float(a + b - 1) if power == 1 else 0.0
    return exp(_log_front(y, a, b) - log(y) - log(1 - y))


def share_below(y, a, b):
    """Return the share of the Beta(a, b) law that lies below `y`.

    Parameters
    ----------
    y : float
        A level. 0 and less give 0; 1 and more give 1.
    a, b : float
        Above 0.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If `a` or `b` is not a number above 0.

    Notes
    -----
    The regularised incomplete beta function, by its continued fraction.
    Checked against `scipy.stats.beta.cdf`.

    Examples
    --------
    >>> round(share_below(0.5, 2, 2), 12)
    0.5
    """
    check_shape(a, b)
    if y <= 0:
        return 0.0
    if y >= 1:
        return 1.0
    front = exp(_log_front(y, a, b))
    # each side has the fraction that converges fast there
    if y < (a + 1) / (a + b + 2):
        return front * _continued_fraction(y, a, b) / a
    return 1 - front * _continued_fraction(1 - y, b, a) / b


def _log_front(y, a, b):
    """Return the logarithm of y^a (1-y)^b / B(a, b)."""
    return a * log(y) + b * log(1 - y) + lgamma(a + b) - lgamma(a) - lgamma(b)


def _continued_fraction(y, a, b):
    """Return the continued fraction of the incomplete beta function (Lentz's method)."""
    tiny = 1e-300
    c, d = 1.0, 1 / (1 - (a + b) * y / (a + 1) or tiny)
    value = d
    for m in range(1, 500):
        even = m * (b - m) * y / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * y / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / (1 + term * d or tiny)
            c = 1 + term / c or tiny
            value *= c * d
        if abs(c * d - 1) < 1e-13:
            break
    return value
