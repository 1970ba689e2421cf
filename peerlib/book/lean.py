"""Cut the theme's styles and icons down to what the finished pages use.

The theme brings all of Bootstrap and some two thousand icons; this book uses a few of each. Rules
that no page and no script can meet are taken out by PurgeCSS, and icons that no rule names by
fontTools. Our own styles are left as they are written.
"""

import json
import re
import subprocess
import sys
import zlib
from pathlib import Path

from fontTools import subset

from .live_files import npm_package

PURGECSS_VERSION = "8.0.0"
# A browser takes the first kind of font that it knows, and all take this one.
FONTS = "vendor/fontawesome/webfonts/*.woff2"
# What a reader's choice brings, and a rule for any element, which PurgeCSS takes for one for none.
ALWAYS_KEPT = ("dark", "light", "auto", ":focus-visible")
OURS = {"course.css", "lab.css"}
# It has one line, which leads to the other: a page waits for both, one after the other.
DETOUR = re.compile(r'_static/styles/theme\.css(\?[^"]*)?"')
STYLE = re.compile(r'(href=")([^"?]*_static/[^"?]+\.css)(?:\?[^"]*)?"')
# An icon is a private character, written as such or by its number.
ICON = re.compile("\\\\([ef][0-9a-f]{3})\\b|([\ue000-\uf8ff])", re.I)


def register(app) -> None:
    """Cut them down after the book is built, and before it is listed for the time offline."""
    app.connect("build-finished", _trim, priority=900)


def _trim(app, exception) -> None:
    if exception is None and app.builder.format == "html":
        trim(Path(app.outdir), pages_of(app), Path(app.outdir).parent / "npm")


def pages_of(app) -> list[Path]:
    """Return the book's finished pages, and no others that may lie in its folder."""
    folder = Path(app.outdir)
    chapters = [folder / f"{name}.html" for name in sorted(app.env.found_docs)]
    return [*chapters, *sorted(folder.glob("*.html"))]


def trim(folder: Path, pages: list[Path], cache: Path) -> None:
    """Leave out of the styles and fonts what no page uses.

    Parameters
    ----------
    folder : Path
        The finished book.
    pages : list of Path
        Its pages.
    cache : Path
        Where npm packages are kept.

    Raises
    ------
    RuntimeError
        If PurgeCSS cannot be fetched or does not run; the message has its last lines.
    """
    static = folder / "_static"
    (static / "styles" / "theme.css").unlink(missing_ok=True)
    theirs = [file for file in sorted(static.rglob("*.css")) if file.name not in OURS]
    content = [*pages, *static.rglob("*.js"), *static.glob("peerlib/*.json")]
    for file, css in _purged(theirs, content, cache).items():
        file.write_text(css, encoding="utf-8")
    _cut_fonts(static)
    for page in pages:
        html = DETOUR.sub('_static/basic.css"', page.read_text(encoding="utf-8"))
        page.write_text(_versioned(html, page.parent), encoding="utf-8")


def _purged(styles, content, cache) -> dict[Path, str]:
    """Return each style sheet with the rules that the content can meet."""
    node = str(Path(sys.executable).with_name("node"))
    program = npm_package("purgecss", PURGECSS_VERSION, cache) / "bin" / "purgecss.js"
    command = [node, str(program), "--css", *map(str, styles), "--content", *map(str, content)]
    result = subprocess.run(
        [*command, "--safelist", *ALWAYS_KEPT],
        capture_output=True,
        text=True,
    )
    if result.returncode:
        last = (result.stderr or result.stdout).strip().splitlines()[-3:]
        raise RuntimeError("PurgeCSS could not read the book's styles: " + " | ".join(last))
    return {Path(sheet["file"]): sheet["css"] for sheet in json.loads(result.stdout)}


def _cut_fonts(static) -> None:
    styles = sorted(static.rglob("*.css"))
    named = {
        int(number, 16) if number else ord(character)
        for style in styles
        for number, character in ICON.findall(style.read_text(encoding="utf-8"))
    }
    versions = {}
    for font in static.glob(FONTS):
        # of the names, the copyright and the licence; no tables of substitutes
        options = subset.Options(flavor="woff2", layout_features=[], name_IDs=[0, 13])
        opened = subset.load_font(font, options)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=named)
        cut.subset(opened)
        subset.save_font(opened, font, options)
        versions[font.name] = _version(font)
    for style in styles:
        css = style.read_text(encoding="utf-8")
        for name, version in versions.items():
            css = css.replace(f"{name})", f"{name}?v={version})")
        style.write_text(css, encoding="utf-8")


def _version(file: Path) -> str:
    return f"{zlib.crc32(file.read_bytes()):08x}"


def _versioned(html: str, place: Path) -> str:
    """Name each style by its content, so that no browser keeps one that lacks a new rule."""
    return STYLE.sub(
        lambda found: f'{found[1]}{found[2]}?v={_version((place / found[2]).resolve())}"', html
    )
