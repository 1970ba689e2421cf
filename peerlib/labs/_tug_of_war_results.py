"""Put a run of the tug of war into words, tiles, pictures and a table.

PORTABLE: runs under CPython and MicroPython.
"""

from ..data import STATUSES
from ..models.tug_of_war import TABLE, half_life, settles_at
from . import _drawing as drawing
from . import _panels as panels
from ._request import notes

NOTED = ("gain", "drain", "change_month", "new_gain", "start", "chance", "months")


def _two(value):
    return "%.2f" % value


def _one(value):
    return "%.1f" % value


def _months(value):
    return "1.0 month" if _one(value) == "1.0" else "%s months" % _one(value)


def sentence(run, pinned, sample):
    """Say what is seen, in a few short sentences."""
    text = _approach(run) if sample is None else _teams(run, sample)
    if pinned is not None:
        text += " " + _comparison(run, pinned)
    return text


def _approach(run):
    first, last = run["pulls"][0], run["pulls"][-1]
    text = "The level starts at %s. " % _two(run["average"][0])
    if len(run["pulls"]) == 1:
        text += "With a gain of %s and a drain of %s it heads for %s" % (
            _two(first[1]),
            _two(first[2]),
            _two(run["end"]),
        )
    else:
        text += "At first it heads for %s. In month %d it stands at %s, and the gain changes " % (
            _two(settles_at(first[1], first[2])),
            last[0],
            _two(run["average"][last[0]]),
        )
        text += "from %s to %s. From then on it heads for %s" % (
            _two(first[1]),
            _two(last[1]),
            _two(run["end"]),
        )
    text += ", and half of the way takes %s." % _months(run["half_life"])
    return text + " In month %d the average team stands at %s." % (
        run["months"],
        _two(run["average"][-1]),
    )


def _teams(run, sample):
    mean, spread = mean_and_spread(sample["ends"])
    text = "%d imagined teams, each with its own luck. In month %d their average is %s" % (
        sample["teams"],
        run["months"],
        _two(mean),
    )
    text += " and their standard deviation %s; worked out exactly, %s and %s." % (
        _two(spread),
        _two(run["average"][-1]),
        _two(run["spread"]),
    )
    if abs(run["average"][-1] - run["end"]) >= 0.015:
        text += " The teams are still on their way to %s, so they do not match the law yet." % (
            _two(run["end"])
        )
    return text


def mean_and_spread(levels):
    """Return the mean and the standard deviation (divided by n - 1) of some levels."""
    mean = sum(levels) / len(levels)
    squares = sum((level - mean) ** 2 for level in levels)
    return mean, (squares / max(1, len(levels) - 1)) ** 0.5


def _comparison(run, pinned):
    change = run["end"] - pinned["end"]
    faster = pinned["half_life"] - run["half_life"]
    if abs(change) < 0.005:
        where = "it heads for the same place"
    else:
        where = "it heads for a place %s %s" % (
            _two(abs(change)),
            "higher" if change > 0 else "lower",
        )
    if abs(faster) < 0.05:
        pace = "in the same time"
    else:
        pace = "and half of the way takes %s %s" % (
            _months(abs(faster)),
            "less" if faster > 0 else "more",
        )
    joint = " " if pace.startswith("in") else ", "
    return "Compared with the pinned run, %s%s%s." % (where, joint, pace)


def pictures(run, pinned, sample, pinned_law):
    """Return the pictures of the view: the run and the pulls, or the many teams.

    Returns
    -------
    list of dict
        As from `_drawing`.
    """
    if sample is not None:
        return [_teams_picture(run, sample, pinned_law)]
    return [_time_picture(run, pinned), _pulls_picture(run)]


def _time_picture(run, pinned):
    average, low, high = run["average"], run["low"], run["high"]
    text = "The level over %d months. The average team goes from %s to %s." % (
        run["months"],
        _two(average[0]),
        _two(average[-1]),
    )
    text += " At the end nine in ten teams lie between %s and %s." % (_two(low[-1]), _two(high[-1]))
    text += " It heads for %s." % _two(run["end"])
    text += " The one imagined team ends at %s." % _two(run["team"][-1])
    jump = run["pulls"][-1][0]  # 0 if nothing changes

    def with_jump(values):
        # the month of a change is drawn twice, so that the dashed line can step up or down
        return values[: jump + 1] + values[jump:] if jump else values

    lines = [("team", "one imagined team", with_jump(run["team"]))]
    lines.append(("second", "where it heads", _heads_for(run)))
    lines.append(("average", "the average team", with_jump(average)))
    if pinned is not None:
        kept = pinned["average"][: run["months"] + 1]
        lines.insert(0, ("pinned", "pinned", with_jump(kept)))
        text += " The pinned team ends at %s." % _two(pinned["average"][-1])
    marks = [(start, "gain changes") for start, _, _ in run["pulls"][1:]]
    bands = [("average", "nine in ten teams", with_jump(low), with_jump(high))]
    x = with_jump(list(range(run["months"] + 1)))
    return drawing.lines("The level over time", text, x, "months", lines, bands, None, marks=marks)


def _heads_for(run):
    """Return where the pulls lead, month by month, and twice in the month of a change."""
    found, ends = [], [start for start, _, _ in run["pulls"][1:]] + [run["months"]]
    for (start, gain, drain), end in zip(run["pulls"], ends):
        found += [settles_at(gain, drain)] * (end - start + 1)
    return found


def _pulls_picture(run):
    bars, parts = [], []
    moments = ((0, "first day"), (run["months"], "month %d" % run["months"]))
    for month, when in moments:
        _, gain, drain = [pull for pull in run["pulls"] if pull[0] <= month][-1]
        level = run["average"][month]
        up, down = gain * (1 - level), drain * level
        bars.append(("average", "up, %s" % when, 0.0, up, "%.3f a month" % up))
        bars.append(("second", "down, %s" % when, 0.0, down, "%.3f a month" % down))
        parts.append("%s: up %.3f, down %.3f a month" % (when, up, down))
    text = "How hard each side pulls, for the average team. %s." % "; ".join(parts)
    high = max(0.1, max(bar[3] for bar in bars))
    return drawing.bars("How hard each side pulls", text, bars, 0.0, high)


def _steps(shares):
    """Return the outline of a row of columns, two points for each."""
    outline = []
    for share in shares:
        outline += [share, share]
    return outline


def _teams_picture(run, sample, pinned_law):
    law, slots = sample["law"], len(sample["law"])
    found = [count / sample["teams"] for count in sample["counts"]]
    x = []
    for slot in range(slots):
        x += [slot / slots, (slot + 1) / slots]
    top = max(range(slots), key=lambda slot: sample["counts"][slot])
    text = "Where %d imagined teams stand in month %d, sorted into %d slots from 0 to 1." % (
        sample["teams"],
        run["months"],
        slots,
    )
    text += " The fullest slot, from %s to %s, holds %d of them." % (
        _two(top / slots),
        _two((top + 1) / slots),
        sample["counts"][top],
    )
    text += " The exact law expects %.1f there." % (law[top] * sample["teams"])
    lines = [("average", "the exact law", _steps(law))]
    highest = max(max(law), max(found))
    if pinned_law is not None:
        lines.insert(0, ("pinned", "pinned: the exact law", _steps(pinned_law)))
        highest = max(highest, max(pinned_law))
    lines.append(("second", "the imagined teams", _steps(found)))
    bands = [("average", "", [0.0] * len(x), _steps(found))]  # the line beside it has the label
    high = min(1.0, (int(highest * 10) + 1) / 10)
    return drawing.lines(
        "Share of teams in each slot", text, x, "level", lines, bands, None, 0.0, high
    )


def html(response, run, pinned, sample):
    """Return the results as HTML: the sentence, the tiles, the key and the pictures."""
    if sample is None:
        tiles = _time_tiles(run)
        key = [
            ("average", "the average team; pull up"),
            ("second", "where it heads; pull down"),
            ("band", "nine in ten teams"),
            ("team", "one imagined team (seed %d)" % run["state"]["seed"]),
        ]
    else:
        tiles = _team_tiles(run, sample)
        key = [("average", "the exact law, once settled"), ("second", "the imagined teams")]
    if pinned is not None:
        key.append(("pinned", "pinned"))
    return panels.results(response["sentence"], tiles, key, response["figures"], _aside(run))


def _time_tiles(run):
    _, gain, drain = run["pulls"][-1]
    since = "from month %d on" % run["pulls"][-1][0] if len(run["pulls"]) > 1 else ""
    return [
        {
            "label": "It heads for",
            "value": _two(run["end"]),
            "verdict": "%s / (%s + %s)" % (_two(gain), _two(gain), _two(drain)),
            "when": since,
            "status": "follows from assumed pulls",
        },
        {
            "label": "Half of the way takes",
            "value": _months(run["half_life"]),
            "verdict": "the pulls add up to %s" % _two(gain + drain),
            "when": since,
            "status": "follows from assumed pulls",
        },
        {
            "label": "In month %d" % run["months"],
            "value": _two(run["average"][-1]),
            "verdict": "the average team",
            "status": "follows from assumed pulls",
        },
    ]


def _team_tiles(run, sample):
    mean, spread = mean_and_spread(sample["ends"])
    return [
        {
            "label": "Average",
            "value": _two(mean),
            "verdict": "worked out: %s" % _two(run["average"][-1]),
            "when": "%d teams, month %d" % (sample["teams"], run["months"]),
        },
        {
            "label": "Standard deviation",
            "value": _two(spread),
            "verdict": "worked out: %s" % _two(run["spread"]),
            "when": "%d teams, month %d" % (sample["teams"], run["months"]),
        },
    ]


def _aside(run):
    lines = [
        "Both pulls, the chance and the start are assumed: we chose them to show how it works."
    ]
    state = run["state"]
    if state["change"] == "gain" and len(run["pulls"]) == 1:
        lines.append(
            "The gain is to change in month %d, but the run is over by then. Watch for longer "
            "to see it." % state["change_month"]
        )
    if len(run["pulls"]) > 1:
        _, gain, drain = run["pulls"][0]
        lines.append(
            "Before the change it headed for %s, and half of the way took %s."
            % (_two(settles_at(gain, drain)), _months(half_life(gain, drain)))
        )
    return lines


def table(run, sample):
    """Return the run month by month, or the teams slot by slot, for the table view.

    Returns
    -------
    dict
        ``caption``, ``columns`` (for a file), ``labels`` (for people), ``rows`` (numbers)
        and ``notes`` (lines that say what was run, for the head of the file).
    """
    if sample is None:
        caption = "Month by month: average team, where nine in ten teams lie, one team"
        columns = ["month", "average", "low", "high", "one_team"]
        labels = ["Month", "Average", "Low", "High", "One team"]
        parts = ("average", "low", "high", "team")
        rows = [
            [month] + [round(run[part][month], 6) for part in parts]
            for month in range(run["months"] + 1)
        ]
    else:
        caption = "Slot by slot: teams in the last month, and what the exact law expects"
        columns = ["from", "to", "teams", "expected"]
        labels = ["From", "To", "Teams", "Expected by the exact law"]
        slots = len(sample["law"])
        rows = [
            [slot / slots, (slot + 1) / slots, count, round(share * sample["teams"], 6)]
            for slot, (count, share) in enumerate(zip(sample["counts"], sample["law"]))
        ]
    head = notes("Tug-of-war lab", run["state"])
    return {"caption": caption, "columns": columns, "labels": labels, "rows": rows, "notes": head}


def values(presets):
    """Return every number of the lab with its status, as a table."""
    rows = []
    for name in NOTED:
        entry = TABLE["controls"][name]
        rows.append(
            ["at first: " + entry["label"].lower(), entry["value"], entry["status"], "our choice"]
        )
    for name in presets:
        entry = TABLE["presets"][name]
        for pull in ("gain", "drain"):
            rows.append(
                [
                    "%s: %s" % (entry["label"].lower(), pull),
                    entry[pull],
                    entry["status"],
                    "our choice",
                ]
            )
    for name in ("teams", "slots"):
        entry = TABLE["many_teams"][name]
        rows.append([entry["meaning"], entry["value"], entry["status"], "our choice"])
    return {
        "caption": "Every number of the tug of war. "
        + " ".join("%s: %s." % (name, meaning) for name, meaning in STATUSES),
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }
