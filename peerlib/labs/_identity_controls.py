"""The controls of the identity lab, and where each of its numbers is from.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.identity import LEVERS, TABLE

MONTHS = 24
DEFAULT_PRESET = "authority"
IN_TIME = ["view", ["over_time"]]
IN_EXPERIMENT = ["view", ["two_rules"]]


def _lever_control(name):
    lever = TABLE["levers"][name]
    return {
        "name": name,
        "kind": "range",
        "group": "levers",
        "label": lever["label"],
        "unit": "",
        "help": lever["help"],
        "minimum": lever["minimum"],
        "maximum": lever["maximum"],
        "step": lever["step"],
        "marks": lever["marks"],
        "default": TABLE["presets"][DEFAULT_PRESET][name],
        "status": "assumed",
        "when": IN_TIME,
    }


def _experiment_control(name, label, help_, limits):
    entry = TABLE["experiment"][name]
    return {
        "name": name,
        "kind": "whole" if name == "readers" else "range",
        "group": "experiment",
        "label": label,
        "unit": "",
        "help": help_,
        "minimum": limits[0],
        "maximum": limits[1],
        "step": limits[2],
        "marks": [],
        "default": entry["value"],
        "status": entry["status"],
        "when": IN_EXPERIMENT,
    }


CONTROLS = (
    [
        {
            "name": "view",
            "kind": "choice",
            "shown": "buttons",
            "group": "levers",
            "label": "What to look at",
            "help": "",
            "options": [["over_time", "Over time"], ["two_rules", "Two rival rules"]],
            "default": "over_time",
        }
    ]
    + [_lever_control(name) for name in LEVERS]
    + [
        {
            "name": "watching_ends",
            "kind": "whole",
            "group": "levers",
            "label": "When the watching ends",
            "unit": "months",
            "help": "From then on nobody checks.",
            "minimum": 0,
            "maximum": MONTHS,
            "step": 1,
            "marks": [[0, "never watched"], [MONTHS, "watched to the end"]],
            "default": 6,
            "status": "assumed",
            "when": IN_TIME,
        },
        {
            "name": "rule",
            "kind": "choice",
            "group": "rule",
            "label": "How credibility is made",
            "help": "Nobody knows. In the experiment, the made-up readers follow this rule.",
            "options": [
                ["product", "The two multiply: each needs the other"],
                ["sum", "The two add up: one can stand in for the other"],
            ],
            "default": "product",
        },
        _experiment_control(
            "readers",
            "Readers of each story",
            "There are four stories, so four times as many readers in all.",
            (3, 200, 1),
        ),
        _experiment_control(
            "noise",
            "How far readers differ",
            "Standard deviation of the ratings of one and the same story.",
            (0.05, 0.5, 0.05),
        ),
        _experiment_control(
            "low", "What counts as little", "The same for stigma and identification.", (0, 0.4, 0.1)
        ),
        _experiment_control(
            "high", "What counts as much", "The same for stigma and identification.", (0.6, 1, 0.1)
        ),
        {
            "name": "seed",
            "kind": "seed",
            "group": "experiment",
            "label": "Seed of the made-up readers",
            "help": "A seed fixes the luck. Run the same experiment with other readers.",
            "again": "Other readers",
            "minimum": 0,
            "maximum": 999999,
            "step": 1,
            "default": 1,
            "when": IN_EXPERIMENT,
        },
    ]
)


def values():
    """Return every number of the model with its status, as a table.

    Returns
    -------
    dict
        ``caption``, ``columns`` and ``rows``.
    """
    rows = []
    for group in ("coefficients", "experiment"):
        for entry in TABLE[group].values():
            rows.append([entry["meaning"], entry["value"], entry["status"], "our choice"])
    for entry in TABLE["presets"].values():
        for lever in LEVERS:
            what = "%s: %s" % (entry["label"].lower(), TABLE["levers"][lever]["label"].lower())
            rows.append([what, entry[lever], entry["status"], "our choice"])
    rows.sort(key=lambda row: row[0])
    return {
        "caption": "Every number of this model. The article behind the course gives none for "
        "this part, so all are assumed: chosen by us for teaching; open to change.",
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }
