"""What a programme costs for what it gives: ratio, net benefit, and how sure that is.

The formulas stand in `peerlib.models.costs`. Draws come from resampling people (bootstrap)
or from a simulation.
"""

from ..models import costs as sums
from . import given
from .cost_effectiveness import CostEffectiveness
from .results import Estimate

# No more numbers than this at a time, so that many draws of many people fit into memory.
AT_ONCE = 2_000_000

BESIDE = {
    "better, cheaper": "It gives more and costs less, so a ratio says nothing more.",
    "better, dearer": "It gives more and costs more: the ratio is the price of one unit.",
    "worse, cheaper": (
        "It gives less and costs less: the ratio is what is saved for each unit lost, so here "
        "a large ratio is good."
    ),
    "worse, dearer": "It gives less and costs more, so a ratio says nothing more.",
}


def compare(
    costs_programme,
    effects_programme,
    costs_comparison,
    effects_comparison,
    *,
    worth=(),
    draws=2000,
    rng=0,
    level=0.95,
    unit="QALY",
    currency="£",
):
    """Compare costs and effects of the people in two groups.

    Parameters
    ----------
    costs_programme, effects_programme : sequence of float
        For each person of the programme group what was spent, and the effect; two people at
        least, in the same order in both lists. A higher effect is better.
    costs_comparison, effects_comparison : sequence of float
        The same for the comparison group.
    worth : sequence of float
        What one unit of effect may be worth to somebody; rising, from 0 on.
    draws : int
        How often people are drawn again, with replacement, within each group; 100 to 100,000.
    rng : int or numpy.random.Generator
        The same number gives the same draws.
    level : float
    unit, currency : str
        What the effect counts, and the sign of the money.

    Returns
    -------
    CostEffectiveness

    Raises
    ------
    ValueError
        If lists differ in length, hold what is missing or not finite, or an argument is not
        as above.

    Notes
    -----
    Means, not medians: a budget pays the mean times the number of people. A person's cost and
    effect are drawn together, since they hang together. Intervals hold the middle part of
    the draws. Effects that differ at the start are adjusted first: see `adjusted_difference`.

    References
    ----------
    Petrou, S., & Gray, A. (2011). Economic evaluation alongside randomised controlled
    trials: design, conduct, analysis, and reporting. BMJ 342, d1548.

    Examples
    --------
    >>> result = compare([900, 700, 800], [0.7, 0.6, 0.8], [500, 700, 600], [0.6, 0.7, 0.5])
    >>> round(result.cost_per_effect)
    2000
    """
    import numpy as np

    arms = []
    for name, costs, effects in (
        ("programme", costs_programme, effects_programme),
        ("comparison", costs_comparison, effects_comparison),
    ):
        costs = given.numbers(f"costs_{name}", costs, least=2)
        effects = given.numbers(f"effects_{name}", effects, least=2)
        given.same_length(**{f"costs_{name}": costs, f"effects_{name}": effects})
        arms.append((costs, effects))
    draws = given.count("draws", draws, least=100)
    if draws > 100_000:
        raise ValueError(f"draws must be at most 100,000, got {draws}.")
    rng = np.random.default_rng(rng)
    drawn = [_resampled(costs, effects, draws, rng) for costs, effects in arms]
    (costs1, effects1), (costs0, effects0) = arms
    return _result(
        float(costs1.mean() - costs0.mean()),
        float(effects1.mean() - effects0.mean()),
        drawn[0][0] - drawn[1][0],
        drawn[0][1] - drawn[1][1],
        worth,
        level,
        unit,
        currency,
    )


def from_draws(extra_costs, extra_effects, *, worth=(), level=0.95, unit="QALY", currency="£"):
    """Summarise draws of extra cost and extra effect, as a simulation gives them.

    Parameters
    ----------
    extra_costs, extra_effects : sequence of float
        Programme minus comparison, one of each for each draw; two draws at least.
    worth, level, unit, currency
        As for `compare`.

    Returns
    -------
    CostEffectiveness

    Raises
    ------
    ValueError
        As for `compare`.

    Examples
    --------
    >>> result = from_draws([200, -100, -300, 900, 100], [0.02, 0.01, -0.01, 0.03, 0.0],
    ...                     worth=[0, 20000, 40000])
    >>> round(result.cost_per_effect), result.share_worth_it
    (16000, (0.4, 0.6, 0.6))
    """
    costs = given.numbers("extra_costs", extra_costs, least=2)
    effects = given.numbers("extra_effects", extra_effects, least=2)
    given.same_length(extra_costs=costs, extra_effects=effects)
    return _result(
        float(costs.mean()), float(effects.mean()), costs, effects, worth, level, unit, currency
    )


def _resampled(costs, effects, draws, rng):
    import numpy as np

    n = len(costs)
    block = max(1, AT_ONCE // n)
    parts = []
    for begin in range(0, draws, block):
        counts = rng.multinomial(n, np.full(n, 1 / n), size=min(block, draws - begin)) / n
        parts.append((counts @ costs, counts @ effects))
    return np.concatenate([part[0] for part in parts]), np.concatenate([p[1] for p in parts])


def _result(cost, effect, costs, effects, worth, level, unit, currency):
    import numpy as np

    worth = given.numbers("worth", worth, least=0, low=0)
    if (np.diff(worth) <= 0).any():
        raise ValueError("worth must rise from one amount to the next, such as [0, 10000, 20000].")
    level = given.level(level)
    # a difference of means that is nothing but rounding is none
    effect = 0.0 if abs(effect) < 1e-12 else effect
    tails = [50 * (1 - level), 100 - 50 * (1 - level)]
    place = sums.quadrant(cost, effect)
    note = (BESIDE[place],) if place in BESIDE else ()
    return CostEffectiveness(
        Estimate(cost, *map(float, np.percentile(costs, tails))),
        Estimate(effect, *map(float, np.percentile(effects, tails))),
        sums.cost_per_effect(cost, effect),
        place,
        tuple(map(float, worth)),
        tuple(sums.net_benefit(cost, effect, float(one)) for one in worth),
        tuple(float((sums.net_benefit(costs, effects, one) > 0).mean()) for one in worth),
        tuple(map(float, costs)),
        tuple(map(float, effects)),
        level,
        str(unit),
        str(currency),
        note,
    )
