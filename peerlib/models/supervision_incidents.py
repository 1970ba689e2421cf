"""What becomes of incidents: whether anybody is told, and whether anybody acts.

An incident here is a serious risk to a person who uses the service. It is *known*
if the person tells the peer specialist, or if the service finds out in another
way; it is *handled* if it is known and somebody who may act does so.

This model is an illustration, not evidence: all its values are assumed
(`peerlib/data/supervision.toml`, table "incidents").

PORTABLE: runs under CPython and MicroPython. `shares` works on floats and on NumPy
arrays alike.
"""

from math import exp

from .supervision_rates import STATES, TABLE

VALUES = {name: entry["value"] for name, entry in TABLE["incidents"].items()}
LONGEST_YEAR = 700  # incidents a year that `poisson_range` still sums up exactly


def shares(levels, values=VALUES):
    """Return which shares of the incidents are told, known and handled.

    Parameters
    ----------
    levels : sequence of 6 floats or arrays
        In the order of `peerlib.models.supervision.STATES`.
    values : dict, optional
        The assumed values, by name.

    Returns
    -------
    dict
        ``told`` to the worker; ``known`` to the service in any way; ``handled``;
        ``known_not_handled``; ``unknown``. The last three add up to 1.

    Notes
    -----
    With mutuality M, role fidelity F, professionalization P and risk oversight R:

    - told     0.25 + 0.65 M F
    - known    1 - (1 - told)(1 - 0.30 P)
    - handled  known * R

    Examples
    --------
    >>> from peerlib.models.supervision import equilibrium, preset
    >>> round(shares(equilibrium(preset("hybrid")))["handled"], 2)
    0.63
    """
    level = {name: levels[i] for i, name in enumerate(STATES)}
    trust = level["mutuality"] * level["role_fidelity"]
    told = values["disclosure_base"] + values["disclosure_trust"] * trust
    found = values["noticed_by_procedure"] * level["professionalization"]
    known = 1 - (1 - told) * (1 - found)
    handled = known * level["risk_oversight"]
    return {
        "told": told,
        "known": known,
        "handled": handled,
        "known_not_handled": known - handled,
        "unknown": 1 - known,
    }


def expected_in_a_year(n_workers, caseload, values=VALUES):
    """Return how many incidents a team meets in a year on average: 12 * 0.02 n w.

    Parameters
    ----------
    n_workers : int or float
        n, peer specialists in the team; 0 or more.
    caseload : int or float
        w, people whom one of them supports; 0 or more.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If a number is negative or not a number.

    Examples
    --------
    >>> round(expected_in_a_year(4, 20), 1)
    19.2
    """
    for name, value in (("n_workers", n_workers), ("caseload", caseload)):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 <= value < 1e9:  # a NaN fails the comparison too
            raise ValueError("%s must be a number of 0 or more, got %r." % (name, value))
    return 12 * values["rate"] * n_workers * caseload


def poisson_range(mean, share=0.9):
    """Return between which two counts a Poisson number lies in at least `share` of years.

    Parameters
    ----------
    mean : float
        From 0 to 700.
    share : float, optional
        Above 0 and below 1. Half of the rest lies below the range, half above.

    Returns
    -------
    low, high : int

    Raises
    ------
    ValueError
        If `mean` or `share` is out of range.

    Examples
    --------
    >>> poisson_range(10)
    (5, 15)
    """
    if not 0 <= mean <= LONGEST_YEAR:
        raise ValueError("mean must be a number from 0 to %d, got %r." % (LONGEST_YEAR, mean))
    if not 0 < share < 1:
        raise ValueError("share must be above 0 and below 1, got %r." % (share,))
    tail = (1 - share) / 2
    count, chance = 0, exp(-mean)
    below, low = chance, None
    while True:
        if low is None and below > tail:
            low = count
        if below >= 1 - tail or count > 2 * LONGEST_YEAR:
            return low, count
        count += 1
        chance *= mean / count
        below += chance
