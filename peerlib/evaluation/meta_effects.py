"""From what trials report to effects that can be pooled: logarithms of ratios, differences."""

from ..models import change
from . import given

MEASURES = ("odds-ratio", "risk-ratio", "risk-difference")
MEANS = ("g", "difference")


def from_counts(
    events_programme, n_programme, events_comparison, n_comparison, measure="odds-ratio"
):
    """Return effect and standard error of each trial with a yes-or-no outcome.

    Parameters
    ----------
    events_programme, n_programme, events_comparison, n_comparison : sequence of int
        One count of each for each trial.
    measure : {"odds-ratio", "risk-ratio", "risk-difference"}
        Of a ratio, the logarithm is returned.

    Returns
    -------
    effects, standard_errors : arrays

    Raises
    ------
    ValueError
        If counts are impossible, lists differ in length, or nobody or everybody in both
        groups of a trial had the event while a ratio is asked for.

    Notes
    -----
    In a trial with a zero among its four counts, one half is added to each of the four, and
    in no other trial. The effects come from statsmodels.

    Examples
    --------
    >>> effects, errors = from_counts([64], [218], [83], [216])
    >>> round(float(effects[0]), 3), round(float(errors[0]), 3)
    (-0.407, 0.204)
    """
    import numpy as np
    from statsmodels.stats.meta_analysis import effectsize_2proportions

    given.choice("measure", measure, MEASURES)
    a, n1 = _events("programme", events_programme, n_programme)
    c, n0 = _events("comparison", events_comparison, n_comparison)
    given.same_length(programme=a, comparison=c)
    zero = (a == 0) | (c == 0) | (a == n1) | (c == n0)
    for i in np.flatnonzero(zero & (((a == 0) & (c == 0)) | ((a == n1) & (c == n0)))):
        if measure != "risk-difference":
            raise ValueError(
                f"In trial {i + 1} nobody or everybody had the event in both groups. It says "
                "nothing about a ratio: leave it out, or take the risk difference."
            )
    half = np.where(zero, 0.5, 0.0)
    statistic = "diff" if measure == "risk-difference" else measure
    effects, variances = effectsize_2proportions(
        a + half, n1 + 2 * half, c + half, n0 + 2 * half, statistic=statistic
    )
    return np.asarray(effects), np.sqrt(variances)


def from_means(
    mean_programme,
    sd_programme,
    n_programme,
    mean_comparison,
    sd_comparison,
    n_comparison,
    measure="g",
    lower_is_better=False,
):
    """Return effect and standard error of each trial with a score as its outcome.

    Parameters
    ----------
    mean_programme, sd_programme, n_programme : sequence of float
    mean_comparison, sd_comparison, n_comparison : sequence of float
        One of each for each trial; at least 2 people in each group, and sd above 0.
    measure : {"g", "difference"}
        Hedges' g, or the difference of means in the unit of the score.
    lower_is_better : bool
        Turn the sign, so that above zero always favours the programme.

    Returns
    -------
    effects, standard_errors : arrays

    Raises
    ------
    ValueError
        If a number is missing, not finite or impossible, or lists differ in length.

    Notes
    -----
    The variance of a difference is s**2 (1 / n1 + 1 / n0) with the pooled s. That of g is in
    `peerlib.models.change.g_variance`; J is 1 - 3 / (4 df - 1). Agrees to four decimals with
    the g and the standard errors in the open data of Smit et al. (2023), but for the rows
    that the tests name.

    Examples
    --------
    >>> effects, errors = from_means([3.59], [0.50], [121], [3.40], [0.56], [99])
    >>> round(float(effects[0]), 4), round(float(errors[0]) ** 2, 5)
    (0.3587, 0.01853)
    """
    import numpy as np

    given.choice("measure", measure, MEANS)
    lists = {
        "mean_programme": given.numbers("mean_programme", mean_programme),
        "sd_programme": given.numbers("sd_programme", sd_programme, low=1e-12),
        "n_programme": given.numbers("n_programme", n_programme, low=2),
        "mean_comparison": given.numbers("mean_comparison", mean_comparison),
        "sd_comparison": given.numbers("sd_comparison", sd_comparison, low=1e-12),
        "n_comparison": given.numbers("n_comparison", n_comparison, low=2),
    }
    given.same_length(**lists)
    m1, s1, n1, m0, s0, n0 = lists.values()
    spread = change.pooled_sd(s1, n1, s0, n0)
    gap = (m0 - m1) if lower_is_better else (m1 - m0)
    if measure == "difference":
        return gap, spread * np.sqrt(1 / n1 + 1 / n0)
    factor = change.small_sample_factor(n1 + n0 - 2)
    g = factor * gap / spread
    return g, np.sqrt(change.g_variance(g, n1, n0, factor))


def _events(name, events, n):
    n = given.numbers(f"n_{name}", n, low=1)
    events = given.numbers(f"events_{name}", events, low=0)
    given.same_length(**{f"events_{name}": events, f"n_{name}": n})
    for i in range(len(n)):
        given.count(f"events_{name} in trial {i + 1}", float(events[i]))
        given.count(f"n_{name} in trial {i + 1}", float(n[i]))
        if events[i] > n[i]:
            raise ValueError(
                f"In trial {i + 1}, events_{name} is {events[i]:g} and n_{name} is {n[i]:g}. "
                "There cannot be more people with the event than people; are they swapped?"
            )
    return events, n
