"""Agreement of two raters beyond chance, for a table of counts.

Rows are what the first rater said, columns what the second one said.

PORTABLE: runs under CPython and MicroPython.
"""

# Landis and Koch (1977): up to and with this kappa, in words.
LABELS = (
    (0.0, "poor"),
    (0.20, "slight"),
    (0.40, "fair"),
    (0.60, "moderate"),
    (0.80, "substantial"),
    (1.0, "almost perfect"),
)


def total(table):
    """Return how many things were rated."""
    return float(sum([sum(row) for row in table]))


def observed_agreement(table):
    """Return the share of things on which both raters said the same: the diagonal / N.

    Examples
    --------
    >>> observed_agreement([[80, 10], [5, 5]])
    0.85
    """
    return sum([table[i][i] for i in range(len(table))]) / total(table)


def chance_agreement(table):
    """Return the agreement expected by chance: sum over i of (row i / N) * (column i / N).

    Examples
    --------
    >>> round(chance_agreement([[80, 10], [5, 5]]), 3)
    0.78
    """
    n = total(table)
    return sum(
        [sum(row) / n * (sum([each[i] for each in table]) / n) for i, row in enumerate(table)]
    )


def kappa(table):
    """Return Cohen's kappa: (observed - chance) / (1 - chance).

    Raises
    ------
    ZeroDivisionError
        If both raters put everything into one and the same box: chance alone gives 1.

    Examples
    --------
    >>> round(kappa([[80, 10], [5, 5]]), 2), round(kappa([[40, 9], [6, 45]]), 2)
    (0.32, 0.7)
    """
    chance = chance_agreement(table)
    return (observed_agreement(table) - chance) / (1.0 - chance)


def label(value):
    """Return the word that Landis and Koch (1977) gave to a kappa.

    The borders are a convention. What is good enough depends on what the ratings are for.

    Examples
    --------
    >>> label(0.32), label(0.7), label(-0.1)
    ('fair', 'substantial', 'poor')
    """
    for limit, word in LABELS:
        if value <= limit:
            return word
    return LABELS[-1][1]
