"""Rates of events that can happen to a person more than once: admissions, days in hospital.

Intervals for chance alone (Poisson) come from statsmodels. What can be told from published means
and standard deviations stands in `peerlib.models.rates`. `peerlib.evaluation.counts` works on the
counts of single people.
"""

import warnings
from dataclasses import dataclass

from ..labs import _drawing
from ..models import rates as model
from . import given
from .results import Estimate, Result, interval_words

# Our name: the statsmodels methods for the interval and for the test.
METHODS = {"score": ("score", "score"), "log": ("wald-log", "wald-log"), "wald": (None, "wald")}


@dataclass(frozen=True, repr=False)
class RateComparison(Result):
    """Two rates, and how they compare. Made by the functions of this module."""

    rate_programme: float
    rate_comparison: float
    rate_ratio: Estimate
    """Rate in the programme group over that in the comparison group."""
    poisson: Estimate
    """The same, with the interval that chance alone (Poisson) would give."""
    z: float
    """How many standard errors the ratio lies from 1, on the scale of the test."""
    p: float
    """Two-sided."""
    dispersion: float | None
    """How much more people differ than by chance: 0 if not at all; None if it was not asked."""
    spread: tuple | None
    """Variance over mean of the counts, in the programme and the comparison group."""
    level: float
    per: str
    event: str
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        ratio = self.rate_ratio.value
        compared = (
            "no ratio can be given"
            if ratio is None
            else f"the rate was {ratio:.2f} times that of the comparison group, "
            f"{interval_words(self.rate_ratio, self.level)}"
        )
        return (
            f"There were {_few(self.rate_programme)} {self.event} {self.per} with the programme "
            f"and {_few(self.rate_comparison)} in the comparison group: {compared}."
        )

    def pictures(self):
        """Return the ratio with its interval, and with that of chance alone, as plain data."""
        rows = [
            (self.rate_ratio, "allowing for the spread", "average"),
            (self.poisson, "by chance alone", "second"),
        ]
        if self.rate_ratio == self.poisson:
            rows = rows[1:]
        rows = [row for row in rows if row[0].low is not None and row[0].value]
        if not rows:
            return []
        text = " ".join(
            f"The interval {label} runs from {one.low:.2f} to {one.high:.2f} and "
            f"{'holds' if one.holds(1) else 'does not hold'} 1."
            for one, label, _ in rows
        )
        return [
            _drawing.intervals(
                "Rate ratio",
                f"The rate ratio is {self.rate_ratio.value:.2f}. {text}",
                [
                    (style, label, one.value, one.low, one.high, f"{one.low:.2f} to {one.high:.2f}")
                    for one, label, style in rows
                ],
                "rate ratio; below 1: fewer with the programme",
                min([0.9, *[0.9 * one.low for one, _, _ in rows]]),
                max([1.1, *[1.1 * one.high for one, _, _ in rows]]),
                reference=1.0,
                log=True,
            )
        ]


def compare_rates(
    events_programme,
    time_programme,
    events_comparison,
    time_comparison,
    *,
    method="score",
    level=0.95,
    per="per unit of time",
    event="events",
):
    """Compare two rates from totals alone, as if only chance made people differ.

    Parameters
    ----------
    events_programme, events_comparison : int
        Events of all people in a group together.
    time_programme, time_comparison : float
        Person-time: the time that all people in a group were followed, together. Above 0.
    method : {"score", "log", "wald"}
        ``"wald"`` has a test and no interval.
    level : float
        Confidence level, between 0.5 and 0.9999.
    per, event : str
        Words for the unit of time, such as ``"per person and year"``, and for what is counted.

    Returns
    -------
    RateComparison

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 to 10**7, a time is not above 0, nobody had an
        event, or `level` or `method` is not one of those above.

    Notes
    -----
    A rate is events over person-time. Poisson: var(log RR) = 1 / E1 + 1 / E0. Where some people
    have many events and others none, as with admissions, these intervals are too narrow: use
    `peerlib.evaluation.counts.compare_counts`, or `compare_means` for published means and
    standard deviations.

    References
    ----------
    Gu, K., Ng, H. K. T., Tang, M. L. and Schucany, W. R. (2008). Testing the ratio of two
    Poisson rates. Biometrical Journal 50, 283-298.

    Examples
    --------
    >>> found = compare_rates(60, 51477.5, 30, 54308.7)
    >>> round(found.z, 4), round(found.rate_ratio.value, 2)
    (3.4174, 2.11)
    """
    from statsmodels.stats.rates import confint_poisson_2indep, test_poisson_2indep

    a = given.count("events_programme", events_programme)
    c = given.count("events_comparison", events_comparison)
    t1 = _above_zero("time_programme", time_programme)
    t0 = _above_zero("time_comparison", time_comparison)
    level = given.level(level)
    for_interval, for_test = METHODS[given.choice("method", method, METHODS)]
    if a + c == 0:
        raise ValueError(
            "Nobody had an event in either group, so the rates cannot be compared. "
            "Say that there were none, and for how long people were followed."
        )
    notes, limits = (), (None, None)
    if 0 in (a, c):
        notes = (
            "One group had no event, so the exact interval is used (Clopper and Pearson, for "
            "the share of all events), and one end of it is left open.",
        )
        for_test, limits = "score", _exact_limits(a, t1, c, t0, level)
    elif for_interval:
        limits = [
            float(x)
            for x in confint_poisson_2indep(a, t1, c, t0, method=for_interval, alpha=1 - level)
        ]
    ratio = Estimate(model.rate(a, t1) / model.rate(c, t0) if c else None, *limits)
    with warnings.catch_warnings():
        # statsmodels also divides the rates, which is not used here
        warnings.simplefilter("ignore", RuntimeWarning)
        test = test_poisson_2indep(a, t1, c, t0, method=for_test)
    return RateComparison(
        model.rate(a, t1),
        model.rate(c, t0),
        ratio,
        ratio,
        float(test.statistic),
        float(test.pvalue),
        None,
        None,
        level,
        str(per),
        str(event),
        notes,
    )


def compare_means(
    mean_programme,
    deviation_programme,
    n_programme,
    mean_comparison,
    deviation_comparison,
    n_comparison,
    *,
    level=0.95,
    per="per person",
    event="events",
):
    """Compare counts from published means and standard deviations, allowing for their spread.

    Parameters
    ----------
    mean_programme, mean_comparison : float
        Mean count for each person, over a follow-up of the same length. Above 0.
    deviation_programme, deviation_comparison : float
        Their standard deviations. Not below 0, and not both 0.
    n_programme, n_comparison : int
        People in each group, at least 2.
    level : float
        Confidence level, between 0.5 and 0.9999.
    per, event : str
        Words for what the mean is of, and for what is counted.

    Returns
    -------
    RateComparison
        ``poisson`` holds the interval that forgets the spread, to be set beside the right one.

    Raises
    ------
    ValueError
        If a number is not one of those above.

    Notes
    -----
    var(log RR) = s1^2 / (n1 m1^2) + s0^2 / (n0 m0^2), with mean m and standard deviation s
    (delta method). The dispersion is that of a negative binomial with these moments, the mean
    of both groups: (s^2 - m) / m^2.

    Sledge et al. (2011) print 0.89 (1.35) admissions for 38 people and 1.53 (1.54) for 36, and a
    one-tailed p of 0.042. Here the ratio is 0.582 (0.324 to 1.043); two-sided, p is 0.069.

    References
    ----------
    - Glynn, R. J. and Buring, J. E. (1996). Ways of measuring rates of recurrent events. BMJ 312,
      364-366.
    - Sledge, W. H., et al. (2011). Effectiveness of peer support in reducing readmissions of
      persons with multiple psychiatric hospitalizations. Psychiatric Services 62, 541-544.

    Examples
    --------
    >>> found = compare_means(0.89, 1.35, 38, 1.53, 1.54, 36)
    >>> print(found.sentence.split(": ")[1])
    the rate was 0.58 times that of the comparison group, with a 95 % interval from 0.32 to 1.04.
    >>> found.rate_ratio.holds(1), found.poisson.holds(1)
    (True, False)
    """
    m1 = _above_zero("mean_programme", mean_programme)
    m0 = _above_zero("mean_comparison", mean_comparison)
    s1 = given.number("deviation_programme", deviation_programme, 0)
    s0 = given.number("deviation_comparison", deviation_comparison, 0)
    n1 = given.count("n_programme", n_programme, 2)
    n0 = given.count("n_comparison", n_comparison, 2)
    level = given.level(level)
    if s1 == s0 == 0:
        raise ValueError(
            "Both standard deviations are 0: nobody differs from anybody, so there "
            "is no interval. Are they standard deviations?"
        )
    ratio, error = m1 / m0, model.log_ratio_error(m1, s1, n1, m0, s0, n0)
    chance = model.poisson_log_ratio_error(m1 * n1, m0 * n0)
    dispersion = (model.moment_dispersion(m1, s1) + model.moment_dispersion(m0, s0)) / 2
    return RateComparison(
        m1,
        m0,
        around(ratio, error, level),
        around(ratio, chance, level),
        *ratio_test(ratio, error),
        dispersion,
        (model.variance_to_mean(m1, s1), model.variance_to_mean(m0, s0)),
        level,
        str(per),
        str(event),
        (),
    )


def _exact_limits(a, t1, c, t0, level):
    """Return limits of the rate ratio from those of the share of events in the first group."""
    from scipy.stats import binomtest

    share = binomtest(a, a + c).proportion_ci(level, method="exact")
    low, high = [
        None if limit == 1 else float(limit / (1 - limit) * t0 / t1)
        for limit in (share.low, share.high)
    ]
    return low, high


def _above_zero(name, value):
    value = given.number(name, value, 0)
    if value == 0:
        raise ValueError(f"{name} must be above 0, got 0.")
    return value


def around(ratio, error, level):
    """Return a ratio with the interval that the error of its logarithm gives."""
    from scipy.stats import norm

    factor = model.spread_factor(error, float(norm.ppf(0.5 + level / 2)))
    return Estimate(float(ratio), float(ratio / factor), float(ratio * factor))


def ratio_test(ratio, error):
    """Return z and the two-sided p of a ratio of 1."""
    from math import log

    from scipy.stats import norm

    z = log(ratio) / error
    return float(z), float(2 * norm.sf(abs(z)))


def _few(value):
    return f"{value:.3g}"
