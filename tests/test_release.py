"""What learners get is in step with its source, leaks nothing, and works as released."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from marked_notebook import record_of, warm_sandbox
from nbclient import NotebookClient
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

from peerlib import exercises

ROOT = Path(__file__).parent.parent
NAMES = exercises.available()
NOTEBOOKS = sorted(
    path
    for folder in ("notebooks", "solutions", "exercises")
    for path in (ROOT / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)


def source_of(name):
    return ROOT / "solutions" / name / f"{name}.ipynb"


def release_of(name):
    return ROOT / "exercises" / name / f"{name}.ipynb"


def graded_parts(notebook):
    """Return the cells that nbgrader knows, by their grade_id."""
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }


def solution_lines(notebook):
    text = "\n".join(cell.source for cell in notebook.cells)
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", text, re.S)
    return [line.strip() for region in regions for line in region.splitlines() if line.strip()]


def told(name, what):
    """Say where a notebook is not as it should be, and what to do about it."""
    return (
        f"solutions/{name}/{name}.ipynb: {what}\nMend it there; `.venv/bin/python -m peerlib "
        f"check-exercise {name}` says more. Then: make release"
    )


def run(notebook, report=""):
    """Run a notebook as a learner would; return it, and what the `report` expression gives."""
    notebook.cells.append(
        nbformat.v4.new_code_cell(f"import json\nprint(json.dumps({report or 'None'}))")
    )
    NotebookClient(notebook, timeout=120, allow_errors=True, kernel_name="python3").execute()
    return notebook, json.loads(notebook.cells[-1].outputs[0].text)


def test_every_exercise_has_a_source_and_a_release_and_nothing_else():
    for folder in ("solutions", "exercises"):
        files = [
            path.relative_to(ROOT / folder).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and ".ipynb_checkpoints" not in path.parts
        ]
        wanted = [f"{name}/{name}.ipynb" for name in NAMES]
        assert sorted(files) == wanted, (
            f"in {folder}/, missing: {sorted(set(wanted) - set(files))}, "
            f"not wanted: {sorted(set(files) - set(wanted))}. A notebook in solutions/ is laid out "
            "by tools/new_exercise.py, and those in exercises/ are written by: make release"
        )


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory):
    """Every release as nbgrader makes it, all in one process: most of its time is its start."""
    folder = tmp_path_factory.mktemp("release")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.release_directory = str(folder)
    config.CourseDirectory.db_url = "sqlite:///%s/gradebook.db" % folder
    scripts = os.path.dirname(sys.executable)  # nbgrader calls a program by its name
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", scripts + os.pathsep + os.environ["PATH"])
        nbgrader = NbGraderAPI(CourseDirectory(config=config), config=config)
        for name in NAMES:
            if source_of(name).is_file():
                nbgrader.generate_assignment(name)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_release_is_what_nbgrader_makes_of_the_source(name, made_anew):
    fresh = made_anew / name / f"{name}.ipynb"
    assert fresh.read_bytes() == release_of(name).read_bytes(), "run: make release"


@pytest.mark.parametrize("name", NAMES)
def test_release_leaks_no_solution(name):
    secret = solution_lines(nbformat.read(source_of(name), 4))
    answers = len([item for item in exercises.load(name).ITEMS if not item.by_hand])
    assert len(secret) >= answers, told(
        name, "each answer cell needs its solution between ### BEGIN SOLUTION and ### END SOLUTION."
    )
    text = release_of(name).read_text(encoding="utf-8")
    for mark_of_a_key in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN", "NotImplementedError"):
        assert mark_of_a_key not in text
    plain = "\n".join(cell.source for cell in nbformat.read(release_of(name), 4).cells)
    for line in secret:
        assert line not in plain, told(
            name, f"the solution {line!r} also stands in a cell that learners get."
        )


@pytest.mark.parametrize("name", NAMES)
def test_notebook_asks_what_the_exercise_asks_for_the_same_points(name):
    for path in (source_of(name), release_of(name)):
        notebook = nbformat.read(path, 4)
        parts, text = graded_parts(notebook), "\n".join(cell.source for cell in notebook.cells)
        graded = {key: cell for key, cell in parts.items() if cell.metadata.nbgrader.grade}
        items = exercises.load(name).ITEMS
        cells = [("answer-" if item.by_hand else "check-") + item.name for item in items]
        assert list(graded) == cells, told(
            name, f"its marked cells are {list(graded)}, and its file asks {cells}."
        )
        for item in items:
            here = told(
                name,
                f"the cells of {item.name} differ from its file in words, points or locks. "
                f"Asked is: {item.prompt} ({item.points:g} points)",
            )
            if item.by_hand:  # one cell of text, which a person marks
                text_cell = parts["answer-" + item.name]
                assert text_cell.cell_type == "markdown", here
                assert text_cell.metadata.nbgrader.points == item.points, here
                assert item.prompt in text, here
                continue
            check, answer = parts["check-" + item.name], parts["answer-" + item.name]
            assert check.metadata.nbgrader.points == item.points, here
            assert check.metadata.nbgrader.locked, here
            assert check.source == f'exercise.check("{item.name}", {item.name})', here
            assert answer.metadata.nbgrader.solution and not answer.metadata.nbgrader.locked, here
            assert answer.source.startswith(f"{item.name} = None  # write your "), here
            assert item.prompt in text, here
        assert parts["learner"].source.startswith('learner = ""  # your course name')
        assert not parts["learner"].metadata.nbgrader.grade
        for cell in parts.values():
            assert cell.metadata.nbgrader.schema_version == 3


@pytest.fixture(scope="module")
def warm():
    """A sandbox as `peerlib grade` uses it, for all notebooks."""
    with warm_sandbox(NAMES) as run:
        yield run


@pytest.mark.parametrize("name", NAMES)
def test_source_earns_full_marks_and_blank_release_none(name, warm):
    done = record_of(source_of(name), name, "Sample Learner", warm)
    wrong = [
        f"\ncell answer-{item.name.replace('_', '-')}, {item.tag}: {item.comment}"
        for item in done.items
        if item.tag != "right" and not item.by_hand  # a text is read by a person
    ]
    assert not wrong, told(name, "not every solution is right." + "".join(wrong))
    assert (done.points, done.name_note) == (done.max_points, "")
    blank = record_of(release_of(name), name, "ana", warm)
    answered = [item.name for item in blank.items if item.tag not in ("blank", "for-a-person")]
    assert not answered and blank.points == 0, told(
        name, f"{answered} are answered in what learners get: each cell begins with `name = None`."
    )


@pytest.fixture(scope="module")
def kernel():
    """One kernel for all notebooks: to start one takes longer than to run most of them."""
    started, client = start_new_kernel(kernel_name="python3")
    client.stop_channels()
    yield started
    started.shutdown_kernel(now=True)


# Of the notebook before, nothing stays: neither its names nor anything of ours.
AS_NEW = """
import sys
for name in [name for name in sys.modules if name.split(".")[0] == "peerlib"]:
    del sys.modules[name]
listeners = get_ipython().events.callbacks["post_run_cell"]
listeners[:] = [each for each in listeners if not each.__module__.startswith("peerlib")]
get_ipython().set_custom_exc((), None)
%reset -f
"""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", [source_of, release_of])
def test_source_and_blank_release_run_without_a_stop(name, which, kernel):
    notebook = nbformat.read(which(name), 4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(AS_NEW))
    NotebookClient(notebook, km=kernel, timeout=120, allow_errors=True).execute()
    for cell in notebook.cells:
        said = json.dumps(cell.get("outputs", []))
        # a slip is shown in plain words, and is no error for Jupyter
        for stop in ('"output_type": "error"', '"name": "stderr"', "A small stop"):
            assert stop not in said, told(name, f"cell {cell.id} stops when it is run: {said}")


def test_a_slip_in_a_cell_gives_plain_words_in_place_of_a_traceback():
    notebook = nbformat.read(release_of("trial-effects"), 4)
    parts = graded_parts(notebook)
    parts["answer-risk_programme"].source = "risk_programme = (64 / 218"
    parts["answer-risk_difference"].source = "risk_difference = risk_diference - 1"
    parts["answer-odds_ratio"].source = "odds_ratio = relative_risk / 2"
    notebook.cells.append(nbformat.v4.new_code_cell("exercise.show_details()"))
    done, _ = run(notebook)
    shown = {}
    for key, cell in graded_parts(done).items():
        assert not [output for output in cell.outputs if output.output_type == "error"]
        shown[key] = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
    assert "not closed" in shown["answer-risk_programme"]
    assert "does not know the name risk_diference" in shown["answer-risk_difference"]
    assert "still empty" in shown["answer-odds_ratio"]
    assert "line 1 of this cell" in shown["answer-odds_ratio"]
    # An answer whose cell stopped is not a misspelling of another answer.
    assert "Run All Cells" in shown["check-risk_difference"]
    assert "begins with risk_difference =" in shown["check-risk_difference"]
    # Who wants Python's own message can have it.
    assert "name 'odds_ratio' is not defined" in done.cells[-2].outputs[0].text


def test_every_code_cell_lets_run_all_go_on_after_a_slip():
    # nbclient and JupyterLab both go on after a cell with this tag.
    notebook = nbformat.read(release_of("trial-effects"), 4)
    parts = graded_parts(notebook)
    parts["learner"].source = "learner = Ana"
    parts["answer-risk_programme"].source = "risk_programme = 27%"
    notebook.cells.append(nbformat.v4.new_code_cell("print('the end')"))
    assert all(
        "raises-exception" in cell.metadata.tags
        for cell in notebook.cells[:-1]
        if cell.cell_type == "code"
    )
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    assert notebook.cells[-1].outputs[0].text == "the end\n"
    shown = graded_parts(notebook)["learner"].outputs[0]["data"]["text/html"]
    assert "Does it need quotes" in shown


def cells_shown(sources):
    """Run the cells after the start of the exercise; return what each shows as text."""
    begin = (
        "from peerlib.exercises.notebook import start\n"
        "exercise = start('trial-effects', 'ana'); trial = exercise.data"
    )
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in [begin, *sources]]
    )
    NotebookClient(notebook, timeout=120, allow_errors=True, kernel_name="python3").execute()
    return [
        "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        for cell in notebook.cells[1:]
    ]


def test_the_check_sees_that_only_an_earlier_answer_is_left():
    right = "risk_programme = trial.readmitted_programme / trial.people_programme"
    check = 'exercise.check("risk_programme", risk_programme)'
    broken = [
        "risk_programme = (63 / 235",
        "risk_program = 0.9",
        "risk_programme == 63 / 235",
        "risk_programme = 1 / 0",
        "risk_programme : 63 / 235",
        "risk_programme 63 / 235",
    ]
    sources = []
    for slip in broken:
        sources += [right, check, slip, check, "exercise.progress()"]
    shown = cells_shown(sources)
    for i, slip in enumerate(broken):
        _, before, _, after, progress = shown[5 * i : 5 * i + 5]
        assert ": right" in before, slip
        assert "look at your answer cell" in after and ": right" not in after, slip
        assert "your earlier answer" in after and progress.startswith("0 of 7"), slip


def test_a_first_answer_under_a_misspelled_name_is_found():
    check = 'exercise.check("risk_programme", risk_programme)'
    assert "You have set risk_program." in cells_shown(["risk_program = 0.9", check])[1]


def test_the_check_leaves_those_alone_whose_answer_is_set():
    right = "risk_programme = trial.readmitted_programme / trial.people_programme"
    check = 'exercise.check("risk_programme", risk_programme)'
    harmless = [
        "risk_programme",
        "risk_programme2 = 5",
        "risk_programm = risk_programme * 100",
        "risk_comparison = 0.4",
        "1 / 0",
        "print(risk_programme == 0.3)",
        "# nothing",
        "risk_difference = risk_programme - undefined",
        right + "\nexercise.hnt('x')",
        "for risk_programme in [trial.readmitted_programme / trial.people_programme]: pass",
        "exercise.hint('risk_programme')",
        "x = (1",
    ]
    shown = cells_shown([source for each in harmless for source in (right, each, check)])
    for each, words in zip(harmless, shown[2::3], strict=True):
        assert ": right" in words, each


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_notebooks_are_stored_without_outputs_and_with_stable_ids(path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(nbformat.from_dict(stored))
    ids = [cell["id"] for cell in stored["cells"]]
    assert len(ids) == len(set(ids)), "two cells have the same id"
    # nbformat's own ids are eight hexadecimal digits, new each time; ours are words.
    drawn = [one for one in ids if re.fullmatch(r"[0-9a-f]{8}", one)]
    assert not drawn, f'in a text editor, give these cells a word as "id": {drawn}'
    for cell in stored["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, (
                f"{path.name}, cell {cell['id']}: clear its output (in JupyterLab: Edit, Clear "
                "Outputs of All Cells) and save"
            )


def test_nbgrader_run_inside_the_class_folder_stops_before_it_touches_anything(tmp_path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    command = [Path(sys.executable).with_name("nbgrader"), "autograde", "trial-effects"]
    environment = {**os.environ, "PATH": f"{command[0].parent}{os.pathsep}{os.environ['PATH']}"}
    # any command in the course's folder lays the guard
    options = {"capture_output": True, "text": True, "env": environment}
    subprocess.run([*command[:1], "list"], cwd=tmp_path, **options)
    (tmp_path / "class" / "submitted" / "ana" / "trial-effects").mkdir(parents=True)
    done = subprocess.run(command, cwd=tmp_path / "class", **options)
    assert done.returncode != 0
    assert "Go to the course's folder first" in done.stderr
    assert not (tmp_path / "class" / "gradebook.db").exists()
