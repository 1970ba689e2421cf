"""How much did people get of what was offered to them?"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .reach import Share, part_of, share
from .results import Estimate, Result, interval_words


@dataclass(frozen=True, repr=False)
class Dose(Result):
    """How much people got of what was offered. Made by `dose`."""

    people: int
    mean: Estimate
    """Mean share of the offered sessions, each person counting alike."""
    standard_deviation: float | None
    """None for one person."""
    median: float
    enough: Share
    """People who got at least `least` of what was offered to them."""
    least: float
    level: float
    notes: tuple

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        return (
            f"On average, {self.people} people came to {100 * self.mean.value:.0f} % of the "
            f"sessions offered to them, {interval_words(self.mean, self.level)} (as a share); "
            f"{self.enough.count} of them came to {100 * self.least:.0f} % or more."
        )

    def pictures(self) -> list:
        """Return the mean dose and the share of people who got enough, with intervals."""
        pairs = [
            ("average", "Mean share of sessions", self.mean),
            ("second", f"People with {100 * self.least:.0f} % or more", self.enough.estimate),
        ]
        rows = [
            (style, label, each.value, each.low, each.high, f"{each.value:.2f}")
            for style, label, each in pairs
        ]
        return [_drawing.intervals("Dose", self.sentence, rows, "Share", 0.0, 1.0)]


def dose(attended: Sequence, offered: Sequence, *, least: float = 0.5, level: float = 0.95) -> Dose:
    """Return how much people got of what was offered: first for each person, then over people.

    Parameters
    ----------
    attended, offered : sequence of int
        Sessions of each person. Where one of the two is missing (None or NaN), the person is
        left out, and a note says how many.
    least : float
        From which share on it counts as enough, from 0 to 1. Set it before you look.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    Dose
        The interval of the mean uses Student's t and is cut at 0 and 1; there is none for one
        person.

    Raises
    ------
    ValueError
        If the lists are not equally long, nobody is left, a number is no whole one, somebody
        was offered nothing, or came more often than there were sessions.

    Notes
    -----
    People who come more often differ from those who come less in other ways, too. So a better
    outcome of those with a high dose does not show that the dose did it.

    Examples
    --------
    >>> print(dose([8, 5, 2, 0], [8, 8, 8, 8]).sentence)
    On average, 4 people came to 47 % of the sessions offered to them, \
with a 95 % interval from 0.00 to 1.00 (as a share); 2 of them came to 50 % or more.
    """
    import numpy as np
    from scipy.stats import t

    given.same_length(
        attended=given.numbers("attended", attended, 0, missing=True),
        offered=given.numbers("offered", offered, 0, missing=True),
    )
    least, level = given.number("least", least, 0, 1), given.level(level)
    all_people = np.array([list(attended), list(offered)], dtype=float).T
    known = all_people[~np.isnan(all_people).any(axis=1)]
    if not len(known):
        raise ValueError("Nobody has both numbers, attended and offered. Give at least one person.")
    shares = np.array([_share_of(i, *pair) for i, pair in enumerate(known)])
    n, mean = len(shares), float(shares.mean())
    deviation = float(shares.std(ddof=1)) if n > 1 else None
    limits = (None, None)
    if n > 1:
        reach = float(t.isf((1 - level) / 2, n - 1) * deviation / n**0.5)
        limits = (max(0.0, mean - reach), min(1.0, mean + reach))
    enough = share(
        int((shares >= least - 1e-12).sum()), n, what="got enough", whom="people", level=level
    )
    left = len(all_people) - n
    notes = (f"{left} of {len(all_people)} people were left out: a number is missing.",)
    return Dose(
        n,
        Estimate(mean, *limits),
        deviation,
        float(np.median(shares)),
        enough,
        least,
        level,
        notes if left else (),
    )


def _share_of(i, attended, offered):
    one, whole = part_of(
        f"attended of person {i + 1}", attended, f"offered of person {i + 1}", offered
    )
    return one / whole
