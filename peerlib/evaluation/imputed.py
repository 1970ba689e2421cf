"""Fill in what is missing several times over, and pool the results (multiple imputation)."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import missing as sums
from . import given
from .results import Estimate, Result, interval_words

FEW_TABLES = "Filled in fewer than 20 times, the result depends on chance. Fill in more often."


@dataclass(frozen=True, repr=False)
class PooledImputations(Result):
    """One result from several filled-in tables. Made by `rubin` and `impute`."""

    estimate: Estimate
    standard_error: float
    within: float
    """Mean of the squared standard errors."""
    between: float
    """Variance of the estimates."""
    df: float | None
    """None if all estimates are equal: the interval is then the normal one."""
    share_missing: float
    """Part of the variance that comes from filling in."""
    estimates: tuple
    standard_errors: tuple
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"Pooled over {len(self.estimates)} filled-in tables the estimate is "
            f"{self.estimate.value:.2f}, {interval_words(self.estimate, self.level)}; "
            f"{100 * self.share_missing:.0f} % of its uncertainty comes from what was missing."
        )

    def pictures(self):
        """Return each table's estimate with its interval, and the pooled one."""
        from scipy.stats import norm

        z = norm.ppf(0.5 + self.level / 2)
        rows = [
            ("average", f"table {i + 1}", y, y - z * se, y + z * se, f"{y:.2f}")
            for i, (y, se) in enumerate(zip(self.estimates, self.standard_errors, strict=True))
        ][:10]
        pooled = self.estimate
        rows.append(
            (
                "pooled",
                "pooled",
                pooled.value,
                pooled.low,
                pooled.high,
                f"{pooled.value:.2f} ({pooled.low:.2f} to {pooled.high:.2f})",
            )
        )
        ends = [0.0] + [edge for row in rows for edge in row[3:5]]
        room = 0.05 * (max(ends) - min(ends)) or 1.0
        text = self.sentence
        if len(self.estimates) > 10:
            text += " The first ten tables are drawn."
        return [
            _drawing.intervals(
                "Filled-in tables and what they give together",
                text,
                rows,
                "estimate",
                min(ends) - room,
                max(ends) + room,
                reference=0.0,
            )
        ]


def rubin(estimates, standard_errors, *, level=0.95):
    """Pool the results of several filled-in tables by Rubin's rules.

    Parameters
    ----------
    estimates, standard_errors : sequence of float
        One of each for each filled-in table; two tables at least. Standard errors are from 0
        on, and not all 0.
    level : float

    Returns
    -------
    PooledImputations

    Raises
    ------
    ValueError
        If there are fewer than two tables, a number is missing or not finite, or lists differ
        in length.

    Notes
    -----
    The formula is in `peerlib.models.missing.pool`. The interval uses t with Rubin's degrees
    of freedom. Checked against ``statsmodels.imputation.mice``.

    Examples
    --------
    >>> result = rubin([2.1, 2.5, 2.9], [0.80, 0.90, 0.85])
    >>> round(result.standard_error, 4), round(result.df, 2)
    (0.9682, 38.62)
    """
    from scipy import stats

    estimates = given.numbers("estimates", estimates, least=2)
    errors = given.numbers("standard_errors", standard_errors, least=2, low=0)
    given.same_length(estimates=estimates, standard_errors=errors)
    level = given.level(level)
    if max(errors) == 0:
        raise ValueError(
            "All standard errors are 0. A result without doubt needs no pooling; pass the "
            "standard error that the analysis of each filled-in table gives."
        )
    pooled = sums.pool([float(one) for one in estimates], [float(one) for one in errors])
    value, error, df = pooled["estimate"], pooled["standard_error"], pooled["df"]
    upper = 0.5 + level / 2
    half = error * float(stats.norm.ppf(upper) if df is None else stats.t.ppf(upper, df))
    return PooledImputations(
        Estimate(value, value - half, value + half),
        error,
        pooled["within"],
        pooled["between"],
        df,
        pooled["share_missing"],
        tuple(map(float, estimates)),
        tuple(map(float, errors)),
        level,
        (FEW_TABLES,) if len(estimates) < 20 else (),
    )


def impute(table, formula, term, *, tables=20, rng=0, level=0.95):
    """Fill in a table several times by chained equations, fit a model to each, and pool.

    Parameters
    ----------
    table : pandas.DataFrame
        One row for each person; numbers only, NaN where a value is missing. Every column that
        may tell why somebody is missing should be in it. At least 10 rows.
    formula : str
        The model to fit by least squares, such as ``"hope_after ~ programme + hope_before"``.
    term : str
        Which coefficient to pool, such as ``"programme"``.
    tables : int
        How many times to fill in, from 2 to 200.
    rng : int or numpy.random.Generator
        The same number gives the same result.
    level : float

    Returns
    -------
    PooledImputations

    Raises
    ------
    ValueError
        If the table holds text, a column is empty, the formula or the term does not fit the
        table, or an argument is not as above.

    Notes
    -----
    Predictive mean matching from statsmodels (`MICE`): each missing value is taken from a
    person who resembles this one. It holds up if what is missing depends only on what is in
    the table (missing at random), which the table itself cannot show.

    References
    ----------
    Sterne, J. A. C., et al. (2009). Multiple imputation for missing data in epidemiological
    and clinical research: potential and pitfalls. BMJ 338, b2393.
    """
    import numpy as np
    from statsmodels.imputation.mice import MICE, MICEData
    from statsmodels.regression.linear_model import OLS

    tables = given.count("tables", tables, least=2)
    if tables > 200:
        raise ValueError(f"tables must be a whole number from 2 to 200, got {tables}.")
    level = given.level(level)
    table = _numbers_only(table)
    data = MICEData(table, rng=np.random.default_rng(rng))
    try:
        model = MICE(formula, OLS, data)
        model.fit(n_burnin=5, n_imputations=tables)
    except Exception as error:  # the formula language raises errors of many kinds
        raise ValueError(
            f"The formula {formula!r} could not be fitted: {error}. It must name columns of "
            f"the table: {', '.join(table.columns)}."
        ) from None
    if term not in model.exog_names:
        raise ValueError(f"The model has no term {term!r}. It has: {', '.join(model.exog_names)}.")
    fits = model.results_list
    return rubin([fit.params[term] for fit in fits], [fit.bse[term] for fit in fits], level=level)


def _numbers_only(table):
    import pandas
    from pandas.api import types

    if not isinstance(table, pandas.DataFrame) or len(table) < 10:
        raise ValueError(
            "table must be a pandas DataFrame with one row for each person, 10 at least."
        )
    for name in table.columns:
        if not types.is_numeric_dtype(table[name]):
            raise ValueError(
                f"The column {name!r} holds text. Write groups as 0 and 1, or leave it out."
            )
        if table[name].notna().sum() < 5:
            raise ValueError(
                f"The column {name!r} has fewer than 5 known values. Nothing can be filled in "
                "from so few; leave it out."
            )
    numbers = table.astype(float).replace([float("inf"), -float("inf")], float("nan"))
    if numbers.isna().sum().sum() > table.isna().sum().sum():
        raise ValueError("The table holds an infinite value. Write NaN where a value is missing.")
    return numbers.reset_index(drop=True)
