"""Many outcomes and a few stars: what luck brings, and what is left after adjusting.

Each learner has an invented trial that looked at many outcomes; one was named beforehand.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.items import Item, Misconception, drawn_apart
from ..models.many_tests import benjamini_hochberg, bonferroni, false_star_somewhere, holm
from ..models.random_numbers import Pcg32

NAME = "many-outcomes"
VERSION = 1
TITLE = "Many outcomes and a few stars: what is luck?"
LEAD = (
    "Work out what luck alone brings when a trial has many outcomes, and which stars stay. "
    "You may type the calculation itself, such as 1 - 0.95 ** 8."
)
LINE = 0.05
OUTCOMES = (
    "Belonging",
    "Bodily health",
    "Confidence",
    "Crisis visits",
    "Days in hospital",
    "Empowerment",
    "Hope",
    "Loneliness",
    "Money worries",
    "Quality of life",
    "Sleep",
    "Trust in staff",
    "Work hours",
    "Worry",
)
DOMAIN = (
    ("p values lie between 0 and 1 and rise", lambda d: _rise(d["p"])),
    ("there are 9 to 14 outcomes, each with a name", lambda d: 9 <= len(d["p"]) <= 14),
    ("the smallest p stays below the line after Bonferroni", lambda d: kept(d, bonferroni) == 1),
    ("the rules keep different numbers of stars", lambda d: len(set(_counts(d))) == 5),
    ("the main outcome has no star", lambda d: d["main_p"] > 2 * LINE),
)


def data_for(seed):
    """Return a learner's own invented trial.

    The p values are laid out so that each way of counting stars gives another number.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``tests``, how many; ``p``, the p values from the smallest, and ``p_1`` and ``p_2``,
        the first two of them; ``names`` of the outcomes in the same order; and of the outcome
        named beforehand ``main`` and ``main_p``.

    Raises
    ------
    RuntimeError
        If no suitable trial turns up in many tries.

    Examples
    --------
    >>> data_for(1)["p_1"] == data_for(1)["p"][0]
    True
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS, _can_be)


def _can_be(data):
    return all([holds(data) for _, holds in DOMAIN])


def _drawn(random):
    """Return a trial with p values at the places that tell the rules apart."""

    def between(low, high):
        return low + (high - low) * random.uniform()

    m = random.integer(9, 14)
    unit = LINE / m
    first_fail = random.integer(3, 4)
    keeps = first_fail + random.integer(1, 2)
    stars = keeps + random.integer(1, 2)
    # below the rising line at first, above it for one or two, below it once more, above for good
    p = [between(0.15, 0.9) * unit]
    p += [between(rank - 0.8, rank - 0.1) * unit for rank in range(2, first_fail)]
    p += [between(rank + 0.1, rank + 0.6) * unit for rank in range(first_fail, keeps)]
    p += [between(keeps - 0.35, keeps - 0.1) * unit]
    p += sorted([between(max((stars + 0.15) * unit, 0.03), 0.0495) for _ in range(stars - keeps)])
    p += sorted([between(0.06, 0.95) for _ in range(m - stars)])
    p = [int(value * 10000 + 0.5) / 10000.0 for value in p]
    names = _shuffled(random, OUTCOMES)[:m]
    main = random.integer(stars, m - 1)
    return {
        "tests": m,
        "p": p,
        "p_1": p[0],
        "p_2": p[1],
        "names": names,
        "main": names[main],
        "main_p": p[main],
    }


def _shuffled(random, things):
    left, mixed = list(things), []
    while left:
        mixed.append(left.pop(random.integer(0, len(left) - 1)))
    return mixed


def _rise(p):
    return all([0.0 < a < b < 1.0 for a, b in zip(p, p[1:])])


def story(data):
    """Return the trial in words."""
    return (
        "An invented trial that compared a peer group with a waiting list. It looked at %(tests)d "
        "outcomes. Before it began, %(main)s was named as the main outcome. It got a p of "
        "%(main_p).4f. The table has all outcomes, from the smallest p to the largest." % data
    )


def table(data):
    """Return the p values as a table: caption, columns, rows."""
    pairs = zip(data["names"], data["p"])
    return {
        "caption": "An invented trial: every outcome with its p, smallest first.",
        "columns": ["Outcome", "Rank", "p"],
        "rows": [
            [name + (" (main)" if name == data["main"] else ""), i + 1, "%.4f" % p]
            for i, (name, p) in enumerate(pairs)
        ],
    }


# The quantities.


def kept(d, rule):
    """Return how many stars a rule keeps."""
    return len([p for p in rule(d["p"]) if p <= LINE])


def stars(d):
    """Return how many p values lie below the line as they stand."""
    return len([p for p in d["p"] if p <= LINE])


def rising_line(d, rank):
    """Return what Benjamini and Hochberg compare the p of a rank with."""
    return rank * LINE / d["tests"]


def one_by_one(d):
    """Return how many p values lie below the rising line, each looked at alone."""
    return len([p for i, p in enumerate(d["p"]) if p <= rising_line(d, i + 1)])


def until_first_miss(d):
    """Return how many p values come before the first above the rising line."""
    for i, p in enumerate(d["p"]):
        if p > rising_line(d, i + 1):
            return i
    return d["tests"]


def _counts(d):
    return (kept(d, bonferroni), until_first_miss(d), one_by_one(d),
            kept(d, benjamini_hochberg), stars(d))  # fmt: skip


FAMILY = Item(
    "family_error",
    "A star by luck alone",
    "Suppose the peer group changes nothing at all, and the outcomes have nothing to do with "
    "each other. How likely is it that at least one p lies below 0.05? Give a number between 0 "
    "and 1.",
    lambda d: false_star_somewhere(d["tests"]),
    absolute=0.0055,
    points=2,
    low=0.0,
    high=1.0,
    placeholder="for example 0.34",
    right="Real outcomes go together, so the true chance is lower than this, and higher than 0.05.",
    slips=("percent",),
    misconceptions=(
        Misconception(
            "misconception:one-test-only",
            lambda d: LINE,
            "This is the chance for one single outcome.",
            "There are more of them. Where else could a star turn up?",
            0.25,
        ),
        Misconception(
            "misconception:chances-added",
            lambda d: d["tests"] * LINE,
            "The chances of all outcomes were added up.",
            "With 30 outcomes the sum would be above 1. What is the chance of no star at all?",
            0.5,
        ),
        Misconception(
            "misconception:no-star-at-all",
            lambda d: (1.0 - LINE) ** d["tests"],
            "This is the chance that there is no star at all.",
            "Either there is none, or there is at least one. What is left of 1?",
            0.5,
        ),
        Misconception(
            "misconception:star-everywhere",
            lambda d: LINE ** d["tests"],
            "This is the chance of a star at every single outcome.",
            "One is enough. What is the chance that there is none?",
            0.25,
        ),
        Misconception(
            "misconception:one-too-few",
            lambda d: false_star_somewhere(d["tests"] - 1),
            "This would be right for one outcome fewer.",
            "How many rows does the table have?",
            0.5,
        ),
    ),
    hints=(
        "Even if nothing works, one of the outcomes may look as if something did. How often?",
        "You need the chance that a single outcome has *no* star, 0.95, and how many outcomes "
        "there are: %(tests)d.",
        "Chance of at least one = 1 - 0.95 ** outcomes. The sign ** means to the power of.",
        "On other numbers: 3 outcomes. 1 - 0.95 ** 3 = 1 - 0.857 = 0.143.",
    ),
)

BONFERRONI = Item(
    "bonferroni_best",
    "Bonferroni: the smallest p",
    "What does the smallest p become after Bonferroni?",
    lambda d: bonferroni(d["p"])[0],
    absolute=0.00055,
    low=0.0,
    high=1.0,
    placeholder="for example 0.032",
    right="If it is below 0.05, it keeps its star, even as the best of many.",
    misconceptions=(
        Misconception(
            "misconception:only-the-stars",
            lambda d: stars(d) * d["p_1"],
            "Only the outcomes with a star seem to be counted.",
            "How many chances did luck have? The disappointing outcomes were chances, too.",
            0.5,
        ),
        Misconception(
            "misconception:divided",
            lambda d: d["p_1"] / d["tests"],
            "The p was divided. That makes it look even better.",
            "After many tries, should a small p impress us more, or less?",
            0.25,
        ),
        Misconception(
            "misconception:not-adjusted",
            lambda d: d["p_1"],
            "This is the p as it stands in the table.",
            "How many outcomes was it picked from?",
            0.0,
        ),
        Misconception(
            "misconception:the-line-instead",
            lambda d: LINE / d["tests"],
            "This is the line that Bonferroni would compare the p with.",
            "It is the other side of the same rule. What does the p itself become?",
            0.5,
        ),
    ),
    hints=(
        "The smallest p was picked from many. We are looking for a p that takes this into account.",
        "You need the smallest p, data.p_1, and the number of all outcomes, data.tests.",
        "After Bonferroni = p * number of outcomes (and 1 at most).",
        "On other numbers: p 0.004, 8 outcomes. 0.004 * 8 = 0.032.",
    ),
)

HOLM = Item(
    "holm_second",
    "Holm: the second smallest p",
    "What does the second smallest p become after Holm?",
    lambda d: holm(d["p"])[1],
    absolute=0.00055,
    points=2,
    low=0.0,
    high=1.0,
    placeholder="for example 0.063",
    right="Holm never keeps fewer stars than Bonferroni, and promises the same.",
    misconceptions=(
        Misconception(
            "misconception:bonferroni-for-holm",
            lambda d: d["tests"] * d["p_2"],
            "This is Bonferroni: every p times all outcomes.",
            "For Holm, the first is out of the way by now. How many are left?",
            0.5,
        ),
        Misconception(
            "misconception:one-step-too-far",
            lambda d: (d["tests"] - 2) * d["p_2"],
            "You seem to have gone one step too far down.",
            "How many outcomes come before this one?",
            0.5,
        ),
        Misconception(
            "misconception:benjamini-hochberg-for-holm",
            lambda d: d["tests"] * d["p_2"] / 2.0,
            "This divides by the rank, as Benjamini and Hochberg do.",
            "Holm multiplies by what is left. How many are left?",
            0.5,
        ),
        Misconception(
            "misconception:wrong-row",
            lambda d: (d["tests"] - 1) * d["p_1"],
            "This starts from the smallest p.",
            "Which row has rank 2?",
            0.5,
        ),
        Misconception(
            "misconception:rank-as-factor",
            lambda d: 2.0 * d["p_2"],
            "The p was multiplied by its rank.",
            "The smallest p was picked from the most outcomes. Which factor gets smaller down the "
            "list?",
            0.25,
        ),
        Misconception(
            "misconception:not-adjusted",
            lambda d: d["p_2"],
            "This is the p as it stands in the table.",
            "How many outcomes were still in the race?",
            0.0,
        ),
    ),
    hints=(
        "Holm goes down the list. The first p faces all outcomes, the next one fewer.",
        "You need the second smallest p, data.p_2, and how many outcomes are left when the first "
        "has been dealt with.",
        "After Holm, rank 2 = p * (number of outcomes - 1). It is never smaller than the one "
        "before it.",
        "On other numbers: p 0.009, 8 outcomes. 0.009 * 7 = 0.063.",
    ),
)

COUNT = Item(
    "bh_count",
    "Benjamini and Hochberg: how many stars",
    "How many stars stay under the rule of Benjamini and Hochberg at 0.05?",
    lambda d: kept(d, benjamini_hochberg),
    absolute=0.01,
    points=2,
    low=-1.0,
    high=100.0,
    placeholder="for example 2",
    right="The last rank that passes brings along all before it, even one that missed its own "
    "line.",
    misconceptions=(
        Misconception(
            "misconception:not-adjusted",
            stars,
            "This counts every p below 0.05 as it stands.",
            "The line depends on the rank. What is it for rank 1?",
            0.25,
        ),
        Misconception(
            "misconception:one-by-one",
            one_by_one,
            "Each p seems to be compared with its own line, and only those that pass are counted.",
            "Which is the *last* rank that passes? What happens to all before it?",
            0.5,
        ),
        Misconception(
            "misconception:stop-at-first-miss",
            until_first_miss,
            "You seem to have stopped at the first p above its line.",
            "Does any p further down lie below its own line?",
            0.5,
        ),
        Misconception(
            "misconception:bonferroni-for-benjamini-hochberg",
            lambda d: kept(d, bonferroni),
            "This is what Bonferroni or Holm keeps.",
            "Here the line rises with the rank. What is it for rank 2?",
            0.25,
        ),
    ),
    hints=(
        "Each rank has its own line, and the lines rise. We are looking for how many stars stay.",
        "You need the ranks and p values of the table, 0.05, and %(tests)d outcomes.",
        "Line = rank * 0.05 / number of outcomes. Find the last rank whose p is not above its "
        "line. It and all ranks before it keep their star.",
        "On other numbers: 4 outcomes with 0.010, 0.026, 0.030, 0.400. The lines are 0.0125, "
        "0.025, 0.0375, 0.05. Rank 2 misses its line, rank 3 passes, so 3 stars stay.",
    ),
)

PROMISE = Choice(
    "promise",
    "What the rule promises",
    "What does the rule of Benjamini and Hochberg promise about the stars that stay?",
    lambda d: "share",
    (
        Option(
            "any",
            "The chance that any of them is false is at most 5 in 100.",
            "This is what Bonferroni and Holm promise.",
            "Benjamini and Hochberg are less strict. What do they let through?",
            0.25,
            tag="misconception:any-for-share",
        ),
        Option(
            "each",
            "Each of them has a chance of 95 in 100 of being true.",
            "This reads a promise about a long run of trials as one about a single star.",
            "Does the rule say anything about one single outcome?",
            tag="misconception:p-as-chance-of-truth",
        ),
        Option(
            "share",
            "Over many such trials, at most 5 in 100 of the stars are false, on average.",
        ),
        Option(
            "rest",
            "The outcomes without a star did not change.",
            "This takes a missing star as proof of no effect.",
            "A small trial can miss a true effect. What does the rule say about outcomes that it "
            "lets go?",
            tag="misconception:no-star-as-proof",
        ),
    ),
    right="Some may be false. That is the price of missing fewer true ones.",
    hints=(
        "There are two kinds of promise: about any false star, or about a share of them.",
        "Bonferroni and Holm guard against any false star. What is left for the other rule?",
        "False discovery rate = expected share of false ones among the stars.",
        "On other numbers: at 0.10, 20 stars over many trials would include 2 false ones on "
        "average.",
    ),
)

REPORT = Choice(
    "report",
    "A fair report",
    "Which sentence is fair to this trial?",
    lambda d: "main-first",
    (
        Option(
            "best",
            "The peer group improves the outcome with the smallest p; the others need no mention.",
            "This tells the best of many as if it had been the only one.",
            "What was named before the trial began, and how many outcomes were looked at?",
            tag="misconception:best-of-many",
        ),
        Option(
            "swap",
            "The main outcome turns out to be the one with the smallest p.",
            "The main outcome was changed after the results were seen.",
            "Why does it help to name it beforehand?",
            tag="misconception:outcome-switching",
        ),
        Option(
            "failed",
            "The main outcome has no star, so the peer group does nothing.",
            "This takes a missing star as proof of no effect.",
            "What does an interval show that a missing star does not?",
            tag="misconception:no-star-as-proof",
        ),
        Option(
            "main-first",
            "The main outcome did not show a clear difference. Of all the others, named and "
            "counted, some did after adjusting: a lead for the next trial.",
        ),
    ),
    points=2,
    right="Anybody who reads it can see how many chances luck had.",
    hints=(
        "A fair report lets a reader see what was planned and what was found later.",
        "You need the outcome that was named beforehand, and how many others there were.",
        "Main outcome first; then all others, with their number and an adjustment.",
        "On other numbers: of 20 outcomes one had a star. A fair report mentions the 20, too.",
    ),
)

ITEMS = (FAMILY, BONFERRONI, HOLM, COUNT, PROMISE, REPORT)
