"""Does it work better for some? Effects in two groups, compared by their difference."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .effects import two_by_two
from .results import Estimate, Result, interval_words


@dataclass(frozen=True, repr=False)
class EffectsCompared(Result):
    """Two effects, and the difference between them. Made by `compare_effects`."""

    names: tuple
    effects: tuple
    """Two `Estimate`, on the scale on which they were given."""
    difference: Estimate
    """First minus second; for ratios, the difference of their logarithms."""
    standard_error: float
    z: float
    p: float
    ratio: Estimate
    """First over second, for ratios; without values for other effects."""
    level: float

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        one, other = self.names
        if self.ratio.value is not None:
            return (
                f"The effect for {one} over that for {other} is {self.ratio.value:.2f}, "
                f"{interval_words(self.ratio, self.level)}; 1 would mean no difference (p = "
                f"{self.p:.2f})."
            )
        return (
            f"The effect for {one} minus that for {other} is {self.difference.value:.3f}, "
            f"{interval_words(self.difference, self.level, 3)}; 0 would mean no difference (p = "
            f"{self.p:.2f})."
        )

    def pictures(self) -> list:
        """Return both effects with their intervals."""
        ratios = self.ratio.value is not None
        rows = [
            (
                "average",
                name,
                each.value,
                each.low,
                each.high,
                f"{each.value:.2f} ({each.low:.2f} to {each.high:.2f})",
            )
            for name, each in zip(self.names, self.effects, strict=True)
        ]
        text = " ".join(f"{row[1]}: {row[5]}." for row in rows) + " " + self.sentence
        low, high = min(row[3] for row in rows), max(row[4] for row in rows)
        still = 1.0 if ratios else 0.0
        low, high = min(low, still), max(high, still)
        room = 1.05 if ratios else 0.05 * (high - low)
        ends = (low / room, high * room) if ratios else (low - room, high + room)
        return [
            _drawing.intervals("Effect in two groups", text, rows, "Effect", *ends, still, ratios)
        ]


def compare_effects(
    first: float,
    first_error: float,
    second: float,
    second_error: float,
    *,
    names: tuple = ("the first group", "the second group"),
    ratios: bool = False,
    level: float = 0.95,
) -> EffectsCompared:
    """Compare the effects in two groups by their difference.

    One effect with p below 0.05 and one with p above it do not show that they differ.

    Parameters
    ----------
    first, second : float
        The effects, of different people. For ratios give the ratios themselves.
    first_error, second_error : float
        Their standard errors, above 0; for ratios those of their natural logarithms.
    names : tuple of two str
    ratios : bool
        True for relative risks, odds ratios and the like, which are compared as logarithms.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    EffectsCompared

    Raises
    ------
    ValueError
        If a number is not finite, an error is not above 0, a ratio is not above 0, or there are
        not two names.

    Notes
    -----
    difference = E1 - E2, its error sqrt(SE1**2 + SE2**2), z = difference / error
    (Altman and Bland, 2003); for ratios with E = log of the ratio.

    References
    ----------
    Altman, D. G., Bland, J. M. (2003). Interaction revisited: the difference between two
    estimates. BMJ 326, 219.

    Examples
    --------
    >>> print(compare_effects(0.5, 0.1, 0.3, 0.1).sentence)
    The effect for the first group minus that for the second group is 0.200, \
with a 95 % interval from -0.077 to 0.477; 0 would mean no difference (p = 0.16).
    """
    from math import exp, log, sqrt

    from scipy.stats import norm

    low = 1e-300 if ratios else -1e15
    effects = [
        given.number(name, each, low, 1e15) for name, each in (("first", first), ("second", second))
    ]
    errors = [
        given.number(name, each, 1e-15, 1e15)
        for name, each in (("first_error", first_error), ("second_error", second_error))
    ]
    level = given.level(level)
    if isinstance(names, str) or len(names) != 2:
        raise ValueError(f"names must be two names, one for each group; got {names!r}.")
    scaled = [log(each) for each in effects] if ratios else effects
    error = sqrt(errors[0] ** 2 + errors[1] ** 2)
    value, reach = scaled[0] - scaled[1], float(norm.isf((1 - level) / 2))
    difference = Estimate(value, value - reach * error, value + reach * error)
    back = exp if ratios else float
    both = tuple(
        Estimate(back(e), back(e - reach * s), back(e + reach * s))
        for e, s in zip(scaled, errors, strict=True)
    )
    ratio = Estimate(*map(exp, vars(difference).values())) if ratios else Estimate(*[None] * 3)
    z = value / error
    return EffectsCompared(
        tuple(map(str, names)), both, difference, error, z, float(2 * norm.sf(abs(z))), ratio, level
    )


def error_from_interval(
    low: float, high: float, *, ratios: bool = False, level: float = 0.95, df: float | None = None
) -> float:
    """Return the standard error behind a printed interval (for ratios, that of the logarithm).

    Parameters
    ----------
    low, high : float
        Ends of an interval that is symmetric (for ratios, on the logarithmic scale).
    ratios : bool
    level : float
        Its confidence level, between 0.5 and 0.9999.
    df : float, optional
        Degrees of freedom, if the interval was made with Student's t; for a pooled effect with
        Hartung and Knapp's interval, the number of studies less one.

    Raises
    ------
    ValueError
        If the ends are no numbers, not above 0 for ratios, or the lower end is not the smaller.

    Notes
    -----
    error = (high - low) / (2 * z), with z = 1.96 for 95 %, or Student's t in its place.

    Examples
    --------
    >>> round(error_from_interval(0.088, 0.303), 4)
    0.0548
    """
    from math import log

    from scipy.stats import norm, t

    least = 1e-300 if ratios else -1e15
    low, high = given.number("low", low, least, 1e15), given.number("high", high, least, 1e15)
    if not low < high:
        raise ValueError(f"low is {low:g} and high is {high:g}. Are the two swapped?")
    width = log(high) - log(low) if ratios else high - low
    law = norm if df is None else t(given.number("df", df, 1e-6, 1e15))
    return width / (2 * float(law.isf((1 - given.level(level)) / 2)))


@dataclass(frozen=True, repr=False)
class TwoScales(Result):
    """The same two groups, compared by difference and by ratio. Made by `on_two_scales`."""

    differences: EffectsCompared
    """Of the risk differences."""
    ratios: EffectsCompared
    """Of the relative risks."""

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        return (
            f"As a difference of risks the effect is larger for {_larger(self.differences, 0.0)}, "
            f"and as a ratio of risks for {_larger(self.ratios, 1.0)} (p = "
            f"{self.differences.p:.2f} and {self.ratios.p:.2f} for no difference)."
        )

    def pictures(self) -> list:
        """Return both effects on both scales."""
        return [
            {**each.pictures()[0], "title": title, "x_label": title}
            for title, each in (
                ("Risk difference", self.differences),
                ("Relative risk", self.ratios),
            )
        ]


def _larger(compared, still):
    """Return the name of the group whose effect lies further from no effect."""
    far = [abs(each.value - still) for each in compared.effects]
    if abs(far[0] - far[1]) < 1e-12:
        return "neither group"
    return compared.names[far[0] < far[1]]


def on_two_scales(groups: Mapping, *, level: float = 0.95) -> TwoScales:
    """Compare a yes-or-no outcome in two groups by the risk difference and the relative risk.

    Which group gains more can hang on the scale, so both are shown.

    Parameters
    ----------
    groups : mapping of str to (int, int, int, int)
        For each of two groups: events and people with the programme, events and people without.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    TwoScales

    Raises
    ------
    ValueError
        If there are not two groups, the counts cannot be (see `effects.two_by_two`), or a
        group has no event or nobody without one in one of its arms: then a ratio or a standard
        error does not exist.

    Examples
    --------
    >>> print(on_two_scales({"high risk": (30, 100, 40, 100), "low risk": (14, 100, 20, 100)})
    ...     .sentence)
    As a difference of risks the effect is larger for high risk, and as a ratio of risks for \
low risk (p = 0.64 and 0.85 for no difference).
    """
    if not isinstance(groups, Mapping) or len(groups) != 2:
        raise ValueError(
            'groups must be a mapping of two groups, such as {"A": (30, 100, 40, 90)}.'
        )
    names, found = tuple(str(name) for name in groups), []
    for name, counts in groups.items():
        if isinstance(counts, str) or not hasattr(counts, "__len__") or len(counts) != 4:
            raise ValueError(f"{name} needs four counts: events, people, events, people.")
        effects = two_by_two(*counts, level=level)
        if effects.notes:
            raise ValueError(
                f"{name} has {tuple(counts)}: with nobody, or everybody, in an arm having the "
                "event there is no standard error to compare by. Pool groups, or show the counts."
            )
        found.append(effects)
    compared = []
    for part, ratios in (("risk_difference", False), ("relative_risk", True)):
        pieces = []
        for effects in found:
            each = getattr(effects, part)
            error = error_from_interval(each.low, each.high, ratios=ratios, level=level)
            pieces += [each.value, error]
        compared.append(compare_effects(*pieces, names=names, ratios=ratios, level=level))
    return TwoScales(*compared)
