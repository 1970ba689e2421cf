"""Let a reader keep the book: a worker in the browser that stores every page for the time offline.

The list of files and its version are worked out when the book is built. What no page asks for is
left out of the book: maps of scripts, sources, other languages.
"""

import hashlib
import json
import shutil
from pathlib import Path

WORKER = Path(__file__).with_name("offline-worker.js")
# The whole book once more, for paper and e-readers: who wants it keeps it as a file.
PRINTED = (".pdf", ".epub")
# The notebooks for the browser, with a Python of their own: several times as large as the book,
# and asked for only by who opens one. It looks after itself.
NOTEBOOKS = "lite"
# The worker itself, and the page for wrong addresses: a host may send that one as "not found" even
# when it is asked for by name, and then nothing at all would be kept.
NOT_KEPT = ("offline-worker.js", "404.html")
# Nothing in the finished pages leads to these.
NEVER_ASKED_FOR = ("_sources", "_static/locales", ".buildinfo", "objects.inv")
ENDINGS_LEFT_OUT = (".map", ".ttf", ".pyc", ".LICENSE.txt", ".mjs")
MANIFEST = {
    "name": "Peer support in mental health",
    "short_name": "Peer support",
    "start_url": "./book/index.html",
    "scope": "./",
    "display": "minimal-ui",
    "background_color": "#ffffff",
    "theme_color": "#1257bd",
    "icons": [{"src": "_static/mark.svg", "sizes": "any", "type": "image/svg+xml"}],
}


def register(app) -> None:
    """Tell each page of it, and write the files after everything else is there."""
    app.connect("html-page-context", _link_manifest)
    app.connect("build-finished", _write, priority=950)


def _link_manifest(app, page, template, context, doctree) -> None:
    root = context["pathto"]("manifest.webmanifest", resource=True)
    worker = context["pathto"]("offline-worker.js", resource=True)
    tags = f'<link rel="manifest" href="{root}">\n<meta name="offline-worker" content="{worker}">\n'
    context["metatags"] = tags + context.get("metatags", "")


def _write(app, exception) -> None:
    if exception is not None or app.builder.format != "html":
        return
    prepare(Path(app.outdir))


def prepare(folder: Path) -> None:
    """Drop what no page asks for, and write the worker and the manifest.

    Parameters
    ----------
    folder : Path
        The finished book.
    """
    for name in NEVER_ASKED_FOR:
        place = folder / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    for file in _of_the_book(folder):
        if file.name.endswith(ENDINGS_LEFT_OUT):
            file.unlink()
    (folder / "manifest.webmanifest").write_text(json.dumps(MANIFEST), encoding="utf-8")
    files, version = _listed(folder)
    text = WORKER.read_text(encoding="utf-8")
    text = text.replace('"VERSION"', json.dumps(version)).replace('["FILES"]', json.dumps(files))
    (folder / "offline-worker.js").write_text(text, encoding="utf-8")


def _of_the_book(folder: Path) -> list[Path]:
    """Return the book's files, without those of the notebooks for the browser."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if file.relative_to(folder).parts[0] != NOTEBOOKS)


def _listed(folder: Path) -> tuple[list[str], str]:
    """Return the files to keep, and one value that changes when any of them does."""
    digest = hashlib.sha256()
    names = []
    for file in _of_the_book(folder):
        name = file.relative_to(folder).as_posix()
        if name not in NOT_KEPT and file.suffix not in PRINTED:
            names.append(name)
            digest.update(name.encode() + b"\0" + file.read_bytes())
    return names, digest.hexdigest()[:16]
