"""Put a run of the support model into words, tiles, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..data import STATUSES
from ..models.support import KINDS, OUTCOMES, PEOPLE, TABLE
from . import _drawing as drawing
from . import _panels as panels
from ._request import notes

STYLES = ("average", "second", "third")


def _two(value):
    return "%.2f" % value


def _hours(value):
    text = "%.1f" % value
    text = text[:-2] if text.endswith(".0") else text
    return text + (" hour" if text == "1" else " hours")


def _listed(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _outcome(j):
    return TABLE["outcomes"][OUTCOMES[j]]["label"]


def _kind(i):
    return TABLE["kinds"][KINDS[i]]["label"]


def _person(run):
    return TABLE["people"][run["state"]["person"]]


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    text = _given(run)
    months = run["state"]["months"]
    if run["hidden"]:
        ranges = [
            "%s between %s and %s" % (_outcome(j).lower(), _two(low[-1]), _two(high[-1]))
            for j, (low, high) in enumerate(zip(run["low"], run["high"]))
        ]
        text += " You have only clues to the needs. If the clues hold, after %d months " % months
        text += "you may find %s." % _listed(ranges)
    else:
        ends = [
            "%s at %s" % (_outcome(j).lower(), _two(level)) for j, level in enumerate(run["actual"])
        ]
        text += " After %d months the model has %s. " % (months, _listed(ends))
        text += _lowest(run)
    if run["best"] is not None:
        text += " The best split of %s takes the lowest to %s." % (
            _hours(run["state"]["hours"]),
            _two(run["best_lowest"]),
        )
    if pinned is not None:
        text += " " + _comparison(run, pinned)
    return text


def _given(run):
    given, name = run["given"], _person(run)["name"]
    have, wished = run["state"]["hours"], given["set"]
    if wished == 0:
        return "%s gets no support from you in this run." % name
    if wished > have + 1e-9:
        return "You set %s and have %s, so each was cut in the same way." % (
            _hours(wished),
            _hours(have),
        )
    text = "%s gets %s a month from you" % (name, _hours(wished))
    if given["left"] > 1e-9:
        text += "; %s %s not used" % (
            _hours(given["left"]),
            "is" if _hours(given["left"]) == "1 hour" else "are",
        )
    return text + "."


def _lowest(run):
    lowest = min(run["actual"])
    # levels that look the same at two digits count as equally low
    names = [_outcome(j).lower() for j, level in enumerate(run["actual"]) if level - lowest < 0.005]
    if len(names) == len(run["actual"]):
        return "All three stand level, and none is lower than the others."
    text = _listed(names)
    return "%s %s lowest, and the lowest counts." % (
        text[0].upper() + text[1:],
        "is" if len(names) == 1 else "are",
    )


def _comparison(run, pinned):
    if run["hidden"] or pinned["hidden"]:
        return "To compare with the pinned run, open the needs."
    now, then = min(run["actual"]), min(pinned["actual"])
    if abs(now - then) < 0.005:
        return "Compared with the pinned run, the lowest has not moved."
    return "Compared with the pinned run, the lowest is %s %s." % (
        "up" if now > then else "down",
        _two(abs(now - then)),
    )


def pictures(run, pinned):
    """Return a picture of the outcomes, and one of the needs and the hours.

    Returns
    -------
    list of dict
        As from `_drawing`.
    """
    outcomes = _range_picture(run) if run["hidden"] else _outcome_picture(run, pinned)
    return [outcomes, _need_picture(run)]


def _outcome_picture(run, pinned):
    months = run["state"]["months"]
    lines, parts = [], []
    for j, levels in enumerate(run["low"]):
        lines.append((STYLES[j], _outcome(j), levels))
        parts.append("%s goes from %s to %s" % (_outcome(j), _two(levels[0]), _two(levels[-1])))
    text = "Three outcomes over %d months. %s." % (months, ". ".join(parts))
    if pinned is not None and not pinned["hidden"]:
        ends = pinned["actual"]
        least = ends.index(min(ends))
        label = "pinned: %s, its lowest" % _outcome(least).lower()
        lines.insert(0, ("pinned", label, pinned["low"][least][: months + 1]))
        text += " In the pinned run the lowest, %s, ends at %s." % (
            _outcome(least).lower(),
            _two(ends[least]),
        )
    x = list(range(months + 1))
    return drawing.lines("What becomes of the three", text, x, "months", lines)


def _range_picture(run):
    months, bars, parts = run["state"]["months"], [], []
    for j in range(len(OUTCOMES)):
        low, high = run["low"][j][-1], run["high"][j][-1]
        note = "%s to %s" % (_two(low), _two(high))
        bars.append(("second", _outcome(j), low, high, note))
        parts.append("%s from %s" % (_outcome(j), note))
    text = "Where the three may stand after %d months, if the clues hold: %s." % (
        months,
        "; ".join(parts),
    )
    return drawing.bars("Where the three may stand", text, bars, 0.0, 1.0)


def _need_picture(run):
    """Draw for each kind what is missing, and how far the hours fill it."""
    bars, parts = [], []
    for i, (low, high) in enumerate(run["clues"]):
        hours = _hours(run["given"]["kinds"][i])
        if run["hidden"]:
            note = "%s to %s" % (_two(low), _two(high))
            bars.append(("second", _kind(i), low, high, "%s; %s" % (note, hours)))
            parts.append("%s %s, you give %s" % (_kind(i).lower(), note, hours))
            continue
        if run["best"] is not None:
            hours += ", best %s" % _hours(run["best"][i])
        bars.append(("average", _kind(i), 0.0, high, "missing %s" % _two(high)))
        bars.append(
            ("second", "your " + hours, 0.0, run["filled"][i], "fill %s" % _two(run["filled"][i]))
        )
        parts.append(
            "%s missing %s, your %s fill %s"
            % (_kind(i).lower(), _two(high), hours, _two(run["filled"][i]))
        )
    if run["hidden"]:
        title = "Clues to what is missing, and your hours"
        text = "Clues to what is missing in this person's life, nine in ten hold: %s."
    else:
        title = "What is missing, and how far you fill it"
        text = "What the person's own life does not bring, and how far your hours fill it: %s."
    text %= "; ".join(parts)
    text += " Asking and listening: %s." % _hours(run["given"]["asking"])
    return drawing.bars(title, text, bars, 0.0, 1.0)


def html(response, run, pinned):
    """Return the results as HTML: the sentence, the tiles, the key and the pictures."""
    key = []
    if not run["hidden"]:
        key = [(STYLES[j], _outcome(j).lower()) for j in range(len(OUTCOMES))]
        key += [("bar average", "what is missing"), ("bar second", "what your hours fill")]
        if pinned is not None and not pinned["hidden"]:
            key.append(("pinned", "pinned: its lowest"))
    else:
        key.append(("bar second", "somewhere in here, if the clue holds"))
    shown = panels.results(response["sentence"], _tiles(run), key, response["figures"], _aside(run))
    return '<p class="lab-lead">%s</p>%s' % (drawing.escape(_quote(run)), shown)


def _quote(run):
    return "%s says: “%s” (We made this up.)" % (_person(run)["name"], _person(run)["says"])


def _tiles(run):
    tiles, lowest = [], min(run["actual"])
    for j, level in enumerate(run["actual"]):
        tile = {"label": _outcome(j), "status": "follows from assumed values"}
        if run["hidden"]:
            tile["value"] = "%s to %s" % (_two(run["low"][j][-1]), _two(run["high"][j][-1]))
            tile["verdict"] = "if the clues hold"
        else:
            tile["value"] = _two(level)
            tile["verdict"] = "the lowest: this one counts" if level - lowest < 0.005 else ""
            tile["when"] = "without support %s" % _two(run["low"][j][0])
        tiles.append(tile)
    return tiles


def _aside(run):
    lines = []
    if run["state"]["person"] != "stranger":
        lines.append("The person told you what is missing. We turned it into numbers, assumed.")
    elif run["hidden"]:
        lines.append(
            "Hours of asking and listening make the clues sharper. In life nobody is known "
            "from clues: you ask, and the person decides."
        )
    return lines


def table(run):
    """Return the run month by month, for the table view and the CSV file.

    Returns
    -------
    dict
        ``caption``, ``columns`` (for a file), ``labels`` (for people), ``rows`` (numbers)
        and ``notes`` (lines that say what was run, for the head of the file).
    """
    columns, labels, series = ["month"], ["Month"], []
    for j, name in enumerate(OUTCOMES):
        if run["hidden"]:
            columns += [name + "_from", name + "_to"]
            labels += [_outcome(j) + ", from", _outcome(j) + ", to"]
            series += [run["low"][j], run["high"][j]]
        else:
            columns.append(name)
            labels.append(_outcome(j))
            series.append(run["low"][j])
    rows = [
        [month] + [round(levels[month], 6) for levels in series]
        for month in range(run["state"]["months"] + 1)
    ]
    head = notes("Support lab", run["state"])
    caption = "The three outcomes month by month"
    if run["hidden"]:
        caption += ", as far as the clues tell"
    return {"caption": caption, "columns": columns, "labels": labels, "rows": rows, "notes": head}


def values(presets):
    """Return every number of the model with its status, as a table."""
    rows = []

    def add(what, value, entry):
        rows.append([what, value, entry["status"], "our choice"])

    for kind in KINDS:
        strength = TABLE["kinds"][kind]["strength"]
        add(strength["meaning"], strength["value"], strength)
    for name in OUTCOMES:
        entry = TABLE["outcomes"][name]
        add("%s: drain a month" % entry["label"].lower(), entry["drain"], entry)
    for group, names in (
        ("hours", ("half", "listening")),
        ("clues", ("blur", "sharpening", "need_low", "need_high")),
    ):
        for name in names:
            entry = TABLE[group][name]
            add(entry["meaning"], entry["value"], entry)
    for name in PEOPLE[:-1]:
        entry = TABLE["people"][name]
        for i, kind in enumerate(KINDS):
            add("%s: need for %s" % (entry["name"], _kind(i).lower()), entry[kind], entry)
    for name in ("hours", "asking", "months"):
        entry = TABLE["controls"][name]
        add("at first: %s" % entry["label"].lower(), entry["value"], entry)
    for name in presets:
        entry = TABLE["presets"][name]
        for i, kind in enumerate(KINDS):
            add("%s: %s, hours" % (entry["label"].lower(), _kind(i).lower()), entry[kind], entry)
        what = "%s: asking and listening, hours" % entry["label"].lower()
        add(what, entry["asking"], entry)
    return {
        "caption": "Every number of the support model. "
        + " ".join("%s: %s." % (name, meaning) for name, meaning in STATUSES),
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }
