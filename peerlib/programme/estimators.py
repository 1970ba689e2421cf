"""Ways to get an estimate out of a study, for many studies at once.

Each takes drawn studies and a result, and returns three arrays with one entry for each
study: estimate, standard error, degrees of freedom. `best_of` says as well where recovery
was picked. The formulas stand in `peerlib.models.programme_study`.
"""

import numpy as np

from ..models import programme_study as formulas
from ._draw import LEVELS, Drawn

RECORDS = ("admissions", "bed_days", "cost")
OUTCOMES = ("recovery", *LEVELS, *RECORDS)
QUESTIONNAIRE = ("recovery", *LEVELS)


def difference(drawn: Drawn, outcome: str):
    """Mean of the programme group less mean of the comparison group, at the end."""
    values = _at_end(drawn, outcome)
    programme, comparison = _both(values, drawn.group)
    estimate, error = formulas.difference(*programme, *comparison)
    return estimate, error, programme[2] + comparison[2] - 2


def change(drawn: Drawn, outcome: str):
    """Mean rise in the programme group less mean rise in the comparison group."""
    values = _at_end(drawn, outcome) - _at_start(drawn, outcome)
    programme, comparison = _both(values, drawn.group)
    estimate, error = formulas.difference(*programme, *comparison)
    return estimate, error, programme[2] + comparison[2] - 2


def adjusted(drawn: Drawn, outcome: str):
    """Difference of the last scores, allowing for the first (ANCOVA)."""
    first, last = _at_start(drawn, outcome), _at_end(drawn, outcome)
    there = ~np.isnan(last)
    squares, means, sizes = [0.0, 0.0, 0.0], [], []
    for group in (drawn.group & there, ~drawn.group & there):
        n = group.sum(axis=1)
        x = np.where(group, first, 0.0).sum(axis=1) / n
        y = np.where(group, last, 0.0).sum(axis=1) / n
        dx = np.where(group, first - x[:, None], 0.0)
        dy = np.where(group, last - y[:, None], 0.0)
        for k, product in enumerate((dx * dx, dx * dy, dy * dy)):
            squares[k] = squares[k] + product.sum(axis=1)
        means.append((x, y))
        sizes.append(n)
    (x1, y1), (x0, y0) = means
    estimate, error = formulas.adjusted(x1 - x0, y1 - y0, squares, *sizes)
    return estimate, error, sizes[0] + sizes[1] - 3


def before_after(drawn: Drawn, outcome: str):
    """Mean rise in the programme group. There is nothing to compare it with."""
    values = _at_end(drawn, outcome) - _at_start(drawn, outcome)
    mean, variance, n = _summary(values, drawn.group)
    return *formulas.change(mean, variance, n), n - 1


def by_site(drawn: Drawn, outcome: str):
    """Difference of the means of whole sites, where sites were drawn by lot."""
    values = _at_end(drawn, outcome)
    of_site = [drawn.site == s for s in range(drawn.design.n_sites)]
    everybody = np.ones_like(drawn.group)
    means = np.stack([_summary(values[:, here], everybody[:, here])[0] for here in of_site], 1)
    group = np.stack([drawn.group[:, here][:, 0] for here in of_site], axis=1)
    programme, comparison = _both(means, group)
    estimate, error = formulas.difference(*programme, *comparison)
    return estimate, error, programme[2] + comparison[2] - 2


def best_of(drawn: Drawn, outcome: str):
    """The difference that looks best, of recovery and all further scores."""
    estimate, error, freedom = difference(drawn, outcome)
    picked = np.ones(len(estimate), dtype=bool)
    for k in range(drawn.design.extra_outcomes):
        values = np.where(drawn.left > 0, np.nan, drawn.extra[:, :, k])
        programme, comparison = _both(values, drawn.group)
        other, its_error = formulas.difference(*programme, *comparison)
        better = other / its_error > estimate / error
        estimate, error = np.where(better, other, estimate), np.where(better, its_error, error)
        picked &= ~better
    return estimate, error, freedom, picked


ESTIMATORS = {
    "difference": difference,
    "change": change,
    "adjusted": adjusted,
    "before_after": before_after,
    "by_site": by_site,
    "best_of": best_of,
}
NEEDS_A_FIRST = ("change", "adjusted", "before_after")


def check(name: str, outcome: str, design) -> None:
    """Raise an error if an estimator cannot be had from a design.

    Raises
    ------
    ValueError
        The message says why, and what to do.
    """
    if name in NEEDS_A_FIRST and outcome not in QUESTIONNAIRE:
        raise ValueError(
            f"{name!r} compares with the first questionnaire, and {outcome} has none. "
            f"Take 'difference', or one of {', '.join(QUESTIONNAIRE)}."
        )
    if name != "before_after" and design.allocation == "everybody":
        raise ValueError(
            f"Everybody gets the programme, so {name!r} has nobody to compare with. "
            "Take 'before_after', or another allocation."
        )
    if name == "by_site" and (design.allocation != "sites_by_lot" or design.n_sites < 4):
        raise ValueError(
            "'by_site' needs allocation='sites_by_lot' and at least 4 sites; the design has "
            f"allocation={design.allocation!r} and {design.n_sites} sites."
        )
    if name == "best_of" and (outcome != "recovery" or design.extra_outcomes == 0):
        raise ValueError(
            "'best_of' looks at recovery and further scores: leave outcome='recovery' and give "
            "the design some, such as extra_outcomes=9."
        )


def _at_start(drawn, outcome):
    return drawn.first if outcome == "recovery" else drawn.scores[0][outcome]


def _at_end(drawn, outcome):
    if outcome in RECORDS:
        return getattr(drawn, outcome).astype(float)
    if outcome == "recovery":
        return drawn.last
    return np.where(drawn.left > 0, np.nan, drawn.scores[-1][outcome])


def _both(values, group):
    return _summary(values, group), _summary(values, ~group)


def _summary(values, group):
    """Return mean, variance and number of the values of a group that are not missing."""
    there = group & ~np.isnan(values)
    n = there.sum(axis=1)
    mean = np.where(there, values, 0.0).sum(axis=1) / n
    spread = np.where(there, values - mean[:, None], 0.0)
    return mean, (spread * spread).sum(axis=1) / (n - 1), n
