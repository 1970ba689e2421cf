"""Four kinds of support, what they do for three outcomes, and whether they fit the need.

Emotional support feeds hope, companionship feeds belonging, and informational and
instrumental support feed self-efficacy. Each outcome is a tug of war:

    dy_j/dt = G_j (1 - y_j) - delta_j y_j
    G_j = sum over the kinds i that feed j of  w_i [(1 - n_i) + n_i u_i]
    u_i = h_i / (h_i + k)

n_i is the need: which share of that kind of support the person's own life does not
bring. u_i is how far h_i hours a month fill it. So an hour of a kind for which there
is no need changes nothing. That a kind of support helps where it fits the need is
published theory (optimal matching, Cutrona 1990); the equations and all numbers are
ours (`peerlib/data/support.toml`), an illustration and not evidence.

PORTABLE: runs under CPython and MicroPython. The arithmetic of `levels_after` works
on floats and on NumPy arrays alike.
"""

from .. import data
from .random_numbers import Pcg32
from .tug_of_war import level_after, settles_at

TABLE = data.read("support")
KINDS = ("emotional", "informational", "companionship", "instrumental")
OUTCOMES = ("hope", "self_efficacy", "belonging")
PEOPLE = ("dara", "joel", "mina", "stranger")
FEEDS = tuple(OUTCOMES.index(TABLE["kinds"][kind]["feeds"]) for kind in KINDS)
STRENGTH = tuple(TABLE["kinds"][kind]["strength"]["value"] for kind in KINDS)
DRAIN = tuple(TABLE["outcomes"][outcome]["drain"] for outcome in OUTCOMES)
HALF = TABLE["hours"]["half"]["value"]
LISTENING = TABLE["hours"]["listening"]["value"]
BLUR = TABLE["clues"]["blur"]["value"]
SHARPENING = TABLE["clues"]["sharpening"]["value"]


def needs_of(person, seed=1):
    """Return the four needs of an invented person, in the order of `KINDS`.

    Parameters
    ----------
    person : {"dara", "joel", "mina", "stranger"}
    seed : int, optional
        Who the stranger is. The others do not depend on it.

    Returns
    -------
    tuple of 4 floats
        From 0 (life brings all of it) to 1 (life brings none of it).

    Raises
    ------
    ValueError
        If there is no such person; the message lists those there are.

    Examples
    --------
    >>> needs_of("joel")
    (0.5, 0.3, 0.9, 0.2)
    """
    if person not in PEOPLE:
        raise ValueError("Unknown person %r. Available: %s." % (person, ", ".join(PEOPLE)))
    if person != "stranger":
        return tuple(TABLE["people"][person][kind] for kind in KINDS)
    rng, clues = Pcg32(seed), TABLE["clues"]
    low, high = clues["need_low"]["value"], clues["need_high"]["value"]
    return tuple(low + (high - low) * rng.uniform() for _ in KINDS)


def clue_width(asking):
    """Return how far a clue to a need may be off, after some hours of asking.

    Parameters
    ----------
    asking : float
        Hours a month, 0 or more.

    Returns
    -------
    float
        One standard deviation.

    Notes
    -----
    As in any average of independent looks, four times the looks halve the error:
    r = r0 sqrt[k / (k + h)], where the first meeting counts as k hours.

    Examples
    --------
    >>> clue_width(0.0), clue_width(0.75)
    (0.35, 0.175)
    """
    return BLUR * (SHARPENING / (SHARPENING + asking)) ** 0.5


def clues(needs, asking, seed):
    """Return for each need between which two values it is likely to lie.

    Parameters
    ----------
    needs : sequence of 4 floats
        In the order of `KINDS`.
    asking : float
        Hours a month, 0 or more. More hours, narrower clues.
    seed : int
        The luck of the first impression.

    Returns
    -------
    list of 4 pairs of floats
        Nine in ten of such pairs hold the need. Cut off at 0 and 1.
    """
    rng, width = Pcg32(seed, 55), clue_width(asking)
    found = []
    for need in needs:
        middle = need + width * rng.normal()
        reach = 1.6448536269514722 * width  # 95th percentile of the normal
        found.append((_within_unit(middle - reach), _within_unit(middle + reach)))
    return found


def _within_unit(value):
    return min(1.0, max(0.0, value))


def check_hours(hours, asking=0.0):
    """Raise an error unless all hours are finite and not below 0.

    Raises
    ------
    ValueError
        If a kind is missing or an hour cannot be; the message says which.
    """
    if len(hours) != len(KINDS):
        raise ValueError(
            "Give hours for each of the four kinds (%s), got %d numbers."
            % (", ".join(KINDS), len(hours))
        )
    for name, value in zip(KINDS + ("asking",), tuple(hours) + (asking,)):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not 0 <= value <= 744:  # a NaN fails the comparison too
            raise ValueError(
                "%s must be a number of hours a month from 0 to 744, got %r." % (name, value)
            )


def gains(needs, hours, asking=0.0):
    """Return the gain of hope, self-efficacy and belonging, per month.

    Parameters
    ----------
    needs, hours : sequence of 4 floats or arrays
        In the order of `KINDS`; hours a month. Not checked here, see `check_hours`.
    asking : float or array, optional
        Hours a month of asking and listening. Part of them also counts as emotional support.

    Returns
    -------
    list of 3 floats or arrays
        In the order of `OUTCOMES`.

    Examples
    --------
    Two hours of each kind fill half of each need; by hand, belonging gets
    0.30 * (0.1 + 0.9 * 0.5) for Joel.

    >>> [round(gain, 4) for gain in gains(needs_of("joel"), (2, 2, 2, 2))]
    [0.225, 0.2625, 0.165]
    """
    found = [0.0, 0.0, 0.0]
    for i, part in enumerate(filled(needs, hours, asking)):
        found[FEEDS[i]] = found[FEEDS[i]] + STRENGTH[i] * (1 - needs[i] + part)
    return found


def filled(needs, hours, asking=0.0):
    """Return how much of each need the hours fill: n h / (h + k).

    Parameters
    ----------
    needs, hours, asking
        As in `gains`.

    Returns
    -------
    list of 4 floats or arrays
        In the order of `KINDS`; from 0 to the need itself.

    Examples
    --------
    >>> [round(part, 3) for part in filled((0.5, 0.3, 0.9, 0.2), (2, 0, 6, 0))]
    [0.25, 0.0, 0.675, 0.0]
    """
    given = [hours[0] + LISTENING * asking, hours[1], hours[2], hours[3]]
    return [need * each / (each + HALF) for need, each in zip(needs, given)]


def levels_at_rest(needs, hours=(0.0, 0.0, 0.0, 0.0), asking=0.0):
    """Return where hope, self-efficacy and belonging settle. With no hours: without support.

    Parameters
    ----------
    needs, hours, asking
        As in `gains`.

    Returns
    -------
    list of 3 floats or arrays
        In the order of `OUTCOMES`.
    """
    return [settles_at(gain, drain) for gain, drain in zip(gains(needs, hours, asking), DRAIN)]


def levels_after(months, needs, hours, asking=0.0):
    """Return hope, self-efficacy and belonging after some months of steady support.

    Parameters
    ----------
    months : float or array
        0 or more.
    needs, hours, asking
        As in `gains`.

    Returns
    -------
    list of 3 floats or arrays
        In the order of `OUTCOMES`. On the first day they stand where they settle
        without support.

    Examples
    --------
    >>> [round(level, 2) for level in levels_after(12, needs_of("joel"), (2, 2, 2, 2))]
    [0.69, 0.72, 0.61]
    """
    start = levels_at_rest(needs)
    return [
        level_after(months, start[j], gain, DRAIN[j])
        for j, gain in enumerate(gains(needs, hours, asking))
    ]


def lowest(levels):
    """Return the place of the lowest level in `OUTCOMES`. Averages never decide.

    Examples
    --------
    >>> OUTCOMES[lowest([0.7, 0.7, 0.3])]
    'belonging'
    """
    return levels.index(min(levels))


def best_split(needs, hours, months, step=0.5):
    """Share out hours so that the lowest of the three outcomes is as high as it can be.

    Parameters
    ----------
    needs : sequence of 4 floats
        In the order of `KINDS`.
    hours : float
        What there is to give, in hours a month.
    months : float
        After how many months the outcomes count.
    step : float, optional
        The smallest piece that is given.

    Returns
    -------
    list of 4 floats
        Hours a month, in the order of `KINDS`.

    Raises
    ------
    ValueError
        If `hours` is not a number from 0 to 744 or `step` is not above 0.

    Notes
    -----
    Each piece goes to the outcome that is lowest at that point; within self-efficacy to
    the kind of which it adds more. As each further hour of a kind adds less than the one
    before, no other sharing of the pieces does better.

    Examples
    --------
    >>> best_split(needs_of("joel"), 8, 12)
    [2.0, 0.0, 6.0, 0.0]
    """
    check_hours((hours, 0.0, 0.0, 0.0))
    if not step > 0:
        raise ValueError("step must be above 0, got %r. Try 0.5 hours." % (step,))
    given = [0.0] * len(KINDS)
    for _ in range(int(hours / step + 1e-9)):
        weakest = lowest(levels_after(months, needs, given))
        best, most = None, -1.0
        for i in range(len(KINDS)):
            if FEEDS[i] == weakest:
                # what one more piece adds: w n [(h + s) / (h + s + k) - h / (h + k)]
                before, after = given[i], given[i] + step
                adds = STRENGTH[i] * needs[i]
                adds *= after / (after + HALF) - before / (before + HALF)
                if adds > most:
                    best, most = i, adds
        given[best] += step
    return given
