"""An invented exercise with one question of each kind, for tests only.

It keeps the contract of `peerlib.exercises`: people in two groups of an invented trial.

PORTABLE: runs under CPython and MicroPython.
"""

from peerlib.checking import FollowThrough, Item, Misconception
from peerlib.checking.choices import Choice, Several
from peerlib.checking.functions import Case, Function
from peerlib.checking.intervals import Interval, other_levels
from peerlib.checking.options import Option
from peerlib.checking.plots import Plot, Says
from peerlib.checking.steps import Steps
from peerlib.checking.tables import Column, Table
from peerlib.checking.texts import Criterion, ShortText
from peerlib.models.random_numbers import Pcg32

NAME = "demonstration"
VERSION = 1
TITLE = "One question of each kind"
LEAD = "Only for tests."
PEER, USUAL = "Peer support", "Care as usual"
DOMAIN = (
    (
        "every group has events, and people without one",
        lambda d: 0 < d["a"] < d["n1"] and 0 < d["c"] < d["n0"],
    ),
)
HINTS = (
    "What is asked?",
    "Which quantity? There are %(n1)d people.",
    "The formula.",
    "Worked on other data: 1 of 4 is 25 %%.",
)


def data_for(seed):
    random = Pcg32(seed)
    n1, n0 = random.integer(200, 300), random.integer(100, 180)
    return {
        "a": int(n1 * (0.15 + 0.05 * random.uniform())),
        "n1": n1,
        "c": int(n0 * (0.30 + 0.15 * random.uniform())),
        "n0": n0,
    }


def story(d):
    return "An invented trial: %(a)d of %(n1)d, and %(c)d of %(n0)d." % d


def table(d):
    return {
        "caption": "An invented trial.",
        "columns": ["Group", "Events", "People"],
        "rows": [[PEER, d["a"], d["n1"]], [USUAL, d["c"], d["n0"]]],
    }


def risk1(d):
    return d["a"] / d["n1"]


def risk0(d):
    return d["c"] / d["n0"]


def around(d, z):
    """Return the risk, and z standard errors down and up."""
    error = (risk1(d) * (1 - risk1(d)) / d["n1"]) ** 0.5
    return risk1(d) - z * error, risk1(d) + z * error


RISK = Item(
    "risk",
    "Risk",
    "Risk in the programme group, with three decimals?",
    risk1,
    absolute=0.0,
    decimals=3,
    low=0.0,
    high=1.0,
    slips=("percent", "reciprocal"),
    tells_answer=True,
    hints=HINTS,
    misconceptions=(
        Misconception(
            "misconception:odds-for-risk",
            lambda d: d["a"] / (d["n1"] - d["a"]),
            "These are odds.",
            "Out of how many?",
            0.25,
            deeper="Odds, once more.",
        ),
    ),
    specimens=(
        ("many", "not-a-number"),
        ("", "blank"),
        (lambda d: "%.5f" % risk1(d), "precision:too-many-digits"),
    ),
)

INTERVAL = Interval(
    "interval",
    "Interval",
    "The 95 % interval of the risk?",
    lambda d: around(d, 1.96),
    absolute=0.0006,
    low=-1.0,
    high=2.0,
    slips=("percent",),
    hints=HINTS,
    misconceptions=other_levels(around, ("90 %", 1.645), ("99 %", 2.576))
    + (
        Misconception(
            "misconception:standard-error-alone",
            lambda d: around(d, 1.0),
            "This goes one standard error each way.",
            "How many does 95 % take?",
            0.25,
        ),
    ),
    follows=(
        FollowThrough(
            "risk",
            lambda d, own: (
                own - risk1(d) + around(d, 1.96)[0],
                own - risk1(d) + around(d, 1.96)[1],
            ),
            0.0,
            1.0,
        ),
    ),
)

HOLDS = Choice(
    "holds_risk",
    "Holds it?",
    "Does the interval hold the risk of the other group?",
    lambda d: "yes" if around(d, 1.96)[0] < risk0(d) < around(d, 1.96)[1] else "no",
    (
        Option(
            "yes",
            "Yes.",
            "An interval holds what lies between its limits.",
            "Where does the other risk lie on the number line?",
        ),
        Option("no", "No.", "Look at both limits.", "Is the other risk below, above or between?"),
        Option("cannot", "One cannot tell.", "", "", 0.0),
    ),
    hints=HINTS,
    follows=(
        FollowThrough(
            INTERVAL,
            lambda d, own: "yes" if own[0] < risk0(d) < own[1] else "no",
            usable=lambda own: own[0] < own[1],
        ),
    ),
)

NEEDED = Several(
    "needed",
    "What it needs",
    "Which numbers does a relative risk need?",
    lambda d: ("events1", "people1", "events0", "people0"),
    (
        Option("events1", "Events with peer support"),
        Option("people1", "People with peer support"),
        Option(
            "cost", "The cost of the programme", "Costs come in later.", "What is compared here?"
        ),
        Option("events0", "Events with care as usual"),
        Option("people0", "People with care as usual"),
        Option(
            "names",
            "The names of the people",
            "Names are private.",
            "Who needs to know them?",
            rules_out=True,
        ),
    ),
    hints=HINTS,
    misconceptions=(
        Misconception(
            "misconception:counts-for-risks",
            lambda d: ("events1", "events0"),
            "These compare counts.",
            "Are the groups equally large?",
        ),
    ),
)

ORDER = Steps(
    "order",
    "In order",
    "Put the steps in order.",
    lambda d: ("count", "risk1", "risk0", "ratio", "say"),
    (
        Option("ratio", "Divide one risk by the other."),
        Option("count", "Count the events."),
        Option("risk1", "Work out the risk with peer support."),
        Option("say", "Say what it means."),
        Option("risk0", "Work out the risk with care as usual."),
        Option("round", "Round the risks to whole percent."),
    ),
    before=lambda d: (
        ("count", "risk1"),
        ("count", "risk0"),
        ("risk1", "ratio"),
        ("risk0", "ratio"),
        ("ratio", "say"),
    ),
    hints=HINTS,
    misconceptions=(
        Misconception(
            "misconception:says-first",
            lambda d: ("say", "count", "risk1", "risk0", "ratio"),
            "The sentence comes first here.",
            "What would it be built on?",
        ),
    ),
)


def rows(d, programme, usual):
    return [
        {"group": PEER, "risk": programme(d), "people": d["n1"]},
        {"group": USUAL, "risk": usual(d), "people": d["n0"]},
    ]


RISKS = Table(
    "risks",
    "Risks",
    "A table with the risk of each group?",
    lambda d: rows(d, risk1, risk0),
    key="group",
    columns=(Column("risk", absolute=0.0005, also=("Risk of event",)), Column("people")),
    hints=HINTS,
    misconceptions=(
        Misconception(
            "misconception:odds-for-risk",
            lambda d: rows(
                d, lambda d: d["a"] / (d["n1"] - d["a"]), lambda d: d["c"] / (d["n0"] - d["c"])
            ),
            "These are odds.",
            "Out of how many?",
            0.25,
            deeper="Odds, once more.",
        ),
        Misconception(
            "misconception:other-group",
            lambda d: rows(d, lambda d: d["a"] / d["n0"], lambda d: d["c"] / d["n1"]),
            "The sizes are exchanged.",
            "Whose size?",
            0.25,
        ),
    ),
)


def relative_risk(a, n1, c, n0):
    if c == 0:
        return None
    return (a / n1) / (c / n0)


RATIO = Function(
    "ratio",
    "A function",
    "A function of (a, n1, c, n0) that gives the relative risk, or None?",
    relative_risk,
    lambda d: (
        Case("an ordinary trial", d["a"], d["n1"], d["c"], d["n0"]),
        Case("groups of other size", 5, 50, 10, 40),
        Case("no event with peer support", 0, 50, 10, 40),
        Case("no event with care as usual", 5, 50, 0, 40),
    ),
    absolute=1e-6,
    hints=HINTS,
    misconceptions=(
        Misconception(
            "misconception:counts-for-risks",
            lambda a, n1, c, n0: a / c if c else None,
            "This divides counts.",
            "Are the groups equally large?",
            0.25,
        ),
        Misconception(
            "misconception:no-guard",
            lambda a, n1, c, n0: a / n1 / (c / n0),
            "It divides by a risk of zero.",
            "What if nobody has the event?",
            0.75,
        ),
    ),
)

BARS = Plot(
    "bars",
    "A figure",
    "Draw the two risks as bars.",
    lambda d: {"bars": [(PEER, risk1(d)), (USUAL, risk0(d))]},
    absolute=0.0005,
    says=(Says("title"), Says("y_label", "risk", "share")),
    hints=HINTS,
    misconceptions=(
        Misconception(
            "misconception:counts-for-risks",
            lambda d: {"bars": [(PEER, d["a"]), (USUAL, d["c"])]},
            "These are counts.",
            "Are the groups equally large?",
            0.25,
        ),
    ),
)

SENTENCE = ShortText(
    "sentence",
    "In a sentence",
    "Say in one sentence what the trial found.",
    (Criterion("Says for whom.", 1), Criterion("Says how sure it is.", 2)),
    hints=HINTS,
)

ITEMS = (RISK, INTERVAL, HOLDS, NEEDED, ORDER, RISKS, RATIO, BARS, SENTENCE)
