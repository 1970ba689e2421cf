"""Which question of the book tries which of its aims: worked out, never typed.

A chapter says what the reader can do after it, as a list. A question in
``data/questions/`` names the aim that it tries with ``aim = 2``.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..checking import questions
from .directives import lab_html
from .tables import table_html

AIMS = re.compile(r"^After this page you can\n\n((?:- .*\n(?:  .*\n)*)+)", re.M)
SETS = re.compile(r"^`{3,}\{questions\} *(\S+)", re.M)
TITLE = re.compile(r"^# (.*)", re.M)


def aims_of(source: str) -> list[str]:
    """Return what a page says that its reader can do, in plain words.

    Parameters
    ----------
    source : str
        The page in MyST Markdown.
    """
    found = AIMS.search(source)
    lines = re.findall(r"^- (.*(?:\n  .*)*)", found[1], re.M) if found else []
    return [
        re.sub(r"\{term\}`([^`<]*?)\s*(?:<[^`]*)?`", r"\1", line).rstrip(";.") for line in lines
    ]


def tried_by(source: str) -> dict[int, list[str]]:
    """Return the questions on a page by the number of the aim that they try."""
    found = {}
    for name in SETS.findall(source):
        for question in questions.read(name)["questions"]:
            if "aim" in question:
                found.setdefault(question["aim"], []).append(question["ask"])
    return found


def aims_map(folder: Path, pages: list[str]) -> dict:
    """Return page, aim and the questions that try it, as a table.

    Parameters
    ----------
    folder : Path
        Where the pages lie.
    pages : list of str
        Their names, in the order of the book.
    """
    rows = []
    for page in pages:
        source = (folder / f"{page}.md").read_text(encoding="utf-8")
        asked = tried_by(source)
        for number, aim in enumerate(aims_of(source), 1):
            rows.append([TITLE.search(source)[1], aim, " ".join(asked.get(number, []))])
    return {
        "caption": "What you can do after each page, and the questions that try it",
        "columns": ["Page", "After it you can", "Tried by"],
        "rows": rows,
    }


class AimsMapDirective(SphinxDirective):
    """Every aim of the book with the questions that try it."""

    def run(self) -> list[nodes.Node]:
        """Return the table, in the order of the book's contents."""
        root = Path(self.env.srcdir)
        self.env.note_dependency(str(root / "_toc.yml"))
        contents = (root / "_toc.yml").read_text(encoding="utf-8")
        pages = re.findall(r"file: book/(\S+)", contents)
        table = table_html(aims_map(root / "book", pages))
        return [lab_html(html=f'<div class="lab-static lab-words">{table}</div>', live=None)]


def register(app) -> None:
    """Add the directive."""
    app.add_directive("aims-map", AimsMapDirective)
