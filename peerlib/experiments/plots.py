"""Draw a lab's picture, given as plain data, with Matplotlib, and show it with its text."""

import base64
import html
import io

from ..labs._drawing import ticks
from ..labs._drawing_parts import log_ticks, number

# Readable on the picture's own white ground, in light and dark mode alike; no line is told
# from another by its colour alone.
LINES = {
    "average": {"color": "#0b57a4", "linewidth": 2.2},
    "second": {"color": "#9a4a00", "linewidth": 2.2, "dashes": (5, 2)},
    "third": {"color": "#0f6b3a", "linewidth": 2.2, "dashes": (1, 1.5)},
    "team": {"color": "#5b6472", "linewidth": 0.9},
    "pinned": {"color": "#1b1f24", "linewidth": 1.6, "dashes": (1, 2)},
    "pinned second": {"color": "#9a4a00", "linewidth": 1.6, "dashes": (1, 2)},
}
BARS = {
    # the edge keeps a bar in sight that begins and ends at one place
    "average": {"color": "#0b57a4", "edgecolor": "#0b57a4", "linewidth": 1.6},
    "second": {"facecolor": "white", "edgecolor": "#9a4a00", "linewidth": 1.6},
    "third": {"facecolor": "#d7ebe0", "edgecolor": "#0f6b3a", "hatch": "//"},
    "crossed": {"facecolor": "white", "edgecolor": "#9b1c1c", "hatch": "xx", "linewidth": 1.6},
    "team": {"color": "#5b6472", "edgecolor": "#5b6472", "linewidth": 1.6},
}
DOTS = {
    "average": {"marker": "o", "color": "#0b57a4"},
    "second": {"marker": "o", "facecolor": "none", "edgecolor": "#9a4a00", "linewidth": 1.6},
    "third": {"marker": "x", "color": "#9b1c1c", "linewidth": 1.6},
}
SPECKS = {"marker": "o", "color": "#0b57a4", "alpha": 0.45, "linewidth": 0, "s": 9}
INTERVALS = {
    "average": {"color": "#0b57a4", "linewidth": 2},
    "second": {"color": "#9a4a00", "linewidth": 2, "dashes": (5, 2)},
    "third": {"color": "#9b1c1c", "linewidth": 2, "dashes": (1, 1.5)},
    "range": {"color": "#5b6472", "linewidth": 2, "marker": "|", "markersize": 10},
}
MINIMUM = {"color": "#9b1c1c", "linewidth": 1.3, "dashes": (4, 3)}
INK, SOFT, GRID = "#1b1f24", "#4b5563", "#c9ced6"
DOTS_IN_A_ROW = 20


def draw(picture: dict, axes=None):
    """Draw one picture.

    Parameters
    ----------
    picture : dict
        As `peerlib.labs._drawing` makes it: kind "lines", "bars", "icons",
        "intervals" or "points".
    axes : matplotlib.axes.Axes, optional
        Where to draw it; by default in a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no such kind of picture.
    """
    kinds = {
        "lines": _lines,
        "bars": _bars,
        "icons": _icons,
        "intervals": _intervals,
        "points": _points,
    }
    kind = picture.get("kind")
    if kind not in kinds:
        raise ValueError(f"Unknown kind of picture {kind!r}. Available: {', '.join(kinds)}.")
    if axes is None:
        axes = _figure(picture).subplots()
    axes.set_title(picture["title"], loc="left", fontsize=12, color=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=SOFT, labelsize=10)
    kinds[kind](picture, axes)
    return axes


def _figure(picture):
    # not pyplot: what it makes stays open, and notebooks would show it a second time
    from matplotlib.figure import Figure

    heights = {
        "lines": 3.6,
        "bars": 1.1 + 0.5 * len(picture.get("bars", ())),
        "icons": 1.2 + 0.3 * (sum(part[2] for part in picture.get("parts", ())) // DOTS_IN_A_ROW),
        "intervals": 1.4 + sum(_room(row) for row in picture.get("rows", ())),
        "points": 4.2,
    }
    figure = Figure(figsize=(6.4, heights[picture["kind"]]), layout="constrained")
    figure.peerlib_text = picture["text"]
    return figure


def _lines(picture, axes):
    x = picture["x"]
    for style, label, low, high in picture["bands"]:
        color = LINES.get(style, LINES["average"])["color"]
        axes.fill_between(
            x[: len(low)], low, high, color=color, alpha=0.18, linewidth=0, label=label or None
        )
    if picture["minimum"] is not None:
        axes.axhline(picture["minimum"], label="the minimum", **MINIMUM)
    for style, label, values in picture["lines"]:
        axes.plot(
            x[: len(values)], values, label=label or None, **LINES.get(style, LINES["average"])
        )
    for place, label in picture["marks"]:
        axes.axvline(place, color=INK, linewidth=1, dashes=(2, 3))
        axes.annotate(
            label,
            (place, 1),
            (4, -4),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            va="top",
            fontsize=9,
            color=SOFT,
            # a line that passes behind the words would strike them out
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1},
        )
    axes.set_xlim(x[0], x[-1])
    axes.set_ylim(picture["low"], picture["high"])
    axes.set_xticks(ticks(x[0], x[-1], picture["x_label"]))
    axes.set_xlabel(picture["x_label"], fontsize=10, color=SOFT)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    if axes.get_legend_handles_labels()[1]:
        axes.legend(fontsize=9, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _bars(picture, axes):
    bars = picture["bars"]
    for place, (style, _, begin, end, note) in enumerate(bars):
        low, high = min(begin, end), max(begin, end)
        axes.barh(place, high - low, left=low, height=0.5, **BARS.get(style, BARS["average"]))
        axes.annotate(
            note,
            (1, place),
            (4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=SOFT,
        )
    if picture["reference"] is not None:
        axes.axvline(picture["reference"], **MINIMUM)
    axes.set_yticks(range(len(bars)), [bar[1] for bar in bars], color=INK)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xlim(picture["low"], picture["high"])
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def _icons(picture, axes):
    place = 0
    for style, label, count in picture["parts"]:
        spots = range(place, place + count)
        axes.scatter(
            [spot % DOTS_IN_A_ROW for spot in spots],
            [spot // DOTS_IN_A_ROW for spot in spots],
            s=70,
            label=f"{label} ({count})",
            **DOTS.get(style, DOTS["average"]),
        )
        place += count
    axes.set_xlim(-0.7, DOTS_IN_A_ROW - 0.3)
    axes.set_ylim(max(1, (place - 1) // DOTS_IN_A_ROW + 1) - 0.4, -0.6)
    axes.set_axis_off()
    axes.legend(fontsize=9, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _intervals(picture, axes):
    rows = picture["rows"]
    for place, row in enumerate(rows):
        _interval(axes, place, row, picture["low"], picture["high"])
        axes.annotate(
            row[5],
            (1, place),
            (6, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=SOFT,
        )
    if picture["log"]:
        axes.set_xscale("log")
        places = log_ticks(picture["low"], picture["high"])
        axes.set_xticks(places, [number(value) for value in places])
        axes.set_xticks([], minor=True)
    if picture["reference"] is not None:
        axes.axvline(picture["reference"], zorder=0, **MINIMUM)
    axes.set_yticks(range(len(rows)), [row[1] for row in rows], color=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(picture["low"], picture["high"])
    axes.set_xlabel(picture["x_label"], fontsize=10, color=SOFT)
    axes.tick_params(axis="y", length=0, pad=9)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def _interval(axes, place, row, low, high):
    style, _, value, begin, end, _ = row
    if style == "pooled" and begin is not None and end is not None:
        middle = (begin + end) / 2 if value is None else value
        axes.fill(
            [begin, middle, end, middle], [place, place - 0.25, place, place + 0.25], color=INK
        )
        return
    if begin is not None and end is not None:
        ends = [max(begin, low), min(end, high)]
        axes.plot(ends, [place, place], **INTERVALS.get(style, INTERVALS["average"]))
        # an arrow where the interval goes on beyond the axis
        for beyond, marker, at in ((begin < low, "<", low), (end > high, ">", high)):
            if beyond:
                axes.plot([at], [place], marker=marker, color=SOFT, markersize=8, clip_on=False)
    if value is not None and low <= value <= high:
        size = 45 if _room(row) > 0.2 else 16
        axes.scatter([value], [place], s=size, zorder=3, **DOTS.get(style, DOTS["average"]))


def _room(row):
    """Return how high a row of intervals is, in inches; rows without words lie close together."""
    return 0.34 if row[1] or row[5] else 0.11


def _points(picture, axes):
    for style, label, xs, ys in picture["lines"]:
        look = MINIMUM if style == "minimum" else LINES.get(style, LINES["average"])
        axes.plot(xs, ys, label=label or None, **look)
    for style, label, xs, ys in picture["groups"]:
        look = SPECKS if style == "team" else {"s": 36, **DOTS.get(style, DOTS["average"])}
        axes.scatter(xs, ys, label=label or None, zorder=3, **look)
    axes.set_xlim(*picture["x_range"])
    axes.set_ylim(*picture["y_range"])
    axes.set_xlabel(picture["x_label"], fontsize=10, color=SOFT)
    axes.set_ylabel(picture["y_label"], fontsize=10, color=SOFT)
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    if axes.get_legend_handles_labels()[1]:
        axes.legend(fontsize=9, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


class Drawing:
    """Pictures drawn by Matplotlib, shown in a notebook each with its alternative text.

    Attributes
    ----------
    figures : list of matplotlib.figure.Figure
        Each carries its text as ``figure.peerlib_text``.
    text : str
        What all the pictures show, in words.

    Examples
    --------
    >>> from peerlib.labs import _drawing
    >>> picture = _drawing.lines("A line", "It rises.", [0, 1], "months", [("team", "", [0, 1])])
    >>> Drawing([picture]).text
    'It rises.'
    """

    def __init__(self, pictures):
        self.figures = [draw(picture).figure for picture in pictures]
        self._titles = [picture["title"] for picture in pictures]
        self.text = "\n".join(figure.peerlib_text for figure in self.figures)

    def save(self, path) -> None:
        """Write the pictures into files; from the second on a number is put to the name.

        Parameters
        ----------
        path : str or path
            With an ending that Matplotlib knows, such as ``.png``, ``.svg`` or ``.pdf``.
        """
        from pathlib import Path

        path = Path(path)
        for i, figure in enumerate(self.figures):
            place = path if i == 0 else path.with_stem(f"{path.stem}-{i + 1}")
            figure.savefig(place, dpi=200)

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        parts = []
        for title, figure in zip(self._titles, self.figures, strict=True):
            file = io.BytesIO()
            figure.savefig(file, format="png", dpi=144, facecolor="white")
            picture = base64.b64encode(file.getvalue()).decode("ascii")
            parts.append(
                f'<img alt="{html.escape(f"{title}. {figure.peerlib_text}")}" '
                f'src="data:image/png;base64,{picture}" '
                'style="max-width: 100%; width: 40rem; height: auto; margin: 0 0 0.75rem; '
                'display: block">'
            )
        return "".join(parts)
