"""Learner code is shut in, bounded, and gives back nothing but plain values."""

import os
import socket
import time
from pathlib import Path

import pytest

from peerlib.autograde.isolation import BUBBLEWRAP, LIMITS_ONLY, candidates, clean_environment
from peerlib.autograde.learner_side import LearnerSide
from peerlib.autograde.messages import Attempt, OtherType, take
from peerlib.autograde.sandbox import Limits, run, working_isolation
from peerlib.exercises import data_seen_by, load

ROOT = Path(__file__).parent.parent
QUICK = Limits(cell_seconds=2, total_seconds=40, memory_mb=512)


@pytest.fixture(params=[BUBBLEWRAP, LIMITS_ONLY])
def isolation(request):
    """Each way to shut code in. Bubblewrap is installed by the command that runs the tests."""
    return working_isolation(request.param)


@pytest.fixture
def walls():
    return working_isolation(BUBBLEWRAP)


def value_of(source, isolation=None, limits=QUICK):
    return run([source], ["answer"], limits, isolation).values.get("answer")


def test_values_of_several_cells_come_back_by_name(isolation):
    result = run(["a = 1", "b = a / 8", "c = 'one in 8'"], ["a", "b", "c", "d"], QUICK, isolation)
    assert result.values == {"a": 1, "b": 0.125, "c": "one in 8"}
    assert result.stopped == {}
    assert result.isolation == isolation.name


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("answer = None", None),
        ("answer = ...", None),
        ("answer = True", True),
        ("import numpy\nanswer = numpy.float64(0.25)", 0.25),
        ("import numpy\nanswer = numpy.bool_(True)", True),
        ("answer = (0.1, 0.2)", [0.1, 0.2]),
        ("answer = {1: 2}", []),
        ("from fractions import Fraction\nanswer = Fraction(1, 8)", 0.125),
        ("answer = 10**400", 1e300),
        ("answer = float('inf')", float("inf")),
        ("class Text(str): pass\nanswer = Text('0.5')", "0.5"),
        ("class Odd(float):\n    def __repr__(self): return '9'\nanswer = Odd(0.5)", 0.5),
    ],
)
def test_a_value_becomes_plain(source, value):
    assert value_of(source) == value


def test_a_value_of_another_type_is_only_known_by_its_type_name():
    value = value_of("class Helper:\n    pass\nanswer = Helper()")
    assert isinstance(value, OtherType)
    assert type(value).__name__ == "Helper"


def test_text_that_cannot_be_written_down_is_mended():
    result = run(["answer = '\\udc80'", "raise ValueError('\\udc80')"], ["answer"], QUICK)
    assert result.values == {"answer": "?"}
    assert result.stopped == {1: "ValueError: ?"}


def test_long_text_is_cut_but_still_too_long_to_be_an_answer():
    assert len(value_of("answer = 'x' * 10**6")) == 1001


@pytest.mark.parametrize(
    ("bad_cell", "reason"),
    [
        ("import os\nos._exit(0)", "ended"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "ended"),
        ("import ctypes\nctypes.string_at(0)", "ended"),
        ("while True:\n    pass", "time"),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass", "time"),
        ("hoard = []\nwhile True:\n    hoard.append(bytes(10**7))", "memory"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("b = (0.1", "SyntaxError: '(' was never closed (<cell>, line 1)"),
    ],
)
def test_a_bad_cell_costs_no_other_cell(bad_cell, reason, isolation):
    result = run(["a = 1", bad_cell, "c = 3"], ["a", "b", "c"], QUICK, isolation)
    assert result.values == {"a": 1, "c": 3}
    assert result.stopped == {1: reason}


def test_values_from_before_the_crash_stay_if_nothing_can_be_run_again(isolation):
    cells = ["a = 1", "import os\nos._exit(0)", "b = 2"]
    result = run(cells, ["a", "b"], Limits(cell_seconds=2, reruns=0), isolation)
    assert result.values == {"a": 1}


def test_a_flood_of_output_is_discarded(isolation):
    flood = "for _ in range(20000):\n    print('x' * 1000)\nanswer = 1"
    assert value_of(flood, isolation) == 1


def test_many_endless_cells_end_with_the_whole_time():
    started = time.monotonic()
    loops = ["a = 1", *["while True:\n    pass"] * 20]
    result = run(loops, ["a"], Limits(cell_seconds=1, total_seconds=3))
    assert result.values == {"a": 1}
    assert time.monotonic() - started < 15


def test_magics_shell_commands_and_display_do_no_harm():
    cells = [
        "%matplotlib inline\n!ls\nanswer = 1\nanswer?\ndisplay(answer)",
        "%%time\nlater = answer + 1",
        "get_ipython().run_line_magic('who', '')",
    ]
    result = run(cells, ["answer", "later"], QUICK)
    assert result.values == {"answer": 1, "later": 2}
    assert result.stopped == {}


def test_a_cell_may_wait_for_something():
    assert value_of("import asyncio\nawait asyncio.sleep(0)\nanswer = 5") == 5


def test_nothing_can_be_started_or_left_running(walls):
    result = run(
        [
            "import subprocess\nsubprocess.Popen(['sleep', '98765'])",
            "import os\nos.fork()",
            "import threading\nthreading.Thread(target=print).start()",
        ],
        [],
        QUICK,
        walls,
    )
    assert sorted(result.stopped) == [0, 1, 2]
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if b"98765" in command]


# What would go round the limits and the walls: rights in a namespace of one's own, memory that no
# limit counts, a key that the next submission finds, a socket to the host of a virtual machine.
ROUND_THE_LIMITS = """
import ctypes, os, socket
libc, answer = ctypes.CDLL(None), []
libc.prctl(4, 1, 0, 0, 0)
if libc.unshare(0x10000000 | 0x20000) == 0:
    answer.append("namespace")
if libc.shmget(0, 4096, 0o1600) >= 0:
    answer.append("shared memory")
if libc.memfd_create(b"x", 0) >= 0:
    answer.append("file in memory")
if libc.msgget(0, 0o1600) >= 0:
    answer.append("messages")
keys = {"x86_64": 248, "aarch64": 217}.get(os.uname().machine)
if keys and libc.syscall(keys, b"user", b"left", b"hush", 4, -3) >= 0:
    answer.append("key")
for family in (16, 17, 38, 40):
    try:
        socket.socket(family, 3 if family == 16 else socket.SOCK_STREAM).close()
        answer.append(family)
    except OSError:
        pass
socket.socketpair()
try:
    pipes = [os.pipe() for _ in range(40)]
    answer.append("pipes")
except OSError:
    pass
answer = list(map(str, answer))
"""


def test_no_call_of_the_kernel_goes_round_the_limits(isolation):
    result = run([ROUND_THE_LIMITS], ["answer"], QUICK, isolation)
    assert (result.values, result.stopped) == ({"answer": []}, {})


def test_a_file_may_not_grow_without_end(isolation):
    fill = "with open('big', 'wb') as file:\n    while True:\n        file.write(bytes(10**6))"
    result = run([fill, "b = 2"], ["b"], QUICK, isolation)
    assert result.values == {"b": 2}
    assert "OSError" in result.stopped[0]


def test_the_network_is_out_of_reach(walls):
    with socket.create_server(("127.0.0.1", 0)) as server:
        source = (
            "import socket\ntry:\n"
            "    socket.create_connection(('127.0.0.1', %d), timeout=1)\n"
            "    answer = 'reached'\nexcept OSError:\n    answer = 'no way'"
            % server.getsockname()[1]
        )
        assert value_of(source, walls) == "no way"
        assert value_of(source, working_isolation(LIMITS_ONLY)) == "reached"


def test_other_files_are_out_of_sight(walls, tmp_path):
    secret = tmp_path / "submitted" / "somebody-else.ipynb"
    secret.parent.mkdir()
    secret.write_text("theirs")
    hidden = [
        secret,
        ROOT / "solutions",
        ROOT / "exercises",
        ROOT / "tests",
        ROOT / "class",
        Path("/etc/passwd"),
        Path("/var"),
        Path("/home"),
    ]
    source = "import os\nanswer = [path for path in %r if os.path.exists(path)]" % (
        [str(path) for path in hidden]
    )
    assert secret.exists() and (ROOT / "tests").exists()
    assert value_of(source, walls) == []


def test_the_home_is_out_of_sight(walls):
    mine = {entry.name for entry in Path.home().iterdir() if not entry.is_dir()}
    source = (
        "import os\ntry:\n    found = os.listdir(%r)\nexcept OSError:\n    found = []\n"
        "answer = ' '.join(found)[:900]" % str(Path.home())
    )
    assert not mine & set(value_of(source, walls).split())


def test_nothing_outside_the_working_folder_can_be_written(walls):
    places = [
        ROOT / "peerlib" / "__init__.py",
        Path(os.__file__),
        Path("/usr/new"),
        Path("/new"),
        Path("/dev/shm/new"),
    ]
    source = (
        "written = []\nfor place in %r:\n    try:\n        open(place, 'a').close()\n"
        "        written.append(place)\n    except OSError:\n        pass\nanswer = written"
        % [str(place) for place in places]
    )
    assert value_of(source, walls) == []


def test_other_processes_are_out_of_sight(walls):
    source = "import os\nanswer = len([n for n in os.listdir('/proc') if n.isdigit()])"
    assert value_of(source, walls) <= 3


def test_the_environment_holds_no_secret(isolation, monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    source = "import os\nanswer = ' '.join(sorted(os.environ))"
    known = set(clean_environment("/"))
    assert set(value_of(source, isolation).split()) - known <= {"LC_CTYPE", "PWD"}


def test_root_is_given_up_where_that_is_possible(walls):
    source = "import os\nanswer = os.getuid()"
    if walls.gives_up_root:
        assert value_of(source, walls) != 0
    else:
        assert os.geteuid() != 0 and value_of(source, walls) == os.getuid()


@pytest.mark.parametrize("user, drops", [(0, [True, False]), (1000, [False])])
def test_nobody_runs_code_without_walls_unless_asked(monkeypatch, user, drops):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert candidates() == []
    assert [way.gives_up_root for way in candidates(LIMITS_ONLY)] == drops


def test_a_missing_bubblewrap_is_said_with_the_way_out(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(RuntimeError, match="apt-get install bubblewrap.*--isolation 'limits only'"):
        working_isolation.__wrapped__()


def test_forbidden_namespaces_are_said_in_the_words_of_the_machine(monkeypatch, tmp_path):
    # What Ubuntu's kernel lets bubblewrap say where it restricts user namespaces.
    (tmp_path / "bwrap").write_text(
        "#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n"
    )
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", "%s:%s" % (tmp_path, os.environ["PATH"]))
    with pytest.raises(RuntimeError, match="forbids it its namespaces: bwrap: setting up uid map"):
        working_isolation.__wrapped__()


def test_the_rules_of_no_exercise_can_be_seen(walls):
    source = (
        "import os, peerlib, peerlib.exercises as e\n"
        "folder = os.path.dirname(e.__file__)\n"
        "parts = sorted(os.listdir(folder))\n"
        "text = ''.join(open(os.path.join(folder, p)).read() for p in parts)\n"
        "seen = [w for w in ('Item(', 'Misconception(') if w in text]\n"
        "m = e.load('trial-effects')\n"
        "names = [n for n in vars(m) if not n.startswith('__')]"
    )
    found = run([source], ["seen", "names"], QUICK, walls).values
    assert found == {"seen": [], "names": []}


@pytest.mark.parametrize("name", ["ana", "another name", ""])
def test_a_notebook_finds_the_data_of_the_name_in_it(walls, name):
    exercise = load("trial-effects")
    side = LearnerSide(exercise, "ana")
    cells = [
        "from peerlib.exercises.notebook import start\n"
        "exercise = start('trial-effects', %r)\ndata = exercise.data" % name,
        "answer = data.standard_error",
        "exercise.progress(), exercise.hint('odds_ratio')",
    ]
    found = run(cells, ["answer"], QUICK, walls, exercise=side)
    assert found.values == {"answer": data_seen_by(name, exercise)["standard_error"]}
    assert found.stopped == {}


def test_a_notebook_that_asks_for_everybodys_data_is_answered_three_times(walls):
    ask = (
        "from peerlib.exercises.notebook import start\n"
        "names = []\nfor n in range(10):\n"
        "    names.append(start('trial-effects', 'learner-%d' % n).data)\nanswer = 1"
    )
    found = run(
        ["a = 1", ask, "b = 2"],
        ["a", "answer", "b"],
        QUICK,
        walls,
        exercise=LearnerSide(load("trial-effects"), "ana"),
    )
    assert found.values == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"9",
        b'{"done": true}',
        b'{"done": 7, "values": {"x": 1}}',
        b'{"done": 0, "values": [1]}',
        b'{"done": 0, "values": {"x": ["number", "1"]}}',
        b'{"done": 0, "values": {"x": ["number", true]}}',
        b'{"done": 0, "values": {"x": ["number", 1' + b"0" * 400 + b"]}}",
        b'{"done": 0, "values": {"x": ["list", [["list", []]]]}}',
        b'{"done": 0, "values": {"x": {"number": 1}}}',
        b'{"done": 0, "values": {"y": ["bool", 1]}}',
        b"[" * 100000,
        b'{"mark": 1.0}',
    ],
)
def test_a_forged_message_counts_as_no_answer(line):
    attempt = Attempt()
    take(line, attempt, ["x"], {0})
    assert attempt.values == {}
    assert not attempt.ended


def test_writing_to_every_channel_forges_nothing_and_loses_nothing(isolation):
    line = b'{"done": 0, "values": {"a": ["number", []]}}\n'
    forge = (
        "import os\nfor channel in range(3, 64):\n    try:\n"
        "        os.write(channel, %r)\n    except OSError:\n        pass" % line
    )
    result = run(["a = 1", forge, "b = 2"], ["a", "b"], QUICK, isolation)
    assert result.values == {"a": 1, "b": 2}


def test_a_flood_on_the_channel_is_cut_off():
    flood = (
        "import os\nwhile True:\n    for channel in range(3, 64):\n        try:\n"
        "            os.write(channel, b'x' * 4096)\n        except OSError:\n"
        "            pass"
    )
    result = run(["a = 1", flood, "b = 2"], ["a", "b"], QUICK)
    assert result.values == {"a": 1, "b": 2}
