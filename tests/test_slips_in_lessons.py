"""What a trainee sees after a slip in a lesson: a few plain lines, never a traceback."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from peerlib import experiments, simulate
from peerlib.exercises._errors import explain
from peerlib.widgets import Lab

FOLDER = Path(__file__).parent.parent / "notebooks"


def error_of(source):
    names = {"Lab": Lab, "simulate": simulate, "experiments": experiments}
    try:
        exec(compile(source, "cell", "exec"), names)
    except BaseException as error:
        return error
    raise AssertionError("no error")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("simulate('suport')", "Did you mean 'support'?"),
        ("simulate('support', hours='many')", "must be a number from 2 to 16; got 'many'."),
        # the end of a long message is not cut off: the list of what there is goes on to here
        ("simulate('identity', readrs=5)", "watching_ends."),
        ("Lab('suport')", "Available: conversation"),
        ("Lab(simulate)", "in quotes"),
        ("Lab(supervision)", "quotes around it"),
        ("simulate('supervision', preset=hybrid)", "quotes around it"),
        ("experiments.tornado(hybrid, score='burnout')", "quotes around it"),
        ("simulate()", "missing between the brackets"),
        ("simulate('support').draw(size=3)", "no setting called size"),
        ("simulate('knowledge').table()[['acted']]", "no entry called acted"),
        ("simulate('knowledge').values['acted']", "no entry called acted"),
        ("from peerlib import simulat", "spelled as in the lesson"),
        ("import peerlb", "spelled as in the lesson"),
        ("from peerlib.model import support", "spelled as in the lesson"),
        ("raise KeyboardInterrupt", "Nothing is broken"),
    ],
)
def test_a_slip_is_said_in_plain_words(source, words):
    lines = explain(error_of(source), 1, source)
    assert 2 <= len(lines) <= 3
    assert words in " ".join(lines)
    assert not re.search("Traceback|Error", " ".join(lines))


@pytest.mark.parametrize("name", ["Lab", "simulate", "experiments"])
def test_a_name_of_the_course_is_told_with_the_line_that_brings_it(name):
    lines = explain(NameError(f"name '{name}' is not defined", name=name), 1, f"{name}('x')")
    line = lines[-1].split("has to stand: ")[1]
    brought = {}
    exec(line, brought)
    assert name in brought


def test_an_error_of_ones_own_is_not_taken_for_a_message_of_the_course():
    assert "ValueError" in " ".join(explain(error_of("int('a')"), 1, "int('a')"))


# the two on supervision are covered where the kernel itself is made ready, in tools/course.py
LESSONS = [file.stem for file in sorted(FOLDER.glob("*.ipynb")) if "supervision" not in file.stem]


@pytest.mark.parametrize("name", LESSONS)
def test_after_the_first_cell_of_a_lesson_a_slip_shows_no_traceback(name, tmp_path):
    cells = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    first_cell = next(cell.source for cell in cells if cell.cell_type == "code")
    if "many_teams" in first_cell:
        first_cell = first_cell.split("teams = ")[0]
    slips = ["simulate(", "nothing_here", "Lab('suport')", "raise KeyboardInterrupt"]
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(first_cell)]
    notebook.cells += [nbformat.v4.new_code_cell(slip) for slip in slips]
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, allow_errors=True, resources=resources).execute()
    for cell in notebook.cells[1:]:
        kinds = [output.output_type for output in cell.outputs]
        assert kinds == ["display_data"], cell.outputs
        assert "A small stop" in cell.outputs[0].data["text/plain"]
