"""One door to everything that is alive: labs, and exercises as practice items.

A host (the widget in JupyterLab, the page in the book) knows a thing by name,
``"supervision"`` or ``"practice:trial-effects"``, and hands requests through.

PORTABLE: runs under CPython and MicroPython.
"""

from . import labs

PRACTICE = "practice:"


def describe(name):
    """Return what the lab or practice item `name` offers, as plain JSON.

    Raises
    ------
    ValueError
        If there is no such lab or exercise; the message lists those there are.
    """
    if name.startswith(PRACTICE):
        from .exercises import practice

        return practice.describe(name[len(PRACTICE) :])
    return labs.load(name).describe()


def answer(name, request):
    """Return the response of the lab or practice item `name` to `request`.

    The serial number of the request comes back with the answer. An unforeseen
    failure becomes ``{"error": ...}``, so that a host always has something to show.
    """
    serial = request.get("serial") if isinstance(request, dict) else None
    try:
        response = _respond(name, request)
    except Exception as failure:
        response = {
            "error": "This could not be worked out (%s). Your settings are kept. "
            "Undo or Reset brings you back." % failure
        }
    response["serial"] = serial
    return response


def _respond(name, request):
    if name.startswith(PRACTICE):
        from .exercises import practice

        return practice.respond(name[len(PRACTICE) :], request)
    return labs.load(name).respond(request)
