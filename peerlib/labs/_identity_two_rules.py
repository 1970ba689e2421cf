"""Put the experiment of the identity lab into words, tiles, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.vignettes import CELLS, true_contrast
from . import _drawing as drawing

RULE_WORDS = {"product": "multiply", "sum": "add up"}
AMOUNT = ("little", "much")


def _two(value):
    text = "%.2f" % value
    return "0.00" if text == "-0.00" else text


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    state, found = run["state"], run["found"]
    text = (
        "In this made-up world the two %s. With %d readers of each story the contrast is %s, "
        "with a 95 %% interval from %s to %s. "
    ) % (
        RULE_WORDS[state["rule"]],
        state["readers"],
        _two(found["contrast"]),
        _two(found["low"]),
        _two(found["high"]),
    )
    text += "If the two multiply it should be %s, if they add up 0.00. " % _two(_predicted(run))
    text += _verdict(run)
    if pinned is not None:
        other = pinned["found"]
        text += " The pinned run has an interval from %s to %s." % (
            _two(other["low"]),
            _two(other["high"]),
        )
    return text


def _predicted(run):
    return true_contrast("product", run["state"]["low"], run["state"]["high"])


def _verdict(run):
    verdict, rule = run["verdict"], run["state"]["rule"]
    if verdict == "both":
        return "Both lie in the interval, so these readers cannot tell the rules apart."
    if verdict == "neither":
        return "Neither lies in the interval: an unlucky draw, as about one in twenty is."
    if verdict == rule:
        return "Only the second lies in it." if rule == "sum" else "Only the first lies in it."
    return "Only the wrong one lies in it: these readers would fool you."


def pictures(run, pinned):
    """Return what each rule predicts, what the readers said, and the contrast."""
    return [
        _rule_picture(run, "product", "If the two multiply"),
        _rule_picture(run, "sum", "If the two add up"),
        _readers_picture(run),
        _contrast_picture(run, pinned),
    ]


def _story_lines(means):
    return [
        ("average", "much shared stigma", [means[2], means[3]]),
        ("second", "little shared stigma", [means[0], means[1]]),
    ]


def _in_words(means):
    parts = [
        "%s shared stigma and %s identification %s" % (AMOUNT[shared], AMOUNT[alike], _two(mean))
        for (shared, alike), mean in zip(CELLS, means)
    ]
    return ", ".join(parts)


def _rule_picture(run, rule, title):
    means = run["predicted"][rule]
    text = "%s, credibility should be: %s." % (title, _in_words(means))
    text += " The two lines %s." % ("open like a fan" if rule == "product" else "run side by side")
    x = [run["state"]["low"], run["state"]["high"]]
    return drawing.lines(title, text, x, "identification", _story_lines(means))


def _readers_picture(run):
    found, state = run["found"], run["state"]
    means, reach = found["means"], 1.96 * found["error"]
    text = "What %d made-up readers said: %s." % (4 * state["readers"], _in_words(means))
    text += " Each average is sure to about %s to either side." % _two(reach)
    bands = []
    for style, first in (("average", 2), ("second", 0)):
        pair = means[first : first + 2]
        low, high = [mean - reach for mean in pair], [mean + reach for mean in pair]
        bands.append((style, "95 % interval", low, high))
    x = [state["low"], state["high"]]
    title = "What %d made-up readers said" % (4 * state["readers"])
    return drawing.lines(title, text, x, "identification", _story_lines(means), bands)


def _contrast_picture(run, pinned):
    found, predicted = run["found"], _predicted(run)
    bars = [
        ("third", "if the two multiply", 0.0, predicted, _two(predicted)),
        ("third", "if the two add up", 0.0, 0.0, "0.00"),
        _interval_bar("average", "what the readers say", found),
    ]
    text = "The contrast. %s: %s. If the two add up: 0.00. The readers: from %s to %s." % (
        "If the two multiply",
        _two(predicted),
        _two(found["low"]),
        _two(found["high"]),
    )
    lowest, highest = found["low"], found["high"]
    if pinned is not None:
        other = pinned["found"]
        bars.append(_interval_bar("team", "the pinned readers", other))
        text += " The pinned readers: from %s to %s." % (_two(other["low"]), _two(other["high"]))
        lowest, highest = min(lowest, other["low"]), max(highest, other["high"])
    low = min(-0.2, -0.1 * int(1 - 10 * lowest))
    high = max(0.6, 0.1 * int(1 + 10 * highest))
    return drawing.bars("The contrast, with its 95 % interval", text, bars, low, high, 0.0)


def _interval_bar(style, label, found):
    note = "%s to %s" % (_two(found["low"]), _two(found["high"]))
    return (style, label, found["low"], found["high"], note)


def key(pinned):
    """Return the key to the lines."""
    return [
        ("average", "much shared stigma"),
        ("second", "little shared stigma"),
        ("band", "95 % interval"),
    ]


def tiles(run):
    """Return the values to keep in sight."""
    found = run["found"]
    words = {
        "product": "they multiply",
        "sum": "they add up",
        "both": "cannot tell",
        "neither": "neither fits",
    }
    return [
        {
            "label": "Contrast",
            "value": _two(found["contrast"]),
            "when": "95 %% interval %s to %s" % (_two(found["low"]), _two(found["high"])),
            "status": "made up",
        },
        {
            "label": "What the data say",
            "value": words[run["verdict"]],
            "passes": run["verdict"] == run["state"]["rule"],
            "verdict": "✓ right" if run["verdict"] == run["state"]["rule"] else "✗ not found out",
        },
        {
            "label": "Chance to rule out the wrong rule",
            "value": "%d in 100" % int(100 * run["chance"] + 0.5),
            "when": "with %d readers of each story" % run["state"]["readers"],
        },
    ]


def aside():
    """Return the small print."""
    return [
        "The contrast: how much more identification is worth with much shared stigma "
        "than with little.",
        "Readers, ratings and stories are made up. A made-up rating may lie below 0 or above 1, "
        "where a real scale ends.",
    ]


def table(run):
    """Return the four stories: what each rule predicts, and what the readers said."""
    rows = []
    for i, (shared, alike) in enumerate(CELLS):
        row = [AMOUNT[shared], AMOUNT[alike]]
        row += [round(run["predicted"][rule][i], 6) for rule in ("product", "sum")]
        row += [round(run["found"]["means"][i], 6), round(run["found"]["error"], 6)]
        rows.append(row)
    return {
        "caption": "The four stories: what each rule predicts, and what the readers said",
        "columns": ["shared_stigma", "identification", "if_product", "if_sum", "mean", "error"],
        "labels": [
            "Shared stigma",
            "Identification",
            "If they multiply",
            "If they add up",
            "Average rating",
            "Standard error",
        ],
        "rows": rows,
    }
