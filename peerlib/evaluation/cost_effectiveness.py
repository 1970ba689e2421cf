"""What a programme costs for what it gives, as a result: sentence, plane, curve."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import costs as sums
from .results import Estimate, Result

MOST_DRAWN = 400


@dataclass(frozen=True, repr=False)
class CostEffectiveness(Result):
    """Extra cost and extra effect of a programme. Made by `compare` and `from_draws`."""

    extra_cost: Estimate
    extra_effect: Estimate
    cost_per_effect: float | None
    """Mean extra cost over mean extra effect; None if there is no difference in effect.
    Without an interval: a ratio whose lower part may be zero has none that can be read."""
    quadrant: str
    worth: tuple
    """The amounts per unit of effect that were asked about."""
    net_benefit: tuple
    """Mean net benefit at each of them."""
    share_worth_it: tuple
    """Share of the draws with a net benefit above 0, at each of them."""
    draws_cost: tuple
    draws_effect: tuple
    level: float
    unit: str
    currency: str
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        cost, effect = self.extra_cost.value, self.extra_effect.value
        more = "more" if cost >= 0 else "less"
        better = "more" if effect >= 0 else "less"
        words = (
            f"For each person the programme costs {self.money(abs(cost))} {more} and gives "
            f"{abs(effect):.3g} {self.unit} {better}"
        )
        if self.worth:
            i = len(self.worth) // 2
            words += (
                f"; if one {self.unit} is worth {self.money(self.worth[i])}, it is worth its "
                f"money in {100 * self.share_worth_it[i]:.0f} of 100 draws"
            )
        return words + "."

    def money(self, amount):
        """Return an amount in words, such as "£1,234"."""
        return f"{'-' if amount < 0 else ''}{self.currency}{abs(amount):,.0f}"

    def pictures(self):
        """Return the plane of costs and effects, and the curve of acceptability."""
        pictures = [self._plane()]
        if len(self.worth) > 1:
            pictures.append(self._curve())
        return pictures

    def _plane(self):
        # every so many, so that as many are drawn from each part of the draws
        step = -(-len(self.draws_cost) // MOST_DRAWN)
        costs, effects = list(self.draws_cost[::step]), list(self.draws_effect[::step])
        x_range, y_range = _around(effects), _around(costs)
        places = {}
        for cost, effect in zip(self.draws_cost, self.draws_effect, strict=True):
            key = sums.quadrant(cost, effect)
            places[key] = places.get(key, 0) + 1
        shares = ", ".join(
            f"{100 * n / len(self.draws_cost):.0f} % {key}" for key, n in sorted(places.items())
        )
        lines = [
            ("team", "no difference", [0.0, 0.0], list(y_range)),
            ("team", "", list(x_range), [0.0, 0.0]),
        ]
        if self.worth:
            lines.append(_line(self.worth[len(self.worth) // 2], x_range, y_range, self))
        return _drawing.points(
            "More cost, more effect",
            f"Each speck is one of {len(costs)} draws: {shares}. The dot is the mean, "
            f"{self.extra_effect.value:.3g} and {self.extra_cost.value:.0f}.",
            [
                ("team", "draws", effects, costs),
                ("average", "mean", [self.extra_effect.value], [self.extra_cost.value]),
            ],
            f"extra {self.unit} (right is better)",
            f"extra cost, {self.currency} (up is dearer)",
            x_range,
            y_range,
            lines=lines,
        )

    def _curve(self):
        shares = [100 * one for one in self.share_worth_it]
        text = (
            "A line of how many of 100 draws are worth the money: "
            + "; ".join(
                f"{share:.0f} at {self.money(one)}"
                for one, share in zip(self.worth, shares, strict=True)
            )
            + "."
        )
        return _drawing.lines(
            "How many of 100 draws are worth the money",
            text,
            list(self.worth),
            f"worth of one {self.unit}, {self.currency}",
            [("average", "draws with a net benefit", shares)],
            low=0.0,
            high=100.0,
        )


def _around(values):
    low, high = min([0.0, *values]), max([0.0, *values])
    room = 0.08 * (high - low) or 1.0
    return low - room, high + room


def _line(worth, x_range, y_range, result):
    """Return the line on which the net benefit is 0, as far as it lies inside the picture."""
    xs = (
        [max(x_range[0], y_range[0] / worth), min(x_range[1], y_range[1] / worth)]
        if worth
        else (list(x_range))
    )
    return ("minimum", f"{result.money(worth)} for one {result.unit}", xs, [worth * x for x in xs])
