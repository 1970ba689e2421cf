"""What several trials say together, as a result: sentence, table, forest plot."""

import math
from dataclasses import dataclass

from ..labs import _drawing
from .results import Estimate, Result, interval_words


def quantile(level, df=None):
    """Return how many standard errors an interval of this level reaches; t where `df` is given."""
    from scipy import stats

    upper = 0.5 + level / 2
    return float(stats.norm.ppf(upper) if df is None else stats.t.ppf(upper, df))


@dataclass(frozen=True, repr=False)
class PooledEffect(Result):
    """What several trials say together. Made by `pool`."""

    labels: tuple
    effects: tuple
    standard_errors: tuple
    method: str
    interval: str
    level: float
    estimate: Estimate
    """The pooled effect; on the scale of logarithms where `ratio` is True."""
    standard_error: float
    """As the interval uses it."""
    prediction: Estimate
    """Where the true effect in a new, similar trial may lie; None for the fixed effect and
    where there are too few trials."""
    q: float | None
    p_q: float | None
    i_squared: Estimate
    """Share of the spread that is more than chance, with its test-based interval."""
    tau_squared: float
    """Variance of the true effects between trials; 0 for the fixed effect."""
    weights: tuple
    """Share of each trial in the pooled effect."""
    ratio: bool
    """True if effects are logarithms of ratios; words and pictures then show the ratios."""
    axis: str
    notes: tuple

    @property
    def k(self):
        """Number of trials."""
        return len(self.effects)

    def shown(self, value):
        """Return an effect as it is shown: a ratio where effects are logarithms."""
        return None if value is None else math.exp(value) if self.ratio else value

    def shown_estimate(self, estimate):
        """Return an estimate as it is shown."""
        return Estimate(*[self.shown(one) for one in (estimate.value, estimate.low, estimate.high)])

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        shown = self.shown_estimate(self.estimate)
        words = (
            f"Together, {self.k} {'trial gives' if self.k == 1 else 'trials give'} a pooled "
            f"effect of {shown.value:.2f}, {interval_words(shown, self.level)}"
        )
        if self.prediction.low is not None:
            new = self.shown_estimate(self.prediction)
            words += f"; a new, similar trial may have a true effect from {range_words(new)}"
        return words + "."

    def table(self):
        """Return one row for each trial: effect, interval, weight (a pandas DataFrame)."""
        import pandas

        rows = [
            (label, *_three(self.shown_estimate(one)), weight)
            for label, one, weight in zip(self.labels, self._trials(), self.weights, strict=True)
        ]
        return pandas.DataFrame(rows, columns=["trial", "effect", "low", "high", "weight"])

    def _trials(self):
        z = quantile(self.level)
        return [
            Estimate(y, y - z * se, y + z * se)
            for y, se in zip(self.effects, self.standard_errors, strict=True)
        ]

    def pictures(self):
        """Return the forest plot."""
        trials = [self.shown_estimate(one) for one in self._trials()]
        rows = [
            ("average", label, *_three(one), f"{one.value:.2f} ({range_words(one)})")
            for label, one in zip(self.labels, trials, strict=True)
        ]
        all_together = self.shown_estimate(self.estimate)
        note = f"{all_together.value:.2f} ({range_words(all_together)})"
        rows.append(("pooled", "All together", *_three(all_together), note))
        if self.prediction.low is not None:
            new = self.shown_estimate(self.prediction)
            rows.append(
                ("range", "A new trial's true effect", None, new.low, new.high, range_words(new))
            )
        low, high = self._ends()
        text = (
            f"A forest plot of {self.k} trials. "
            + self.sentence
            + " Trial by trial: "
            + "; ".join(f"{row[1]} {row[5]}" for row in rows[: self.k])
            + "."
        )
        return [
            _drawing.intervals(
                "Forest plot",
                text,
                rows,
                self.axis,
                low,
                high,
                reference=1.0 if self.ratio else 0.0,
                log=self.ratio,
            )
        ]

    def _ends(self):
        """Return the ends of the axis; an interval that is much wider is cut, with an arrow."""
        reach = 2.5 * sorted(self.standard_errors)[self.k // 2]
        found = [0.0, self.estimate.low, self.estimate.high]
        found += [self.prediction.low, self.prediction.high]
        found += [min(self.effects) - reach, max(self.effects) + reach]
        found = [one for one in found if one is not None]
        low, high = min(found), max(found)
        if self.ratio:
            return math.exp(low), math.exp(high)
        return math.floor(10 * low) / 10, math.ceil(10 * high) / 10


def _three(estimate):
    return estimate.value, estimate.low, estimate.high


def range_words(estimate):
    """Return the ends of an interval as short words, such as "0.04 to 0.27"."""
    low, high = round(estimate.low, 2) + 0.0, round(estimate.high, 2) + 0.0
    return f"{low:.2f} to {high:.2f}"
