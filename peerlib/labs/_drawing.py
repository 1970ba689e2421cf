"""Draw a lab's pictures as SVG text, for the page, the notebook and the printed book.

A picture is first a plain dictionary, made by `lines`, `bars`, `icons`, `intervals`
or `points`: what is to be drawn, and `text`, which says in words what it shows.
`svg` draws it for a page; in Python `peerlib.simulate(...).draw()` draws the same
dictionary with matplotlib.

Colours come from the style sheet, so that a picture follows light and dark mode;
lines also differ in weight and dashes and dots in shape, so that nothing is told
by colour alone.

PORTABLE: runs under CPython and MicroPython.
"""

from . import _drawing_intervals, _drawing_points
from ._drawing_parts import (
    BOTTOM,
    DOT,
    DOTS_IN_A_ROW,
    HEIGHT,
    LEFT,
    LONG,
    OFF_HALF,
    RIGHT,
    ROW,
    TOP,
    WIDTH,
    dot,
    escape,
    level,
    number,
    tick,
    ticks,
    upright,
)


def lines(title, text, x, x_label, lines, bands=(), minimum=None, low=0.0, high=1.0, marks=()):
    """Return a picture of one or more lines.

    Parameters
    ----------
    title, text : str
        Heading, and what the picture shows in words.
    x : list of float
        At least two places along the horizontal axis, rising.
    x_label : str
        What `x` is, with its unit.
    lines : list of (str, str, list of float)
        Style ("average", "second", "third", "team", "pinned", "pinned second"), label,
        and one value for each place; a shorter line ends early.
    bands : list of (str, str, list of float, list of float)
        Style, label, lower and upper edge.
    minimum : float or None
        Where to draw the level line of a minimum.
    low, high : float
        Ends of the vertical axis.
    marks : list of (float, str)
        Places along the horizontal axis to mark with an upright line, and their label.

    Returns
    -------
    dict
        Plain JSON.
    """
    return {
        "kind": "lines",
        "title": title,
        "text": text,
        "x": list(x),
        "x_label": x_label,
        "lines": [list(line) for line in lines],
        "bands": [list(band) for band in bands],
        "minimum": minimum,
        "low": low,
        "high": high,
        "marks": [list(mark) for mark in marks],
    }


def bars(title, text, bars, low, high, reference=None):
    """Return a picture of level bars, one below the other.

    Parameters
    ----------
    title, text : str
        Heading, and what the picture shows in words.
    bars : list of (str, str, float, float, str)
        Style ("average", "second", "third", "team", or "crossed" for what a cross
        stands for among dots), label, where the bar begins and ends, and a short note
        (may be empty).
    low, high : float
        Ends of the axis.
    reference : float or None
        Where to draw an upright line to compare with.

    Returns
    -------
    dict
        Plain JSON.
    """
    return {
        "kind": "bars",
        "title": title,
        "text": text,
        "bars": [list(bar) for bar in bars],
        "low": low,
        "high": high,
        "reference": reference,
    }


def icons(title, text, parts):
    """Return a picture of dots, one for each of a number of cases.

    Parameters
    ----------
    title, text : str
        Heading, and what the picture shows in words.
    parts : list of (str, str, int)
        Style ("average", "second", "third"), label and how many; at most 200 in all.

    Returns
    -------
    dict
        Plain JSON.
    """
    return {
        "kind": "icons",
        "title": title,
        "text": text,
        "parts": [list(part) for part in parts],
    }


def intervals(title, text, rows, x_label, low, high, reference=None, log=False):
    """Return a picture of values with their intervals, one below the other: a forest plot.

    Parameters
    ----------
    title, text : str
        Heading, and what the picture shows in words.
    rows : list of (str, str, float or None, float or None, float or None, str)
        Style, label, value, lower and upper end, and a short note such as the numbers
        in words (may be empty). Style "average" is a full dot on a line, "second" a ring
        on a dashed line, "third" a cross on a dotted line, "pooled" a diamond from end
        to end, "range" a line with two stops (for where one new case may lie; its value
        may be None). Where value and ends are None, the row is words only, as for a group
        or for what cannot be estimated. An end beyond the axis is drawn as an arrow. Rows
        without label and note lie close together: a stack of many intervals.
    x_label : str
        What the axis is, and which side means what.
    low, high : float
        Ends of the axis; both above zero if `log`.
    reference : float or None
        Where to draw an upright line to compare with, such as no difference.
    log : bool
        Space the axis by ratios: for relative risks and odds ratios.

    Returns
    -------
    dict
        Plain JSON.
    """
    return {
        "kind": "intervals",
        "title": title,
        "text": text,
        "rows": [list(row) for row in rows],
        "x_label": x_label,
        "low": low,
        "high": high,
        "reference": reference,
        "log": log,
    }


def points(title, text, groups, x_label, y_label, x_range, y_range, lines=()):
    """Return a picture of single points over two axes, with lines to compare with.

    Parameters
    ----------
    title, text : str
        Heading, and what the picture shows in words.
    groups : list of (str, str, list of float, list of float)
        Style, label, and where the points lie. Style "average" is a full dot, "second" a
        ring, "third" a cross, "team" a small speck for clouds of many points.
    x_label, y_label : str
        What the axes are, with units. The label of the upright axis stands above it.
    x_range, y_range : (float, float)
        Where the axes begin and end. A y axis that begins above where it ends is drawn
        upside down, as funnel plots have it.
    lines : list of (str, str, list of float, list of float)
        Style (as for `lines`, or "minimum" for a limit), label, and the places from which
        to which the line runs. Parts beyond the axes are drawn along the edge.

    Returns
    -------
    dict
        Plain JSON.
    """
    return {
        "kind": "points",
        "title": title,
        "text": text,
        "groups": [list(group) for group in groups],
        "x_label": x_label,
        "y_label": y_label,
        "x_range": list(x_range),
        "y_range": list(y_range),
        "lines": [list(line) for line in lines],
    }


def figure(picture):
    """Return title, SVG and text of a picture, as a response carries it."""
    return {"title": picture["title"], "svg": svg(picture), "text": picture["text"]}


def svg(picture):
    """Return a picture as SVG text."""
    draw = {
        "lines": _lines_svg,
        "bars": _bars_svg,
        "icons": _icons_svg,
        "intervals": _drawing_intervals.draw,
        "points": _drawing_points.draw,
    }[picture["kind"]]
    height, parts = draw(picture)
    return framed(WIDTH, height, picture["text"], "".join(parts))


def framed(width, height, text, drawn, style=""):
    """Return a drawing as one picture that is read out by its text alone.

    A screen reader in Firefox would read the numbers of the axes after the text, one by
    one, so what is drawn is hidden from it.
    """
    return (
        '<svg class="lab-chart%s" viewBox="0 0 %d %d" role="img" aria-label="%s">'
        '<g aria-hidden="true">%s</g></svg>' % (style, width, height, escape(text), drawn)
    )


def _lines_svg(picture):
    xs, low, high = picture["x"], picture["low"], picture["high"]
    x_scale = (WIDTH - LEFT - RIGHT) / (xs[-1] - xs[0])
    y_scale = (HEIGHT - TOP - BOTTOM) / (high - low)
    across = [LEFT + (value - xs[0]) * x_scale + OFF_HALF for value in xs]

    def y(value):
        return TOP + (high - min(high, max(low, value))) * y_scale + OFF_HALF

    def points(values):
        return ["%.1f,%.1f" % (x, y(value)) for x, value in zip(across, values)]

    parts = []
    for value in (low, (low + high) / 2, high):
        parts.append(level("lab-grid", y(value)))
        parts.append(tick(LEFT - 5, y(value) + 4, number(value), "end"))
    for value in ticks(xs[0], xs[-1], picture["x_label"]):
        place = LEFT + (value - xs[0]) * x_scale + OFF_HALF
        parts.append(tick(place, HEIGHT - BOTTOM + 15, number(value), "middle"))
    size = " long" if len(picture["x_label"]) > LONG else ""
    parts.append(tick((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, picture["x_label"], "middle", size))
    for style, _, lower, upper in picture["bands"]:
        edge = points(upper) + points(lower)[::-1]
        parts.append('<polygon class="lab-band %s" points="%s"/>' % (style, " ".join(edge)))
    if picture["minimum"] is not None:
        parts.append(level("lab-minimum", y(picture["minimum"])))
    for value, label in picture["marks"]:
        parts.extend(_mark(LEFT + (value - xs[0]) * x_scale + OFF_HALF, label))
    for style, _, values in picture["lines"]:
        parts.append(
            '<polyline class="lab-line %s" points="%s"/>' % (style, " ".join(points(values)))
        )
    return HEIGHT, parts


def _mark(x, label):
    beyond = x > WIDTH * 0.6  # no room to the right of it
    return [
        upright("lab-mark", x, TOP, HEIGHT - BOTTOM),
        tick(x - 4 if beyond else x + 4, TOP + 9, label, "end" if beyond else "start"),
    ]


def _bars_svg(picture):
    low, high, edge = picture["low"], picture["high"], 8
    scale = (WIDTH - 2 * edge) / (high - low)
    bottom = ROW * len(picture["bars"]) + 4

    def x(value):
        return edge + (min(high, max(low, value)) - low) * scale + OFF_HALF

    parts = []
    for value in ticks(low, high):
        parts.append(upright("lab-grid", x(value), 2, bottom))
        anchor = "start" if x(value) < 20 else "end" if x(value) > WIDTH - 20 else "middle"
        parts.append(tick(x(value), bottom + 13, number(value), anchor))
    longest = max([0] + [len(label) + len(note) for _, label, _, _, note in picture["bars"]])
    size = " long" if longest > LONG else ""
    for i, (style, label, begin, end, note) in enumerate(picture["bars"]):
        top, left, right = ROW * i, x(min(begin, end)), x(max(begin, end))
        parts.append(tick(edge, top + 13, label, "start", size))
        parts.append(tick(WIDTH - edge, top + 13, note, "end", size))
        parts.append(
            '<rect class="lab-bar %s" x="%.1f" y="%d" width="%.1f" height="12"/>'
            % (style, left, top + 18, max(1.0, right - left))
        )
        if style == "crossed":
            parts.extend(_crosses(left, right, top + 24))
    if picture["reference"] is not None:
        for i in range(len(picture["bars"])):  # beside the bars only, clear of the words
            top = ROW * i + 16
            for style in ("lab-halo", "lab-minimum"):  # light around it, to be seen on a bar
                parts.append(upright(style, x(picture["reference"]), top, top + 16))
    return bottom + 18, parts


def _crosses(left, right, y):
    """Return a row of crosses along a bar, and one at least, however narrow it is."""
    count = max(1, int((right - left) / DOT))
    first = (left + right - DOT * (count - 1)) / 2
    return [dot("third", first + DOT * i, y) for i in range(count)]


def _icons_svg(picture):
    parts, place = [], 0
    for style, _, count in picture["parts"]:
        for _ in range(count):
            x = 10 + DOT * (place % DOTS_IN_A_ROW) + DOT / 2
            parts.append(dot(style, x, 2 + DOT * (place // DOTS_IN_A_ROW) + DOT / 2))
            place += 1
    rows = (place + DOTS_IN_A_ROW - 1) // DOTS_IN_A_ROW
    return 4 + DOT * max(1, rows), parts


def key(entries):
    """Return the key to a picture as HTML.

    Parameters
    ----------
    entries : list of (str, str)
        Style and what it stands for. The style is "band", "minimum", "mark", a line
        style, or "dot" and a dot style, or "bar" and a bar style.
    """
    items = []
    for style, label in entries:
        if style == "band":
            mark = '<rect class="lab-band average" x="0" y="3" width="28" height="8"/>'
        elif style == "minimum":
            mark = '<line class="lab-minimum" x1="0" x2="28" y1="7" y2="7"/>'
        elif style == "mark":
            mark = '<line class="lab-mark" x1="14" x2="14" y1="0" y2="14"/>'
        elif style == "dot team":
            mark = '<path class="lab-specks" d="M9 7h0M14 4h0M19 9h0"/>'
        elif style.startswith("dot "):
            mark = dot(style[4:], 14, 7)
        elif style.startswith("bar "):
            mark = '<rect class="lab-bar %s" x="0" y="2" width="28" height="10"/>' % style[4:]
        else:
            mark = '<polyline class="lab-line %s" points="0,7 28,7"/>' % style
        items.append(
            '<li><svg class="lab-key-mark" viewBox="0 0 28 14" aria-hidden="true">%s</svg>%s</li>'
            % (mark, escape(label))
        )
    return '<ul class="lab-key">%s</ul>' % "".join(items)
