"""The controls of the lab on being fooled, and where its numbers are from.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.programme import TABLE
from ._trial_again_controls import lever

VIEWS = (
    ("before_after", "Before and after"),
    ("comers", "With and without"),
    ("lot", "Drawn by lot"),
)
TRAPS = ("low_point", "trend", "need", "drive", "lost", "many", "sites", "rough")
TRAP = TABLE["labs"]["traps"]
# In which design each trap is met first.
MET_IN = {
    "low_point": "before_after",
    "trend": "before_after",
    "need": "comers",
    "drive": "comers",
    "lost": "lot",
    "many": "lot",
    "sites": "lot",
    "rough": "lot",
}
ON_AT_FIRST = "low_point"


def _switch(name):
    return {
        "name": name,
        "kind": "choice",
        "group": "traps",
        "label": TRAP[name]["label"],
        "help": TRAP[name]["help"],
        "options": [["off", "off"], ["on", "on"]],
        "default": "on" if name == ON_AT_FIRST else "off",
    }


def _lever(name, control):
    found = lever(control, "study")
    found["name"] = name
    return found


CONTROLS = (
    [
        {
            "name": "view",
            "kind": "choice",
            "shown": "buttons",
            "group": "study",
            "label": "How the study compares",
            "help": "",
            "options": [list(view) for view in VIEWS],
            "default": "before_after",
        }
    ]
    + [_switch(name) for name in TRAPS]
    + [
        _lever("effect", "true_effect"),
        _lever("people", "study_people"),
        {
            "name": "adjust",
            "kind": "choice",
            "group": "study",
            "label": "Allow for the first score",
            "help": "Compares people who began alike, as far as the first score can tell.",
            "options": [["no", "no"], ["yes", "yes"]],
            "default": "no",
            "when": ["view", ["comers", "lot"]],
        },
        {
            "name": "seed",
            "kind": "seed",
            "group": "study",
            "label": "Number of the study",
            "again": "Run the study again",
            "help": "Another number, other people, other luck.",
            "minimum": 0,
            "maximum": 999999,
            "step": 1,
            "default": 1,
        },
    ]
)


def presets():
    """Return one preset for each trap, in the design where it is met, and one for none."""
    nothing = {name: "off" for name in TRAPS}
    found = [
        {
            "name": "fair",
            "label": "Nothing goes wrong",
            "about": "No trap is set. How far off is the study now?",
            "values": dict(nothing),
        }
    ]
    for name in TRAPS:
        found.append(
            {
                "name": name,
                "label": TRAP[name]["label"],
                "about": TRAP[name]["help"],
                "values": dict(nothing, **{name: "on", "view": MET_IN[name]}),
            }
        )
    return found


def values():
    """Return every number of the simulated programme and of the lab, as a table."""
    rows = []
    for name in sorted(TABLE["constants"]):
        entry = TABLE["constants"][name]
        rows.append([entry["meaning"], entry["value"], entry["status"], entry["unit"]])
    dial = TABLE["dials"]["measurement_error"]
    rows.append([dial["meaning"], dial["value"], "assumed", dial["unit"]])
    for name in TRAPS:
        rows.append([TRAP[name]["label"].lower(), TRAP[name]["value"], "assumed", "see its help"])
    for name in ("true_effect", "study_people"):
        entry = TABLE["labs"][name]
        rows.append([entry["label"].lower(), entry["value"], entry["status"], entry["unit"]])
    return {
        "caption": "How to be fooled: every number of the lab and of the "
        "simulated programme behind it. The lab "
        "does without admissions and cost. None of them was measured: all are assumed, chosen "
        "by us for teaching; open to change.",
        "columns": ["what", "value", "status", "unit"],
        "rows": rows,
    }
