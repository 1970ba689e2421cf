"""What do all the trials say together? Weights, a pooled effect, spread, and a new place.

Each learner has six invented trials of one programme.

PORTABLE: runs under CPython and MicroPython.
"""

from math import sqrt

from ..checking.choices import Choice
from ..checking.intervals import Interval, other_levels
from ..checking.items import FollowThrough, Item, Misconception, drawn_apart
from ..checking.options import Option
from ..models import meta_analysis as model
from ..models.random_numbers import Pcg32

NAME = "all-the-trials"
VERSION = 1
TITLE = "What do all the trials say together?"
LEAD = (
    "Pool six invented trials, and say what the result means for a new place. "
    "You may type the calculation itself, such as 1 / 0.2**2. Where there are options, type "
    "a letter."
)
LETTERS = "ABCDEF"
Z_95 = 1.96
T_5, T_4 = 2.5706, 2.7764  # t for 95 %, with 5 and 4 degrees of freedom
# Mean of the true effects, how far they differ, and what follows for a new place.
SITUATIONS = (("everywhere", 0.46, 0.0), ("mean_only", 0.34, 0.08), ("open", 0.14, 0.16))
STANDARD_ERRORS = (0.07, 0.09, 0.12, 0.17, 0.22, 0.28)
# What holds for all trials that can be.
DOMAIN = (
    (
        "there are six trials with standard errors above 0",
        lambda d: len(d["effects"]) == 6 and min(d["standard_errors"]) > 0,
    ),
    ("the trials differ by more than chance would give", lambda d: d["q"] > 5.0),
    ("the fixed-effect interval lies above zero", lambda d: fixed_limits(d)[0] > 0),
)


def data_for(seed):
    """Return a learner's own six invented trials.

    Parameters
    ----------
    seed : int
        A whole number from 0 to 2**64 - 1.

    Returns
    -------
    dict
        ``effects`` and ``standard_errors``, six of each; those of the first trial once more as
        ``effect_a`` and ``standard_error_a``; ready made ``sum_of_weights``,
        ``sum_of_weights_times_effects`` and ``q``; and from the random-effects model
        ``random_effect``, ``random_low``, ``random_high``, ``new_low``, ``new_high``.

    Raises
    ------
    RuntimeError
        If no suitable trials turn up in many tries.

    Examples
    --------
    >>> len(data_for(1)["effects"])
    6
    """
    random = Pcg32(seed)
    situation = SITUATIONS[random.integer(0, 2)]
    return drawn_apart(
        lambda: _drawn(random, situation), ITEMS, lambda data: _tells(data, situation)
    )


def _tells(data, situation):
    if data["q"] < 5.6 or fixed_limits(data)[0] < 0.01 or new_place(data) != situation[0]:
        return False
    return not _on_the_line(data)


def _drawn(random, situation):
    _, mean, spread = situation
    left, errors = list(STANDARD_ERRORS), []
    while left:
        error = left.pop(random.integer(0, len(left) - 1))
        errors.append(round(error * (0.93 + 0.14 * random.uniform()), 3))
    mean += 0.10 * random.uniform()
    # small trials find more: it is so in many fields, and it keeps the tempting means apart
    effects = [
        round(mean + 0.9 * (error - 0.10) + spread * random.normal() + error * random.normal(), 2)
        for error in errors
    ]
    return described(effects, errors)


def described(effects, errors):
    """Return the trials together with the sums that the learner is given."""
    variances = [error * error for error in errors]
    fixed = model.weights(variances)
    q = round(model.q(effects, fixed), 2)
    between = model.between_variance(effects, variances)
    weights = model.weights(variances, between)
    mean = model.pooled(effects, weights)
    half = T_5 * model.hartung_knapp_error(effects, weights)
    reach = T_4 * model.prediction_error(between, weights)
    return {
        "effects": effects,
        "standard_errors": errors,
        "effect_a": effects[0],
        "standard_error_a": errors[0],
        "sum_of_weights": round(sum(fixed), 2),
        "sum_of_weights_times_effects": round(sum([w * y for w, y in zip(fixed, effects)]), 2),
        "q": q,
        "random_effect": round(mean, 2),
        "random_low": round(mean - half, 2),
        "random_high": round(mean + half, 2),
        "new_low": round(mean - reach, 2),
        "new_high": round(mean + reach, 2),
    }


def _on_the_line(d):
    """Tell whether an end that decides lies within rounding of zero."""
    return min(abs(d["random_low"]), abs(d["new_low"])) < 0.015


def story(data):
    """Return the trials in words."""
    return (
        "Six invented trials of one programme, A to F. Each gives an effect on recovery in "
        "standard deviations, above zero if it favours peer support, and its standard error. "
        "The weights of all six add up to %(sum_of_weights).2f, and the weights times the "
        "effects to %(sum_of_weights_times_effects).2f. Q is %(q).2f. A random-effects model of "
        "the same trials gives a mean effect of %(random_effect).2f, with a 95 %% interval from "
        "%(random_low).2f to %(random_high).2f. Its 95 %% prediction interval, for the true "
        "effect in a new place, runs from %(new_low).2f to %(new_high).2f." % data
    )


def table(data):
    """Return the trials as a table: caption, columns, rows."""
    weights = model.weights([error * error for error in data["standard_errors"]])
    rows = []
    for i in range(6):
        known = i > 0  # the first is asked for
        rows.append(
            [
                LETTERS[i],
                "%.2f" % data["effects"][i],
                "%.3f" % data["standard_errors"][i],
                "%.1f" % weights[i] if known else "?",
            ]
        )
    return {
        "caption": "Six invented trials of one programme.",
        "columns": ["Trial", "Effect", "Standard error", "Weight"],
        "rows": rows,
    }


# The quantities.


def weight_a(d):
    """Return the weight of trial A: 1 / squared standard error."""
    return 1.0 / d["standard_error_a"] ** 2


def pooled_effect(d):
    """Return the fixed-effect mean, from the two sums that are given."""
    return d["sum_of_weights_times_effects"] / d["sum_of_weights"]


def fixed_limits(d, z=Z_95):
    """Return the fixed-effect interval at z standard errors."""
    half = z / sqrt(d["sum_of_weights"])
    return pooled_effect(d) - half, pooled_effect(d) + half


def i_squared(d):
    """Return the share of the spread that is more than chance."""
    return model.i_squared(d["q"], 5)


def new_place(d):
    """Return what follows for a new place: "everywhere", "mean_only" or "open"."""
    if d["new_low"] > 0:
        return "everywhere"
    return "mean_only" if d["random_low"] > 0 else "open"


def plain_mean(d):
    """Return the mean of the effects, each counted once."""
    return sum(d["effects"]) / 6.0


def _by_error(d):
    """Return the mean with weights 1 / standard error, not squared."""
    return model.pooled(d["effects"], [1.0 / error for error in d["standard_errors"]])


WEIGHT = Item(
    "weight_a",
    "Weight of trial A",
    "What is the weight of trial A in the fixed-effect mean?",
    weight_a,
    absolute=0.0,
    relative=0.006,
    points=1,
    low=0.0,
    high=1e6,
    placeholder="for example 40.5",
    right="The surer a trial, the more it counts. Compare it with the weights in the table.",
    misconceptions=(
        Misconception(
            "misconception:not-squared",
            lambda d: 1.0 / d["standard_error_a"],
            "This is 1 divided by the standard error itself.",
            "The weight uses the variance. How do you get from a standard error to a variance?",
            0.5,
        ),
        Misconception(
            "misconception:variance-for-weight",
            lambda d: d["standard_error_a"] ** 2,
            "This is the variance of the trial. If that were the weight, the least sure trial "
            "would count most.",
            "How can a small variance give a large weight?",
            0.5,
        ),
        Misconception(
            "misconception:share-for-weight",
            lambda d: weight_a(d) / d["sum_of_weights"],
            "This is trial A's share of the whole.",
            "Shares come later. What is the weight itself?",
            0.5,
        ),
        Misconception(
            "misconception:weight-times-effect",
            lambda d: weight_a(d) * d["effect_a"],
            "This is the weight, already multiplied by the effect.",
            "What is the weight alone?",
            0.5,
        ),
        Misconception(
            "misconception:equal-weights",
            lambda d: d["sum_of_weights"] / 6.0,
            "This would be the weight if all six trials counted the same.",
            "Is trial A as sure as the others? What tells you?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for how much trial A counts. A trial with a small standard error counts "
        "more.",
        "You need one number: the standard error of trial A.",
        "Weight = 1 / (standard error squared). In Python, **2 means squared: 1 / ( ... )**2.",
        "On other numbers: a standard error of 0.20 gives 1 / 0.20**2 = 25.",
    ),
)

POOLED = Item(
    "pooled_effect",
    "Pooled effect",
    "What is the pooled effect of the six trials, each weighted by 1 / variance "
    "(the fixed-effect mean)?",
    pooled_effect,
    absolute=0.0035,
    points=2,
    low=-5.0,
    high=5.0,
    placeholder="for example 0.25",
    right="It lies close to the trials that are most sure.",
    slips=("reciprocal",),
    misconceptions=(
        Misconception(
            "misconception:plain-mean",
            plain_mean,
            "This is the plain mean: a small trial counts as much as a large one.",
            "Which two sums let the sure trials count more?",
            0.25,
        ),
        Misconception(
            "misconception:not-squared",
            _by_error,
            "It looks as if each effect was weighted by 1 / standard error.",
            "Are the weights in the table 1 / standard error, or something larger?",
            0.5,
        ),
        Misconception(
            "misconception:divided-by-trials",
            lambda d: d["sum_of_weights_times_effects"] / 6.0,
            "The weighted sum is divided by the number of trials.",
            "What do you divide by, if the trials do not all count the same?",
            0.25,
        ),
        Misconception(
            "misconception:not-divided",
            lambda d: d["sum_of_weights_times_effects"],
            "This is the sum of weight times effect.",
            "A mean divides. By which sum?",
            0.25,
        ),
        Misconception(
            "misconception:surest-only",
            lambda d: d["effects"][d["standard_errors"].index(min(d["standard_errors"]))],
            "This is the effect of the surest trial alone.",
            "The others know something, too. How do they come in?",
            0.25,
        ),
    ),
    hints=(
        "We are looking for one mean effect in which sure trials count more.",
        "You need two sums that are ready for you: data.sum_of_weights_times_effects and "
        "data.sum_of_weights.",
        "Pooled effect = sum of (weight times effect) / sum of weights.",
        "On other numbers: effects 0.2 and 0.5 with weights 40 and 20. "
        "(40 * 0.2 + 20 * 0.5) / (40 + 20) = 18 / 60 = 0.30.",
    ),
)

INTERVAL = Interval(
    "pooled_interval",
    "Its interval",
    "What is the 95 % interval of the pooled effect? Give both ends.",
    fixed_limits,
    absolute=0.0025,
    points=2,
    low=-5.0,
    high=5.0,
    placeholder='for example "0.10 to 0.30"',
    right="It takes for granted that all six trials have one and the same true effect.",
    misconceptions=other_levels(fixed_limits, ("90 %", 1.645), ("99 %", 2.576))
    + (
        Misconception(
            "misconception:standard-error-alone",
            lambda d: fixed_limits(d, 1.0),
            "You seem to have gone one standard error each way.",
            "A 95 % interval reaches further. How many standard errors does it take?",
            0.5,
        ),
        Misconception(
            "misconception:no-root",
            lambda d: (
                pooled_effect(d) - Z_95 / d["sum_of_weights"],
                pooled_effect(d) + Z_95 / d["sum_of_weights"],
            ),
            "One divided by the sum of the weights is the variance of the mean.",
            "How do you get from a variance to a standard error?",
            0.5,
        ),
        Misconception(
            "misconception:random-for-fixed",
            lambda d: (d["random_low"], d["random_high"]),
            "This is the interval of the random-effects model, from the text.",
            "Here we ask for the interval of the fixed effect. What is its standard error?",
            0.25,
        ),
        Misconception(
            "misconception:prediction-for-mean",
            lambda d: (d["new_low"], d["new_high"]),
            "This is the prediction interval, for one new place.",
            "Here we ask how sure the mean is. What is its standard error?",
            0.25,
        ),
        Misconception(
            "misconception:range-of-trials",
            lambda d: (min(d["effects"]), max(d["effects"])),
            "This runs from the smallest to the largest trial.",
            "How sure are all six together?",
            0.25,
        ),
    ),
    follows=(
        FollowThrough(
            "pooled_effect",
            lambda d, own: (
                own - Z_95 / sqrt(d["sum_of_weights"]),
                own + Z_95 / sqrt(d["sum_of_weights"]),
            ),
            -5.0,
            5.0,
        ),
    ),
    hints=(
        "We are looking for the two ends of an interval around your pooled effect.",
        "You need your pooled effect, the sum of the weights (%(sum_of_weights).2f), and 1.96.",
        "Standard error = 1 / square root of the sum of the weights; in Python "
        "1 / data.sum_of_weights ** 0.5. The ends are: effect - 1.96 * standard error, and "
        "effect + 1.96 * standard error.",
        "On other numbers: effect 0.30, weights 400 in all. 1 / 400 ** 0.5 = 0.05. "
        "0.30 - 1.96 * 0.05 = 0.202 and 0.30 + 1.96 * 0.05 = 0.398.",
    ),
)

SPREAD = Item(
    "i_squared",
    "I-squared",
    "What is I-squared, the share of the spread between the trials that is more than chance? "
    "Give it as a number between 0 and 1.",
    i_squared,
    absolute=0.0055,
    points=1,
    low=-5.0,
    high=1.0,
    placeholder="for example 0.30 or 30 %",
    right="It is a share. It does not say how far apart the true effects lie.",
    slips=("percent",),
    misconceptions=(
        Misconception(
            "misconception:chance-share",
            lambda d: 5.0 / d["q"],
            "This is the share that chance alone would give.",
            "What is left, if you take that away from the whole?",
            0.5,
        ),
        Misconception(
            "misconception:trials-for-freedom",
            lambda d: (d["q"] - 6.0) / d["q"],
            "It looks as if the number of trials was taken away.",
            "How many should be taken away, if one of the six is used up for the mean?",
            0.5,
        ),
        Misconception(
            "misconception:ratio-of-q",
            lambda d: d["q"] / 5.0,
            "This says how many times larger Q is than chance would make it.",
            "What part of Q is beyond chance?",
            0.5,
        ),
        Misconception(
            "misconception:other-base",
            lambda d: (d["q"] - 5.0) / 5.0,
            "Here the part beyond chance is compared with chance.",
            "It should be a share of the whole. What is the whole?",
            0.5,
        ),
        Misconception(
            "misconception:not-divided",
            lambda d: d["q"] - 5.0,
            "This is the part of Q that is beyond chance.",
            "What share of Q is that?",
            0.5,
        ),
    ),
    hints=(
        "We are looking for a share between 0 and 1.",
        "You need Q (%(q).2f) and the number of trials less one, which is 5. If there were only "
        "chance, Q would be about 5.",
        "I-squared = (Q - 5) / Q, for six trials.",
        "On other numbers: four trials, Q = 12. (12 - 3) / 12 = 0.75.",
    ),
)

MEANING = Choice(
    "spread_says",
    "What the share says",
    "What does your I-squared say?",
    lambda d: "share",
    (
        Option(
            "people",
            "The programme helped this share of the people.",
            "It is not a share of people: it is about how trials differ.",
            "What is it a share of?",
            tag="misconception:share-of-people",
        ),
        Option(
            "trials",
            "In this share of the trials there was an effect.",
            "It does not count trials. Q measures gaps between effects.",
            "What is it a share of?",
            tag="misconception:share-of-trials",
        ),
        Option(
            "share", "This share of the spread between the trials is more than chance would give."
        ),
        Option(
            "size",
            "The true effects lie this far apart.",
            "A share has no unit. Very large trials give a high share even when the effects lie "
            "close together.",
            "Which of the numbers in the text says how far apart the true effects may lie?",
            0.25,
            tag="misconception:share-for-size",
        ),
    ),
    points=1,
    right="To see how far apart they lie, look at the prediction interval.",
    hints=(
        "Think of what is above and below the line in the formula.",
        "Below the line is Q: all the spread, measured against the standard errors.",
        "Above the line is what is left of Q when chance is taken away.",
        "Another example: I-squared is 0.90 in a set of huge trials with effects from 0.20 to "
        "0.24. A high share, and hardly any difference.",
    ),
)

NEW_PLACE = Choice(
    "new_place",
    "A new place",
    "Your town wants to start this programme. The random-effects model is in the text above the "
    "table. What may you say?",
    new_place,
    (
        Option(
            "everywhere",
            "A place of this kind can count on an effect above zero.",
            "This would fit a prediction interval that lies above zero.",
            "Where does the prediction interval begin, in the text above the table?",
        ),
        Option(
            "mean_only",
            "On average there is an effect above zero. In a new place there may be none.",
            "This would fit a mean whose interval lies above zero, and a prediction interval "
            "that holds zero.",
            "Which of the two intervals in the text hold zero?",
        ),
        Option(
            "open",
            "Even the average effect may be zero.",
            "This would fit a random-effects interval that holds zero.",
            "Where does the interval of the random-effects mean begin?",
        ),
        Option(
            "fixed",
            "The interval from question 3 is above zero, so it works everywhere.",
            "That interval says how sure one common effect is, if there is only one. It does "
            "not say where the effects of single places lie.",
            "Which interval is about one new place?",
            tag="misconception:mean-for-range",
        ),
    ),
    points=2,
    right="A mean over places is no promise for one place.",
    hints=(
        "We are looking for what is true of one new place, and not of the mean of many.",
        "You need two intervals from the text: the one of the random-effects mean, and the "
        "prediction interval. Zero means no effect.",
        "Prediction interval above zero: you can count on it. Only the interval of the mean above "
        "zero: on average. Neither: even the mean is open.",
        "On other numbers: mean 0.30 (0.05 to 0.55), prediction interval -0.40 to 1.00. "
        "On average above zero; in one place perhaps not.",
    ),
)

ITEMS = (WEIGHT, POOLED, INTERVAL, SPREAD, MEANING, NEW_PLACE)
