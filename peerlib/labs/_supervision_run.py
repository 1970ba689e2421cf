"""One run of the supervision model over time, for every view that needs one.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.random_numbers import Pcg32
from . import _supervision_words as words

STATES = model.STATES
NINE_IN_TEN = 1.6448536269514722  # 95th percentile of the normal law

_luck = {"seed": None, "rng": None, "draws": []}


def _normals(seed, months):
    """Return the luck that belongs to `seed`: the same draws however long the run."""
    if _luck["seed"] != seed:
        _luck.update({"seed": seed, "rng": Pcg32(seed), "draws": []})
    draws, rng = _luck["draws"], _luck["rng"]
    while len(draws) < 6 * model.STEPS_A_MONTH * months:
        draws.append(rng.normal())
    return draws


def switch_of(state):
    """Return the month of the change of supervision, or None if none happens in the run."""
    if state["switch_to"] == "none" or state["switch_month"] >= state["months"]:
        return None
    return state["switch_month"]


def run(state):
    """Run the model for one state of the controls.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``preset``; ``switch`` (month of the change, or None); ``minimums``; ``failing``
        (names of the scores below their minimum at the end); ``average``, ``low``,
        ``high`` and ``team``: for each score the values month by month. Nine in ten
        teams lie between low and high.
    """
    months, minimums = state["months"], words.minimums_of(state)
    levels, variances, team = _follow(state, _normals(state["seed"], months))
    low, high = {}, {}
    for i, name in enumerate(STATES):
        low[name], high[name] = [], []
        for level, variance in zip(levels, variances):
            reach = NINE_IN_TEN * variance[i] ** 0.5
            low[name].append(max(0.0, level[i] - reach))
            high[name].append(min(1.0, level[i] + reach))
    return {
        "state": state,
        "preset": words.preset_of(state),
        "switch": switch_of(state),
        "months": months,
        "minimums": minimums,
        "levels": levels,
        "failing": words.failing(levels[-1], minimums),
        "average": _by_name(levels),
        "low": low,
        "high": high,
        "team": _by_name(team),
    }


def _follow(state, normals):
    """Return the average team, the spread and the one team; with a change, in two parts."""
    levers, start = words.levers_of(state), model.start_state(state["start"])
    switch = switch_of(state)
    first = state["months"] if switch is None else switch
    levels, variances = model.average_team(levers, start, first)
    team = model.one_team(levers, start, first, normals)
    if switch is not None:
        rest, levers = state["months"] - first, model.preset(state["switch_to"])
        later = normals[6 * model.STEPS_A_MONTH * first :]
        more, more_variances = model.average_team(levers, levels[-1], rest, variances[-1])
        levels, variances = levels + more[1:], variances + more_variances[1:]
        team = team + model.one_team(levers, team[-1], rest, later)[1:]
    return levels, variances, team


def _by_name(levels):
    return {name: [level[i] for level in levels] for i, name in enumerate(STATES)}


_last_pinned = [None, None]


def pinned_run(state):
    """Run the pinned state; while a lever moves it stays the same, so it is kept."""
    if _last_pinned[0] != state:
        _last_pinned[:] = [state, run(state)]
    return _last_pinned[1]
