"""A learner's own series, month by month: the steady time, the new months, their own limits."""

from dataclasses import dataclass

from ..checking.intervals import read_interval
from ..labs import _drawing
from . import given
from .axis_ends import axis_ends
from .results import Result

NO_LIMITS = "There are no limits to draw: write both in square brackets, such as [60.1, 84.2]."


@dataclass(frozen=True, repr=False)
class OwnMonths(Result):
    """A series with the limits that somebody gave. Made by `own_months`; it judges nothing."""

    steady: tuple
    """The scores of the steady months, in their order."""
    new: tuple
    """The scores of the months that follow."""
    limits: tuple | None
    """The lower and the upper limit that were given, or None."""
    note: str
    """Why no limits are drawn, or an empty text."""

    @property
    def sentence(self):
        """What is drawn, in one or two plain sentences."""
        last = len(self.steady) + len(self.new)
        said = (
            f"Months 1 to {len(self.steady)} were steady, from {_ends(self.steady)}. "
            f"Months {len(self.steady) + 1} to {last} are new, from {_ends(self.new)}."
        )
        if self.limits:
            low, high = self.limits
            return f"{said} Your limits are {low:.2f} and {high:.2f}."
        return f"{said} {self.note}".strip()

    def pictures(self):
        """Return the series, with a line at the first new month, and the limits if any."""
        scores = list(self.steady + self.new)
        limits = list(self.limits or ())
        bottom, top = axis_ends(scores + limits)
        lines = [
            ("third", "" if i else "Your limits", [limit] * len(scores))
            for i, limit in enumerate(limits)
        ]
        return [
            _drawing.lines(
                "Your months",
                f"{self.sentence} Steady: {_listed(self.steady)}. New: {_listed(self.new)}.",
                list(range(1, len(scores) + 1)),
                "month",
                [*lines, ("average", "The score", scores)],
                low=bottom,
                high=top,
                marks=[(len(self.steady) + 0.5, "new")],
            )
        ]


def own_months(steady, new, limits=None):
    """Return a series with the limits that a learner worked out, to be looked at.

    Parameters
    ----------
    steady, new : sequence of float
        Scores in their order in time: of the steady months, and of those that follow.
    limits : object, optional
        As in `peerlib.checking.intervals.read_interval`: two numbers in square brackets, or text
        such as ``"60.1 to 84.2"``. What cannot be read is not drawn, and the sentence says so.

    Returns
    -------
    OwnMonths

    Raises
    ------
    ValueError
        If a score is missing, or there is none.

    Examples
    --------
    >>> print(own_months([70, 72, 69], [64, 71], limits="60.1 to 79.9").sentence)
    ... # doctest: +NORMALIZE_WHITESPACE
    Months 1 to 3 were steady, from 69 to 72. Months 4 to 5 are new, from 64 to 71.
    Your limits are 60.10 and 79.90.
    """
    steady = tuple(given.numbers("steady", steady, least=1))
    new = tuple(given.numbers("new", new, least=1))
    if limits is None:
        return OwnMonths(steady, new, None, "")
    found = read_interval(limits).value
    return OwnMonths(
        steady, new, tuple(sorted(found)) if found else None, "" if found else NO_LIMITS
    )


def _ends(scores):
    return f"{min(scores):g} to {max(scores):g}"


def _listed(scores):
    return ", ".join(f"{score:g}" for score in scores)
