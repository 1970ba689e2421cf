"""Somebody who writes no code types answers into the panel, and they count."""

import json
import re
import shutil
from pathlib import Path

import course
import pytest
from marked_notebook import record_of

from peerlib import exercises, live
from peerlib.autograde.sandbox import run
from peerlib.checking import mark_all
from peerlib.exercises import practice
from peerlib.exercises._kept import Kept
from peerlib.exercises._panel import filled_in, lines
from peerlib.exercises.notebook import start

ROOT = Path(__file__).parent.parent
NAME = "trial-effects"
EXERCISE = exercises.load(NAME)
NAMES = exercises.available()


def truths(learner):
    data = exercises.data_seen_by(learner, EXERCISE)
    return {item.name: item.truth(data) for item in EXERCISE.ITEMS}


# --- what is said and done, without a browser ---------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_has_a_panel_on_the_learners_own_data(name):
    described = live.describe("own:%s:Ana" % name)
    module = exercises.load(name)
    response = live.answer("own:%s:Ana" % name, described["default"] | {"serial": 4})
    data = exercises.data_seen_by("Ana", module)
    assert (response["story"], response["table"]) == (module.story(data), module.table(data))
    assert response["serial"] == 4 and response["lines"] == {}
    typed = {item["name"] for item in described["items"]}
    for item in module.ITEMS:
        if item.name not in typed:
            assert item.label in described["own"]["elsewhere"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_earns_in_its_cell_what_the_panel_said(name):
    module = exercises.load(name)
    data = exercises.data_seen_by("Ana", module)
    for item in module.ITEMS:
        if item.kind not in practice.KINDS:
            continue
        for text in ("1/4", "0.25", "-3", "007", "1e3", "12 %", "a", "0,5", "2 to 3", "'", "\\"):
            response = practice.respond_own(name, "Ana", {"answers": {item.name: text}})
            if item.name not in response["lines"]:
                continue
            namespace = {}
            exec(response["lines"][item.name], namespace)
            marked = mark_all(module.ITEMS, {item.name: namespace[item.name]}, data)[item.name]
            said = response["feedback"][item.name]
            assert (marked.tag, marked.credit) == (said["tag"], said["credit"]), (item.name, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("0.25", "risk_programme = 0.25  # from the panel"),
        (" -2 ", "risk_programme = -2  # from the panel"),
        ("1 in 4", "risk_programme = '1 in 4'  # from the panel"),
        ("007", "risk_programme = '007'  # from the panel"),
        ("1.", "risk_programme = '1.'  # from the panel"),
        ("__import__('os')", "risk_programme = \"__import__('os')\"  # from the panel"),
        ("1\n2", "risk_programme = '1\\n2'  # from the panel"),
    ],
)
def test_a_number_stays_a_number_and_all_else_becomes_text(text, line):
    assert practice.line(EXERCISE.ITEMS[0], text) == line


def test_only_a_cell_that_says_none_or_came_from_the_panel_is_written_anew():
    new = {"risk": "risk = 0.5  # from the panel"}
    assert filled_in("risk = None\nmore", new)[0] == "risk = 0.5  # from the panel\nmore"
    assert filled_in("risk = 0.1  # from the panel", new) == (new["risk"], {"risk": 0.5})
    for mine in (
        "risk = 0.1",
        "risk = 1 - None_left",
        "risk_2 = None",
        "x = risk = None",
        "risk = None\nrisk = None",
        "# risk = None",
        new["risk"],
        "",
    ):
        assert filled_in(mine, new) == (mine, {})


def test_text_for_a_person_is_written_in_the_notebook():
    assert lines(EXERCISE.ITEMS, {"odds_ratio": " ", "unknown": "1"}) == {}


@pytest.mark.parametrize(
    "request_",
    [
        None,
        [],
        {"answers": 7},
        {"answers": {"odds_ratio": [1]}},
        {"answers": {"odds_ratio": None}, "hints": "x"},
    ],
)
def test_the_panel_meets_nonsense_with_a_usable_response(request_):
    response = live.answer("own:trial-effects:Ana", request_)
    assert response["story"] and response["lines"] == {}


def test_without_a_notebook_the_panel_says_what_to_do():
    assert "exercise.check(" in str(start(NAME, "Ana").panel())


# --- what stays on the learner's computer ----------------------------------------------


class Outcome:
    def __init__(self, tag, credit):
        self.tag, self.credit = tag, credit


def test_what_was_typed_and_tried_is_there_again_and_can_be_wiped(tmp_path, monkeypatch):
    monkeypatch.setenv("PEERLIB_PROGRESS", str(tmp_path))
    kept = Kept(NAME, "Ana")
    kept.type({"odds_ratio": "1/2", "empty": " ", "not text": 7})
    for answer, outcome in ((1, ("near", 0.5)), (1, ("near", 0.5)), (2, ("right", 1.0))):
        kept.note("odds_ratio", Outcome(*outcome), answer)
    again = Kept(NAME, " ana ")
    assert again.typed == {"odds_ratio": "1/2"}
    assert [each["tag"] for each in again.tries] == ["near", "right"]
    assert again.right_before() == ["odds_ratio"]
    (file,) = tmp_path.iterdir()
    assert "ana" not in file.name.lower().replace(NAME, "")
    assert file.stat().st_mode & 0o077 == 0
    assert Kept(NAME, "ben").tries == []
    again.forget()
    assert list(tmp_path.iterdir()) == [] and again.typed == {}


@pytest.mark.parametrize("content", ["", "[", "[]", '{"typed": 7, "tries": [1, {"item": 2}]}'])
def test_a_file_that_was_spoiled_counts_as_none(tmp_path, monkeypatch, content):
    monkeypatch.setenv("PEERLIB_PROGRESS", str(tmp_path))
    kept = Kept(NAME, "Ana")
    kept.note("odds_ratio", Outcome("right", 1.0), 2)
    next(tmp_path.iterdir()).write_text(content)
    again = Kept(NAME, "Ana")
    assert (again.typed, again.tries) == ({}, [])


def test_where_nothing_can_be_written_everything_goes_on(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PEERLIB_PROGRESS", str(tmp_path / "file" / "below"))
    kept = Kept(NAME, "Ana")
    kept.note("odds_ratio", Outcome("right", 1.0), 2)
    assert kept.right_before() == ["odds_ratio"]
    monkeypatch.setenv("PEERLIB_PROGRESS", str(tmp_path))
    Kept(NAME, "").note("odds_ratio", Outcome("right", 1.0), 2)  # nobody's name: nobody's file
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_progress_shares_kinds_of_answers_only_if_it_is_told_to():
    exercise = start(NAME, "somebody whom no other test knows")  # what was tried is remembered
    exercise.check("odds_ratio", 12345.6)
    assert not hasattr(exercise.progress(), "_repr_mimebundle_")
    bundle = exercise.progress(share=True)._repr_mimebundle_()
    (tries,) = [part for kind, part in bundle.items() if "tries" in kind]
    assert tries == [{"item": "odds_ratio", "tag": "unrecognised", "credit": 0.0}]
    assert "12345" not in json.dumps(bundle)


# --- in JupyterLab, by keyboard, without a line of code ---------------------------------


@pytest.fixture(scope="module")
def finished(tmp_path_factory, browser):
    """An exercise that was finished in the panel: its notebook, and its page."""
    work = tmp_path_factory.mktemp("panel")
    place = work / "exercises" / NAME / (NAME + ".ipynb")
    shutil.copytree(ROOT / "exercises" / NAME, place.parent)
    place.write_text(place.read_text().replace('learner = \\"\\"', 'learner = \\"Ana\\"'))
    with course.Lab(work, 0) as lab:
        lab.wait_until_it_answers()
        context = browser.new_context(viewport={"width": 1300, "height": 1000})
        page = context.new_page()
        page.outside = []
        page.on("request", lambda request: page.outside.append(request.url))
        page.goto(
            lab.address.replace(
                "/lab?", "/lab/workspaces/panel/tree/exercises/%s/%s.ipynb?" % (NAME, NAME)
            )
        )
        page.locator(".jp-Notebook").wait_for(timeout=90_000)
        # what is run before the kernel is there is lost
        page.get_by_text("(ipykernel) | Idle").wait_for(timeout=90_000)
        run_all(page)
        yield page, place
        context.close()


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-OutputArea-output", has_text="right so far").last.wait_for(
        timeout=90_000, state="attached"
    )
    page.get_by_text("(ipykernel) | Idle").wait_for(timeout=90_000)


def test_an_exercise_can_be_finished_in_the_panel_and_earns_all(finished, axe):
    page, place = finished
    panel = page.locator(".peerlab").first
    panel.scroll_into_view_if_needed()
    assert not panel.get_by_label("Relative risk", exact=True).is_visible()  # folded
    panel.locator("summary").focus()
    page.keyboard.press("Enter")
    answers = {name: "%.6f" % value for name, value in truths("Ana").items()}
    answers["risk_programme"] = "%(readmitted_programme)d/%(people_programme)d" % (
        exercises.data_seen_by("Ana", EXERCISE)
    )
    for item in EXERCISE.ITEMS:
        field = panel.get_by_label(item.label, exact=True)
        field.fill(answers[item.name])
        field.press("Enter")
        panel.locator(
            ".lab-item",
            has=page.locator("label", has_text=re.compile("^%s$" % re.escape(item.label))),
        ).locator(".lab-feedback.right").wait_for()
    assert "7 of 7 right so far" in panel.locator(".lab-progress").inner_text()
    assert "odds_ratio = " in panel.inner_text() and "Run All Cells" in panel.inner_text()
    page.evaluate(axe)
    found = page.evaluate("element => axe.run(element)", panel.element_handle())
    assert [each["id"] for each in found["violations"]] == []
    run_all(page)
    shown = page.locator(".jp-OutputArea-output:not(:has(.peerlab))", has_text="7 of 7 right so")
    shown.wait_for(state="attached")
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Save Notebook")).first.click()
    page.locator(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)").first.wait_for()
    for _ in range(100):
        if "# from the panel" in place.read_text():
            break
        page.wait_for_timeout(100)
    sources = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"])
        for cell in json.loads(place.read_text())["cells"]
    }
    assert sources["answer-odds_ratio"].startswith(
        "odds_ratio = %s  # from the panel\n\n#exercise.hint(" % answers["odds_ratio"]
    )
    assert "Traceback" not in page.locator(".jp-Notebook").inner_text()
    marked = handed_in(place)
    assert (marked.points, marked.max_points) == (9, 9)


def handed_in(place):
    """Mark the saved notebook as it lies there."""
    return record_of(place, NAME, "ana", run)


def test_the_panel_asks_no_other_host(finished):
    strangers = [
        url
        for url in finished[0].outside
        if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
    ]
    assert strangers == []
