"""What the pictures of `_drawing` are put together from: axes, marks and dots, as SVG text.

PORTABLE: runs under CPython and MicroPython.
"""

from math import ceil, log10

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
        for factor in (2, 2.5, 2) * 15:
            if span / step <= 4:
                break
            step *= factor
    found, place = [], ceil(low / step - 1e-9)
    while place * step <= high + span * 1e-9:
        found.append(round(place * step, 9))
        place += 1
    return found


def log_ticks(low, high):
    """Return where an axis of ratios from `low` to `high` has its marks: five at the most.

    Examples
    --------
    >>> log_ticks(0.4, 3.0), log_ticks(0.05, 20.0), log_ticks(0.55, 1.2)
    ([0.5, 1.0, 2.0], [0.1, 1.0, 10.0], [0.6, 0.8, 1.0, 1.2])
    """
    for steps in ((1, 2, 5), (1,)):
        found = [
            step * 10.0**power
            for power in range(int(log10(low)) - 1, int(log10(high)) + 2)
            for step in steps
        ]
        found = [float("%.6g" % value) for value in found if low <= value <= high]
        if len(found) <= 5:
            break
    # a short axis holds too few of these, and is nearly even
    return found if len(found) > 1 else ticks(low, high)


def number(value):
    """Return a number as an axis shows it."""
    return "%g" % float("%.4g" % value)


def level(style, y, left=LEFT):
    """Return a level line across the picture."""
    return '<line class="%s" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>' % (
        style,
        left,
        WIDTH - RIGHT,
        y,
        y,
    )


def upright(style, x, top, bottom):
    """Return an upright line."""
    return '<line class="%s" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>' % (style, x, x, top, bottom)


def tick(x, y, text, anchor, size=""):
    """Return small words at a place; `size` is "" or " long"."""
    return '<text class="lab-tick%s" x="%.1f" y="%.1f" text-anchor="%s">%s</text>' % (
        size,
        x,
        y,
        anchor,
        escape(text),
    )


def dot(style, x, y, size=5):
    """Return one dot: filled, a ring, or a cross, so that colour is not needed."""
    if style == "third":
        arm = size - 1
        shape = (x - arm, y - arm, 2 * arm, 2 * arm, -2 * arm, -2 * arm, 2 * arm)
        return '<path class="lab-dot third" d="M%.1f %.1fl%d %dm0 %dl%d %d"/>' % shape
    return '<circle class="lab-dot %s" cx="%.1f" cy="%.1f" r="%d"/>' % (style, x, y, size)
