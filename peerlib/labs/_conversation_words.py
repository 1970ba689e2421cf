"""Put a conversation into words: what was said, how it landed, and what else could be said.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import conversation as model
from . import _drawing as drawing
from ._drawing import escape

TABLE = model.TABLE
LEVELS = {entry["name"]: entry for entry in TABLE["levels"]}
GATES = {entry["name"]: entry for entry in TABLE["gates"]}
PRINCIPLES = {entry["name"]: entry for entry in TABLE["principles"]}
COMPETENCIES = TABLE["competencies"]["titles"]
KINDS = {"good": "a good way through", "mixed": "a mixed ending", "stuck": "stuck for now"}
JUDGEMENT = (
    "The weights are a judgement for discussion. We made them, and they are open to change. "
    "They are not a verdict on a person."
)


def card(name, conversation):
    """Return what is shown of a conversation before it begins."""
    keys = ("title", "about", "minutes", "content_note", "scene", "person", "help")
    found = {key: conversation[key] for key in keys}
    found["name"] = name
    return found


def values():
    """Return every value that the weighing rests on, as a table."""
    rows = [
        ["Weight of " + entry["label"].lower(), entry["value"], entry["status"], entry["meaning"]]
        for entry in TABLE["weights"]
    ]
    rows += [
        ["Cap: " + entry["label"].lower(), entry["value"], entry["status"], entry["meaning"]]
        for entry in TABLE["gates"]
    ]
    for label, name in (
        ("Range", "range"),
        ("Good ending: most points below", "most_lost"),
        ("Good ending: lowest cap", "least_cap"),
    ):
        entry = TABLE[name]
        rows.append([label, entry["value"], entry["status"], entry["meaning"]])
    return {
        "caption": "Every number behind the weighing. The points of each reply stand in its file.",
        "columns": ["what", "value", "status", "note"],
        "rows": rows,
    }


def level(name, state):
    """Return a level of the state as a word."""
    return LEVELS[name]["words"][state[name]]


def levels(state):
    """Return trust, strain and what is known of risk, as words."""
    return [[LEVELS[name]["label"], level(name, state)] for name in model.LEVELS]


def sentence(conversation, run):
    """Say where the conversation stands."""
    now, person = run["state"], conversation["person"]
    moods = "trust is %s and strain is %s" % (level("trust", now), level("distress", now))
    if not run["turns"]:
        return "%s has spoken, and it is your turn: %s." % (person, moods)
    if not run["ending"]:
        return "After %s: %s." % (_turns(run), moods)
    return "It ended after %s, %s: %s." % (_turns(run), KINDS[run["ending"]["kind"]], moods)


def _turns(run):
    count = len(run["turns"])
    return "%d turn%s" % (count, "" if count == 1 else "s")


def pictures(conversation, run):
    """Return one picture: trust and strain as they are, or turn by turn."""
    states = [turn["state"] for turn in run["turns"]] + [run["state"]]
    title = "Trust and strain with %s" % conversation["person"]
    if len(states) == 1:
        return [_now(title, states[0])]
    stories = []
    for name in ("trust", "distress"):
        stories.append(
            "%s: %s" % (LEVELS[name]["label"], ", ".join([level(name, one) for one in states]))
        )
    text = "From the start and after each of %s. %s." % (_turns(run), ". ".join(stories))
    return [
        drawing.lines(
            title,
            text,
            list(range(len(states))),
            "turns taken",
            [
                ("average", "trust", [float(one["trust"]) for one in states]),
                ("second", "strain", [float(one["distress"]) for one in states]),
            ],
            high=4.0,
        )
    ]


def _now(title, state):
    bars = []
    for style, name in (("average", "trust"), ("second", "distress")):
        label = LEVELS[name]["label"]
        bars.append((style, label, 0.0, float(state[name]), level(name, state)))
    text = "At the start trust is %s, and strain is %s, on scales of five steps." % (
        level("trust", state),
        level("distress", state),
    )
    return drawing.bars(title, text, bars, 0.0, 4.0)


# --- what is said ----------------------------------------------------------------


def talk(conversation, run, weighing):
    """Return what a page needs to show the conversation, as plain JSON."""
    places = model.by_name(conversation)
    turns, answer = [], ""
    for turn in run["turns"]:
        turns.append(_said(turn, places, answer))
        answer = turn["choice"].get("reply", "")
    place = places[run["state"]["node"]]
    found = {
        "turns": turns,
        "answer": answer,
        "levels": levels(run["state"]),
        "text": place["text"],
        "notice": place.get("notice", ""),
        "choices": [],
        "ending": None,
        "debrief": None,
    }
    if run["ending"]:
        found["ending"] = KINDS[place["kind"]]
        found["debrief"] = debrief(conversation, run, weighing)
    else:
        offered = model.offered(conversation, run["state"], places)
        found["choices"] = [[str(number), choice["say"]] for number, choice in offered]
    return found


def _said(turn, places, answer):
    choice, node = turn["choice"], places[turn["state"]["node"]]
    principle, number = PRINCIPLES[choice["principle"]], choice["competency"]
    return {
        "answer": answer,
        "notice": node.get("notice", ""),
        "text": node["text"],
        "said": choice["say"],
        "why": choice["why"],
        "principle": [principle["label"], principle["meaning"]],
        "competency": "SAMHSA core competencies, category %d: %s."
        % (number, COMPETENCIES[number - 1]),
    }


def debrief(conversation, run, weighing):
    """Return what to look back on: what carried, what else was possible, what to ask."""
    carried = [turn for turn in run["turns"] if turn["shortfall"] == 0]
    return {
        "text": run["ending"]["debrief"],
        "well": [[turn["choice"]["say"], turn["choice"]["why"]] for turn in carried],
        "turns": [_looked_back(turn) for turn in run["turns"]],
        "score": _weighed(run),
        "gates": [
            "%s: %s. It caps the whole path at %.2f."
            % (GATES[gate]["label"], GATES[gate]["meaning"], GATES[gate]["value"])
            for gate in _once(run["gates"])
        ],
        "judgement": JUDGEMENT,
        "competencies": TABLE["competencies"]["note"],
        "weighing": weighing,
        "questions": conversation["questions"],
    }


def _once(names):
    return [name for i, name in enumerate(names) if name not in names[:i]]


def _weighed(run):
    lost = sum([turn["shortfall"] for turn in run["turns"]])
    text = "By these weights your path comes to %s of 1." % _two(run["score"])
    if not lost:
        return text + " No reply on offer weighed more than those you picked."
    text += " Over all turns it lies %g point%s below the replies that weigh most." % (
        lost,
        "" if lost == 1 else "s",
    )
    if lost > model.RANGE:
        return text + " The scale ends at %g points, so this is 0, and no less." % model.RANGE
    return text + " Each point takes off 1/%g: the scale ends at %g points." % (
        model.RANGE,
        model.RANGE,
    )


def _two(score):
    """Return a score with two digits, halves up: the two Pythons print 0.125 differently."""
    return "%.2f" % (int(score * 100 + 0.5 + 1e-9) / 100)


def _looked_back(turn):
    others = [choice for number, choice in turn["offered"] if number != turn["number"]]
    return {
        "said": turn["choice"]["say"],
        "weight": _standing(turn),
        "others": [[choice["say"], _compared(choice, turn["choice"])] for choice in others],
    }


def _standing(turn):
    if turn["shortfall"] == 0:
        return "No reply on offer weighed more."
    return "%g below the reply that weighed most." % turn["shortfall"]


def _compared(other, own):
    """Say in what another reply gives more or less weight than the one that was picked."""
    if other.get("gate"):
        return "We see harm in this one: %s." % GATES[other["gate"]]["meaning"]
    more, less = [], []
    for entry in TABLE["weights"]:
        name = entry["name"]
        change = other["points"].get(name, 0) - own["points"].get(name, 0)
        if change:
            (more if change > 0 else less).append(entry["label"].lower())
    parts = []
    if more:
        parts.append("more " + ", ".join(more))
    if less:
        parts.append("less " + ", ".join(less))
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "." if parts else "Weighs the same."


# --- for print, for a page without script, for a table ---------------------------


def html(conversation, run, figures):
    """Return the conversation so far as HTML: the transcript, or the first words."""
    person = escape(conversation["person"])
    shown = talk(conversation, run, model.WEIGHINGS[0])
    parts = []
    if not run["turns"]:
        parts.append(
            "<p><strong>%s</strong> %s</p><p>%s</p>"
            % tuple([escape(conversation[key]) for key in ("title", "content_note", "scene")])
        )
    parts.append('<p class="lab-sentence">%s</p>' % escape(sentence(conversation, run)))
    items = []
    for turn in shown["turns"]:
        items.append(
            "%s<p><strong>You:</strong> %s</p><p>%s</p>"
            % (_spoken(person, turn), escape(turn["said"]), escape(turn["why"]))
        )
    if shown["ending"]:
        answer = {"notice": "", "answer": shown["answer"], "text": ""}
        items.append(_spoken(person, answer) + "<p>%s</p>" % escape(shown["text"]))
    else:
        items.append(_spoken(person, shown) + _first_replies(conversation, run))
    parts.append('<ol class="lab-talk">%s</ol>' % "".join(["<li>%s</li>" % item for item in items]))
    return "".join(parts + [figure_html(figure, run) for figure in figures])


def figure_html(figure, run):
    """Return a picture with its heading and the key to its lines."""
    key = drawing.key([("average", "trust"), ("second", "strain")]) if run["turns"] else ""
    return '<figure class="lab-figure lab-small"><figcaption>%s</figcaption>%s%s</figure>' % (
        escape(figure["title"]),
        figure["svg"],
        key,
    )


def plain(conversation, run):
    """Return the conversation so far as plain text, to keep or to read out."""
    person = conversation["person"]
    shown = talk(conversation, run, model.WEIGHINGS[0])
    lines = [conversation["title"], conversation["scene"], ""]
    for turn in shown["turns"]:
        lines += _plain_spoken(person, turn)
        lines += ["You: " + turn["said"], "    (%s)" % turn["why"], ""]
    if shown["ending"]:
        lines += [shown["answer"] and "%s: %s" % (person, shown["answer"]), shown["text"], ""]
        lines += [shown["debrief"]["text"], "", "To talk over:"]
        lines += ["- " + question for question in shown["debrief"]["questions"]]
    else:
        lines += _plain_spoken(person, shown)
    return "\n".join(lines) + "\n"


def _plain_spoken(person, turn):
    # the answer belongs to the reply before it, so it comes before what is noticed next
    lines = ["%s: %s" % (person, turn["answer"])] if turn["answer"] else []
    lines += ["[%s]" % turn["notice"]] if turn["notice"] else []
    return lines + (["%s: %s" % (person, turn["text"])] if turn["text"] else [])


def _spoken(person, turn):
    line = "<p><strong>%s:</strong> %s</p>"
    parts = [line % (person, escape(turn["answer"]))] if turn["answer"] else []
    parts += ["<p><em>%s</em></p>" % escape(turn["notice"])] if turn["notice"] else []
    return "".join(parts + ([line % (person, escape(turn["text"]))] if turn["text"] else []))


def _first_replies(conversation, run):
    """Return the replies on offer; on a page without script also how each lands."""
    items = []
    for _, choice in model.offered(conversation, run["state"]):
        why = "" if run["turns"] else "<p><em>How it lands:</em> %s</p>" % escape(choice["why"])
        items.append("<li><p><strong>%s</strong></p>%s</li>" % (escape(choice["say"]), why))
    return "<p>What you could say:</p><ul>%s</ul>" % "".join(items)


def table(conversation, run, state):
    """Return the conversation as a table, with notes on what was run."""
    rows = []
    for number, turn in enumerate(run["turns"]):
        choice, after = turn["choice"], turn["after"]
        rows.append(
            [
                number + 1,
                model.by_name(conversation)[turn["state"]["node"]]["text"],
                choice["say"],
                choice.get("reply", ""),
                choice["why"],
                PRINCIPLES[choice["principle"]]["label"],
                choice["competency"],
                level("trust", after),
                level("distress", after),
                turn["value"],
                turn["best"],
            ]
        )
    columns = ["turn", "heard", "said", "answer", "why", "principle", "competency"]
    columns += ["trust", "strain", "points", "most_points_on_offer"]
    notes = ["%s = %s" % (name, state[name]) for name in ("conversation", "path", "weighing")]
    notes += [conversation["title"] + " (made up)", JUDGEMENT]
    if run["ending"]:
        notes += [run["ending"]["text"], _weighed(run)]
    return {"caption": conversation["title"], "columns": columns, "rows": rows, "notes": notes}
