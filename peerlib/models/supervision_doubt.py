"""How far a verdict depends on numbers that we chose, and how far on each lever.

Nearly every coefficient of the supervision model is assumed. So each is multiplied
by a number of its own, drawn evenly from 1 - spread to 1 + spread, the model
settles anew, and we count how often a verdict still holds.

PORTABLE: runs under CPython and MicroPython.
"""

from .supervision import equilibrium, failing
from .supervision_rates import COEFFICIENTS, LEVERS, STATES, TABLE, gains_and_drains, pressures

NAMES = tuple(sorted(COEFFICIENTS))  # sorted, since MicroPython's dictionaries have no order


def other_coefficients(uniform, spread):
    """Return coefficients that are each off by a chance factor of their own.

    Parameters
    ----------
    uniform : callable
        Returns a number between 0 and 1 each time; such as ``Pcg32(seed).uniform``, or,
        for many at once, a function that returns an array of them.
    spread : float
        Largest relative change, such as 0.15; at least 0 and below 1.

    Returns
    -------
    dict
        Coefficient name to value.

    Raises
    ------
    ValueError
        If `spread` is out of range: a pull must not turn round.

    Examples
    --------
    >>> other_coefficients(lambda: 0.5, 0.3) == COEFFICIENTS
    True
    """
    if not 0 <= spread < 1:
        raise ValueError("spread must be at least 0 and below 1, got %r." % (spread,))
    return {name: COEFFICIENTS[name] * (1 + spread * (2 * uniform() - 1)) for name in NAMES}


def settle(levers, coefficients=COEFFICIENTS, guess=(0.5,) * 6, near=1e-6):
    """Return where the levels settle, soon but less exactly than `equilibrium`.

    Parameters
    ----------
    levers : dict
        Lever name to setting.
    coefficients : dict, optional
        Coefficient name to value.
    guess : sequence of 6 floats, optional
        Where to begin; the nearer, the faster.
    near : float, optional
        Stop when no level moves by more than this.

    Returns
    -------
    tuple of 6 floats
        Within a few times `near` of `equilibrium(levers, coefficients)`.

    Notes
    -----
    Mutuality, professionalization and reflective practice depend on the levers alone, so
    they are at rest after one step; the other three are put in one after the other.
    """
    fixed = pressures(levers, coefficients)
    state = list(guess)
    for _ in range(200):
        moved = 0.0
        rates = gains_and_drains(state, fixed, coefficients)
        for i in range(6):
            gain, drain = rates[i]
            level = gain / (gain + drain)
            moved = max(moved, abs(level - state[i]))
            state[i] = level
        if moved < near:
            break
    return tuple(state)


def passes(levers, minimums, coefficients=COEFFICIENTS, guess=(0.5,) * 6):
    """Return the names of the minimums that are met where the levels settle.

    Parameters
    ----------
    levers : dict
        Lever name to setting.
    minimums : dict
        Score name to the least that will do.
    coefficients, guess
        As for `settle`.

    Returns
    -------
    list of str
        In the order of `STATES`.
    """
    missed = failing(settle(levers, coefficients, guess), minimums)
    return [name for name in STATES if name in minimums and name not in missed]


def margin(count, draws):
    """Return between which shares the long run lies, after so many draws.

    Parameters
    ----------
    count : int
        How often it came out; from 0 to `draws`.
    draws : int
        At least 1.

    Returns
    -------
    low, high : float
        Wilson's score interval, made to hold the true share 95 times in 100.

    Raises
    ------
    ValueError
        If `count` does not lie between 0 and `draws`, or nothing was drawn.

    Notes
    -----
    With p = count / draws, n = draws and z = 1.96:
    [p + z^2 / 2n +- z sqrt(p (1 - p) / n + z^2 / 4n^2)] / (1 + z^2 / n).

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. Journal of the American Statistical Association, 22, 209-212.

    Examples
    --------
    >>> low, high = margin(12, 12)
    >>> round(low, 2), round(high, 2)
    (0.76, 1.0)
    """
    if not 0 <= count <= draws or draws < 1:
        raise ValueError(
            "count must lie between 0 and draws, and draws be at least 1; got %r of %r."
            % (count, draws)
        )
    z = 1.959963984540054
    share, square = count / draws, z * z / draws
    middle = share + square / 2
    reach = z * (share * (1 - share) / draws + square / (4 * draws)) ** 0.5
    return max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square))


def moved_levers(levers, score, whole_range=True, steps=2):
    """Move each lever by itself, down and up, and see where a score settles.

    Parameters
    ----------
    levers : dict
        Lever name to setting.
    score : str
        One of `STATES`.
    whole_range : bool, optional
        Move each lever to both of its ends. If false, by `steps` of its steps.
    steps : int, optional

    Returns
    -------
    reference : float
        The score at `levers`.
    moves : list of dict
        One for each lever: ``lever``, ``low`` and ``high`` (settings), ``at_low`` and
        ``at_high`` (the score), ``reach`` (how far apart the score's ends are, the score at
        `levers` among them). The widest first.

    Raises
    ------
    ValueError
        If there is no such score.

    Examples
    --------
    >>> from peerlib.models.supervision import preset
    >>> reference, moves = moved_levers(preset("hybrid"), "role_fidelity")
    >>> moves[0]["lever"]
    'senior_peer_share'
    """
    if score not in STATES:
        raise ValueError("Unknown score %r. Available: %s." % (score, ", ".join(STATES)))
    place = STATES.index(score)
    rest = equilibrium(levers)
    moves = []
    for name in LEVERS:
        limits = TABLE["levers"][name]
        low, high = limits["minimum"], limits["maximum"]
        if not whole_range:
            reach = steps * limits["step"]
            low, high = max(low, levers[name] - reach), min(high, levers[name] + reach)
        ends = []
        for setting in (low, high):
            changed = dict(levers)
            changed[name] = setting
            ends.append(settle(changed, guess=rest)[place])
        moves.append(
            {
                "lever": name,
                "low": low,
                "high": high,
                "at_low": ends[0],
                "at_high": ends[1],
                "reach": max(ends + [rest[place]]) - min(ends + [rest[place]]),
            }
        )
    # MicroPython's sort does not keep the order of equals, so equals are told apart
    moves.sort(key=lambda move: (-round(move["reach"], 6), LEVERS.index(move["lever"])))
    return rest[place], moves
