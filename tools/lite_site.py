"""Build the site in which each lesson opens as a notebook in the browser; link it from the book.

JupyterLite is JupyterLab's notebook with Python compiled for the browser: a folder of files, no
server. It lies in the book's folder `lite`. Everything it needs lies there too.
"""

import json
import re
import shutil
import sys
from html import escape
from pathlib import Path

import book_site
import lite_notebooks
import lite_wheels
from jupyterlite_pyodide_kernel.constants import PYODIDE_KERNEL_PLUGIN_ID, PYODIDE_VERSION
from progress import Problem, Step, last_lines, run_quietly, tell_problems

from peerlib.book import offline
from peerlib.book.live_files import npm_package

ROOT = book_site.ROOT
FOLDER = "lite"
EXTENSIONS = (lite_wheels.KERNEL, "@jupyter-widgets/jupyterlab-manager", "anywidget")
APPS = ("notebooks", "tree")
PAGE_ITSELF = 4_000_000  # bytes of scripts that a notebook's page asks for when it opens: measured


def build(target):
    """Build the site into `target`, which is written anew.

    Parameters
    ----------
    target : Path

    Raises
    ------
    Problem
        Something could not be fetched or built; the text says what to do.
    """
    work = ROOT / "_build" / "lite"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    (work / "static").mkdir(parents=True)
    lite_notebooks.lay_out(work / "contents")
    _lay_out_python(work / "static" / "pyodide")
    (work / "jupyter-lite.json").write_text(json.dumps(_settings(work / "static" / "pyodide")))
    (work / "jupyter_lite_config.json").write_text(json.dumps(_what_to_build(target)))
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    log = ROOT / "_build" / "lite.log"
    if run_quietly(command, log, cwd=work, env=book_site.child_environment()):
        raise Problem(
            f"The notebooks for the browser could not be built:\n{last_lines(log)}\n"
            f"All of it is in _build/{log.name}. Then type: make lite"
        )
    _name_scripts_js(target)
    script = Path(__file__).with_name("in_browser") / "own-worker.js"
    for app in APPS:
        page = target / app / "index.html"
        text = page.read_text(encoding="utf-8")
        first = f"<script>\n{script.read_text(encoding='utf-8')}</script>\n<script>"
        page.write_text(text.replace("<script>", first, 1), encoding="utf-8")


def _name_scripts_js(target):
    """Name Pyodide's scripts .js: every host sends that as a script, and not every one .mjs."""
    python = target / "static" / "pyodide"
    for name in ("pyodide", "pyodide.asm"):
        script = (python / f"{name}.mjs").read_text(encoding="utf-8")
        script = script.replace("pyodide.asm.mjs", "pyodide.asm.js")
        (python / f"{name}.js").write_text(script, encoding="utf-8")
        (python / f"{name}.mjs").unlink()
    for settings in target.rglob("jupyter-lite.json"):
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("/pyodide.mjs", "/pyodide.js"), encoding="utf-8")


def _what_to_build(target):
    extensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    return {
        "LiteBuildConfig": {
            "contents": ["contents"],
            "output_dir": str(target),
            "apps": list(APPS),
            "federated_extensions": [str(extensions / name) for name in EXTENSIONS],
            "ignore_sys_prefix": ["federated_extensions"],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
        }
    }


def _lay_out_python(folder):
    """Put Pyodide, the wheels and their list into one folder."""
    pyodide = npm_package("pyodide", PYODIDE_VERSION, ROOT / "_build" / "npm")
    folder.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        shutil.copy(pyodide / name, folder)
    known = lite_wheels.read_list(pyodide)
    wheels = lite_wheels.fetch(known["packages"], ROOT / "_build" / "lite-wheels")
    for wheel in [*wheels, *lite_wheels.kernel_wheels()]:
        shutil.copy(wheel, folder)
    lite_wheels.course_wheels(folder)
    packages = lite_wheels.listed(known, sorted(folder.glob("*.whl")))
    (folder / "pyodide-lock.json").write_text(json.dumps(packages), encoding="utf-8")


def _settings(folder):
    """Load everything that lies beside Pyodide before the first cell, and nothing else."""
    listed = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    here = [name for name, package in listed.items() if (folder / package["file_name"]).exists()]
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Peer support in mental health",
            "litePluginSettings": {
                PYODIDE_KERNEL_PLUGIN_ID: {
                    "pyodideUrl": "./static/pyodide/pyodide.mjs",
                    "disablePyPIFallback": True,
                    "loadPyodideOptions": {"packages": here},
                }
            },
        },
    }


LINK = (
    '<p class="whole-notebook">Open {links} as a notebook in your browser, with nothing to '
    "install. This fetches up to {size} MB the first time. It takes about half a minute until it "
    "is ready, on a slow device longer. What you do there stays in this browser. To keep a copy, "
    "choose <em>File</em>, then <em>Download</em>.{more}</p>\n"
)
MORE = (
    " Labs, questions and checks work as they are. Some other cells need {names}, which are not "
    "part of this site. The notebook says so, and asks another address for them only when you run "
    "the cell that fetches them."
)


def link(pages):
    """Lead from the pages that name a notebook to its copy in the browser.

    Parameters
    ----------
    pages : Path
        The folder with the finished pages; the site lies in it, in the folder `lite`.
    """
    python = pages / FOLDER / "static" / "pyodide"
    bytes_asked = sum(file.stat().st_size for file in python.iterdir()) + PAGE_ITSELF
    linked = set()
    for page in sorted((pages / "book").glob("*.html")):
        before = page.read_text(encoding="utf-8")
        text = re.sub(r'<p class="whole-notebook">.*?</p>\n', "", before, flags=re.S)
        for end, files in reversed(list(_named(text, page.stem))):
            text = text[:end] + _in_words(files, bytes_asked) + text[end:]
            linked.update(file.stem for file in files)
        if text != before:
            page.write_text(text, encoding="utf-8")
    missing = sorted(lite_notebooks.sources().keys() - linked)
    if missing:
        raise Problem(
            f"No page names the notebook of {', '.join(missing)}. Write it into the page, "
            "such as `notebooks/NAME.ipynb`, then type: make lite"
        )
    offline.prepare(pages)


def _named(text, page):
    """Find the paragraphs that name notebooks: where each ends, and the files.

    An exercise is linked from its own page only; others name it in passing.
    """
    for paragraph in re.finditer(r"<p>(?:(?!</p>).)*?\.ipynb(?:(?!</p>).)*</p>\n", text, re.S):
        named = re.findall(r">((?:notebooks|exercises)/[\w/-]+\.ipynb)<", paragraph.group())
        files = [Path(path) for path in named]
        if files := [file for file in files if file.parts[0] == "notebooks" or file.stem == page]:
            yield paragraph.end(), files


def _in_words(files, bytes_asked):
    """Return the paragraph that leads to the notebooks."""
    needs = " ".join(lite_notebooks.NEEDS.get(file.stem, "") for file in files).split()
    names = lite_notebooks.in_words(list(dict.fromkeys(needs)))
    return LINK.format(
        links=lite_notebooks.in_words([_link(file) for file in files]),
        size=-(-bytes_asked // 1_000_000),
        more=MORE.format(names=names) if names else "",
    )


def _link(file):
    notebook = json.loads((ROOT / file).read_text(encoding="utf-8"))
    title = "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")
    address = f"../{FOLDER}/notebooks/index.html?path={file.as_posix()}"
    return f'<a href="{address}"><em>{escape(title)}</em></a>'


def main():
    """Run from the Makefile."""
    pages = book_site.build(then="make lite")
    with Step("Building the notebooks for the browser"):
        build(pages / FOLDER)
        link(pages)
    print(f"{(pages / FOLDER).relative_to(ROOT)}, with a link on the page of each lesson")


if __name__ == "__main__":
    sys.exit(tell_problems(main))
