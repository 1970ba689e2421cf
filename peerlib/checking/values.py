"""Plain values: what may cross from a learner's process into a clean one, and how they compare.

A plain value is None, True or False, a number, text, a list of plain values, or a
dictionary with text as keys. Everything else is opened up first, on the learner's
side, into a dictionary that says what it is under ``"kind"``:

``{"kind": "table", "columns": [...], "index": [...], "index_names": [...], "rows": [[...]]}``
    a table of data;
``{"kind": "series", "name": ..., "index": [...], "values": [...]}``
    one column of a table;
``{"kind": "set", "values": [...]}``
    a set;
``{"kind": "figure", "axes": [...]}``
    a figure, see `peerlib.checking.plots`;
``{"kind": "calls", "outcomes": [{"value": ...} or {"error": "..."}, ...]}``
    what a function gave back, see `peerlib.checking.functions`;
``{"kind": "unreadable", "why": "other" or "too-large", "type": "..."}``
    what cannot be made plain.

PORTABLE: runs under CPython and MicroPython.
"""

DEEPEST = 7
# A number counts as one part, a text as one for each 20 letters.
MOST_PARTS = 2000
LONGEST_TEXT = 1001
LARGEST_WHOLE = 2**53
BUILT_IN = (list, tuple, dict, set, frozenset)


class _TooMuch(Exception):
    pass


def plain(value, opened=None):
    """Turn a value into a plain one, within limits of size and depth. Never raises.

    Parameters
    ----------
    value : object
    opened : callable, optional
        ``opened(value)`` turns an object of another type into something plain, or returns None.

    Returns
    -------
    object
        Plain, and the same again if it is made plain again.

    Examples
    --------
    >>> plain((1, {"a": 0.5}))
    [1, {'a': 0.5}]
    >>> plain([[[[[[[[1]]]]]]]])["why"]
    'too-large'
    """
    try:
        return _plain(value, 0, [MOST_PARTS], opened)
    except (_TooMuch, RuntimeError, MemoryError):  # a recursion too deep is a RuntimeError
        return unreadable("too-large", value)
    except Exception:  # a learner's object may raise anything
        return unreadable("other", value)


def unreadable(why, value):
    """Return what stands for a value that cannot be made plain."""
    return {"kind": "unreadable", "why": why, "type": type(value).__name__[:40]}


def kind_of(value):
    """Return the kind of a plain value that was opened up, or an empty text."""
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


def _plain(value, depth, left, opened):
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        raise _TooMuch
    if value is None or value is Ellipsis:
        return None
    if type(value).__name__ in ("bool", "bool_"):  # Python's and NumPy's
        return bool(value)
    if isinstance(value, str):
        text = (value if type(value) is str else str.__str__(value))[:LONGEST_TEXT]
        left[0] -= len(text) // 20
        return text
    if type(value) in (int, float):
        return _number(value)
    inside = None if opened is None or type(value) in BUILT_IN else opened(value)
    if inside is not None:
        return _plain(inside, depth, left, opened if type(inside) in BUILT_IN else None)
    if isinstance(value, (list, tuple)):
        return [_plain(each, depth + 1, left, opened) for each in _pieces(value)]
    if isinstance(value, (set, frozenset)):
        pieces = [_plain(each, depth + 2, left, opened) for each in _pieces(value)]
        return {"kind": "set", "values": sorted(pieces, key=repr)}
    if isinstance(value, dict):
        return {_key(key): _plain(value[key], depth + 1, left, opened) for key in _pieces(value)}
    return _object(value)


def _object(value):
    try:
        return _number(float(value))
    except OverflowError:
        return _number(10**400)
    except Exception:  # a learner's object may raise anything when turned into a number
        return unreadable("other", value)


def _pieces(value):
    if len(value) > MOST_PARTS:
        raise _TooMuch
    return list(value)


def _number(value):
    """Return a number that is safe to write down: a whole number too large becomes a float."""
    if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        return 1e300 if value > 0 else -1e300
    return value


def _key(key):
    """Return a key as text: a whole number without a point, whatever its type."""
    if isinstance(key, str):
        return (key if type(key) is str else str.__str__(key))[:LONGEST_TEXT]
    return key_text(plain(key))


def key_text(value):
    """Return a plain value as a key: 1, 1.0 and "1" are the same, and so are "A" and " a".

    Examples
    --------
    >>> key_text(1.0), key_text(" Peer  support"), key_text(["a", 2])
    ('1', 'peer support', 'a / 2')
    """
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, (int, float)):
        return "%.10g" % value
    if isinstance(value, str):
        return " ".join(value.lower().split())
    if isinstance(value, (list, tuple)):
        return " / ".join([key_text(each) for each in value])
    return str(type(value).__name__)


def gap(one, other, allowed):
    """Return how far apart two plain values are, in what is allowed; the widest part counts.

    Parameters
    ----------
    one, other : object
        Plain values. Text counts without capitals and needless spaces.
    allowed : callable
        ``allowed(a, b)`` returns what two numbers may differ by.

    Returns
    -------
    float
        0 for the same, up to 1 for what is within the tolerance, infinite for another shape.

    Examples
    --------
    >>> gap([1.0, "A"], [1.5, "a"], lambda a, b: 0.25)
    2.0
    """
    far = float("inf")
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return 0.0 if one is other else far
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return _number_gap(one, other, allowed)
    if isinstance(one, str) and isinstance(other, str):
        return 0.0 if key_text(one) == key_text(other) else far
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        if len(one) != len(other):
            return far
        return max([0.0] + [gap(a, b, allowed) for a, b in zip(one, other)])
    if isinstance(one, dict) and isinstance(other, dict):
        if sorted(one) != sorted(other):
            return far
        return max([0.0] + [gap(one[key], other[key], allowed) for key in one])
    return far


def _number_gap(one, other, allowed):
    if one == other:
        return 0.0
    difference = abs(one - other)
    tolerance = allowed(one, other)
    # NaN is like nothing; what is infinite is only like itself
    if not difference < float("inf") or not tolerance > 0.0:
        return float("inf")
    return difference / tolerance


class Tolerance:
    """What two numbers may differ by: ``max(absolute, relative * size)``.

    Examples
    --------
    >>> Tolerance(0.1, 0.01).around(50.0)
    0.5
    """

    def __init__(self, absolute, relative=0.0):
        self.absolute = absolute
        self.relative = relative

    def around(self, value):
        """Return how far from `value` a number may lie."""
        return max(self.absolute, self.relative * abs(value))

    def to_second(self, one, other):
        """Allow the tolerance around the second value: for an answer and a known value."""
        return self.around(other)

    def of_both(self, one, other):
        """Allow the tolerances of both together: for two known values."""
        return self.around(one) + self.around(other)
