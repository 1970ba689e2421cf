"""Judging by several scores: each against its own minimum, beside the rules that tempt."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import decisions as rules
from . import given
from .results import Result


@dataclass(frozen=True, repr=False)
class Decision(Result):
    """Whether scores reach their minimums. Made by `judge`."""

    names: tuple
    scores: tuple
    minimums: tuple
    gaps: tuple
    """Score minus its minimum."""
    passes: bool
    """Every score reaches its own minimum (the conjunctive rule)."""
    failing: tuple
    """Names of the scores below their minimum."""
    average: float
    average_passes: bool
    """What the average would say (the compensatory rule); shown to compare, never to decide."""
    any_passes: bool
    """What "at least one is enough" would say (the disjunctive rule)."""
    probability: float | None
    """Chance that all true scores reach their minimum, if errors were given."""

    @property
    def margin(self):
        """The smallest gap; below 0 if something fails."""
        return min(self.gaps)

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        if self.passes:
            nearest = self.names[self.gaps.index(self.margin)]
            words = (
                f"Every score reaches its own minimum; the nearest to it is {nearest}, with "
                f"{self.margin:.2f} to spare"
            )
        else:
            short = ", ".join(
                f"{name} by {-gap:.2f}"
                for name, gap in zip(self.names, self.gaps, strict=True)
                if name in self.failing
            )
            words = f"It does not pass: below the minimum is {short}"
            if self.average_passes:
                words += f", which the average of {self.average:.2f} would hide"
        if self.probability is not None:
            words += (
                f"; with the errors of measuring, the chance that all true scores reach their "
                f"minimum is {self.probability:.2f}"
            )
        return words + "."

    def pictures(self):
        """Return each score as a bar beside its minimum."""
        bars = [
            (
                "average" if gap >= -1e-12 else "crossed",
                name,
                0.0,
                score,
                f"{score:.2f}, minimum {least:.2f}",
            )
            for name, score, least, gap in zip(
                self.names, self.scores, self.minimums, self.gaps, strict=True
            )
        ]
        alike = len(set(self.minimums)) == 1
        high = max(1.0, *self.scores, *self.minimums)
        low = min(0.0, *self.scores)
        text = "Bars of the scores. " + "; ".join(f"{bar[1]}: {bar[4]}" for bar in bars) + "."
        return [
            _drawing.bars(
                "Each score and its own minimum",
                text,
                bars,
                low,
                high,
                self.minimums[0] if alike else None,
            )
        ]


def judge(scores, minimums, *, names=None, weights=None, least_average=None, errors=None):
    """Judge by several scores, each against its own minimum.

    Parameters
    ----------
    scores : sequence of float
        At least one; the higher the better.
    minimums : sequence of float
        One for each score.
    names : sequence of str, optional
    weights : sequence of float, optional
        For the average that is shown to compare; from 0 on, not all 0. Equal if not given.
    least_average : float, optional
        What the average is held against; by default the mean of the minimums, weighted alike.
    errors : sequence of float, optional
        Standard error of each score, from 0 on.

    Returns
    -------
    Decision

    Raises
    ------
    ValueError
        If lists differ in length, are empty, hold what is missing or not finite, or a weight or
        an error is below 0.

    Notes
    -----
    Conjunctive: every score at or above its minimum. Compensatory: the weighted average at or
    above a minimum. Disjunctive: any score. The chance is the product of Phi((score - minimum)
    / error) over the scores: normal errors, independent of each other, centred on the score.

    References
    ----------
    Wheeler, P. H. (1993). Decision making models for using multiple assessment results.
    EREAPA Associates.

    Examples
    --------
    >>> decision = judge([0.95, 0.90, 0.50], [0.70, 0.70, 0.70], names=["F", "Q", "R"])
    >>> decision.passes, decision.failing, round(decision.average, 3), decision.average_passes
    (False, ('R',), 0.783, True)
    """
    scores = [float(one) for one in given.numbers("scores", scores)]
    minimums = [float(one) for one in given.numbers("minimums", minimums)]
    if names is None:
        names = [f"score {i + 1}" for i in range(len(scores))]
    names = tuple(str(name) for name in names)
    given.same_length(scores=scores, minimums=minimums, names=names)
    weights = [1.0] * len(scores) if weights is None else _weights(weights, scores)
    if least_average is None:
        least_average = rules.average(minimums, weights)
    least_average = given.number("least_average", least_average)
    gaps = rules.gaps(scores, minimums)
    return Decision(
        names,
        tuple(scores),
        tuple(minimums),
        tuple(gaps),
        rules.passes_every(scores, minimums),
        tuple(name for name, gap in zip(names, gaps, strict=True) if gap < -1e-12),
        rules.average(scores, weights),
        rules.passes_average(scores, least_average, weights),
        rules.passes_any(scores, minimums),
        None if errors is None else _chance(gaps, errors),
    )


def _weights(weights, scores):
    weights = [float(one) for one in given.numbers("weights", weights, low=0)]
    given.same_length(scores=scores, weights=weights)
    if sum(weights) <= 0:
        raise ValueError("weights must not all be 0: nothing would count.")
    return weights


def _chance(gaps, errors):
    from scipy.stats import norm

    errors = given.numbers("errors", errors, low=0)
    given.same_length(scores=gaps, errors=errors)
    chance = 1.0
    for gap, error in zip(gaps, errors, strict=True):
        chance *= float(gap >= 0) if error == 0 else float(norm.cdf(gap / error))
    return chance
