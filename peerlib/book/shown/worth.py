"""Costs and effects: published evaluations side by side, and an invented trial."""

from ...data import read
from ...evaluation.cost_effectiveness import CostEffectiveness
from ...evaluation.costs import compare
from ...labs import _drawing
from ...models import costs as sums

PEOPLE, SEED = 150, 8
NAMES = (
    ("average", "gillespie", "peer support, type 2 diabetes"),
    ("second", "dafne", "follow-up in groups, type 1 diabetes"),
    ("third", "cadet", "care for depression by a team"),
)
MOST = 30000


def utilities() -> list:
    """Return invented utilities at three times, and the area of the first year."""
    months, values = [0, 4, 18], [0.60, 0.68, 0.74]
    first_year = sums.quality_adjusted_years(months, values, 12)
    text = (
        "A line of how good health is, invented: 0.60 at the start, 0.68 after 4 months and 0.74 "
        f"after 18 months. At 12 months it stands at {sums.at(12, months, values):.2f}. The area "
        f"below it up to month 12 is {first_year:.3f} years in full health."
    )
    return [
        _drawing.lines(
            "Years in full health are an area",
            text,
            months,
            "months",
            [("average", "health, from 0 to 1", values)],
            bands=[("average", "the area below", [0.0] * 3, values)],
            marks=[(12, "one year")],
        )
    ]


def corners() -> list:
    """Return three published evaluations on the plane of cost and effect."""
    studies, groups, told = read("economics"), [], []
    for style, name, label in NAMES:
        study = studies[name]
        cost, effect = study["extra_cost"], study["extra_effect"]
        groups.append((style, label, [effect], [cost]))
        told.append(f"{label}: {effect:g} and {cost:.0f}, {sums.quadrant(cost, effect)}")
    return [
        _drawing.points(
            "Three evaluations in three corners",
            "Extra years in full health, and extra cost in the currency of each study. "
            + "; ".join(told)
            + ".",
            groups,
            "extra years in full health (right is better)",
            "extra cost (up is dearer)",
            (-0.12, 0.12),
            (-1000, 1000),
            lines=[
                ("team", "no difference", [0, 0], [-1000, 1000]),
                ("team", "", [-0.12, 0.12], [0, 0]),
            ],
        )
    ]


def benefit_by_amount() -> list:
    """Return the net benefit of the three evaluations, by what a year is worth."""
    studies, lines, told = read("economics"), [], []
    for style, name, label in NAMES:
        study = studies[name]
        ends = [
            sums.net_benefit(study["extra_cost"], study["extra_effect"], worth)
            for worth in (0, MOST)
        ]
        lines.append((style, label, [0, MOST], ends))
        told.append(f"{label}: from {ends[0]:.0f} to {ends[1]:.0f}")
    lines.append(("minimum", "no gain, no loss", [0, MOST], [0, 0]))
    return [
        _drawing.points(
            "Net benefit, by what a year is worth",
            f"Lines of the net benefit, from an amount of 0 to one of {MOST:,}. "
            + "; ".join(told)
            + ".",
            [],
            "what one year in full health is worth",
            "net benefit per person",
            (0, MOST),
            (-1000, 4000),
            lines=lines,
        )
    ]


def invented_trial() -> CostEffectiveness:
    """Return an invented trial of peer support, with people drawn again 2,000 times."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    arms = []
    for cost, effect in ((3350.0, 0.668), (3050.0, 0.645)):
        costs = rng.gamma(2.0, cost / 2.0, PEOPLE)
        arms += [costs, rng.normal(effect, 0.13, PEOPLE) - 1e-5 * (costs - cost)]
    return compare(*arms, worth=[0, 5000, 10000, 15000, 20000, 25000, 30000, 35000, 40000], rng=1)
