"""Do the items of a scale hang together? Cronbach's alpha.

No library of the course has it. The covariances come from pandas, the interval uses SciPy's F.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .results import Estimate, Result, interval_words

MISSING = ("complete", "pairwise")


@dataclass(frozen=True, repr=False)
class InternalConsistency(Result):
    """How far the items of a scale go together. Made by `cronbach_alpha`."""

    alpha: Estimate
    items: int
    people: int
    """People the interval counts on: with all items, or the fewest that a pair of items shares."""
    without: tuple
    """Alpha if one item is left out, in the order of the items; None where only one is left."""
    level: float
    notes: tuple

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        return (
            f"Over {self.items} items and {self.people} people, Cronbach's alpha is "
            f"{self.alpha.value:.2f}, {interval_words(self.alpha, self.level)}; "
            "it tells how far the items go together, and not what they measure."
        )

    def pictures(self) -> list:
        """Return alpha with its interval, and alpha without each item."""
        estimate = self.alpha
        note = f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
        rows = [("average", "All items", estimate.value, estimate.low, estimate.high, note)]
        for place, value in enumerate(self.without):
            if value is not None:
                label = f"Without item {place + 1}"
                rows.append(("second", label, value, None, None, f"{value:.2f}"))
        text = f"Alpha for all items: {note}. " + " ".join(
            f"{row[1]}: {row[5]}." for row in rows[1:]
        )
        low = min(0.0, max(-1.0, estimate.low), *[max(-1.0, row[2]) for row in rows])
        return [
            _drawing.intervals(
                "Cronbach's alpha", text, rows, "1: items go together fully", low, 1.0
            )
        ]


def cronbach_alpha(
    scores: Sequence, *, missing: str = "complete", level: float = 0.95
) -> InternalConsistency:
    """Return Cronbach's alpha of a scale.

    Parameters
    ----------
    scores : table of float
        One row for each person, one column for each item, all items in the same direction.
        None and NaN mean: not answered.
    missing : {"complete", "pairwise"}
        Use only people who answered every item, or for each pair of items all who answered both.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    InternalConsistency

    Raises
    ------
    ValueError
        If there are fewer than 2 items or 2 people (or, for a pair of items, 2 people who
        answered both), if nobody differs from anybody in the sum, or `missing` or `level`
        is not one of those above.

    Notes
    -----
    With k items, s_j**2 the variance of item j and s_X**2 that of the sum, all with the same
    divisor: alpha = k / (k - 1) * (1 - sum of s_j**2 / s_X**2). It can lie below 0.
    The interval is Feldt's (1965), with n - 1 and (n - 1) * (k - 1) degrees of freedom. For
    "pairwise" no exact interval is known; n is then the fewest people that any two items share.

    pingouin 0.6 gives 0.8017 with 0.581 to 0.933 for its data with gaps and complete cases. Its
    alpha is ours, its interval is not: it counts all 12 people where 9 are left. For the 9 it
    gives 0.533 to 0.947 itself, as we do.

    References
    ----------
    Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson reliability
    coefficient twenty. Psychometrika 30, 357-370.

    Examples
    --------
    >>> scores = [[1, 2, 1], [2, 2, 3], [4, 3, 4], [5, 4, 4], [3, 3, 2]]
    >>> print(cronbach_alpha(scores).sentence)
    Over 3 items and 5 people, Cronbach's alpha is 0.90, with a 95 % interval from 0.51 to 0.99; \
it tells how far the items go together, and not what they measure.
    """
    import pandas as pd

    table = pd.DataFrame(given.table("scores", scores, missing=True))
    given.choice("missing", missing, MISSING)
    level = given.level(level)
    all_people, items = table.shape
    notes = ()
    if missing == "complete":
        table = table.dropna()
        if len(table) < all_people:
            notes = (f"{all_people - len(table)} of {all_people} people were left out: a gap.",)
    known = table.notna().astype(int)
    people = int((known.T @ known).to_numpy().min())
    if people < 2:
        raise ValueError(
            f"Only {people} people answered what has to be compared. At least 2 are needed."
        )
    covariance = table.cov().to_numpy()
    value = _alpha(covariance)
    if value is None:
        raise ValueError(
            "The sum of the items is the same for everybody. Where nobody differs, alpha has "
            "no meaning."
        )
    without = []
    for place in range(items):
        left = [other for other in range(items) if other != place]
        without.append(_alpha(covariance[left][:, left]) if len(left) > 1 else None)
    estimate = Estimate(value, *_feldt(value, people, items, level))
    return InternalConsistency(estimate, items, people, tuple(without), level, notes)


def _alpha(covariance):
    items, own, whole = len(covariance), covariance.trace(), covariance.sum()
    if whole <= 1e-12 * own or own <= 0.0:
        return None
    return float(items / (items - 1) * (1 - own / whole))


def _feldt(alpha, people, items, level):
    from scipy.stats import f

    df1, tail = people - 1, (1 - level) / 2
    df2 = df1 * (items - 1)
    return tuple(
        float(1 - (1 - alpha) * factor)
        for factor in (f.isf(tail, df1, df2), f.isf(1 - tail, df1, df2))
    )
