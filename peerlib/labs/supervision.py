"""The supervision lab: who supervises, and what becomes of role, reflection and risk.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.random_numbers import Pcg32
from . import _drawing as drawing
from . import _supervision_results as results
from ._request import clean

TABLE = model.TABLE
MINIMUMS = ("role_fidelity", "reflective_practice", "risk_oversight")
LONGEST = 60
PREDICTIONS = (
    ("none", "It meets all three"),
    ("role_fidelity", "It misses role fidelity only"),
    ("reflective_practice", "It misses reflective practice only"),
    ("risk_oversight", "It misses risk oversight only"),
    ("several", "It misses more than one"),
)


def _lever_control(name):
    lever, presets = TABLE["levers"][name], TABLE["presets"]
    return {
        "name": name,
        "kind": "whole" if lever["step"] == 1 else "range",
        "group": "levers",
        "label": lever["label"],
        "unit": lever.get("unit", ""),
        "help": lever["help"],
        "minimum": lever["minimum"],
        "maximum": lever["maximum"],
        "step": lever["step"],
        "marks": lever["marks"],
        "default": presets["clinical_only"][name],
        "status": "assumed",
    }


def _minimum_control(name):
    entry = TABLE["minimums"][name]
    return {
        "name": "minimum_" + name,
        "kind": "range",
        "group": "minimums",
        "label": "Minimum for " + TABLE["scores"][name]["label"].lower(),
        "unit": "",
        "help": entry["note"],
        "minimum": 0.0,
        "maximum": 1.0,
        "step": 0.05,
        "marks": [],
        "default": entry["value"],
        "status": entry["status"],
    }


def _start_label(name):
    if name == "new_team":
        return "A new team"
    return "A team used to: " + TABLE["presets"][name]["label"].lower()


CONTROLS = (
    [_lever_control(name) for name in model.LEVERS]
    + [_minimum_control(name) for name in MINIMUMS]
    + [
        {
            "name": "start",
            "kind": "choice",
            "group": "run",
            "label": "Where the team starts",
            "help": "A team that changes its supervision starts from what it was used to.",
            "options": [[name, _start_label(name)] for name in model.STARTS],
            "default": "new_team",
        },
        {
            "name": "months",
            "kind": "whole",
            "group": "run",
            "label": "How long to watch",
            "unit": "months",
            "help": "",
            "minimum": 6,
            "maximum": LONGEST,
            "step": 6,
            "marks": [],
            "default": 36,
        },
        {
            "name": "seed",
            "kind": "seed",
            "group": "run",
            "label": "Seed of the one imagined team",
            "help": "A seed fixes the luck. With the same luck, two settings can be compared.",
            "minimum": 0,
            "maximum": 999999,
            "step": 1,
            "default": 1,
        },
    ]
)


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
            "question_again": "Before you look: with these settings, which will this team miss?",
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
        "groups": [
            {"name": "levers", "label": "How the team is supervised", "open": True},
            {"name": "minimums", "label": "The minimums", "open": False},
            {"name": "run", "label": "The run", "open": False},
        ],
        "controls": CONTROLS,
        "values": results.values(),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


_luck = {"seed": None, "rng": None, "draws": []}


def _normals(seed, months):
    """Return the luck that belongs to `seed`: the same draws however long the run."""
    if _luck["seed"] != seed:
        _luck.update({"seed": seed, "rng": Pcg32(seed), "draws": []})
    draws, rng = _luck["draws"], _luck["rng"]
    while len(draws) < 6 * model.STEPS_A_MONTH * months:
        draws.append(rng.normal())
    return draws


def preset_of(state):
    """Return the name of the preset whose levers `state` has, or None."""
    for name in model.PRESETS:
        levers = model.preset(name)
        if all(abs(state[lever] - levers[lever]) < 1e-9 for lever in model.LEVERS):
            return name
    return None


def run(state):
    """Run the model for one state of the controls.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``preset``; ``minimums``; ``failing`` (names of the scores below their minimum
        at the end); ``average``, ``low``, ``high`` and ``team``: for each score the
        values month by month. Nine in ten teams lie between low and high.
    """
    levers = {name: state[name] for name in model.LEVERS}
    start, months = model.start_state(state["start"]), state["months"]
    minimums = {name: state["minimum_" + name] for name in MINIMUMS}
    levels, variances = model.average_team(levers, start, months)
    team = model.one_team(levers, start, months, _normals(state["seed"], months))
    low, high = {}, {}
    for i, name in enumerate(model.STATES):
        low[name], high[name] = [], []
        for level, variance in zip(levels, variances):
            reach = 1.6448536269514722 * variance[i] ** 0.5  # 95th percentile of the normal
            low[name].append(max(0.0, level[i] - reach))
            high[name].append(min(1.0, level[i] + reach))
    return {
        "state": state,
        "preset": preset_of(state),
        "months": months,
        "minimums": minimums,
        "failing": sorted(model.failing(levels[-1], minimums), key=MINIMUMS.index),
        "average": _by_name(levels),
        "low": low,
        "high": high,
        "team": _by_name(team),
    }


def _by_name(levels):
    return {name: [level[i] for level in levels] for i, name in enumerate(model.STATES)}


_last_pinned = [None, None]


def _pinned_run(state):
    """Run the pinned state; while a lever moves it stays the same, so it is kept."""
    if _last_pinned[0] != state:
        _last_pinned[:] = [state, run(state)]
    return _last_pinned[1]


def pictures(state):
    """Return the pictures for one complete, valid state of the controls."""
    return results.pictures(run(state), None)


def respond(request):
    """Answer one request of a page or a notebook.

    Parameters
    ----------
    request : dict
        ``state``: setting of each control. ``pinned``: another such state to compare
        with, or None. ``prediction``: what the learner expects (a value of
        `PREDICTIONS`), or None. ``want_run``: true to get the run as a table.

    Returns
    -------
    dict
        Plain JSON: ``state`` as used, ``messages`` about anything that had to be
        mended, ``sentence`` that says what is seen, ``scores``, ``figures``,
        ``html`` that shows them, ``prediction`` and, if wanted, ``run``.
    """
    if not isinstance(request, dict):
        request = {"state": request}
    state, messages = clean(CONTROLS, request.get("state"))
    pinned = None
    if request.get("pinned") is not None:
        pinned_state, _ = clean(CONTROLS, request["pinned"])
        pinned = _pinned_run(pinned_state)
    now = run(state)
    response = {
        "state": state,
        "messages": messages,
        "sentence": results.sentence(now, pinned),
        "scores": results.scores(now),
        "figures": [drawing.figure(picture) for picture in results.pictures(now, pinned)],
        "prediction": _prediction(request.get("prediction"), now),
    }
    response["html"] = results.html(response, now, pinned)
    if request.get("want_run"):
        response["run"] = results.table(now)
    return response


def _prediction(guess, now):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    missed = now["failing"]
    outcome = "none" if not missed else missed[0] if len(missed) == 1 else "several"
    if guess == outcome:
        text = "You expected this. What makes you sure it is for that reason?"
    else:
        text = (
            "You expected: %s. The model shows: %s. Such a surprise is worth a second look: "
            "which lever could be behind it?" % (_lower(labels[guess]), _lower(labels[outcome]))
        )
    return {"as_expected": guess == outcome, "text": text}


def _lower(text):
    return text[0].lower() + text[1:]
