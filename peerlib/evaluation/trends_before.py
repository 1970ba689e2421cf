"""Were two groups on the same path before a programme began?"""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .axis_ends import axis_ends
from .differences import signed
from .results import Estimate, Result, interval_words


@dataclass(frozen=True, repr=False)
class TrendsBefore(Result):
    """How the gap between two groups moved before the programme. Made by `trends_before`."""

    programme: tuple
    comparison: tuple
    gap_change: Estimate
    """By how much programme minus comparison rises in each period."""
    level: float

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"Before the programme, the gap between the groups changed by "
            f"{signed(self.gap_change.value)} in each period, "
            f"{interval_words(self.gap_change, self.level)}; parallel paths would mean 0."
        )

    def pictures(self):
        """Return both groups over the time before."""
        both = self.programme + self.comparison
        low, high = axis_ends(both)
        text = (
            f"Before the programme. The programme group goes from {self.programme[0]:.2f} to "
            f"{self.programme[-1]:.2f}, the comparison group from {self.comparison[0]:.2f} to "
            f"{self.comparison[-1]:.2f}. {self.sentence}"
        )
        lines = [
            ("second", "Comparison", list(self.comparison)),
            ("average", "Programme", list(self.programme)),
        ]
        x = list(range(1, len(self.programme) + 1))
        return [
            _drawing.lines(
                "The time before",
                text,
                x,
                "Period before the programme",
                lines,
                low=low,
                high=high,
            )
        ]


def trends_before(programme, comparison, *, level=0.95):
    """Look whether two groups changed in step before the programme began.

    Parameters
    ----------
    programme, comparison : sequence of float
        The outcome of each group in each period before, equally spaced, the earliest first.
    level : float

    Returns
    -------
    TrendsBefore
        With two periods, there is no interval.

    Raises
    ------
    ValueError
        If there are fewer than two periods, the lists differ in length, or a value is missing.

    Notes
    -----
    A straight line by ordinary least squares through programme minus comparison; its slope and
    t interval come from statsmodels. An interval that holds 0 does not prove that the paths are
    parallel; with few periods it is wide. Equal means before prove nothing about paths.

    Examples
    --------
    >>> round(trends_before([10, 12, 14, 16], [5, 7, 9, 11]).gap_change.value, 2)
    0.0
    """
    import numpy as np
    import statsmodels.api as sm

    treated = given.numbers("programme", programme, least=2)
    others = given.numbers("comparison", comparison, least=2)
    given.same_length(programme=treated, comparison=others)
    level = given.level(level)
    gap = treated - others
    periods = np.arange(len(gap))
    fitted = sm.OLS(gap, sm.add_constant(periods)).fit()
    limits = (None, None)
    if len(gap) > 2:
        limits = tuple(float(limit) for limit in fitted.conf_int(alpha=1 - level)[1])
    change = Estimate(float(fitted.params[1]), *limits)
    return TrendsBefore(tuple(treated.tolist()), tuple(others.tolist()), change, level)
