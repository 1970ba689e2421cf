"""How many people a study needs, and how many it has when people come in groups.

PORTABLE: runs under CPython and MicroPython.
"""


def per_group_shares(share1, share0, z_error, z_power):
    """Return how many people each group needs to tell two shares apart.

    Parameters
    ----------
    share1, share0 : float
        The share with the event that is expected in each group, between 0 and 1; not equal.
    z_error : float
        1.96 for a two-sided test at 5 %.
    z_power : float
        0.84 for a power of 80 %, 1.28 for 90 %.

    Returns
    -------
    float
        Not yet rounded up.

    Notes
    -----
    n = (z_error + z_power)**2 * [p1 * (1 - p1) + p0 * (1 - p0)] / (p1 - p0)**2, for each group.

    References
    ----------
    Killip, S., Mahfoud, Z. and Pearce, K. (2004). What is an intracluster correlation
    coefficient? Annals of Family Medicine.

    Examples
    --------
    >>> round(per_group_shares(0.29, 0.38, 1.959964, 0.841621))
    428
    """
    z = z_error + z_power
    variance = share1 * (1.0 - share1) + share0 * (1.0 - share0)
    return z * z * variance / ((share1 - share0) * (share1 - share0))


def per_group_means(difference, z_error, z_power):
    """Return about how many people each group needs to tell two means apart.

    Parameters
    ----------
    difference : float
        Expected difference of the means in standard deviations (d); not 0.
    z_error, z_power : float
        As in `per_group_shares`.

    Examples
    --------
    >>> round(per_group_means(0.5, 1.96, 0.84), 1)
    62.7
    """
    z = z_error + z_power
    return 2.0 * z * z / (difference * difference)


def design_effect(size, correlation, variation=0.0):
    """Return by how much people who come in clusters make a study larger.

    Parameters
    ----------
    size : float
        People in a cluster, such as those of one team; their mean if sizes differ.
    correlation : float
        Intracluster correlation: how alike people in one cluster are, from 0 to 1.
    variation : float
        Coefficient of variation of the sizes: their standard deviation over their mean.

    Notes
    -----
    1 + (m - 1) * rho for clusters of equal size m with correlation rho;
    1 + ((c * c + 1) * m - 1) * rho for a coefficient of variation c. Below c = 0.23 the
    difference may be left out (Eldridge, 2006).

    References
    ----------
    Eldridge, S. M., Ashby, D. and Kerry, S. (2006). Sample size for cluster randomized trials:
    effect of coefficient of variation of cluster size and analysis method. International
    Journal of Epidemiology 35, 1292-1300.

    Examples
    --------
    >>> round(design_effect(20, 0.05), 2)
    1.95
    """
    return 1.0 + ((variation * variation + 1.0) * size - 1.0) * correlation


def effective_size(people, effect):
    """Return how many single people, each chosen by themselves, would tell as much.

    Parameters
    ----------
    people : float
    effect : float
        The design effect.

    Examples
    --------
    >>> round(effective_size(400, 1.95))
    205
    """
    return people / effect


def to_recruit(needed, loss):
    """Return how many people must begin so that enough are left at the end.

    Parameters
    ----------
    needed : float
        People needed at the end.
    loss : float
        Share who will be lost on the way, from 0 to below 1.

    Examples
    --------
    >>> round(to_recruit(428, 0.15), 1)
    503.5
    """
    return needed / (1.0 - loss)
