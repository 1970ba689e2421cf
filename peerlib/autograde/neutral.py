"""Show what learners wrote as text: no page of an instructor or a learner may run it.

nbgrader's pages pass Markdown cells and comments through a converter that keeps HTML, links that
run scripts, and formulas that can hold such links. A terminal obeys signs that have no shape, and
some of them turn the text round that follows.
"""

import html
from unicodedata import category

# A formula typesetter in the page leaves elements of these classes alone.
NO_FORMULAS = "tex2jax_ignore mathjax_ignore"

# Signs that mean something to Markdown, HTML or a formula, and how they are shown plainly.
_PLAIN = {sign: "\\" + sign for sign in "<>[]`*"}
_PLAIN.update({"$": "\uff04", "\\": "\u29f5", "\n": " ", "\r": " ", "\t": " "})
_PLAIN = str.maketrans(_PLAIN)

# Two signs without a shape that names and ordinary words need, in Persian, Hindi and emoji.
_JOINERS = "\u200c\u200d"
# Unicode's names for control and format signs, halves of letters, and ends of lines.
_SHAPELESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text):
    """Put a box in the place of each sign that has no shape: of line ends, too.

    >>> visible("done.\\x1b[2J\\nMarked 60.")
    'done.\ufffd[2J\ufffdMarked 60.'
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if category(sign) in _SHAPELESS and sign not in _JOINERS
        else sign
        for sign in text
    )


def comment_markdown(text):
    """Write a comment so that Markdown shows it as it is.

    >>> comment_markdown("We read <b>1</b>.")
    'We read \\\\<b\\\\>1\\\\</b\\\\>.'
    """
    return visible(text.translate(_PLAIN))


def message_html(text):
    """Write a message as one HTML paragraph in which nothing is markup."""
    return '<p class="%s">%s</p>' % (NO_FORMULAS, html.escape(text))


def show_as_text(notebook, course_texts):
    """Turn learners' Markdown and raw cells into preformatted text, in place.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    course_texts : set of str
        What the course itself wrote; a cell that still reads so stays as it is.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" or cell.source in course_texts:
            continue
        cell.cell_type = "markdown"
        cell.source = '<pre class="%s" style="white-space: pre-wrap">%s</pre>' % (
            NO_FORMULAS,
            _entities(cell.source),
        )


def _entities(text):
    """Escape HTML, and write as numbers the signs that start a formula or a Markdown mark."""
    text = html.escape(text)
    for sign in "$\\`":
        text = text.replace(sign, "&#%d;" % ord(sign))
    return text
