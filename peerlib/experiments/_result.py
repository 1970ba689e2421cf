"""What every result of an experiment can do: draw its pictures, and show itself in a notebook."""


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
