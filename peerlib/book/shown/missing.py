"""Who was lost from published trials, and what that could change."""

from ...data import read
from ...evaluation.attrition import Loss, loss
from ...evaluation.imputed import PooledImputations, rubin
from ...evaluation.missing_outcomes import MissingOutcomes, missing_outcomes
from ...labs import _drawing


def course() -> Loss:
    """Return who was lost from the trial of a peer-run course."""
    return _loss("vangestel2012")


def contact() -> Loss:
    """Return who was lost from PEERS."""
    return _loss("peers")


def _loss(name):
    study = read("attrition")[name]
    return loss(study["people_programme"], study["people_comparison"], stages=study["stages"])


def crisis_teams() -> MissingOutcomes:
    """Return the best and the worst case of CORE."""
    return missing_outcomes(64, 218, 3, 83, 216, 4)


def last_carried() -> list:
    """Return invented scores: everybody gains 10, and half of one group is not asked again."""
    bars = [
        ("average", "Programme, all asked", 0.0, 10.0, "gain 10"),
        ("average", "Comparison, if all were asked", 0.0, 10.0, "gain 10"),
        ("second", "Comparison, half filled in", 0.0, 5.0, "gain 5"),
    ]
    text = (
        "Bars of the mean gain in hope, invented. With the programme 10 points; in the comparison "
        "group 10 points, too, if all were asked; 5 points if half of them keep their first score."
    )
    return [_drawing.bars("The last answer, carried forward", text, bars, 0.0, 12.0)]


def filled_in() -> PooledImputations:
    """Return three invented results, pooled by Rubin's rules."""
    return rubin([2.1, 2.5, 2.9], [0.80, 0.90, 0.85])
