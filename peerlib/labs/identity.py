"""The lab on who we listen to: credibility, compliance, and goals of one's own.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import identity as model
from ..models import vignettes
from . import _identity_over_time as over_time
from . import _identity_two_rules as two_rules
from ._identity_controls import CONTROLS, MONTHS, values
from ._request import read
from ._views import answer, table

TABLE = model.TABLE
STEPS_A_MONTH = 3

VIEWS = {"over_time": over_time, "two_rules": two_rules}
PREDICTIONS = (
    ("more", "It is followed clearly more"),
    ("same", "It is followed about as much"),
    ("less", "It is followed clearly less"),
)
CLEARLY = 0.1


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "identity",
        "kind": "simulation",
        "title": "Who do we listen to?",
        "lead": (
            "One person, one goal, and somebody who wants to help with it. Set who that is. "
            "Watch what is followed while somebody checks, and what is left when nobody does. "
            "The model is an illustration, not evidence."
        ),
        "predict": {
            "question": (
                "Before you look: somebody with authority, who shares little with the person, "
                "checks for six months. Then the checking stops. How far is the goal followed "
                "in month 24, compared with month 6?"
            ),
            "question_again": (
                "Before you look: with these settings, how far is the goal followed in "
                "month 24, compared with the month in which the watching ends?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "Who wants to help?",
        "presets": [
            {
                "name": name,
                "label": TABLE["presets"][name]["label"],
                "about": TABLE["presets"][name]["about"],
                "values": dict([("view", "over_time")] + list(model.preset(name).items())),
            }
            for name in model.PRESETS
        ],
        "groups": [
            {"name": "levers", "label": "The person who wants to help", "open": True},
            {"name": "experiment", "label": "The experiment", "open": True},
            {"name": "rule", "label": "The rule", "open": False},
        ],
        "controls": CONTROLS,
        "values": values(),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


def preset_of(state):
    """Return the name of the preset whose levers `state` has, or None."""
    for name in model.PRESETS:
        levers = model.preset(name)
        if all([abs(state[lever] - levers[lever]) < 1e-9 for lever in model.LEVERS]):
            return name
    return None


def run(state):
    """Run the model over time for one state of the controls.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``state``, ``preset``, ``credibility``; ``told``, disclosure while watched and
        after; ``months``, places in time, ``steps_a_month`` to a month, with ``own``,
        ``going_along`` and ``followed`` at each; ``ends``, the place in those lists at
        which the watching ends.
    """
    levers, rule = {name: state[name] for name in model.LEVERS}, state["rule"]
    credible = model.credibility(levers["shared_stigma"], levers["identification"], rule)
    months = [step / STEPS_A_MONTH for step in range(MONTHS * STEPS_A_MONTH + 1)]
    levels = [model.at(levers, month, state["watching_ends"], rule) for month in months]
    return {
        "state": state,
        "preset": preset_of(state),
        "credibility": credible,
        "told": [
            model.disclosure(credible, levers["authority"], watching)
            for watching in (levers["watching"], 0.0)
        ],
        "months": months,
        "own": [level[0] for level in levels],
        "going_along": [level[1] for level in levels],
        "followed": [level[2] for level in levels],
        "steps_a_month": STEPS_A_MONTH,
        "ends": state["watching_ends"] * STEPS_A_MONTH,
    }


def experiment(state):
    """Run the experiment with made-up readers for one state of the controls.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``state``; ``predicted``, the four means by each rule; ``found``, as from
        `vignettes.analyse`; ``verdict`` and ``chance``, as from `vignettes`.
    """
    low, high = state["low"], state["high"]
    predicted = {rule: vignettes.cell_means(rule, low, high) for rule in model.RULES}
    groups = vignettes.ratings(
        predicted[state["rule"]], state["readers"], state["noise"], state["seed"]
    )
    found = vignettes.analyse(groups)
    return {
        "state": state,
        "predicted": predicted,
        "found": found,
        "verdict": vignettes.verdict(found, low, high),
        "chance": vignettes.chance_of_ruling_out(state["readers"], state["noise"], low, high),
    }


def _seen(state):
    return run(state) if state["view"] == "over_time" else experiment(state)


_last_pinned = [None, None]


def _pinned(state, view):
    """Run the pinned state in the view that is open; it is kept while a lever moves."""
    state["view"] = view
    if _last_pinned[0] != state:
        _last_pinned[:] = [state, _seen(state)]
    return _last_pinned[1]


def pictures(state):
    """Return the pictures for one complete, valid state of the controls."""
    return VIEWS[state["view"]].pictures(_seen(state), None)


def respond(request):
    """Answer one request of a page or a notebook; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    view, now = VIEWS[state["view"]], _seen(state)
    pinned = pinned and _pinned(pinned, state["view"])
    response = answer(view, now, pinned, state, messages)
    response["prediction"] = _prediction(request.get("prediction"), state)
    if request.get("want_run"):
        response["run"] = table(view, now, "Lab on who we listen to", state)
    return response


def outcome(now):
    """Return which of `PREDICTIONS` comes true in a run."""
    change = now["followed"][-1] - now["followed"][now["ends"]]
    return "same" if abs(change) < CLEARLY else "more" if change > 0 else "less"


def _prediction(guess, state):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    shows = outcome(run(state))
    if guess == shows:
        text = "You expected this. What makes you sure it is for that reason?"
    else:
        text = (
            "You expected: %s. The model shows: %s. Such a surprise is worth a second look: "
            "which of the lines could be behind it?"
            % (_lower(labels[guess]), _lower(labels[shows]))
        )
    if state["view"] != "over_time":
        text = "About the run over time. " + text
    return {"as_expected": guess == shows, "text": text}


def _lower(text):
    return text[0].lower() + text[1:]
