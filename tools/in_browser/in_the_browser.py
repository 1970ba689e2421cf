"""What the course needs only where a notebook runs in a browser, without any Python installed.

It goes into the site that tools/lite_site.py builds, and is loaded before the first cell.
"""

import importlib
import os

# Files below /drive are kept by the browser from one visit to the next.
KEPT = "/drive"
UNREACHED = [
    "What this asks for lies at another address, and it could not be reached.",
    "Labs, questions and checks work without it. A cell that needs it will say so.",
    "With make course, on a computer, all of it is there.",
]


def load_ipython_extension(shell):
    """Use plain words for slips, and keep what a learner types where the browser keeps it."""
    if os.path.isdir(KEPT):
        os.environ.setdefault("PEERLIB_PROGRESS", KEPT + "/.progress")
    importlib.import_module("peerlib.exercises.notebook").load_ipython_extension(shell)


async def fetch(*names):
    """Fetch packages that are not part of this site, from the makers of Pyodide.

    Parameters
    ----------
    *names : str
        Such as ``"pandas"``.

    Returns
    -------
    Words
        What came of it, for the notebook to show.
    """
    import pyodide_js

    from peerlib.exercises._display import Words

    try:
        await pyodide_js.loadPackage(list(names))
        for name in names:
            importlib.import_module(name)
    except Exception:  # no network, a blocked address, a network that answers for another
        return Words(f"Not there: {', '.join(names)}", UNREACHED)
    return Words(f"There now: {', '.join(names)}", ["All cells can run."])
