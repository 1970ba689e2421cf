"""Mark one notebook of an exercise as it lies there, without a course around it."""

import json
from contextlib import contextmanager
from pathlib import Path

from peerlib.autograde.course_cells import CourseCell
from peerlib.autograde.sandbox import Limits, run, working_isolation
from peerlib.autograde.submission import Setup, mark_submission
from peerlib.autograde.warm import USUAL, WarmSandbox, modules_of

ROOT = Path(__file__).parent.parent


def released_cells(name):
    """Return the released cells of an exercise, as nbgrader's gradebook has them."""
    path = ROOT / "exercises" / name / (name + ".ipynb")
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        about = cell["metadata"].get("nbgrader")
        if about:
            found.append(
                CourseCell(
                    about["grade_id"],
                    cell["cell_type"],
                    "".join(cell["source"]),
                    about["checksum"],
                    about["locked"],
                    about["grade"],
                    about["solution"],
                    about["task"],
                    about.get("points"),
                )
            )
    return tuple(found)


def record_of(path, name, student, run):
    """Return the record of a notebook that `student` hands in; `run` runs its cells."""
    setup = Setup(name, released_cells(name), {}, frozenset(), frozenset(), {}, Limits(), "", "")
    return mark_submission(Path(path).read_bytes(), student, setup, run).record


@contextmanager
def warm_sandbox(names):
    """Give a `run` in one warm sandbox, with what the notebooks of these exercises load."""
    sources = []
    for name in names:
        path = ROOT / "exercises" / name / (name + ".ipynb")
        notebook = json.loads(path.read_text(encoding="utf-8"))
        sources += [
            "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"
        ]
    way = working_isolation()
    with WarmSandbox(way, [*USUAL, *modules_of(sources)]) as sandbox:
        yield lambda cells, names, limits, **wanted: run(
            cells, names, limits, way, warm=sandbox, **wanted
        )
