"""Published sets of trials, pooled by the course: the data behind a forest plot."""

from ..data import rows
from . import given
from .meta_analysis import pool
from .meta_effects import from_means

OUTCOMES = ("clinical", "personal", "functional")
WHEN = ("follow-up", "end")
G = "Hedges g (right of zero favours peer support)"


def smit2023(outcome, leave_out=(), **how):
    """Pool the trials of Smit et al. (2023) from their open data.

    Parameters
    ----------
    outcome : {"clinical", "personal", "functional"}
        Which kind of recovery.
    leave_out : str or sequence of str
        Names of trials to leave out, such as ``"Salzer 2016"``.
    how
        As for `pool`, by default restricted maximum likelihood with Hartung and Knapp's
        interval, which gives what the review prints.

    Returns
    -------
    PooledEffect

    Raises
    ------
    ValueError
        If there is no such outcome or trial.

    Examples
    --------
    >>> result = smit2023("clinical")
    >>> round(result.estimate.value, 2), round(result.estimate.low, 2), result.k
    (0.19, 0.11, 22)
    """
    given.choice("outcome", outcome, OUTCOMES)
    kept = [row for row in rows("smit2023") if row["outcome"] == outcome]
    for name in [leave_out] if isinstance(leave_out, str) else leave_out:
        given.choice("leave_out", name, sorted({row["trial"] for row in kept}))
        kept = [row for row in kept if row["trial"] != name]
    return pool(
        [float(row["g"]) for row in kept],
        [float(row["se"]) for row in kept],
        labels=[row["trial"] for row in kept],
        **{"axis": G, **how},
    )


def group_trials(when="follow-up", **how):
    """Pool four trials of groups led by peers, from their means and standard deviations.

    Parameters
    ----------
    when : {"follow-up", "end"}
        The longest follow-up, or the end of the programme.
    how
        As for `pool`, by default the fixed effect.

    Returns
    -------
    PooledEffect

    Raises
    ------
    ValueError
        If `when` is not one of those above.

    Notes
    -----
    This pool is the course's own and was not published: the data are those behind Dalgaard et
    al. (2025), without their allowance for clustering.

    Examples
    --------
    >>> round(group_trials().estimate.value, 4)
    0.2755
    """
    given.choice("when", when, WHEN)
    kept = [row for row in rows("group_trials") if row["when"] == when]
    effects, errors = from_means(
        *[
            [float(row[name]) for row in kept]
            for name in (
                "mean_programme",
                "sd_programme",
                "n_programme",
                "mean_comparison",
                "sd_comparison",
                "n_comparison",
            )
        ]
    )
    labels = [row["trial"] for row in kept]
    return pool(effects, errors, labels=labels, **{"method": "fixed", "axis": G, **how})
