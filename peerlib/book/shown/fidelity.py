"""Pictures for the page on fidelity."""

from ...data import read
from ...evaluation.fidelity import Fidelity, score
from ...labs import _drawing

INVENTED = {"Own story": 5, "Both ways": 5, "Links": 5, "Supervision": 5, "Choice": 1}


def fair_band() -> list:
    """Return where the band "fair" lies, as a share of the highest total and along the scale."""
    scale = read("fidelity")["ips25"]
    items, highest = scale["items"], scale["highest"]
    totals = [items * scale["lowest"], *scale["fair"]]
    shares = [100 * total / (items * highest) for total in totals]
    along = [score([total / items] * items).percent_of_maximum for total in totals]
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
    return score(
        INVENTED, threshold=read("fidelity")["dacts"]["established"], minimums={"Choice": 3}
    )
