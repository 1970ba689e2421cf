"""The notebooks in the browser: Python, labs and checks without a server and without an install."""

import json
import subprocess
import sys
from pathlib import Path

import book_site
import browser as chromium
import lite_notebooks
import lite_site
import pytest
from progress import Problem

from peerlib.exercises._errors import explain

ROOT = Path(__file__).parent.parent
BOOKS_WORKER = "self.addEventListener('fetch', () => {}); "
RUN_WITHOUT = """
import ast, contextlib, io, json, os, sys
for name in ("numpy", "pandas", "matplotlib", "scipy", "statsmodels"):
    sys.modules[name] = None  # as if it were not installed
stopped = []
for file in sys.argv[1:]:
    cells = json.load(open(file, encoding="utf-8"))["cells"]
    names = {"display": lambda *shown: None}
    for cell in cells:
        if cell["cell_type"] == "code":
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec("".join(cell["source"]), names)
            except ImportError:
                stopped.append(file)
            except NameError:
                pass  # follows from an import that was stopped
print(json.dumps(stopped))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Give the address of a small book with a page, its worker, and the notebooks beside it."""
    pages = tmp_path_factory.mktemp("site")
    (pages / "offline-worker.js").write_text(BOOKS_WORKER)
    (pages / "index.html").write_text("<title>A book</title>")
    lite_site.build(pages / "lite")
    # Debian's nginx has no type for .mjs, and a browser runs no module without one
    assert list((pages / "lite").rglob("*.mjs")) == []
    with book_site.BookServer(pages) as server:
        yield server.address


class Notebook:
    """One notebook, opened in the browser and run from top to bottom."""

    def __init__(self, context, site, path):
        self.page = context.new_page()
        self.page.goto(f"{site}lite/notebooks/index.html?path={path}")
        ready = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
        self.page.locator(ready).wait_for(timeout=120_000)  # a click before that would be lost
        self.page.locator(".jp-Notebook .jp-Cell").first.click()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()

    def output(self, text):
        """Wait for an output that holds a text, and return the whole of it."""
        place = self.page.locator(".jp-OutputArea-output", has_text=text).first
        place.wait_for(state="attached", timeout=120_000)
        return place.text_content()


@pytest.fixture
def context(browser):
    """Give a browser that reaches this computer and nothing else."""
    alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    opened = browser.browser_type.launch(
        executable_path=chromium.find_chromium(), args=[*chromium.CHROMIUM_FLAGS, alone]
    )
    yield opened.new_context(viewport={"width": 1280, "height": 900})
    opened.close()


def test_a_lesson_and_an_exercise_are_alive_and_ask_nobody_else(site, context):
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    home = context.new_page()
    home.goto(site)  # the reader comes from the book, and keeps it
    home.evaluate(
        """async () => { await navigator.serviceWorker.register("offline-worker.js");
        await navigator.serviceWorker.ready; }"""
    )

    exercise = Notebook(context, site, "exercises/trial-effects/trial-effects.ipynb")
    exercise.output("Risk with peer support: not answered yet")
    panel = exercise.page.locator(".peerlab").first
    panel.locator("summary").first.click()
    item = panel.locator(".lab-item").first
    item.get_by_role("textbox").fill("much")
    item.get_by_role("textbox").press("Enter")
    item.get_by_text("could not read").wait_for()
    elsewhere = [url for url in asked if not url.startswith((site, "data:", "blob:"))]
    assert elsewhere == []
    exercise.page.close()

    lesson = Notebook(context, site, "notebooks/who-we-listen-to.ipynb")
    assert "lies at another address" in lesson.output("What this asks for")
    assert "needs pandas" in lesson.output("A small stop")
    lab = lesson.page.locator(".peerlab").first
    lab.get_by_role("button", name="Show me without a guess").click()
    before = lab.locator(".lab-results").inner_text()
    assert "pinned" not in before, "nothing was pinned: what is null in the page was not None here"
    lab.get_by_role("slider").first.press("ArrowRight")
    lesson.page.wait_for_function(
        "before => document.querySelector('.peerlab .lab-results').innerText !== before",
        arg=before,
    )
    assert "Traceback" not in lesson.page.locator(".jp-Notebook").inner_text()

    # JupyterLite has left the worker that keeps the book where it was
    scopes = home.evaluate(
        "async () => (await navigator.serviceWorker.getRegistrations()).map(one => one.scope)"
    )
    assert sorted(scopes) == [site, f"{site}lite/"]


def test_a_notebook_that_names_no_package_needs_none():
    files = {file.as_posix(): name for name, file in lite_notebooks.sources().items()}
    ran = subprocess.run(
        [sys.executable, "-c", RUN_WITHOUT, *files], capture_output=True, text=True, check=True
    )
    stopped = {files[file] for file in json.loads(ran.stdout)}
    assert stopped == set(lite_notebooks.NEEDS)


def test_only_released_notebooks_are_laid_out_and_those_with_needs_say_so(tmp_path):
    lite_notebooks.lay_out(tmp_path)
    laid_out = {file.stem: json.loads(file.read_text()) for file in tmp_path.rglob("*.ipynb")}
    assert laid_out.keys() == lite_notebooks.sources().keys()
    for name, notebook in laid_out.items():
        text = "".join("".join(cell["source"]) for cell in notebook["cells"])
        assert "BEGIN SOLUTION" not in text
        assert ("await fetch(" in text) == (name in lite_notebooks.NEEDS)


def test_each_notebook_is_linked_once_and_kept_by_no_reader_unasked(tmp_path):
    (tmp_path / "book").mkdir()
    python = tmp_path / "lite" / "static" / "pyodide"
    python.mkdir(parents=True)
    (python / "pyodide.asm.wasm").write_bytes(b"x" * 9_100_000)
    named = "<p>In JupyterLab: <code><span>{}</span></code>.</p>\n"
    for name, file in lite_notebooks.sources().items():
        path = file.relative_to(ROOT).as_posix()
        (tmp_path / "book" / f"{name}.html").write_text(named.format(path))
    (tmp_path / "book" / "teach.html").write_text(
        named.format("exercises/trial-effects/trial-effects.ipynb")
    )
    for _twice in range(2):
        lite_site.link(tmp_path)
        page = (tmp_path / "book" / "who-we-listen-to.html").read_text()
        assert page.count('href="../lite/notebooks/index.html?path=notebooks/who-we-listen-to') == 1
        assert "up to 14 MB" in page and "numpy, pandas and matplotlib" in page
    assert "lite/" not in (tmp_path / "book" / "teach.html").read_text()
    worker = (tmp_path / "offline-worker.js").read_text()
    assert "who-we-listen-to.html" in worker and "lite/" not in worker
    (tmp_path / "book" / "tug-of-war.html").write_text("<p>No word of it.</p>\n")
    with pytest.raises(Problem, match="tug-of-war"):
        lite_site.link(tmp_path)


def test_what_the_browser_lacks_is_named_with_the_way_on(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    words = " ".join(explain(ModuleNotFoundError("No module named 'pandas'", name="pandas")))
    assert "needs pandas" in words and "in_the_browser" in words
