"""What instructors see in formgrader, and learners in their feedback: clear, and nothing runs."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from test_autograde_run import EXERCISE, NAME, config_of, nbgrader

from peerlib.autograde.grade import grade
from peerlib.autograde.places import read_places
from peerlib.autograde.records import read
from peerlib.autograde.sample_class import hand_in
from peerlib.autograde.sample_submissions import samples

LEARNERS = ("markup", "follow-through", "endless-loop")


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A course with three marked submissions and their feedback pages."""
    folder = tmp_path_factory.mktemp("browser") / "course"
    folder.mkdir()
    config_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
        assert nbgrader(folder).generate_assignment(NAME)["success"]
        released = json.loads((folder / "release" / NAME / (NAME + ".ipynb")).read_text())
        for sample in samples(EXERCISE, released):
            if sample.learner in LEARNERS:
                hand_in(folder, NAME, sample)
        grade(NAME, read_places(folder), jobs=2, say=lambda line: None)
        for learner in LEARNERS:
            assert nbgrader(folder).generate_feedback(NAME, learner)["success"]
    return folder


@pytest.fixture(scope="module")
def jupyterlab(marked):
    """The address of the instructor's JupyterLab in the folder of the course."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = marked / "own"
    own.mkdir()
    places = {"JUPYTER_%s_DIR" % kind: str(own / kind) for kind in ("CONFIG", "RUNTIME", "DATA")}
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--port=%d" % port,
        "--IdentityProvider.token=secret",
        "--LabApp.news_url=",
        "--ServerApp.root_dir=%s" % marked,
    ]
    with open(own / "log", "w") as log:
        process = subprocess.Popen(
            command, cwd=marked, env={**os.environ, **places}, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        for _ in range(400):
            try:
                urllib.request.urlopen("http://127.0.0.1:%d/api" % port, timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (own / "log").read_text()
                time.sleep(0.2)
        yield "http://127.0.0.1:%d/lab?token=secret" % port
    finally:
        process.terminate()
        process.wait()


def watched(browser, **options):
    """Open a page that notes whatever tries to run on it."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.ran, page.outside = [], []
    page.on("dialog", lambda dialog: (page.ran.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: page.outside.append(request.url))
    return page


def test_formgrader_in_jupyterlab_shows_marks_and_comments(browser, jupyterlab, marked):
    page = watched(browser, viewport={"width": 1300, "height": 1000})
    page.goto(jupyterlab)
    page.get_by_role("menuitem", name="Nbgrader").click(timeout=90_000)
    page.get_by_role("menuitem", name="Formgrader").click()
    seen = {}
    page.locator("iframe").first.wait_for(timeout=60_000)
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Manual Grading").first.click(timeout=60_000)
    for _ in range(2):  # the exercise, and its notebook
        before = _form(page).url
        frame.get_by_role("link", name=NAME).first.click(timeout=60_000)
        page.wait_for_timeout(500)
        for _ in range(100):
            if _form(page).url != before:
                break
            page.wait_for_timeout(100)
    frame.get_by_role("link", name="Submission").first.wait_for(timeout=60_000)
    links = [
        link.get_attribute("href") for link in frame.get_by_role("link", name="Submission").all()
    ]
    for link in links:
        _form(page).goto(jupyterlab.split("/lab?")[0] + link)
        frame.locator("input.score").first.wait_for(timeout=60_000)
        # the program of the page asks for marks and comments, and then fills them in
        frame.locator("input.score[placeholder]").nth(len(EXERCISE.ITEMS) - 1).wait_for()
        scores = [
            float(field.get_attribute("placeholder"))
            for field in frame.locator("input.score").all()
        ]
        comments = [
            field.get_attribute("placeholder") for field in frame.locator("textarea.comment").all()
        ]
        text = frame.locator("body").inner_text()
        (learner,) = [one for one in LEARNERS if "learner = '%s'" % one in text]
        seen[learner] = scores, comments
    for learner in LEARNERS:
        record = read(marked / "records", NAME, learner)
        scores, comments = seen[learner]
        assert scores == [item.points for item in record.items]
        for item in record.items:
            if "<" not in item.comment:  # what a learner wrote is shown, marked as text
                assert item.comment in comments, (learner, item.name)
    assert page.ran == [] and "taken" not in page.title()
    page.context.close()


def _form(page):
    (found,) = [frame for frame in page.frames if "formgrader" in frame.url]
    return found


OUT_OF_PLACE = """() => {
  const box = (e) => e.getBoundingClientRect();
  const heads = [...document.querySelectorAll('.nbgrader_cell .panel-heading')];
  const below = heads.filter((head) => [...head.children].some(
    (part) => box(part).bottom > box(head).bottom + 1));
  const cut = [...document.querySelectorAll('.nbgrader_cell pre')].filter(
    (code) => code.scrollWidth > code.clientWidth + 1);
  return [...below, ...cut].map((e) => e.innerText);
}"""


@pytest.mark.parametrize("learner", LEARNERS)
@pytest.mark.parametrize("width", [390, 1300])
def test_feedback_is_clear_and_runs_nothing_of_the_learners(browser, marked, learner, width):
    page = watched(browser, viewport={"width": width, "height": 900})
    path = marked / "feedback" / learner / NAME / (NAME + ".html")
    page.goto(path.as_uri())
    assert page.title() == NAME
    record = read(marked / "records", NAME, learner)
    text = " ".join(page.locator("body").inner_text().split())
    assert "%s (Score: %.1f / 9.0)" % (NAME, record.points) in text
    for item in record.items:
        assert " ".join(item.comment.split()) in text, item.name
    # the numbers stand in columns of their own
    table = page.locator("table", has_text="Care as usual").first
    assert "Readmitted\tNot readmitted\tPeople" in table.inner_text()
    assert table.locator("th").nth(1).evaluate("e => getComputedStyle(e).paddingLeft") != "0px"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # the points stand in the heading of their cell, and long lines are whole
    assert page.evaluate(OUT_OF_PLACE) == []
    assert page.locator("meta[name=viewport]").count() == 1
    page.wait_for_timeout(300)
    assert page.ran == []
    assert page.outside == [path.as_uri()]
    page.context.close()


def test_a_page_that_does_run_something_is_noticed(browser, tmp_path):
    (tmp_path / "page.html").write_text("<script>alert('ran')</script>")
    page = watched(browser)
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(200)
    assert page.ran == ["ran"]
    page.context.close()
    shutil.rmtree(tmp_path)
