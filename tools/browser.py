"""Find what is needed beyond Python, Chromium and bubblewrap, and install what is missing."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from progress import Problem, Step, run_quietly, tell_problems

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
CHROMIUM_FLAGS = (
    "--no-sandbox",  # CI runs as root, where Chromium's own sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium():
    """Give the path of a Chromium or Chrome that runs here, or None.

    A name on the path is not enough: Ubuntu's `chromium-browser` may only say that something
    else is to be installed. One in a snap comes last: it does not see all folders.
    """
    found = [path for path in map(shutil.which, CHROMIUM_NAMES) if path]
    for path in sorted(found, key=lambda path: "/snap/" in path):
        if _runs(path):
            return path
    return path if _runs(path := _playwrights_own()) else None


def find_bubblewrap():
    """Give the path of bubblewrap, in which the grader runs learners' notebooks, or None."""
    path = shutil.which("bwrap")
    return path if _runs(path) else None


def _playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def _runs(path):
    if not path:
        return False
    try:
        said = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0


NEEDS = {"chromium": find_chromium, "bubblewrap": find_bubblewrap}


def missing(packages=None):
    """Name the Debian packages of what cannot be found here, of all or of those named."""
    return [package for package in packages or NEEDS if not NEEDS[package]()]


def administrator():
    """Give the words that make a command the administrator's, or None if we may not be it."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True)  # -n: never ask a password
    return None if asked.returncode else ["sudo", "-n"]


def install_missing(packages=None, then="make test"):
    """Install what is lacking, by the means that this machine has.

    Parameters
    ----------
    packages : list of str, optional
        Names in `NEEDS`. Without it, all of them.
    then : str
        The command that needs them.

    Raises
    ------
    Problem
        Something is still missing; the text has the line to type.
    """
    log = ROOT / "_build" / "install-for-tests.log"
    log.parent.mkdir(exist_ok=True)
    as_administrator = administrator()
    if missing(packages) and shutil.which("apt-get") and as_administrator is not None:
        apt = [*as_administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        with Step("Reading the list of system packages"):
            run_quietly([*apt, "update"], log)
        for package in missing(packages):  # one by one: the lack of one must not stop the other
            with Step(f"Installing {package}"):
                run_quietly([*apt, "install", "--no-install-recommends", package], log)
    if "chromium" in missing(packages):
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        if as_administrator is not None and shutil.which("apt-get"):
            command.insert(-1, "--with-deps")
        with Step("Fetching Playwright's own Chromium"):
            run_quietly(command, log)
    if missing(packages):
        raise Problem(what_to_type(missing(packages), then))


def what_to_type(packages, then="make test"):
    """Say what is missing, for which command, and the line that brings it."""
    names = " and ".join(packages)
    command = f"sudo apt update && sudo apt install {' '.join(packages)}"
    text = f"For {then}, this machine lacks {names}, which could not be installed. Type: {command}"
    if "chromium" in packages:
        text += (
            "\nGoogle Chrome does as well. "
            "Where there is no package of Chromium (Ubuntu), type instead: "
            ".venv/bin/playwright install --with-deps chromium"
        )
    return text + f"\nThen type: {then}"


def main():
    """Run from the Makefile, before what needs them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", help=f"of {', '.join(NEEDS)} (default: all)")
    parser.add_argument("--then", default="make test", help="what to type after a problem")
    asked = parser.parse_args()
    if missing(asked.packages):
        install_missing(asked.packages, asked.then)


if __name__ == "__main__":
    sys.exit(tell_problems(main))
