"""How long until something happens, when not everybody is followed to the end.

The product-limit curve (Kaplan and Meier), its median, and the mean time up to a horizon.
A person who is still well when last seen counts among those who could have an event up to
that day, and no longer.

PORTABLE: runs under CPython and MicroPython.
"""

NEARLY = 1e-12


def steps(times, happened):
    """Return where the product-limit curve falls, and how far.

    Parameters
    ----------
    times : list of float
        For each person the time of the event, or the time when they were last seen. Any order.
    happened : list of bool
        Whether the event happened at that time; False if the person was last seen well.

    Returns
    -------
    list of (float, int, int, float)
        For each time with an event, in order: the time, people at risk just before it, events
        at it, and the share still without an event after it.

    Notes
    -----
    The share after time t is the product over all event times t_i up to t of 1 - d_i / n_i, with
    d_i events among n_i people who had no event before and were not yet lost from sight.
    Who is last seen at the very time of an event counts as at risk at it.

    References
    ----------
    Royston, P. and Parmar, M. K. B. (2013). Restricted mean survival time: an alternative to
    the hazard ratio. BMC Medical Research Methodology 13, 152.

    Examples
    --------
    >>> steps([2, 5, 7, 9], [True, False, True, False])
    [(2, 4, 1, 0.75), (7, 2, 1, 0.375)]
    """
    share, found = 1.0, []
    for time in sorted(set([t for t, event in zip(times, happened) if event])):
        at_risk = len([t for t in times if t >= time])
        events = len([t for t, event in zip(times, happened) if event and t == time])
        share = share * (1.0 - events / at_risk)
        found.append((time, at_risk, events, share))
    return found


def share_at(curve, time):
    """Return the share still without an event at a time.

    Parameters
    ----------
    curve : list
        As made by `steps`; only the first and the last part of each step are used.
    time : float

    Examples
    --------
    >>> share_at([(2, 4, 1, 0.75), (7, 2, 1, 0.375)], 6)
    0.75
    """
    share = 1.0
    for step in curve:
        if step[0] <= time:
            share = step[-1]
    return share


def median(curve):
    """Return the first time at which half or fewer are without an event, or None.

    Examples
    --------
    >>> median([(2, 4, 1, 0.75), (7, 2, 1, 0.375)])
    7
    >>> median([(2, 4, 1, 0.75)]) is None
    True
    """
    for step in curve:
        if step[-1] <= 0.5 + NEARLY:
            return step[0]
    return None


def restricted_mean(curve, horizon):
    """Return the mean time without an event, up to a horizon: the area under the curve.

    Parameters
    ----------
    curve : list
        As made by `steps`.
    horizon : float
        Where to stop; above 0.

    Returns
    -------
    float
        In the unit of time of the curve, from 0 to `horizon`.

    Examples
    --------
    >>> restricted_mean([(2, 4, 1, 0.75), (7, 2, 1, 0.375)], 10)
    6.875
    """
    return _area(curve, 0.0, horizon)


def restricted_mean_error(curve, horizon):
    """Return the standard error of the restricted mean.

    Notes
    -----
    The square root of the sum over event times t_i up to the horizon of
    A_i * A_i * d_i / (n_i * (n_i - d_i)), where A_i is the area under the curve from t_i to the
    horizon. A step at which everybody left has the event leaves no area behind it, and counts 0.

    Examples
    --------
    >>> round(restricted_mean_error([(2, 4, 1, 0.75), (7, 2, 1, 0.375)], 10), 3)
    1.617
    """
    variance = 0.0
    for time, at_risk, events, _ in curve:
        if time <= horizon and events < at_risk:
            area = _area(curve, time, horizon)
            variance += area * area * events / (at_risk * (at_risk - events))
    return variance**0.5


def _area(curve, start, end):
    """Return the area under the curve between two times."""
    area, place, share = 0.0, start, share_at(curve, start)
    for step in curve:
        if start < step[0] < end:
            area += (step[0] - place) * share
            place, share = step[0], step[-1]
    return area + (end - place) * share
