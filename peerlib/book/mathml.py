"""Formulas as MathML: read by screen readers, drawn by the browser, no script."""

from latex2mathml.converter import convert


def register(app) -> None:
    """Make ``html_math_renderer = "mathml"`` available."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))


def _inline(translator, node) -> None:
    from docutils import nodes

    translator.body.append(convert(node.astext()))
    raise nodes.SkipNode


def _block(translator, node) -> None:
    from docutils import nodes

    formula = convert(node.astext(), display="block")
    translator.body.append(f'<div class="math" tabindex="0">{formula}</div>')
    raise nodes.SkipNode
