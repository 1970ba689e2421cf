"""What every simulation must do in the published page. A new lab is tested without a new test."""

import re
from urllib.parse import quote

import pytest
from course_pages import change_to, simulations, uncover, views, violations

SIMULATIONS = simulations()
each_simulation = pytest.mark.parametrize(("path", "name"), SIMULATIONS)

NONSENSE = [
    "view:constructor;seed:-5",
    "<img src=x onerror=alert(1)>:1",
    "||||;;;:::",
    "x" * 5000,
]


@pytest.fixture
def open_lab(visit, book_url):
    """Return a function that opens a page and gives the visit and the lab on it, uncovered."""

    def open_page(path, name, query="", **options):
        one = visit(**options)
        one.page.goto(f"{book_url}{path}.html{query}")
        one.page.wait_for_selector(f"[data-peerlab='{name}'].alive")
        uncover(one.page)
        return one, one.page.locator(f"[data-peerlab='{name}'] .peerlab")

    return open_page


def each_view(lab, name):
    """Go through the views of a lab."""
    for label in views(name):
        if label:
            lab.get_by_role("button", name=label, exact=True).click()
        yield label or "the one view"


def unfold(lab):
    lab.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")


@each_simulation
def test_levers_answer_to_the_keyboard_and_keep_the_focus(open_lab, path, name):
    one, lab = open_lab(path, name, viewport={"width": 1200, "height": 900})
    for view in each_view(lab, name):
        unfold(lab)
        answered = 0
        for lever in lab.get_by_role("slider").all():
            if not lever.is_visible():
                continue
            results = lab.locator(".lab-results").inner_text()
            at_end = lever.evaluate("lever => lever.value === lever.max")
            lever.focus()
            one.page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
            assert lever.get_attribute("aria-valuetext")
            assert lever.evaluate("lever => lever === document.activeElement")
            answered += lab.locator(".lab-results").inner_text() != results
        assert answered or not lab.get_by_role("slider").count(), f"no lever does a thing in {view}"
    assert one.complaints == []


@each_simulation
def test_every_view_is_said_to_a_screen_reader(open_lab, path, name):
    one, lab = open_lab(path, name)
    for _ in each_view(lab, name):
        one.page.wait_for_function(
            "place => { const lab = document.querySelector(place + ' .peerlab');"
            " return lab.querySelector('[role=status]').textContent.includes("
            "lab.querySelector('.lab-sentence').textContent) }",
            arg=f"[data-peerlab='{name}']",
            timeout=60_000,
        )


@each_simulation
def test_every_control_has_a_name_and_every_picture_a_text_in_every_view(open_lab, path, name):
    _, lab = open_lab(path, name)
    for _ in each_view(lab, name):
        unfold(lab)
        tree = lab.aria_snapshot()
        nameless = re.search(r"- (slider|button|spinbutton|combobox|textbox)( \[|:|$)", tree, re.M)
        assert not nameless, tree
        pictures = lab.locator(".lab-results svg[role=img]")
        assert pictures.count() > 0
        for text in pictures.evaluate_all("all => all.map(one => one.ariaLabel)"):
            assert len(text) > 40


@each_simulation
def test_keyboard_reaches_every_control_and_leaves(open_lab, path, name):
    one, lab = open_lab(path, name)
    lab.locator("button:visible").first.focus()
    seen, inside = set(), True
    for _ in range(80):
        one.page.keyboard.press("Tab")
        inside = lab.evaluate("lab => lab.contains(document.activeElement)")
        if not inside:
            break
        seen.add(
            lab.evaluate("() => document.activeElement.id || document.activeElement.textContent")
        )
    assert not inside, "the keyboard is caught in the lab"
    shown = lab.locator(":is(button, input[type=range], select):visible").count()
    assert len(seen) + 1 >= shown


@each_simulation
def test_axe_finds_nothing_covered_or_in_any_view_by_day_and_by_night(
    visit, book_url, axe, path, name
):
    page = visit(color_scheme="light", reduced_motion="reduce").page
    page.goto(f"{book_url}{path}.html")
    page.wait_for_selector(f"[data-peerlab='{name}'].alive")
    by_day_and_by_night(page, axe, "covered")
    uncover(page)
    lab = page.locator(f"[data-peerlab='{name}'] .peerlab")
    for view in each_view(lab, name):
        unfold(lab)
        by_day_and_by_night(page, axe, view)
        assert page.evaluate("document.getAnimations().length") == 0


def by_day_and_by_night(page, axe, view):
    for scheme in ("dark", "light"):
        change_to(page, scheme)
        assert violations(page, axe) == [], (view, scheme)


@each_simulation
def test_a_phone_needs_no_sideways_scrolling_in_any_view(open_lab, path, name):
    one, lab = open_lab(path, name, viewport={"width": 320, "height": 640})
    for view in each_view(lab, name):
        assert one.page.evaluate("document.documentElement.scrollWidth") <= 320, view


@each_simulation
def test_nonsense_in_the_address_is_mended(open_lab, path, name):
    for query in NONSENSE:
        one, lab = open_lab(path, name, query=f"?{name}={quote(query)}")
        assert lab.locator(".lab-sentence").inner_text().endswith(".")
        assert lab.locator("img").count() == 0
        assert one.complaints == []


@each_simulation
def test_without_script_there_is_a_picture_a_sentence_and_a_table(visit, book_url, path, name):
    page = visit(java_script_enabled=False).page
    page.goto(f"{book_url}{path}.html")
    place = page.locator(f"[data-peerlab='{name}']")
    assert place.locator(".lab-sentence").is_visible()
    assert place.locator("svg[role=img]").first.is_visible()
    assert place.locator("table").count() >= 1


def test_question_sets_the_lab_and_is_one_step_away(open_lab):
    one, lab = open_lab("book/supervision", "supervision", viewport={"width": 390, "height": 800})
    before = lab.locator(".lab-results").inner_text()
    question = one.page.locator(".lab-question:has(button:text('Set the lab'))").first
    question.get_by_role("button", name="Set the lab to this").click()
    assert lab.locator(".lab-results").inner_text() != before
    assert lab.evaluate("lab => lab === document.activeElement")
    lab.get_by_role("button", name="Back to the question").click()
    assert question.evaluate("question => question.contains(document.activeElement)")


def test_check_without_a_choice_is_answered_for_eye_and_ear(open_lab):
    one, _ = open_lab("book/supervision", "supervision")
    question = one.page.locator(".lab-question").first
    question.get_by_role("button", name="Check question").click()
    asked = "Pick one first. A guess is enough."
    assert question.locator(".lab-feedback").inner_text() == asked
    said = one.page.locator(".peerlab:has(.lab-question) > [role=status]", has_text=asked)
    said.wait_for(state="attached")


def test_preset_says_what_it_is(open_lab):
    _, lab = open_lab("book/supervision", "supervision")
    lab.get_by_role("button", name="Peer-led", exact=True).click()
    assert lab.locator(".lab-about").inner_text() == (
        "Senior peers supervise. There is no line to a clinician."
    )


def test_answer_that_comes_meanwhile_does_not_write_over_a_number_being_typed(open_lab):
    one, lab = open_lab("book/supervision", "supervision")
    lab.get_by_role("button", name="Many teams", exact=True).click()
    unfold(lab)
    number = lab.get_by_role("spinbutton").first
    number.select_text()
    one.page.keyboard.type("4")
    before = lab.locator(".lab-results").inner_text()
    lab.get_by_role("slider").first.evaluate(
        "lever => { lever.value = lever.max; lever.dispatchEvent(new Event('input')); }"
    )
    assert lab.locator(".lab-results").inner_text() != before
    one.page.keyboard.type("2")
    one.page.keyboard.press("Enter")
    assert number.input_value() == "42"
    lab.get_by_role("button", name="Undo", exact=True).click()
    assert number.input_value() == "1", "what is not being typed follows the settings"


def test_lever_stays_where_it_is_in_a_browser_that_lets_a_page_jump(visit, book_url):
    page = visit(viewport={"width": 390, "height": 800}).page
    page.add_init_script("CSS.supports = () => false")  # like Safari, which keeps nothing in place
    page.goto(f"{book_url}book/how-to-be-fooled.html")
    page.add_style_tag(content="* { overflow-anchor: none; }")
    page.wait_for_selector("[data-peerlab='fooled'].alive")
    uncover(page)
    lab = page.locator("[data-peerlab='fooled'] .peerlab")
    unfold(lab)
    lever = lab.locator("input[type=range]:visible").first
    lever.evaluate("lever => lever.scrollIntoView({ block: 'center', behavior: 'instant' })")
    lever.focus()
    before, height = lever.bounding_box()["y"], lab.bounding_box()["height"]
    lever.press("End")
    assert abs(lever.bounding_box()["y"] - before) < 12
    assert lab.bounding_box()["height"] != height, "nothing has grown, so nothing was tried"
