"""The pictures of a report, as SVG. Each carries a text that says what it shows."""

from ..labs._drawing import bars, framed, svg
from .statistics import BINS
from .words import count, listed, number

WIDTH, HEIGHT = 320, 170
LEFT, RIGHT, TOP, BOTTOM = 28, 8, 14, 34


def marks_picture(counts):
    """Draw how many learners have which part of the points.

    Parameters
    ----------
    counts : list of int
        As `peerlib.reports.statistics.histogram` gives them.
    """
    text = "Bar chart of the marks, in tenths of what could be earned. " + _counts_in_words(counts)
    top = max([*counts, 1])
    width = (WIDTH - LEFT - RIGHT) / len(counts)
    parts = []
    for level in sorted({0, top}):
        y = _y(level, top)
        parts.append(
            '<line class="lab-grid" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>'
            % (LEFT, WIDTH - RIGHT, y, y)
        )
        parts.append(_text(LEFT - 5, y + 4, level, "end"))
    for place, learners in enumerate(counts):
        x, y = LEFT + place * width, _y(learners, top)
        if learners:
            parts.append(
                '<rect class="lab-bar average" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>'
                % (x + 2, y, width - 4, HEIGHT - BOTTOM - y)
            )
            parts.append(_text(x + width / 2, y - 3, learners, "middle"))
        if place % 2 == 0:
            parts.append(_text(x + width / 2, HEIGHT - BOTTOM + 14, _bin_label(place), "middle"))
    parts.append(_text((LEFT + WIDTH) / 2, HEIGHT - 4, "% of the points", "middle"))
    return _svg(text, parts)


def facility_picture(rows):
    """Draw the facility of each item: (label, facility)."""
    text = "Bars of facility, from 0 to 1: %s." % listed(
        ["%s %s" % (label, number(value)) for label, value in rows]
    )
    lines = [("average", label, 0.0, value, number(value)) for label, value in rows]
    return svg(bars("Facility", text, lines, 0.0, 1.0))


def discrimination_picture(rows):
    """Draw the 95 % interval of each item's discrimination: (label, `Discrimination`)."""
    text = (
        "Bars from the lower to the upper end of each 95 %% interval, from −1 to 1: %s."
        % listed(
            ["%s %s to %s" % (label, number(one.low), number(one.high)) for label, one in rows]
        )
    )
    lines = [
        ("average", label, one.low, one.high, "%s, n %d" % (number(one.r), one.n))
        for label, one in rows
    ]
    return svg(bars("Discrimination", text, lines, -1.0, 1.0, reference=0.0))


def _counts_in_words(counts):
    parts = [
        "%s %s" % (count(learners, "learner"), _bin_words(place))
        for place, learners in enumerate(counts)
        if learners
    ]
    return (listed(parts) + ".") if parts else "No learner has a mark."


def _bin_words(place):
    if place == BINS:
        return "with all points"
    if place == 0:
        return "with less than 10 percent"
    return "from %d to less than %d percent" % (10 * place, 10 * place + 10)


def _bin_label(place):
    return "all" if place == BINS else "%d+" % (10 * place)


def _y(value, top):
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _text(x, y, text, anchor):
    return '<text class="lab-tick" x="%.1f" y="%.1f" text-anchor="%s">%s</text>' % (
        x,
        y,
        anchor,
        text,
    )


def _svg(text, parts):
    return framed(WIDTH, HEIGHT, text, "".join(parts))
