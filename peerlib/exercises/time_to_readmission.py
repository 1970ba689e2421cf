"""How long people stay out of hospital, when some are not followed to the end.

Each learner has an invented group of their own: twelve people with peer support, each with the
week of a readmission or the week they were last seen, and eight people with care as usual.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models import survival
from ..models.random_numbers import Pcg32

NAME = "time-to-readmission"
VERSION = 1
TITLE = "How long until?"
LEAD = (
    "Work out how long people stay out of hospital, even though not all were followed to the end. "
    "You may type the calculation itself, such as (1 - 1/9) * (1 - 1/8)."
)
PEOPLE = 12
HALF_YEAR = 26
USUAL = 8
# What holds for every group that can be.
DOMAIN = (
    (
        "twelve people, each with a week of their own between 1 and 52",
        lambda d: (
            len(d["weeks"]) == PEOPLE == len(set(d["weeks"]))
            and 1 <= min(d["weeks"])
            and max(d["weeks"]) <= 52
        ),
    ),
    (
        "somebody was last seen before the third readmission, so that it matters",
        lambda d: bool([1 for w, r in _pairs(d) if not r and w < d["third_week"]]),
    ),
    ("half of the curve is reached", lambda d: median_weeks(d) is not None),
    ("people with peer support stay out longer, by a week at least", lambda d: gain(d) >= 1.0),
)


def data_for(seed):
    """Return a learner's own invented group.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``weeks`` and ``readmitted`` (1 or 0) of the people with peer support, in the order of
        weeks; ``third_week``, that of the third readmission; ``half_year`` (26);
        ``first_fall``, ``second_fall``, ``third_fall``: when people with care as usual were
        readmitted, one of ``usual_people`` each time; ``peer_mean``: weeks out of hospital up to
        week 26 with peer support; ``larger_gain``, ``larger_low``, ``larger_high``: what a
        larger invented trial found.

    Raises
    ------
    RuntimeError
        If no suitable group turns up in many tries.

    Examples
    --------
    >>> len(data_for(1)["weeks"])
    12
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS)


def _drawn(random):
    """Return one group at random, or None if it would not be a suitable one."""
    early_events, early_seen = random.integer(3, 4), random.integer(2, 3)
    early = _weeks(random, early_events + early_seen, 3, 25)
    late = _weeks(random, PEOPLE - len(early), 27, 52)
    flags = _flags(random, len(early), early_events)
    flags += _flags(random, len(late), random.integer(2, 3))
    weeks = early + late
    third = [week for week, flag in zip(weeks, flags) if flag][2]
    data = {
        "weeks": weeks,
        "readmitted": flags,
        "third_week": third,
        "half_year": HALF_YEAR,
        "usual_people": USUAL,
        "first_fall": random.integer(2, 5),
        "second_fall": random.integer(6, 10),
        "third_fall": random.integer(11, 17),
    }
    data["peer_mean"] = round(survival.restricted_mean(curve(data), HALF_YEAR), 2)
    data.update(_larger_trial(random))
    lost = [week for week, flag in zip(weeks, flags) if not flag and week < third]
    if not lost or median_weeks(data) is None or gain(data) < 1.0:
        return None
    return data


def _weeks(random, count, low, high):
    """Return so many different weeks, in order."""
    weeks = []
    while len(weeks) < count:
        week = random.integer(low, high)
        if week not in weeks:
            weeks.append(week)
    return sorted(weeks)


def _flags(random, count, ones):
    """Return so many zeros and ones, in any order."""
    flags = [0] * count
    while sum(flags) < ones:
        flags[random.integer(0, count - 1)] = 1
    return flags


def _larger_trial(random):
    """Return gain and interval of a larger trial, either clear of zero or well across it."""
    found = round(1.5 + 2.5 * random.uniform(), 1)
    if random.uniform() < 0.5:
        half = found * (0.45 + 0.3 * random.uniform())
    else:
        half = found * (1.25 + 0.5 * random.uniform())
    return {
        "larger_gain": found,
        "larger_low": round(found - half, 1),
        "larger_high": round(found + half, 1),
    }


def story(data):
    """Return the group in words."""
    return (
        "An invented study. Twelve people had peer support; the table says in which week each was "
        "readmitted, or last seen out of hospital. Up to week 26 they were out of hospital for "
        "%(peer_mean).2f weeks on average (worked out for you). Eight people had care as usual, "
        "and all were followed for 26 weeks. One person was readmitted in each of the weeks "
        "%(first_fall)d, %(second_fall)d and %(third_fall)d. So the share still out of hospital "
        "was 1, then 0.875, then 0.75, then 0.625. A larger invented trial found a gain of "
        "%(larger_gain).1f weeks with peer support, with a 95 %% interval from %(larger_low).1f to "
        "%(larger_high).1f." % data
    )


def table(data):
    """Return the people with peer support as a table: caption, columns, rows."""
    names = "ABCDEFGHIJKL"
    words = ("last seen out of hospital", "readmitted")
    return {
        "caption": "An invented group: twelve people with peer support, in the order of weeks.",
        "columns": ["Person", "Week", "What happened in that week"],
        "rows": [[names[i], week, words[flag]] for i, (week, flag) in enumerate(_pairs(data))],
    }


def _pairs(d):
    return list(zip(d["weeks"], d["readmitted"]))


# The quantities.


def curve(d):
    """Return the steps of the curve of the people with peer support."""
    return survival.steps(d["weeks"], [flag == 1 for flag in d["readmitted"]])


def at_risk(d):
    """Return how many were out of hospital, and still followed, just before the third fall."""
    return len([week for week in d["weeks"] if week >= d["third_week"]])


def still_out(d):
    """Return the share still out of hospital at week 26."""
    return survival.share_at(curve(d), HALF_YEAR)


def median_weeks(d):
    """Return the first week at which half or fewer are still out of hospital."""
    return survival.median(curve(d))


def _median_from(d, share):
    """Return the median that follows from a share at week 26 of the learner's own."""
    if share <= 0.5:
        return None
    for week, followed, events, _ in curve(d):
        if week > HALF_YEAR:
            share = share * (1.0 - events / followed)
            if share <= 0.5:
                return week
    return None


def usual_curve(d):
    """Return the steps of the curve of the people with care as usual."""
    falls = (d["first_fall"], d["second_fall"], d["third_fall"])
    return [(week, 1.0 - (i + 1) / USUAL) for i, week in enumerate(falls)]


def usual_mean(d):
    """Return the mean weeks out of hospital up to week 26 with care as usual."""
    return survival.restricted_mean(usual_curve(d), HALF_YEAR)


def gain(d):
    """Return the restricted mean with peer support minus that with care as usual."""
    return d["peer_mean"] - usual_mean(d)


def says(d):
    """Return what may be said of the larger trial."""
    return "open" if d["larger_low"] <= 0 <= d["larger_high"] else "longer"


# Wrong turns.


def _early(d, flag):
    """Return how many were readmitted (1), or last seen (0), before week 26."""
    return len([1 for week, one in _pairs(d) if one == flag and week <= HALF_YEAR])


def _early_steps(d):
    return [step for step in curve(d) if step[0] <= HALF_YEAR]


def _product(factors):
    share = 1.0
    for factor in factors:
        share = share * factor
    return share


def _middle(values):
    """Return the middle of an ordered list; between the two in the middle if it is even."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def _readmission_weeks(d):
    return [week for week, flag in _pairs(d) if flag]


def _widths(d):
    return (
        d["first_fall"],
        d["second_fall"] - d["first_fall"],
        d["third_fall"] - d["second_fall"],
        HALF_YEAR - d["third_fall"],
    )


AT_RISK = Item(
    "at_risk",
    "People at risk",
    "Look at the third readmission. Just before that week, how many people with peer support were "
    "still out of hospital and still followed? Count the person who is about to be readmitted.",
    at_risk,
    absolute=0.01,
    points=1,
    low=0.0,
    high=13.0,
    placeholder="a whole number",
    right="It could still happen to these people, and be seen. They are called at risk.",
    misconceptions=(
        Misconception(
            "misconception:everybody-at-risk",
            lambda d: PEOPLE,
            "You seem to have counted all who were there at the beginning.",
            "Who had already been readmitted, or was no longer followed, by that week?",
            0.25,
        ),
        Misconception(
            "misconception:censored-stay-at-risk",
            lambda d: PEOPLE - 2,
            "You seem to have taken away only those who had been readmitted.",
            "What about those who were last seen before that week: would your table show it if "
            "they were readmitted?",
            0.25,
        ),
        Misconception(
            "misconception:after-the-event",
            lambda d: at_risk(d) - 1,
            "You seem to have left out the person who is readmitted in that week.",
            "Could it happen to that person, just before it did?",
            0.5,
        ),
        Misconception(
            "misconception:who-is-gone",
            lambda d: PEOPLE - at_risk(d),
            "This looks like the people who are no longer there.",
            "Of the twelve, how many are left?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for a number of people: those who could still be readmitted, and whose "
        "readmission would be seen.",
        "You need the column of weeks. The third readmission is in week %(third_week)d.",
        "At risk = people whose week is %(third_week)d or later.",
        "On other numbers: weeks 2, 5, 7, 9, 12, and somebody is readmitted in week 7. "
        "7, 9 and 12 are 7 or later, so 3 people are at risk.",
    ),
)

STILL_OUT = Item(
    "still_out",
    "Still out of hospital at week 26",
    "Work out the curve of the people with peer support. What share is still out of hospital at "
    "week 26? Give three digits after the point.",
    still_out,
    absolute=0.0012,
    points=2,
    low=0.0,
    high=1.0,
    placeholder="for example 0.625 or 62.5 %",
    right="People who were last seen early count for as long as they were followed.",
    near="Did you keep all the digits until the end, and stop at week 26?",
    slips=("percent",),
    misconceptions=(
        Misconception(
            "rounded",
            lambda d: round(still_out(d), 2),
            "You seem to have rounded to two digits.",
            "What do you get if you keep three digits after the point?",
            0.75,
            exact=True,
        ),
        Misconception(
            "misconception:censored-stay-well",
            lambda d: 1.0 - _early(d, 1) / PEOPLE,
            "You seem to have counted everybody who was last seen early as still out at week 26.",
            "Do you know that they were out of hospital until then?",
            0.25,
        ),
        Misconception(
            "misconception:censored-dropped",
            lambda d: 1.0 - _early(d, 1) / (PEOPLE - _early(d, 0)),
            "You seem to have left out everybody who was last seen early.",
            "What do you know about them, up to the week they were last seen?",
            0.25,
        ),
        Misconception(
            "misconception:censored-as-events",
            lambda d: len([1 for week in d["weeks"] if week > HALF_YEAR]) / PEOPLE,
            "You seem to have counted everybody who was last seen early as readmitted.",
            "Which of them do you know were readmitted?",
            0.25,
        ),
        Misconception(
            "misconception:share-readmitted",
            lambda d: 1.0 - still_out(d),
            "This looks like the share who were readmitted.",
            "How large is the share who were not?",
            0.5,
        ),
        Misconception(
            "misconception:shares-added",
            lambda d: 1.0 - sum([1.0 / step[1] for step in _early_steps(d)]),
            "You seem to have taken all the small shares away from 1.",
            "Each step leaves a part of what was left before. Which sign goes with that?",
            0.5,
        ),
        Misconception(
            "misconception:one-step-short",
            lambda d: survival.share_at(curve(d), _early_steps(d)[-1][0] - 1),
            "You seem to have stopped one readmission too early.",
            "How many people were readmitted in week 26 or before?",
            0.5,
        ),
        Misconception(
            "misconception:everybody-at-risk",
            lambda d: _product([1.0 - 1.0 / PEOPLE] * _early(d, 1)),
            "You seem to have divided by twelve at each step.",
            "How many people were at risk at each readmission?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one share: out of hospital at week 26, worked out step by step.",
        "At each readmission up to week 26, count who is at risk. That is all you need.",
        "At each readmission the share is multiplied by (1 - 1 / people at risk). A week in which "
        "somebody is last seen is not a step.",
        "On other numbers: readmissions with 9, 7 and 4 people at risk. "
        "(1 - 1/9) * (1 - 1/7) * (1 - 1/4) = 0.889 * 0.857 * 0.75 = 0.571.",
    ),
)

MEDIAN = Item(
    "median_weeks",
    "Median time",
    "Go on with the curve beyond week 26. What is the first week at which the share still out of "
    "hospital is a half or less?",
    median_weeks,
    absolute=0.01,
    points=1,
    low=0.0,
    high=53.0,
    placeholder="a week",
    right="This is the median time. It takes into account the people who were last seen early.",
    misconceptions=(
        Misconception(
            "misconception:median-of-all-weeks",
            lambda d: _middle(d["weeks"]),
            "This looks like the middle of all twelve weeks.",
            "Some of these weeks are not readmissions. Where does the curve pass one half?",
            0.25,
        ),
        Misconception(
            "misconception:median-of-events",
            lambda d: _middle(_readmission_weeks(d)),
            "This looks like the middle of the weeks of readmission.",
            "Where in it are the people who were not readmitted? Where does the curve pass one "
            "half?",
            0.25,
        ),
        Misconception(
            "misconception:mean-of-events",
            lambda d: sum(_readmission_weeks(d)) / len(_readmission_weeks(d)),
            "This looks like the mean of the weeks of readmission.",
            "Those who stayed out longest are not in it. Where does the curve pass one half?",
            0.0,
        ),
        Misconception(
            "misconception:one-step-short",
            lambda d: [step[0] for step in curve(d) if step[-1] > 0.5][-1],
            "At this week the share seems to be still above one half.",
            "What is the share after the next readmission?",
            0.5,
        ),
    ),
    follows=(FollowThrough("still_out", _median_from, 0.0, 1.0),),
    hints=(
        "We are looking for a week: the first at which half or fewer are still out of hospital.",
        "You need the share at week 26, and the readmissions after it.",
        "Go on multiplying by (1 - 1 / people at risk) until the share is 0.5 or less. "
        "The week of that readmission is the median time.",
        "On other numbers: 0.60 at week 26. In week 30 somebody is readmitted, 5 at risk: "
        "0.60 * 0.8 = 0.48. So the median time is 30 weeks.",
    ),
)

USUAL_MEAN = Item(
    "usual_mean",
    "Weeks out of hospital with care as usual",
    "Up to week 26, how many weeks were people with care as usual out of hospital, on average? "
    "It is the area under their curve.",
    usual_mean,
    absolute=0.055,
    points=2,
    low=0.0,
    high=26.0,
    placeholder="for example 20.5",
    right="This is called the restricted mean: restricted, since it stops at week 26.",
    near="Did you keep all the digits until the end?",
    misconceptions=(
        Misconception(
            "misconception:mean-of-shares",
            lambda d: HALF_YEAR * (1.0 + 0.875 + 0.75 + 0.625) / 4.0,
            "You seem to have taken the plain mean of the four shares.",
            "For how many weeks did each share hold?",
            0.25,
        ),
        Misconception(
            "misconception:last-share-throughout",
            lambda d: HALF_YEAR * 0.625,
            "You seem to have used the last share for all 26 weeks.",
            "What was the share before that?",
            0.25,
        ),
        Misconception(
            "misconception:first-stretch-left-out",
            lambda d: usual_mean(d) - d["first_fall"],
            "The weeks before the first fall seem to be missing.",
            "How large was the share in those weeks?",
            0.5,
        ),
        Misconception(
            "misconception:weeks-not-widths",
            lambda d: (
                d["first_fall"] + 0.875 * d["second_fall"] + 0.75 * d["third_fall"] + 0.625 * 26
            ),
            "You seem to have multiplied each share by the week at which it ends.",
            "How many weeks does each stretch last, from its beginning to its end?",
            0.25,
        ),
        Misconception(
            "misconception:mean-of-events",
            lambda d: (d["first_fall"] + d["second_fall"] + d["third_fall"]) / 3.0,
            "This looks like the mean of the three weeks of readmission.",
            "Five people were not readmitted. How do their 26 weeks come in?",
            0.0,
        ),
        Misconception(
            "misconception:falls-shifted",
            lambda d: sum([w * s for w, s in zip(_widths(d), (0.875, 0.75, 0.625, 0.5))]),
            "Each share seems to begin one stretch too early.",
            "What is the share before anybody was readmitted?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for a number of weeks, at most 26.",
        "You need four shares (1, 0.875, 0.75, 0.625) and for how many weeks each held. "
        "The falls are in weeks %(first_fall)d, %(second_fall)d and %(third_fall)d.",
        "Area = weeks * share, for each of the four stretches, added up. "
        "A stretch lasts from one fall to the next, and the last one until week 26.",
        "On other numbers, up to week 10: share 1 until week 4, then 0.5. "
        "4 * 1 + (10 - 4) * 0.5 = 7 weeks.",
    ),
)

GAIN = Item(
    "gain",
    "Weeks gained",
    "How many weeks more, up to week 26, were people with peer support out of hospital than people "
    "with care as usual, on average?",
    gain,
    absolute=0.055,
    points=1,
    low=-26.0,
    high=26.0,
    placeholder="for example 3.5",
    right="These are weeks in the first half year. They say nothing about the time after it.",
    near="Did you keep all the digits until the end?",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:ratio-for-difference",
            lambda d: d["peer_mean"] / usual_mean(d),
            "This is one mean divided by the other.",
            "How far apart are they, in weeks?",
            0.25,
        ),
        Misconception(
            "misconception:difference-at-the-end",
            lambda d: still_out(d) - 0.625,
            "This is how far apart the two curves are at week 26.",
            "The question is about all the weeks up to then. Which two means do you have?",
            0.25,
        ),
        Misconception(
            "misconception:gain-from-median",
            lambda d: median_weeks(d) - usual_mean(d),
            "This takes a mean from a median.",
            "Which number for peer support goes with the mean up to week 26?",
            0.25,
        ),
    ),
    follows=(FollowThrough("usual_mean", lambda d, own: d["peer_mean"] - own, 0.0, 26.0),),
    hints=(
        "We are looking for a difference in weeks. Above 0 means: longer out of hospital with peer "
        "support.",
        "You need two means up to week 26. One is given: %(peer_mean).2f. The other you have.",
        "Gain = mean with peer support - mean with care as usual.",
        "On other numbers: 21.5 - 18.0 = 3.5 weeks.",
    ),
)

SAYS = Choice(
    "says",
    "What may be said",
    "The larger invented trial found a gain, with an interval. What may you say about it?",
    says,
    (
        Option(
            "longer",
            "Over 26 weeks, people with peer support were out of hospital longer on average. The "
            "interval lies above 0.",
            "An interval lies above 0 if both its ends do.",
            "Where does the lower end lie?",
            tag="misconception:interval-above-zero",
        ),
        Option(
            "open",
            "Over 26 weeks, people with peer support were out of hospital longer on average. The "
            "interval holds 0, so it is open whether there is a gain.",
            "An interval holds 0 if its lower end is below 0 and its upper end above.",
            "Where does the lower end lie?",
            tag="misconception:interval-holds-zero",
        ),
        Option(
            "none",
            "The trial shows that peer support makes no difference.",
            "An interval never shows that there is no effect. It shows what else the data fit.",
            "What is the largest gain that fits these data?",
            tag="misconception:no-proof-is-proof-of-none",
        ),
        Option(
            "each",
            "Each person with peer support had that many weeks more out of hospital.",
            "The gain is a mean over people.",
            "What if some gained many weeks, and others none?",
            0.25,
            tag="misconception:mean-for-each",
        ),
        Option(
            "later",
            "People with peer support go back to hospital that many weeks later in their lives.",
            "Everything here stops at week 26.",
            "What do these data say about week 27?",
            0.25,
            tag="misconception:beyond-the-horizon",
        ),
    ),
    points=1,
    right="It speaks of a mean, of 26 weeks, and of what the interval leaves open.",
    hints=(
        "We are looking for the sentence that says no more, and no less, than these numbers.",
        "You need the lower and the upper end of the interval of the larger trial.",
        "Is 0 between the two ends? And which time, and which people, is the gain about?",
        "On other numbers: a gain of 2 weeks with an interval from -1 to 5 holds 0. Both a gain of "
        "5 weeks and a loss of 1 week fit the data.",
    ),
)

ITEMS = (AT_RISK, STILL_OUT, MEDIAN, USUAL_MEAN, GAIN, SAYS)
