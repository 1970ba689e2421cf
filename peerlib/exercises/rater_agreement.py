"""Do two people see the same? Agreement, agreement by chance, and kappa.

Each learner has two invented readers who said yes or no to the same notes.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.options import Option
from ..models import agreement as model
from ..models.random_numbers import Pcg32

NAME = "rater-agreement"
VERSION = 1
TITLE = "Do two people see the same?"
LEAD = (
    "Work out how far two invented readers agree, and how much of it chance would give. "
    "You may type the calculation itself, such as 12/34. Keep at least three digits. "
    "Where there are options, type a letter."
)
# The words of Landis and Koch (1977), with keys and what stands beside them.
LABELS = (
    ("poor", "0 or less"),
    ("slight", "above 0, to 0.20"),
    ("fair", "above 0.20, to 0.40"),
    ("moderate", "above 0.40, to 0.60"),
    ("substantial", "above 0.60, to 0.80"),
    ("almost perfect", "above 0.80"),
)


def data_for(seed):
    """Return a learner's own invented table of two readers.

    The shares of yes and kappa are drawn first, and the counts follow from them: at random
    most tables would not tell kappa from its wrong turns.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``both_yes``, ``only_first``, ``only_second``, ``both_no`` (notes by what the readers
        said), ``first_yes``, ``first_no``, ``second_yes``, ``second_no`` and ``notes``.

    Raises
    ------
    RuntimeError
        If no suitable table turns up in many tries.

    Examples
    --------
    >>> data = data_for(1)
    >>> data["first_yes"] == data["both_yes"] + data["only_first"]
    True
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS, _plausible)


def _drawn(random):
    """Return one table at random, designed backwards from shares of yes and kappa."""

    def between(low, high):
        return low + (high - low) * random.uniform()

    notes = random.integer(80, 180)
    first = between(0.72, 0.92)
    second = first - between(0.10, 0.15)
    if random.integer(0, 1):
        first, second = second, first
    chance = first * second + (1 - first) * (1 - second)
    agreed = chance + between(0.12, 0.78) * (1 - chance)
    both_yes = int(notes * (agreed - 1 + first + second) / 2 + 0.5)
    first_yes, second_yes = int(notes * first + 0.5), int(notes * second + 0.5)
    only_first, only_second = first_yes - both_yes, second_yes - both_yes
    return {
        "both_yes": both_yes,
        "only_first": only_first,
        "only_second": only_second,
        "both_no": notes - both_yes - only_first - only_second,
        "first_yes": first_yes,
        "first_no": notes - first_yes,
        "second_yes": second_yes,
        "second_no": notes - second_yes,
        "notes": notes,
    }


def _plausible(d):
    """Tell whether all four boxes are used, and kappa lies clear of the lines between words."""
    if min(d["both_yes"], d["only_first"], d["only_second"], d["both_no"]) < 2:
        return False
    # a colleague calls the agreement high, so it must look so
    return observed(d) > 0.74 and min([abs(kappa(d) - line) for line, _ in model.LABELS]) > 0.015


def story(data):
    """Return the table in words."""
    return (
        "Two invented readers, Kim and Lou. Each of them read the same %(notes)d invented notes of "
        "meetings, without names, and without talking to each other. For each note they said yes "
        "or no: did the worker keep to the role of a peer?" % data
    )


def table(data):
    """Return the readers' table: caption, columns, rows."""
    return {
        "caption": "Invented notes by what the two readers said.",
        "columns": ["Two raters", "Lou: yes", "Lou: no", "All"],
        "rows": [
            ["Kim: yes", data["both_yes"], data["only_first"], data["first_yes"]],
            ["Kim: no", data["only_second"], data["both_no"], data["first_no"]],
            ["All", data["second_yes"], data["second_no"], data["notes"]],
        ],
    }


# The quantities. Kim is the first reader, Lou the second.


def _table(d):
    return [[d["both_yes"], d["only_first"]], [d["only_second"], d["both_no"]]]


def observed(d):
    """Return the share of notes on which both said the same."""
    return model.observed_agreement(_table(d))


def chance_yes(d):
    """Return how often both would say yes by chance: share of yes times share of yes."""
    return d["first_yes"] * d["second_yes"] / float(d["notes"]) ** 2


def chance_no(d):
    """Return how often both would say no by chance."""
    return d["first_no"] * d["second_no"] / float(d["notes"]) ** 2


def chance(d):
    """Return how often both would say the same by chance."""
    return model.chance_agreement(_table(d))


def kappa(d):
    """Return (observed - chance) / (1 - chance)."""
    return model.kappa(_table(d))


def _beyond(agreed, by_chance):
    return (agreed - by_chance) / (1.0 - by_chance)


def _rounded(value):
    """Return a share with two digits, where that is not as good as right or near."""
    if abs(round(value, 2) - value) < 0.0033:
        raise ZeroDivisionError
    return round(value, 2)


ROUNDED = "You seem to have rounded to two digits."
KEEP_DIGITS = "What do you get if you keep at least three digits after the point?"

OBSERVED = Item(
    "observed",
    "Agreement seen",
    "On what share of the notes did Kim and Lou say the same? Give it as a number between 0 and 1.",
    observed,
    absolute=0.0011,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example (50 + 20)/90",
    right="It counts both ways of saying the same: both yes, and both no.",
    slips=("percent", "reciprocal"),
    near=KEEP_DIGITS,
    misconceptions=(
        Misconception(
            "rounded", lambda d: _rounded(observed(d)), ROUNDED, KEEP_DIGITS, 0.5, exact=True
        ),
        Misconception(
            "misconception:yes-only",
            lambda d: d["both_yes"] / float(d["notes"]),
            "This counts the notes that got a yes from both.",
            "Is there another way of saying the same?",
            0.5,
        ),
        Misconception(
            "misconception:disagreement",
            lambda d: 1.0 - observed(d),
            "This is the share of notes on which they said different things.",
            "Which boxes of the table show the same answer twice?",
            0.5,
        ),
        Misconception(
            "misconception:out-of-any-yes",
            lambda d: d["both_yes"] / float(d["notes"] - d["both_no"]),
            "You seem to have left out the notes that got a no from both.",
            "They agree on those, too. Out of how many notes do they agree?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one number between 0 and 1: how often did they say the same?",
        "You need two boxes of the table, and the number of all notes.",
        "Agreement seen = (both yes + both no) / all notes.",
        "On other numbers: of 50 notes both say yes to 30 and no to 10. (30 + 10) / 50 = 0.8.",
    ),
)

CHANCE_YES = Item(
    "chance_yes",
    "Both yes, by chance",
    "Suppose each of them only guessed, and said yes as often as in the table. On what share of "
    "the notes would both say yes?",
    chance_yes,
    absolute=0.0011,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 0.6 * 0.5",
    right="It is a share of a share: Lou says yes to a part of the notes that get a yes from Kim.",
    slips=("percent", "reciprocal"),
    near=KEEP_DIGITS,
    misconceptions=(
        Misconception(
            "rounded", lambda d: _rounded(chance_yes(d)), ROUNDED, KEEP_DIGITS, 0.5, exact=True
        ),
        Misconception(
            "misconception:seen-for-chance",
            lambda d: d["both_yes"] / float(d["notes"]),
            "This is how often both did say yes.",
            "The question is about two people who only guess. How often does each of them say yes?",
            0.25,
        ),
        Misconception(
            "misconception:divided-once",
            lambda d: d["first_yes"] * d["second_yes"] / float(d["notes"]),
            "This is a number of notes: you seem to have divided by all notes once.",
            "What share of the notes is that? Or: what are the two shares of yes?",
            0.5,
        ),
        Misconception(
            "misconception:mean-for-product",
            lambda d: (d["first_yes"] + d["second_yes"]) / (2.0 * d["notes"]),
            "You seem to have taken the average of the two shares of yes.",
            "Of the notes that get a yes from Kim, what share gets a yes from Lou, too?",
            0.25,
        ),
        Misconception(
            "misconception:one-reader-twice",
            lambda d: (d["first_yes"] / float(d["notes"])) ** 2,
            "You seem to have used Kim's share of yes twice.",
            "How often does Lou say yes?",
            0.5,
        ),
        Misconception(
            "misconception:one-reader-twice",
            lambda d: (d["second_yes"] / float(d["notes"])) ** 2,
            "You seem to have used Lou's share of yes twice.",
            "How often does Kim say yes?",
            0.5,
        ),
        Misconception(
            "misconception:quarter",
            lambda d: 0.25,
            "One quarter would be right for two coins.",
            "These two say yes more often than a coin does. How often?",
            0.25,
        ),
    ),
    hints=(
        "Think of two people who guess. How often would both of them happen to say yes?",
        "You need the share of notes that got a yes from Kim, and the share that got a yes from "
        "Lou.",
        "Both yes by chance = (Kim: yes / all notes) * (Lou: yes / all notes). "
        "The sign * means times.",
        "On other numbers: one says yes to 40 of 50, the other to 30 of 50. "
        "(40 / 50) * (30 / 50) = 0.8 * 0.6 = 0.48.",
    ),
)

CHANCE = Item(
    "chance",
    "Agreement by chance",
    "And on what share of the notes would they say the same by chance: both yes, or both no?",
    chance,
    absolute=0.0011,
    points=2,
    low=0.0,
    high=1.0,
    placeholder="for example 0.48 + 0.08",
    right="Two people who nearly always say yes agree a lot, and it tells you little.",
    slips=("percent", "reciprocal"),
    near=KEEP_DIGITS,
    misconceptions=(
        Misconception(
            "rounded", lambda d: _rounded(chance(d)), ROUNDED, KEEP_DIGITS, 0.5, exact=True
        ),
        Misconception(
            "misconception:yes-only",
            chance_yes,
            "This is the part where both say yes.",
            "How else can they say the same?",
            0.5,
        ),
        Misconception(
            "misconception:half",
            lambda d: 0.5,
            "One half would be right for two coins.",
            "These two say yes more often than no. How often does each of them say no?",
            0.25,
        ),
        Misconception(
            "misconception:average-reader",
            lambda d: (
                ((d["first_yes"] + d["second_yes"]) / (2.0 * d["notes"])) ** 2
                + ((d["first_no"] + d["second_no"]) / (2.0 * d["notes"])) ** 2
            ),
            "You seem to have worked with the average of the two readers. There is a measure that "
            "does so. For kappa, each of them keeps a share of their own.",
            "What is the share of no for Kim, and what is it for Lou?",
            0.5,
        ),
        Misconception(
            "misconception:times-for-plus",
            lambda d: chance_yes(d) * chance_no(d),
            "You seem to have multiplied the two parts.",
            "A note gets a yes from both or a no from both, never the two at once. What do you do "
            "with parts that do not overlap?",
            0.5,
        ),
        Misconception(
            "misconception:seen-for-chance",
            observed,
            "This is the agreement that was seen.",
            "How much of it would two people reach if they only guessed?",
            0.25,
        ),
    ),
    follows=(FollowThrough("chance_yes", lambda d, own: own + chance_no(d), 0.0, 1.0),),
    hints=(
        "There are two ways of saying the same. We are looking for both together.",
        "You have both yes by chance. You need both no by chance, too.",
        "Both no by chance = (Kim: no / all notes) * (Lou: no / all notes). Then add the two.",
        "On other numbers: yes 0.8 and 0.6, so no 0.2 and 0.4. 0.8 * 0.6 + 0.2 * 0.4 = 0.56.",
    ),
)

KAPPA = Item(
    "kappa",
    "Kappa",
    "What is kappa: the agreement beyond chance, as a share of all that was left to gain?",
    kappa,
    absolute=0.0055,
    points=2,
    low=-1.0,
    high=1.0,
    placeholder="for example 0.45",
    right="0 would mean: no more than chance. 1 would mean: always the same.",
    slips=("percent",),
    near="Did you round on the way? " + KEEP_DIGITS,
    misconceptions=(
        Misconception(
            "misconception:agreement-for-kappa",
            observed,
            "This is the agreement that was seen.",
            "How much of it would chance give as well?",
            0.25,
        ),
        Misconception(
            "misconception:not-divided",
            lambda d: observed(d) - chance(d),
            "This is how much more they agree than by chance.",
            "How much could they have gained at most, above chance? Divide by that.",
            0.5,
        ),
        Misconception(
            "misconception:share-of-chance",
            lambda d: (observed(d) - chance(d)) / chance(d),
            "You seem to have divided by the agreement by chance.",
            "Full agreement is 1. How much is there from chance up to 1?",
            0.25,
        ),
        Misconception(
            "misconception:half",
            lambda d: _beyond(observed(d), 0.5),
            "You seem to have taken one half as the agreement by chance.",
            "These two say yes more often than a coin. What is their agreement by chance?",
            0.25,
        ),
        Misconception(
            "misconception:yes-only",
            lambda d: _beyond(observed(d), chance_yes(d)),
            "By chance they can both say no, too. That part seems to be missing.",
            "What is the whole agreement by chance?",
            0.5,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: observed(d) - chance(d) - chance(d),
            "It looks as if brackets are missing, so only one number was divided.",
            "What has to be subtracted first, above the line and below it?",
            0.5,
        ),
    ),
    follows=(
        FollowThrough("observed", lambda d, own: _beyond(own, chance(d)), 0.0, 1.0),
        FollowThrough("chance", lambda d, own: _beyond(observed(d), own), 0.0, 1.0),
        FollowThrough(("observed", "chance"), lambda d, own: _beyond(own[0], own[1]), 0.0, 1.0),
    ),
    hints=(
        "Chance gives some agreement for nothing. We are looking for what is beyond it.",
        "You need the agreement that was seen, and the agreement by chance.",
        "Kappa = (agreement seen - agreement by chance) / (1 - agreement by chance).",
        "On other numbers: seen 0.8, by chance 0.56. "
        "(0.8 - 0.56) / (1 - 0.56) = 0.24 / 0.44 = 0.545.",
    ),
)

OTHER_WORD = "This word goes with a different kappa."
WHERE = "Between which two lines does your kappa lie?"
LABEL = Choice(
    "label",
    "In a word",
    "Landis and Koch gave words to kappa. Which one goes with yours?",
    lambda d: model.label(kappa(d)),
    tuple([Option(key, "%s (%s)" % (key, range_), OTHER_WORD, WHERE) for key, range_ in LABELS]),
    points=1,
    right="These lines are a convention. What is good enough depends on what the ratings are for.",
    placeholder="a letter, such as b",
    misconceptions=(
        Misconception(
            "misconception:word-for-agreement",
            lambda d: model.label(observed(d)),
            "This word would fit the agreement that was seen. These words are meant for kappa.",
            "What is your kappa, and between which two lines does it lie?",
            0.25,
        ),
    ),
    follows=(FollowThrough("kappa", lambda d, own: model.label(own), -1.0, 1.0),),
    hints=(
        "Six words stand for six ranges of kappa. We are looking for the one that yours is in.",
        "You need your kappa, and the numbers in brackets behind each word.",
        "Find the line that your kappa is just above, and the line that it is not above.",
        "On other numbers: a kappa of 0.545 is above 0.40 and not above 0.60: moderate.",
    ),
)

MEANING = Choice(
    "meaning",
    "A colleague",
    "A colleague sees only the agreement and says: \u201cThat is high. So the ratings can be "
    "trusted.\u201d Which reply fits best?",
    lambda d: "chance",
    (
        Option(
            "high",
            "Yes. With so much agreement both must see the same.",
            "The agreement is high, that is true.",
            "How high would it be if both only guessed?",
        ),
        Option(
            "careless",
            "No. The two readers did not take care.",
            "Kappa says nothing about why they differ.",
            "Could the question that they had to answer be unclear?",
        ),
        Option(
            "chance",
            "Not so fast. Both say yes most of the time, so chance alone would give "
            "a good part of it.",
        ),
        Option(
            "wrong",
            "No. One of the two readers is wrong about the workers.",
            "Kappa compares two readers with each other. It does not know who is right.",
            "Even with a kappa of 1, could both be mistaken?",
        ),
    ),
    points=1,
    right="Where nearly all answers are the same, agreement can be high and kappa only middling.",
    placeholder="a letter, such as b",
    hints=(
        "We are looking for what the agreement alone leaves out.",
        "Compare two of your numbers: the agreement seen, and the agreement by chance.",
        "Agreement seen = what chance gives + what is beyond it. Which part is larger here?",
        "On other numbers: seen 0.85, by chance 0.78. Two people who guess would come almost "
        "as far.",
    ),
)

ITEMS = (OBSERVED, CHANCE_YES, CHANCE, KAPPA, LABEL, MEANING)
DOMAIN = (
    (
        "each box of the table has notes in it, and they add up",
        lambda d: (
            min(d["both_yes"], d["only_first"], d["only_second"], d["both_no"]) >= 2
            and d["first_yes"] == d["both_yes"] + d["only_first"]
            and d["second_yes"] == d["both_yes"] + d["only_second"]
            and d["notes"] == d["first_yes"] + d["first_no"] == d["second_yes"] + d["second_no"]
        ),
    ),
    ("both say yes to most notes", lambda d: 2 * min(d["first_yes"], d["second_yes"]) > d["notes"]),
    ("chance gives more than half of the agreement", lambda d: 2 * chance(d) > observed(d)),
    (
        "they agree on three of four notes or nearly so, and more than by chance",
        lambda d: observed(d) > 0.74 and kappa(d) > 0.1,
    ),
)
