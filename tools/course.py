"""Open the course: JupyterLab with the lessons and exercises, and the book beside it."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from book_site import BookServer, build, child_environment
from progress import Problem, Step, end_group, last_lines, tell_problems
from workspace import lay_out

ROOT = Path(__file__).resolve().parent.parent
LAB_PORT, BOOK_PORT = 8888, 8000
SECONDS_TO_START = 120
SECONDS_TO_STOP = 15  # JupyterLab first ends the kernels

# Learners need no questions about news, none of nbgrader's tools for teachers, and no Python
# in the browser where there is one on the computer.
PAGE_CONFIG = {
    "disabledExtensions": {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyter/nbgrader": True,
        "@jupyterlite/pyodide-kernel-extension": True,
    }
}
# A cell run too early, as after a restart, gets plain words too: no cell has asked for them yet.
KERNEL_CONFIG = 'get_config().InteractiveShellApp.extensions = ["peerlib.exercises.notebook"]\n'
SERVER_EXTENSIONS_OFF = [
    f"nbgrader.server_extensions.{name}"
    for name in ("formgrader", "validate_assignment", "assignment_list", "course_list")
]


class Lab:
    """JupyterLab over the learner's folder. Use it with ``with``; `address` holds its token.

    Its settings, trust and run-time files live in a hidden folder there, so that neither the
    person's other JupyterLab nor this one disturbs the other.
    """

    def __init__(self, work, port):
        self._own = work / ".jupyter"
        page_config = self._own / "config" / "labconfig" / "page_config.json"
        page_config.parent.mkdir(parents=True, exist_ok=True)
        page_config.write_text(json.dumps(PAGE_CONFIG))
        kernel_config = self._own / "ipython" / "profile_default" / "ipython_config.py"
        kernel_config.parent.mkdir(parents=True, exist_ok=True)
        kernel_config.write_text(KERNEL_CONFIG)
        self.log = self._own / "jupyterlab.log"
        self.log.touch(mode=0o600)  # JupyterLab writes its token there
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                _lab_command(work, port),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=work,
                env=_lab_environment(self._own),
                start_new_session=True,  # Ctrl-C comes to us alone, and we end it in order
            )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave kernels
        end_group(self.process, patience=SECONDS_TO_STOP)

    def wait_until_it_answers(self):
        """Wait for JupyterLab, then set `address` and `port` to what it really uses."""
        facts_file = self._own / "runtime" / f"jpserver-{self.process.pid}.json"
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                facts = json.loads(facts_file.read_text())
                urllib.request.urlopen(facts["url"] + "api", timeout=5).close()
            except (OSError, ValueError):
                time.sleep(0.2)  # not yet
                continue
            self.port = facts["port"]
            self.address = f"http://127.0.0.1:{self.port}/lab?token={facts['token']}"
            return
        raise Problem(
            f"JupyterLab did not start. What it said last:\n{last_lines(self.log)}\n"
            "To try again, type: make course"
        )


def _lab_command(work, port):
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", f"--ServerApp.root_dir={work}"]
    command += ["--LabApp.news_url=None", "--LabApp.extension_manager=readonly"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += ["--ContentsManager.pre_save_hook=peerlib.widgets.saving.words_only"]
    off = dict.fromkeys(SERVER_EXTENSIONS_OFF, False)
    command += [f"--ServerApp.jpserver_extensions={off}"]
    if os.geteuid() == 0:
        command += ["--allow-root"]  # usual in a container; it listens on this computer only
    return command


def _lab_environment(own):
    return child_environment() | {
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_PREFER_ENV_PATH": "1",  # the course's own kernel, whatever else is installed
    }


def open_course(work, lab_port, book_port):
    """Lay out the lessons, build and serve the book, run JupyterLab until it is stopped.

    Parameters
    ----------
    work : Path
        The learner's folder.
    lab_port, book_port : int
        The next free port is used where one is taken.

    Raises
    ------
    Problem
        A part could not be started, or JupyterLab ended with an error.
    """
    for sentence in lay_out(ROOT, work):
        print(f"  {sentence}")
    pages = build()
    with BookServer(pages, book_port) as book, Lab(work, lab_port) as lab:
        with Step("Starting JupyterLab"):
            lab.wait_until_it_answers()
        _say_port("book", book_port, book.server_port)
        _say_port("JupyterLab", lab_port, lab.port)
        print(_welcome(lab.address, book.address, work), flush=True)
        if lab.process.wait():
            raise Problem(
                f"JupyterLab ended by itself. What it said last:\n{last_lines(lab.log)}\n"
                f"Saved work is in {work.name}/. To open the course again, type: make course"
            )
    print(f"JupyterLab was shut down, so the course is closed. Your work is in {work.name}/.")


def _say_port(name, wanted, used):
    if used != wanted:
        print(f"  Port {wanted} is taken: {name} uses port {used}.")


def _welcome(lab_address, book_address, work):
    line = "=" * 78
    return f"""
{line}
The course is open. Both addresses work in a browser on this computer.

  The book, to read:
      {book_address}

  JupyterLab, to try and to do the exercises:
      {lab_address}
  To begin, open the folder notebooks there, and in it four-kinds-of-support.ipynb.

Your own work is kept in {work.name}/. To stop, press Ctrl-C here.
{line}"""


def main(arguments=None):
    """Run from the Makefile. Ctrl-C is the ordinary way to end, so it ends with 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "my-work", help="the learner's folder")
    parser.add_argument("--lab-port", type=int, default=LAB_PORT)
    parser.add_argument("--book-port", type=int, default=BOOK_PORT)
    options = parser.parse_args(arguments)
    try:
        open_course(options.work.resolve(), options.lab_port, options.book_port)
    except KeyboardInterrupt:
        print(f"\nThe course is closed. Your work is in {options.work.name}/.")


if __name__ == "__main__":
    sys.exit(tell_problems(main))
