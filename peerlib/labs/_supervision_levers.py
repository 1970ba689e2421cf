"""The supervision lab's question: which lever matters most for one score?

PORTABLE: runs under CPython and MicroPython.
"""

from ..models.supervision_doubt import moved_levers
from . import _drawing as drawing
from . import _supervision_words as words
from ._supervision_words import two

LEVERS = words.TABLE["levers"]
_kept = [None, None]


def view(state, pinned_state, draws):
    """Return what this view shows for a state of the controls; see `supervision.VIEWS`."""
    levels = words.settled(state)
    reference, moves = _moves(state)
    return {
        "failing": words.failing(levels, words.minimums_of(state)),
        "scores": words.scores(levels, state),
        "sentence": _sentence(state, reference, moves),
        "tiles": [],
        "key": [
            ("bar average", "where the score goes when this lever alone is moved"),
            ("minimum", "where it is now: %s" % two(reference)),
        ],
        "pictures": [_picture(state, reference, moves)],
        "aside": [
            "One lever at a time. Two together can do more than both alone, or less.",
            "The order depends on where the levers stand now, and on values that we assumed.",
        ],
        "table": lambda: _table(state, reference, moves),
    }


def _moves(state):
    asked = [words.levers_of(state), state["score"], state["moves"]]
    if _kept[0] != asked:
        whole = state["moves"] == "whole"
        _kept[:] = [asked, moved_levers(asked[0], state["score"], whole_range=whole)]
    return _kept[1]


def _name(move):
    return LEVERS[move["lever"]]["label"]


def _short_name(move):
    """Return a name that leaves the words of the picture large enough for a phone."""
    return LEVERS[move["lever"]].get("short") or _name(move)


def _ends(move, reference):
    """Return the lowest and the highest score that this lever leads to."""
    ends = [move["at_low"], move["at_high"], reference]
    return min(ends), max(ends)


def _sentence(state, reference, moves):
    first, last = moves[0], moves[-1]
    low, high = _ends(first, reference)
    far = "over its whole range" if state["moves"] == "whole" else "by two steps each way"
    text = "For %s (%s now) the lever that matters most here is: %s." % (
        words.label(state["score"]),
        two(reference),
        words.lower(_name(first)),
    )
    text += " Moved by itself %s, it takes the score from %s to %s." % (far, two(low), two(high))
    low, high = _ends(last, reference)
    return text + " The one that matters least is: %s (%s to %s)." % (
        words.lower(_name(last)),
        two(low),
        two(high),
    )


def _picture(state, reference, moves):
    bars, said, low, high = [], [], 0.0, 1.0
    for move in moves:
        begin, end = _ends(move, reference)
        note = "%s to %s" % (two(begin), two(end))
        bars.append(("average", _short_name(move), begin, end, note))
        said.append("%s %s" % (words.lower(_name(move)), note))
    if state["moves"] != "whole":
        low = int(10 * min(bar[2] for bar in bars)) / 10
        high = min(1.0, int(10 * max(bar[3] for bar in bars) + 1) / 10)
    text = "How far each lever by itself moves %s from %s, the furthest first: %s." % (
        words.label(state["score"]),
        two(reference),
        "; ".join(said),
    )
    title = "%s: what each lever can do" % words.heading(state["score"])
    return drawing.bars(title, text, bars, low, high, reference)


def _table(state, reference, moves):
    rows = []
    for move in moves:
        rows.append(
            [_name(move), move["low"], move["high"], round(move["at_low"], 6)]
            + [round(move["at_high"], 6), round(reference, 6)]
        )
    columns = ["lever", "from", "to", "score_at_from", "score_at_to", "score_now"]
    labels = ["Lever", "Moved from", "to", "Score there", "Score there, at the end", "Score now"]
    caption = "%s: what each lever by itself can do" % words.SCORES[state["score"]]["label"]
    return words.table(state, caption, columns, labels, rows)
