"""Put what a lab shows into HTML: the sentence, the tiles, the key, the pictures.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing as drawing
from ._drawing import escape


def results(sentence, tiles, key, figures, aside=(), wide=False):
    """Return the results of a lab as HTML.

    Parameters
    ----------
    sentence : str
        What is seen, in words.
    tiles : list of dict
        One for each value to keep in sight: ``label``, ``value`` (text); and, where
        they apply, ``verdict``, ``when`` and ``status`` (text), ``passes`` (bool).
    key : list of (str, str)
        As for `_drawing.key`.
    figures : list of dict
        As from `_drawing.figure`.
    aside : list of str
        Small print below.
    wide : bool
        Give three and more pictures as much room as one or two have: for bars with words.
    """
    parts = ['<p class="lab-sentence">%s</p>' % escape(sentence)]
    if tiles:
        shown = "".join(_tile(tile) for tile in tiles)
        parts.append('<ul class="lab-scores n%d">%s</ul>' % (len(tiles), shown))
    if key:
        parts.append(drawing.key(key))
    pictures = [
        '<figure class="lab-figure"><figcaption>%s</figcaption>%s</figure>'
        % (escape(figure["title"]), figure["svg"])
        for figure in figures
    ]
    few = " few" if wide or len(figures) < 3 else ""
    parts.append('<div class="lab-figures%s">%s</div>' % (few, "".join(pictures)))
    if aside:
        lines = "".join("<li>%s</li>" % escape(line) for line in aside)
        parts.append('<ul class="lab-aside">%s</ul>' % lines)
    return "".join(parts)


def _tile(tile):
    passes = tile.get("passes")
    kind = "" if passes is None else " passes" if passes else " fails"
    value = escape(tile["value"])
    parts = [
        '<li class="lab-score%s"><span class="lab-score-name">%s</span>'
        '<span class="lab-score-value%s">%s</span>'
        % (kind, escape(tile["label"]), "" if len(tile["value"]) < 7 else " long", value)
    ]
    for part, style in (("verdict", "score-verdict"), ("when", "score-when"), ("status", "status")):
        if tile.get(part):
            parts.append('<span class="lab-%s">%s</span>' % (style, _for_the_eye(tile[part])))
    return "".join(parts) + "</li>"


def _for_the_eye(text):
    """Return a text as HTML; a check mark or a cross before it is not read out."""
    if text[0] in "✓✗":  # "x-shaped bullet below the minimum", says a screen reader
        return '<span aria-hidden="true">%s</span>%s' % (text[0], escape(text[1:]))
    return escape(text)
