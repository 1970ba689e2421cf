"""Groups that did not start level: after only, change, and adjusted for the start (ANCOVA).

The regressions come from statsmodels.
"""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .results import Estimate, Result, interval_words
from .scores import differ, scores

CHOOSE_FIRST = (
    "Choose one of the three before you see the data; the adjusted one is the usual choice after "
    "an allocation by chance. Never adjust for what the programme may itself have changed."
)


@dataclass(frozen=True, repr=False)
class AdjustedDifference(Result):
    """One comparison of two groups, made in three ways. Made by `adjusted_difference`."""

    adjusted: Estimate
    """Difference after, between people who started level (ANCOVA)."""
    after_only: Estimate
    change: Estimate
    """Difference between the changes."""
    slope: float
    """Points after for each point before, inside the groups."""
    difference_before: float
    """How far apart the groups started, in points."""
    p_slopes_differ: float | None
    """Of the question whether the slope is another in the other group; if it is, no single
    adjusted difference describes everybody. None if there are too few people to ask."""
    n_programme: int
    n_comparison: int
    n_left_out: int
    """People with something missing."""
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"The programme group started {abs(self.difference_before):.2f} points "
            f"{'lower' if self.difference_before < 0 else 'higher'}; between people who started "
            f"level, the difference after is {self.adjusted.value:+.2f} points, "
            f"{interval_words(self.adjusted, self.level)}."
        )

    def pictures(self):
        """Return the three differences with their intervals, beside no difference."""
        rows = [
            ("second", "After only", self.after_only),
            ("third", "Change", self.change),
            ("average", "Adjusted for the start", self.adjusted),
        ]
        ends = [abs(end) for _, _, one in rows for end in (one.low, one.high)]
        reach = 1.1 * max(ends) or 1.0
        said = [
            f"{label}: {one.value:+.2f} ({one.low:.2f} to {one.high:.2f})" for _, label, one in rows
        ]
        return [
            _drawing.intervals(
                "Three ways to compare",
                "Difference in points with its interval, in three ways. " + "; ".join(said) + ".",
                [
                    (style, label, one.value, one.low, one.high, f"{one.value:+.2f}")
                    for style, label, one in rows
                ],
                "Points (right of 0: the programme group is higher)",
                -reach,
                reach,
                reference=0.0,
            )
        ]


def adjusted_difference(programme, before, after, *, level=0.95):
    """Compare two groups after a programme, with their start taken into account.

    Parameters
    ----------
    programme : sequence
        For each person, True or 1 with the programme, False or 0 without.
    before, after : sequence of float
        Their scores at the two times; None or NaN where one is missing. People with a missing
        score are left out and counted.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    AdjustedDifference

    Raises
    ------
    ValueError
        If the three are not equally long, `programme` holds anything but two groups, a group
        has fewer than 2 people with both scores, everybody in each group started with the
        same score, or the scores leave no room for chance.

    Notes
    -----
    after = b0 + b1 programme + b2 before + chance; b1 is the adjusted difference, and
    b1 = (difference after) - b2 (difference before). b2 = 0 would be after only, b2 = 1 the
    difference between the changes. Where chance put people into groups, all three aim at the
    same number; the adjusted one swings least, and is not moved by who happened to start low.

    References
    ----------
    Vickers, A. J., and Altman, D. G. (2001). Analysing controlled trials with baseline and
    follow up measurements. BMJ 323, 1123-1124.

    Examples
    --------
    >>> found = adjusted_difference([1, 1, 1, 0, 0, 0], [1, 2, 3, 2, 3, 4], [4, 5, 5, 3, 5, 5])
    >>> round(found.after_only.value, 2), round(found.adjusted.value, 2)
    (0.33, 1.08)
    """
    import numpy as np

    group = _two_groups(programme)
    first = scores("before", before, missing=True)
    second = scores("after", after, missing=True)
    given.same_length(programme=group, before=first, after=second)
    level = given.level(level)
    known = ~np.isnan(first) & ~np.isnan(second)
    t, x, y = group[known], first[known], second[known]
    sizes = int(t.sum()), int((1 - t).sum())
    if min(sizes) < 2 or sum(sizes) < 4:
        raise ValueError(
            f"With both scores there are {sizes[0]} people with the programme and {sizes[1]} "
            "without; at least 2 in each group are needed."
        )
    if not any(differ(x[t == each]) for each in (0, 1)):
        raise ValueError(
            "Everybody in each group started with the same score, so there is nothing to adjust "
            "for. Compare the groups after, with compare_means."
        )
    adjusted, slope = _fitted(level, y, t, x)
    left_out = int((~known).sum())
    notes = (CHOOSE_FIRST,)
    if left_out:
        notes += (f"{left_out} people have a score missing and are left out.",)
    return AdjustedDifference(
        adjusted,
        _fitted(level, y, t)[0],
        _fitted(level, y - x, t)[0],
        slope,
        float(x[t == 1].mean() - x[t == 0].mean()),
        _p_slopes_differ(y, t, x),
        *sizes,
        left_out,
        level,
        notes,
    )


def _two_groups(programme):
    import numpy as np

    if isinstance(programme, (str, bytes)) or not hasattr(programme, "__len__"):
        raise ValueError(
            f"programme must be a list of True and False, got {str(programme)[:40]!r}."
        )
    plain = (bool, int, float, np.bool_, np.integer, np.floating)
    people = list(programme)
    # True and 1 are the same to Python, and so are numpy's
    if not all(isinstance(one, plain) and one in (0, 1) for one in people):
        raise ValueError(
            "programme must hold True or 1 for the programme and False or 0 for the "
            "comparison, and nothing else. Leave out people without a group."
        )
    if len(set(people)) < 2:
        raise ValueError("programme holds one group only; there is nothing to compare with.")
    return np.array(people, dtype=int)


def _fitted(level, y, t, *covariates):
    """Return the coefficient of the group with its interval, and that of the covariate."""
    import numpy as np
    import statsmodels.api as sm

    design = np.column_stack([np.ones(len(y)), t, *covariates])
    room = len(y) > design.shape[1] == np.linalg.matrix_rank(design)
    model = sm.OLS(y, design).fit() if room else None
    if model is None or not differ(model.resid):
        raise ValueError(
            "The scores leave no room for chance: too few people, or scores that "
            "follow from each other exactly."
        )
    low, high = model.conf_int(1 - level)[1]
    slope = float(model.params[2]) if covariates else None
    return Estimate(float(model.params[1]), float(low), float(high)), slope


def _p_slopes_differ(y, t, x):
    import numpy as np
    import statsmodels.api as sm

    design = np.column_stack([np.ones(len(y)), t, x, t * x])
    if len(y) < 6 or np.linalg.matrix_rank(design) < 4:
        return None
    model = sm.OLS(y, design).fit()
    return float(model.pvalues[3]) if differ(model.resid) else 0.0
