"""A peer-support service from its supervision down to one person, one month at a time.

    role fidelity F  ->  useful hours  F h  ->  hope, self-efficacy and belonging
                     ->  recovery score  ->  admissions  ->  bed days  ->  cost

The recovery score S is made up: 50 is usual, 10 points are about one standard deviation.

    S(t) = 50 - 5 need + 6.24 own + (trend + 4 drive) t / 12 + e 60 rise(t)

need, own and drive are a person's own, each a draw from the standard normal
distribution; t are months; e is the dial of the true effect; rise is by how much hope,
self-efficacy and belonging stand above where they would stand without support, on average.
A questionnaire reads S with good and bad weeks and an error of its own on top.

Role fidelity comes from `peerlib.models.supervision`, the three levels from
`peerlib.models.support`. All numbers here are assumed (`peerlib/data/programme.toml`): an
illustration, not evidence.

PORTABLE: runs under CPython and MicroPython. The arithmetic works on floats and on NumPy
arrays alike.
"""

from .. import data
from . import supervision, support
from .supervision_rates import within_unit
from .tug_of_war import E, level_after

TABLE = data.read("programme")
CONSTANTS = {name: entry["value"] for name, entry in TABLE["constants"].items()}
FIDELITY = supervision.STATES.index("role_fidelity")
OVERSIGHT = supervision.STATES.index("risk_oversight")
NO_LUCK = (0.0, 0.0, 0.0, 0.0)


def needs(need, own):
    """Return a person's need for each kind of support.

    Parameters
    ----------
    need : float or array
        How much need in all: a standard normal draw, 0 is usual.
    own : sequence of 4 floats or arrays
        What each need has to itself: standard normal draws.

    Returns
    -------
    list of 4 floats or arrays
        In the order of `support.KINDS`; 0 (life brings all of it) to 1 (none of it).

    Examples
    --------
    >>> [round(each, 2) for each in needs(1.0, (0, 1, -1, 9))]
    [0.65, 0.75, 0.55, 1.0]
    """
    c = CONSTANTS
    middle = c["need_middle"] + c["need_common"] * need
    return [within_unit(middle + c["need_own"] * each) for each in own]


def useful_hours(sessions, fidelity):
    """Return the hours of each kind of support that sessions of one hour come to.

    Parameters
    ----------
    sessions : float or array
        Sessions that took place in a month; a quarter of them for each kind.
    fidelity : float or array
        Role fidelity of the worker, 0 to 1: the share of a session that is peer support.

    Examples
    --------
    >>> useful_hours(4, 0.85)
    [0.85, 0.85, 0.85, 0.85]
    """
    return [fidelity * sessions / 4] * 4


def month_on(levels, needs, sessions, fidelity):
    """Return hope, self-efficacy and belonging a month later.

    Parameters
    ----------
    levels : sequence of 3 floats or arrays
        In the order of `support.OUTCOMES`.
    needs : sequence of 4 floats or arrays
    sessions, fidelity : float or array
        As in `useful_hours`, in this month.

    Examples
    --------
    Without support a person stays where life keeps them.

    >>> need = needs(0.0, NO_LUCK)
    >>> [round(level, 6) for level in month_on(support.levels_at_rest(need), need, 0, 0.85)]
    [0.6, 0.6, 0.6]
    """
    gains = support.gains(needs, useful_hours(sessions, fidelity))
    return [
        level_after(1, level, gain, drain)
        for level, gain, drain in zip(levels, gains, support.DRAIN)
    ]


def rise(levels, at_rest):
    """Return by how much the three levels stand above where they would stand without support."""
    return sum([level - rest for level, rest in zip(levels, at_rest)]) / len(levels)


def points_from(rise, effect=1.0):
    """Return what a rise of the three levels adds to the recovery score, in points."""
    return effect * CONSTANTS["score_by_rise"] * rise


def score_without(need, own, drive, months, trend=0.0):
    """Return the recovery score of a person without the programme.

    Parameters
    ----------
    need, own, drive : float or array
        A person's own, standard normal: need in all, what else makes the score, and how far
        they are on the way up by themselves.
    months : float
        Since the first day.
    trend : float, optional
        By how much everybody rises, in points a year.

    Returns
    -------
    float or array
        Points; 50 is usual.

    Examples
    --------
    >>> score_without(1.0, 0.0, 0.0, 12, trend=2.0)
    47.0
    """
    c = CONSTANTS
    first = c["usual_score"] - c["score_by_need"] * need + c["score_own"] * own
    return first + (trend + c["score_by_drive"] * drive) * months / 12


def measured(score, week, luck, error):
    """Return what the questionnaire says.

    Parameters
    ----------
    score : float or array
        The true score.
    week, luck : float or array
        Standard normal: a good or a bad week, and the luck of the questionnaire.
    error : float
        How far the questionnaire errs, in points (one standard deviation).

    Examples
    --------
    >>> measured(50.0, 1.0, -1.0, 4.5)
    49.5
    """
    return score + CONSTANTS["ups_and_downs"] * week + error * luck


def spread(months, error):
    """Return how far the measured scores of people differ, without support.

    Parameters
    ----------
    months : float
        Since the first day.
    error : float
        Of the questionnaire, in points.

    Returns
    -------
    float
        One standard deviation, in points. The scores follow a normal distribution about
        the usual score, as they are sums of normal draws.

    Examples
    --------
    >>> round(spread(0, 4.5), 2), round(spread(12, 4.5), 2)
    (10.01, 10.78)
    """
    c = CONSTANTS
    course = c["score_by_drive"] * months / 12
    parts = (c["score_by_need"], c["score_own"], course, c["ups_and_downs"], error)
    return sum([part * part for part in parts]) ** 0.5


def admissions_a_year(score, oversight):
    """Return how often a person is admitted, on average.

    Parameters
    ----------
    score : float or array
        True recovery score.
    oversight : float or array
        Risk oversight of who supports the person, 0 to 1; without the programme
        ``CONSTANTS["usual_oversight"]``.

    Notes
    -----
    0.5 exp[-0.3 (S - 50) / 10 - 0.3 (R - 0.5)]

    Examples
    --------
    >>> round(admissions_a_year(50.0, 0.5), 3), round(admissions_a_year(60.0, 0.5), 3)
    (0.5, 0.37)
    """
    c = CONSTANTS
    power = c["admission_score"] * (score - c["usual_score"]) / 10
    power = power + c["admission_watch"] * (oversight - c["usual_oversight"])
    return c["admission_rate"] * E ** (-power)


def days_of_a_stay(luck):
    """Return how long an admission lasts, in days; not rounded.

    Parameters
    ----------
    luck : float or array
        Standard normal. Half of all stays last up to 10 days, few very long.

    Examples
    --------
    >>> days_of_a_stay(0.0), round(days_of_a_stay(2.0), 1)
    (10.0, 60.5)
    """
    return CONSTANTS["stay_median"] * E ** (CONSTANTS["stay_spread"] * luck)


def cost(sessions, days, months):
    """Return what a person costs all services together, in invented pounds.

    Examples
    --------
    >>> cost(sessions=40, days=10, months=12)
    9300.0
    """
    c = CONSTANTS
    return c["cost_session"] * sessions + c["cost_bed_day"] * days + c["cost_usual"] * months


def usual_effect(levers, months=12, sessions=4, effect=1.0):
    """Return what the programme adds to the recovery score of a person with the usual needs.

    Parameters
    ----------
    levers : dict
        Supervision: lever name to setting; see `supervision.preset`. The team has settled.
    months : int, optional
        After how many months.
    sessions : float, optional
        Sessions of one hour that take place in a month.
    effect : float, optional
        The dial of the true effect.

    Returns
    -------
    float
        Points.

    Examples
    --------
    >>> for name in supervision.PRESETS:
    ...     print(name, round(usual_effect(supervision.preset(name)), 2))
    clinical_only 2.1
    peer_led 3.64
    hybrid 3.54
    """
    fidelity = supervision.equilibrium(levers)[FIDELITY]
    person = needs(0.0, NO_LUCK)
    at_rest = support.levels_at_rest(person)
    levels = at_rest
    for _ in range(months):
        levels = month_on(levels, person, sessions, fidelity)
    return points_from(rise(levels, at_rest), effect)
