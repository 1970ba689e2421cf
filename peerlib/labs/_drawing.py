"""Draw a lab's pictures as SVG text, for the page, the notebook and the printed book.

A picture is first a plain dictionary, made by `lines`, `bars` or `icons`: what is
to be drawn, and `text`, which says in words what it shows. `svg` draws it for a
page; in Python `peerlib.simulate(...).draw()` draws the same dictionary with
matplotlib.

Colours come from the style sheet, so that a picture follows light and dark mode;
lines also differ in weight and dashes and dots in shape, so that nothing is told
by colour alone.

PORTABLE: runs under CPython and MicroPython.
"""

from math import ceil

WIDTH, HEIGHT = 320, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 8, 34
# A place half-way between two roundings may be rounded otherwise by the other Python.
OFF_HALF = 1e-6
ROW, DOT, DOTS_IN_A_ROW = 34, 15, 20
# Words of more letters than this stay small where a narrow picture has the others larger.
LONG = 36


def escape(text):
    """Return `text` safe inside HTML and SVG, also within a quoted attribute."""
    text = str(text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


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


def figure(picture):
    """Return title, SVG and text of a picture, as a response carries it."""
    return {"title": picture["title"], "svg": svg(picture), "text": picture["text"]}


def svg(picture):
    """Return a picture as SVG text."""
    draw = {"lines": _lines_svg, "bars": _bars_svg, "icons": _icons_svg}[picture["kind"]]
    height, parts = draw(picture)
    return '<svg class="lab-chart" viewBox="0 0 %d %d" role="img" aria-label="%s">%s</svg>' % (
        WIDTH,
        height,
        escape(picture["text"]),
        "".join(parts),
    )


def ticks(low, high, label=""):
    """Return where an axis from `low` to `high` has its marks: about four, at round numbers.

    An axis in months is marked by quarters and years.

    Examples
    --------
    >>> ticks(0, 36, "months"), ticks(0.0, 0.25)
    ([0, 12, 24, 36], [0.0, 0.1, 0.2])
    """
    span = high - low
    if "month" in label:
        step = [step for step in (1, 3, 6, 12, 24, 120) if span / step <= 5 or step == 120][0]
    else:
        step = 1e-6
        for factor in (2, 2.5, 2) * 10:
            if span / step <= 4:
                break
            step *= factor
    found, place = [], ceil(low / step - 1e-9)
    while place * step <= high + span * 1e-9:
        found.append(round(place * step, 9))
        place += 1
    return found


def _number(value):
    return "%g" % float("%.4g" % value)


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
        parts.append(_level("lab-grid", y(value)))
        parts.append(_tick(LEFT - 5, y(value) + 4, _number(value), "end"))
    for value in ticks(xs[0], xs[-1], picture["x_label"]):
        place = LEFT + (value - xs[0]) * x_scale + OFF_HALF
        parts.append(_tick(place, HEIGHT - BOTTOM + 15, _number(value), "middle"))
    size = " long" if len(picture["x_label"]) > LONG else ""
    parts.append(_tick((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, picture["x_label"], "middle", size))
    for style, _, lower, upper in picture["bands"]:
        edge = points(upper) + points(lower)[::-1]
        parts.append('<polygon class="lab-band %s" points="%s"/>' % (style, " ".join(edge)))
    if picture["minimum"] is not None:
        parts.append(_level("lab-minimum", y(picture["minimum"])))
    for value, label in picture["marks"]:
        parts.extend(_mark(LEFT + (value - xs[0]) * x_scale + OFF_HALF, label))
    for style, _, values in picture["lines"]:
        parts.append(
            '<polyline class="lab-line %s" points="%s"/>' % (style, " ".join(points(values)))
        )
    return HEIGHT, parts


def _level(style, y):
    return '<line class="%s" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>' % (
        style,
        LEFT,
        WIDTH - RIGHT,
        y,
        y,
    )


def _upright(style, x, top, bottom):
    return '<line class="%s" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>' % (style, x, x, top, bottom)


def _mark(x, label):
    beyond = x > WIDTH * 0.6  # no room to the right of it
    return [
        _upright("lab-mark", x, TOP, HEIGHT - BOTTOM),
        _tick(x - 4 if beyond else x + 4, TOP + 9, label, "end" if beyond else "start"),
    ]


def _tick(x, y, text, anchor, size=""):
    return '<text class="lab-tick%s" x="%.1f" y="%.1f" text-anchor="%s">%s</text>' % (
        size,
        x,
        y,
        anchor,
        escape(text),
    )


def _bars_svg(picture):
    low, high, edge = picture["low"], picture["high"], 8
    scale = (WIDTH - 2 * edge) / (high - low)
    bottom = ROW * len(picture["bars"]) + 4

    def x(value):
        return edge + (min(high, max(low, value)) - low) * scale + OFF_HALF

    parts = []
    for value in ticks(low, high):
        parts.append(_upright("lab-grid", x(value), 2, bottom))
        anchor = "start" if x(value) < 20 else "end" if x(value) > WIDTH - 20 else "middle"
        parts.append(_tick(x(value), bottom + 13, _number(value), anchor))
    longest = max([0] + [len(label) + len(note) for _, label, _, _, note in picture["bars"]])
    size = " long" if longest > LONG else ""
    for i, (style, label, begin, end, note) in enumerate(picture["bars"]):
        top, left, right = ROW * i, x(min(begin, end)), x(max(begin, end))
        parts.append(_tick(edge, top + 13, label, "start", size))
        parts.append(_tick(WIDTH - edge, top + 13, note, "end", size))
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
                parts.append(_upright(style, x(picture["reference"]), top, top + 16))
    return bottom + 18, parts


def _crosses(left, right, y):
    """Return a row of crosses along a bar, and one at least, however narrow it is."""
    count = max(1, int((right - left) / DOT))
    first = (left + right - DOT * (count - 1)) / 2
    return [_dot("third", first + DOT * i, y) for i in range(count)]


def _icons_svg(picture):
    parts, place = [], 0
    for style, _, count in picture["parts"]:
        for _ in range(count):
            x = 10 + DOT * (place % DOTS_IN_A_ROW) + DOT / 2
            parts.append(_dot(style, x, 2 + DOT * (place // DOTS_IN_A_ROW) + DOT / 2))
            place += 1
    rows = (place + DOTS_IN_A_ROW - 1) // DOTS_IN_A_ROW
    return 4 + DOT * max(1, rows), parts


def _dot(style, x, y):
    """Return one dot: filled, a ring, or a cross, so that colour is not needed."""
    if style == "third":
        return '<path class="lab-dot third" d="M%.1f %.1fl8 8m0 -8l-8 8"/>' % (x - 4, y - 4)
    return '<circle class="lab-dot %s" cx="%.1f" cy="%.1f" r="5"/>' % (style, x, y)


def key(entries):
    """Return the key to a picture as HTML.

    Parameters
    ----------
    entries : list of (str, str)
        Style and what it stands for. The style is "band", "minimum", "mark", a line
        style, or "dot" and a dot style.
    """
    items = []
    for style, label in entries:
        if style == "band":
            mark = '<rect class="lab-band average" x="0" y="3" width="28" height="8"/>'
        elif style == "minimum":
            mark = '<line class="lab-minimum" x1="0" x2="28" y1="7" y2="7"/>'
        elif style == "mark":
            mark = '<line class="lab-mark" x1="14" x2="14" y1="0" y2="14"/>'
        elif style.startswith("dot "):
            mark = _dot(style[4:], 14, 7)
        elif style.startswith("bar "):
            mark = '<rect class="lab-bar %s" x="0" y="2" width="28" height="10"/>' % style[4:]
        else:
            mark = '<polyline class="lab-line %s" points="0,7 28,7"/>' % style
        items.append(
            '<li><svg class="lab-key-mark" viewBox="0 0 28 14" aria-hidden="true">%s</svg>%s</li>'
            % (mark, escape(label))
        )
    return '<ul class="lab-key">%s</ul>' % "".join(items)
