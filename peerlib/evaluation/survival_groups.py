"""Two groups, and how much longer one goes without an event.

The log-rank test comes from statsmodels. The restricted mean, which neither it nor SciPy has,
stands in `peerlib.models.survival`.
"""

import warnings
from dataclasses import dataclass

from ..labs import _drawing
from .results import Estimate, Result, interval_words
from .survival import SurvivalCurve, heights, kaplan_meier, people, places

NAMES = ("with the programme", "in the comparison group")


@dataclass(frozen=True, repr=False)
class SurvivalComparison(Result):
    """Two groups, and how much longer one goes without an event. Made by `compare_survival`."""

    programme: SurvivalCurve
    comparison: SurvivalCurve
    horizon: float
    restricted_mean_programme: Estimate
    restricted_mean_comparison: Estimate
    gain: Estimate
    """Restricted mean in the programme group minus that in the comparison group."""
    observed: int
    """Events in the programme group."""
    expected: float
    """Events there if the two groups had fared alike, given who was at risk when."""
    chi_square: float | None
    """Log-rank; None where nothing can be compared: no event, or never both groups at risk."""
    p_log_rank: float | None
    level: float
    unit: str
    event: str
    names: tuple
    """How the two groups are told apart in words."""

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        gain = self.gain.value
        return (
            f"Up to {self.horizon:g} {self.unit}, people went "
            f"{self.restricted_mean_programme.value:.1f} {self.unit} without {self.event} on "
            f"average {self.names[0]}, and {self.restricted_mean_comparison.value:.1f} "
            f"{self.names[1]}: {abs(gain):.1f} {self.unit} "
            f"{'more' if gain >= 0 else 'less'}, "
            f"{interval_words(self.gain, self.level, 1)}."
        )

    def pictures(self):
        """Return both curves as plain data."""
        across = places([self.programme, self.comparison], self.horizon)
        shares = [
            100 * curve.share_at(self.horizon).value for curve in (self.programme, self.comparison)
        ]
        text = (
            f"Two falling staircases. At {self.horizon:g} {self.unit}, {shares[0]:.0f} in 100 are "
            f"still without {self.event} {self.names[0]}, and {shares[1]:.0f} in 100 "
            f"{self.names[1]}. The area between the stairs is the gain: {self.gain.value:.1f} "
            f"{self.unit}."
        )
        return [
            _drawing.lines(
                f"Share still without {self.event}",
                text,
                across,
                self.unit,
                [
                    ("average", self.names[0], heights(self.programme, across)),
                    ("second", self.names[1], heights(self.comparison, across)),
                ],
            )
        ]


def compare_survival(
    times_programme,
    happened_programme,
    times_comparison,
    happened_comparison,
    *,
    horizon,
    level=0.95,
    unit="weeks",
    event="the event",
    names=NAMES,
):
    """Compare how long two groups go without an event.

    Parameters
    ----------
    times_programme, happened_programme, times_comparison, happened_comparison : sequence
        As in `kaplan_meier`, for each group.
    horizon : float
        Up to when time is counted. Both groups must have been followed so long.
    level, unit, event
        As in `kaplan_meier`.
    names : (str, str)
        How the two groups are told apart in words.

    Returns
    -------
    SurvivalComparison

    Raises
    ------
    ValueError
        As in `kaplan_meier`, if `horizon` lies beyond the time that a group was followed, or if
        `names` are not two.

    Notes
    -----
    The restricted mean is the area under the curve up to the horizon. Its standard error is the
    square root of the sum over event times of A_i^2 d_i / [n_i (n_i - d_i)], where A_i is the
    area from t_i to the horizon; the error of the gain adds the squares of both. It needs no
    constant ratio of hazards (Royston and Parmar, 2013). The log-rank test compares the events
    in the programme group with those expected from who was at risk when.

    References
    ----------
    Royston, P. and Parmar, M. K. B. (2013). Restricted mean survival time: an alternative to
    the hazard ratio. BMC Medical Research Methodology 13, 152.

    Examples
    --------
    >>> found = compare_survival([3, 8, 9, 9], [1, 1, 0, 0], [1, 2, 4, 9], [1, 1, 1, 0], horizon=9)
    >>> round(found.gain.value, 2)
    3.25
    """
    if isinstance(names, str) or len(names) != 2:
        raise ValueError(f"names must be two texts, one for each group, got {str(names)[:40]!r}.")
    words = {"level": level, "unit": unit, "event": event}
    programme = kaplan_meier(times_programme, happened_programme, **words)
    comparison = kaplan_meier(times_comparison, happened_comparison, **words)
    means = [curve.restricted_mean(horizon) for curve in (programme, comparison)]
    gain = Estimate(means[0].value - means[1].value, None, None)
    if None not in (means[0].high, means[1].high):
        half = sum((mean.high - mean.value) ** 2 for mean in means) ** 0.5
        gain = Estimate(gain.value, gain.value - half, gain.value + half)
    groups = people(times_programme, happened_programme)
    groups += people(times_comparison, happened_comparison)
    return SurvivalComparison(
        programme,
        comparison,
        float(horizon),
        *means,
        gain,
        programme.events,
        _expected(*groups),
        *_log_rank(*groups),
        programme.level,
        programme.unit,
        programme.event,
        tuple(names),
    )


def _expected(times1, happened1, times0, happened0):
    import numpy as np

    total = 0.0
    for time in np.unique(np.concatenate([times1[happened1], times0[happened0]])):
        at_risk1, at_risk0 = (times1 >= time).sum(), (times0 >= time).sum()
        events = (times1[happened1] == time).sum() + (times0[happened0] == time).sum()
        total += events * at_risk1 / (at_risk1 + at_risk0)
    return float(total)


def _log_rank(times1, happened1, times0, happened0):
    import numpy as np
    from scipy.stats import chi2
    from statsmodels.duration.survfunc import survdiff

    times, happened = np.concatenate([times1, times0]), np.concatenate([happened1, happened0])
    group = np.repeat([1, 0], [len(times1), len(times0)])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            statistic, _ = survdiff(times, happened.astype(int), group)
    except np.linalg.LinAlgError:
        return None, None
    if not np.isfinite(statistic):
        return None, None
    return float(statistic), float(chi2.sf(statistic, 1))
