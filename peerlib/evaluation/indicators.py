"""From inputs to impact: a logic model, and indicators that say what is counted out of whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .reach import share
from .results import Estimate, Result, interval_words

STEPS = ("inputs", "activities", "outputs", "outcomes", "impact")
"""The five steps of the Kellogg guide, in their order."""
DIMENSIONS = ("reach", "effectiveness", "adoption", "implementation", "maintenance")
"""What RE-AIM asks about."""
DIRECTIONS = ("up", "down")


@dataclass(frozen=True, repr=False)
class Indicator(Result):
    """What is counted, out of whom, when, from which source. Made by `indicator`."""

    name: str
    step: str
    numerator: int
    denominator: int
    of: str
    """Who or what the denominator counts, in words."""
    window: str
    source: str
    direction: str
    """"up" if more is better, "down" if less is better."""
    target: float | None
    dimension: str
    estimate: Estimate
    level: float

    @property
    def met(self) -> bool | None:
        """Whether the value itself meets the target; None if there is no target."""
        if self.target is None:
            return None
        value = self.estimate.value
        return value >= self.target if self.direction == "up" else value <= self.target

    @property
    def sure(self) -> bool | None:
        """Whether the interval lies on one side of the target; None if there is no target."""
        return None if self.target is None else not self.estimate.holds(self.target)

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        words = (
            f"{self.name}: {self.numerator} of {self.denominator} {self.of} ({self.window}), "
            f"{self.estimate.value:.2f}, {interval_words(self.estimate, self.level)}"
        )
        if self.target is None:
            return f"{words}; no target was set."
        side = "meets" if self.met else "misses"
        sure = "" if self.sure else ", but the interval holds the target"
        return f"{words}; it {side} the target of {self.target:g}{sure}."

    def pictures(self) -> list:
        """Return the value with its interval, and the target."""
        each = self.estimate
        note = f"{each.value:.2f} ({each.low:.2f} to {each.high:.2f})"
        row = ("average", self.name, each.value, each.low, each.high, note)
        words = "" if self.target is None else f" The upright line is the target, {self.target:g}."
        label = f"Share of {self.of}"
        return [
            _drawing.intervals(
                "Indicator", f"{self.sentence}{words}", [row], label, 0.0, 1.0, self.target
            )
        ]


def indicator(
    name: str,
    numerator: int,
    denominator: int,
    *,
    of: str,
    window: str,
    source: str,
    direction: str = "up",
    target: float | None = None,
    step: str = "outputs",
    dimension: str = "",
    level: float = 0.95,
) -> Indicator:
    """Return an indicator: nothing less than all of its parts makes one.

    Parameters
    ----------
    name : str
        Such as "Reach".
    numerator, denominator : int
        What was counted, and out of how many.
    of, window, source : str
        Who or what the denominator counts, the time over which it was counted, and where the
        numbers come from. None of them may be empty: a share without them can mean anything.
    direction : {"up", "down"}
        Whether more or less is better.
    target : float, optional
        The share to be reached, from 0 to 1.
    step : {"inputs", "activities", "outputs", "outcomes", "impact"}
        Which step of the logic model it shows. An output counts what was delivered; an outcome
        is a change in a person.
    dimension : str
        A dimension of RE-AIM, or empty.
    level : float
        Confidence level, between 0.5 and 0.9999. The interval is Wilson's.

    Returns
    -------
    Indicator

    Raises
    ------
    ValueError
        If a text is empty, a count is no whole number or larger than its denominator, or a
        choice or number is not one of those above.

    Examples
    --------
    >>> print(indicator("Reach", 446, 683, of="eligible people", window="one year",
    ...                 source="trial report", target=0.6, dimension="reach").sentence)
    Reach: 446 of 683 eligible people (one year), 0.65, with a 95 % interval from 0.62 to 0.69; \
it meets the target of 0.6.
    """
    for label, text in (("name", name), ("of", of), ("window", window), ("source", source)):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(
                f"{label} is empty. An indicator needs a name, whom it counts, a time window and "
                "a source; without them a share can mean anything."
            )
    given.choice("direction", direction, DIRECTIONS)
    given.choice("step", step, STEPS)
    if dimension != "":
        given.choice("dimension", dimension, DIMENSIONS)
    if target is not None:
        target = given.number("target", target, 0, 1)
    found = share(numerator, denominator, level=level)
    return Indicator(
        name,
        step,
        found.count,
        found.of,
        of,
        window,
        source,
        direction,
        target,
        dimension,
        found.estimate,
        found.level,
    )


@dataclass(frozen=True, repr=False)
class LogicModel(Result):
    """How a service is meant to work, step by step. Made by `logic_model`."""

    steps: tuple
    """Pairs of a step's name and the texts in it, in order."""
    assumptions: tuple
    """What each of the four arrows takes for granted; empty where nothing is said."""
    indicators: tuple

    @property
    def unmeasured(self) -> tuple:
        """Steps that no indicator shows."""
        seen = {each.step for each in self.indicators}
        return tuple(name for name, _ in self.steps if name not in seen)

    @property
    def unsaid(self) -> tuple:
        """Arrows without an assumption, such as "outputs to outcomes"."""
        arrows = [f"{one} to {other}" for one, other in zip(STEPS, STEPS[1:], strict=False)]
        return tuple(
            arrow for arrow, text in zip(arrows, self.assumptions, strict=True) if not text
        )

    @property
    def dimensions_left_out(self) -> tuple:
        """Dimensions of RE-AIM that no indicator shows."""
        seen = {each.dimension for each in self.indicators}
        return tuple(name for name in DIMENSIONS if name not in seen)

    @property
    def sentence(self) -> str:
        """What the model leaves open, in one plain sentence."""
        open_points = []
        if self.unmeasured:
            open_points.append(f"no indicator for {_listed(self.unmeasured)}")
        if self.unsaid:
            open_points.append(f"no assumption for {_listed(self.unsaid)}")
        if self.dimensions_left_out:
            open_points.append(f"nothing on {_listed(self.dimensions_left_out)}")
        said = "; ".join(open_points) or "nothing that we ask for"
        return f"The logic model has {len(self.indicators)} indicators and leaves open: {said}."

    def pictures(self) -> list:
        """Return how many indicators each step has."""
        counts = [(name, sum(each.step == name for each in self.indicators)) for name in STEPS]
        words = " ".join(f"{name}: {count}." for name, count in counts)
        bars = [
            ("average" if count else "crossed", name, 0, count, str(count))
            for name, count in counts
        ]
        high = max(1, *[count for _, count in counts])
        return [
            _drawing.bars(
                "Indicators at each step", f"One bar for each step. {words}", bars, 0, high
            )
        ]


def logic_model(
    steps: Mapping, *, assumptions: Sequence = (), indicators: Sequence = ()
) -> LogicModel:
    """Return a logic model, and what it leaves open.

    Parameters
    ----------
    steps : mapping of str to list of str
        For each of "inputs", "activities", "outputs", "outcomes" and "impact" what belongs to
        it, in words (Kellogg Foundation, 2004).
    assumptions : sequence of four str, optional
        What each arrow from one step to the next takes for granted. Empty texts where nothing
        is said.
    indicators : sequence of Indicator

    Returns
    -------
    LogicModel

    Raises
    ------
    ValueError
        If a step is missing, unknown or empty, there are not as many assumptions as arrows, or
        an indicator was not made by `indicator`.

    References
    ----------
    - W. K. Kellogg Foundation (2004). Logic Model Development Guide.
    - Glasgow, R. E., et al. (2019). RE-AIM planning and evaluation framework. Frontiers in Public
      Health 7, 64.

    Examples
    --------
    >>> model = logic_model({"inputs": ["3 workers"], "activities": ["weekly meetings"],
    ...     "outputs": ["people met"], "outcomes": ["more hope"], "impact": ["fewer crises"]})
    >>> model.unmeasured
    ('inputs', 'activities', 'outputs', 'outcomes', 'impact')
    """
    if not isinstance(steps, Mapping) or set(steps) != set(STEPS):
        raise ValueError(f"steps must have exactly these names: {', '.join(STEPS)}.")
    for name in STEPS:
        texts = steps[name]
        if isinstance(texts, str) or not hasattr(texts, "__len__") or not len(texts):
            raise ValueError(f"The step {name} must be a list with at least one text.")
    assumptions = tuple(assumptions) or ("",) * (len(STEPS) - 1)
    if len(assumptions) != len(STEPS) - 1:
        raise ValueError(
            f"There are {len(STEPS) - 1} arrows between {len(STEPS)} steps, got "
            f"{len(assumptions)} assumptions. Write an empty text where nothing is said."
        )
    if not all(isinstance(each, Indicator) for each in indicators):
        raise ValueError("Each of the indicators must come from indicator(...).")
    return LogicModel(
        tuple((name, tuple(steps[name])) for name in STEPS), assumptions, tuple(indicators)
    )


def _listed(names):
    return " and ".join(", ".join(names).rsplit(", ", 1))
