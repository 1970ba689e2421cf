"""Draw a lab's picture as SVG text, for the page, the notebook and the printed book.

Colours come from the style sheet, so that a picture follows light and dark mode;
lines also differ in weight and dashes, so that none is told by colour alone.

PORTABLE: runs under CPython and MicroPython.
"""

WIDTH, HEIGHT = 320, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 8, 34


def escape(text):
    """Return `text` safe inside HTML and SVG, also within a quoted attribute."""
    text = str(text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def months_chart(months, lines, bands, minimum, text):
    """Return an SVG picture of scores over months.

    Parameters
    ----------
    months : int
        Length of the horizontal axis.
    lines : list of (str, list of float)
        Style name ("average", "second", "team", "pinned", "pinned second") and one
        value between 0 and 1 for each month from 0.
    bands : list of (str, list of float, list of float)
        Style name, lower and upper edge.
    minimum : float or None
        Where to draw the line of the minimum.
    text : str
        What the picture shows, for people who do not see it.

    Returns
    -------
    str
    """
    x_step = (WIDTH - LEFT - RIGHT) / months
    y_size = HEIGHT - TOP - BOTTOM

    def x(month):
        return LEFT + month * x_step

    def y(value):
        return TOP + (1 - value) * y_size

    def points(values):
        return [f"{x(month):.1f},{y(value):.1f}" for month, value in enumerate(values)]

    parts = [
        f'<svg class="lab-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(text)}">'
    ]
    for value in (0, 0.5, 1):
        parts.append(
            f'<line class="lab-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}"'
            f' y1="{y(value):.1f}" y2="{y(value):.1f}"/>'
            f'<text class="lab-tick" x="{LEFT - 5}" y="{y(value) + 4:.1f}"'
            f' text-anchor="end">{value}</text>'
        )
    for month in range(0, months + 1, 12 if months > 12 else 3):
        parts.append(
            f'<text class="lab-tick" x="{x(month):.1f}" y="{HEIGHT - BOTTOM + 15}"'
            f' text-anchor="middle">{month}</text>'
        )
    parts.append(
        f'<text class="lab-tick" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 4}"'
        ' text-anchor="middle">months</text>'
    )
    for style, low, high in bands:
        edge = points(high) + points(low)[::-1]
        parts.append(f'<polygon class="lab-band {style}" points="{" ".join(edge)}"/>')
    if minimum is not None:
        parts.append(
            f'<line class="lab-minimum" x1="{LEFT}" x2="{WIDTH - RIGHT}"'
            f' y1="{y(minimum):.1f}" y2="{y(minimum):.1f}"/>'
        )
    for style, values in lines:
        parts.append(f'<polyline class="lab-line {style}" points="{" ".join(points(values))}"/>')
    parts.append("</svg>")
    return "".join(parts)


def key(entries):
    """Return the key to the lines as HTML.

    Parameters
    ----------
    entries : list of (str, str)
        Style name ("band", "minimum" or a line style) and what it stands for.
    """
    items = []
    for style, label in entries:
        if style == "band":
            mark = '<rect class="lab-band average" x="0" y="3" width="28" height="8"/>'
        elif style == "minimum":
            mark = '<line class="lab-minimum" x1="0" x2="28" y1="7" y2="7"/>'
        else:
            mark = f'<polyline class="lab-line {style}" points="0,7 28,7"/>'
        items.append(
            '<li><svg class="lab-key-mark" viewBox="0 0 28 14" aria-hidden="true">'
            f"{mark}</svg>{escape(label)}</li>"
        )
    return f'<ul class="lab-key">{"".join(items)}</ul>'
