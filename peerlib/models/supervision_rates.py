"""What raises and what wears down each of the six levels of a supervised team.

Each level is a tug of war between a gain G and a drain D, both per month:

    dy = [G (1 - y) - D y] dt + sigma sqrt(y (1 - y)) dW

`peerlib.models.supervision` follows the levels over time and says where they settle.

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
COEFFICIENTS = {name: entry["value"] for name, entry in TABLE["coefficients"].items()}
PACE = tuple(TABLE["pace"][name]["months"] for name in STATES)
NOISE = tuple(TABLE["pace"][name]["noise"] for name in STATES)


def above(value):
    """Return `value` where it is above 0, else 0; for floats and arrays."""
    return (value + abs(value)) / 2


def within_unit(value):
    """Return `value` held within 0 and 1; for floats and arrays."""
    return 1 - above(1 - above(value))


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
    practice_line = above(2 * x - 1)
    risk_line = 2 * x - practice_line
    hierarchy = practice_line * (1 - c["hierarchy_relief"] * s)
    worth = s + c["reflection_with_a_clinician"] * (1 - s)
    reflection = worth * p * h / (h + c["reflective_hours_half"])
    load = w / c["usual_caseload"]
    overload = above(load - 1)

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
