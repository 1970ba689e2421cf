"""The mark of several attempts at one question. Pure: it is worked out from the log alone.

    mark = Q * max over i of (s_i - sum over j <= i of p_j)

Q: the points of the question; s_i: the credit of attempt i; p_j: what attempt j costs. The first
attempt costs nothing, and neither does one that could not be read or that gives the same
answer as an earlier one. Since the best attempt counts, a later one never hurts.

PORTABLE: runs under CPython and MicroPython.
"""

CHARGE = 0.1


def entry(item, given, data, earlier=None):
    """Mark an attempt and return what the log keeps of it.

    Returns
    -------
    dict
        Plain JSON: ``credit``, ``tag``, ``valid``, and ``answer``, the same text for answers
        that are the same (``"50 %"`` and ``0.5``).
    """
    outcome = item.mark(given, data, earlier)
    value = item.read(given).value
    answer = "%.12g" % value if isinstance(value, float) else written(value)
    return {
        "credit": outcome.credit,
        "tag": outcome.tag,
        "valid": outcome.valid,
        "answer": "" if value is None else answer,
    }


def answer_shown():
    """Return what the log keeps of the hint that gives the answer: it ends credit."""
    return {"credit": 0.0, "tag": "answer-shown", "valid": False, "answer": ""}


def written(value):
    """Return a read answer as text that is the same in both Pythons."""
    if isinstance(value, dict):
        return "{%s}" % ", ".join(["%s: %s" % (key, written(value[key])) for key in sorted(value)])
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join([written(each) for each in value])
    return "%.12g" % value if isinstance(value, float) else str(value)


def score(log, points=1.0, charge=CHARGE):
    """Return the mark of a question from the log of its attempts.

    Parameters
    ----------
    log : list of dict
        As made by `entry` and `answer_shown`, oldest first.
    points : float
        What full credit is worth, Q.
    charge : float
        What each further answer costs, p, as a part of the points: from 0 to 1.

    Returns
    -------
    dict
        ``mark``, from 0 to Q; ``credit``, the same from 0 to 1; ``best``, the place of the
        attempt that counts, or None; ``charged``, what the attempts have cost so far.

    Raises
    ------
    ValueError
        If the charge is not from 0 to 1.

    Examples
    --------
    >>> tried = [{"credit": 0.0, "tag": "", "valid": True, "answer": "1"},
    ...          {"credit": 0.0, "tag": "", "valid": True, "answer": "1"},
    ...          {"credit": 1.0, "tag": "", "valid": True, "answer": "2"}]
    >>> score(tried, points=2)["mark"]
    1.8
    """
    if isinstance(charge, bool) or not isinstance(charge, (int, float)) or not 0 <= charge <= 1:
        raise ValueError("A charge lies between 0 and 1; got %s." % str(charge)[:40])
    credit, best, charged, seen = 0.0, None, 0.0, []
    for place, attempt in enumerate(log):
        if attempt["tag"] == "answer-shown":
            break
        if not attempt["valid"]:
            continue
        if seen and attempt["answer"] not in seen:
            charged += charge
        seen.append(attempt["answer"])
        earned = attempt["credit"] - charged
        if best is None or earned > credit:
            credit, best = max(earned, credit), place
    return {"mark": points * credit, "credit": credit, "best": best, "charged": charged}
