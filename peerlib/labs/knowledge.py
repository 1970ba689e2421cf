"""The lab on being believed: doubt, a missing word, and the price of each line.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _knowledge_hundred as hundred
from . import _knowledge_reports as reports
from . import _knowledge_two_by_two as two_by_two
from ._knowledge_controls import CONTROLS, presets, values
from ._request import read
from ._views import answer, table

VIEWS = {"reports": reports, "two_by_two": two_by_two, "hundred": hundred}
PREDICTIONS = (
    ("one", "Once is enough"),
    ("few", "Two or three times"),
    ("several", "Four to six times"),
    ("many", "More often"),
)


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "knowledge",
        "kind": "simulation",
        "title": "Being believed",
        "lead": (
            "A person has a side effect that makes them restless inside. Somebody listens. Set "
            "how much is taken for noise, and whether there is a word for it. "
            "The model is an illustration, not evidence."
        ),
        "predict": {
            "question": (
                "Before you look: a listener who hears every report acts after the first. Another "
                "takes nine in ten reports for noise. How often must that one be told?"
            ),
            "question_again": (
                "Before you look: with these settings, how often must it be said before "
                "the listener acts?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "Who listens?",
        "presets": presets(),
        "groups": [
            {"name": "listener", "label": "The listener", "open": True},
            {"name": "report", "label": "What there is to hear", "open": False},
        ],
        "controls": CONTROLS,
        "values": values(),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


_last_pinned = [None, None]


def _pinned(state, view):
    """Run the pinned state in the view that is open; it is kept while a lever moves."""
    state["view"] = view
    if _last_pinned[0] != state:
        _last_pinned[:] = [state, VIEWS[view].run(state)]
    return _last_pinned[1]


def pictures(state):
    """Return the pictures for one complete, valid state of the controls."""
    view = VIEWS[state["view"]]
    return view.pictures(view.run(state), None)


def respond(request):
    """Answer one request of a page or a notebook; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    view = VIEWS[state["view"]]
    now = view.run(state)
    pinned = pinned and _pinned(pinned, state["view"])
    response = answer(view, now, pinned, state, messages)
    response["prediction"] = _prediction(request.get("prediction"), state)
    if request.get("want_run"):
        response["run"] = table(view, now, "Lab on being believed", state)
    return response


def outcome(state):
    """Return which of `PREDICTIONS` comes true for a state."""
    needed = reports.run(state)["this"]["needed"]
    if needed is None or needed > 6:
        return "many"
    return "one" if needed < 2 else "few" if needed < 4 else "several"


def _prediction(guess, state):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    shows = outcome(state)
    if guess == shows:
        text = "You expected this. What makes you sure it is for that reason?"
    else:
        text = (
            "You expected: %s. The model shows: %s. Such a surprise is worth a second look: "
            "what does one report still do to this listener?"
            % (_lower(labels[guess]), _lower(labels[shows]))
        )
    if state["view"] != "reports":
        text = "About the reports needed. " + text
    return {"as_expected": guess == shows, "text": text}


def _lower(text):
    return text[0].lower() + text[1:]
