"""Quality-adjusted life years of each person, and their difference between two groups."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import costs as sums
from . import given
from .results import Estimate, Result, interval_words

LOWEST, HIGHEST = -1.0, 1.0


def quality_adjusted_years(months, utilities, until=None):
    """Return quality-adjusted life years from utilities at a few times.

    Parameters
    ----------
    months : sequence of float
        When the utility was measured, rising, the first is 0; two times at least.
    utilities : sequence of float
        From -1 to 1: 1 is full health, 0 is as bad as dead.
    until : float, optional
        Month at which to stop; by default the last.

    Returns
    -------
    float
        The area below the straight lines between the utilities, in years.

    Raises
    ------
    ValueError
        If times do not rise from 0, utilities lie outside, lists differ in length, or `until`
        is not above 0 and at most the last time.

    References
    ----------
    Petrou, S., & Gray, A. (2011). BMJ 342, d1548.

    Examples
    --------
    >>> round(quality_adjusted_years([0, 4, 18], [0.60, 0.68, 0.74], until=12), 4)
    0.6781
    """
    months = given.numbers("months", months, least=2, low=0)
    utilities = given.numbers("utilities", utilities, least=2, low=LOWEST, high=HIGHEST)
    given.same_length(months=months, utilities=utilities)
    months, utilities = [float(one) for one in months], [float(one) for one in utilities]
    if months[0] != 0 or any(b <= a for a, b in zip(months, months[1:], strict=False)):
        raise ValueError("months must rise and begin with 0, the start; such as [0, 4, 12].")
    until = months[-1] if until is None else given.number("until", until, 0, months[-1])
    if until <= 0:
        raise ValueError("until must be above 0: there is no area in no time.")
    return sums.quality_adjusted_years(months, utilities, until)


@dataclass(frozen=True, repr=False)
class AdjustedDifference(Result):
    """Difference in quality-adjusted life years. Made by `adjusted_difference`."""

    crude: Estimate
    """Difference of the means."""
    adjusted: Estimate
    """The same for people with equal utility at the start."""
    start: float
    """Utility at the start, programme minus comparison."""
    level: float

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"At the start the programme group's utility was {abs(self.start):.3f} "
            f"{'higher' if self.start >= 0 else 'lower'}; for people with the same start, the "
            f"programme gives {self.adjusted.value:.3f} quality-adjusted years more, "
            f"{interval_words(self.adjusted, self.level, 3)} (not adjusted: "
            f"{self.crude.value:.3f})."
        )

    def pictures(self):
        """Return both differences with their intervals."""
        rows = [
            (
                style,
                label,
                one.value,
                one.low,
                one.high,
                f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})",
            )
            for style, label, one in (
                ("second", "as it stands", self.crude),
                ("average", "for the same start", self.adjusted),
            )
        ]
        ends = [0.0] + [edge for row in rows for edge in row[3:5]]
        room = 0.08 * (max(ends) - min(ends)) or 1.0
        return [
            _drawing.intervals(
                "Extra quality-adjusted years",
                self.sentence,
                rows,
                "years (right is better)",
                min(ends) - room,
                max(ends) + room,
                reference=0.0,
            )
        ]


def adjusted_difference(years, programme, start, *, level=0.95):
    """Compare quality-adjusted years between groups, for people with the same start.

    Parameters
    ----------
    years : sequence of float
        Quality-adjusted years of each person.
    programme : sequence of 0 and 1
        1 for the programme group. At least three people in each group.
    start : sequence of float
        Utility at the start, from -1 to 1.
    level : float

    Returns
    -------
    AdjustedDifference

    Raises
    ------
    ValueError
        If lists differ in length, a value is missing or impossible, or a group is too small.

    Notes
    -----
    Least squares of the years on group and start. A utility that is higher at the start adds
    to the years over the whole time, whether or not the difference at the start is
    statistically significant, so it is always adjusted for.

    References
    ----------
    Manca, A., Hawkins, N., & Sculpher, M. J. (2005). Estimating mean QALYs in trial-based
    cost-effectiveness analysis: the importance of controlling for baseline utility. Health
    Economics 14, 487-496.
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS

    years = given.numbers("years", years)
    programme = given.numbers("programme", programme, low=0, high=1)
    start = given.numbers("start", start, low=LOWEST, high=HIGHEST)
    given.same_length(years=years, programme=programme, start=start)
    level = given.level(level)
    if set(programme) - {0.0, 1.0}:
        raise ValueError("programme must be 1 for the programme group and 0 for the other.")
    if min(sum(programme == 1), sum(programme == 0)) < 3:
        raise ValueError("Each group needs at least three people.")
    one = np.ones(len(years))
    found = []
    for columns in ([one, programme], [one, programme, start]):
        fit = OLS(years, np.column_stack(columns)).fit()
        low, high = fit.conf_int(1 - level)[1]
        found.append(Estimate(float(fit.params[1]), float(low), float(high)))
    gap = float(start[programme == 1].mean() - start[programme == 0].mean())
    return AdjustedDifference(found[0], found[1], gap, level)
