"""Tests of counts in two groups: the three usual ones, side by side.

All p values come from SciPy. A p value is how often chance alone would bring
data at least this far from "no difference"; it is not the chance that there is none.
"""

from dataclasses import dataclass

from ..labs import _drawing
from .effects import two_by_two
from .results import Result

PERCENTAGES = (
    "Both groups have exactly 100 people. If these are percentages and not counts, the test does "
    "not know how many people stand behind them: pass the counts."
)
SMALL = 5


@dataclass(frozen=True, repr=False)
class CountTests(Result):
    """Three tests of the same two-by-two table. Made by `two_groups`."""

    chi_square: float | None
    """Without correction; None if nobody or everybody had the event."""
    p_chi_square: float | None
    chi_square_corrected: float | None
    """With Yates' correction."""
    p_corrected: float | None
    p_fisher: float
    smallest_expected: float
    """The smallest count that no difference would lead to expect."""
    notes: tuple

    @property
    def p_values(self):
        """The p values that exist, each with the name of its test."""
        pairs = (
            ("chi-square", self.p_chi_square),
            ("chi-square with Yates' correction", self.p_corrected),
            ("Fisher's exact test", self.p_fisher),
        )
        return tuple(pair for pair in pairs if pair[1] is not None)

    def on_the_line(self, alpha=0.05):
        """Tell whether the tests do not agree on which side of `alpha` the p lies."""
        return len({p < alpha for _, p in self.p_values}) > 1

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        said = ", ".join(f"{p_words(p)} by {name}" for name, p in self.p_values)
        end = (
            "; they fall on both sides of 0.05, so report the interval and not the label."
            if self.on_the_line()
            else "; an interval says more than any of them."
        )
        return f"From the same counts, p is {said}{end}"

    def pictures(self):
        """Return the p values as bars beside 0.05."""
        top = max(0.1, min(1.0, 1.2 * max(p for _, p in self.p_values)))
        bars = [
            (style, name[0].upper() + name[1:], 0.0, p, p_words(p))
            for style, (name, p) in zip(("average", "second", "third"), self.p_values, strict=False)
        ]
        text = f"Bars for {len(bars)} p values, beside a line at 0.05. {self.sentence}"
        return [_drawing.bars("p by test", text, bars, 0.0, top, reference=0.05)]


def two_groups(events_programme, n_programme, events_comparison, n_comparison):
    """Test a two-by-two table in the three usual ways, side by side.

    Parameters
    ----------
    events_programme, n_programme, events_comparison, n_comparison : int
        People with the event, and all people, in each group; counts and never percentages. The
        two groups must be different people; for the same people asked twice, see
        `peerlib.evaluation.same_people`.

    Returns
    -------
    CountTests

    Raises
    ------
    ValueError
        If a count is no whole number, a group is empty, or there are more events than people.

    Notes
    -----
    Chi-square is the sum of (O - E)**2 / E over the four cells, E = row sum x column sum / N.
    Yates takes 0.5 from each abs(O - E). Fisher adds up the chances of all tables with these
    margins that are no more likely than the one seen.

    Johnson et al. (2018), 64 of 218 and 83 of 216, give p = 0.046, 0.058 and 0.054: the label
    depends on the test. Run on percentages instead, 29.4 and 38.4 of 100, chi-square would be 1.81
    and p 0.18.

    Examples
    --------
    >>> tests = two_groups(64, 218, 83, 216)
    >>> round(tests.p_chi_square, 3), round(tests.p_corrected, 3), round(tests.p_fisher, 3)
    (0.046, 0.058, 0.054)
    """
    from scipy.stats import chi2_contingency, contingency

    plain = two_by_two(events_programme, n_programme, events_comparison, n_comparison)
    a, n1 = plain.events_programme, plain.n_programme
    c, n0 = plain.events_comparison, plain.n_comparison
    counts = [[a, n1 - a], [c, n0 - c]]
    least = float(contingency.expected_freq(counts).min())
    notes = [PERCENTAGES] if n1 == n0 == 100 else []
    corrected = None, None
    if least == 0:
        notes.append("Nobody or everybody had the event, so there is nothing to compare.")
    else:
        yates = chi2_contingency(counts, correction=True)
        corrected = float(yates.statistic), float(yates.pvalue)
    if 0 < least < SMALL:
        notes.append(f"The smallest expected count is {least:.1f}; below 5, trust Fisher's test.")
    return CountTests(
        plain.chi_square,
        plain.p_chi_square,
        *corrected,
        plain.p_fisher,
        least,
        tuple(notes),
    )


def p_words(value):
    """Return a p value as words."""
    return "below 0.001" if value < 0.001 else f"{value:.3f}"
