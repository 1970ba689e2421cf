"""The course opens at two addresses and, however it ends, leaves nothing running."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent


class OpenCourse:
    """A course started as `make course` starts it, at ports of which both are taken."""

    def __init__(self, work):
        self.blockers = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        self.taken = [blocker.getsockname()[1] for blocker in self.blockers]
        self.printed = open(work.parent / "printed", "w+")
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "tools" / "course.py", "--work", work]
            + ["--book-port", str(self.taken[0]), "--lab-port", str(self.taken[1])],
            stdin=subprocess.DEVNULL,
            stdout=self.printed,
            stderr=subprocess.STDOUT,
        )
        self.book, self.lab = self._wait_for_addresses()

    def _wait_for_addresses(self):
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            addresses = re.findall(r"http://127\.0\.0\.1:\S+", self.said())
            if len(addresses) == 2:
                return addresses
            time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self):
        """Give all that was printed so far."""
        return Path(self.printed.name).read_text()

    def ask_lab(self, path, **options):
        """Send a request to JupyterLab, with its token."""
        address, token = re.match(r"(.*)/lab\?token=(\w+)", self.lab).groups()
        headers = {"Authorization": f"token {token}"}
        request = urllib.request.Request(f"{address}/{path}", headers=headers, **options)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())

    def start_kernel(self):
        """Start a kernel, so that there is something below JupyterLab that could be left over."""
        self.ask_lab("api/kernels", data=b'{"name": "python3"}', method="POST")
        return self.below()

    def below(self):
        """Give all processes below the command."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def close(self):
        """Release what the test itself holds; end the course hard if it still runs."""
        if self.process.poll() is None:
            for process in [*self.below(), psutil.Process(self.process.pid)]:
                process.kill()
        for thing in (*self.blockers, self.printed):
            thing.close()


@pytest.fixture
def course(book_url, tmp_path):
    """Give an open course; the book was built before, by the fixture of the browser tests."""
    opened = OpenCourse(tmp_path / "my-work")
    yield opened
    opened.close()


def test_the_course_opens_and_ctrl_c_ends_all_of_it(course):
    for taken in course.taken:
        assert f"Port {taken} is taken" in course.said()
    with urllib.request.urlopen(course.book) as page:
        assert page.headers.get_content_type() == "text/html"
    names = {entry["name"] for entry in course.ask_lab("api/contents")["content"]}
    assert names == {"notebooks", "exercises"}

    started = course.start_kernel()
    assert len(started) >= 2
    course.process.send_signal(signal.SIGINT)
    assert course.process.wait(timeout=30) == 0
    assert "Traceback" not in course.said()
    assert "The course is closed." in course.said()
    assert psutil.wait_procs(started, timeout=5)[1] == []


def test_a_jupyterlab_that_dies_ends_the_course_with_a_sentence(course):
    started = course.start_kernel()
    lab = next(process for process in started if "jupyterlab" in process.cmdline())
    lab.kill()
    assert course.process.wait(timeout=30) == 1
    assert "JupyterLab ended by itself" in course.said()
    assert "Traceback" not in course.said()
    assert psutil.wait_procs(started, timeout=15)[1] == []


def test_a_terminated_command_ends_all_of_it(course):
    started = course.start_kernel()
    course.process.terminate()
    assert course.process.wait(timeout=30) == 0
    assert psutil.wait_procs(started, timeout=5)[1] == []


def test_jupyterlab_asks_for_a_token(course):
    address = course.lab.split("/lab?")[0]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{address}/api/contents")
