"""Mend what the theme of Jupyter Book 1 gets wrong or brings along unasked."""

import re
from pathlib import Path

from .accessible import mended

# Jupyter Book 1 emits the thebe script twice, which fails on every page; nothing here uses it.
UNUSED = ("thebe", "require", "mermaid")
# The theme draws its icons twice, by a web font and by a script of 1.4 MB that holds up every
# page. The font is enough.
ICON_SCRIPT = re.compile(r'\s*<script src="[^"]*/scripts/fontawesome\.js[^"]*"></script>')


def register(app) -> None:
    """Leave out scripts that no page of this book uses."""
    app.connect("html-page-context", _drop_unused_scripts, priority=900)
    app.connect("build-finished", _mend_pages)


def _drop_unused_scripts(app, page, template, context, doctree) -> None:
    context["script_files"] = [
        _deferred(script)
        for script in context.get("script_files", [])
        if not any(word in str(getattr(script, "filename", script) or "") for word in UNUSED)
        and "THEBE_JS_URL" not in str(getattr(script, "attributes", {}).get("body", ""))
    ]


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
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        better = mended(ICON_SCRIPT.sub("", text))
        if better != text:
            page.write_text(better, encoding="utf-8")
    (Path(app.outdir) / "_static" / "scripts" / "fontawesome.js").unlink(missing_ok=True)
