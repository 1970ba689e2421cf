"""Collect the portable part of peerlib, to be run by MicroPython in a page."""

import ast
import json
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
MARK = "PORTABLE:"


def portable_modules() -> list[Path]:
    """Return the files of all portable modules: those whose docstring says so."""
    return [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if MARK in (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "")
    ]


def bundle() -> dict[str, str]:
    """Return path and text of every file that a page needs, TOML tables as JSON.

    Docstrings and comments are left out: they are for readers of the source, and
    a page should be light.
    """
    texts = {}
    for file in portable_modules():
        texts[file.relative_to(PACKAGE.parent).as_posix()] = _lean(file.read_text(encoding="utf-8"))
    for file in sorted((PACKAGE / "data").glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        name = file.with_suffix(".json").relative_to(PACKAGE.parent).as_posix()
        texts[name] = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return texts


def _lean(source: str) -> str:
    """Return the same program without docstrings and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        has_docstring = isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        if has_docstring and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
