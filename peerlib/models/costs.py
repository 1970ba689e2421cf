"""What a programme costs for what it gives.

Everywhere: programme minus comparison. An effect above 0 is good; a cost above 0 is more spent.

PORTABLE: runs under CPython and MicroPython.
"""


def cost_per_effect(extra_cost, extra_effect):
    """Return the incremental cost-effectiveness ratio: extra cost over extra effect.

    Parameters
    ----------
    extra_cost, extra_effect : float
        Difference of the means. Take the means first and divide last.

    Returns
    -------
    float or None
        None if there is no difference in effect. Read it with its quadrant: the same number
        stands for opposite things on opposite sides.

    Examples
    --------
    >>> cost_per_effect(160.0, 0.01)
    16000.0
    """
    return None if extra_effect == 0 else extra_cost / extra_effect


def net_benefit(extra_cost, extra_effect, worth):
    """Return the net monetary benefit: what the extra effect is worth, less the extra cost.

    Parameters
    ----------
    extra_cost, extra_effect : float
    worth : float
        What somebody is ready to pay for one unit of effect (the threshold).

    Examples
    --------
    >>> net_benefit(-772.0, -0.04, 15000)
    172.0
    """
    return worth * extra_effect - extra_cost


def share_worth_it(extra_costs, extra_effects, worth):
    """Return the share of draws with a net benefit above 0.

    Examples
    --------
    >>> share_worth_it([200, -100, -300, 900, 100], [0.02, 0.01, -0.01, 0.03, 0.0], 20000)
    0.6
    """
    good = [
        1
        for cost, effect in zip(extra_costs, extra_effects)
        if net_benefit(cost, effect, worth) > 0
    ]
    return len(good) / len(extra_costs)


def quadrant(extra_cost, extra_effect):
    """Return where a difference lies: "better, cheaper", "better, dearer" and so on.

    Examples
    --------
    >>> quadrant(-772.0, -0.04)
    'worse, cheaper'
    """
    first = "better" if extra_effect > 0 else "worse" if extra_effect < 0 else "same effect"
    second = "dearer" if extra_cost > 0 else "cheaper" if extra_cost < 0 else "same cost"
    return first + ", " + second


def at(time, times, values):
    """Return the value at a time, on straight lines between those that are known.

    Parameters
    ----------
    time : float
        From the first to the last of `times`.
    times, values : list of float
        `times` rising.

    Examples
    --------
    >>> round(at(12, [0, 4, 18], [0.60, 0.68, 0.74]), 4)
    0.7143
    """
    for i in range(1, len(times)):
        if time <= times[i]:
            share = (time - times[i - 1]) / (times[i] - times[i - 1])
            return values[i - 1] + share * (values[i] - values[i - 1])
    return values[-1]


def quality_adjusted_years(times, utilities, until):
    """Return quality-adjusted life years: the area below the utilities, in years.

    Parameters
    ----------
    times : list of float
        Months from the start, rising, the first is 0.
    utilities : list of float
        0 stands for dead and 1 for full health; below 0 is possible.
    until : float
        Month at which to stop, up to the last of `times`. A utility in between is read off
        the straight line.

    Notes
    -----
    The sum of (u_i + u_(i+1)) / 2 times the step in years.

    Examples
    --------
    >>> round(quality_adjusted_years([0, 4, 18], [0.60, 0.68, 0.74], 12), 4)
    0.6781
    """
    inside = [one for one in times if one < until]
    places = inside + [until]
    values = [at(one, times, utilities) for one in places]
    area = 0.0
    for i in range(1, len(places)):
        area += 0.5 * (values[i - 1] + values[i]) * (places[i] - places[i - 1])
    return area / 12.0
