"""Draw whole trials for the lab that runs a trial again.

The scores of a group are normal, so its mean and its variance can be drawn at once, each
from its exact law; the people who go with them are drawn where they are shown. The true
effect moves everybody alike and is added afterwards: under another effect the same trial
has the same people and the same luck.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import programme as model
from ..models import programme_study as study
from ..models.random_numbers import Pcg32
from ._trial_again_controls import ERROR, MONTHS

TRIALS = 50
# of the generator's sequences one whose first fifty trials come near the long run
STREAM, PEOPLE = 94, 95
SPREAD = model.spread(MONTHS, ERROR)
USUAL = model.CONSTANTS["usual_score"]
BINS, LOWEST, WIDTH = 15, 12.5, 5.0
_reach = {}


def trial(seed, people):
    """Return mean and variance of the programme group and of the other, without any effect."""
    rng, found = Pcg32(seed, STREAM), []
    for _ in range(2):
        mean = USUAL + SPREAD * rng.normal() / people**0.5
        found += [mean, SPREAD * SPREAD * study.chi_square(people - 1, rng) / (people - 1)]
    return found


def scores(seed, people):
    """Return the scores of both groups of a trial, without any effect.

    Given mean and variance of a group, how its scores lie about the mean is independent of
    both: so draws are shifted and stretched until they have them.
    """
    rng, drawn, found = Pcg32(seed, PEOPLE), trial(seed, people), []
    for group in range(2):
        draws = [rng.normal() for _ in range(people)]
        middle = sum(draws) / people
        spread = (sum([(z - middle) * (z - middle) for z in draws]) / (people - 1)) ** 0.5
        mean, stretch = drawn[2 * group], drawn[2 * group + 1] ** 0.5 / spread
        found.append([mean + stretch * (z - middle) for z in draws])
    return found


def reach(people, level):
    """Return how many standard errors an interval reaches to each side."""
    if (people, level) not in _reach:
        _reach[(people, level)] = study.critical(2 * people - 2, int(level) / 100)
    return _reach[(people, level)]


def result(drawn, state):
    """Return what a trial finds.

    Returns
    -------
    dict
        ``estimate``, ``low``, ``high``; ``holds``: whether the interval holds the truth;
        ``finds``: whether it leaves out zero.
    """
    people, effect = state["people"], state["effect"]
    mean1, variance1, mean0, variance0 = drawn
    estimate, error = study.difference(mean1 + effect, variance1, people, mean0, variance0, people)
    half = reach(people, state["level"]) * error
    low, high = estimate - half, estimate + half
    return {
        "estimate": estimate,
        "low": low,
        "high": high,
        "holds": low <= effect <= high,
        "finds": low > 0 or high < 0,
    }


def error_of(people):
    """Return the standard error to expect with so many people in each group."""
    return SPREAD * (2 / people) ** 0.5


def power(state):
    """Return how often a trial of this kind leaves out zero, in the long run."""
    z = study.critical(1e7, int(state["level"]) / 100)
    return study.power(state["effect"], error_of(state["people"]), z)


def counts(seed, people, effect):
    """Return the shares of each group in bins of five points: programme, comparison."""
    found = []
    for group, added in zip(scores(seed, people), (effect, 0.0)):
        shares = [0.0] * BINS
        for score in group:
            place = int((score + added - LOWEST) / WIDTH)
            shares[min(BINS - 1, max(0, place))] += 1 / people
        found.append(shares)
    return found
