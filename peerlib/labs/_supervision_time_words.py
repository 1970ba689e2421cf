"""The supervision lab over time, in words: the verdict, when it turns, what differs.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _supervision_words as words
from ._supervision_words import JUDGED, label, two


def team_name(run):
    """Return what to call the team of a run."""
    name = words.team_name(run["preset"])
    if run["switch"] is None:
        return name
    return "%s that changes to %s" % (name, _preset_label(run["state"]["switch_to"]))


def _preset_label(name):
    return words.TABLE["presets"][name]["label"].lower()


def sentence(run, pinned):
    """Say what is seen, in a few short sentences; the rest is in `asides`."""
    if _changes(run):
        text = _verdict_in_short(run) + " "
        return text + (_after_the_switch(run) if pinned is None else _comparison(run, pinned))
    ends = ["%s %s" % (label(name), two(run["average"][name][-1])) for name in JUDGED]
    text = "After %d months the %s stands at %s." % (
        run["months"],
        team_name(run),
        words.listed(ends),
    )
    text += " " + _verdict(run) + " " + _tension(run)
    if pinned is not None:
        text += " " + _comparison(run, pinned)
    return text


def asides(run, pinned):
    """Return the lines for which the sentence has no room once there is a change on the way."""
    if not _changes(run):
        return []
    return ([] if pinned is None else [_after_the_switch(run)]) + [_tension(run)]


def _changes(run):
    """Return whether a change of supervision is set, be it after the end of the run."""
    return run["state"]["switch_to"] != "none"


def _verdict_in_short(run):
    """Give the verdict on a run with a change: the tiles beside it have the numbers."""
    verdict = "meets all three minimums"
    if run["failing"]:
        verdict = "misses " + words.listed([label(name) for name in run["failing"]])
    month = "" if run["switch"] is None else " in month %d" % run["switch"]
    return "After %d months the %s%s %s." % (run["months"], team_name(run), month, verdict)


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
    if run["switch"] is None:
        month = run["state"]["switch_month"]
        return "The change of supervision in month %d lies after the end." % month
    reached, lost = [], []
    for name in JUDGED:
        values, least = run["average"][name], run["minimums"][name]
        turn = _first_turn(values, least, run["switch"])
        if turn is not None:
            (reached if values[turn] >= least else lost).append((name, turn - run["switch"]))
    said = []
    for turns, verb in ((reached, "reaches"), (lost, "loses")):
        if turns:
            said.append(_in_months(turns, verb))
    return "After the change %s." % ("; ".join(said) if said else "no verdict turns")


def _in_months(turns, verb):
    """Return in how many months each score reaches (or loses) its minimum; unit said once."""
    name, months = turns[0]
    unit = "month" if months == 1 else "months"
    parts = ["%s %s its minimum in %d %s" % (label(name), verb, months, unit)]
    return words.listed(parts + ["%s in %d" % (label(name), months) for name, months in turns[1:]])


def _first_turn(values, least, start=0):
    """Return the first month after `start` in which a minimum is met or lost, or None."""
    met = values[start] >= least
    for month in range(start + 1, len(values)):
        if (values[month] >= least) != met:
            return month
    return None


def when(run, name):
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
        word = "are close to each other"
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
    # after a change on the way the sentence is long enough: the key names the pinned run
    against = "Compared with the pinned run"
    if not _changes(run):
        against += " (%s)" % team_name(pinned)
    return against + (": %s." % words.listed(moves) if moves else ", no score has moved.")
