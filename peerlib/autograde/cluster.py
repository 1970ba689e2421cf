"""Mark on a Dask cluster: the same pure function, on other computers.

Nothing but a submission's bytes goes there, and nothing but its marks, record and shown notebook
comes back; this computer alone reads and writes files and the gradebook. The cluster's computers
need peerlib and bubblewrap; each thread of theirs keeps a warm sandbox.
"""

import threading

from . import quick_imports  # noqa: F401  (before nbformat)
from .autograded_folder import put_in_place
from .gradebook_rows import Entry
from .intake import Refused, content_of
from .pool import Died
from .records import write
from .sandbox import NotStarted, run, working_isolation
from .submission import mark_submission
from .times import time_of
from .warm import WarmSandbox
from .worker import Worker, summary

# For each thread of the cluster: one at work, and one that waits for it.
FOR_EACH_THREAD = 2
CONNECT_SECONDS = 20


def connected(address):
    """Connect to a Dask scheduler.

    Parameters
    ----------
    address : str
        Such as ``tcp://10.0.0.5:8786``.

    Returns
    -------
    callable
        For `peerlib.autograde.grade.grade`.

    Raises
    ------
    ValueError
        If Dask is not installed, or nothing answers there, or it has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("--scheduler needs Dask: pip install 'peerlib[cluster]'.") from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ValueError(
            "No Dask scheduler answers at %s (%s). Start one with `dask scheduler`, or leave "
            "--scheduler out to mark on this computer." % (address, str(error)[:100])
        ) from None
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise ValueError(
            "The scheduler at %s has no workers. Start one with: dask worker %s"
            % (address, address)
        )

    def cluster(places, setup):
        return _Cluster(client, threads * FOR_EACH_THREAD, places, setup).results

    return cluster


class _Cluster:
    """Sends submissions out, a few at a time, and puts what comes back in its place."""

    def __init__(self, client, at_once, places, setup):
        self.client, self.at_once = client, at_once
        self.places, self.setup = places, setup
        self.at_home = Worker(places, setup, None, None)

    def results(self, jobs):
        """Do the jobs, as `peerlib.autograde.pool.Pool.results` does."""
        from distributed import as_completed

        jobs, out = iter(jobs), {}
        try:
            setup = self.client.scatter(self.setup, broadcast=True)
            done = as_completed(loop=self.client.loop)
            while True:
                while len(out) < self.at_once and (job := next(jobs, None)) is not None:
                    student, only_show = job
                    if only_show:
                        yield job, self.at_home(job)
                        continue
                    future, problem = self._sent(student, setup)
                    if problem:
                        yield job, problem
                        continue
                    out[future.key] = job
                    done.add(future)
                if not out:
                    return
                future = next(done)
                yield out.pop(future.key), self._taken(future)
        finally:
            self.client.close()

    def _sent(self, student, setup):
        place = self.places.notebook(self.places.submitted, student, self.setup.exercise)
        try:
            content = content_of(place)
        except Refused as reason:
            return None, ("refused", str(reason))
        return self.client.submit(mark_there, content, student, setup, pure=False), None

    def _taken(self, future):
        try:
            kind, value = future.result()
        except Exception:  # the computers it was on have died, or the cluster is gone
            return Died
        if kind != "marked":
            return kind, value
        record, exercise = value.record, self.setup.exercise
        try:
            handed_in = time_of(self.places.folder(self.places.submitted, record.student, exercise))
        except Refused as reason:
            return "refused", str(reason)
        put_in_place(self.places, record.student, exercise, value.notebook)
        write(self.places.records, record)
        entry = Entry(record.student, handed_in, value.scores, value.comments)
        return "marked", (entry, summary(record))


_here = threading.local()


def mark_there(content, student, setup):
    """Mark one submission on a computer of the cluster; never raises.

    Returns
    -------
    (str, object)
        "marked" with the `Marked`; "refused" or "failed" with the reason.
    """
    try:
        return "marked", mark_submission(content, student, setup, _run_here)
    except Refused as reason:
        return "refused", str(reason)
    except Exception as error:
        return "failed", "%s: %s" % (type(error).__name__, error)


def _run_here(cells, names, limits, **wanted):
    if not hasattr(_here, "way"):
        _here.way = working_isolation()
        try:
            _here.warm = WarmSandbox(_here.way)
            _here.warm = _here.warm if _here.warm.works() else None
        except NotStarted:
            _here.warm = None
    return run(cells, names, limits, _here.way, warm=_here.warm, **wanted)
