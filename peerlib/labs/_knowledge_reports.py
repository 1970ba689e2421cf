"""How many reports a doubting listener needs: words, tiles, pictures and table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import knowledge as model
from . import _drawing as drawing

SHOWN = 10  # reports along the axis
COMPARED = (0.0, 0.5, 0.75, 0.9)


def _two(value):
    return "%.2f" % value


def times(count):
    """Return a number of reports in words."""
    if count is None:
        return "never"
    return "%d report%s" % (count, "" if count == 1 else "s")


def run(state):
    """Work out one state of the controls.

    Returns
    -------
    dict
        ``state``; for this listener and for one who hears every report (``open``): the
        likelihood ``ratio``, the ``needed`` reports and the ``belief`` after 0, 1, 2 ...
    """
    found = {"state": state}
    for name, doubt in (("this", state["doubt"]), ("open", 0.0)):
        ratio, needed = _ratio_and_need(state, doubt)
        belief = [model.belief(state["prior"], ratio, n) for n in range(SHOWN + 1)]
        found[name] = {"ratio": ratio, "needed": needed, "belief": belief}
    return found


def _ratio_and_need(state, doubt):
    ratio = model.likelihood_ratio(doubt, state["hit"], state["false_alarm"])
    return ratio, model.reports_needed(state["prior"], ratio, state["acting"])


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    state, this = run["state"], run["this"]
    text = "This listener takes %d in 100 reports for noise." % int(100 * state["doubt"] + 0.5)
    text += " So one report multiplies the odds of akathisia by %s." % _two(this["ratio"])
    if this["needed"] == 0:
        text += " The listener acts before anything is said."
    else:
        text += " The listener acts after %s." % times(this["needed"])
    if state["doubt"] > 0 and this["needed"] != 0:
        text += " If every report were heard, it would be after %s." % times(run["open"]["needed"])
    if pinned is not None:
        text += " In the pinned run it is after %s." % times(pinned["this"]["needed"])
    return text


def pictures(run, pinned):
    """Return how belief grows with each report, and the reports needed under some doubts."""
    return [_belief_picture(run, pinned), _needed_picture(run)]


def _belief_picture(run, pinned):
    state, belief = run["state"], run["this"]["belief"]
    text = "How likely akathisia looks to this listener: %s at first" % _two(belief[0])
    text += ", %s after 1 report, %s after 5, %s after %d." % (
        _two(belief[1]),
        _two(belief[5]),
        _two(belief[SHOWN]),
        SHOWN,
    )
    text += " To one who hears every report it looks %s likely after the first." % _two(
        run["open"]["belief"][1]
    )
    text += " The listener acts from %s on." % _two(state["acting"])
    lines = [
        ("second", "one who hears every report", run["open"]["belief"]),
        ("average", "this listener", belief),
    ]
    if pinned is not None:
        lines.insert(0, ("pinned", "pinned", pinned["this"]["belief"]))
        text += " The pinned listener is at %s after 5." % _two(pinned["this"]["belief"][5])
    x, title = list(range(SHOWN + 1)), "How likely akathisia looks"
    return drawing.lines(title, text, x, "reports", lines, minimum=state["acting"])


def _needed_picture(run):
    state, bars, parts = run["state"], [], []
    doubts = [("second", doubt) for doubt in COMPARED]
    doubts.append(("average", state["doubt"]))
    for style, doubt in doubts:
        needed = _ratio_and_need(state, doubt)[1]
        share = "%s of 100" % int(100 * doubt + 0.5)
        label = "%s taken for noise" % share
        if style == "average":
            label = "this listener (%s)" % share
        shown = SHOWN + 1 if needed is None else min(SHOWN + 1, needed)
        bars.append((style, label, 0, shown, times(needed)))
        parts.append("%s: %s" % (label, times(needed)))
    text = "Reports needed before a listener acts. %s." % "; ".join(parts)
    return drawing.bars("Reports needed", text, bars, 0, SHOWN + 1)


def key(pinned):
    """Return the key to the lines."""
    found = [
        ("average", "this listener"),
        ("second", "one who hears every report"),
        ("minimum", "sure enough to act"),
    ]
    if pinned is not None:
        found.append(("pinned", "the pinned listener"))
    return found


def tiles(run):
    """Return the values to keep in sight."""
    this = run["this"]
    return [
        {
            "label": "Reports needed",
            "value": str(this["needed"]),
            "when": "%s if every report were heard" % run["open"]["needed"],
            "status": "assumed",
        },
        {
            "label": "One report multiplies the odds by",
            "value": _two(this["ratio"]),
            "when": "%s if every report were heard" % _two(run["open"]["ratio"]),
            "status": "assumed",
        },
        {
            "label": "How likely it looks after one report",
            "value": _two(this["belief"][1]),
            "when": "at first %s" % _two(this["belief"][0]),
            "status": "assumed",
        },
    ]


def aside():
    """Return the small print."""
    return [
        "The model lets each report count afresh. A real listener may tire of the fifth one.",
        "Nobody has measured these numbers. They are there to think with.",
    ]


def table(run):
    """Return how belief grows with each report."""
    rows = []
    for count in range(SHOWN + 1):
        both = [round(run[name]["belief"][count], 6) for name in ("this", "open")]
        rows.append([count] + both)
    return {
        "caption": "How likely akathisia looks after each report",
        "columns": ["reports", "this_listener", "hears_every_report"],
        "labels": ["Reports", "This listener", "One who hears every report"],
        "rows": rows,
    }
