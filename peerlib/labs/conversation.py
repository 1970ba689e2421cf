"""The conversation lab: one person speaks, and the learner answers as a peer specialist.

The state is the name of a conversation and the path taken so far, such as "1.2.0": the
number of the reply picked at each turn, counted from 0. So a talk fits into an address,
and going back is nothing but a shorter path.

PORTABLE: runs under CPython and MicroPython.
"""

from .. import data
from ..models import conversation as model
from . import _conversation_words as words
from . import _drawing as drawing
from ._request import clean

TABLE = model.TABLE
FIRST = "double-dose"
PATH_LABEL = "Replies so far"
LONGEST_PATH = 60  # letters; far more than a talk has turns
_loaded = {}


def _conversation(name):
    """Return a conversation, read once: reading takes a page longer than answering."""
    if name not in _loaded:
        _loaded[name] = model.load(name)
    return _loaded[name]


def _names():
    """Return the names as they are listed: the one to start with first."""
    return [FIRST] + [name for name in model.names() if name != FIRST]


def _controls():
    return [
        {
            "name": "conversation",
            "kind": "choice",
            "group": "talk",
            "label": "Conversation",
            "help": "Each is a file of its own.",
            "options": [[name, _conversation(name)["title"]] for name in _names()],
            "default": FIRST,
        },
        {
            "name": "path",
            "kind": "path",
            "group": "talk",
            "label": PATH_LABEL,
            "help": "The number of the reply picked at each turn, from 0, with points between.",
            "examples": ["", "1", "1.2.0.2.3"],
            "default": "",
        },
        {
            "name": "weighing",
            "kind": "choice",
            "group": "talk",
            "label": "How to weigh",
            "help": "The weights are ours and open to change. See how much depends on them.",
            "options": [[entry["name"], entry["label"]] for entry in TABLE["weighings"]],
            "default": model.WEIGHINGS[0],
        },
    ]


def describe():
    """Return what the lab offers: the conversations, with what to know before each.

    Returns
    -------
    dict
        Plain JSON. ``conversations`` lists them; ``endings`` says how a talk may end;
        ``aside`` is for whoever steps aside.
    """
    controls = _controls()
    return {
        "name": "conversation",
        "kind": "conversation",
        "title": "Conversations",
        "lead": (
            "You are the peer specialist. A person speaks, and you pick what you say. "
            "There is more than one good way, and you can go back at any time."
        ),
        "note": (
            "These are the first words of each conversation, and how each first reply lands. "
            "Where the page can run it, you can hold the whole conversation here."
        ),
        "predict": {"question": "", "question_again": "", "options": []},
        "presets": [],
        "presets_label": "",
        "groups": [{"name": "talk", "label": "The conversation", "open": True}],
        "controls": controls,
        "conversations": [words.card(name, _conversation(name)) for name in _names()],
        "endings": sorted(words.KINDS.values()),
        "aside": data.read("help"),
        "values": words.values(),
        "default": {control["name"]: control["default"] for control in controls},
    }


def respond(request):
    """Return the conversation as it stands after the replies so far.

    Parameters
    ----------
    request : dict
        ``state`` (``conversation``, ``path``, ``weighing``) and ``want_run``. Anything
        else, too, is met with words and not with an exception.

    Returns
    -------
    dict
        Plain JSON: ``state``, ``messages``, ``sentence``, ``figures``, ``html``,
        ``prediction`` (always None), ``talk`` (what has been said, what can be said, the
        debrief at an ending) and, if asked for, ``run`` (a table) and ``plain`` (text).
    """
    if not isinstance(request, dict):
        request = {}
    state, messages = _clean(request.get("state"))
    conversation = _conversation(state["conversation"])
    run = _play(conversation, state)
    figures = [drawing.figure(picture) for picture in words.pictures(conversation, run)]
    response = {
        "state": state,
        "messages": messages,
        "sentence": words.sentence(conversation, run),
        "figures": figures,
        "html": words.html(conversation, run, figures),
        "prediction": None,
        "talk": words.talk(conversation, run, state["weighing"]),
    }
    if run["ending"]:
        response["talk"]["picture"] = words.figure_html(figures[0], run)
    if request.get("want_run") is True:
        response["run"] = words.table(conversation, run, state)
        response["plain"] = words.plain(conversation, run)
    return response


def pictures(state):
    """Return the pictures of a clean state: trust and strain over the turns."""
    conversation = _conversation(state["conversation"])
    return words.pictures(conversation, _play(conversation, state))


def _play(conversation, state):
    path = [int(number) for number in state["path"].split(".") if number]
    return model.play(conversation, path, model.weighing(state["weighing"]))


def _clean(given):
    """Return a state that can be played, and what was mended."""
    controls = _controls()
    others = [control for control in controls if control["kind"] != "path"]
    path = ""
    if isinstance(given, dict):
        path = given.get("path", "")
        given = {name: value for name, value in given.items() if name != "path"}
    state, messages = clean(others, given)
    state["path"] = _clean_path(_conversation(state["conversation"]), path, messages)
    return state, messages


def _clean_path(conversation, path, messages):
    """Return as much of a path as can be walked."""
    fits = isinstance(path, str) and len(path) <= LONGEST_PATH
    numbers = path.split(".") if fits and path else []
    if not fits or not all([number in tuple("0123456789") for number in numbers]):
        messages.append(
            "%s: give them as numbers with points between, such as 1.2.0. "
            "The conversation starts from the beginning." % PATH_LABEL
        )
        return ""
    places = model.by_name(conversation)
    state, walked = model.begin(conversation), []
    for number in numbers:
        choices = model.offered(conversation, state, places)
        offered = {str(other): choice for other, choice in choices}
        if number not in offered:
            messages.append(
                "%s: number %s is not on offer at turn %d, so the conversation stands there."
                % (PATH_LABEL, number, len(walked) + 1)
            )
            break
        state = model.after(offered[number], state, choices, places)
        walked.append(number)
    return ".".join(walked)
