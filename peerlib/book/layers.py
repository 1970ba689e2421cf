"""Which part of peerlib may import which: the table, and its picture.

The test of the imports and the page on the architecture read the same table.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ..labs._drawing import framed
from ..labs._drawing_parts import WIDTH, escape
from .directives import lab_html
from .tables import table_html

# What each part may import from peerlib, besides itself. "" is `import peerlib`,
# "__main__" the command.
ALLOWED: dict[str, set[str]] = {
    "": {"simulation"},
    "data": set(),
    "models": {"data"},
    "checking": {"data", "models"},
    "labs": {"data", "models", "checking"},
    "evaluation": {"data", "models", "checking", "labs", "experiments"},
    "experiments": {"data", "models", "checking", "labs"},
    "simulation": {"labs", "experiments"},
    "programme": {"data", "models", "checking", "labs", "experiments"},
    "exercises": {
        "data",
        "models",
        "checking",
        "labs",
        "evaluation",
        "experiments",
        "programme",
    },
    "live": {"checking", "labs", "exercises"},
    "autograde": {"data", "models", "checking", "labs", "evaluation", "programme", "exercises"},
    "reports": {"data", "models", "checking", "labs", "exercises", "autograde"},
    "widgets": {"data", "labs", "evaluation", "experiments", "exercises", "live"},
    "book": {
        "data",
        "models",
        "checking",
        "labs",
        "evaluation",
        "experiments",
        "programme",
        "exercises",
        "live",
    },
    "conversation_check": {"models"},
    "exercise_check": {"checking", "exercises"},
    "__main__": {
        "autograde",
        "conversation_check",
        "exercise_check",
        "exercises",
        "models",
        "reports",
    },
}
# Of the picture, in the units of its box: height of a box, room beside it, one floor.
BOX, GAP, ROW = 30, 8, 58


def called(part: str) -> str:
    """Return what people call a part."""
    return {"": "import peerlib", "__main__": "the command"}.get(part, part)


def floors(allowed: dict[str, set[str]]) -> list[list[str]]:
    """Return the parts by floor: each stands above everything that it may import.

    Parameters
    ----------
    allowed : dict of str to set of str
        What each part may import.

    Raises
    ------
    ValueError
        If two parts may import each other, at once or by way of others.

    Examples
    --------
    >>> floors({"top": {"low"}, "low": set(), "other": {"low"}})
    [['low'], ['other', 'top']]
    """
    found, placed = [], set()
    while len(placed) < len(allowed):
        floor = sorted(part for part in allowed if part not in placed and allowed[part] <= placed)
        if not floor:
            raise ValueError(f"No lowest part among {sorted(set(allowed) - placed)}: a circle.")
        found.append(floor)
        placed.update(floor)
    return found


def direct(allowed: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Return the arrows to draw: those that no way over a third part replaces.

    Examples
    --------
    >>> direct({"a": {"b", "c"}, "b": {"c"}, "c": set()})
    [('a', 'b'), ('b', 'c')]
    """
    return sorted(
        (part, lower)
        for part, lowers in allowed.items()
        for lower in lowers
        if not any(lower in allowed[other] for other in lowers)
    )


def picture_text(allowed: dict[str, set[str]]) -> str:
    """Return in words what the picture shows, from the lowest floor up."""
    says = [
        f"{called(part)} uses {', '.join(sorted(map(called, allowed[part]))) or 'nothing'}"
        for floor in floors(allowed)
        for part in floor
    ]
    return "The parts of peerlib in floors; each uses lower floors only. " + "; ".join(says) + "."


def picture_svg(allowed: dict[str, set[str]]) -> str:
    """Return the parts as boxes, floor above floor, and an arrow to each that is used next."""
    rows = floors(allowed)
    height = ROW * len(rows)
    middle, boxes = {}, []
    for number, floor in enumerate(rows):
        width = min(110, (WIDTH - GAP * (len(floor) - 1) - 4) / len(floor))
        left = (WIDTH - width * len(floor) - GAP * (len(floor) - 1)) / 2
        top = height - ROW * (number + 1) + 4
        for place, part in enumerate(floor):
            x = left + place * (width + GAP)
            middle[part] = (x + width / 2, top)
            boxes.append(
                f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{BOX}" rx="4" '
                'fill="none" stroke="currentColor"/>'
                f'<text class="lab-tick" x="{x + width / 2:.1f}" y="{top + 19}" '
                f'text-anchor="middle">{escape(called(part))}</text>'
            )
    arrows = [
        _arrow(middle[upper][0], middle[upper][1] + BOX, *middle[lower])
        for upper, lower in direct(allowed)
    ]
    return framed(WIDTH, height, picture_text(allowed), "".join(boxes + arrows))


def _arrow(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<path d="M{x1:.1f} {y1 + 1:.1f}L{x2:.1f} {y2 - 2:.1f}m-4 -5l4 5l4 -5" '
        'fill="none" stroke="currentColor"/>'
    )


def picture_html(allowed: dict[str, set[str]]) -> str:
    """Return the picture with a heading, and the whole table folded."""
    rows = [
        [called(part), ", ".join(sorted(map(called, allowed[part]))) or "nothing of peerlib"]
        for floor in reversed(floors(allowed))
        for part in floor
    ]
    table = {"caption": "What each part may use", "columns": ["part", "may use"], "rows": rows}
    return (
        '<div class="lab-static"><div class="lab-figures few"><figure class="lab-figure">'
        "<figcaption>The parts of peerlib, floor above floor. An arrow points to what is used "
        f"next</figcaption>{picture_svg(allowed)}</figure></div>"
        f"<details><summary>All of it as a table</summary>{table_html(table)}</details></div>"
    )


class LayersDirective(SphinxDirective):
    """The picture of the imports."""

    def run(self) -> list[nodes.Node]:
        """Return the picture with its table."""
        return [lab_html(html=picture_html(ALLOWED), live=None)]


def register(app) -> None:
    """Add the directive."""
    app.add_directive("layers", LayersDirective)
