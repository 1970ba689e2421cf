"""Mend what the theme of Jupyter Book 1 gets wrong or brings along unasked."""

import re
from pathlib import Path

from .accessible import mended
from .lean import pages_of

# Jupyter Book 1 emits the thebe script twice, which fails on every page; nothing here uses it.
UNUSED = ("thebe", "require", "mermaid", "THEBE_JS_URL")
# What only some pages use: how to tell from a page's text, and the names of the files or of the
# variables that set them up.
USED_WHERE = (
    (re.compile(r'class="highlight'), ("clipboard", "copybutton")),
    (re.compile(r'class="[^"]*(?<![-\w])(toggle|dropdown)(?![-\w])'), ("toggle",)),
    (re.compile(r'class="[^"]*\bsd-tab-'), ("design-tabs",)),
    (re.compile(r'class="[^"]*\bsd-'), ("sphinx-design",)),
    (re.compile(r'class="[^"]*(?<![-\w])cell(?![-\w])'), ("mystnb",)),
)
SETS = re.compile(r"^\s*(?:let|var|const) (\w+)")
# The theme draws its icons twice, by a web font and by a script of 1.4 MB that holds up every
# page. The font is enough.
ICON_SCRIPT = re.compile(r'\s*<script src="[^"]*/scripts/fontawesome\.js[^"]*"></script>')


def register(app) -> None:
    """Leave out scripts and styles that a page does not use."""
    app.connect("html-page-context", _drop_unused, priority=900)
    app.connect("build-finished", _mend_pages)


def _drop_unused(app, page, template, context, doctree) -> None:
    unused = unused_on(context.get("body", ""))
    scripts = [s for s in context.get("script_files", []) if not _named(s, unused)]
    context["script_files"] = [_deferred(script) for script in scripts]
    context["css_files"] = [s for s in context.get("css_files", []) if not _named(s, unused)]


def unused_on(body: str) -> tuple[str, ...]:
    """Return words that stand in what a page with this text loads in vain.

    Examples
    --------
    >>> "copybutton" in unused_on('<div class="highlight-python notranslate">')
    False
    >>> "copybutton" in unused_on("<p>words</p>")
    True
    """
    words = [names for sign, names in USED_WHERE if not sign.search(body)]
    return sum(words, UNUSED)


def _named(file, words) -> bool:
    """Say whether one of these words is in a file's name, or in the name that a script sets."""
    name = str(getattr(file, "filename", file) or "")
    inside = str(getattr(file, "attributes", {}).get("body") or "")
    name += " ".join(SETS.findall(inside)[:1])
    return any(word in name for word in words)


def _deferred(script):
    """Let the page be read on while this script is fetched; the order of scripts stays."""
    filename = getattr(script, "filename", None)
    # Scripts inside the pages, and the search, speak to these two right after them.
    if not filename or filename.endswith(("documentation_options.js", "doctools.js")):
        return script
    attributes = {**script.attributes, "defer": "defer"}
    return type(script)(filename, priority=script.priority, **attributes)


def _mend_pages(app, exception) -> None:
    if exception is not None or app.builder.format != "html":
        return
    for page in pages_of(app):
        text = page.read_text(encoding="utf-8")
        better = mended(ICON_SCRIPT.sub("", text))
        if better != text:
            page.write_text(better, encoding="utf-8")
    (Path(app.outdir) / "_static" / "scripts" / "fontawesome.js").unlink(missing_ok=True)
