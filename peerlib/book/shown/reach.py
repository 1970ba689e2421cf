"""Pictures for the page on reach and dose."""

from ...data import read
from ...evaluation.reach import rates
from ...evaluation.reach_groups import ReachByGroup, reach_by_group
from ...labs import _drawing

SHOWN = ("kangovi2014", "dennis2009", "johnson2018_three", "johnson2018_ten")


def published() -> list:
    """Return published shares, each with its whole."""
    data = read("reach")
    bars, words = [], []
    for each in (data[name] for name in SHOWN):
        percent = 100 * each["count"] / each["of"]
        bars.append(("average", each["label"], 0, percent, f"{percent:.1f} %"))
        words.append(f"{each['label']}: {each['count']} of {each['of']}, {percent:.1f} %.")
    text = "One bar for each share. " + " ".join(words)
    return [_drawing.bars("Four published shares, in percent", text, bars, 0, 100)]


def two_workers() -> list:
    """Return the pictures of two invented workers of unlike size.

    Their sentence is left out: with two workers its interval says nothing.
    """
    return rates({"Worker A": 8, "Worker B": 30}, {"Worker A": 10, "Worker B": 60}).pictures()


def two_places() -> ReachByGroup:
    """Return the invented example of a town and its villages."""
    return reach_by_group({"Town": 60, "Villages": 50}, {"Town": 150, "Villages": 100})
