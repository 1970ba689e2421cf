"""How long until an event, when some people were not followed to the end.

Curves, their standard errors and the log-rank test come from statsmodels, the limits of a curve
from SciPy. The restricted mean, which neither has, stands in `peerlib.models.survival`. (lifelines
would be the other choice; its release 0.30 asks for pandas below 3, which this course does not
use. The tests hold these results to numbers that lifelines gives.)
"""

import warnings
from dataclasses import dataclass

from ..labs import _drawing
from ..models import survival as model
from . import given
from .results import Estimate, Result, interval_words


@dataclass(frozen=True)
class Step:
    """One fall of a curve."""

    time: float
    at_risk: int
    """People without an event, and still followed, just before this time."""
    events: int
    share: float
    """Share without an event after this time."""
    standard_error: float | None
    """Greenwood's; None after everybody left has had the event."""
    low: float | None
    high: float | None


@dataclass(frozen=True)
class SurvivalCurve(Result):
    """The share of people still without an event as time goes on. Made by `kaplan_meier`."""

    n: int
    events: int
    followed_to: float
    """The longest time that anybody was followed."""
    steps: tuple
    """Each fall of the curve, as a `Step`."""
    median: Estimate
    """The first time at which half or fewer are without an event; None if that is never seen."""
    level: float
    unit: str

    @property
    def censored(self):
        """How many people were last seen without an event."""
        return self.n - self.events

    def share_at(self, time):
        """Return the share without an event at a time, with its interval.

        Raises
        ------
        ValueError
            If nobody was followed so long.
        """
        time = given.number("time", time, 0)
        if time > self.followed_to and self.share_left > 0:
            raise ValueError(
                f"time is {time:g} and nobody was followed beyond {self.followed_to:g}. "
                "What comes after cannot be known from these people; give an earlier time."
            )
        before = [step for step in self.steps if step.time <= time]
        if not before:
            return Estimate(1.0, None, None)
        return Estimate(before[-1].share, before[-1].low, before[-1].high)

    @property
    def share_left(self):
        """Return the share without an event at the end."""
        return self.steps[-1].share if self.steps else 1.0

    def restricted_mean(self, horizon):
        """Return the mean time without an event up to a horizon, with its interval.

        There is no interval where the times show no spread, as without any event.

        Raises
        ------
        ValueError
            If the horizon is not above 0, or nobody was followed so long.
        """
        horizon = self._horizon(horizon)
        curve = [(step.time, step.at_risk, step.events, step.share) for step in self.steps]
        error = model.restricted_mean_error(curve, horizon)
        return _around(model.restricted_mean(curve, horizon), error, self.level)

    def _horizon(self, horizon):
        horizon = given.number("horizon", horizon, 0)
        if horizon == 0:
            raise ValueError("horizon is 0. Give the time up to which to count, such as 52.")
        if horizon > self.followed_to and self.share_left > 0:
            raise ValueError(
                f"horizon is {horizon:g} and nobody in this group was followed beyond "
                f"{self.followed_to:g}. Give a horizon that both groups reach."
            )
        return horizon

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        end = min(self.followed_to, self.steps[-1].time) if self.steps else self.followed_to
        middle = (
            f"half or more had it by {self.median.value:g} {self.unit}"
            if self.median.value is not None
            else "more than half were never seen to have it"
        )
        return (
            f"Of {self.n} people, {self.events} were seen to have the event and {self.censored} "
            f"were not; {100 * self.share_left:.0f} in 100 are without it after {end:g} "
            f"{self.unit}, and {middle}."
        )

    def pictures(self):
        """Return the curve with its interval as plain data."""
        places = _places([self])
        text = f"A falling staircase. {self.sentence}"
        return [
            _drawing.lines(
                "Still without an event",
                text,
                places,
                self.unit,
                [("average", "Share without an event", _heights(self, places))],
                [
                    (
                        "average",
                        f"{100 * self.level:g} % interval",
                        _heights(self, places, "low"),
                        _heights(self, places, "high"),
                    )
                ],
            )
        ]


@dataclass(frozen=True)
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

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        gain = self.gain.value
        return (
            f"Up to {self.horizon:g} {self.unit}, people in the programme group went "
            f"{self.restricted_mean_programme.value:.1f} {self.unit} without the event on "
            f"average, and people in the comparison group "
            f"{self.restricted_mean_comparison.value:.1f}: {abs(gain):.1f} {self.unit} "
            f"{'more' if gain >= 0 else 'less'}, "
            f"{interval_words(self.gain, self.level, 1)}."
        )

    def pictures(self):
        """Return both curves as plain data."""
        places = _places([self.programme, self.comparison], self.horizon)
        shares = [
            100 * curve.share_at(self.horizon).value for curve in (self.programme, self.comparison)
        ]
        text = (
            f"Two falling staircases. At {self.horizon:g} {self.unit}, {shares[0]:.0f} in 100 are "
            f"still without an event in the programme group and {shares[1]:.0f} in 100 in the "
            f"comparison group. The area between the stairs is the gain: {self.gain.value:.1f} "
            f"{self.unit}."
        )
        return [
            _drawing.lines(
                "Still without an event",
                text,
                places,
                self.unit,
                [
                    ("average", "Programme", _heights(self.programme, places)),
                    ("second", "Comparison", _heights(self.comparison, places)),
                ],
            )
        ]


def kaplan_meier(times, happened, *, level=0.95, unit="weeks"):
    """Return the share of people still without an event as time goes on.

    Parameters
    ----------
    times : sequence of float
        For each person the time of the event, or the time when they were last seen. From 0 on,
        in any order.
    happened : sequence of bool
        For each person whether the event happened then; 0 and 1 will do. False stands for
        somebody who was last seen without it ("censored").
    level : float
        Confidence level, between 0.5 and 0.9999.
    unit : str
        The unit of time, for the words.

    Returns
    -------
    SurvivalCurve

    Raises
    ------
    ValueError
        If the two differ in length, nobody is there, a time is missing or below 0, an entry of
        `happened` is neither true nor false, or `level` is not one of those above.

    Notes
    -----
    S(t) is the product over event times t_i up to t of 1 - d_i / n_i, with d_i events among n_i
    people at risk (Kaplan and Meier). Greenwood's standard error is S times the square root of
    the sum of d_i / [n_i (n_i - d_i)]. The limits are those of log(-log S), so they stay between
    0 and 1; the limits of the median are the times where they cross one half.
    This holds if those who are lost from sight fare like those who stay.

    References
    ----------
    Royston, P. and Parmar, M. K. B. (2013). Restricted mean survival time: an alternative to
    the hazard ratio. BMC Medical Research Methodology 13, 152.

    Examples
    --------
    >>> curve = kaplan_meier([2, 5, 7, 9], [True, False, True, False])
    >>> curve.share_at(6).value
    0.75
    >>> curve.median.value
    7.0
    >>> curve.restricted_mean(9).value
    6.5
    """
    times, happened, level = _people(times, happened, "") + (given.level(level),)
    found = _steps(times, happened, level)
    return SurvivalCurve(
        len(times), int(happened.sum()), float(times.max()), found, _median(found), level, str(unit)
    )


def compare_survival(
    times_programme,
    happened_programme,
    times_comparison,
    happened_comparison,
    *,
    horizon,
    level=0.95,
    unit="weeks",
):
    """Compare how long two groups go without an event.

    Parameters
    ----------
    times_programme, happened_programme, times_comparison, happened_comparison : sequence
        As in `kaplan_meier`, for each group.
    horizon : float
        Up to when time is counted. Both groups must have been followed so long.
    level, unit
        As in `kaplan_meier`.

    Returns
    -------
    SurvivalComparison

    Raises
    ------
    ValueError
        As in `kaplan_meier`, and if `horizon` lies beyond the time that a group was followed.

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
    programme = kaplan_meier(times_programme, happened_programme, level=level, unit=unit)
    comparison = kaplan_meier(times_comparison, happened_comparison, level=level, unit=unit)
    means = [curve.restricted_mean(horizon) for curve in (programme, comparison)]
    gain = Estimate(means[0].value - means[1].value, None, None)
    if None not in (means[0].high, means[1].high):
        half = sum((mean.high - mean.value) ** 2 for mean in means) ** 0.5
        gain = Estimate(gain.value, gain.value - half, gain.value + half)
    groups = _people(times_programme, happened_programme, "") + _people(
        times_comparison, happened_comparison, ""
    )
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
    )


def _people(times, happened, name):
    import numpy as np

    times = given.numbers("times" + name, times, low=0)
    if isinstance(happened, (str, bytes)) or not hasattr(happened, "__len__"):
        raise ValueError("happened must be a list of true and false, one for each person.")
    given.same_length(times=times, happened=happened)
    return times, np.array([_flag(i, one) for i, one in enumerate(happened)])


def _flag(i, one):
    if type(one).__name__ in ("bool", "bool_") or one in (0, 1):
        return bool(one)
    raise ValueError(
        f"happened holds {str(one)[:40]!r} at place {i + 1}. Write True (or 1) if the event "
        "happened at that time, and False (or 0) if the person was last seen without it."
    )


def _steps(times, happened, level):
    from statsmodels.duration.survfunc import SurvfuncRight

    if not happened.any():
        return ()
    curve = SurvfuncRight(times, happened.astype(int))
    low, high = _limits(times, happened, level)
    found = []
    for i, time in enumerate(curve.surv_times):
        if not curve.n_events[i]:
            continue
        share = float(curve.surv_prob[i])
        error = float(curve.surv_prob_se[i]) if share > 0 else None
        found.append(
            Step(
                float(time),
                int(curve.n_risk[i]),
                int(curve.n_events[i]),
                share,
                error,
                low(time),
                high(time),
            )
        )
    return tuple(found)


def _limits(times, happened, level):
    """Return two functions of time: the lower and the upper limit, None where there is none."""
    import numpy as np
    from scipy.stats import CensoredData, ecdf

    shares = ecdf(CensoredData.right_censored(times, ~happened)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # at shares of 0 and 1 there are none
        interval = shares.confidence_interval(confidence_level=level, method="log-log")

    def limit(side):
        def at(time):
            value = float(np.atleast_1d(side.evaluate(time))[0])
            return None if np.isnan(value) else value

        return at

    return limit(interval.low), limit(interval.high)


def _median(found):
    def first(values):
        times = [
            step.time
            for step, value in zip(found, values, strict=True)
            if value is not None and value <= 0.5 + model.NEARLY
        ]
        return times[0] if times else None

    value = model.median([(step.time, step.share) for step in found])
    return Estimate(
        value, first([step.low for step in found]), first([step.high for step in found])
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


def _around(value, error, level):
    from scipy.stats import norm

    if error == 0:
        return Estimate(value, None, None)
    half = float(norm.ppf(0.5 + level / 2)) * error
    return Estimate(value, value - half, value + half)


def _places(curves, end=None):
    """Return where to draw stairs: each step twice, once from above and once from below."""
    end = max(curve.followed_to for curve in curves) if end is None else end
    times = sorted({step.time for curve in curves for step in curve.steps if 0 < step.time <= end})
    places = [0.0, *[time for each in times for time in (each, each)]]
    return places if places[-1] == end > 0 else [*places, end or 1.0]


def _heights(curve, places, part="share"):
    """Return the height of the stairs at each place; where there is no limit, the share itself."""
    heights = []
    for i, place in enumerate(places):
        from_above = i == 0 or places[i - 1] != place
        below = [
            step
            for step in curve.steps
            if step.time < place or step.time == place and (i == 0 or not from_above)
        ]
        value = getattr(below[-1], part) if below else 1.0
        heights.append(below[-1].share if value is None else value)
    return heights
