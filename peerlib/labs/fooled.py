"""The lab on how to be fooled: each way to get a wrong number, on and off.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing as drawing
from . import _fooled_shown as shown
from . import _panels as panels
from ._fooled_controls import CONTROLS, presets, values
from ._fooled_study import STUDIES
from ._request import notes, read

PREDICTIONS = (
    ("high", "Better than the truth"),
    ("right", "About the truth"),
    ("low", "Worse than the truth"),
)


def describe():
    """Return what the lab offers: controls, presets, the question to predict first.

    Returns
    -------
    dict
        Plain JSON. ``default`` is the state that a new visitor meets.
    """
    return {
        "name": "fooled",
        "kind": "simulation",
        "title": "How to be fooled",
        "lead": (
            "A made-up programme, and a study of it. You set what the programme truly does, and "
            "what goes wrong. The lab keeps the truth beside the estimate. The model is an "
            "illustration, not evidence."
        ),
        "predict": {
            "question": (
                "Before you look: the programme does nothing at all. Only people whose recovery "
                "score is low are let in. The study compares their scores before and after a "
                "year. How will the programme look?"
            ),
            "question_again": (
                "Before you look: with these settings, how will the programme look, on average "
                "over many such studies?"
            ),
            "options": [list(option) for option in PREDICTIONS],
        },
        "presets_label": "What goes wrong?",
        "presets": presets(),
        "groups": [
            {"name": "study", "label": "The study", "open": True},
            {"name": "traps", "label": "What goes wrong, one by one", "open": False},
        ],
        "controls": CONTROLS,
        "values": values(),
        "default": {control["name"]: control["default"] for control in CONTROLS},
    }


_last_pinned = [None, None]


def _pinned(state):
    """Run the pinned state with all its studies; it is kept while a lever moves."""
    if _last_pinned[0] != state:
        _last_pinned[:] = [state, shown.run(state)]
    return _last_pinned[1]


def pictures(state, draws=None):
    """Return the pictures for one complete, valid state of the controls."""
    return shown.pictures(shown.run(state, draws), None)


def respond(request):
    """Answer one request of a page or a notebook; `peerlib.labs` says what both hold."""
    request, state, pinned, messages = read(request, CONTROLS)
    draws = request.get("draws")
    if not isinstance(draws, int) or isinstance(draws, bool) or draws < 1:
        draws = None
    guess = request.get("prediction")
    if isinstance(guess, str) and guess in dict(PREDICTIONS):
        draws = STUDIES  # to judge a guess takes them all
    pinned = pinned and _pinned(pinned)
    now = shown.run(state, draws)
    sentence = shown.sentence(now, pinned)
    figures = [drawing.figure(picture) for picture in shown.pictures(now, pinned)]
    response = {
        "state": state,
        "messages": messages,
        "sentence": sentence,
        "figures": figures,
        "html": panels.results(
            sentence, shown.tiles(now), shown.key(pinned), figures, shown.aside(now), wide=True
        ),
        "prediction": _prediction(guess, now),
    }
    more = shown.unfinished(now)
    if more is not None:
        response["unfinished"] = more
    if request.get("want_run"):
        response["run"] = shown.table(now)
        response["run"]["notes"] = notes("Lab on being fooled", state)
    return response


def _prediction(guess, now):
    labels = dict(PREDICTIONS)
    if not isinstance(guess, str) or guess not in labels:
        return None
    shows = shown.moved(now)
    if guess == shows:
        text = "You expected this. Which step of the study makes it so?"
    else:
        text = (
            "You expected: %s. Over %d studies it looks %s. A surprise is worth a second look: "
            "who is in the study, and who are they compared with?"
            % (labels[guess].lower(), len(now["studies"]), _looks(shows))
        )
    return {"as_expected": guess == shows, "text": text}


def _looks(shows):
    return {
        "high": "better than the truth",
        "right": "about as it truly is",
        "low": "worse than the truth",
    }[shows]
