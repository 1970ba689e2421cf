"""Groups that did not start level: after only, change, and adjusted for the start.

Each learner has an invented trial in which chance left one group ahead before anything began.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option, Several
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models.adjusted import adjusted_difference
from ..models.before_after import difference_in_differences
from ..models.random_numbers import Pcg32

NAME = "fair-start"
VERSION = 1
TITLE = "What if the groups did not start level?"
LEAD = (
    "Compare two invented groups in three ways. One of them started ahead. You may type the "
    "calculation itself, such as 31.5 - 0.6 * 2.1."
)
DOMAIN = (
    ("means lie between 5 and 55 on a scale from 0 to 60", lambda d: _means_can_be(d)),
    ("the groups did not start level", lambda d: abs(start_gap(d)) >= 1.0),
    ("the slope lies between 0 and 1", lambda d: 0.3 <= d["slope"] <= 0.8),
    ("the programme group does better between people who started level", lambda d: adjusted(d) > 0),
)


def data_for(seed):
    """Return a learner's own invented trial.

    The means are drawn again until the right answers and all wrong turns that we know lie too
    far apart to be mistaken for each other.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        Mean scores ``before_programme``, ``after_programme``, ``before_comparison``,
        ``after_comparison``; ``slope``, the points after for each point before; and
        ``people_programme``, ``people_comparison``.

    Raises
    ------
    RuntimeError
        If no suitable trial turns up in many tries.

    Examples
    --------
    >>> sorted(data_for(1))[:2]
    ['after_comparison', 'after_programme']
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS, _can_be)


def _can_be(data):
    return all([holds(data) for _, holds in DOMAIN])


def _drawn(random):
    """Return a trial at random."""

    def between(low, high):
        return low + (high - low) * random.uniform()

    slope = _rounded(between(0.3, 0.8), 100)
    gap = between(1.2, 4.5) * (1 if random.uniform() < 0.5 else -1)
    before = between(22.0, 34.0)
    after = before + between(-1.0, 3.0)
    effect = between(1.5, 5.0)
    return {
        "people_programme": random.integer(18, 45),
        "people_comparison": random.integer(18, 45),
        "before_programme": _rounded(before + gap, 10),
        "after_programme": _rounded(after + slope * gap + effect, 10),
        "before_comparison": _rounded(before, 10),
        "after_comparison": _rounded(after, 10),
        "slope": slope,
    }


def _rounded(value, parts):
    # the same digits in both Pythons
    return int(value * parts + 0.5) / float(parts)


def _means_can_be(d):
    names = ("before_programme", "after_programme", "before_comparison", "after_comparison")
    means = [d[name] for name in names]
    return 5 <= min(means) and max(means) <= 55


def story(data):
    """Return the trial in words."""
    return (
        "An invented trial that compares a peer group with a waiting list. Chance decided "
        "who went where. Confidence was scored from 0 to 60; higher is better. By luck the "
        "groups did not start level: %(before_programme).1f in the peer group "
        "(%(people_programme)d people) and %(before_comparison).1f on the waiting list "
        "(%(people_comparison)d people). After ten weeks the means were "
        "%(after_programme).1f and %(after_comparison).1f. Inside a group, people who start "
        "one point higher end %(slope).2f points higher, on average: that is the slope. The "
        "plan of the trial, written before it began, says: compare after, adjusted for the "
        "start." % data
    )


def table(data):
    """Return the means as a table: caption, columns, rows."""
    rows = []
    for label, arm in (("Peer group", "programme"), ("Waiting list", "comparison")):
        means = ["%.1f" % data[time + "_" + arm] for time in ("before", "after")]
        rows.append([label, data["people_" + arm]] + means)
    return {
        "caption": "An invented trial: mean confidence, from 0 to 60 (higher is better).",
        "columns": ["Group", "People", "Mean before", "Mean after"],
        "rows": rows,
    }


# The quantities: peer group minus waiting list.


def start_gap(d):
    """Return the difference before."""
    return d["before_programme"] - d["before_comparison"]


def after_only(d):
    """Return the difference after, blind to the start."""
    return d["after_programme"] - d["after_comparison"]


def change_difference(d):
    """Return the difference between the changes."""
    return difference_in_differences(
        d["before_programme"], d["after_programme"], d["before_comparison"], d["after_comparison"]
    )


def adjusted(d):
    """Return the difference after, between people who started level."""
    return adjusted_difference(after_only(d), start_gap(d), d["slope"])


WHICH_FIRST = "Which group comes first, and at which time?"
START_FORGOTTEN = "This compares the groups after, and forgets that one started ahead."
WHERE_STARTED = "How much of the difference was there before anything began?"

START = Item(
    "start_gap",
    "Difference at the start",
    "How far apart did the groups start? Peer group minus waiting list, before.",
    start_gap,
    absolute=0.011,
    low=-60.0,
    high=60.0,
    placeholder="for example \u22121.4",
    right="Chance did this. Below zero means: the peer group started lower.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:after-for-before",
            after_only,
            "This is the difference after.",
            "Which column of the table is before?",
            0.5,
        ),
        Misconception(
            "misconception:change-for-gap",
            lambda d: d["after_programme"] - d["before_programme"],
            "This is how far the peer group moved.",
            "Two groups are compared at one time. Which two means do you need for that?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for how far one group was ahead before anything began.",
        "You need both means before.",
        "Difference = mean before, peer group - mean before, waiting list.",
        "On other numbers: 25.0 and 27.0. 25.0 - 27.0 = -2.0: the first started lower.",
    ),
)

AFTER = Item(
    "after_only",
    "After only",
    "How far apart are the groups after? Peer group minus waiting list.",
    after_only,
    absolute=0.011,
    low=-60.0,
    high=60.0,
    placeholder="for example 2.6",
    right="That is true, and it is blind to where the groups started.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:before-for-after",
            start_gap,
            "This is the difference before.",
            "Which column of the table is after?",
            0.5,
        ),
        Misconception(
            "misconception:change-for-gap",
            lambda d: d["after_programme"] - d["before_programme"],
            "This is how far the peer group moved.",
            "Two groups are compared at one time. Which two means do you need for that?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for the difference at the end alone.",
        "You need both means after.",
        "Difference = mean after, peer group - mean after, waiting list.",
        "On other numbers: 31.0 and 29.5. 31.0 - 29.5 = 1.5.",
    ),
)

CHANGE = Item(
    "change_difference",
    "Difference between the changes",
    "How much more did the peer group change than the waiting list?",
    change_difference,
    absolute=0.011,
    low=-60.0,
    high=60.0,
    placeholder="for example 3.1",
    right="It takes the whole start away, as if every point before were kept in full.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:one-group-alone",
            lambda d: d["after_programme"] - d["before_programme"],
            "This is what the peer group gained, with nothing to compare it with.",
            "What happened to those on the waiting list?",
            0.25,
        ),
        Misconception("misconception:after-only", after_only, START_FORGOTTEN, WHERE_STARTED, 0.25),
        Misconception(
            "misconception:start-added",
            lambda d: after_only(d) + start_gap(d),
            "The difference at the start was added.",
            "It was there before. Which sign takes it out?",
            0.5,
        ),
    ),
    follows=(
        FollowThrough("start_gap", lambda d, own: after_only(d) - own, -60.0, 60.0),
        FollowThrough("after_only", lambda d, own: own - start_gap(d), -60.0, 60.0),
    ),
    hints=(
        "Each group moved from its own start. We are looking for how much more one of them did.",
        "You need all four means, or the two differences that you have.",
        "Difference between changes = difference after - difference before.",
        "On other numbers: 1.5 after and -2.0 before. 1.5 - (-2.0) = 3.5.",
    ),
)

ADJUSTED = Item(
    "adjusted",
    "Adjusted for the start",
    "How far apart are the groups after, between people who started level? Take away the part of "
    "the start that is still there after.",
    adjusted,
    absolute=0.021,
    points=3,
    low=-60.0,
    high=60.0,
    placeholder="for example 2.85",
    right="It lies between after only and change. The slope says which of the two it is closer to.",
    slips=("sign",),
    misconceptions=(
        Misconception("misconception:after-only", after_only, START_FORGOTTEN, WHERE_STARTED, 0.25),
        Misconception(
            "misconception:change-for-adjusted",
            change_difference,
            "This takes the whole start away.",
            "A point before is worth only part of a point after. How large a part?",
            0.5,
        ),
        Misconception(
            "misconception:start-added",
            lambda d: after_only(d) + d["slope"] * start_gap(d),
            "The part of the start was added.",
            "It was there before. Which sign takes it out?",
            0.5,
        ),
        Misconception(
            "misconception:slope-on-the-end",
            lambda d: d["slope"] * after_only(d) - start_gap(d),
            "It looks as if the difference after was multiplied by the slope.",
            "Which difference shrinks on its way from before to after?",
            0.25,
        ),
        Misconception(
            "misconception:rest-of-slope",
            lambda d: after_only(d) - (1.0 - d["slope"]) * start_gap(d),
            "It looks as if you used what the slope leaves of 1.",
            "Which part of the start is still there after: the slope, or the rest?",
            0.5,
        ),
        Misconception(
            "misconception:part-of-start-alone",
            lambda d: d["slope"] * start_gap(d),
            "This is the part of the start that is still there after.",
            "What is it taken away from?",
            0.5,
        ),
    ),
    follows=(
        FollowThrough("start_gap", lambda d, own: after_only(d) - d["slope"] * own, -60.0, 60.0),
        FollowThrough("after_only", lambda d, own: own - d["slope"] * start_gap(d), -60.0, 60.0),
    ),
    hints=(
        "Think of two people, one from each group, with the same score before. How far apart are "
        "they after?",
        "You need the difference after, the difference before, and the slope: %(slope).2f.",
        "Adjusted = difference after - slope * difference before. The sign * means times.",
        "On other numbers: 1.5 after, -2.0 before, slope 0.5. 1.5 - 0.5 * (-2.0) = 2.5.",
    ),
)

WHICH = Choice(
    "which",
    "Which one to report",
    "You have three numbers. Which one is the result of this trial?",
    lambda d: "planned",
    (
        Option(
            "smallest-p",
            "The one with the smallest p.",
            "Here the result picks the way it is worked out.",
            "How many chances does luck get, if only the best of three is reported?",
            tag="misconception:smallest-p",
        ),
        Option(
            "largest",
            "The largest one, since it shows best what the group can do.",
            "Here the size picks the way it is worked out.",
            "When was the way of comparing chosen?",
            tag="misconception:largest-effect",
        ),
        Option(
            "not-significant",
            "After only, if a test shows no clear difference at the start.",
            "A test of the start asks whether chance made the groups, and we know that already.",
            "A gap can be unclear and still be carried into the result. What tells us how much?",
            tag="misconception:test-of-the-start",
        ),
        Option(
            "planned",
            "The one that the plan named before the trial began; the others may be shown as well.",
        ),
    ),
    points=1,
    right="Then nobody can be tempted, not even by accident.",
    hints=(
        "Three honest sums give three numbers. One of them is the result.",
        "Look for what was written down before anybody saw a score.",
        "Plan first, then data, then the number that the plan asks for.",
        "On other numbers: a plan says after only, and change looks better. The report still "
        "gives after only.",
    ),
)

ADJUST_FOR = Several(
    "adjust_for",
    "What may be adjusted for",
    "The team also has other facts about each person. For which of them may a trial adjust when "
    "it asks what the peer group did?",
    lambda d: ("age", "score", "town"),
    (
        Option("age", "Age at the start"),
        Option(
            "sessions",
            "How many meetings the person went to",
            "How often people come is part of what the peer group does.",
            "Could the programme itself have changed this?",
            tag="misconception:after-the-start",
        ),
        Option("score", "The confidence score at the start"),
        Option(
            "belonging",
            "How well the person felt they belonged, after five weeks",
            "The peer group may work by way of belonging. Adjusting would take its effect away.",
            "Was this there before the programme began?",
            tag="misconception:mediator",
        ),
        Option("town", "The town that the person lived in at the start"),
    ),
    points=2,
    right="All of these were there before. What comes later may be the effect itself.",
    misconceptions=(
        Misconception(
            "misconception:everything",
            lambda d: ("age", "sessions", "score", "belonging", "town"),
            "You picked everything on the list.",
            "Which of these could the peer group itself have changed?",
        ),
    ),
    hints=(
        "Adjusting makes people alike. In some things that is fair, in others it is not.",
        "For each fact, ask when it was measured.",
        "Rule: before the programme began, yes. After that, no.",
        "On other numbers: in a trial on sleep, adjusting for tiredness in week 5 takes away what "
        "better sleep does.",
    ),
)

ITEMS = (START, AFTER, CHANGE, ADJUSTED, WHICH, ADJUST_FOR)
