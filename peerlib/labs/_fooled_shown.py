"""What the lab on being fooled shows: sentence, tiles, pictures and table.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing as drawing
from . import _fooled_study as study
from ._fooled_controls import TRAP, TRAPS, VIEWS
from ._trial_again_many import axis
from ._trial_again_one import plain, signed

LUCK = 2.0  # standard errors within which an average may be off by luck alone


def run(state, draws=None):
    """Work out one state of the controls; `draws` says how many studies."""
    groups = 1 if state["view"] == "before_after" else 2
    step = max(1, study.AT_ONCE // (groups * state["people"]))
    wanted = min(study.STUDIES, draws or step)
    found = study.first_studies(state, wanted)
    off = [one["estimate"] - one["truth"] for one in found]
    middle = sum(off) / len(off)
    spread = (sum([(one - middle) ** 2 for one in off]) / max(1, len(off) - 1)) ** 0.5
    return {
        "state": state,
        "step": step,
        "studies": found,
        "off": middle,
        "by_luck": LUCK * spread / len(off) ** 0.5,
        "held": sum([1 for one in found if one["holds"]]),
    }


def unfinished(run):
    """Return how many studies are done, or None when all are."""
    done = len(run["studies"])
    if done >= study.STUDIES:
        return None
    return {"done": done, "of": study.STUDIES, "next": min(study.STUDIES, done + run["step"])}


def moved(run):
    """Return "high", "low" or "right": which way the estimates are off, beyond luck."""
    if abs(run["off"]) < max(run["by_luck"], 0.75):
        return "right"
    return "high" if run["off"] > 0 else "low"


def set_traps(state):
    """Return the names of the traps that are set, in the order of the controls."""
    return [name for name in TRAPS if state[name] == "on"]


def _how(state):
    text = dict(VIEWS)[state["view"]]
    traps = [TRAP[name]["short"] for name in set_traps(state)]
    if not traps:
        return "%s, and nothing goes wrong." % text
    return "%s; %s." % (text, ", ".join(traps))


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    state, first, total = run["state"], run["studies"][0], len(run["studies"])
    text = _how(state)
    text += " The study finds %s points, with a 95 %% interval from %s to %s." % (
        signed(first["estimate"]),
        plain(first["low"]),
        plain(first["high"]),
    )
    if first["truth"] == state["effect"]:
        effect = "nothing" if state["effect"] == 0 else "%s points" % plain(state["effect"])
        text += " In truth the programme adds %s." % effect
    else:
        text += " That is one of the other results: in truth the programme adds nothing to it."
    text += " %s %s" % (_off(run), _held(run["held"], total))
    if pinned is not None:
        text += " In the pinned run they are off by %s on average." % signed(pinned["off"])
    return text


def _off(run):
    total = len(run["studies"])
    if total == 1:
        return "It is off by %s." % signed(run["off"])
    text = "Over %d studies of this kind the estimate is off by %s on average" % (
        total,
        signed(run["off"]),
    )
    return text + (", no more than luck brings." if moved(run) == "right" else ".")


def _held(held, total):
    if held == 0:
        return "None of their intervals holds the truth."
    if held == total:
        return "All of their intervals hold the truth."
    return "%d of their %d intervals %s the truth." % (
        held,
        total,
        "holds" if held == 1 else "hold",
    )


def pictures(run, pinned):
    """Return this study beside all of its kind, and all of them in a stack."""
    state, studies = run["state"], run["studies"]
    first, estimates = studies[0], [one["estimate"] for one in studies]
    ends = [first] + studies
    low, high = axis(ends, state["effect"])
    rows = [_row("average" if first["holds"] else "third", "this study", first)]
    middle = sum(estimates) / len(estimates)
    note = "%s (%s to %s)" % (signed(middle), plain(min(estimates)), plain(max(estimates)))
    rows.append(
        ("range", "all %d: average, range" % len(studies), middle, min(estimates), max(estimates))
        + (note,)
    )
    text = "This study: %s. All %d studies: on average %s; they run from %s to %s." % (
        rows[0][5],
        len(studies),
        signed(middle),
        plain(min(estimates)),
        plain(max(estimates)),
    )
    text += " The upright line is the truth, %s." % plain(state["effect"])
    if pinned is not None:
        pin = pinned["studies"][0]
        rows.append(_row("second", "pinned study", pin))
        text += " The pinned study: %s." % rows[2][5]
    stack = []
    for one in studies:
        style = "average" if one["holds"] else "third"
        stack.append((style, "", one["estimate"], one["low"], one["high"], ""))
    label = "points"
    said = "%d intervals, one below the other: %d hold the truth, %d miss it and have a cross." % (
        len(studies),
        run["held"],
        len(studies) - run["held"],
    )
    truth = state["effect"]
    return [
        drawing.intervals("Estimate and truth", text, rows, label, low, high, truth),
        drawing.intervals("Study after study", said, stack, label, low, high, truth),
    ]


def _row(style, label, found):
    note = "%s (%s to %s)" % (signed(found["estimate"]), plain(found["low"]), plain(found["high"]))
    return (style, label, found["estimate"], found["low"], found["high"], note)


def key(pinned):
    """Return the key to the dots."""
    found = [
        ("dot average", "the interval holds the truth"),
        ("dot third", "it misses the truth"),
        ("minimum", "the truth, which nobody knows in life"),
    ]
    if pinned is not None:
        found.append(("dot second", "pinned study"))
    return found


def tiles(run):
    """Return the values to keep in sight."""
    first, total = run["studies"][0], len(run["studies"])
    return [
        {
            "label": "The study finds",
            "value": signed(first["estimate"]),
            "when": "points, from %d people" % first["left"],
        },
        {
            "label": "The truth",
            "value": signed(first["truth"]),
            "when": "points",
            "status": "assumed",
        },
        {
            "label": "Off by, on average",
            "value": signed(run["off"]),
            "when": "over %d studies" % total,
        },
        {
            "label": "Intervals that hold the truth",
            "value": "%d of %d" % (run["held"], total),
            "when": "meant to be: 95 of 100",
        },
    ]


def aside(run):
    """Return, for each trap that is set, what it does in this design."""
    state = run["state"]
    lines = []
    for name in set_traps(state):
        trap = TRAP[name]
        fools = "fools this study" if state["view"] in trap["fools"] else "does not fool this study"
        lines.append("%s: %s. %s" % (trap["label"], fools, trap[state["view"]]))
    if not lines:
        lines.append("No trap is set. What is left is luck, and the interval allows for that.")
    return lines


def table(run):
    """Return one row for each study."""
    rows = []
    for i, one in enumerate(run["studies"]):
        numbers = [round(one[name], 6) for name in ("estimate", "low", "high", "truth")]
        rows.append(
            [run["state"]["seed"] + i] + numbers + ["yes" if one["holds"] else "no", one["left"]]
        )
    return {
        "caption": "What each study finds, so far",
        "columns": ["study", "estimate", "low", "high", "truth", "holds_truth", "people"],
        "labels": ["Study", "Finds", "From", "To", "Truth", "Holds the truth", "People"],
        "rows": rows,
    }
