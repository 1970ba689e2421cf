"""Many tests at once: what is left of the stars when the p values are adjusted.

Adjusted values come from statsmodels.
"""

from dataclasses import dataclass

from ..labs import _drawing
from ..models.many_tests import false_star_somewhere
from . import given
from .results import Result

LARGEST_PICTURE = 40
METHODS = ("bonferroni", "holm", "fdr_bh")


@dataclass(frozen=True, repr=False)
class ManyTests(Result):
    """p values before and after adjusting. Made by `adjust`."""

    names: tuple
    raw: tuple
    bonferroni: tuple
    """Keeps the chance of any false star at `alpha`, however the tests go together."""
    holm: tuple
    """Promises the same as Bonferroni and never keeps fewer stars."""
    benjamini_hochberg: tuple
    """Keeps the expected share of false ones among the stars at `alpha` (for tests that are
    independent or go together in the usual, positive way)."""
    alpha: float
    false_star_somewhere: float
    """Chance of at least one raw p below `alpha` if nothing works and tests are independent."""

    def stars(self, method="raw"):
        """Return the names of the tests whose p is at most `alpha`.

        Parameters
        ----------
        method : {"raw", "bonferroni", "holm", "benjamini_hochberg"}

        Raises
        ------
        ValueError
            If `method` is none of these.
        """
        given.choice("method", method, ("raw", "bonferroni", "holm", "benjamini_hochberg"))
        return tuple(
            name
            for name, p in zip(self.names, getattr(self, method), strict=True)
            if p <= self.alpha
        )

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        kept = [
            len(self.stars(method))
            for method in ("raw", "bonferroni", "holm", "benjamini_hochberg")
        ]
        return (
            f"Of {len(self.raw)} tests, {kept[0]} have a p of at most {self.alpha:g} as they "
            f"stand, {kept[1]} after Bonferroni, {kept[2]} after Holm and {kept[3]} after "
            "Benjamini and Hochberg."
        )

    def pictures(self):
        """Return the p values by rank with the lines they are compared with, smallest first."""
        m = len(self.raw)
        if m < 2:
            return []
        p = sorted(self.raw)[:LARGEST_PICTURE]
        ranks = [float(i + 1) for i in range(len(p))]
        top = max(2 * self.alpha, min(1.0, 1.2 * self.alpha * len(p) / m))
        shown = [(i, value) for i, value in zip(ranks, p, strict=True) if value <= top]
        beyond = m - len(shown)
        text = (
            f"{self.sentence} Each dot is one p value, smallest first. Below the level line at "
            f"{self.alpha:g} lie the raw stars; below the lower level line those of Bonferroni; "
            "the rising line is that of Benjamini and Hochberg."
        )
        if beyond:
            text += f" {beyond} larger p values lie above the picture."
        ends = [1.0, max(2.0, ranks[-1])]
        return [
            _drawing.points(
                "p values by rank",
                text,
                [("average", "p value", [i for i, _ in shown], [value for _, value in shown])],
                "Rank, smallest first",
                "p",
                (0.0, ends[1] + 1.0),
                (0.0, top),
                lines=[
                    ("minimum", f"{self.alpha:g}", ends, [self.alpha] * 2),
                    ("second", "Bonferroni", ends, [self.alpha / m] * 2),
                    ("average", "Benjamini and Hochberg", ends, [self.alpha * i / m for i in ends]),
                ],
            )
        ]


def adjust(p_values, names=None, *, alpha=0.05):
    """Adjust p values for there being many of them.

    Parameters
    ----------
    p_values : sequence of float
        All p values of the family, from 0 to 1, the disappointing ones too: leaving them out
        undoes the adjustment.
    names : sequence of str, optional
        One for each; without them they are called "1", "2" and so on.
    alpha : float
        The line, above 0 and below 1.

    Returns
    -------
    ManyTests

    Raises
    ------
    ValueError
        If a p value is missing or not from 0 to 1, there is none, the names are not as many,
        or `alpha` is not between 0 and 1.

    Notes
    -----
    With m tests and p sorted from the smallest, i the rank: Bonferroni p m; Holm p (m - i + 1),
    never smaller than the one before; Benjamini and Hochberg p m / i, never larger than the one
    after. All at most 1.

    The 15 p values of Benjamini and Hochberg (1995) keep 3 stars after Bonferroni and Holm and
    4 after their own method, as SciPy's documentation has it.

    References
    ----------
    Benjamini, Y., and Hochberg, Y. (1995). Controlling the false discovery rate: a practical
    and powerful approach to multiple testing. Journal of the Royal Statistical Society B 57,
    289-300.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03]).stars("holm")
    ('1',)
    """
    from statsmodels.stats.multitest import multipletests

    raw = given.numbers("p_values", p_values, low=0, high=1)
    if names is None:
        names = [str(i + 1) for i in range(len(raw))]
    if isinstance(names, str) or not hasattr(names, "__len__") or len(names) != len(raw):
        raise ValueError(
            f"names must be as many as the p values, {len(raw)}; got {str(names)[:40]!r}."
        )
    alpha = given.number("alpha", alpha, 0, 1, open_ends=True)
    adjusted = [tuple(float(p) for p in multipletests(raw, alpha, method)[1]) for method in METHODS]
    return ManyTests(
        tuple(str(name) for name in names),
        tuple(float(p) for p in raw),
        *adjusted,
        alpha,
        false_star_somewhere(len(raw), alpha),
    )
