"""What each lab offers and how it responds.

A lab is one module in this folder with three functions:

`describe()`
    the controls, presets, the question to predict first, and the default state;
`respond(request)`
    a pure function from the state of the controls to what is shown;
`pictures(state, draws=None)`
    what it shows as plain data, for figures in a notebook.

A request holds ``state``, the setting of each control; ``pinned``, another such state
to compare with, or None; ``prediction``, what the learner expects, or None;
``want_run``, true to get the run as a table; and ``draws``, how many draws to work
out where a view draws many.

An answer holds ``state`` as used; ``messages`` about anything that had to be mended;
``sentence``, which says what is seen; ``figures``; ``html`` that shows them;
``prediction`` with what became of it, or None; if wanted, ``run``; and, while more
could be drawn, ``unfinished`` with ``done``, ``of`` and ``next``.

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
