"""Numbers and lists in words, and the few pieces of HTML that a report is made of."""

from html import escape

from ..autograde.neutral import visible


def number(value, digits=2):
    """Write a number with a proper minus sign.

    >>> number(-0.128)
    '−0.13'
    """
    return ("%.*f" % (digits, value)).replace("-", "−")


def points(value):
    """Write points without needless digits.

    >>> points(8.0), points(7.25)
    ('8', '7.25')
    """
    return "%g" % round(value, 4)


def plural(many, word):
    """Return a word, with an s if there are not exactly one."""
    return word if many == 1 else word + "s"


def count(many, word):
    """Say how many there are.

    >>> count(1, "learner"), count(0, "learner")
    ('1 learner', '0 learners')
    """
    return "%d %s" % (many, plural(many, word))


def listed(words):
    """Return some words as "a", "a and b" or "a, b and c"."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def shown(text, most=300):
    """Escape a text from anywhere for a page; what has no shape is shown as a box."""
    text = visible(text)
    return escape(text if len(text) <= most else text[:most] + " …")


def paragraph(text):
    """Return a paragraph; the text is escaped."""
    return "<p>%s</p>" % escape(text)


def table(caption, columns, rows, numbers=()):
    """Return a table with headers, in a place that can be scrolled sideways.

    Parameters
    ----------
    caption : str
    columns : list of str
    rows : list of list of str
        The first cell is the row's header. Every text is escaped here. A cell may be two texts:
        what is meant, and its short name.
    numbers : container of int
        Which columns hold numbers.
    """
    head = "".join(
        '<th scope="col"%s>%s</th>' % (_kind(place, numbers), escape(text))
        for place, text in enumerate(columns)
    )
    body = "".join("<tr>%s</tr>" % _row(row, numbers) for row in rows)
    return (
        '<div class="wide" role="region" tabindex="0" aria-label="%s"><table><caption>%s</caption>'
        "<thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        % (escape(caption), escape(caption), head, body)
    )


def _row(row, numbers):
    cells = ['<th scope="row"%s>%s</th>' % (_kind(0, numbers), _cell(row[0]))]
    cells += [
        "<td%s>%s</td>" % (_kind(place, numbers), _cell(text))
        for place, text in enumerate(row[1:], 1)
    ]
    return "".join(cells)


def _cell(text):
    if isinstance(text, str):
        return shown(text)
    meant, name = text
    return "%s <code>%s</code>" % (shown(meant), shown(name))


def _kind(place, numbers):
    return ' class="number"' if place in numbers else ""


def section(heading, *parts):
    """Return a section of a page; the parts are HTML."""
    name = "".join(sign for sign in heading.lower() if sign.isalpha())
    return '<section aria-labelledby="%s"><h2 id="%s">%s</h2>%s</section>' % (
        name,
        name,
        escape(heading),
        "".join(parts),
    )


def figure(caption, picture):
    """Return a picture with a caption."""
    return "<figure><figcaption>%s</figcaption>%s</figure>" % (escape(caption), picture)
