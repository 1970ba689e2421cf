"""Find what the tests need beyond Python, Chromium and bubblewrap, and install what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from progress import Problem, Step, run_quietly, tell_problems

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    else is to be installed.
    """
    for name in CHROMIUM_NAMES:
        if _runs(path := shutil.which(name)):
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


def missing():
    """Name the Debian packages of what cannot be found here."""
    return [package for package, find in NEEDS.items() if not find()]


def administrator():
    """Give the words that make a command the administrator's, or None if we may not be it."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True)  # -n: never ask a password
    return None if asked.returncode else ["sudo", "-n"]


def install_missing():
    """Install what the tests lack, by the means that this machine has.

    Raises
    ------
    Problem
        Something is still missing; the text has the line to type.
    """
    log = ROOT / "_build" / "install-for-tests.log"
    log.parent.mkdir(exist_ok=True)
    as_administrator = administrator()
    if missing() and shutil.which("apt-get") and as_administrator is not None:
        apt = [*as_administrator, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        with Step("Reading the list of system packages"):
            run_quietly([*apt, "update"], log)
        for package in missing():  # one by one: the lack of one must not stop the other
            with Step(f"Installing {package}"):
                run_quietly([*apt, "install", "--no-install-recommends", package], log)
    if "chromium" in missing():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        if as_administrator is not None and shutil.which("apt-get"):
            command.insert(-1, "--with-deps")
        with Step("Fetching Playwright's own Chromium"):
            run_quietly(command, log)
    if missing():
        raise Problem(what_to_type(missing()))


def what_to_type(packages):
    """Say what is missing and the line that brings it."""
    names = " and ".join(packages)
    command = f"sudo apt update && sudo apt install {' '.join(packages)}"
    text = f"The tests need {names}, which could not be installed. Type: {command}"
    if "chromium" in packages:
        text += (
            "\nWhere there is no package of Chromium (Ubuntu), type instead: "
            ".venv/bin/playwright install --with-deps chromium"
        )
    return text + "\nThen type: make test"


def main():
    """Run from the Makefile, before the tests."""
    if missing():
        install_missing()


if __name__ == "__main__":
    sys.exit(tell_problems(main))
