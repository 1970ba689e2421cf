"""Keep old addresses alive: pages that lead from an old name to the new one, and a page for 404.

The published book is a folder of files below an address that nobody knows when it is built. So a
moved page leads on by a relative link. The page for 404 is shown at any depth; a script in it
looks for the book's root.
"""

import posixpath
from html import escape
from pathlib import Path

from sphinx.errors import ExtensionError

NOT_FOUND = "404.html"  # the name that GitHub Pages and most other hosts ask for
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>This page has moved</title>
<script>location.replace("{address}" + ({fixed} ? "" : location.hash));</script>
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body><p>This page has moved: <a href="{address}">to the page</a>.</p></body>
</html>
"""


def register(app) -> None:
    """Read the table of moved pages, and write the files before the book is listed for offline."""
    app.add_config_value("moved_pages", {}, "html")
    app.connect("build-finished", _write, priority=940)


def _write(app, exception) -> None:
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    leave_notes(folder, app.config.moved_pages, app.env.found_docs)
    text = Path(__file__).with_name("not-found.html").read_text(encoding="utf-8")
    (folder / NOT_FOUND).write_text(text, encoding="utf-8")


def leave_notes(folder: Path, moved: dict, pages) -> None:
    """Write at each old address a page that leads to the new one.

    Parameters
    ----------
    folder : Path
        The finished book.
    moved : dict
        Old names to new ones, such as ``{"book/old": "book/new"}``. A new name may end with the
        place on its page, ``"book/new#place"``.
    pages : collection of str
        Names of the pages that the book has.

    Raises
    ------
    sphinx.errors.ExtensionError
        An old name is that of a page that is still there, or a new one is that of none.
    """
    for old, new in moved.items():
        page, _, place = new.partition("#")
        if old in pages:
            raise ExtensionError(
                f"moved_pages in _config.yml: {old} is said to have moved, and is still there. "
                "Take the page out of _toc.yml and delete it, or take the line out."
            )
        if page not in pages:
            raise ExtensionError(
                f"moved_pages in _config.yml: {old} is said to lead to {page}, and the book has no "
                "such page. Give the name of a page as in _toc.yml; after a second move, the last."
            )
        address = posixpath.relpath(f"{page}.html", posixpath.dirname(old) or ".")
        address += f"#{place}" if place else ""
        note = folder / f"{old}.html"
        note.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(address=escape(address), fixed="true" if place else "false")
        note.write_text(text, encoding="utf-8")
