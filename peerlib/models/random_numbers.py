"""A random number generator that gives the same numbers in every Python.

CPython and MicroPython have different generators, but a seed has to mean the
same team in the page, in JupyterLab and in the grader. This is PCG32.

PORTABLE: runs under CPython and MicroPython.
"""

from math import cos, log, pi, sqrt


class Pcg32:
    """PCG-XSH-RR with 64 bits of state and 32 bits of output.

    Parameters
    ----------
    seed : int
        Any whole number from 0 to 2**64 - 1. 0 is a seed like any other.
    stream : int, optional
        Which of the generator's sequences to use.

    References
    ----------
    O'Neill, M. E. (2014). PCG: A family of simple fast space-efficient
    statistically good algorithms for random number generation. Harvey Mudd
    College, HMC-CS-2014-0905.

    Examples
    --------
    >>> Pcg32(42).integer(1, 6)
    4
    """

    def __init__(self, seed, stream=54):
        self._increment = (stream << 1 | 1) & 0xFFFFFFFFFFFFFFFF
        self._state = 0
        self._next()
        self._state = (self._state + seed) & 0xFFFFFFFFFFFFFFFF
        self._next()
        self._spare = None

    def _next(self):
        old = self._state
        self._state = (old * 6364136223846793005 + self._increment) & 0xFFFFFFFFFFFFFFFF
        shifted = ((old >> 18 ^ old) >> 27) & 0xFFFFFFFF
        turn = old >> 59
        return (shifted >> turn | shifted << (-turn & 31)) & 0xFFFFFFFF

    def uniform(self):
        """Return a number above 0 and below 1."""
        return (self._next() + 0.5) / 4294967296.0

    def integer(self, low, high):
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def normal(self):
        """Return a number from the standard normal distribution (Box and Muller, 1958)."""
        if self._spare is not None:
            value, self._spare = self._spare, None
            return value
        radius = sqrt(-2.0 * log(self.uniform()))
        angle = 2.0 * pi * self.uniform()
        self._spare = radius * cos(angle - pi / 2.0)
        return radius * cos(angle)
