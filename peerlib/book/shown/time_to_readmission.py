"""How long until an event: the table that many textbooks use."""

from ...data import read
from ...evaluation.survival_groups import compare_survival


def remission():
    """Return both curves of the children, and the weeks gained up to week 23."""
    table = read("remission")
    groups = []
    for name in ("medicine", "placebo"):
        groups += [[abs(week) for week in table[name]], [week > 0 for week in table[name]]]
    return compare_survival(
        *groups,
        horizon=23,
        event="the illness",
        names=("with the medicine", "with pills only"),
    )
