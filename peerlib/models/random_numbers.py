"""A random number generator that gives the same numbers in every Python.

CPython and MicroPython have different generators, but a seed has to mean the
same team in the page, in JupyterLab and in the grader. This is PCG32.

PORTABLE: runs under CPython and MicroPython.
"""

from math import cos, log, pi, sqrt

TURN, QUARTER = 2.0 * pi, pi / 2.0


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
        self._state = (self._increment + seed) & 0xFFFFFFFFFFFFFFFF
        self._spare = None
        self.uniform()

    def uniform(self):
        """Return a number above 0 and below 1."""
        # Labs wait for these lines, so they call nothing. Written twice side by side
        # (times 2**32 + 1), a number is turned by one shift.
        old = self._state
        self._state = (old * 6364136223846793005 + self._increment) & 0xFFFFFFFFFFFFFFFF
        twice = ((old >> 45 ^ old >> 27) & 0xFFFFFFFF) * 4294967297
        return ((twice >> (old >> 59) & 0xFFFFFFFF) + 0.5) / 4294967296.0

    def integer(self, low, high):
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def normal(self):
        """Return a number from the standard normal distribution (Box and Muller, 1958)."""
        value = self._spare
        if value is not None:
            self._spare = None
            return value
        radius = sqrt(-2.0 * log(self.uniform()))
        angle = TURN * self.uniform()
        self._spare = radius * cos(angle - QUARTER)
        return radius * cos(angle)
