"""Do two raters agree, beyond what chance would give? Kappa, weighted kappa, AC1.

Kappa comes from statsmodels. It has no AC1; that follows Gwet (2008).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..labs import _drawing
from ..models import agreement as model
from . import given
from .chance_corrected import ac1_chance, chance_corrected
from .results import Estimate, Result, interval_words

# Our name: the one of statsmodels.
WEIGHTS = {"none": None, "linear": "linear", "quadratic": "quadratic"}
ONE_BOX = (
    "Both raters put everything into the same box. Chance alone would then give full agreement, "
    "so kappa does not exist."
)


@dataclass(frozen=True, repr=False)
class Agreement(Result):
    """How far raters agree. Made by `from_table`, `two_raters` and `many_raters.fleiss`."""

    n: int
    """Things that were rated."""
    raters: int
    observed: float
    """Share of pairs of ratings that are the same, from 0 to 1."""
    chance: float
    """The share that chance alone would give, with ratings as common as here."""
    kappa: Estimate
    """Cohen's kappa, or Fleiss' for more than two raters."""
    ac1: Estimate
    """Gwet's AC1, which suffers less where nearly all ratings are the same."""
    weights: str
    level: float
    notes: tuple

    @property
    def label(self) -> str:
        """The word of Landis and Koch (1977) for this kappa; empty if there is none."""
        return "" if self.kappa.value is None else model.label(self.kappa.value)

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        begin = (
            f"Two ratings of the same thing agree in {100 * self.observed:.0f} of 100 cases; "
            f"chance alone would give {100 * self.chance:.0f}"
        )
        if self.kappa.value is None:
            return f"{begin}, so kappa does not exist."
        name = "kappa" if self.weights == "none" else f"kappa with {self.weights} weights"
        return (
            f"{begin}, so {name} is {self.kappa.value:.2f}, "
            f"{interval_words(self.kappa, self.level)}."
        )

    def pictures(self) -> list:
        """Return observed and chance agreement, and kappa and AC1 with their intervals."""
        pairs = [("Observed", self.observed), ("By chance alone", self.chance)]
        styles = ("average", "second")
        shares = _drawing.bars(
            "Agreement",
            f"Two bars. Ratings agree in {100 * self.observed:.1f} of 100 cases. "
            f"Chance alone would give {100 * self.chance:.1f}.",
            [
                (style, label, 0.0, value, f"{100 * value:.1f} in 100")
                for style, (label, value) in zip(styles, pairs, strict=True)
            ],
            0.0,
            1.0,
        )
        measures = [("average", "Kappa", self.kappa), ("second", "AC1", self.ac1)]
        rows = [
            (style, name, each.value, each.low, each.high, _noted(each))
            for style, name, each in measures
        ]
        words = " ".join(f"{name}: {_noted(each)}." for _, name, each in measures)
        low = min([-0.2, *[each.low for _, _, each in measures if each.low is not None]])
        beyond = _drawing.intervals(
            "Agreement beyond chance",
            f"Two values with their intervals. {words} The line at 0 means: no more than chance.",
            rows,
            "0: no more than chance. 1: always the same",
            low,
            1.0,
            0.0,
        )
        return [shares, beyond]


def _noted(estimate):
    if estimate.value is None:
        return "does not exist"
    if estimate.low is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def from_table(table: Sequence, *, weights: str = "none", level: float = 0.95) -> Agreement:
    """Return the agreement of two raters from a table of counts.

    Parameters
    ----------
    table : square table of int
        Element [i][j]: things that the first rater put into box i, and the second into box j.
        For weights, the boxes must stand in their order.
    weights : {"none", "linear", "quadratic"}
        How much a near miss counts. "linear" for the distance of two boxes, "quadratic" for
        its square: then a miss by two boxes is four times as bad as a miss by one.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    Agreement

    Raises
    ------
    ValueError
        If the table is not square, has fewer than 2 boxes or things, holds anything but
        counts, or `weights` or `level` is not one of those above.

    Notes
    -----
    With N things, observed agreement is the sum of the diagonal over N, and chance agreement
    the sum over boxes of (row total / N) * (column total / N).
    kappa = (observed - chance) / (1 - chance).
    Weighted: kappa = 1 - (sum of v * observed counts) / (sum of v * counts by chance), with
    v = abs(i - j) or (i - j)**2. The interval is the large-sample one, cut at 1.
    AC1 has another idea of chance: with p_k the share of all ratings in box k of q,
    chance = sum of p_k * (1 - p_k) / (q - 1). It always counts a near miss as a miss.

    The printed 0.85, 0.50 and 0.70 of Gerstman (2013) for [[40, 9], [6, 45]] are rounded:
    here chance agreement is 0.5008 and kappa 0.6995.

    References
    ----------
    - Gerstman, B. B. (2013). Epidemiology Kept Simple. Wiley.
    - Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
      agreement. British Journal of Mathematical and Statistical Psychology 61, 29-48.
    - Landis, J. R., Koch, G. G. (1977). The measurement of observer agreement for categorical data.
      Biometrics 33, 159-174.

    Examples
    --------
    >>> print(from_table([[80, 10], [5, 5]]).sentence)
    Two ratings of the same thing agree in 85 of 100 cases; chance alone would give 78, \
so kappa is 0.32, with a 95 % interval from 0.06 to 0.58.
    >>> print(round(from_table([[80, 10], [5, 5]]).ac1.value, 3))
    0.808
    """
    import numpy as np

    counts = given.table("table", table)
    given.choice("weights", weights, WEIGHTS)
    level = given.level(level)
    if counts.shape[0] != counts.shape[1]:
        raise ValueError(
            f"table must be square, with one row and one column for each box; got {counts.shape[0]}"
            f" rows and {counts.shape[1]} columns. A box that nobody used has a row of zeros."
        )
    for value in counts.ravel():
        given.count("each entry of table", value)
    n = int(counts.sum())
    if n < 2:
        raise ValueError(f"table holds {n} things. At least 2 are needed to see any agreement.")
    plain = counts.tolist()
    observed, chance = model.observed_agreement(plain), model.chance_agreement(plain)
    pairs = np.zeros((counts.size, len(counts)))
    for place, (i, j) in enumerate(np.ndindex(*counts.shape)):
        pairs[place, i] += 1
        pairs[place, j] += 1
    one_box = bool(np.isclose(chance, 1.0))
    kappa = Estimate(None, None, None) if one_box else _cohen(counts, weights, level)
    ac1 = chance_corrected(pairs, counts.ravel(), ac1_chance, level)
    return Agreement(
        n, 2, observed, chance, kappa, ac1, weights, level, (ONE_BOX,) if one_box else ()
    )


def two_raters(
    first: Sequence,
    second: Sequence,
    *,
    boxes: Sequence | None = None,
    weights: str = "none",
    level: float = 0.95,
) -> Agreement:
    """Return the agreement of two raters from their ratings.

    Parameters
    ----------
    first, second : sequence
        What each rater said of the same things, in the same order: numbers or texts. None and
        NaN mean: not rated; such a thing is left out, and a note says how many.
    boxes : sequence, optional
        All boxes that could be used, in their order. By default those that were used, sorted.
    weights, level
        As in `from_table`.

    Raises
    ------
    ValueError
        If the lists are not equally long, hold something that is not among `boxes`, or as in
        `from_table`.

    Examples
    --------
    >>> two_raters(["yes", "no", "yes", "no"], ["yes", "no", "no", "no"]).observed
    0.75
    """
    import numpy as np
    import pandas as pd

    for name, ratings in (("first", first), ("second", second)):
        if isinstance(ratings, (str, bytes)) or not hasattr(ratings, "__len__"):
            raise ValueError(f"{name} must be a list with one rating for each thing.")
    given.same_length(first=first, second=second)
    pairs = [
        (one, other)
        for one, other in zip(first, second, strict=True)
        if not pd.isna(one) and not pd.isna(other)
    ]
    if boxes is None:
        try:
            boxes = sorted({each for pair in pairs for each in pair})
        except TypeError:
            raise ValueError(
                "The ratings mix numbers and texts. Write them all in one way, or give boxes."
            ) from None
    boxes = list(boxes)
    strange = [each for pair in pairs for each in pair if each not in boxes]
    if strange:
        raise ValueError(f"{strange[0]!r} is not among the boxes {boxes}. Add it, or mend it.")
    if len(boxes) < 2:
        raise ValueError(
            f"Only one box was used ({boxes}), so there is nothing to tell apart. If there are "
            "others, name all of them in boxes."
        )
    table = np.zeros((len(boxes), len(boxes)))
    for one, other in pairs:
        table[boxes.index(one), boxes.index(other)] += 1
    result = from_table(table, weights=weights, level=level)
    missing = len(first) - len(pairs)
    if not missing:
        return result
    note = f"{missing} of {len(first)} things were left out, since a rating is missing."
    return Agreement(**{**vars(result), "notes": (*result.notes, note)})


def _cohen(counts, weights, level):
    from statsmodels.stats.inter_rater import cohens_kappa

    found = cohens_kappa(counts, wt=WEIGHTS[weights])
    found.alpha = (1 - level) / 2
    found._initialize()
    # rounding can leave a variance just below zero where agreement is full
    if not found.var_kappa >= 0:
        return Estimate(float(found.kappa), float(found.kappa), float(found.kappa))
    return Estimate(float(found.kappa), float(found.kappa_low), min(1.0, float(found.kappa_upp)))
