"""Show what a long step is doing, and say in one line what went wrong.

It is loaded before the version of Python is checked, so it must parse under Python 3.6 and
may import the standard library only.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

SECONDS_BETWEEN_LINES = 15  # where the line cannot be drawn again: a log, a CI run
COLOUR = re.compile(r"\033\[[0-9;]*m")


class Problem(Exception):
    """Something the person at the keyboard can mend. Its text says what it is and what to type."""


class Step:
    """One named step, with the seconds it has taken so far.

    Use it with ``with``. On a terminal the line is redrawn each second. Elsewhere a new line
    comes every fifteen seconds, so that a log shows that work goes on.
    """

    def __init__(self, name, stream=None):
        self.name = name
        self.detail = ""
        self._stream = stream or sys.stdout
        self._redraws = self._stream.isatty()
        self._ended = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self):
        self._began = time.monotonic()
        if not self._redraws:
            self._write(f"  {self.name} ...\n")
        self._ticker.start()
        return self

    def __exit__(self, kind, error, trace):
        self._ended.set()
        self._ticker.join()
        outcome = "done" if kind is None else "stopped"
        start = "\r\033[K" if self._redraws else ""
        self._write(f"{start}  {self.name}: {outcome}, {self.seconds()} s\n")

    def seconds(self):
        """Whole seconds since the step began."""
        return int(time.monotonic() - self._began)

    def _tick(self):
        wait = 1 if self._redraws else SECONDS_BETWEEN_LINES
        while not self._ended.wait(wait):
            line = f"  {self.name} ... {self.seconds()} s  {self.detail}"
            if self._redraws:
                width = shutil.get_terminal_size().columns - 1
                self._write("\r\033[K" + line[:width])
            else:
                self._write(line.rstrip() + "\n")

    def _write(self, text):
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            pass  # the terminal was closed: the work itself goes on or is stopped elsewhere


def run_quietly(command, log, describe=None, step=None, env=None, cwd=None):
    """Run a command, keep all it says in a file, and show only where it is.

    Parameters
    ----------
    command : list of str
    log : path
        Written anew; everything that the command prints goes there.
    describe : callable, optional
        Given one line of output, returns a few words for the learner, or None to keep the last.
    step : Step, optional
        Where those words are shown.

    Returns
    -------
    int
        The command's exit code. The command and its children are ended if we are interrupted.
    """
    with open(str(log), "w", encoding="utf-8") as kept:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=dict(os.environ if env is None else env, PYTHONUNBUFFERED="1"),
            cwd=None if cwd is None else str(cwd),
            start_new_session=True,  # so that it can be ended together with its children
        )
        try:
            for line in process.stdout:
                line = COLOUR.sub("", line)
                kept.write(line)
                kept.flush()
                words = describe(line) if describe else None
                if words and step:
                    step.detail = words
            return process.wait()
        finally:
            end_group(process)


def end_group(process, patience=5):
    """End a process started with ``start_new_session`` and what it started, politely first."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None or signal_number == signal.SIGKILL:
            try:
                os.killpg(process.pid, signal_number)
            except (ProcessLookupError, PermissionError):
                pass  # nobody is left in the group
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            pass


def last_lines(log, count=8):
    """Give the end of a log, indented, errors first: the lines that tell what went wrong."""
    try:
        with open(str(log), encoding="utf-8", errors="replace") as kept:
            lines = [line.rstrip() for line in kept if line.strip()]
    except OSError:
        return ""
    # also what ends a traceback, such as "ValueError: ..."; each once
    telling = [line for line in lines if re.search(r"(error|warning): *\S", line, re.IGNORECASE)]
    telling = list(dict.fromkeys(telling))
    return "\n".join("    " + line[:200] for line in (telling or lines)[-count:])


def tell_problems(main):
    """Run ``main()`` and turn a Problem, a full disk or Ctrl-C into one clear line.

    Returns
    -------
    int
        The exit code: what ``main`` gave, 1 after a problem, 130 after Ctrl-C.
    """
    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, _interrupt)
    try:
        return main() or 0
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        where = error.filename or "the folder of the course"
        print(
            f"\nThe computer refused: {error.strerror or error} ({where}). "
            "Free space or mend the rights of that place, then try again.",
            file=sys.stderr,
        )
        return 1


def _interrupt(signal_number, frame):
    raise KeyboardInterrupt
