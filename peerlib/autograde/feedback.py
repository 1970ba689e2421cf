"""Feedback pages that ask no other computer for anything, and can be read on a phone."""

import re
from html import escape

from jinja2 import DictLoader
from nbconvert.exporters import HTMLExporter
from traitlets import default

from ..exercises import available, load

# nbgrader's page takes the typesetter for formulas from a server on the web, which would learn who
# reads their feedback and when. The comments and the exercises hold no formulas.
# In its place in the head of the page stands what nbgrader's page lacks: the width of a phone,
# lines that are whole there, points beside their question, and room in tables.
HEAD = """
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
table { display: block; overflow-x: auto; } th, td { padding: 0.15em 0.6em; }
div.panel div.nbgrader_cell .panel-heading { height: auto; overflow: hidden; }
div.panel div.nbgrader_cell .panel-heading a { color: white; text-decoration: underline; }
div.cell pre { white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
div.cell pre.mathjax_ignore { font-family: inherit; }
@media (max-width: 40em) {
  div.prompt.input_prompt { display: none; }
  body .container, body .panel-body, div#notebook { padding-left: 4px; padding-right: 4px; }
  div.rendered_html ul, div.rendered_html ol { padding-left: 1em; margin-left: 0.5em; }
}
</style>
"""
WITHOUT_TYPESETTER = {
    "mathjax.html.j2": "{%- macro mathjax(url='') -%}" + HEAD + "{%- endmacro -%}"
}

HOW_TO_READ = (
    "<p>Each line leads to a question. There you find your answer, what we say to it, and your "
    "points. A part of the points means that a known slip was seen, or that a step was right. "
    "Is something not clear, or not fair? Ask whoever teaches you: a person can change each "
    "mark.</p>"
)
# As nbgrader writes them; what learners wrote is escaped and cannot look like it.
A_COMMENT = re.compile(r'<li><a href="#comment-answer-[^"]*">Comment</a></li>\s*')
IN_LIST = re.compile(
    r'<li><a href="#(?:check|answer)-([^"]*)">(?:Test cell|Written response)</a>'
    r" \(Score: ([^)]*)\)</li>"
)
ABOUT_NAME, LABEL = '<a href="#comment-learner">', '<span class="nbgrader-label">'
IN_PLACE = re.compile(r"Grade cell: <code>check-[^<]*</code>")


class FeedbackExporter(HTMLExporter):
    """Writes nbgrader's feedback page, but loads no script and calls questions by their names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._written = 0
        if getattr(self.parent, "assignments", None):
            self._tell_at_the_end()

    def _tell_at_the_end(self):
        """Have a line follow the last page: nbgrader has no hook for that."""
        convert_notebooks, found = self.parent.convert_notebooks, len(self.parent.assignments)

        def convert_and_tell():
            convert_notebooks()
            self.log.info("Pages written: %d.", self._written)
            if found > self._written:
                self.log.warning(
                    "Pages left as they were, even if marks have changed since: %d. To write "
                    "these anew, too, add --force.",
                    found - self._written,
                )

        self.parent.convert_notebooks = convert_and_tell

    @default("extra_loaders")
    def _own_templates_first(self):
        return [DictLoader(WITHOUT_TYPESETTER)]

    def from_notebook_node(self, nb, resources=None, **kwargs):
        """Write the page of one notebook."""
        page, resources = super().from_notebook_node(nb, resources, **kwargs)
        self._written += 1
        name = resources.get("nbgrader", {}).get("notebook")
        return (in_words(page, load(name)) if name in available() else page), resources


def in_words(page, exercise):
    """Put the names of an exercise's questions in the place of nbgrader's names of cells.

    Parameters
    ----------
    page : str
        As nbgrader writes it.
    exercise : module
        As given by `peerlib.exercises.load`.
    """
    labels = {item.name: item.label for item in exercise.ITEMS}

    def line(found):
        name, score = found[1], found[2].replace(" ", "&nbsp;")
        label = escape(labels.get(name, name))
        return '<li><a href="#comment-answer-%s">%s</a>: %s</li>' % (name, label, score)

    page = page.replace("<html>", '<html lang="en">', 1)
    page = page.replace('<div id="toc">', '<div id="toc">' + HOW_TO_READ, 1)
    page = page.replace(ABOUT_NAME + "Comment<", ABOUT_NAME + "About the name<", 1)
    page = page.replace(LABEL + "Student's answer<", LABEL + "Your answer<")
    page = IN_LIST.sub(line, A_COMMENT.sub("", page))
    return IN_PLACE.sub("Points", page)
