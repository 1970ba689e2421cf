"""The supervision lab over time: one run, in words, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from . import _drawing as drawing
from . import _supervision_words as words
from ._supervision_run import pinned_run, run
from ._supervision_words import JUDGED, SCORES, label, two

STATES = model.STATES


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    now = run(state)
    pinned = None if pinned_state is None else pinned_run(pinned_state)
    when = {name: _when(now, name) for name in JUDGED}
    scores = words.scores(now["levels"][-1], state, when, changed_to(now))
    key = [
        ("average", "the average team"),
        ("band", "nine in ten teams"),
        ("team", "one imagined team (seed %d)" % state["seed"]),
        ("minimum", "the minimum"),
    ]
    if now["switch"] is not None:
        key.append(("mark", "the change of supervision"))
    if pinned is not None:
        key.append(("pinned", "pinned: " + _team_name(pinned)))
    return {
        "failing": now["failing"],
        "scores": scores,
        "sentence": _sentence(now, pinned),
        "tiles": [words.tile(score) for score in scores],
        "key": key,
        "pictures": _pictures(now, pinned),
        "aside": words.sources(scores) + [_behind(now)],
        "table": lambda: _table(now),
    }


def changed_to(run):
    """Return the preset to which the supervision changes in a run, or None."""
    return None if run["switch"] is None else run["state"]["switch_to"]


def _team_name(run):
    name = words.team_name(run["preset"])
    if run["switch"] is None:
        return name
    return "%s that changes to %s" % (name, _preset_label(run["state"]["switch_to"]))


def _preset_label(name):
    return words.TABLE["presets"][name]["label"].lower()


def _sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    ends = ["%s %s" % (label(name), two(run["average"][name][-1])) for name in JUDGED]
    text = "After %d months the %s stands at %s." % (
        run["months"],
        _team_name(run),
        words.listed(ends),
    )
    text += " " + _verdict(run) + _after_the_switch(run) + " " + _tension(run)
    if pinned is not None:
        text += " " + _comparison(run, pinned)
    return text


def _verdict(run):
    missed = run["failing"]
    if missed:
        reasons = []
        for name in missed:
            value, least = run["average"][name][-1], run["minimums"][name]
            reasons.append(
                "%s (%s, needs %s)" % (label(name), words.precise(value, least), two(least))
            )
        verb = "is" if len(missed) == 1 else "are"
        return "It does not pass: %s %s below the minimum." % (words.listed(reasons), verb)
    spare = {name: two(run["average"][name][-1] - run["minimums"][name]) for name in JUDGED}
    least = min(spare[name] for name in JUDGED)
    names = [label(name) for name in JUDGED if spare[name] == least]
    return "It meets all three minimums; %s %s the least to spare (%s)." % (
        words.listed(names),
        "has" if len(names) == 1 else "have",
        least,
    )


def _after_the_switch(run):
    """Say how long each minimum takes to be met or lost once the supervision has changed."""
    state, switch = run["state"], run["switch"]
    if switch is None:
        if state["switch_to"] == "none":
            return ""
        return " The change of supervision in month %d lies after the end." % state["switch_month"]
    turns = []
    for name in JUDGED:
        values, least = run["average"][name], run["minimums"][name]
        turn = _first_turn(values, least, switch)
        if turn is not None:
            turns.append(
                "%s %s its minimum %d %s later (month %d)"
                % (
                    label(name),
                    "reaches" if values[turn] >= least else "loses",
                    turn - switch,
                    "month" if turn == switch + 1 else "months",
                    turn,
                )
            )
    change = " Supervision changes to %s in month %d: " % (
        _preset_label(state["switch_to"]),
        switch,
    )
    return change + (words.listed(turns) if turns else "no verdict turns after it") + "."


def _first_turn(values, least, start=0):
    """Return the first month after `start` in which a minimum is met or lost, or None."""
    met = values[start] >= least
    for month in range(start + 1, len(values)):
        if (values[month] >= least) != met:
            return month
    return None


def _when(run, name):
    """Say in which months the average team met or lost the minimum, if it did."""
    values, least = run["average"][name], run["minimums"][name]
    turns, month = [], _first_turn(values, least)
    while month is not None and len(turns) < 2:
        turns.append("%s in month %d" % ("reached" if values[month] >= least else "lost", month))
        month = _first_turn(values, least, month)
    if turns:
        return ", ".join(turns)
    return "met from the start" if values[0] >= least else "never reached"


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
        two(mutuality),
        two(professionalization),
        word,
    )


def _comparison(run, pinned):
    moves = []
    for name in JUDGED:
        change = run["average"][name][-1] - pinned["average"][name][-1]
        if abs(change) >= 0.005:
            moves.append(
                "%s %s %s" % (label(name), "up" if change > 0 else "down", two(abs(change)))
            )
    if not moves:
        return "Against the pinned run (%s) no score has moved." % _team_name(pinned)
    return "Against the pinned run (%s): %s." % (_team_name(pinned), words.listed(moves))


def _behind(run):
    burnout = run["average"]["burnout"][-1]
    leaving = words.of_100(1 - (1 - model.turnover(burnout)) ** 12)
    return (
        "Behind them, assumed as well: burnout ends at %s, so that about %d of 100 workers "
        "would leave in a year." % (two(burnout), leaving)
    )


def _pictures(run, pinned):
    """Return one picture for each judged score and one for the tension between M and P."""
    shown = []
    for name in JUDGED:
        least = run["minimums"][name]
        extra = " The minimum is %s: %s." % (two(least), _when(run, name))
        shown.append(score_picture(name, run, pinned, least, extra))
    return shown + [_tension_picture(run, pinned)]


def months_of(run):
    """Return the places on the horizontal axis, and the marks on it."""
    marks = []
    if run["switch"] is not None:
        marks.append((run["switch"], "change"))
    return list(range(run["months"] + 1)), marks


def score_picture(name, run, pinned, least, extra):
    """Return one score over time: average team, band, one team, and the pinned average."""
    average, low, high = run["average"][name], run["low"][name], run["high"][name]
    text = "%s over %d months. The average team goes from %s to %s." % (
        SCORES[name]["label"],
        run["months"],
        two(average[0]),
        two(average[-1]),
    )
    text += " At the end nine in ten teams lie between %s and %s." % (two(low[-1]), two(high[-1]))
    text += extra
    text += " The one imagined team ends at %s." % two(run["team"][name][-1])
    lines = [
        ("team", "one imagined team", run["team"][name]),
        ("average", "the average team", average),
    ]
    if pinned is not None:
        lines.insert(0, ("pinned", "pinned", pinned["average"][name][: run["months"] + 1]))
        text += " The pinned team ends at %s." % two(pinned["average"][name][-1])
    if run["switch"] is not None:
        text += " Supervision changes in month %d." % run["switch"]
    bands = [("average", "nine in ten teams", low, high)]
    x, marks = months_of(run)
    return drawing.lines(words.heading(name), text, x, "months", lines, bands, least, marks=marks)


def _tension_picture(run, pinned):
    lines, text = [], "Mutuality and professionalization over %d months." % run["months"]
    for name, style in (("mutuality", "average"), ("professionalization", "second")):
        values, title = run["average"][name], SCORES[name]["label"]
        text += " %s goes from %s to %s." % (title, two(values[0]), two(values[-1]))
        if pinned is not None:
            kept = "pinned" if style == "average" else "pinned second"
            earlier = pinned["average"][name][: run["months"] + 1]
            lines.insert(0, (kept, "pinned: " + label(name), earlier))
            text += " In the pinned team it ends at %s." % two(pinned["average"][name][-1])
        lines.append((style, title, values))
    title = "Two forces: mutuality (M, solid) and professionalization (P, dashed)"
    x, marks = months_of(run)
    return drawing.lines(title, text, x, "months", lines, marks=marks)


def _table(run):
    """Return the run month by month."""
    columns, labels = ["month"], ["Month"]
    for name in STATES:
        columns += [name, name + "_low", name + "_high", name + "_one_team"]
        title = SCORES[name]["label"]
        labels += [title, title + ", low", title + ", high", title + ", one team"]
    rows = []
    for month in range(run["months"] + 1):
        row = [month]
        for name in STATES:
            for part in ("average", "low", "high", "team"):
                row.append(round(run[part][name][month], 6))
        rows.append(row)
    caption = "The run month by month: average team, where nine in ten teams lie, one team"
    return words.table(run["state"], caption, columns, labels, rows)
