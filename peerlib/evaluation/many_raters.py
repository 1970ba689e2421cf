"""Do many raters agree, beyond what chance would give? Fleiss' kappa and AC1.

Fleiss' kappa comes from statsmodels. It has no interval for it; that follows Gwet (2008).
"""

from collections.abc import Sequence

from . import given
from .agreement import ONE_BOX, Agreement
from .chance_corrected import ac1_chance, chance_corrected
from .results import Estimate


def fleiss(counts: Sequence, *, level: float = 0.95) -> Agreement:
    """Return Fleiss' kappa for things that were each rated by the same number of raters.

    Parameters
    ----------
    counts : table of int
        Element [i][k]: how many raters put thing i into box k.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        If there are fewer than 2 things, boxes or raters, the raters are not equally many for
        each thing, or the table holds anything but counts.

    Notes
    -----
    With r raters, p_k the share of all ratings in box k and n_ik the counts:
    observed = mean over i of (sum over k of n_ik * (n_ik - 1)) / (r * (r - 1)),
    chance = sum of p_k**2, kappa = (observed - chance) / (1 - chance).
    The interval treats the things as a sample of many, and the raters as fixed
    (Gwet, 2008, with Student's t).

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of
    high agreement. British Journal of Mathematical and Statistical Psychology 61, 29-48.

    Examples
    --------
    >>> print(fleiss([[3, 0], [0, 3], [2, 1], [3, 0]]).sentence)
    Two ratings of the same thing agree in 83 of 100 cases; chance alone would give 56, \
so kappa is 0.63, with a 95 % interval from -0.64 to 1.00.
    """
    import numpy as np
    from statsmodels.stats.inter_rater import fleiss_kappa

    counts = given.table("counts", counts)
    level = given.level(level)
    for value in counts.ravel():
        given.count("each entry of counts", value)
    raters = sorted({int(row.sum()) for row in counts})
    if len(raters) > 1 or raters[0] < 2:
        raise ValueError(
            "Each row of counts must add up to the same number of raters, and to 2 or more; "
            f"got rows that add up to {raters[0]} and to {raters[-1]}."
        )
    r, shares = raters[0], counts.sum(axis=0) / counts.sum()
    observed = float((counts * (counts - 1)).sum() / (len(counts) * r * (r - 1)))
    chance = float((shares**2).sum())
    one = np.ones(len(counts))
    ac1 = chance_corrected(counts, one, ac1_chance, level)
    if np.isclose(chance, 1.0):
        nothing = Estimate(None, None, None)
        return Agreement(len(counts), r, observed, chance, nothing, ac1, "none", level, (ONE_BOX,))
    around = chance_corrected(counts, one, lambda shares, part: part @ shares, level)
    kappa = Estimate(float(fleiss_kappa(counts)), around.low, around.high)
    return Agreement(len(counts), r, observed, chance, kappa, ac1, "none", level, ())
