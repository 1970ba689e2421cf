"""Control charts: two series from factories, and an invented service that drifts."""

from ...data import read
from ...evaluation.control_charts import individuals, proportions

# Invented: a monthly score of role fidelity, twelve steady months and eight new ones.
STEADY = (72, 70, 75, 69, 73, 71, 68, 74, 72, 70, 71, 73)
NEW = (70, 69, 70, 68, 69, 67, 68, 66)


def juice():
    """Return the chart of cans that may leak."""
    table = read("control_charts")["juice"]
    return proportions(table["events"], table["size"])


def paint():
    """Return the chart of the flow of paint."""
    return individuals(read("control_charts")["viscosity"]["values"])


def drift():
    """Return the chart of an invented service that slowly leaves its role."""
    return individuals(STEADY + NEW, baseline=len(STEADY))
