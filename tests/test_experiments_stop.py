"""A long run in JupyterLab shows how far it is, and its Stop button is heard while it runs."""

import course
import nbformat
import pytest

RUN = """
from peerlib import experiments

teams = experiments.many_teams(
    "hybrid", n_teams=1_000_000, scores=["role_fidelity"], threads=1, progress=True
)
print(teams.sentence)
"""


@pytest.fixture
def notebook(browser, tmp_path):
    """Return a page with a notebook of one long cell, its kernel at rest."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(RUN)])
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    nbformat.write(notebook, tmp_path / "long.ipynb")
    with course.Lab(tmp_path, 0) as lab:
        lab.wait_until_it_answers()
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.goto(lab.address.replace("/lab?", "/lab/tree/long.ipynb?"))
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=90_000)
        page.wait_for_timeout(2000)  # a key pressed before the kernel is known would be lost
        yield page
        context.close()


def test_stop_button_ends_a_running_cell_and_keeps_what_is_done(notebook):
    notebook.locator(".jp-CodeCell .cm-content").first.click()
    notebook.keyboard.press("Shift+Enter")
    stop = notebook.locator("button.jupyter-button", has_text="Stop")
    stop.wait_for(timeout=30_000)
    told = notebook.locator(".widget-label", has_text="of 1,000,000")
    told.wait_for(timeout=30_000)
    stop.click()
    said = notebook.locator(".jp-OutputArea-output", has_text="Stopped early")
    said.wait_for(timeout=20_000)
    assert "of 1,000,000 teams were followed" in said.inner_text()
    assert "stopped" in told.inner_text()
    assert stop.is_disabled()
