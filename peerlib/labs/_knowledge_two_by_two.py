"""Belief, a word, both or neither: words, tiles, pictures and table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import knowledge as model
from . import _drawing as drawing

# Is there belief? Is there a word?
CASES = (
    ("neither", "no belief, no word", False, False),
    ("belief", "belief, but no word", True, False),
    ("word", "a word, but no belief", False, True),
    ("both", "belief and a word", True, True),
)


def _two(value):
    return "%.2f" % value


def run(state):
    """Work out one state of the controls.

    Returns
    -------
    dict
        ``state``; ``talks``, for each of `CASES` what `knowledge.one_talk` returns;
        ``bits``, what one report tells with a word and without.
    """
    talks = {
        name: model.one_talk(word, 0.0 if believed else state["doubt"], state)
        for name, _, believed, word in CASES
    }
    states = model.shares(state["prior"])
    bits = [
        model.information(states, model.channel(word, state["hit"], state["false_alarm"]))
        for word in (True, False)
    ]
    return {"state": state, "talks": talks, "bits": bits}


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    acted = {name: run["talks"][name]["acted"] for name, _, _, _ in CASES}
    text = "A person with akathisia speaks once. It is acted on with chance %s" % _two(
        acted["neither"]
    )
    text += " as things are, %s with belief alone, %s with a word alone, and %s with both." % (
        _two(acted["belief"]),
        _two(acted["word"]),
        _two(acted["both"]),
    )
    text += " " + _lesson(run, acted)
    if pinned is not None:
        text += " In the pinned run it is %s with both." % _two(pinned["talks"]["both"]["acted"])
    return text


def _lesson(run, acted):
    alone = max(acted["belief"], acted["word"])
    in_vain = max([talk["in_vain"] for talk in run["talks"].values()])
    if run["state"]["doubt"] == 0:
        text = "This listener has no doubt to mend; "
        if acted["both"] > acted["belief"] + 1e-9:
            text += "only the word is left."
        else:
            text += "and a word brings no more, because 'anxious' is acted on already."
    elif alone <= acted["neither"] + 1e-9 < acted["both"]:
        text = "Neither mends it alone."
    elif acted["both"] <= acted["neither"] + 1e-9:
        text = "With these settings mending both changes nothing."
    else:
        text = "With these settings one of them alone does help."
    if in_vain > 0.005:
        text += " But of those who do not have it, up to %d in 100 are acted on in vain." % int(
            100 * in_vain + 0.5
        )
    return text


def pictures(run, pinned):
    """Return who is acted on, rightly and in vain, and what a report tells."""
    return [
        _acted_picture(run, "acted", "average", "People who have akathisia", pinned),
        _acted_picture(run, "in_vain", "second", "People who do not have it", pinned),
        _bits_picture(run),
    ]


def _acted_picture(run, what, style, title, pinned):
    bars, parts = [], []
    for name, label, _, _ in CASES:
        chance = run["talks"][name][what]
        bars.append((style, label, 0.0, chance, _two(chance)))
        parts.append("%s %s" % (label, _two(chance)))
    text = "%s: chance that it is acted on after one report. %s." % (title, ", ".join(parts))
    if pinned is not None:
        chance = pinned["talks"]["both"][what]
        bars.append(("team", "pinned: belief and a word", 0.0, chance, _two(chance)))
        text += " Pinned, with both: %s." % _two(chance)
    return drawing.bars(title + ": acted on", text, bars, 0.0, 1.0)


def _bits_picture(run):
    bars = [
        ("average", "with a word", 0.0, run["bits"][0], "%s bits" % _two(run["bits"][0])),
        ("second", "without one", 0.0, run["bits"][1], "%s bits" % _two(run["bits"][1])),
    ]
    text = "What one report tells, in bits: %s with a word for akathisia, %s without one." % (
        _two(run["bits"][0]),
        _two(run["bits"][1]),
    )
    return drawing.bars("What one report tells", text, bars, 0.0, 1.6)


def key(pinned):
    """Return the key to the bars."""
    return [
        ("bar average", "acted on, and needed; or told with a word"),
        ("bar second", "acted on in vain; or told without a word"),
    ]


def tiles(run):
    """Return the values to keep in sight."""
    shown = []
    for name, label, _, _ in CASES:
        talk = run["talks"][name]
        shown.append(
            {
                "label": label[0].upper() + label[1:],
                "value": _two(talk["acted"]),
                "when": "looks %s likely after the report" % _two(talk["belief"]),
                "status": "assumed",
            }
        )
    return shown


def aside():
    """Return the small print."""
    return [
        "The listener here reckons perfectly and knows how common each state is. "
        "Even so, what has no word cannot be heard.",
        "A bit is what a fair yes-or-no question tells.",
    ]


def table(run):
    """Return the four cases."""
    rows = []
    for name, label, _, _ in CASES:
        talk = run["talks"][name]
        rows.append([label] + [round(talk[part], 6) for part in ("acted", "in_vain", "belief")])
    return {
        "caption": "Chance that akathisia is acted on after one report",
        "columns": ["case", "acted_on", "acted_on_in_vain", "belief"],
        "labels": ["Case", "For those who have it", "For those who do not", "How likely it looks"],
        "rows": rows,
    }
