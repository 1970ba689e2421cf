"""Lay out the lessons and exercises as they are opened in a browser.

A notebook that needs more than the site holds gets two cells at its top: one that says so in
plain words, and one that fetches it, which the learner may run or leave.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Some cells of these need packages that no registry has for the browser.
NEEDS = {
    "being-believed": "numpy pandas matplotlib",
    "eight-questions": "numpy scipy",
    "how-to-be-fooled": "numpy pandas scipy matplotlib",
    "many-teams": "numpy pandas scipy matplotlib",
    "run-the-trial-again": "numpy pandas scipy matplotlib",
    "supervision-deeper": "numpy scipy",
    "who-we-listen-to": "numpy pandas matplotlib",
    "admissions-and-bed-days": "numpy scipy matplotlib",
    "all-the-trials": "numpy scipy matplotlib",
    "before-and-after": "numpy matplotlib",
    "change-scores": "numpy matplotlib",
    "how-many-people": "numpy pandas scipy matplotlib statsmodels",
    "is-it-drifting": "numpy matplotlib",
    "many-outcomes": "numpy pandas scipy matplotlib statsmodels",
    "time-to-readmission": "numpy pandas scipy matplotlib",
}
NOTE = (
    "**In the browser.** Labs, questions and checks of this notebook work as they are. Some other "
    "cells need %s, which are large and not part of this site. The next cell fetches them from the "
    "makers of Pyodide, the Python in your browser. It is the only cell here that asks another "
    "address than this site. You may leave it out."
)
FETCH = "from in_the_browser import fetch\n\nawait fetch(%s)"


def sources():
    """Return the file of each lesson and of each released exercise, by name."""
    files = [*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "exercises").glob("*/*.ipynb")]
    return {file.stem: file for file in sorted(files)}


def lay_out(target):
    """Write each notebook into `target`, in the folders that the book names."""
    for name, file in sources().items():
        notebook = json.loads(file.read_text(encoding="utf-8"))
        if name in NEEDS:
            notebook["cells"][1:1] = _cells(NEEDS[name].split())
        # the name by which the browser's Python goes; with another, it would ask which to take
        notebook["metadata"]["kernelspec"] = {
            "display_name": "Python (Pyodide)",
            "language": "python",
            "name": "python",
        }
        place = target / file.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")


def in_words(names):
    """Return names as a sentence has them.

    Examples
    --------
    >>> in_words(["numpy", "pandas", "scipy"])
    'numpy, pandas and scipy'
    """
    return " and ".join([", ".join(names[:-1]), *names[-1:]] if names[1:] else names)


def _cells(names):
    """Return the cell that says what is needed and the cell that fetches it."""
    asked = ", ".join(f'"{name}"' for name in names)
    return [
        {
            "cell_type": "markdown",
            "id": "in-the-browser",
            "metadata": {},
            "source": NOTE % in_words(names),
        },
        {
            "cell_type": "code",
            "id": "in-the-browser-fetch",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": FETCH % asked,
        },
    ]
