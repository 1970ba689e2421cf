"""The controls of the supervision lab, and which of them matter in which view.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.supervision_costs import VALUES as COSTS
from ._supervision_words import JUDGED, SCORES, TABLE

LONGEST = 60
# The views of the lab: name, and the words on its button.
VIEWS = (
    ("time", "Over time"),
    ("teams", "Many teams"),
    ("incidents", "Incidents"),
    ("burnout", "Burnout"),
    ("levers", "Levers"),
    ("sure", "How sure?"),
    ("challenge", "Challenge"),
)
PREDICTIONS = (
    ("none", "It meets all three"),
    ("role_fidelity", "It misses role fidelity only"),
    ("reflective_practice", "It misses reflective practice only"),
    ("risk_oversight", "It misses risk oversight only"),
    ("several", "It misses more than one"),
)
GROUPS = [
    {"name": "look", "label": "What to look at", "open": True},
    {"name": "levers", "label": "How the team is supervised", "open": True},
    {"name": "minimums", "label": "The minimums", "open": False},
    {"name": "run", "label": "The run", "open": False},
]


def _in_views(*names):
    return ["view", list(names)]


def _choice(name, group, label, text, options, default, when=None):
    control = {"name": name, "kind": "choice", "group": group, "label": label, "help": text}
    control["options"] = [list(option) for option in options]
    control["default"] = default
    if when:
        control["when"] = when
    return control


def _number(name, kind, group, label, unit, text, limits, default, when=None):
    low, high, step = limits
    control = {"name": name, "kind": kind, "group": group, "label": label, "unit": unit}
    control["help"] = text
    control["minimum"], control["maximum"], control["step"] = low, high, step
    control["marks"], control["default"] = [], default
    if when:
        control["when"] = when
    return control


def _lever_control(name):
    lever = TABLE["levers"][name]
    limits = (lever["minimum"], lever["maximum"], lever["step"])
    kind = "whole" if lever["step"] == 1 else "range"
    default = TABLE["presets"]["clinical_only"][name]
    unit = lever.get("unit", "")
    control = _number(name, kind, "levers", lever["label"], unit, lever["help"], limits, default)
    control["marks"], control["status"] = lever["marks"], "assumed"
    return control


def _minimum_control(name):
    entry = TABLE["minimums"][name]
    title = "Minimum for " + SCORES[name]["label"].lower()
    limits, default = (0.0, 1.0, 0.05), entry["value"]
    full = "minimum_" + name
    control = _number(
        full,
        "range",
        "minimums",
        title,
        "",
        entry["note"],
        limits,
        default,
        _in_views("time", "teams", "burnout", "sure", "challenge"),
    )
    control["status"] = entry["status"]
    return control


def _start_label(name):
    if name == "new_team":
        return "A new team"
    return "A team used to: " + TABLE["presets"][name]["label"].lower()


def _view_controls():
    view = _choice("view", "look", "View", "", VIEWS, "time")
    view["shown"] = "buttons"
    scores = JUDGED + ("burnout",)
    draws = _number(
        "seed_of_draws",
        "seed",
        "look",
        "Seed of the draws",
        "",
        "A seed fixes which other numbers are tried.",
        (0, 999999, 1),
        1,
        _in_views("sure"),
    )
    draws["again"] = "Other draws"
    return [
        view,
        _choice(
            "score",
            "look",
            "Score",
            "The score that the levers are to move.",
            [(name, SCORES[name]["label"]) for name in scores],
            "role_fidelity",
            _in_views("levers"),
        ),
        _choice(
            "moves",
            "look",
            "How far each lever is moved",
            "",
            [("whole", "Over its whole range"), ("step", "Two steps down and two up")],
            "whole",
            _in_views("levers"),
        ),
        _choice(
            "spread",
            "look",
            "How far off our numbers may be",
            "Each number of the model is moved by itself, up to this far, up or down.",
            [("15", "15 %"), ("30", "30 %"), ("50", "50 %")],
            "30",
            _in_views("sure"),
        ),
        draws,
        _number(
            "workers",
            "whole",
            "look",
            "Size of the team",
            "workers",
            "How many peer specialists work in it. In Challenge it also sets how many people "
            "are to be supported: %d for each worker." % COSTS["people_for_each_worker"],
            (1, 10, 1),
            4,
            _in_views("incidents", "burnout", "challenge"),
        ),
    ]


def _run_controls():
    changes = [(name, "To " + TABLE["presets"][name]["label"].lower()) for name in model.PRESETS]
    return [
        _choice(
            "start",
            "run",
            "Where the team starts",
            "A team that changes its supervision starts from what it was used to.",
            [(name, _start_label(name)) for name in model.STARTS],
            "new_team",
            _in_views("time", "teams", "burnout"),
        ),
        _number(
            "months",
            "whole",
            "run",
            "How long to watch",
            "months",
            "",
            (6, LONGEST, 6),
            36,
            _in_views("time", "teams", "burnout"),
        ),
        _choice(
            "switch_to",
            "run",
            "Change of supervision on the way",
            "The levers hold until then; after it, those of the preset.",
            [("none", "No change")] + changes,
            "none",
            _in_views("time", "burnout"),
        ),
        _number(
            "switch_month",
            "whole",
            "run",
            "Month of the change",
            "",
            "Only used if there is a change.",
            (1, LONGEST - 1, 1),
            12,
            _in_views("time", "burnout"),
        ),
        _number(
            "seed",
            "seed",
            "run",
            "Seed of the one imagined team",
            "",
            "A seed fixes the luck. With the same luck, two settings can be compared.",
            (0, 999999, 1),
            1,
            _in_views("time", "teams", "burnout"),
        ),
    ]


CONTROLS = (
    _view_controls()
    + [_lever_control(name) for name in model.LEVERS]
    + [_minimum_control(name) for name in JUDGED]
    + _run_controls()
)
