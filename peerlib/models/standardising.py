"""Compare like with like: the same mix of people on both sides.

PORTABLE: runs under CPython and MicroPython.
"""


def standardised(values, people):
    """Return the mean of some values, each weighted by how many people it stands for.

    With v_k the value in part k of the people, and m_k the people in it, the result is
    sum of m_k * v_k, divided by the sum of m_k (direct standardisation).

    Parameters
    ----------
    values : sequence of float
        One for each part, such as the risk difference among people with high need.
    people : sequence of float
        How many people each part has in the group to standardise to; their sum is above 0.

    Examples
    --------
    >>> round(standardised([0.5, 0.1], [100, 300]), 3)
    0.2
    """
    return sum([m * v for v, m in zip(values, people)]) / sum(people)


def weight(share_with_programme, has_programme):
    """Return how many people like this one a person stands for in a weighted comparison.

    With e the share of people of this kind who have the programme, it is 1 / e for a person
    with the programme, and 1 / (1 - e) for one without.

    Parameters
    ----------
    share_with_programme : float
        e, above 0 and below 1.
    has_programme : bool

    References
    ----------
    Austin, P. C. (2011). An introduction to propensity score methods. Multivariate Behavioral
    Research 46, 399-424.

    Examples
    --------
    >>> round(weight(0.8, True), 3), round(weight(0.8, False), 3)
    (1.25, 5.0)
    """
    return 1.0 / (share_with_programme if has_programme else 1.0 - share_with_programme)
