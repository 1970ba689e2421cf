"""A yes or no of the same people, asked before and after: McNemar's test.

All p values come from statsmodels.
"""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .count_tests import p_words
from .results import Result


@dataclass(frozen=True, repr=False)
class SamePeople(Result):
    """A yes or no of the same people at two times. Made by `same_people`."""

    before: int
    """People with the event before."""
    after: int
    stopped: int
    """Event before and not after."""
    started: int
    """Event after and not before."""
    n: int
    p: float
    """McNemar's test, exact: looks at those who changed, and at nobody else."""

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"Of {self.n} people, {self.before} had the event before and {self.after} after: "
            f"{self.stopped} stopped and {self.started} started (McNemar's exact test, "
            f"p {_p_is(self.p)}); without a comparison group it does not tell why."
        )

    def pictures(self):
        """Return those who stopped and those who started as bars."""
        top = float(max(self.stopped, self.started, 1))
        bars = [
            ("average", "Stopped", 0.0, float(self.stopped), f"{self.stopped} people"),
            ("third", "Started", 0.0, float(self.started), f"{self.started} people"),
        ]
        return [_drawing.bars("Those who changed", self.sentence, bars, 0.0, top)]


def same_people(both, stopped, started, neither):
    """Compare a yes or no before and after in the same people (McNemar's test).

    Parameters
    ----------
    both, stopped, started, neither : int
        People with the event at both times, before only, after only, at no time.

    Returns
    -------
    SamePeople

    Raises
    ------
    ValueError
        If a count is no whole number from 0 on, or there is nobody at all.

    Notes
    -----
    Of b + c people who changed, half would stop and half would start by chance; the p is that of
    the exact binomial test, 1 if nobody changed.

    Examples
    --------
    >>> same_people(3, 6, 0, 11).p
    0.03125
    """
    from statsmodels.stats.contingency_tables import mcnemar

    a = given.count("both", both)
    b = given.count("stopped", stopped)
    c = given.count("started", started)
    d = given.count("neither", neither)
    n = a + b + c + d
    if n == 0:
        raise ValueError("All four counts are 0. Give the people behind them.")
    p = float(mcnemar([[a, b], [c, d]], exact=True).pvalue) if b + c else 1.0
    return SamePeople(a + b, a + c, b, c, n, min(1.0, p))


@dataclass(frozen=True, repr=False)
class FromMargins(Result):
    """What two counts of the same people leave open. Made by `same_people_unpaired`."""

    before: int
    after: int
    n: int
    p_lowest: float
    p_highest: float

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"{self.before} of {self.n} people before and {self.after} of the same {self.n} after: "
            f"p lies anywhere from {p_words(self.p_lowest)} to {p_words(self.p_highest)}, as it "
            "depends on how many stopped and how many started, which the two counts do not tell."
        )

    def pictures(self):
        """Return the range of p as a bar beside 0.05."""
        top = max(0.1, min(1.0, 1.2 * self.p_highest))
        bar = ("average", "p can be", self.p_lowest, self.p_highest, "")
        return [
            _drawing.bars(
                "What the counts leave open", self.sentence, [bar], 0.0, top, reference=0.05
            )
        ]


def same_people_unpaired(before, after, n):
    """Say between which limits McNemar's p must lie if only the two totals are known.

    Parameters
    ----------
    before, after : int
        People with the event at each time.
    n : int
        People asked, the same ones both times.

    Returns
    -------
    FromMargins

    Raises
    ------
    ValueError
        If a count is no whole number, there is nobody, or there are more events than
        people.

    Notes
    -----
    The more people have the event at both times, the fewer changed, and the smaller is p; so the
    two ends of what fits the totals give the limits. A chi-square of the two totals, as if they
    were different people, is not among these.

    Examples
    --------
    >>> found = same_people_unpaired(9, 3, 20)
    >>> round(found.p_lowest, 3), round(found.p_highest, 3)
    (0.031, 0.146)
    """
    n = given.count("n", n, least=1)
    before, after = given.count("before", before), given.count("after", after)
    if max(before, after) > n:
        raise ValueError(
            f"before is {before}, after is {after} and n is {n}. "
            "There cannot be more people with the event than people."
        )
    fits = range(max(0, before + after - n), min(before, after) + 1)
    p = [
        same_people(both, before - both, after - both, n - before - after + both).p
        for both in (fits[0], fits[-1])
    ]
    return FromMargins(before, after, n, min(p), max(p))


def _p_is(value):
    return p_words(value) if value < 0.001 else f"= {value:.3f}"
