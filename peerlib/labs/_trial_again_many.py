"""Fifty trials of one and the same programme, their intervals in a stack.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing as drawing
from . import _trial_again_trials as trials
from ._trial_again_one import plain, signed


def run(state):
    """Work out one state of the controls."""
    seed, people = state["seed"], state["people"]
    found = [trials.result(trials.trial(seed + i, people), state) for i in range(trials.TRIALS)]
    return {
        "state": state,
        "results": found,
        "held": sum([1 for one in found if one["holds"]]),
        "finds": sum([1 for one in found if one["finds"]]),
        "power": trials.power(state),
    }


def _of_100(share):
    if share > 0.995:
        return "more than 99"
    return "fewer than 1" if share < 0.005 else "about %d" % int(100 * share + 0.5)


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    state, results = run["state"], run["results"]
    effect, total = state["effect"], len(results)
    truth = "that the programme adds nothing" if effect == 0 else "of %s points" % plain(effect)
    text = "Of %d trials of the same programme, %d hold the truth %s and %d miss it." % (
        total,
        run["held"],
        truth,
        total - run["held"],
    )
    text += " %d leave out zero: %s." % (
        run["finds"],
        "false alarms" if effect == 0 else "they find the effect",
    )
    text += " In the long run it is %s of 100." % _of_100(run["power"])
    estimates = [one["estimate"] for one in results]
    text += " The estimates run from %s to %s." % (signed(min(estimates)), signed(max(estimates)))
    if pinned is not None:
        text += " Of the %d trials pinned, %d hold the truth and %d leave out zero." % (
            len(pinned["results"]),
            pinned["held"],
            pinned["finds"],
        )
    return text


def pictures(run, pinned):
    """Return the stack of intervals."""
    state, results = run["state"], run["results"]
    low, high = axis(results, state["effect"])
    rows = []
    for one in results:
        style = "average" if one["holds"] else "third"
        rows.append((style, "", one["estimate"], one["low"], one["high"], ""))
    text = "%d trials, one interval below the other, from trial %d on." % (
        len(results),
        state["seed"],
    )
    text += " %d hold the truth, %s. %d miss it and have a cross. On average they find %s." % (
        run["held"],
        plain(state["effect"]),
        len(results) - run["held"],
        plain(sum([one["estimate"] for one in results]) / len(results)),
    )
    label = "difference in points, trial below trial"
    return [
        drawing.intervals(
            "Trial after trial", text, rows, label, low, high, reference=state["effect"]
        )
    ]


def axis(results, effect):
    """Return the ends of an axis, in steps of five points, that hold zero and all intervals."""
    low = min([one["low"] for one in results] + [0.0, effect])
    high = max([one["high"] for one in results] + [0.0, effect])
    return -5.0 * (int(-low / 5) + 1), 5.0 * (int(high / 5) + 1)


def key(pinned):
    """Return the key to the dots."""
    return [
        ("dot average", "the interval holds the truth"),
        ("dot third", "it misses the truth"),
        ("minimum", "the truth, which nobody knows in life"),
    ]


def tiles(run):
    """Return the values to keep in sight."""
    total = len(run["results"])
    alarm = run["state"]["effect"] == 0
    return [
        {
            "label": "Hold the truth",
            "value": "%d of %d" % (run["held"], total),
            "when": "meant to be: %s of 100" % run["state"]["level"],
        },
        {
            "label": "Leave out zero: false alarms" if alarm else "Leave out zero: effect found",
            "value": "%d of %d" % (run["finds"], total),
            "when": "long run: %s of 100" % _of_100(run["power"]),
        },
    ]


def aside():
    """Return the small print."""
    return [
        "Each row is a whole trial with people of its own. In life you see one row, and no "
        "upright line."
    ]


def table(run):
    """Return one row for each trial."""
    rows = []
    for i, one in enumerate(run["results"]):
        ends = [round(one[name], 6) for name in ("estimate", "low", "high")]
        rows.append(
            [run["state"]["seed"] + i]
            + ends
            + ["yes" if one["holds"] else "no", "yes" if one["finds"] else "no"]
        )
    return {
        "caption": "What each trial finds",
        "columns": ["trial", "estimate", "low", "high", "holds_truth", "leaves_out_zero"],
        "labels": ["Trial", "Finds", "From", "To", "Holds the truth", "Leaves out zero"],
        "rows": rows,
    }
