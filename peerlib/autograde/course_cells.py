"""Put the course's own cells of a submitted notebook back as they were released.

A learner may have copied, deleted, emptied or renamed any cell. Nothing of that may stop the
marking of a class, so every cell that nbgrader needs is there again once, with its metadata.
"""

from dataclasses import dataclass

from .intake import new_cell

PUT_BACK = "This cell was missing from the notebook. It was put back so that a comment has a place."


@dataclass(frozen=True)
class CourseCell:
    """One cell that the course released, as nbgrader's gradebook has it."""

    name: str
    """Its grade_id."""
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None
    """What a graded cell or a task is worth."""

    def metadata(self):
        """Give nbgrader's metadata for the cell."""
        metadata = {
            "grade_id": self.name,
            "grade": self.grade,
            "solution": self.solution,
            "task": self.task,
            "locked": self.locked,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "schema_version": 3,
        }
        if self.points is not None:
            metadata["points"] = self.points
        return metadata


def course_cells(gradebook, notebook, assignment):
    """Read the released cells of a notebook from nbgrader's gradebook, in their order.

    Returns
    -------
    list of CourseCell
    """
    stored = gradebook.find_notebook(notebook, assignment)
    graded = {cell.name: cell.max_score for cell in stored.grade_cells}
    tasks = {cell.name: cell.max_score for cell in stored.task_cells}
    solutions = {cell.name for cell in stored.solution_cells}
    return [
        CourseCell(
            cell.name,
            cell.cell_type,
            cell.source or "",
            cell.checksum or "",
            bool(cell.locked),
            cell.name in graded,
            cell.name in solutions,
            cell.name in tasks,
            graded.get(cell.name, tasks.get(cell.name)),
        )
        for cell in stored.source_cells
    ]


def restore(notebook, released):
    """Put the released cells back into a submitted notebook.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    released : list of CourseCell

    Returns
    -------
    list of str
        What had to be mended, one clear line each.
    """
    places, notices = _last_places(notebook, {cell.name for cell in released})
    for index, cell in enumerate(notebook.cells):
        cell.metadata = {}
        name = next((name for name, place in places.items() if place == index), None)
        if name:
            course_cell = next(each for each in released if each.name == name)
            source = course_cell.source if course_cell.locked else cell.source
            notebook.cells[index] = _made(course_cell, source, cell["id"])
    return notices + _add_missing(notebook, released)


def _last_places(notebook, names):
    """Find where each released cell is; of copies, the last one counts, as it does in Python."""
    places, notices = {}, []
    for index, cell in enumerate(notebook.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if not isinstance(name, str) or name not in names:
            continue
        if name in places:
            notices.append("The cell %r is there more than once: the last one counts." % name)
        places[name] = index
    return places, notices


def _add_missing(notebook, released):
    notices, after = [], -1
    for number, course_cell in enumerate(released):
        found = [
            index
            for index, cell in enumerate(notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("grade_id") == course_cell.name
        ]
        if found:
            after = found[0]
            continue
        after += 1
        notebook.cells.insert(after, _put_back(course_cell, "back-%d" % number))
        notices.append("The cell %r was missing and was put back." % course_cell.name)
    return notices


def _put_back(course_cell, cell_id):
    """Make a missing cell anew.

    Of an answer cell only the frame: its released content would overwrite an answer that the
    learner wrote somewhere else.
    """
    source = course_cell.source
    if not course_cell.locked:
        source = ("# " if course_cell.cell_type == "code" else "") + PUT_BACK
    return _made(course_cell, source, cell_id)


def _made(course_cell, source, cell_id):
    metadata = {"nbgrader": course_cell.metadata()}
    return new_cell(course_cell.cell_type, source, cell_id, metadata)
