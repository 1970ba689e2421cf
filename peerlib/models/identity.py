"""Who a person listens to, and what is left when nobody watches.

Two ways to a change. A goal can become one's own (internalization, V): slowly, and
out of credibility and what one dares to tell. Or one goes along with what is asked
(compliance, K): fast, and only while somebody with authority watches.

    C  = c0 + (1 - c0) S I                        credibility
    D  = d0 + (1 - d0) C (1 - A u / 2)            disclosure: how much is told
    V' = 0.35 C D (1 - V) - 0.02 V                internalization, per month
    K' = 2 A u (1 - K) - 1.2 K                    compliance, per month
    Y  = 1 - (1 - V)(1 - K)                       adherence: the goal is followed, for either reason

S is the shared experience of stigma, I identification, A authority, u how closely the
person is watched; all from 0 to 1. The rival rule for credibility adds instead of
multiplying: C = c0 + (1 - c0)(S + I)/2.

While the watching stays the same both equations are linear, so they are solved exactly
and no time step is needed.

This model is an illustration, not evidence: the article behind the course draws a path
and gives no number (`peerlib/data/identity.toml`).

PORTABLE: runs under CPython and MicroPython. The arithmetic works on floats and on
NumPy arrays alike.
"""

from .. import data

TABLE = data.read("identity")
LEVERS = ("shared_stigma", "identification", "authority", "watching")
PRESETS = ("peer", "authority", "peer_who_checks", "authority_with_trust")
RULES = ("product", "sum")
COEFFICIENTS = {name: entry["value"] for name, entry in TABLE["coefficients"].items()}
E = 2.718281828459045


def preset(name):
    """Return the lever settings of one of the made-up supporters.

    Parameters
    ----------
    name : {"peer", "authority", "peer_who_checks", "authority_with_trust"}

    Returns
    -------
    dict
        Lever name to setting.

    Raises
    ------
    ValueError
        If there is no such supporter; the message lists those there are.
    """
    if name not in PRESETS:
        raise ValueError("Unknown supporter %r. Available: %s." % (name, ", ".join(PRESETS)))
    return {lever: TABLE["presets"][name][lever] for lever in LEVERS}


def check_levers(levers):
    """Raise an error unless every lever is there, finite and within its range.

    Raises
    ------
    ValueError
        If a lever is missing, unknown, not a number or out of range; the
        message says which, and what the range is.
    """
    for name in sorted(levers):
        if name not in LEVERS:
            raise ValueError("Unknown lever %r. Available: %s." % (name, ", ".join(LEVERS)))
    for name in LEVERS:
        if name not in levers:
            raise ValueError(
                "Lever %s is missing. Start from preset('peer') and change what you need." % name
            )
        value = levers[name]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 <= value <= 1:  # a NaN fails the comparison too
            raise ValueError("%s must be a number from 0 to 1, got %r." % (name, value))


def credibility(shared_stigma, identification, rule="product"):
    """Return how far the supporter is believed, from 0 to 1.

    Parameters
    ----------
    shared_stigma, identification : float or array
        From 0 to 1.
    rule : {"product", "sum"}
        "product": C = c0 + (1 - c0) S I, so that each is worth little without the other.
        "sum": C = c0 + (1 - c0)(S + I)/2, so that one can stand in for the other.

    Raises
    ------
    ValueError
        If there is no such rule.

    Examples
    --------
    >>> round(credibility(0.8, 0.7), 3), round(credibility(0.8, 0.7, "sum"), 4)
    (0.626, 0.7875)
    """
    if rule not in RULES:
        raise ValueError("Unknown rule %r. Available: %s." % (rule, ", ".join(RULES)))
    shared = shared_stigma * identification
    if rule == "sum":
        shared = (shared_stigma + identification) / 2
    base = COEFFICIENTS["credibility_base"]
    return base + (1 - base) * shared


def disclosure(credible, authority, watching):
    """Return how much the person tells, from 0 to 1: D = d0 + (1 - d0) C (1 - A u / 2).

    Parameters
    ----------
    credible : float or array
        Credibility C.
    authority, watching : float or array
        A and u, from 0 to 1.

    Examples
    --------
    >>> round(disclosure(0.626, 0.1, 1.0), 3), round(disclosure(0.626, 0.1, 0.0), 3)
    (0.655, 0.682)
    """
    base = COEFFICIENTS["disclosure_base"]
    kept = 1 - COEFFICIENTS["disclosure_watched"] * authority * watching
    return base + (1 - base) * credible * kept


def rates(levers, watching, rule="product"):
    """Return gain and drain, per month, of internalization and of compliance.

    Parameters
    ----------
    levers : dict
        Lever name to setting.
    watching : float
        How closely the person is watched just now; not always the lever.
    rule : {"product", "sum"}
        How credibility is made.

    Returns
    -------
    tuple of 2 pairs
        (gain, drain) of V and of K. Each follows y' = gain (1 - y) - drain y.
    """
    c = COEFFICIENTS
    credible = credibility(levers["shared_stigma"], levers["identification"], rule)
    told = disclosure(credible, levers["authority"], watching)
    return (
        (c["taking_up"] * credible * told, c["letting_go"]),
        (c["giving_in"] * levers["authority"] * watching, c["going_back"]),
    )


def _later(level, gain, drain, months):
    """Return where y' = gain (1 - y) - drain y leads in so many months; exact."""
    settles = gain / (gain + drain)
    return settles + (level - settles) * E ** (-(gain + drain) * months)


def at(levers, month, watching_ends, rule="product"):
    """Return internalization, compliance and adherence in one month.

    Parameters
    ----------
    levers : dict
        Lever name to setting; not checked here, see `check_levers`.
    month : float
        Months since the start, 0 or more. At the start all three are 0.
    watching_ends : float
        Month in which the watching stops, 0 or more.
    rule : {"product", "sum"}
        How credibility is made.

    Returns
    -------
    tuple of 3 floats
        V, K and Y = 1 - (1 - V)(1 - K).

    Examples
    --------
    >>> [round(value, 2) for value in at(preset("peer"), 18, 6)]
    [0.84, 0.0, 0.84]
    >>> [round(value, 2) for value in at(preset("authority"), 18, 6)]
    [0.21, 0.0, 0.21]
    """
    watched = min(month, watching_ends)
    own, going_along = 0.0, 0.0
    for watching, months in ((levers["watching"], watched), (0.0, month - watched)):
        of_own, of_going_along = rates(levers, watching, rule)
        own = _later(own, of_own[0], of_own[1], months)
        going_along = _later(going_along, of_going_along[0], of_going_along[1], months)
    return own, going_along, 1 - (1 - own) * (1 - going_along)
