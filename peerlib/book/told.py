"""A directive that tells a fault with its page and its line, in place of a traceback."""

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


class Told(SphinxDirective):
    """A line in a page that may name what is not there, or what cannot be read.

    A subclass says in `made` what it becomes.
    """

    def run(self) -> list[nodes.Node]:
        """Return what the line becomes.

        Raises
        ------
        docutils.parsers.rst.DirectiveError
            If that raises a ValueError or an OSError; Sphinx shows its words with the place.
        """
        try:
            return self.made()
        except (ValueError, OSError) as error:
            raise self.error(str(error)) from None

    def made(self) -> list[nodes.Node]:
        """Return what the line becomes."""
        raise ValueError("A directive says what it becomes.")
