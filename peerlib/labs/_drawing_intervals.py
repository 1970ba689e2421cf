"""Draw values with their intervals as SVG text; `_drawing.intervals` says what is drawn.

PORTABLE: runs under CPython and MicroPython.
"""

from math import log

from ._drawing_parts import (
    LONG,
    OFF_HALF,
    WIDTH,
    dot,
    log_ticks,
    number,
    tick,
    ticks,
    upright,
)

EDGE, NOTE_LINE = 10, 13
APART, CLOSE = 21, 8  # from row to row; close together are rows without words
# Label and note of more letters than this do not fit side by side.
ONE_LINE = 46


def draw(picture):
    """Return the height and the parts of the picture."""
    low, high = picture["low"], picture["high"]
    scale = log if picture["log"] else float
    reach = (WIDTH - 2 * EDGE) / (scale(high) - scale(low))

    def x(value):
        value = min(high, max(low, value))
        return EDGE + (scale(value) - scale(low)) * reach + OFF_HALF

    rows, top = [], 0
    longest = max([0] + [len(row[1]) + len(row[5]) for row in picture["rows"]])
    size = " long" if longest > LONG else ""
    spans = []  # beside the intervals only, clear of the words
    for row in picture["rows"]:
        bottom = _words(rows, row, top, size)
        if row[2] is not None or row[3] is not None:
            room = APART if row[1] or row[5] else CLOSE
            spans.append((bottom, bottom + min(room, 18)))
            rows.append(_interval(row, x, bottom + min(room // 2, 9), low, high, room))
            bottom += room
        else:
            bottom += 3
        top = bottom
    parts = []
    for value in (log_ticks if picture["log"] else ticks)(low, high):
        parts.append(upright("lab-grid", x(value), 2, top))
        anchor = "start" if x(value) < 20 else "end" if x(value) > WIDTH - 20 else "middle"
        parts.append(tick(x(value), top + 13, number(value), anchor))
    if picture["reference"] is not None:
        for begin, end in spans:
            parts.append(upright("lab-minimum", x(picture["reference"]), begin, end))
    long_label = " long" if len(picture["x_label"]) > LONG else ""
    parts.append(tick(WIDTH / 2, top + 29, picture["x_label"], "middle", long_label))
    return top + 34, parts + rows


def _words(parts, row, top, size):
    """Add label and note of a row; return where its interval begins."""
    label, note = row[1], row[5]
    if not label and not note:
        return top
    parts.append(tick(EDGE, top + 12, label, "start", size))
    two_lines = bool(note) and len(label) + len(note) > ONE_LINE
    y = top + 12 + (NOTE_LINE if two_lines else 0)
    if note:
        parts.append(tick(WIDTH - EDGE, y, note, "end", size))
    return y + 3


def _interval(row, x, y, low, high, room):
    style, _, value, begin, end, _ = row
    parts = []
    if begin is not None and end is not None:
        if style == "pooled":
            return _diamond(x(begin), x(begin if value is None else value), x(end), y)
        parts.append(
            '<line class="lab-interval %s" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>'
            % (style, x(begin), x(end), y, y)
        )
        parts.append(_end(style, x(begin), y, -1, begin < low))
        parts.append(_end(style, x(end), y, 1, end > high))
    if value is not None and low <= value <= high:
        name = "average" if style in ("pooled", "range") else style
        parts.append(dot(name, x(value), y, 5 if room == APART else 3))
    return "".join(parts)


def _end(style, x, y, way, beyond):
    """Return how an interval ends: an arrow if it goes on, a stop for a range, or nothing."""
    if beyond:
        return '<path class="lab-stop" d="M%.1f %.1fl%d 5l%d 5"/>' % (
            x - 5 * way,
            y - 5,
            5 * way,
            -5 * way,
        )
    if style == "range":
        return '<path class="lab-stop" d="M%.1f %.1fv12"/>' % (x, y - 6)
    return ""


def _diamond(left, middle, right, y):
    corners = (left, y, middle, y - 7, right, y, middle, y + 7)
    return (
        '<polygon class="lab-diamond" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f"/>' % corners
    )
