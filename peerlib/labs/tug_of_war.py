"""The tug-of-war lab: where a level ends, how fast it gets there, and what luck does.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import beta_law
from ..models import tug_of_war as model
from ..models.random_numbers import Pcg32
from . import _drawing as drawing
from . import _tug_of_war_results as results
from ._request import read

TABLE = model.TABLE
PRESETS = ("even", "strong_gain", "doubled", "strong_drain", "step_change")
TEAMS = TABLE["many_teams"]["teams"]["value"]
SLOTS = TABLE["many_teams"]["slots"]["value"]
MONTHS_AT_ONCE = 480  # drawn in one go; keeps an answer short in a page
PREDICTIONS = (
    ("low", "Below 0.40"),
    ("middle", "From 0.40 to 0.60"),
    ("high", "Above 0.60"),
)


def _number_control(name, group):
    entry = TABLE["controls"][name]
    control = {
        "name": name,
        "kind": "whole" if isinstance(entry["value"], int) else "range",
        "group": group,
        "label": entry["label"],
        "unit": entry["unit"],
        "help": entry["help"],
        "minimum": entry["minimum"],
        "maximum": entry["maximum"],
        "step": entry["step"],
        "marks": [],
        "default": entry["value"],
        "status": entry["status"],
    }
    if name in ("change_month", "new_gain"):
        control["when"] = ["change", ["gain"]]
    return control


CONTROLS = [
    {
        "name": "view",
        "kind": "choice",
        "shown": "buttons",
        "group": "pulls",
        "label": "What to look at",
        "help": "",
        "options": [["over_time", "Over time"], ["many_teams", "Many teams"]],
        "default": "over_time",
    },
    _number_control("gain", "pulls"),
    _number_control("drain", "pulls"),
    {
        "name": "change",
        "kind": "choice",
        "group": "change",
        "label": "Does a pull change on the way?",
        "help": "With a change you see a second approach begin.",
        "options": [["none", "No, both stay as they are"], ["gain", "Yes, the gain changes"]],
        "default": "none",
    },
    _number_control("change_month", "change"),
    _number_control("new_gain", "change"),
    _number_control("start", "run"),
    _number_control("chance", "run"),
    _number_control("months", "run"),
    {
        "name": "seed",
        "kind": "seed",
        "group": "run",
        "label": "Seed of the imagined teams",
        "again": "Another luck",
        "help": "A seed fixes the luck. With the same luck, two settings can be compared.",
        "minimum": 0,
        "maximum": 999999,
        "step": 1,
        "default": 1,
    },
]
SET_BY_PRESETS = ("gain", "drain", "change")


def _preset_values(name):
    return {key: TABLE["presets"][name][key] for key in SET_BY_PRESETS}


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "tug_of_war",
        "kind": "simulation",
        "title": "A tug of war",
        "lead": (
            "One level, one pull up, one pull down. Here the level is how sure a new peer "
            "specialist is of the role. Many models of this course are made of levels like this "
            "one. It is an illustration, not evidence."
        ),
        "predict": {
            "question": (
                "Before you look: the pull up is as strong as the pull down. The team starts "
                "at 0.20. Where does the average team stand after two years?"
            ),
            "question_again": (
                "Before you look: with these settings, where does the average team stand "
                "at the end?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "Start from a pair of pulls",
        "presets": [
            {
                "name": name,
                "label": TABLE["presets"][name]["label"],
                "about": TABLE["presets"][name]["about"],
                "values": _preset_values(name),
            }
            for name in PRESETS
        ],
        "groups": [
            {"name": "pulls", "label": "The two pulls", "open": True},
            {"name": "change", "label": "A change on the way", "open": False},
            {"name": "run", "label": "The run", "open": False},
        ],
        "controls": CONTROLS,
        "values": results.values(PRESETS),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


def pulls_of(state):
    """Return the pulls of a state, as the model takes them: (from month, gain, drain)."""
    pulls = [(0, state["gain"], state["drain"])]
    if state["change"] == "gain" and state["change_month"] < state["months"]:
        pulls.append((state["change_month"], state["new_gain"], state["drain"]))
    return pulls


def _luck(seed, team, months):
    # each team has its own sequence, so that its luck is the same however long the run
    rng = Pcg32(seed, 54 + team)
    return [rng.normal() for _ in range(months)]


def run(state):
    """Run the model for one state of the controls, without the many teams.

    Parameters
    ----------
    state : dict
        Complete and valid, as `_request.clean` returns it.

    Returns
    -------
    dict
        ``pulls``; for the last of them ``end`` (where the level settles) and
        ``half_life`` in months; ``average``, ``low``, ``high`` and ``team`` month by
        month, where nine in ten teams lie between low and high; ``spread``, the
        standard deviation between teams in the last month.
    """
    pulls, months = pulls_of(state), state["months"]
    average, variances = model.average_team(state["start"], pulls, months, state["chance"])
    luck = _luck(state["seed"], 0, months)
    low, high = [], []
    for level, variance in zip(average, variances):
        reach = 1.6448536269514722 * variance**0.5  # 95th percentile of the normal
        low.append(max(0.0, level - reach))
        high.append(min(1.0, level + reach))
    _, gain, drain = pulls[-1]
    return {
        "state": state,
        "pulls": pulls,
        "months": months,
        "end": model.settles_at(gain, drain),
        "half_life": model.half_life(gain, drain),
        "average": average,
        "low": low,
        "high": high,
        "team": model.one_team(state["start"], pulls, months, state["chance"], luck),
        "spread": variances[-1] ** 0.5,
    }


_law = {"key": None, "shares": None}


def law_shares(state):
    """Return which share of the exact law at rest falls into each slot.

    Parameters
    ----------
    state : dict
        Complete and valid.

    Returns
    -------
    list of float
        One for each of the slots from 0 to 1; they add up to 1.
    """
    _, gain, drain = pulls_of(state)[-1]
    key = (gain, drain, state["chance"])
    if _law["key"] != key:
        a, b = model.law_at_rest(gain, drain, state["chance"])
        below = [beta_law.share_below(slot / SLOTS, a, b) for slot in range(SLOTS + 1)]
        shares = [high - low for low, high in zip(below, below[1:])]
        _law.update({"key": key, "shares": shares})
    return _law["shares"]


_drawn = {"key": None, "ends": []}


def many_teams(state, teams):
    """Return the levels of the first `teams` imagined teams in the last month.

    What was drawn for the same state before is kept, so that a page can ask in
    small steps. The answer does not depend on how it was asked for.
    """
    key = sorted((name, value) for name, value in state.items() if name != "view")
    if _drawn["key"] != key:
        _drawn.update({"key": key, "ends": []})
    ends, pulls, months = _drawn["ends"], pulls_of(state), state["months"]
    while len(ends) < teams:
        luck = _luck(state["seed"], len(ends), months)
        ends.append(model.one_team(state["start"], pulls, months, state["chance"], luck)[-1])
    return ends[:teams]


def counted(levels):
    """Return how many of `levels` fall into each slot from 0 to 1."""
    counts = [0] * SLOTS
    for level in levels:
        counts[min(SLOTS - 1, int(level * SLOTS))] += 1
    return counts


def _at_once(state):
    return max(1, MONTHS_AT_ONCE // state["months"])


def _teams_asked(request, state):
    asked, first = request.get("draws"), _at_once(state)
    if not isinstance(asked, (int, float)) or isinstance(asked, bool) or not asked > first:
        return first
    return int(min(TEAMS, asked))


def _sample(state, teams):
    ends = many_teams(state, teams)
    return {"teams": teams, "ends": ends, "counts": counted(ends), "law": law_shares(state)}


def pictures(state, draws=None):
    """Return the pictures for one complete, valid state of the controls.

    `draws` is how many of the many teams to show, as in a request.
    """
    if state["view"] == "many_teams":
        teams = _teams_asked({"draws": draws}, state)
        return results.pictures(run(state), None, _sample(state, teams), None)
    return results.pictures(run(state), None, None, None)


def respond(request):
    """Answer one request of a page or a notebook; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    pinned = pinned and run(pinned)
    pinned_law = sample = None
    now, response = run(state), {"state": state, "messages": messages}
    if state["view"] == "many_teams":
        if pinned is not None:
            pinned_law = list(law_shares(pinned["state"]))
        teams = _teams_asked(request, state)
        sample = _sample(state, teams)
        if teams < TEAMS:
            after = min(TEAMS, teams + _at_once(state))
            response["unfinished"] = {"done": teams, "of": TEAMS, "next": after}
    pictures_ = results.pictures(now, pinned, sample, pinned_law)
    response["sentence"] = results.sentence(now, pinned, sample)
    response["figures"] = [drawing.figure(picture) for picture in pictures_]
    response["prediction"] = _prediction(request.get("prediction"), now)
    response["html"] = results.html(response, now, pinned, sample)
    if request.get("want_run"):
        response["run"] = results.table(now, sample)
    return response


def _prediction(guess, now):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    level = now["average"][-1]
    # 0.3999999 is a rounding of 0.40, not a level below it
    outcome = "low" if level < 0.4 - 1e-9 else "high" if level > 0.6 + 1e-9 else "middle"
    if guess == outcome:
        text = "You expected this. Which of the two decides it: how strong the pulls are, or how "
        text += "they compare?"
    else:
        text = (
            "You expected the average team to end %s. The model shows: %s. What does the gain "
            "work on, and what does the drain work on?"
            % (_lower(labels[guess]), _lower(labels[outcome]))
        )
    return {"as_expected": guess == outcome, "text": text}


def _lower(text):
    return text[0].lower() + text[1:]
