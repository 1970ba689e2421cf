"""Many supervision teams at once: the same equations, on arrays."""

import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np

from ..labs import _drawing as drawing
from ..models import supervision as model
from . import _asked
from ._result import Result
from .progress import following

BLOCK = 8192  # teams; so that the arrays of one step stay in the processor's cache
MOST_TEAMS, LONGEST = 1_000_000, 600


@dataclass(frozen=True, eq=False, repr=False)
class Teams(Result):
    """Many teams under the same supervision, each with its own luck.

    Attributes
    ----------
    scores : dict of str to array, shape (months + 1, n_teams)
        The levels at the end of each month; row 0 is the start.
    minimums : dict of str to float
        The least that will do for each judged score.
    wanted : int
        How many teams were asked for.
    """

    scores: dict
    minimums: dict
    wanted: int

    @property
    def n_teams(self) -> int:
        """How many teams were followed to the end."""
        return next(iter(self.scores.values())).shape[1]

    @property
    def months(self) -> int:
        """How long they were followed."""
        return next(iter(self.scores.values())).shape[0] - 1

    @property
    def partial(self) -> bool:
        """Whether the run was stopped before all teams were done."""
        return self.n_teams < self.wanted

    def quantiles(self, score: str, shares=(0.05, 0.5, 0.95)) -> np.ndarray:
        """Return below what the given shares of the teams lie, month by month.

        Returns
        -------
        array, shape (len(shares), months + 1)
        """
        values = self.scores[_asked.one_of("score", score, tuple(self.scores))]
        if self.n_teams == 0:
            return np.full((len(shares), self.months + 1), np.nan)
        return np.quantile(values, shares, axis=1)

    def share_meeting(self) -> dict[str, float]:
        """Return which share of the teams meets each minimum at the end, and all of them.

        Averages never decide: a team counts under "all" only if each of its own scores
        reaches its own minimum.
        """
        met = {
            name: self.scores[name][-1] >= least
            for name, least in self.minimums.items()
            if name in self.scores
        }
        met["all"] = np.logical_and.reduce(list(met.values())) if met else np.ones(self.n_teams)
        return {name: float(np.mean(m)) if self.n_teams else np.nan for name, m in met.items()}

    @property
    def sentence(self) -> str:
        """What is seen, in a few short sentences."""
        if self.n_teams == 0:
            return f"Stopped before any of the {self.wanted:,} teams was done."
        text = f"We followed {self.n_teams:,} teams for {self.months} months."
        if self.partial:
            text = (
                f"Stopped early: {self.n_teams:,} of {self.wanted:,} teams were followed "
                f"for {self.months} months. What follows is about those."
            )
        shares = self.share_meeting()
        whole = shares.pop("all")
        for name in shares:
            low, high = self.quantiles(name, (0.05, 0.95))[:, -1]
            text += (
                f" In {_asked.label(name)} nine in ten teams end between {low:.2f} and "
                f"{high:.2f}; {_percent(shares[name])} of them meet the minimum of "
                f"{self.minimums[name]:.2f}."
            )
        if not shares:
            return text
        whole = _percent(whole)
        return text + f" {whole[0].upper()}{whole[1:]} of the teams meet every minimum."

    def table(self):
        """Return mean, standard deviation and quantiles of each score, month by month.

        Returns
        -------
        pandas.DataFrame
        """
        import pandas as pd

        columns = {"month": np.arange(self.months + 1)}
        for name, values in self.scores.items():
            low, middle, high = self.quantiles(name)
            columns[f"{name}_mean"] = values.mean(axis=1) if self.n_teams else np.nan
            columns[f"{name}_sd"] = values.std(axis=1) if self.n_teams else np.nan
            columns[f"{name}_low"], columns[f"{name}_high"] = low, high
            columns[f"{name}_median"] = middle
        table = pd.DataFrame(columns)
        table.attrs["notes"] = [
            "An illustration, not evidence.",
            f"{self.n_teams} of {self.wanted} teams; low and high: nine in ten lie between.",
        ]
        return table

    def pictures(self) -> list[dict]:
        """Return one picture for each judged score: median, band, minimum, three teams."""
        if self.n_teams == 0:
            return []
        return [self._picture(name) for name in self.minimums if name in self.scores]

    def _picture(self, name):
        low, middle, high = [list(map(float, row)) for row in self.quantiles(name)]
        label, least = _asked.SCORES[name]["label"], self.minimums[name]
        text = (
            f"{label} of {self.n_teams:,} teams over {self.months} months. The middle team goes "
            f"from {middle[0]:.2f} to {middle[-1]:.2f}. At the end nine in ten teams lie between "
            f"{low[-1]:.2f} and {high[-1]:.2f}. The minimum is {least:.2f}: "
            f"{_percent(self.share_meeting()[name])} of the teams meet it at the end."
        )
        few = self.scores[name][:, :3].T
        lines = [
            ("team", "three of the teams" if i == 0 else "", list(map(float, team)))
            for i, team in enumerate(few)
        ]
        lines.append(("average", "the middle team", middle))
        return drawing.lines(
            f"{label} ({_asked.SCORES[name]['symbol']})",
            text,
            list(range(self.months + 1)),
            "months",
            lines,
            [("average", "nine in ten teams", low, high)],
            least,
        )


def _percent(share: float) -> str:
    """Return a share in words; "all" and "none" only where it is so."""
    if share in (0, 1):
        return "none" if share == 0 else "all"
    if not 0.001 <= share <= 0.999:
        return "hardly any" if share < 0.5 else "nearly all"
    return "%.1f %%" % (100 * share)


class _Luck:
    """A sequence of standard normal draws for a block of teams, made when asked for."""

    def __init__(self, rng, n_teams):
        self._rng, self._draws = rng, np.empty(n_teams)

    def __getitem__(self, step):
        self._rng.standard_normal(out=self._draws)
        return self._draws


def many_teams(
    levers,
    *,
    n_teams: int = 1000,
    months: int = 36,
    start="new_team",
    rng=1,
    minimums=None,
    scores=model.STATES,
    progress=None,
    threads: int | None = None,
) -> Teams:
    """Follow many teams under the same supervision, each with its own luck.

    Parameters
    ----------
    levers : str or dict
        Name of a supervision model, or settings by lever name; a setting may be an array
        with one entry for each team.
    n_teams : int
        1 to 1,000,000.
    months : int
        1 to 600.
    start : str or sequence of 6 floats or arrays
        Name of a starting point, or the levels on the first day in the order of `STATES`.
    rng : int or numpy.random.Generator
        Seed of the luck. The same seed gives the same luck under other levers.
    minimums : dict, optional
        Score name to the least that will do, where it is not the course's own.
    scores : sequence of str, optional
        Which scores to keep. Fewer take less memory.
    progress : callable or True, optional
        Called as ``progress(done, of)`` after each block of teams; if it returns False, the
        run stops. True shows a bar, with a Stop button in a notebook.
    threads : int, optional
        How many blocks to work on at a time; by default one for each processor. The
        answer does not depend on it.

    Returns
    -------
    Teams
        If the run was stopped, also by Ctrl-C, it holds the teams that were done, and its
        `sentence` says so.

    Raises
    ------
    ValueError
        If something asked for is not possible; the message says what is.

    Examples
    --------
    >>> teams = many_teams("hybrid", n_teams=2000, months=36, rng=1)
    >>> round(teams.share_meeting()["all"], 1)
    1.0
    """
    levers = _asked.levers_of(levers)
    n_teams = _asked.whole("n_teams", n_teams, 1, MOST_TEAMS)
    months = _asked.whole("months", months, 1, LONGEST)
    minimums = _asked.minimums_of(minimums)
    keep = [_asked.one_of("score", name, model.STATES) for name in scores]
    if not keep:
        raise ValueError(f"scores must name at least one of {', '.join(model.STATES)}.")
    threads = _asked.whole("threads", threads or os.cpu_count() or 1, 1, 256)
    state = _start(start, n_teams)
    for name, value in levers.items():
        _fits(name, value, n_teams)
    begins = range(0, n_teams, BLOCK)
    luck = _asked.generator(rng).spawn(len(begins))
    kept = {name: np.empty((months + 1, n_teams)) for name in keep}

    def run(begin, rng):
        part = slice(begin, min(begin + BLOCK, n_teams))
        own = {name: _part(value, part) for name, value in levers.items()}
        draws = _Luck(rng, part.stop - part.start)
        levels = model.one_team(own, [_part(y, part) for y in state], months, draws)
        for name in keep:
            place = model.STATES.index(name)
            for month, level in enumerate(levels):
                kept[name][month, part] = level[place]
        return part

    done = _in_threads(run, list(zip(begins, luck, strict=True)), threads, progress, n_teams)
    if sum(part.stop - part.start for part in done) < n_teams:
        parts = [np.arange(part.start, part.stop) for part in sorted(done, key=lambda p: p.start)]
        finished = np.concatenate([*parts, np.arange(0)])
        kept = {name: values[:, finished] for name, values in kept.items()}
    return Teams(kept, minimums, n_teams)


def _in_threads(run, blocks, threads, progress, n_teams):
    """Run all blocks; return which parts were done when it ended or was stopped."""
    done, count = [], 0
    with following(progress, "Following teams") as tell, ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(run, *block) for block in blocks]
        try:
            for future in as_completed(waiting):
                done.append(future.result())
                count += done[-1].stop - done[-1].start
                if tell(count, n_teams) is False:
                    break
        except KeyboardInterrupt:
            pass  # what is done is kept
        pool.shutdown(cancel_futures=True)
    # those that were under way when it was stopped have come to their end as well
    known = {part.start for part in done}
    late = [future.result() for future in waiting if future.done() and not future.cancelled()]
    return done + [part for part in late if part.start not in known]


def _start(start, n_teams):
    if isinstance(start, str):
        return model.start_state(_asked.one_of("start", start, model.STARTS))
    levels = [np.asarray(level, dtype=float) for level in start]
    if len(levels) != 6:
        raise ValueError(f"start needs the 6 levels {', '.join(model.STATES)}.")
    for name, level in zip(model.STATES, levels, strict=True):
        _fits(f"The start of {name}", level, n_teams)
        if not np.all((level >= 0) & (level <= 1)):
            raise ValueError(f"The start of {name} must lie between 0 and 1, got {level!r}.")
    return levels


def _fits(name, value, n_teams):
    if np.ndim(value) and np.shape(value) != (n_teams,):
        raise ValueError(
            f"{name} must be one number, or one for each of the {n_teams} teams; "
            f"its shape is {np.shape(value)}."
        )


def _part(value, part):
    return value[part] if np.ndim(value) else value
