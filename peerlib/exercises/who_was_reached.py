"""Who was reached, and how much did they get? Shares and what they are shares of.

Each learner has an invented service: people in a town and in villages around it, and two workers.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.options import Option
from ..models import reach as model
from ..models.random_numbers import Pcg32

NAME = "who-was-reached"
VERSION = 1
TITLE = "Who was reached, and how much did they get?"
LEAD = (
    "Work out whom an invented service reached, and how much they got. "
    "You may type the calculation itself, such as 12/34. Where there are options, "
    "type a letter."
)
MEETINGS = 10


def data_for(seed):
    """Return a learner's own invented service.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        Counts of people (``could``, ``invited``, ``said_yes``, ``came``, ``came_three``),
        the same by place (``could_town``, ``could_villages``, ``came_town``, ``came_villages``),
        meetings by worker (``planned_ana``, ``held_ana``, ``planned_ben``, ``held_ben``) and
        ``poster``, the percentage that a poster prints.

    Raises
    ------
    RuntimeError
        If no suitable service turns up in many tries.

    Examples
    --------
    >>> data = data_for(1)
    >>> data["came"] == data["came_town"] + data["came_villages"]
    True
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS, _plausible)


def _drawn(random):
    """Return one service at random."""

    def between(low, high):
        return low + (high - low) * random.uniform()

    could_town = random.integer(110, 240)
    could_villages = random.integer(50, 130)
    better = between(0.42, 0.62)
    worse = better - between(0.08, 0.25)
    town_better = random.integer(0, 1) == 1
    came_town = int(could_town * (better if town_better else worse) + 0.5)
    came_villages = int(could_villages * (worse if town_better else better) + 0.5)
    could, came = could_town + could_villages, came_town + came_villages
    said_yes = int(came / between(0.72, 0.9) + 0.5)
    invited = int(could * between(0.78, 0.95) + 0.5)
    people_ana = int(came * between(0.62, 0.8) + 0.5)
    planned_ana = MEETINGS * people_ana
    planned_ben = MEETINGS * (came - people_ana)
    many, few = between(0.68, 0.85), between(0.35, 0.52)
    ana_many = random.integer(0, 1) == 1
    return {
        "could": could,
        "invited": invited,
        "said_yes": said_yes,
        "came": came,
        "came_three": int(came * between(0.6, 0.85) + 0.5),
        "could_town": could_town,
        "came_town": came_town,
        "could_villages": could_villages,
        "came_villages": came_villages,
        "planned_ana": planned_ana,
        "held_ana": int(planned_ana * (many if ana_many else few)),
        "planned_ben": planned_ben,
        "held_ben": int(planned_ben * (few if ana_many else many)),
        "poster": int(100.0 * came / (said_yes if random.integer(0, 2) else invited) + 0.5),
    }


def _plausible(d):
    """Tell whether the people can have gone this way, and the poster is no riddle."""
    shares = [100.0 * d["came"] / d[whole] for whole in WHOLES]
    apart = min([abs(one - other) for i, one in enumerate(shares) for other in shares[:i]])
    steps = d["came"] < d["said_yes"] < d["invited"] < d["could"]
    # 62.5 may be rounded either way
    rounded = min([abs(each - d["poster"]) for each in shares]) < 0.45
    return steps and rounded and apart > 2.5 and d["came_town"] > d["came_villages"]


def story(data):
    """Return the service in words."""
    return (
        "An invented peer support service, in its first year. %(could)d people in a town and the "
        "villages around it could have used it. Each person who came was offered ten meetings, "
        "with Ana or with Ben. A poster of the service says: \u201cWe reached %(poster)d %%!\u201d "
        "The table has all that was counted." % data
    )


def table(data):
    """Return the service as a table: caption, columns, rows."""
    rows = [
        ["People who could have used it", "could"],
        ["Invited", "invited"],
        ["Said yes", "said_yes"],
        ["Came at least once", "came"],
        ["Had three meetings or more", "came_three"],
        ["Town: could have used it", "could_town"],
        ["Town: came", "came_town"],
        ["Villages: could have used it", "could_villages"],
        ["Villages: came", "came_villages"],
        ["Ana: meetings planned", "planned_ana"],
        ["Ana: meetings held", "held_ana"],
        ["Ben: meetings planned", "planned_ben"],
        ["Ben: meetings held", "held_ben"],
    ]
    return {
        "caption": "An invented service in its first year.",
        "columns": ["What was counted", "How many"],
        "rows": [[words, data[name]] for words, name in rows],
    }


# The quantities.

WHOLES = ("could", "invited", "said_yes")


def share(d, part, whole):
    """Return one count over another."""
    return float(d[part]) / d[whole]


def reach_town(d):
    """Return people who came / people who could have, in the town."""
    return share(d, "came_town", "could_town")


def reach_villages(d):
    """Return people who came / people who could have, in the villages."""
    return share(d, "came_villages", "could_villages")


def reach_gap(d):
    """Return the reach in the town minus that in the villages."""
    return reach_town(d) - reach_villages(d)


def _held(d):
    return [d["held_ana"], d["held_ben"]]


def _planned(d):
    return [d["planned_ana"], d["planned_ben"]]


def meetings_held(d):
    """Return all meetings held / all meetings planned."""
    return model.overall_rate(_held(d), _planned(d))


def poster_whole(d):
    """Return the count that the poster divides by."""
    gaps = [(abs(100.0 * share(d, "came", whole) - d["poster"]), whole) for whole in WHOLES]
    return min(gaps)[1]


def _better(gap):
    return "town" if gap > 0 else "villages"


OUT_OF = "Out of how many people could these have come?"

REACH = Item(
    "reach",
    "Reach",
    "What is the reach: people who came at least once, as a share of all who could have used the "
    "service? Give it as a number between 0 and 1.",
    lambda d: share(d, "came", "could"),
    absolute=0.0055,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 30/80",
    right="It also counts those who were never asked and those who said no.",
    slips=("percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:those-who-said-yes",
            lambda d: share(d, "came", "said_yes"),
            "You seem to have divided by those who said yes.",
            "Who could have used the service and is not among them?",
            0.25,
        ),
        Misconception(
            "misconception:those-invited",
            lambda d: share(d, "came", "invited"),
            "You seem to have divided by those who were invited.",
            "Was everybody invited who could have used the service?",
            0.5,
        ),
        Misconception(
            "misconception:yes-for-came",
            lambda d: share(d, "said_yes", "could"),
            "This is the share of people who said yes.",
            "Did all of them come?",
            0.5,
        ),
        Misconception(
            "misconception:invited-for-came",
            lambda d: share(d, "invited", "could"),
            "This is the share of people who were invited.",
            "The question asks who came. Which row is that?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one number between 0 and 1: what part of all the people was reached?",
        "You need two rows: people who came at least once, and people who could have used it.",
        "Reach = people who came / people who could have used it.",
        "On other numbers: 90 people could have used a service, 60 were invited, 45 came. "
        "45 / 90 = 0.5.",
    ),
)

THREE = Item(
    "three_or_more",
    "Three meetings or more",
    "Of the people who came at least once, what share had three meetings or more?",
    lambda d: share(d, "came_three", "came"),
    absolute=0.0055,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 30/80",
    right="The same people would be a smaller share of all who could have come. "
    "So the sentence must say: of whom.",
    slips=("percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:other-whole",
            lambda d: share(d, "came_three", "could"),
            "This is a share of all who could have used the service.",
            "The question begins: of the people who ... Which row is that?",
            0.5,
        ),
        Misconception(
            "misconception:other-whole-yes",
            lambda d: share(d, "came_three", "said_yes"),
            "This is a share of those who said yes.",
            "The question begins: of the people who ... Which row is that?",
            0.5,
        ),
        Misconception(
            "misconception:other-whole-invited",
            lambda d: share(d, "came_three", "invited"),
            "This is a share of those who were invited.",
            "The question begins: of the people who ... Which row is that?",
            0.5,
        ),
        Misconception(
            "misconception:those-with-less",
            lambda d: 1.0 - share(d, "came_three", "came"),
            "This is the share of people with fewer meetings.",
            "Which of the two does the question ask for?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for a share. The words after \u201cof\u201d say of whom.",
        "You need the people with three meetings or more, and the people who came at least once.",
        "Share = people with three meetings or more / people who came.",
        "On other numbers: 45 people came, 36 of them three times or more. 36 / 45 = 0.8.",
    ),
)

HELD = Item(
    "meetings_held",
    "Meetings held",
    "Of all planned meetings, with Ana and with Ben, what share took place?",
    meetings_held,
    absolute=0.0055,
    points=2,
    low=0.0,
    high=1.0,
    placeholder="for example (20 + 30)/(50 + 40)",
    right="Each meeting counts the same here, so the worker with more meetings counts for more.",
    slips=("percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:mean-of-rates",
            lambda d: model.mean_of_rates(_held(d), _planned(d)),
            "You seem to have worked out a share for each worker, and then the middle of the two. "
            "That way, both workers count the same.",
            "Did both have the same number of meetings? What is the number of all meetings?",
            0.5,
        ),
        Misconception(
            "misconception:one-worker-ana",
            lambda d: share(d, "held_ana", "planned_ana"),
            "This is the share with Ana.",
            "What about Ben's meetings?",
            0.25,
        ),
        Misconception(
            "misconception:one-worker-ben",
            lambda d: share(d, "held_ben", "planned_ben"),
            "This is the share with Ben.",
            "What about Ana's meetings?",
            0.25,
        ),
        Misconception(
            "misconception:sum-of-rates",
            lambda d: 2.0 * model.mean_of_rates(_held(d), _planned(d)),
            "You seem to have added two shares. They are shares of different numbers.",
            "What can be added: the meetings, or the shares?",
            0.25,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: d["held_ana"] + share(d, "held_ben", "planned_ana") + d["planned_ben"],
            "It looks as if brackets are missing, so only the part in the middle was divided.",
            "What has to be added first, above the line and below it?",
            0.5,
        ),
        Misconception(
            "misconception:not-held",
            lambda d: 1.0 - meetings_held(d),
            "This is the share of meetings that did not take place.",
            "Which rows does the question ask for?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for one share over all meetings, whoever they were with.",
        "You need all meetings held, and all meetings planned. Each is a sum of two numbers.",
        "Share = (held with Ana + held with Ben) / (planned with Ana + planned with Ben).",
        "On other numbers: 8 of 10 and 30 of 60. (8 + 30) / (10 + 60) = 38 / 70 = 0.543. "
        "The middle of 0.8 and 0.5 would be 0.65.",
    ),
)

GAP = Item(
    "reach_gap",
    "Town and villages",
    "How much higher was the reach in the town than in the villages? Take the reach in the town "
    "minus the reach in the villages. Below zero means: lower in the town.",
    reach_gap,
    absolute=0.0055,
    points=2,
    low=-1.0,
    high=1.0,
    placeholder="for example 0.12 or \u22120.12",
    right="Each place is measured against its own people. "
    "A large place may send more people and still be reached less.",
    slips=("sign", "percent", "sign-and-percent"),
    misconceptions=(
        Misconception(
            "misconception:counts-for-shares",
            lambda d: d["came_town"] - d["came_villages"],
            "This takes one count of people from the other.",
            "The two places are not equally large. How can the counts be made comparable?",
            0.0,
        ),
        Misconception(
            "misconception:share-of-those-who-came",
            lambda d: (d["came_town"] - d["came_villages"]) / float(d["came"]),
            "You seem to have divided by all who came.",
            "That tells where they came from. How many could have come from each place?",
            0.25,
        ),
        Misconception(
            "misconception:share-of-all",
            lambda d: (d["came_town"] - d["came_villages"]) / float(d["could"]),
            "You seem to have divided both counts by all the people in the area.",
            "Each place has a size of its own. Which size belongs to which count?",
            0.25,
        ),
        Misconception(
            "misconception:ratio-for-difference",
            lambda d: reach_town(d) / reach_villages(d),
            "This is one reach divided by the other.",
            "The question asks how far apart they are. What is taken away from what?",
            0.25,
        ),
        Misconception(
            "misconception:relative-for-absolute",
            lambda d: reach_town(d) / reach_villages(d) - 1.0,
            "This is the difference as a share of the reach in the villages.",
            "How far apart are the two shares themselves?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for how far apart two shares are. The order counts: town first.",
        "You need two shares, each with the people of its own place below the line.",
        "Gap = came from the town / could have in the town "
        "- came from the villages / could have in the villages.",
        "On other numbers: 60 of 150 against 50 of 100. 60 / 150 - 50 / 100 = 0.4 - 0.5 = -0.1. "
        "More people came from the first place, and it was reached less.",
    ),
)

FAIR = Choice(
    "better_reached",
    "Who was reached better?",
    "Which sentence follows from your numbers?",
    lambda d: _better(reach_gap(d)) + "-share",
    (
        Option(
            "town-share",
            "The town: a larger share of those who could have come did come.",
            "This compares shares, which is the way to do it.",
            "Which of the two places has the larger share?",
            0.5,
        ),
        Option(
            "town-count",
            "The town: more of those who came live there.",
            "More people came from there. But more people live there, too.",
            "What do you have to divide by, to compare a large place with a small one?",
        ),
        Option(
            "villages-share",
            "The villages: a larger share of those who could have come did come.",
            "This compares shares, which is the way to do it.",
            "Which of the two places has the larger share?",
            0.5,
        ),
        Option(
            "villages-count",
            "The villages: more of those who came live there.",
            "This goes by the number of people who came.",
            "Is it true of your numbers? And what would you have to divide by?",
        ),
    ),
    points=1,
    right="Equal shares are not yet fair shares: where there is more need, more may be called for. "
    "These numbers do not know the need.",
    placeholder="a letter, such as b",
    follows=(
        FollowThrough(
            "reach_gap",
            lambda d, own: _better(own) + "-share",
            -1.0,
            1.0,
            usable=lambda own: own != 0,
        ),
    ),
    hints=(
        "We ask where the service reached people better, and what lets us say so.",
        "You need the reach in each place. Your last answer compares them.",
        "Above zero: the share is larger in the town. Below zero: larger in the villages.",
        "On other numbers: 60 of 150 from one place, 50 of 100 from another. "
        "0.4 is less than 0.5, so the second was reached better, though fewer came from there.",
    ),
)

POSTER = Choice(
    "poster",
    "The poster",
    "The poster of the service prints a percentage of people reached. But out of whom? Try it out: "
    "divide the people who came by one number after the other.",
    poster_whole,
    (
        Option(
            "could",
            "Out of all who could have used the service.",
            "You trust the poster to use the reach.",
            "What percentage is your reach? Is that what the poster prints?",
        ),
        Option(
            "invited",
            "Out of those who were invited.",
            "That would leave out those who were never asked.",
            "What percentage is that? Is it what the poster prints?",
            0.25,
        ),
        Option(
            "said_yes",
            "Out of those who said yes.",
            "That would leave out those who were never asked, and those who said no.",
            "What percentage is that? Is it what the poster prints?",
            0.25,
        ),
    ),
    points=1,
    right="The number is true, and it sounds like the reach. The words \u201cof whom\u201d are "
    "missing.",
    placeholder="a letter, such as b",
    hints=(
        "The poster divides those who came by some number. We are looking for that number.",
        "You need the people who came, and the three larger numbers above it in the table.",
        "Percent = 100 * people who came / people in one of those rows.",
        "On other numbers: 45 came; 90 could have, 60 were invited, 50 said yes. "
        "45 / 90 is 50 %%, 45 / 60 is 75 %%, 45 / 50 is 90 %%.",
    ),
)

ITEMS = (REACH, THREE, HELD, GAP, FAIR, POSTER)
DOMAIN = (
    (
        "each step has fewer people than the one before",
        lambda d: d["came_three"] < d["came"] < d["said_yes"] < d["invited"] < d["could"],
    ),
    (
        "the two places add up",
        lambda d: (
            d["could"] == d["could_town"] + d["could_villages"]
            and d["came"] == d["came_town"] + d["came_villages"]
        ),
    ),
    (
        "each person who came was offered ten meetings, and no worker held more than planned",
        lambda d: (
            d["planned_ana"] + d["planned_ben"] == MEETINGS * d["came"]
            and 0 < d["held_ana"] < d["planned_ana"]
            and 0 < d["held_ben"] < d["planned_ben"]
        ),
    ),
    ("more people came from the town", lambda d: d["came_town"] > d["came_villages"]),
)
