"""The supervision lab's many teams: the spread of their ends, and the law that it follows.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import supervision as model
from ..models.beta_law import share_below
from ..models.random_numbers import Pcg32
from . import _drawing as drawing
from . import _supervision_words as words
from ._supervision_words import JUDGED

TEAMS = 200
BINS = 46  # six units of the picture each, so that no point falls between two roundings
STREAM = 54  # the first team is the one imagined team of the view over time
PLACES = [model.STATES.index(name) for name in JUDGED]
_kept = {"levers": None, "law": None, "teams": None, "ends": [], "average": None}


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    step = max(1, 72 // state["months"])  # what fits into one answer
    wanted = min(TEAMS, draws or step)
    ends, average = _ends(state, wanted)
    law = _law(state)
    minimums = words.minimums_of(state)
    counts = _counts(ends, minimums)
    expected = [_share_above(law[i], minimums[name]) for i, name in enumerate(JUDGED)]
    seen = {
        "failing": words.failing(average, minimums),
        "scores": words.scores(average, state),
        "sentence": _sentence(state, len(ends), counts, expected),
        "tiles": _tiles(len(ends), counts, expected),
        "key": [
            ("team", "simulated teams (from seed %d)" % state["seed"]),
            ("average", "what pure chance gives in the long run (the law)"),
            ("mark", "the minimum"),
        ],
        "pictures": [_picture(i, ends, law[i], minimums[name]) for i, name in enumerate(JUDGED)],
        "aside": [
            "The law is the Beta law of a level with steady pulls. It is exact for reflective "
            "practice. The pulls on the other two scores waver with the rest of the team, so "
            "there it is close, but a little too narrow.",
            "Each team has the same supervision and other luck. The luck is assumed.",
        ],
        "table": lambda: _table(state, ends),
    }
    if wanted < TEAMS:
        seen["unfinished"] = {"done": wanted, "of": TEAMS, "next": min(TEAMS, wanted + step)}
    return seen


def _ends(state, wanted):
    """Return where the first `wanted` teams end, and the average team; both are kept."""
    levers, start = words.levers_of(state), model.start_state(state["start"])
    months = state["months"]
    asked = [state[name] for name in model.LEVERS] + [state["start"], months, state["seed"]]
    if _kept["teams"] != asked:
        levels, _ = model.average_team(levers, start, months)
        _kept.update({"teams": asked, "ends": [], "average": levels[-1]})
    ends = _kept["ends"]
    while len(ends) < wanted:
        rng = Pcg32(state["seed"], STREAM + len(ends))
        luck = [rng.normal() for _ in range(6 * model.STEPS_A_MONTH * months)]
        end = model.one_team(levers, start, months, luck)[-1]
        ends.append([end[place] for place in PLACES])
    return ends[:wanted], _kept["average"]


def _law(state):
    """Return, for each judged score, the numbers of its Beta law and its share in each bin."""
    levers = [state[name] for name in model.LEVERS]
    if _kept["levers"] != levers:
        fixed = model.pressures(words.levers_of(state))
        rates = model.gains_and_drains(words.settled(state), fixed)
        _kept.update({"levers": levers, "law": [_shares(rates[i], i) for i in PLACES]})
    return _kept["law"]


def _shares(rates, place):
    gain, drain = rates
    sigma = model.NOISE[place]
    a, b = 2 * gain / sigma**2, 2 * drain / sigma**2
    if a == 0:  # nothing pulls up: every team comes to rest at 0
        return None, b, [1.0] + [0.0] * (BINS - 1)
    mean, sd = a / (a + b), (a * b / (a + b + 1)) ** 0.5 / (a + b)
    below = []
    for i in range(BINS + 1):
        edge = i / BINS
        far = edge - mean
        if abs(far) > 6 * sd:  # next to nothing lies out there
            below.append(1.0 if far > 0 else 0.0)
        else:
            below.append(share_below(edge, a, b))
    return a, b, [below[i + 1] - below[i] for i in range(BINS)]


def _share_above(law, least):
    """Return the share of teams at or above a minimum in the long run."""
    a, b, _ = law
    if a is None:
        return 1.0 if least <= 0 else 0.0
    return 1 - share_below(least, a, b)


def _counts(ends, minimums):
    """Return how many teams meet each minimum, and how many all three."""
    counts = [0, 0, 0, 0]
    for end in ends:
        met = [end[i] >= minimums[name] for i, name in enumerate(JUDGED)]
        for i in range(3):
            counts[i] += met[i]
        counts[3] += all(met)
    return counts


def _sentence(state, teams, counts, expected):
    text = "%d simulated %s like the %s: after %d months %s all three minimums." % (
        teams,
        "team" if teams == 1 else "teams",
        words.team_name(words.preset_of(state)),
        state["months"],
        _meet(counts[3], teams),
    )
    parts = []
    for i, name in enumerate(JUDGED):
        met = " is met" if i == 0 else ""
        parts.append("%s%s by %s" % (words.label(name), met, _how_many(counts[i], teams)))
    text += " Taken one by one, the minimum for %s." % words.listed(parts)
    low = min(expected)
    name = JUDGED[expected.index(low)]
    text += " In the long run, pure chance gives the fewest for %s: %s of 100 teams." % (
        words.label(name),
        _of_100(low),
    )
    return text


def _meet(count, teams):
    """Return the words on how many of the teams meet something, verb included."""
    if teams == 1:
        return "it meets" if count else "it does not meet"
    if count == 0:
        return "none of them meets"
    if count == teams:
        return "all of them meet"
    return "%d of them %s" % (count, "meets" if count == 1 else "meet")


def _how_many(count, teams):
    if count == 0:
        return "none"
    return "all %d" % count if count == teams > 1 else "%d" % count


def _of_100(share):
    """Return a share in 100, without calling a rare thing never or a common one always."""
    if 0 < share < 0.005:
        return "fewer than 1"
    if 0.995 < share < 1:
        return "more than 99"
    return "%d" % words.of_100(share)


def _tiles(teams, counts, expected):
    tiles = []
    for i, name in enumerate(JUDGED):
        tiles.append(
            {
                "label": words.heading(name),
                "value": "%d of %d" % (counts[i], teams),
                "verdict": "teams meet the minimum",
                "when": "long run: %s of 100" % _of_100(expected[i]),
                "status": "assumed",
            }
        )
    return tiles


def _picture(i, ends, law, least):
    found = [0.0] * BINS
    for end in ends:
        found[min(BINS - 1, int(end[i] * BINS))] += 1 / len(ends)
    name, shares = JUDGED[i], law[2]
    middles = [(k + 0.5) / BINS for k in range(BINS)]
    top = max(found + shares)
    text = "%s of %d simulated teams at the end: from %s to %s, on average %s." % (
        words.SCORES[name]["label"],
        len(ends),
        words.two(min(end[i] for end in ends)),
        words.two(max(end[i] for end in ends)),
        words.two(sum(end[i] for end in ends) / len(ends)),
    )
    middle = sum(share * place for share, place in zip(shares, middles))
    text += " The law has its middle at %s. The minimum is %s." % (
        words.two(middle),
        words.two(least),
    )
    lines = [
        ("team", "simulated teams", [0.0] + found + [0.0]),
        ("average", "the law", [0.0] + shares + [0.0]),
    ]
    places = [0.0] + middles + [1.0]
    high = 0.2 * (int(top / 0.2) + 1)
    label = "score at the end (upwards: share of teams)"
    return drawing.lines(
        words.heading(name), text, places, label, lines, high=min(1.0, high), marks=[(least, "")]
    )


def _table(state, ends):
    rows = []
    for number, end in enumerate(ends):
        rows.append([number + 1] + [round(level, 6) for level in end])
    labels = ["Team"] + [words.SCORES[name]["label"] for name in JUDGED]
    caption = "Where each simulated team ends, so far"
    return words.table(state, caption, ["team"] + list(JUDGED), labels, rows)
