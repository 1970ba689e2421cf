"""Find what is amiss in a conversation, and say it in plain words.

Three rounds, each only if the one before found nothing: the form of the file; the ways
through it; what the scores reward. The texts are looked at in any case.

PORTABLE: runs under CPython and MicroPython.
"""

import re

from . import conversation as talk
from .plain_words import school_grade, words

KINDS = ("good", "mixed", "stuck")
PRINCIPLES = tuple([entry["name"] for entry in talk.TABLE["principles"]])
GOOD = 0.85  # a path that does well
HARDEST_SPEECH, HARDEST_COMMENT = 6.0, 8.0
LONGEST_SPEECH, LONGEST_COMMENT = 60, 80
# One text among easy ones may be so much harder; of fewer words, the grade says little.
HARDER_ALONE, WORDS_ALONE = 2.0, 10
DOSE = re.compile(r"\d ?(mg|ml|mcg|milligram|drops|tablets|pills)")
BLAME = ("mistake", "wrong", "failed", "fail", "fault", "should have", "stupid")

TEXT, NUMBER, LIST, TABLE = "text", "whole number", "list", "table"
TYPES = {TEXT: str, NUMBER: int, LIST: list, TABLE: dict}
# Field, type, needed?
CONVERSATION = (
    ("title", TEXT, True),
    ("about", TEXT, True),
    ("minutes", NUMBER, True),
    ("content_note", TEXT, True),
    ("scene", TEXT, True),
    ("person", TEXT, True),
    ("help", TEXT, True),
    ("opening", TEXT, True),
    ("questions", LIST, True),
    ("start", TABLE, False),
    ("nodes", LIST, True),
    ("endings", LIST, True),
)
NODE = (
    ("name", TEXT, True),
    ("text", TEXT, True),
    ("choices", LIST, True),
    ("notice", TEXT, False),
)
# What a change may put in another way is marked by being in CHANGE too.
CHOICE = (
    ("say", TEXT, True),
    ("to", None, True),
    ("points", TABLE, True),
    ("why", TEXT, True),
    ("principle", TEXT, True),
    ("competency", NUMBER, True),
    ("effects", TABLE, False),
    ("reply", TEXT, False),
    ("gate", TEXT, False),
    ("needs", TEXT, False),
    ("changes", LIST, False),
)
CHANGE = (
    ("when", TEXT, True),
    ("to", None, False),
    ("points", TABLE, False),
    ("why", TEXT, False),
    ("principle", TEXT, False),
    ("effects", TABLE, False),
    ("reply", TEXT, False),
    ("gate", TEXT, False),
)
ENDING = (
    ("name", TEXT, True),
    ("kind", TEXT, True),
    ("text", TEXT, True),
    ("debrief", TEXT, True),
    ("otherwise", TEXT, False),
)


def faults(conversation):
    """Return all that is amiss, one sentence each; an empty list if nothing is.

    Parameters
    ----------
    conversation : dict
        As read from its file.

    Examples
    --------
    >>> faults(talk.load("double-dose"))
    []
    """
    found = _form(conversation)
    if found:
        return found
    found = _ways(conversation)
    if not found:
        found = _scores(conversation) + _give_aways(conversation)
    return found + _texts(conversation)


def summary(conversation):
    """Count the nodes, endings and paths of a sound conversation, and its paths above `GOOD`."""
    every = talk.outcomes(conversation)
    return {
        "nodes": len(conversation["nodes"]),
        "endings": len(conversation["endings"]),
        "paths": len(every),
        "best": max([one["score"] for one in every]),
        "good": len([one for one in every if one["score"] >= GOOD]),
        "turns": (min([len(one["path"]) for one in every]), max([len(o["path"]) for o in every])),
    }


# --- the form of the file --------------------------------------------------------


def _form(conversation):
    if not isinstance(conversation, dict):
        return ["The file holds no table."]
    found = _fields(conversation, CONVERSATION, "The conversation")
    if found:
        return found
    for node in conversation["nodes"]:
        found += _fields(node, NODE, "A node (%s)" % _called(node))
    for ending in conversation["endings"]:
        found += _fields(ending, ENDING, "An ending (%s)" % _called(ending))
    if found:
        return found
    places = [place["name"] for place in conversation["nodes"] + conversation["endings"]]
    for name in sorted(set(places)):
        if places.count(name) > 1:
            found.append("The name '%s' is given to more than one node or ending." % name)
    if conversation["opening"] not in [node["name"] for node in conversation["nodes"]]:
        found.append("The opening '%s' is not the name of a node." % conversation["opening"])
    if not 2 <= len(conversation["questions"]) <= 4:
        found.append("There should be 2 to 4 questions to talk over.")
    if not all([isinstance(question, str) for question in conversation["questions"]]):
        found.append("Each question has to be a text.")
    found += _levels(conversation.get("start", {}), "start", 0)
    for ending in conversation["endings"]:
        if ending["kind"] not in KINDS:
            found.append("Ending '%s': the kind is one of %s." % (ending["name"], _list(KINDS)))
        found += _otherwise(ending, conversation["endings"])
    for node in conversation["nodes"]:
        found += _node(node, places)
    return found


def _otherwise(ending, endings):
    kinds = {other["name"]: other["kind"] for other in endings}
    if "otherwise" not in ending or kinds.get(ending["otherwise"]) in KINDS[1:]:
        return []
    return [
        "Ending '%s': 'otherwise' is the name of an ending that is mixed or stuck, not '%s'."
        % (ending["name"], ending["otherwise"])
    ]


# People count from one.
def _reply(number):
    return "reply %d" % (number + 1)


def _replies(path):
    return ".".join([str(number + 1) for number in path])


def _called(place):
    return str(place.get("name", "without a name")) if isinstance(place, dict) else "not a table"


def _list(things):
    return ", ".join([str(thing) for thing in things])


def _fields(table, fields, where):
    if not isinstance(table, dict):
        return ["%s is not a table." % where]
    found = []
    for name, kind, needed in fields:
        if name not in table:
            if needed:
                found.append("%s: '%s' is missing." % (where, name))
            continue
        value = table[name]
        fits = kind is None or (isinstance(value, TYPES[kind]) and not isinstance(value, bool))
        if not fits:
            found.append("%s: '%s' has to be a %s." % (where, name, kind))
        elif kind in (TEXT, LIST) and not len(value.strip() if kind == TEXT else value):
            found.append("%s: '%s' is empty." % (where, name))
    known = [field[0] for field in fields]
    for name in sorted(table):
        if name not in known:
            found.append("%s: '%s' is not a field; known: %s." % (where, name, _list(known)))
    return found


def _levels(changes, where, low):
    found = []
    for name in sorted(changes):
        most = talk.HIGHEST.get(name)
        if most is None:
            found.append("%s: there is no '%s'; known: %s." % (where, name, _list(talk.LEVELS)))
        elif not _whole(changes[name], low, most if low == 0 else 2):
            found.append("%s: '%s' is out of range." % (where, name))
    return found


def _whole(value, low, high):
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and low <= value <= high


def _node(node, places):
    where, choices = "Node '%s'" % node["name"], node["choices"]
    found = []
    if not 2 <= len(choices) <= 4:
        found.append("%s: 2 to 4 replies, not %d." % (where, len(choices)))
    for number, choice in enumerate(choices):
        here = "%s, %s" % (where, _reply(number))
        amiss = _fields(choice, CHOICE, here)
        found += amiss or _choice(choice, places, here)
    said = [str(choice.get("say")) for choice in choices if isinstance(choice, dict)]
    if len(set(said)) < len(said):
        found.append("%s: two replies have the same words." % where)
    return found


def _choice(choice, places, where):
    found = _parts(choice, places, where) + _condition(choice.get("needs"), where)
    for change in choice.get("changes", []):
        amiss = _fields(change, CHANGE, where + ", change")
        if not amiss:
            amiss = _condition(change["when"], where) + _parts(change, places, where + ", change")
        found += amiss
    return found


def _parts(choice, places, where):
    """Look at what both a reply and a change of it may hold."""
    found = _levels(choice.get("effects", {}), where, -2)
    for name in sorted(choice.get("points", {})):
        if name not in talk.POINTS:
            found.append("%s: no points for '%s'; known: %s." % (where, name, _list(talk.POINTS)))
        elif not _whole(choice["points"][name], -2, 2):
            found.append("%s: points for '%s' run from -2 to 2." % (where, name))
    if choice.get("principle", PRINCIPLES[0]) not in PRINCIPLES:
        found.append(
            "%s: no principle '%s'; known: %s." % (where, choice["principle"], _list(PRINCIPLES))
        )
    if not 1 <= choice.get("competency", 1) <= len(talk.TABLE["competencies"]["titles"]):
        found.append("%s: the competency is a number from 1 to 12." % where)
    if choice.get("gate") and choice["gate"] not in talk.GATES:
        found.append(
            "%s: no gate '%s'; known: %s." % (where, choice["gate"], _list(sorted(talk.GATES)))
        )
    if "to" in choice:
        found += _way(choice["to"], places, where)
    return found


def _condition(text, where):
    try:
        talk.holds(text, {level: 0 for level in talk.LEVELS})
    except ValueError as error:
        return ["%s: %s" % (where, error)]
    return []


def _way(to, places, where):
    ways = [{"node": to}] if isinstance(to, str) else to
    if not isinstance(ways, list) or not ways or not all([isinstance(w, dict) for w in ways]):
        return ["%s: 'to' is a name, or a list of {when = ..., node = ...}." % where]
    found = []
    for way in ways:
        if way.get("node") not in places:
            found.append("%s leads to '%s', which is not there." % (where, way.get("node")))
        found += _condition(way.get("when"), where)
    if ways[-1].get("when"):
        found.append("%s: the last way of 'to' must be without 'when'." % where)
    return found


# --- the ways through it ---------------------------------------------------------


def _ways(conversation):
    places = talk.by_name(conversation)
    circle = _circle(conversation)
    if circle:
        return ["The talk can go in a circle through node '%s'." % circle]
    found, seen, waiting = [], {}, [talk.begin(conversation)]
    while waiting:
        state = waiting.pop()
        key = _key(state)
        if key in seen:
            continue
        seen[key] = True
        choices = talk.offered(conversation, state, places)
        if "choices" in places[state["node"]] and len(choices) < 2:
            found.append("Node '%s' offers fewer than 2 replies at %s." % (key[0], _at(state)))
        waiting += [talk.after(choice, state, choices, places) for _, choice in choices]
    reached = set([key[0] for key in seen])
    for place in conversation["nodes"] + conversation["endings"]:
        if place["name"] not in reached:
            found.append("No path leads to '%s'." % place["name"])
    if len([ending for ending in conversation["endings"] if ending["name"] in reached]) < 2:
        found.append("At least two endings have to be reached.")
    if not found:
        try:
            talk.outcomes(conversation)
        except ValueError as error:
            found.append(str(error))
    return found


def _key(state):
    """Return all that decides what may still come of a talk."""
    return tuple([state[name] for name in ("node",) + talk.LEVELS + ("lost", "cap")])


def _at(state):
    return ", ".join(["%s %d" % (level, state[level]) for level in talk.LEVELS])


def _circle(conversation):
    """Return the name of a node that can come again, or None."""
    onward = {}
    for node in conversation["nodes"]:
        targets = set()
        for choice in node["choices"]:
            for to in [choice["to"]] + [c["to"] for c in choice.get("changes", []) if "to" in c]:
                targets.update([to] if isinstance(to, str) else [way["node"] for way in to])
        onward[node["name"]] = targets
    # take away what leads only to what was taken away; a rest is a circle
    left = dict(onward)
    while left:
        free = [name for name in left if not [t for t in left[name] if t in left]]
        if not free:
            return sorted(left)[0]
        for name in free:
            del left[name]
    return None


# --- what the scores reward ------------------------------------------------------


def _scores(conversation):
    every = talk.outcomes(conversation)
    kinds = {ending["name"]: ending["kind"] for ending in conversation["endings"]}
    good = [one for one in every if one["score"] >= GOOD and kinds[one["ending"]] == "good"]
    found = []
    if len(good) < 2:
        found.append("There should be two good paths (%.2f or more); %d found." % (GOOD, len(good)))
    best = max([one["score"] for one in every])
    for one in every:
        path, kind = _replies(one["path"]), kinds[one["ending"]]
        if one["score"] == 1.0 and kind != "good":
            found.append("Path %s takes the best reply each time and ends '%s'." % (path, kind))
        if one["score"] >= GOOD and kind == "stuck":
            found.append("Path %s scores %.2f and ends stuck." % (path, one["score"]))
        if one["gates"] and one["score"] >= best:
            found.append("Path %s does harm and scores as well as the best." % path)
        if kind == "good":
            found += _undeserved(conversation, one, path)
    return _few(found) + _few(_best_replies(conversation))


def _undeserved(conversation, one, path):
    """Say so if a path weighs little and is called a good way through all the same."""
    remedy = "ends 'good'; give that ending an 'otherwise', or lead to another by the state."
    if one["score"] < talk.LEAST_CAP:
        return ["Path %s scores %.2f and %s" % (path, one["score"], remedy)]
    for name in talk.WEIGHINGS:
        if talk.play(conversation, one["path"], talk.weighing(name))["score"] == 0:
            return ["Path %s comes to 0 by the weighing '%s' and %s" % (path, name, remedy)]
    return []


def _few(found):
    return found[:5] + (["... and %d more like these." % (len(found) - 5)] if found[5:] else [])


def _best_replies(conversation):
    """Walk all states: harm is never worth most, and who did best is offered the best.

    Harm is looked at by each way to weigh, since a learner may choose among them.
    """
    places, found, seen = talk.by_name(conversation), [], {}
    waiting = [(talk.begin(conversation), True)]
    while waiting:
        state, best_so_far = waiting.pop()
        key = (_key(state), best_so_far)
        choices = talk.offered(conversation, state, places)
        if key in seen or not choices:
            continue
        seen[key] = True
        best = max([talk.value(choice) for _, choice in choices])
        for number, choice in choices:
            if not choice.get("gate"):
                continue
            where = "Node '%s': the harmful %s" % (state["node"], _reply(number))
            for name in talk.WEIGHINGS:
                if _most(choice, choices, talk.weighing(name)):
                    found.append("%s is worth most at %s (%s)." % (where, _at(state), name))
            if places[talk.after(choice, state, choices, places)["node"]].get("kind") == "good":
                found.append("%s leads straight to a good ending." % where)
        if best_so_far:
            offered = [number for number, _ in choices]
            for number, choice in enumerate(places[state["node"]]["choices"]):
                # what was asked already need not be on offer again
                held_back = number not in offered and not choice["needs"].startswith("risk_known")
                if held_back and talk.value(choice) > best:
                    found.append(
                        "Node '%s': %s would be the best, but is out of reach for those "
                        "who did best so far." % (state["node"], _reply(number))
                    )
        for _, choice in choices:
            still = best_so_far and talk.value(choice) == best
            waiting.append((talk.after(choice, state, choices, places), still))
    return found


def _most(choice, choices, weights):
    """Tell whether no reply on offer is worth more, by these weights."""
    own = talk.value(choice, weights)
    return own >= max([talk.value(other, weights) for _, other in choices])


def _give_aways(conversation):
    """Say so if the best reply can be told by its place or length alone."""
    first, longest = [], []
    for node in conversation["nodes"]:
        values = [talk.value(choice) for choice in node["choices"]]
        lengths = [len(choice["say"]) for choice in node["choices"]]
        first.append(values.index(max(values)))
        longest.append(lengths[first[-1]] == max(lengths))
    found = []
    if len(first) >= 3 and len(set(first)) == 1:
        found.append("The best one is %s in each node; let it move." % _reply(first[0]))
    if len(longest) >= 3 and all(longest):
        found.append("The best reply is always the longest one; let others be long, too.")
    return found


# --- the texts -------------------------------------------------------------------


def _texts(conversation):
    speech, comment = [], []
    for key in ("about", "content_note", "scene", "help"):
        comment.append((key, conversation[key]))
    for question in conversation["questions"]:
        comment.append(("a question", question))
    for node in conversation["nodes"]:
        where = "node '%s'" % node["name"]
        speech.append((where, node["text"]))
        comment.append((where + ", notice", node.get("notice", "")))
        for number, choice in enumerate(node["choices"]):
            here = "%s, %s" % (where, _reply(number))
            speech.append((here, choice["say"]))
            for form in [choice] + choice.get("changes", []):
                speech.append((here + ", answer", form.get("reply", "")))
                comment.append((here + ", why", form.get("why", "")))
    for ending in conversation["endings"]:
        comment.append(("ending '%s'" % ending["name"], ending["text"]))
        comment.append(("ending '%s', debrief" % ending["name"], ending["debrief"]))
    found = _language(speech, LONGEST_SPEECH) + _language(comment, LONGEST_COMMENT)
    for name, texts, hardest in (
        ("What is said", speech, HARDEST_SPEECH),
        ("What is explained", comment, HARDEST_COMMENT),
    ):
        found += _hard(name, texts, hardest)
    for where, text in speech + comment:
        if DOSE.search(text.lower()):
            found.append("In %s: this looks like a dose; leave it out." % where)
    for where, text in comment:
        blame = [word for word in BLAME if (" %s " % word) in " %s " % " ".join(words(text))]
        if blame:
            found.append(
                "In %s: '%s' may sound like blame; put it another way." % (where, blame[0])
            )
    return found


def _hard(name, texts, limit):
    """Say what is hard to read: all of it together, or one or two texts by themselves."""
    alone = [
        (school_grade(text), where) for where, text in texts if len(words(text)) >= WORDS_ALONE
    ]
    alone = sorted(alone, reverse=True)[:2]
    grade = school_grade(" ".join([_ended(text) for _, text in texts]))
    if grade > limit:
        most = " and ".join(["%s (grade %.1f)" % (where, own) for own, where in alone])
        return [
            "%s reads like school grade %.1f; keep it to %.0f.%s"
            % (name, grade, limit, most and " Hardest: %s." % most)
        ]
    return [
        "In %s: this reads like school grade %.1f; keep it near %.0f. Could a sentence be cut "
        "in two?" % (where, own, limit)
        for own, where in alone
        if own > limit + HARDER_ALONE
    ]


def _ended(text):
    return text if text.strip().endswith((".", "!", "?")) else text + "."


def _language(texts, longest):
    found = []
    for where, text in texts:
        if len(words(text)) > longest:
            found.append("In %s: %d words; keep it to %d." % (where, len(words(text)), longest))
        odd = [c for c in text if ord(c) >= 0x2190]
        if odd:
            found.append("In %s: no emoji or signs, please (%s)." % (where, odd[0]))
        if "<" in text:
            found.append("In %s: plain text only, without '<'." % where)
    return found
