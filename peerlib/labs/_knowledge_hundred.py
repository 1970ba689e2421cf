"""A hundred people and one line drawn by the listener: words, tiles, pictures and table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import knowledge as model
from . import _drawing as drawing

LINE = [step / 10 for step in range(-20, 21)]


def _two(value):
    return "%.2f" % value


def _are(count):
    return "%d %s" % (count, "is" if count == 1 else "are")


def run(state):
    """Work out one state of the controls.

    Returns
    -------
    dict
        ``state``; ``people``, as `knowledge.hundred_people` returns; ``hit`` and
        ``false_alarm``; ``curve``, both for each place of the line in `LINE`.
    """
    hit, false_alarm = model.hits_and_false_alarms(state["clarity"], state["criterion"])
    return {
        "state": state,
        "people": model.hundred_people(state["prior"], state["clarity"], state["criterion"]),
        "hit": hit,
        "false_alarm": false_alarm,
        "curve": [model.hits_and_false_alarms(state["clarity"], place) for place in LINE],
    }


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    people = run["people"]
    have, have_not = people["heard"] + people["missed"], people["in_vain"] + people["left_alone"]
    text = "Of a hundred made-up people %d have akathisia: %s believed and %s missed." % (
        have,
        _are(people["heard"]),
        _are(people["missed"]),
    )
    text += " Of the other %d, %s acted on in vain and %s rightly left alone." % (
        have_not,
        _are(people["in_vain"]),
        _are(people["left_alone"]),
    )
    if pinned is not None:
        text += " In the pinned run %s missed and %s acted on in vain." % (
            _are(pinned["people"]["missed"]),
            _are(pinned["people"]["in_vain"]),
        )
    return text


def pictures(run, pinned):
    """Return both kinds of people as dots, and how the line trades one error for the other."""
    people = run["people"]
    have, have_not = people["heard"] + people["missed"], people["in_vain"] + people["left_alone"]
    return [
        drawing.icons(
            "The %d who have it" % have,
            "%d people who have akathisia. Dots: %s believed. Crosses: %s missed."
            % (have, _are(people["heard"]), _are(people["missed"])),
            [("average", "believed", people["heard"]), ("third", "missed", people["missed"])],
        ),
        drawing.icons(
            "The %d who do not" % have_not,
            "%d people who do not have akathisia. Rings: %s left alone. "
            "Crosses: %s acted on in vain."
            % (have_not, _are(people["left_alone"]), _are(people["in_vain"])),
            [
                ("second", "rightly left alone", people["left_alone"]),
                ("third", "acted on in vain", people["in_vain"]),
            ],
        ),
        _line_picture(run, pinned),
    ]


def _line_picture(run, pinned):
    hits, alarms = [both[0] for both in run["curve"]], [both[1] for both in run["curve"]]
    place = run["state"]["criterion"]
    text = "Shares of people believed, for each place of the line from -2 to 2. At %s, " % _one(
        place
    )
    text += "of those who have it %s are believed, of those who do not %s." % (
        _two(run["hit"]),
        _two(run["false_alarm"]),
    )
    text += " At 0 it is %s and %s." % (_two(hits[20]), _two(alarms[20]))
    lines = [
        ("average", "believed, of those who have it", hits),
        ("second", "believed, of those who do not", alarms),
    ]
    if pinned is not None:
        lines.insert(0, ("pinned", "pinned: of those who have it", [b[0] for b in pinned["curve"]]))
        text += " In the pinned run the line stands at %s." % _one(pinned["state"]["criterion"])
    title, label = "Where the line is drawn", "believes almost all ... almost none"
    marks = [(place, "the line")]
    return drawing.lines(title, text, LINE, label, lines, marks=marks)


def _one(value):
    text = "%.1f" % value
    return "0.0" if text == "-0.0" else text


def key(pinned):
    """Return the key to dots and lines."""
    found = [
        ("dot average", "has it and is believed"),
        ("dot second", "does not have it and is left alone"),
        ("dot third", "the listener is wrong"),
        ("average", "share believed, of those who have it"),
        ("second", "share believed, of those who do not"),
    ]
    if pinned is not None:
        found.append(("pinned", "pinned: of those who have it"))
    return found


def tiles(run):
    """Return the values to keep in sight."""
    return [
        {
            "label": "Believed, of those who have it (hits)",
            "value": _two(run["hit"]),
            "when": "%d of a hundred people are missed" % run["people"]["missed"],
            "status": "assumed",
        },
        {
            "label": "Believed, of those who do not (false alarms)",
            "value": _two(run["false_alarm"]),
            "when": "%d of a hundred are acted on in vain" % run["people"]["in_vain"],
            "status": "assumed",
        },
    ]


def aside():
    """Return the small print."""
    return [
        "Moving the line trades one error for the other. Only clearer signs make both smaller.",
        "People are rounded to whole ones. Nobody has measured these numbers.",
    ]


def table(run):
    """Return hits and false alarms for each place of the line."""
    rows = [
        [place, round(both[0], 6), round(both[1], 6)] for place, both in zip(LINE, run["curve"])
    ]
    return {
        "caption": "Shares believed, for each place of the line",
        "columns": ["criterion", "hits", "false_alarms"],
        "labels": ["The line", "Of those who have it", "Of those who do not"],
        "rows": rows,
    }
