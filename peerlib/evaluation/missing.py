"""What those who are missing could change: the best and the worst case.

How many are missing is in `peerlib.evaluation.attrition`; filling in is in
`peerlib.evaluation.imputed`.
"""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import missing as sums
from . import given
from .results import Result


@dataclass(frozen=True)
class Bounds(Result):
    """What a trial could have found, had nobody been missing. Made by `bounds`."""

    known: float
    """Risk difference among those whose outcome is known."""
    best: float
    """Risk difference if every missing outcome spoke for the programme."""
    worst: float
    """Risk difference if every missing outcome spoke against it."""
    known_ratio: float | None
    """Relative risk among those whose outcome is known; None where it divides by zero."""
    best_ratio: float | None
    worst_ratio: float | None
    missing_programme: int
    missing_comparison: int

    @property
    def same_side(self):
        """True if best and worst case lie on the same side of no difference."""
        return self.best < 0 and self.worst < 0 or self.best > 0 and self.worst > 0

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        verdict = (
            "so the direction does not hang on who is missing"
            if self.same_side
            else "so those who are missing could turn the result round"
        )
        return (
            f"Among those who were reached the difference is {100 * self.known:.1f} of 100 "
            f"people; with everybody it could be anything from {100 * self.best:.1f} to "
            f"{100 * self.worst:.1f}, {verdict}."
        )

    def pictures(self):
        """Return the range from best to worst case, beside no difference."""
        reach = max(abs(self.best), abs(self.worst), 0.01) * 110
        rows = [
            (
                "average",
                "of those reached",
                100 * self.known,
                None,
                None,
                f"{100 * self.known:.1f}",
            ),
            (
                "range",
                "with everybody, best to worst",
                None,
                100 * self.best,
                100 * self.worst,
                f"{100 * self.best:.1f} to {100 * self.worst:.1f}",
            ),
        ]
        return [
            _drawing.intervals(
                "What missing people could change",
                self.sentence,
                rows,
                "fewer, or more, of 100 people",
                -reach,
                reach,
                reference=0.0,
            )
        ]


def bounds(
    events_programme,
    known_programme,
    began_programme,
    events_comparison,
    known_comparison,
    began_comparison,
):
    """Return the best and the worst case of a trial whose event is bad.

    Parameters
    ----------
    events_programme, known_programme, began_programme : int
        People with the event, people whose outcome is known, and people who began.
    events_comparison, known_comparison, began_comparison : int
        The same for the comparison group.

    Returns
    -------
    Bounds

    Raises
    ------
    ValueError
        If counts are impossible or nobody in a group is known.

    Notes
    -----
    Best case for the programme: nobody missing from it had the event, and everybody missing
    from the comparison group had it. Worst case: the other way round. No assumption on why
    people are missing is made, so the range is wide; it is no confidence interval.

    Johnson et al. (2018), 3 of 221 and 4 of 220 missing: relative risk 0.73 to 0.80.

    Examples
    --------
    >>> result = bounds(64, 218, 221, 83, 216, 220)
    >>> round(result.best_ratio, 2), round(result.worst_ratio, 2), result.same_side
    (0.73, 0.8, True)
    """
    a, k1, n1 = _known("programme", events_programme, known_programme, began_programme)
    c, k0, n0 = _known("comparison", events_comparison, known_comparison, began_comparison)
    best, worst = sums.bounds(a, k1, n1, c, k0, n0)
    return Bounds(
        a / k1 - c / k0,
        best,
        worst,
        _ratio(a, k1, c, k0),
        _ratio(a, n1, c + n0 - k0, n0),
        _ratio(a + n1 - k1, n1, c, n0),
        n1 - k1,
        n0 - k0,
    )


def _ratio(events1, people1, events0, people0):
    return None if events0 == 0 else (events1 / people1) / (events0 / people0)


def _known(name, events, known, began):
    began = given.count(f"began_{name}", began, least=1)
    known = given.count(f"known_{name}", known, least=1)
    events = given.count(f"events_{name}", events)
    if not events <= known <= began:
        raise ValueError(
            f"For {name}: {events} with the event, {known} known, {began} began. The first "
            "cannot be more than the second, nor the second more than the third. Are two "
            "of them swapped?"
        )
    return events, known, began
