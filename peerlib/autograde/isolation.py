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

BUBBLEWRAP = "bubblewrap"
LIMITS_ONLY = "limits only"

PACKAGE = Path(peerlib.__file__).resolve().parent
LEARNER_PROCESS = PACKAGE / "autograde" / "learner_process.py"

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
    return options + ["--remount-ro", "/", "--chdir", SCRATCH]


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
        `"bubblewrap"` or `"limits only"` to allow that one alone. Only then may root run
        submissions as root with limits only: the kernel does not bound root's processes.
    """
    is_root = os.geteuid() == 0
    names = [wanted] if wanted else [BUBBLEWRAP, LIMITS_ONLY]
    if not shutil.which("bwrap"):
        names = [name for name in names if name != BUBBLEWRAP]
    drops = (True, False) if is_root else (False,)
    ways = [Isolation(name, drop) for name in names for drop in drops]
    if is_root and wanted is None:
        ways = [way for way in ways if way.gives_up_root or way.name == BUBBLEWRAP]
    return ways
