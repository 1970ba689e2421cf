"""The lab that runs a trial again: same programme, same truth, other people.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _trial_again_many as many
from . import _trial_again_one as one
from . import _trial_again_size as size
from ._request import read
from ._trial_again_controls import CONTROLS, presets, values
from ._trial_again_trials import power
from ._views import answer, table

VIEWS = {"one": one, "many": many, "size": size}
PREDICTIONS = (
    ("few", "Fewer than 20 of 100"),
    ("some", "20 to 49 of 100"),
    ("most", "50 to 79 of 100"),
    ("nearly", "80 or more of 100"),
)


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "trial_again",
        "kind": "simulation",
        "title": "Run the trial again",
        "lead": (
            "A made-up programme, and a trial of it. Half of the people get the programme, "
            "drawn by lot. You know the truth, because you set it. Now run the same trial again "
            "and again. The model is an illustration, not evidence."
        ),
        "predict": {
            "question": (
                "Before you look: the programme truly adds 3.5 points. Trials with 50 people in "
                "each group are run, a hundred of them. How many will find the effect, so that "
                "their interval leaves out zero?"
            ),
            "question_again": (
                "Before you look: with these settings, how many of a hundred trials will have an "
                "interval that leaves out zero?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "What does the programme truly do?",
        "presets": presets(),
        "groups": [
            {"name": "trial", "label": "The trial", "open": True},
            {"name": "interval", "label": "The interval", "open": False},
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
    pinned = pinned and _pinned(pinned, state["view"])
    now = view.run(state)
    response = answer(view, now, pinned, state, messages)
    response["prediction"] = _prediction(request.get("prediction"), state)
    if request.get("want_run"):
        response["run"] = table(view, now, "Lab that runs a trial again", state)
    return response


def outcome(state):
    """Return which of `PREDICTIONS` comes true for a state, in the long run."""
    share = power(state)
    return "few" if share < 0.2 else "some" if share < 0.5 else "most" if share < 0.8 else "nearly"


def _prediction(guess, state):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    shows = outcome(state)
    if guess == shows:
        text = "You expected this: %s. What would make it more?" % labels[shows].lower()
    else:
        text = (
            "You expected: %s. In the long run it is: %s. A surprise is worth a second look: "
            "how far apart do the estimates of these trials lie?"
            % (labels[guess].lower(), labels[shows].lower())
        )
    return {"as_expected": guess == shows, "text": text}
