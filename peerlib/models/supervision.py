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

PORTABLE: runs under CPython and MicroPython. The arithmetic works on floats and
on NumPy arrays alike, so `gains_and_drains` also serves many teams at once.
"""

from .. import data

TABLE = data.read("supervision")
STATES = (
    "mutuality",
    "professionalization",
    "reflective_practice",
    "role_fidelity",
    "risk_oversight",
    "burnout",
)
LEVERS = (
    "senior_peer_share",
    "clinical_scope",
    "reflective_hours",
    "protected_space",
    "caseload",
    "training",
    "recovery_orientation",
)
PRESETS = ("clinical_only", "peer_led", "hybrid")
STARTS = ("new_team",) + PRESETS
STEPS_A_MONTH = 4
COEFFICIENTS = {name: entry["value"] for name, entry in TABLE["coefficients"].items()}
PACE = tuple(TABLE["pace"][name]["months"] for name in STATES)
NOISE = tuple(TABLE["pace"][name]["noise"] for name in STATES)


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


def _above(value):
    """Return `value` where it is above 0, else 0; for floats and arrays."""
    return (value + abs(value)) / 2


def _within_unit(value):
    """Return `value` held within 0 and 1; for floats and arrays."""
    return 1 - _above(1 - _above(value))


def pressures(levers, coefficients=COEFFICIENTS):
    """Work out the parts of the equations that depend on the levers alone.

    Parameters
    ----------
    levers : dict
        Lever name to a float, or to an array with one entry for each team.
    coefficients : dict, optional
        Coefficient name to value.

    Returns
    -------
    tuple
        What `gains_and_drains` needs, in its order.

    Notes
    -----
    s, x, h, p, w, tau and o are the levers in the order of `LEVERS`.

    - risk line          k_r = min(1, 2 x)
    - say over practice  k_p = max(0, 2 x - 1)
    - hierarchy          H = k_p (1 - 0.25 s)
    - reflection         E = [s + 0.25 (1 - s)] p h / (h + 2)
    - load               l = w / 20, overload l+ = max(0, l - 1)
    """
    c = coefficients
    s, x, h, p, w, tau, o = [levers[name] for name in LEVERS]
    practice_line = _above(2 * x - 1)
    risk_line = 2 * x - practice_line
    hierarchy = practice_line * (1 - c["hierarchy_relief"] * s)
    worth = s + c["reflection_with_a_clinician"] * (1 - s)
    reflection = worth * p * h / (h + c["reflective_hours_half"])
    load = w / c["usual_caseload"]
    overload = _above(load - 1)

    mutuality_gain = (
        c["mutuality_gain_base"]
        + c["mutuality_gain_senior_peer"] * s
        + c["mutuality_gain_recovery"] * o
    )
    mutuality_drain = (
        c["mutuality_drain_base"]
        + c["mutuality_drain_hierarchy"] * hierarchy
        + c["mutuality_drain_risk_line"] * risk_line
    )
    professionalization_gain = (
        c["professionalization_gain_base"]
        + c["professionalization_gain_risk"] * risk_line
        + c["professionalization_gain_practice"] * practice_line
        + c["professionalization_gain_training"] * tau
    )
    reflection_gain = c["reflection_gain_base"] + c["reflection_gain_space"] * reflection
    reflection_drain = (
        c["reflection_drain_base"]
        + c["reflection_drain_overload"] * overload
        + c["reflection_drain_hierarchy"] * hierarchy
    )
    fidelity_factor = c["fidelity_gain"] * (
        c["fidelity_training_base"] + c["fidelity_training_slope"] * tau
    )
    fidelity_drain = (
        c["fidelity_drain_base"]
        + c["fidelity_drain_no_senior_peer"] * (1 - s)
        + c["fidelity_drain_low_recovery"] * (1 - o)
        + c["fidelity_drain_hierarchy"] * hierarchy
        + c["fidelity_drain_overload"] * overload
    )
    newcomer_fidelity = c["newcomer_fidelity_base"] + c["newcomer_fidelity_training"] * tau
    oversight_training = c["oversight_gain_training"] * tau
    oversight_line = c["oversight_gain_risk_line"] * risk_line**2
    oversight_drain = c["oversight_drain_base"] + c["oversight_drain_overload"] * overload
    burnout_gain = c["burnout_gain_base"] + c["burnout_gain_caseload"] * load**1.5
    burnout_drain = c["burnout_drain_base"] + c["burnout_drain_recovery"] * o
    return (
        (mutuality_gain, mutuality_drain),
        (professionalization_gain, c["professionalization_drain"]),
        (reflection_gain, reflection_drain),
        (fidelity_factor, fidelity_drain, newcomer_fidelity),
        (oversight_training, oversight_line, oversight_drain),
        (burnout_gain, burnout_drain),
    )


def turnover(burnout, coefficients=COEFFICIENTS):
    """Return the share of workers who leave in a month: 0.015 exp(2.5 (B - 0.30))."""
    c = coefficients
    exponent = c["turnover_steepness"] * (burnout - c["turnover_usual_burnout"])
    return c["turnover_base"] * 2.718281828459045**exponent


def gains_and_drains(state, fixed, coefficients=COEFFICIENTS):
    """Return what raises and what wears down each level, per month.

    Parameters
    ----------
    state : sequence of 6 floats or arrays
        The levels in the order of `STATES`.
    fixed : tuple
        From `pressures`.
    coefficients : dict, optional
        Coefficient name to value; the same as was given to `pressures`.

    Returns
    -------
    tuple of 6 pairs
        (G, D) of each level.

    Notes
    -----
    With q the monthly turnover, F_n the role fidelity of a newcomer, T the pace
    of role fidelity in months and v = 1/2 + Q/2 the share of risks that are voiced:

    - role fidelity  T G = g_F (0.30 + 0.40 M + 0.30 Q)(0.7 + 0.5 tau) + T q F_n
    - risk oversight T G = r_tau tau + r_k k_r^2 v
    - burnout        T G = 0.05 + 0.25 l^1.5 + 0.20 (1 - F) + 0.20 (1 - R)

    The other terms are in `pressures`; the table of coefficients names each.
    """
    c = coefficients
    mutuality, _, reflection, fidelity, oversight, burnout = state
    mutual, professional, reflective, faithful, safe, worn = fixed
    t_m, t_p, t_q, t_f, t_r, t_b = PACE
    factor, fidelity_drain, newcomer_fidelity = faithful
    training, line, oversight_drain = safe
    leaving = turnover(burnout, c)
    source = (
        c["fidelity_gain_base"]
        + c["fidelity_gain_mutuality"] * mutuality
        + c["fidelity_gain_reflection"] * reflection
    )
    voiced = c["voice_without_reflection"] + (1 - c["voice_without_reflection"]) * reflection
    return (
        (mutual[0] / t_m, mutual[1] / t_m),
        (professional[0] / t_p, professional[1] / t_p),
        (reflective[0] / t_q, reflective[1] / t_q),
        (
            factor * source / t_f + leaving * newcomer_fidelity,
            (fidelity_drain + c["fidelity_drain_burnout"] * burnout) / t_f
            + leaving * (1 - newcomer_fidelity),
        ),
        (
            (training + line * voiced) / t_r,
            (oversight_drain + c["oversight_drain_burnout"] * burnout) / t_r,
        ),
        (
            (
                worn[0]
                + c["burnout_gain_low_fidelity"] * (1 - fidelity)
                + c["burnout_gain_low_oversight"] * (1 - oversight)
            )
            / t_b,
            (worn[1] + c["burnout_drain_reflection"] * reflection) / t_b,
        ),
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
        Lever name to setting.
    coefficients : dict, optional
        Coefficient name to value.

    Returns
    -------
    tuple of 6 floats
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
        if max(abs(new - old) for new, old in zip(settled, state)) < 1e-14:
            break
        state = settled
    return settled


def average_team(levers, start, months):
    """Follow the average team, and how far teams spread around it.

    Parameters
    ----------
    levers : dict
        Lever name to setting; not checked here, see `check_levers`.
    start : tuple of 6 floats
        The levels on the first day, in the order of `STATES`.
    months : int
        How long to follow it.

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
    state, spread = tuple(start), (0.0,) * 6
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
                new_state.append(_within_unit(y + drift + chance))
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
