"""Pictures for the page on reach and dose."""

from ...evaluation.reach import rates
from ...evaluation.reach_groups import ReachByGroup, reach_by_group
from ...labs import _drawing

# Counts as printed: Kangovi et al. (2014), Dennis et al. (2009) and Johnson et al. (2018).
PUBLISHED = (
    ("Kangovi: took part, of those eligible", 446, 683),
    ("Dennis: took part, of those screened", 701, 21470),
    ("Johnson: three meetings, of 221", 160, 221),
    ("Johnson: all ten, of 198", 65, 198),
)


def published() -> list:
    """Return published shares, each with its whole."""
    bars = [
        ("average", label, 0, 100 * count / whole, f"{100 * count / whole:.1f} %")
        for label, count, whole in PUBLISHED
    ]
    text = "One bar for each share. " + " ".join(
        f"{label}: {count} of {whole}, {note}."
        for (label, count, whole), (_, _, _, _, note) in zip(PUBLISHED, bars, strict=True)
    )
    return [_drawing.bars("Four published shares, in percent", text, bars, 0, 100)]


def two_workers() -> list:
    """Return the pictures of two invented workers of unlike size.

    Their sentence is left out: with two workers its interval says nothing.
    """
    return rates({"Worker A": 8, "Worker B": 30}, {"Worker A": 10, "Worker B": 60}).pictures()


def two_places() -> ReachByGroup:
    """Return the invented example of a town and its villages."""
    return reach_by_group({"Town": 60, "Villages": 50}, {"Town": 150, "Villages": 100})
