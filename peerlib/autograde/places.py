"""Where a course keeps things, read from `nbgrader_config.py` without loading nbgrader.

nbgrader takes seconds to load; a whole class is marked in little more. A test holds that these
places are those of nbgrader's own `CourseDirectory`.
"""

import glob
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from traitlets.config import PyFileConfigLoader

from .sample_class import find_course
from .sandbox import Limits

IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
STRUCTURE = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")


@dataclass(frozen=True)
class Places:
    """The folders and the gradebook of one course."""

    root: str
    submitted: str
    autograded: str
    source: str
    release: str
    structure: str
    db_url: str
    course_id: str
    excluded: tuple
    """Students left out of every run."""
    ignored: tuple
    """Patterns of files that are not copied."""
    file_mode: int
    config: object = field(repr=False, compare=False, default=None)

    def folder(self, step, student, exercise):
        """Give the folder of a student's exercise at a step, such as `places.submitted`."""
        return os.path.join(
            self.root,
            self.structure.format(nbgrader_step=step, student_id=student, assignment_id=exercise),
        )

    def notebook(self, step, student, exercise):
        """Give the path of a student's notebook at a step."""
        return os.path.join(self.folder(step, student, exercise), exercise + ".ipynb")

    @property
    def class_folder(self):
        """The folder that holds the folder of submissions."""
        return Path(self.folder(self.submitted, "", "")).parent

    @property
    def records(self):
        """The folder of records, beside the submissions."""
        return self.class_folder / "records"

    @property
    def comments(self):
        """The file with the instructor's own comments; it need not be there."""
        return self.class_folder / "comments.toml"

    @property
    def numbers(self):
        """The file that says whose numbers count for whom; it need not be there."""
        return self.class_folder / "numbers.toml"

    @property
    def submissions(self):
        """The folder of submissions."""
        return Path(self.folder(self.submitted, "", ""))

    def students(self, exercise, pattern="*"):
        """List who has a folder for an exercise, in alphabetical order."""
        found = glob.glob(self.folder(self.submitted, pattern, exercise))
        mark = "\0"
        shape = re.escape(self.folder(self.submitted, mark, exercise))
        shape = re.compile(shape.replace(re.escape(mark), "(.*)"), re.DOTALL)
        names = [shape.fullmatch(path)[1] for path in found]
        return sorted(name for name in names if name not in self.excluded)


def read_places(course=None):
    """Read the places of the course that a folder belongs to.

    Parameters
    ----------
    course : path-like, optional
        A folder in the course; by default where the command was typed.

    Raises
    ------
    ValueError
        If there is no course there.
    """
    root = find_course(course)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    return places_of(config, str(root))


def places_of(config, default_root):
    """Read the places out of a configuration (see `read_places`)."""
    given = config.CourseDirectory
    root = os.path.abspath(str(given.get("root", "") or default_root))
    default_url = "sqlite:///" + os.path.join(root, "gradebook.db")
    return Places(
        root=root,
        submitted=given.get("submitted_directory", "submitted"),
        autograded=given.get("autograded_directory", "autograded"),
        source=given.get("source_directory", "source"),
        release=given.get("release_directory", "release"),
        structure=given.get("directory_structure", STRUCTURE),
        db_url=given.get("db_url", "") or default_url,
        course_id=given.get("course_id", "").strip() or "default_course",
        excluded=tuple(name for name in given.get("student_id_exclude", "").split(",") if name),
        ignored=tuple(given.get("ignore", IGNORED)),
        file_mode=0o664 if given.get("groupshared", False) else 0o444,
        config=config,
    )


def configured_limits(config):
    """Read what a submission may use, as for `nbgrader autograde`."""
    given, usual = config.MarkOutside, Limits()
    return Limits(
        float(given.get("cell_seconds", usual.cell_seconds)),
        float(given.get("total_seconds", usual.total_seconds)),
        int(given.get("memory_mb", usual.memory_mb)),
    )


def configured_isolation(config):
    """Read which way to shut submissions in is allowed; None for the safest that works."""
    return config.SubmissionExporter.get("isolation", "") or None
