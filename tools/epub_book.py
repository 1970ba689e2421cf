"""Bind the chapters of the book as an EPUB 3: a zip of XHTML files with a list of what is in it."""

import re
import time
import uuid
import zipfile
from html import escape

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>{body}</body>
</html>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>{author}</dc:creator>
<dc:rights>{rights}</dc:rights>
<dc:language>en</dc:language>
<dc:description>{about}</dc:description>
<meta property="dcterms:modified">{modified}</meta>
<meta name="cover" content="cover"/>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessModeSufficient">textual,visual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">describedMath</meta>
<meta property="schema:accessibilityFeature">displayTransformability</meta>
<meta property="schema:accessibilityFeature">longDescription</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">unlocked</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Each picture is told in words. Formulas are MathML,
and each has its words too. Headings follow the contents. Colour is never the only sign. A program
has checked the file. Nobody who reads with a screen reader has tried it yet.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}
</manifest>
<spine>
{spine}
</spine>
</package>
"""


LANDMARKS = """<nav epub:type="landmarks" hidden="hidden"><h1>Ways in</h1><ol>
<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>
<li><a epub:type="bodymatter" href="{first}.xhtml">Begin to read</a></li></ol></nav>"""


def write(file, config, sections, navigation, css, cover):
    """Write the EPUB.

    Parameters
    ----------
    file : Path
    config : dict
        ``title``, ``author``, ``copyright`` and ``about`` of the book.
    sections : list of dict
        Each with its name ``id``, its ``title``, its text ``xhtml``, and whether it holds
        ``svg`` and ``math``.
    navigation : str
        The contents, as a list in XHTML.
    css : str
    cover : bytes
        A PNG.
    """
    texts = {section["id"]: section for section in sections}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        # readers look for this name first, and uncompressed
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("EPUB/package.opf", _package(config, sections))
        book.writestr("EPUB/style.css", css)
        book.writestr("EPUB/cover.png", cover, zipfile.ZIP_STORED)
        body = f'<nav epub:type="toc" role="doc-toc"><h1>Contents</h1>{to_files(navigation)}</nav>'
        body += LANDMARKS.format(first=sections[1]["id"])
        book.writestr("EPUB/nav.xhtml", PAGE.format(title="Contents", body=body))
        for name, section in texts.items():
            body = to_files(section["xhtml"])
            page = PAGE.format(title=escape(section["title"]), body=body)
            book.writestr(f"EPUB/{name}.xhtml", page)


def to_files(xhtml):
    """Turn links inside the one document into links between the files.

    Examples
    --------
    >>> to_files('<a href="#justice--a-b"/><a href="#justice"/>')
    '<a href="justice.xhtml#justice--a-b"/><a href="justice.xhtml"/>'
    """
    xhtml = re.sub(r'href="#([^"]+?)(--[^"]*)"', r'href="\1.xhtml#\1\2"', xhtml)
    return re.sub(r'href="#([^"]+)"', r'href="\1.xhtml"', xhtml)


def _package(config, sections):
    items = "\n".join(
        f'<item id="{section["id"]}" href="{section["id"]}.xhtml" '
        f'media-type="application/xhtml+xml"{_properties(section)}/>'
        for section in sections
    )
    first, *others = (section["id"] for section in sections)
    return PACKAGE.format(
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_DNS, config['title'])}",
        title=escape(config["title"]),
        author=escape(config["author"]),
        rights=escape(config["copyright"]),
        about=escape(config["about"]),
        modified=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        items=items,
        spine="\n".join(f'<itemref idref="{name}"/>' for name in (first, "nav", *others)),
    )


def _properties(section):
    held = [name for name, key in (("svg", "svg"), ("mathml", "math")) if section[key]]
    return f' properties="{" ".join(held)}"' if held else ""
