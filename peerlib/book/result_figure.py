"""Put a computed result into a page: its sentence, its pictures with key and text."""

import importlib
import inspect
import pkgutil
from html import escape

from ..labs._drawing import key, svg
from . import shown


def result_html(name: str) -> str:
    """Return what a function of `peerlib.book.shown` computes, as HTML.

    Parameters
    ----------
    name : str
        Topic and function, such as ``"meta_analysis.clinical"``.

    Raises
    ------
    ValueError
        If there is no such topic or function, or if it returns neither a result with a
        sentence and pictures nor a list of pictures; the message says what there is.
    """
    result = find(name)()
    if isinstance(result, (list, tuple)):
        sentence, pictures = "", result
    elif hasattr(result, "sentence") and hasattr(result, "pictures"):
        sentence, pictures = result.sentence, result.pictures()
    else:
        raise ValueError(
            f"{name} returns {type(result).__name__}. It must return a result with a sentence "
            "and pictures(), or a list of pictures."
        )
    words = f'<p class="lab-sentence">{escape(sentence)}</p>' if sentence else ""
    figures = "".join(_figure(picture) for picture in pictures)
    return f'<div class="lab-static">{words}<div class="lab-figures few">{figures}</div></div>'


def find(name: str):
    """Return the function that a page names.

    Raises
    ------
    ValueError
        If there is none; the message lists those there are.
    """
    topic, _, function = name.partition(".")
    topics = sorted(module.name for module in pkgutil.iter_modules(shown.__path__))
    if topic not in topics:
        raise ValueError(
            f"Unknown topic {topic!r} in {name!r}: there is no peerlib/book/shown/{topic}.py. "
            f"Available: {', '.join(topics) or 'none'}."
        )
    module = importlib.import_module(f"{shown.__name__}.{topic}")
    functions = {
        key: value
        for key, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and not key.startswith("_")
    }
    if function not in functions:
        raise ValueError(
            f"Unknown result {name!r}: {topic}.py has no function {function!r}. "
            f"Available: {', '.join(f'{topic}.{one}' for one in functions) or 'none'}."
        )
    return functions[function]


def _figure(picture: dict) -> str:
    entries = key_entries(picture)
    return (
        f'<figure class="lab-figure"><figcaption>{escape(picture["title"])}</figcaption>'
        f"{svg(picture)}{key(entries) if entries else ''}"
        f"<details><summary>This picture in words</summary><p>{escape(picture['text'])}</p>"
        "</details></figure>"
    )


def key_entries(picture: dict) -> list[tuple[str, str]]:
    """Return style and meaning of everything in a picture that carries no words there."""
    if picture["kind"] == "icons":
        return [("dot " + style, f"{label} ({n})") for style, label, n in picture["parts"]]
    if picture["kind"] == "points":
        entries = [("dot " + group[0], group[1]) for group in picture["groups"]]
        entries += [(line[0], line[1]) for line in picture["lines"]]
    elif picture["kind"] == "lines":
        entries = [(line[0], line[1]) for line in picture["lines"]]
        entries += [("band", band[1]) for band in picture["bands"]]
        if picture["minimum"] is not None:
            entries.append(("minimum", "the minimum"))
    else:  # bars and intervals have their words beside them
        entries = []
    return [(style, label) for style, label in entries if label]
