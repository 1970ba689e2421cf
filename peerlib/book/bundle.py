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
    """Return path and text of every portable file, TOML tables as JSON.

    Docstrings and comments are left out: they are for readers of the source, and
    a page should be light.
    """
    return _texts(portable_modules(), sorted((PACKAGE / "data").rglob("*.toml")))


def bundle_for(names: list[str]) -> dict[str, str]:
    """Return path and text of the files that a page with these things alive needs.

    Parameters
    ----------
    names : list of str
        As `peerlib.live` knows them, such as ``"supervision"``.
    """
    todo = [PACKAGE / "live.py"]
    tables = set()
    for name in names:
        kind, _, rest = name.rpartition(":")
        if kind == "questions":
            todo.append(PACKAGE / "checking" / "questions.py")
            tables.add(f"questions/{rest}")
        elif kind == "practice":
            todo += [PACKAGE / "exercises" / "practice.py"]
            todo += [PACKAGE / "exercises" / (rest.replace("-", "_") + ".py")]
        else:
            todo.append(PACKAGE / "labs" / f"{rest}.py")
    modules = set()
    while todo:
        file = todo.pop()
        if file in modules or not file.exists():
            continue
        modules.add(file)
        tree = ast.parse(file.read_text(encoding="utf-8"))
        todo += _imported(file, tree)
        tables |= _tables(tree)
    found = [file for table in tables for file in (PACKAGE / "data").glob(f"{table}.toml")]
    return _texts(sorted(modules), sorted(found))


def _texts(modules: list[Path], tables: list[Path]) -> dict[str, str]:
    texts = {}
    for file in modules:
        texts[file.relative_to(PACKAGE.parent).as_posix()] = _lean(file.read_text(encoding="utf-8"))
    for file in tables:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        name = file.with_suffix(".json").relative_to(PACKAGE.parent).as_posix()
        texts[name] = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return texts


def _imported(file: Path, tree: ast.Module) -> list[Path]:
    """Return the files of peerlib that a module imports when it is loaded."""
    found = [
        folder / "__init__.py" for folder in file.parents if PACKAGE in [folder, *folder.parents]
    ]
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        folder = file.parents[node.level - 1]
        if node.module:
            folder = folder.joinpath(*node.module.split("."))
        found += [folder / "__init__.py", folder.with_suffix(".py")]
        found += [folder / f"{alias.name}.py" for alias in node.names]
        found += [folder / alias.name / "__init__.py" for alias in node.names]
    return found


def _tables(tree: ast.Module) -> set[str]:
    """Return the names of the tables that a module reads.

    They stand in the calls of ``read``; a module that makes names up as it runs says
    which there may be in a constant ``TABLES``, such as ``("conversations/*",)``.
    """
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("read"):
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TABLES":
            found |= set(ast.literal_eval(node.value))
    return {name for name in found if isinstance(name, str)}


def _lean(source: str) -> str:
    """Return the same program without docstrings and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        has_docstring = isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
        if has_docstring and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
