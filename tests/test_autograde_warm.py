"""The warm sandbox gives what the cold one gives, and no submission reaches out of its own."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from peerlib.autograde import warm as warm_module
from peerlib.autograde.denied_calls import MACHINES, program
from peerlib.autograde.isolation import BUBBLEWRAP, LIMITS_ONLY
from peerlib.autograde.sandbox import Limits, NotStarted, run, working_isolation
from peerlib.autograde.warm import WarmSandbox, modules_of

ROOT = Path(__file__).parent.parent
QUICK = Limits(cell_seconds=2, total_seconds=40, memory_mb=512)


@pytest.fixture(scope="module")
def walls():
    return working_isolation(BUBBLEWRAP)


@pytest.fixture(scope="module")
def warm(walls):
    with WarmSandbox(walls, ["numpy"]) as sandbox:
        assert sandbox.works()
        yield sandbox


@pytest.fixture
def run_warm(warm, walls):
    def call(cells, names, limits=QUICK, **more):
        outcome = run(cells, names, limits, walls, warm=warm, **more)
        assert outcome.isolation == "warm bubblewrap"
        return outcome

    return call


SAME = [
    ["a = 1", "b = a / 8", "c = 'one in 8'"],
    ["import numpy\na = numpy.float64(0.25)", "b = float('inf')", "c = (1, 2)"],
    ["a = 1", "import os\nos._exit(0)", "c = 3"],
    ["a = 1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "c = 3"],
    ["a = 1", "import ctypes\nctypes.string_at(0)", "c = 3"],
    ["a = 1", "while True:\n    pass", "c = 3"],
    ["a = 1", "h = []\nwhile True:\n    h.append(bytes(10**7))", "c = 3"],
    ["a = 1", "1 / 0", "c = 3"],
    ["a = 1", "raise SystemExit(3)", "c = 3"],
    ["a = 1", "b = (0.1", "c = 3"],
    ["%matplotlib inline\na = 1", "a?\n!ls", "import asyncio\nawait asyncio.sleep(0)\nc = 5"],
    ["import subprocess\nsubprocess.Popen(['sleep', '98765'])", "import os\nos.fork()", "c = 3"],
    ["with open('big', 'wb') as f:\n    while True:\n        f.write(bytes(10**6))", "c = 3"],
    ["import atexit\natexit.register(lambda: 1 / 0)\na = 1"],
    ["for _ in range(20000):\n    print('x' * 1000)\na = 1"],
]


@pytest.mark.parametrize("cells", SAME, ids=range(len(SAME)))
def test_what_comes_out_is_what_comes_out_of_the_cold_sandbox(cells, run_warm, walls):
    cold, found = run(cells, ["a", "b", "c"], QUICK, walls), run_warm(cells, ["a", "b", "c"])
    assert (found.values, found.stopped) == (cold.values, cold.stopped)


def test_tables_and_functions_come_back_too(run_warm):
    cells = ["def f(x):\n    return 2 * x", "t = {'a': [1, 2]}"]
    found = run_warm(cells, ["f", "t"], structured=["t"], calls={"f": [[3], [4]]}).values
    assert found["t"] == {"a": [1, 2]}
    assert [each["value"] for each in found["f"]["outcomes"]] == [6, 8]


KILLS = [
    "for target in (os.getppid(), 1, 0, -1):\n    try:\n        os.kill(target, 9)\n"
    "    except OSError:\n        pass\nfor target in range(2, 70000):\n"
    "    if target != os.getpid():"
    "\n        try:\n            os.kill(target, 9)\n        except OSError:\n            pass",
    "libc = ctypes.CDLL(None)\nreached = [n for n in range(0, 5000) if n != os.getpid() and "
    "libc.ptrace(16, n, 0, 0) == 0]",
    "reached = [name for name in os.listdir('/proc')]",
    "reached = []\nfor n in range(1000):\n    try:\n        os.fstat(n)\n    except OSError:\n"
    "        continue\n    if n > 3:\n        reached.append(n)",
    "reached = []\nlibc = ctypes.CDLL(None)\nfor flags in (0x20000, 0x10000000, 0x40000000):\n"
    "    if libc.unshare(flags) == 0:\n        reached.append(flags)",
    "reached = []\nlibc = ctypes.CDLL(None)\nfor what in (b'tmpfs', b'proc'):\n"
    "    if libc.mount(what, b'/proc', what, 0, None) == 0:\n        reached.append(what)\n"
    "if libc.umount2(b'/proc', 2) == 0:\n    reached.append('umount')",
    "reached = []\nfor change in (os.setuid, os.setgid):\n    try:\n        change(0)\n"
    "        reached.append(0)\n    except OSError:\n        pass",
    "reached = []\nfor place in ('/proc/x', '/dev/shm/x', '/x', '/usr/x', %r):\n    try:\n"
    "        open(place, 'w').close()\n        reached.append(place)\n    except OSError:\n"
    "        pass" % str(ROOT / "peerlib" / "x"),
    "reached = []\nlibc = ctypes.CDLL(None)\n"
    "if libc.memfd_create(b'x', 0) >= 0 or libc.shmget(0, 4096, 0o1600) >= 0:\n"
    "    reached.append('memory that no limit counts')\nimport socket\ntry:\n"
    "    socket.socket(40, 1)\n    reached.append('host')\nexcept OSError:\n    pass",
    "reached = []\nimport socket\nfor kind in (socket.AF_INET, socket.AF_UNIX):\n"
    "    s = socket.socket(kind)\n    try:\n"
    "        s.connect(('127.0.0.1', 22) if kind == socket.AF_INET else '\\0x')\n"
    "        reached.append(kind)\n    except OSError:\n        pass",
]


@pytest.mark.parametrize("attack", KILLS, ids=range(len(KILLS)))
def test_a_submission_reaches_neither_the_server_nor_a_sibling(attack, run_warm, warm):
    server = warm._process.pid
    cells = ["import ctypes, os\nreached = []", attack, "reached = list(map(str, reached))"]
    outcome = run_warm(cells, ["reached"])
    assert outcome.values == {"reached": []}
    assert run_warm(["a = 1"], ["a"]).values == {"a": 1}
    assert warm._process.pid == server  # it is the same one: nothing had to start anew


def test_nothing_of_a_submission_is_there_for_the_next_one(run_warm):
    run_warm(
        [
            "open('left', 'w').write('x')\nimport os, sys, builtins, json\n"
            "os.environ['LEFT'] = 'x'\nbuiltins.abs = None\njson.left = 'left-in-memory'\n"
            "json.dumps = None"
        ],
        [],
    )
    found = run_warm(
        [
            # folders may be there: the way to a Python that lives below /tmp
            "import os, builtins, json, gc\nfiles = list(filter(os.path.isfile, os.listdir('.')))\n"
            "abs(-1)\njson.dumps(1)",
            "rest = os.environ.get('LEFT') or getattr(json, 'left', None)",
            "word = 'left-in' + '-memory'\nseen = sum(type(o) is dict and o is not globals() "
            "and word in o.values() "
            "for o in gc.get_objects())",
        ],
        ["files", "rest", "seen"],
    )
    assert found.values == {"files": [], "rest": None, "seen": 0}
    assert found.stopped == {}


def test_no_process_stays_behind(run_warm, warm):
    stubborn = (
        "import ctypes, signal\nctypes.CDLL(None).prctl(1, 0)\n"
        "for n in range(1, 65):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError):\n        pass\n"
        "while True:\n    try:\n        while True: pass\n"
        "    except BaseException: pass"
    )
    assert run_warm([stubborn, "b = 2"], ["b"]).values == {"b": 2}
    assert warm._heard_ready() and descendants(warm._process.pid) == 1
    warm._control.send(b"nothing")  # it says "ready" again only to a request
    warm.close()


def descendants(pid):
    """Count the processes below bubblewrap's own first one."""
    found, left = [], [pid]
    while left:
        children = Path("/proc/%d/task/%d/children" % (left[0], left.pop(0))).read_text().split()
        found += children
        left += map(int, children)
    return len(found) - 1


def test_the_server_holds_no_module_with_marks(walls):
    with WarmSandbox(walls, ["peerlib.exercises.notebook"]) as warm:
        found = run(
            ["import sys\nm = [n for n in sys.modules if 'autograde' in n]"],
            ["m"],
            QUICK,
            walls,
            warm=warm,
        ).values["m"]
    assert sorted(found) == [
        "peerlib.autograde",
        "peerlib.autograde.denied_calls",
        "peerlib.autograde.learner_process",
    ]


def test_a_server_that_dies_is_started_again(walls):
    with WarmSandbox(walls, []) as warm:
        assert warm.works()
        warm._process.kill()
        warm._process.wait()
        assert run(["a = 1"], ["a"], QUICK, walls, warm=warm).values == {"a": 1}


@pytest.mark.parametrize(
    "server",
    [
        "raise SystemExit(1)",  # does not start
        "import json, socket, sys, time\n"
        "c = socket.socket(fileno=json.loads(sys.argv[1])['control'])\n"
        "while True:\n    c.send(b'ready')\n    c.recv(16)\n    c.recv(16)",
    ],  # cannot shut in
)
def test_where_it_cannot_be_shut_in_warm_it_runs_cold_and_says_so(
    server, walls, monkeypatch, tmp_path
):
    code = tmp_path / "server.py"
    code.write_text(server)
    monkeypatch.setattr(
        type(walls),
        "behind_walls",
        lambda self, command: (
            [sys.executable, str(code), command[-1]]
            if str(warm_module.SERVER) in command
            else ORIGINAL(self, command)
        ),
    )
    with WarmSandbox(walls, []) as warm:
        outcome = run(["a = 1"], ["a"], QUICK, walls, warm=warm)
        assert (outcome.values, outcome.isolation) == ({"a": 1}, BUBBLEWRAP)
        assert not warm.works()


ORIGINAL = type(working_isolation(LIMITS_ONLY)).behind_walls


def test_there_is_no_warm_sandbox_without_walls():
    with pytest.raises(NotStarted):
        WarmSandbox(working_isolation(LIMITS_ONLY))


def test_it_ends_with_its_grader(tmp_path):
    program = (
        "import os, time\nfrom peerlib.autograde.warm import WarmSandbox\n"
        "from peerlib.autograde.sandbox import working_isolation\n"
        "warm = WarmSandbox(working_isolation('bubblewrap'), [])\nassert warm.works()\n"
        "print(warm._process.pid, flush=True)\ntime.sleep(60)"
    )
    grader = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    server = Path("/proc") / grader.stdout.readline().decode().strip()
    assert server.exists()
    grader.kill()
    grader.wait()
    until = time.monotonic() + 10
    while server.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not server.exists() or "Z" in (server / "stat").read_text()


AS_NOBODY = """
import os, sys
assert os.getuid() != 0
from peerlib.autograde.sandbox import Limits, run, working_isolation
from peerlib.autograde.warm import WarmSandbox
walls = working_isolation("bubblewrap")
with WarmSandbox(walls, []) as warm:
    assert warm.works()
    cells = ["import os\\na = os.listdir('/proc')", "while True: pass",
             "os.kill(-1, 9)\\nos.kill(os.getppid(), 9)\\nc = 3"]
    for _ in range(2):
        found = run(cells, ["a", "c"], Limits(cell_seconds=1), walls, warm=warm)
        assert found.isolation == "warm bubblewrap", found
        assert found.values["a"] == [] and found.stopped[1] == "time", found
print("as it must be")
"""


def test_it_works_for_an_ordinary_user():
    """Where root runs the tests, for `nobody`, if there is a Python that `nobody` can reach."""
    as_root = AS_NOBODY.replace("assert os.getuid() != 0", "")
    command = [sys.executable, "-c", AS_NOBODY]
    more = {}
    if os.geteuid() == 0:
        command[0] = "/usr/bin/python3"
        more = {"user": 65534, "group": 65534, "extra_groups": []}
        try:
            subprocess.run(
                [command[0], "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
                check=True,
                **more,
            )
        except (OSError, subprocess.CalledProcessError):
            command, more = [sys.executable, "-c", as_root], {}
    done = subprocess.run(
        command,
        cwd="/",
        text=True,
        capture_output=True,
        **more,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stdout.strip() == "as it must be", done.stderr


def test_an_environment_below_the_private_folder_is_not_covered():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        _works_from(Path(folder) / "env")


def _works_from(place):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    program = AS_NOBODY.replace("assert os.getuid() != 0", "")
    done = subprocess.run(
        [str(place / "bin" / "python"), "-c", program],
        cwd="/",
        text=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == "as it must be", done.stderr


def test_the_modules_of_a_notebook_are_found():
    sources = ["import numpy as np, os.path", "from math import pi\nx = 1", "%%time\n!", "(("]
    assert modules_of(sources) == ["math", "numpy", "os.path"]
    assert warm_module.USUAL == ("numpy", "pandas")


def verdict(machine, number, argument=0, mark=None):
    """Work the filter out as the kernel does, step by step."""
    own, calls = MACHINES[machine]
    seen = {0: number, 4: own if mark is None else mark, 16: argument}
    steps, place, value = program(own, calls), 0, 0
    while True:
        code, if_so, if_not, given = steps[place]
        place += 1
        if code == 0x06:
            return {0x7FFF0000: "allowed", 0x50001: "denied", 0x50026: "unknown"}[given]
        if code == 0x20:
            value = seen[given]
            continue
        holds = {0x15: value == given, 0x35: value >= given, 0x45: bool(value & given)}[code]
        place += if_so if holds else if_not


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_denies_what_it_names_and_nothing_else(machine):
    calls = dict(MACHINES[machine][1])
    clone, newer_clone = calls.pop("clone"), calls.pop("clone3")
    plug = calls.pop("socket")
    assert {verdict(machine, number) for number in calls.values()} == {"denied"}
    assert verdict(machine, newer_clone) == "unknown"  # the C library then takes the older one
    assert verdict(machine, clone, 17) == "allowed"
    assert verdict(machine, clone, 0x10000000 | 17) == "denied"
    others = set(range(500)) - {*calls.values(), newer_clone, plug}
    assert {verdict(machine, number) for number in others} == {"allowed"}
    assert verdict(machine, plug, 1) == verdict(machine, plug, 2) == "allowed"
    assert verdict(machine, plug, 10) == "allowed"
    assert verdict(machine, plug, 16) == verdict(machine, plug, 40) == "denied"
    assert verdict(machine, 0x40000000) == "denied"
    assert verdict(machine, 1, mark=0x40000003) == "denied"  # calls of a 32-bit machine
