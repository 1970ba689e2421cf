"""Answer for a lab that is several views of one model, each view a module of its own.

A view has ``sentence(now, pinned)``, ``pictures(now, pinned)``, ``tiles(now)``,
``key(pinned)``, ``aside()`` and ``table(now)``; what ``now`` is, the lab decides.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing as drawing
from . import _panels as panels
from ._request import notes


def answer(view, now, pinned, state, messages):
    """Return what a view shows, as an answer without prediction and run.

    Parameters
    ----------
    view : module
        As above.
    now, pinned : object
        What the view shows, and what it is compared with, or None.
    state : dict
        Setting of each control, complete and valid.
    messages : list of str
        About anything that had to be mended.
    """
    sentence = view.sentence(now, pinned)
    figures = [drawing.figure(picture) for picture in view.pictures(now, pinned)]
    html = panels.results(
        sentence, view.tiles(now), view.key(pinned), figures, view.aside(), wide=True
    )
    return {
        "state": state,
        "messages": messages,
        "sentence": sentence,
        "figures": figures,
        "html": html,
    }


def table(view, now, lab, state):
    """Return the run of a view as a table, with the head of a saved run."""
    shown = view.table(now)
    shown["notes"] = notes(lab, state)
    return shown
