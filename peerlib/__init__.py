"""Models, live labs and kind marking behind a course on peer support in mental health.

PORTABLE: runs under CPython and MicroPython.
"""

__version__ = "0.1.0"


# A function and not a module-level __getattr__: that one would keep MicroPython from
# importing the parts of this package.
def simulate(name, **settings):
    """Run a lab in one call; see `peerlib.simulation.simulate`.

    Examples
    --------
    >>> simulate("supervision", preset="hybrid").values["role_fidelity"] > 0.8
    True
    """
    from .simulation import simulate as run

    return run(name, **settings)
