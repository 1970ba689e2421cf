"""Signal or noise: a control chart of a service's monthly score.

Each learner has an invented service of their own: twelve steady months and eight new ones.

PORTABLE: runs under CPython and MicroPython.
"""

from math import floor, sqrt

from ..checking.choices import Choice, Option, Several
from ..checking.intervals import Interval
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models import control_charts as charts
from ..models.random_numbers import Pcg32

NAME = "is-it-drifting"
VERSION = 1
TITLE = "Signal or noise?"
LEAD = (
    "Draw the limits of an invented service, and see which months are signals. You may type the "
    "calculation itself, such as 868/12. An interval is written like this: 60.1 to 84.2."
)
STEADY, NEW = 12, 8
MONTHS = tuple(range(STEADY + 1, STEADY + NEW + 1))
KINDS = ("odd", "shift", "noise")
DOMAIN = (
    (
        "there are 12 steady and 8 new months, with scores from 30 to 100",
        lambda d: (
            len(d["steady"]) == STEADY
            and len(d["new"]) == NEW
            and all([30 <= score <= 100 for score in d["steady"] + d["new"]])
        ),
    ),
    (
        "the steady months hold no signal",
        lambda d: not charts.outside(d["steady"], *limits(d)) and not _runs(d["steady"], d),
    ),
    ("no score lies on a limit", lambda d: all([_clear(score, d) for score in d["new"]])),
)


def data_for(seed):
    """Return a learner's own service.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``steady``: the scores of months 1 to 12; ``new``: those of months 13 to 20;
        ``steady_sum``: the sum of the steady ones; ``ranges_sum``: the sum of the eleven steps
        from month to month among them, without sign; ``target``: the score that is aimed at.

    Raises
    ------
    RuntimeError
        If no suitable data turn up in many tries.

    Examples
    --------
    >>> len(data_for(1)["new"])
    8
    """
    random = Pcg32(seed)
    kind = KINDS[random.integer(0, 2)]
    return drawn_apart(
        lambda: _drawn(random, kind),
        ITEMS,
        lambda data: pattern(data) == kind and all([rule(data) for _, rule in DOMAIN]),
    )


def _drawn(random, kind):
    """Return one service at random."""
    level, wobble = 66.0 + 10.0 * random.uniform(), 3.0 + 2.0 * random.uniform()
    steady = [_whole(level + wobble * random.normal()) for _ in range(STEADY)]
    moved = -1.6 * wobble if kind == "shift" else 0.0
    spread = 0.6 * wobble if kind == "shift" else wobble
    new = [_whole(level + moved + spread * random.normal()) for _ in range(NEW)]
    if kind == "odd":
        side = 1 if random.uniform() < 0.25 else -1
        new[random.integer(1, NEW - 2)] = _whole(level + side * (4.0 + random.uniform()) * wobble)
    return {
        "steady": steady,
        "new": new,
        "steady_sum": sum(steady),
        "ranges_sum": sum(charts.moving_ranges(steady)),
        "target": _whole(level) + random.integer(-3, 3),
    }


def _whole(value):
    return floor(value + 0.5)


def story(data):
    """Return the service in words."""
    return (
        "An invented service. Each month it rates how well its work fits the role of peer "
        "support, from 0 to 100. Months 1 to 12, when all was steady: %s. They add up to "
        "%d, and their eleven steps from month to month, without sign, to %d. Months 13 to 20 are "
        "new: %s. The funder's target is %d."
        % (
            _listed(data["steady"]),
            data["steady_sum"],
            data["ranges_sum"],
            _listed(data["new"]),
            data["target"],
        )
    )


def _listed(scores):
    return ", ".join([str(score) for score in scores])


def table(data):
    """Return the service as a table: caption, columns, rows."""
    scores = data["steady"] + data["new"]
    rows = [
        ["%d to %d" % (first, first + 3), _listed(scores[first - 1 : first + 3])]
        for first in range(1, STEADY + NEW, 4)
    ]
    return {
        "caption": "An invented service: its score in each month. Months 1 to 12 were steady.",
        "columns": ["Months", "Scores"],
        "rows": rows,
    }


# The quantities.


def centre(d):
    """Return the mean of the steady months."""
    return d["steady_sum"] / STEADY


def mean_range(d):
    """Return the mean moving range of the steady months."""
    return d["ranges_sum"] / (STEADY - 1)


def limits(d):
    """Return lower and upper limit."""
    return charts.individuals_limits(centre(d), mean_range(d))


def _around(d, half):
    return centre(d) - half, centre(d) + half


def deviation(d):
    """Return the standard deviation of the steady months."""
    return sqrt(sum([(score - centre(d)) ** 2 for score in d["steady"]]) / (STEADY - 1))


def _clear(score, d):
    return min([abs(score - limit) for limit in limits(d)]) > 0.25


def _runs(scores, d):
    return charts.runs(scores, centre(d))


def months_outside(d, low, high):
    """Return the keys of the new months beyond two limits, or that there are none."""
    places = charts.outside(d["new"], low, high)
    return tuple(["m%d" % (STEADY + place) for place in places]) or ("none",)


def signals(d):
    """Return the new months beyond the limits."""
    return months_outside(d, *limits(d))


def pattern(d):
    """Return what the new months show: "odd", "shift" or "noise"; None if it is mixed."""
    one_side = all([score < centre(d) for score in d["new"]])
    beyond = signals(d) != ("none",)
    if _runs(d["steady"] + d["new"], d) and not one_side:
        return None
    if one_side:
        return None if beyond else "shift"
    return "odd" if beyond else "noise"


def _months(test):
    """Return a wrong turn that takes the new months for which `test(data, place)` holds."""
    return lambda d: (
        tuple(["m%d" % month for month in MONTHS if test(d, month - STEADY - 1)]) or ("none",)
    )


def _below_before(d, i):
    return d["new"][i] < (d["new"][i - 1] if i else d["steady"][-1])


CENTRE = Item(
    "centre",
    "The centre",
    "Where is the centre of the chart: the mean of the twelve steady months?",
    centre,
    absolute=0.011,
    low=0.0,
    high=100.0,
    placeholder="for example 71.25",
    right="The new months do not count here. They are what we want to judge.",
    misconceptions=(
        Misconception(
            "misconception:all-months",
            lambda d: (d["steady_sum"] + sum(d["new"])) / (STEADY + NEW),
            "This is the mean of all twenty months. If something has changed, it changes this "
            "line, too.",
            "Which months were steady?",
            0.25,
        ),
        Misconception(
            "misconception:target-as-centre",
            lambda d: d["target"],
            "This is the target. It says where somebody wants to be.",
            "Where has the service been?",
            0.25,
        ),
        Misconception(
            "misconception:middle-of-extremes",
            lambda d: (min(d["steady"]) + max(d["steady"])) / 2.0,
            "This is half-way between the lowest and the highest score.",
            "What if every steady month should count?",
            0.25,
        ),
        Misconception(
            "misconception:one-month-less",
            lambda d: d["steady_sum"] / (STEADY - 1.0),
            "It looks as if you divided by eleven.",
            "How many steady months are there?",
            0.5,
        ),
    ),
    hints=(
        "The centre says where the service stands when all is steady.",
        "You need the sum of the steady months, data.steady_sum, and how many there are.",
        "Mean = sum / how many.",
        "On other numbers: four months, 70, 74, 68 and 72. They add up to 284. 284 / 4 = 71.",
    ),
)

RANGE = Item(
    "mean_range",
    "The usual step",
    "How far is it from one month to the next, on average over the steady months? This is the mean "
    "moving range.",
    mean_range,
    absolute=0.011,
    low=0.0,
    high=100.0,
    placeholder="for example 4.5",
    right="A step of this size is nothing special here.",
    misconceptions=(
        Misconception(
            "misconception:months-for-steps",
            lambda d: d["ranges_sum"] / float(STEADY),
            "It looks as if you divided by the number of months.",
            "How many steps lie between twelve months?",
            0.5,
        ),
        Misconception(
            "misconception:whole-range",
            lambda d: max(d["steady"]) - min(d["steady"]),
            "This is how far apart the highest and the lowest month are.",
            "How far is it from one month to the next?",
            0.25,
        ),
        Misconception(
            "misconception:standard-deviation",
            deviation,
            "This is the standard deviation. It is made from the distances to the mean.",
            "How far is it from one month to the next?",
            0.25,
        ),
        Misconception(
            "misconception:signs-kept",
            lambda d: abs(d["steady"][-1] - d["steady"][0]) / (STEADY - 1.0),
            "It looks as if steps up and steps down cancelled each other out.",
            "Does a step down make a step up any smaller?",
            0.25,
        ),
    ),
    hints=(
        "Think of walking from month to month. How long is a step, whether up or down?",
        "You need the sum of all the steps, data.ranges_sum, and how many steps there are.",
        "Mean moving range = sum of the steps / number of steps. "
        "There is one step less than there are months.",
        "On other numbers: 70, 74, 68, 72. The steps are 4, 6 and 4. (4 + 6 + 4) / 3 = 4.67.",
    ),
)

LIMITS = Interval(
    "limits",
    "The limits",
    "Between which two limits does the service wobble by itself?",
    limits,
    absolute=0.06,
    low=-200.0,
    high=300.0,
    points=2,
    placeholder="for example 60.1 to 84.2",
    right="Inside them, a month says nothing by itself.",
    misconceptions=(
        Misconception(
            "misconception:three-deviations",
            lambda d: _around(d, 3.0 * deviation(d)),
            "This goes three standard deviations each way. If something odd is among the months, "
            "it makes its own limits wider.",
            "Which number goes with the mean moving range?",
            0.5,
        ),
        Misconception(
            "misconception:range-alone",
            lambda d: _around(d, mean_range(d)),
            "This goes one mean moving range each way.",
            "A steady service goes further than that at times. What number do you multiply by?",
            0.25,
        ),
        Misconception(
            "misconception:three-ranges",
            lambda d: _around(d, 3.0 * mean_range(d)),
            "This goes three mean moving ranges each way.",
            "Three belongs to the standard deviation. Which number goes with the moving range?",
            0.5,
        ),
        Misconception(
            "misconception:confidence-limits",
            lambda d: _around(d, 1.96 * deviation(d)),
            "This uses 1.96, as for a 95 % interval. One steady month in twenty would be outside.",
            "How many false alarms a year do you want?",
            0.25,
        ),
        Misconception(
            "misconception:range-limit-factor",
            lambda d: _around(d, 3.267 * mean_range(d)),
            "3.267 belongs to the chart of the steps themselves.",
            "Which number goes with the chart of the scores?",
            0.5,
        ),
    ),
    follows=(
        FollowThrough(
            "centre", lambda d, own: charts.individuals_limits(own, mean_range(d)), 0.0, 100.0
        ),
        FollowThrough(
            "mean_range", lambda d, own: charts.individuals_limits(centre(d), own), 0.0, 100.0
        ),
    ),
    hints=(
        "The limits lie on both sides of the centre, equally far away.",
        "You need the centre, the mean moving range, and the number 2.66.",
        "Lower = centre - 2.66 * mean moving range. Upper = centre + 2.66 * mean moving range. "
        "The sign * means times.",
        "On other numbers: centre 71, mean moving range 4. 2.66 * 4 = 10.64. "
        "71 - 10.64 = 60.36 and 71 + 10.64 = 81.64.",
    ),
)

SIGNALS = Several(
    "signals",
    "The signals",
    "Which of the new months lie beyond the limits? Write all letters that fit, such as a, c. If "
    "there are none, write the last letter. The answers are months:",
    signals,
    tuple([Option("m%d" % month, "%d" % month) for month in MONTHS])
    + (
        Option(
            "none",
            "None",
            "You found that all of them lie inside.",
            "Is any new month above the upper limit, or below the lower one?",
            rules_out=True,
        ),
    ),
    points=2,
    placeholder="for example a, c",
    right="A signal says: look here. It does not say what happened, or whose doing it was.",
    misconceptions=(
        Misconception(
            "misconception:target-as-limit",
            _months(lambda d, i: d["new"][i] < d["target"]),
            "These are the months below the target. A target is a wish; a limit comes from what "
            "the service does.",
            "How far down does the service go by itself, when all is steady?",
        ),
        Misconception(
            "misconception:centre-as-limit",
            _months(lambda d, i: d["new"][i] < centre(d)),
            "These are the months below the centre. About half of all steady months are.",
            "Where are the limits?",
        ),
        Misconception(
            "misconception:every-drop",
            _months(_below_before),
            "These are the months that are lower than the one before. In a steady service about "
            "half of them are.",
            "Where are the limits?",
        ),
    ),
    follows=(
        FollowThrough(
            LIMITS,
            lambda d, own: months_outside(d, own[0], own[1]),
            usable=lambda own: own[0] < own[1],
        ),
    ),
    hints=(
        "Take the new months one by one, and compare each with your limits.",
        "You need the eight scores in data.new, and your two limits. "
        "The first of them is month 13.",
        "A month is a signal if it is below the lower limit or above the upper one. "
        "A very good month can be a signal, too.",
        "On other numbers: limits 60.4 and 81.6, months 70, 59, 75. The second one is a signal.",
    ),
)

PATTERN = Choice(
    "pattern",
    "What the chart says",
    "Look at the eight new months together. What do they say? Write the letter of one answer.",
    pattern,
    (
        Option(
            "odd",
            "One month stands out. Ask what was special about it.",
            "You looked for a month that stands out.",
            "Does any new month lie beyond the limits?",
            0.0,
            "misconception:sees-an-odd-month",
        ),
        Option(
            "last",
            "What counts is the last month against the month before. Ask the team why it changed.",
            "It is natural to look at what is new.",
            "How large is a usual step in this service?",
            0.0,
            "misconception:reacts-to-each-point",
        ),
        Option(
            "shift",
            "All eight lie below the centre. The service has moved; ask what changed for good.",
            "You saw a move that lasts.",
            "On which side of the centre does each of the eight months lie?",
            0.0,
            "misconception:sees-a-shift",
        ),
        Option(
            "noise",
            "They wobble as before. To get better scores, change the way of working, and do not "
            "chase single months.",
            "You saw nothing but the usual wobble.",
            "Compare each month with the limits. Then count how many lie on each side of the "
            "centre.",
            0.0,
            "misconception:sees-only-noise",
        ),
    ),
    right="A point beyond the limits, or eight in a row on one side, is a signal. Everything else "
    "is the usual wobble.",
    placeholder="for example a",
    hints=(
        "There are two kinds of signal: a point far out, and a long run on one side.",
        "You need your limits, your centre, and the eight new scores.",
        "First: is any month beyond the limits? Then: do all eight lie on the same side of the "
        "centre? If neither, it is noise.",
        "On other numbers: centre 71, limits 60.4 and 81.6. The months 68, 66, 70, 65, 69, 67, 70, "
        "68 are all inside, and all on one side.",
    ),
)

NEXT = Choice(
    "next_step",
    "What to do",
    "Another service, invented: its centre is 70, its limits are 61 and 79, and its target is 72. "
    "This month it scores 66. What is the best thing to do? Write the letter of one answer.",
    lambda d: "system",
    (
        Option(
            "talk",
            "Ask the two workers who were on duty what went wrong this month.",
            "The score is below the target, so it feels as if something went wrong.",
            "Between which scores does this service wobble by itself?",
            0.0,
            "misconception:target-as-limit",
        ),
        Option(
            "recompute",
            "Work out new limits with this month in them.",
            "New data feel like a reason for new limits.",
            "If the limits follow every month, when will a month ever be outside?",
            0.0,
            "misconception:limits-follow-data",
        ),
        Option(
            "nothing",
            "Nothing: all scores inside the limits are good enough.",
            "It is true that the month by itself is no signal. But steady is not the same as good.",
            "Its centre lies below its target month after month. Who can change that?",
            0.25,
            "misconception:steady-is-good",
        ),
        Option(
            "system",
            "Leave this month alone, and ask what in the usual way of working keeps the centre "
            "below the target.",
        ),
    ),
    right="The wobble belongs to the whole way of working. So does the centre.",
    placeholder="for example a",
    hints=(
        "There are two questions: is this month special? And: is the service where it wants to be?",
        "Compare 66 with the limits. Then compare the centre with the target.",
        "A month inside the limits has no cause of its own. A centre below the target belongs to "
        "the whole way of working.",
        "On another matter: a bus takes 25 to 35 minutes, and the timetable says 28. One day it "
        "takes 31. Do you ask the driver, or do you look at the timetable and the road?",
    ),
)

ITEMS = (CENTRE, RANGE, LIMITS, SIGNALS, PATTERN, NEXT)
