"""The supervision lab's doubt: does the verdict hold if our numbers are off?

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.random_numbers import Pcg32
from ..models.supervision_doubt import margin, other_coefficients, passes
from . import _drawing as drawing
from . import _supervision_words as words
from ._supervision_words import JUDGED

DRAWS = 1000
A_STEP = 25  # what fits into one answer
_kept = {"asked": None, "rng": None, "found": []}
_rest = {name: model.equilibrium(model.preset(name)) for name in model.PRESETS}


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    wanted = min(DRAWS, draws or A_STEP)
    found = _found(state, wanted)
    counts = [sum(1 for draw in found if name in draw[0]) for name in JUDGED]
    counts.append(sum(1 for draw in found if len(draw[0]) == 3))
    only = sum(1 for draw in found if draw[1])
    levels = words.settled(state)
    seen = {
        "failing": words.failing(levels, words.minimums_of(state)),
        "scores": words.scores(levels, state),
        "sentence": _sentence(state, wanted, counts, only),
        "tiles": _tiles(wanted, counts[3], only),
        "key": [],
        "pictures": [_picture(state, wanted, counts, only)],
        "aside": [
            "Each assumed and each calibrated number of the model is multiplied by a number of "
            "its own, anywhere from %s %% less to %s %% more. The levers and the minimums stay."
            % (state["spread"], state["spread"]),
            "This says how far the verdict depends on our numbers. It does not say how likely "
            "the verdict is to be true: a wrong idea in the equations would go unseen.",
        ],
        "table": lambda: _table(state, found),
    }
    if wanted < DRAWS:
        seen["unfinished"] = {"done": wanted, "of": DRAWS, "next": min(DRAWS, wanted + A_STEP)}
    return seen


def _found(state, wanted):
    """Return, for the first `wanted` draws, the minimums met, and if only the hybrid passes."""
    levers, minimums = words.levers_of(state), words.minimums_of(state)
    asked = [levers, minimums, state["spread"], state["seed_of_draws"]]
    if _kept["asked"] != asked:
        _kept.update({"asked": asked, "rng": Pcg32(state["seed_of_draws"]), "found": []})
    found, rest, preset = _kept["found"], words.settled(state), words.preset_of(state)
    while len(found) < wanted:
        others = other_coefficients(_kept["rng"].uniform, int(state["spread"]) / 100)
        met = {
            name: passes(model.preset(name), minimums, others, _rest[name])
            for name in model.PRESETS
        }
        full = [name for name in model.PRESETS if len(met[name]) == 3]
        own = met[preset] if preset else passes(levers, minimums, others, rest)
        found.append((own, full == ["hybrid"]))
    return found[:wanted]


def _in_words(count, draws):
    low, high = margin(count, draws)
    return "between %d and %d of 100" % (int(100 * low), -int(-100 * high // 1))


def _sentence(state, draws, counts, only):
    begun = "So far %d draws" if draws < DRAWS else "%d draws"
    text = begun % draws + (
        ", each number of the model up to %s %% off: the %s meets all three "
        "minimums in %d of them (in the long run %s)."
        % (
            state["spread"],
            words.team_name(words.preset_of(state)),
            counts[3],
            _in_words(counts[3], draws),
        )
    )
    weakest = min(range(3), key=lambda i: (counts[i], i))
    if counts[weakest] < draws:
        text += " It misses %s most often." % words.label(JUDGED[weakest])
    text += " Of the three models, the hybrid passes and the other two do not in %d (%s)." % (
        only,
        _in_words(only, draws),
    )
    return text


def _tiles(draws, full, only):
    return [
        {
            "label": "These settings meet all three",
            "value": "%d of %d" % (full, draws),
            "when": _in_words(full, draws),
            "status": "assumed",
        },
        {
            "label": "Only the hybrid passes",
            "value": "%d of %d" % (only, draws),
            "when": _in_words(only, draws),
            "status": "assumed",
        },
    ]


def _picture(state, draws, counts, only):
    bars = []
    for i, name in enumerate(JUDGED):
        least = words.two(state["minimum_" + name])
        note = "%d of %d" % (counts[i], draws)
        title = "%s, at least %s" % (words.SCORES[name]["label"], least)
        bars.append(("average", title, 0, counts[i] / draws, note))
    note = "%d of %d" % (counts[3], draws)
    bars.append(("average", "all three", 0, counts[3] / draws, note))
    note = "%d of %d" % (only, draws)
    bars.append(("second", "of the three models only the hybrid", 0, only / draws, note))
    said = ["%s %s" % (words.lower(bar[1]), bar[4]) for bar in bars]
    text = "In how many draws each minimum is met: %s." % "; ".join(said)
    return drawing.bars("How often the verdict holds (share of draws)", text, bars, 0, 1)


def _table(state, found):
    rows = []
    for number, (met, only) in enumerate(found):
        rows.append([number + 1] + [int(name in met) for name in JUDGED])
        rows[-1] += [int(len(met) == 3), int(only)]
    columns = ["draw"] + list(JUDGED) + ["all_three", "only_the_hybrid"]
    labels = ["Draw"] + [words.SCORES[name]["label"] for name in JUDGED]
    labels += ["All three", "Only the hybrid passes"]
    return words.table(state, "Each draw so far: 1 is met, 0 is missed", columns, labels, rows)
