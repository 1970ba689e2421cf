"""An exercise to type answers into: in a page with new numbers, in a notebook with one's own.

Nothing is marked or kept here. `describe` and `respond` speak plain JSON, as a
lab does, and whatever a page sends gets a usable response. `describe_own` and
`respond_own` are the same on a learner's own data: the check panel of a notebook.

PORTABLE: runs under CPython and MicroPython.
"""

from ..checking import hint, mark_all
from ..checking.hints import gives_answer, how_many
from . import data_seen_by, fold, load

LARGEST_SEED = 2**31 - 1
KINDS = ("number", "interval", "choice", "set", "steps")
FROM_PANEL = "  # from the panel"
DIGITS = 15
LEAD_OWN = (
    "These are your own numbers, the same as in the notebook. Type a number, the calculation "
    "itself, such as 12/34, or the letter of an option. Check tells you what it sees."
)
HOW = (
    "How your answers get into the notebook: when you have typed them, choose Run in the menu, "
    "then Run All Cells. Each answer cell that still says None then gets the answer from here. "
    "Save the notebook, and it is ready to be handed in."
)
ELSEWHERE = "These are answered in the notebook itself: %s."
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
            {
                "name": item.name,
                "label": item.label,
                "prompt": _prompt(item),
                "placeholder": item.placeholder,
                "hints": how_many(item),
                "kind": item.kind,
                "options": item.described(),
            }
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
    return _response(module, data, request, messages)


def describe_own(exercise, learner):
    """Return what a notebook needs to draw the check panel on a learner's own data.

    Parameters
    ----------
    exercise : str
    learner : str
        The learner's course name; if it is empty, the data are those for practice.

    Returns
    -------
    dict
        As of `describe`, with ``own``, the words of the panel: ``open`` (to unfold it), ``how``
        (how an answer gets into the notebook) and ``elsewhere`` (what has to be answered in a
        cell, or empty).

    Examples
    --------
    >>> describe_own("trial-effects", "Ana")["own"]["open"]
    'Rather type than write code? Type your answers here'
    """
    module, described = load(exercise), describe(exercise)
    left = [item.label for item in module.ITEMS if item.kind not in KINDS]
    described["lead"] = LEAD_OWN
    described["own"] = {
        "open": "Rather type than write code? Type your answers here",
        "how": HOW,
        "elsewhere": ELSEWHERE % "; ".join(left) if left else "",
    }
    return described


def respond_own(exercise, learner, request):
    """Return feedback on the answers given so far, on a learner's own data.

    Returns
    -------
    dict
        As of `respond`, with ``lines``: for each answer that can be read, the line that has to
        stand in its answer cell.

    Examples
    --------
    >>> respond_own("trial-effects", "Ana", {"answers": {"odds_ratio": "1/2"}})["lines"]
    {'odds_ratio': "odds_ratio = '1/2'  # from the panel"}
    """
    module, messages = load(exercise), []
    request = request if isinstance(request, dict) else {}
    key = (module.NAME, fold(learner))
    if key not in _latest:
        _latest.clear()
        _latest[key] = data_seen_by(learner, module)
    response = _response(module, _latest[key], request, messages)
    answers = _part(request, "answers", _items(module), [])
    response["lines"] = {
        item.name: line(item, answers[item.name])
        for item in _items(module)
        if item.name in answers and _readable(item, answers[item.name])
    }
    return response


def line(item, text):
    """Return the line of Python that gives an answer as it was typed.

    A plain number stays one, so that later cells can work with it; whatever else
    was typed becomes a text, which is read as it is here.

    Examples
    --------
    >>> item = load("trial-effects").ITEMS[0]
    >>> line(item, " 0.25 "), line(item, "1 in 4")
    ('risk_programme = 0.25  # from the panel', "risk_programme = '1 in 4'  # from the panel")
    """
    text = text.strip()
    plain = item.kind == "number" and not _asks_for_digits(item) and _is_plain_number(text)
    return "%s = %s%s" % (item.name, text if plain else repr(text), FROM_PANEL)


def _asks_for_digits(item):
    return item.decimals is not None or item.figures is not None


def _is_plain_number(text):
    """Tell whether Python reads a text as the number that people read in it."""
    whole, point, part = text.lstrip("-").partition(".")
    if len(text) - len(text.lstrip("-")) > 1 or (point and not part):
        return False
    digits = whole + part
    no_zeros_before = whole == "0" or not whole.startswith("0")
    return (
        bool(whole)
        and len(digits) <= DIGITS
        and no_zeros_before
        and not [sign for sign in digits if sign not in "0123456789"]
    )


def _readable(item, answer):
    return isinstance(answer, str) and item.read(answer).tag == "read"


def _response(module, data, request, messages):
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
        "hints": {
            item.name: _hints(item, data, asked.get(item.name, 0))
            for item in items
            if asked.get(item.name)
        },
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
