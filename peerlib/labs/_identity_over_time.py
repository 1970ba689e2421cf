"""Put a run over time of the identity lab into words, tiles, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.identity import TABLE
from . import _drawing as drawing


def _two(value):
    text = "%.2f" % value
    return "0.00" if text == "-0.00" else text


def _name(run):
    if run["preset"] is None:
        return "The supporter with your settings"
    return TABLE["presets"][run["preset"]]["label"]


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    ends, last = run["state"]["watching_ends"], run["months"][-1]
    text = "%s has credibility %s." % (_name(run), _two(run["credibility"]))
    if ends == 0:
        text += " Nobody ever watches."
    elif ends == last:
        text += " The watching goes on to the end."
    else:
        text += (
            " When the watching ends, in month %d, the goal is followed at %s: "
            "internalization is %s, compliance %s."
        ) % (
            ends,
            _two(run["followed"][run["ends"]]),
            _two(run["own"][run["ends"]]),
            _two(run["going_along"][run["ends"]]),
        )
    text += " In month %d the goal is followed at %s: internalization is %s, compliance %s." % (
        last,
        _two(run["followed"][-1]),
        _two(run["own"][-1]),
        _two(run["going_along"][-1]),
    )
    if pinned is not None:
        change = float(_two(run["followed"][-1])) - float(_two(pinned["followed"][-1]))
        text += " Compared with the pinned run (%s), that is %s." % (
            _name(pinned)[0].lower() + _name(pinned)[1:],
            "the same"
            if abs(change) < 0.005
            else "%s %s" % (_two(abs(change)), "more" if change > 0 else "less"),
        )
    return text


def pictures(run, pinned):
    """Return the goal over time, and how far the supporter is believed and told."""
    return [_time_picture(run, pinned), _trust_picture(run)]


def _time_picture(run, pinned):
    ends, last = run["state"]["watching_ends"], run["months"][-1]
    text = "The goal over %d months. In month %d, when the watching ends, it is followed at %s" % (
        last,
        ends,
        _two(run["followed"][run["ends"]]),
    )
    text += ", in month %d at %s. Internalization goes from 0 to %s." % (
        last,
        _two(run["followed"][-1]),
        _two(run["own"][-1]),
    )
    text += " Compliance is %s when the watching ends and %s in month %d." % (
        _two(run["going_along"][run["ends"]]),
        _two(run["going_along"][-1]),
        last,
    )
    lines = [
        ("third", "compliance (K)", run["going_along"]),
        ("second", "internalization (V)", run["own"]),
        ("average", "the goal is followed (Y)", run["followed"]),
    ]
    if pinned is not None:
        lines.insert(0, ("pinned", "pinned: the goal is followed", pinned["followed"]))
        text += " In the pinned run it is followed at %s at the end." % _two(pinned["followed"][-1])
    marks = [(ends, "watching ends")] if 0 < ends < last else []
    title = "How far the goal is followed"
    return drawing.lines(title, text, run["months"], "months", lines, marks=marks)


def _trust_picture(run):
    shown = (
        ("average", "Credibility (C)", run["credibility"]),
        ("second", "Told while watched (D)", run["told"][0]),
        ("second", "Told when nobody watches (D)", run["told"][1]),
    )
    bars = [(style, label, 0.0, value, _two(value)) for style, label, value in shown]
    text = "How far the supporter is believed, and how much the person tells: %s." % ", ".join(
        ["%s %s" % (label, _two(value)) for _, label, value in shown]
    )
    return drawing.bars("Believed, and told", text, bars, 0.0, 1.0)


def key(pinned):
    """Return the key to the lines."""
    found = [
        ("average", "the goal is followed (Y)"),
        ("second", "internalization (V): it is the person's own"),
        ("third", "compliance (K): going along"),
    ]
    if pinned is not None:
        found.append(("pinned", "pinned: the goal is followed"))
    return found


def tiles(run):
    """Return the values to keep in sight."""
    ends, last = run["state"]["watching_ends"], run["months"][-1]
    return [
        {"label": "Credibility (C)", "value": _two(run["credibility"]), "status": "assumed"},
        {
            "label": "Followed in month %d (Y)" % ends,
            "value": _two(run["followed"][run["ends"]]),
            "when": "when the watching ends",
            "status": "assumed",
        },
        {
            "label": "Followed in month %d (Y)" % last,
            "value": _two(run["followed"][-1]),
            "when": "internalization %s, compliance %s"
            % (_two(run["own"][-1]), _two(run["going_along"][-1])),
            "status": "assumed",
        },
    ]


def aside():
    """Return the small print."""
    return [
        "0: the goal is not followed at all. 1: it is always followed. "
        "All numbers rest on values that we assumed.",
        "A goal that is followed is not always a good goal. "
        "The model does not ask whose goal it is.",
    ]


def table(run):
    """Return the run month by month."""
    whole = range(0, len(run["months"]), run["steps_a_month"])
    names = ("followed", "own", "going_along")
    return {
        "caption": "The run month by month",
        "columns": ["month", "adherence", "internalization", "compliance"],
        "labels": ["Month", "The goal is followed", "Internalization", "Compliance"],
        "rows": [
            [int(run["months"][i])] + [round(run[name][i], 6) for name in names] for i in whole
        ],
    }
