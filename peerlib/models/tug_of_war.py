"""One level between 0 and 1, one pull up and one pull down.

    dy = [G (1 - y) - D y] dt + sigma sqrt(y (1 - y)) dW

G is the gain and D the drain, both per month; sigma is the size of the chance
ups and downs; dW is the increment of a Wiener process. The gain works on what is
still missing, the drain on what is there. Other models of the course are made of
such levels. The process is known as the Jacobi (or Wright-Fisher) diffusion.

The arithmetic works on floats and on NumPy arrays alike.

PORTABLE: runs under CPython and MicroPython.
"""

from .. import data

TABLE = data.read("tug_of_war")
E = 2.718281828459045


def check_pulls(gain, drain):
    """Raise an error unless both pulls are finite, not below 0, and one is above 0.

    Raises
    ------
    ValueError
        The message says which pull, what it was, and what would do.
    """
    for name, value in (("gain", gain), ("drain", drain)):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 <= value < 1e300:  # a NaN fails the comparison too
            raise ValueError(
                "%s must be a number of 0 or more, got %r. It is a rate per month, "
                "such as 0.15." % (name, value)
            )
    if gain + drain == 0:
        raise ValueError(
            "gain and drain are both 0, so nothing pulls and the level settles nowhere. "
            "Give one of them a value above 0."
        )


def _speed(gain, drain):
    total = gain + drain
    if not hasattr(total, "shape") or total.shape == ():  # arrays are the caller's to check
        check_pulls(gain, drain)
    return total


def settles_at(gain, drain):
    """Return where the level settles: G / (G + D).

    Parameters
    ----------
    gain, drain : float or array
        Per month; 0 or more, not both 0.

    Returns
    -------
    float or array
        Between 0 and 1.

    Raises
    ------
    ValueError
        If a pull is not a number of 0 or more, or if both are 0.

    Examples
    --------
    Doubling both pulls does not move the end.

    >>> round(settles_at(0.15, 0.05), 6), round(settles_at(0.30, 0.10), 6)
    (0.75, 0.75)
    """
    return gain / _speed(gain, drain)


def half_life(gain, drain):
    """Return in how many months half of the way to the end is done: ln 2 / (G + D).

    Parameters
    ----------
    gain, drain : float or array
        Per month; 0 or more, not both 0.

    Raises
    ------
    ValueError
        If a pull is not a number of 0 or more, or if both are 0.

    Examples
    --------
    >>> round(half_life(0.15, 0.05), 2), round(half_life(0.30, 0.10), 2)
    (3.47, 1.73)
    """
    return 0.6931471805599453 / _speed(gain, drain)


def time_constant(gain, drain):
    """Return in how many months all but 37 % of the way is done: 1 / (G + D).

    Parameters
    ----------
    gain, drain : float or array
        Per month; 0 or more, not both 0.

    Raises
    ------
    ValueError
        If a pull is not a number of 0 or more, or if both are 0.

    Examples
    --------
    >>> time_constant(0.15, 0.05)
    5.0
    """
    return 1 / _speed(gain, drain)


def level_after(months, start, gain, drain):
    """Return the average level after some months of steady pulls.

    Parameters
    ----------
    months : float or array
        0 or more.
    start : float or array
        The level on the first day, from 0 to 1.
    gain, drain : float or array
        Per month; 0 or more, not both 0.

    Returns
    -------
    float or array
        Between 0 and 1.

    Raises
    ------
    ValueError
        If a pull is not a number of 0 or more, or if both are 0.

    Notes
    -----
    y(t) = y* + (y0 - y*) exp[-(G + D) t], with y0 the start and y* = G / (G + D).
    Chance does not move the average.

    Examples
    --------
    From 0.20 on the way to 0.75: after one half-life the gap of 0.55 is halved.

    >>> round(level_after(half_life(0.15, 0.05), 0.20, 0.15, 0.05), 3)
    0.475
    """
    end = settles_at(gain, drain)
    return end + (start - end) * E ** (-(gain + drain) * months)


def law_at_rest(gain, drain, chance):
    """Return a and b of the Beta law that many teams follow once they have settled.

    Parameters
    ----------
    gain, drain : float
        Per month; both above 0.
    chance : float
        Sigma, the size of the chance ups and downs; above 0.

    Returns
    -------
    tuple of 2 floats
        a = 2 G / sigma^2 and b = 2 D / sigma^2, for the functions of `beta_law`.

    Raises
    ------
    ValueError
        If one of the three is not a number above 0: there is then no such law.

    Examples
    --------
    >>> a, b = law_at_rest(0.15, 0.05, 0.10)
    >>> round(a, 6), round(b, 6)
    (30.0, 10.0)
    """
    check_pulls(gain, drain)
    for name, value in (("gain", gain), ("drain", drain), ("chance", chance)):
        if not isinstance(value, (int, float)) or not 0 < value < 1e300:
            raise ValueError(
                "%s must be a number above 0, got %r. Without it all teams end in one place "
                "and there is no law to draw." % (name, value)
            )
    return 2 * gain / chance**2, 2 * drain / chance**2


def step_law(gain, drain, chance, months=1.0):
    """Return the exact mean and mean square of a level one step ahead.

    Parameters
    ----------
    gain, drain : float or array
        Per month; 0 or more, not both 0.
    chance : float or array
        Sigma, 0 or more.
    months : float, optional
        Length of the step.

    Returns
    -------
    tuple of 5 floats or arrays
        (m0, m1, s0, s1, s2). From a level y, the mean is m0 + m1 y and the mean
        square is s0 + s1 y + s2 y^2. As both are linear in y and y^2, the same
        numbers carry the mean and the mean square of many teams.

    Raises
    ------
    ValueError
        If a pull is not a number of 0 or more, or if both are 0.

    Notes
    -----
    The mean m follows dm/dt = G - (G + D) m, and the mean square S follows
    dS/dt = (2 G + sigma^2) m - (2 G + 2 D + sigma^2) S. Both are solved exactly,
    so a step may be as long as one likes.
    """
    speed, end = _speed(gain, drain), settles_at(gain, drain)
    feed, decay = 2 * gain + chance**2, 2 * speed + chance**2
    m1, s2 = E ** (-speed * months), E ** (-decay * months)
    s1 = feed * (m1 - s2) / (decay - speed)
    s0 = feed * end * (1 - s2) / decay - s1 * end
    return end * (1 - m1), m1, s0, s1, s2


def _laws(pulls, months, chance):
    """Return the step law of each month; `pulls` as in `average_team`."""
    laws = [(start, step_law(gain, drain, chance)) for start, gain, drain in pulls]
    found = []
    for month in range(months):
        found.append([law for start, law in laws if start <= month][-1])
    return found


def average_team(start, pulls, months, chance):
    """Follow the average of many teams, and how far they spread around it.

    Parameters
    ----------
    start : float
        The level of every team on the first day, from 0 to 1.
    pulls : list of (int, float, float)
        From which month on, and the gain and the drain from then on. The first
        entry begins in month 0, and the months rise.
    months : int
        How long to follow them.
    chance : float
        Sigma, 0 or more.

    Returns
    -------
    levels, variances : lists of months + 1 floats
        Exact, for the end of each month; entry 0 is the start.

    Raises
    ------
    ValueError
        If a pull is not a number of 0 or more, or if both are 0.

    Examples
    --------
    >>> levels, _ = average_team(0.2, [(0, 0.1, 0.1), (12, 0.3, 0.1)], 24, 0.1)
    >>> round(levels[12], 2), round(levels[24], 2)
    (0.47, 0.75)
    """
    mean, square = start, start * start
    levels, variances = [mean], [0.0 * start]
    for m0, m1, s0, s1, s2 in _laws(pulls, months, chance):
        mean, square = m0 + m1 * mean, s0 + s1 * mean + s2 * square
        levels.append(mean)
        variances.append(_above(square - mean * mean))
    return levels, variances


def one_team(start, pulls, months, chance, normals):
    """Follow one team, or many at once, with the chance ups and downs.

    Parameters
    ----------
    start, pulls, months, chance
        As in `average_team`.
    normals : sequence of at least `months` floats or arrays
        Draws from the standard normal distribution, one for each month. The same
        draws give the same luck under other pulls.

    Returns
    -------
    list of months + 1 floats or arrays
        The level at the end of each month; entry 0 is the start.

    Notes
    -----
    Each month is drawn from a normal law with the exact mean and spread of that
    month, and held within 0 and 1.
    """
    y, levels = start, [start]
    for month, (m0, m1, s0, s1, s2) in enumerate(_laws(pulls, months, chance)):
        mean = m0 + m1 * y
        spread = _above(s0 + (s1 + s2 * y) * y - mean * mean) ** 0.5
        y = 1 - _above(1 - _above(mean + spread * normals[month]))
        levels.append(y)
    return levels


def _above(value):
    """Return `value` where it is above 0, else 0; for floats and arrays."""
    return (value + abs(value)) / 2
