"""The supervision lab's burnout and leaving, over time.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from . import _drawing as drawing
from . import _supervision_time as time
from . import _supervision_words as words
from ._supervision_run import pinned_run, run

HIGHEST = 0.8  # of the axis of leaving; at full burnout 0.66 would leave in a year


def leaving_in_a_year(burnout):
    """Return the share of workers who would leave in a year at this burnout."""
    return 1 - (1 - model.turnover(burnout)) ** 12


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    now = run(state)
    pinned = None if pinned_state is None else pinned_run(pinned_state)
    leaving = [leaving_in_a_year(level) for level in now["average"]["burnout"]]
    key = [
        ("average", "the average team"),
        ("band", "nine in ten teams"),
        ("team", "one imagined team (seed %d)" % state["seed"]),
    ]
    if now["switch"] is not None:
        key.append(("mark", "the change of supervision"))
    if pinned is not None:
        key.append(("pinned", "pinned"))
    return {
        "failing": now["failing"],
        "scores": words.scores(now["levels"][-1], state, None, time.changed_to(now)),
        "sentence": _sentence(now, leaving, pinned),
        "tiles": [],
        "key": key,
        "pictures": [
            time.score_picture("burnout", now, pinned, None, " There is no minimum for it."),
            _leaving_picture(now, leaving, pinned),
        ],
        "aside": [
            "Burnout and leaving are assumed, all of it. No minimum is set for them: "
            "should there be one? Where?",
        ],
        "table": lambda: _table(now, leaving),
    }


def _sentence(run, leaving, pinned):
    burnout = run["average"]["burnout"]
    text = "After %d months burnout stands at %s; it began at %s." % (
        run["months"],
        words.two(burnout[-1]),
        words.two(burnout[0]),
    )
    text += " At that level about %d of 100 workers would leave in a year." % words.of_100(
        leaving[-1]
    )
    workers = run["state"]["workers"]
    apart = 1 / (workers * model.turnover(burnout[-1]))
    text += " In a team of this size (%d), somebody leaves about every %s." % (
        workers,
        "month" if apart < 1.5 else "%d months" % int(round(apart)),
    )
    if run["failing"]:
        text += " And the team misses %s." % words.listed([words.label(n) for n in run["failing"]])
    else:
        text += " The team meets all three minimums all the same."
    if pinned is not None:
        then = pinned["average"]["burnout"][-1]
        text += " In the pinned run burnout ends at %s, and about %d of 100 would leave." % (
            words.two(then),
            words.of_100(leaving_in_a_year(then)),
        )
    return text


def _leaving_picture(run, leaving, pinned):
    text = "Share of workers who would leave in a year: from %s in 100 to %s in 100." % (
        words.of_100(leaving[0]),
        words.of_100(leaving[-1]),
    )
    lines = [("average", "the average team", leaving)]
    if pinned is not None:
        earlier = pinned["average"]["burnout"][: run["months"] + 1]
        lines.insert(0, ("pinned", "pinned", [leaving_in_a_year(level) for level in earlier]))
        text += " In the pinned team it ends at %d in 100." % words.of_100(
            leaving_in_a_year(pinned["average"]["burnout"][-1])
        )
    x, marks = time.months_of(run)
    title = "Workers who would leave in a year (share)"
    return drawing.lines(title, text, x, "months", lines, high=HIGHEST, marks=marks)


def _table(run, leaving):
    rows = []
    for month in range(run["months"] + 1):
        parts = [run[part]["burnout"][month] for part in ("average", "low", "high", "team")]
        rows.append([month] + [round(value, 6) for value in parts + [leaving[month]]])
    columns = ["month", "burnout", "burnout_low", "burnout_high", "burnout_one_team"]
    labels = ["Month", "Burnout", "Burnout, low", "Burnout, high", "Burnout, one team"]
    columns.append("leaving_in_a_year")
    labels.append("Share who would leave in a year")
    caption = "Burnout and leaving month by month"
    return words.table(run["state"], caption, columns, labels, rows)
