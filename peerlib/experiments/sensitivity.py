"""Which lever matters most: all levers moved together (Sobol), and one at a time (tornado)."""

from dataclasses import dataclass

import numpy as np

from .. import data
from ..labs import _drawing as drawing
from ..models import supervision as model
from . import _asked
from ._result import Result

LEVERS = model.TABLE["levers"]
RANGES = {
    name: (entry["low"], entry["high"])
    for name, entry in data.read("sensitivity")["ranges"].items()
}
SCORES = ("role_fidelity", "reflective_practice", "risk_oversight", "burnout")


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(Result):
    """How much of the spread of each score goes back to each lever.

    Attributes
    ----------
    first, total : dict of str to dict of str to (float, float, float)
        Score name to lever name to (index, low, high); 95 in 100 bootstrap samples lie
        between low and high. First-order: by itself. Total: also together with others.
    ranges : dict of str to (float, float)
        The settings over which each lever was moved.
    n_runs : int
        How often the model was settled.
    """

    first: dict
    total: dict
    ranges: dict
    n_runs: int

    def leading(self, score: str) -> list[str]:
        """Return the levers for a score, the one that matters most first."""
        total = self.total[_asked.one_of("score", score, tuple(self.total))]
        return sorted(total, key=lambda name: -total[name][0])

    @property
    def sentence(self) -> str:
        """What is seen, in a few short sentences."""
        text = (
            f"We moved all seven levers at once, {self.n_runs:,} times, and asked which of them "
            "the spread of each score comes from."
        )
        for score in self.total:
            first, second = self.leading(score)[:2]
            text += (
                f" {_asked.SCORES[score]['label']}: most from {_lever(first)} "
                f"({self.total[score][first][0]:.2f}), then {_lever(second)} "
                f"({self.total[score][second][0]:.2f})."
            )
        return text + " This holds for the ranges that we chose."

    def table(self):
        """Return one row for each score and lever.

        Returns
        -------
        pandas.DataFrame
        """
        import pandas as pd

        rows = [
            [
                score,
                lever,
                *self.ranges[lever],
                *self.first[score][lever],
                *self.total[score][lever],
            ]
            for score in self.total
            for lever in self.leading(score)
        ]
        columns = ["score", "lever", "from", "to", "first", "first_low", "first_high"]
        table = pd.DataFrame(rows, columns=[*columns, "total", "total_low", "total_high"])
        table.attrs["notes"] = ["An illustration, not evidence.", f"{self.n_runs} runs."]
        return table

    def pictures(self) -> list[dict]:
        """Return one picture of bars for each score."""
        return [self._picture(score) for score in self.total]

    def _picture(self, score):
        total, order = self.total[score], self.leading(score)
        label = _asked.SCORES[score]["label"]
        words = [f"{_lever(name)} {total[name][0]:.2f}" for name in order]
        text = (
            f"What the spread of {label.lower()} comes from, from 0 (nothing) to 1 (all): "
            f"{_asked.listed(words)}. Levers may share a part, so the sum may pass 1."
        )
        bars = [
            (
                "average",
                LEVERS[name]["label"],
                0.0,
                total[name][0],
                f"{total[name][0]:.2f} ({total[name][1]:.2f} to {total[name][2]:.2f})",
            )
            for name in order
        ]
        return drawing.bars(f"{label}: which lever matters", text, bars, 0.0, 1.0)


def sobol(*, n: int = 1024, scores=SCORES, ranges=None, rng: int = 1) -> Sensitivity:
    """Move all levers at once, and see which of them the spread of each score goes back to.

    Parameters
    ----------
    n : int
        A power of 2 from 64 to 65,536. The model is settled 9 n times.
    scores : sequence of str
        Which scores to look at.
    ranges : dict, optional
        Lever name to (low, high), where it is not the course's own.
    rng : int
        Seed of the sample and of the bootstrap.

    Returns
    -------
    Sensitivity

    Raises
    ------
    ValueError
        If something asked for is not possible; the message says what is.

    Notes
    -----
    Sobol indices of the levels at rest, by SALib: first order after Saltelli et al. (2010),
    total order after Jansen (1999). The total index of a lever is the share of the variance
    that would stay if all other levers were fixed; intervals come from a bootstrap.

    Examples
    --------
    >>> found = sobol(n=256)
    >>> found.leading("risk_oversight")[0]
    'clinical_scope'
    """
    n = _asked.whole("n", n, 64, 65536)
    if n & (n - 1):
        raise ValueError(f"n must be a power of 2, such as 1024, got {n}.")
    scores = [_asked.one_of("score", score, model.STATES) for score in scores]
    rng = _asked.whole("rng", rng, 0, 2**32 - 1)
    ranges = _ranges(ranges)
    from SALib.analyze.sobol import analyze
    from SALib.sample.sobol import sample

    problem = {
        "num_vars": len(model.LEVERS),
        "names": list(model.LEVERS),
        "bounds": [list(ranges[name]) for name in model.LEVERS],
    }
    settings = sample(problem, n, calc_second_order=False, seed=rng)
    levels = model.equilibrium(dict(zip(model.LEVERS, settings.T, strict=True)))
    first, total = {}, {}
    for score in scores:
        y = np.broadcast_to(levels[model.STATES.index(score)], len(settings))
        found = analyze(problem, y, calc_second_order=False, seed=rng)
        first[score] = _with_interval(found, "S1")
        total[score] = _with_interval(found, "ST")
    return Sensitivity(first, total, ranges, len(settings))


def _with_interval(found, kind):
    reach = found[kind + "_conf"]
    return {
        name: (
            float(found[kind][i]),
            float(found[kind][i] - reach[i]),
            float(found[kind][i] + reach[i]),
        )
        for i, name in enumerate(model.LEVERS)
    }


def _ranges(given):
    ranges = dict(RANGES)
    for name, ends in (given or {}).items():
        _asked.one_of("lever", name, model.LEVERS)
        least, most = LEVERS[name]["minimum"], LEVERS[name]["maximum"]
        try:
            low, high = ends
        except (TypeError, ValueError):
            raise ValueError(f"{name} needs a range of two numbers, got {ends!r}.") from None
        ranges[name] = (
            _asked.number(f"The low end of {name}", low, least, most),
            _asked.number(f"The high end of {name}", high, least, most),
        )
        if not ranges[name][0] < ranges[name][1]:
            raise ValueError(f"The range of {name} must rise, got {ends!r}.")
    return ranges


def _lever(name):
    label = LEVERS[name]["label"]
    return label[0].lower() + label[1:]


@dataclass(frozen=True, eq=False, repr=False)
class Tornado(Result):
    """How far one score moves when each lever moves by itself.

    Attributes
    ----------
    score : str
    reference : float
        The score with all levers at their settings.
    moves : list of dict
        The lever that moves most first: ``lever``, ``lowest`` and ``highest`` (the score),
        ``lowest_at`` and ``highest_at`` (the setting).
    """

    score: str
    reference: float
    moves: list

    @property
    def sentence(self) -> str:
        """What is seen, in a few short sentences."""
        first, second = self.moves[:2]
        label = _asked.label(self.score)
        return (
            f"Moved one at a time, {_lever(first['lever'])} moves {label} most, from "
            f"{first['lowest']:.2f} to {first['highest']:.2f}; then {_lever(second['lever'])}, "
            f"from {second['lowest']:.2f} to {second['highest']:.2f}. "
            f"With no lever moved it is {self.reference:.2f}."
        )

    def table(self):
        """Return one row for each lever, as a pandas.DataFrame."""
        import pandas as pd

        table = pd.DataFrame(self.moves)
        table.attrs["notes"] = [
            "An illustration, not evidence.",
            f"{self.score} at rest; with no lever moved {self.reference:.4f}.",
        ]
        return table

    def pictures(self) -> list[dict]:
        """Return one picture: a bar for each lever, around the score with no lever moved."""
        label = _asked.SCORES[self.score]["label"]
        words = [
            f"{_lever(move['lever'])} from {move['lowest']:.2f} to {move['highest']:.2f}"
            for move in self.moves
        ]
        text = (
            f"Where {label.lower()} settles when one lever moves and the rest stay: "
            f"{_asked.listed(words)}. With no lever moved it is {self.reference:.2f}."
        )
        bars = [
            (
                "average",
                LEVERS[move["lever"]]["label"],
                move["lowest"],
                move["highest"],
                f"{move['lowest']:.2f} to {move['highest']:.2f}",
            )
            for move in self.moves
        ]
        title = f"{label}: one lever at a time"
        return [drawing.bars(title, text, bars, 0.0, 1.0, self.reference)]


def tornado(levers="hybrid", *, score: str = "role_fidelity", ranges=None) -> Tornado:
    """Move one lever at a time over its range, and see how far a score at rest goes.

    Parameters
    ----------
    levers : str or dict
        Name of a supervision model, or settings by lever name: where the others stay.
    score : str
        One of the six scores.
    ranges : dict, optional
        Lever name to (low, high), where it is not the course's own.

    Returns
    -------
    Tornado

    Raises
    ------
    ValueError
        If something asked for is not possible; the message says what is.

    Notes
    -----
    Lowest and highest are looked for over 201 settings of each lever, not only at its ends:
    a score may be best in the middle.

    Examples
    --------
    >>> tornado("hybrid", score="burnout").moves[0]["lever"]
    'caseload'
    """
    levers = _asked.levers_of(levers)
    place = model.STATES.index(_asked.one_of("score", score, model.STATES))
    moves = []
    for name, (low, high) in _ranges(ranges).items():
        settings = np.linspace(low, high, 201)
        values = np.broadcast_to(
            model.equilibrium({**levers, name: settings})[place], settings.shape
        )
        least, most = int(values.argmin()), int(values.argmax())
        moves.append(
            {
                "lever": name,
                "lowest": float(values[least]),
                "highest": float(values[most]),
                "lowest_at": float(settings[least]),
                "highest_at": float(settings[most]),
            }
        )
    moves.sort(key=lambda move: move["lowest"] - move["highest"])
    return Tornado(score, float(model.equilibrium(levers)[place]), moves)
