"""The controls of the lab that runs a trial again, and where its numbers are from.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.programme import TABLE

LAB = TABLE["labs"]
VIEWS = (("one", "One trial"), ("many", "Fifty trials"), ("size", "How many people?"))
PRESETS = ("nothing", "clinical_only", "hybrid")
LEVELS = (("80", "80 %"), ("95", "95 %"), ("99", "99 %"))
MONTHS = 12
ERROR = TABLE["dials"]["measurement_error"]["value"]


def lever(name, group):
    """Return a range control from its entry in the table."""
    entry = LAB[name]
    return {
        "name": name,
        "kind": "range",
        "group": group,
        "label": entry["label"],
        "unit": entry["unit"],
        "help": entry["help"],
        "minimum": entry["minimum"],
        "maximum": entry["maximum"],
        "step": entry["step"],
        "marks": entry["marks"],
        "default": entry["value"],
        "status": entry["status"],
    }


CONTROLS = [
    {
        "name": "view",
        "kind": "choice",
        "shown": "buttons",
        "group": "trial",
        "label": "What to look at",
        "help": "",
        "options": [list(view) for view in VIEWS],
        "default": "many",
    },
    {
        "name": "seed",
        "kind": "seed",
        "group": "trial",
        "label": "Number of the trial",
        "again": "Run the trial again",
        "help": "Another number, other people, other luck. The programme stays the same.",
        "minimum": 0,
        "maximum": 999999,
        "step": 1,
        "default": 1,
        "when": ["view", ["one", "many"]],
    },
    lever("people", "trial"),
    lever("effect", "trial"),
    {
        "name": "level",
        "kind": "choice",
        "group": "interval",
        "label": "Kind of interval",
        "help": "How often, trial after trial, the interval is meant to hold the truth.",
        "options": [list(level) for level in LEVELS],
        "default": "95",
    },
]


def presets():
    """Return the true effects to start from."""
    return [
        {
            "name": name,
            "label": LAB["presets"][name]["label"],
            "about": LAB["presets"][name]["about"],
            "values": {"effect": LAB["presets"][name]["effect"]},
        }
        for name in PRESETS
    ]


def values():
    """Return every number of the simulated programme and of the lab, as a table."""
    rows = []
    for name in sorted(TABLE["constants"]):
        entry = TABLE["constants"][name]
        rows.append([entry["meaning"], entry["value"], entry["status"], entry["unit"]])
    dial = TABLE["dials"]["measurement_error"]
    rows.append([dial["meaning"], dial["value"], "assumed", dial["unit"]])
    for name in ("effect", "people"):
        entry = LAB[name]
        rows.append([entry["label"].lower(), entry["value"], entry["status"], entry["unit"]])
    for name in PRESETS:
        entry = LAB["presets"][name]
        rows.append([entry["label"].lower(), entry["effect"], entry["status"], "points"])
    return {
        "caption": "Run the trial again: every number of the lab and of the "
        "simulated programme behind it. The lab "
        "does without admissions and cost. None of them was measured: all are assumed, chosen "
        "by us for teaching; open to change.",
        "columns": ["what", "value", "status", "unit"],
        "rows": rows,
    }
