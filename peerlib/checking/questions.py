"""Questions with a choice of answers, each answer with a reply of its own.

A set of questions is one table in ``peerlib/data/questions/``. It is shown in a
page or a notebook and is for learning: nothing is counted or kept.

PORTABLE: runs under CPython and MicroPython.
"""

import os

from .. import data


def names():
    """Return the names of all sets of questions, in alphabetical order."""
    folder = data.__file__.rsplit("/", 1)[0] + "/questions"
    return sorted(name.split(".")[0] for name in os.listdir(folder))


def read(name):
    """Return the set of questions `name` as its table holds it.

    Raises
    ------
    ValueError
        If there is no such set; the message lists those there are.
    """
    if name not in names():
        raise ValueError("Unknown questions %r. Available: %s." % (name, ", ".join(names())))
    return data.read("questions/" + name)


def describe(name):
    """Return the questions and the answers to choose from, without what is right.

    Returns
    -------
    dict
        Plain JSON. ``questions``: for each its ``name``, what it asks (``ask``), the
        ``options``, and, where it can be tried out, the ``lab`` with ``preset`` and
        ``settings``.
    """
    table = read(name)
    return {
        "name": "questions:" + name,
        "kind": "questions",
        "title": table["title"],
        "lead": table.get("lead", ""),
        "questions": [
            {
                "name": question["name"],
                "ask": question["ask"],
                "lab": question.get("lab"),
                "preset": question.get("preset"),
                "settings": question.get("settings", {}),
                "options": [option["text"] for option in question["options"]],
            }
            for question in table["questions"]
        ],
        "default": {"answers": {}},
    }


def respond(name, request):
    """Return the reply to each answer chosen.

    Parameters
    ----------
    name : str
        Name of the set.
    request : dict
        ``answers``: for each question name the place of the chosen option, from 0.

    Returns
    -------
    dict
        ``feedback``: for each question answered ``right`` and ``text``; ``progress``
        in words; ``messages`` about what could not be used.
    """
    table = read(name)
    answers = request.get("answers") if isinstance(request, dict) else None
    messages = []
    if not isinstance(answers, dict):
        if request:
            messages.append("The answers could not be read, so none is counted.")
        answers = {}
    feedback, right = {}, 0
    for question in table["questions"]:
        if question["name"] not in answers:
            continue
        option = _chosen(question["options"], answers[question["name"]])
        if option is None:
            messages.append("One answer is not on the list. Please pick one that is.")
            continue
        text = option["feedback"]
        if option.get("right"):
            right += 1
            text = (text + " " + question.get("why", "")).strip()
        feedback[question["name"]] = {"right": bool(option.get("right")), "text": text}
    return {
        "messages": messages,
        "feedback": feedback,
        "progress": "%d of %d answered as we would." % (right, len(table["questions"])),
    }


def _chosen(options, place):
    for i, option in enumerate(options):
        if not isinstance(place, bool) and place in (i, str(i)):
            return option
    return None
