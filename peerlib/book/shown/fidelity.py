"""Pictures for the page on fidelity."""

from ...evaluation.fidelity import Fidelity, score
from ...labs import _drawing

# Bond et al. (2012): 25 items from 1 to 5; a British form calls a total of 74 to 99 "fair".
ITEMS, LOWEST, HIGHEST = 25, 1, 5
FAIR = (74, 99)
INVENTED = {"Own story": 5, "Both ways": 5, "Links": 5, "Supervision": 5, "Choice": 1}


def fair_band() -> list:
    """Return where the band "fair" lies, as a share of the highest total and along the scale."""
    totals = [ITEMS * LOWEST, *FAIR]
    shares = [100 * total / (ITEMS * HIGHEST) for total in totals]
    along = [score([total / ITEMS] * ITEMS).percent_of_maximum for total in totals]
    bars = []
    for words, share, way in zip(
        ("Lowest total, 25", "Fair begins, 74", "Fair ends, 99"), shares, along, strict=True
    ):
        bars.append(("second", f"{words}: of 125", 0, share, f"{share:.0f} %"))
        bars.append(("average", f"{words}: along", 0, way, f"{way:.0f} %"))
    text = "Two bars for each total. " + " ".join(
        f"{label}: {note}." for _, label, _, _, note in bars
    )
    return [
        _drawing.bars("Share of the highest total, and way along the scale", text, bars, 0, 100)
    ]


def average_only() -> Fidelity:
    """Return an invented service with a high mean and one key item at the bottom."""
    return score(INVENTED, minimums={"Choice": 3})
