"""The effect of a peer support trial: four ways to say it, and what each does not say.

Each learner has an invented trial of their own. People leaving a crisis service
were offered peer support or care as usual; a year later some had been readmitted.

PORTABLE: runs under CPython and MicroPython.
"""

from math import ceil, floor, sqrt

from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models.random_numbers import Pcg32

NAME = "trial-effects"
VERSION = 1
TITLE = "What did the programme change?"
CALLED = "trial"
LEAD = (
    "Work out what an invented trial found, in four ways. "
    "You may type the calculation itself, such as 12/34, or a number with three digits or "
    "more."
)
Z_95 = 1.96
# What holds for every trial that can be.
DOMAIN = (
    (
        "at least 10 people are readmitted in each group, and not everybody is",
        lambda d: (
            10 <= d["readmitted_programme"] < d["people_programme"]
            and 10 <= d["readmitted_comparison"] < d["people_comparison"]
        ),
    ),
    (
        "fewer are readmitted with peer support, by at least 3 in 100",
        lambda d: risk_difference(d) < -0.03,
    ),
)


def data_for(seed):
    """Return a learner's own invented trial.

    The counts are drawn again until the right answers and all wrong turns that
    we know lie too far apart to be mistaken for each other.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``readmitted_programme``, ``people_programme``, ``readmitted_comparison``,
        ``people_comparison`` (counts), and ``standard_error`` of the risk difference.

    Raises
    ------
    RuntimeError
        If no suitable trial turns up in many tries.

    Examples
    --------
    >>> sorted(data_for(1))[:2]
    ['people_comparison', 'people_programme']
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS)


def _drawn(random):
    """Return one trial at random, or None if it would not be a plausible one."""
    people_programme = random.integer(90, 240)
    people_comparison = random.integer(90, 240)
    before = 0.25 + 0.20 * random.uniform()
    after = before - (0.06 + 0.10 * random.uniform())
    a = int(people_programme * after + 0.5)
    c = int(people_comparison * before + 0.5)
    if abs(people_programme - people_comparison) < 15 or min(a, c) < 10:
        return None
    data = {
        "readmitted_programme": a,
        "people_programme": people_programme,
        "readmitted_comparison": c,
        "people_comparison": people_comparison,
    }
    data["standard_error"] = standard_error(data)
    return data


def story(data):
    """Return the trial in words."""
    return (
        "An invented trial. After a mental health crisis, %(people_programme)d people were offered "
        "peer support. In the year that followed, %(readmitted_programme)d of them were "
        "readmitted. Another %(people_comparison)d people had care as usual, and "
        "%(readmitted_comparison)d of them were readmitted. Chance decided who was offered what. "
        "The standard error of the risk difference is %(standard_error).4f." % data
    )


def table(data):
    """Return the trial as a table: caption, columns, rows."""
    a, n1 = data["readmitted_programme"], data["people_programme"]
    c, n0 = data["readmitted_comparison"], data["people_comparison"]
    return {
        "caption": "An invented trial: people readmitted within a year.",
        "columns": ["Group", "Readmitted", "Not readmitted", "People"],
        "rows": [["Peer support", a, n1 - a, n1], ["Care as usual", c, n0 - c, n0]],
    }


# The quantities. Group 1 is the programme, group 0 the comparison.


def risk_programme(d):
    """Return readmitted / people, in the programme group."""
    return d["readmitted_programme"] / d["people_programme"]


def risk_comparison(d):
    """Return readmitted / people, in the comparison group."""
    return d["readmitted_comparison"] / d["people_comparison"]


def odds(risk):
    """Return risk / (1 - risk)."""
    return risk / (1.0 - risk)


def risk_difference(d):
    """Return the risk in the programme group minus that in the comparison group."""
    return risk_programme(d) - risk_comparison(d)


def relative_risk(d):
    """Return the risk in the programme group over that in the comparison group."""
    return risk_programme(d) / risk_comparison(d)


def odds_ratio(d):
    """Return the odds in the programme group over those in the comparison group."""
    return odds(risk_programme(d)) / odds(risk_comparison(d))


def number_needed_to_treat(d):
    """Return how many people are offered the programme for one event fewer."""
    return 1.0 / abs(risk_difference(d))


def standard_error(d):
    """Return the standard error of the risk difference (Wald)."""
    p1, p0 = risk_programme(d), risk_comparison(d)
    return sqrt(p1 * (1 - p1) / d["people_programme"] + p0 * (1 - p0) / d["people_comparison"])


def limit(d, multiple):
    """Return the risk difference plus so many standard errors."""
    return risk_difference(d) + multiple * d["standard_error"]


# Wrong turns on the way to a risk.


def _events(d):
    return d["readmitted_programme"] + d["readmitted_comparison"]


def _people(d):
    return d["people_programme"] + d["people_comparison"]


def _programme_over_other_group(d):
    return d["readmitted_programme"] / d["people_comparison"]


def _comparison_over_other_group(d):
    return d["readmitted_comparison"] / d["people_programme"]


ROUNDED_EARLY = "You seem to have rounded before the end."
KEEP_DIGITS = "What do you get if you keep at least three digits after the point?"
OTHER_GROUP = "Each count seems to be divided by the size of the other group."
WHOSE = "How many people could these events have come from?"
NO_BRACKETS = "It looks as if brackets are missing, so everything was divided one after the other."
WHICH_BRACKETS = (
    "A division is worked out from left to right. "
    "Which part has to be worked out first, and so needs brackets?"
)
PERCENT_ROUNDED = "It looks as if the risks were rounded to whole percentages first."

RISK = Item(
    "risk_programme",
    "Risk with peer support",
    "What was the risk of readmission in the peer support group? "
    "Give it as a number between 0 and 1.",
    risk_programme,
    absolute=0.00055,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 0.25 or 25 %",
    right="It is the share of this group that was readmitted.",
    slips=("percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "rounded",
            lambda d: round(risk_programme(d), 2),
            ROUNDED_EARLY,
            KEEP_DIGITS,
            0.75,
            exact=True,
        ),
        Misconception(
            "misconception:odds-for-risk",
            lambda d: odds(risk_programme(d)),
            "This compares those readmitted with those who were not. That is called the odds.",
            "A risk compares them with everybody in the group. How many people is that?",
            0.25,
        ),
        Misconception(
            "misconception:total-as-denominator",
            lambda d: d["readmitted_programme"] / _people(d),
            "You seem to have divided by the people of both groups together.",
            "Who was offered peer support? Divide by them only.",
            0.25,
        ),
        Misconception(
            "misconception:other-group-size",
            _programme_over_other_group,
            "You seem to have divided by the size of the other group.",
            WHOSE,
            0.25,
        ),
        Misconception(
            "misconception:swapped-arms",
            risk_comparison,
            "This is a risk, and it belongs to the other group.",
            "Which row of the table has the people with peer support?",
            0.5,
        ),
        Misconception(
            "misconception:share-of-events",
            lambda d: d["readmitted_programme"] / _events(d),
            "You seem to have divided by all people who were readmitted.",
            "This tells us which group they came from. What number do you need to see how likely "
            "it was in one group?",
            0.25,
        ),
        Misconception(
            "misconception:not-readmitted",
            lambda d: 1.0 - risk_programme(d),
            "This is the share of people who were not readmitted.",
            "Which column has the people the question is about?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for one number between 0 and 1. It says how common readmission was "
        "in the peer support group.",
        "You need two numbers from the row of the peer support group: people readmitted, "
        "and people in all.",
        "Risk = people readmitted / people in the group.",
        "On other numbers: 20 of 80 people were readmitted. The risk is 20 / 80 = 0.25.",
    ),
)

DIFFERENCE = Item(
    "risk_difference",
    "Risk difference",
    "What is the risk difference: the risk with peer support minus the risk with care as usual?",
    risk_difference,
    absolute=0.0011,
    points=2,
    low=-1.0,
    high=1.0,
    placeholder="for example \u22120.05",
    right="Below zero means: fewer people were readmitted with peer support.",
    slips=("sign", "percent", "sign-and-percent"),
    misconceptions=(
        Misconception(
            "rounded",
            lambda d: round(risk_difference(d), 2),
            ROUNDED_EARLY,
            KEEP_DIGITS,
            0.75,
            exact=True,
        ),
        Misconception(
            "misconception:relative-for-absolute",
            lambda d: relative_risk(d) - 1.0,
            "This is the change as a share of the risk with care as usual: a relative change.",
            "How far apart are the two risks, if you take one away from the other?",
            0.25,
        ),
        Misconception(
            "misconception:relative-for-absolute",
            lambda d: 1.0 - relative_risk(d),
            "This is the drop as a share of the risk with care as usual: a relative change.",
            "How far apart are the two risks, if you take one away from the other?",
            0.25,
        ),
        Misconception(
            "misconception:ratio-for-difference",
            relative_risk,
            "This is one risk divided by the other: a ratio.",
            "A difference takes away. What is taken away from what?",
            0.25,
        ),
        Misconception(
            "misconception:odds-for-risk",
            lambda d: odds(risk_programme(d)) - odds(risk_comparison(d)),
            "This is a difference between two odds.",
            "A risk divides by everybody in the group. What are the two risks?",
            0.25,
        ),
        Misconception(
            "misconception:total-as-denominator",
            lambda d: (d["readmitted_programme"] - d["readmitted_comparison"]) / _people(d),
            "You seem to have divided both counts by the people of both groups together.",
            "Each group has its own size. Which size belongs to which count?",
            0.25,
        ),
        Misconception(
            "misconception:counts-for-risks",
            lambda d: d["readmitted_programme"] - d["readmitted_comparison"],
            "This takes one count of people from the other.",
            "The groups are not equally large. How can the counts be made comparable?",
            0.0,
        ),
        Misconception(
            "misconception:other-group-size",
            lambda d: _programme_over_other_group(d) - _comparison_over_other_group(d),
            OTHER_GROUP,
            WHOSE,
            0.25,
        ),
    ),
    follows=(FollowThrough("risk_programme", lambda d, risk: risk - risk_comparison(d), 0.0, 1.0),),
    hints=(
        "We are looking for how far apart the two risks are. The order counts: "
        "peer support first, care as usual second.",
        "You need the risk in each group. You have one of them already.",
        "Risk difference = risk with peer support - risk with care as usual.",
        "On other numbers: 20 of 80 against 30 of 100. "
        "0.25 - 0.30 = -0.05, so five fewer people in a hundred.",
    ),
)


def _limit_item(name, label, prompt, side, right, other):
    """Return the item for one end of the interval; `side` is -1 (lower) or +1 (upper)."""
    return Item(
        name,
        label,
        prompt,
        lambda d: limit(d, side * Z_95),
        absolute=0.0011,
        points=1,
        low=-2.0,
        high=2.0,
        placeholder="for example \u22120.12",
        right=right,
        near="Did you use 1.96 itself, and all the digits of the risk difference?",
        slips=("percent",),
        misconceptions=(
            Misconception(
                "misconception:standard-error-alone",
                lambda d: limit(d, side),
                "You seem to have gone one standard error from the risk difference.",
                "A 95 % interval reaches further. How many standard errors does it take?",
                0.5,
            ),
            Misconception(
                "misconception:90-percent-interval",
                lambda d: limit(d, side * 1.645),
                "This fits an interval of 90 %, which uses 1.645.",
                "Which number goes with 95 %?",
                0.5,
            ),
            Misconception(
                "misconception:99-percent-interval",
                lambda d: limit(d, side * 2.576),
                "This fits an interval of 99 %, which uses 2.576.",
                "Which number goes with 95 %?",
                0.5,
            ),
            Misconception(
                "misconception:other-end",
                lambda d: limit(d, -side * Z_95),
                "This is the other end of the interval.",
                other,
                0.5,
            ),
            Misconception(
                "misconception:swapped-arms",
                lambda d: -limit(d, -side * Z_95),
                "This fits a risk difference with its sign the wrong way round.",
                "Which group comes first in the subtraction?",
                0.5,
            ),
            Misconception(
                "misconception:centred-on-zero",
                lambda d: side * Z_95 * d["standard_error"],
                "You seem to have counted the 1.96 standard errors from zero.",
                "Around which number does the interval lie?",
                0.25,
            ),
        ),
        follows=(
            FollowThrough(
                "risk_difference", lambda d, own: own + side * Z_95 * d["standard_error"], -1.0, 1.0
            ),
        ),
        hints=(
            "The interval shows which differences fit the data well. It has two ends; "
            "here we look for one of them.",
            "You need the risk difference, its standard error (%(standard_error).4f, given with "
            "the table) and the number 1.96.",
            "The ends are: risk difference - 1.96 * standard error, "
            "and risk difference + 1.96 * standard error. The sign * means times.",
            "On other numbers: difference -0.05, standard error 0.02. "
            "1.96 * 0.02 = 0.0392. "
            "-0.05 - 0.0392 = -0.0892 and -0.05 + 0.0392 = -0.0108.",
        ),
    )


LOWER = _limit_item(
    "risk_difference_low",
    "Lower end of the 95 % interval",
    "What is the lower end of the 95 % confidence interval of the risk difference?",
    -1,
    "Below this, a difference would fit the data badly.",
    "Lower means further to the left on the number line. Which end is that?",
)

UPPER = _limit_item(
    "risk_difference_high",
    "Upper end of the 95 % interval",
    "What is the upper end of the 95 % confidence interval of the risk difference?",
    1,
    "Above this, a difference would fit the data badly. "
    "Look whether zero lies inside your interval.",
    "Upper means further to the right on the number line. Which end is that?",
)

RELATIVE = Item(
    "relative_risk",
    "Relative risk",
    "What is the relative risk: the risk with peer support divided by the risk with care as usual?",
    relative_risk,
    absolute=0.0055,
    points=1,
    low=0.0,
    high=1e6,
    placeholder="for example 0.85",
    right="Below 1 means: the risk was lower with peer support.",
    slips=("reciprocal", "percent"),
    misconceptions=(
        Misconception(
            "misconception:odds-for-risk",
            odds_ratio,
            "This is the ratio of two odds. With events as common as these it looks "
            "stronger than the relative risk.",
            "Which numbers does a risk divide by?",
            0.25,
        ),
        Misconception(
            "misconception:relative-reduction",
            lambda d: 1.0 - relative_risk(d),
            "This is the relative risk reduction: how far the ratio lies below one.",
            "How large is the part of the risk that stays?",
            0.5,
        ),
        Misconception(
            "misconception:relative-reduction",
            lambda d: relative_risk(d) - 1.0,
            "This is the relative change: how far the ratio lies from one.",
            "What is the ratio itself?",
            0.5,
        ),
        Misconception(
            "misconception:absolute-for-relative",
            risk_difference,
            "This is the risk difference.",
            "A ratio divides. What is divided by what?",
            0.25,
        ),
        Misconception(
            "misconception:counts-for-risks",
            lambda d: d["readmitted_programme"] / d["readmitted_comparison"],
            "This divides one count of people by the other.",
            "The groups are not equally large. How can the counts be made comparable?",
            0.25,
        ),
        Misconception(
            "misconception:other-group-size",
            lambda d: _programme_over_other_group(d) / _comparison_over_other_group(d),
            OTHER_GROUP,
            WHOSE,
            0.25,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: risk_programme(d) / d["readmitted_comparison"] / d["people_comparison"],
            NO_BRACKETS,
            WHICH_BRACKETS,
            0.5,
            exact=True,
        ),
    ),
    follows=(FollowThrough("risk_programme", lambda d, risk: risk / risk_comparison(d), 0.0, 1.0),),
    hints=(
        "We are looking for one number that says how the two risks compare as a ratio. "
        "1 would mean: equal risks.",
        "You need the risk in each group.",
        "Relative risk = risk with peer support / risk with care as usual.",
        "On other numbers: 0.25 / 0.30 = 0.83. The risk is 83 %% of what it was.",
    ),
)

ODDS = Item(
    "odds_ratio",
    "Odds ratio",
    "What is the odds ratio: the odds with peer support divided by the odds with care as usual?",
    odds_ratio,
    absolute=0.0055,
    points=1,
    low=0.0,
    high=1e6,
    placeholder="for example 0.80",
    right="It lies further from 1 than the relative risk. So it must not be read as one.",
    slips=("reciprocal", "percent"),
    misconceptions=(
        Misconception(
            "misconception:risk-for-odds",
            relative_risk,
            "This is the relative risk: a ratio of two risks.",
            "Odds compare those readmitted with those not readmitted. What are the two odds?",
            0.25,
        ),
        Misconception(
            "misconception:one-group-only",
            lambda d: odds(risk_programme(d)),
            "These are the odds in the peer support group.",
            "An odds ratio compares two groups. What are the odds in the other one?",
            0.5,
        ),
        Misconception(
            "misconception:mixed-cross-product",
            lambda d: odds(risk_programme(d)) * odds(risk_comparison(d)),
            "It looks as if the two odds were multiplied.",
            "A ratio divides. Which odds go below the line?",
            0.25,
        ),
        Misconception(
            "misconception:odds-difference",
            lambda d: odds(risk_programme(d)) - odds(risk_comparison(d)),
            "This takes one odds from the other.",
            "A ratio divides. Which odds go below the line?",
            0.25,
        ),
        Misconception(
            "misconception:ratio-reduction",
            lambda d: 1.0 - odds_ratio(d),
            "This is how far the ratio lies below one.",
            "What is the ratio itself?",
            0.5,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: (
                odds(risk_programme(d))
                / d["readmitted_comparison"]
                / (d["people_comparison"] - d["readmitted_comparison"])
            ),
            NO_BRACKETS,
            WHICH_BRACKETS,
            0.5,
            exact=True,
        ),
    ),
    follows=(
        FollowThrough(
            "risk_programme", lambda d, risk: odds(risk) / odds(risk_comparison(d)), 0.0, 1.0
        ),
    ),
    hints=(
        "We are looking for how the odds in the two groups compare. Odds are not risks.",
        "You need four numbers: readmitted and not readmitted, in each group.",
        "Odds = readmitted / not readmitted. "
        "Odds ratio = odds with peer support / odds with care as usual.",
        "On other numbers: 20 and 60 against 30 and 70. "
        "(20 / 60) / (30 / 70) = 0.333 / 0.429 = 0.78.",
    ),
)


def _whole_percentages(d):
    gap = abs(round(100 * risk_programme(d)) - round(100 * risk_comparison(d)))
    return 100.0 / gap


NEEDED = Item(
    "number_needed_to_treat",
    "Number needed to treat",
    "How many people need to be offered peer support so that, on average, "
    "one person fewer is readmitted? Look at your interval: if it holds zero, nobody can be sure "
    "that there is a difference. Then this number needs a warning beside it.",
    number_needed_to_treat,
    absolute=0.0,
    relative=0.011,
    points=2,
    low=1.0,
    high=1e6,
    placeholder="for example 20",
    right="It speaks of people, so it is easy to pass on. Always say for how long: here, a year. "
    "Does your interval hold zero? What would you add then?",
    slips=("hundredth", "reciprocal"),
    misconceptions=(
        Misconception(
            "scale:sign",
            lambda d: -number_needed_to_treat(d),
            "The size is right. The minus sign comes from the risk difference.",
            "A number of people has no minus sign. How can you write it without one?",
            0.5,
        ),
        Misconception(
            "rounded-up",
            lambda d: ceil(number_needed_to_treat(d)),
            "You rounded up to whole people, as is usual.",
            "",
            1.0,
            exact=True,
        ),
        Misconception(
            "rounded-down",
            lambda d: floor(number_needed_to_treat(d)),
            "The number is rounded down, which promises a little too much.",
            "To be careful, which way would you round it?",
            0.75,
            exact=True,
        ),
        Misconception(
            "misconception:from-relative-reduction",
            lambda d: 1.0 / (1.0 - relative_risk(d)),
            "It looks as if you started from the relative change.",
            "Which change counts people out of all people?",
            0.25,
        ),
        Misconception(
            "misconception:from-odds-ratio",
            lambda d: 1.0 / (1.0 - odds_ratio(d)),
            "It looks as if you started from the odds ratio.",
            "Which change counts people out of all people?",
            0.25,
        ),
        Misconception(
            "misconception:from-relative-risk",
            lambda d: 1.0 / relative_risk(d),
            "It looks as if you divided one by the relative risk.",
            "Which change counts people out of all people?",
            0.25,
        ),
        Misconception(
            "misconception:from-rounded-percentages",
            _whole_percentages,
            PERCENT_ROUNDED,
            KEEP_DIGITS,
            0.5,
        ),
        Misconception(
            "misconception:difference-of-reciprocals",
            lambda d: 1.0 / risk_programme(d) - 1.0 / risk_comparison(d),
            "It looks as if one was divided by each risk first, and then one result "
            "taken from the other.",
            "Take the risks from each other first. What do you do then?",
            0.25,
        ),
        Misconception(
            "misconception:people-saved",
            lambda d: abs(risk_difference(d)) * d["people_programme"],
            "This is how many fewer people were readmitted in this group.",
            "How many people have to be offered peer support for there to be one such person?",
            0.25,
        ),
    ),
    follows=(FollowThrough("risk_difference", lambda d, own: 1.0 / abs(own), -0.999, 0.999),),
    hints=(
        "Think of a group of people who are offered peer support. How large must it be "
        "so that one person fewer is readmitted?",
        "You need one number that you have already: the risk difference.",
        "Number needed to treat = 1 / risk difference, without its sign.",
        "On other numbers: the risk falls by 0.05. 1 / 0.05 = 20 people.",
    ),
)

ITEMS = (RISK, DIFFERENCE, LOWER, UPPER, RELATIVE, ODDS, NEEDED)
