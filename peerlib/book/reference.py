"""The reference pages: every public name of a part of peerlib, read from the source.

The source is read and not imported, so that a page needs none of what the part needs to run.
"""

import ast
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from .docstrings import docstring_html, first_sentence

PACKAGE = Path(__file__).parent.parent


@dataclass
class Name:
    """A public function or class: how it is called, its docstring, its public methods."""

    name: str
    call: str
    docstring: str
    methods: list["Name"] = field(default_factory=list)


def modules_of(part: str) -> list[str]:
    """Return the public modules of a part, by dotted name, the part itself first.

    Parameters
    ----------
    part : str
        A folder or a file of peerlib, such as ``"evaluation"`` or ``"simulation"``.

    Raises
    ------
    ValueError
        If there is no such part; the message lists those there are.
    """
    if part not in parts():
        raise ValueError(f"Unknown part {part!r} of peerlib. Available: {', '.join(parts())}.")
    if not (PACKAGE / part).is_dir():
        return [part]
    found = []
    for file in (PACKAGE / part).rglob("*.py"):
        names = file.relative_to(PACKAGE).with_suffix("").parts
        if names[-1] == "__init__":
            names = names[:-1]
        if not any(name.startswith("_") for name in names):
            found.append(".".join(names))
    return sorted(found)


def parts() -> list[str]:
    """Return the public parts of peerlib: its folders and its single modules."""
    entries = [entry for entry in PACKAGE.iterdir() if entry.suffix == ".py" or entry.is_dir()]
    return sorted(entry.stem for entry in entries if not entry.name.startswith(("_", ".")))


def read_module(module: str) -> tuple[str, list[Name]]:
    """Return a module's docstring and its public functions and classes, in their order.

    Parameters
    ----------
    module : str
        Dotted name inside peerlib, such as ``"evaluation.effects"``.
    """
    place = PACKAGE.joinpath(*module.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return ast.get_docstring(tree) or "", _names(tree.body)


def _names(body: list) -> list[Name]:
    return [
        _class(node) if isinstance(node, ast.ClassDef) else _function(node)
        for node in body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
    ]


def _function(node: ast.FunctionDef, method: bool = False) -> Name:
    docstring = ast.get_docstring(node) or ""
    if any(ast.unparse(one).endswith("property") for one in node.decorator_list):
        return Name(node.name, node.name, docstring)
    return Name(node.name, f"{node.name}({_arguments(node.args, method)})", docstring)


def _class(node: ast.ClassDef) -> Name:
    start = [one for one in node.body if getattr(one, "name", "") == "__init__"]
    fields = [ast.unparse(one).split(":")[0] + _default(one) for one in node.body if _field(one)]
    inside = _arguments(start[0].args, True) if start else ", ".join(fields)
    methods = [
        _function(one, method=True)
        for one in node.body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    ]
    return Name(node.name, f"{node.name}({inside})", ast.get_docstring(node) or "", methods)


def _field(node) -> bool:
    return isinstance(node, ast.AnnAssign) and not ast.unparse(node.target).startswith("_")


def _default(node: ast.AnnAssign) -> str:
    return f"={ast.unparse(node.value)}" if node.value else ""


def _arguments(given: ast.arguments, method: bool) -> str:
    """Return arguments without their types, which the docstring tells."""
    for one in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]:
        if one is not None:
            one.annotation = None
    if method and given.args and given.args[0].arg in ("self", "cls"):
        given.args = given.args[1:]
    return ast.unparse(given)


def name_html(entry: Name) -> str:
    """Return a public name: its call, its first sentence, and the whole docstring folded."""
    call = f'<code class="literal">{escape(entry.call, quote=False)}</code>'
    if not entry.docstring:
        return f'<p class="api-name">{call}</p>'
    methods = "".join(f"<li>{_method(method)}</li>" for method in entry.methods)
    more = f"<p><strong>Methods</strong></p><ul>{methods}</ul>" if methods else ""
    return (
        f'<details class="api-name"><summary>{call} {first_sentence(entry.docstring)}</summary>'
        f"{docstring_html(entry.docstring)}{more}</details>"
    )


def _method(entry: Name) -> str:
    call = f'<code class="literal">{escape(entry.call, quote=False)}</code>'
    return f"{call} {first_sentence(entry.docstring)}" if entry.docstring else call


class ApiDirective(SphinxDirective):
    """Every public name of one or more parts of peerlib."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return one section for each module."""
        try:
            modules = [one for part in self.arguments[0].split() for one in modules_of(part)]
        except ValueError as error:
            raise self.error(str(error)) from None
        return [self._shown(module) for module in modules]

    def _shown(self, module: str) -> nodes.Node:
        docstring, names = read_module(module)
        html = f'<p><code class="literal">peerlib.{module}</code></p>{docstring_html(docstring)}'
        html += "".join(map(name_html, names))
        raw = nodes.raw("", f'<div class="api">{html}</div>', format="html")
        if module == self.arguments[0]:  # the page itself is about it
            return raw
        section = nodes.section(ids=[f"peerlib-{module.replace('.', '-')}"], classes=["api"])
        section += [nodes.title("", module.partition(".")[2] or module), raw]
        return section


def register(app) -> None:
    """Add the directive."""
    app.add_directive("api", ApiDirective)
