"""Some processes that work through jobs; one that dies takes nothing with it but its own job."""

import multiprocessing
import signal
import time
from multiprocessing.connection import wait

from .learner_process import die_with_parent

TRIES = 2


class Died:
    """Stands for the result of a job whose process died each time."""


class Pool:
    """Processes that each make their own worker and then do one job at a time.

    Parameters
    ----------
    make : callable
        `make(number)` is called in each process and returns a function `job -> result`. In a
        process that takes the place of one that died, the number is None.
    size : int
    seconds : float, optional
        How long a job may take before its process counts as dead.
    """

    def __init__(self, make, size, seconds=None):
        # A fork has everything loaded already; nothing here has threads.
        self._context = multiprocessing.get_context("fork")
        self._make, self._seconds = make, seconds
        self._workers = {}
        for number in range(size):
            self._add(number)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for process in self._workers.values():
            process.kill()
        for ours, process in self._workers.items():
            process.join()
            ours.close()

    def results(self, jobs):
        """Do the jobs; at most one for each process is taken from `jobs` at a time.

        Yields
        ------
        (job, result)
            In the order in which they are done. The result of a job that its process did not
            outlive is `Died`.
        """
        jobs, again, busy = iter(jobs), [], {}
        idle = list(self._workers)
        while True:
            while idle and (job := again.pop() if again else next(jobs, None)) is not None:
                job, tries = job if isinstance(job, _Again) else (job, 0)
                connection = idle.pop()
                busy[connection] = job, tries, time.monotonic()
                if not _send(connection, job):
                    continue  # its death is seen below
            if not busy:
                return
            for connection in self._ready(busy):
                job, tries, _ = busy.pop(connection)
                try:
                    result = connection.recv()
                except (EOFError, OSError):
                    idle.append(self._replace(connection))
                    if tries + 1 < TRIES:
                        again.append(_Again((job, tries + 1)))
                        continue
                    result = Died
                else:
                    idle.append(connection)
                yield job, result

    def _ready(self, busy):
        while True:
            found = wait(list(busy), timeout=1)
            if found:
                return found
            for connection, (_, _, since) in busy.items():
                if self._seconds and time.monotonic() - since > self._seconds:
                    self._workers[connection].kill()

    def _add(self, number):
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(self._make, number, theirs, ours), daemon=True
        )
        process.start()
        theirs.close()
        self._workers[ours] = process
        return ours

    def _replace(self, connection):
        process = self._workers.pop(connection)
        process.kill()
        process.join()
        connection.close()
        return self._add(None)


class _Again(tuple):
    """A job with the number of its tries so far."""


def _send(connection, job):
    try:
        connection.send(job)
    except OSError:
        return False
    return True


def _work(make, number, connection, not_ours):
    """Do jobs until the other side is gone."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that gives out jobs decides
    not_ours.close()
    work = make(number)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        connection.send(work(job))
