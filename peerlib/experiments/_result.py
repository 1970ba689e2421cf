"""What every result of an experiment can do: draw its pictures, and show itself in a notebook."""

import html


class Result:
    """A result with a `sentence`, `pictures()` as plain data and `draw()`."""

    def draw(self):
        """Return the pictures, drawn by Matplotlib, each with its alternative text.

        Returns
        -------
        peerlib.experiments.plots.Drawing
        """
        from .plots import Drawing

        return Drawing(self.pictures())

    def __repr__(self):
        return self.sentence

    def _repr_html_(self):
        # as a paragraph: printed, a long sentence breaks in the middle of a word
        return f'<p style="max-width: 44em">{html.escape(self.sentence)}</p>{self._pictures()}'

    def _pictures(self):
        return self.draw()._repr_html_()
