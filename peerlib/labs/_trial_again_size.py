"""How many people a trial needs: power and width of the interval by size.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import programme_study as study
from ..models.sample_size import per_group_means
from . import _drawing as drawing
from . import _trial_again_trials as trials
from ._trial_again_many import _of_100
from ._trial_again_one import percent, plain

SIZES = list(range(10, 401, 10))
WANTED, Z_POWER = 0.8, 0.8416212


def run(state):
    """Work out one state of the controls."""
    z = study.critical(1e7, int(state["level"]) / 100)
    errors = [trials.error_of(people) for people in SIZES]
    needed = None
    if state["effect"] > 0:
        apart = state["effect"] / trials.SPREAD
        needed = int(per_group_means(apart, z, Z_POWER)) + 1
    return {
        "state": state,
        "power": trials.power(state),
        "powers": [study.power(state["effect"], error, z) for error in errors],
        "reach": z * trials.error_of(state["people"]),
        "reaches": [z * error for error in errors],
        "needed": needed,
    }


def sentence(run, pinned):
    """Say what is seen, in a few short sentences."""
    state = run["state"]
    found = "%s of 100 trials" % _of_100(run["power"])
    text = "With %d people in each group, " % state["people"]
    if state["effect"] == 0:
        text += "%s raise a false alarm, because the programme adds nothing." % found
        text += " More people do not change that: it is what %s is made for." % percent(
            state["level"]
        )
    else:
        text += "%s find an effect of %s points." % (found, plain(state["effect"]))
        text += " For 80 of 100 it takes about %d people in each group." % run["needed"]
    text += " The interval reaches about %s points to each side." % plain(run["reach"])
    if pinned is not None:
        text += " In the pinned run it is %s of 100, and %s points." % (
            _of_100(pinned["power"]),
            plain(pinned["reach"]),
        )
    return text


def pictures(run, pinned):
    """Return how power and width change with the number of people."""
    state = run["state"]
    people, effect = state["people"], plain(state["effect"])
    places = (0, 9, 19, 39)
    text = "Share of trials that leave out zero if the truth is %s points: %s." % (
        effect,
        ", ".join(["%.2f with %d people" % (run["powers"][i], SIZES[i]) for i in places]),
    )
    lines = [("average", "leave out zero", run["powers"])]
    wide = "How far the interval reaches to each side: %s." % ", ".join(
        ["%s points with %d people" % (plain(run["reaches"][i]), SIZES[i]) for i in places]
    )
    more = [("average", "reach", run["reaches"])]
    if pinned is not None:
        lines.insert(0, ("pinned", "pinned", pinned["powers"]))
        more.insert(0, ("pinned", "pinned", pinned["reaches"]))
    marks = [(people, "%d" % people)]
    label = "people in each group"
    return [
        drawing.lines(
            "How many trials find it", text, SIZES, label, lines, minimum=WANTED, marks=marks
        ),
        drawing.lines("How wide the interval is", wide, SIZES, label, more, high=15.0, marks=marks),
    ]


def key(pinned):
    """Return the key to the lines."""
    found = [
        ("average", "share of trials that leave out zero; reach in points"),
        ("minimum", "80 of 100: what many trials aim for"),
        ("mark", "the size of this trial"),
    ]
    if pinned is not None:
        found.append(("pinned", "pinned run"))
    return found


def tiles(run):
    """Return the values to keep in sight."""
    state = run["state"]
    alarm = state["effect"] == 0
    return [
        {
            "label": "False alarms" if alarm else "Power: trials that find the effect",
            "value": "%.2f" % run["power"],
            "when": "with %d people in each group" % state["people"],
            "status": "assumed",
        },
        {
            "label": "People needed in each group",
            "value": "none" if run["needed"] is None else "%d" % run["needed"],
            "when": "there is nothing to find" if alarm else "for a power of 0.80",
            "status": "assumed",
        },
    ]


def aside():
    """Return the small print."""
    return [
        "Four times the people make the interval half as wide. The numbers are for people who "
        "come one by one and all stay to the end. If people are lost, or come in teams, it "
        "takes more."
    ]


def table(run):
    """Return power and reach for each size."""
    rows = []
    for i, people in enumerate(SIZES):
        rows.append([people, round(run["powers"][i], 6), round(run["reaches"][i], 6)])
    return {
        "caption": "Power and width by size",
        "columns": ["people", "power", "reach"],
        "labels": ["People in each group", "Share that leaves out zero", "Reach to each side"],
        "rows": rows,
    }
