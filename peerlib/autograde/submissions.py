"""How nbgrader gets at submissions: each one examined before anything is read or copied."""

import glob
import hashlib
import os
import re

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from traitlets import Bool, Enum

from .closing import closing_lines
from .comment_bank import BadComments, CommentBank, read_bank
from .course_cells import course_cells
from .given_numbers import BadNumbers, read_numbers
from .intake import (
    Refused,
    content_of,
    read_notebook,
    refuse_links,
    refuse_other_names,
    tries_in,
)
from .isolation import BUBBLEWRAP, LIMITS_ONLY
from .marking import composed
from .neutral import visible
from .places import places_of
from .rules import released_sha256, rules_version
from .sandbox import working_isolation


class SubmissionExporter(NotebookExporter):
    """Reads what was handed in. nbgrader makes one for each run, before it touches anything."""

    # Check the notebook once after the whole chain, not after each link of it.
    optimistic_validation = Bool(True)

    isolation = Enum(
        ["", BUBBLEWRAP, LIMITS_ONLY],
        "",
        help="Allow only this way to shut submissions in; empty: the safest that works.",
    ).tag(config=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._released = {}
        self._texts = {}
        self._known = {}
        self.notices = []
        self.marked, self._refused = set(), {}
        self.bank, self.given = CommentBank(), {}
        if getattr(self.parent, "assignments", None):
            self.bank = self._own_words()
            self.way = self._way_to_shut_in()
            self._leave_out_what_cannot_be_taken()
            self._tell_at_the_end()

    def _way_to_shut_in(self):
        """Find it before the first submission is touched: without one, nothing is marked."""
        try:
            way = working_isolation(self.isolation or None)
        except RuntimeError as trouble:
            self.log.error(str(trouble))
            raise NbGraderException(str(trouble)) from None
        if way.name != BUBBLEWRAP:
            self.log.warning(
                "Submissions run with limits only: their code can read what you can read. "
                "To shut them in, install bubblewrap (apt-get install bubblewrap)."
            )
        return way

    def _own_words(self):
        """Read the instructor's files: with one that cannot be used, nothing is marked."""
        places = places_of(self.config, self.parent.coursedir.root)
        try:
            self.given = read_numbers(places.numbers)
            return read_bank(places.comments)
        except (BadComments, BadNumbers) as trouble:
            self.log.error(str(trouble))
            raise NbGraderException(str(trouble)) from None

    def _leave_out_what_cannot_be_taken(self):
        """Take what cannot be read out of the run, before any file or mark is touched."""
        expected = self._expected_names()
        for folder, notebooks in sorted(self.parent.assignments.items()):
            by_name = {os.path.basename(path): path for path in notebooks}
            try:
                refuse_links(folder)
                refuse_other_names(by_name, expected)
                for name in sorted(set(by_name) & set(expected)):
                    read_notebook(by_name[name])
            except Refused as reason:
                student = self._student(folder, self.parent.coursedir.assignment_id)
                self._refused[student] = str(reason)
                del self.parent.assignments[folder]
        if not self.parent.assignments:
            self._tell()
            raise NbGraderException("Nothing was marked: every submission was refused.")

    def _expected_names(self):
        course = self.parent.coursedir
        with Gradebook(course.db_url, course.course_id) as gradebook:
            try:
                assignment = gradebook.find_assignment(course.assignment_id)
            except MissingEntry:
                trouble = (
                    "No assignment with ID %r exists in the gradebook. Run this first: "
                    "nbgrader generate_assignment %s --force"
                    % (course.assignment_id, course.assignment_id)
                )
                self.log.error(trouble)
                raise NbGraderException(trouble) from None
            return [notebook.name + ".ipynb" for notebook in assignment.notebooks]

    def _tell_at_the_end(self):
        """Have the closing lines follow the last submission: nbgrader has no hook for that."""
        convert_notebooks = self.parent.convert_notebooks

        def convert_and_tell():
            try:
                convert_notebooks()
            finally:
                self._tell()

        self.parent.convert_notebooks = convert_and_tell

    def _tell(self):
        lines = closing_lines(self.parent.coursedir, self.marked, self._refused)
        first, *others = map(visible, lines)
        self.log.info(first)
        for line in others:
            self.log.error(line)

    def from_filename(self, filename, resources=None, **kwargs):
        """Read a notebook. Never follows a link."""
        resources = ResourcesDict() if resources is None else resources
        folder, name = os.path.split(filename)
        resources["metadata"] = ResourcesDict(name=os.path.splitext(name)[0], path=folder)
        return self.from_notebook_node(read_notebook(filename), resources=resources, **kwargs)

    def released(self, about):
        """Give the released cells of a notebook; read once for the whole run."""
        key = about["notebook"], about["assignment"]
        if key not in self._released:
            with Gradebook(about["db_url"]) as gradebook:
                self._released[key] = course_cells(gradebook, *key)
        return self._released[key]

    def course_texts(self, about):
        """Give the sources of the course's own Markdown cells; read once for the whole run."""
        key = about["notebook"], about["assignment"]
        if key not in self._texts:
            course = self.parent.coursedir
            folder = course.format_path(course.source_directory, ".", about["assignment"])
            texts = {cell.source for cell in self.released(about)}
            try:
                source = read_notebook(os.path.join(folder, about["notebook"] + ".ipynb"))
                texts |= {cell.source for cell in source.cells if cell.cell_type == "markdown"}
            except Refused as reason:
                self.log.warning("The texts of the exercise are shown unformatted: %s", reason)
            self._texts[key] = texts
        return self._texts[key]

    @property
    def records(self):
        """The folder of records."""
        return places_of(self.config, self.parent.coursedir.root).records

    def about_record(self, about, exercise):
        """Give what the record of a submission has of its files and of the rules."""
        course = self.parent.coursedir
        folder = course.format_path(
            course.submitted_directory, about["student"], about["assignment"]
        )
        content = content_of(os.path.join(folder, about["notebook"] + ".ipynb"))
        return {
            "file_sha256": hashlib.sha256(content).hexdigest(),
            "rules": rules_version(exercise),
            "released_sha256": released_sha256(self.released(about)),
            "notes": tuple(self.notices),
            "attempts": tries_in(content),
        }

    def class_names(self, about):
        """Give the folded names of everyone in the class: in the gradebook, or handed in."""
        key = about["assignment"]
        if key not in self._known:
            with Gradebook(about["db_url"]) as gradebook:
                ids = {student.id for student in gradebook.students}
            self._known[key] = frozenset(map(composed, ids | self._with_submission(key)))
        return self._known[key]

    def _with_submission(self, assignment):
        course = self.parent.coursedir
        folders = glob.glob(course.format_path(course.submitted_directory, "*", assignment))
        return {self._student(folder, assignment) for folder in folders}

    def _student(self, folder, assignment):
        """Give the student whose folder it is."""
        course = self.parent.coursedir
        pattern = course.format_path(
            course.submitted_directory, "(?P<student>.*)", re.escape(assignment), escape=True
        )
        found = re.match(pattern, folder)
        return found["student"] if found else ""
