"""One door to everything that is alive: labs, questions, and exercises as practice items.

A host (the widget in JupyterLab, the page in the book) knows a thing by name,
``"supervision"``, ``"questions:supervision"``, ``"practice:trial-effects"`` or, on a
learner's own data, ``"own:trial-effects:Ana"``, and hands requests through.

PORTABLE: runs under CPython and MicroPython.
"""

from . import labs

PRACTICE = "practice:"
OWN = "own:"
QUESTIONS = "questions:"


def describe(name):
    """Return what the lab, the questions or the practice item `name` offers, as plain JSON.

    Raises
    ------
    ValueError
        If there is nothing of that name; the message lists what there is.
    """
    describing, _, arguments = _find(name)
    return describing(*arguments)


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
    _, responding, arguments = _find(name)
    return responding(*arguments + [request])


def _find(name):
    """Return who describes and who answers for `name`, and what they have to be told besides."""
    if name.startswith(OWN):
        from .exercises import practice

        return practice.describe_own, practice.respond_own, name[len(OWN) :].split(":", 1)
    if name.startswith(PRACTICE):
        from .exercises import practice

        return practice.describe, practice.respond, [name[len(PRACTICE) :]]
    if name.startswith(QUESTIONS):
        from .checking import questions

        return questions.describe, questions.respond, [name[len(QUESTIONS) :]]
    lab = labs.load(name)
    return lab.describe, lab.respond, []
