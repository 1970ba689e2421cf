"""Every number of the supervision model with its status, as a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..data import STATUSES
from ..models.supervision import STATES, TABLE
from ._supervision_words import JUDGED, label


def values():
    """Return every number of the model with its status, as a table.

    Returns
    -------
    dict
        ``caption``, ``columns`` and ``rows``.
    """
    rows = []
    for entry in TABLE["given"]:
        model_name = TABLE["presets"][entry["preset"]]["label"].lower()
        what = "%s of the %s model" % (label(entry["score"]), model_name)
        rows.append([what, entry["value"], "given", "the article's estimate"])
    for name in JUDGED:
        entry = TABLE["minimums"][name]
        what = "minimum for %s" % label(name)
        rows.append([what, entry["value"], entry["status"], entry["note"]])
    for entry in TABLE["coefficients"].values():
        note = "our choice"
        if entry["status"] == "calibrated":
            note = "solved for, so that the given numbers come out"
        rows.append([entry["meaning"], entry["value"], entry["status"], note])
    for name in STATES:
        pace, start = TABLE["pace"][name], TABLE["starts"]["new_team"]
        what = "%s: pace, in months" % label(name)
        rows.append([what, pace["months"], pace["status"], "our choice"])
        what = "%s: size of the chance ups and downs" % label(name)
        rows.append([what, pace["noise"], pace["status"], "our choice"])
        what = "%s: where a new team starts" % label(name)
        rows.append([what, start[name], start["status"], "our choice"])
    for preset in TABLE["presets"].values():
        for name, lever in TABLE["levers"].items():
            what = "%s model: %s" % (preset["label"].lower(), lever["label"].lower())
            rows.append([what, preset[name], preset["status"], "our reading of the article"])
    for group in ("incidents", "costs"):
        for entry in TABLE[group].values():
            rows.append([entry["meaning"], entry["value"], entry["status"], "our choice"])
    ranks = [name for name, _ in STATUSES]
    rows.sort(key=lambda row: (ranks.index(row[2]), row[0]))
    return {
        "caption": "Every number of the supervision model. "
        + " ".join("%s: %s." % (name, meaning) for name, meaning in STATUSES),
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }
