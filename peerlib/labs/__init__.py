"""What each lab offers and how it responds.

A lab is one module in this folder with two functions:

`describe()`
    the controls, presets, the question to predict first, and the default state;
`respond(request)`
    a pure function from the state of the controls to what is shown.

Both speak plain JSON, so the same lab runs behind a widget in JupyterLab, in a
published page, and in the tests. Modules whose name starts with an underscore
are shared parts, not labs.

PORTABLE: runs under CPython and MicroPython.
"""

import os


def names():
    """Return the names of all labs, in alphabetical order."""
    folder = __file__.rsplit("/", 1)[0]
    files = [name for name in os.listdir(folder) if name.endswith(".py")]
    return sorted(name[:-3] for name in files if not name.startswith("_"))


def load(name):
    """Return the module of the lab `name`.

    Raises
    ------
    ValueError
        If there is no such lab; the message lists those there are.

    Examples
    --------
    >>> load("supervision").describe()["title"]
    'Who supervises?'
    """
    if name not in names():
        raise ValueError("Unknown lab %r. Available: %s." % (name, ", ".join(names())))
    return __import__("peerlib.labs." + name, None, None, ("respond",))
