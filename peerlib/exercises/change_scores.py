"""Change between two times: beside a comparison group, by itself, and for one person.

Each learner has invented numbers of their own. A service asked many people how confident they
feel. Those with low scores were offered a peer group; chance decided who went now and who waited.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models.before_after import difference_in_differences
from ..models.change import return_to_the_mean
from ..models.random_numbers import Pcg32
from ..models.reliable_change import ROOT_2, Z_95, error_of_measurement, smallest_reliable_change

NAME = "change-scores"
VERSION = 1
TITLE = "Did people really change?"
LEAD = (
    "Work out what an invented peer group changed, what would have changed anyway, and what one "
    "person's change can tell. You may type the calculation itself, such as (31.5 - 26.2) / 8."
)
DOMAIN = (
    ("scores run from 0 to 60, and so do the means", lambda d: _scores_can_be(d)),
    (
        "those picked scored below everybody's mean before",
        lambda d: max(d["before_programme"], d["before_comparison"]) < d["mean_everybody"] - 4,
    ),
    (
        "both groups rise, the programme group more",
        lambda d: 0 < change_comparison(d) < change_programme(d) - 1,
    ),
    ("Sam's rise is not close to the line", lambda d: not 0.9 < _sam_to_line(d) < 1.1),
)


def data_for(seed):
    """Return a learner's own invented numbers.

    They are drawn again until the right answers and all wrong turns that we know lie too far
    apart to be mistaken for each other.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``people_programme``, ``people_comparison``; mean scores ``before_programme``,
        ``after_programme``, ``before_comparison``, ``after_comparison``; of everybody who
        was asked, ``mean_everybody`` and ``sd``; ``reliability`` (test and retest) and
        ``alpha``; and one person's ``sam_before`` and ``sam_after``.

    Raises
    ------
    RuntimeError
        If no suitable numbers turn up in many tries.

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
    """Return numbers at random."""

    def between(low, high):
        return low + (high - low) * random.uniform()

    sd = _rounded(between(7.0, 10.5), 10)
    everybody = _rounded(between(34.0, 39.0), 10)
    reliability = _rounded(between(0.64, 0.86), 100)
    low = everybody - between(1.0, 1.4) * sd
    before = [_rounded(low + between(-0.8, 0.8), 10) for _ in range(2)]
    by_itself = (1.0 - reliability) * (everybody - low)
    gain = by_itself + between(-0.8, 0.8)
    data = {
        "people_programme": random.integer(36, 75),
        "people_comparison": random.integer(36, 75),
        "before_programme": before[0],
        "after_programme": _rounded(before[0] + gain + between(0.25, 0.6) * sd, 10),
        "before_comparison": before[1],
        "after_comparison": _rounded(before[1] + gain, 10),
        "mean_everybody": everybody,
        "sd": sd,
        "reliability": reliability,
        "alpha": _rounded(between(0.91, 0.96), 100),
        "sam_before": random.integer(16, 26),
    }
    share = between(0.5, 0.85) if random.uniform() < 0.6 else between(1.15, 1.4)
    data["sam_after"] = data["sam_before"] + int(share * threshold(data) + 0.5)
    return data


def _rounded(value, parts):
    # the same digits in both Pythons
    return int(value * parts + 0.5) / float(parts)


def _scores_can_be(d):
    names = ("before_programme", "after_programme", "before_comparison", "after_comparison")
    scores = [d[name] for name in names] + [d["sam_before"], d["sam_after"], d["mean_everybody"]]
    return 0 <= min(scores) and max(scores) <= 60


def _sam_to_line(d):
    return (d["sam_after"] - d["sam_before"]) / threshold(d)


def story(data):
    """Return the numbers in words."""
    return (
        "An invented service. It asked many people how confident they feel in their everyday "
        "life, on a scale from 0 to 60. The mean was %(mean_everybody).1f and the standard "
        "deviation %(sd).1f. People with low scores were offered a peer group. Chance decided who "
        "went at once (%(people_programme)d people) and who waited (%(people_comparison)d "
        "people). Asked again after ten weeks, the peer group had gone from "
        "%(before_programme).1f to %(after_programme).1f, and those who waited from "
        "%(before_comparison).1f to %(after_comparison).1f. Two scores of people who have not "
        "changed have a correlation of %(reliability).2f (test and retest). The items go "
        "together with an alpha of %(alpha).2f. Sam, one of the peer group, scored "
        "%(sam_before)d before and %(sam_after)d after." % data
    )


def table(data):
    """Return the means as a table: caption, columns, rows."""
    return {
        "caption": "An invented service: mean confidence, from 0 to 60 (higher is better).",
        "columns": ["Group", "People", "Mean before", "Mean after"],
        "rows": [
            [
                "Peer group",
                data["people_programme"],
                "%.1f" % data["before_programme"],
                "%.1f" % data["after_programme"],
            ],
            [
                "Waiting",
                data["people_comparison"],
                "%.1f" % data["before_comparison"],
                "%.1f" % data["after_comparison"],
            ],
        ],
    }


# The quantities.


def change_programme(d):
    """Return mean after minus mean before, in the peer group."""
    return d["after_programme"] - d["before_programme"]


def change_comparison(d):
    """Return mean after minus mean before, among those who waited."""
    return d["after_comparison"] - d["before_comparison"]


def effect(d):
    """Return how much more the peer group changed than those who waited."""
    return difference_in_differences(
        d["before_programme"], d["after_programme"], d["before_comparison"], d["after_comparison"]
    )


def after_only(d):
    """Return the difference between the groups after, blind to where they began."""
    return d["after_programme"] - d["after_comparison"]


def standardised(d):
    """Return the effect in standard deviations."""
    return effect(d) / d["sd"]


def gap(d):
    """Return how far those picked for the peer group lay below everybody."""
    return d["mean_everybody"] - d["before_programme"]


def without_effect(d):
    """Return the change to be expected if nothing is done at all."""
    return return_to_the_mean(d["mean_everybody"], d["before_programme"], d["reliability"])


def wobble(d):
    """Return the error of measurement of one score."""
    return error_of_measurement(d["sd"], d["reliability"])


def threshold(d):
    """Return the smallest reliable change of one person."""
    return smallest_reliable_change(wobble(d))


def verdict(d, line):
    """Return what one person's change tells, given the line."""
    return "beyond" if d["sam_after"] - d["sam_before"] > line else "within"


ALONE = "This is what the peer group gained, with nothing to compare it with."
WHAT_ELSE = "Those who waited changed, too. How is their change taken into account?"
AFTER_ONLY = "This compares the two groups at the end and forgets where each began."
EACH_BEGAN = "How far did each group move from its own start?"

CHANGE = Item(
    "change_programme",
    "Change in the peer group",
    "By how many points did the mean of the peer group change? After minus before.",
    change_programme,
    absolute=0.011,
    low=-60.0,
    high=60.0,
    placeholder="for example 5.3",
    right="They gained this much. It does not say why.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:after-for-change",
            lambda d: d["after_programme"],
            "This is where the peer group stood at the end.",
            "Where did it stand before? A change is the way from one to the other.",
            0.25,
        ),
        Misconception(
            "misconception:after-only",
            after_only,
            AFTER_ONLY,
            "The question is about the peer group alone. Which two means belong to it?",
            0.25,
        ),
        Misconception(
            "misconception:swapped-arms",
            change_comparison,
            "This is the change of those who waited.",
            "Which row of the table is the peer group?",
            0.5,
        ),
        Misconception(
            "misconception:percent-change",
            lambda d: 100.0 * change_programme(d) / d["before_programme"],
            "This is the change as a percentage of the start.",
            "How many points of the scale is it?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for how far it is from the first mean to the second, in points of the "
        "scale.",
        "You need two numbers from the row of the peer group: mean after and mean before.",
        "Change = mean after - mean before.",
        "On other numbers: from 20.5 to 24.0. 24.0 - 20.5 = 3.5 points.",
    ),
)

EFFECT = Item(
    "effect",
    "Difference between the changes",
    "How much more did the peer group change than those who waited? "
    "Change of the peer group minus change of those who waited.",
    effect,
    absolute=0.011,
    points=2,
    low=-60.0,
    high=60.0,
    placeholder="for example 2.4",
    right="Whatever both groups share, such as time going by or low scores drifting back, has "
    "dropped out.",
    slips=("sign",),
    misconceptions=(
        Misconception("misconception:one-group-alone", change_programme, ALONE, WHAT_ELSE, 0.25),
        Misconception("misconception:after-only", after_only, AFTER_ONLY, EACH_BEGAN, 0.25),
        Misconception(
            "misconception:sum-of-changes",
            lambda d: change_programme(d) + change_comparison(d),
            "The two changes were added up.",
            "What both groups share should drop out. Which sign does that?",
            0.25,
        ),
        Misconception(
            "misconception:other-group-alone",
            change_comparison,
            "This is the change of those who waited.",
            "How far apart are the two changes?",
            0.25,
        ),
        Misconception(
            "misconception:before-only",
            lambda d: d["before_programme"] - d["before_comparison"],
            "This compares where the two groups began.",
            EACH_BEGAN,
            0.25,
        ),
    ),
    follows=(
        FollowThrough("change_programme", lambda d, own: own - change_comparison(d), -60.0, 60.0),
    ),
    hints=(
        "Both groups changed. We are looking for how much more one did.",
        "You need two changes. You have one; you find the other in the same way.",
        "Difference = (after - before, peer group) - (after - before, waiting).",
        "On other numbers: one group gained 3.5 points, the other 1.0. 3.5 - 1.0 = 2.5.",
    ),
)

STANDARDISED = Item(
    "standardised",
    "In standard deviations",
    "How large is that difference in standard deviations? Divide it by the standard deviation "
    "of the scores before.",
    standardised,
    absolute=0.0055,
    points=2,
    low=-10.0,
    high=10.0,
    placeholder="for example 0.28",
    right="So it can be compared with other scales, whatever their points mean.",
    slips=("sign", "percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:one-group-alone",
            lambda d: change_programme(d) / d["sd"],
            ALONE,
            WHAT_ELSE,
            0.25,
        ),
        Misconception(
            "misconception:after-only",
            lambda d: after_only(d) / d["sd"],
            AFTER_ONLY,
            EACH_BEGAN,
            0.25,
        ),
        Misconception(
            "misconception:standard-error-for-sd",
            lambda d: effect(d) / (d["sd"] / d["people_programme"] ** 0.5),
            "This divides by a standard error, which shrinks as the group grows.",
            "How far apart are people, and not means? Which number says that?",
            0.25,
        ),
        Misconception(
            "misconception:variance-for-sd",
            lambda d: effect(d) / d["sd"] ** 2,
            "It looks as if the standard deviation was squared first.",
            "What do you get without the square?",
            0.5,
        ),
        Misconception(
            "misconception:by-the-mean",
            lambda d: effect(d) / d["mean_everybody"],
            "This divides by a mean, so it is a share of a score.",
            "Which number says how far apart people are?",
            0.25,
        ),
    ),
    follows=(FollowThrough("effect", lambda d, own: own / d["sd"], -60.0, 60.0),),
    hints=(
        "Points of a scale say little to people who do not know it. We are looking for the same "
        "difference, measured by how far apart people are.",
        "You need your difference between the changes, and the standard deviation: %(sd).1f.",
        "Standardised difference = difference / standard deviation.",
        "On other numbers: a difference of 2.5 points, standard deviation 10. 2.5 / 10 = 0.25.",
    ),
)

BY_ITSELF = Item(
    "without_effect",
    "Change with nothing done",
    "Suppose nothing is done at all, and nobody really changes. By how many points is the mean of "
    "the peer group still expected to rise, just because people with low scores were picked?",
    without_effect,
    absolute=0.051,
    points=2,
    low=-60.0,
    high=60.0,
    placeholder="for example 1.8",
    right="Compare it with the change of those who waited: they show the same drift.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:reliability-for-its-rest",
            lambda d: d["reliability"] * gap(d),
            "This is the part of the gap that stays.",
            "A reliable measure keeps most of the gap. Which part comes back?",
            0.5,
        ),
        Misconception(
            "misconception:whole-way-back",
            gap,
            "This is the whole gap to everybody's mean.",
            "Part of the gap is real and stays. What does the correlation say about that part?",
            0.25,
        ),
        Misconception(
            "misconception:nothing-moves",
            lambda d: 0.0,
            "You expect no movement when nothing is done.",
            "Some were picked because they answered on a bad day. What happens to their score "
            "on another day?",
            0.0,
        ),
        Misconception(
            "misconception:expected-mean",
            lambda d: d["before_programme"] + without_effect(d),
            "This is the mean that you would expect the second time.",
            "How far has it moved from the first?",
            0.5,
        ),
        Misconception(
            "misconception:alpha-for-retest",
            lambda d: (1.0 - d["alpha"]) * gap(d),
            "This uses alpha, which says how the items of one day go together.",
            "Which number tells us how two days go together?",
            0.5,
        ),
        Misconception(
            "misconception:share-of-the-mean",
            lambda d: (1.0 - d["reliability"]) * d["mean_everybody"],
            "It looks as if the whole mean was used.",
            "Only what sets these people apart from everybody can come back. How far is that?",
            0.25,
        ),
    ),
    hints=(
        "Nobody changes, and the scores still move. We are looking for how far, on average.",
        "You need three numbers: everybody's mean (%(mean_everybody).1f), the peer group's mean "
        "before (%(before_programme).1f), and the correlation of test and retest "
        "(%(reliability).2f).",
        "Change = (1 - correlation) * (everybody's mean - mean before). The sign * means times.",
        "On other numbers: everybody 40, those picked 30, correlation 0.8. "
        "(1 - 0.8) * (40 - 30) = 0.2 * 10 = 2 points.",
    ),
)

THRESHOLD = Item(
    "threshold",
    "Line for one person",
    "By how many points must one person's score change to be more than the wobble of the "
    "measure? Use 1.96, two answers, and the correlation of test and retest.",
    threshold,
    absolute=0.031,
    relative=0.004,
    points=2,
    low=0.0,
    high=120.0,
    placeholder="for example 9.7",
    right="This is for one person. A mean of many people wobbles far less.",
    near="Did you use 1.96 and the square root of 2 with enough digits?",
    misconceptions=(
        Misconception(
            "misconception:one-answer-only",
            lambda d: Z_95 * wobble(d),
            "This is the wobble of one answer. The square root of 2 seems to be missing.",
            "A change is made of how many answers?",
            0.5,
        ),
        Misconception(
            "misconception:wobble-alone",
            wobble,
            "This is the error of measurement of one score.",
            "How far does wobble reach in 95 of 100 people, when two answers wobble?",
            0.25,
        ),
        Misconception(
            "misconception:without-1.96",
            lambda d: ROOT_2 * wobble(d),
            "This is the error of a change. The 1.96 seems to be missing.",
            "How many such errors does the line for 95 % take?",
            0.5,
        ),
        Misconception(
            "misconception:alpha-for-retest",
            lambda d: smallest_reliable_change(error_of_measurement(d["sd"], d["alpha"])),
            "This uses alpha, which says how the items of one day go together.",
            "Which number tells us how two days go together?",
            0.5,
        ),
        Misconception(
            "misconception:reliability-for-its-rest",
            lambda d: smallest_reliable_change(d["sd"] * d["reliability"] ** 0.5),
            "It looks as if the correlation itself is under the root.",
            "Wobble is what the correlation leaves. How much is left of 1?",
            0.5,
        ),
        Misconception(
            "misconception:root-forgotten",
            lambda d: smallest_reliable_change(d["sd"] * (1.0 - d["reliability"])),
            "The square root of what is left of 1 seems to be missing.",
            "Where does ** 0.5 belong?",
            0.5,
        ),
        Misconception(
            "misconception:line-for-a-mean",
            lambda d: Z_95 * d["sd"] / d["people_programme"] ** 0.5,
            "This belongs to the mean of a whole group.",
            "One person has no group to lean on. What makes one person's two scores wobble?",
            0.25,
        ),
    ),
    hints=(
        "Ask somebody twice, and the two scores differ though nothing has changed. We are looking "
        "for the change that such wobble goes beyond in only 1 of 20 people.",
        "You need the standard deviation (%(sd).1f), the correlation of test and retest "
        "(%(reliability).2f), 1.96, and the square root of 2. Write ** 0.5 for a square root.",
        "Wobble of one score = sd * (1 - correlation) ** 0.5. Line = 1.96 * 2 ** 0.5 * wobble.",
        "On other numbers: sd 10, correlation 0.91. 10 * (1 - 0.91) ** 0.5 = 3, and "
        "1.96 * 2 ** 0.5 * 3 = 8.32 points.",
    ),
)

SAM = Choice(
    "sam",
    "What Sam's scores tell",
    "Look at Sam's two scores and at your line for one person. What can you say?",
    lambda d: verdict(d, threshold(d)),
    (
        Option(
            "beyond",
            "The rise is more than wobble alone is likely to bring.",
            "This fits a rise that passes the line.",
            "How many points did Sam rise, and where is your line?",
        ),
        Option(
            "within",
            "Wobble alone can bring such a rise. Sam may have changed; the scores cannot tell.",
            "This fits a rise that stays below the line.",
            "How many points did Sam rise, and where is your line?",
        ),
        Option(
            "none",
            "The two scores show that Sam did not change.",
            "A rise below the line does not prove that nothing changed.",
            "Scores can rise by chance or for real. Can two of them rule the second out?",
            tag="misconception:no-proof-as-proof-of-none",
        ),
        Option(
            "mean",
            "Sam rose by more than the group's mean, so the change is real.",
            "The mean of the group is no line for one person.",
            "What tells you how far one person's scores wobble?",
            tag="misconception:group-line-for-one",
        ),
    ),
    points=2,
    right="Ask Sam, too. Two scores are only the same questions, asked twice.",
    follows=(FollowThrough("threshold", lambda d, own: verdict(d, own), 0.0, 120.0),),
    hints=(
        "One person's rise is compared with a line.",
        "You need Sam's rise (%(sam_after)d - %(sam_before)d) and your line for one person.",
        "Above the line: more than wobble is likely to bring. Below it: the scores leave it open.",
        "On other numbers: a rise of 5 with a line of 8 leaves it open; a rise of 10 does not.",
    ),
)

FAIR = Choice(
    "fair",
    "A fair sentence",
    "Which sentence is fair to these numbers?",
    lambda d: "beside",
    (
        Option(
            "alone",
            "People in the peer group gained points, so the group works.",
            "This takes the gain in one group alone as what the group did.",
            "Those who waited gained, too. What does that tell you about the gain?",
            tag="misconception:one-group-alone",
        ),
        Option(
            "nothing",
            "Those who waited gained, too, so the peer group did nothing.",
            "Two gains need not be equal.",
            "Which group gained more, and by how much?",
            tag="misconception:both-gained-so-nothing",
        ),
        Option(
            "beside",
            "The peer group gained more than those who waited. The gap is the best guess at what "
            "it added, and it comes with doubt.",
        ),
        Option(
            "drift",
            "Low scores drift back by themselves, so all of the gain would have come anyway.",
            "Drift brings part of a gain.",
            "Those who waited show the drift. Is the peer group's gain larger?",
            tag="misconception:all-is-drift",
        ),
    ),
    right="Chance put people into the groups, so both share whatever else goes on.",
    hints=(
        "One sentence says neither more nor less than the numbers.",
        "You need both changes and what the comparison group is for.",
        "What the programme added = its change, minus the change that came without it.",
        "On other numbers: 3.5 points with and 1.0 without. Some of the 3.5 came anyway, not all.",
    ),
)

ITEMS = (CHANGE, EFFECT, STANDARDISED, BY_ITSELF, THRESHOLD, SAM, FAIR)
