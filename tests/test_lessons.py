"""Every lesson runs from top to bottom, and is built the way that lessons here are built."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from peerlib import live

FOLDER = Path(__file__).parent.parent / "notebooks"
LESSONS = sorted(file.stem for file in FOLDER.glob("*.ipynb"))
each_lesson = pytest.mark.parametrize("name", LESSONS)


def read(name):
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def words(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


@each_lesson
def test_lesson_is_stored_without_outputs(name):
    notebook = read(name)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None, (
                f"notebooks/{name}.ipynb has outputs: in JupyterLab choose Edit, Clear Outputs of "
                "All Cells, and save"
            )


@each_lesson
def test_lesson_runs_from_top_to_bottom(name, tmp_path):
    notebook = read(name)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", (cell.source, output.text)


@each_lesson
def test_lesson_says_how_long_it_takes_and_has_at_most_three_aims(name):
    opening = read(name).cells[0].source
    minutes = re.search(r"About (\d+) minutes", opening)
    first = f"the first cell of notebooks/{name}.ipynb"
    assert minutes and 10 <= int(minutes.group(1)) <= 20, f"{first} says: About 10 (to 20) minutes"
    aims = re.findall(r"^\d\. ", opening, re.M)
    assert 1 <= len(aims) <= 3, f"{first} lists one to three aims, as 1. 2. 3."
    assert "can" in opening, f"{first} says what you can do afterwards"


@each_lesson
def test_lesson_asks_for_a_prediction_says_what_is_left_out_and_checks(name):
    text = words(read(name))
    assert re.search(r"predict|guess", text, re.I), "ask for a guess before a run"
    assert re.search(r"leaves? out|left out|does not know|not in this", text, re.I), (
        "say what the model leaves out"
    )
    code = "\n".join(cell.source for cell in read(name).cells if cell.cell_type == "code")
    assert "questions:" in code, 'end with a short question: Lab("questions:name")'


@each_lesson
def test_lesson_shows_only_what_there_is(name):
    for cell in read(name).cells:
        for thing in re.findall(r"Lab\(\s*\"([^\"]+)\"", cell.source):
            assert live.describe(thing)["title"]


@each_lesson
def test_a_picture_in_a_lesson_has_a_text(name):
    for cell in read(name).cells:
        assert "plt." not in cell.source, "pictures of a lesson come from peerlib, with their text"
        assert not re.search(r"!\[\]\(", cell.source), "say in ![...] what the picture shows"


@each_lesson
def test_lesson_says_how_to_come_back_and_what_comes_next(name):
    cells = read(name).cells
    # JupyterLab shows an error in the place of each lab of a notebook that is opened again
    assert "**Coming back after a break?** In the menu, choose Run" in cells[0].source
    _, _, after = cells[-1].source.partition("**Next, if you like:**")
    files = re.findall(r"\]\(([^)]*)\)", after) + re.findall(r"`(exercises/[\w-]+)`", after)
    assert files
    for file in files:
        assert (FOLDER / file).is_file() or (FOLDER.parent / file).is_dir(), file
