"""How a learner's process is shut in: bubblewrap where it works, resource limits everywhere."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import peerlib

from ..exercises import available

BUBBLEWRAP = "bubblewrap"
LIMITS_ONLY = "limits only"

PACKAGE = Path(peerlib.__file__).resolve().parent
LEARNER_PROCESS = PACKAGE / "autograde" / "learner_process.py"

# Of the exercises, a notebook needs these parts. All others hold right answers.
EXERCISES = "exercises"
LEARNERS_PARTS = (
    "__init__",
    "notebook",
    "practice",
    "_cells",
    "_display",
    "_errors",
    "_figure",
    "_kept",
    "_learner_values",
    "_panel",
)

# Of the system, a Python process needs the shared libraries and a little of /etc.
SYSTEM_FOLDERS = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/fonts")

SCRATCH = "/tmp"
SCRATCH_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Isolation:
    """One way to shut a learner's process in."""

    name: str
    """`"bubblewrap"` or `"limits only"`: what the record of a marked submission says."""

    gives_up_root: bool
    """Whether the process changes from root to a user who owns nothing."""

    def command(self, folder, channel):
        """Give the command line that starts the learner's process.

        Parameters
        ----------
        folder : path-like
            Private working folder; not used inside bubblewrap, which has its own in memory.
        channel : int
            File descriptor on which the process answers.
        """
        python = [sys.executable, "-I", "-B", str(LEARNER_PROCESS)]
        return python if self.name == LIMITS_ONLY else self.behind_walls(python)

    def behind_walls(self, command):
        """Give the command line that runs a command inside bubblewrap."""
        return [*_bubblewrap(self.gives_up_root), *_settings(SCRATCH), "--", *command]

    def environment(self, folder):
        """Give the whole environment of the process: nothing is inherited."""
        return clean_environment(folder if self.name == LIMITS_ONLY else SCRATCH)

    def user_id(self):
        """Give an unused user id to change to, or None to stay the same user.

        The kernel's limit on processes counts by user and spares root, so each run has its own.
        """
        return 61184 + os.getpid() % 4000 if self.gives_up_root else None


def clean_environment(home):
    """Give environment variables that hold no secret and keep libraries to one thread."""
    one_thread = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    return {
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), "/usr/bin", "/bin"]),
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        **dict.fromkeys(one_thread, "1"),
    }


def _settings(home):
    options = ["--clearenv"]
    for name, value in clean_environment(home).items():
        options += ["--setenv", name, value]
    return options


def _bubblewrap(gives_up_root):
    """Build the options: no network, own processes, and only the folders that Python needs."""
    options = [shutil.which("bwrap"), "--die-with-parent", "--new-session"]
    options += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    options += ["--unshare-cgroup-try"]
    if gives_up_root:
        options += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        options += ["--unshare-user", "--cap-drop", "ALL"]
    options += _system()
    options += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    # Before the environment: one that lives below /tmp must not be covered.
    size = ["--size", str(SCRATCH_BYTES)] if _knows_size() else []
    options += ["--perms", "1777", *size, "--tmpfs", SCRATCH]
    for folder in python_folders():
        for parent in reversed(Path(folder).parents[:-1]):
            options += ["--perms", "0755", "--dir", str(parent)]
        options += ["--ro-bind", folder, folder]
    return [*options, *_without_rules(), "--remount-ro", "/", "--chdir", SCRATCH]


def _without_rules():
    """Cover the folder of exercises: the learner's parts stay, of an exercise only the name."""
    options, nothing = [], PACKAGE / "autograde" / "no_rules.py"
    for package in _named_packages():
        folder = package / EXERCISES
        options += ["--tmpfs", str(folder)]
        for part in LEARNERS_PARTS:
            options += [
                "--ro-bind",
                str(PACKAGE / EXERCISES / (part + ".py")),
                str(folder / (part + ".py")),
            ]
        for name in available():
            module = name.replace("-", "_") + ".py"
            options += ["--ro-bind", str(nothing), str(folder / module)]
        options += ["--remount-ro", str(folder)]
    return options


def _named_packages():
    """List the paths under which peerlib can be seen: the same folder may have two names."""
    found = {PACKAGE}
    for folder in python_folders():
        real = Path(os.path.realpath(folder))
        if PACKAGE.is_relative_to(real):
            found.add(Path(folder) / PACKAGE.relative_to(real))
    return sorted(found)


def _system():
    options = []
    for path in SYSTEM_FOLDERS + SYSTEM_FILES:
        if os.path.islink(path) and path in SYSTEM_FOLDERS:
            options += ["--symlink", os.readlink(path), path]
        else:
            options += ["--ro-bind-try", path, path]
    return options


def python_folders():
    """List the folders of this Python, of its environment and of peerlib, as named and as real."""
    named = [sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix, str(PACKAGE)]
    both = {*named, *(os.path.realpath(path) for path in named)}
    # Never a whole home, even if someone's Python is installed right in it.
    home = os.path.realpath(os.path.expanduser("~")) + "/"
    return sorted(
        path
        for path in both
        if not (path + "/").startswith("/usr/") and not home.startswith(path.rstrip("/") + "/")
    )


@cache
def _knows_size():
    """Tell whether this bubblewrap can bound the size of its private folder (0.7 and later)."""
    listed = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, timeout=20)
    return "--size " in listed.stdout


def candidates(wanted=None):
    """List the ways to try on this machine, safest first.

    Parameters
    ----------
    wanted : str, optional
        `"bubblewrap"` or `"limits only"`. Without walls nothing is run unless it is asked for:
        learner code could read what the instructor can read.
    """
    name = wanted or BUBBLEWRAP
    if name == BUBBLEWRAP and not shutil.which("bwrap"):
        return []
    drops = (True, False) if os.geteuid() == 0 else (False,)
    return [Isolation(name, drop) for drop in drops]


def what_is_missing():
    """Say in a sentence why there can be no walls on this machine."""
    if not shutil.which("bwrap"):
        return "The program bubblewrap is not there (apt-get install bubblewrap)."
    tried = subprocess.run(
        ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=20,
    )
    if tried.returncode == 0:
        return "Bubblewrap works here, but Python does not start inside it."
    said = " ".join(tried.stderr.split())[:200] or "it ended with %d" % tried.returncode
    return "Bubblewrap is there, but this machine forbids it its namespaces: %s." % said.rstrip(".")
