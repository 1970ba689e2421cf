"""The controls of the knowledge lab, and where each of its numbers is from.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.knowledge import PRESETS, TABLE, preset

VIEWS = (
    ("reports", "Reports needed"),
    ("two_by_two", "Belief and a word"),
    ("hundred", "A hundred people"),
)
DEFAULT_PRESET = "hardly_hears"
SHOWN_IN = {
    "doubt": ["reports", "two_by_two"],
    "acting": ["reports", "two_by_two"],
    "prior": ["reports", "two_by_two", "hundred"],
    "hit": ["reports", "two_by_two"],
    "false_alarm": ["reports", "two_by_two"],
    "clarity": ["hundred"],
    "criterion": ["hundred"],
}
LISTENER = ("doubt", "acting", "criterion")


def _lever_control(name):
    lever = TABLE["levers"][name]
    return {
        "name": name,
        "kind": "range",
        "group": "listener" if name in LISTENER else "report",
        "label": lever["label"],
        "unit": "",
        "help": lever["help"],
        "minimum": lever["minimum"],
        "maximum": lever["maximum"],
        "step": lever["step"],
        "marks": lever["marks"],
        "default": lever["value"],
        "status": lever["status"],
        "when": ["view", SHOWN_IN[name]],
    }


CONTROLS = [
    {
        "name": "view",
        "kind": "choice",
        "shown": "buttons",
        "group": "listener",
        "label": "What to look at",
        "help": "",
        "options": [list(view) for view in VIEWS],
        "default": "reports",
    }
] + [
    _lever_control(name)
    for name in ("doubt", "acting", "criterion", "prior", "hit", "false_alarm", "clarity")
]


def presets():
    """Return the made-up listeners, as a lab offers them."""
    return [
        {
            "name": name,
            "label": TABLE["presets"][name]["label"],
            "about": TABLE["presets"][name]["about"],
            "values": preset(name),
        }
        for name in PRESETS
    ]


def values():
    """Return every number of the model with its status, as a table.

    Returns
    -------
    dict
        ``caption``, ``columns`` and ``rows``.
    """
    rows = []
    for entry in TABLE["levers"].values():
        what = entry["label"][0].lower() + entry["label"][1:]
        rows.append([what, entry["value"], entry["status"], "our choice"])
    for entry in TABLE["constants"].values():
        rows.append([entry["meaning"], entry["value"], entry["status"], "our choice"])
    for name in PRESETS:
        entry = TABLE["presets"][name]
        for lever, value in sorted(preset(name).items()):
            what = "%s: %s" % (entry["label"].lower(), TABLE["levers"][lever]["label"].lower())
            rows.append([what, value, entry["status"], "our choice"])
    rows.sort(key=lambda row: row[0])
    return {
        "caption": "Every number of this model. None of them was measured: all are assumed, "
        "chosen by us for teaching; open to change.",
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }
