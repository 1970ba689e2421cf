"""Interrupted time series: did a series leave its own path when a programme began?

All fitting is done by statsmodels; this module builds the terms and says the result in words.
"""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .axis_ends import axis_ends
from .results import Estimate, Result, interval_words

MODELS = ("quasi-poisson", "poisson", "linear")
LEAST_ON_A_SIDE = 3
WIDER = (
    "The counts scatter {:.1f} times as much as Poisson counts would, and the Poisson interval "
    "leaves that out. Use model='quasi-poisson' to allow for it."
)
NO_SCATTER = (
    "The model goes through every point, so there is no scatter to work an interval out of. "
    "Data as smooth as that were often made by hand or by a formula."
)
NARROWER = (
    "The counts scatter less than Poisson counts would. The interval uses the smaller scatter."
)


@dataclass(frozen=True, repr=False)
class InterruptedSeries(Result):
    """What a series did when the programme began. Made by `interrupted_series`."""

    observed: tuple
    """Count or value in each period, or events for each `per` people where there are people."""
    fitted: tuple
    """The model, in the same unit."""
    without: tuple
    """The model's path from the programme on, had nothing changed then."""
    before: int
    """How many periods come before the programme."""
    level_change: Estimate
    """At the start: a ratio for counts (1: no change), a difference for a linear model (0)."""
    trend: Estimate
    """For each period, in the same way; it runs through the whole series."""
    slope_change: Estimate | None
    """Change of the trend from the start on, in the same way; None if it was not asked for."""
    dispersion: float | None
    """Pearson chi-square over degrees of freedom; 1 for Poisson counts. None if linear."""
    durbin_watson: float | None
    """Of the residuals: near 2 if neighbours are not alike, towards 0 if they are."""
    model: str
    level: float
    notes: tuple

    @property
    def is_ratio(self):
        """Whether changes are ratios (counts) or differences (linear)."""
        return self.model != "linear"

    @property
    def mean_before(self):
        """Plain mean of the periods before."""
        return sum(self.observed[: self.before]) / self.before

    @property
    def mean_after(self):
        """Plain mean of the periods from the start on."""
        return sum(self.observed[self.before :]) / (len(self.observed) - self.before)

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        change = self.level_change
        none = 1 if self.is_ratio else 0
        when, on = ("From", " on") if self.slope_change is None else ("At", "")
        if self.is_ratio:
            what = f"stood at {change.value:.2f} times the path it was on"
        else:
            what = (
                f"lay {abs(change.value):.2f} {'below' if change.value < 0 else 'above'} its path"
            )
        return (
            f"{when} period {self.before + 1}{on}, the series {what}, "
            f"{interval_words(change, self.level)}; {none} would mean no change."
        )

    def pictures(self):
        """Return the series, the model, and the path without the programme."""
        start = self.before + 1
        values = self.observed + self.fitted + self.without
        low, high = axis_ends(values)
        ahead = [value for value in self.fitted[: self.before]] + list(self.without)
        text = (
            f"{len(self.observed)} periods; the programme begins in period {start}. The mean is "
            f"{self.mean_before:.1f} before and {self.mean_after:.1f} from then on. At the end the "
            f"model stands at {self.fitted[-1]:.1f}, and the path without the programme at "
            f"{self.without[-1]:.1f}. {self.sentence}"
        )
        lines = [
            ("team", "Observed", list(self.observed)),
            ("third", "Path without the programme", ahead),
            ("average", "Model", list(self.fitted)),
        ]
        return [
            _drawing.lines(
                "The series and its path",
                text,
                list(range(1, len(self.observed) + 1)),
                "Period",
                lines,
                low=low,
                high=high,
                marks=[(start, "start")],
            )
        ]


def interrupted_series(
    outcomes,
    before,
    *,
    people=None,
    per=1,
    model="quasi-poisson",
    slope_change=False,
    season_pairs=0,
    periods_in_a_year=12,
    level=0.95,
):
    """Fit a series with a trend and a change at the start of a programme.

    Parameters
    ----------
    outcomes : sequence of float
        One for each period, equally spaced, the earliest first. Whole numbers from 0 on for
        counts.
    before : int
        How many periods come before the programme; at least 3, and 3 must be left.
    people : sequence of float, optional
        People (or person-time) behind each count. Without them, a growing service looks like a
        growing problem.
    per : float
        Show and, if linear, fit the outcome for each `per` people.
    model : {"quasi-poisson", "poisson", "linear"}
        Counts with their own scatter, counts with Poisson scatter, or values with a straight line.
    slope_change : bool
        Whether the trend may change, too. Decide it before you look.
    season_pairs : int
        How many pairs of sine and cosine describe the year, 0 to 3.
    periods_in_a_year : int
        12 for months.
    level : float

    Returns
    -------
    InterruptedSeries

    Raises
    ------
    ValueError
        If the series is too short for the model, holds missing values or counts that are not
        whole, has no events on one side, `people` is not above 0, or an option is not as above.

    Notes
    -----
    With t = 1, 2, ... and X = 1 from the start on, else 0, counts follow

    log E(y_t) = log(people_t) + b0 + b1 * t + b2 * X + b3 * (t - before) * X + season,

    and a linear model has y (or per * y / people) in place of the logarithm. `level_change` is
    exp(b2), or b2; `trend` is exp(b1), or b1; `slope_change` is exp(b3), or b3. Quasi-Poisson
    standard errors are the Poisson ones times the square root of the dispersion; intervals of
    counts are normal, linear ones use t.

    Comparing means before and after ignores the trend: in the example below it even has the wrong
    sign. The printed values of the tutorial were not at hand; the tests hold our refits of its
    public data to those made with another implementation.

    References
    ----------
    Lopez Bernal, J., Cummins, S., and Gasparrini, A. (2017). Interrupted time series regression
    for the evaluation of public health interventions: a tutorial. International Journal of
    Epidemiology 46, 348-355.

    Examples
    --------
    >>> from peerlib.data import read
    >>> sicily = read("sicily")
    >>> found = interrupted_series(
    ...     sicily["events"], 36, people=sicily["population"], per=100000)
    >>> round(found.level_change.value, 3), round(found.mean_after / found.mean_before, 3)
    (0.894, 1.034)
    """
    import numpy as np
    from statsmodels.stats.stattools import durbin_watson

    given.choice("model", model, MODELS)
    season_pairs = given.count("season_pairs", season_pairs)
    year = given.count("periods_in_a_year", periods_in_a_year, least=2)
    level = given.level(level)
    per = given.number("per", per, 0, 1e9, open_ends=True)
    y = given.numbers("outcomes", outcomes)
    n_people = _people(people, y)
    before = _checked(y, before, model, slope_change, season_pairs, year)
    t = np.arange(1, len(y) + 1)
    x = (t > before).astype(float)
    season = [
        f(2 * np.pi * k * t / year) for k in range(1, season_pairs + 1) for f in (np.sin, np.cos)
    ]
    extra = [(t - before) * x] if slope_change else []
    design = np.column_stack([np.ones(len(y)), t, x, *extra, *season])
    counts = model != "linear"
    fit, shown = (_fit_counts if counts else _fit_linear)(y, design, n_people, per, model)
    scale = per / n_people if people is not None else np.ones(len(y))
    away = design.copy()
    away[:, 2] = 0
    if slope_change:
        away[:, 3] = 0
    fitted, without = [
        np.exp(each @ fit.params) * n_people * scale if counts else each @ fit.params
        for each in (design, away)
    ]
    residuals = fit.resid_pearson if counts else fit.resid
    perfect = bool((residuals**2).sum() < 1e-12 * max(1.0, (y**2).sum()))
    terms = range(1, 4 if slope_change else 3)
    estimates = [_estimate(fit, i, counts, level, perfect) for i in terms]
    dispersion = float(fit.pearson_chi2 / fit.df_resid) if counts else None
    return InterruptedSeries(
        tuple(shown.tolist()),
        tuple(fitted.tolist()),
        tuple(without[before:].tolist()),
        before,
        estimates[1],
        estimates[0],
        estimates[2] if slope_change else None,
        dispersion,
        None if perfect else float(durbin_watson(residuals)),
        model,
        level,
        (NO_SCATTER,) if perfect else _notes(model, dispersion),
    )


def _fit_counts(y, design, people, per, model):
    import warnings

    import numpy as np
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    scale = "X2" if model == "quasi-poisson" else None
    with warnings.catch_warnings():
        # A perfect fit is said in a note.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        family = sm.families.Poisson()
        fit = sm.GLM(y, design, family=family, offset=np.log(people)).fit(scale=scale)
    return fit, y if (people == 1).all() else per * y / people


def _fit_linear(y, design, people, per, model):
    import statsmodels.api as sm

    shown = y if (people == 1).all() else per * y / people
    return sm.OLS(shown, design).fit(), shown


def _estimate(fit, i, ratio, level, perfect):
    from math import exp

    if perfect:
        value = float(fit.params[i])
        return Estimate(exp(value) if ratio else value, None, None)
    low, high = fit.conf_int(alpha=1 - level)[i]
    numbers = [float(fit.params[i]), float(low), float(high)]
    return Estimate(*[exp(number) for number in numbers] if ratio else numbers)


def _notes(model, dispersion):
    if model == "poisson" and dispersion > 1.5:
        return (WIDER.format(dispersion),)
    if model == "quasi-poisson" and dispersion < 1:
        return (NARROWER,)
    return ()


def _people(people, y):
    import numpy as np

    if people is None:
        return np.ones(len(y))
    found = given.numbers("people", people, low=0)
    given.same_length(outcomes=y, people=found)
    if (found == 0).any():
        raise ValueError("people holds 0. Leave out periods in which nobody could be counted.")
    return found


def _checked(y, before, model, slope_change, season_pairs, year):
    before = given.count("before", before)
    after = len(y) - before
    if before < LEAST_ON_A_SIDE or after < LEAST_ON_A_SIDE:
        raise ValueError(
            f"At least {LEAST_ON_A_SIDE} periods are needed before the programme and from its "
            f"start on; there are {before} and {max(0, after)}. With fewer, no trend can be told."
        )
    if not isinstance(slope_change, bool):
        raise ValueError(f"slope_change must be True or False, got {str(slope_change)[:40]}.")
    if season_pairs > 3 or 2 * season_pairs >= year:
        raise ValueError(
            f"season_pairs must be 0 to 3 and less than half of periods_in_a_year ({year}), "
            f"got {season_pairs}."
        )
    terms = 3 + slope_change + 2 * season_pairs
    if len(y) < terms + 3:
        raise ValueError(
            f"The model has {terms} terms and the series {len(y)} periods; it needs {terms + 3}. "
            "Leave out the season or the change of slope."
        )
    if model != "linear":
        _checked_counts(y, before)
    return before


def _checked_counts(y, before):
    if (y < 0).any() or (y != y.round()).any():
        raise ValueError(
            "Counts must be whole numbers from 0 on. For means or scores use model='linear'."
        )
    for side, part in (("before the programme", y[:before]), ("from its start on", y[before:])):
        if part.sum() == 0:
            raise ValueError(f"There are no events {side}, so no ratio can be worked out.")
