"""Imports go down only, and `import peerlib` loads the standard library alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "peerlib"

# What each part may import from peerlib, besides itself.
ALLOWED = {
    "": {"simulation"},
    "data": set(),
    "models": {"data"},
    "checking": {"data", "models"},
    "labs": {"data", "models", "checking"},
    "evaluation": {"data", "models", "checking", "labs", "experiments"},
    "experiments": {"data", "models", "checking", "labs"},
    "simulation": {"labs", "experiments"},
    "programme": {"data", "models", "checking", "labs", "experiments"},
    "exercises": {
        "data",
        "models",
        "checking",
        "labs",
        "evaluation",
        "experiments",
        "programme",
    },
    "live": {"checking", "labs", "exercises"},
    "autograde": {"data", "models", "checking", "labs", "evaluation", "programme", "exercises"},
    "reports": {"data", "models", "checking", "labs", "exercises", "autograde"},
    "widgets": {"data", "labs", "evaluation", "experiments", "exercises", "live"},
    "book": {
        "data",
        "models",
        "checking",
        "labs",
        "evaluation",
        "experiments",
        "programme",
        "exercises",
        "live",
    },
    "__main__": {"autograde", "checking", "exercises", "models", "reports"},
}
HEAVY = ("numpy", "scipy", "pandas", "statsmodels", "matplotlib", "anywidget", "ipywidgets")
HEAVY += ("SALib", "IPython", "nbgrader", "sphinx", "jupyterlab")


def part_of(file: Path) -> str:
    first = file.relative_to(PACKAGE).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def imported_parts(file: Path) -> set[str]:
    """Return the parts of peerlib that a file imports, anywhere in it."""
    package = file.relative_to(PACKAGE).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            found |= {n.split(".")[1] for n in names if n.startswith("peerlib.")}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - (node.level - 1)]
            elif node.module and node.module.split(".")[0] == "peerlib":
                base = ()
            else:
                continue
            inside = (node.module or "").split(".") if node.level else node.module.split(".")[1:]
            path = [*base, *[name for name in inside if name]]
            found |= {path[0]} if path else {alias.name for alias in node.names}
    return {
        name for name in found if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").exists()
    }


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_imports_go_down_only(file):
    part = part_of(file)
    assert imported_parts(file) - {part} <= ALLOWED[part]


def test_the_table_sees_an_import_that_goes_up(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    (tmp_path / "models").mkdir()
    (tmp_path / "widgets").mkdir()
    file = tmp_path / "models" / "wrong.py"
    file.write_text("def draw():\n    from ..widgets import Lab\n")
    assert imported_parts(file) == {"widgets"}


@pytest.mark.parametrize("module", ["peerlib", "peerlib.live", "peerlib.labs", "peerlib.exercises"])
def test_import_loads_the_standard_library_alone(module):
    program = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
