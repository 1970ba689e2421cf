"""Agreement corrected for chance, with the interval of Gwet (2008)."""

from .results import Estimate


def ac1_chance(shares, part):
    """Return the chance agreement of AC1: sum of part * (1 - share) / (number of boxes - 1)."""
    return part @ (1 - shares) / (part.shape[1] - 1)


def chance_corrected(rows, times, chance_of, level):
    """Return (observed - chance) / (1 - chance) with Gwet's interval.

    `rows` are counts of ratings by thing and box, each of them found `times` times;
    ``chance_of(shares, part)`` gives chance agreement from all shares and those of each thing.
    """
    import numpy as np
    from scipy.stats import t

    n, r = times.sum(), rows.sum(axis=1)[0]
    shares = times @ rows / (n * r)
    observed = (rows * (rows - 1)).sum(axis=1) / (r * (r - 1))
    chance = chance_of(shares, rows / r)
    mean_chance = times @ chance / n
    value = (times @ observed / n - mean_chance) / (1 - mean_chance)
    single = (observed - mean_chance) / (1 - mean_chance)
    single = single - 2 * (1 - value) * (chance - mean_chance) / (1 - mean_chance)
    error = np.sqrt(times @ (single - value) ** 2 / (n * (n - 1)))
    reach = t.isf((1 - level) / 2, n - 1) * error
    return Estimate(float(value), float(value - reach), float(min(1.0, value + reach)))
