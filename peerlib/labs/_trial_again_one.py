"""One trial: who had which score, and what the trial says.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing as drawing
from . import _trial_again_trials as trials

MIDDLES = [trials.LOWEST + trials.WIDTH * (i + 0.5) for i in range(trials.BINS)]
AXIS = 12.0


def run(state):
    """Work out one state of the controls."""
    drawn = trials.trial(state["seed"], state["people"])
    found = {"state": state, "drawn": drawn}
    found.update(trials.result(drawn, state))
    return found


def signed(value):
    """Return a number with one decimal and its sign; nothing is just 0.0."""
    text = "%.1f" % value
    return "0.0" if text == "-0.0" else text if value < 0 or text == "0.0" else "+" + text


def plain(value):
    """Return a number with one decimal; with two where one would make it look like zero."""
    if 0.005 <= abs(value) < 0.05:
        return "%.2f" % value
    text = "%.1f" % value
    return "0.0" if text == "-0.0" else text


def percent(level):
    """Return the kind of interval with its article: "a 95 % interval"."""
    return "%s %s %% interval" % ("an" if level == "80" else "a", level)


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    state = run["state"]
    text = "Trial %d, with %d people in each group, finds %s points." % (
        state["seed"],
        state["people"],
        signed(run["estimate"]),
    )
    text += " It has %s from %s to %s." % (
        percent(state["level"]),
        plain(run["low"]),
        plain(run["high"]),
    )
    truth = "In truth the programme adds %s." % (
        "nothing" if state["effect"] == 0 else "%s points" % plain(state["effect"])
    )
    text += " %s The interval %s the truth." % (truth, "holds" if run["holds"] else "misses")
    text += " " + _verdict(run)
    if pinned is not None:
        text += " The pinned trial finds %s, from %s to %s." % (
            signed(pinned["estimate"]),
            plain(pinned["low"]),
            plain(pinned["high"]),
        )
    return text


def _verdict(run):
    if not run["finds"]:
        return "It holds zero, too: from this trial alone one cannot tell whether it helps."
    if run["state"]["effect"] == 0:
        return "It leaves out zero: a false alarm, by luck alone."
    return "It leaves out zero, so the effect is found."


def pictures(run, pinned):
    """Return the scores of both groups, and the interval against the truth."""
    state = run["state"]
    people, effect = state["people"], state["effect"]
    shares = trials.counts(state["seed"], people, effect)
    means = (run["drawn"][0] + effect, run["drawn"][2])
    text = (
        "Recovery scores of %d people with the programme and %d without, in steps of five "
        "points. On average %s with, %s without. The two groups overlap widely."
        % (people, people, plain(means[0]), plain(means[1]))
    )
    high = 0.1 * (int(max(shares[0] + shares[1]) / 0.1) + 1)
    rows = [_row("average" if run["holds"] else "third", "trial %d" % state["seed"], run)]
    said = "Trial %d: %s." % (state["seed"], rows[0][5])
    if pinned is not None:
        rows.append(_row("second", "pinned: trial %d" % pinned["state"]["seed"], pinned))
        said += " The pinned trial: %s." % rows[1][5]
    said += " The upright line is the truth, %s." % plain(effect)
    return [
        drawing.lines(
            "Who has which score",
            text,
            MIDDLES,
            "recovery score (upwards: share of the group)",
            [("average", "with", shares[0]), ("second", "without", shares[1])],
            high=min(1.0, high),
        ),
        drawing.intervals(
            "What the trial says",
            said,
            rows,
            "difference in points",
            -AXIS,
            AXIS,
            reference=effect,
        ),
    ]


def _row(style, label, run):
    note = "%s (%s to %s)" % (signed(run["estimate"]), plain(run["low"]), plain(run["high"]))
    return (style, label, run["estimate"], run["low"], run["high"], note)


def key(pinned):
    """Return the key to lines and dots."""
    found = [
        ("average", "with the programme"),
        ("second", "without"),
        ("minimum", "the truth, which nobody knows in life"),
        ("dot average", "the interval holds the truth"),
        ("dot third", "it misses the truth"),
    ]
    if pinned is not None:
        found.append(("dot second", "pinned trial"))
    return found


def tiles(run):
    """Return the values to keep in sight."""
    return [
        {
            "label": "This trial finds",
            "value": signed(run["estimate"]),
            "when": "points, %s to %s" % (plain(run["low"]), plain(run["high"])),
        },
        {
            "label": "The truth",
            "value": signed(run["state"]["effect"]),
            "when": "held by the interval" if run["holds"] else "missed by the interval",
            "status": "assumed",
        },
    ]


def aside():
    """Return the small print."""
    return [
        "People differ by about %s points (one standard deviation). The interval is that of a "
        "t-test with equal spread in both groups." % plain(trials.SPREAD)
    ]


def table(run):
    """Return both groups."""
    people, effect = run["state"]["people"], run["state"]["effect"]
    mean1, variance1, mean0, variance0 = run["drawn"]
    rows = [
        ["with the programme", people, round(mean1 + effect, 6), round(variance1**0.5, 6)],
        ["without", people, round(mean0, 6), round(variance0**0.5, 6)],
    ]
    return {
        "caption": "The two groups of trial %d" % run["state"]["seed"],
        "columns": ["group", "people", "mean", "sd"],
        "labels": ["Group", "People", "Mean score", "Standard deviation"],
        "rows": rows,
    }
