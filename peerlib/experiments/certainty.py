"""How far the verdict depends on numbers that we chose."""

from dataclasses import dataclass

import numpy as np

from ..labs import _drawing as drawing
from ..models import supervision as model
from ..models.supervision_doubt import NAMES, other_coefficients
from . import _asked
from ._recalibration import recalibrated
from ._result import Result

DOUBTS = ("even", "lognormal")


@dataclass(frozen=True, eq=False, repr=False)
class Certainty(Result):
    """How often a verdict holds when every coefficient may be wrong.

    Attributes
    ----------
    spreads : tuple of float
        How far a coefficient may be off, such as 0.15.
    only_hybrid : dict of float to (float, float)
        Spread to the share of draws in which the hybrid model, and no other, meets every
        minimum, and the standard error of that share.
    passing : dict of float to dict of str to float
        Spread to the share of draws in which each model meets every minimum.
    ranges : dict of float to dict of str to dict of str to (float, float, float)
        Spread to model to score to (low, median, high): nine in ten draws lie between.
    draws : dict of float to int
        Spread to how many draws could be used.
    minimums, doubt, recalibrated
        As asked for.
    """

    spreads: tuple
    only_hybrid: dict
    passing: dict
    ranges: dict
    draws: dict
    minimums: dict
    doubt: str
    recalibrated: bool

    @property
    def sentence(self) -> str:
        """What is seen, in a few short sentences."""
        shares = [
            f"{self.only_hybrid[spread][0]:.2f} at {100 * spread:g} %" for spread in self.spreads
        ]
        kept = (
            "The model was set anew to the given numbers each time. " if self.recalibrated else ""
        )
        how = "by up to" if self.doubt == "even" else "by about"
        return (
            f"We made each of the {len(NAMES)} coefficients wrong {how} a certain share. {kept}"
            "The share of draws in which only the hybrid model meets every minimum is "
            f"{_asked.listed(shares)}. This says how far the verdict depends on our numbers, not "
            "how far it is true."
        )

    def table(self):
        """Return one row for each spread, model and score, as a pandas.DataFrame."""
        import pandas as pd

        rows = [
            [
                spread,
                preset,
                score,
                *self.ranges[spread][preset][score],
                self.passing[spread][preset],
                self.only_hybrid[spread][0],
            ]
            for spread in self.spreads
            for preset in model.PRESETS
            for score in model.STATES
        ]
        columns = ["spread", "model", "score", "low", "median", "high"]
        table = pd.DataFrame(rows, columns=[*columns, "model_passes", "only_hybrid_passes"])
        table.attrs["notes"] = [
            "An illustration, not evidence.",
            f"Coefficients are off in the manner {self.doubt!r}; nine in ten draws lie between "
            "low and high.",
        ]
        return table

    def pictures(self) -> list[dict]:
        """Return a picture of the shares, and one of the scores at the smallest spread."""
        shares = [
            ("average", f"Coefficients off by {100 * spread:g} %", 0.0, share, f"{share:.2f}")
            for spread, (share, _) in ((s, self.only_hybrid[s]) for s in self.spreads)
        ]
        text = "In what share of draws only the hybrid model meets every minimum. " + " ".join(
            f"{label}: {note}." for _, label, _, _, note in shares
        )
        title = "Only the hybrid model passes: in what share of draws"
        return [drawing.bars(title, text, shares, 0.0, 1.0)] + [
            self._scores(score) for score in self.minimums
        ]

    def _scores(self, score):
        spread, least = self.spreads[0], self.minimums[score]
        bars, words = [], []
        for preset in model.PRESETS:
            low, middle, high = self.ranges[spread][preset][score]
            name = model.TABLE["presets"][preset]["label"]
            bars.append(("average", name, low, high, f"{low:.2f} to {high:.2f}"))
            words.append(f"{name} {low:.2f} to {high:.2f}")
        label = _asked.SCORES[score]["label"]
        text = (
            f"Where nine in ten draws of {label.lower()} lie, with coefficients off by "
            f"{100 * spread:g} %: {_asked.listed(words)}. The line is the minimum, {least:.2f}."
        )
        title = f"{label}, with coefficients off by {100 * spread:g} %"
        return drawing.bars(title, text, bars, 0.0, 1.0, least)


def certainty(
    spreads=(0.15, 0.30, 0.50),
    *,
    n: int = 10_000,
    doubt: str = "even",
    recalibrate: bool = False,
    minimums=None,
    rng=1,
) -> Certainty:
    """Make every coefficient wrong by chance, and see how often the verdict holds.

    Parameters
    ----------
    spreads : float or sequence of float
        How far a coefficient may be off: above 0 and below 1.
    n : int
        How many draws for each spread, 100 to 200,000.
    doubt : {"even", "lognormal"}
        "even": each coefficient is multiplied by a number of its own, drawn evenly from
        1 - spread to 1 + spread. "lognormal": by exp(spread z) with z standard normal, so that
        a third of them are off by more than the spread.
    recalibrate : bool
        Set the five calibrated coefficients anew for each draw, so that the given numbers
        still come out. Draws for which that cannot be done are left out.
    minimums : dict, optional
        Score name to the least that will do, where it is not the course's own.
    rng : int or numpy.random.Generator
        Seed of the draws; each spread uses the same ones.

    Returns
    -------
    Certainty

    Raises
    ------
    ValueError
        If something asked for is not possible; the message says what is.

    Notes
    -----
    Assumed and calibrated coefficients are all varied; lever settings and minimums are not.

    Examples
    --------
    >>> certainty(0.15, n=500).only_hybrid[0.15][0]
    1.0
    """
    spreads = (spreads,) if isinstance(spreads, (int, float)) else tuple(spreads)
    spreads = tuple(_asked.number("A spread", spread, 1e-9, 0.999) for spread in spreads)
    if not spreads:
        raise ValueError("spreads must hold at least one number, such as 0.15.")
    n = _asked.whole("n", n, 100, 200_000)
    doubt = _asked.one_of("kind of doubt", doubt, DOUBTS)
    minimums = _asked.minimums_of(minimums)
    seed = _asked.generator(rng).integers(2**63)
    only, passing, ranges, draws = {}, {}, {}, {}
    for spread in spreads:
        coefficients = _doubted(doubt, spread, n, np.random.default_rng(seed))
        if recalibrate:
            coefficients = recalibrated(coefficients)
        met, ranges[spread] = {}, {}
        for preset in model.PRESETS:
            levels = model.equilibrium(model.preset(preset), coefficients)
            by_name = dict(zip(model.STATES, levels, strict=True))
            met[preset] = np.logical_and.reduce(
                [by_name[name] >= least for name, least in minimums.items()]
            )
            ranges[spread][preset] = {
                name: tuple(np.quantile(level, (0.05, 0.5, 0.95)).tolist())
                for name, level in by_name.items()
            }
        alone = met["hybrid"] & ~met["clinical_only"] & ~met["peer_led"]
        share, draws[spread] = float(alone.mean()), alone.size
        only[spread] = (share, (share * (1 - share) / alone.size) ** 0.5)
        passing[spread] = {preset: float(ok.mean()) for preset, ok in met.items()}
    return Certainty(spreads, only, passing, ranges, draws, minimums, doubt, bool(recalibrate))


def _doubted(doubt, spread, n, rng):
    if doubt == "even":
        return other_coefficients(lambda: rng.random(n), spread)
    return {
        name: model.COEFFICIENTS[name] * np.exp(spread * rng.standard_normal(n)) for name in NAMES
    }


@dataclass(frozen=True, repr=False)
class MinimumRange(Result):
    """For which minimums of one score only the hybrid model passes.

    Attributes
    ----------
    score : str
    above, up_to : float
        True for any minimum above the first and not above the second.
    judged : tuple of str
        The scores that were judged.
    """

    score: str
    above: float
    up_to: float
    judged: tuple

    @property
    def sentence(self) -> str:
        """What is seen, in a sentence."""
        if not self.above < self.up_to:
            return f"No minimum for {_asked.label(self.score)} lets only the hybrid model pass."
        below = f"above {self.above:.2f} and up to" if self.above >= 0 else "up to"
        others = _asked.listed(_asked.label(name) for name in self.judged)
        return (
            f"Judged by {others}, only the hybrid model passes for any minimum for "
            f"{_asked.label(self.score)} {below} {self.up_to:.2f}."
        )

    def pictures(self) -> list[dict]:
        """Return one picture: the range on a line from 0 to 1."""
        bar = ("average", "only the hybrid model passes", max(0.0, self.above), self.up_to, "")
        title = f"Minimum for {_asked.label(self.score)}"
        return [drawing.bars(title, self.sentence, [bar], 0.0, 1.0)]


def minimum_range(score: str = "role_fidelity", *, judged=_asked.JUDGED, minimums=None):
    """Find for which minimums of one score the verdict stays as it is.

    Parameters
    ----------
    score : str
        The score whose minimum is moved.
    judged : sequence of str
        The scores that are judged. Leave one out to see how much depends on the one that moves.
    minimums : dict, optional
        Score name to the least that will do, where it is not the course's own.

    Returns
    -------
    MinimumRange
        `above` is -1 if even a minimum of 0 would do.

    Notes
    -----
    Worked out, not searched for: the upper end is where the hybrid model settles, the lower
    end the best score among the others that meet the rest of the minimums.

    Examples
    --------
    >>> only_two = minimum_range("role_fidelity", judged=("role_fidelity", "risk_oversight"))
    >>> round(only_two.above, 2), round(only_two.up_to, 2)
    (0.4, 0.85)
    """
    judged = tuple(_asked.one_of("score with a minimum", name, _asked.JUDGED) for name in judged)
    score = _asked.one_of("judged score", score, judged)
    minimums = _asked.minimums_of(minimums)
    rest = {name: minimums[name] for name in judged if name != score}
    levels = {name: model.equilibrium(model.preset(name)) for name in model.PRESETS}
    place = model.STATES.index(score)
    others = [
        levels[name][place]
        for name in model.PRESETS
        if name != "hybrid" and not model.failing(levels[name], rest)
    ]
    if model.failing(levels["hybrid"], rest):
        return MinimumRange(score, 1.0, -1.0, judged)
    return MinimumRange(score, max(others, default=-1.0), levels["hybrid"][place], judged)
