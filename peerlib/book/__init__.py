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
``{fact}`core-readmission.n_programme` ``
    A number of a claim, by name; it leads to its source in the ledger.
``{claims-ledger}``
    Every claim of the book with its source, and how closely it was checked.
``{routes}``, ``{competency-map}``
    Ways through the course, and published lists of competencies with the pages that touch on them.
``{aims-map}``
    What one can do after each page, and the questions that try it.
``{model-values} supervision``
    Every value of a model with its status and source.
``{api} evaluation``
    Every public function and class of a part of peerlib, with its docstring.
``{your-progress}``, ``{go-on}``
    What this browser keeps of a reader, and the way back to where they were.
``{layers}``
    Which part of peerlib may use which, as a picture with its table.
"""

from . import (
    aims,
    claims_pages,
    directives,
    kept,
    layers,
    lean,
    live_files,
    mathml,
    moved,
    offline,
    overview,
    reference,
    theme,
    version,
)


def setup(app) -> dict:
    """Register the directives, the MathML renderer and the files of the live page."""
    directives.register(app)
    claims_pages.register(app)
    aims.register(app)
    overview.register(app)
    reference.register(app)
    layers.register(app)
    kept.register(app)
    version.register(app)
    mathml.register(app)
    theme.register(app)
    live_files.register(app)
    lean.register(app)
    moved.register(app)
    offline.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
