"""The support lab: share limited hours among four kinds of support, for one person.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import support as model
from . import _drawing as drawing
from . import _support_results as results
from ._request import read

TABLE = model.TABLE
PRESETS = ("even", "talk", "practical", "company", "ask")
GIVEN = model.KINDS + ("asking",)
PREDICTIONS = (
    ("hope", "Hope"),
    ("self_efficacy", "Self-efficacy"),
    ("belonging", "Belonging"),
)


def _number_control(name, group, entry, label, help_text, default):
    return {
        "name": name,
        "kind": "whole" if entry["step"] % 1 == 0 else "range",
        "group": group,
        "label": label,
        "unit": entry["unit"],
        "help": help_text,
        "minimum": entry["minimum"],
        "maximum": entry["maximum"],
        "step": entry["step"],
        "marks": [],
        "default": default,
        "status": entry["status"],
    }


def _named_control(name, group):
    entry = TABLE["controls"][name]
    return _number_control(name, group, entry, entry["label"], entry["help"], entry["value"])


def _kind_control(kind):
    entry, words = TABLE["controls"]["kind"], TABLE["kinds"][kind]
    default = TABLE["presets"]["even"][kind]
    return _number_control(kind, "hours", entry, words["label"], words["help"], default)


CONTROLS = (
    [
        {
            "name": "person",
            "kind": "choice",
            "group": "person",
            "label": "Who is it?",
            "help": "We made all of them up. With the last one you must find out what helps.",
            "options": [[name, TABLE["people"][name]["label"]] for name in model.PEOPLE],
            "default": "joel",
        },
        {
            "name": "seed",
            "kind": "seed",
            "group": "person",
            "label": "Seed of the person you do not know",
            "again": "Another person",
            "help": "Another seed, another person, and another first impression.",
            "minimum": 0,
            "maximum": 999999,
            "step": 1,
            "default": 1,
            "when": ["person", ["stranger"]],
        },
        {
            "name": "reveal",
            "kind": "choice",
            "group": "person",
            "label": "Needs and best split",
            "help": "First share out the hours. Then open this, and compare.",
            "options": [["no", "Keep them closed"], ["yes", "Open them"]],
            "default": "no",
        },
        _named_control("hours", "hours"),
    ]
    + [_kind_control(kind) for kind in model.KINDS]
    + [_named_control("asking", "hours"), _named_control("months", "run")]
)


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "support",
        "kind": "simulation",
        "title": "Four kinds of support",
        "lead": (
            "You have a few hours a month for one person. Share them out among four kinds of "
            "support. Three things move: hope, self-efficacy and belonging. The lowest of the "
            "three counts. The model is an illustration, not evidence. And a person is not a "
            "puzzle: in life you ask, and you decide together."
        ),
        "predict": {
            "question": (
                "Before you look: Joel is new in town, and some days speaks to nobody but the "
                "till. You give two hours of each kind of support. After a year, which of the "
                "three is lowest?"
            ),
            "question_again": (
                "Before you look: with these hours, which of the three will be lowest for "
                "this person?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "Start from a way to share the hours",
        "presets": [
            {
                "name": name,
                "label": TABLE["presets"][name]["label"],
                "about": TABLE["presets"][name]["about"],
                "values": {kind: TABLE["presets"][name][kind] for kind in GIVEN},
            }
            for name in PRESETS
        ],
        "groups": [
            {"name": "person", "label": "The person", "open": True},
            {"name": "hours", "label": "Your hours", "open": True},
            {"name": "run", "label": "The run", "open": False},
        ],
        "controls": CONTROLS,
        "values": results.values(PRESETS),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


def shared(state):
    """Return the hours that are given, after a cut in proportion if there are too few.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``kinds`` (hours of each kind), ``asking``, ``set`` (hours that were set in all)
        and ``left`` (hours not used).
    """
    wished = sum(state[name] for name in GIVEN)
    cut = min(1.0, state["hours"] / wished) if wished > 0 else 1.0
    return {
        "kinds": [state[kind] * cut for kind in model.KINDS],
        "asking": state["asking"] * cut,
        "set": wished,
        "left": max(0.0, state["hours"] - wished),
    }


def run(state):
    """Run the model for one state of the controls.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``hidden`` (true while the needs of a stranger are closed); ``needs``; ``clues``
        (between which values each need is thought to lie; twice the need where it is
        known); ``given`` as from `shared`; ``filled``: how much of each need the hours fill;
        ``low`` and ``high``: the three outcomes month
        by month, if the needs were at the upper and the lower end of the clues; ``best``:
        hours of the best split, and ``best_lowest``: the lowest outcome that it reaches,
        both None while closed.
    """
    needs, given = model.needs_of(state["person"], state["seed"]), shared(state)
    hidden = state["person"] == "stranger" and state["reveal"] == "no"
    if hidden:
        clues = model.clues(needs, given["asking"], state["seed"])
    else:
        clues = [(need, need) for need in needs]
    best = best_lowest = None
    if state["reveal"] == "yes":
        best = _best_split(needs, state["hours"], state["months"])
        best_lowest = min(model.levels_after(state["months"], needs, best))
    # more need, lower outcomes: the ends of the clues are the ends of the outcomes
    low = _month_by_month([high for _, high in clues], given, state["months"])
    high = _month_by_month([low for low, _ in clues], given, state["months"]) if hidden else low
    return {
        "state": state,
        "hidden": hidden,
        "needs": needs,
        "clues": clues,
        "given": given,
        "filled": model.filled(needs, given["kinds"], given["asking"]),
        "low": low,
        "high": high,
        "best": best,
        "best_lowest": best_lowest,
        "actual": [levels[-1] for levels in _month_by_month(needs, given, state["months"])],
    }


def _month_by_month(needs, given, months):
    rows = [
        model.levels_after(month, needs, given["kinds"], given["asking"])
        for month in range(months + 1)
    ]
    return [[row[j] for row in rows] for j in range(len(model.OUTCOMES))]


_last_best = {"key": None, "split": None}


def _best_split(needs, hours, months):
    """Return the best split; while another lever moves it stays the same, so it is kept."""
    key = (needs, hours, months)
    if _last_best["key"] != key:
        _last_best.update({"key": key, "split": model.best_split(needs, hours, months)})
    return _last_best["split"]


def pictures(state):
    """Return the pictures for one complete, valid state of the controls."""
    return results.pictures(run(state), None)


def respond(request):
    """Answer one request of a page or a notebook; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    pinned = pinned and run(pinned)
    now = run(state)
    response = {
        "state": state,
        "messages": messages,
        "sentence": results.sentence(now, pinned),
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
    if now["hidden"]:
        text = "You expect %s to be lowest. " % labels[guess].lower()
        text += "Share out the hours by the clues, then open the needs. Is that how it comes out?"
        return {"as_expected": None, "text": text}
    lowest = min(now["actual"])
    # levels that look the same at two digits count as equally low
    outcomes = [
        name for name, level in zip(model.OUTCOMES, now["actual"]) if level - lowest < 0.005
    ]
    if guess in outcomes:
        text = "You expected this. Which words of the person tell you, and which hours?"
    else:
        text = (
            "You expected %s. The model shows: %s. Read again what the person says: what "
            "does life already bring, and what is missing?"
            % (labels[guess].lower(), " and ".join(labels[name].lower() for name in outcomes))
        )
    return {"as_expected": guess in outcomes, "text": text}
