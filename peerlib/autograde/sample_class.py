"""Make a sample class, mark it with nbgrader, and compare each mark with the expected one."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

from ..exercises import load
from .sample_submissions import samples

# Holds the folder as ours: no other folder is ever emptied.
MARKER = ".sample-class"
SETTINGS = ("--MarkOutside.cell_seconds=5", "--MarkOutside.memory_mb=1024")


@dataclass(frozen=True)
class Result:
    """What became of one sample submission."""

    sample: object
    expected: float | None
    points: float | None
    sandbox: str
    tags: dict
    comments: dict
    """By item name, as in the gradebook."""

    @property
    def as_expected(self):
        """Whether mark and tags are as they must be, with a comment for each answer."""
        if self.expected is None or self.points is None:
            return self.expected == self.points
        return (
            abs(self.points - self.expected) < 1e-9
            and self.tags == self.sample.tags
            and all(self.comments.get(name) for name in self.sample.tags)
        )

    @property
    def comment(self):
        """One comment to show, after the name of its answer: the first that is not simply right."""
        wrong = [name for name, tag in self.tags.items() if tag != "right"]
        name = (wrong or list(self.comments) or [""])[0]
        return "%s: %s" % (name, self.comments[name]) if name in self.comments else ""


def find_course(start=None):
    """Find the course folder: the one with `nbgrader_config.py`, here or above.

    Raises
    ------
    ValueError
        If there is none; the message says what to do.
    """
    start = Path(start or os.getcwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "nbgrader_config.py").is_file():
            return folder
    raise ValueError(
        "No nbgrader_config.py in %s or above. Go to the course's folder first." % start
    )


def prepare(folder):
    """Empty a folder that an earlier sample class made, or make a new one.

    Raises
    ------
    ValueError
        If the folder holds anything else: real submissions are never touched.
    """
    folder = Path(folder).absolute()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ValueError("%s is not a folder. Choose another with --folder." % folder)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise ValueError(
            "%s holds files that no sample class made, so it was left alone. "
            "Choose an empty folder with --folder." % folder
        )
    for name in ("release", "submitted", "autograded", "feedback", "records"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "gradebook.db").unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("Made by `peerlib sample-class`. Everything here is replaced.\n")
    return folder


def run_sample_class(folder, course, exercise_name="trial-effects", say=print, isolation=""):
    """Make, mark and read back the sample class.

    Parameters
    ----------
    folder : path-like
        Where everything goes: submissions, gradebook, feedback, log.
    course : path-like
        The folder with `nbgrader_config.py`.
    exercise_name : str
    say : callable
        Called with one line of progress at a time.
    isolation : str
        Way to shut submissions in; empty for the safest that works.

    Returns
    -------
    list of Result

    Raises
    ------
    RuntimeError
        If submissions cannot be shut in here; or if nbgrader itself fails: the message shows the
        end of its log.
    """
    from .places import configured_isolation, read_places
    from .sandbox import working_isolation

    working_isolation(isolation or configured_isolation(read_places(course).config))
    folder, exercise = prepare(folder), load(exercise_name)
    nbgrader = _Nbgrader(folder, course, say)
    say("Making the exercise as learners get it ...")
    nbgrader("generate_assignment", exercise_name, "--force")
    submissions = samples(exercise, _released(folder, exercise_name))
    for sample in submissions:
        hand_in(folder, exercise_name, sample)
    say("Marking %d submissions ..." % len(submissions))
    settings = [*SETTINGS, *(["--SubmissionExporter.isolation=" + isolation] if isolation else [])]
    # nbgrader ends with 1 when a submission cannot be read; some of ours cannot.
    nbgrader("autograde", exercise_name, *settings, may_fail=True, each=" Marked ")
    say("Writing the feedback pages ...")
    nbgrader("generate_feedback", exercise_name)
    return _results(folder, exercise, submissions)


def run_simulated_class(
    folder, course, exercise_name="trial-effects", learners=200, say=print, isolation="", seed=1
):
    """Make a class of simulated learners, mark it with `peerlib grade`, and compare.

    Parameters
    ----------
    learners : int
        From 1 to 100000.
    seed : int
    folder, course, exercise_name, say, isolation
        As in `run_sample_class`.

    Returns
    -------
    list of Result

    Raises
    ------
    ValueError
        If the number of learners is out of range.
    """
    from .grade import grade
    from .simulated_class import simulated

    if not 1 <= learners <= 100_000:
        raise ValueError("There may be 1 to 100000 learners, got %d." % learners)
    folder, exercise = prepare(folder), load(exercise_name)
    say("Making the exercise as learners get it ...")
    _Nbgrader(folder, course, say)("generate_assignment", exercise_name, "--force")
    released = _released(folder, exercise_name)
    say("Making and marking %d submissions ..." % learners)
    expected = {}
    for sample in simulated(exercise, released, learners, seed):
        hand_in(folder, exercise_name, sample)
        expected[sample.learner] = replace(sample, content=b"")
    grade(exercise_name, _places(folder, course), isolation=isolation or None, say=say)
    return _results_from_records(folder, exercise, expected)


def _places(folder, course):
    """Give the course's places, but with everything of the class in a folder of its own."""
    from .places import read_places

    steps = {step: str(folder / step) for step in ("submitted", "autograded", "release")}
    url = "sqlite:///%s" % (folder / "gradebook.db")
    return replace(read_places(course), db_url=url, **steps)


def _released(folder, exercise_name):
    return json.loads((folder / "release" / exercise_name / (exercise_name + ".ipynb")).read_text())


def hand_in(folder, exercise_name, sample):
    """Put a sample's file where submissions lie."""
    place = folder / "submitted" / sample.learner / exercise_name
    place.mkdir(parents=True)
    path = place / (sample.file or exercise_name + ".ipynb")
    if sample.link:
        path.symlink_to(sample.link)
    else:
        path.write_bytes(sample.content)


def _results_from_records(folder, exercise, samples):
    """Compare each sample with its record and with the gradebook."""
    from nbgrader.api import Comment, Gradebook, Student, SubmittedAssignment, SubmittedNotebook

    from .records import read

    with Gradebook("sqlite:///%s" % (folder / "gradebook.db")) as gradebook:
        query = gradebook.db.query
        points = dict(query(Student.id, SubmittedAssignment.score).join(SubmittedAssignment).all())
        told = (
            query(Student.id, Comment)
            .join(SubmittedAssignment, SubmittedAssignment.student_id == Student.id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        )
        comments = {}
        for student, comment in told:
            name = comment.name.removeprefix("answer-")
            comments.setdefault(student, {})[name] = comment.auto_comment
    results = []
    for name, sample in samples.items():
        record = read(folder / "records", exercise.NAME, name)
        tags = {item.name: item.tag for item in record.items} if record else {}
        words = {item: comments.get(name, {}).get(item) for item in tags}
        results.append(
            Result(
                sample,
                sample.expected_points(exercise),
                points.get(name),
                record.sandbox if record else "",
                tags,
                words,
            )
        )
    return results


class _Nbgrader:
    """Runs nbgrader's commands with the course's own configuration, in the sample's folder."""

    def __init__(self, folder, course, say):
        self.folder, self.course, self.say = folder, course, say
        self.log = folder / "nbgrader.log"
        self.log.write_text("")

    def __call__(self, command, *options, may_fail=False, each=None):
        places = [
            "--CourseDirectory.%s_directory=%s" % (step, self.folder / step)
            for step in ("release", "submitted", "autograded", "feedback")
        ]
        places.append("--CourseDirectory.db_url=sqlite:///%s" % (self.folder / "gradebook.db"))
        # nbgrader starts a helper program by name: the environment must be on the path.
        path = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", "")
        process = subprocess.Popen(
            [sys.executable, "-m", "nbgrader", command, *options, *places],
            cwd=self.course,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        lines = self._follow(process, each)
        if process.wait() != 0 and not may_fail:
            raise RuntimeError(
                "nbgrader %s failed. The end of %s:\n%s" % (command, self.log, "".join(lines[-15:]))
            )

    def _follow(self, process, each):
        lines, count = [], 0
        with self.log.open("a") as log:
            for line in process.stdout:
                lines.append(line)
                log.write(line)
                if each and each in line:
                    count += 1
                    if count % 10 == 0:
                        self.say("  %d done" % count)
        return lines


def _results(folder, exercise, submissions):
    from nbgrader.api import Gradebook

    with Gradebook("sqlite:///%s" % (folder / "gradebook.db")) as gradebook:
        return [_result(gradebook, folder, exercise, sample) for sample in submissions]


def _result(gradebook, folder, exercise, sample):
    expected, name = sample.expected_points(exercise), exercise.NAME
    marked = folder / "autograded" / sample.learner / name / (name + ".ipynb")
    if not marked.is_file():
        return Result(sample, expected, None, "", {}, {})
    record = json.loads(marked.read_text())["metadata"]["peerlib"]
    tags = {item.name: record["answers"][item.name]["tag"] for item in exercise.ITEMS}
    comments = {
        item: gradebook.find_comment("answer-" + item, name, name, sample.learner).auto_comment
        for item in tags
    }
    points = gradebook.find_submission(name, sample.learner).score
    return Result(sample, expected, points, record["sandbox"], tags, comments)


def table(results):
    """Write the results as lines of text, one submission each."""
    rows = [("learner", "what they did", "expected", "mark", "sandbox", "one answer: its comment")]
    for result in results:
        rows.append(
            (
                result.sample.learner + ("" if result.as_expected else "  <-- differs"),
                result.sample.story,
                _mark(result.expected),
                _mark(result.points),
                result.sandbox or "not run",
                textwrap.shorten(result.comment, 80, placeholder=" ..."),
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = ["  ".join([*map(str.ljust, row[:5], widths), row[5]]).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _mark(points):
    return "no mark" if points is None else "%g" % points
