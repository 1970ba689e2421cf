"""An experiment that can tell two rules for credibility apart.

Readers get one of four short stories (vignettes): the teller shares little or much with
the reader, and the reader feels little or much like the teller. Each reader rates how
credible the teller is. The *contrast*

    (much, much) - (much, little) - (little, much) + (little, little)

is 0 if shared stigma and identification add up, and above 0 if each is worth more with
the other. With low 0.2 and high 0.8 the product rule says 0.85 x 0.6 x 0.6 = 0.306.

The readers are made up, by a generator with a seed.

PORTABLE: runs under CPython and MicroPython.
"""

from math import erf, sqrt

from .identity import COEFFICIENTS, RULES, credibility
from .random_numbers import Pcg32

# shared stigma and identification: 0 is little, 1 is much
CELLS = ((0, 0), (0, 1), (1, 0), (1, 1))
SIGNS = (1, -1, -1, 1)


def cell_means(rule, low, high):
    """Return the credibility that a rule predicts for each story, in the order of `CELLS`.

    Parameters
    ----------
    rule : {"product", "sum"}
    low, high : float
        What "little" and "much" mean on the scale from 0 to 1.

    Examples
    --------
    >>> [round(mean, 3) for mean in cell_means("product", 0.2, 0.8)]
    [0.184, 0.286, 0.286, 0.694]
    """
    ends = (low, high)
    return [credibility(ends[shared], ends[alike], rule) for shared, alike in CELLS]


def true_contrast(rule, low, high):
    """Return the contrast that a rule predicts.

    Notes
    -----
    For the product rule it is (1 - c0)(high - low)^2; for the sum rule it is 0.

    Examples
    --------
    >>> round(true_contrast("product", 0.2, 0.8), 3), true_contrast("sum", 0.2, 0.8)
    (0.306, 0.0)
    """
    if rule == "sum":
        return 0.0
    return (1 - COEFFICIENTS["credibility_base"]) * (high - low) ** 2


def ratings(means, readers, noise, seed):
    """Return made-up ratings: one list for each story.

    Parameters
    ----------
    means : list of 4 float
        From `cell_means`.
    readers : int
        Readers of each story.
    noise : float
        Standard deviation between readers of the same story. A rating may lie beyond
        0 or 1, for we leave out that a real scale has ends.
    seed : int
        Fixes the luck. Each story has its own sequence, so that with more readers the
        first ones stay who they were.
    """
    found = []
    for story, mean in enumerate(means):
        rng = Pcg32(seed, 54 + story)
        found.append([mean + noise * rng.normal() for _ in range(readers)])
    return found


def t_quantile(degrees):
    """Return how many standard errors a 95 % interval reaches to each side.

    Parameters
    ----------
    degrees : float
        Degrees of freedom, at least 8. The series (Fisher and Cornish) is then
        within 0.001 of the exact quantile of Student's t.

    Examples
    --------
    >>> round(t_quantile(16), 3)
    2.12
    """
    z = 1.959963984540054
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3


def analyse(groups):
    """Return the four means, and the contrast with its 95 % interval.

    Parameters
    ----------
    groups : list of 4 lists of float
        As from `ratings`, all of one length, 3 or more.

    Returns
    -------
    dict
        ``means``, ``error`` (standard error of one mean, pooled), ``contrast``, ``low``
        and ``high``.
    """
    readers = len(groups[0])
    means = [sum(group) / readers for group in groups]
    squares = 0.0
    for group, mean in zip(groups, means):
        squares += sum([(rating - mean) ** 2 for rating in group])
    degrees = 4 * (readers - 1)
    error = sqrt(squares / degrees / readers)
    contrast = sum([sign * mean for sign, mean in zip(SIGNS, means)])
    reach = t_quantile(degrees) * 2 * error
    return {
        "means": means,
        "error": error,
        "contrast": contrast,
        "low": contrast - reach,
        "high": contrast + reach,
    }


def verdict(found, low, high):
    """Return which rules the interval leaves standing: "product", "sum", "both" or "neither".

    Parameters
    ----------
    found : dict
        From `analyse`.
    low, high : float
        As given to `cell_means`.
    """
    standing = [
        rule for rule in RULES if found["low"] <= true_contrast(rule, low, high) <= found["high"]
    ]
    if len(standing) == 1:
        return standing[0]
    return "both" if standing else "neither"


def chance_of_ruling_out(readers, noise, low, high):
    """Return how often the interval leaves out the wrong rule, when one of the two is right.

    Notes
    -----
    The normal approximation: with standard error e = 2 noise / sqrt(readers) and the true
    contrasts a distance d apart, Phi(d/e - 1.96) + Phi(-d/e - 1.96).

    Examples
    --------
    >>> round(chance_of_ruling_out(20, 0.25, 0.2, 0.8), 2)
    0.78
    """
    apart = true_contrast("product", low, high) * sqrt(readers) / (2 * noise)
    z = 1.959963984540054
    return _below(apart - z) + _below(-apart - z)


def _below(z):
    """Return the share of a standard normal distribution that lies below `z`."""
    return (1 + erf(z / sqrt(2))) / 2
