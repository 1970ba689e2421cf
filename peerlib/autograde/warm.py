"""A sandbox that is kept warm: Python and its libraries are loaded once for many submissions.

    with WarmSandbox(isolation, ["numpy"]) as warm:
        run(cells, names, limits, isolation, warm)

Each submission still has a process, namespaces, folder and limits of its own (`warm_server`).
"""

import ast
import json
import os
import select
import socket
import subprocess
import sys

from .isolation import BUBBLEWRAP, PACKAGE, SCRATCH, SCRATCH_BYTES, python_folders
from .messages import Attempt
from .sandbox import START_SECONDS, Limits, NotStarted, kill, listen, request_file, request_for

SERVER = PACKAGE / "autograde" / "warm_server.py"
SHUT_IN = b'{"shut_in": true}\n'
# What learners use without the notebook having loaded it.
USUAL = ("numpy", "pandas")
END_SECONDS = 10


class WarmSandbox:
    """One warm server. It starts at once, in the background; for one process and thread.

    Parameters
    ----------
    isolation : Isolation
        Of the kind "bubblewrap"; there is no warm sandbox without walls.
    modules : iterable of str, optional
        What to load beforehand; a module that cannot be loaded is left out.

    Raises
    ------
    NotStarted
        If the server cannot be started.
    """

    name = "warm bubblewrap"

    def __init__(self, isolation, modules=USUAL):
        if isolation.name != BUBBLEWRAP:
            raise NotStarted("There is no warm sandbox without bubblewrap.")
        self._isolation, self._modules = isolation, list(modules)
        self._process = None
        self._start()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def works(self):
        """Tell whether a submission can be run here, by running one."""
        try:
            trial = [(0, "import colorsys, peerlib\nanswer = 6 * 7")]
            return self.attempt(trial, {"names": ["answer"]}, Limits()).values == {"answer": 42}
        except NotStarted:
            return False

    def attempt(self, cells, wanted, limits):
        """Run cells in a process of their own.

        Parameters
        ----------
        cells : list of (int, str)
        wanted : dict
            What to bring back: names, structured and calls, as `sandbox.run` has them.
        limits : Limits

        Returns
        -------
        Attempt

        Raises
        ------
        NotStarted
            If the process could not be started and shut in; no cell has run.
        """
        self._be_ready()
        attempt = Attempt()
        reading, writing = os.pipe()
        with open(reading, "rb", buffering=0) as channel:
            try:
                with request_file(request_for(cells, wanted, limits, self._isolation)) as file:
                    socket.send_fds(self._control, [b"run"], [file.fileno(), writing])
            except OSError as error:
                self.close()
                raise NotStarted(str(error)) from None
            finally:
                os.close(writing)
            try:
                self._hear_that_it_is_shut_in(channel)
                listen(channel, attempt, wanted["names"], limits, {index for index, _ in cells})
            finally:
                self._stop()
        return attempt

    def close(self):
        """End the server, and with it whatever runs in it."""
        if self._process:
            self._control.close()
            kill(self._process)
            self._process = None

    def _start(self):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        places = {
            "scratch": SCRATCH,
            "scratch_bytes": SCRATCH_BYTES,
            "shown": [each for each in python_folders() if each.startswith(SCRATCH + "/")],
        }
        settings = {"control": theirs.fileno(), "modules": self._modules, "places": places}
        python = [sys.executable, "-I", "-B", str(SERVER), json.dumps(settings)]
        with theirs:
            try:
                self._process = subprocess.Popen(
                    self._isolation.behind_walls(python),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=self._isolation.environment(SCRATCH),
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            except OSError as error:
                ours.close()
                raise NotStarted(str(error)) from None
        self._control = ours

    def _be_ready(self):
        """Wait until the server has ended what it ran before; if it does not, start another."""
        if self._process and not self._heard_ready():
            self.close()
        if not self._process:
            self._start()
            if not self._heard_ready():
                self.close()
                raise NotStarted("The warm sandbox does not start.")

    def _heard_ready(self):
        try:
            return bool(select.select([self._control], [], [], START_SECONDS)[0]) and (
                self._control.recv(16) == b"ready"
            )
        except OSError:
            return False

    def _hear_that_it_is_shut_in(self, channel):
        heard = b""
        while len(heard) < len(SHUT_IN):
            if not select.select([channel], [], [], START_SECONDS)[0]:
                break
            part = os.read(channel.fileno(), len(SHUT_IN) - len(heard))
            if not part:
                break
            heard += part
        if heard != SHUT_IN:
            raise NotStarted("A process could not be shut in.")

    def _stop(self):
        try:
            self._control.send(b"stop")
        except OSError:
            self.close()


def modules_of(sources):
    """List the modules that code cells load at their top level, as far as they can be read.

    Parameters
    ----------
    sources : iterable of str
        The course's own cells, never a learner's: they are loaded before anything is shut in.

    Examples
    --------
    >>> modules_of(["import numpy as np, os.path", "from math import pi", "%matplotlib inline"])
    ['math', 'numpy', 'os.path']
    """
    found = set()
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    return sorted(found)
