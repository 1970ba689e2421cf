"""The supervision lab's incidents: told or not told, acted on or not.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision_incidents as model
from . import _drawing as drawing
from . import _supervision_words as words

# Part of the model, style of its dots, and what it is called on a dot and in a year.
ENDS = (
    ("handled", "average", "known, and somebody acted"),
    ("known_not_handled", "second", "known, and nobody acted"),
    ("unknown", "third", "never known"),
)
BARS = {"third": "crossed"}  # a bar of crosses, where the dots are crosses


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    levels = words.settled(state)
    shares = model.shares(levels)
    dots = _dots(shares)
    year = model.expected_in_a_year(state["workers"], state["caseload"])
    ranges = [
        (year * shares[part], model.poisson_range(year * shares[part])) for part, _, _ in ENDS
    ]
    return {
        "failing": words.failing(levels, words.minimums_of(state)),
        "scores": words.scores(levels, state),
        "sentence": _sentence(state, shares, dots, year, ranges, pinned_state),
        "tiles": [],
        "key": [
            ("dot " + style, "%s: %d" % (name, dot)) for (_, style, name), dot in zip(ENDS, dots)
        ],
        "pictures": [_dots_picture(dots), _year_picture(year, ranges)],
        "aside": [
            "An incident here is a serious risk to a person who uses the service. "
            "The model counts; it tells no story. If this is close to home, stop when you like.",
            "All of it is assumed: how often, how many are told, how many are found in other ways.",
        ],
        "table": lambda: _table(state, shares, year, ranges),
    }


def _dots(shares):
    """Return the three shares as whole numbers that add up to 100."""
    exact = [100 * shares[part] for part, _, _ in ENDS]
    found = [int(value) for value in exact]
    rests = sorted([(found[i] - exact[i], i) for i in range(len(exact))])
    for _, i in rests[: 100 - sum(found)]:
        found[i] += 1
    return found


def _sentence(state, shares, dots, year, ranges, pinned_state):
    text = (
        "Of 100 incidents in the %s, %d are known and acted on, %d are known and not acted on, "
        "and %d are never known." % ((words.team_name(words.preset_of(state)),) + tuple(dots))
    )
    if shares["unknown"] > 1.5 * shares["known_not_handled"]:
        text += " Most of the others are lost because nobody is told."
    elif shares["known_not_handled"] > 1.5 * shares["unknown"]:
        text += " Most of the others are lost although somebody was told: nobody may act on them."
    else:
        text += " The others are lost in both ways."
    low, high = ranges[0][1]
    text += (
        " This team would meet about %d incidents a year; by chance alone, the number that is "
        "acted on lies between %d and %d in nine of ten years." % (int(round(year)), low, high)
    )
    if pinned_state is not None:
        pinned = model.shares(words.settled(pinned_state))
        text += " In the pinned %s %d of 100 are acted on." % (
            words.team_name(words.preset_of(pinned_state)),
            words.of_100(pinned["handled"]),
        )
    return text


def _dots_picture(dots):
    parts = [(style, name, dot) for (_, style, name), dot in zip(ENDS, dots)]
    text = "100 dots, one for each incident: " + words.listed(
        ["%d %s" % (dot, name) for _, name, dot in parts]
    )
    return drawing.icons("What becomes of 100 incidents", text + ".", parts)


def _year_picture(year, ranges):
    bars, said = [], []
    for (_, style, name), (mean, (low, high)) in zip(ENDS, ranges):
        note = "about %d (%d to %d)" % (int(round(mean)), low, high)
        bars.append((BARS.get(style, style), words.lower(name), low, high, note))
        said.append("%s %s" % (name, note))
    text = "Incidents in a year, and where nine in ten years lie: %s." % words.listed(said)
    top = max(high for _, (_, high) in ranges)
    return drawing.bars("In a year: nine in ten years lie here", text, bars, 0, max(10, top))


def _table(state, shares, year, ranges):
    rows = []
    for (part, _, name), (mean, (low, high)) in zip(ENDS, ranges):
        rows.append([name, round(shares[part], 6), round(mean, 4), low, high])
    labels = ["What becomes of them", "Share", "Expected in a year", "Low", "High"]
    columns = ["end", "share", "expected_in_a_year", "low", "high"]
    caption = "Incidents: about %d a year, and what becomes of them" % int(round(year))
    return words.table(state, caption, columns, labels, rows)
