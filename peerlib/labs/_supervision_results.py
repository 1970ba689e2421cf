"""Put a run of the supervision model into words, scores, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..data import STATUSES
from ..models.supervision import STATES, TABLE, turnover
from . import _drawing as drawing
from . import _panels as panels

SCORES = TABLE["scores"]
JUDGED = ("role_fidelity", "reflective_practice", "risk_oversight")


def _label(name):
    return SCORES[name]["label"].lower()


def _two(value):
    return "%.2f" % value


def _listed(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def team_name(run):
    """Return what to call the team of a run."""
    if run["preset"] is None:
        return "team with your settings"
    return TABLE["presets"][run["preset"]]["label"].lower() + " team"


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    ends = ["%s %s" % (_label(name), _two(run["average"][name][-1])) for name in JUDGED]
    text = "After %d months the %s stands at %s." % (run["months"], team_name(run), _listed(ends))
    missed = run["failing"]
    if missed:
        reasons = [
            "%s (%s, needs %s)" % (_label(name), _precise(run, name), _two(run["minimums"][name]))
            for name in missed
        ]
        text += " It does not pass: %s %s below the minimum." % (
            _listed(reasons),
            "is" if len(missed) == 1 else "are",
        )
    else:
        spare = {name: _two(run["average"][name][-1] - run["minimums"][name]) for name in JUDGED}
        least = min(spare[name] for name in JUDGED)
        names = [_label(name) for name in JUDGED if spare[name] == least]
        text += " It meets all three minimums; %s %s the least to spare (%s)." % (
            _listed(names),
            "has" if len(names) == 1 else "have",
            least,
        )
    text += " " + _tension(run)
    if pinned is not None:
        text += " " + _comparison(run, pinned)
    return text


def _precise(run, name):
    """Return a missed score with enough digits to differ from its minimum."""
    value, least = run["average"][name][-1], run["minimums"][name]
    return _two(value) if _two(value) != _two(least) else "just under " + _two(least)


def _tension(run):
    mutuality = run["average"]["mutuality"][-1]
    professionalization = run["average"]["professionalization"][-1]
    gap = professionalization - mutuality
    if abs(gap) < 0.1:
        word = "are near each other"
    elif gap > 0:
        word = "pull apart: professionalization has the upper hand"
    else:
        word = "pull apart: mutuality has the upper hand"
    return "Mutuality (%s) and professionalization (%s) %s." % (
        _two(mutuality),
        _two(professionalization),
        word,
    )


def _comparison(run, pinned):
    moves = []
    for name in JUDGED:
        change = run["average"][name][-1] - pinned["average"][name][-1]
        if abs(change) >= 0.005:
            moves.append(
                "%s %s %s" % (_label(name), "up" if change > 0 else "down", _two(abs(change)))
            )
    if not moves:
        return "Against the pinned run (%s) no score has moved." % team_name(pinned)
    return "Against the pinned run (%s): %s." % (team_name(pinned), _listed(moves))


def scores(run):
    """Return the three judged scores: value, minimum, verdict, and where each number is from.

    Returns
    -------
    list of dict
        ``name``, ``label``, ``symbol``, ``value``, ``minimum``, ``passes``, ``when``,
        ``status`` and ``source`` of the value, ``minimum_status``.
    """
    given = {(entry["preset"], entry["score"]): entry["value"] for entry in TABLE["given"]}
    found = []
    for name in JUDGED:
        least = run["minimums"][name]
        published = given.get((run["preset"], name))
        status = "assumed" if published is None else "given"
        source = "follows from values that we assumed"
        if published is not None:
            source = "the article gives %s, and the model was set to settle there" % _two(published)
        entry = TABLE["minimums"][name]
        found.append(
            {
                "name": name,
                "label": SCORES[name]["label"],
                "symbol": SCORES[name]["symbol"],
                "value": run["average"][name][-1],
                "minimum": least,
                "passes": name not in run["failing"],
                "when": _when(run["average"][name], least),
                "status": status,
                "source": source,
                "minimum_status": entry["status"] if least == entry["value"] else "yours",
            }
        )
    return found


def _when(values, least):
    """Say in which month the average team first met or lost the minimum, if it did."""
    met = values[0] >= least
    for month, value in enumerate(values):
        if (value >= least) != met:
            return "%s in month %d" % ("lost" if met else "reached", month)
    return "met from the start" if met else "never reached"


def pictures(run, pinned):
    """Return one picture for each judged score and one for the tension between M and P.

    Returns
    -------
    list of dict
        As from `_drawing.lines`.
    """
    shown = [_score_picture(name, run, pinned) for name in JUDGED]
    return shown + [_tension_picture(run, pinned)]


def _months(run):
    return list(range(run["months"] + 1))


def _score_picture(name, run, pinned):
    average, low, high = run["average"][name], run["low"][name], run["high"][name]
    least = run["minimums"][name]
    text = "%s over %d months. The average team goes from %s to %s." % (
        SCORES[name]["label"],
        run["months"],
        _two(average[0]),
        _two(average[-1]),
    )
    text += " At the end nine in ten teams lie between %s and %s." % (_two(low[-1]), _two(high[-1]))
    text += " The minimum is %s: %s." % (_two(least), _when(average, least))
    text += " The one imagined team ends at %s." % _two(run["team"][name][-1])
    lines = [
        ("team", "one imagined team", run["team"][name]),
        ("average", "the average team", average),
    ]
    if pinned is not None:
        lines.insert(0, ("pinned", "pinned", pinned["average"][name][: run["months"] + 1]))
        text += " The pinned team ends at %s." % _two(pinned["average"][name][-1])
    title = "%s (%s)" % (SCORES[name]["label"], SCORES[name]["symbol"])
    bands = [("average", "nine in ten teams", low, high)]
    return drawing.lines(title, text, _months(run), "months", lines, bands, least)


def _tension_picture(run, pinned):
    lines, text = [], "Mutuality and professionalization over %d months." % run["months"]
    for name, style in (("mutuality", "average"), ("professionalization", "second")):
        values, label = run["average"][name], SCORES[name]["label"]
        text += " %s goes from %s to %s." % (label, _two(values[0]), _two(values[-1]))
        if pinned is not None:
            kept = "pinned" if style == "average" else "pinned second"
            earlier = pinned["average"][name][: run["months"] + 1]
            lines.insert(0, (kept, "pinned: " + _label(name), earlier))
            text += " In the pinned team it ends at %s." % _two(pinned["average"][name][-1])
        lines.append((style, label, values))
    title = "Two forces: mutuality (M, solid) and professionalization (P, dashed)"
    return drawing.lines(title, text, _months(run), "months", lines)


def html(response, run, pinned):
    """Return the results as HTML: the sentence, the three verdicts, the pictures, the key."""
    key = [
        ("average", "the average team"),
        ("band", "nine in ten teams"),
        ("team", "one imagined team (seed %d)" % run["state"]["seed"]),
        ("minimum", "the minimum"),
    ]
    if pinned is not None:
        key.append(("pinned", "pinned: " + team_name(pinned)))
    tiles = [_tile(score) for score in response["scores"]]
    return panels.results(response["sentence"], tiles, key, response["figures"], _aside(run))


def _tile(score):
    verdict = "✓ meets" if score["passes"] else "✗ below"
    return {
        "label": "%s (%s)" % (score["label"], score["symbol"]),
        "value": _two(score["value"]),
        "verdict": "%s the minimum, %s" % (verdict, _two(score["minimum"])),
        "passes": score["passes"],
        "when": score["when"],
        "status": "score: %s; minimum: %s" % (score["status"], score["minimum_status"]),
    }


def _aside(run):
    lines = [
        "%s: the score is %s (%s); the minimum is %s."
        % (score["label"], score["status"], score["source"], score["minimum_status"])
        for score in scores(run)
    ]
    burnout = run["average"]["burnout"][-1]
    leaving = round(100 * (1 - (1 - turnover(burnout)) ** 12))
    lines.append(
        "Behind them, assumed as well: burnout ends at %s, so that about %d of 100 workers "
        "would leave in a year." % (_two(burnout), leaving)
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
    columns, labels = ["month"], ["Month"]
    for name in STATES:
        columns += [name, name + "_low", name + "_high", name + "_one_team"]
        label = SCORES[name]["label"]
        labels += [label, label + ", low", label + ", high", label + ", one team"]
    rows = []
    for month in range(run["months"] + 1):
        row = [month]
        for name in STATES:
            for part in ("average", "low", "high", "team"):
                row.append(round(run[part][name][month], 6))
        rows.append(row)
    notes = ["Supervision lab: an illustration, not evidence."]
    notes += ["%s = %s" % (name, value) for name, value in sorted(run["state"].items())]
    notes += ["status %s = %s" % (name, meaning) for name, meaning in STATUSES]
    return {
        "caption": "The run month by month: average team, where nine in ten teams lie, one team",
        "columns": columns,
        "labels": labels,
        "rows": rows,
        "notes": notes,
    }


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
        what = "%s of the %s model" % (_label(entry["score"]), model_name)
        rows.append([what, entry["value"], "given", "the article's estimate"])
    for name in JUDGED:
        entry = TABLE["minimums"][name]
        what = "minimum for %s" % _label(name)
        rows.append([what, entry["value"], entry["status"], entry["note"]])
    for entry in TABLE["coefficients"].values():
        note = "our choice"
        if entry["status"] == "calibrated":
            note = "solved for, so that the given numbers come out"
        rows.append([entry["meaning"], entry["value"], entry["status"], note])
    for name in STATES:
        pace, start = TABLE["pace"][name], TABLE["starts"]["new_team"]
        what = "%s: pace, in months" % _label(name)
        rows.append([what, pace["months"], pace["status"], "our choice"])
        what = "%s: size of the chance ups and downs" % _label(name)
        rows.append([what, pace["noise"], pace["status"], "our choice"])
        what = "%s: where a new team starts" % _label(name)
        rows.append([what, start[name], start["status"], "our choice"])
    for preset in TABLE["presets"].values():
        for name, lever in TABLE["levers"].items():
            what = "%s model: %s" % (preset["label"].lower(), lever["label"].lower())
            rows.append([what, preset[name], preset["status"], "our reading of the article"])
    ranks = [name for name, _ in STATUSES]
    rows.sort(key=lambda row: (ranks.index(row[2]), row[0]))
    return {
        "caption": "Every number of the supervision model. "
        + " ".join("%s: %s." % (name, meaning) for name, meaning in STATUSES),
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }
