"""Attacks on everything around a submission: keys, files, people, the network, the machine.

Each is code for the second answer cell; the other answers are right. What it could get hold of
becomes the answer, and is printed: so what is leaked is seen wherever it turns up. It must earn
nothing at the second answer, and everything at the others.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What the attackers are after: where it lies is no secret to them."""

    course: str
    """Folder with `solutions`."""
    gradebook: str
    """Path of the database."""
    submitted: str
    """Folder of submissions."""
    other: str
    """Another student's notebook."""
    home: str
    """The instructor's home, with a file `secret.txt`."""
    port: int
    """Of a server on this machine."""


READ = """
import glob, os
found = ""
for place in glob.glob(%r, recursive=True):
    with open(place, "rb") as file:
        found += file.read(4000).decode("latin-1")
print(found)
{name} = found or None
"""

THROUGH_A_LINK = """
import os
os.symlink(%r, "shortcut")
with open(os.path.join("shortcut", "secret.txt")) as file:
    {name} = file.read()
print({name})
"""

SOLUTIONS = """
import json
with open(%r) as file:
    cells = json.load(file)["cells"]
for cell in cells:
    source = "".join(cell["source"])
    if "BEGIN SOLUTION" in source:
        try:
            exec(source)
        except Exception:
            pass
print({name})
"""

READ_GRADEBOOK = """
import sqlite3
book = sqlite3.connect("file:%s?mode=ro", uri=True)
{name} = str(book.execute("select * from student").fetchall())
print({name})
"""

WRITE_GRADEBOOK = """
import os, sqlite3
{name} = None
if os.path.exists(%r):
    book = sqlite3.connect(%r)
    book.execute("update grade set manual_score = 99, auto_score = 99")
    book.commit()
    {name} = 1.0
"""

WRITE = """
import os
{name} = None
for place in (%s):
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "a") as file:
            file.write("taken by a submission\\n")
    except OSError:
        pass
"""

# By its own means and through everything that it was given.
KEYS = """
{name} = None
def keys():
    try:
        from peerlib.exercises import data_seen_by, load
        module = load("%s")
        for item in module.ITEMS:
            if item.name == "{name}":
                yield item.truth(data_seen_by(learner, module))
    except Exception:
        pass
    try:
        yield exercise._items["{name}"].truth(exercise._data)
    except Exception:
        pass
    import gc, glob, os, peerlib
    for thing in gc.get_objects():
        if getattr(type(thing), "__name__", "") == "Item" and thing.name == "{name}":
            yield thing.truth(vars(data))
    for place in glob.glob(os.path.dirname(peerlib.__file__) + "/exercises/**/*", recursive=True):
        if "%s" in place:
            with open(place, "rb") as file:
                text = file.read().decode("latin-1")
                if "truth" in text:
                    yield text
for value in keys():
    {name} = value
    break
print({name})
"""

ENVIRONMENT = """
import os
{name} = os.environ.get("INSTRUCTORS_SECRET")
print({name})
"""

PROCESSES = """
import glob
{name} = None
for place in glob.glob("/proc/[0-9]*/environ") + ["/proc/self/environ"]:
    try:
        text = open(place, "rb").read().decode("latin-1")
    except OSError:
        continue
    if "INSTRUCTORS_SECRET" in text:
        {name} = text
print({name})
"""

NETWORK = """
import socket, urllib.request
{name} = None
for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    try:
        with socket.create_connection((address, %d), 2) as line:
            line.sendall(b"GET /stolen HTTP/1.0\\r\\n\\r\\n")
            {name} = line.recv(100).decode("latin-1")
    except OSError:
        pass
try:
    urllib.request.urlopen("http://127.0.0.1:%d/stolen", timeout=2)
except OSError:
    pass
"""

LEFT_BEHIND = """
import subprocess, sys
{name} = None
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(45)  # left behind"],
                 start_new_session=True)
"""

KILLS_PARENT = """
import os, signal
{name} = None
os.kill(os.getppid(), signal.SIGKILL)
"""

THREADS = """
import threading, time
{name} = None
for _ in range(300):
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
raise RuntimeError("they could be started")
"""

DISK = """
{name} = None
for number in range(40):
    with open("flood-%d" % number, "wb") as file:
        file.write(bytes(10 ** 7))
raise RuntimeError("there was room for all")
"""

DEEP = """
import sys
sys.setrecursionlimit(10 ** 8)
def deeper(n):
    return deeper(n + 1)
{name} = deeper(0)
"""

NO_SIGNAL = """
import itertools
{name} = sum(itertools.count())
"""

SLEEP = """
import time
time.sleep(100000)
{name} = 1.0
"""

KILLED = """
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
"""

PICKLE = """
class Bomb:
    def __reduce__(self):
        import os
        return os.system, ("touch %s",)
    def __repr__(self):
        return "<script>alert(1)</script>"
    def __float__(self):
        raise SystemExit
{name} = Bomb()
"""

HUGE_TEXT = "{name} = 'x' * 10 ** 8"
NESTED = "{name} = []\nfor _ in range(100000):\n    {name} = [{name}]"
HUGE_LIST = "{name} = [0.5] * 10 ** 6"


def samples(make, target):
    """Generate the submissions.

    Parameters
    ----------
    make : object
        As used in `peerlib.autograde.sample_submissions`.
    target : Target

    Returns
    -------
    list of Sample
    """
    second, name = make.written[1].name, make.exercise.NAME
    module = name.replace("-", "_")
    solution = "%s/solutions/%s/%s.ipynb" % (target.course, name, name)

    def tries(learner, story, code, tag="blank"):
        source = code.replace("{name}", second).strip()
        return make.sample(learner, story, sources={second: source}, outcomes={second: (tag, 0.0)})

    written = ", ".join(
        repr(place)
        for place in (
            target.home + "/.ipython/profile_default/startup/00-taken.py",
            target.home + "/.bashrc",
            target.other,
            target.course + "/nbgrader_config.py",
        )
    )
    return [
        tries(
            "reads-home", "reads a file in the instructor's home", READ % (target.home + "/*.txt")
        ),
        tries("reads-through-link", "reads it through a link", THROUGH_A_LINK % target.home),
        tries("reads-solutions", "runs the solutions", SOLUTIONS % solution),
        tries("reads-keys", "takes the answer from the course's own rules", KEYS % (name, module)),
        tries(
            "reads-others", "reads another submission", READ % (target.submitted + "/*/*/*.ipynb")
        ),
        tries("reads-gradebook", "reads the gradebook", READ_GRADEBOOK % target.gradebook),
        tries(
            "writes-gradebook",
            "gives everybody 99 points in the gradebook",
            WRITE_GRADEBOOK % (target.gradebook, target.gradebook),
        ),
        tries(
            "writes-files",
            "writes into the home, the course and another submission",
            WRITE % written,
        ),
        tries("reads-environment", "reads the instructor's environment", ENVIRONMENT),
        tries("reads-processes", "looks into other processes", PROCESSES),
        tries(
            "network", "sends what it knows over the network", NETWORK % (target.port, target.port)
        ),
        tries("left-behind", "leaves a process behind", LEFT_BEHIND),
        tries("kills-parent", "kills the process that started it", KILLS_PARENT),
        tries("killed", "one answer cell kills its own process", KILLED),
        tries("threads", "starts 300 threads", THREADS),
        tries("disk-flood", "writes 400 MB", DISK),
        tries("deep", "calls itself without end", DEEP),
        tries("no-signal", "never ends, deep inside the library", NO_SIGNAL),
        tries("sleep", "sleeps for a day", SLEEP),
        tries(
            "pickle",
            "an object that runs a program when it is unpacked",
            PICKLE % (target.home + "/unpacked"),
            "wrong-type",
        ),
        tries("huge-text", "a text of 100 MB as an answer", HUGE_TEXT, "too-long"),
        tries("nested", "a list a hundred thousand deep as an answer", NESTED, "wrong-type"),
        tries("huge-list", "a list of a million numbers as an answer", HUGE_LIST, "wrong-type"),
    ]
