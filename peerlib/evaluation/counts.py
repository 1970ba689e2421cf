"""Counts of events of single people, some of whom have many: a negative binomial model.

The model comes from statsmodels.
"""

import warnings
from dataclasses import dataclass

from ..models import rates as model
from . import given
from .rates import RateComparison, around, ratio_test


@dataclass(frozen=True)
class CountModel:
    """A negative binomial regression. Made by `count_regression`."""

    coefficients: dict
    """Estimate on the log scale for each column, with ``"constant"``."""
    dispersion: float
    standard_errors: dict
    n: int


def compare_counts(
    counts_programme,
    counts_comparison,
    *,
    time_programme=None,
    time_comparison=None,
    level=0.95,
    per="per unit of time",
    event="events",
):
    """Compare counts of single people by a negative binomial model.

    Parameters
    ----------
    counts_programme, counts_comparison : sequence of int
        How many events each person had; at least 3 people in each group.
    time_programme, time_comparison : sequence of float, optional
        How long each person was followed, above 0. Left out, everybody counts alike.
    level : float
        Confidence level, between 0.5 and 0.9999.
    per, event : str
        Words for the unit of time, and for what is counted.

    Returns
    -------
    RateComparison
        ``poisson`` holds the interval that chance alone would give.

    Raises
    ------
    ValueError
        If there are too few people, a count is not a whole number from 0 on, a time is not above
        0, lists differ in length, a group had no event, or no model can be fitted.

    Notes
    -----
    log(mean) = log(time) + b0 + b1 * programme, with variance m + dispersion * m^2; the rate
    ratio is exp(b1). Counts that vary less than chance would have them have no such dispersion:
    then the Poisson model is used, and a note says so.

    References
    ----------
    Glynn, R. J. and Buring, J. E. (1996). Ways of measuring rates of recurrent events.
    BMJ 312, 364-366.

    Examples
    --------
    >>> found = compare_counts([0, 0, 1, 0, 6, 0, 2, 0], [1, 0, 9, 0, 3, 2, 0, 1])
    >>> round(found.rate_ratio.value, 3)
    0.562
    >>> found.rate_ratio.high > found.poisson.high
    True
    """
    import numpy as np

    level = given.level(level)
    groups = [
        _counts("programme", counts_programme, time_programme),
        _counts("comparison", counts_comparison, time_comparison),
    ]
    counts, time = (np.concatenate(part) for part in zip(*groups, strict=True))
    programme = np.repeat([1.0, 0.0], [len(groups[0][0]), len(groups[1][0])])
    totals = [group[0].sum() / group[1].sum() for group in groups]
    events = [group[0].sum() for group in groups]
    poisson = around(totals[0] / totals[1], model.poisson_log_ratio_error(*events), level)
    spread = tuple(float(np.var(group[0], ddof=1) / np.mean(group[0])) for group in groups)
    fitted = _over_dispersed(counts, time, programme)
    if fitted is None:
        notes = ("People do not differ more than by chance, so the Poisson model is used.",)
        error = model.poisson_log_ratio_error(*events)
        return RateComparison(
            *totals,
            poisson,
            poisson,
            *ratio_test(poisson.value, error),
            0.0,
            spread,
            level,
            str(per),
            str(event),
            notes,
        )
    ratio = float(np.exp(fitted.coefficients["programme"]))
    error = fitted.standard_errors["programme"]
    return RateComparison(
        *totals,
        around(ratio, error, level),
        poisson,
        *ratio_test(ratio, error),
        fitted.dispersion,
        spread,
        level,
        str(per),
        str(event),
        (),
    )


def count_regression(counts, columns, *, time=None):
    """Fit a negative binomial regression (variance m + dispersion * m^2).

    Parameters
    ----------
    counts : sequence of int
    columns : dict of str to sequence of float
        What the logarithm of the mean depends on; a constant is added.
    time : sequence of float, optional
        How long each person was followed.

    Returns
    -------
    CountModel

    Raises
    ------
    ValueError
        If lists differ in length, or no model can be fitted to them.

    Examples
    --------
    >>> found = count_regression([0, 3, 0, 9, 2, 0, 0, 12], {"x": [0, 1, 0, 1, 0, 1, 0, 1]})
    >>> round(found.coefficients["x"], 3)
    2.485
    """
    import numpy as np

    y = given.numbers("counts", counts, 3, 0, given.LARGEST)
    table = {str(name): given.numbers(str(name), column) for name, column in columns.items()}
    exposure = None if time is None else given.numbers("time", time, low=1e-9)
    given.same_length(counts=y, **table, **({} if exposure is None else {"time": exposure}))
    design = np.column_stack([np.ones(len(y)), *table.values()])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError(
            "One of the columns is constant, or can be worked out from the others. Leave it out."
        )
    fitted = _negative_binomial(y, design, exposure)
    if fitted is None:
        raise ValueError(
            "No negative binomial model fits these counts. They may vary less than "
            "chance would have them, or there may be too few."
        )
    names = ["constant", *table]
    return CountModel(
        dict(zip(names, map(float, fitted.params[:-1]), strict=True)),
        float(fitted.params[-1]),
        dict(zip(names, map(float, fitted.bse[:-1]), strict=True)),
        len(y),
    )


def _negative_binomial(counts, design, time):
    """Return a fitted model, or None where it does not settle."""
    import numpy as np
    from statsmodels.discrete.discrete_model import NegativeBinomial

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what does not settle is seen from the result
        try:
            fitted = NegativeBinomial(counts, design, exposure=time).fit(disp=0, maxiter=500)
        except (np.linalg.LinAlgError, ValueError):
            return None
        settled = fitted.mle_retvals["converged"] and np.isfinite(fitted.bse).all()
    return fitted if settled and fitted.params[-1] > 0 else None


def _over_dispersed(counts, time, programme):
    try:
        found = count_regression(counts, {"programme": programme}, time=time)
    except ValueError:
        return None
    return found if found.dispersion > 1e-4 else None


def _counts(name, counts, time):
    import numpy as np

    counts = given.numbers(f"counts_{name}", counts, 3, 0, given.LARGEST)
    if (counts != np.floor(counts)).any():
        raise ValueError(
            f"counts_{name} holds {counts[counts != np.floor(counts)][0]:g}; events "
            "are whole numbers. Give counts, and the time apart from them."
        )
    if counts.sum() == 0:
        raise ValueError(
            f"Nobody in counts_{name} had an event, so there is no ratio. Say so in "
            "words, with how long people were followed."
        )
    if time is None:
        return counts, np.ones(len(counts))
    time = given.numbers(f"time_{name}", time, low=1e-9)
    given.same_length(**{f"counts_{name}": counts, f"time_{name}": time})
    return counts, time
