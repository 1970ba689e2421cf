"""Hold a branching conversation, and weigh a path through it.

A conversation is a table of nodes. At a node the person says something, and the
learner, who is the peer specialist, picks one of two to four replies. The state is

    s = (node, trust, distress, risk_known, lost, cap)

with the points that the replies so far lie below the best ones, and the smallest cap
among the harmful ones. These two come back at the end: a good ending is reached only with
lost <= MOST_LOST and cap >= LEAST_CAP; else the talk ends as its `otherwise` says. They
are counted with all weights as they stand, so the story does not hang on the weighing.

Each reply a has a value, the weighted sum of its points for validation, role
boundary, autonomy, safety and link to care:

    U(s, a) = sum_k w_k p_k(s, a)

A path is judged turn by turn *from the state that the learner is in*, so that a
cold opening can be made good:

    score = min(gate, 1 - sum_t [max_a U(s_t, a) - U(s_t, a_t)] / range)

and never below 0. The gate is 1, or the smallest cap among the harmful replies on
the path (advice on medication, leaving, danger ignored). Only replies that were on
offer count for the maximum.

Weights, range and gates are assumed (`peerlib/data/conversation.toml`). The score
is a judgement for discussion, and not evidence about anybody.

PORTABLE: runs under CPython and MicroPython.
"""

import os

from .. import data

# Which tables may be read by a name made up as it runs; see peerlib/book/bundle.py.
TABLES = ("conversations/*",)
TABLE = data.read("conversation")
POINTS = tuple([entry["name"] for entry in TABLE["weights"]])
LEVELS = tuple([entry["name"] for entry in TABLE["levels"]])
HIGHEST = {entry["name"]: len(entry["words"]) - 1 for entry in TABLE["levels"]}
WEIGHTS = {entry["name"]: entry["value"] for entry in TABLE["weights"]}
GATES = {entry["name"]: entry["value"] for entry in TABLE["gates"]}
WEIGHINGS = tuple([entry["name"] for entry in TABLE["weighings"]])
RANGE = TABLE["range"]["value"]
MOST_LOST = TABLE["most_lost"]["value"]
LEAST_CAP = TABLE["least_cap"]["value"]
MOST_PATHS = 20000
# The longest first, so that ">=" is not read as ">".
COMPARISONS = (">=", "<=", "==", "!=", ">", "<")


def names():
    """Return the names of all conversations, in alphabetical order."""
    folder = data.__file__.rsplit("/", 1)[0] + "/conversations"
    stems = [name.rsplit(".", 1)[0] for name in os.listdir(folder) if "." in name[1:]]
    return sorted(set(stems))


def load(name):
    """Return the conversation `name` as a table.

    Raises
    ------
    ValueError
        If there is no such conversation; the message lists those there are.

    Examples
    --------
    >>> load("double-dose")["title"]
    'Should I double my dose tonight?'
    """
    if name not in names():
        raise ValueError(
            "Unknown conversation %r. Available: %s." % (str(name)[:40], ", ".join(names()))
        )
    return data.read("conversations/" + name)


def weighing(name):
    """Return the five weights under one of the `WEIGHINGS`.

    Examples
    --------
    >>> weighing("safety_first")["safety"]
    2.0
    """
    for entry in TABLE["weighings"]:
        if entry["name"] == name:
            return {point: entry["weights"].get(point, WEIGHTS[point]) for point in POINTS}
    raise ValueError("Unknown weighing %r. Available: %s." % (name, ", ".join(WEIGHINGS)))


def condition(text):
    """Read a condition on the state, such as ``"trust >= 2 and risk_known == 0"``.

    Returns
    -------
    list of (str, str, int)
        Level, comparison and number; all of them have to hold.

    Raises
    ------
    ValueError
        If it cannot be read; the message shows how a condition looks.

    Examples
    --------
    >>> condition("trust >= 2 and risk_known == 0")
    [('trust', '>=', 2), ('risk_known', '==', 0)]
    """
    parts = []
    for part in str(text).split(" and "):
        signs = [sign for sign in COMPARISONS if sign in part]
        level, _, number = part.partition(signs[0]) if signs else (part, "", "")
        level, number = level.strip(), number.strip()
        if level not in LEVELS or len(number) != 1 or number not in "0123456789":
            raise ValueError(
                "The condition %r cannot be read. Write it like 'trust >= 2' or "
                "'trust >= 2 and risk_known == 0', with one of: %s." % (text, ", ".join(LEVELS))
            )
        parts.append((level, signs[0], int(number)))
    return parts


def holds(text, state):
    """Tell whether a condition holds in a state; an empty condition always does.

    Examples
    --------
    >>> holds("trust >= 2", {"trust": 1, "distress": 3, "risk_known": 0})
    False
    """
    if not text:
        return True
    for level, sign, number in condition(text):
        value = state[level]
        fits = {
            ">=": value >= number,
            "<=": value <= number,
            "==": value == number,
            "!=": value != number,
            ">": value > number,
            "<": value < number,
        }
        if not fits[sign]:
            return False
    return True


def by_name(conversation):
    """Return nodes and endings by their names."""
    places = {node["name"]: node for node in conversation["nodes"]}
    for ending in conversation["endings"]:
        places[ending["name"]] = ending
    return places


def begin(conversation):
    """Return the state in which a conversation starts."""
    state = {entry["name"]: entry["start"] for entry in TABLE["levels"]}
    for level, value in conversation.get("start", {}).items():
        state[level] = value
    state["node"] = conversation["opening"]
    state["lost"], state["cap"] = 0.0, 1.0
    return state


def offered(conversation, state, places=None):
    """Return the replies on offer in a state.

    Parameters
    ----------
    conversation : dict
    state : dict
        As `begin` and `after` return it.
    places : dict, optional
        What `by_name` returns, to save work.

    Returns
    -------
    list of (int, dict)
        The reply's number in the file, from 0, and the reply as it works in this
        state: the first of its ``changes`` that holds has been put in. Empty at an ending.
    """
    node = (places or by_name(conversation))[state["node"]]
    found = []
    for number, choice in enumerate(node.get("choices", [])):
        if holds(choice.get("needs"), state):
            found.append((number, in_state(choice, state)))
    return found


def in_state(choice, state):
    """Return a reply as it works in a state."""
    for change in choice.get("changes", []):
        if holds(change["when"], state):
            changed = dict(choice)
            changed.update(change)
            return changed
    return choice


def value(choice, weights=None):
    """Return U, the weighted points of a reply.

    Examples
    --------
    >>> value({"points": {"validation": 2, "safety": -1}})
    1.0
    """
    points = choice.get("points", {})
    weights = weights or WEIGHTS
    # in a fixed order, so that both Pythons round alike
    return sum([weights[name] * points.get(name, 0) for name in POINTS])


def shortfall(choice, choices, weights=None):
    """Return by how many points a reply lies below the best of those on offer.

    Examples
    --------
    >>> warm, cold = {"points": {"validation": 2}}, {"points": {"validation": -1}}
    >>> shortfall(cold, [(0, warm), (1, cold)])
    3.0
    """
    return max([value(other, weights) for _, other in choices]) - value(choice, weights)


def after(choice, state, choices, places):
    """Return the state to which a reply leads: effects first, then the way on.

    Parameters
    ----------
    choice : dict
        The reply that was picked.
    state : dict
        The state in which it is said.
    choices : list of (int, dict)
        All replies on offer there, from `offered`.
    places : dict
        What `by_name` returns.

    Returns
    -------
    dict
        The new state; the one given stays as it was.
    """
    new = dict(state)
    for level, change in choice.get("effects", {}).items():
        new[level] = min(max(state[level] + change, 0), HIGHEST[level])
    new["lost"] = state["lost"] + shortfall(choice, choices)
    new["cap"] = min(state["cap"], GATES.get(choice.get("gate"), 1.0))
    new["node"] = next_node(choice, new)
    place = places[new["node"]]
    if "otherwise" in place and not carries(new):
        new["node"] = place["otherwise"]
    return new


def carries(state):
    """Tell whether the way so far can lead to a good ending.

    Examples
    --------
    >>> carries({"lost": 7.0, "cap": 1.0}), carries({"lost": 7.0, "cap": 0.2})
    (True, False)
    """
    return state["lost"] <= MOST_LOST and state["cap"] >= LEAST_CAP


def next_node(choice, state):
    """Return the name of the node or ending to which a reply leads, by the levels alone."""
    if isinstance(choice["to"], str):
        return choice["to"]
    for way in choice["to"]:
        if holds(way.get("when"), state):
            return way["node"]
    raise ValueError("No way on from %r holds; let the last one be without 'when'." % choice["say"])


def play(conversation, path, weights=None):
    """Follow a path and weigh it.

    Parameters
    ----------
    conversation : dict
    path : list of int
        The number of the reply picked at each turn, counted from 0 as in the file.
    weights : dict, optional
        The five weights; those of the data file if left out.

    Returns
    -------
    dict
        ``turns`` (list of dict: ``state`` before, ``number``, ``choice``, ``offered``,
        ``value``, ``best``, ``shortfall``, ``after``), ``state`` reached, ``ending``
        (dict or None), ``gates`` (names), ``score`` (0 to 1, for the path so far).

    Raises
    ------
    ValueError
        If a reply is not on offer there.

    Examples
    --------
    >>> play(load("double-dose"), [])["score"]
    1.0
    """
    places = by_name(conversation)
    state, turns = begin(conversation), []
    for number in path:
        turn = _turn(conversation, state, number, weights, places)
        turns.append(turn)
        state = turn["after"]
    place = places[state["node"]]
    gates = [turn["choice"]["gate"] for turn in turns if turn["choice"].get("gate")]
    lost = sum([turn["shortfall"] for turn in turns])
    return {
        "turns": turns,
        "state": state,
        "ending": None if "choices" in place else place,
        "gates": gates,
        "score": score(lost, gates),
    }


def _turn(conversation, state, number, weights, places):
    choices = offered(conversation, state, places)
    picked = [choice for other, choice in choices if other == number]
    if not picked:
        raise ValueError(
            "Reply %s is not on offer at %r; on offer: %s."
            % (number, state["node"], ", ".join([str(other) for other, _ in choices]) or "none")
        )
    worth, short = value(picked[0], weights), shortfall(picked[0], choices, weights)
    return {
        "state": state,
        "number": number,
        "choice": picked[0],
        "offered": choices,
        "value": worth,
        "best": worth + short,
        "shortfall": short,
        "after": after(picked[0], state, choices, places),
    }


def outcomes(conversation, most=MOST_PATHS):
    """Return what comes of every path from the opening to an ending.

    Returns
    -------
    list of dict
        ``path`` (tuple of int), ``score``, ``gates``, ``ending`` (its name), ordered by path.

    Raises
    ------
    ValueError
        If there are more than `most`; the message says what to do.

    Examples
    --------
    >>> max([one["score"] for one in outcomes(load("double-dose"))])
    1.0
    """
    places, found = by_name(conversation), []
    waiting = [((), begin(conversation), [])]
    while waiting:
        path, state, gates = waiting.pop()
        choices = offered(conversation, state, places)
        if len(found) + len(waiting) > most or len(path) > 50:
            raise ValueError(
                "There are more than %d paths, or one without an end. Lead some replies to the "
                "same node, or make it shorter." % most
            )
        if not choices:
            found.append((path, score(state["lost"], gates), gates, state["node"]))
            continue
        for number, choice in choices:
            gate = [choice["gate"]] if choice.get("gate") else []
            onward = after(choice, state, choices, places)
            waiting.append((path + (number,), onward, gates + gate))
    columns = ("path", "score", "gates", "ending")
    return [dict(zip(columns, one)) for one in sorted(found, key=lambda one: one[0])]


def score(lost, gates):
    """Return the score of a path that lies `lost` points below the best replies.

    Examples
    --------
    >>> score(12.0, []), score(0.0, ["dose_advice"]), score(100.0, [])
    (0.5, 0.4, 0.0)
    """
    return max(0.0, min([1.0 - lost / RANGE] + [GATES[gate] for gate in gates]))
