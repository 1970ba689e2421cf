"""What all views of the supervision lab share: words, names, verdicts and table heads.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ._request import notes

TABLE = model.TABLE
SCORES = TABLE["scores"]
JUDGED = ("role_fidelity", "reflective_practice", "risk_oversight")


def label(name):
    """Return what a score is called in the middle of a sentence."""
    return SCORES[name]["label"].lower()


def heading(name):
    """Return what a score is called above a picture or in a tile, with its symbol."""
    return "%s (%s)" % (SCORES[name]["label"], SCORES[name]["symbol"])


def two(value):
    """Return a score as it is shown."""
    return "%.2f" % value


def of_100(share):
    """Return a share as a whole number out of 100."""
    return int(round(100 * share))


def listed(words):
    """Return words as a list in a sentence: "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def lower(text):
    """Return `text` with a small first letter."""
    return text[0].lower() + text[1:]


def levers_of(state):
    """Return the levers of a state of the controls."""
    return {name: state[name] for name in model.LEVERS}


def minimums_of(state):
    """Return the minimums of a state of the controls."""
    return {name: state["minimum_" + name] for name in JUDGED}


def preset_of(state):
    """Return the name of the preset whose levers `state` has, or None."""
    for name in model.PRESETS:
        levers = model.preset(name)
        if all(abs(state[lever] - levers[lever]) < 1e-9 for lever in model.LEVERS):
            return name
    return None


def team_name(preset):
    """Return what to call the team with the levers of `preset`, which may be None."""
    if preset is None:
        return "team with your settings"
    return TABLE["presets"][preset]["label"].lower() + " team"


def failing(levels, minimums):
    """Return the names of the minimums that are missed, in the order in which they are shown."""
    return sorted(model.failing(levels, minimums), key=JUDGED.index)


_settled = []


def settled(state):
    """Return where the levels settle with the levers of `state`; two answers are kept."""
    levers = [state[name] for name in model.LEVERS]
    for known, levels in _settled:
        if known == levers:
            return levels
    levels = model.equilibrium(levers_of(state))
    _settled.append((levers, levels))
    while len(_settled) > 2:  # the levers that are moved, and those of the pinned run
        _settled.pop(0)
    return levels


def precise(value, least):
    """Return a score with enough digits to differ from a minimum that it misses."""
    return two(value) if two(value) != two(least) else "just under " + two(least)


def scores(levels, state, when=None, changed_to=None):
    """Return the three judged scores: value, minimum, verdict, and where each number is from.

    Parameters
    ----------
    levels : sequence of 6 floats
        In the order of `STATES`.
    state : dict
        Complete and valid state of the controls.
    when : dict, optional
        Score name to words on the month in which its minimum was met or lost.
    changed_to : str, optional
        The preset to which the supervision has changed on the way.

    Returns
    -------
    list of dict
        ``name``, ``label``, ``symbol``, ``value``, ``minimum``, ``passes``, ``when``,
        ``status`` and ``source`` of the value, ``minimum_status``.
    """
    given = {(entry["preset"], entry["score"]): entry["value"] for entry in TABLE["given"]}
    preset, minimums = changed_to or preset_of(state), minimums_of(state)
    missed = failing(levels, minimums)
    found = []
    for name in JUDGED:
        published = given.get((preset, name))
        status = "assumed" if published is None else "given"
        source = "follows from values that we assumed"
        if published is not None:
            source = "the article gives %s, and the model was set to settle there" % two(published)
        entry = TABLE["minimums"][name]
        found.append(
            {
                "name": name,
                "label": SCORES[name]["label"],
                "symbol": SCORES[name]["symbol"],
                "value": levels[model.STATES.index(name)],
                "minimum": minimums[name],
                "passes": name not in missed,
                "when": when[name] if when else "",
                "status": status,
                "source": source,
                "minimum_status": entry["status"] if minimums[name] == entry["value"] else "yours",
            }
        )
    return found


def tile(score):
    """Return a judged score as `_panels.results` shows it."""
    verdict = "✓ meets" if score["passes"] else "✗ below"
    return {
        "label": "%s (%s)" % (score["label"], score["symbol"]),
        "value": two(score["value"]),
        "verdict": "%s the minimum, %s" % (verdict, two(score["minimum"])),
        "passes": score["passes"],
        "when": score["when"],
        "status": "score: %s; minimum: %s" % (score["status"], score["minimum_status"]),
    }


def sources(found):
    """Return the small print on where the scores and minimums are from."""
    return [
        "%s: the score is %s (%s); the minimum is %s."
        % (score["label"], score["status"], score["source"], score["minimum_status"])
        for score in found
    ]


def table(state, caption, columns, labels, rows):
    """Return a table for the table view and the CSV file, with notes on what was run."""
    head = notes("Supervision lab", state)
    return {"caption": caption, "columns": columns, "labels": labels, "rows": rows, "notes": head}
