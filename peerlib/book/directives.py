"""What an author may put into a page. Each directive is one line of MyST."""

from html import escape
from urllib.parse import quote

from docutils import nodes

from .. import live
from ..checking import questions
from .effects_figure import figure_html
from .live_files import write_bundle
from .model_card import card_html
from .result_figure import result_html
from .tables import table_html
from .told import Told

LIVE_FILES = """
<link rel="modulepreload" href="{folder}lab.js">
<link rel="modulepreload" href="{folder}kept.js">
<link rel="modulepreload" href="{folder}kept-ask.js">
<link rel="modulepreload" href="{folder}micropython.js">
<link rel="preload" href="{folder}micropython.wasm" as="fetch" type="application/wasm" crossorigin>
<link rel="preload" href="{folder}{files}" as="fetch" type="application/json" crossorigin>
<script type="module" async src="{folder}page.js?names={names}&amp;files={files}"></script>
"""


class lab_html(nodes.General, nodes.Element):
    """HTML in the labs' style; ``live`` names what is to come alive there, if anything."""


def register(app) -> None:
    """Add the directives, and the live page's files to the pages that need them."""
    app.add_node(lab_html, html=(_visit_lab_html, None))
    app.add_directive("lab", LabDirective)
    app.add_directive("practice", PracticeDirective)
    app.add_directive("questions", QuestionsDirective)
    app.add_directive("model-card", ModelCardDirective)
    app.add_directive("model-values", ModelValuesDirective)
    app.add_directive("effects-figure", EffectsFigureDirective)
    app.add_directive("result", ResultDirective)
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
        files = quote(write_bundle(app, names))
        tags = LIVE_FILES.format(folder=folder, names=quote(",".join(names)), files=files)
        context["metatags"] = tags + context.get("metatags", "")


PICTURE = (
    "This is the picture for the first setting. Where the page can run it, levers to move "
    "appear here."
)
IN_WORDS = "Where the page can run it, each answer here is answered."


def _place(name: str, key: str, static: str, note: str = PICTURE) -> lab_html:
    # The inline script covers the static picture while the live one wakes up, and gives it
    # back if that does not happen: the module may be blocked, or the browser too old.
    script = (
        "<script>(function (place) { place.classList.add('waking');"
        " setTimeout(function () { place.classList.remove('waking'); }, 8000); })"
        "(document.currentScript.parentElement)</script>"
    )
    html = (
        f'<div class="peerlab-place" data-peerlab="{escape(name)}" data-key="{escape(key)}">'
        f'{script}<div class="lab-static"><p class="lab-note">{note}</p>{static}</div></div>'
    )
    return lab_html(html=html, live=name)


class LabDirective(Told):
    """A lab, by name."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Return the lab's static HTML in its place."""
        name = self.arguments[0]
        description = live.describe(name)
        request = {"state": description["default"], "want_run": True}
        response = live.answer(name, request)
        while response.get("unfinished"):  # the printed picture is the whole one
            response = live.answer(name, {**request, "draws": response["unfinished"]["next"]})
        run = response["run"]
        every_third = {**run, "rows": run["rows"][::3]}
        static = f'<p class="lab-lead">{escape(description["lead"])}</p>{response["html"]}'
        if run["rows"]:
            table = table_html(every_third)
            static += f"<details><summary>The run as a table</summary>{table}</details>"
        static += "".join(_other(name, card) for card in description.get("conversations", [])[1:])
        # A lab needs room beside its levers; the page's own contents make way.
        self.env.metadata[self.env.docname]["html_theme.sidebar_secondary.remove"] = "true"
        return [_place(name, name, static, escape(description.get("note", PICTURE)))]


def _other(name: str, card: dict) -> str:
    """Return the beginning of one more conversation, folded away."""
    html = live.answer(name, {"state": {"conversation": card["name"]}})["html"]
    return f"<details><summary>{escape(card['title'])}</summary>{html}</details>"


class PracticeDirective(Told):
    """An exercise as a practice item, by name."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
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
            f"<p>{escape(response['story'])}</p>{table_html(response['table'])}<ol>{items}</ol>"
        )
        return [_place(name, self.arguments[0], static, IN_WORDS)]


class QuestionsDirective(Told):
    """A set of questions with a choice of answers, by name."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Return the questions, with the replies folded away, as static HTML in their place."""
        table = questions.read(self.arguments[0])
        lead = f'<p class="lab-lead">{escape(table["lead"])}</p>' if table.get("lead") else ""
        items = "".join(_question(question) for question in table["questions"])
        name = live.QUESTIONS + self.arguments[0]
        return [_place(name, f"questions-{self.arguments[0]}", f"{lead}<ol>{items}</ol>", IN_WORDS)]


def _question(question: dict) -> str:
    replies = "".join(
        f"<dt>{escape(option['text'])}</dt><dd>{escape(option['feedback'])}</dd>"
        for option in question["options"]
    )
    why = f"<p>{escape(question['why'])}</p>" if question.get("why") else ""
    return (
        f"<li><p>{escape(question['ask'])}</p>"
        f"<details><summary>Answers</summary><dl>{replies}</dl>{why}</details></li>"
    )


class ModelValuesDirective(Told):
    """Every value of a model with its status."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Return the table that the lab itself offers."""
        table = live.describe(self.arguments[0])["values"]
        html = f'<div class="lab-static lab-words">{table_html(table)}</div>'
        return [lab_html(html=html, live=None)]


class ModelCardDirective(Told):
    """A model on one card: equations, symbols, values, what is left out."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Return the card."""
        return [lab_html(html=card_html(self.arguments[0]), live=None)]


class EffectsFigureDirective(Told):
    """A published trial as a picture, by its name in ``data/trials.toml``."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Return the figure with its text."""
        return [lab_html(html=figure_html(self.arguments[0]), live=None)]


class ResultDirective(Told):
    """A result computed when the book is built, by topic and function."""

    required_arguments = 1

    def made(self) -> list[nodes.Node]:
        """Return its sentence and its pictures with their text."""
        return [lab_html(html=result_html(self.arguments[0]), live=None)]
