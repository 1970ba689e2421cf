"""Make a learner's tables, figures and functions plain, on the learner's side.

Nothing is imported for it: what is not loaded cannot have made the value. What
comes out is told in `peerlib.checking.values`.
"""

from itertools import islice

from ..checking.values import MOST_PARTS, plain, unreadable
from ._figure import described_figure

ERROR_LETTERS = 200


def plain_answer(value):
    """Return a learner's value as a plain one. Never raises.

    Examples
    --------
    >>> plain_answer({"risk": (0.25, 0.5)})
    {'risk': [0.25, 0.5]}
    """
    return plain(value, opened)


def opened(value):
    """Open a table, a column, an array or a figure; return None for anything else."""
    names = {each.__name__ for each in type(value).__mro__}
    if "DataFrame" in names:
        return _table(value)
    if "Series" in names:
        return _series(value)
    if "Index" in names:
        return value.tolist() if len(value) <= MOST_PARTS else unreadable("too-large", value)
    if "ndarray" in names:
        return value.tolist() if value.size <= MOST_PARTS else unreadable("too-large", value)
    if isinstance(value, range):
        return list(islice(value, MOST_PARTS + 1))
    return described_figure(value)


def _table(value):
    if value.size + len(value) > MOST_PARTS:
        return unreadable("too-large", value)
    return {
        "kind": "table",
        "columns": [_label(name) for name in value.columns],
        "index": [_label(place) for place in value.index],
        "index_names": [None if name is None else str(name) for name in value.index.names],
        "rows": [[_cell(each) for each in row] for row in value.itertuples(index=False, name=None)],
    }


def _series(value):
    if value.size > MOST_PARTS:
        return unreadable("too-large", value)
    return {
        "kind": "series",
        "name": None if value.name is None else str(value.name),
        "index": [_label(place) for place in value.index],
        "values": [_cell(each) for each in value.tolist()],
    }


def _label(label):
    """Return a label of a row or column; one of several levels becomes a list."""
    if isinstance(label, tuple):
        return [_cell(each) for each in label]
    return _cell(label)


def _cell(value):
    """Return a cell: dates and intervals become text, a missing value becomes NaN."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan") if type(value).__name__ in ("NAType", "NaTType") else str(value)[:100]


def tried(function, cases):
    """Call a learner's function on cases, and return what it gave as a plain value.

    Parameters
    ----------
    function : callable
    cases : iterable of list
        The arguments of each case. They are copied, so a function cannot change the next one's.

    Returns
    -------
    dict
        As in `peerlib.checking.values`, of kind "calls".

    Examples
    --------
    >>> tried(lambda a, b: a / b, [[1, 4], [1, 0]])["outcomes"]
    [{'value': 0.25}, {'error': 'ZeroDivisionError: division by zero'}]
    """
    return {"kind": "calls", "outcomes": [outcome_of(function, case) for case in cases]}


def outcome_of(function, arguments):
    """Call a function once; return its plain value, or how it stopped."""
    try:
        return {"value": plain_answer(function(*plain(arguments)))}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {_words(error)}"[:ERROR_LETTERS]}


def _words(error):
    try:
        return str(error)
    except Exception:  # a learner's error may not even have words
        return ""
