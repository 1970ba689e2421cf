"""Find the design that meets every minimum at the least cost in hours."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from ..labs import _drawing as drawing
from ..models import supervision as model
from ..models import supervision_costs as costs
from . import _asked
from ._result import Result
from .progress import following

LEVERS = model.TABLE["levers"]
MOST_ROUNDS = 600
# Hours for each full point by which a score misses its minimum; far more than any lever saves.
PENALTY = 1e5


@dataclass(frozen=True, eq=False, repr=False)
class Design(Result):
    """The cheapest design that was found.

    Attributes
    ----------
    levers : dict of str to float
        The design in steps as the lab has them, so that it can be set there.
    hours : dict of str to float
        Hours a month for the team, by what they go to.
    levels : dict of str to float
        Where the team settles.
    exact_levers, exact_hours : dict, float
        The best between the steps, and its hours in all.
    hybrid_hours : float
        What the hybrid model costs, to compare with.
    minimums : dict
    found : bool
        Whether the design meets every minimum.
    partial : bool
        Whether the search was stopped before its end.
    """

    levers: dict
    hours: dict
    levels: dict
    exact_levers: dict
    exact_hours: float
    hybrid_hours: float
    minimums: dict
    found: bool
    partial: bool

    @property
    def total(self) -> float:
        """Hours a month in all."""
        return sum(self.hours.values())

    @property
    def sentence(self) -> str:
        """What was found, in a few short sentences."""
        stopped = "Stopped early: this is the best so far. " if self.partial else ""
        if not self.found:
            return stopped + "We found no design that meets these minimums."
        settings = _asked.listed(
            f"{_lower(LEVERS[name]['label'])} {value:g}" for name, value in self.levers.items()
        )
        scores = _asked.listed(
            f"{_asked.label(name)} {self.levels[name]:.2f}" for name in self.minimums
        )
        return (
            f"{stopped}The cheapest design that we found takes {self.total:.0f} hours a month "
            f"for the team; the hybrid model takes {self.hybrid_hours:.0f}. It settles at "
            f"{scores}. Its settings: {settings}. The hours are assumed, so the design is an "
            "exercise and not advice."
        )

    def table(self):
        """Return one row for each lever: the design, and the hybrid model, as a DataFrame."""
        import pandas as pd

        hybrid = model.preset("hybrid")
        rows = [
            [name, value, self.exact_levers[name], hybrid[name]]
            for name, value in self.levers.items()
        ]
        table = pd.DataFrame(rows, columns=["lever", "design", "between_steps", "hybrid"])
        table.attrs["notes"] = [
            "An illustration, not evidence: all costs are assumed.",
            f"Hours a month in all: {self.total:.1f}; hybrid: {self.hybrid_hours:.1f}.",
        ]
        return table

    def pictures(self) -> list[dict]:
        """Return one picture: what the hours go to."""
        labels = dict(costs.PARTS)
        parts = [(labels[name], self.hours[name]) for name, _ in costs.PARTS]
        words = _asked.listed(f"{label} {hours:.0f}" for label, hours in parts)
        bars = [("average", label, 0.0, hours, f"{hours:.0f} hours") for label, hours in parts]
        most = 10 * (int(max(hours for _, hours in parts) / 10) + 1)
        text = f"Hours a month for the team, {self.total:.0f} in all: {words}."
        return [drawing.bars("What the hours go to", text, bars, 0.0, float(most))]


def least_hours(*, minimums=None, n_workers: float = 4, rng=1, progress=None) -> Design:
    """Search all seven levers for the design that meets every minimum in the fewest hours.

    Parameters
    ----------
    minimums : dict, optional
        Score name to the least that will do, where it is not the course's own.
    n_workers : float
        Workers at the usual caseload, 1 to 1000.
    rng : int or numpy.random.Generator
        Seed of the search.
    progress : callable or True, optional
        Called as ``progress(done, of)`` after each round; if it returns False, the search
        stops with the best so far. True shows a bar.

    Returns
    -------
    Design

    Raises
    ------
    ValueError
        If something asked for is not possible; the message says what is.

    Notes
    -----
    The levels are those at rest, the hours those of `supervision_costs.hours`. The search is
    differential evolution (Storn and Price, 1997) with a penalty for each missed minimum. The
    best design is then put on the steps of the lab: of the settings next to it, the cheapest
    that meets every minimum.
    """
    from scipy.optimize import differential_evolution

    minimums = _asked.minimums_of(minimums)
    n_workers = _asked.number("n_workers", n_workers, 1, 1000)
    rng = _asked.generator(rng)
    bounds = [(LEVERS[name]["minimum"], LEVERS[name]["maximum"]) for name in model.LEVERS]
    rounds, best, stopped = 0, None, False

    def cost(settings):
        hours, short, _ = _worth(settings, minimums, n_workers)
        return hours + PENALTY * short

    with following(progress, "Searching") as tell:

        def after_each_round(intermediate_result):
            nonlocal rounds, best, stopped
            rounds, best = rounds + 1, intermediate_result.x.copy()
            if tell(min(rounds, MOST_ROUNDS - 1), MOST_ROUNDS) is False:
                stopped = True
                raise StopIteration

        try:
            result = differential_evolution(
                cost,
                bounds,
                rng=rng,
                vectorized=True,
                updating="deferred",
                polish=False,
                maxiter=MOST_ROUNDS,
                popsize=20,
                tol=1e-10,
                atol=1e-7,
                init="sobol",
                callback=after_each_round,
            )
            best = result.x
        except KeyboardInterrupt:
            stopped = True
            if best is None:
                raise
        tell(MOST_ROUNDS, MOST_ROUNDS) if not stopped else None
    return _as_design(best, minimums, n_workers, stopped)


def _worth(settings, minimums, n_workers):
    """Return the hours, by how much the minimums are missed in all, and the levels."""
    levers = dict(zip(model.LEVERS, np.asarray(settings, dtype=float), strict=True))
    levels = model.equilibrium(levers)
    hours = sum(costs.hours(levers, n_workers, levels).values())
    short = sum(
        np.maximum(0.0, least - levels[model.STATES.index(name)])
        for name, least in minimums.items()
    )
    return hours, short, levels


def _on_steps(best, minimums, n_workers):
    """Return the cheapest settings on the lab's steps next to `best` that meet the minimums."""
    choices = []
    for name, value in zip(model.LEVERS, best, strict=True):
        low, high, step = (LEVERS[name][key] for key in ("minimum", "maximum", "step"))
        below = int(np.floor((value - low) / step + 1e-6))
        near = {min(high, max(low, low + step * (below + i))) for i in (-1, 0, 1, 2)}
        choices.append(sorted(round(setting, 6) for setting in near))
    settings = np.array(list(product(*choices))).T
    hours, short, _ = _worth(settings, minimums, n_workers)
    return settings[:, np.argmin(hours + PENALTY * short)]


def _as_design(best, minimums, n_workers, stopped):
    settings = _on_steps(best, minimums, n_workers)
    _, short, levels = _worth(settings, minimums, n_workers)
    levers = {name: float(value) for name, value in zip(model.LEVERS, settings, strict=True)}
    hours = costs.hours(levers, n_workers)
    hybrid = costs.hours(model.preset("hybrid"), n_workers)
    return Design(
        levers=levers,
        hours={name: float(value) for name, value in hours.items()},
        levels={name: float(y) for name, y in zip(model.STATES, levels, strict=True)},
        exact_levers={name: float(v) for name, v in zip(model.LEVERS, best, strict=True)},
        exact_hours=float(_worth(best, minimums, n_workers)[0]),
        hybrid_hours=float(sum(hybrid.values())),
        minimums=minimums,
        found=bool(short == 0),
        partial=stopped,
    )


def _lower(text):
    return text[0].lower() + text[1:]
