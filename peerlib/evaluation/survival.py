"""How long until an event, when some people were not followed to the end.

A curve and its standard errors come from statsmodels, its limits from SciPy. The restricted mean,
which neither has, stands in `peerlib.models.survival`. (lifelines would be the other choice; its
release 0.30 asks for pandas below 3, which this course does not use. The tests hold these results
to numbers that lifelines gives.) `peerlib.evaluation.survival_groups` compares two groups.
"""

import warnings
from dataclasses import dataclass

from ..labs import _drawing
from ..models import survival as model
from . import given
from .results import Estimate, Result


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


@dataclass(frozen=True, repr=False)
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
    event: str

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
        return around(model.restricted_mean(curve, horizon), error, self.level)

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
            f"Of {self.n} people, {self.events} were seen to have {self.event} and {self.censored} "
            f"were not; {100 * self.share_left:.0f} in 100 are without it after {end:g} "
            f"{self.unit}, and {middle}."
        )

    def pictures(self):
        """Return the curve with its interval as plain data."""
        across = places([self])
        text = f"A falling staircase. {self.sentence}"
        return [
            _drawing.lines(
                f"Still without {self.event}",
                text,
                across,
                self.unit,
                [("average", "Share without it", heights(self, across))],
                [
                    (
                        "average",
                        f"{100 * self.level:g} % interval",
                        heights(self, across, "low"),
                        heights(self, across, "high"),
                    )
                ],
            )
        ]


def kaplan_meier(times, happened, *, level=0.95, unit="weeks", event="the event"):
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
    unit, event : str
        The unit of time, and what happens, for the words.

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
    times, happened = people(times, happened)
    level = given.level(level)
    found = _steps(times, happened, level)
    return SurvivalCurve(
        len(times),
        int(happened.sum()),
        float(times.max()),
        found,
        _median(found),
        level,
        str(unit),
        str(event),
    )


def people(times, happened):
    """Return times and flags of the people of one group as arrays, or say what is amiss."""
    import numpy as np

    times = given.numbers("times", times, low=0)
    if isinstance(happened, (str, bytes)) or not hasattr(happened, "__len__"):
        raise ValueError("happened must be a list of true and false, one for each person.")
    given.same_length(times=times, happened=happened)
    return times, np.array([_flag(i, one) for i, one in enumerate(happened)])


def _flag(i, one):
    try:
        if type(one).__name__ in ("bool", "bool_") or bool(one in (0, 1)):
            return bool(one)
    except (TypeError, ValueError):  # a missing value of pandas, or a row of a table
        pass
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


def around(value, error, level):
    from scipy.stats import norm

    if error == 0:
        return Estimate(value, None, None)
    half = float(norm.ppf(0.5 + level / 2)) * error
    return Estimate(value, value - half, value + half)


def places(curves, end=None):
    """Return where to draw stairs: each step twice, once from above and once from below."""
    end = max(curve.followed_to for curve in curves) if end is None else end
    times = sorted({step.time for curve in curves for step in curve.steps if 0 < step.time <= end})
    places = [0.0, *[time for each in times for time in (each, each)]]
    return places if places[-1] == end > 0 else [*places, end or 1.0]


def heights(curve, places, part="share"):
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
