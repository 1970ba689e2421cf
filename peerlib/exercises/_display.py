"""How words and a learner's data look in a notebook, as HTML and as plain text."""

import html

# In the output of a cell: a list of tries, each with item, tag and credit.
TRIES = "application/vnd.peerlib.tries+json"


class Words:
    """A heading and some lines, shown as text or as HTML; everything is escaped."""

    def __init__(self, heading, lines, colour="#4b6a88"):
        self.heading = heading
        self.lines = [line for line in lines if line]
        self.colour = colour

    def __repr__(self):
        return "\n".join([self.heading, *self.lines])

    def _repr_html_(self):
        lines = "".join(f"<div>{html.escape(line)}</div>" for line in self.lines)
        return (
            f'<div style="border-left: 4px solid {self.colour}; padding: 0.4em 0.8em; '
            f'max-width: 44em"><strong>{html.escape(self.heading)}</strong>{lines}</div>'
        )


class Shared(Words):
    """Words that, once the notebook is saved, hold what was tried: kinds of answers, no values."""

    def __init__(self, heading, lines, tries):
        super().__init__(heading, lines)
        self.tries = tries

    def _repr_mimebundle_(self, **options):
        return {"text/plain": repr(self), "text/html": self._repr_html_(), TRIES: self.tries}


class Data:
    """A learner's own data: each part has a name, and the whole shows itself as a table."""

    def __init__(self, module, data):
        self._story = module.story(data)
        self._table = module.table(data)
        self._called = getattr(module, "CALLED", "data")
        self._names = tuple(data)
        for name, value in data.items():
            setattr(self, name, value)

    def __repr__(self):
        rows = [self._table["columns"], *self._table["rows"]]
        lines = [" | ".join(str(cell) for cell in row) for row in rows]
        return "\n".join([self._story, self._table["caption"], *lines, *self._named()])

    def _named(self):
        return [
            f"{self._called}.{name} is {_in_short(getattr(self, name))}" for name in self._names
        ]

    def _repr_html_(self):
        def row(cells, tag):
            first = f'<th scope="row">{html.escape(str(cells[0]))}</th>'
            if tag == "th":
                first = f'<th scope="col">{html.escape(str(cells[0]))}</th>'
                return first + "".join(
                    f'<th scope="col">{html.escape(str(c))}</th>' for c in cells[1:]
                )
            return first + "".join(f"<td>{html.escape(str(c))}</td>" for c in cells[1:])

        body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in self._table["rows"])
        names = "".join(f"<li><code>{html.escape(line)}</code></li>" for line in self._named())
        return (
            f"<p>{html.escape(self._story)}</p>"
            f"<table><caption>{html.escape(self._table['caption'])}</caption>"
            f"<thead><tr>{row(self._table['columns'], 'th')}</tr></thead>"
            f"<tbody>{body}</tbody></table><ul>{names}</ul>"
        )


def _in_short(value):
    """Return a value as a learner may read it: few digits, and only the start of a long list."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, (list, tuple)):
        parts = ", ".join(_in_short(part) for part in value[:4])
        return f"a list of {len(value)}: {parts}{', ...' if len(value) > 4 else ''}"
    return str(value)
