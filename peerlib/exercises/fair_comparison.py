"""Like with like: two groups that nobody made alike, and how to compare them all the same.

Each learner has an invented service of their own. Some people had peer support and some had not,
and need had a say in who got it.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models.random_numbers import Pcg32
from ..models.standardising import standardised, weight

NAME = "fair-comparison"
VERSION = 1
TITLE = "Do we compare like with like?"
LEAD = (
    "Compare people with and without peer support in an invented service. You may type the "
    "calculation itself, such as 40/80 - 12/20, or a number with three digits or more."
)
DOMAIN = (
    (
        "every part has at least 12 people, and 2 or more in it came back, and 2 or more did not",
        lambda d: all(
            [
                d["people_" + part] >= 12 and 2 <= d["back_" + part] <= d["people_" + part] - 2
                for part in PARTS
            ]
        ),
    ),
    (
        "the plain difference misleads, by at least 4 in 100",
        lambda d: abs(crude_difference(d) - like_with_like(d)) > 0.04,
    ),
)
PARTS = ("high_peer", "high_usual", "low_peer", "low_usual")


def data_for(seed):
    """Return a learner's own service.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        For people with high and with lower need, with peer support (``peer``) and with care as
        usual (``usual``): how many they are, ``people_high_peer``, and how many of them came
        back to hospital within a year, ``back_high_peer``; and so on.

    Raises
    ------
    RuntimeError
        If no suitable data turn up in many tries.

    Examples
    --------
    >>> len(data_for(1))
    8
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS)


def _drawn(random):
    """Return one service at random, or None if it would not be a plausible one."""
    to_high_need = random.uniform() < 0.5
    smaller = random.integer(80, 120)
    larger = smaller + random.integer(40, 80)
    high, low = (smaller, larger) if random.uniform() < 0.5 else (larger, smaller)
    mostly, seldom = 0.65 + 0.15 * random.uniform(), 0.18 + 0.14 * random.uniform()
    shares = (mostly, seldom) if to_high_need else (seldom, mostly)
    risks = (0.50 + 0.14 * random.uniform(), 0.22 + 0.08 * random.uniform())
    # Peer support does more at one need than at the other, so the mix of people matters.
    much = -0.10 - 0.08 * random.uniform()
    little = much + 0.07 + 0.06 * random.uniform()
    effects = (much, little) if random.uniform() < 0.6 else (little, much)
    data = {}
    for need, people, share, risk, effect in zip(
        ("high", "low"), (high, low), shares, risks, effects
    ):
        peer = int(people * share + 0.5)
        for arm, n, chance in (("peer", peer, risk + effect), ("usual", people - peer, risk)):
            data["people_%s_%s" % (need, arm)] = n
            data["back_%s_%s" % (need, arm)] = int(n * chance + 0.5)
    kept = [rule for _, rule in DOMAIN if not rule(data)] == []
    same_way = (crude_difference(data) > like_with_like(data)) == to_high_need
    return data if kept and same_way else None


def story(data):
    """Return the service in words."""
    return (
        "An invented service. It looks at people who left hospital, and at who came back within a "
        "year. Need had a say in who got peer support. Of %(people_high_peer)d people with high "
        "need and peer support, %(back_high_peer)d came back; of %(people_high_usual)d with high "
        "need and care as usual, %(back_high_usual)d. Of %(people_low_peer)d people with lower "
        "need and peer support, %(back_low_peer)d came back; of %(people_low_usual)d with lower "
        "need and care as usual, %(back_low_usual)d." % data
    )


def table(data):
    """Return the service as a table: caption, columns, rows."""
    rows = [
        ("High need, peer support", "high_peer"),
        ("High need, care as usual", "high_usual"),
        ("Lower need, peer support", "low_peer"),
        ("Lower need, care as usual", "low_usual"),
    ]
    return {
        "caption": "An invented service: people who came back to hospital within a year.",
        "columns": ["Need and support", "Came back", "People"],
        "rows": [[label, data["back_" + part], data["people_" + part]] for label, part in rows],
    }


# The quantities.


def risk(d, part):
    """Return the share of a part, such as "high_peer", that came back."""
    return d["back_" + part] / d["people_" + part]


def difference(d, need):
    """Return the risk with peer support minus that with care as usual, at one need."""
    return risk(d, need + "_peer") - risk(d, need + "_usual")


def people_of(d, need):
    """Return how many people have this need, with and without peer support."""
    return d["people_%s_peer" % need] + d["people_%s_usual" % need]


def crude_risk(d, arm):
    """Return the risk of an arm, need left aside."""
    return (d["back_high_" + arm] + d["back_low_" + arm]) / (
        d["people_high_" + arm] + d["people_low_" + arm]
    )


def crude_difference(d):
    """Return the plain difference, need left aside."""
    return crude_risk(d, "peer") - crude_risk(d, "usual")


def like_with_like(d):
    """Return the difference with the mix of all people on both sides."""
    return standardised(
        [difference(d, "high"), difference(d, "low")], [people_of(d, "high"), people_of(d, "low")]
    )


def _with_weights(d, high, low):
    return standardised([difference(d, "high"), difference(d, "low")], [high, low])


def _without_brackets(d, arm):
    """Return what came_back + came_back / people + people gives."""
    return (
        d["back_high_" + arm]
        + d["back_low_" + arm] / d["people_high_" + arm]
        + d["people_low_" + arm]
    )


def _share_high(d):
    """Return the share of people with high need who have peer support."""
    return d["people_high_peer"] / people_of(d, "high")


def weight_high_usual(d):
    """Return how many people with high need one of them without peer support stands for."""
    return weight(_share_high(d), False)


LIKE = (
    "This compares within each need first. That is the fair way, and it comes later. "
    "Here we ask for the plain one."
)
ALL = "How many came back with peer support in all, out of how many people?"
PLAIN = "This is the plain difference, with need left aside."
BY_NEED = "What is the difference among people with the same need?"
COUNTS = "This is one count of people minus another."
ONE_GROUP = "This is the risk with peer support."
OTHER_GROUP = "How large is the risk with care as usual, and how far apart are the two?"
BRACKETS = "This looks like the right sum without its brackets. Python divides before it adds."
WHICH = "Which numbers should be added first? Put brackets around them."
EQUAL = "The groups are not equally large. How can the counts be made comparable?"

CRUDE = Item(
    "crude_difference",
    "The plain difference",
    "Leave need aside. What is the risk of coming back with peer support, minus the risk with care "
    "as usual?",
    crude_difference,
    absolute=0.0011,
    low=-1.0,
    high=1.0,
    placeholder="for example 0.05",
    right="Keep it in mind. The next questions ask whether it is fair.",
    slips=("sign", "percent"),
    misconceptions=(
        Misconception(
            "misconception:mean-of-parts", lambda d: _with_weights(d, 1, 1), LIKE, ALL, 0.25
        ),
        Misconception(
            "misconception:counts-for-risks",
            lambda d: (
                d["back_high_peer"]
                + d["back_low_peer"]
                - d["back_high_usual"]
                - d["back_low_usual"]
            ),
            COUNTS,
            EQUAL,
            0.0,
        ),
        Misconception(
            "misconception:one-group-only",
            lambda d: crude_risk(d, "peer"),
            ONE_GROUP,
            OTHER_GROUP,
            0.25,
        ),
        Misconception(
            "misconception:one-part-only",
            lambda d: difference(d, "high"),
            "This looks at people with high need alone.",
            ALL,
            0.5,
        ),
        Misconception(
            "misconception:total-as-denominator",
            lambda d: (
                (
                    d["back_high_peer"]
                    + d["back_low_peer"]
                    - d["back_high_usual"]
                    - d["back_low_usual"]
                )
                / (people_of(d, "high") + people_of(d, "low"))
            ),
            "You seem to have divided by all people of the service.",
            "Each group has its own size. Which size belongs to which count?",
            0.25,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: _without_brackets(d, "peer") - _without_brackets(d, "usual"),
            BRACKETS,
            WHICH,
            0.5,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: (
                _without_brackets(d, "peer")
                + _without_brackets(d, "usual")
                - 2 * d["back_high_usual"]
            ),
            BRACKETS,
            WHICH,
            0.5,
        ),
    ),
    hints=(
        "Put all people with peer support into one group, and all others into another one. "
        "How far apart are the two risks?",
        "You need four numbers: who came back, and all people, with peer support and without. "
        "Add up high and lower need.",
        "Risk = came back / people. Difference = risk with peer support - risk with care as usual.",
        "On other numbers: 30 + 10 of 60 + 40 came back with, and 20 + 20 of 30 + 70 without. "
        "40 / 100 - 40 / 100 = 0.",
    ),
)

HIGH = Item(
    "difference_high",
    "Among people with high need",
    "Now look at people with high need only. What is the risk with peer support, minus the risk "
    "with care as usual?",
    lambda d: difference(d, "high"),
    absolute=0.0011,
    low=-1.0,
    high=1.0,
    placeholder="for example \u22120.08",
    right="These people are alike in need. So need cannot be the reason for this difference.",
    slips=("sign", "percent"),
    misconceptions=(
        Misconception(
            "misconception:one-group-only",
            lambda d: risk(d, "high_peer"),
            ONE_GROUP,
            OTHER_GROUP,
            0.25,
        ),
        Misconception(
            "misconception:other-part",
            lambda d: difference(d, "low"),
            "This is the difference among people with lower need.",
            "Which rows of the table are about high need?",
            0.5,
        ),
        Misconception("misconception:crude", crude_difference, PLAIN, BY_NEED, 0.25),
        Misconception(
            "misconception:counts-for-risks",
            lambda d: d["back_high_peer"] - d["back_high_usual"],
            COUNTS,
            EQUAL,
            0.0,
        ),
        Misconception(
            "misconception:total-as-denominator",
            lambda d: (d["back_high_peer"] - d["back_high_usual"]) / people_of(d, "high"),
            "You seem to have divided both counts by all people with high need.",
            "Each group has its own size. Which size belongs to which count?",
            0.25,
        ),
    ),
    hints=(
        "We look at two rows of the table only.",
        "You need data.back_high_peer, data.people_high_peer, data.back_high_usual and "
        "data.people_high_usual.",
        "Difference = came back / people, with peer support, minus came back / people, with care "
        "as usual.",
        "On other numbers: 30 of 60 with peer support, 18 of 30 without. "
        "30 / 60 - 18 / 30 = 0.5 - 0.6 = -0.1.",
    ),
)

FAIR = Item(
    "like_with_like",
    "Like with like",
    "What is the difference for all people of the service, if both sides are given the same mix "
    "of need? Weight the difference for each need by how many people in the service have that "
    "need.",
    like_with_like,
    absolute=0.0011,
    points=2,
    low=-1.0,
    high=1.0,
    placeholder="for example \u22120.06",
    right="Compare it with the plain difference. The people and the counts are the same.",
    slips=("sign", "percent"),
    misconceptions=(
        Misconception("misconception:crude", crude_difference, PLAIN, BY_NEED, 0.25),
        Misconception(
            "misconception:plain-mean",
            lambda d: _with_weights(d, 1, 1),
            "This is the plain mean of the two differences. It counts both needs the same.",
            "How many people have high need, and how many lower?",
            0.5,
        ),
        Misconception(
            "misconception:programme-mix",
            lambda d: _with_weights(d, d["people_high_peer"], d["people_low_peer"]),
            "This uses the mix of the people who had peer support. It answers for them alone.",
            "How many people of the whole service have high need?",
            0.5,
        ),
        Misconception(
            "misconception:comparison-mix",
            lambda d: _with_weights(d, d["people_high_usual"], d["people_low_usual"]),
            "This uses the mix of the people with care as usual. It answers for them alone.",
            "How many people of the whole service have high need?",
            0.5,
        ),
        Misconception(
            "misconception:sum-of-parts",
            lambda d: difference(d, "high") + difference(d, "low"),
            "It looks as if the two differences were added.",
            "Can the difference for all be larger than the one in each part?",
            0.25,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: (
                people_of(d, "high") * difference(d, "high")
                + people_of(d, "low")
                * difference(d, "low")
                / (people_of(d, "high") + people_of(d, "low"))
            ),
            BRACKETS,
            WHICH,
            0.5,
        ),
    ),
    follows=(
        FollowThrough(
            "difference_high",
            lambda d, own: standardised(
                [own, difference(d, "low")], [people_of(d, "high"), people_of(d, "low")]
            ),
            -1.0,
            1.0,
        ),
    ),
    hints=(
        "Two differences have to become one: the one for high need, and the one for lower need. "
        "The one with more people counts more.",
        "You need both differences, and how many people of the service have each need, with and "
        "without peer support together.",
        "(people with high need * their difference + people with lower need * their difference) / "
        "all people. The sign * means times. Mind the brackets.",
        "On other numbers: 100 people with a difference of -0.1, and 300 with -0.02. "
        "(100 * -0.1 + 300 * -0.02) / 400 = -0.04.",
    ),
)

WEIGHT = Item(
    "weight_high_usual",
    "The weight of one person",
    "Another way to the same end: weights. The people with care as usual have to stand for all "
    "people with the same need. How many people does each person with high need and care as usual "
    "stand for?",
    weight_high_usual,
    absolute=0.011,
    low=0.0,
    high=1000.0,
    placeholder="for example 2.5",
    right="The fewer people of a kind a group has, the more each of them has to stand for.",
    slips=("reciprocal",),
    misconceptions=(
        Misconception(
            "misconception:other-arm-weight",
            lambda d: weight(_share_high(d), True),
            "This is the weight of a person with high need who had peer support.",
            "How many people with high need had care as usual?",
            0.25,
        ),
        Misconception(
            "misconception:stands-for-others-only",
            lambda d: d["people_high_peer"] / d["people_high_usual"],
            "Here the person stands for those with peer support only.",
            "Which of the people with high need should the person stand for?",
            0.5,
        ),
        Misconception(
            "misconception:all-people",
            lambda d: (people_of(d, "high") + people_of(d, "low")) / d["people_high_usual"],
            "Here the person stands for all people of the service.",
            "Which people are like this person?",
            0.25,
        ),
        Misconception(
            "misconception:share-with-peer-support",
            _share_high,
            "This is the share of people with high need who had peer support.",
            "How many people does one of the others have to stand for?",
            0.25,
        ),
    ),
    hints=(
        "A few people with a need may have to stand for many. How many does each of them stand "
        "for?",
        "You need how many people have high need in all, and how many of them had care as usual.",
        "Weight = all people with high need / those of them with care as usual.",
        "On other numbers: 90 people with high need, 30 of them with care as usual. 90 / 30 = 3.",
    ),
)


def _why(d):
    """Return which way need misled the plain difference."""
    return "need" if crude_difference(d) > like_with_like(d) else "cream"


WHY = Choice(
    "why",
    "Why they differ",
    "Say that fewer people back in hospital is better. What has the plain difference done to peer "
    "support in your service, and why? Write the letter of one answer.",
    _why,
    (
        Option(
            "size",
            "It misleads because the two groups are not equally large.",
            "You looked at the sizes. A risk divides by the size, so size alone does no harm.",
            "Which kind of people had peer support more often?",
            0.0,
            "misconception:size-for-mix",
        ),
        Option(
            "need",
            "It makes peer support look worse: more of those with peer support had high need.",
            "That is how it often goes.",
            "What share of those with high need had peer support here, and what share of the "
            "others?",
            0.0,
            "misconception:other-direction",
        ),
        Option(
            "cream",
            "It makes peer support look better: more of those with peer support had lower need.",
            "That does happen.",
            "What share of those with high need had peer support here, and what share of the "
            "others?",
            0.0,
            "misconception:other-direction",
        ),
        Option(
            "chance",
            "It misleads by chance: with more people, both numbers would come out alike.",
            "More people would make both numbers surer. They would still differ.",
            "If everybody were there ten times, what would change in the table?",
            0.0,
            "misconception:chance-for-mix",
        ),
    ),
    right="This is called confounding. Need goes with peer support, and with coming back, too.",
    placeholder="for example a",
    hints=(
        "The same counts give two different numbers. What goes into the plain one that does not go "
        "into the fair one?",
        "Compare two shares: how many with high need had peer support, and how many with lower "
        "need.",
        "If peer support goes to those who come back more often anyway, it looks worse than it is. "
        "If it goes to those who seldom come back, it looks better.",
        "On another matter: where there are many fire engines, there is a lot of damage. Do fire "
        "engines do the damage?",
    ),
)

READING = Choice(
    "reading",
    "Read a report",
    "An invented report says: \u201cPeople with peer support were matched to others with the same "
    "age, need and number of stays. The groups no longer differ in these (all p above 0.4). So our "
    "result is as good as that of a trial in which chance decides.\u201d What is the weak spot? "
    "Write the letter of one answer.",
    lambda d: "unmeasured",
    (
        Option(
            "significant",
            "The p values should be below 0.05.",
            "A small p is what people look for in an effect. Here it is about whether groups are "
            "alike.",
            "Which would be more worrying here: a large difference in need, or a small one?",
            0.0,
            "misconception:p-for-balance",
        ),
        Option(
            "none",
            "There is none. Matching does what chance does.",
            "Matching makes groups alike in what it was given.",
            "Who had hope, a friend, a place to live? Did anybody write that down?",
            0.0,
            "misconception:matching-is-chance",
        ),
        Option(
            "unmeasured",
            "The groups may still differ in what nobody measured, such as hope or a place to live.",
        ),
        Option(
            "predict",
            "The report should first show that it can guess well who got peer support.",
            "One might think that a good guess is a good sign. If it could tell for sure, nobody "
            "would be left to compare with.",
            "If all people with high need had peer support, with whom could they be compared?",
            0.25,
            "misconception:good-prediction",
        ),
    ),
    right="Chance makes groups alike in everything, on average, seen or unseen. Matching and "
    "weighting do so only for what was written down.",
    placeholder="for example a",
    hints=(
        "The report says what the groups are alike in. Is that all that matters?",
        "Think of a person who is offered peer support and says yes. What is different about them "
        "that no form asks for?",
        "Adjusting, matching and weighting all use a list of things that were measured.",
        "On another matter: two classes have the same ages and marks. One has a teacher whom "
        "everybody loves. Are they alike?",
    ),
)

ITEMS = (CRUDE, HIGH, FAIR, WEIGHT, WHY, READING)
