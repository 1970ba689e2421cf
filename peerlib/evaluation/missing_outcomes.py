"""What a trial would say if the people whose outcome is missing had fared badly, or well."""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .effects import TrialEffects, two_by_two
from .results import Result, interval_words

CASES = ("known only", "worst for the programme", "best for the programme")


@dataclass(frozen=True, repr=False)
class MissingOutcomes(Result):
    """A trial's effects, and how far missing outcomes could move them."""

    known_only: TrialEffects
    """Only people whose outcome is known."""
    worst: TrialEffects
    """All missing people of the programme group had the event, none of the comparison group."""
    best: TrialEffects
    """The other way round."""
    missing_programme: int
    missing_comparison: int

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        ratios = [
            _said(each.relative_risk.value) for each in (self.known_only, self.worst, self.best)
        ]
        return (
            f"The outcome of {self.missing_programme} people in the programme group and "
            f"{self.missing_comparison} in the comparison group is missing: the relative risk is "
            f"{ratios[0]} among the others, {ratios[1]} at worst for the programme and "
            f"{ratios[2]} at best."
        )

    def pictures(self):
        """Return the three relative risks with their intervals, as plain data."""
        three = zip(CASES, (self.known_only, self.worst, self.best), strict=True)
        cases = [
            (name, each)
            for name, each in three
            if each.relative_risk.value and each.relative_risk.low
        ]
        if not cases:
            return []
        rows = [
            (
                "average" if name == CASES[0] else "second",
                name,
                one.relative_risk.value,
                one.relative_risk.low,
                one.relative_risk.high,
                f"{one.relative_risk.value:.2f}",
            )
            for name, one in cases
        ]
        text = " ".join(
            f"{name.capitalize()}: relative risk {one.relative_risk.value:.2f}, "
            f"{interval_words(one.relative_risk, one.level)}."
            for name, one in cases
        )
        return [
            _drawing.intervals(
                "If the missing outcomes were known",
                text,
                rows,
                "relative risk; below 1: fewer with the programme",
                min([0.9, *[0.9 * row[3] for row in rows]]),
                max([1.1, *[1.1 * row[4] for row in rows]]),
                reference=1.0,
                log=True,
            )
        ]


def missing_outcomes(
    events_programme,
    known_programme,
    missing_programme,
    events_comparison,
    known_comparison,
    missing_comparison,
    *,
    level=0.95,
    method="wald",
):
    """Bound the effect of a trial in which some outcomes are missing.

    The event is taken to be a bad one, such as a readmission.

    Parameters
    ----------
    events_programme, events_comparison : int
        People who are known to have had the event.
    known_programme, known_comparison : int
        People whose outcome is known.
    missing_programme, missing_comparison : int
        People whose outcome is not known.
    level, method
        As in `peerlib.evaluation.effects.two_by_two`.

    Returns
    -------
    MissingOutcomes

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 on, or as in `two_by_two`.

    Notes
    -----
    The bounds are the ends of what could be, not of what is likely. Their intervals treat the
    filled-in outcomes as if they had been seen.

    Johnson et al. (2018): 64 of 218 and 83 of 216, with 3 and 4 missing. The relative risk is
    0.764, at worst 67/221 against 83/220 (0.80), at best 64/221 against 87/220 (0.73).

    References
    ----------
    Johnson, S., et al. (2018). Peer-supported self-management for people discharged from
    a mental health crisis team. The Lancet 392, 409-418.

    Examples
    --------
    >>> found = missing_outcomes(64, 218, 3, 83, 216, 4)
    >>> round(found.worst.relative_risk.value, 2), round(found.best.relative_risk.value, 2)
    (0.8, 0.73)
    """
    missing1 = given.count("missing_programme", missing_programme)
    missing0 = given.count("missing_comparison", missing_comparison)
    known = two_by_two(
        events_programme,
        known_programme,
        events_comparison,
        known_comparison,
        level=level,
        method=method,
    )
    a, n1 = known.events_programme, known.n_programme + missing1
    c, n0 = known.events_comparison, known.n_comparison + missing0
    options = {"level": level, "method": method}
    return MissingOutcomes(
        known,
        two_by_two(a + missing1, n1, c, n0, **options),
        two_by_two(a, n1, c + missing0, n0, **options),
        missing1,
        missing0,
    )


def _said(value):
    return "without a value" if value is None else f"{value:.2f}"
