"""Before and after, with a second group or with a long past to compare with."""

from ...data import read
from ...evaluation.differences import shares
from ...evaluation.interrupted import interrupted_series

# People with a recovery coach who came to acute care before and after, and all of them; the same
# without (Cupp and others, 2022).
CUPP = (66, 56, 95, 59, 62, 98)


def cupp():
    """Return the difference-in-differences of the trial of recovery coaches."""
    return shares(*CUPP)


def sicily():
    """Return the series of coronary events around the smoking ban."""
    table = read("sicily")
    return interrupted_series(
        table["events"],
        table["months_before"],
        people=table["population"],
        per=100000,
        model="linear",
    )
