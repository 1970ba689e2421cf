"""Is it worth its money? Extra cost, cost per extra effect, net benefit, and how sure it is.

Each learner has an invented trial with costs and quality-adjusted life years (QALYs).

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking.choices import Choice
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.options import Option
from ..models import costs as model
from ..models.random_numbers import Pcg32

NAME = "worth-its-money"
VERSION = 1
TITLE = "Is it worth its money?"
LEAD = (
    "Weigh what an invented programme costs against what it gives. "
    "You may type the calculation itself, such as 20000 * 0.03 - 400. Where there are "
    "options, type a letter."
)
AMOUNTS = (15000, 20000, 25000)
# Better and dearer, or worse and cheaper; and whether it is worth its money.
SITUATIONS = ((1, True), (1, False), (-1, True), (-1, False))
# Better or worse, dearer or cheaper, worth it or not; the letters are those of `_counts`.
KINDS = (
    (1, 1, True),
    (1, 1, False),
    (-1, -1, True),
    (-1, -1, False),
    (1, -1, True),
    (-1, 1, False),
)
# What holds for every trial that can be.
DOMAIN = (
    (
        "the programme gives more for more money, or less for less money",
        lambda d: extra_cost(d) * extra_effect(d) > 0,
    ),
    (
        "costs and QALYs are above 0",
        lambda d: (
            min(
                d["cost_programme"], d["cost_comparison"], d["qaly_programme"], d["qaly_comparison"]
            )
            > 0
        ),
    ),
    ("the interval of the extra cost holds zero", lambda d: d["cost_low"] < 0 < d["cost_high"]),
    (
        "there are ten draws, none of them on the line",
        lambda d: (
            len(d["draws_cost"]) == 10
            and min([abs(w - c) for w, c in zip(d["draws_worth"], d["draws_cost"])]) > 40
        ),
    ),
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
        Means per person: ``cost_programme``, ``cost_comparison`` (pounds in a year),
        ``qaly_programme``, ``qaly_comparison``; ``cost_low`` and ``cost_high``, the interval of
        the extra cost; ``amount``, what one QALY is worth to the payer; and of ten draws
        ``draws_effect``, ``draws_worth`` (effect times amount) and ``draws_cost``.

    Raises
    ------
    RuntimeError
        If no suitable trial turns up in many tries.

    Examples
    --------
    >>> len(data_for(1)["draws_cost"])
    10
    """
    random = Pcg32(seed)
    side, worth_it = SITUATIONS[random.integer(0, 3)]
    return drawn_apart(
        lambda: _drawn(random, side, worth_it),
        ITEMS,
        lambda data: (net_benefit(data) > 0) == worth_it,
    )


def _drawn(random, side, worth_it):
    amount = AMOUNTS[random.integer(0, 2)]
    effect = side * (0.013 + 0.030 * random.uniform())
    # to be worth it, a better one has to be cheap, and a worse one has to save much
    cheap = worth_it == (side > 0)
    share = 0.35 + 0.45 * random.uniform() if cheap else 1.25 + 0.60 * random.uniform()
    base, health = 2600 + random.integer(0, 2400), 0.58 + 0.12 * random.uniform()
    data = {
        "cost_programme": base + int(round(share * amount * effect)),
        "cost_comparison": base,
        "qaly_programme": round(health + effect, 3),
        "qaly_comparison": round(health, 3),
        "amount": amount,
    }
    more = extra_cost(data)
    reach = int(abs(more) * (1.25 + 0.5 * random.uniform()))
    data["cost_low"], data["cost_high"] = more - reach, more + reach
    counts = _counts(random, side, worth_it)
    if counts is None or abs(net_benefit(data)) < 40:
        return None
    data.update(_draws(random, counts, amount))
    return data


def _counts(random, side, worth_it):
    """Return how many of ten draws are of each kind, or None if tempting counts would be alike."""
    usual = (0, 1, 4) if side > 0 else (2, 3, 4)
    counts, left = [], 10
    for place in range(6):
        counts.append(random.integer(0, min(left, 5 if place in usual else 1)))
        left -= counts[-1]
    if left:
        return None
    a, b, c, d, e, f = counts
    shares = [a + c + e, a + d + e + f, a + b + e, c + d + e, b + d + f, e]
    if len(set(shares)) < 6 or (a + c + e > 5) != worth_it or not 1 <= a + c + e <= 9:
        return None
    return counts


def _draws(random, counts, amount):
    """Return ten draws in mixed order, each clearly on its side of the line."""
    kinds = []
    for kind, count in zip(KINDS, counts):
        kinds += [kind] * count
    effects, costs, worths = [], [], []
    while kinds:
        better, dearer, worth_it = kinds.pop(random.integer(0, len(kinds) - 1))
        effect = round(better * (0.008 + 0.045 * random.uniform()), 3)
        worth = int(round(effect * amount))
        if better == dearer:
            cheap = worth_it == (better > 0)
            share = 0.2 + 0.35 * random.uniform() if cheap else 1.6 + 0.7 * random.uniform()
            cost = int(round(share * worth))
        else:
            cost = dearer * random.integer(60, 700)
        effects.append(effect)
        worths.append(worth)
        costs.append(cost)
    return {"draws_effect": effects, "draws_worth": worths, "draws_cost": costs}


def story(data):
    """Return the trial in words."""
    return (
        "An invented trial. In a year, a person with peer support cost the service "
        "\u00a3%(cost_programme)d on average, everything included, and a person with care as "
        "usual \u00a3%(cost_comparison)d. The 95 %% interval of the difference runs from "
        "%(low)s to %(high)s. People had %(qaly_programme).3f QALYs with "
        "peer support and %(qaly_comparison).3f with care as usual. To the payer, one QALY is "
        "worth \u00a3%(amount)d. The people were drawn again ten times, so the table has ten "
        "draws of the difference (peer support minus care as usual)."
        % dict(data, low=_pounds(data["cost_low"]), high=_pounds(data["cost_high"]))
    )


def _pounds(amount):
    return "%s\u00a3%d" % ("\u2212" if amount < 0 else "", abs(amount))


def table(data):
    """Return the draws as a table: caption, columns, rows."""
    return {
        "caption": "An invented trial: ten draws, peer support minus care as usual.",
        "columns": ["Draw", "Extra QALYs", "Worth of it, \u00a3", "Extra cost, \u00a3"],
        "rows": [
            [i + 1, "%.3f" % data["draws_effect"][i], data["draws_worth"][i], data["draws_cost"][i]]
            for i in range(10)
        ],
    }


# The quantities: peer support minus care as usual.


def extra_cost(d):
    """Return the extra cost of the programme per person."""
    return d["cost_programme"] - d["cost_comparison"]


def extra_effect(d):
    """Return the extra QALYs of the programme per person."""
    return d["qaly_programme"] - d["qaly_comparison"]


def cost_per_effect(d):
    """Return extra cost over extra effect."""
    return model.cost_per_effect(extra_cost(d), extra_effect(d))


def net_benefit(d):
    """Return what the extra effect is worth, less the extra cost."""
    return model.net_benefit(extra_cost(d), extra_effect(d), d["amount"])


def share_worth_it(d):
    """Return the share of the draws whose effect is worth more than it costs."""
    return model.share_worth_it(d["draws_cost"], d["draws_effect"], d["amount"])


def _share(d, holds):
    pairs = list(zip(d["draws_effect"], d["draws_cost"]))
    return len([1 for effect, cost in pairs if holds(effect, cost)]) / 10.0


EXTRA = Item(
    "extra_cost",
    "Extra cost",
    "How much more does a person with peer support cost in a year than a person with care as "
    "usual? (Below zero, if it is less.)",
    extra_cost,
    absolute=0.0,
    relative=0.0015,
    points=1,
    low=-1e7,
    high=1e7,
    placeholder="for example 250",
    right="This is what the payer has to find for each person, or can put aside.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:relative-for-absolute",
            lambda d: extra_cost(d) / d["cost_comparison"],
            "This is the difference as a share of the cost of care as usual.",
            "How many pounds is it?",
            0.25,
        ),
        Misconception(
            "misconception:one-group-only",
            lambda d: d["cost_programme"],
            "This is what a person with peer support costs in all.",
            "How much of that would have been spent without peer support, too?",
            0.25,
        ),
        Misconception(
            "misconception:sum-for-difference",
            lambda d: d["cost_programme"] + d["cost_comparison"],
            "Both costs are added up here.",
            "The question is how far apart they are. What is taken away from what?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for the difference in cost. Peer support comes first.",
        "You need two numbers from the text: what a person cost in each group.",
        "Extra cost = cost with peer support - cost with care as usual.",
        "On other numbers: 2,900 and 3,100. 2900 - 3100 = -200, so 200 less.",
    ),
)

RATIO = Item(
    "cost_per_effect",
    "Cost per QALY",
    "What is the extra cost divided by the extra QALYs?",
    cost_per_effect,
    absolute=0.0,
    relative=0.004,
    points=2,
    low=-1e8,
    high=1e8,
    placeholder="for example 15000",
    right="A ratio alone is not yet an answer: two opposite things can give the same one.",
    slips=("sign", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:difference-of-ratios",
            lambda d: (
                d["cost_programme"] / d["qaly_programme"]
                - d["cost_comparison"] / d["qaly_comparison"]
            ),
            "It looks as if cost was divided by QALYs in each group first.",
            "Take the two differences first. What do you divide then?",
            0.25,
        ),
        Misconception(
            "misconception:average-for-extra",
            lambda d: d["cost_programme"] / d["qaly_programme"],
            "This is the whole cost divided by all the QALYs with peer support.",
            "What does peer support add, to cost and to QALYs?",
            0.25,
        ),
        Misconception(
            "misconception:whole-effect-below",
            lambda d: extra_cost(d) / d["qaly_programme"],
            "The extra cost is divided by all the QALYs.",
            "How many QALYs go with this extra cost?",
            0.25,
        ),
        Misconception(
            "misconception:rounded-effect",
            lambda d: extra_cost(d) / round(extra_effect(d), 2),
            "It looks as if the extra QALYs were rounded first.",
            "What do you get with all three digits after the point?",
            0.5,
        ),
    ),
    follows=(FollowThrough("extra_cost", lambda d, own: own / extra_effect(d), -1e6, 1e6),),
    hints=(
        "We are looking for pounds per QALY: how much money goes with one QALY of difference.",
        "You need your extra cost, and the extra QALYs: the difference of the two groups.",
        "Cost per QALY = extra cost / extra QALYs. Put brackets around the difference.",
        "On other numbers: 300 more, and 0.700 - 0.680 = 0.020 QALYs more. 300 / 0.020 = 15,000.",
    ),
)


def _meaning(d):
    return "price" if extra_effect(d) > 0 else "saved"


MEANING = Choice(
    "ratio_means",
    "What the ratio means",
    "Look at both differences. What does your ratio tell you here?",
    _meaning,
    (
        Option(
            "price",
            "The price of one QALY more.",
            "This would fit a programme that costs more and gives more.",
            "Does it give more QALYs here, or fewer?",
        ),
        Option(
            "saved",
            "What is saved for each QALY that is lost.",
            "This would fit a programme that costs less and gives less.",
            "Does it give fewer QALYs here, or more?",
        ),
        Option(
            "dominant",
            "That it gives more and costs less.",
            "Then the ratio would be below zero, and no ratio would be needed.",
            "On which side of zero are the two differences?",
        ),
        Option(
            "dominated",
            "That it costs more and gives less.",
            "Then the ratio would be below zero, and no ratio would be needed.",
            "On which side of zero are the two differences?",
        ),
    ),
    points=1,
    right="The same number with both signs turned round would mean the opposite.",
    hints=(
        "We are looking for what the ratio stands for, and that depends on two signs.",
        "You need the sign of the extra cost and the sign of the extra QALYs.",
        "More cost and more QALYs: a price. Less cost and fewer QALYs: what is saved.",
        "On other numbers: 772 less and 0.04 QALYs fewer. 772 / 0.04 = 19,300 is saved for each "
        "QALY lost.",
    ),
)

BENEFIT = Item(
    "net_benefit",
    "Net benefit",
    "What is the net benefit: what the extra QALYs are worth to the payer, less the extra cost?",
    net_benefit,
    absolute=1.1,
    relative=0.004,
    points=2,
    low=-1e7,
    high=1e7,
    placeholder="for example 120 or \u221280",
    right="Above zero means worth its money at this amount. It reads the same way in all "
    "four corners.",
    slips=("sign",),
    misconceptions=(
        Misconception(
            "misconception:cost-added",
            lambda d: d["amount"] * extra_effect(d) + extra_cost(d),
            "The extra cost is added here.",
            "Is a cost something that we gain or something that we give?",
            0.5,
        ),
        Misconception(
            "misconception:cost-forgotten",
            lambda d: d["amount"] * extra_effect(d),
            "This is what the extra QALYs are worth.",
            "What has to be paid for them?",
            0.5,
        ),
        Misconception(
            "misconception:ratio-for-benefit",
            lambda d: d["amount"] - cost_per_effect(d),
            "This takes the ratio from the amount.",
            "Net benefit is in pounds per person. What are the extra QALYs of one person worth?",
            0.25,
        ),
        Misconception(
            "misconception:one-group-only",
            lambda d: d["amount"] * d["qaly_programme"] - d["cost_programme"],
            "This uses all the QALYs and all the cost with peer support.",
            "What does peer support add to each?",
            0.25,
        ),
    ),
    follows=(
        FollowThrough("extra_cost", lambda d, own: d["amount"] * extra_effect(d) - own, -1e6, 1e6),
    ),
    hints=(
        "We are looking for pounds per person: what is gained, less what is given.",
        "You need the amount for one QALY (%(amount)d), the extra QALYs and the extra cost.",
        "Net benefit = amount * extra QALYs - extra cost. Mind the signs: taking away a cost "
        "below zero adds.",
        "On other numbers: 15,000 * (-0.04) - (-772) = -600 + 772 = 172.",
    ),
)

SHARE = Item(
    "share_worth_it",
    "Share of the draws",
    "In what share of the ten draws is the programme worth its money (worth of the extra QALYs "
    "above the extra cost)?",
    share_worth_it,
    absolute=0.0055,
    points=1,
    low=0.0,
    high=1.0,
    placeholder="for example 0.6 or 60 %",
    right="Done with thousands of draws and many amounts, this is the acceptability curve.",
    slips=("percent",),
    misconceptions=(
        Misconception(
            "misconception:ratio-below",
            lambda d: _share(d, lambda e, c: c / e < d["amount"]),
            "It looks as if you counted the draws whose ratio is below the amount.",
            "What about a draw with fewer QALYs, where a small ratio means that little is saved?",
            0.25,
        ),
        Misconception(
            "misconception:better-for-worth",
            lambda d: _share(d, lambda e, c: e > 0),
            "This counts the draws with more QALYs.",
            "And what do they cost?",
            0.25,
        ),
        Misconception(
            "misconception:cheaper-for-worth",
            lambda d: _share(d, lambda e, c: c < 0),
            "This counts the draws that cost less.",
            "And what do they give?",
            0.25,
        ),
        Misconception(
            "misconception:both-good",
            lambda d: _share(d, lambda e, c: e > 0 > c),
            "This counts the draws that are better and cheaper at once.",
            "Can something be worth its money even though it costs more?",
            0.25,
        ),
        Misconception(
            "misconception:the-others",
            lambda d: 1.0 - share_worth_it(d),
            "This is the share of the other draws.",
            "In which draws is the worth above the cost? Mind the minus signs.",
            0.5,
        ),
        Misconception(
            "misconception:count-for-share",
            lambda d: 10.0 * share_worth_it(d),
            "This is the number of draws.",
            "Out of how many?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for a share between 0 and 1.",
        "You need two columns of the table: the worth of the extra QALYs, and the extra cost.",
        "Count the rows in which the worth is larger than the cost, and divide by 10. Below "
        "zero, the larger number is the one nearer to zero: -100 is larger than -300.",
        "On other numbers: worth 200 and cost 150 counts. Worth -200 and cost -300 counts, too: "
        "300 is saved for a loss worth 200.",
    ),
)

ADVICE = Choice(
    "advice",
    "What would you say?",
    "The payer asks you. What may be said at this amount for one QALY?",
    lambda d: "yes" if net_benefit(d) > 0 else "no",
    (
        Option(
            "yes",
            "On average it is worth its money: the net benefit is above zero.",
            "This would fit a net benefit above zero.",
            "On which side of zero is yours?",
        ),
        Option(
            "no",
            "On average it is not worth its money: the net benefit is below zero.",
            "This would fit a net benefit below zero.",
            "On which side of zero is yours?",
        ),
        Option(
            "ratio",
            "Only the ratio counts: below the amount it is good, in every corner.",
            "Where less is given for less money, a ratio below the amount means that too "
            "little is saved.",
            "Which number reads the same way in all four corners?",
            tag="misconception:ratio-decides",
        ),
        Option(
            "equal",
            "The interval of the extra cost holds zero, so the costs are equal.",
            "Zero fits the data, and so do large sums on both sides. Not sure is not the same "
            "as equal.",
            "What is the best guess of the extra cost, and how sure is it?",
            tag="misconception:unsure-is-equal",
        ),
    ),
    points=1,
    right="Say the share of the draws with it, so that the payer knows how sure it is.",
    follows=(FollowThrough("net_benefit", lambda d, own: "yes" if own > 0 else "no", -1e6, 1e6),),
    hints=(
        "We are looking for one sentence about the mean, at the amount that this payer would give.",
        "You need one number: your net benefit.",
        "Above zero: worth it at this amount. Below zero: not.",
        "On other numbers: net benefit -28 at 20,000. On average not worth it at 20,000.",
    ),
)

ITEMS = (EXTRA, RATIO, MEANING, BENEFIT, SHARE, ADVICE)
