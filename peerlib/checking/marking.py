"""Mark one answer, or all answers of an exercise. Pure: the same in, the same out.

PORTABLE: runs under CPython and MicroPython.
"""

from .hints import hint
from .outcome import Outcome, shown

__all__ = ["Outcome", "hint", "mark", "mark_all", "shown"]


def mark(item, given, data, earlier=None):
    """Mark one answer.

    The order: read it; compare it with the truth, precision apart; look for slips of scale and
    known misconceptions on the learner's own data; see whether it follows from
    the learner's own earlier answer. Where several fit, the best credit counts.
    Where none fits, what is right in a part of it counts; a number may be a slip of scale that
    was rounded, follow from an earlier answer that cannot be, or lie just beside the truth.

    Parameters
    ----------
    item : Question
    given : object
        The answer as the learner gave it; anything is accepted.
    data : dict
        The learner's data.
    earlier : dict, optional
        Earlier answers by item name, as given.

    Returns
    -------
    Outcome

    Examples
    --------
    >>> from peerlib.checking import Item
    >>> half = Item("half", "Half", "Half of it?", lambda d: d["n"] / 2, 0.01)
    >>> mark(half, "5", {"n": 10}).tag
    'right'
    >>> mark(half, None, {"n": 10}).tag
    'blank'
    """
    return item.mark(given, data, earlier)


def mark_all(items, answers, data, hidden=None, shown_answers=()):
    """Mark all answers, each with the earlier ones at hand for follow-through.

    A wrong turn that comes up again at a later question is explained more deeply there.

    Parameters
    ----------
    items : sequence of Question
        In the order in which they are asked.
    answers : object
        Answers by item name. Whatever is not a dictionary counts as no answers.
    data : dict
        The learner's data.
    hidden : dict, optional
        Data that the learner never saw, for items tried on such; by default the learner's own.
    shown_answers : sequence of str
        Names of items whose answer was shown as the last hint: they earn no credit.

    Returns
    -------
    dict
        Item name to `Outcome`, for every item.
    """
    if not isinstance(answers, dict):
        answers = {}
    outcomes, earlier, tags = {}, {}, []
    for item in items:
        given = answers.get(item.name)
        own = hidden if item.on_hidden_data and hidden is not None else data
        outcome = (
            mark(item, given, own, earlier)
            if item.name not in shown_answers
            else Outcome(
                0.0,
                "answer-shown",
                "You have seen the answer, so this question earns no credit now.",
                "",
                "How is it worked out? You could try it yourself on other data.",
            )
        )
        if outcome.deeper and outcome.tag in tags:
            outcome.idea = outcome.deeper
        tags.append(outcome.tag)
        outcomes[item.name] = outcome
        earlier[item.name] = given
    return outcomes
