"""What a page of the finished book fetches, read from its files: no browser is asked."""

import functools
import gzip
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

# Followed like a browser does. Other links (the next page, the search) are for later.
FETCHED_LINKS = {"stylesheet", "preload", "modulepreload", "icon"}
ICONS = re.compile(r"@font-face\{[^}]*url\(([^)?]*\.woff2)(\?[^)]*)?\)")
IMPORTS = re.compile(r"""(?:from|import)\s*\(?["'](\./[^"']+)["']""")


def fetched(page: Path) -> set[Path]:
    """Return every file that the first visit of a page fetches, the page itself too."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    names = [tag["src"] for tag in soup.select("script[src], img[src]")]
    for link in soup.find_all("link", href=True):
        if FETCHED_LINKS & set(link["rel"]):
            names.append(link["href"])
    found = {page, *(_place(page, name) for name in names)}
    for file in list(found):
        found |= _asked_for_by(file)
    return found


@functools.cache
def _asked_for_by(file: Path) -> frozenset[Path]:
    """Return what a style or a module asks for in its turn; of the icons, all kinds."""
    if file.suffix == ".css":
        text = file.read_text(encoding="utf-8")
        return frozenset(_place(file, match[1]) for match in ICONS.finditer(text))
    if file.suffix == ".js" and file.parent.name == "peerlib":
        names = IMPORTS.findall(file.read_text(encoding="utf-8"))
        more = frozenset(_place(file, name) for name in names)
        return more.union(*(_asked_for_by(module) for module in more))
    return frozenset()


def _place(start: Path, name: str) -> Path:
    return (start.parent / unquote(urlsplit(name).path)).resolve()


@functools.cache
def compressed(file: Path) -> float:
    """Return the size of a file in KB, compressed like servers do it."""
    return len(gzip.compress(file.read_bytes())) / 1024


def weight(files) -> float:
    """Return the size of files in KB, each compressed by itself."""
    return sum(compressed(file) for file in files)
