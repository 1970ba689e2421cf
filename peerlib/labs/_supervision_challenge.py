"""The supervision lab's design challenge: all three minimums for the fewest hours.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.supervision_costs import PARTS, VALUES, hours, workers_needed
from . import _drawing as drawing
from . import _supervision_words as words

PUZZLE = words.TABLE["puzzle"]
_kept = []


def _cost(state):
    """Return the parts of the cost of a design, and their sum."""
    parts = hours(words.levers_of(state), state["workers"], words.settled(state))
    return parts, sum(parts[name] for name, _ in PARTS)


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    levels = words.settled(state)
    scores = words.scores(levels, state)
    parts, total = _cost(state)
    missed = words.failing(levels, words.minimums_of(state))
    return {
        "failing": missed,
        "scores": scores,
        "sentence": _sentence(state, total, missed, pinned_state),
        "tiles": [words.tile(score) for score in scores],
        "key": [],
        "pictures": [_picture(parts, total, pinned_state)],
        "aside": [_presets(state), LEFT_OUT],
        "table": lambda: _table(state, parts),
    }


LEFT_OUT = (
    "All costs are assumed, and an hour is an hour: how it is paid, who is hard to find, and what "
    "a missed incident does to a person are not in it. A cheap design is not yet a good one."
)


def _people(state):
    return int(VALUES["people_for_each_worker"] * state["workers"])


def _sentence(state, total, missed, pinned_state):
    text = "This design costs %d hours a month for %d people, with %s workers." % (
        int(round(total)),
        _people(state),
        ("%.1f" % workers_needed(state["caseload"], state["workers"])).replace(".0", ""),
    )
    if missed:
        text += " It does not pass: it misses %s." % words.listed([words.label(n) for n in missed])
    else:
        text += " It meets all three minimums."
    if pinned_state is not None:
        text += " " + _against(state, total, missed, pinned_state)
    elif not missed:
        text += " Pin it, and try to pass with fewer hours."
    if state["workers"] == PUZZLE["workers"] and not missed and _own_minimums(state):
        target = PUZZLE["hours"]
        beaten = total < target
        text += (
            " You are below %d hours: well done." if beaten else " It can be done in under %d."
        ) % target
    return text


def _own_minimums(state):
    """Return whether the minimums are those that the challenge was set with."""
    least = words.minimums_of(state)
    return all(least[name] == words.TABLE["minimums"][name]["value"] for name in words.JUDGED)


def _against(state, total, missed, pinned_state):
    kept = dict(pinned_state)
    kept["workers"] = state["workers"]  # the same people to support
    _, earlier = _cost(kept)
    kept_missed = words.failing(words.settled(kept), words.minimums_of(state))
    change = int(round(total)) - int(round(earlier))
    if change == 0:
        text = "It costs as much as the pinned design"
    else:
        text = "That is %d %s %s than the pinned design" % (
            abs(change),
            "hour" if abs(change) == 1 else "hours",
            "fewer" if change < 0 else "more",
        )
    if kept_missed:
        return text + ", which does not pass with these minimums."
    if not missed and change < 0:
        return text + ", which passes too: your best so far. Pin this one instead."
    return text + ", which passes."


def _presets(state):
    if _kept[:1] != [state["workers"]]:
        said = []
        for name in model.PRESETS:
            total = sum(hours(model.preset(name), state["workers"]).values())
            said.append("%s %d" % (words.TABLE["presets"][name]["label"].lower(), round(total)))
        _kept[:] = [state["workers"], said]
    return "For comparison, in hours a month: %s." % words.listed(_kept[1])


def _picture(parts, total, pinned_state):
    bars, said = [], []
    for name, label in PARTS:
        note = "%d" % int(round(parts[name]))
        bars.append(("average", label, 0, parts[name], note))
        said.append("%s %s" % (label, note))
    text = "%d hours a month in all: %s." % (int(round(total)), ", ".join(said))
    widest = max(bar[3] for bar in bars)
    high = 20 * (int(widest / 20) + 1)
    return drawing.bars("What it costs (hours a month)", text, bars, 0, high)


def _table(state, parts):
    rows = [[label, round(parts[name], 4)] for name, label in PARTS]
    caption = "What this design costs"
    return words.table(state, caption, ["part", "hours_a_month"], ["Part", "Hours a month"], rows)
