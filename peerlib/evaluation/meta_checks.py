"""How far a pooled effect depends on one trial, and how far trials spread."""

import math
from dataclasses import dataclass

from ..labs import _drawing
from ..models import meta_analysis as sums
from . import given
from .meta_analysis import pool, trials
from .pooled import quantile, range_words
from .results import Estimate, Result


@dataclass(frozen=True, repr=False)
class LeaveOneOut(Result):
    """The pooled effect without each trial in turn. Made by `leave_one_out`."""

    everything: object
    """The `PooledEffect` of all trials."""
    without: tuple
    """The `PooledEffect` without the first trial, without the second, and so on."""

    @property
    def most(self):
        """Place of the trial whose absence moves the pooled effect most."""
        whole = self.everything.estimate.value
        moves = [abs(one.estimate.value - whole) for one in self.without]
        return moves.index(max(moves))

    @property
    def calmest(self):
        """Place of the trial without which the others agree best."""
        spread = [one.i_squared.value for one in self.without]
        return spread.index(min(spread))

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        whole, odd = self.everything, self.calmest
        values = [whole.shown(one.estimate.value) for one in self.without]
        return (
            f"With one trial left out at a time, the pooled effect lies between "
            f"{min(values):.2f} and {max(values):.2f} (with all: "
            f"{whole.shown(whole.estimate.value):.2f}); it moves most without "
            f"{whole.labels[self.most]}, and the others agree best without {whole.labels[odd]}: "
            f"I-squared {100 * self.without[odd].i_squared.value:.0f} % instead of "
            f"{100 * whole.i_squared.value:.0f} %."
        )

    def pictures(self):
        """Return the pooled effects side by side."""
        whole = self.everything
        rows = []
        for label, one in zip(whole.labels, self.without, strict=True):
            shown = whole.shown_estimate(one.estimate)
            rows.append(
                (
                    "average",
                    "without " + label,
                    shown.value,
                    shown.low,
                    shown.high,
                    f"{shown.value:.2f} ({range_words(shown)})",
                )
            )
        shown = whole.shown_estimate(whole.estimate)
        rows.append(
            (
                "pooled",
                "with all",
                shown.value,
                shown.low,
                shown.high,
                f"{shown.value:.2f} ({range_words(shown)})",
            )
        )
        ends = [edge for row in rows for edge in row[3:5]] + [whole.shown(0.0)]
        low, high = min(ends), max(ends)
        if not whole.ratio:
            low, high = math.floor(10 * low) / 10, math.ceil(10 * high) / 10
        return [
            _drawing.intervals(
                "Without each trial in turn",
                self.sentence,
                rows,
                whole.axis,
                low,
                high,
                reference=whole.shown(0.0),
                log=whole.ratio,
            )
        ]


def leave_one_out(effects, standard_errors, *, labels=None, **how):
    """Pool all trials but one, for each trial in turn.

    Parameters
    ----------
    effects, standard_errors : sequence of float
        At least three trials.
    labels : sequence of str, optional
    how
        As for `pool`: ``method``, ``interval``, ``level`` and so on.

    Returns
    -------
    LeaveOneOut

    Raises
    ------
    ValueError
        If there are fewer than three trials, or as for `pool`.
    """
    effects, errors, labels = trials(effects, standard_errors, labels, least=3)
    everything = pool(effects, errors, labels=labels, **how)
    without = []
    for i in range(len(effects)):
        kept = [j for j in range(len(effects)) if j != i]
        without.append(pool(effects[kept], errors[kept], labels=[labels[j] for j in kept], **how))
    return LeaveOneOut(everything, tuple(without))


def heterogeneity(q, df, level=0.95):
    """Return I-squared with its interval, and p, from a printed Q (or chi-square) and its df.

    Parameters
    ----------
    q : float
        From 0 on.
    df : int
        Comparisons less one; at least 1.
    level : float

    Returns
    -------
    i_squared : Estimate
        A share from 0 to 1; without limits if there are fewer than three comparisons or q is 0.
    p : float

    Raises
    ------
    ValueError
        If an argument is not as above.

    Examples
    --------
    >>> share, p = heterogeneity(49.37, 8)
    >>> round(100 * share.value, 1), p < 0.001
    (83.8, True)
    """
    from scipy import stats

    q, df = given.number("q", q, low=0), given.count("df", df, least=1)
    level = given.level(level)
    limits = (None, None)
    if df >= 2 and q > 0:
        limits = sums.i_squared_limits(q, df, quantile(level))
    return Estimate(sums.i_squared(q, df), *limits), float(stats.chi2.sf(q, df))
