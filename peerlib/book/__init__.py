"""The Sphinx extension of the book: live labs, figures with their text, tables of values.

Directives
----------
``{lab} supervision``
    The lab, as a picture with its sentence and table; alive where there is JavaScript.
``{practice} trial-effects``
    The exercise as a practice item.
``{effects-figure} johnson2018``
    A figure made from published counts, with a generated text.
``{result} meta_analysis.clinical``
    What a function of `peerlib.book.shown` computes: sentence, pictures, their text.
``{model-values} supervision``
    Every value of a model with its status and source.
"""

from . import directives, live_files, mathml, theme


def setup(app) -> dict:
    """Register the directives, the MathML renderer and the files of the live page."""
    directives.register(app)
    mathml.register(app)
    theme.register(app)
    live_files.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
