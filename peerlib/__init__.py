"""Models, live labs and kind marking behind a course on peer support in mental health.

PORTABLE: runs under CPython and MicroPython.
"""

__version__ = "0.1.0"


def __getattr__(name):
    if name == "simulate":  # loaded only when it is asked for
        from .simulation import simulate

        return simulate
    raise AttributeError("peerlib has no %r." % name)
