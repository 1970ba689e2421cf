"""What comes back by itself when people are picked by a score (regression to the mean)."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import change as formulas
from . import given
from .change import room
from .results import Result
from .scores import score, spread, yes_or_no


@dataclass(frozen=True, repr=False)
class ReturnToTheMean(Result):
    """What comes back by itself. Made by `return_to_the_mean`."""

    mean_picked: float
    expected_after: float
    expected_change: float
    """Expected change of the mean with no effect at all, in points."""
    mean_everybody: float

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"People picked by their score have a mean of {self.mean_picked:.1f}; measured again, "
            f"with no effect at all, about {self.expected_after:.1f} is to be expected: a change "
            f"of {self.expected_change:+.2f}."
        )

    def pictures(self):
        """Return the mean before, and where it is expected after."""
        values = (self.mean_everybody, self.mean_picked, self.expected_after)
        low, high = room(*values)
        return [
            _drawing.lines(
                "Nothing was done, and the mean still moves",
                f"The mean of those picked goes from {self.mean_picked:.1f} to "
                f"{self.expected_after:.1f}, towards {self.mean_everybody:.1f}, the mean of all.",
                [0, 1],
                "Time (0 is when they were picked, 1 is later)",
                [
                    ("average", "Those picked", [self.mean_picked, self.expected_after]),
                    ("second", "Everybody", [self.mean_everybody] * 2),
                ],
                low=low,
                high=high,
            )
        ]


def return_to_the_mean(mean, sd, reliability, cut, *, above=True):
    """Say how far people picked by a high or low score move back with no effect at all.

    Parameters
    ----------
    mean, sd : float
        Of the scores of everybody, bell-shaped; `sd` above 0.
    reliability : float
        Correlation of the score with the same score taken again, from 0 to 1.
    cut : float
        Picked are the people beyond this score; at most 8 SDs from the mean.
    above : bool
        True if those above the cut are picked, False if those below.

    Returns
    -------
    ReturnToTheMean

    Raises
    ------
    ValueError
        If a number is none, `sd` is not above 0, the reliability is not from 0 to 1, or the
        cut lies more than 8 standard deviations from the mean.

    Notes
    -----
    The change is sd (1 - r) phi(z) / (1 - Phi(z)) towards the mean, z being the cut in SDs.

    References
    ----------
    Barnett, A. G., van der Pols, J. C., and Dobson, A. J. (2005). Regression to the mean: what
    it is and how to deal with it. International Journal of Epidemiology 34, 215-220.

    Examples
    --------
    >>> round(return_to_the_mean(50, 10, 0.74, 60).expected_change, 2)
    -3.97
    """
    mean = score("mean", mean)
    sd = spread("sd", sd)
    reliability = given.number("reliability", reliability, 0, 1)
    cut = score("cut", cut)
    up = yes_or_no("above", above)
    if sd == 0:
        raise ValueError("sd is 0: if all scores are equal, nobody can be picked by them.")
    z = (cut - mean) / sd if up else (mean - cut) / sd
    if abs(z) > 8:
        raise ValueError(
            f"The cut lies {abs(z):.1f} standard deviations from the mean; at most 8 make sense. "
            "Is it in the same units as the mean?"
        )
    picked = mean + (1 if up else -1) * sd * formulas.mean_beyond(z)
    moved = formulas.return_to_the_mean(mean, picked, reliability)
    return ReturnToTheMean(picked, picked + moved, moved, mean)
