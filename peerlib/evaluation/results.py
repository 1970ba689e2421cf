"""What every result of an evaluation is made of: estimates, one plain sentence, pictures."""

from dataclasses import dataclass

from ..experiments._result import Result

__all__ = ["Estimate", "Result", "interval_words"]


@dataclass(frozen=True)
class Estimate:
    """A value with its interval. None stands for a number that does not exist."""

    value: float | None
    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        """Tell whether `value` lies inside the interval; False where there is none."""
        return None not in (self.low, self.high) and self.low <= value <= self.high


def interval_words(estimate: Estimate, level: float, digits: int = 2) -> str:
    """Return an interval as words for a sentence.

    Examples
    --------
    >>> interval_words(Estimate(0.19, 0.112, 0.27), 0.95)
    'with a 95 % interval from 0.11 to 0.27'
    """
    if estimate.low is None or estimate.high is None:
        return "without an interval"
    low, high = round(estimate.low, digits) + 0.0, round(estimate.high, digits) + 0.0
    return f"with a {100 * level:g} % interval from {low:.{digits}f} to {high:.{digits}f}"
