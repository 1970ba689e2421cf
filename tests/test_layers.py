"""Imports go down only, and `import peerlib` loads the standard library alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from peerlib.book.layers import ALLOWED, direct, floors, picture_html, picture_text

PACKAGE = Path(__file__).parent.parent / "peerlib"

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
    up = sorted(imported_parts(file) - {part} - ALLOWED[part])
    assert not up, (
        f"{file.relative_to(PACKAGE.parent)} imports {up}; it may import "
        f"{sorted(ALLOWED[part]) or 'nothing of peerlib'}. The table is in peerlib/book/layers.py"
    )


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


def test_the_table_has_a_lowest_floor_and_names_parts_that_are_there():
    order = [part for floor in floors(ALLOWED) for part in floor]
    assert sorted(order) == sorted(ALLOWED)
    for part in set(ALLOWED) - {""}:
        assert (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").exists()


def test_a_circle_is_refused_and_named():
    with pytest.raises(ValueError, match="'a', 'b'"):
        floors({"a": {"b"}, "b": {"a"}, "c": set()})


def test_arrows_lead_to_everything_that_may_be_used():
    arrows = direct(ALLOWED)

    def below(part):
        found = {lower for upper, lower in arrows if upper == part}
        return found.union(*map(below, found)) if found else found

    for part in ALLOWED:
        assert ALLOWED[part] <= below(part)


def test_picture_and_its_text_name_every_part():
    html = picture_html(ALLOWED)
    assert html.count("<rect") == len(ALLOWED)
    assert html.count("<path") == len(direct(ALLOWED))
    for part in set(ALLOWED) - {"", "__main__"}:
        assert f">{part}</text>" in html
        assert f"{part} uses" in picture_text(ALLOWED)
