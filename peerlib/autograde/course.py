"""Where a course keeps its class: submissions, records, gradebook, the instructor's own words.

All of it is read from `nbgrader_config.py`, so that every command looks where nbgrader does.
"""

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from .sample_class import find_course

SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Course:
    """One course's places."""

    directory: object
    """nbgrader's `CourseDirectory`."""
    config: Config

    @property
    def db_url(self):
        """The gradebook's address."""
        return self.directory.db_url

    @property
    def folder(self):
        """The class's folder, which holds the folder of submissions."""
        return Path(self.directory.format_path(self.directory.submitted_directory, "", "")).parent

    @property
    def submissions(self):
        """The folder of submissions."""
        return Path(self.directory.format_path(self.directory.submitted_directory, "", ""))

    @property
    def records(self):
        """The folder of records, beside the submissions."""
        return self.folder / "records"

    @property
    def comments(self):
        """The file with the instructor's own comments; it need not be there."""
        return self.folder / "comments.toml"

    def notebook(self, student, exercise):
        """Give the place of a student's notebook."""
        folder = self.directory.format_path(self.directory.submitted_directory, student, exercise)
        return Path(folder) / (exercise + ".ipynb")


def open_course(start=None):
    """Read the course that a folder belongs to.

    Parameters
    ----------
    start : path-like, optional
        A folder in the course; by default where the command was typed.

    Raises
    ------
    ValueError
        If there is no course there.
    """
    root = find_course(start)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    return Course(CourseDirectory(config=config), config)


def open_gradebook(course, exercise):
    """Open the gradebook of a course that knows an exercise; use it in a `with`.

    Raises
    ------
    ValueError
        If the exercise is not in it; the message says what to type.
    """
    unknown = ValueError(
        "The gradebook does not know %s yet, so there are no marks. Run this first: "
        "nbgrader generate_assignment %s --force" % (exercise, exercise)
    )
    file = course.db_url.removeprefix(SQLITE)
    # Opening one that is not there would make an empty one.
    if course.db_url.startswith(SQLITE) and not Path(file).is_file():
        raise unknown
    gradebook = Gradebook(course.db_url, course.directory.course_id)
    try:
        gradebook.find_assignment(exercise)
    except MissingEntry:
        gradebook.close()
        raise unknown from None
    return gradebook
