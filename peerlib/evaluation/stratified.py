"""Risks compared part by part (Mantel-Haenszel) and with the same mix of people (standardised).

`rates` in `stratified_rates` does the same for events over person-time.
"""

from dataclasses import dataclass
from statistics import NormalDist

from ..labs import _drawing
from ..models import standardising
from . import given
from .results import Estimate, Result, interval_words

NOT_ALIKE = "The parts do not show the same effect, so one pooled number hides something."


@dataclass(frozen=True, repr=False)
class StratifiedRisks(Result):
    """Two groups compared within parts of the people. Made by `risks`."""

    names: tuple
    counts: tuple
    """For each part: events and people with the programme, events and people without."""
    crude_difference: Estimate
    crude_ratio: Estimate
    """As if there were no parts."""
    differences: tuple
    """Risk difference in each part, an `Estimate` each."""
    difference: Estimate
    ratio: Estimate
    odds_ratio: Estimate
    """Mantel-Haenszel: pooled over the parts."""
    standardised: Estimate
    """Risk difference if both groups had the mix of all people."""
    in_programme: Estimate
    """Risk difference with the mix of the people who had the programme."""
    chi_square_alike: float | None
    p_alike: float | None
    """Test that all parts have the same odds ratio (Breslow and Day); None if it has no value."""
    programme: str
    """What the first group had, for the sentence."""
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"All together, the risk with {self.programme} is {_apart(self.crude_difference)}; "
            f"compared like with like, it is {_apart(self.standardised)}, "
            f"{interval_words(self.standardised, self.level, 3)}."
        )

    def pictures(self):
        """Return the differences: in each part, all together, and like with like."""
        rows = list(zip(self.names, self.differences, strict=True))
        rows += [("All together (crude)", self.crude_difference)]
        rows += [("Like with like", self.standardised)]
        return [rows_picture("Risk differences", "risk difference (0: none)", rows)]


def _apart(difference):
    if abs(difference.value) < 0.0005:
        return "the same"
    return f"{abs(difference.value):.3f} {'higher' if difference.value > 0 else 'lower'}"


def rows_picture(title, what, rows, ratio=False):
    """Return a picture of estimates with their intervals, one below the other.

    Parameters
    ----------
    title, what : str
        Heading, and what the axis is.
    rows : list of (str, Estimate)
        The last two are all together and like with like. Without a value, a row is words.
    ratio : bool
        Whether to space the axis by ratios, around 1.
    """
    styles = ["average"] * (len(rows) - 2) + ["second", "pooled"]
    drawn, told = [], []
    for style, (label, each) in zip(styles, rows, strict=True):
        value, low, high = each.value, each.low, each.high
        if value is None or low is None or (ratio and value <= 0):
            note = "no interval" if value is not None else "no ratio"
            drawn.append((style, label, None, None, None, note))
            told.append(f"{label}: {note}")
            continue
        digits = 2 if ratio else 3
        note = f"{value + 0.0:.{digits}f} ({low + 0.0:.{digits}f} to {high + 0.0:.{digits}f})"
        drawn.append((style, label, value, low, high, note))
        told.append(f"{label}: {note}")
    ends = [end for row in drawn for end in row[3:5] if end is not None] + [float(ratio)]
    low, high = min(ends), max(ends)
    room = 0.05 * (high - low) or 1.0
    low, high = (low / 1.1, high * 1.1) if ratio else (low - room, high + room)
    text = f"The {what}, with its interval. {'; '.join(told)}."
    return _drawing.intervals(title, text, drawn, what, low, high, float(ratio), ratio)


def risks(counts, *, names=None, programme="the programme", level=0.95):
    """Compare how often an event happened, part by part.

    Parameters
    ----------
    counts : sequence of (int, int, int, int)
        For each part: events and people with the programme, events and people without.
    names : sequence of str, optional
        What each part is called.
    programme : str
        What the first group had, for the sentence, such as ``"peer support"``.
    level : float

    Returns
    -------
    StratifiedRisks

    Raises
    ------
    ValueError
        If there is no part, a part is no row of four counts, a group in a part has nobody, or
        nobody or everybody had the event in all parts together.

    Notes
    -----
    In part k, a_k of n_k people with the programme and c_k of m_k without had the event, N_k in
    all. Mantel-Haenszel difference: sum of (a_k m_k - c_k n_k) / N_k over the sum of
    n_k m_k / N_k, with the variance of Sato, Greenland and Robins (1989). Ratio: sum of
    a_k m_k / N_k over sum of c_k n_k / N_k, with the variance of Greenland and Robins (1985).
    Odds ratio, its interval and the test of Breslow and Day: statsmodels. Standardised: the
    differences of the parts, weighted by N_k (or by n_k for the programme group), with the
    variance of a weighted sum. Intervals are normal, for ratios on the log scale.

    References
    ----------
    - Greenland, S., and Robins, J. M. (1985). Estimation of a common effect parameter from sparse
      follow-up data. Biometrics 41, 55-68.
    - Sato, T., Greenland, S., and Robins, J. M. (1989). On the variance estimator for the
      Mantel-Haenszel risk difference. Biometrics 45, 1323-1324.

    Examples
    --------
    >>> found = risks([(40, 80, 12, 20), (2, 20, 16, 80)], names=["high need", "low need"])
    >>> round(found.crude_difference.value, 2), round(found.standardised.value, 2)
    (0.14, -0.1)
    """
    rows = _rows(counts)
    names = part_names(names, len(rows))
    level = given.level(level)
    whole = tuple(sum(column) for column in zip(*rows, strict=True))
    if whole[0] + whole[2] in (0, whole[1] + whole[3]):
        raise ValueError(
            "Nobody or everybody had the event, so there is nothing to compare. Is the event right?"
        )
    z = normal(level)
    differences = tuple(_difference(row, z) for row in rows)
    chi_square, p, odds = _odds(rows, level)
    notes = (NOT_ALIKE,) if p is not None and p < 0.05 else ()
    return StratifiedRisks(
        names,
        rows,
        _difference(whole, z),
        _pooled_ratio([whole], z),
        differences,
        _pooled_difference(rows, z),
        _pooled_ratio(rows, z),
        odds,
        _standardised(rows, [n + m for _, n, _, m in rows], z),
        _standardised(rows, [n for _, n, _, _ in rows], z),
        chi_square,
        p,
        words("programme", programme),
        level,
        notes,
    )


def _difference(row, z):
    a, n, c, m = row
    value = a / n - c / m
    half = z * (_variance(row)) ** 0.5
    return Estimate(value, value - half, value + half)


def _variance(row):
    a, n, c, m = row
    return a * (n - a) / n**3 + c * (m - c) / m**3


def _standardised(rows, people, z):
    value = standardising.standardised([a / n - c / m for a, n, c, m in rows], people)
    shares = [each / sum(people) for each in people]
    variance = sum(w * w * _variance(row) for w, row in zip(shares, rows, strict=True))
    return Estimate(value, value - z * variance**0.5, value + z * variance**0.5)


def _pooled_difference(rows, z):
    weight = sum(n * m / (n + m) for _, n, _, m in rows)
    value = sum((a * m - c * n) / (n + m) for a, n, c, m in rows) / weight
    p = sum((n * n * c - m * m * a + n * m * (m - n) / 2) / (n + m) ** 2 for a, n, c, m in rows)
    q = sum((a * (m - c) + c * (n - a)) / (2 * (n + m)) for a, n, c, m in rows)
    half = z * max(0.0, (value * p + q) / weight**2) ** 0.5
    return Estimate(value, value - half, value + half)


def _pooled_ratio(rows, z):
    from math import exp, log

    above = sum(a * m / (n + m) for a, n, _, m in rows)
    below = sum(c * n / (n + m) for _, n, c, m in rows)
    if below == 0:
        return Estimate(None, None, None)
    if above == 0:
        return Estimate(0.0, None, None)
    spread = sum((n * m * (a + c) - a * c * (n + m)) / (n + m) ** 2 for a, n, c, m in rows)
    half, value = z * (spread / (above * below)) ** 0.5, above / below
    return Estimate(value, exp(log(value) - half), exp(log(value) + half))


def _odds(rows, level):
    import warnings

    import numpy as np
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = [np.array([[a, n - a], [c, m - c]], dtype=float) for a, n, c, m in rows]
    above = sum(t[0, 0] * t[1, 1] / t.sum() for t in tables)
    below = sum(t[0, 1] * t[1, 0] / t.sum() for t in tables)
    if above == 0 or below == 0:
        return None, None, Estimate(0.0 if below else None, None, None)
    table = StratifiedTable(tables)
    low, high = table.oddsratio_pooled_confint(1 - level)
    odds = Estimate(float(table.oddsratio_pooled), float(low), float(high))
    if len(rows) == 1:
        return None, None, odds
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # a part without events: the test has no value
        test = table.test_equal_odds()
    if not np.isfinite(test.pvalue):
        return None, None, odds
    return float(test.statistic), float(test.pvalue), odds


def words(name, given_text):
    """Return a text that is not empty, or raise."""
    if not isinstance(given_text, str) or not given_text.strip():
        raise ValueError(f"{name} must be a few words, got {str(given_text)[:40]!r}.")
    return given_text


def normal(level):
    """Return how many standard errors an interval of this level reaches to each side."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def part_names(names, count):
    """Return a name for each part, or raise."""
    if names is None:
        return tuple(f"part {i + 1}" for i in range(count))
    if isinstance(names, str) or not all(isinstance(name, str) for name in names):
        raise ValueError("names must be a list of texts, one for each part.")
    if len(names) != count:
        raise ValueError(f"There are {count} parts and {len(names)} names; one each is needed.")
    return tuple(names)


def rows_of_four(counts, what):
    """Return the parts as a list of rows, or raise if they are not rows of four entries."""
    if hasattr(counts, "tolist"):
        counts = counts.tolist()
    if isinstance(counts, (str, bytes, dict)) or not hasattr(counts, "__len__") or not len(counts):
        raise ValueError(f"counts must be a list with a row for each part: {what}.")
    for i, row in enumerate(counts):
        if isinstance(row, (str, bytes)) or not hasattr(row, "__len__") or len(row) != 4:
            raise ValueError(f"Row {i + 1} of counts must have four entries: {what}.")
    return counts


def _rows(counts):
    what = "events and people with the programme, events and people without"
    found = []
    for i, row in enumerate(rows_of_four(counts, what)):
        part = f"part {i + 1}"
        a, n, c, m = [
            given.count(f"{name}, {part},", each, least)
            for name, each, least in zip(
                ("events with the programme", "people with it", "events without", "people without"),
                row,
                (0, 1, 0, 1),
                strict=True,
            )
        ]
        if a > n or c > m:
            raise ValueError(
                f"In {part} there are more events than people ({a} of {n}, {c} of {m}). "
                "The second and fourth numbers are all people, with and without the event."
            )
        found.append((a, n, c, m))
    return tuple(found)
