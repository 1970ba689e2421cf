"""Finish the structure of a PDF that Chromium printed, for people who hear it.

Chromium tags headings, lists, tables and links, and each picture with its words. It has no tag
for a formula, leaves links without their words, calls a picture and its frame both a figure, and
does not say that page numbers, lines and grounds belong to no text.
"""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# Chromium tags a formula if it takes it for a picture with this before its words.
FORMULA = "Formula: "
STARTS_PATH = re.compile(rb" (re|m)$")
CLOSES = (b"BDC", b"BMC", b"Do", b"q", b"Q")


def finish(pdf, links):
    """Finish the tags of a printed book, in place.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    links : list of tuple of str
        The address and the words of each link, in reading order.

    Raises
    ------
    ValueError
        The links of the PDF are not these.
    """
    elements = list(walk(pdf.Root.StructTreeRoot))
    _name_links([element for element in elements if element.S == "/Link"], links)
    for element in elements:
        if element.S == "/Figure" and "/Alt" not in element:
            _open_frame(element)
        elif str(element.get("/Alt", "")).startswith(FORMULA):
            element.S = Name.Formula
            element.Alt = String(str(element.Alt).removeprefix(FORMULA))
    for page in pdf.pages:
        page.Tabs = Name.S  # the order of links is that of the text
    mark_artifacts(pdf)


def walk(element):
    """Yield each element of a structure tree, in reading order."""
    waiting = [element]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Array):
            waiting += reversed(list(element))
        elif isinstance(element, Dictionary):
            if "/S" in element:
                yield element
            if "/K" in element:
                waiting.append(element.K)


def annotations(element):
    """Return the places on the pages that one link of the structure covers."""
    found, waiting = [], [element.get("/K", Array())]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Array):
            waiting += list(part)
        elif isinstance(part, Dictionary):
            if "/Obj" in part:
                found.append(part.Obj)
            elif "/K" in part:
                waiting.append(part.K)
    return found


def _name_links(elements, links):
    targets = [[_target(note) for note in annotations(element)] for element in elements]
    wanted = [{href} for href, _ in links]
    if [set(target) for target in targets] != wanted:
        raise ValueError("The PDF has other links than the book. Has Chromium changed its tags?")
    for element, (_, words) in zip(elements, links, strict=True):
        for note in annotations(element):
            note.Contents = String(words)


def _target(note):
    return f"#{str(note.Dest).lstrip('/')}" if "/Dest" in note else str(note.A.URI)


def _open_frame(element):
    """The frame of a picture is no second picture without words; its title is a line of text."""
    element.S = Name.Div
    for child in element.K if isinstance(element.K, Array) else [element.K]:
        if isinstance(child, Dictionary) and child.get("/S") == "/Caption":
            child.S = Name.P


def mark_artifacts(pdf):
    """Say of what is drawn outside the text that it is none: page numbers, lines, grounds."""
    for page in pdf.pages:
        page.contents_coalesce()
    for thing in [page.Contents for page in pdf.pages] + list(_forms(pdf)):
        thing.write(artifacts(thing.read_bytes()))


def _forms(pdf):
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            yield thing


def artifacts(content):
    """Return the content of a page with a mark around what is drawn outside marked content.

    Chromium writes one operator to a line.

    Examples
    --------
    >>> print(artifacts(b"BT\\n(7) Tj\\nET\\n/P <</MCID 0 >>BDC\\nBT\\nET\\nEMC").decode())
    /Artifact BMC
    BT
    (7) Tj
    ET
    EMC
    /P <</MCID 0 >>BDC
    BT
    ET
    EMC
    """
    lines, depth, is_open, in_text = [], 0, False, False
    for line in content.split(b"\n"):
        if is_open and not in_text and line.endswith(CLOSES):
            lines.append(b"EMC")
            is_open = False
        if line.endswith((b"BDC", b"BMC")):
            depth += 1
        elif line == b"EMC":
            depth -= 1
        elif line in (b"BT", b"ET"):
            in_text = line == b"BT"
        if depth == 0 and not is_open and (line == b"BT" or STARTS_PATH.search(line)):
            lines.append(b"/Artifact BMC")
            is_open = True
        lines.append(line)
    return b"\n".join(lines + [b"EMC"] * is_open)
