"""Make the course's Python environment in `.venv`, once, and say plainly what stands in the way.

A stamp in the environment says from what it was made; without a stamp it is half-made. This
file must parse under Python 3.6, so that an old Python gets a sentence and not a SyntaxError,
and it may import the standard library only.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from progress import Problem, Step, last_lines, run_quietly, tell_problems

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
GIGABYTE = 1000**3
SPACE_NEEDED = 2 * GIGABYTE  # the environment is about 0.9, pip unpacks beside it


def check_python(version, executable, then):
    """Refuse a Python that is too old."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise Problem(
            f"The course needs Python 3.11 or newer, and {executable} is Python "
            f"{version[0]}.{version[1]}. Install a newer one (Debian, Ubuntu: sudo apt install "
            f"python3.11 python3.11-venv), then type: {then}\n"
            f"If a newer one is in a place of its own, type: {then} PYTHON=/path/to/python3"
        )


def check_venv_module(then):
    """Refuse a Python without its venv part, which Debian and Ubuntu keep in a package apart."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    name = "python{}.{}-venv".format(*sys.version_info[:2])
    raise Problem(
        f"This Python ({sys.executable}) lacks the part that makes environments. "
        f"Type: sudo apt install {name}\nThen type: {then}"
    )


def check_writable(folder, then):
    """Refuse a folder in which we may not write."""
    if not os.access(str(folder), os.W_OK | os.X_OK):
        raise Problem(
            f"The course cannot write in its own folder, {folder}. "
            f"Copy it to a folder of yours, for example below your home, and there type: {then}"
        )


def check_space(folder, then, free=None):
    """Refuse to begin what the disk cannot hold."""
    free = shutil.disk_usage(str(folder)).free if free is None else free
    if free < SPACE_NEEDED:
        raise Problem(
            f"The disk is too full: {free / GIGABYTE:.1f} GB are free and the course needs "
            f"{SPACE_NEEDED / GIGABYTE:.0f} GB. Free some space, then type: {then}"
        )


def recipe(root):
    """Say from what an environment here is made: Python, place, and the project's packages."""
    import tomllib  # not in the old Pythons that must still be able to read this file

    with open(str(root / "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    packages = json.dumps(project, sort_keys=True).encode()
    return {
        "python": "{}.{}".format(*sys.version_info[:2]),
        "place": str(root),
        "packages": hashlib.sha256(packages).hexdigest(),
        "extras": sorted(project["optional-dependencies"]),
    }


def read_stamp(folder):
    """Read from what an environment was made. None: there is no whole environment there."""
    try:
        stamp = json.loads((folder / "made-from.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) and (folder / "bin" / "python").exists() else None


def write_stamp(folder, made_from):
    """Mark an environment as whole."""
    text = json.dumps(made_from, indent=1) + "\n"
    (folder / "made-from.json").write_text(text, encoding="utf-8")


def prepare(root, then):
    """Make the environment if it is not there, and bring it up to date if the packages changed.

    Raises
    ------
    Problem
        Old Python, no venv part, no space, no network, a folder that cannot be written.
    """
    check_python(sys.version_info, sys.executable, then)
    wanted, folder = recipe(root), root / ".venv"
    stamp = read_stamp(folder)
    if stamp == wanted:
        return
    check_link(folder, stamp, wanted, then)
    check_writable(root, then)
    check_venv_module(then)
    if stamp and (stamp.get("python"), stamp.get("place")) == (wanted["python"], wanted["place"]):
        print("The list of packages has changed: the environment is brought up to date.")
        (folder / "made-from.json").unlink()
    else:
        remove_old(folder, stamp)
        check_space(root, then)
        make_empty(folder, then)
    install(root, folder, wanted["extras"], then)
    write_stamp(folder, wanted)


def check_link(folder, stamp, wanted, then):
    """Refuse a `.venv` that somebody laid there and that does not fit; we take none of it away.

    A link may lead to an environment that was made here, or to an empty folder to make it in.
    """
    if folder.is_file():
        why = "a file, and no folder with an environment"
    elif not folder.is_symlink():
        return
    elif not folder.exists():
        why = f"a link to {os.readlink(str(folder))}, which is not there"
    elif stamp and stamp.get("place") != wanted["place"]:
        why = "a link to an environment of another course, {}".format(stamp.get("place"))
    elif stamp and stamp.get("python") != wanted["python"]:
        why = "a link to an environment of Python {}; this is Python {}".format(
            stamp.get("python"), wanted["python"]
        )
    elif stamp or not os.listdir(str(folder)):
        return
    else:
        why = f"a link to {folder.resolve()}, which holds no whole environment of this course"
    raise Problem(
        f"{folder} is {why}. Nothing was changed.\n"
        f"To have an environment made here, take it away (type: rm {folder}), then type: {then}\n"
        "To have it made in another place, let it be a link to an empty folder."
    )


def remove_old(folder, stamp):
    """Remove an environment that cannot be used, and say why. What a link leads to stays."""
    if folder.exists() and not folder.is_symlink():
        why = "was made for another Python or place" if stamp else "was only half made"
        with Step(f"The environment {why}: removing it"):
            shutil.rmtree(str(folder))


def make_empty(folder, then):
    """Make an environment with nothing but pip in it."""
    print("The environment is made now. This takes a few minutes, once.")
    with Step("Making an empty environment"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(folder.resolve())],  # it takes no link
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    if made.returncode:
        said = made.stdout.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise Problem(
            f"Python could not make an environment: {said[-1].strip()}\n"
            f"On Debian and Ubuntu this may help: sudo apt install python3-venv. "
            f"Then type: {then}"
        )


def install(root, folder, extras, then):
    """Install the course and its packages with pip, which follows the user's own settings."""
    log = folder / "install.log"
    what = ".[{}]".format(",".join(extras))
    command = [folder / "bin" / "python", "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-e", what]
    with Step("Installing the Python packages") as step:
        code = run_quietly(command, log, PipWords(), step, cwd=root)
        if code:
            raise Problem(install_problem(log, then))


class PipWords:
    """Turn pip's many lines into a few words: how many packages, and which one now."""

    def __init__(self):
        self.found = 0

    def __call__(self, line):
        """Words for one line of pip's output, or None where it says nothing new."""
        if line.startswith("Installing collected packages:"):
            return f"unpacking {line.count(',') + 1} packages, this is the longest part"
        match = re.match(r"Collecting ([\w.-]+)", line)
        if not match:
            return None
        self.found += 1
        return f"package {self.found}: {match.group(1)}"


NO_NETWORK = re.compile(
    r"name resolution|Name or service not known|NewConnectionError|NameResolutionError"
    r"|ConnectTimeout|ReadTimeout|Network is unreachable|Connection refused|ProxyError"
    r"|No route to host|Connection reset|connection broken"
    r"|\(from versions: none\)",  # not one version of a known package: no list was reached
    re.IGNORECASE,
)


def install_problem(log, then):
    """Say in a sentence why pip failed, from what it printed."""
    text = log.read_text(encoding="utf-8", errors="replace")
    if "No space left on device" in text:
        return f"The disk is full. Free about 2 GB, then type: {then}"
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return (
            "The network here shows a certificate that Python does not trust, so no package was "
            f"fetched. Ask who runs the network for the setting of pip, then type: {then}"
        )
    if NO_NETWORK.search(text):
        return (
            "No network: the Python packages could not be fetched (pip's own words are in "
            f".venv/install.log). Connect to the internet, then type: {then}"
        )
    return (
        f"The Python packages could not be installed. pip said:\n{last_lines(log)}\n"
        f"All of it is in .venv/install.log. To try again, type: {then}"
    )


def main(arguments=None):
    """Run from the Makefile."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--then", default="make course", help="what to type after a problem")
    prepare(ROOT, parser.parse_args(arguments).then)


if __name__ == "__main__":
    sys.exit(tell_problems(main))
