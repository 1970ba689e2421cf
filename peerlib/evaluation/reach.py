"""Who was reached? Shares of people with their denominators, and rates of several workers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..labs import _drawing
from ..models import reach as model
from . import given
from .results import Estimate, Result, interval_words


@dataclass(frozen=True, repr=False)
class Share(Result):
    """A share of people, with its interval. Made by `share`."""

    count: int
    of: int
    what: str
    whom: str
    estimate: Estimate
    level: float

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        return (
            f"{self.count} of {self.of} {self.whom} {self.what}: {self.estimate.value:.3f}, "
            f"{interval_words(self.estimate, self.level, 3)}."
        )

    def pictures(self) -> list:
        """Return the share with its interval."""
        each = self.estimate
        note = f"{each.value:.3f} ({each.low:.3f} to {each.high:.3f})"
        row = ("average", f"{self.count} of {self.of}", each.value, each.low, each.high, note)
        return [_drawing.intervals("Share", self.sentence, [row], self.whom, 0.0, 1.0)]


def share(
    count: int,
    of: int,
    *,
    what: str = "were reached",
    whom: str = "people who could have been",
    level: float = 0.95,
) -> Share:
    """Return a share such as reach, with Wilson's interval.

    Reach is people who took part over *all who could have*, and not over those who said yes.

    Parameters
    ----------
    count, of : int
        People who did, and all who could have.
    what, whom : str
        What they did and who they are, in the plural, for the sentence.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    Share

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 to 10**7, `of` is 0, or there are more who did
        than who could have.

    Examples
    --------
    >>> print(share(446, 683, what="took part", whom="eligible people").sentence)
    446 of 683 eligible people took part: 0.653, with a 95 % interval from 0.617 to 0.688.
    """
    from statsmodels.stats.proportion import proportion_confint

    count, of = part_of("count", count, "of", of)
    level = given.level(level)
    low, high = proportion_confint(count, of, alpha=1 - level, method="wilson")
    estimate = Estimate(count / of, float(max(0.0, low)), float(min(1.0, high)))
    return Share(count, of, str(what), str(whom), estimate, level)


def part_of(name: str, count: int, whole_name: str, whole: int) -> tuple:
    """Return two counts of which the first is a part of the second.

    Raises
    ------
    ValueError
        If the whole is 0 or smaller than the part; the message names both.
    """
    count, whole = given.count(name, count), given.count(whole_name, whole, 1)
    if count > whole:
        raise ValueError(
            f"{name} is {count} and {whole_name} is {whole}. A part cannot be larger than the "
            "whole; are the two swapped, or do they count different people?"
        )
    return count, whole


@dataclass(frozen=True, repr=False)
class Rates(Result):
    """Rates of several workers or groups. Made by `rates`."""

    names: tuple
    counts: tuple
    of: tuple
    overall: Estimate
    """All that happened over all that could have."""
    mean_of_rates: float
    """Plain mean of the single rates: another question."""
    level: float

    @property
    def single(self) -> tuple:
        """The rate of each."""
        return tuple(count / each for count, each in zip(self.counts, self.of, strict=True))

    @property
    def sentence(self) -> str:
        """The finding in one plain sentence."""
        return (
            f"Taken together, {sum(self.counts):g} of {sum(self.of):g}: {self.overall.value:.3f}, "
            f"{interval_words(self.overall, self.level, 3)}. The plain mean of the "
            f"{len(self.names)} single rates is {self.mean_of_rates:.3f}."
        )

    def pictures(self) -> list:
        """Return the single rates, the overall one and their plain mean."""
        bars = [
            ("second", name, 0.0, rate, f"{count:g} of {each:g}: {rate:.3f}")
            for name, rate, count, each in zip(
                self.names, self.single, self.counts, self.of, strict=True
            )
        ]
        bars.append(
            ("average", "All together", 0.0, self.overall.value, f"{self.overall.value:.3f}")
        )
        bars.append(
            (
                "third",
                "Plain mean of the rates",
                0.0,
                self.mean_of_rates,
                f"{self.mean_of_rates:.3f}",
            )
        )
        words = " ".join(f"{label}: {note}." for _, label, _, _, note in bars)
        return [_drawing.bars("Rates", f"One bar for each rate. {words}", bars, 0.0, 1.0)]


def rates(counts: Mapping | Sequence, of: Mapping | Sequence, *, level: float = 0.95) -> Rates:
    """Compare the overall rate with the plain mean of the single rates.

    Parameters
    ----------
    counts, of : mapping of str to int, or sequence of int
        For each worker or group, what happened and out of how many. Mappings have equal keys.
    level : float
        Confidence level, between 0.5 and 0.9999.

    Returns
    -------
    Rates
        With one worker only, the overall rate has no interval: there is nothing to tell how
        much workers differ. Rates that are all alike have an interval of no width.

    Raises
    ------
    ValueError
        If the lists are not equally long or empty, a count is no whole number, is larger than
        its `of`, or an `of` is 0.

    Notes
    -----
    overall = sum of counts / sum of `of`; mean of rates = mean of (counts / of).
    Sessions of one worker are more alike than those of several, so the interval treats the
    workers as the sample: a ratio estimate with a robust error and Student's t (statsmodels,
    weighted least squares with HC1). It is rough for few workers.

    Examples
    --------
    >>> print(rates({"A": 8, "B": 30}, {"A": 10, "B": 60}).sentence)
    Taken together, 38 of 70: 0.543, with a 95 % interval from 0.000 to 1.000. \
The plain mean of the 2 single rates is 0.650.
    """
    import numpy as np
    from statsmodels.api import WLS

    names, counts, of = _pairs(counts, of)
    level = given.level(level)
    limits = (None, None)
    if len(counts) > 1:
        y = np.array(counts) / np.array(of)
        fit = WLS(y, np.ones(len(y)), weights=of).fit(cov_type="HC1", use_t=True)
        low, high = fit.conf_int(1 - level)[0]
        limits = (float(max(0.0, low)), float(min(1.0, high)))
    overall = Estimate(model.overall_rate(counts, of), *limits)
    return Rates(names, counts, of, overall, model.mean_of_rates(counts, of), level)


def _pairs(counts, of):
    """Return names, counts and wholes as tuples."""
    if isinstance(counts, Mapping) != isinstance(of, Mapping):
        raise ValueError("counts and of must both be lists, or both be mappings.")
    if isinstance(counts, Mapping):
        if sorted(counts, key=str) != sorted(of, key=str):
            raise ValueError(
                f"counts is for {list(counts)} and of is for {list(of)}. Name the same ones."
            )
        names = tuple(str(name) for name in counts)
        counts, of = list(counts.values()), [of[name] for name in counts]
    else:
        counts, of = given.numbers("counts", counts), given.numbers("of", of)
        names = tuple(str(place + 1) for place in range(len(counts)))
    given.same_length(counts=counts, of=of)
    if not names:
        raise ValueError("counts is empty. Give at least one worker or group.")
    pairs = [
        part_of(f"counts of {name}", one, f"of of {name}", each)
        for name, one, each in zip(names, counts, of, strict=True)
    ]
    return names, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
