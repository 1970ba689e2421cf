"""The supervision lab over time: one run, in words, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from . import _drawing as drawing
from . import _supervision_time_words as said
from . import _supervision_words as words
from ._supervision_run import pinned_run, run
from ._supervision_words import JUDGED, SCORES, label, two

STATES = model.STATES


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    now = run(state)
    pinned = None if pinned_state is None else pinned_run(pinned_state)
    when = {name: said.when(now, name) for name in JUDGED}
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
        key.append(("pinned", "pinned: " + said.team_name(pinned)))
    return {
        "failing": now["failing"],
        "scores": scores,
        "sentence": said.sentence(now, pinned),
        "tiles": [words.tile(score) for score in scores],
        "key": key,
        "pictures": _pictures(now, pinned),
        "aside": said.asides(now, pinned) + words.sources(scores) + [_behind(now)],
        "table": lambda: _table(now),
    }


def changed_to(run):
    """Return the preset to which the supervision changes in a run, or None."""
    return None if run["switch"] is None else run["state"]["switch_to"]


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
        extra = " The minimum is %s: %s." % (two(least), said.when(run, name))
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
