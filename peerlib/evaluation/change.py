"""Change between two times: of one group, and beside a comparison group.

The formulas stand in `peerlib.models.change`; paired tests come from SciPy.
"""

import math
from dataclasses import dataclass

from ..labs import _drawing
from ..models import before_after
from ..models import change as formulas
from . import given
from .results import Estimate, Result, interval_words
from .scores import differ, score, scores, spread, yes_or_no
from .standardised import around

ALONE = (
    "One group alone cannot tell what the programme did: people also change with time, with "
    "being asked again, and because those picked at a bad time mostly drift back."
)


@dataclass(frozen=True, repr=False)
class MeanChange(Result):
    """How far the mean of one group moved. Made by `mean_change`."""

    change: Estimate
    """Mean after minus mean before, in points."""
    standardised: float | None
    """The change in standard deviations before, times Hedges' exact factor for n - 1."""
    mean_before: float
    mean_after: float
    sd_before: float
    correlation: float | None
    """Between before and after; None if everybody has the same score at one time."""
    p: float | None
    """Of the paired t test; None if everybody changed by the same amount."""
    n: int
    """People with both scores."""
    n_left_out: int
    """People with a score missing."""
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"The mean went from {self.mean_before:.2f} to {self.mean_after:.2f}, a change of "
            f"{self.change.value:+.2f} points in {self.n} people, "
            f"{interval_words(self.change, self.level)}; alone it does not tell why."
        )

    def pictures(self):
        """Return the mean before and after."""
        low, high = room(self.mean_before, self.mean_after)
        return [
            _drawing.lines(
                "Mean before and after",
                f"A line from {self.mean_before:.2f} before to {self.mean_after:.2f} after.",
                [0, 1],
                "Time (0 is before, 1 is after)",
                [("average", "Mean of the group", [self.mean_before, self.mean_after])],
                low=low,
                high=high,
            )
        ]


def mean_change(before, after, *, level=0.95):
    """Say how far the mean of one group moved between two times.

    Parameters
    ----------
    before, after : sequence of float
        Scores of the same people in the same order; None or NaN where one is missing. People
        with a missing score are left out and counted.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    MeanChange

    Raises
    ------
    ValueError
        If the two are not equally long, hold what is no number, or fewer than 2 people have
        both scores.

    Notes
    -----
    The standardised change is J(n - 1) (mean after - mean before) / SD before. `metafor` calls it
    SMCR.

    Examples
    --------
    >>> mean_change([10, 12, 14, 16], [12, 13, 17, 18]).change.value
    2.0
    """
    import numpy as np
    from scipy import stats

    first = scores("before", before, missing=True)
    second = scores("after", after, missing=True)
    given.same_length(before=first, after=second)
    level = given.level(level)
    both = ~np.isnan(first) & ~np.isnan(second)
    n = int(both.sum())
    if n < 2:
        raise ValueError(
            f"Only {n} people have a score before and after; at least 2 are needed. "
            "Are the two lists in the same order?"
        )
    x, y = first[both], second[both]
    value, sd = float((y - x).mean()), float(x.std(ddof=1)) if differ(x) else 0.0
    notes = [ALONE]
    if n < len(first):
        notes.append(f"{len(first) - n} people have a score missing and are left out.")
    interval, p = (None, None), None
    if differ(y - x):
        test = stats.ttest_rel(y, x)
        limits = test.confidence_interval(level)
        interval, p = (float(limits.low), float(limits.high)), float(test.pvalue)
    else:
        notes.append("Everybody changed by the same amount, so there is no interval.")
    return MeanChange(
        Estimate(value, *interval),
        formulas.small_sample_factor(n - 1, exact=True) * value / sd if sd and n > 2 else None,
        float(x.mean()),
        float(y.mean()),
        sd,
        float(np.corrcoef(x, y)[0, 1]) if sd and differ(y) else None,
        p,
        n,
        len(first) - n,
        level,
        tuple(notes),
    )


@dataclass(frozen=True, repr=False)
class PrePostControl(Result):
    """How much more one group changed than another, in SDs. Made by `pre_post_control`."""

    change_programme: float
    change_comparison: float
    difference: float
    """Change with the programme minus change without, in points; turned where lower is better."""
    d: Estimate
    """The difference in SDs before of both groups together, times the exact J: d_ppc2."""
    by_own_sd: Estimate
    """Each group's change in its own SD before, subtracted."""
    lower_is_better: bool
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"The programme group changed by {self.change_programme:+.2f} points and the "
            f"comparison group by {self.change_comparison:+.2f}: beside it, the programme group "
            f"did {abs(self.d.value):.2f} standard deviations "
            f"{'worse' if self.d.value < 0 else 'better'}, {interval_words(self.d, self.level)}."
        )

    def pictures(self):
        """Return both changes as bars, and the difference between them."""
        values = (self.change_programme, self.change_comparison)
        reach = 1.1 * max(abs(value) for value in (*values, self.difference)) or 1.0
        bars = [
            ("average", "Programme group", 0.0, values[0], f"{values[0]:+.2f}"),
            ("second", "Comparison group", 0.0, values[1], f"{values[1]:+.2f}"),
            (
                "third",
                "Difference between the two",
                0.0,
                values[0] - values[1],
                f"{values[0] - values[1]:+.2f}",
            ),
        ]
        text = (
            f"The programme group changed by {values[0]:+.2f} points, the comparison group by "
            f"{values[1]:+.2f}. The difference is {values[0] - values[1]:+.2f}."
        )
        return [_drawing.bars("Change in points", text, bars, -reach, reach, reference=0.0)]


def pre_post_control(
    programme,
    comparison,
    *,
    correlation=None,
    lower_is_better=False,
    level=0.95,
):
    """Say how much more the programme group changed, in standard deviations.

    Parameters
    ----------
    programme, comparison : sequence of four numbers
        People, mean before, mean after, standard deviation before.
    correlation : float, optional
        Between before and after, above -1 and below 1. Without it there is no interval: means
        alone do not say how closely people's two scores go together.
    lower_is_better : bool
        True for a scale on which a low score is good. Signs are then turned.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    PrePostControl

    Raises
    ------
    ValueError
        If a group has not four numbers, fewer than 3 people, or a standard deviation that is
        not above 0, or the correlation, `level` or `lower_is_better` is none.

    Notes
    -----
    d = J [(change with) - (change without)] / s, with s the pooled SD before and the exact J for
    n1 + n0 - 2. Its variance is 2 (1 - r) (1/n1 + 1/n0) + d**2 / (2 (n1 + n0)), r the correlation.
    The other version divides each change by the group's own SD before and J(n - 1), and adds the
    variances 2 (1 - r) / n + d**2 / (2 n). The five studies of Morris (2008) come out as printed
    there, and as in the tests of the R package metafor; with J = 1 - 3 / (4 df - 1) the third
    would be 1.2047 and not 1.2045.

    References
    ----------
    Morris, S. B. (2008). Estimating effect sizes from pretest-posttest-control group designs.
    Organizational Research Methods 11, 364-386.

    Examples
    --------
    >>> hope = pre_post_control((120, 2.78, 2.97, 0.47), (97, 2.76, 2.73, 0.48))
    >>> round(hope.difference, 2), round(hope.d.value, 3)
    (0.22, 0.462)
    """
    n1, x1, y1, s1 = _group("programme", programme)
    n0, x0, y0, s0 = _group("comparison", comparison)
    turned = yes_or_no("lower_is_better", lower_is_better)
    level = given.level(level)
    if correlation is not None:
        correlation = given.number("correlation", correlation, -1, 1, open_ends=True)
    sign = -1 if turned else 1
    difference = sign * before_after.difference_in_differences(x1, y1, x0, y0)
    s = formulas.pooled_sd(s1, n1, s0, n0)
    d = formulas.small_sample_factor(n1 + n0 - 2, exact=True) * difference / s
    own = [
        sign * formulas.small_sample_factor(n - 1, exact=True) * (y - x) / sd
        for n, x, y, sd in ((n1, x1, y1, s1), (n0, x0, y0, s0))
    ]
    if correlation is None:
        both = Estimate(d, None, None), Estimate(own[0] - own[1], None, None)
        notes = ("Without the correlation between before and after there is no interval.",)
    else:
        fixed = 2 * (1 - correlation)
        spread = fixed * (1 / n1 + 1 / n0) + d**2 / (2 * (n1 + n0))
        apart = sum(fixed / n + one**2 / (2 * n) for n, one in zip((n1, n0), own, strict=True))
        both = (
            around(d, math.sqrt(spread), level),
            around(own[0] - own[1], math.sqrt(apart), level),
        )
        notes = ()
    return PrePostControl(y1 - x1, y0 - x0, difference, *both, turned, level, notes)


def _group(name, values):
    try:
        n, before, after, sd = values
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be four numbers: people, mean before, mean after, "
            f"standard deviation before; got {str(values)[:40]!r}."
        ) from None
    sd = spread(f"{name}: standard deviation before", sd)
    if sd == 0:
        raise ValueError(
            f"{name}: the standard deviation before is 0, so there is no measure "
            "for the change. Give it in points."
        )
    return (
        given.count(f"{name}: people", n, least=3),
        score(f"{name}: mean before", before),
        score(f"{name}: mean after", after),
        sd,
    )


def room(*values):
    """Return the ends of an axis that shows some values: round numbers with room around them."""
    span = max(values) - min(values) or 1.0
    step = 0.5 * 10 ** math.floor(math.log10(span))
    low = step * math.floor((min(values) - 0.1 * span) / step)
    return low, step * math.ceil((max(values) + 0.1 * span) / step)
