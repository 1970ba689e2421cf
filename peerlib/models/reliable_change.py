"""When one person's change is more than the wobble of the measure (Jacobson and Truax, 1991).

PORTABLE: runs under CPython and MicroPython.
"""

Z_95 = 1.96
ROOT_2 = 2.0**0.5


def error_of_measurement(sd, reliability):
    """Return how much one score wobbles: sd * sqrt(1 - reliability).

    Parameters
    ----------
    sd : float
        Standard deviation of the scores before the programme.
    reliability : float
        Correlation between two measurements of people who did not change, from 0 to 1.

    Examples
    --------
    >>> round(error_of_measurement(7.6, 0.95), 3)
    1.699
    """
    return sd * (1.0 - reliability) ** 0.5


def smallest_reliable_change(sem, z=Z_95):
    """Return the change beyond which the wobble of two scores reaches in 1 of 20 people only.

    Parameters
    ----------
    sem : float
        Error of measurement of one score.
    z : float
        1.96 for 95 %.

    Notes
    -----
    z * sqrt(2) * sem: a change has the error of two scores in it.

    Examples
    --------
    >>> round(smallest_reliable_change(error_of_measurement(7.6, 0.95)), 2)
    4.71
    """
    return z * ROOT_2 * sem


def reliable_change_index(before, after, sem):
    """Return the change in units of its own error; beyond 1.96 it counts as reliable.

    Examples
    --------
    >>> round(reliable_change_index(2.5, 2.8, error_of_measurement(0.47, 0.91)), 2)
    1.5
    """
    return (after - before) / (ROOT_2 * sem)


def cut_off(mean_well, sd_well, mean_unwell, sd_unwell):
    """Return the score at which two groups of people meet: criterion c.

    Parameters
    ----------
    mean_well, sd_well : float
        Of people who live well with or without the problem.
    mean_unwell, sd_unwell : float
        Of people who seek help.

    Notes
    -----
    (s0 M1 + s1 M0) / (s0 + s1), 0 for the first group and 1 for the second.

    Examples
    --------
    >>> round(cut_off(34, 6, 24, 8), 2)
    29.71
    """
    return (sd_well * mean_unwell + sd_unwell * mean_well) / (sd_well + sd_unwell)
