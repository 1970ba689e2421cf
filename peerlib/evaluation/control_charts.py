"""Control charts: which points of a series are signals, and which are its usual wobble."""

from dataclasses import dataclass

from ..labs import _drawing
from ..models import control_charts as charts
from . import given
from .axis_ends import axis_ends
from .results import Result

FEW = (
    "The limits rest on {} points. With so few, they are themselves unsure; work them out again "
    "once more points of steady time are there."
)
NO_WOBBLE = "All points of the baseline are alike, so any other value counts as a signal."


@dataclass(frozen=True, repr=False)
class ControlChart(Result):
    """A series with its centre and limits. Made by `individuals` and `proportions`."""

    values: tuple
    """Value or share in each period; None where nobody was counted."""
    centre: float
    low: tuple
    high: tuple
    """The limits for each period; in a chart of single values they are all the same."""
    mean_moving_range: float | None
    range_limit: float | None
    """Upper limit of a single moving range: 3.267 mean moving ranges. None for shares."""
    baseline: tuple
    """The places (1 is the first) that centre and limits were worked out from."""
    outside: tuple
    """The places beyond the limits."""
    runs: tuple
    """The places that end eight in a row, or more, on one side of the centre."""
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        limits = f"the limits of {_shown(min(self.low))} to {_shown(max(self.high))}"
        if not self.outside and not self.runs:
            return f"No point is a signal: all lie within {limits}, around {_shown(self.centre)}."
        found = []
        if self.outside:
            found.append(f"Beyond {limits}: {_points(self.outside)}.")
        if self.runs:
            found.append(
                "Eight points in a row, or more, lie on one side of the centre, "
                f"{_shown(self.centre)}: up to {_points(self.runs[-1:])}."
            )
        return " ".join(found)

    def pictures(self):
        """Return the series with centre and limits."""
        known = [self.centre if value is None else value for value in self.values]
        ends = known + list(self.low) + list(self.high)
        bottom, top = axis_ends(ends)
        n = len(known)
        text = f"{n} points in their order. {self.sentence}"
        lines = [
            ("third", "Upper limit", list(self.high)),
            ("third", "Lower limit", list(self.low)),
            ("second", "Centre", [self.centre] * n),
            ("average", "The series", known),
        ]
        marks = [(place, str(place)) for place in self.outside]
        return [
            _drawing.lines(
                "Control chart",
                text,
                list(range(1, n + 1)),
                "Place in the series",
                lines,
                low=bottom,
                high=top,
                marks=marks,
            )
        ]


def individuals(values, *, baseline=None, leave_out=()):
    """Return a chart of single values, one for each period (XmR chart).

    Parameters
    ----------
    values : sequence of float
        In their order in time.
    baseline : int, optional
        How many of the first periods centre and limits come from; all, if not given. Fix it
        before you look at the rest.
    leave_out : sequence of int
        Places (1 is the first) of baseline points with a known special cause. Moving ranges to
        and from them are left out, too.

    Returns
    -------
    ControlChart

    Raises
    ------
    ValueError
        If a value is missing, the baseline holds fewer than four usable points, or a place does
        not exist.

    Notes
    -----
    With x the values and MR the mean of the moving ranges abs(x_i - x_(i-1)), the centre is the
    mean of x and the limits are centre -/+ 2.66 MR; 2.66 is 3 / 1.128, since the mean moving
    range of a steady normal series is 1.128 standard deviations. Limits from the overall standard
    deviation are wider, because a special cause widens its own limits.

    References
    ----------
    Benneyan, J. C., Lloyd, R. C., and Plsek, P. E. (2003). Statistical process control as a tool
    for research and healthcare improvement. Quality and Safety in Health Care 12, 458-464.

    Examples
    --------
    >>> from peerlib.data import read
    >>> chart = individuals(read("control_charts")["viscosity"]["values"])
    >>> round(chart.low[0], 2), round(chart.high[0], 2), chart.outside
    (32.56, 35.61, (4,))
    """
    found = given.numbers("values", values, least=4).tolist()
    places = _baseline(len(found), baseline, leave_out)
    used = [found[place - 1] for place in places]
    ranges = [abs(found[place - 1] - found[place - 2]) for place in places if place - 1 in places]
    if not ranges:
        raise ValueError(
            "No two points of the baseline follow each other, so there is no moving range. "
            "Leave out fewer."
        )
    centre, spread = charts.mean(used), charts.mean(ranges)
    low, high = charts.individuals_limits(centre, spread)
    return ControlChart(
        tuple(found),
        centre,
        (low,) * len(found),
        (high,) * len(found),
        spread,
        charts.RANGE_FACTOR * spread,
        places,
        tuple(charts.outside(found, low, high)),
        tuple(charts.runs(found, centre)),
        _notes(len(used), spread),
    )


def proportions(events, people, *, baseline=None, leave_out=()):
    """Return a chart of shares, such as missed out of planned contacts (p chart).

    Parameters
    ----------
    events : sequence of int
        In each period, in order.
    people : int or sequence of int
        Out of how many, in each period. Where it is 0 there is no share, and no signal.
    baseline, leave_out
        As in `individuals`.

    Returns
    -------
    ControlChart
        Periods of other size have other limits.

    Raises
    ------
    ValueError
        If counts are not whole or missing, there are more events than people, the baseline holds
        fewer than four usable points, or nobody or everybody in it had the event.

    Notes
    -----
    p is all events of the baseline over all people in it; the limits of period i are
    p -/+ 3 sqrt(p (1 - p) / n_i), cut off at 0 and 1.

    Examples
    --------
    >>> from peerlib.data import read
    >>> juice = read("control_charts")["juice"]
    >>> chart = proportions(juice["events"], juice["size"])
    >>> round(chart.centre, 4), chart.outside
    (0.2313, (15, 23))
    """
    counts = _counts("events", events)
    if not hasattr(people, "__len__"):
        people = [people] * len(counts)
    sizes = _counts("people", people)
    given.same_length(events=counts, people=sizes)
    for i, (x, n) in enumerate(zip(counts, sizes, strict=True)):
        if x > n:
            raise ValueError(
                f"At place {i + 1} there are {x} events of {n}. There cannot be more events than "
                "people; are the two swapped?"
            )
    places = _baseline(len(counts), baseline, leave_out)
    places = tuple(place for place in places if sizes[place - 1])
    if len(places) < 4:
        raise ValueError("The baseline needs at least four periods in which people were counted.")
    x, n = (sum(each[place - 1] for place in places) for each in (counts, sizes))
    if x in (0, n):
        raise ValueError(
            "In the baseline nobody, or everybody, had the event. Limits cannot be worked out from "
            "that; take a longer baseline."
        )
    centre = x / n
    limits = [charts.proportion_limits(centre, n) if n else (0.0, 1.0) for n in sizes]
    low, high = zip(*limits, strict=True)
    shares = [x / n if n else None for x, n in zip(counts, sizes, strict=True)]
    beyond = [
        i + 1
        for i, share in enumerate(shares)
        if share is not None and not low[i] <= share <= high[i]
    ]
    known = [centre if share is None else share for share in shares]
    return ControlChart(
        tuple(shares),
        centre,
        low,
        high,
        None,
        None,
        places,
        tuple(beyond),
        tuple(charts.runs(known, centre)),
        _notes(len(places), 1.0),
    )


def _baseline(length, baseline, leave_out):
    if baseline is None:
        last = length
    else:
        last = given.count("baseline", baseline, least=4)
        if last > length:
            raise ValueError(
                f"baseline is {last}, and the series has {length} points. Give how many of its "
                "first points were steady time."
            )
    if isinstance(leave_out, str) or not hasattr(leave_out, "__len__"):
        raise ValueError("leave_out must be a list of places, 1 for the first point.")
    away = [given.count("leave_out", place, least=1) for place in leave_out]
    if [place for place in away if place > last]:
        raise ValueError(
            f"leave_out names place {max(away)}, and the baseline has {last} points. It lists "
            "places in the baseline, 1 for the first."
        )
    places = tuple(place for place in range(1, last + 1) if place not in away)
    if len(places) < 4:
        raise ValueError(
            f"The baseline keeps {len(places)} points; at least four are needed to see how much "
            "the series wobbles by itself."
        )
    return places


def _counts(name, values):
    found = given.numbers(name, values, least=4, low=0)
    return [given.count(f"{name}, place {i + 1},", value) for i, value in enumerate(found)]


def _notes(points, spread):
    notes = [FEW.format(points)] if points < 12 else []
    if spread == 0:
        notes.append(NO_WOBBLE)
    return tuple(notes)


def _points(places):
    return f"point{'s' * (len(places) > 1)} {', '.join(str(place) for place in places)}"


def _shown(value):
    """Return a number with three decimals if it is a share, else with two; no zeros at the end."""
    return f"{round(value, 3 if abs(value) < 1 else 2) + 0.0:g}"
