"""The smallest lab: one lever, one equation, one picture. All of it is invented.

A lab of the course is such a file in `peerlib/labs/`, its equation in `peerlib/models/` and its
numbers, each with a status, in `peerlib/data/`. Here all of it stands in one place.

PORTABLE: runs under CPython and MicroPython.
"""

from peerlib.labs import _drawing as drawing
from peerlib.labs import _panels as panels
from peerlib.labs._request import notes, read

HALF = 4  # hours a week that close half of the gap; assumed
MOST = 20
PREDICTIONS = (("less", "Less than the hour before"), ("same", "As much as the hour before"))
PRESETS = (("light", "A light week", 2), ("full", "A full week", 12))
CONTROLS = [
    {
        "name": "hours",
        "kind": "whole",
        "group": "week",
        "label": "Hours of peer support",
        "unit": "hours a week",
        "help": "Each hour closes a part of what is left of the gap.",
        "minimum": 0,
        "maximum": MOST,
        "step": 1,
        "marks": [],
        "default": HALF,
        "status": "assumed",
    }
]


def closed(hours):
    """Return the share of the gap that is closed: 1 - 2**(-h / H)."""
    return 1 - 2 ** (-hours / HALF)


def describe():
    """Return what the lab offers."""
    return {
        "name": "demonstration",
        "kind": "simulation",
        "title": "One more hour",
        "lead": "One lever: the hours of peer support a week. It is invented, to show a lab.",
        "predict": {
            "question": "Before you look: what does one more hour add?",
            "question_again": "Before you look: what does one more hour add now?",
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "Start from a week",
        "presets": [
            {"name": name, "label": label, "about": label + ".", "values": {"hours": hours}}
            for name, label, hours in PRESETS
        ],
        "groups": [{"name": "week", "label": "The week", "open": True}],
        "controls": CONTROLS,
        "values": {
            "caption": "Every number of this lab.",
            "columns": ["what", "value", "status", "note"],
            "rows": [["hours that close half of the gap", HALF, "assumed", "our choice"]],
        },
        "default": {"hours": HALF},
    }


def picture(state):
    """Return the one picture, as data."""
    text = "Share of the gap that is closed, by hours a week. At %d hours it is %.2f." % (
        state["hours"],
        closed(state["hours"]),
    )
    hours = list(range(MOST + 1))
    lines = [("average", "share closed", [closed(each) for each in hours])]
    marks = [(state["hours"], "now")]
    return drawing.lines("Share of the gap", text, hours, "hours a week", lines, marks=marks)


def pictures(state, draws=None):
    """Return the pictures for one state; `draws` is for labs that draw many."""
    return [picture(state)]


def respond(request):
    """Answer one request; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    now, then = closed(state["hours"]), closed(state["hours"] + 1)
    sentence = "With %d hours a week, %.2f of the gap is closed. One more hour would add %.2f." % (
        state["hours"],
        now,
        then - now,
    )
    if pinned is not None:
        sentence += " The pinned week closes %.2f." % closed(pinned["hours"])
    figures = [drawing.figure(picture(state))]
    tiles = [{"label": "Closed", "value": "%.2f" % now, "status": "follows from assumed values"}]
    key = [("average", "share of the gap that is closed")]
    answer = {"state": state, "messages": messages, "sentence": sentence, "figures": figures}
    answer["html"] = panels.results(sentence, tiles, key, figures, ["All of it is assumed."])
    answer["prediction"] = judged(request.get("prediction"))
    if request.get("want_run"):
        answer["run"] = {
            "caption": "Hour by hour",
            "columns": ["hours", "closed"],
            "labels": ["Hours a week", "Share closed"],
            "rows": [[hours, round(closed(hours), 6)] for hours in range(MOST + 1)],
            "notes": notes("Demonstration lab", state),
        }
    return answer


def judged(guess):
    """Say what became of a guess; None if there was none."""
    if guess == "less":
        return {"as_expected": True, "text": "You expected this. How much is left to close?"}
    if guess == "same":
        return {"as_expected": False, "text": "You expected more. How much was left to close?"}
    return None
