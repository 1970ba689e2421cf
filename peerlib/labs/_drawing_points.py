"""Draw points over two axes as SVG text; `_drawing.points` says what is drawn.

PORTABLE: runs under CPython and MicroPython.
"""

from ._drawing_parts import (
    BOTTOM,
    LONG,
    OFF_HALF,
    RIGHT,
    WIDTH,
    dot,
    level,
    number,
    tick,
    ticks,
    upright,
)

# Room on the left for numbers such as -2000, and above for the label of the upright axis.
LEFT, TOP, HEIGHT = 40, 24, 236


def draw(picture):
    """Return the height and the parts of the picture."""
    x = _place(picture["x_range"], LEFT, WIDTH - RIGHT)
    y = _place(picture["y_range"], HEIGHT - BOTTOM, TOP)
    parts = []
    for value in ticks(*sorted(picture["y_range"])):
        parts.append(level("lab-grid", y(value), LEFT))
        parts.append(tick(LEFT - 5, y(value) + 4, number(value), "end"))
    for value in ticks(*sorted(picture["x_range"]), picture["x_label"]):
        parts.append(upright("lab-grid", x(value), TOP, HEIGHT - BOTTOM))
        parts.append(tick(x(value), HEIGHT - BOTTOM + 15, number(value), "middle"))
    for label, where, height, anchor in (
        (picture["x_label"], (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, "middle"),
        (picture["y_label"], 2, 13, "start"),
    ):
        size = " long" if len(label) > LONG else ""
        parts.append(tick(where, height, label, anchor, size))
    for style, _, xs, ys in picture["lines"]:
        places = " ".join(["%.1f,%.1f" % (x(one), y(other)) for one, other in zip(xs, ys)])
        name = "lab-minimum" if style == "minimum" else "lab-line %s" % style
        parts.append('<polyline class="%s" fill="none" points="%s"/>' % (name, places))
    for style, _, xs, ys in picture["groups"]:
        places = [(x(one), y(other)) for one, other in zip(xs, ys)]
        if style == "team":
            specks = "".join(["M%.1f %.1fh0" % place for place in places])
            parts.append('<path class="lab-specks" d="%s"/>' % specks)
        else:
            parts.extend([dot(style, *place) for place in places])
    return HEIGHT, parts


def _place(ends, first, last):
    begin, end = ends
    low, high = min(ends), max(ends)

    def place(value):
        value = min(high, max(low, value))
        return first + (value - begin) / (end - begin) * (last - first) + OFF_HALF

    return place
