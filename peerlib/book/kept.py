"""The page "Your progress", and the line that leads back to where a reader was.

What a reader does is kept in their browser only (``peerlib/widgets/kept.js``). The page knows
from here what there is in the book; what is kept is then looked up in the browser.
"""

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .. import live
from .overview import title_of
from .told import Told

ALIVE = re.compile(r"^`{3,}\{(lab|questions|practice)\} *(\S+)", re.M)
WITHOUT_SCRIPT = (
    "To show what is kept, this page needs JavaScript. Without it, this book keeps nothing "
    "of what you do."
)


class kept_html(nodes.General, nodes.Element):
    """HTML that a script of its own, ``script``, brings alive."""


def contents(folder: Path, pages: list[str]) -> list[dict]:
    """Return what can be done on each page of the book, as far as it can be kept.

    Parameters
    ----------
    folder : Path
        Where the pages lie.
    pages : list of str
        Their names, in the order of the book.

    Returns
    -------
    list of dict
        ``page``, ``title`` and ``things``; pages with nothing to do are left out.
    """
    found = []
    for page in pages:
        things = ALIVE.findall((folder / f"{page}.md").read_text(encoding="utf-8"))
        if things:
            found.append(
                {
                    "page": f"{folder.name}/{page}",
                    "title": title_of(folder, page),
                    "things": [_thing(kind, name) for kind, name in things],
                }
            )
    return found


def _thing(directive: str, name: str) -> dict:
    name = name if directive == "lab" else f"{directive}:{name}"
    described = live.describe(name)
    about = {"name": name, "kind": described["kind"]}
    if described["kind"] == "simulation":
        about["guesses"] = described["predict"]["options"]
    elif described["kind"] == "conversation":
        about["titles"] = [[card["name"], card["title"]] for card in described["conversations"]]
        about["endings"] = described["endings"]
    else:
        about["of"] = len(described.get("questions") or described["items"])
    return about


class YourProgressDirective(Told):
    """What this browser keeps of a reader, with buttons to save it, bring it back and clear it."""

    def made(self) -> list[nodes.Node]:
        """Return a place with the book's contents; a script puts the rest there."""
        folder = Path(self.env.srcdir) / "book"
        toc = (folder.parent / "_toc.yml").read_text(encoding="utf-8")
        table = json.dumps(contents(folder, re.findall(r"file: book/(\S+)", toc)))
        table = table.replace("<", "\\u003c")  # no text can end the script
        html = (
            f'<div class="peerlab kept-page"><p>{WITHOUT_SCRIPT}</p>'
            f'<script type="application/json">{table}</script></div>'
        )
        return [kept_html(html=html, script="kept-page.js")]


class GoOnDirective(SphinxDirective):
    """The page where a reader was, for who has let this book keep it."""

    def run(self) -> list[nodes.Node]:
        """Return an empty line."""
        html = '<p class="kept-go-on" hidden></p>'
        return [kept_html(html=html, script="kept-go-on.js")]


def register(app) -> None:
    """Add the directives, and their scripts to the pages that have them."""
    app.add_node(kept_html, html=(_write, None))
    app.add_directive("your-progress", YourProgressDirective)
    app.add_directive("go-on", GoOnDirective)
    app.connect("html-page-context", _add_scripts)


def _write(translator, node) -> None:
    translator.body.append(node["html"])
    raise nodes.SkipNode


def _add_scripts(app, page, template, context, doctree) -> None:
    places = list(doctree.findall(kept_html)) if doctree is not None else []
    for script in dict.fromkeys(place["script"] for place in places):
        if script == "kept-page.js":
            app.add_css_file("peerlib/lab.css")
        address = context["pathto"](f"_static/peerlib/{script}", resource=True)
        tag = f'<script type="module" src="{address}"></script>\n'
        context["metatags"] = tag + context.get("metatags", "")
