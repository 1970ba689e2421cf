"""Which question of the book tries which of its aims: worked out, never typed.

A chapter says what the reader can do after it, as a list. A question in
``data/questions/`` names the aim that it tries with ``aim = 2``.
"""

import re
from pathlib import Path

from ..checking import questions
from .overview import Overview, title_of

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


def aims_map(folder: Path, pages: list[str]) -> list[tuple[str, str, list[str]]]:
    """Return each aim of the book: its page, the aim in words, and the questions that try it.

    Parameters
    ----------
    folder : Path
        Where the pages lie.
    pages : list of str
        Their names, in the order of the book.

    Raises
    ------
    ValueError
        If a page names questions that are not there.
    """
    found = []
    for page in pages:
        source = (folder / f"{page}.md").read_text(encoding="utf-8")
        try:
            asked = tried_by(source)
        except ValueError as error:
            raise ValueError(f"book/{page}.md: {error}") from None
        for number, aim in enumerate(aims_of(source), 1):
            found.append((page, aim, asked.get(number, [])))
    return found


class AimsMapDirective(Overview):
    """Every aim of the book with the questions that try it."""

    def lines(self, folder):
        """Return a list for each page, in the order of the book's contents."""
        contents = (folder.parent / "_toc.yml").read_text(encoding="utf-8")
        lines, before = [], None
        for page, aim, asked in aims_map(folder, re.findall(r"file: book/(\S+)", contents)):
            if page != before:
                lines += ["", f"**[{title_of(folder, page)}]({page}.md)**", ""]
            lines.append(f"- {aim[0].upper()}{aim[1:]}. *Tried by:* {' '.join(asked)}")
            before = page
        return lines


def register(app) -> None:
    """Add the directive."""
    app.add_directive("aims-map", AimsMapDirective)
