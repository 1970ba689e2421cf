"""Run a submission's code cells in a shut-in process and get plain values back, by name.

    run(cells, names) -> Run

The process that calls `run` never executes learner code and never believes more than plain,
bounded values. A cell that kills its process, or never ends, is left out and the rest is run
again, so that one bad cell does not cost the others.

>>> run(["risk = 12 / 96", "while True: pass", "ratio = risk / 0.25"], ["risk", "ratio"],
...     limits=Limits(cell_seconds=1)).values
{'risk': 0.125, 'ratio': 0.5}
"""

import json
import os
import select
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cache

from .isolation import LIMITS_ONLY, PACKAGE, candidates, what_is_missing
from .learner_side import MOST_ASKED
from .messages import Attempt, take

ANSWER_BYTES = 512 * 1024
START_SECONDS = 30
GRACE_SECONDS = 1.0


@dataclass(frozen=True)
class Limits:
    """What one submission may use."""

    cell_seconds: float = 10.0
    """Seconds for one cell."""
    total_seconds: float = 60.0
    """Seconds for the whole submission, runs without an offending cell included."""
    memory_mb: int = 2048
    """Address space, in MB."""
    file_mb: int = 16
    """Size of any file written, in MB."""
    reruns: int = 4
    """How often to run again without an offending cell."""


@dataclass(frozen=True)
class Run:
    """What came out of a submission."""

    values: dict
    """Plain values by name; a name that was never set is missing."""
    stopped: dict
    """By cell number: "time", "memory", "ended", or the error in its own words."""
    isolation: str
    """`"warm bubblewrap"`, `"bubblewrap"` or `"limits only"`."""
    seconds: float = 0.0
    """How long it took."""


class NotStarted(RuntimeError):
    """A warm sandbox could not start a process; no learner code has run."""


def run(
    cells, names, limits=None, isolation=None, structured=(), calls=None, warm=None, exercise=None
):
    """Run code cells one after another in a shut-in process.

    Parameters
    ----------
    cells : list of str
        Sources of the code cells, graded test cells left out.
    names : list of str
        Variables to read.
    limits : Limits, optional
    isolation : Isolation, optional
        Way to shut the process in; by default the safest that works here.
    structured : iterable of str, optional
        Those of the names whose value may be a table, a figure, a dictionary or the like; it comes
        back as told in `peerlib.checking.values`.
    calls : dict, optional
        By name: the plain arguments of each case that a function of this name is tried on, at
        the end; in place of the function, what it gave comes back.
    warm : peerlib.autograde.warm.WarmSandbox, optional
        Starts the process much faster. If it cannot, the process is started without.
    exercise : peerlib.autograde.learner_side.LearnerSide, optional
        What the cells find when they ask for their exercise.

    Raises
    ------
    RuntimeError
        If no process can be started on this machine at all.
    """
    limits = limits or Limits()
    isolation = isolation or working_isolation()
    started = time.monotonic()
    until = started + limits.total_seconds
    remaining = list(enumerate(cells))
    values, stopped = {}, {}
    wanted = {"names": names, "structured": list(structured), "calls": calls or {}}
    for _ in range(limits.reruns + 1 + (MOST_ASKED if exercise else 0)):
        wanted["exercise"] = exercise and exercise.as_request()
        left = until - time.monotonic()
        if left <= 0:
            break
        attempt, within = None, replace(limits, total_seconds=left)
        if warm:
            try:
                attempt = warm.attempt(remaining, wanted, within)
            except NotStarted:
                warm = None
        attempt = attempt or _attempt(remaining, wanted, within, isolation)
        values.update(attempt.values)
        stopped.update(attempt.stopped)
        if exercise and attempt.data_of is not None and exercise.add(attempt.data_of):
            continue
        if attempt.ended or attempt.running is None:
            break
        stopped[attempt.running] = attempt.why
        remaining = [(index, source) for index, source in remaining if index != attempt.running]
    way = (warm or isolation).name
    return Run(values, stopped, way, time.monotonic() - started)


@cache
def working_isolation(wanted=None):
    """Find the safest way to shut a process in that works on this machine.

    Parameters
    ----------
    wanted : {"bubblewrap", "limits only"}, optional
        Which kind; without it, bubblewrap. The weaker one has to be asked for by name.

    Raises
    ------
    RuntimeError
        If none works; the message says what is missing and what to do.
    """
    # Loads a part of the environment and of peerlib that the runner itself does not need.
    trial = ["import colorsys, peerlib\nanswer = 6 * 7"]
    for isolation in candidates(wanted):
        if run(trial, ["answer"], Limits(reruns=0), isolation).values == {"answer": 42}:
            return isolation
    if wanted == LIMITS_ONLY:
        raise RuntimeError("Submissions cannot be run on this machine, not even with limits only.")
    raise RuntimeError(
        "Submissions cannot be shut in on this machine, so nothing was marked. %s To mark without "
        "walls, although learner code can then read what you can read: --isolation 'limits only', "
        "or c.SubmissionExporter.isolation = 'limits only' in nbgrader_config.py."
        % what_is_missing()
    )


def _attempt(cells, wanted, limits, isolation):
    """Run the cells in one process until it ends or a limit is reached."""
    attempt = Attempt()
    with tempfile.TemporaryDirectory(prefix="learner-") as folder:
        reading, writing = os.pipe()
        with open(reading, "rb", buffering=0) as channel:
            process = _start(cells, wanted, limits, isolation, folder, writing)
            try:
                listen(channel, attempt, wanted["names"], limits, {index for index, _ in cells})
            finally:
                kill(process)
    return attempt


def _start(cells, wanted, limits, isolation, folder, channel):
    request = request_for(cells, wanted, limits, isolation)
    if request["user_id"] is not None:
        os.chown(folder, request["user_id"], request["user_id"])
    with request_file({**request, "channel": channel}) as file:
        try:
            return subprocess.Popen(
                isolation.command(folder, channel),
                stdin=file,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=isolation.environment(folder),
                cwd=folder,
                pass_fds=[channel],
                start_new_session=True,
            )
        finally:
            os.close(channel)


def request_for(cells, wanted, limits, isolation):
    """Say what a learner's process is to do and what it may use (see `learner_process`)."""
    return {
        "cells": cells,
        **wanted,
        "cell_seconds": limits.cell_seconds,
        "total_seconds": limits.total_seconds,
        "memory_mb": limits.memory_mb,
        "file_mb": limits.file_mb,
        "user_id": isolation.user_id(),
        "import_from": str(PACKAGE.parent),
    }


def request_file(request):
    """Put a request into a nameless file, at its beginning.

    A file, not a pipe: a process that does not read cannot make this one wait.
    """
    file = tempfile.TemporaryFile()
    file.write(json.dumps(request).encode())
    file.seek(0)
    return file


def kill(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


def listen(channel, attempt, names, limits, indices):
    """Read what the process tells until it ends, is out of time, or says too much."""
    until = time.monotonic() + limits.total_seconds
    cell_until = time.monotonic() + START_SECONDS
    waiting, received = b"", 0
    while not attempt.ended:
        left = min(until, cell_until) - time.monotonic()
        if left <= 0 or not select.select([channel], [], [], left)[0]:
            attempt.why = "time"
            return
        data = os.read(channel.fileno(), 65536)
        received += len(data)
        if not data or received > ANSWER_BYTES:
            return
        *lines, waiting = (waiting + data).split(b"\n")
        for line in lines:
            take(line, attempt, names, indices)
        cell_until = time.monotonic() + limits.cell_seconds + GRACE_SECONDS
