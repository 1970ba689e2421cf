"""Marks per minute: ours against stock `nbgrader autograde`, same class, same run.

    python benchmarks/marking.py [--submissions 12]

Stock nbgrader runs each submission in its learner's kernel and marks it there; ours runs it in a
sandbox and marks it outside. The class is generated: right answers and known wrong turns.
"""

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from peerlib.autograde.sample_submissions import samples
from peerlib.exercises import load

ROOT = Path(__file__).resolve().parent.parent
NAME = "trial-effects"
STOCK = "c = get_config()\n"
OURS = STOCK + "from peerlib.autograde import install\ninstall(c)\n"


def nbgrader(folder, *arguments):
    """Run a command in a course folder; return seconds to the first submission, and to the end."""
    path = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", "")
    command = [sys.executable, "-m", "nbgrader", *arguments]
    started, first = time.perf_counter(), None
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "PATH": path}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    for line in process.stdout:
        lines.append(line)
        if first is None and "Creating/updating student" in line:
            first = time.perf_counter() - started
    if process.wait() != 0:
        sys.exit("nbgrader failed:\n" + "".join(lines[-20:]))
    return first, time.perf_counter() - started


def course(folder, config, count):
    """Make a course folder with an exercise, a gradebook and `count` submissions."""
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(
        config + "c.CourseDirectory.source_directory = %r\n" % str(ROOT / "solutions"))
    nbgrader(folder, "generate_assignment", NAME)
    released = json.loads((folder / "release" / NAME / (NAME + ".ipynb")).read_text())
    for sample in samples(load(NAME), released)[:count]:
        place = folder / "submitted" / sample.learner / NAME
        place.mkdir(parents=True)
        (place / (NAME + ".ipynb")).write_bytes(sample.content)


def measure(folder, config, count):
    """Return marks per minute of the whole command, and of its marking without the start."""
    course(folder, config, count)
    first, end = nbgrader(folder, "autograde", NAME)
    return 60 * count / end, 60 * count / (end - first)


def main():
    """Measure both and print them with their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=12, choices=range(2, 41), metavar="N")
    count = parser.parse_args().submissions
    print("Marking %d submissions of %s, one after another ..." % (count, NAME), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        stock = measure(Path(folder) / "stock", STOCK, count)
        print("stock nbgrader: %5.1f marks a minute, %6.1f without its start" % stock, flush=True)
        ours = measure(Path(folder) / "ours", OURS, count)
        print("ours:           %5.1f marks a minute, %6.1f without its start" % ours)
    print("ratio:          %5.2f, %.2f without its start" % (
        ours[0] / stock[0], ours[1] / stock[1]))


if __name__ == "__main__":
    main()
