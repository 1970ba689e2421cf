"""Difference-in-differences: how much more one group changed than another."""

from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from ..labs import _drawing
from ..models import before_after
from . import given
from .axis_ends import axis_ends
from .results import Estimate, Result, interval_words

SAME_PEOPLE = (
    "The same people were counted before and after. The interval treats them as different "
    "people, since the counts do not say who changed. It is wider than it need be if people "
    "stay much as they were."
)
ONE_BEFORE = (
    "One time before cannot show whether both groups were on the same path. "
    "Look at several times before."
)


@dataclass(frozen=True, repr=False)
class DifferenceInDifferences(Result):
    """How much more the programme group changed.

    Made by `means`, `shares` and `difference_regression.regression`.
    """

    programme_before: float
    programme_after: float
    comparison_before: float
    comparison_after: float
    estimate: Estimate
    """The difference of the two changes, in the unit of the outcome."""
    standard_error: float | None
    ratio_of_odds_ratios: Estimate
    """The same question on another scale; only for shares. None where a share is 0 or 1."""
    level: float
    unit: str
    per: int
    """What numbers are multiplied by where they are shown: 100 for shares, else 1."""
    notes: tuple

    @property
    def change_programme(self):
        """After minus before, in the programme group."""
        return self.programme_after - self.programme_before

    @property
    def change_comparison(self):
        """After minus before, in the comparison group."""
        return self.comparison_after - self.comparison_before

    @property
    def after_only(self):
        """Programme minus comparison, after: blind to where the groups began."""
        return self.programme_after - self.comparison_after

    @property
    def expected(self):
        """Where the programme group would be, had it changed like the comparison group."""
        return before_after.expected_after(
            self.programme_before, self.comparison_before, self.comparison_after
        )

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        unit = " " + self.unit if self.unit else ""
        digits = 1 if self.per > 1 else 2
        shown = [
            None if each is None else self.per * each
            for each in (self.estimate.value, self.estimate.low, self.estimate.high)
        ]
        return (
            f"The programme group changed by {signed(self.per * self.change_programme, digits)}"
            f"{unit} and the comparison group by "
            f"{signed(self.per * self.change_comparison, digits)}: a difference of "
            f"{signed(shown[0], digits)}, {interval_words(Estimate(*shown), self.level, digits)}."
        )

    def pictures(self):
        """Return both groups before and after, and where the programme group was expected."""
        values = [
            self.per * value
            for value in (
                self.programme_before,
                self.programme_after,
                self.comparison_before,
                self.comparison_after,
                self.expected,
            )
        ]
        low, high = axis_ends(values)
        text = (
            f"Before, the programme group stands at {values[0]:.2f} and the comparison group at "
            f"{values[2]:.2f}. After, they stand at {values[1]:.2f} and {values[3]:.2f}. Had the "
            f"programme group changed like the other, it would stand at {values[4]:.2f}. "
            f"The gap to where it does stand is {signed(values[1] - values[4])}."
        )
        lines = [
            ("third", "Programme, if it had changed like the comparison", [values[0], values[4]]),
            ("second", "Comparison", values[2:4]),
            ("average", "Programme", values[:2]),
        ]
        title = f"Two groups, before and after{', ' + self.unit if self.unit else ''}"
        x_label = "Time (0 is before, 1 is after)"
        return [_drawing.lines(title, text, [0, 1], x_label, lines, low=low, high=high)]


def means(
    programme_before,
    programme_after,
    comparison_before,
    comparison_after,
    *,
    standard_errors=None,
    level=0.95,
    unit="",
):
    """Compare how much two groups changed, from four means.

    Parameters
    ----------
    programme_before, programme_after, comparison_before, comparison_after : float
        Means, in one unit.
    standard_errors : sequence of four floats, optional
        Of the four means, in the same order, from different people each. Without them there
        is no interval: the means alone do not say how sure they are.
    level : float
        Confidence level, between 0.5 and 0.9999.
    unit : str
        Said in the sentence, such as ``"points"``.

    Returns
    -------
    DifferenceInDifferences

    Raises
    ------
    ValueError
        If a mean is no finite number, there are not four standard errors from 0 on, or `level`
        or `unit` is none.

    Notes
    -----
    With P the programme group and C the comparison group, 0 before and 1 after, the estimate is
    (P1 - P0) - (C1 - C0); its standard error is the square root of the sum of the four squared
    ones; the interval is normal. It is the effect on the programme group *if* both groups would
    have changed by the same amount without the programme. Levels need not be equal.

    The regression printed by Card and Krueger (1994) has an intercept of 23.380, a period effect
    of -2.283, a state effect of -2.949 and an interaction of 2.750. Their table gives 2.76: it
    is made from rounded means. We do not have their stores, so the standard error 1.731 and the
    balanced sample (2.33) cannot be worked out again here.

    References
    ----------
    Card, D., and Krueger, A. B. (1994). Minimum wages and employment. American Economic
    Review 84, 772-793.

    Examples
    --------
    >>> round(means(2.78, 2.97, 2.76, 2.73).estimate.value, 2)
    0.22
    """
    given_means = [
        given.number(name, value)
        for name, value in (
            ("programme_before", programme_before),
            ("programme_after", programme_after),
            ("comparison_before", comparison_before),
            ("comparison_after", comparison_after),
        )
    ]
    level = given.level(level)
    error = None
    if standard_errors is not None:
        errors = given.numbers("standard_errors", standard_errors, least=4, low=0)
        if len(errors) != 4:
            raise ValueError(
                f"standard_errors must be four numbers, one for each mean, got {len(errors)}."
            )
        error = float((errors**2).sum() ** 0.5)
    return _result(given_means, error, level, unit_text(unit), (ONE_BEFORE,))


def shares(
    programme_before,
    programme_after,
    n_programme,
    comparison_before,
    comparison_after,
    n_comparison,
    *,
    level=0.95,
):
    """Compare how much two groups changed in how many people had an event, the same people twice.

    Parameters
    ----------
    programme_before, programme_after, n_programme : int
        People of the programme group with the event before and after, and all its people.
    comparison_before, comparison_after, n_comparison : int
        The same for the comparison group.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    DifferenceInDifferences
        In shares from 0 to 1, said and drawn out of 100. `ratio_of_odds_ratios` answers the same
        question on the scale of odds. Groups that change in step on one scale do not on the
        other, so choose one before you look.

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 to 10**7, a group has nobody, or there are more
        events than people.

    Notes
    -----
    With shares p = events / people, the standard error is the square root of the sum of the four
    p * (1 - p) / n, and that of the logarithm of the ratio of odds ratios the square root of the
    sum of 1 / events and 1 / (people without) over all four counts. Both treat before and after as
    different people.

    Cupp et al. (2022): 66 and 56 of 95 people with a recovery coach, 59 and 62 of 98 without, had
    an acute care visit. After alone: -4.3 points. Difference-in-differences: -13.6 points.

    Examples
    --------
    >>> cupp = shares(66, 56, 95, 59, 62, 98)
    >>> round(cupp.after_only, 3), round(cupp.estimate.value, 3)
    (-0.043, -0.136)
    """
    counts = [
        _events("programme_before", programme_before, "n_programme", n_programme),
        _events("programme_after", programme_after, "n_programme", n_programme),
        _events("comparison_before", comparison_before, "n_comparison", n_comparison),
        _events("comparison_after", comparison_after, "n_comparison", n_comparison),
    ]
    level = given.level(level)
    found = [events / people for events, people in counts]
    error = sum(p * (1 - p) / people for p, (_, people) in zip(found, counts, strict=True)) ** 0.5
    notes = (SAME_PEOPLE, ONE_BEFORE)
    odds = _odds_ratios(counts, level)
    return _result(found, error, level, "in 100 people", notes, odds, per=100)


def _result(values, error, level, unit, notes, odds=None, per=1):
    value = before_after.difference_in_differences(*values)
    limits = (None, None)
    if error is not None:
        half = NormalDist().inv_cdf(0.5 + level / 2) * error
        limits = (value - half, value + half)
    odds = odds or Estimate(None, None, None)
    return DifferenceInDifferences(
        *values, Estimate(value, *limits), error, odds, level, unit, per, notes
    )


def _odds_ratios(counts, level):
    if any(events in (0, people) for events, people in counts):
        return None
    logs = [log(events / (people - events)) for events, people in counts]
    value = before_after.difference_in_differences(*logs)
    error = sqrt(sum(1 / events + 1 / (people - events) for events, people in counts))
    half = NormalDist().inv_cdf(0.5 + level / 2) * error
    return Estimate(exp(value), exp(value - half), exp(value + half))


def _events(name, events, n_name, people):
    people = given.count(n_name, people, least=1)
    events = given.count(name, events)
    if events > people:
        raise ValueError(
            f"{name} is {events} and {n_name} is {people}. There cannot be more people with "
            "the event than people; are the two swapped?"
        )
    return events, people


def signed(value, digits=2):
    """Return a number with its sign, rounded; zero has a plus.

    Examples
    --------
    >>> signed(-0.001), signed(1.52, 1)
    ('+0.00', '+1.5')
    """
    return f"{round(value, digits) + 0.0:+.{digits}f}"


def unit_text(unit):
    """Return a unit for a sentence, if it is text."""
    if not isinstance(unit, str):
        raise ValueError(f"unit must be text such as 'points', got {str(unit)[:40]}.")
    return unit
