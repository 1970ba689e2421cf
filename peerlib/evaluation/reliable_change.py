"""Whose score changed by more than the measure wobbles: the formulas of Jacobson and Truax."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import reliable_change as formulas
from . import given
from .results import Result
from .scores import score, scores, spread, yes_or_no

BETTER, SAME, WORSE = "reliably better", "no reliable change", "reliably worse"


@dataclass(frozen=True, repr=False)
class ReliableChange(Result):
    """How many people changed beyond the wobble of the measure. Made by `count`."""

    better: int
    unclear: int
    """People whose change is too small to tell from wobble. It does not say that they did
    not change."""
    worse: int
    crossed: int | None
    """Of those reliably better, who passed the cut-off as well; None without a cut-off."""
    n_left_out: int
    """People with a score missing."""
    threshold: float
    """The change in points beyond which it counts as reliable."""
    sem: float
    kinds: tuple
    """One word for each person, in the order given; None where a score is missing."""
    level: float
    notes: tuple

    @property
    def n(self):
        """People with both scores."""
        return self.better + self.unclear + self.worse

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        crossed = "" if self.crossed is None else f" ({self.crossed} of them past the cut-off)"
        return (
            f"Of {self.n} people, {self.better} got better by more than {self.threshold:.2f} "
            f"points{crossed}, {self.worse} got worse by more than that, and for {self.unclear} "
            "the change is too small to tell from the wobble of the measure."
        )

    def pictures(self):
        """Return one dot for each person, or shares of 100 if there are many people."""
        parts = [
            ("average", "Reliably better", self.better),
            ("third", "Reliably worse", self.worse),
            ("second", "Too small to tell", self.unclear),
        ]
        title = "People by reliable change"
        if self.n > 200:
            parts = [(style, label, round(100 * many / self.n)) for style, label, many in parts]
            title = "Out of 100 people, by reliable change"
        return [_drawing.icons(title, self.sentence, parts)]


def count(
    before,
    after,
    *,
    sd,
    reliability,
    cut_off=None,
    lower_is_better=False,
    level=0.95,
):
    """Count the people whose score changed by more than the measure wobbles.

    Parameters
    ----------
    before, after : sequence of float
        Scores of the same people in the same order; None or NaN where one is missing. People
        with a missing score are left out and counted.
    sd : float
        Standard deviation of scores before, best of a large group; above 0.
    reliability : float
        Correlation of two measurements of people who did not change (test and retest), from 0
        to below 1. Cronbach's alpha is another number: it says how the items go together.
    cut_off : float, optional
        A score beyond which people count as doing well. With it, `crossed` counts the people
        who got reliably better *and* came from the one side of it to the other.
    lower_is_better : bool
        True for a scale on which a low score is good.
    level : float
        Between 0.5 and 0.9999.

    Returns
    -------
    ReliableChange

    Raises
    ------
    ValueError
        If the two are not equally long, hold what is no number, nobody has both scores, `sd`
        is not above 0, or the reliability is not from 0 to below 1.

    Notes
    -----
    SEM = sd sqrt(1 - r); a change is reliable beyond z sqrt(2) SEM, with z = 1.96 for 95 %. It is
    a rule for one person. A mean of many people can move by far less and still be no wobble.
    How far scores drift back by themselves is left out (Speer, 1992).

    References
    ----------
    Jacobson, N. S., and Truax, P. (1991). Clinical significance: a statistical approach to
    defining meaningful change in psychotherapy research. Journal of Consulting and Clinical
    Psychology 59, 12-19.

    Examples
    --------
    >>> found = count([20, 20, 20], [26, 21, 14], sd=7.6, reliability=0.95)
    >>> found.better, found.unclear, found.worse, round(found.threshold, 2)
    (1, 1, 1, 4.71)
    """
    import numpy as np
    from scipy.stats import norm

    first = scores("before", before, missing=True)
    second = scores("after", after, missing=True)
    given.same_length(before=first, after=second)
    sd = spread("sd", sd)
    reliability = given.number("reliability", reliability, 0, 1)
    if sd == 0 or reliability == 1:
        raise ValueError(
            f"sd is {sd:g} and reliability is {reliability:g}: this measure would never wobble. "
            "sd must be above 0 and reliability below 1."
        )
    if cut_off is not None:
        cut_off = score("cut_off", cut_off)
    sign = -1 if yes_or_no("lower_is_better", lower_is_better) else 1
    level = given.level(level)
    z = formulas.Z_95 if level == 0.95 else float(norm.ppf((1 + level) / 2))
    sem = formulas.error_of_measurement(sd, reliability)
    threshold = formulas.smallest_reliable_change(sem, z)
    known = ~np.isnan(first) & ~np.isnan(second)
    if not known.any():
        raise ValueError("Nobody has a score before and after. Are the two lists in one order?")
    moved = sign * (second - first)
    kinds = [
        None if not there else BETTER if move > threshold else WORSE if move < -threshold else SAME
        for there, move in zip(known, moved, strict=True)
    ]
    crossed = None
    if cut_off is not None:
        passed = (sign * first < sign * cut_off) & (sign * second >= sign * cut_off)
        crossed = int(
            sum(kind == BETTER and over for kind, over in zip(kinds, passed, strict=True))
        )
    left_out = int((~known).sum())
    return ReliableChange(
        kinds.count(BETTER),
        kinds.count(SAME),
        kinds.count(WORSE),
        crossed,
        left_out,
        threshold,
        sem,
        tuple(kinds),
        level,
        (f"{left_out} people have a score missing and are left out.",) if left_out else (),
    )
