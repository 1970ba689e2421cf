"""Intraclass correlation: how much of the spread of ratings lies in what is rated.

No library of the course has it. The mean squares are plain sums, the intervals use SciPy's F.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .results import Estimate, Result, interval_words

# Koo and Li (2016): up to this value, in words.
WORDS = ((0.5, "poor"), (0.75, "moderate"), (0.9, "good"), (1.0, "excellent"))
FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


@dataclass(frozen=True, repr=False)
class IntraclassCorrelation(Result):
    """The six forms of the intraclass correlation. Made by `icc`."""

    targets: int
    """People or things that were rated."""
    raters: int
    forms: dict
    """`Estimate` for "1,1", "2,1", "3,1" (one rater) and "1,k", "2,k", "3,k" (the mean of all)."""
    mean_squares: dict
    """"between" targets, "within" targets, "raters" and "residual"."""
    level: float
    notes: tuple

    def words(self, form: str = "2,1") -> str:
        """Return Koo and Li's words for both ends of the interval, such as "poor to good"."""
        estimate = self.forms[form]
        low, high = _word(estimate.low), _word(estimate.high)
        return low if low == high else f"{low} to {high}"

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence, for a single rater who could be any rater."""
        estimate = self.forms["2,1"]
        return (
            f"For the score of one rater the intraclass correlation, form 2,1, is "
            f"{estimate.value:.2f}, {interval_words(estimate, self.level)}: "
            f"{self.words()} agreement."
        )

    def pictures(self) -> list:
        """Return the six forms with their intervals."""
        rows = []
        for form in FORMS:
            each = self.forms[form]
            style = "second" if form.endswith("k") else "average"
            note = f"{each.value:.2f} ({each.low:.2f} to {each.high:.2f})"
            rows.append((style, f"ICC({form})", each.value, each.low, each.high, note))
        low = max(-1.0, min(0.0, *[row[3] for row in rows]))
        text = "Six values with their intervals. " + " ".join(
            f"{label}: {note}." for _, label, _, _, _, note in rows
        )
        return [
            _drawing.intervals(
                "Six forms of the intraclass correlation",
                text,
                rows,
                "1 before the comma: other raters for each; k: mean of all",
                low,
                1.0,
                0.0,
            )
        ]


def _word(value):
    return next((word for limit, word in WORDS if value < limit), WORDS[-1][1])


def icc(ratings: Sequence, *, level: float = 0.95) -> IntraclassCorrelation:
    """Return the intraclass correlation of some raters, in its six forms.

    Which form fits is decided by the question, not by the number: "1" if each target has other
    raters, "2" if the raters stand for others who could have rated, "3" if only these raters
    matter and their different levels do not; "1" after the comma for the score of one
    rater, "k" for the mean of all.

    Parameters
    ----------
    ratings : table of float
        One row for each target, one column for each rater. A row with a missing value
        (None or NaN) is left out, and a note says how many.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    IntraclassCorrelation

    Raises
    ------
    ValueError
        If fewer than 2 complete rows or 2 columns are left, if all targets have the same mean
        (there is nothing to tell apart), or `level` is not as above.

    Notes
    -----
    With n targets, k raters and the mean squares B between targets, W within targets, J
    between raters and E residual:
    ICC(1,1) = (B - W) / (B + (k - 1) W), ICC(1,k) = (B - W) / B;
    ICC(2,1) = (B - E) / (B + (k - 1) E + k (J - E) / n), ICC(2,k) = (B - E) / (B + (J - E) / n);
    ICC(3,1) = (B - E) / (B + (k - 1) E), ICC(3,k) = (B - E) / B.
    Intervals after Shrout and Fleiss (1979). Koo and Li (2016) judge the ends of the interval:
    below 0.5 poor, to 0.75 moderate, to 0.9 good, above excellent.
    Raters who agree fully have an interval from 1 to 1.

    References
    ----------
    - Koo, T. K., Li, M. Y. (2016). A guideline of selecting and reporting intraclass correlation
      coefficients. Journal of Chiropractic Medicine 15, 155-163.
    - Shrout, P. E., Fleiss, J. L. (1979). Intraclass correlations: uses in assessing rater
      reliability. Psychological Bulletin 86, 420-428.

    Examples
    --------
    >>> found = icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9],
    ...              [6, 2, 4, 7]])
    >>> [round(found.forms[form].value, 3) for form in FORMS]
    [0.166, 0.29, 0.715, 0.443, 0.62, 0.909]
    >>> print(found.sentence)
    For the score of one rater the intraclass correlation, form 2,1, is 0.29, \
with a 95 % interval from 0.02 to 0.76: poor to good agreement.
    """
    import numpy as np

    table = given.table("ratings", ratings, missing=True)
    level = given.level(level)
    complete = table[~np.isnan(table).any(axis=1)]
    if len(complete) < 2:
        raise ValueError(f"ratings has {len(complete)} rows without a gap. At least 2 are needed.")
    squares = _mean_squares(complete)
    if squares["between"] <= 1e-12 * (squares["between"] + squares["within"]):
        raise ValueError(
            f"All rows of ratings have the same mean, {complete[0].mean():g}. Where the things "
            "rated do not differ, an intraclass correlation has no meaning."
        )
    notes = ()
    if len(complete) < len(table):
        notes = (f"{len(table) - len(complete)} of {len(table)} rows were left out: a gap.",)
    forms = _forms(squares, *complete.shape, level)
    return IntraclassCorrelation(*complete.shape, forms, squares, level, notes)


def _mean_squares(table):
    n, k = table.shape
    mean, of_rows, of_columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    residual = table - of_rows[:, None] - of_columns + mean
    return {
        "between": float(k * ((of_rows - mean) ** 2).sum() / (n - 1)),
        "within": float(((table - of_rows[:, None]) ** 2).sum() / (n * (k - 1))),
        "raters": float(n * ((of_columns - mean) ** 2).sum() / (k - 1)),
        "residual": float((residual**2).sum() / ((n - 1) * (k - 1))),
    }


def _forms(squares, n, k, level):
    b, w, j, e = (squares[name] for name in ("between", "within", "raters", "residual"))
    two = (b - e) / (b + (k - 1) * e + k * (j - e) / n)
    pairs = {
        "1": ((b - w) / (b + (k - 1) * w), _from_f(b, w, n - 1, n * (k - 1), k, level)),
        "2": (two, _two_way_limits(two, b, j, e, n, k, level)),
        "3": ((b - e) / (b + (k - 1) * e), _from_f(b, e, n - 1, (n - 1) * (k - 1), k, level)),
    }
    forms = {}
    for name, (value, limits) in pairs.items():
        forms[name + ",1"] = Estimate(value, *limits)
        forms[name + ",k"] = Estimate(*[_of_mean(each, k) for each in (value, *limits)])
    return forms


def _of_mean(single, k):
    """Return what the mean of k raters has, where one has `single` (Spearman and Brown)."""
    below = 1 + (k - 1) * single
    return float("-inf") if below <= 0 else k * single / below


def _from_f(above, below, df1, df2, k, level):
    from scipy.stats import f

    if below <= 1e-12 * above:  # full agreement
        return 1.0, 1.0
    alpha, ratio = (1 - level) / 2, above / below
    limits = ratio / f.isf(alpha, df1, df2), ratio * f.isf(alpha, df2, df1)
    return tuple(float((limit - 1) / (limit + k - 1)) for limit in limits)


def _two_way_limits(value, b, j, e, n, k, level):
    from scipy.stats import f

    if e <= 1e-12 * b and j <= 1e-12 * b:
        return 1.0, 1.0
    ratio = j / e if e > 1e-12 * b else float("inf")
    if ratio == float("inf"):  # the raters differ by a level each and by nothing else
        df = k - 1.0
    else:
        part = n * (1 + (k - 1) * value) - k * value
        top = (k - 1) * (n - 1) * (k * value * ratio + part) ** 2
        df = top / ((n - 1) * (k * value * ratio) ** 2 + part**2)
    alpha = (1 - level) / 2
    upper, lower = f.isf(alpha, n - 1, df), f.isf(alpha, df, n - 1)
    spread = k * j + (k * n - k - n) * e
    low = n * (b - upper * e) / (upper * spread + n * b)
    high = n * (lower * b - e) / (spread + n * lower * b)
    return float(low), float(high)
