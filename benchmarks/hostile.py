"""The list of hostile and broken submissions, marked by stock nbgrader and by ours, side by side.

    python benchmarks/hostile.py [--write]

With `--write` the table goes into the page of the book. It takes some minutes: stock nbgrader
has to be cut off by the clock again and again.

Stock nbgrader gets each submission in a process of its own, so that one that ends the run, or
hangs it, leaves the next ones their turn. It gets 5 seconds for a cell and, from outside, 3 GB of
memory and 60 seconds for a submission: without that, some would take this computer down. Its home
is an empty folder.
"""

import argparse
import json
import logging
import os
import resource
import shutil
import signal
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import stock
from peerlib.autograde import install
from peerlib.autograde.grade import grade
from peerlib.autograde.hostile_class import Watch, hostile_samples, left_behind
from peerlib.autograde.places import read_places
from peerlib.autograde.sample_class import hand_in
from peerlib.exercises import load

ROOT, NAME = stock.ROOT, stock.NAME
PAGE = ROOT / "book" / "hostile-submissions.md"
BEGIN, END = "<!-- the table begins -->", "<!-- the table ends -->"
SECONDS, MEMORY = 60, 3 * 1024**3
EXERCISE = load(NAME)


def api(folder, ours):
    """Give nbgrader's interface over a course folder, with or without our plug-in."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config()
    config.ClearSolutions.code_stub = {"python": ""}
    if ours:
        install(config)
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.source_directory = str(folder / "solutions")
    config.CourseDirectory.db_url = "sqlite:///%s/gradebook.db" % folder
    config.ExecutePreprocessor.timeout = 5
    return NbGraderAPI(CourseDirectory(config=config), config=config)


def course(folder, ours):
    """Make a course folder with the exercise released; return the released notebook."""
    folder.mkdir()
    if ours:
        shutil.copytree(ROOT / "solutions", folder / "solutions")
        (folder / "nbgrader_config.py").write_text(
            "c = get_config()\nfrom peerlib.autograde import install\ninstall(c)\n"
            "c.CourseDirectory.source_directory = 'solutions'\n"
            "c.MarkOutside.cell_seconds = 5\n"
        )
    else:
        stock.write_source(folder / "solutions")
        (folder / "nbgrader_config.py").write_text(stock.CONFIG)
    done = api(folder, ours).generate_assignment(NAME)
    if not done["success"]:
        sys.exit(done["log"])
    return json.loads((folder / "release" / NAME / (NAME + ".ipynb")).read_text())


def score(folder, student):
    """Give what the gradebook says: the score, and whether it waits for a person; or None."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook("sqlite:///%s/gradebook.db" % folder) as gradebook:
        try:
            submission = gradebook.find_submission(NAME, student)
            return submission.score, submission.needs_manual_grade
        except MissingEntry:
            return None


def by_stock(folder):
    """Mark one after another with stock nbgrader; return a line for each: mark, and harms."""
    released, found = course(folder, False), {}
    with Watch(folder, ROOT / "solutions") as watch:
        for sample in hostile_samples(EXERCISE, released, watch.target):
            shutil.copy(folder / "gradebook.db", folder / "gradebook.before")
            hand_in(folder, NAME, sample)
            watch.begin()
            ended = _alone(folder, sample.learner, watch.home)
            harms = watch.harms()
            mark = _mark(folder, sample.learner, ended)
            found[sample.learner] = (mark, harms)
            print("%-28s %-40s %s" % (sample.learner, mark, ", ".join(harms)), flush=True)
            _clear(folder, watch)
    return found


def _mark(folder, learner, ended):
    marked = (folder / "autograded" / learner / NAME / (NAME + ".ipynb")).is_file()
    try:
        outcome = score(folder, learner)
    except Exception as error:
        return "gradebook broken (%s)" % type(error).__name__
    if ended != "done" or not marked or outcome is None:
        return {"done": "no mark"}.get(ended, "no mark, " + ended)
    points, waits = outcome
    return "%g%s" % (points, ", waits for a person" if waits else "")


def _clear(folder, watch):
    """Put everything back for the next submission."""
    for step in ("autograded", "feedback", "submitted"):
        shutil.rmtree(folder / step, ignore_errors=True)
    shutil.rmtree(watch.home)
    watch.home.mkdir()
    (watch.home / "secret.txt").write_text("correct-horse-battery-staple")
    (watch.home / ".bashrc").write_text("# as it was\n")
    other = Path(watch.target.other)
    other.parent.mkdir(parents=True)
    other.write_text('{"another student": "correct-horse-battery-staple"}')
    (folder / "nbgrader_config.py").write_text(stock.CONFIG)
    os.replace(folder / "gradebook.before", folder / "gradebook.db")
    for pid in left_behind():
        _kill_below(pid)


def _alone(folder, learner, home):
    """Mark one submission in a process of its own; say how that ended."""
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            os.environ.update(HOME=str(home), IPYTHONDIR=str(home / ".ipython"))
            os.chdir(folder)
            logging.disable()
            with open(os.devnull, "w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            api(folder, False).autograde(NAME, learner)
        finally:
            os._exit(0)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return "done" if status == 0 else "the run ended"
        time.sleep(0.05)
    _kill_below(child)
    os.waitpid(child, 0)
    return "the run hung"


def _kill_below(pid):
    """End a process and all that it started."""
    try:
        children = Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()
    except OSError:
        children = []
    for each in children:
        _kill_below(int(each))
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def by_ours(folder):
    """Mark the whole list in one run of `peerlib grade`; return the same."""
    released = course(folder, True)
    with Watch(folder, ROOT / "solutions") as watch:
        samples = hostile_samples(EXERCISE, released, watch.target)
        for sample in samples:
            hand_in(folder, NAME, sample)
        watch.begin()
        outcome = grade(NAME, read_places(folder), say=lambda line: print(line, flush=True))
        harms = watch.harms()
    found = {}
    for sample in samples:
        mark = (
            "no mark"
            if sample.learner in outcome.not_marked
            else ("%g" % score(folder, sample.learner)[0])
        )
        found[sample.learner] = (mark, harms)
    return samples, found


def table(samples, stocks, ours):
    """Write the comparison as a Markdown table."""
    lines = [
        "| submission | what it does | deserves | stock nbgrader | here |",
        "|---|---|---|---|---|",
    ]
    for sample in samples:
        deserved = sample.expected_points(EXERCISE)
        mark, harms = stocks[sample.learner]
        lines.append(
            "| `%s` | %s | %s | %s | %s |"
            % (
                sample.learner,
                sample.story,
                "no mark" if deserved is None else "%g" % deserved,
                "; ".join([mark, *("**%s**" % harm for harm in harms)]),
                "; ".join([ours[sample.learner][0], *ours[sample.learner][1]]),
            )
        )
    return "\n".join(lines)


def summary(samples, stocks, ours):
    """Count in two sentences what became of the list."""
    more = harmed = lost = fair = 0
    for sample in samples:
        deserved = sample.expected_points(EXERCISE)
        mark, harms = stocks[sample.learner]
        points = float(mark.split(",")[0]) if mark[0].isdigit() else None
        more += points is not None and points > (deserved or 0) + 1e-9
        lost += points is None and deserved is not None
        harmed += bool(harms)
        fair += ours[sample.learner] == ("no mark" if deserved is None else "%g" % deserved, [])
    return (
        "Of %d submissions, stock nbgrader gave %d more than they deserve, left %d without a mark "
        "although they can be marked, and let %d do harm. Here %d got what they deserve and did "
        "no harm." % (len(samples), more, lost, harmed, fair)
    )


def main():
    """Run both and show them side by side."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the table into the book")
    chosen = parser.parse_args()
    os.environ["PATH"] = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", "")
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        samples, ours = by_ours(Path(folder) / "ours")
        stocks = by_stock(Path(folder) / "stock")
    text = summary(samples, stocks, ours) + "\n\n" + table(samples, stocks, ours)
    if chosen.write:
        before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(before + BEGIN + "\n" + text + "\n" + END + after, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
