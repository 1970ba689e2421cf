"""Is a service what it says it is? A fidelity score with gaps, and rules that decide.

Each learner has an invented service, rated on an invented scale of eight items.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.options import Option
from ..models import fidelity as model
from ..models.random_numbers import Pcg32

NAME = "service-fidelity"
VERSION = 1
TITLE = "Is this service what it says it is?"
LEAD = (
    "Score an invented service on an invented scale, and decide by its rules. "
    "You may type the calculation itself, such as (2*4 + 5)/3. "
    "Where there are options, type a letter."
)
LOWEST, HIGHEST = 1, 5
THRESHOLD, KEY_MINIMUM = 3.5, 3
NOT_RATED = "N/A"
# Name, words, how often it counts, whether it is a key item.
SCALE = (
    ("story", "Workers use their own lived experience on purpose", 2, True),
    ("choice", "The person chooses what to work on", 2, True),
    ("two_way", "Support goes both ways", 1, False),
    ("easy", "It is easy to come, and easy to leave", 1, False),
    ("links", "Workers help to find people and places outside services", 1, False),
    ("backing", "Workers have a senior peer to talk to", 1, False),
    ("groups", "Peer workers lead the groups", 1, False),
    ("families", "Families can get support, too", 1, False),
)
WHY_NOT_RATED = {
    "groups": "The service has no groups.",
    "families": "The service does not work with families.",
}
KEYS = tuple([name for name, _, _, key in SCALE if key])
# Of ten services: five fail on a key item only, three pass, one fails on the mean, one on both.
SITUATIONS = ("key",) * 5 + ("passes",) * 3 + ("mean", "both")


def data_for(seed):
    """Return a learner's own invented service.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        A rating from 1 to 5 for each name in `SCALE`, or "N/A" for one that could not be rated.

    Raises
    ------
    RuntimeError
        If no suitable service turns up in many tries.

    Examples
    --------
    >>> data_for(1)["story"] in (1, 2, 3, 4, 5)
    True
    """
    random = Pcg32(seed)
    situation = SITUATIONS[random.integer(0, len(SITUATIONS) - 1)]
    return drawn_apart(
        lambda: _drawn(random, situation),
        ITEMS,
        lambda data: decision(data) == situation and abs(mean_score(data) - THRESHOLD) >= 0.05,
    )


def _drawn(random, situation):
    """Return one service at random that may fit the situation."""
    high = situation in ("key", "passes")
    data = {}
    for name, _, _, _ in SCALE:
        data[name] = random.integer(3, 5) if high else random.integer(1, 4)
    for name in KEYS:
        data[name] = max(KEY_MINIMUM, data[name])
    if situation in ("key", "both"):
        data[KEYS[random.integer(0, 1)]] = 2
    gaps = (("groups",), ("families",), ("groups", "families"))[random.integer(0, 2)]
    for name in gaps:
        data[name] = NOT_RATED
    return data


def story(data):
    """Return the service in words."""
    gaps = [WHY_NOT_RATED[name] for name in sorted(WHY_NOT_RATED) if data[name] == NOT_RATED]
    return (
        "An invented service. Two visitors talked with workers and with people using the service. "
        "They rated eight items from 1 (not at all like this) to 5 (fully like this). "
        "N/A means: could not be rated. "
        + " ".join(gaps)
        + " The rules of the scale: an item that could not be rated is left out. "
        "The first two are key items and count twice. The service passes if its weighted mean is "
        "at least 3.5 and each key item has at least 3."
    )


def table(data):
    """Return the service as a table: caption, columns, rows."""
    return {
        "caption": "An invented service: ratings from 1 to 5.",
        "columns": ["Item", "Rating", "Counts"],
        "rows": [
            [words, data[name], "twice" if counts == 2 else "once"]
            for name, words, counts, _ in SCALE
        ],
    }


# The quantities.


def _ratings(d):
    return [None if d[name] == NOT_RATED else d[name] for name, _, _, _ in SCALE]


WEIGHTS = [counts for _, _, counts, _ in SCALE]


def _rated(d):
    return len([each for each in _ratings(d) if each is not None])


def _sum(d, weights):
    """Return the sum of weight * rating over the items that were rated."""
    return float(sum([w * x for w, x in zip(weights, _ratings(d)) if x is not None]))


def _sum_of_weights(d):
    return sum([w for w, x in zip(WEIGHTS, _ratings(d)) if x is not None])


def share_rated(d):
    """Return items that were rated / all items."""
    return _rated(d) / float(len(SCALE))


def mean_score(d):
    """Return the weighted mean of the items that were rated."""
    return model.weighted_mean(_ratings(d), WEIGHTS)


def along(mean):
    """Return how far a mean lies from the lowest to the highest score, from 0 to 1."""
    return model.percent_of_maximum(mean, LOWEST, HIGHEST) / 100.0


def decision(d, mean=None):
    """Return the key of the option that the rules of the scale lead to."""
    mean = mean_score(d) if mean is None else mean
    minimums = [KEY_MINIMUM if key else None for _, _, _, key in SCALE]
    low_key = len(model.below_minimum(_ratings(d), minimums)) > 0
    if mean < THRESHOLD:
        return "both" if low_key else "mean"
    return "key" if low_key else "passes"


def _average_only(d):
    """Return what the mean alone would decide, where that is another thing than the rules."""
    if decision(d) != "key":
        raise ZeroDivisionError  # the same as the rules, or not about the mean: no wrong turn
    return "passes"


def _last_divided(d, divisor):
    """Return the sum as Python works it out without brackets: only the last rating divided."""
    last = [each for each in _ratings(d) if each is not None][-1]
    return _sum(d, WEIGHTS) - last + last / float(divisor)


def along_without(mean):
    """Return (mean - 1) / 5 - 1: the way, with brackets above the line only."""
    return (mean - LOWEST) / HIGHEST - LOWEST


NO_BRACKETS = (
    "It looks as if brackets are missing. A division comes before plus and minus, so "
    "only the number beside it was divided."
)
KEEP_DIGITS = "What do you get if you keep at least two digits after the point?"

SHARE = Item(
    "share_rated",
    "Share of items rated",
    "What share of the eight items could be rated? Give it as a number between 0 and 1.",
    share_rated,
    absolute=0.0055,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 5/8",
    right="Many scales want most items rated before a score may be shown.",
    slips=("percent", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:share-not-rated",
            lambda d: 1.0 - share_rated(d),
            "This is the share of items that could not be rated.",
            "Which items does the question ask about?",
            0.5,
        ),
        Misconception(
            "misconception:rated-against-not-rated",
            lambda d: _rated(d) / float(len(SCALE) - _rated(d)),
            "This compares items rated with items not rated.",
            "A share compares a part with the whole. How many items are there in all?",
            0.25,
        ),
        Misconception(
            "misconception:weights-too-early",
            lambda d: _sum_of_weights(d) / float(sum(WEIGHTS)),
            "Here, key items seem to be counted twice.",
            "Each item is one item. How many rows of the table have a number?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for one number between 0 and 1. It says how much of the scale could be "
        "used.",
        "Count the rows with a number as their rating, and all rows.",
        "Share = items with a rating / all items.",
        "On other numbers: 9 of 12 items have a rating. 9 / 12 = 0.75.",
    ),
)

MEAN = Item(
    "mean_score",
    "Weighted mean",
    "What is the weighted mean of the items that could be rated? The two key items count twice.",
    mean_score,
    absolute=0.0055,
    points=2,
    low=1.0,
    high=5.0,
    placeholder="for example 3.75",
    right="It lies on the same scale as the items, from 1 to 5.",
    near="Did you round on the way? " + KEEP_DIGITS,
    misconceptions=(
        Misconception(
            "rounded",
            lambda d: round(mean_score(d), 1),
            "You seem to have rounded.",
            KEEP_DIGITS,
            0.75,
            exact=True,
        ),
        Misconception(
            "misconception:not-rated-as-zero",
            lambda d: _sum(d, WEIGHTS) / sum(WEIGHTS),
            "You seem to have divided as if all items were rated. An item without a rating then "
            "counts as zero.",
            "The service cannot show what does not apply to it. Which items are left out, above "
            "and below the line?",
            0.25,
        ),
        Misconception(
            "misconception:not-rated-as-lowest",
            lambda d: model.weighted_mean(_ratings(d), WEIGHTS, LOWEST),
            "You seem to have counted an item without a rating as 1. Some scales have that rule.",
            "What does the rule of this scale say?",
            0.5,
        ),
        Misconception(
            "misconception:weights-forgotten",
            lambda d: _sum(d, [1] * len(SCALE)) / _rated(d),
            "In this mean each item counts once.",
            "Which two items count twice? What does that do above and below the line?",
            0.5,
        ),
        Misconception(
            "misconception:divided-by-items",
            lambda d: _sum(d, WEIGHTS) / _rated(d),
            "The sum counts key items twice, but it is divided by the number of items.",
            "If a rating is in the sum twice, how often is it counted below the line?",
            0.5,
        ),
        Misconception(
            "misconception:weights-below-only",
            lambda d: _sum(d, [1] * len(SCALE)) / _sum_of_weights(d),
            "Below the line key items count twice, but in the sum only once.",
            "How does a rating that counts twice go into the sum?",
            0.5,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: _last_divided(d, _sum_of_weights(d)),
            NO_BRACKETS,
            "Which part has to be added up first, and so needs brackets?",
            0.5,
        ),
        Misconception(
            "misconception:sum-for-mean",
            lambda d: _sum(d, WEIGHTS),
            "This is the sum of the ratings, key items twice.",
            "A mean shares the sum out. What is it divided by?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one number between 1 and 5: the rating of the service as a whole.",
        "You need the ratings, and how often each counts. Leave out what has no rating.",
        "Weighted mean = (2 * key item + 2 * other key item + all other ratings) / "
        "(2 + 2 + 1 for each other rating). The sign * means times.",
        "On other numbers: key items 4 and 2, other items 5, 3 and N/A. "
        "(2*4 + 2*2 + 5 + 3) / (2 + 2 + 1 + 1) = 20 / 6 = 3.33.",
    ),
)

POSITION = Item(
    "position",
    "How far along",
    "How far along is the service, from the lowest possible mean (1) to the highest (5)? Give it "
    "as a number between 0 and 1.",
    lambda d: along(mean_score(d)),
    absolute=0.0055,
    points=2,
    low=0.0,
    high=1.0,
    placeholder="for example 0.60 or 60 %",
    right="0 means the lowest score on every item, 1 the highest on every item.",
    slips=("percent",),
    misconceptions=(
        Misconception(
            "misconception:counts-from-zero",
            lambda d: mean_score(d) / HIGHEST,
            "You seem to have divided the mean by 5. "
            "Then a service with 1 on every item would be at 0.2.",
            "Where should a service be that has the lowest rating everywhere?",
            0.25,
        ),
        Misconception(
            "misconception:length-of-the-scale",
            lambda d: (mean_score(d) - LOWEST) / HIGHEST,
            "You began at 1. Then you seem to have divided by 5.",
            "How many steps is it from 1 to 5?",
            0.5,
        ),
        Misconception(
            "misconception:start-not-moved",
            lambda d: mean_score(d) / (HIGHEST - LOWEST),
            "You divided by the length of the scale. But the mean still counts from zero.",
            "How far is the mean away from 1?",
            0.5,
        ),
        Misconception(
            "misconception:way-still-to-go",
            lambda d: 1.0 - along(mean_score(d)),
            "This is how much of the way is still to go.",
            "Which end does the question count from?",
            0.5,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: mean_score(d) - 1.0 / HIGHEST - 1.0,
            NO_BRACKETS,
            "Which two parts have to be worked out first?",
            0.5,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: along_without(mean_score(d)),
            NO_BRACKETS,
            "Which two parts have to be worked out first?",
            0.5,
        ),
        Misconception(
            "misconception:steps-for-share",
            lambda d: mean_score(d) - LOWEST,
            "This is how many steps the mean lies above 1.",
            "Steps out of how many?",
            0.5,
        ),
    ),
    follows=(FollowThrough("mean_score", lambda d, own: along(own), 1.0, 5.0),),
    hints=(
        "Think of a road from 1 to 5. How much of it has the service already covered?",
        "You need your mean, the lowest score and the highest score.",
        "How far along = (mean - lowest) / (highest - lowest).",
        "On other numbers: the mean is 3. (3 - 1) / (5 - 1) = 2 / 4 = 0.5.",
    ),
)

DECISION = Choice(
    "decision",
    "Does it pass?",
    "Does the service pass by the rules of the scale?",
    decision,
    (
        Option(
            "passes",
            "Yes: the mean is high enough, and so is each key item.",
            "For this, both conditions must hold.",
            "Take them one by one: what is the mean, and what is the lower of the two key items?",
        ),
        Option(
            "mean",
            "No: the mean is too low. The key items are high enough.",
            "This says that only the mean stands in the way.",
            "Which number is the mean measured against? And the key items?",
        ),
        Option(
            "key",
            "No: a key item is too low. The mean is high enough.",
            "This says that only a key item stands in the way.",
            "Which number is the mean measured against? And the key items?",
        ),
        Option(
            "both",
            "No: the mean is too low, and so is a key item.",
            "This says that both stand in the way.",
            "Take them one by one: does each of them lie below its own line?",
        ),
    ),
    points=2,
    right="Each condition has a line of its own. Being high on one does not make up for being low "
    "on the other.",
    placeholder="a letter, such as b",
    misconceptions=(
        Misconception(
            "misconception:average-decides",
            _average_only,
            "The mean is high enough. So you may have let the mean decide for everything.",
            "Look at the two key items one by one. What must each have at least?",
            0.25,
        ),
    ),
    follows=(FollowThrough("mean_score", decision, 1.0, 5.0),),
    hints=(
        "The scale has two conditions. We ask which of them are met.",
        "You need your mean, and the ratings of the two key items.",
        "The mean must be at least 3.5. Each key item must be at least 3. Both must hold.",
        "On other numbers: mean 4.2, key items 5 and 1. 4.2 is enough, 1 is not. "
        "So the service does not pass.",
    ),
)

MEANING = Choice(
    "meaning",
    "What it says",
    "Look at your answer to \u201chow far along\u201d. What does such a number say?",
    lambda d: "way",
    (
        Option(
            "people",
            "That share of the people got real peer support.",
            "That would be a share of people. The visitors rated items.",
            "What were the ratings given to?",
        ),
        Option(
            "items",
            "That share of the items is fully in place.",
            "An item with 3 is half in place. It adds to the number, too.",
            "Could the number be the same if no item were fully in place?",
            0.25,
        ),
        Option(
            "way", "The service is that far along the way from the lowest score to the highest."
        ),
        Option(
            "better",
            "The service is better than that share of all services.",
            "No other service comes into the calculation.",
            "Between which two scores does the number place this service?",
        ),
    ),
    points=1,
    right="It is a place on a road. "
    "It says nothing yet about the people, and nothing about other services.",
    placeholder="a letter, such as b",
    hints=(
        "We ask what may be said about the service with this number.",
        "Think of what went into it: ratings of items, the lowest score, the highest score.",
        "(mean - lowest) / (highest - lowest) measures a way. From where to where?",
        "On other numbers: if every item has a 3, the number is 0.5. "
        "Try each sentence on such a service.",
    ),
)

ITEMS = (SHARE, MEAN, POSITION, DECISION, MEANING)
DOMAIN = (
    (
        "every rating is a whole number from 1 to 5, or could not be given",
        lambda d: all([d[name] in (1, 2, 3, 4, 5, NOT_RATED) for name, _, _, _ in SCALE]),
    ),
    (
        "both key items were rated, and six items or seven in all",
        lambda d: all([d[name] != NOT_RATED for name in KEYS]) and 6 <= _rated(d) <= 7,
    ),
    ("the mean is not on the line that decides", lambda d: abs(mean_score(d) - THRESHOLD) >= 0.05),
)
