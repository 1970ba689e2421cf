"""Leaving hospital: what trials found, side by side, from their published numbers."""

from ...evaluation.effects import two_by_two
from ...labs import _drawing as drawing
from ..claims import COUNTS, all_claims


def hospital_use():
    """Return how often people were back in hospital with peer support, against without."""
    claims = all_claims()
    core = two_by_two(*[claims["core-readmission"][name] for name in COUNTS]).relative_risk
    sledge, chien = claims["sledge-recomputed"], claims["chien-admission"]
    low, high = (float(end) for end in chien["printed"].split("(")[1].strip(")").split(" to "))
    rows = [
        _row("CORE: people back in acute care", core.value, core.low, core.high),
        _row(
            "One US hospital: admissions",
            float(sledge["ratio"]),
            float(sledge["low"]),
            float(sledge["high"]),
        ),
        _row("A trial of 19 people: admission", float(chien["printed"].split(" ")[0]), low, high),
        ("average", "ENRICH: no reduction; counts not seen", None, None, None, ""),
    ]
    told = "; ".join(
        f"{label}, {value:.2f}, from {low:.2f} to {high:.2f}"
        for _, label, value, low, high, _ in rows
        if value is not None
    )
    text = (
        "How often with peer support, for each time without it. Below 1 means less often. "
        f"{told}. For ENRICH, the largest of them, there is no line: we have not seen its counts."
    )
    return [
        drawing.intervals(
            "Back in hospital, with peer support against without",
            text,
            rows,
            "ratio (below 1: less often with peer support)",
            0.1,
            2,
            reference=1,
            log=True,
        )
    ]


def _row(label, value, low, high):
    return ("average", label, value, low, high, f"{value:.2f} ({low:.2f} to {high:.2f})")
