"""Counting admissions and days in hospital: rates, their ratio, and how sure it is.

Each learner has an invented trial of their own, in which people were followed for different
lengths of time and some came back many times, and the days in hospital of eleven people.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.intervals import Interval
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models import rates
from ..models.random_numbers import Pcg32

NAME = "admissions-and-bed-days"
VERSION = 1
TITLE = "Counting admissions and days"
LEAD = (
    "Work out how often people were admitted, how two groups compare, and how sure that is. "
    "You may type the calculation itself, such as 30/40."
)
Z_95 = 1.96
LISTED = 11
# What holds for every trial that can be.
DOMAIN = (
    (
        "people were followed for less than two years each, and longer in one group",
        lambda d: (
            0 < d["years_peer"] < 2 * d["people_peer"]
            and 0 < d["years_usual"] < 2 * d["people_usual"]
        ),
    ),
    (
        "some people were admitted, and there are at least as many admissions as such people",
        lambda d: (
            0 < d["admitted_peer"] < min(d["people_peer"], d["admissions_peer"])
            and 0 < d["admitted_usual"] < min(d["people_usual"], d["admissions_usual"])
        ),
    ),
    (
        "counts vary more than chance alone would have them",
        lambda d: spread(d) > 1.2 and d["factor_spread"] > d["factor_chance"],
    ),
    (
        "chance alone would speak for fewer admissions with peer support",
        lambda d: rate_ratio(d) * d["factor_chance"] < 1.0,
    ),
    ("more than half of the eleven people have no days", lambda d: _middle(d["days"]) == 0),
)


def data_for(seed):
    """Return a learner's own invented trial.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        For each group (``_peer``, ``_usual``): ``people``; ``years``, the time they were
        followed, together; ``admissions``; ``admitted``, people admitted at least once; ``mean``
        and (standard) ``deviation`` of the admissions of each person.
        ``factor_chance`` and ``factor_spread``, by which a ratio is divided and multiplied to
        get its 95 % interval, by chance alone and allowing for the spread. ``days`` in hospital
        of eleven people, and ``days_total``.

    Raises
    ------
    RuntimeError
        If no suitable trial turns up in many tries.

    Examples
    --------
    >>> len(data_for(1)["days"])
    11
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS)


def _drawn(random):
    """Return one trial at random, or None if it would not be a suitable one."""
    data, moments = {}, []
    usual_rate = 1.2 + 0.8 * random.uniform()
    ratio = 0.5 + 0.3 * random.uniform()
    follow_up = (0.74 + 0.14 * random.uniform(), 0.45 + 0.15 * random.uniform())
    for group, rate, each in (
        ("peer", usual_rate * ratio, follow_up[0]),
        ("usual", usual_rate, follow_up[1]),
    ):
        people = random.integer(45, 110)
        years = round(people * each, 1)
        admissions = int(years * rate + 0.5)
        mean = admissions / people
        # people differ in how ill they are, and in how much support they have
        deviation = (mean + (0.7 + 1.6 * random.uniform()) * mean * mean) ** 0.5
        data["people_" + group] = people
        data["years_" + group] = years
        data["admissions_" + group] = admissions
        data["admitted_" + group] = int(people * (0.3 + 0.2 * random.uniform()) + 0.5)
        data["mean_" + group] = round(mean, 2)
        data["deviation_" + group] = round(deviation, 2)
        moments.append((mean, deviation, people))
    counts = data["admissions_peer"], data["admissions_usual"]
    data["factor_chance"] = _factor(rates.poisson_log_ratio_error(*counts))
    data["factor_spread"] = _factor(rates.log_ratio_error(*(moments[0] + moments[1])))
    data["days"] = _days(random)
    data["days_total"] = sum(data["days"])
    plausible = (
        data["admitted_peer"] < counts[0]
        and data["admitted_usual"] < counts[1]
        and rate_ratio(data) * data["factor_chance"] < 0.98
        and abs(rate_ratio(data) * data["factor_spread"] - 1.0) > 0.03
    )
    return data if plausible else None


def _factor(error):
    return round(rates.spread_factor(error, Z_95), 3)


def _days(random):
    """Return days in hospital: six or seven people with none, some with few, one with many."""
    days = [0] * random.integer(6, 7)
    while len(days) < LISTED - 1:
        days.append(random.integer(2, 24))
    return sorted(days) + [random.integer(60, 150)]


def story(data):
    """Return the trial in words."""
    return (
        "An invented trial of peer support after a stay in hospital. People were not all followed "
        "for the same time. To get a 95 %% interval, the rate ratio is divided and multiplied by "
        "%(factor_spread).3f if we allow for the spread between people, and by %(factor_chance).3f "
        "if we allow for chance only. "
        % data
        + "Eleven other people had these days in hospital in a year: %s. Together: %d."
        % (", ".join([str(day) for day in data["days"]]), data["days_total"])
    )


def table(data):
    """Return the trial as a table: caption, columns, rows."""
    rows = []
    for name, words, form in (
        ("people", "People", "%d"),
        ("years", "Years followed, all together", "%.1f"),
        ("admissions", "Admissions, all together", "%d"),
        ("admitted", "People admitted at least once", "%d"),
        ("mean", "Admissions for each person, mean", "%.2f"),
        ("deviation", "The same, standard deviation", "%.2f"),
    ):
        rows.append([words, form % data[name + "_peer"], form % data[name + "_usual"]])
    return {
        "caption": "An invented trial: admissions to hospital.",
        "columns": ["What", "Peer support", "Care as usual"],
        "rows": rows,
    }


# The quantities.


def rate_peer(d):
    """Return admissions for each person-year with peer support."""
    return rates.rate(d["admissions_peer"], d["years_peer"])


def rate_usual(d):
    """Return admissions for each person-year with care as usual."""
    return rates.rate(d["admissions_usual"], d["years_usual"])


def rate_ratio(d):
    """Return the rate with peer support over that with care as usual."""
    return rate_peer(d) / rate_usual(d)


def spread(d):
    """Return variance over mean of the admissions with care as usual."""
    return rates.variance_to_mean(d["mean_usual"], d["deviation_usual"])


def around(d, ratio, factor):
    """Return a ratio divided and multiplied by a factor."""
    return ratio / factor, ratio * factor


def interval(d):
    """Return the interval of the rate ratio that allows for the spread."""
    return around(d, rate_ratio(d), d["factor_spread"])


def says(d):
    """Return what may be said of the trial."""
    return _verdict(interval(d))


def _verdict(limits):
    return "open" if limits[0] <= 1.0 <= limits[1] else "fewer"


def days_for_hundred(d):
    """Return the days in hospital to expect of a hundred people like the eleven."""
    return 100.0 * d["days_total"] / LISTED


# Wrong turns.


def _per_person(d):
    return (d["admissions_peer"] / d["people_peer"]) / (d["admissions_usual"] / d["people_usual"])


def _first_only(d, group):
    return d["admitted_" + group] / d["people_" + group]


def _middle(values):
    return sorted(values)[len(values) // 2]


RATE = Item(
    "rate_peer",
    "Admission rate with peer support",
    "How many admissions were there for each year that a person with peer support was followed?",
    rate_peer,
    absolute=0.0055,
    points=1,
    low=0.0,
    high=100.0,
    placeholder="for example 0.85",
    right="This is a rate: events for each person-year.",
    slips=("reciprocal",),
    misconceptions=(
        Misconception(
            "misconception:people-for-time",
            lambda d: d["admissions_peer"] / d["people_peer"],
            "You seem to have divided by the number of people.",
            "For how long were they followed? Somebody who is followed longer has more time to be "
            "admitted.",
            0.25,
        ),
        Misconception(
            "misconception:first-events-only",
            lambda d: _first_only(d, "peer"),
            "This is the share of people who were admitted at least once.",
            "In that share, somebody who was admitted four times counts once. How many admissions "
            "were there, and in how much time?",
            0.25,
        ),
        Misconception(
            "misconception:other-group-time",
            lambda d: d["admissions_peer"] / d["years_usual"],
            "You seem to have divided by the years of the other group.",
            "In whose time did these admissions happen?",
            0.25,
        ),
        Misconception(
            "misconception:swapped-arms",
            rate_usual,
            "This is a rate, and it belongs to the other group.",
            "Which column of the table has the people with peer support?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for one number: admissions for each year that one person is followed.",
        "You need the admissions with peer support, and the years that these people were followed, "
        "together.",
        "Rate = admissions / person-years.",
        "On other numbers: 30 admissions in 40 years. 30 / 40 = 0.75 a year.",
    ),
)

RATIO = Item(
    "rate_ratio",
    "Rate ratio",
    "What is the rate ratio: the rate with peer support divided by the rate with care as usual?",
    rate_ratio,
    absolute=0.0055,
    points=2,
    low=0.0,
    high=100.0,
    placeholder="for example 0.85",
    right="Below 1 means that, for the same time, there were fewer admissions with peer support.",
    slips=("reciprocal", "percent"),
    misconceptions=(
        Misconception(
            "misconception:counts-for-rates",
            lambda d: d["admissions_peer"] / d["admissions_usual"],
            "You seem to have divided one count of admissions by the other.",
            "The groups were not followed for the same time. How can the counts be made "
            "comparable?",
            0.25,
        ),
        Misconception(
            "misconception:people-for-time",
            _per_person,
            "You seem to have compared admissions for each person.",
            "Were people in both groups followed for the same time?",
            0.25,
        ),
        Misconception(
            "misconception:first-events-only",
            lambda d: _first_only(d, "peer") / _first_only(d, "usual"),
            "This compares how many people were admitted at least once.",
            "What happens to the second and the third admission of a person?",
            0.25,
        ),
        Misconception(
            "misconception:difference-for-ratio",
            lambda d: rate_peer(d) - rate_usual(d),
            "This is one rate minus the other.",
            "A ratio divides. What is divided by what?",
            0.25,
        ),
        Misconception(
            "misconception:one-group-only",
            rate_peer,
            "This is the rate with peer support.",
            "A ratio compares two groups. What is the rate in the other one?",
            0.25,
        ),
        Misconception(
            "misconception:relative-reduction",
            lambda d: 1.0 - rate_ratio(d),
            "This is how far the ratio lies below 1.",
            "What is the ratio itself?",
            0.5,
        ),
    ),
    follows=(FollowThrough("rate_peer", lambda d, own: own / rate_usual(d), 0.0, 100.0),),
    hints=(
        "We are looking for one number that says how the two rates compare. 1 would mean: equal "
        "rates.",
        "You need the rate in each group. You have one of them already.",
        "Rate ratio = rate with peer support / rate with care as usual.",
        "On other numbers: 0.75 a year against 1.25 a year. 0.75 / 1.25 = 0.60.",
    ),
)

SPREAD = Item(
    "spread",
    "How much people differ",
    "If only chance made people differ, the variance of their admissions would be about as large "
    "as the mean. Divide the variance by the mean, for care as usual.",
    spread,
    absolute=0.011,
    points=1,
    low=0.0,
    high=1000.0,
    placeholder="for example 1.50",
    right="It lies well above 1. So people differ by more than chance: some come back again and "
    "again.",
    near="Did you keep all the digits until the end?",
    slips=("reciprocal",),
    misconceptions=(
        Misconception(
            "misconception:deviation-for-variance",
            lambda d: d["deviation_usual"] / d["mean_usual"],
            "You seem to have divided the standard deviation by the mean.",
            "The variance is the standard deviation times itself. How large is it?",
            0.5,
        ),
        Misconception(
            "misconception:swapped-arms",
            lambda d: rates.variance_to_mean(d["mean_peer"], d["deviation_peer"]),
            "This belongs to the other group.",
            "Which column has care as usual?",
            0.5,
        ),
        Misconception(
            "misconception:variance-alone",
            lambda d: d["deviation_usual"] ** 2,
            "This looks like the variance.",
            "What should it be compared with?",
            0.5,
        ),
        Misconception(
            "misconception:mean-squared",
            lambda d: (d["deviation_usual"] / d["mean_usual"]) ** 2,
            "You seem to have divided by the mean twice.",
            "The variance is compared with the mean itself. How many times do you divide by the "
            "mean?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for one number. About 1 would mean: people differ by chance alone.",
        "You need mean (%(mean_usual).2f) and standard deviation (%(deviation_usual).2f) of the "
        "admissions of each person with care as usual.",
        "Variance = standard deviation * standard deviation. Then divide by the mean.",
        "On other numbers: mean 0.5, standard deviation 1.2. 1.2 * 1.2 / 0.5 = 2.88.",
    ),
)

INTERVAL = Interval(
    "interval",
    "Interval of the rate ratio",
    "What is the 95 % interval of the rate ratio, if you allow for the spread between people? "
    "Divide the ratio by the right factor to get the lower end, and multiply to get the upper end.",
    interval,
    absolute=0.0085,
    low=0.0,
    high=100.0,
    points=2,
    placeholder="for example 0.40 to 1.10",
    right="It is wider than the one for chance alone, because some people are counted many times.",
    misconceptions=(
        Misconception(
            "misconception:chance-alone",
            lambda d: around(d, rate_ratio(d), d["factor_chance"]),
            "This is the interval that goes with chance alone.",
            "You have seen how much people differ. Which factor allows for that?",
            0.5,
        ),
        Misconception(
            "misconception:factor-added",
            lambda d: (rate_ratio(d) - d["factor_spread"], rate_ratio(d) + d["factor_spread"]),
            "It looks as if you took the factor away for one end, and added it for the other.",
            "For a ratio, which two signs take the place of minus and plus?",
            0.25,
        ),
        Misconception(
            "misconception:around-one",
            lambda d: around(d, 1.0, d["factor_spread"]),
            "This interval lies around 1.",
            "Around which number should it lie?",
            0.25,
        ),
    ),
    follows=(
        FollowThrough("rate_ratio", lambda d, own: around(d, own, d["factor_spread"]), 0.0, 100.0),
    ),
    hints=(
        "We are looking for two numbers. The rate ratios between them fit the data well.",
        "You need your rate ratio, and the factor that allows for the spread: %(factor_spread).3f.",
        "Lower end = ratio / factor. Upper end = ratio * factor.",
        "On other numbers: ratio 0.60, factor 1.8. 0.60 / 1.8 = 0.33 and 0.60 * 1.8 = 1.08, "
        "so 0.33 to 1.08.",
    ),
)

SAYS = Choice(
    "says",
    "What may be said",
    "Look at your interval. What may you say about this trial?",
    says,
    (
        Option(
            "fewer",
            "For the same time there were fewer admissions with peer support, and the interval "
            "lies below 1.",
            "An interval lies below 1 if both its ends do.",
            "Where does the upper end lie?",
            tag="misconception:interval-below-one",
        ),
        Option(
            "open",
            "For the same time there were fewer admissions with peer support, but the interval "
            "holds 1, so it is open whether peer support brought them down.",
            "An interval holds 1 if its lower end is below 1 and its upper end above.",
            "Where does the upper end lie?",
            tag="misconception:interval-holds-one",
        ),
        Option(
            "none",
            "The trial shows that peer support makes no difference to admissions.",
            "An interval never shows that there is no difference. It shows what else the data fit.",
            "Which is the lowest rate ratio that fits these data?",
            tag="misconception:no-proof-is-proof-of-none",
        ),
        Option(
            "narrow",
            "The interval for chance alone is better, because it is narrower.",
            "A narrow interval is worth something only if it is honest.",
            "Do these people differ by chance alone? What did variance over mean say?",
            0.25,
            tag="misconception:narrower-is-better",
        ),
        Option(
            "each",
            "Each person with peer support was admitted less often than before.",
            "The ratio compares two groups of people.",
            "What does it say about one person, or about the time before?",
            0.25,
            tag="misconception:mean-for-each",
        ),
    ),
    points=1,
    right="It is about rates, about two groups, and about what the interval leaves open.",
    follows=(
        FollowThrough(INTERVAL, lambda d, own: _verdict(own), usable=lambda own: own[0] < own[1]),
    ),
    hints=(
        "We are looking for the sentence that says no more, and no less, than these numbers.",
        "You need both ends of the interval that allows for the spread.",
        "Is 1 between the two ends?",
        "On other numbers: the ratio is 0.58 and its interval runs from 0.32 to 1.04, so it holds "
        "1. The data fit a third of the admissions, and they also fit a few more.",
    ),
)

DAYS = Item(
    "days_for_hundred",
    "Days for a hundred people",
    "A service takes on a hundred people like the eleven. How many days in hospital should it "
    "expect in a year, for all of them together?",
    days_for_hundred,
    absolute=0.0,
    relative=0.006,
    points=1,
    low=0.0,
    high=36500.0,
    placeholder="a number of days",
    right="All the days together fill the beds. So the mean is what counts, with the one long stay "
    "in it.",
    slips=("hundredth",),
    misconceptions=(
        Misconception(
            "misconception:median-of-counts",
            lambda d: 100.0 * _middle(d["days"]),
            "You seem to have started from the person in the middle, who had no days at all.",
            "Would the hospital have been empty?",
            0.0,
        ),
        Misconception(
            "misconception:only-those-admitted",
            lambda d: 100.0 * d["days_total"] / len([day for day in d["days"] if day]),
            "You seem to have divided only by the people who were in hospital.",
            "Will all of the hundred people go to hospital?",
            0.25,
        ),
        Misconception(
            "misconception:longest-left-out",
            lambda d: 100.0 * (d["days_total"] - d["days"][-1]) / (LISTED - 1),
            "You seem to have left out the person with the longest stay.",
            "Among a hundred people, will there be nobody with a long stay?",
            0.25,
        ),
        Misconception(
            "misconception:one-person-times-hundred",
            lambda d: 100.0 * d["days"][-1],
            "You seem to have taken the longest stay for everybody.",
            "How many days is it for one of the eleven, on average?",
            0.0,
        ),
        Misconception(
            "misconception:total-times-hundred",
            lambda d: 100.0 * d["days_total"],
            "You seem to have multiplied the days of all eleven by a hundred.",
            "How many days is it for one of the eleven, on average?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for a number of days, for a hundred people in a year.",
        "You need all the days together (%(days_total)d), and how many people there are.",
        "Days for one person, on average = days together / people. Then times 100.",
        "On other numbers: 5 people with 0, 0, 0, 4 and 26 days. 30 / 5 = 6 days each, so 600 for "
        "a hundred.",
    ),
)

ITEMS = (RATE, RATIO, SPREAD, INTERVAL, SAYS, DAYS)
