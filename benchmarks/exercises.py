"""The exercises, cell by cell: how long the slowest cell of each worked-out notebook takes.

    python benchmarks/exercises.py

Nobody should wait for more than 3 seconds. What counts is the processor's time: on a machine
that has nothing else to do it is also what the clock says. Most of it is the first picture,
which loads the libraries behind it.
"""

import json
from pathlib import Path

import nbformat
from nbclient import NotebookClient

SOLUTIONS = Path(__file__).parent.parent / "solutions"
LIMIT = 3.0
WATCH = """
import time
_taken = []
get_ipython().events.register("pre_run_cell", lambda info: _taken.append(-time.process_time()))
get_ipython().events.register(
    "post_run_cell",
    lambda result: _taken and _taken.append(_taken.pop() + time.process_time()),
)
"""
TELL = "import json; print(json.dumps(_taken[:-1]))"


def seconds_of_cells(file):
    """Run a notebook in a kernel of its own; return the id and the seconds of each code cell."""
    notebook = nbformat.read(file, 4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    watch, tell = nbformat.v4.new_code_cell(WATCH), nbformat.v4.new_code_cell(TELL)
    notebook.cells = [watch, *cells, tell]
    NotebookClient(notebook, timeout=600, allow_errors=True, kernel_name="python3").execute()
    taken = json.loads(tell.outputs[-1].text)
    return list(zip([cell.id for cell in cells], taken, strict=True))


def main():
    """Print a line for each exercise."""
    for file in sorted(SOLUTIONS.glob("*/*.ipynb")):
        taken = seconds_of_cells(file)
        slowest, seconds = max(taken, key=lambda each: each[1])
        too_slow = f"; more than {LIMIT:g} s" if seconds > LIMIT else ""
        print(
            f"{file.stem:26} all {len(taken)} cells {sum(each for _, each in taken):5.2f} s; "
            f"slowest {seconds:5.2f} s ({slowest}){too_slow}"
        )


if __name__ == "__main__":
    main()
