"""Run a learner's code cells and send plain values back, for `sandbox` or `warm_server`.

This file is the only part of the grader that shares a process with learner code. So it holds
nothing worth reading: no reference answer, no other submission, no mark. It needs the standard
library alone, and everything it sends is checked again by the process that reads it.

A request (JSON on standard input) names the cells, the variables to read after each cell, and the
limits; where an answer may be a table, a figure or the like, also which (`structured`), and where
it is a function, the plain arguments to try it on (`calls`); and the learner's side of the
exercise (`exercise`, see `learner_side`). The answer is one JSON object a line
on a pipe of its own::

    {"start": 3}                                         cell 3 begins
    {"done": 3, "error": null, "values": {"x": ["number", 0.1], "t": ["whole", {...}]}}
    {"done": 4, "error": null, "values": {"x": ["number", 0.1], "t": ["same", null]}}
    {"why": "memory"}                                    the process ends: no memory left
    {"data_of": 17}                                      it ends: the data of this seed are needed
    {"trying": ["f"]}                                    these functions are tried now
    {"tried": "f", "values": ["whole", {...}]}           what one gave
    {"end": true}
"""

import ast
import builtins
import json
import os
import resource
import signal
import sys
import types

# Longer than the longest text that counts as an answer, so that "too long" can still be said.
TEXT_LIMIT = 1001
REASON_LIMIT = 200
LIST_LIMIT = 20
NO_MEMORY = b'{"why": "memory"}\n'


class TookTooLong(BaseException):
    """Raised in a cell whose time is up; not an `Exception`, so that few cells swallow it."""


def plain(value, depth=0):
    """Turn a learner's value into a [kind, content] pair that JSON can carry."""
    if value is None or value is Ellipsis:
        return ["none", None]
    if isinstance(value, str):
        return ["text", str.__str__(value)[:TEXT_LIMIT]]
    if type(value).__name__ in ("bool", "bool_"):  # Python's and NumPy's
        return ["bool", bool(value)]
    if isinstance(value, (list, tuple)) and depth == 0 and len(value) <= LIST_LIMIT:
        return ["list", [plain(each, depth + 1) for each in value]]
    if hasattr(type(value), "__len__"):
        return ["several", None]
    return _number(value) or ["other", type(value).__name__[:REASON_LIMIT]]


def _number(value):
    """Turn whatever can be a number into a pair; give None if it cannot."""
    if isinstance(value, int) and -(2**53) <= value <= 2**53:
        return ["number", int(value)]
    try:
        return ["number", float(value)]
    except OverflowError:
        return ["number", 1e300]
    except BaseException:  # whatever a learner's own type raises, SystemExit too
        return None


def set_limits(request):
    """Bound memory, processor time, file size and processes; give up root if told to."""
    mega = 1024 * 1024

    def limit(kind, amount):
        hard = resource.getrlimit(kind)[1]
        amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (amount, amount))

    limit(resource.RLIMIT_AS, request["memory_mb"] * mega)
    limit(resource.RLIMIT_FSIZE, request["file_mb"] * mega)
    limit(resource.RLIMIT_CPU, int(request["total_seconds"]) + 2)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 64)  # pipes and sockets hold memory that is not counted above
    # One process and one thread: nothing can be left running, and nothing can multiply.
    limit(resource.RLIMIT_NPROC, 1)
    if request["user_id"] is not None:
        os.setgroups([])
        os.setgid(request["user_id"])
        os.setuid(request["user_id"])


def die_with_parent():
    """Ask the kernel to end this process when the one that started it ends."""
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


def deny_calls(import_from):
    """Take calls of the kernel away that no notebook needs (see `denied_calls`)."""
    import ctypes

    sys.path.append(import_from)
    from peerlib.autograde import denied_calls

    denied_calls.deny(ctypes.CDLL(None))


class QuietShell:
    """What `get_ipython()` gives in the sandbox: magics and shell commands do nothing."""

    def run_cell_magic(self, name, line, body):
        """Run the body of a timing magic; leave out every other magic cell."""
        if name in ("time", "timeit", "capture"):
            run_source(body, self.namespace)

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


def transformed(source):
    """Turn IPython's own syntax (magics, `!command`, `name?`) into plain Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def run_source(source, namespace):
    """Execute one cell's source in `namespace`; nothing is displayed."""
    try:
        code = compile(source, "<cell>", "exec", dont_inherit=True)
    except SyntaxError:
        source = transformed(source)
        code = compile(source, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    outcome = eval(code, namespace)
    if outcome is not None:  # a cell with a top-level `await` gives a coroutine
        import asyncio

        asyncio.run(outcome)


def run_cell(source, namespace, seconds):
    """Run one cell; return None, or in a few words how it stopped."""
    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        run_source(source, namespace)
    except TookTooLong:
        return "time"
    except MemoryError:
        return "memory"
    except BaseException as error:
        return ("%s: %s" % (type(error).__name__, error))[:REASON_LIMIT]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return None


def out_of_time(signal_number, frame):
    """End the running cell."""
    raise TookTooLong


class Values:
    """Turns the values of answers into pairs; one that has not changed is not sent again."""

    def __init__(self, request, encode):
        self.names = request["names"]
        self.structured = set(request.get("structured", ()))
        self.calls = request.get("calls") or {}
        self.encode = encode
        self.sent = {}
        if self.structured or self.calls:
            from peerlib.exercises import _learner_values

            self.plain_answer = _learner_values.plain_answer
            self.outcome_of = _learner_values.outcome_of

    def of(self, namespace):
        """Give the pair of each answer that is there."""
        return {name: self._pair(name, namespace[name]) for name in self.names if name in namespace}

    def _pair(self, name, value):
        if name in self.calls and callable(value):
            return ["none", None]  # it is tried at the end
        if name not in self.structured and name not in self.calls:
            return plain(value)
        pair = ["whole", self.plain_answer(value)]
        text = self.encode(pair)
        if self.sent.get(name) == text:
            return ["same", None]
        self.sent[name] = text
        return pair

    def functions(self, namespace):
        """Give the names of the functions there are to try."""
        return [name for name in self.calls if callable(namespace.get(name))]

    def tried(self, function, cases, seconds):
        """Call a function on its cases, all of them within some seconds."""
        outcomes = []
        signal.signal(signal.SIGALRM, out_of_time)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            for case in cases:
                outcomes.append(self.outcome_of(function, case))
        except TookTooLong:
            pass
        except BaseException as error:  # SystemExit and the like
            outcomes.append({"error": type(error).__name__})
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        missing = len(cases) - len(outcomes)
        outcomes += [{"error": "it took too long"}] * missing
        return ["whole", {"kind": "calls", "outcomes": outcomes}]


def new_namespace(import_from):
    """Give the names that a notebook's cells find before the first one has run."""
    if import_from not in sys.path:
        sys.path.append(import_from)
    shell = QuietShell()
    builtins.display = lambda *args, **kwargs: None
    builtins.get_ipython = lambda: shell
    namespace = {"__name__": "__main__", "__builtins__": builtins}
    shell.namespace = namespace
    return namespace


def lay_out(exercise, tell):
    """Put the exercise where a notebook looks for it: its data, and none of its rules.

    Parameters
    ----------
    exercise : dict
        As `learner_side` gives it.
    tell : callable
        Sends a message.
    """
    name = "peerlib.exercises." + exercise["module"]

    def data_for(seed):
        if str(seed) not in exercise["data"]:
            tell({"data_of": seed})
            os._exit(1)  # it is run again, with these data
        numbers = {"nan": float("nan"), "inf": float("inf")}
        return eval(exercise["data"][str(seed)], {"__builtins__": {}}, numbers)

    module = types.ModuleType(name)
    vars(module).update(
        exercise["about"],
        ITEMS=(),
        data_for=data_for,
        story=lambda data: "",
        table=lambda data: {"caption": "", "columns": [""], "rows": []},
    )
    sys.modules[name] = module


def main():
    """Read the request, shut the process in as far as it can itself, and answer."""
    request = json.loads(sys.stdin.buffer.read())
    say_nothing()
    set_limits(request)
    die_with_parent()
    deny_calls(request["import_from"])
    answer(request, request["channel"])


def say_nothing():
    """Let whatever cells print go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def answer(request, channel):
    """Run the request's cells one after another, tell what came out of each."""
    # Held here, so that a learner who replaces them does not lose their own answers.
    encode, write = json.JSONEncoder().encode, os.write

    def tell(message):
        data = encode(message).encode() + b"\n"
        while data:
            data = data[write(channel, data) :]

    namespace = new_namespace(request["import_from"])
    if request.get("exercise"):
        lay_out(request["exercise"], tell)
    answers = Values(request, encode)
    for index, source in request["cells"]:
        tell({"start": index})
        error = run_cell(source, namespace, request["cell_seconds"])
        if error == "memory":  # what the cell hoards would starve the cells after it
            os.write(channel, NO_MEMORY)
            os._exit(1)
        tell({"done": index, "error": error, "values": answers.of(namespace)})
    functions = answers.functions(namespace)
    tell({"trying": functions})
    for name in functions:
        cases = answers.calls[name]
        tell(
            {
                "tried": name,
                "values": answers.tried(namespace[name], cases, request["cell_seconds"]),
            }
        )
    tell({"end": True})


if __name__ == "__main__":
    main()
    # Learner code may have left exit handlers and finalisers behind: do not run them.
    os._exit(0)
