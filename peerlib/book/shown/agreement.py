"""Pictures for the page on agreement."""

from ...data import read
from ...evaluation.agreement import Agreement, from_table
from ...evaluation.intraclass import IntraclassCorrelation, icc
from ...labs import _drawing

PUBLISHED = read("agreement")


def two_tables() -> list:
    """Return agreement seen and agreement by chance for pairs A and B."""
    bars, words = [], []
    for name in ("A", "B"):
        found = from_table(PUBLISHED[f"pair_{name.lower()}"]["counts"])
        seen, chance = 100 * found.observed, 100 * found.chance
        bars.append(("average", f"{name}: agreement seen", 0, seen, f"{seen:.0f} in 100"))
        bars.append(("second", f"{name}: by chance", 0, chance, f"{chance:.0f} in 100"))
        words.append(
            f"Pair {name}: {seen:.0f} in 100 seen, {chance:.0f} by chance, so {seen - chance:.0f} "
            f"of the {100 - chance:.0f} that were left to gain."
        )
    return [
        _drawing.bars("The same agreement, and what chance gives", " ".join(words), bars, 0, 100)
    ]


def kappas() -> list:
    """Return kappa with its interval for the three published tables."""
    rows, words = [], []
    for name, table in (("Pair A", "pair_a"), ("Pair B", "pair_b"), ("X-rays", "radiographs")):
        kappa = from_table(PUBLISHED[table]["counts"]).kappa
        note = f"{kappa.value:.2f} ({kappa.low:.2f} to {kappa.high:.2f})"
        rows.append(("average", name, kappa.value, kappa.low, kappa.high, note))
        words.append(f"{name}: kappa {note}.")
    return [
        _drawing.intervals(
            "Kappa, with 95 % intervals",
            " ".join(words),
            rows,
            "0: no more than chance. 1: always the same",
            0.0,
            1.0,
        )
    ]


def pair_b() -> Agreement:
    """Return the agreement of pair B, with AC1 beside kappa."""
    return from_table(PUBLISHED["pair_b"]["counts"])


def judges() -> IntraclassCorrelation:
    """Return the six forms for the judges of Shrout and Fleiss."""
    return icc(PUBLISHED["judges"]["ratings"])
