"""Several groups compared with their start taken into account (analysis of covariance).

The regression and its table come from statsmodels.
"""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .results import Result
from .scores import differ, scores


@dataclass(frozen=True)
class Line:
    """One line of an analysis of covariance: F, its degrees of freedom, p, partial eta squared."""

    f: float
    df: int
    p: float
    partial_eta_squared: float


@dataclass(frozen=True, repr=False)
class SeveralGroups(Result):
    """Several groups compared with a covariate. Made by `several_groups`."""

    groups: Line
    covariate: Line
    df_residual: int
    slope: float
    """By how much the outcome rises for one point more of the covariate, inside the groups."""
    means: tuple
    """For each group: its name, its mean, and its mean adjusted to the average covariate."""

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"Between {len(self.means)} groups of people who started level, differences as "
            f"large as these would come with p = {self.groups.p:.3f} by chance alone."
        )

    def pictures(self):
        """Return the adjusted mean of each group as a bar."""
        values = [adjusted for _, _, adjusted in self.means]
        low, high = min(0.0, *values), max(0.0, *values) or 1.0
        text = "Means adjusted to the same start: " + ", ".join(
            f"{name} {adjusted:.1f} (unadjusted {mean:.1f})" for name, mean, adjusted in self.means
        )
        bars = [
            ("average", name, 0.0, adjusted, f"{adjusted:.1f}") for name, _, adjusted in self.means
        ]
        return [_drawing.bars("Adjusted means", text + ".", bars, low, high)]


def several_groups(group, covariate, outcome):
    """Compare several groups, adjusted for one covariate.

    Parameters
    ----------
    group : sequence
        The group of each person, at least two different ones.
    covariate, outcome : sequence of float
        What is adjusted for, measured before the programme, and what is compared. Nothing
        may be missing.

    Returns
    -------
    SeveralGroups

    Raises
    ------
    ValueError
        If the three are not equally long, a value is missing, there are not two groups, or
        not two people more than groups, nobody in a group differs in the covariate, or the
        outcome follows from both exactly.

    Notes
    -----
    Sums of squares of type II: each of the two is judged beside the other. Partial eta squared
    is SS / (SS + SS residual). Same F as pingouin's `ancova` on its own data.

    Examples
    --------
    >>> found = several_groups("aaabbb", [1, 2, 3, 2, 3, 4], [4, 5, 5, 3, 5, 5])
    >>> found.df_residual
    3
    """
    import pandas as pd
    import statsmodels.formula.api as formulas
    from statsmodels.stats.anova import anova_lm

    x = scores("covariate", covariate)
    y = scores("outcome", outcome)
    names = [str(one) for one in group] if hasattr(group, "__len__") else []
    given.same_length(group=names, covariate=x, outcome=y)
    different = sorted(set(names))
    if len(different) < 2 or len(names) < len(different) + 2:
        raise ValueError(
            f"There are {len(names)} people in {len(different)} groups; at least 2 groups are "
            "needed, and two people more than there are groups."
        )
    frame = pd.DataFrame({"group": names, "covariate": x, "outcome": y})
    inside = frame["covariate"] - frame.groupby("group")["covariate"].transform("mean")
    if not differ(inside):
        raise ValueError(
            "The covariate is the same for everybody in a group, so nothing can be adjusted for."
        )
    model = formulas.ols("outcome ~ C(group) + covariate", frame).fit()
    if not differ(model.resid):
        raise ValueError(
            "The outcome follows from group and covariate exactly: there is no chance "
            "in it to compare with. Are these real scores?"
        )
    table = anova_lm(model, typ=2)
    rest = float(table.loc["Residual", "sum_sq"])
    at_average = model.predict(
        pd.DataFrame({"group": different, "covariate": [x.mean()] * len(different)})
    )
    means = frame.groupby("group")["outcome"].mean()
    return SeveralGroups(
        _line(table.loc["C(group)"], rest),
        _line(table.loc["covariate"], rest),
        int(model.df_resid),
        float(model.params["covariate"]),
        tuple(
            (name, float(means[name]), float(value))
            for name, value in zip(different, at_average, strict=True)
        ),
    )


def _line(row, rest):
    share = float(row["sum_sq"]) / (float(row["sum_sq"]) + rest)
    return Line(float(row["F"]), int(row["df"]), float(row["PR(>F)"]), share)
