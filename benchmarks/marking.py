"""Submissions marked per minute: ours against stock `nbgrader autograde`, same class, same run.

    python benchmarks/marking.py [--submissions 40] [--stock 12] [--jobs 2]

Stock nbgrader runs each submission in its learner's kernel and marks it there, by hidden tests
(see `stock`). Ours runs it in a sandbox and marks it outside: through nbgrader's own command with
our plug-in, and by `peerlib grade`. The class is simulated: right answers and known wrong turns.
Stock nbgrader takes each submission in the same time, so it may get fewer of them (`--stock`).

At the end the marks are compared, answer by answer. A test knows right and wrong only; so the marks
have to agree wherever an answer deserves all or nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import stock as stock_exercise
from peerlib.autograde.sample_class import hand_in
from peerlib.autograde.simulated_class import simulated
from peerlib.exercises import load

ROOT = Path(__file__).resolve().parent.parent
NAME = "trial-effects"
STOCK = stock_exercise.CONFIG + "c.CourseDirectory.source_directory = 'solutions'\n"
OURS = (
    "c = get_config()\nfrom peerlib.autograde import install\ninstall(c)\n"
    "c.CourseDirectory.source_directory = %r\n" % str(ROOT / "solutions")
)


def timed(folder, first_sign, *arguments):
    """Run a command in a course folder; return seconds to the first sign, and to the end."""
    path = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", "")
    command = [sys.executable, "-m", *arguments]
    started, first = time.perf_counter(), None
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if first is None and first_sign and first_sign in line:
            first = time.perf_counter() - started
    if process.wait() != 0:
        sys.exit("%s failed:\n%s" % (" ".join(arguments), "".join(lines[-20:])))
    return first, time.perf_counter() - started


def course(folder, config, count, of):
    """Make a course folder with an exercise, a gradebook, and the first `count` of a class."""
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(config)
    if config == STOCK:
        stock_exercise.write_source(folder / "solutions")
    timed(folder, None, "nbgrader", "generate_assignment", NAME)
    released = json.loads((folder / "release" / NAME / (NAME + ".ipynb")).read_text())
    for sample in islice(simulated(load(NAME), released, of), count):
        hand_in(folder, NAME, sample)


def through_nbgrader(folder, config, count, of):
    """Return marks a minute of `nbgrader autograde`: of the command, and without its start."""
    course(folder, config, count, of)
    first, end = timed(folder, "Creating/updating student", "nbgrader", "autograde", NAME)
    return 60 * count / end, 60 * count / (end - first)


def by_grade(folder, count, jobs):
    """Return the same of `peerlib grade`: its start is what it takes for a single submission."""
    course(folder, OURS, count, count)
    options = ["--jobs", str(jobs)] if jobs else []
    _, one = timed(folder, None, "peerlib", "grade", NAME, "--again", "--student", "*1", *options)
    ones = len(list((folder / "submitted").glob("*1")))
    _, end = timed(folder, None, "peerlib", "grade", NAME, "--again", *options)
    return 60 * count / end, 60 * (count - ones) / (end - one)


def main():
    """Measure all three and print them with their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=40, metavar="N")
    parser.add_argument(
        "--stock",
        type=int,
        default=12,
        metavar="N",  # at most all of them
        help="how many of them stock nbgrader gets",
    )
    parser.add_argument("--jobs", type=int, metavar="N")
    parser.add_argument(
        "--without-plug-in",
        action="store_true",
        help="leave out nbgrader's command with our plug-in",
    )
    chosen = parser.parse_args()
    print(
        "Marking %s, %d submissions (stock nbgrader: %d), %s cores, load %.1f ..."
        % (NAME, chosen.submissions, chosen.stock, os.cpu_count(), os.getloadavg()[0]),
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        stock = through_nbgrader(folder / "stock", STOCK, chosen.stock, chosen.submissions)
        show("stock nbgrader", stock, stock)
        if not chosen.without_plug_in:
            show(
                "nbgrader, our plug-in",
                through_nbgrader(folder / "plug-in", OURS, chosen.stock, chosen.submissions),
                stock,
            )
        show("peerlib grade", by_grade(folder / "ours", chosen.submissions, chosen.jobs), stock)
        compare(folder, chosen.stock, chosen.submissions)


def marks_of(folder):
    """Return the share that each answer earned, by student and question."""
    from nbgrader.api import Gradebook

    with Gradebook("sqlite:///%s/gradebook.db" % folder) as gradebook:
        return {
            (submission.student.id, grade.name.removeprefix("check-")): grade.score
            / grade.max_score
            for submission in gradebook.assignment_submissions(NAME)
            for grade in submission.notebooks[0].grades
        }


def compare(folder, count, of):
    """Print how far the marks of both agree on the learners that both have marked."""
    theirs, ours = marks_of(folder / "stock"), marks_of(folder / "ours")
    released = json.loads((folder / "ours" / "release" / NAME / (NAME + ".ipynb")).read_text())
    clear = {
        (sample.learner, question): credit
        for sample in islice(simulated(load(NAME), released, of), count)
        for question, credit in sample.credits.items()
        # what follows from an earlier slip is right by our rules; no test can know that
        if credit == 0 or sample.tags[question] == "right"
    }
    partly = [key for key in theirs if key not in clear]
    same = [key for key in clear if theirs.get(key) == ours.get(key) == clear[key]]
    print(
        "Marks of %d answers that deserve all or nothing: %d the same in both."
        % (len(clear), len(same))
    )
    print(
        "Of %d that deserve a part, or follow from an own earlier answer: stock gives %.2f of "
        "their points, peerlib %.2f."
        % (
            len(partly),
            sum(theirs[key] for key in partly) / max(1, len(partly)),
            sum(ours[key] for key in partly) / max(1, len(partly)),
        )
    )
    for key in sorted(set(clear) - set(same)):
        print(
            "  other: %s, %s: deserves %g, stock %s, peerlib %s"
            % (*key, clear[key], theirs.get(key), ours.get(key))
        )


def show(name, found, stock):
    """Print marks a minute with and without the start, and how many times stock they are."""
    print(
        "%-22s %6.1f a minute (%5.1f x), %7.1f without the start (%5.1f x)"
        % (name, found[0], found[0] / stock[0], found[1], found[1] / stock[1]),
        flush=True,
    )


if __name__ == "__main__":
    main()
