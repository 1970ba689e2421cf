"""The effect of a programme on a yes-or-no outcome, from a table of two groups.

All intervals come from statsmodels and all tests from SciPy; this module checks
the counts, puts the results side by side and says them in words.
"""

from dataclasses import dataclass

from . import given
from .results import Estimate

# Our name: the statsmodels methods for difference, ratio and odds ratio.
METHODS = {
    "wald": ("wald", "log", "logit"),
    "newcombe": ("newcomb", "log", "logit"),
    "agresti-caffo": ("agresti-caffo", "log", "logit"),
    "score": ("score", "score", "score"),
}
# Used where a count is zero, since logarithms and Wald limits then have no meaning.
WITH_ZEROS = ("newcomb", "log-adjusted", "logit-adjusted")


@dataclass(frozen=True)
class NumberNeeded:
    """People to be offered the programme for one event fewer, or one more.

    ``value`` is infinite if there is no difference. If the interval of the risk
    difference holds zero, the interval of this number runs through infinity
    (Altman, 1998): ``low`` is then the limit on the side of fewer events, ``high``
    the limit on the side of more events, and ``through_infinity`` is True.
    """

    value: float
    low: float
    high: float
    fewer: bool
    through_infinity: bool

    def __str__(self):
        if self.value == float("inf"):
            return f"no number, as there is no difference; the interval is {self._interval()}"
        side = "fewer" if self.fewer else "more"
        return f"{self.value:.1f} for one event {side} ({self._interval()})"

    def _interval(self):
        if self.through_infinity:
            return (
                f"from {self.low:.1f} for one event fewer, through infinity, "
                f"to {self.high:.1f} for one event more"
            )
        return f"{self.low:.1f} to {self.high:.1f}"


@dataclass(frozen=True)
class TrialEffects:
    """What a trial with a yes-or-no outcome found. Made by `two_by_two`."""

    events_programme: int
    n_programme: int
    events_comparison: int
    n_comparison: int
    level: float
    method: str
    risk_difference: Estimate
    relative_risk: Estimate
    odds_ratio: Estimate
    number_needed_to_treat: NumberNeeded
    chi_square: float | None
    """Without continuity correction; None if nobody or everybody had the event."""
    p_chi_square: float | None
    p_fisher: float
    notes: tuple
    """What had to be done differently for these counts, in words."""

    @property
    def risk_programme(self):
        """Share of the programme group with the event."""
        return self.events_programme / self.n_programme

    @property
    def risk_comparison(self):
        """Share of the comparison group with the event."""
        return self.events_comparison / self.n_comparison

    @property
    def relative_risk_reduction(self):
        """One minus the relative risk, with its limits."""
        return Estimate(
            *[
                None if part is None else 1 - part
                for part in (
                    self.relative_risk.value,
                    self.relative_risk.high,
                    self.relative_risk.low,
                )
            ]
        )

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        difference = self.risk_difference
        return (
            f"Of 100 people, {100 * self.risk_programme:.0f} had the event with the programme "
            f"and {100 * self.risk_comparison:.0f} in the comparison group: "
            f"{_per_hundred(difference.value)}, with a {100 * self.level:g} % interval "
            f"from {_per_hundred(difference.low)} to {_per_hundred(difference.high)}."
        )

    @property
    def alt_text(self):
        """What `figure` shows, for those who do not see it."""
        holds = self.risk_difference.low <= 0 <= self.risk_difference.high
        return (
            f"Two panels. Left: the risk is {self.risk_programme:.3f} with the programme "
            f"({self.events_programme} of {self.n_programme}) and {self.risk_comparison:.3f} "
            f"in the comparison group ({self.events_comparison} of {self.n_comparison}). "
            f"Right: the risk difference is {self.risk_difference.value:.3f}, its interval runs "
            f"from {self.risk_difference.low:.3f} to {self.risk_difference.high:.3f} and "
            f"{'holds' if holds else 'does not hold'} zero."
        )

    def figure(self):
        """Draw both risks and the risk difference with its interval.

        Returns
        -------
        matplotlib.figure.Figure
            Its words are in `alt_text`.
        """
        from matplotlib.figure import Figure

        figure = Figure(figsize=(7, 2.4), layout="constrained")
        left, right = figure.subplots(1, 2)
        left.barh(
            ["Comparison", "Programme"],
            [self.risk_comparison, self.risk_programme],
            color=["#8a8a8a", "#1f6f8b"],
            height=0.5,
        )
        left.set(xlim=(0, 1), xlabel="Risk (share of the group)")
        difference = self.risk_difference
        right.axvline(0, color="#555555", linewidth=1, linestyle="--")
        right.plot([difference.low, difference.high], [0, 0], color="#1f6f8b", linewidth=3)
        right.plot(difference.value, 0, "o", color="#1f6f8b", markersize=9)
        right.set(yticks=[], ylim=(-1, 1), xlabel="Risk difference (dashed: no difference)")
        return figure


def two_by_two(
    events_programme, n_programme, events_comparison, n_comparison, *, level=0.95, method="wald"
):
    """Compare how often an event happened in two groups.

    Parameters
    ----------
    events_programme, n_programme : int
        People with the event, and all people, in the programme group.
    events_comparison, n_comparison : int
        The same for the comparison group.
    level : float
        Confidence level of the intervals, between 0.5 and 0.9999.
    method : {"wald", "newcombe", "agresti-caffo", "score"}
        ``"wald"``: Wald for the difference, logarithms for the ratios.
        ``"newcombe"``: Newcombe's hybrid score interval for the difference,
        logarithms for the ratios. ``"agresti-caffo"``: Wald with one event and one person
        without it added to each group, for the difference; logarithms for the ratios.
        ``"score"``: Miettinen and Nurminen for all.

    Returns
    -------
    TrialEffects

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 to 10**7, a group is empty, there
        are more events than people, or `level` or `method` is not one of those above.

    Notes
    -----
    With a of n1 people in the programme group and c of n0 in the comparison group,
    the risks are p1 = a / n1 and p0 = c / n0; the risk difference is p1 - p0, the
    relative risk p1 / p0, the odds ratio [a / (n1 - a)] / [c / (n0 - c)] and the
    number needed to treat 1 / abs(p1 - p0), with limits from those of the risk
    difference (Altman, 1998). Below zero, or below one, means fewer events in
    the programme group.

    Where a count is zero, intervals are Newcombe's for the difference and those
    with one half added to each cell for the ratios; a ratio that divides by zero is None.

    Johnson et al. (2018) print an odds ratio of 0.66 (0.43 to 0.99) that is adjusted
    for other variables; the counts alone, 64/218 and 83/216, give 0.666 (0.446 to 0.994).
    Dennis et al. (2009), 40/297 and 78/315, print a number needed to treat of 8.8
    (5.9 to 19.6), a relative risk reduction of 0.46 (0.24 to 0.62) and a chi-square of 12.5.
    Here the chi-square is 12.53, the reduction 0.456, and the number 8.854; 8.8 comes
    out if the risk difference is first rounded to 0.113. The paper's method for the
    limits is not known to us and no method of statsmodels gives all four. ``"score"`` comes
    nearest: 5.8 to 19.5, and 0.23 to 0.62, each limit within 0.1 and 0.01 of the printed one.

    References
    ----------
    - Altman, D. G. (1998). Confidence intervals for the number needed to treat. BMJ 317, 1309-1312.
    - Bender, R. (2001). Calculating confidence intervals for the number needed to treat. Controlled
      Clinical Trials 22, 102-110.
    - Dennis, C.-L., et al. (2009). Effect of peer support on prevention of postnatal depression
      among high risk women. BMJ 338, a3064.
    - Johnson, S., et al. (2018). Peer-supported self-management for people discharged from a mental
      health crisis team. The Lancet 392, 409-418.

    Examples
    --------
    >>> effects = two_by_two(64, 218, 83, 216)
    >>> round(effects.odds_ratio.value, 3)
    0.666
    >>> print(two_by_two(40, 297, 78, 315).number_needed_to_treat)
    8.9 for one event fewer (5.7 to 19.4)
    >>> print(two_by_two(5, 20, 5, 20).number_needed_to_treat.value)
    inf
    """
    a, n1 = _group("programme", events_programme, n_programme)
    c, n0 = _group("comparison", events_comparison, n_comparison)
    level = given.level(level)
    given.choice("method", method, METHODS)
    zeros = 0 in (a, n1 - a, c, n0 - c)
    notes = []
    if zeros:
        notes.append(
            "A count is zero. The interval of the difference is Newcombe's, and those "
            "of the ratios have one half added to each count. A ratio that would divide "
            "by zero is left out."
        )
    methods = WITH_ZEROS if zeros else METHODS[method]
    difference = Estimate(a / n1 - c / n0, *_limits("diff", methods[0], level, a, n1, c, n0))
    return TrialEffects(
        a,
        n1,
        c,
        n0,
        level,
        method,
        difference,
        _ratio("ratio", methods[1], level, a, n1, c, n0, a * n0, c * n1),
        _ratio("odds-ratio", methods[2], level, a, n1, c, n0, a * (n0 - c), c * (n1 - a)),
        number_needed(*_parts(difference)),
        *_tests(a, n1, c, n0),
        tuple(notes),
    )


def _limits(compare, method, level, a, n1, c, n0):
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(
        a, n1, c, n0, compare=compare, method=method, alpha=1 - level
    )
    return float(low), float(high)


def _ratio(compare, method, level, a, n1, c, n0, above, below):
    """Return the estimate of a ratio `above` / `below`; None where it has no value."""
    if below == 0:
        return Estimate(None, None, None)
    low, high = _limits(compare, method, level, a, n1, c, n0)
    value = above / below
    if low == high:  # everybody had the event: the method has nothing to go by
        return Estimate(value, None, None)
    return Estimate(value, min(low, value), high)


def number_needed(difference, low, high):
    """Return the number needed to treat for a risk difference and its limits.

    Parameters
    ----------
    difference, low, high : float
        From -1 to 1, and ``low <= difference <= high``. Below zero: fewer events.

    Returns
    -------
    NumberNeeded

    Raises
    ------
    ValueError
        If a number is not one of those above.

    Examples
    --------
    A difference of 10 in 100 fewer, which may be from 25 fewer to 5 more (Altman, 1998):

    >>> print(number_needed(-0.10, -0.25, 0.05))
    10.0 for one event fewer (from 4.0 for one event fewer, through infinity, to 20.0 for one event more)
    """  # noqa: E501 (the example shows one line as it comes out)
    difference = given.number("difference", difference, -1, 1)
    low, high = given.number("low", low, -1, 1), given.number("high", high, -1, 1)
    if not low <= difference <= high:
        raise ValueError(
            f"difference is {difference:g}, and its limits are {low:g} and {high:g}. It must lie "
            "between them; are the limits swapped, or their signs?"
        )

    def inverse(x):
        return 1 / abs(x) if x else float("inf")

    through = low < 0 < high
    ends = (inverse(low), inverse(high)) if through else sorted((inverse(low), inverse(high)))
    return NumberNeeded(inverse(difference), *ends, difference < 0, through)


def _parts(estimate):
    return estimate.value, estimate.low, estimate.high


def _tests(a, n1, c, n0):
    from scipy.stats import chi2_contingency, fisher_exact

    counts = [[a, n1 - a], [c, n0 - c]]
    p_fisher = float(fisher_exact(counts).pvalue)
    if a + c in (0, n1 + n0):
        return None, None, p_fisher
    test = chi2_contingency(counts, correction=False)
    return float(test.statistic), float(test.pvalue), p_fisher


def _group(name, events, n):
    events = given.count(f"events_{name}", events)
    n = given.count(f"n_{name}", n)
    if n == 0:
        raise ValueError(f"n_{name} is 0. A group without people has no risk; give its size.")
    if events > n:
        raise ValueError(
            f"events_{name} is {events} and n_{name} is {n}. There cannot be more people with "
            "the event than people; are the two swapped?"
        )
    return events, n


def _per_hundred(difference):
    number = abs(100 * difference)
    if number < 0.05:
        return "no difference"
    return f"{number:.1f} {'fewer' if difference < 0 else 'more'}"
