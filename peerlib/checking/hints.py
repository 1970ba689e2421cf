"""The ladder of hints: each step tells a little more, the last one the answer.

PORTABLE: runs under CPython and MicroPython.
"""

# What the steps are for. Most questions have the first four; the fifth only where it is wanted.
STEPS = (
    "what is asked",
    "which quantity",
    "the formula",
    "a worked example on other data",
    "the answer",
)


def how_many(item):
    """Return how many hints an item has, the one that gives the answer included."""
    return len(item.hints) + (1 if item.tells_answer else 0)


def gives_answer(item, n):
    """Tell whether hint number `n` gives the answer, which ends credit for the item."""
    return item.tells_answer and n == how_many(item)


def hint(item, data, n):
    """Return hint number `n` of an item, 1 being the first.

    Raises
    ------
    ValueError
        If there is no such hint; the message says how many there are.
    """
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= how_many(item):
        raise ValueError(
            "%s has hints 1 to %d; there is no hint %s." % (item.label, how_many(item), str(n)[:20])
        )
    if gives_answer(item, n):
        return (
            "The answer is: %s. From here on this question earns no credit; "
            "what it asks is worth trying again on other data." % item.shown(item.truth(data))
        )
    return item.hints[n - 1] % data
