"""Read what a learner's process sends. It may be forged: only plain, bounded values pass.

What the messages are is told in `learner_process`.
"""

import json
from dataclasses import dataclass, field

from ..checking.values import kind_of, plain

LARGEST_INTEGER = 2**53
TEXT_LIMIT = 1001
LIST_LIMIT = 20
REASON_LIMIT = 200


# What stands for a function from when it is first tried until it has given something.
NO_END = {"kind": "calls", "outcomes": [{"error": "it did not come to an end"}]}


class OtherType:
    """Stands for a learner's value that is no number, text, truth value or list of these.

    Its class carries the name of the learner's type, so that the feedback can say it.
    """

    @classmethod
    def named(cls, type_name):
        """Make a stand-in for a value of the type with this name."""
        return type(type_name if type_name.isidentifier() else "object", (cls,), {})()

    def __reduce__(self):
        """Let it be sent to another process, where its class has to be made anew."""
        return OtherType.named, (type(self).__name__,)


@dataclass
class Attempt:
    """One process: what it sent, and how it ended."""

    values: dict = field(default_factory=dict)
    stopped: dict = field(default_factory=dict)
    running: int | None = None
    why: str = "ended"
    ended: bool = False
    data_of: int | None = None
    """The seed whose data it went on without and ended for."""


def take(line, attempt, names, indices):
    """Note one message in `attempt`. It may be forged: what is not as expected is left aside."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return
    if not isinstance(message, dict):
        return
    if message.get("end") is True:
        attempt.ended = True
    elif message.get("why") == "memory":
        attempt.why = "memory"
    elif type(message.get("data_of")) is int:
        attempt.data_of = message["data_of"]
    elif _is_cell(message.get("start"), indices):
        attempt.running = message["start"]
    elif _is_cell(message.get("done"), indices):
        attempt.running = None
        if isinstance(message.get("error"), str):
            attempt.stopped[message["done"]] = _text(message["error"], REASON_LIMIT)
        if isinstance(message.get("values"), dict):
            attempt.values = _values(message["values"], names, attempt.values)
    elif isinstance(message.get("trying"), list):
        for name in names:
            if name in message["trying"]:
                attempt.values[name] = NO_END
    elif message.get("tried") in names:
        attempt.values.update(_values({message["tried"]: message.get("values")}, names, {}))


def _text(content, limit):
    """Cut a text, and replace half letters (lone surrogates), which cannot be written down."""
    return content[:limit].encode("utf-8", "replace").decode()


def _is_cell(index, indices):
    return type(index) is int and index in indices


def _values(sent, names, before):
    known = {name: sent[name] for name in names if name in sent}
    read = {
        name: before.get(name, _NO_ANSWER) if pair == ["same", None] else _value(pair)
        for name, pair in known.items()
    }
    return {name: value for name, value in read.items() if value is not _NO_ANSWER}


_NO_ANSWER = object()
_KINDS = {"number": (int, float), "bool": (bool,), "text": (str,), "other": (str,)}


def _value(pair, depth=0):
    """Turn a [kind, content] pair into a plain value; `_NO_ANSWER` if it is not one."""
    if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], str):
        return _NO_ANSWER
    kind, content = pair
    if kind == "none":
        return None
    if kind == "several":
        return []
    if kind == "whole" and depth == 0:
        return _whole(content)
    if kind == "list" and depth == 0 and isinstance(content, list):
        values = [_value(each, depth + 1) for each in content[:LIST_LIMIT]]
        return _NO_ANSWER if any(value is _NO_ANSWER for value in values) else values
    if type(content) not in _KINDS.get(kind, ()):
        return _NO_ANSWER
    if kind == "other":
        return OtherType.named(content[:REASON_LIMIT])
    if kind == "text":
        return _text(content, TEXT_LIMIT)
    if type(content) is int and abs(content) > LARGEST_INTEGER:
        return _NO_ANSWER
    return content


def _whole(content):
    """Bound a structured value, and mend its texts."""
    content = _mended(plain(content))
    if kind_of(content) == "unreadable" and content.get("why") == "other":
        return OtherType.named(str(content.get("type"))[:REASON_LIMIT])
    return content


def _mended(content):
    if isinstance(content, str):
        return _text(content, TEXT_LIMIT)
    if isinstance(content, list):
        return [_mended(each) for each in content]
    if isinstance(content, dict):
        return {_text(key, TEXT_LIMIT): _mended(each) for key, each in content.items()}
    return content
