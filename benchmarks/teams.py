"""Many supervision teams: ours on NumPy against the same model agent by agent in Mesa.

    python benchmarks/teams.py [--teams 100000] [--agents 1000]

Both call the same equations (`gains_and_drains`), take the same quarter-month steps for 36
months and keep the levels of each month. In Mesa one agent is one team. It follows fewer
teams, since it takes as long for each, and its time is scaled up. Both must give the same
means, within what chance allows. Each is timed three times in turn, and its fastest time
counts, so that what else the machine does weighs little.
"""

import argparse
import os
import time

import mesa
import numpy as np

from peerlib.experiments import many_teams
from peerlib.models import supervision as model

MONTHS = 36
SCORES = ("role_fidelity", "reflective_practice", "risk_oversight")
STEP = 1 / model.STEPS_A_MONTH


class Team(mesa.Agent):
    """One team."""

    def __init__(self, world, levels):
        super().__init__(world)
        self.levels = levels

    def step(self):
        """Move all six levels by a quarter of a month."""
        normal = self.random.gauss
        rates = model.gains_and_drains(self.levels, self.model.fixed)
        levels = []
        for (gain, drain), y, noise in zip(rates, self.levels, model.NOISE, strict=True):
            moved = y + STEP * (gain * (1 - y) - drain * y)
            moved += noise * (STEP * y * (1 - y)) ** 0.5 * normal(0, 1)
            levels.append(min(1.0, max(0.0, moved)))
        self.levels = levels


class Teams(mesa.Model):
    """Many teams under the same supervision."""

    def __init__(self, levers, start, n_teams, seed):
        super().__init__(seed=seed)
        self.fixed = model.pressures(levers)  # the levers hold still, so once is enough
        self.months = []
        for _ in range(n_teams):
            Team(self, list(start))

    def step(self):
        """Move all teams by a month and keep where they stand."""
        for _ in range(model.STEPS_A_MONTH):
            self.agents.do("step")
        self.months.append([team.levels for team in self.agents])


def in_mesa(preset, n_teams, seed):
    """Return the seconds for each team, and the levels at the end, shape (n_teams, 6)."""
    started = time.perf_counter()
    teams = Teams(model.preset(preset), model.start_state("new_team"), n_teams, seed)
    for _ in range(MONTHS):
        teams.step()
    return (time.perf_counter() - started) / n_teams, np.array(teams.months[-1])


def in_numpy(preset, n_teams, seed, threads):
    """Return the seconds for each team, and the levels at the end, shape (n_teams, 6)."""
    started = time.perf_counter()
    teams = many_teams(preset, n_teams=n_teams, months=MONTHS, rng=seed, threads=threads)
    taken = time.perf_counter() - started
    return taken / n_teams, np.array([teams.scores[name][-1] for name in model.STATES]).T


def compare(ours, theirs):
    """Return for each judged score both means and their difference in standard errors."""
    found = []
    for name in SCORES:
        one, two = (ends[:, model.STATES.index(name)] for ends in (ours, theirs))
        error = (one.var() / len(one) + two.var() / len(two)) ** 0.5
        found.append((name, one.mean(), two.mean(), (one.mean() - two.mean()) / error))
    return found


def main(arguments=()):
    """Measure both and print them with their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--teams", type=int, default=100_000, metavar="N")
    parser.add_argument("--agents", type=int, default=1_000, metavar="N")
    parser.add_argument("--preset", default="hybrid", choices=model.PRESETS)
    asked = parser.parse_args(arguments)
    in_numpy(asked.preset, 1000, 1, 1)  # so that nothing is loaded or warmed up on our time
    in_mesa(asked.preset, 20, 1)
    seconds = {}
    for _ in range(3):
        taken, theirs = in_mesa(asked.preset, asked.agents, 1)
        seconds.setdefault(f"Mesa {mesa.__version__}", []).append(taken)
        for threads in sorted({1, os.cpu_count() or 1}):
            taken, ours = in_numpy(asked.preset, asked.teams, 1, threads)
            words = "1 thread" if threads == 1 else f"{threads} threads"
            seconds.setdefault(f"ours, {words}", []).append(taken)
    mesa_time = min(next(iter(seconds.values())))
    for name, times in seconds.items():
        each = min(times)
        print(
            f"{name + ':':18}{1e6 * each:7.1f} microseconds for one team and {MONTHS} months; "
            f"100,000 teams take {100_000 * each:5.1f} s, 1/{mesa_time / each:.0f} of Mesa's time"
        )
    for name, our_mean, mesa_mean, errors in compare(ours, theirs):
        print(
            f"  {name}: mean {our_mean:.4f}, in Mesa {mesa_mean:.4f}, "
            f"difference {errors:+.1f} standard errors"
        )


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
