"""The supervision lab over time: one run, in words, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.random_numbers import Pcg32
from . import _drawing as drawing
from . import _supervision_words as words
from ._supervision_words import JUDGED, SCORES, label, two

STATES = model.STATES
NINE_IN_TEN = 1.6448536269514722  # 95th percentile of the normal law


_luck = {"seed": None, "rng": None, "draws": []}


def _normals(seed, months):
    """Return the luck that belongs to `seed`: the same draws however long the run."""
    if _luck["seed"] != seed:
        _luck.update({"seed": seed, "rng": Pcg32(seed), "draws": []})
    draws, rng = _luck["draws"], _luck["rng"]
    while len(draws) < 6 * model.STEPS_A_MONTH * months:
        draws.append(rng.normal())
    return draws


def switch_of(state):
    """Return the month of the change of supervision, or None if none happens in the run."""
    if state["switch_to"] == "none" or state["switch_month"] >= state["months"]:
        return None
    return state["switch_month"]


def run(state):
    """Run the model for one state of the controls.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``preset``; ``switch`` (month of the change, or None); ``minimums``; ``failing``
        (names of the scores below their minimum at the end); ``average``, ``low``,
        ``high`` and ``team``: for each score the values month by month. Nine in ten
        teams lie between low and high.
    """
    months, minimums = state["months"], words.minimums_of(state)
    levels, variances, team = _follow(state, _normals(state["seed"], months))
    low, high = {}, {}
    for i, name in enumerate(STATES):
        low[name], high[name] = [], []
        for level, variance in zip(levels, variances):
            reach = NINE_IN_TEN * variance[i] ** 0.5
            low[name].append(max(0.0, level[i] - reach))
            high[name].append(min(1.0, level[i] + reach))
    return {
        "state": state,
        "preset": words.preset_of(state),
        "switch": switch_of(state),
        "months": months,
        "minimums": minimums,
        "levels": levels,
        "failing": words.failing(levels[-1], minimums),
        "average": _by_name(levels),
        "low": low,
        "high": high,
        "team": _by_name(team),
    }


def _follow(state, normals):
    """Return the average team, the spread and the one team; with a change, in two parts."""
    levers, start, switch = words.levers_of(state), model.start_state(state["start"]), None
    switch = switch_of(state)
    first = state["months"] if switch is None else switch
    levels, variances = model.average_team(levers, start, first)
    team = model.one_team(levers, start, first, normals)
    if switch is not None:
        rest, levers = state["months"] - first, model.preset(state["switch_to"])
        later = normals[6 * model.STEPS_A_MONTH * first :]
        more, more_variances = model.average_team(levers, levels[-1], rest, variances[-1])
        levels, variances = levels + more[1:], variances + more_variances[1:]
        team = team + model.one_team(levers, team[-1], rest, later)[1:]
    return levels, variances, team


def _by_name(levels):
    return {name: [level[i] for level in levels] for i, name in enumerate(STATES)}


_last_pinned = [None, None]


def pinned_run(state):
    """Run the pinned state; while a lever moves it stays the same, so it is kept."""
    if _last_pinned[0] != state:
        _last_pinned[:] = [state, run(state)]
    return _last_pinned[1]


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    now = run(state)
    pinned = None if pinned_state is None else pinned_run(pinned_state)
    when = {name: _when(now, name) for name in JUDGED}
    scores = words.scores(now["levels"][-1], state, when)
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
