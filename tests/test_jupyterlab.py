"""The lesson in JupyterLab, as a trainee meets it: opened, run, moved by keyboard."""

import re
import shutil
from pathlib import Path

import course
import pytest

from peerlib import live

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """Return the address of a JupyterLab over a folder with the lessons."""
    work = tmp_path_factory.mktemp("work")
    shutil.copytree(ROOT / "notebooks", work / "notebooks")
    # One lesson is used for long, and JupyterLab saves it with its outputs: that one is a copy.
    shutil.copy(work / "notebooks" / "supervision.ipynb", work / "notebooks" / "long-used.ipynb")
    with course.Lab(work, 0) as lab:
        lab.wait_until_it_answers()
        yield lab.address


def open_lesson(page, address, name):
    """Open a lesson and wait for its kernel: a click before that would be lost."""
    # in a workspace of its own: JupyterLab opens again what was open in the last one
    page.goto(address.replace("/lab?", f"/lab/workspaces/{name}/tree/notebooks/{name}.ipynb?"))
    page.locator(".jp-Notebook").wait_for(timeout=90_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=90_000)
    page.locator(".jp-Notebook .jp-Cell").first.click()


def run_cells_until(page, selector):
    """Press Shift and Enter, cell by cell, until what is looked for has come."""
    for _ in range(14):
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(1000)
        if page.locator(selector).count():
            break
    page.locator(selector).first.wait_for(timeout=60_000)


@pytest.fixture(scope="module")
def lesson(browser, jupyterlab):
    """Return the supervision lesson, run as far as its lab."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    page.outside = []
    page.on("request", lambda request: page.outside.append(request.url))
    open_lesson(page, jupyterlab, "long-used")
    run_cells_until(page, ".peerlab .lab-predict")
    yield page
    context.close()


def test_lab_asks_for_a_guess_and_then_answers_the_keyboard(lesson):
    # JupyterLab goes on to the next cell, past a long lab: its question is brought back
    lesson.wait_for_function(
        "document.querySelector('.lab-predict').getBoundingClientRect().top > 0", timeout=20_000
    )
    lesson.get_by_label("It misses more than one").check()
    lesson.get_by_role("button", name="Show what happens").click()
    sentence = lesson.locator(".peerlab .lab-sentence")
    sentence.wait_for()
    assert "You expected this" in lesson.locator(".lab-guess").inner_text()
    before = sentence.inner_text()
    lever = lesson.get_by_role("slider", name="Senior peer supervision")
    lever.focus()
    lesson.keyboard.press("ArrowRight")
    lesson.wait_for_function(
        "before => document.querySelector('.peerlab .lab-sentence').innerText !== before",
        arg=before,
    )
    assert "team with your settings" in sentence.inner_text()
    # JupyterLab would otherwise take the arrow keys to move between cells
    assert lever.get_attribute("aria-valuetext") == "0.05"
    assert lesson.evaluate("document.activeElement.type") == "range"
    lesson.keyboard.press("Escape")
    assert lesson.evaluate("document.activeElement.classList.contains('jp-Cell')")


def test_wrong_turn_of_the_lesson_shows_the_average_that_hides_a_failure(lesson):
    lesson.locator(".jp-MarkdownCell", has_text="A tempting wrong turn").click()
    run_cells_until(lesson, ".jp-OutputArea-output:has-text('lowest')")
    text = lesson.locator(".jp-OutputArea-output", has_text="lowest").inner_text()
    assert "lowest: risk oversight 0.5" in text
    assert "Traceback" not in lesson.locator(".jp-Notebook").inner_text()


def test_lab_keeps_its_state_when_it_is_scrolled_away_and_back(lesson):
    lesson.locator(".peerlab").scroll_into_view_if_needed()
    lesson.get_by_role("button", name="Peer-led").click()
    lesson.locator(".lab-sentence", has_text="peer-led team").wait_for()
    for key in ("Escape", "Control+End", "Control+Home"):
        lesson.keyboard.press(key)
        lesson.wait_for_timeout(500)
    lesson.locator(".jp-MarkdownCell", has_text="Predict, then look").scroll_into_view_if_needed()
    lesson.locator(".peerlab").scroll_into_view_if_needed()
    assert "peer-led team" in lesson.locator(".peerlab .lab-sentence").inner_text()


def test_jupyterlab_asks_no_other_host_and_nothing_about_news(lesson):
    strangers = [
        url
        for url in lesson.outside
        if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
    ]
    assert strangers == []
    assert lesson.get_by_text("get notified about official").count() == 0
    # what is kept of a reader is a matter of the book; a notebook is its own record
    assert not lesson.evaluate("Object.keys(localStorage).some(key => key.startsWith('peerlib'))")


def test_labs_of_one_lesson_do_not_share_their_names(lesson):
    run_cells_until(lesson, ".lab-question")
    ids = lesson.evaluate("[...document.querySelectorAll('.peerlab [id]')].map(e => e.id)")
    assert len(ids) > 14 and len(ids) == len(set(ids))
    # radio buttons of one name are one set: a click in one lab would clear another
    homes = lesson.evaluate(
        """[...document.querySelectorAll('.peerlab')].map(lab =>
            [...new Set([...lab.querySelectorAll('input[type=radio]')].map(e => e.name))])"""
    )
    names = [name for home in homes for name in home]
    assert len(homes) > 2 and len(names) == len(set(names))
    assert lesson.get_by_role("slider", name="What the clinical supervisor decides").count() == 2


def test_question_of_another_notebook_leaves_these_labs_alone(lesson):
    heard = lesson.evaluate(
        """[document.body, document.querySelector('.lab-question')].map((question) => {
            const detail = { lab: 'supervision', preset: 'hybrid', question };
            document.dispatchEvent(new CustomEvent('peerlab-set', { detail }));
            return Boolean(detail.heard);
        })"""
    )
    assert heard == [False, True]


@pytest.mark.parametrize("restart", [False, True])
def test_a_cell_that_is_run_too_early_gets_plain_words(browser, jupyterlab, restart):
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    open_lesson(page, jupyterlab, "who-we-listen-to")
    if restart:
        run_cells_until(page, ".peerlab .lab-predict")
        page.locator(".jp-Notebook .jp-Cell").first.click()
        page.keyboard.press("Escape")
        page.keyboard.type("00")
        page.get_by_role("button", name="Confirm Kernel Restart").click()
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=90_000)
        # the lab is still to be seen, and has nobody left to answer it
        page.get_by_role("button", name="Show me without a guess").click()
        page.locator(".lab-messages", has_text="run this cell again").wait_for()
    page.locator(".jp-MarkdownCell", has_text="Check yourself").click()
    run_cells_until(page, ".jp-OutputArea-output:has-text('A small stop')")
    words = page.locator(".jp-OutputArea-output", has_text="A small stop").first.inner_text()
    assert "does not know the name Lab" in words and "from peerlib.widgets import Lab" in words
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()
    context.close()


LABS_OF_LESSONS = [
    (file.stem, re.search(r'Lab\(\s*"([^":]+)"', file.read_text().replace("\\", "")).group(1))
    for file in sorted((ROOT / "notebooks").glob("*.ipynb"))
    if re.search(r'Lab\(\s*"[^":]+"', file.read_text().replace("\\", ""))
]


@pytest.mark.parametrize(("name", "lab"), LABS_OF_LESSONS)
def test_every_lesson_brings_its_lab_alive(browser, jupyterlab, name, lab):
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    open_lesson(page, jupyterlab, name)
    run_cells_until(page, f".peerlab[data-lab='{lab}']")
    place = page.locator(f".peerlab[data-lab='{lab}']").first
    if live.describe(lab)["kind"] == "simulation":
        lever = place.get_by_role("slider").first
        lever.wait_for()
        skip = place.get_by_role("button", name="Show me without a guess")
        # JupyterLab gives the focus to the next cell when one has run, and a lab that has just
        # come is drawn once more: a click or a key may be lost there, as for anybody
        for _ in range(8):
            if skip.is_visible():  # a lab that opens on given settings is not covered
                skip.click()
            page.wait_for_timeout(1000)
            before = place.locator(".lab-results").inner_text()
            at_end = lever.evaluate("lever => lever.value === lever.max")
            lever.press("ArrowLeft" if at_end else "ArrowRight")
            page.wait_for_timeout(2000)
            if before and place.locator(".lab-results").inner_text() != before:
                break
        assert before and place.locator(".lab-results").inner_text() != before
    else:
        place.get_by_role("button", name="Begin").click()
        place.locator(".lab-replies button").first.click()
        place.locator(".lab-now .lab-turn", has_text="Turn 2").wait_for()
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()
    context.close()
