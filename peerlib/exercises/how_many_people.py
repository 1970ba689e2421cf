"""How many people a trial takes: for one difference, in teams, and with some lost.

Each learner plans an invented trial of their own, and weighs two plans of the same size.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice, Option
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..models import sample_size
from ..models.random_numbers import Pcg32

NAME = "how-many-people"
VERSION = 1
TITLE = "How many people does it take?"
LEAD = (
    "Plan an invented trial: how many people it takes, and what teams and losses do to that. "
    "You may type the calculation itself, such as 1 + (20 - 1) * 0.05."
)
# 1.96 for a two-sided test at 5 %, and 0.84 for a power of 80 %.
Z_ERROR, Z_POWER = 1.96, 0.84
BOTH = 7.84
ONE_SIDED, POWER_90 = 1.645, 1.28
# What holds for every plan that can be.
DOMAIN = (
    (
        "peer support lowers the share, and both shares lie between 0 and 1",
        lambda d: 0 < d["share_peer"] < d["share_usual"] < 1,
    ),
    ("teams of at least five people", lambda d: d["team_size"] >= 5),
    ("people in a team are somewhat alike", lambda d: 0 < d["alike"] < 0.2),
    ("some people are lost, and fewer than a third", lambda d: 0 < d["loss"] < 1 / 3),
    (
        "both plans have the people that their teams make, and one tells clearly more",
        lambda d: (
            d["people_a"] == d["teams_a"] * d["size_a"]
            and d["people_b"] == d["teams_b"] * d["size_b"]
            and abs(effective_a(d) - effective_b(d)) > 5
        ),
    ),
)


def data_for(seed):
    """Return a learner's own invented plan.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``share_usual`` and ``share_peer``: readmitted within a year, as expected; ``both``: the
        number 7.84; ``team_size``; ``alike``: the intracluster correlation; ``loss``: the share
        who will be lost; and for two plans (``_a``, ``_b``) ``teams``, ``size`` and ``people``.

    Raises
    ------
    RuntimeError
        If no suitable plan turns up in many tries.

    Examples
    --------
    >>> data_for(1)["both"]
    7.84
    """
    random = Pcg32(seed)
    return drawn_apart(lambda: _drawn(random), ITEMS)


def _drawn(random):
    """Return one plan at random, or None if it would not be a suitable one."""
    usual = random.integer(28, 46)
    peer = usual - random.integer(7, 14)
    data = {
        "share_usual": usual / 100,
        "share_peer": peer / 100,
        "both": BOTH,
        "team_size": random.integer(8, 30),
        "alike": random.integer(2, 9) / 100,
        "loss": random.integer(23, 32) / 100,
    }
    for plan in ("a", "b"):
        data["teams_" + plan] = random.integer(4, 24)
        data["size_" + plan] = random.integer(6, 60)
        data["people_" + plan] = data["teams_" + plan] * data["size_" + plan]
    fewer_people_tell_more = (data["people_a"] - data["people_b"]) * (
        effective_a(data) - effective_b(data)
    ) < 0
    gap = abs(effective_a(data) - effective_b(data)) / effective_a(data)
    return data if fewer_people_tell_more and 0.15 < gap < 1.5 else None


def story(data):
    """Return the plan in words."""
    return (
        "An invented plan. You want to find out whether peer support lowers readmissions from "
        "%d to %d in 100. Chance decides which teams work with peer support. The two numbers "
        "1.96 (for a two-sided test at 5 %%) and 0.84 (for a power of 80 %%) make 2.80, and that "
        "times itself is 7.84. At the end of the table are two plans for another study, with the "
        "same correlation." % (round(100 * data["share_usual"]), round(100 * data["share_peer"]))
    )


def table(data):
    """Return the plan, and the two other ones, as a table: caption, columns, rows."""
    rows = [
        ["Share readmitted, care as usual", "%.2f" % data["share_usual"]],
        ["Share readmitted, peer support", "%.2f" % data["share_peer"]],
        ["People from each team", data["team_size"]],
        ["Intracluster correlation: how alike people of one team are", "%.2f" % data["alike"]],
        ["Share who will be lost", "%.2f" % data["loss"]],
    ]
    for plan, name in (("a", "Plan A"), ("b", "Plan B")):
        numbers = data["teams_" + plan], data["size_" + plan], data["people_" + plan]
        rows.append([name, "%d teams of %d people, %d in all" % numbers])
    return {
        "caption": "An invented plan, and two plans for another study.",
        "columns": ["What", "Number"],
        "rows": rows,
    }


# The quantities.


def per_group(d):
    """Return people in each group, if they come one by one and all stay."""
    return sample_size.per_group_shares(d["share_peer"], d["share_usual"], Z_ERROR, Z_POWER)


def design_effect(d):
    """Return by how much teams make the trial larger."""
    return sample_size.design_effect(d["team_size"], d["alike"])


def in_teams(d):
    """Return people in each group, if they come in teams and all stay."""
    return per_group(d) * design_effect(d)


def to_recruit(d):
    """Return people in each group, if they come in teams and some are lost."""
    return sample_size.to_recruit(in_teams(d), d["loss"])


def effective_a(d):
    """Return how many people, chosen one by one, would tell as much as plan A."""
    return _effective(d, "a")


def effective_b(d):
    """Return the same for plan B."""
    return _effective(d, "b")


def _effective(d, plan):
    effect = sample_size.design_effect(d["size_" + plan], d["alike"])
    return sample_size.effective_size(d["people_" + plan], effect)


def better_plan(d):
    """Return which plan tells more."""
    return "a" if effective_a(d) > effective_b(d) else "b"


# Wrong turns.


def _with_z(d, z_error, z_power):
    return sample_size.per_group_shares(d["share_peer"], d["share_usual"], z_error, z_power)


def _gap(d):
    return d["share_usual"] - d["share_peer"]


def _variance(d):
    return d["share_peer"] * (1 - d["share_peer"]) + d["share_usual"] * (1 - d["share_usual"])


PER_GROUP = Item(
    "per_group",
    "People in each group",
    "How many people does each group need, if they come one by one and all of them stay?",
    per_group,
    absolute=1.05,
    points=2,
    low=1.0,
    high=1e6,
    placeholder="for example 428",
    right="Rounded up, this is for one group. The trial needs twice as many.",
    near="Did you keep all the digits until the end?",
    misconceptions=(
        Misconception(
            "misconception:both-groups",
            lambda d: 2 * per_group(d),
            "This looks like the people of both groups together.",
            "How many does each group need?",
            0.5,
        ),
        Misconception(
            "misconception:one-sided",
            lambda d: _with_z(d, ONE_SIDED, Z_POWER),
            "This fits a test that looks one way only (1.645 in place of 1.96).",
            "Could peer support also make things worse? Which number goes with looking both ways?",
            0.5,
        ),
        Misconception(
            "misconception:power-90",
            lambda d: _with_z(d, Z_ERROR, POWER_90),
            "This fits a power of 90 % (1.28 in place of 0.84).",
            "Which power was asked for?",
            0.5,
        ),
        Misconception(
            "misconception:no-power",
            lambda d: _with_z(d, Z_ERROR, 0.0),
            "You seem to have used 1.96 alone. Such a trial would miss its difference every other "
            "time.",
            "Which number stands for the power?",
            0.25,
        ),
        Misconception(
            "misconception:gap-not-squared",
            lambda d: BOTH * _variance(d) / _gap(d),
            "You seem to have divided by the difference once.",
            "How often does the formula divide by it?",
            0.5,
        ),
        Misconception(
            "misconception:one-variance",
            lambda d: BOTH * d["share_usual"] * (1 - d["share_usual"]) / _gap(d) ** 2,
            "You seem to have used only the p * (1 - p) of care as usual.",
            "Both groups wobble. What does the other one add?",
            0.5,
        ),
        Misconception(
            "misconception:relative-for-absolute",
            lambda d: BOTH * _variance(d) / (_gap(d) / d["share_usual"]) ** 2,
            "You seem to have divided by the relative difference.",
            "How far apart are the two shares, if you take one from the other?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for a number of people in one group. The smaller the difference, the more "
        "it takes.",
        "You need the two shares, %(share_usual).2f and %(share_peer).2f, and the number 7.84.",
        "People = 7.84 * (p * (1 - p) for one group + the same for the other) / "
        "(difference * difference).",
        "On other numbers, 0.5 and 0.4: 7.84 * (0.5 * 0.5 + 0.4 * 0.6) / (0.1 * 0.1) = "
        "7.84 * 0.49 / 0.01 = 384.2, so 385.",
    ),
)

DESIGN = Item(
    "design_effect",
    "Design effect",
    "People come in teams. By how much does that make the trial larger? Work out the design "
    "effect.",
    design_effect,
    absolute=0.0055,
    points=1,
    low=0.99,
    high=100.0,
    placeholder="for example 1.95",
    right="You need this many times as many people, since people from one team tell you less that "
    "is new.",
    misconceptions=(
        Misconception(
            "misconception:one-not-taken-off",
            lambda d: 1 + d["team_size"] * d["alike"],
            "You seem to have multiplied by all people of a team.",
            "Take one person. How many others in the team are like this one?",
            0.5,
        ),
        Misconception(
            "misconception:one-not-added",
            lambda d: (d["team_size"] - 1) * d["alike"],
            "The 1 at the beginning seems to be missing.",
            "What should come out if people of a team are not alike at all?",
            0.5,
        ),
        Misconception(
            "misconception:no-clusters",
            lambda d: 1.0,
            "This says that teams make no difference, as if the correlation were too small to "
            "matter.",
            "A small correlation counts for each person of a team. How many are there?",
            0.0,
        ),
        Misconception(
            "misconception:missing-brackets",
            lambda d: 1 + d["team_size"] - 1 * d["alike"],
            "It looks as if brackets are missing.",
            "Which part has to be worked out first?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for a number a little above 1, or more than a little.",
        "You need the people of one team (%(team_size)d) and how alike they are (%(alike).2f).",
        "Design effect = 1 + (people of one team - 1) * correlation.",
        "On other numbers: 20 people and 0.05. 1 + (20 - 1) * 0.05 = 1.95.",
    ),
)

# Wide enough for numbers of people that were rounded up on the way.
IN_TEAMS = Item(
    "in_teams",
    "People in each group, in teams",
    "How many people does each group need if they come in teams, and all stay?",
    in_teams,
    absolute=2.3,
    relative=0.0125,
    points=1,
    low=1.0,
    high=1e6,
    placeholder="for example 835",
    right="Rounded up, this is how many people have to be there at the end.",
    misconceptions=(
        Misconception(
            "misconception:divided-by-design-effect",
            lambda d: per_group(d) / design_effect(d),
            "You seem to have divided by the design effect.",
            "People from one team tell you less that is new. Does it take more of them, or fewer?",
            0.25,
        ),
        Misconception(
            "misconception:teams-counted",
            lambda d: per_group(d) * d["team_size"],
            "You seem to have multiplied by the people of a team.",
            "Which number says how much larger the trial gets, because people in a team are alike?",
            0.0,
        ),
        Misconception(
            "misconception:root-of-design-effect",
            lambda d: per_group(d) * design_effect(d) ** 0.5,
            "You seem to have used the square root of the design effect. That is how much wider "
            "intervals get.",
            "What do you multiply people by?",
            0.5,
        ),
        Misconception(
            "misconception:no-clusters",
            per_group,
            "This is the number without teams.",
            "What does the design effect do to it?",
            0.0,
        ),
    ),
    follows=(
        FollowThrough("per_group", lambda d, own: own * design_effect(d), 1.0, 1e6),
        FollowThrough("design_effect", lambda d, own: per_group(d) * own, 0.5, 100.0),
    ),
    hints=(
        "We are looking for a number of people in one group, larger than before.",
        "You need two numbers that you have: people one by one, and the design effect.",
        "People in teams = people one by one * design effect.",
        "On other numbers: 428 * 1.95 = 834.6, so 835.",
    ),
)

RECRUIT = Item(
    "to_recruit",
    "People to ask",
    "Some people will be lost on the way. How many have to begin in each group, so that enough "
    "are left at the end?",
    to_recruit,
    absolute=3.0,
    relative=0.0115,
    points=1,
    low=1.0,
    high=1e6,
    placeholder="for example 982",
    right="Now the plan is ready, for one group. The trial needs twice as many.",
    misconceptions=(
        Misconception(
            "misconception:loss-added",
            lambda d: in_teams(d) * (1 + d["loss"]),
            "You seem to have added the loss to the people who are needed.",
            "The loss is a share of those who begin. If that many begin, how many are left?",
            0.5,
        ),
        Misconception(
            "misconception:loss-taken-off",
            lambda d: in_teams(d) * (1 - d["loss"]),
            "This is how many would be left, if just enough began.",
            "Do more or fewer have to begin?",
            0.25,
        ),
        Misconception(
            "misconception:divided-by-loss",
            lambda d: in_teams(d) / d["loss"],
            "You seem to have divided by the share who are lost.",
            "Which share stays?",
            0.25,
        ),
    ),
    follows=(FollowThrough("in_teams", lambda d, own: own / (1 - d["loss"]), 1.0, 1e6),),
    hints=(
        "We are looking for a number of people in one group, larger again.",
        "You need the people who have to be there at the end, and the share who are lost "
        "(%(loss).2f).",
        "People who begin * share who stay = people at the end. So divide by the share who stay.",
        "On other numbers: 835 people, and 15 in 100 are lost. 835 / 0.85 = 982.4, so 983.",
    ),
)

EFFECTIVE = Item(
    "effective_a",
    "What plan A tells you",
    "Now the two plans for another study. How many people, chosen one by one, would tell you as "
    "much as all the people of plan A?",
    effective_a,
    absolute=1.05,
    relative=0.004,
    points=2,
    low=0.99,
    high=1e6,
    placeholder="for example 205",
    right="This is called the effective sample size.",
    misconceptions=(
        Misconception(
            "misconception:no-clusters",
            lambda d: d["people_a"],
            "This counts all people of plan A as if they had been chosen one by one.",
            "What does the design effect of these teams do to that?",
            0.0,
        ),
        Misconception(
            "misconception:multiplied-by-design-effect",
            lambda d: d["people_a"] * sample_size.design_effect(d["size_a"], d["alike"]),
            "You seem to have multiplied by the design effect.",
            "Do people in teams tell you more than people chosen one by one, or less?",
            0.25,
        ),
        Misconception(
            "misconception:teams-counted",
            lambda d: d["teams_a"],
            "This is the number of teams.",
            "People of one team are only a bit alike. How much do they add?",
            0.25,
        ),
        Misconception(
            "misconception:other-design-effect",
            lambda d: sample_size.effective_size(d["people_a"], design_effect(d)),
            "You seem to have used the design effect of your own trial.",
            "How many people come from each team in plan A?",
            0.5,
        ),
        Misconception(
            "misconception:root-of-design-effect",
            lambda d: d["people_a"] / sample_size.design_effect(d["size_a"], d["alike"]) ** 0.5,
            "You seem to have used the square root of the design effect.",
            "What do you divide people by?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for a number of people, smaller than the people of the plan.",
        "You need the people of plan A (%(people_a)d) and the design effect of its teams, each of "
        "%(size_a)d people.",
        "Effective = people / design effect, with a design effect of 1 + (%(size_a)d - 1) * "
        "%(alike).2f.",
        "On other numbers: 400 people, 20 from each team, 0.05. 400 / 1.95 = 205.",
    ),
)

PLAN = Choice(
    "better_plan",
    "Which plan tells you more?",
    "Which of the two plans tells you more?",
    better_plan,
    (
        Option(
            "a",
            "Plan A.",
            "For both plans, work out how many people, chosen one by one, would tell you as much.",
            "How large is that number for plan B?",
            tag="misconception:more-people-tell-more",
        ),
        Option(
            "b",
            "Plan B.",
            "For both plans, work out how many people, chosen one by one, would tell you as much.",
            "How large is that number for plan A?",
            tag="misconception:more-people-tell-more",
        ),
        Option(
            "same",
            "Both the same, since people are people.",
            "People from one team are a bit alike, so the tenth of them tells you less than the "
            "first.",
            "In which plan do more people come from the same team?",
            tag="misconception:no-clusters",
        ),
        Option(
            "unknown",
            "Nobody can say, since a small correlation can be left out.",
            "A small correlation counts for each person of a team, so in large teams it matters.",
            "What is the design effect of each plan?",
            tag="misconception:small-correlation-ignored",
        ),
    ),
    points=1,
    right="It has fewer people in all, and more teams or smaller ones. So it tells you more.",
    follows=(
        FollowThrough("effective_a", lambda d, own: "a" if own > effective_b(d) else "b", 1.0, 1e6),
    ),
    hints=(
        "We are looking for the plan whose people tell you more, not for the one with more people.",
        "You have the number for plan A. Plan B has %(teams_b)d teams of %(size_b)d people.",
        "Effective = people / (1 + (people of one team - 1) * correlation), for each plan.",
        "On other numbers, with 0.05: 4 teams of 80 are 320 people, and 320 / 4.95 = 65. "
        "12 teams of 10 are 120 people, and 120 / 1.45 = 83.",
    ),
)

ITEMS = (PER_GROUP, DESIGN, IN_TEAMS, RECRUIT, EFFECTIVE, PLAN)
