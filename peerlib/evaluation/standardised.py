"""Two groups compared on a score: the difference of means, and the same in standard deviations.

The formulas stand in `peerlib.models.change`; tests and quantiles come from SciPy.
"""

import math
from dataclasses import dataclass

from ..labs import _drawing
from ..models import change
from . import given
from .results import Estimate, Result, interval_words
from .scores import score, spread, yes_or_no

ROOT_3_OVER_PI = math.sqrt(3) / math.pi


@dataclass(frozen=True, repr=False)
class MeanComparison(Result):
    """How far two groups lie apart on a score. Made by `compare_means`."""

    difference: Estimate
    """Mean with the programme minus mean without, in points of the score; its sign is turned
    where lower is better, so that above zero always favours the programme."""
    d: float | None
    """The difference in pooled standard deviations; None if everybody has the same score."""
    g: Estimate
    """`d` times Hedges' factor for small groups."""
    standard_error: float | None
    """Of `g`."""
    glass_delta: float | None
    """The difference in standard deviations of the comparison group alone."""
    p: float | None
    """Of the t test with pooled standard deviations."""
    pooled_sd: float
    n_programme: int
    n_comparison: int
    lower_is_better: bool
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        if self.g.value is None:
            return (
                f"The groups differ by {self.difference.value:.2f} points, and nobody differs "
                "from the others of the group, so there is nothing to measure it against."
            )
        side = "for" if self.g.value > 0 else "against" if self.g.value < 0 else "neither for nor"
        if side.startswith("neither"):
            side += " against"
        return (
            f"The difference of {abs(self.difference.value):.2f} points is "
            f"{abs(self.g.value):.2f} standard deviations and speaks {side} the programme, "
            f"{interval_words(self.g, self.level)}."
        )

    def pictures(self):
        """Return the standardised difference with its interval, beside no difference."""
        g = self.g
        if g.value is None:
            return []
        reach = 0.2 * math.ceil(max(abs(g.low), abs(g.high), 0.5) / 0.2)
        side = "holds" if g.holds(0) else "does not hold"
        return [
            _drawing.intervals(
                "Standardised difference",
                f"The standardised difference is {g.value:.2f}. Its interval runs from "
                f"{g.low:.2f} to {g.high:.2f} and {side} zero, which is no difference.",
                [("average", "Programme and comparison", *_parts(g), _shown(g))],
                "Standard deviations (right of 0: for the programme)",
                -reach,
                reach,
                reference=0.0,
            )
        ]


def compare_means(
    mean_programme,
    sd_programme,
    n_programme,
    mean_comparison,
    sd_comparison,
    n_comparison,
    *,
    lower_is_better=False,
    level=0.95,
):
    """Compare two groups on a score, from their means and standard deviations.

    Parameters
    ----------
    mean_programme, mean_comparison : float
        In points of the score.
    sd_programme, sd_comparison : float
        Standard deviations with divisor n - 1, from 0 on. Where a paper prints standard errors,
        turn them into standard deviations with `peerlib.models.change.sd_from_standard_error`.
    n_programme, n_comparison : int
        People behind each mean, from 2 on.
    lower_is_better : bool
        True for a scale on which a low score is good. Signs are then turned.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    MeanComparison

    Raises
    ------
    ValueError
        If a mean lies beyond a thousand million, a standard deviation is below 0, a group
        has fewer than 2 people, or `level` or `lower_is_better` is none.

    Notes
    -----
    With s the pooled standard deviation and df = n1 + n0 - 2: d = (M1 - M0) / s,
    g = J d with J = 1 - 3 / (4 df - 1), and
    var(g) = J**2 [(n1 + n0) / (n1 n0) + d**2 / (2 (n1 + n0))].

    Of the 66 results in `peerlib/data/smit2023.csv`, 50 come with means and standard deviations.
    Printed g and standard errors are met within 0.0001 but for these: Boevink, clinical
    (printed -0.0500, means and SDs give -0.0469), Solomon, functional (the printed standard error
    fits 48 people in each group, where the row has 45), and Davidson, clinical and functional
    (the size is met, the sign is not: the means speak against peer support).

    References
    ----------
    Smit, D., et al. (2023). Database of peer support for individuals with mental illness.
    doi 10.5281/zenodo.7687898.

    Examples
    --------
    >>> hope = compare_means(2.97, 0.46, 120, 2.73, 0.48, 97)
    >>> round(hope.d, 3), round(hope.g.value, 3), round(hope.g.low, 3), round(hope.g.high, 3)
    (0.512, 0.51, 0.239, 0.781)
    """
    from scipy import stats

    n1 = given.count("n_programme", n_programme, least=2)
    n0 = given.count("n_comparison", n_comparison, least=2)
    s1 = spread("sd_programme", sd_programme)
    s0 = spread("sd_comparison", sd_comparison)
    m1 = score("mean_programme", mean_programme)
    m0 = score("mean_comparison", mean_comparison)
    turned = yes_or_no("lower_is_better", lower_is_better)
    level = given.level(level)
    value = (m0 - m1) if turned else (m1 - m0)
    s = change.pooled_sd(s1, n1, s0, n0)
    df, common = n1 + n0 - 2, (n1, n0, turned, level)
    if s == 0:
        note = "Everybody in a group has the same score, so there is no interval and no d."
        nothing = Estimate(None, None, None)
        same = Estimate(value, None, None)
        return MeanComparison(same, None, nothing, None, None, None, s, *common, (note,))
    half = float(stats.t.ppf((1 + level) / 2, df)) * s * math.sqrt(1 / n1 + 1 / n0)
    g, error = _g(value / s, n1, n0)
    return MeanComparison(
        Estimate(value, value - half, value + half),
        value / s,
        around(g, error, level),
        error,
        value / s0 if s0 else None,
        float(stats.ttest_ind_from_stats(m1, s1, n1, m0, s0, n0).pvalue),
        s,
        *common,
        (),
    )


@dataclass(frozen=True, repr=False)
class CountComparison(Result):
    """A yes-or-no outcome on the scale of standardised differences. Made by `g_from_counts`."""

    g: Estimate
    """Above zero favours the programme."""
    standard_error: float
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"On the scale of scores these counts are a difference of {self.g.value:.2f} standard "
            f"deviations, {interval_words(self.g, self.level)}; above zero favours the programme."
        )

    def pictures(self):
        """Return the standardised difference with its interval."""
        reach = 0.5 * math.ceil(max(abs(self.g.low), abs(self.g.high), 0.5) / 0.5)
        return [
            _drawing.intervals(
                "Standardised difference from counts",
                f"The standardised difference is {self.g.value:.2f}, with an interval from "
                f"{self.g.low:.2f} to {self.g.high:.2f}.",
                [("average", "Programme and comparison", *_parts(self.g), _shown(self.g))],
                "Standard deviations (right of 0: for the programme)",
                -reach,
                reach,
                reference=0.0,
            )
        ]


def g_from_counts(
    events_programme,
    n_programme,
    events_comparison,
    n_comparison,
    *,
    event_is_bad=True,
    level=0.95,
):
    """Put a yes-or-no outcome on the scale of standardised differences.

    Parameters
    ----------
    events_programme, n_programme, events_comparison, n_comparison : int
        People with the event, and all people, in each group.
    event_is_bad : bool
        True if fewer events speak for the programme.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    CountComparison

    Raises
    ------
    ValueError
        If a count is none, there are more events than people, a group has fewer than 2
        people, or `level` or `event_is_bad` is none.

    Notes
    -----
    g = J ln(OR) sqrt(3) / pi, with OR the odds ratio and J as in `compare_means`; its standard
    error is J sqrt(3) / pi times that of ln(OR). If a count is zero, one half is added to all
    four, and `notes` says so. It takes scores as bell-shaped behind the yes and no.

    Examples
    --------
    >>> round(g_from_counts(3, 20, 11, 22).g.value, 4)
    0.9383
    """
    a = given.count("events_programme", events_programme)
    n1 = given.count("n_programme", n_programme, least=2)
    c = given.count("events_comparison", events_comparison)
    n0 = given.count("n_comparison", n_comparison, least=2)
    if a > n1 or c > n0:
        raise ValueError(
            f"There are more people with the event than people ({a} of {n1}, {c} of {n0}). "
            "Are counts and group sizes swapped?"
        )
    bad = yes_or_no("event_is_bad", event_is_bad)
    level = given.level(level)
    cells, notes = [a, n1 - a, c, n0 - c], ()
    if 0 in cells:
        cells = [cell + 0.5 for cell in cells]
        notes = ("A count is zero, so one half was added to each of the four.",)
    log_ratio = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    scale = change.small_sample_factor(n1 + n0 - 2) * ROOT_3_OVER_PI
    error = scale * math.sqrt(sum(1 / cell for cell in cells))
    value = scale * (-log_ratio if bad else log_ratio)
    return CountComparison(around(value, error, level), error, level, notes)


def _g(d, n1, n0):
    factor = change.small_sample_factor(n1 + n0 - 2)
    return factor * d, math.sqrt(change.g_variance(factor * d, n1, n0, factor))


def around(value, error, level):
    """Return an estimate with its interval, from its standard error."""
    from scipy.stats import norm

    half = float(norm.ppf((1 + level) / 2)) * error
    return Estimate(value, value - half, value + half)


def _parts(estimate):
    return estimate.value, estimate.low, estimate.high


def _shown(estimate):
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
