"""Who supervises a peer specialist, and what that does to the role.

Six levels, each between 0 and 1, each a tug of war between what raises it and
what wears it down:

    dy = [G (1 - y) - D y] dt + sigma sqrt(y (1 - y)) dW

G is the gain and D the drain, both per month; sigma is the size of the chance
ups and downs; dW is the increment of a Wiener process. With G and D held still
the level settles at G / (G + D), and the speed of settling is G + D. The process
is known as the Jacobi (or Wright-Fisher) diffusion.

The levels pull on each other: a worker whose role has drifted burns out sooner,
burnout makes people leave, and newcomers bring the role of a newcomer.

This model is an illustration, not evidence. Its five anchors come from the
article; all else is assumed (`peerlib/data/supervision.toml` says which is which).

What raises and wears down each level stands in `peerlib.models.supervision_rates`.

PORTABLE: runs under CPython and MicroPython. The arithmetic works on floats and
on NumPy arrays alike.
"""

from .supervision_rates import (
    COEFFICIENTS,
    LEVERS,
    NOISE,
    PACE,
    STATES,
    TABLE,
    gains_and_drains,
    pressures,
    turnover,
    within_unit,
)

__all__ = [
    "COEFFICIENTS",
    "LEVERS",
    "NOISE",
    "PACE",
    "PRESETS",
    "STARTS",
    "STATES",
    "STEPS_A_MONTH",
    "TABLE",
    "average_team",
    "check_levers",
    "equilibrium",
    "failing",
    "gains_and_drains",
    "one_team",
    "preset",
    "pressures",
    "start_state",
    "turnover",
]
PRESETS = ("clinical_only", "peer_led", "hybrid")
STARTS = ("new_team",) + PRESETS
STEPS_A_MONTH = 4


def preset(name):
    """Return the lever settings of a supervision model.

    Parameters
    ----------
    name : {"clinical_only", "peer_led", "hybrid"}

    Returns
    -------
    dict
        Lever name to setting.

    Raises
    ------
    ValueError
        If there is no such supervision model.
    """
    if name not in PRESETS:
        raise ValueError(
            "Unknown supervision model %r. Available: %s." % (name, ", ".join(PRESETS))
        )
    return {lever: TABLE["presets"][name][lever] for lever in LEVERS}


def check_levers(levers):
    """Raise an error unless every lever is there, finite and within its range.

    Raises
    ------
    ValueError
        If a lever is missing, unknown, not a number or out of range; the
        message says which, and what the range is.
    """
    for name in levers:
        if name not in LEVERS:
            raise ValueError("Unknown lever %r. Available: %s." % (name, ", ".join(LEVERS)))
    for name in LEVERS:
        if name not in levers:
            raise ValueError(
                "Lever %s is missing. Start from preset('hybrid') and change what you need." % name
            )
        value, limits = levers[name], TABLE["levers"][name]
        low, high = limits["minimum"], limits["maximum"]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not low <= value <= high:  # a NaN fails the comparison too
            raise ValueError(
                "%s must be a number from %g to %g, got %r." % (name, low, high, value)
            )


def start_state(name):
    """Return the six levels of a named starting point: "new_team" or a preset at rest."""
    if name == "new_team":
        entry = TABLE["starts"]["new_team"]
        return tuple(entry[state] for state in STATES)
    return equilibrium(preset(name))


def equilibrium(levers, coefficients=COEFFICIENTS):
    """Return where the six levels settle if nothing changes and chance is left out.

    Parameters
    ----------
    levers : dict
        Lever name to setting, or to an array with one entry for each team.
    coefficients : dict, optional
        Coefficient name to value, or to an array.

    Returns
    -------
    tuple of 6 floats or arrays
        In the order of `STATES`.

    Notes
    -----
    y = G / (G + D) for all six at once, found by putting each answer back in
    until nothing moves.

    Examples
    --------
    >>> [round(level, 2) for level in equilibrium(preset("hybrid"))]
    [0.77, 0.72, 0.8, 0.85, 0.85, 0.31]
    """
    fixed = pressures(levers, coefficients)
    state = (0.5,) * 6
    for _ in range(200):
        settled = tuple(g / (g + d) for g, d in gains_and_drains(state, fixed, coefficients))
        if max(_size(new - old) for new, old in zip(settled, state)) < 1e-14:
            break
        state = settled
    return settled


def _size(change):
    """Return the size of a change; of an array, that of its largest entry."""
    size = abs(change)
    return size.max() if hasattr(size, "max") else size


def average_team(levers, start, months, spread=(0.0,) * 6):
    """Follow the average team, and how far teams spread around it.

    Parameters
    ----------
    levers : dict
        Lever name to setting; not checked here, see `check_levers`.
    start : tuple of 6 floats
        The levels on the first day, in the order of `STATES`.
    months : int
        How long to follow it.
    spread : tuple of 6 floats, optional
        The variance between teams on the first day.

    Returns
    -------
    levels : list of months + 1 tuples of 6 floats
        The levels at the end of each month; entry 0 is the start.
    variances : list of months + 1 tuples of 6 floats
        The variance between teams, in the same order.

    Notes
    -----
    Euler steps of a quarter month. With the rates of the average team the
    variance V of a Jacobi diffusion follows

        dV/dt = sigma^2 [y (1 - y) - V] - 2 (G + D) V

    so the spread that one level passes on to another is left out.
    """
    fixed = pressures(levers)
    dt = 1.0 / STEPS_A_MONTH
    state, spread = tuple(start), tuple(spread)
    levels, variances = [state], [spread]
    for _ in range(months):
        for _ in range(STEPS_A_MONTH):
            rates = gains_and_drains(state, fixed)
            new_state, new_spread = [], []
            for i in range(6):
                gain, drain = rates[i]
                y, variance, sigma = state[i], spread[i], NOISE[i]
                new_state.append(y + dt * (gain * (1 - y) - drain * y))
                new_spread.append(
                    variance
                    + dt
                    * (sigma * sigma * (y * (1 - y) - variance) - 2 * (gain + drain) * variance)
                )
            state, spread = new_state, new_spread
        levels.append(tuple(state))
        variances.append(tuple(spread))
    return levels, variances


def one_team(levers, start, months, normals):
    """Follow one team, or many at once, with the chance ups and downs.

    Parameters
    ----------
    levers : dict
        Lever name to setting, or to an array with one entry for each team.
    start : sequence of 6 floats or arrays
        The levels on the first day, in the order of `STATES`.
    months : int
        How long to follow it.
    normals : sequence of at least 6 * 4 * months floats or arrays
        Draws from the standard normal distribution, six for each step of a
        quarter month. The same draws give the same luck under other levers.

    Returns
    -------
    list of months + 1 tuples of 6 floats or arrays
        The levels at the end of each month; entry 0 is the start.
    """
    fixed = pressures(levers)
    dt = 1.0 / STEPS_A_MONTH
    scale = [sigma * dt**0.5 for sigma in NOISE]
    state, levels, k = tuple(start), [tuple(start)], 0
    for _ in range(months):
        for _ in range(STEPS_A_MONTH):
            rates = gains_and_drains(state, fixed)
            new_state = []
            for i in range(6):
                gain, drain = rates[i]
                y = state[i]
                drift = dt * (gain * (1 - y) - drain * y)
                chance = scale[i] * (y * (1 - y)) ** 0.5 * normals[k]
                new_state.append(within_unit(y + drift + chance))
                k += 1
            state = new_state
        levels.append(tuple(state))
    return levels


def failing(levels, minimums):
    """Name every score that is below its own minimum. Averages never decide.

    Parameters
    ----------
    levels : sequence of 6 floats
        In the order of `STATES`.
    minimums : dict
        Score name to the least that will do.

    Returns
    -------
    list of str
        Empty when every minimum is met.

    Examples
    --------
    >>> least = {"role_fidelity": 0.7, "risk_oversight": 0.7}
    >>> failing(equilibrium(preset("peer_led")), least)
    ['risk_oversight']
    """
    return [
        name for name in STATES if name in minimums and levels[STATES.index(name)] < minimums[name]
    ]
