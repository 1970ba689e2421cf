"""What an author may put into a page. Each directive is one line of MyST."""

from html import escape
from urllib.parse import quote

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .. import live
from .effects_figure import figure_html

LIVE_FILES = """
<link rel="modulepreload" href="{folder}lab.js">
<link rel="modulepreload" href="{folder}micropython.mjs">
<link rel="preload" href="{folder}micropython.wasm" as="fetch" type="application/wasm" crossorigin>
<link rel="preload" href="{folder}peerlib.json" as="fetch" type="application/json" crossorigin>
<script type="module" async src="{folder}page.js?names={names}"></script>
"""


class lab_html(nodes.General, nodes.Element):
    """HTML in the labs' style; ``live`` names what is to come alive there, if anything."""


def register(app) -> None:
    """Add the directives, and the live page's files to the pages that need them."""
    app.add_node(lab_html, html=(_visit_lab_html, None))
    app.add_directive("lab", LabDirective)
    app.add_directive("practice", PracticeDirective)
    app.add_directive("model-values", ModelValuesDirective)
    app.add_directive("effects-figure", EffectsFigureDirective)
    app.connect("html-page-context", _add_files)


def _visit_lab_html(translator, node) -> None:
    translator.body.append(node["html"])
    raise nodes.SkipNode


def _add_files(app, page, template, context, doctree) -> None:
    places = list(doctree.findall(lab_html)) if doctree is not None else []
    if places:
        app.add_css_file("peerlib/lab.css")
    names = [place["live"] for place in places if place["live"]]
    if names:
        # at the top of the page, so that all of it is fetched while the page is still read
        folder = context["pathto"]("_static/peerlib/", resource=True)
        files = LIVE_FILES.format(folder=folder, names=quote(",".join(names)))
        context["metatags"] = files + context.get("metatags", "")


def _table(table: dict) -> str:
    head = "".join(
        f'<th scope="col">{_cell(name)}</th>' for name in table.get("labels", table["columns"])
    )
    body = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>'
        + "".join(f"<td>{_cell(value)}</td>" for value in rest)
        + "</tr>"
        for first, *rest in table["rows"]
    )
    caption = escape(table["caption"])
    return (
        f'<div class="lab-table" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def _cell(value) -> str:
    return f"{value:.2f}" if isinstance(value, float) else escape(str(value))


def _place(name: str, key: str, static: str) -> lab_html:
    # The inline script covers the static picture while the live one wakes up, and gives it
    # back if that does not happen: the module may be blocked, or the browser too old.
    script = (
        "<script>(function (place) { place.classList.add('waking');"
        " setTimeout(function () { place.classList.remove('waking'); }, 8000); })"
        "(document.currentScript.parentElement)</script>"
    )
    html = (
        f'<div class="peerlab-place" data-peerlab="{escape(name)}" data-key="{escape(key)}">'
        f'{script}<div class="lab-static"><p class="lab-note">This is the picture for the first '
        "setting. Where the page can run it, levers to move appear here.</p>"
        f"{static}</div></div>"
    )
    return lab_html(html=html, live=name)


class LabDirective(SphinxDirective):
    """A lab, by name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the lab's static HTML in its place."""
        name = self.arguments[0]
        description = live.describe(name)
        response = live.answer(name, {"state": description["default"], "want_run": True})
        run = response["run"]
        every_third = {**run, "rows": run["rows"][::3]}
        static = (
            f'<p class="lab-lead">{escape(description["lead"])}</p>{response["html"]}'
            f"<details><summary>The run as a table</summary>{_table(every_third)}</details>"
        )
        # A lab needs room beside its levers; the page's own contents make way.
        self.env.metadata[self.env.docname]["html_theme.sidebar_secondary.remove"] = "true"
        return [_place(name, name, static)]


class PracticeDirective(SphinxDirective):
    """An exercise as a practice item, by name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the item's data and questions as static HTML in its place."""
        name = live.PRACTICE + self.arguments[0]
        description = live.describe(name)
        response = live.answer(name, description["default"])
        items = "".join(
            f"<li><strong>{escape(item['label'])}</strong> {escape(item['prompt'])}</li>"
            for item in description["items"]
        )
        static = (
            f'<p class="lab-lead">{escape(description["lead"])}</p>'
            f"<p>{escape(response['story'])}</p>{_table(response['table'])}<ol>{items}</ol>"
        )
        return [_place(name, self.arguments[0], static)]


class ModelValuesDirective(SphinxDirective):
    """Every value of a model with its status."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table that the lab itself offers."""
        table = live.describe(self.arguments[0])["values"]
        html = f'<div class="lab-static lab-words">{_table(table)}</div>'
        return [lab_html(html=html, live=None)]


class EffectsFigureDirective(SphinxDirective):
    """A published trial as a picture, by its name in ``data/trials.toml``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the figure with its text."""
        return [lab_html(html=figure_html(self.arguments[0]), live=None)]
