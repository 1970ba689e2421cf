"""What a simulated study is told: its supervision, its people, and how it may go wrong."""

import difflib
from dataclasses import dataclass, field, fields

from ..experiments import _asked
from ..models import programme as model

DIALS = model.TABLE["dials"]
ALLOCATIONS = tuple(model.TABLE["allocations"])
WHOLE = tuple(name for name, dial in DIALS.items() if isinstance(dial["value"], int))


def _dial(name):
    return field(default=DIALS[name]["value"])


@dataclass(frozen=True)
class Design:
    """A study of the programme. Make one by `design`, which checks what it is given.

    The fields are the dials of `dials()`, which says what each is for. Besides:

    Attributes
    ----------
    levers : dict
        Supervision of the workers: lever name to setting.
    supervision : str
        Its name, or "own settings".
    allocation : str
        Who gets the programme: "people_by_lot", "sites_by_lot", "whoever_comes" or
        "everybody".
    """

    levers: dict
    supervision: str
    allocation: str = "people_by_lot"
    n_people: int = _dial("n_people")
    months: int = _dial("months")
    hours: int = _dial("hours")
    effect: float = _dial("effect")
    selection: float = _dial("selection")
    confounding_by_need: float = _dial("confounding_by_need")
    dropout: float = _dial("dropout")
    dropout_by_outcome: float = _dial("dropout_by_outcome")
    entry_below: float = _dial("entry_below")
    secular_trend: float = _dial("secular_trend")
    measurement_error: float = _dial("measurement_error")
    site_sd: float = _dial("site_sd")
    worker_sd: float = _dial("worker_sd")
    n_sites: int = _dial("n_sites")
    workers_per_site: int = _dial("workers_per_site")
    extra_outcomes: int = _dial("extra_outcomes")

    @property
    def waves(self) -> tuple[int, ...]:
        """The months in which questionnaires are filled in: first, half-way, last."""
        return tuple(sorted({0, self.months // 2, self.months}))


def design(supervision="hybrid", *, allocation="people_by_lot", **dials) -> Design:
    """Describe a study of the programme.

    Parameters
    ----------
    supervision : str or dict
        "clinical_only", "peer_led" or "hybrid", or all levers by name; see
        `peerlib.models.supervision.preset`.
    allocation : str
        Who gets the programme: "people_by_lot", "sites_by_lot", "whoever_comes" or
        "everybody" (then there is no comparison group).
    **dials
        Any of `dials()` by name, such as ``n_people=400`` or ``secular_trend=3``. What is
        left out has the value that stands there.

    Returns
    -------
    Design

    Raises
    ------
    ValueError
        If something is unknown or out of its range; the message says what there is.

    Examples
    --------
    >>> design("hybrid", n_people=400).n_people
    400
    >>> design(n_peple=400)
    Traceback (most recent call last):
    ValueError: There is no dial 'n_peple'. Did you mean 'n_people'? ...
    """
    _asked.one_of("allocation", allocation, ALLOCATIONS)
    levers = _asked.levers_of(supervision)
    settings = {}
    for name, value in dials.items():
        if name not in DIALS:
            close = difflib.get_close_matches(name, DIALS, 1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise ValueError(f"There is no dial {name!r}.{hint} Available: {', '.join(DIALS)}.")
        check = _asked.whole if name in WHOLE else _asked.number
        settings[name] = check(name, value, DIALS[name]["minimum"], DIALS[name]["maximum"])
    named = supervision if isinstance(supervision, str) else "own settings"
    made = Design(levers=levers, supervision=named, allocation=allocation, **settings)
    if made.n_people < 2 * made.n_sites:
        raise ValueError(
            f"{made.n_people} people are too few for {made.n_sites} sites: each site needs two "
            "or more. Raise n_people or lower n_sites."
        )
    return made


def as_design(given, dials) -> Design:
    """Return a design as it is, or make one from a supervision model and dials.

    Raises
    ------
    ValueError
        As `design` does, and if dials are given beside a design.
    """
    if not isinstance(given, Design):
        return design(given, **dials)
    if dials:
        raise ValueError(
            f"A design is complete; {', '.join(dials)} cannot be set beside it. "
            "Set it where the design is made: design('hybrid', ...)."
        )
    return given


def dials():
    """Return every dial: what it has if nothing is said, its limits, its unit and its meaning.

    Returns
    -------
    pandas.DataFrame
        One row for each dial.

    Examples
    --------
    >>> dials().loc["secular_trend", "unit"]
    'points a year'
    """
    import pandas as pd

    table = pd.DataFrame.from_dict(DIALS, orient="index", dtype=object)
    table.index.name = "dial"
    return table[["value", "minimum", "maximum", "unit", "meaning"]]


DIAL_FIELDS = tuple(one.name for one in fields(Design))
