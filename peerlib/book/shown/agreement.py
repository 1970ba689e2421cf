"""Pictures for the page on agreement."""

from ...evaluation.agreement import Agreement, from_table
from ...evaluation.intraclass import IntraclassCorrelation, icc
from ...labs import _drawing

# Gerstman (2013), page 227.
TABLE_A, TABLE_B = [[40, 9], [6, 45]], [[80, 10], [5, 5]]
RADIOGRAPHS = [[1467, 782], [1309, 16232]]
# Shrout and Fleiss (1979): six targets, four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def two_tables() -> list:
    """Return agreement seen and agreement by chance for tables A and B."""
    bars, words = [], []
    for name, table in (("A", TABLE_A), ("B", TABLE_B)):
        found = from_table(table)
        seen, chance = 100 * found.observed, 100 * found.chance
        bars.append(("average", f"{name}: agreement seen", 0, seen, f"{seen:.0f} in 100"))
        bars.append(("second", f"{name}: by chance", 0, chance, f"{chance:.0f} in 100"))
        words.append(
            f"Table {name}: {seen:.0f} in 100 seen, {chance:.0f} by chance, so {seen - chance:.0f} "
            f"of the {100 - chance:.0f} that were left to gain."
        )
    return [
        _drawing.bars("The same agreement, and what chance gives", " ".join(words), bars, 0, 100)
    ]


def kappas() -> list:
    """Return kappa with its interval for the three published tables."""
    rows, words = [], []
    for name, table in (("Table A", TABLE_A), ("Table B", TABLE_B), ("X-rays", RADIOGRAPHS)):
        kappa = from_table(table).kappa
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


def table_b() -> Agreement:
    """Return the agreement of table B, with AC1 beside kappa."""
    return from_table(TABLE_B)


def judges() -> IntraclassCorrelation:
    """Return the six forms for the judges of Shrout and Fleiss."""
    return icc(JUDGES)
