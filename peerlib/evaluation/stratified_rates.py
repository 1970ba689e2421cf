"""Rates of events over person-time, compared part by part (Mantel-Haenszel)."""

from dataclasses import dataclass

from . import given
from .results import Estimate, Result, interval_words
from .stratified import NOT_ALIKE, normal, part_names, rows_of_four, rows_picture, words


@dataclass(frozen=True, repr=False)
class StratifiedRates(Result):
    """Rates of two groups compared within parts. Made by `rates`."""

    names: tuple
    counts: tuple
    """For each part: events and person-time with the programme, events and time without."""
    crude_ratio: Estimate
    crude_difference: Estimate
    """As if there were no parts."""
    ratios: tuple
    """Rate ratio in each part, an `Estimate` each; None where a count is 0."""
    ratio: Estimate
    difference: Estimate
    """Mantel-Haenszel: pooled over the parts."""
    chi_square_alike: float | None
    p_alike: float | None
    """Test that all parts have the same rate ratio; None with a count of 0 or one part."""
    programme: str
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        if self.ratio.value is None:
            return f"There are no events without {self.programme} in any part, so no ratio exists."
        crude = f"{self.crude_ratio.value:.2f}"
        return (
            f"All together, the rate with {self.programme} is {crude} times the rate without; "
            f"compared like with like it is {self.ratio.value:.2f} times, "
            f"{interval_words(self.ratio, self.level)}."
        )

    def pictures(self):
        """Return the rate ratios: in each part, all together, and like with like."""
        rows = list(zip(self.names, self.ratios, strict=True))
        rows += [("All together (crude)", self.crude_ratio), ("Like with like", self.ratio)]
        return [rows_picture("Rate ratios", "rate ratio (1: no difference)", rows, ratio=True)]


def rates(counts, *, names=None, programme="the programme", level=0.95):
    """Compare rates of events, part by part.

    Parameters
    ----------
    counts : sequence of (int, float, int, float)
        For each part: events and person-time with the programme, events and person-time without.
    names : sequence of str, optional
    programme : str
        What the first group had, for the sentence.
    level : float

    Returns
    -------
    StratifiedRates

    Raises
    ------
    ValueError
        If there is no part, a part is no row of four numbers, person-time is not above 0, or there
        are no events at all.

    Notes
    -----
    In part k, x_k events in time t_k with the programme and y_k in s_k without, T_k = t_k + s_k.
    Ratio: sum of x_k s_k / T_k over sum of y_k t_k / T_k. The variance of its logarithm is the sum
    of t_k s_k (x_k + y_k) / T_k^2 over the product of these two sums (Greenland and Robins, 1985).
    Difference: sum of (x_k s_k - y_k t_k) / T_k over sum of t_k s_k / T_k. Alike: sum of squared
    distances of the log ratios from that of the pooled ratio, over 1 / x_k + 1 / y_k.

    References
    ----------
    Greenland, S., and Robins, J. M. (1985). Estimation of a common effect parameter from sparse
    follow-up data. Biometrics 41, 55-68.

    Examples
    --------
    >>> from peerlib.data import read
    >>> found = rates(read("stratified")["smoking"]["counts"])
    >>> round(found.crude_ratio.value, 3), round(found.ratio.value, 3)
    (1.72, 1.425)
    """
    rows = _rows(counts)
    names = part_names(names, len(rows))
    level = given.level(level)
    whole = tuple(sum(column) for column in zip(*rows, strict=True))
    if whole[0] + whole[2] == 0:
        raise ValueError("There are no events at all, so there is nothing to compare.")
    z = normal(level)
    pooled = _ratio(rows, z)
    chi_square, p = _alike(rows, pooled)
    notes = (NOT_ALIKE,) if p is not None and p < 0.05 else ()
    return StratifiedRates(
        names,
        rows,
        _ratio([whole], z),
        _difference([whole], z),
        tuple(_ratio([row], z) for row in rows),
        pooled,
        _difference(rows, z),
        chi_square,
        p,
        words("programme", programme),
        level,
        notes,
    )


def _ratio(rows, z):
    from math import exp, log

    above = sum(x * s / (t + s) for x, t, _, s in rows)
    below = sum(y * t / (t + s) for _, t, y, s in rows)
    if below == 0:
        return Estimate(None, None, None)
    if above == 0:
        return Estimate(0.0, None, None)
    spread = sum(t * s * (x + y) / (t + s) ** 2 for x, t, y, s in rows)
    half, value = z * (spread / (above * below)) ** 0.5, above / below
    return Estimate(value, exp(log(value) - half), exp(log(value) + half))


def _difference(rows, z):
    weight = sum(t * s / (t + s) for _, t, _, s in rows)
    value = sum((x * s - y * t) / (t + s) for x, t, y, s in rows) / weight
    spread = sum((x * s * s + y * t * t) / (t + s) ** 2 for x, t, y, s in rows)
    half = z * spread**0.5 / weight
    return Estimate(value, value - half, value + half)


def _alike(rows, pooled):
    from math import log

    from scipy.stats import chi2

    if len(rows) == 1 or any(x * y == 0 for x, _, y, _ in rows):
        return None, None
    found = sum(
        (log(x / t / (y / s)) - log(pooled.value)) ** 2 / (1 / x + 1 / y) for x, t, y, s in rows
    )
    return found, float(chi2.sf(found, len(rows) - 1))


def _rows(counts):
    what = "events and person-time with the programme, events and person-time without"
    found = []
    for i, (x, t, y, s) in enumerate(rows_of_four(counts, what)):
        part = f"part {i + 1}"
        found.append(
            (
                given.count(f"events with the programme, {part},", x),
                given.number(f"time with the programme, {part},", t, 0, 1e12, open_ends=True),
                given.count(f"events without, {part},", y),
                given.number(f"time without, {part},", s, 0, 1e12, open_ends=True),
            )
        )
    return tuple(found)
