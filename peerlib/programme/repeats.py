"""What many studies of one design found: how far off, and how often they held the truth."""

from dataclasses import dataclass

import numpy as np

from ..experiments._result import Result
from ..labs import _drawing as drawing
from .design import Design
from .simulated import UNITS

SHOWN = 50  # intervals in the picture


@dataclass(frozen=True, eq=False, repr=False)
class Repeats(Result):
    """The same study many times, each with its own people and its own luck.

    Attributes
    ----------
    estimates, low, high : array, shape (times,)
        What each study finds, and its interval. NaN where a study gives none.
    truths : array, shape (times,)
        The true effect on those who got the programme, in each study.
    targets : array, shape (times,)
        What each interval should hold: the true effect on average over all studies (for
        "best_of" that of the score that was picked).
    design : Design
    estimator, outcome : str
    level : float
        Of the intervals.
    wanted : int
        How many studies were asked for.
    """

    estimates: np.ndarray
    low: np.ndarray
    high: np.ndarray
    truths: np.ndarray
    targets: np.ndarray
    design: Design
    estimator: str
    outcome: str
    level: float
    wanted: int

    @property
    def times(self) -> int:
        """How many studies were done."""
        return len(self.estimates)

    @property
    def partial(self) -> bool:
        """Whether the run was stopped before its end."""
        return self.times < self.wanted

    @property
    def truth(self) -> float:
        """The true effect, on average over all studies."""
        return mean(self.truths)

    @property
    def bias(self) -> float:
        """By how much the estimate is too high on average; below 0 it is too low."""
        return mean(self.estimates - self.targets)

    @property
    def spread(self) -> float:
        """Standard deviation of the estimates from study to study."""
        known = self.estimates[~np.isnan(self.estimates)]
        return float(known.std(ddof=1)) if len(known) > 1 else np.nan

    @property
    def coverage(self) -> float:
        """Share of the intervals that hold what they should. NaN if there are no intervals."""
        held = (self.low <= self.targets) & (self.targets <= self.high)
        return mean(np.where(np.isnan(self.low), np.nan, held))

    @property
    def found(self) -> float:
        """Share of the intervals that leave out zero: the power, or false alarms without effect."""
        out = (self.low > 0) | (self.high < 0)
        return mean(np.where(np.isnan(self.low), np.nan, out))

    @property
    def sentence(self) -> str:
        """What is seen, in a few short sentences."""
        if self.times == 0:
            return f"Stopped before any of the {self.wanted:,} studies was done."
        begin = f"Stopped early, after {self.times:,} of {self.wanted:,} studies. " * self.partial
        unit = UNITS.get(self.outcome, "points")
        text = (
            f"{begin}In truth the programme changes the result by {self.truth:.2f} {unit}. "
            f"Over {self.times:,} studies the estimate is {_off(self.bias)}, and from study to "
            f"study it varies by {self.spread:.2f} (one standard deviation)."
        )
        if np.isnan(self.low).all():
            return text
        return (
            f"{text} {100 * self.coverage:.1f} in 100 of the {100 * self.level:g} % intervals "
            f"hold the truth; {100 * self.found:.1f} in 100 leave out zero."
        )

    def table(self):
        """Return one row for each study: estimate, interval, truth, and whether it holds it.

        Returns
        -------
        pandas.DataFrame
        """
        import pandas as pd

        table = pd.DataFrame(
            {
                "estimate": self.estimates,
                "low": self.low,
                "high": self.high,
                "truth": self.targets,
                "off_by": self.estimates - self.targets,
                "holds": (self.low <= self.targets) & (self.targets <= self.high),
            }
        )
        table.index.name = "study"
        table.attrs["notes"] = ["An illustration, not evidence: all numbers are assumed."]
        return table

    def pictures(self) -> list[dict]:
        """Return the first intervals as a stack, and how the estimates are spread."""
        if self.times == 0:
            return []
        stack = [] if np.isnan(self.low).all() else [self._stack()]
        spread = [] if np.isnan(self.estimates).all() else [self._histogram()]
        return stack + spread

    def _stack(self):
        shown = np.flatnonzero(~np.isnan(self.low))[:SHOWN]
        low, high = self.low[shown], self.high[shown]
        holds = (low <= self.targets[shown]) & (self.targets[shown] <= high)
        rows = [
            ("average" if held else "third", "", *map(float, ends), "")
            for held, *ends in zip(holds, self.estimates[shown], low, high, strict=True)
        ]
        text = (
            f"The first {len(rows)} intervals, one below the other. {holds.sum()} hold the truth "
            f"of {self.truth:.2f}; {(~holds).sum()} miss it and are marked by a cross."
        )
        label = f"estimate, in {UNITS.get(self.outcome, 'points')}"
        ends = _ends(np.concatenate([low, high]), self.truth)
        return drawing.intervals(
            "Study after study", text, rows, label, *ends, reference=self.truth
        )

    def _histogram(self):
        values = self.estimates[~np.isnan(self.estimates)]
        edges = np.linspace(*_ends(values, self.truth), 31)
        shares = np.histogram(values, edges)[0] / max(1, len(values))
        middles = (edges[1:] + edges[:-1]) / 2
        text = (
            f"How {len(values):,} estimates are spread: nine in ten lie between "
            f"{np.quantile(values, 0.05):.2f} and {np.quantile(values, 0.95):.2f}, on average "
            f"{values.mean():.2f}. The truth is {self.truth:.2f}."
        )
        high = 0.1 * (int(float(shares.max()) / 0.1) + 1)
        return drawing.lines(
            "Where the estimates lie",
            text,
            middles.tolist(),
            "estimate (upwards: share of studies)",
            [("average", "studies", shares.tolist())],
            high=high,
            marks=[(self.truth, "truth")],
        )


def mean(values) -> float:
    """Return the mean of what is not missing; NaN if all is."""
    known = values[~np.isnan(np.asarray(values, dtype=float))]
    return float(known.mean()) if len(known) else float("nan")


def _off(bias):
    """Return how far off the estimate is, in words."""
    if np.isnan(bias):
        return "not to be had"
    if abs(bias) < 0.005:
        return "right on average"
    return f"off by {bias:+.2f} on average"


def _ends(values, truth):
    low, high = float(min(values.min(), truth)), float(max(values.max(), truth))
    return (low, high) if high > low else (low - 1, high + 1)
