"""One door to everything that is alive: labs, questions, and exercises as practice items.

A host (the widget in JupyterLab, the page in the book) knows a thing by name,
``"supervision"``, ``"questions:supervision"`` or ``"practice:trial-effects"``, and
hands requests through.

PORTABLE: runs under CPython and MicroPython.
"""

from . import labs

PRACTICE = "practice:"
QUESTIONS = "questions:"


def describe(name):
    """Return what the lab, the questions or the practice item `name` offers, as plain JSON.

    Raises
    ------
    ValueError
        If there is nothing of that name; the message lists what there is.
    """
    module, arguments = _find(name)
    return module.describe(*arguments)


def answer(name, request):
    """Return the response of the lab, the questions or the practice item `name`.

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
    module, arguments = _find(name)
    return module.respond(*arguments + [request])


def _find(name):
    """Return the module that answers for `name`, and what it has to be told besides."""
    if name.startswith(PRACTICE):
        from .exercises import practice

        return practice, [name[len(PRACTICE) :]]
    if name.startswith(QUESTIONS):
        from .checking import questions

        return questions, [name[len(QUESTIONS) :]]
    return labs.load(name), []
