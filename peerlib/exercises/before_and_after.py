"""Before and after: what would have happened anyway?

Each learner has two invented evaluations. In the first, peer support began in one town and not in
another. In the second there is one town only, and a series of months.

PORTABLE: runs under CPython and MicroPython.
"""

from math import floor

from ..checking.choices import Choice, Option
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models import before_after
from ..models.random_numbers import Pcg32

NAME = "before-and-after"
VERSION = 1
TITLE = "Would it have happened anyway?"
LEAD = (
    "Work out what peer support changed in two invented evaluations. "
    "You may type the calculation itself, such as 31.4 - 28.0."
)
MONTHS = 12
DOMAIN = (
    (
        "all numbers of visits lie between 5 and 90",
        lambda d: all([5 <= d[name] <= 90 for name in NUMBERS]),
    ),
    ("the other town changed, by at least 1.5", lambda d: abs(change_comparison(d)) > 1.45),
    ("the series has a trend", lambda d: abs(d["series_rise"]) > 0.25),
)
NUMBERS = (
    "programme_before",
    "programme_after",
    "comparison_before",
    "comparison_after",
    "series_mean_before",
    "series_mean_after",
)


def data_for(seed):
    """Return a learner's own two evaluations.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        Visits in a month, on average: ``programme_before``, ``programme_after``,
        ``comparison_before``, ``comparison_after``; of the second evaluation
        ``series_mean_before``, ``series_mean_after`` and ``series_rise``, by how much it rose
        in each month before.

    Raises
    ------
    RuntimeError
        If no suitable data turn up in many tries.

    Examples
    --------
    >>> len(data_for(1))
    7
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS)


def _drawn(random):
    """Return two evaluations at random, or None if they would not be plausible."""
    side = 1 if random.uniform() < 0.5 else -1
    drift = side * (2.0 + 4.0 * random.uniform())
    effect = -(2.0 + 5.0 * random.uniform())
    if side < 0 and random.uniform() < 0.3:  # sometimes all of the change would have come anyway
        effect = 1.0 + random.uniform()
    here, there = 22.0 + 20.0 * random.uniform(), 22.0 + 20.0 * random.uniform()
    rise = (1 if random.uniform() < 0.6 else -1) * (0.3 + 0.6 * random.uniform())
    mean = 38.0 + 15.0 * random.uniform()
    change = (1 if random.uniform() < 0.3 else -1) * (2.0 + 6.0 * random.uniform())
    data = {
        "programme_before": _rounded(here, 10),
        "programme_after": _rounded(here + drift + effect, 10),
        "comparison_before": _rounded(there, 10),
        "comparison_after": _rounded(there + drift, 10),
        "series_mean_before": _rounded(mean, 10),
        "series_mean_after": _rounded(mean + MONTHS * rise + change, 10),
        "series_rise": _rounded(rise, 100),
    }
    return data if abs(here - there) > 3.0 and abs(drift + effect) > 0.5 else None


def _rounded(value, parts):
    """Return a value to the nearest tenth (10 parts) or hundredth (100)."""
    return floor(parts * value + 0.5) / parts


def story(data):
    """Return both evaluations in words."""
    return (
        "Two invented evaluations. First: peer support began in one town. In the year before, "
        "%(programme_before).1f people a month came to its hospital in a crisis, and in the year "
        "after %(programme_after).1f. In another town, without peer support, it was "
        "%(comparison_before).1f before and %(comparison_after).1f after. Second: a town with no "
        "other town to compare with. In the 12 months before peer support began, it had "
        "%(series_mean_before).1f visits a month on average, and the number went "
        % data
        + ("up" if data["series_rise"] > 0 else "down")
        + " by %.2f each month. In the 12 months after, it had %.1f a month on average."
        % (abs(data["series_rise"]), data["series_mean_after"])
    )


def table(data):
    """Return both evaluations as a table: caption, columns, rows."""
    return {
        "caption": "Invented: crisis visits in a month, on average over 12 months.",
        "columns": ["Place", "12 months before", "12 months after", "Change each month, before"],
        "rows": [
            [
                "First: town with peer support",
                data["programme_before"],
                data["programme_after"],
                "not needed",
            ],
            [
                "First: town without",
                data["comparison_before"],
                data["comparison_after"],
                "not needed",
            ],
            [
                "Second: one town alone",
                data["series_mean_before"],
                data["series_mean_after"],
                data["series_rise"],
            ],
        ],
    }


# The quantities.


def change_programme(d):
    """Return after minus before, in the town with peer support."""
    return d["programme_after"] - d["programme_before"]


def change_comparison(d):
    """Return after minus before, in the other town."""
    return d["comparison_after"] - d["comparison_before"]


def expected_after(d):
    """Return where the town with peer support would be, had it changed like the other."""
    return before_after.expected_after(
        d["programme_before"], d["comparison_before"], d["comparison_after"]
    )


def effect(d):
    """Return the difference-in-differences."""
    return before_after.difference_in_differences(
        d["programme_before"], d["programme_after"], d["comparison_before"], d["comparison_after"]
    )


def trend_led_to(d, months=MONTHS):
    """Return the mean to which the trend would have led."""
    return before_after.carried_on(d["series_mean_before"], d["series_rise"], months)


def trend_effect(d):
    """Return the mean after, minus the mean to which the trend would have led."""
    return d["series_mean_after"] - trend_led_to(d)


def _after_only(d):
    return d["programme_after"] - d["comparison_after"]


def _gap_before(d):
    return d["programme_before"] - d["comparison_before"]


AFTER_ONLY = "This compares the two towns after, and leaves out where each of them began."
WHERE_BEGAN = "How far apart were the two towns before?"
BEFORE_AFTER = "This is the change in the town with peer support alone."
OTHER_TOO = "The other town changed, too, without peer support. By how much?"
SHARE = "This is the change as a share of what there was before."
AMOUNT = "We are looking for a number of visits. Which number do you take away from which?"

CHANGE = Item(
    "change_programme",
    "Before and after",
    "By how much did the visits change in the town with peer support? Take before away from after.",
    change_programme,
    absolute=0.02,
    low=-90.0,
    high=90.0,
    placeholder="for example \u22123.2",
    right="Below zero means fewer visits than before. Whether peer support did it, we do not "
    "know yet.",
    slips=("sign",),
    misconceptions=(
        Misconception("misconception:after-only", _after_only, AFTER_ONLY, WHERE_BEGAN, 0.25),
        Misconception(
            "misconception:other-town",
            change_comparison,
            "This is the change in the town without peer support.",
            "Which row of the table belongs to the town with peer support?",
            0.5,
        ),
        Misconception(
            "misconception:share-for-amount",
            lambda d: d["programme_after"] / d["programme_before"] - 1.0,
            SHARE,
            AMOUNT,
            0.25,
        ),
        Misconception(
            "misconception:share-for-amount",
            lambda d: 100.0 * (d["programme_after"] / d["programme_before"] - 1.0),
            "This is the change in percent of what there was before.",
            AMOUNT,
            0.25,
        ),
    ),
    hints=(
        "We look at one town only: the one with peer support. How did its number of visits change?",
        "You need two numbers: data.programme_before and data.programme_after.",
        "Change = after - before.",
        "On other numbers: 30.5 before and 28.0 after. 28.0 - 30.5 = -2.5.",
    ),
)

EXPECTED = Item(
    "expected_after",
    "Without peer support",
    "Say that both towns would have changed by the same number of visits. How many visits a month "
    "would the town with peer support have had in the year after, without peer support?",
    expected_after,
    absolute=0.02,
    points=2,
    low=0.0,
    high=200.0,
    placeholder="for example 27.5",
    right="Nobody has seen this number. It is a careful guess, and it depends on the other town.",
    misconceptions=(
        Misconception(
            "misconception:nothing-else-changes",
            lambda d: d["programme_before"],
            "This says that nothing would have changed without peer support.",
            "What happened in the town that had no peer support?",
            0.25,
        ),
        Misconception(
            "misconception:equal-levels",
            lambda d: d["comparison_after"],
            "This is what the other town had. The two towns were not alike to begin with.",
            "Where did the town with peer support begin?",
            0.25,
        ),
        Misconception(
            "misconception:change-turned-round",
            lambda d: d["programme_before"] - change_comparison(d),
            "It looks as if the other town's change went in with its sign the wrong way round.",
            "Did the other town go up or down?",
            0.5,
        ),
        Misconception(
            "misconception:same-share",
            lambda d: d["programme_before"] * d["comparison_after"] / d["comparison_before"],
            "Here both towns change by the same share. That is a sensible idea, but not the one "
            "that the question asks about.",
            "By how many visits did the other town change?",
            0.5,
        ),
        Misconception(
            "misconception:change-alone",
            change_comparison,
            "This is how much the other town changed.",
            "From which number does the town with peer support start?",
            0.5,
        ),
    ),
    hints=(
        "Think of the town with peer support in a world where peer support never began. "
        "How many visits would it have had?",
        "You need where it began, data.programme_before, and by how much the other town changed.",
        "Expected = its own before + (the other town's after - the other town's before).",
        "On other numbers: 30.5 before. The other town went from 20.0 to 18.5: a change of -1.5. "
        "30.5 + (-1.5) = 29.0.",
    ),
)

EFFECT = Item(
    "effect",
    "The difference of the differences",
    "By how much more did the town with peer support change than the town without? "
    "This is called difference-in-differences.",
    effect,
    absolute=0.02,
    points=2,
    low=-100.0,
    high=100.0,
    placeholder="for example \u22121.4",
    right="This is the change that the other town did not have.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:before-after-only", change_programme, BEFORE_AFTER, OTHER_TOO, 0.25
        ),
        Misconception(
            "misconception:before-after-only",
            lambda d: -change_programme(d),
            BEFORE_AFTER + " Its sign is turned round, too.",
            OTHER_TOO,
            0.0,
        ),
        Misconception("misconception:after-only", _after_only, AFTER_ONLY, WHERE_BEGAN, 0.25),
        Misconception(
            "misconception:changes-added",
            lambda d: change_programme(d) + change_comparison(d),
            "It looks as if the two changes were added.",
            "What is left of the first change if the second would have come anyway?",
            0.25,
        ),
        Misconception(
            "misconception:gap-before",
            _gap_before,
            "This is how far apart the two towns were before.",
            "How did that distance change?",
            0.25,
        ),
        Misconception(
            "misconception:other-scale",
            lambda d: (
                (d["programme_after"] / d["programme_before"])
                / (d["comparison_after"] / d["comparison_before"])
            ),
            "This compares the towns as ratios. So the answer is on another scale.",
            "How many visits did each town change by?",
            0.25,
        ),
    ),
    follows=(
        FollowThrough("change_programme", lambda d, own: own - change_comparison(d), -90.0, 90.0),
        FollowThrough("expected_after", lambda d, own: d["programme_after"] - own, 0.0, 200.0),
    ),
    hints=(
        "Both towns changed. We are looking for the part of the change that only the town with "
        "peer support had.",
        "You need two changes: one for each town. You have one of them already.",
        "Difference-in-differences = change with peer support - change without. "
        "It is the same as: after - expected after.",
        "On other numbers: -2.5 with peer support, -1.5 without. -2.5 - (-1.5) = -1.0. "
        "Brackets help with two minus signs.",
    ),
)

ASSUMPTION = Choice(
    "assumption",
    "What it rests on",
    "What has to be true for this number to be what peer support did? Write the letter of one "
    "answer.",
    lambda d: "parallel",
    (
        Option(
            "levels",
            "Both towns had the same number of visits before.",
            "You looked for towns that are alike. The sum takes away where each town began.",
            "If one town always has ten visits more, does that change either of the two changes?",
            0.25,
            "misconception:equal-levels",
        ),
        Option(
            "alone",
            "Nothing else changed in the town with peer support.",
            "That is what a plain before-and-after needs. Here, a change that both towns share "
            "does no harm.",
            "What was the other town for?",
            0.25,
            "misconception:nothing-else-changes",
        ),
        Option(
            "parallel",
            "Without peer support, both towns would have changed by the same number of visits.",
        ),
        Option(
            "large",
            "The change is too large to be chance.",
            "That is about how sure the number is. A large change can still have another cause.",
            "Even with no chance at all: what could make one town change more than the other?",
            0.0,
            "misconception:large-so-caused",
        ),
    ),
    right="It is called parallel trends. It cannot be proven, but a look at several years before "
    "can make it seem likely or unlikely.",
    placeholder="for example a",
    hints=(
        "We are looking for the one thing that the sum takes for granted.",
        "Look back at the number of visits that you expected without peer support. "
        "How did you get it?",
        "Expected = its own before + the other town's change. What does that say about the two "
        "towns?",
        "On another matter: you guess how tall one child is now, from how much another child "
        "grew. You take for granted that both grow by the same amount, and not that they were "
        "equally tall.",
    ),
)

TREND = Item(
    "trend_effect",
    "Off its path",
    "Now the second evaluation, with one town alone. From the middle of the year before to the "
    "middle of the year after it is 12 months. How far is the mean after from where the trend "
    "would have led? Take the trend's mean away from the mean after.",
    trend_effect,
    absolute=0.02,
    points=2,
    low=-100.0,
    high=100.0,
    placeholder="for example \u22124.1",
    right="Below zero means fewer visits than the path would have led to.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:trend-ignored",
            lambda d: d["series_mean_after"] - d["series_mean_before"],
            "This compares the two means. The series was on the move before peer support began.",
            "Where would the mean be if the series had just gone on?",
            0.25,
        ),
        Misconception(
            "misconception:one-month-of-trend",
            lambda d: d["series_mean_after"] - trend_led_to(d, 1),
            "Here the trend goes on for one month only.",
            "How many months lie between the middle of one year and the middle of the next?",
            0.5,
        ),
        Misconception(
            "misconception:half-a-year-of-trend",
            lambda d: d["series_mean_after"] - trend_led_to(d, 6),
            "Here the trend goes on for six months only.",
            "How many months lie between the middle of one year and the middle of the next?",
            0.5,
        ),
        Misconception(
            "misconception:path-itself",
            trend_led_to,
            "This is where the trend would have led.",
            "How far is the mean after from it?",
            0.5,
        ),
        Misconception(
            "misconception:trend-turned-round",
            lambda d: d["series_mean_after"] - trend_led_to(d, -MONTHS),
            "It looks as if the trend went in with its sign the wrong way round.",
            "Did the series go up or down before peer support began?",
            0.5,
        ),
    ),
    hints=(
        "The series was going up or down already. We are looking for what came on top of that.",
        "You need the mean before, data.series_mean_before, the change in each month, "
        "data.series_rise, 12 months, and the mean after, data.series_mean_after.",
        "Path = mean before + 12 * change in each month. Then: mean after - path. "
        "The sign * means times.",
        "On other numbers: mean before 20.0, change in each month 0.5, mean after 24.0. "
        "20.0 + 12 * 0.5 = 26.0, and 24.0 - 26.0 = -2.0.",
    ),
)


def _verdict(d):
    """Return how the plain before-and-after misled, in the first evaluation."""
    return "flattered" if change_comparison(d) < 0 else "hidden"


VERDICT = Choice(
    "verdict",
    "What before-and-after did",
    "Back to the two towns. Fewer visits are better. A report gives only before and after in the "
    "town with peer support. What does it do? Write the letter of one answer.",
    _verdict,
    (
        Option(
            "flattered",
            "It makes peer support look better than it was: some of the change would have come "
            "anyway.",
            "You expect before-and-after to be too kind. It can be, and it can be too harsh.",
            "Did the town without peer support get better or worse?",
            0.0,
            "misconception:always-flatters",
        ),
        Option(
            "fair",
            "It shows what peer support did: the same town is compared with itself.",
            "The same town at two times has much in common, but time goes on, too.",
            "What happened at the same time in the town without peer support?",
            0.0,
            "misconception:before-after-only",
        ),
        Option(
            "hidden",
            "It makes peer support look worse than it was: without it, things would have got "
            "worse.",
            "You are thinking of a change for the worse that was held back.",
            "Did the town without peer support get better or worse?",
            0.0,
            "misconception:always-hides",
        ),
        Option(
            "levels",
            "It does nothing to speak of: the two towns began at different levels, so the other "
            "town tells us nothing.",
            "The towns need not begin alike. It is the change that counts.",
            "What does the other town's change tell us about the time that went by?",
            0.0,
            "misconception:equal-levels",
        ),
    ),
    points=2,
    right="So ask of every before-and-after: what happened where the programme was not?",
    placeholder="for example a",
    hints=(
        "Compare the change in the town with peer support with your difference-in-differences.",
        "You need the sign of one number: the change in the town without peer support.",
        "If the other town got better by itself, before-and-after credits that to peer support. "
        "If it got worse by itself, before-and-after holds that against peer support.",
        "On another matter: more people sleep well in May than in March. A sleep course that ran "
        "in April looks good. Would it look as good from September to November?",
    ),
)

ITEMS = (CHANGE, EXPECTED, EFFECT, ASSUMPTION, TREND, VERDICT)
