"""Write plain values down as JSON and read them back, the same.

JSON has no infinite number, no NaN, and no place for a value that is only known by its type. What
JSON has stands for itself; anything else, dictionaries too, is a one-entry object that says what
it is.

>>> to_json([0.5, float("inf"), {"a": 1}])
[0.5, {'number': 'inf'}, {'parts': {'a': 1}}]
>>> from_json(to_json([0.5, float("inf"), {"a": 1}]))
[0.5, inf, {'a': 1}]
"""

import math

from .messages import OtherType


def to_json(value):
    """Write a plain value (see `peerlib.autograde.messages`) as what JSON can hold.

    Raises
    ------
    TypeError
        If the value is not plain.
    """
    if isinstance(value, OtherType):
        return {"other": type(value).__name__}
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": repr(value)}
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, (list, tuple)):
        return [to_json(each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {"parts": {key: to_json(each) for key, each in value.items()}}
    raise TypeError("%s is not a plain value." % type(value).__name__)


def from_json(content):
    """Read a plain value back.

    Raises
    ------
    ValueError
        If the content is not as `to_json` writes it.
    """
    if isinstance(content, list):
        return [from_json(each) for each in content]
    if not isinstance(content, dict):
        return content
    if len(content) == 1:
        ((kind, inner),) = content.items()
        if kind == "parts" and isinstance(inner, dict):
            return {key: from_json(each) for key, each in inner.items()}
        if kind == "number" and inner in ("nan", "inf", "-inf"):
            return float(inner)
        if kind == "other" and isinstance(inner, str):
            return OtherType.named(inner)
    raise ValueError("no plain value: %s" % str(content)[:80])
