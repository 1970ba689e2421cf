"""The published pages in a real browser: alive, quiet, by keyboard, and whole without script."""

import re

import pytest
from course_pages import (
    change_to,
    change_width,
    page_violations,
    pages,
    uncover,
    violations,
    wait_until_alive,
)

PAGES = pages()


@pytest.fixture
def lab(visit, book_url):
    """Return the supervision page with the lab alive, before the first guess."""
    page = visit(viewport={"width": 1200, "height": 900}).page
    page.goto(book_url + "book/supervision.html")
    page.wait_for_selector(".peerlab-place.alive")
    return page


def slider(page, name):
    return page.get_by_role("slider", name=name)


# By day at a desk, then by night on the smallest phone: one visit, as loading takes the longest.
@pytest.mark.parametrize("path", PAGES)
def test_page_asks_no_other_host_has_no_errors_fits_and_is_accessible(visit, book_url, axe, path):
    one = visit(color_scheme="light", viewport={"width": 1200, "height": 800})
    one.page.goto(book_url + path + ".html")
    wait_until_alive(one.page)
    assert page_violations(one.page, axe) == []
    change_to(one.page, "dark")
    change_width(one.page, 320)
    assert page_violations(one.page, axe) == []
    if one.page.locator(".peerlab .lab-predict").count():
        uncover(one.page)
    for width in (320, 390, 1200):
        one.page.set_viewport_size({"width": width, "height": 800})
        assert one.page.evaluate("document.documentElement.scrollWidth") <= width
    assert one.outside == []
    assert one.complaints == []


def test_start_address_leads_to_the_welcome_page(visit, book_url):
    page = visit().page
    page.goto(book_url)
    page.wait_for_url("**/book/index.html")


def test_search_finds_a_page_without_a_server_behind_it(visit, book_url):
    one = visit()
    one.page.goto(book_url + "search.html?q=mutuality")
    one.page.locator("#search-results li", has_text="Who supervises?").first.wait_for()
    assert one.outside == []
    assert one.complaints == []


def test_lever_moved_by_keyboard_changes_the_sentence(lab):
    sentence = uncover(lab)
    before = sentence.inner_text()
    slider(lab, "Senior peer supervision").focus()
    for _ in range(3):
        lab.keyboard.press("ArrowRight")
    after = sentence.inner_text()
    assert after != before
    assert "team with your settings" in after
    assert slider(lab, "Senior peer supervision").get_attribute("aria-valuetext") == "0.15"
    assert lab.evaluate("document.activeElement.type") == "range"  # focus is kept


def test_results_are_covered_until_there_is_a_guess_and_the_guess_is_answered(lab):
    assert not lab.locator(".lab-sentence").count() or not lab.locator(".lab-sentence").is_visible()
    lab.get_by_role("button", name="Show what happens").click()
    assert "A guess is enough" in lab.locator(".lab-predict").inner_text()
    lab.get_by_label("It misses role fidelity only").check()
    lab.get_by_role("button", name="Show what happens").click()
    assert "it misses more than one" in lab.locator(".lab-guess").inner_text()
    assert lab.locator(".lab-sentence").is_visible()


def test_presets_give_the_given_numbers_in_the_page(lab):
    uncover(lab)
    shown = {}
    for name in ("Clinical-only", "Peer-led", "Hybrid"):
        lab.get_by_role("button", name=name).click()
        shown[name] = lab.locator(".lab-score-value").all_inner_texts()
    assert shown["Clinical-only"][0] == "0.40"
    assert shown["Peer-led"][2] == "0.50"
    assert shown["Hybrid"] == ["0.85", "0.80", "0.85"]


def test_undo_and_reset_bring_back_what_was(lab):
    sentence = uncover(lab)
    first = sentence.inner_text()
    lab.get_by_role("button", name="Peer-led").click()
    second = sentence.inner_text()
    lab.get_by_role("button", name="Hybrid").click()
    lab.get_by_role("button", name="Undo").click()
    assert sentence.inner_text() == second
    lab.get_by_role("button", name="Reset").click()
    assert sentence.inner_text() == first
    lab.get_by_role("button", name="Undo").click()
    assert sentence.inner_text() == second


def test_undo_to_the_end_keeps_the_focus(lab):
    uncover(lab)
    lab.get_by_role("button", name="Hybrid").click()
    undo = lab.get_by_role("button", name="Undo")
    undo.focus()
    for _ in range(3):
        lab.keyboard.press("Enter")
    assert undo.get_attribute("aria-disabled") == "true"
    assert lab.evaluate("document.activeElement.textContent") == "Undo"


def test_pinned_run_is_compared_and_survives_in_the_address(lab, visit):
    uncover(lab)
    lab.get_by_role("button", name="Pin this run").click()
    lab.get_by_role("button", name="Hybrid").click()
    assert (
        "Compared with the pinned run (clinical-only team)"
        in lab.locator(".lab-sentence").inner_text()
    )
    assert lab.locator(".lab-line.pinned").count() >= 4
    lab.wait_for_url("**supervision=**")
    said = lab.locator(".lab-sentence").inner_text()
    other = visit().page
    other.goto(lab.url)
    other.wait_for_selector(".peerlab-place.alive")
    # who comes with settings has looked already, so nothing is covered
    assert other.locator(".lab-sentence").inner_text() == said
    other.wait_for_timeout(700)  # nothing cuts in on a screen reader that begins to read the page
    assert other.locator("[data-lab=supervision] > [role=status]").text_content() == ""
    other.get_by_role("button", name="Guess before looking").click()
    assert not other.locator(".lab-sentence").is_visible()


@pytest.mark.parametrize(
    "query",
    [
        "caseload:NaN",
        "caseload:1e999;training:",
        "<img src=x onerror=alert(1)>:1",
        "start:constructor;months:-5",
        "||||;;;:::",
        "x" * 5000,
    ],
)
def test_nonsense_in_the_address_is_mended_and_the_lab_lives(visit, book_url, query):
    one = visit()
    one.page.goto(book_url + "book/supervision.html")
    go = "query => { location.search = '?supervision=' + encodeURIComponent(query) }"
    one.page.evaluate(go, query)
    one.page.wait_for_selector(".peerlab-place.alive")
    assert uncover(one.page).inner_text().startswith("After 36 months") or "After 6" in (
        one.page.locator(".lab-sentence").inner_text()
    )
    assert one.page.locator(".peerlab img").count() == 0
    assert one.complaints == []


def test_seed_gives_another_team_and_comes_back(lab):
    uncover(lab)
    lab.locator(".peerlab summary", has_text=re.compile("^The run$")).click()
    team = lab.locator(".lab-figure .lab-line.team").first
    first = team.get_attribute("points")
    lab.get_by_role("button", name="Another team").click()
    assert team.get_attribute("points") != first
    lab.get_by_label("Seed of the one imagined team").fill("1")
    lab.keyboard.press("Tab")
    assert team.get_attribute("points") == first
    lab.get_by_label("Seed of the one imagined team").fill("")
    lab.keyboard.press("Tab")
    assert "Seed of the one imagined team" in lab.locator(".lab-messages:visible").inner_text()


def test_run_is_saved_as_csv_and_shown_as_a_table(lab):
    import io

    import pandas as pd

    uncover(lab)
    with lab.expect_download() as download:
        lab.get_by_role("button", name="Save as CSV").click()
    text = open(download.value.path(), encoding="utf-8").read()
    run = pd.read_csv(io.StringIO(text), comment="#")
    assert list(run["month"]) == list(range(37))
    assert run["role_fidelity"].iloc[-1] == pytest.approx(0.40, abs=0.005)
    assert "# seed = 1" in text
    lab.locator(".peerlab summary", has_text="The run as a table").click()
    assert lab.locator(".peerlab table tbody tr").count() >= 37


def test_moved_minimum_turns_the_verdict_in_the_page(lab):
    uncover(lab)
    lab.get_by_role("button", name="Hybrid").click()
    lab.locator(".peerlab summary", has_text="The minimums").click()
    slider(lab, "Minimum for role fidelity").focus()
    for _ in range(4):
        lab.keyboard.press("ArrowRight")
    assert "role fidelity (0.85, needs 0.90) is below" in lab.locator(".lab-sentence").inner_text()


def test_what_is_seen_is_said_to_a_screen_reader_once_the_lever_rests(lab):
    uncover(lab)
    lab.get_by_role("button", name="Hybrid").click()
    said = lab.locator("[data-lab=supervision] > [role=status]")
    lab.wait_for_function(
        "document.querySelector('[data-lab=supervision] > [role=status]')"
        ".textContent.includes('hybrid team')"
    )
    assert lab.locator(".lab-sentence").inner_text() in said.text_content()


def test_every_control_has_a_name_and_every_picture_a_text(lab):
    uncover(lab)
    for details in lab.locator(".peerlab details").all():
        details.evaluate("element => { element.open = true; }")
    tree = lab.locator("[data-lab=supervision]").aria_snapshot()
    assert not re.search(r"- (slider|button|spinbutton|combobox|textbox)( \[|:|$)", tree, re.M), (
        tree
    )
    for picture in lab.locator(".lab-results svg[role=img]").all():
        assert len(picture.get_attribute("aria-label")) > 40


def test_keyboard_reaches_every_control_and_leaves_the_lab(lab):
    uncover(lab)
    lab.locator(".lab-presets button").first.focus()
    seen = set()
    for _ in range(60):
        lab.keyboard.press("Tab")
        inside = lab.evaluate("Boolean(document.activeElement.closest('.peerlab'))")
        if not inside:
            break
        seen.add(lab.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert not inside, "the keyboard is caught in the lab"
    assert len(seen) >= 15


def test_without_script_there_is_a_picture_a_sentence_and_a_table(visit, book_url):
    page = visit(java_script_enabled=False).page
    page.goto(book_url + "book/supervision.html")
    place = page.locator(".peerlab-place").first
    assert "After 36 months the clinical-only team" in place.locator(".lab-sentence").inner_text()
    assert place.locator("svg[role=img]").count() == 4
    assert place.locator("svg[role=img]").first.is_visible()
    assert place.locator("table").count() == 1
    page.goto(book_url + "book/trial-effects.html")
    assert page.locator(".peerlab-place table").is_visible()


@pytest.mark.parametrize("blocked", ["**/page.js*", "**/micropython.wasm", "**/peerlib/*.json"])
def test_picture_comes_back_where_the_live_lab_cannot_start(visit, book_url, blocked):
    page = visit().page
    page.route(blocked, lambda route: route.abort())
    page.goto(book_url + "book/supervision.html")
    sentence = page.locator(".peerlab-place .lab-static .lab-sentence")
    sentence.wait_for(state="visible", timeout=15_000)


# --- the practice item -----------------------------------------------------------


@pytest.fixture
def practice(visit, book_url):
    page = visit().page
    page.goto(book_url + "book/trial-effects.html")
    page.wait_for_selector(".peerlab-place.alive")
    return page


def test_practice_answers_kindly_and_gives_hints(practice):
    item = practice.locator(".lab-item").first
    item.get_by_role("textbox").fill("much")
    item.get_by_role("textbox").press("Enter")
    assert "could not read a number" in item.locator(".lab-feedback").inner_text()
    item.get_by_role("button", name="Hint").click()
    item.get_by_role("button", name="Hint").click()
    assert item.locator(".lab-hints li").count() == 2


def test_practice_marks_a_right_answer_worked_out_from_the_table(practice):
    cells = practice.locator(".peerlab table tbody tr").first.locator("td").all_inner_texts()
    events, _, people = [int(cell) for cell in cells]
    item = practice.locator(".lab-item").first
    item.get_by_role("textbox").fill(str(events / people))
    item.get_by_role("button", name="Check").click()
    assert "right" in item.locator(".lab-feedback").get_attribute("class")
    assert practice.locator(".lab-progress").first.inner_text().startswith("1 of")


def test_new_numbers_bring_another_trial_and_clear_the_answers(practice):
    table = practice.locator(".peerlab table").first
    before = table.inner_text()
    box = practice.locator(".lab-item").first.get_by_role("textbox")
    box.fill("0.5")
    box.press("Enter")
    practice.get_by_role("button", name="New numbers").click()
    assert table.inner_text() != before
    assert box.input_value() == ""
    assert "An invented trial" in practice.evaluate("document.activeElement.textContent")
    assert not practice.locator(".lab-feedback").first.is_visible()
    practice.wait_for_timeout(700)  # the focus reads the story; it is not said a second time
    said = practice.locator(".peerlab:has(.lab-data) > [role=status]").first.text_content()
    assert "An invented trial" not in said


def test_markup_typed_as_an_answer_stays_text(practice):
    item = practice.locator(".lab-item").first
    item.get_by_role("textbox").fill("<img src=x onerror=alert(1)>")
    item.get_by_role("textbox").press("Enter")
    item.locator(".lab-feedback").wait_for()
    assert practice.locator(".peerlab img").count() == 0


# --- accessibility ---------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["book/supervision", "book/trial-effects"])
def test_axe_finds_nothing_in_a_live_lab(visit, book_url, axe, path, scheme):
    page = visit(color_scheme=scheme, reduced_motion="reduce").page
    page.goto(book_url + path + ".html")
    wait_until_alive(page)
    if page.locator(".lab-predict").count():
        assert violations(page, axe) == []  # with the question still open
        uncover(page)
        page.get_by_role("button", name="Pin this run").click()
        page.get_by_role("button", name="Hybrid").click()
    for details in page.locator(".peerlab details").all():
        details.evaluate("element => { element.open = true; }")
    for box in page.locator(".lab-item input[type=text]").all():
        box.fill("0.3")
        box.press("Enter")
    for question in page.locator(".lab-question").all():
        question.locator("input[type=radio]").first.check()
        question.get_by_role("button", name="Check question").click()
    page.wait_for_timeout(300)
    assert violations(page, axe) == []


def test_printed_page_shows_the_results_although_nobody_has_guessed(lab):
    lab.emulate_media(media="print")
    assert lab.locator(".lab-sentence").is_visible()
    assert lab.locator(".lab-figure svg").first.is_visible()
    assert not lab.locator(".lab-predict").is_visible()


def test_empty_answer_is_answered_too(practice):
    item = practice.locator(".lab-item").first
    item.get_by_role("button", name="Check").click()
    assert item.locator(".lab-feedback").is_visible()
