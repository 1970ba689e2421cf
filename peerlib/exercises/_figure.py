"""Describe a matplotlib figure by its data and its labels. Matplotlib is not imported here."""

MOST_AXES = 6
MOST_POINTS = 500


def described_figure(value):
    """Return a plain description of a figure, its axes, or anything drawn in them.

    Parameters
    ----------
    value : object
        A Figure, Axes, or an artist such as a line or the bars that ``ax.bar`` returns.

    Returns
    -------
    dict or None
        As in `peerlib.checking.plots`; None if it is nothing of the kind.
    """
    if hasattr(value, "savefig") and hasattr(value, "axes"):
        return {"kind": "figure", "axes": [_axes(axes) for axes in list(value.axes)[:MOST_AXES]]}
    if hasattr(value, "patches") and isinstance(value, tuple) and len(value):
        value = value[0]
    if not hasattr(value, "get_xlabel"):
        value = getattr(value, "axes", None)
    if hasattr(value, "get_xlabel"):
        return {"kind": "figure", "axes": [_axes(value)]}
    return None


def _axes(axes):
    horizontal = any(getattr(each, "orientation", "") == "horizontal" for each in axes.containers)
    title = axes.get_title() or axes.get_title("left") or axes.get_title("right")
    return {
        "title": title or _title_of_figure(axes.figure),
        "x_label": axes.get_xlabel(),
        "y_label": axes.get_ylabel(),
        "value_low": float(min(axes.get_xlim() if horizontal else axes.get_ylim())),
        "bars": _bars(axes),
        "lines": [
            _series(line.get_label(), line.get_xdata(), line.get_ydata())
            for line in axes.get_lines()
        ],
        "points": [_points(each) for each in axes.collections if hasattr(each, "get_offsets")],
    }


def _title_of_figure(figure):
    suptitle = getattr(figure, "_suptitle", None)
    return suptitle.get_text() if suptitle is not None else ""


def _bars(axes):
    """Return name and height of each bar; the name is what stands at the axis below it."""
    bars = []
    for container in axes.containers:
        horizontal = getattr(container, "orientation", "") == "horizontal"
        axis = axes.yaxis if horizontal else axes.xaxis
        names = _names(axis)
        group = str(container.get_label())
        for patch in getattr(container, "patches", ()):
            start, width, height = patch.get_x(), patch.get_width(), patch.get_height()
            if horizontal:
                start, width, height = patch.get_y(), patch.get_height(), patch.get_width()
            name = _nearest(names, start + width / 2)
            if not group.startswith("_") and len(axes.containers) > 1:
                name = [name, group]
            bars.append({"name": name, "height": float(height)})
    return bars[:MOST_POINTS]


def _names(axis):
    places = list(axis.get_ticklocs())[:MOST_POINTS]
    return list(zip(places, [text.get_text() for text in axis.get_ticklabels()]))


def _nearest(names, place):
    """Return the text of the tick nearest to a bar."""
    if not names:
        return ""
    return min(names, key=lambda each: abs(each[0] - place))[1]


def _points(collection):
    pairs = list(collection.get_offsets())
    return _series(collection.get_label(), [p[0] for p in pairs], [p[1] for p in pairs])


def _series(label, x, y):
    return {"label": str(label), "x": _numbers(x), "y": _numbers(y)}


def _numbers(values):
    return [each.item() if hasattr(each, "item") else each for each in list(values)[:MOST_POINTS]]
