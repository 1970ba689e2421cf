"""A class of hostile and broken submissions, and somebody who watches what they get hold of.

    with Watch(folder) as watch:
        for sample in hostile_samples(exercise, released, watch.target):
            hand_in(folder, exercise.NAME, sample)
        ...mark them...
        watch.harms()      what was leaked, changed, reached or left behind

The same list is run against stock nbgrader by `benchmarks/hostile.py`.
"""

import hashlib
import os
import shutil
import socket
import threading
from pathlib import Path

from . import hostile, hostile_files, hostile_reaching, hostile_tampering
from .hostile_reaching import Target
from .sample_submissions import Maker, unreadable, untidy

SECRET = "correct-horse-battery-staple"
VARIABLE = "INSTRUCTORS_SECRET"
LARGE_BYTES = 5 * 1024 * 1024


def hostile_samples(exercise, released, target):
    """Generate the whole list.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`.
    released : dict
        The released notebook, parsed.
    target : Target
        What the attackers are after.

    Returns
    -------
    list of Sample
    """
    make = Maker(exercise, released)
    return [
        *hostile.samples(make),
        *hostile_tampering.samples(make),
        *hostile_reaching.samples(make, target),
        *untidy(make),
        *hostile_files.samples(make, target),
        *unreadable(make),
    ]


class Watch:
    """A course with things worth taking, and what became of them.

    Parameters
    ----------
    folder : path-like
        The folder of a course: with `submitted` and `gradebook.db`, once they are there.
    solutions : path-like
        The course's own folder of solutions; a copy of it is laid in the way.

    Attributes
    ----------
    target : Target
    """

    def __init__(self, folder, solutions):
        self.folder = Path(folder)
        self.home = self.folder / "home-of-the-instructor"
        self._solutions = solutions
        self._reached = 0

    def __enter__(self):
        self.home.mkdir()
        (self.home / "secret.txt").write_text(SECRET)
        (self.home / ".bashrc").write_text("# as it was\n")
        if not (self.folder / "solutions").exists():
            shutil.copytree(self._solutions, self.folder / "solutions")
        self._server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._answer, daemon=True).start()
        self._before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = SECRET
        self.target = Target(
            course=str(self.folder),
            gradebook=str(self.folder / "gradebook.db"),
            submitted=str(self.folder / "submitted"),
            home=str(self.home),
            other=str(self.folder / "submitted" / "other" / "x" / "other.ipynb"),
            port=self._server.getsockname()[1],
        )
        other = Path(self.target.other)
        other.parent.mkdir(parents=True)
        other.write_text('{"another student": "%s"}' % SECRET)
        return self

    def __exit__(self, *error):
        self._server.close()
        os.environ.pop(VARIABLE)
        if self._before is not None:
            os.environ[VARIABLE] = self._before

    def begin(self):
        """Remember how everything is before it is marked."""
        self._as_it_was = self._kept()
        self._reached = 0

    def harms(self):
        """Say what was leaked, changed, reached, left behind or blown up; empty if nothing."""
        found = []
        if any(SECRET.encode() in path.read_bytes() for path in self._made()):
            found.append("leaked a secret")
        if self._reached:
            found.append("reached the network")
        if self._kept() != self._as_it_was:
            found.append("changed other files")
        if left_behind():
            found.append("left a process behind")
        if sum(path.stat().st_size for path in self._made()) > LARGE_BYTES * self._submissions():
            found.append("filled the disk")
        return found

    def _answer(self):
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line:
                self._reached += 1
                line.sendall(SECRET.encode())

    def _kept(self):
        """Give what no marking may change: fingerprints of files by path."""
        places = (self.home, self.folder / "submitted", self.folder / "solutions")
        return {
            str(path): hashlib.sha256(path.read_bytes()).hexdigest()
            for place in places
            for path in sorted(place.rglob("*"))
            if path.is_file() and not path.is_symlink() and not _of_jupyter(path, self.home)
        }

    def _made(self):
        """List the files that marking makes."""
        steps = [self.folder / step for step in ("autograded", "records", "feedback")]
        return [path for step in steps for path in step.rglob("*") if path.is_file()]

    def _submissions(self):
        return max(1, len(list((self.folder / "autograded").glob("*"))))


def _of_jupyter(path, home):
    """Tell whether a file is what any kernel writes into a home, and no start-up program."""
    if not path.is_relative_to(home):
        return False
    first = path.relative_to(home).parts[0]
    return first in (".ipython", ".jupyter", ".local", ".cache", ".config") and (
        path.suffix != ".py" or "startup" not in path.parts
    )


def left_behind():
    """List the processes that a submission of the list has left behind."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"# left behind" in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found
