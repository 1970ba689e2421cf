"""Bring the Python packages that a notebook in the browser needs, and list them for Pyodide.

They are fetched when the site is built and lie in the site itself, so that a visitor's browser
asks nobody else. Their versions are those that Pyodide's makers tried together; for the labs'
two packages they are ours. NumPy, pandas and the like, compiled for the browser, are in no
registry. The list names them at Pyodide's own address: a browser asks there only when the
learner runs the cell that says so.
"""

import hashlib
import importlib.metadata
import json
import sys
import zipfile
from pathlib import Path

from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL
from progress import Problem, last_lines, run_quietly

ROOT = Path(__file__).resolve().parent.parent
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# what a kernel and a lab import; what these need follows from Pyodide's own list
WANTED = ("micropip", "ipython", "jedi", "traitlets", "typing-extensions")
OURS = ("comm", "anywidget", "ipywidgets")
# anywidget asks for it on import; any version will do
NEEDED_BY_OURS = ("psygnal",)
FROM_AFAR = ("numpy", "pandas", "matplotlib", "scipy", "statsmodels")
METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: lite\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
NOT_IN_THE_BROWSER = {"autograde", "book", "reports", "__pycache__"}


def with_needs(names, packages):
    """Return the names and all that they need, in order of the alphabet.

    Examples
    --------
    >>> with_needs(["a"], {"a": {"depends": ["b_c"]}, "b-c": {"depends": []}})
    ['a', 'b-c']
    """
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop().replace("_", "-")
        if name not in found:
            found.add(name)
            waiting += packages[name]["depends"]
    return sorted(found)


def fetch(packages, folder):
    """Fetch the wheels into `folder` with pip, and return their files."""
    wanted = [f"{name}=={packages[name]['version']}" for name in with_needs(WANTED, packages)]
    wanted += [f"{name}=={importlib.metadata.version(name)}" for name in OURS]
    wanted += NEEDED_BY_OURS
    stamp = folder / "fetched"
    if not stamp.exists() or stamp.read_text() != "\n".join(wanted):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--only-binary=:all:", "--platform=any", "--python-version=3.14"]
        command += ["--dest", folder, *wanted]
        log = ROOT / "_build" / "lite.log"
        if run_quietly(command, log):
            raise Problem(
                "The packages for the notebooks in the browser could not be fetched. Check that "
                f"there is a network. pip said:\n{last_lines(log)}\nThen type: make lite"
            )
        stamp.write_text("\n".join(wanted))
    return sorted(folder.glob("*.whl"))


def pack(target, name, version, files):
    """Write a wheel: `files` are pairs of a name inside it and the file or text for it."""
    about = f"{name}-{version}.dist-info"
    wheel = target / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, source in files:
            content = source.read_bytes() if isinstance(source, Path) else source.encode()
            # one date for all: the same sources give the same file
            packed.writestr(_dated(place), content)
        packed.writestr(_dated(f"{about}/METADATA"), METADATA.format(name=name, version=version))
        packed.writestr(_dated(f"{about}/WHEEL"), WHEEL)
        packed.writestr(_dated(f"{about}/RECORD"), "")
    return wheel


def _dated(name):
    entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def course_wheels(target):
    """Pack peerlib, and what is for the browser alone, into two wheels; return their files."""
    version = importlib.metadata.version("peerlib")
    files = [
        (file.relative_to(ROOT).as_posix(), file)
        for file in sorted((ROOT / "peerlib").rglob("*"))
        if file.is_file() and not NOT_IN_THE_BROWSER.intersection(file.relative_to(ROOT).parts)
    ]
    own = Path(__file__).with_name("in_browser")
    settings = "in_the_browser-1.data/data/etc/ipython/ipython_config.py"
    return [
        pack(target, "peerlib", version, files),
        pack(
            target,
            "in_the_browser",
            "1",
            [
                ("in_the_browser.py", own / "in_the_browser.py"),
                (settings, own / "ipython_config.py"),
            ],
        ),
    ]


def kernel_wheels():
    """Return the wheels that come with the kernel: the kernel itself, and what it stands on."""
    folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / KERNEL / "static" / "pypi"
    return [
        next(folder.glob(f"{name}-*.whl")) for name in ("ipykernel", "piplite", "pyodide_kernel")
    ]


def listed(pyodide, wheels):
    """Return Pyodide's list of packages: the wheels of this site, and those from afar.

    Parameters
    ----------
    pyodide : dict
        The list that comes with Pyodide.
    wheels : list of Path
        They lie beside the list.
    """
    known = pyodide["packages"]
    packages = {}
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        name = name.lower().replace("_", "-")
        before = known.get(name, {"depends": [], "imports": [name.replace("-", "_")]})
        packages[name] = {
            "name": name,
            "version": version,
            "file_name": wheel.name,
            "install_dir": "site",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": before["imports"],
            "depends": before["depends"],
            "unvendored_tests": False,
        }
    for name in with_needs(FROM_AFAR, known):
        if name not in packages:
            far = f"{PYODIDE_CDN_URL}/{known[name]['file_name']}"
            # nothing to be imported: a mere import must not ask another address
            packages[name] = {**known[name], "file_name": far, "imports": []}
    return {"info": pyodide["info"], "packages": packages}


def read_list(folder):
    """Return the list of packages that lies in the folder of Pyodide."""
    return json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
