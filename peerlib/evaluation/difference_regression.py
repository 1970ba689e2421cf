"""Difference-in-differences from the rows of a table, by a regression."""

from . import given
from .differences import ONE_BEFORE, DifferenceInDifferences, unit_text
from .results import Estimate


def regression(outcome, programme, after, *, person=None, level=0.95, unit=""):
    """Compare how much two groups changed, by a regression on the rows of a table.

    Parameters
    ----------
    outcome : sequence of float
        One entry for each row.
    programme, after : sequence of 0 and 1
        Whether the row is of the programme group, and of the time after.
    person : sequence, optional
        Who or which unit the row belongs to. Rows of one person are alike, and the interval then
        allows for that (cluster-robust, statsmodels).
    level : float
    unit : str

    Returns
    -------
    DifferenceInDifferences

    Raises
    ------
    ValueError
        If entries are missing or not as above, a group has no rows at one time, there are fewer
        than five rows, or fewer than three persons in a group.

    Notes
    -----
    y = b0 + b1 * programme + b2 * after + b3 * programme * after + error, by ordinary least
    squares; b3 is the estimate. Without `person` the interval is the ordinary t interval.

    Examples
    --------
    >>> found = regression([1, 2, 4, 5, 1, 3, 2, 2], [1] * 4 + [0] * 4, [0, 0, 1, 1] * 2)
    >>> round(found.estimate.value, 2)
    3.0
    """
    import numpy as np
    import statsmodels.api as sm

    y = given.numbers("outcome", outcome, least=5)
    group = _zero_one("programme", programme)
    time = _zero_one("after", after)
    given.same_length(outcome=y, programme=group, after=time)
    level = given.level(level)
    cells = [y[(group == g) & (time == t)] for g in (1, 0) for t in (0, 1)]
    if min(len(cell) for cell in cells) == 0:
        raise ValueError(
            "There are no rows for one of the groups before or after. All four are needed: "
            "programme before, programme after, comparison before, comparison after."
        )
    design = np.column_stack([np.ones_like(y), group, time, group * time])
    model = sm.OLS(y, design)
    if person is None:
        fitted = model.fit()
    else:
        who = _persons(person, group)
        fitted = model.fit(cov_type="cluster", cov_kwds={"groups": who}, use_t=True)
    low, high = fitted.conf_int(alpha=1 - level)[3]
    return DifferenceInDifferences(
        *[float(cell.mean()) for cell in cells],
        Estimate(float(fitted.params[3]), float(low), float(high)),
        float(fitted.bse[3]),
        Estimate(None, None, None),
        level,
        unit_text(unit),
        1,
        (ONE_BEFORE,),
    )


def _zero_one(name, values):
    found = given.numbers(name, values, low=0, high=1)
    if not set(found.tolist()) <= {0.0, 1.0}:
        raise ValueError(f"{name} must hold 0 and 1 only: 1 for yes and 0 for no.")
    return found


def _persons(person, group):
    import pandas as pd

    if isinstance(person, str) or not hasattr(person, "__len__"):
        raise ValueError("person must be a list with one entry for each row.")
    given.same_length(person=person, programme=group)
    codes, names = pd.factorize(pd.Series(list(person)))
    if (codes < 0).any():
        raise ValueError("person holds a missing value. Say who each row belongs to.")
    for side in (0, 1):
        if len(set(codes[group == side])) < 3:
            raise ValueError(
                "There are fewer than three persons or units in a group, too few to tell how "
                "much they differ. Leave person out only if all rows are of different people."
            )
    return codes
