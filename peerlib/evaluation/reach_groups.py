"""Is everybody reached? The reach of several groups, each against its own size."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..labs import _drawing
from ..models import reach as model
from . import given
from .reach import part_of
from .results import Estimate, Result, interval_words


@dataclass(frozen=True, repr=False)
class ReachByGroup(Result):
    """Who was reached, group by group. Made by `reach_by_group`."""

    names: tuple
    reached: tuple
    eligible: tuple
    reach: tuple
    """`Estimate` for each group: reached over eligible, with Wilson's interval."""
    overall: float
    representation: tuple
    """Share among those reached over share among those eligible: below 1 means too few."""
    gap: Estimate
    """Highest reach minus lowest, with Newcombe's interval; of two groups picked afterwards if
    there are more than two, and then flattering."""
    p: float | None
    """Chi-square test of equal reach; None if nobody or everybody was reached."""
    level: float

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        values = [each.value for each in self.reach]
        best, worst = values.index(max(values)), values.index(min(values))
        if best == worst:
            return (
                f"Every group was reached alike: {self.overall:.2f} of those who could have been."
            )
        return (
            f"{self.names[worst]} was reached least ({values[worst]:.2f} of those who could have "
            f"been) and {self.names[best]} most ({values[best]:.2f}): a gap of "
            f"{self.gap.value:.2f}, {interval_words(self.gap, self.level)}."
        )

    def pictures(self) -> list:
        """Return the reach of each group with its interval, beside the overall reach."""
        rows = [
            (
                "average",
                name,
                each.value,
                each.low,
                each.high,
                f"{some} of {all_}: {each.value:.2f}",
            )
            for name, some, all_, each in zip(
                self.names, self.reached, self.eligible, self.reach, strict=True
            )
        ]
        words = " ".join(
            f"{row[1]}: {row[5]}, interval {row[3]:.2f} to {row[4]:.2f}." for row in rows
        )
        text = f"{words} The upright line is the reach of all together, {self.overall:.2f}."
        return [
            _drawing.intervals(
                "Reach by group",
                text,
                rows,
                "Share of those who could have been reached",
                0.0,
                1.0,
                self.overall,
            )
        ]


def reach_by_group(reached: Mapping, eligible: Mapping, *, level: float = 0.95) -> ReachByGroup:
    """Compare how well groups were reached, each measured against its own size.

    Parameters
    ----------
    reached, eligible : mapping of str to int
        People reached, and people who could have been, for each of two or more groups.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    ReachByGroup

    Raises
    ------
    ValueError
        If the groups differ between the two, there are fewer than two, a count is no whole
        number, or more were reached than could have been.

    Notes
    -----
    Equal reach is not yet equity: a group with more need may need more. The numbers cannot say
    that.

    Examples
    --------
    >>> found = reach_by_group({"town": 60, "villages": 20}, {"town": 150, "villages": 100})
    >>> print(found.sentence)
    villages was reached least (0.20 of those who could have been) and town most (0.40): \
a gap of 0.20, with a 95 % interval from 0.08 to 0.30.
    """
    from scipy.stats import chi2_contingency
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    if not isinstance(reached, Mapping) or not isinstance(eligible, Mapping):
        raise ValueError('reached and eligible must be mappings such as {"town": 60}.')
    if sorted(reached, key=str) != sorted(eligible, key=str) or len(reached) < 2:
        raise ValueError(
            f"reached is for {list(reached)} and eligible is for {list(eligible)}. Give both for "
            "the same groups, and at least two."
        )
    level = given.level(level)
    pairs = [
        part_of(f"reached of {name}", reached[name], f"eligible of {name}", eligible[name])
        for name in reached
    ]
    some, whole = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    overall = model.overall_rate(some, whole)
    estimates = []
    for one, each in pairs:
        low, high = proportion_confint(one, each, alpha=1 - level, method="wilson")
        estimates.append(Estimate(one / each, float(max(0.0, low)), float(min(1.0, high))))
    values = [each.value for each in estimates]
    best, worst = values.index(max(values)), values.index(min(values))
    limits = confint_proportions_2indep(
        *pairs[best], *pairs[worst], compare="diff", method="newcomb", alpha=1 - level
    )
    gap = Estimate(values[best] - values[worst], *[float(limit) for limit in limits])
    nobody_or_all = sum(some) in (0, sum(whole))
    missed = [each - one for one, each in pairs]
    p = None if nobody_or_all else float(chi2_contingency([some, missed], correction=False).pvalue)
    ratios = (None,) * len(some) if sum(some) == 0 else tuple(model.representation(some, whole))
    return ReachByGroup(
        tuple(map(str, reached)),
        tuple(some),
        tuple(whole),
        tuple(estimates),
        overall,
        ratios,
        gap,
        p,
        level,
    )
