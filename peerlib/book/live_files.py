"""Lay down what a live page needs: MicroPython, peerlib's own source, the ES modules."""

import fcntl
import json
import shutil
import subprocess
import sys
from pathlib import Path

from .bundle import PACKAGE, bundle_for

MICROPYTHON = "@micropython/micropython-webassembly-pyscript"
MICROPYTHON_VERSION = "1.27.0"
WIDGET_FILES = ("lab.js", "page.js", "lab.css")
KEPT_FILES = ("kept.js", "kept-ask.js", "kept-page.js", "kept-go-on.js")


def register(app) -> None:
    """Write the files after the book is built."""
    app.connect("build-finished", _write)


def npm_package(name: str, version: str, folder: Path) -> Path:
    """Return the folder of an npm package, fetched into `folder` if it is not there yet.

    Raises
    ------
    RuntimeError
        If npm cannot fetch it; the message says what to check.
    """
    # A folder for each package: npm may rewrite what lies beside the one that it fetches.
    folder = folder / name.rpartition("/")[2]
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # and two npm at once would spoil each other
        return _fetched(name, version, folder)


def _fetched(name: str, version: str, folder: Path) -> Path:
    place = folder / "node_modules" / name
    manifest = place / "package.json"
    if manifest.exists() and json.loads(manifest.read_text())["version"] == version:
        return place
    npm = Path(sys.executable).with_name("npm")
    command = [str(npm), "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund"]
    command += ["--ignore-scripts", "--prefix", str(folder), f"{name}@{version}"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode or not manifest.exists():
        last = (result.stderr or result.stdout).strip().splitlines()[-3:]
        raise RuntimeError(
            f"npm could not fetch {name} {version}. Check that there is a network. "
            "npm said: " + " | ".join(last)
        )
    return place


def micropython_folder(cache: Path) -> Path:
    """Return the folder that holds ``micropython.mjs`` and ``micropython.wasm``."""
    return npm_package(MICROPYTHON, MICROPYTHON_VERSION, cache)


def write_bundle(app, names: list[str]) -> str:
    """Write the Python that a page with these things alive needs, and return the file's name."""
    target = Path(app.outdir) / "_static" / "peerlib"
    target.mkdir(parents=True, exist_ok=True)
    files = json.dumps(bundle_for(names), ensure_ascii=False)
    name = "-".join(sorted(name.replace(":", "-") for name in set(names))) + ".json"
    (target / name).write_text(files, encoding="utf-8")
    return name


def _write(app, exception) -> None:
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "peerlib"
    target.mkdir(parents=True, exist_ok=True)
    micropython = micropython_folder(Path(app.outdir).parent / "npm")
    # many hosts do not know the ending .mjs, and a browser runs no module of an unknown type
    shutil.copyfile(micropython / "micropython.mjs", target / "micropython.js")
    shutil.copyfile(micropython / "micropython.wasm", target / "micropython.wasm")
    for name in (*WIDGET_FILES, *KEPT_FILES):
        shutil.copyfile(PACKAGE / "widgets" / name, target / name)
