"""The supervision lab: who supervises, and what becomes of role, reflection and risk.

One set of levers, seen in seven views. Each view is a module of its own with a function
`view(state, pinned_state, draws)`; `_supervision_controls.VIEWS` lists them.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from . import _drawing as drawing
from . import _panels as panels
from . import _supervision_burnout as burnout
from . import _supervision_challenge as challenge
from . import _supervision_incidents as incidents
from . import _supervision_levers as levers
from . import _supervision_sure as sure
from . import _supervision_teams as teams
from . import _supervision_time as time
from . import _supervision_words as words
from ._request import read
from ._supervision_controls import CONTROLS, GROUPS, PREDICTIONS
from ._supervision_run import run
from ._supervision_values import values

__all__ = ["describe", "pictures", "respond", "run"]
TABLE = model.TABLE
VIEWS = {
    "time": time.view,
    "teams": teams.view,
    "incidents": incidents.view,
    "burnout": burnout.view,
    "levers": levers.view,
    "sure": sure.view,
    "challenge": challenge.view,
}
# Views that do not show which minimum is missed. They judge where the team settles, and so
# does Challenge; the view over time may end sooner.
UNSEEN = ("incidents", "levers", "sure")


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "supervision",
        "kind": "simulation",
        "title": "Who supervises?",
        "lead": (
            "Set who supervises a team of peer specialists. Watch what becomes of the role, "
            "of time to reflect, and of care for risk. The model is an illustration, not evidence."
        ),
        "predict": {
            "question": (
                "Before you look: a clinician supervises everything. "
                "Three scores each have a minimum. Which will this team miss?"
            ),
            "question_again": (
                "Before you look, in any view: which of the three minimums "
                "will a team with these settings miss in the end?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "Start from a supervision model",
        "presets": [
            {
                "name": name,
                "label": TABLE["presets"][name]["label"],
                "about": TABLE["presets"][name]["about"],
                "values": model.preset(name),
            }
            for name in model.PRESETS
        ],
        "groups": GROUPS,
        "controls": CONTROLS,
        "values": values(),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


def pictures(state, draws=None):
    """Return the pictures of the chosen view for one complete, valid state of the controls.

    `draws` is how many draws to work out, in a view that draws many.
    """
    return VIEWS[state["view"]](state, None, draws)["pictures"]


def respond(request):
    """Answer one request of a page or a notebook; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    seen = VIEWS[state["view"]](state, pinned, _draws(request.get("draws")))
    response = {
        "state": state,
        "messages": messages,
        "sentence": seen["sentence"],
        "scores": seen["scores"],
        "figures": [drawing.figure(picture) for picture in seen["pictures"]],
        "prediction": _prediction(request.get("prediction"), seen["failing"], state["view"]),
    }
    response["html"] = panels.results(
        seen["sentence"], seen["tiles"], seen["key"], response["figures"], seen["aside"]
    )
    if seen.get("unfinished"):
        response["unfinished"] = seen["unfinished"]
    if request.get("want_run"):
        response["run"] = seen["table"]()
    return response


def _draws(wanted):
    """Return how many draws are asked for, or None: as many as fit into one answer."""
    if isinstance(wanted, int) and not isinstance(wanted, bool) and wanted > 0:
        return wanted
    return None


def _prediction(guess, missed, view):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    outcome = "none" if not missed else missed[0] if len(missed) == 1 else "several"
    if guess == outcome:
        text = "You expected this. What makes you sure it is for that reason?"
    else:
        text = (
            "You expected: %s. The model shows: %s. Such a surprise is worth a second look: "
            "which lever could be behind it?"
            % (words.lower(labels[guess]), words.lower(labels[outcome]))
        )
    if view in UNSEEN:
        text += " To see the three scores beside their minimums, open the view Challenge."
    return {"as_expected": guess == outcome, "text": text}
