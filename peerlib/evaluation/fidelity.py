"""Is a service what it says it is? Score it on a fidelity scale, and decide by stated rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..labs import _drawing
from ..models import fidelity as model
from . import given
from .results import Result

NOT_APPLICABLE = (model.LEAVE_OUT, model.AS_LOWEST)


@dataclass(frozen=True, repr=False)
class Fidelity(Result):
    """A service's score on a fidelity scale. Made by `score`."""

    names: tuple
    ratings: tuple
    """As given; None for an item that could not be rated."""
    weights: tuple
    lowest: float
    highest: float
    share_rated: float
    """Items that were rated over all items, from 0 to 1."""
    mean: float
    """Weighted mean, on the scale of the items."""
    percent_of_maximum: float
    """How far the mean lies from the lowest to the highest possible one, from 0 to 100."""
    threshold: float
    below: tuple
    """Names of the items that do not reach their own minimum."""
    minimums: dict
    decision: str
    """"pass", "fail" or "too few items"."""
    notes: tuple

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        mean = f"The weighted mean is {self.mean:.2f}"
        rated = f"{len(self.ratings) - self.ratings.count(None)} of {len(self.ratings)} items"
        if self.decision == "too few items":
            return f"Only {rated} could be rated, which is too few to report a score."
        reaches = "reaches" if self.mean >= self.threshold else "is below"
        begin = f"{mean} over {rated}, which {reaches} {self.threshold:g}"
        if not self.minimums:
            return f"{begin}: the service {self._verdict()}."
        if self.below:
            them = " and ".join(self.below)
            lie = "lie below their own minimums" if self.below[1:] else "lies below its own minimum"
            but = "but" if self.mean >= self.threshold else "and"
            return f"{begin}, {but} {them} {lie}, so the service fails."
        return f"{begin}, and each key item reaches its minimum: the service {self._verdict()}."

    def _verdict(self):
        return "passes" if self.decision == "pass" else "fails"

    def pictures(self) -> list:
        """Return the rating of each item, with the mean."""
        bars, words = [], []
        for name, rating, weight in zip(self.names, self.ratings, self.weights, strict=True):
            minimum = self.minimums.get(name)
            note = "not rated" if rating is None else f"{rating:g}"
            note += f", counts {weight:g} times" if weight != 1 else ""
            note += f", minimum {minimum:g}" if minimum is not None else ""
            style = "crossed" if name in self.below else "average"
            bars.append((style, name, self.lowest, rating or self.lowest, note))
            words.append(
                f"{name}: {note}" + (" (below its minimum)." if name in self.below else ".")
            )
        bars.append(("second", "Weighted mean", self.lowest, self.mean, f"{self.mean:.2f}"))
        text = (
            f"One bar for each item, from {self.lowest:g} to {self.highest:g}. {' '.join(words)} "
            f"The weighted mean is {self.mean:.2f}; an upright line stands at {self.threshold:g}."
        )
        return [
            _drawing.bars(
                "Ratings on the fidelity scale",
                text,
                bars,
                self.lowest,
                self.highest,
                self.threshold,
            )
        ]


def score(
    ratings: Mapping | Sequence,
    *,
    weights: Sequence | None = None,
    lowest: float = 1,
    highest: float = 5,
    not_applicable: str = model.LEAVE_OUT,
    least_share: float = 0.8,
    threshold: float = 4,
    minimums: Mapping | None = None,
) -> Fidelity:
    """Score a service on a fidelity scale.

    Parameters
    ----------
    ratings : mapping of str to float, or sequence of float
        One for each item, from `lowest` to `highest`; None or NaN for an item that could not be
        rated. Items without a name are called "item 1", "item 2" and so on.
    weights : sequence of float, optional
        Above 0, one for each item. All 1 by default.
    lowest, highest : float
        Ends of the scale of each item.
    not_applicable : {"leave out", "as lowest"}
        What to do with an item that could not be rated. Declare it before you look.
    least_share : float
        Share of items that must be rated for a score to be reported, above 0 and up to 1.
    threshold : float
        The mean that has to be reached.
    minimums : mapping of str to float, optional
        Key items, each with the rating that it must reach by itself.

    Returns
    -------
    Fidelity

    Raises
    ------
    ValueError
        If there is no item, a rating lies outside the scale, nothing was rated, there are not
        as many weights as items, or a minimum is for an unknown item or outside the scale.

    Notes
    -----
    With ratings x_j, weights w_j and the sum over the items that were rated:
    mean = sum of w_j * x_j / sum of w_j, and
    percent of maximum = 100 * (mean - lowest) / (highest - lowest).
    The service passes if the mean reaches the threshold *and* each key item its own minimum. A
    key item that could not be rated does not show that it reaches it.

    A mean of at least 4 is the rule of the Dartmouth ACT scale (McGrew et al., 2011). An older
    form of the supported employment scale counts an item that cannot be rated as 1
    (Bond et al., 2012): here, "as lowest".

    References
    ----------
    - Bond, G. R., et al. (2012). Validation of the revised Individual Placement and Support
      fidelity scale (IPS-25). Psychiatric Services.
    - McGrew, J. H., et al. (2011). Phone-based fidelity assessment of assertive community
      treatment. Psychiatric Services 62, 670.

    Examples
    --------
    >>> found = score([4, 5, 3, None, 2, 5], weights=[2, 1, 1, 1, 2, 1])
    >>> round(found.mean, 3), round(found.percent_of_maximum, 1), found.decision
    (3.571, 64.3, 'fail')
    >>> print(score([5, 5, 5, 5, 1], minimums={"item 5": 3}).sentence)
    The weighted mean is 4.20 over 5 of 5 items, which reaches 4, but item 5 lies below its own \
minimum, so the service fails.
    """
    import numpy as np

    lowest = given.number("lowest", lowest)
    highest = given.number("highest", highest)
    if not lowest < highest:
        raise ValueError(f"lowest is {lowest:g} and highest {highest:g}. Are the two swapped?")
    names, values = _named(ratings)
    values = given.numbers("ratings", values, 1, lowest, highest, missing=True)
    weights = [1.0] * len(values) if weights is None else weights
    weights = given.numbers("weights", weights, 1, 1e-9, 1e9).tolist()
    given.same_length(ratings=values, weights=weights)
    given.choice("not_applicable", not_applicable, NOT_APPLICABLE)
    least_share = given.number("least_share", least_share, 1e-9, 1)
    threshold = given.number("threshold", threshold, lowest, highest)
    minimums = _minimums(minimums, names, lowest, highest)
    plain = [None if np.isnan(value) else float(value) for value in values]
    share = 1 - plain.count(None) / len(plain)
    instead = lowest if not_applicable == model.AS_LOWEST else None
    mean = model.weighted_mean(plain, weights, instead)
    below = [
        names[place] for place in model.below_minimum(plain, [minimums.get(name) for name in names])
    ]
    passed = mean >= threshold and not below
    decision = "too few items" if share < least_share else "pass" if passed else "fail"
    notes = ()
    if plain.count(None):
        how = "left out" if instead is None else f"counted as {lowest:g}"
        notes = (f"{plain.count(None)} items could not be rated; they were {how}.",)
    percent = model.percent_of_maximum(mean, lowest, highest)
    return Fidelity(
        tuple(names),
        tuple(plain),
        tuple(weights),
        lowest,
        highest,
        share,
        mean,
        percent,
        threshold,
        tuple(below),
        minimums,
        decision,
        notes,
    )


def _named(ratings):
    if isinstance(ratings, Mapping):
        return [str(name) for name in ratings], list(ratings.values())
    if isinstance(ratings, (str, bytes)) or not hasattr(ratings, "__len__"):
        raise ValueError("ratings must be a list of numbers, or a mapping of names to numbers.")
    return [f"item {place + 1}" for place in range(len(ratings))], list(ratings)


def _minimums(minimums, names, lowest, highest):
    if minimums is None:
        return {}
    if not isinstance(minimums, Mapping):
        raise ValueError('minimums must be a mapping such as {"item 5": 3}.')
    unknown = [str(name) for name in minimums if name not in names]
    if unknown:
        raise ValueError(f"There is no item {unknown[0]!r}. The items are: {', '.join(names)}.")
    return {
        name: given.number(f"the minimum of {name}", each, lowest, highest)
        for name, each in minimums.items()
    }
