"""An exercise as a practice item that is alive in a page: new numbers whenever you like.

Nothing is marked or kept here. `describe` and `respond` speak plain JSON, as a
lab does, and whatever a page sends gets a usable response.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking import hint, mark_all
from ..checking.hints import gives_answer, how_many
from . import load

LARGEST_SEED = 2**31 - 1
KINDS = ("number", "interval", "choice", "set", "steps")
_latest = {}


def describe(exercise):
    """Return what a page needs to draw the practice item.

    Parameters
    ----------
    exercise : str
        Name of the exercise, such as ``"trial-effects"``.

    Returns
    -------
    dict
        ``name``, ``kind``, ``title``, ``lead``, ``items`` (each with ``name``, ``label``,
        ``prompt``, ``placeholder``, ``hints``, how many there are, ``kind``, and ``options``,
        a letter and a text each, which the prompt lists, too) and ``default``, the
        request of a new visitor. A page takes text: tables, functions, figures and what a
        person marks are left out.

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> describe("trial-effects")["items"][0]["name"]
    'risk_programme'
    """
    module = load(exercise)
    return {
        "name": module.NAME,
        "kind": "practice",
        "title": module.TITLE,
        "lead": module.LEAD,
        "items": [
            {"name": item.name, "label": item.label, "prompt": _prompt(item),
             "placeholder": item.placeholder, "hints": how_many(item), "kind": item.kind,
             "options": item.described()}
            for item in _items(module)
        ],
        "default": {"seed": 1, "answers": {}, "hints": {}},
    }


def respond(exercise, request):
    """Return the trial, and feedback on the answers given so far.

    Parameters
    ----------
    exercise : str
    request : object
        ``{"seed": whole number, "answers": {item: text}, "hints": {item: how many}}``.
        What cannot be used is left out, with a message.

    Returns
    -------
    dict
        ``story``, ``table``, ``feedback`` (tag, credit and text for each answered item),
        ``hints`` (the texts asked for so far), ``progress`` and ``messages``.

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> respond("trial-effects", {"seed": 1})["progress"]
    '0 of 7 right so far.'
    """
    module = load(exercise)
    messages = []
    if not isinstance(request, dict):
        if request is not None:
            messages.append("The request could not be read, so you see the first example.")
        request = {}
    data = _data(module, _seed(request.get("seed", 1), messages))
    items = _items(module)
    answers = _part(request, "answers", items, messages)
    asked = _part(request, "hints", items, messages)
    shown = [item.name for item in items if gives_answer(item, asked.get(item.name))]
    outcomes = mark_all(items, answers, data, None, shown)
    answered = [item.name for item in items if item.name in answers]
    right = [name for name in answered if outcomes[name].credit == 1.0]
    return {
        "story": module.story(data),
        "table": module.table(data),
        "feedback": {name: outcomes[name].as_dict() for name in answered},
        "hints": {item.name: _hints(item, data, asked.get(item.name, 0))
                  for item in items if asked.get(item.name)},
        "progress": "%d of %d right so far." % (len(right), len(items)),
        "messages": messages,
    }


def _items(module):
    """Return the items that can be answered with text in a page."""
    return [item for item in module.ITEMS if item.kind in KINDS]


def _prompt(item):
    """Return the question, with its options behind it."""
    options = ["(%s) %s" % (letter, text) for letter, text in item.described()]
    return " ".join([item.prompt] + options)


def _data(module, seed):
    """Return the data of a seed; the latest are kept, since each keystroke asks for them."""
    key = (module.NAME, seed)
    if key not in _latest:
        _latest.clear()
        _latest[key] = module.data_for(seed)
    return _latest[key]


def _seed(given, messages):
    whole = isinstance(given, int) and not isinstance(given, bool)
    if whole and 0 <= given <= LARGEST_SEED:
        return given
    messages.append("The seed is a whole number from 0 to %d; seed 1 is used." % LARGEST_SEED)
    return 1


def _part(request, part, items, messages):
    """Return one part of the request, with the items that exist."""
    given = request.get(part)
    if given is None:
        return {}
    if not isinstance(given, dict):
        messages.append("The %s could not be read and were left out." % part)
        return {}
    known = [item.name for item in items]
    for name in given:
        if name not in known:
            messages.append("There is no question called %s; it was left out." % str(name)[:40])
            break
    return {name: given[name] for name in known if name in given}


def _hints(item, data, count):
    whole = isinstance(count, int) and not isinstance(count, bool)
    count = min(count, how_many(item)) if whole else 0
    return [hint(item, data, n) for n in range(1, count + 1)]
