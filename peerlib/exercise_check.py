"""Say of an exercise, in plain words, what is amiss: on a thousand learners, and in its notebook.

The notebook is the author's own, in `solutions/`, and is run here as it lies there.
"""

import contextlib
import io
import json
import keyword
import os
import re
import warnings
from pathlib import Path

from . import exercises
from .checking import gate

ROOT = Path(__file__).parent.parent
# What the file of an exercise holds; told at the top of peerlib/exercises/__init__.py.
PARTS = ("NAME", "VERSION", "TITLE", "LEAD", "ITEMS", "data_for", "story", "table")
# What a new notebook leaves to its author; see tools/new_exercise.py.
GAP = re.compile(r"\[[Ww]rite [^\]]+\]")


def report(name: str, learners: int = gate.LEARNERS) -> tuple[list[str], str]:
    """Return a line for each thing amiss with an exercise, and what is said if there is none.

    Parameters
    ----------
    name : str
        Of an exercise, with hyphens.
    learners : int
        How many learners to try it on.

    Raises
    ------
    ValueError
        If there is no such exercise, or the number of learners is not a whole number above 0.

    Examples
    --------
    >>> report("trial-effects", 2)[1]
    'trial-effects, tried on 2 learners: sound. The solutions in its notebook are right.'
    """
    module, place = exercises.load(name), notebook_of(name)
    lacking = [part for part in PARTS if not hasattr(module, part)]
    if lacking:
        what = "the top of peerlib/exercises/__init__.py says what each is"
        return [f"Its file has no {', '.join(lacking)}; {what}."], ""
    faults = file_faults(module, name) + gate.check(module, learners)
    sound = f"{name}, tried on {learners} learners: sound."
    if place.is_file():
        sound += " The solutions in its notebook are right."
        return faults + notebook_faults(module, place), sound
    if place.parent.parent.is_dir():
        sound += f" To lay out its notebook, type: .venv/bin/python tools/new_exercise.py {name}"
    return faults, sound


def file_faults(module, name: str) -> list[str]:
    """Return a line for each name in an exercise's file that will not do, or words that stop.

    Parameters
    ----------
    module : module
        The exercise.
    name : str
        What its file is called, with hyphens.
    """
    faults = []
    if name != module.NAME:
        faults.append(f"NAME is \u201c{module.NAME}\u201d, and its file is called {name}.")
    for item in module.ITEMS:
        if not item.name.isidentifier() or keyword.iskeyword(item.name):
            faults.append(
                f"\u201c{item.name}\u201d cannot be the name of an answer in Python: take small "
                "letters and _, no spaces."
            )
    try:
        data = module.data_for(exercises.PRACTICE_SEED)
    except Exception:
        return faults  # the thousand learners tell
    for part in ("story", "table"):
        try:
            words = str(getattr(module, part)(data))
        except Exception as error:
            faults.append(f"{part}(data) stops. {type(error).__name__}: {error}.")
        else:
            if "invented" not in words.lower():
                faults.append(f"{part}(data) does not say that the data are invented.")
    return faults


def notebook_of(name: str) -> Path:
    """Return where the notebook of an exercise lies, with its solutions.

    Examples
    --------
    >>> notebook_of("trial-effects").name
    'trial-effects.ipynb'
    """
    return ROOT / "solutions" / name / f"{name}.ipynb"


def notebook_faults(module, place: Path) -> list[str]:
    """Return a line for each gap, or else for each thing that goes wrong when a notebook is run.

    Parameters
    ----------
    module : module
        The exercise.
    place : Path
        Of its notebook, with the solutions.
    """
    try:
        cells = list(json.loads(place.read_text(encoding="utf-8"))["cells"])
    except (OSError, ValueError, KeyError, TypeError):
        return [
            f"{place.name} cannot be read as a notebook. Lay it out anew, or open it in "
            "JupyterLab and save it."
        ]
    return gaps(cells) or _run(module, cells)


def gaps(cells: list[dict]) -> list[str]:
    """Return a line for each gap that a new notebook has and nobody has filled in yet.

    Parameters
    ----------
    cells : list of dict
        Those of a notebook.

    Examples
    --------
    >>> gaps([{"id": "aims", "source": ["**Time:** [write how long it takes]"]}])
    ['Notebook, cell 1 (aims): a gap is left: [write how long it takes]']
    """
    return [
        f"{_at(cells, cell)}: a gap is left: {gap}"
        for cell in cells
        for gap in GAP.findall("".join(cell["source"]))
    ]


def _at(cells, cell):
    return f"Notebook, cell {cells.index(cell) + 1} ({cell.get('id', 'without a name')})"


def _run(module, cells):
    """Run the cells one after another; return which answers are not right, and where they stop."""
    space, done, stop = {"__name__": "__main__"}, [], []
    os.environ.setdefault("MPLBACKEND", "agg")  # a figure is made, and no window
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for cell in cells:
            if cell["cell_type"] == "code":
                try:
                    exec(compile("".join(cell["source"]), "cell", "exec"), space)  # noqa: S102
                except (Exception, SystemExit) as error:
                    what = f"{type(error).__name__}: {error}".rstrip(".")
                    stop = [f"{_at(cells, cell)} stops when it is run. {what}."]
                    break  # what comes after may only stop because of this
            done.append(cell.get("id"))
    exercise = space.get("exercise")
    if not hasattr(exercise, "outcomes"):
        return stop or [f'Notebook: no cell says exercise = start("{module.NAME}", learner).']
    data = exercises.data_seen_by(space.get("learner"), module)
    asked = [item for item in module.ITEMS if not stop or _cell("check", item) in done]
    return _not_right(asked, cells, exercise.outcomes(), data) + stop


def _cell(what, item):
    return f"{what}-{item.name.replace('_', '-')}"


def _not_right(items, cells, outcomes, data):
    """Return a line for each answer of the notebook that is not the right one."""
    faults = []
    for item in items:
        outcome = outcomes[item.name]
        # what follows from an earlier answer that is not right would say nothing new
        if outcome.by_hand or outcome.tag in ("right", "follow-through"):
            continue
        where = [_at(cells, cell) for cell in cells if cell.get("id") == _cell("answer", item)]
        faults.append(
            f"{(where or ['Notebook'])[0]}: this answer to {item.name} is not right "
            f"(\u201c{outcome.tag}\u201d). {outcome.seen} Right is "
            f"{item.shown(item.truth_on(data).value)}, says the exercise's file. "
            f"Mend the cell, or `truth` of {item.name} in the file."
        )
    return faults
