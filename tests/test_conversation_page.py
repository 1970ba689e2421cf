"""A conversation in the published page: held by keyboard, taken back, left, and kept."""

from pathlib import Path

import pytest

from peerlib.book.live_files import npm_package
from peerlib.models import conversation as talk

ROOT = Path(__file__).parent.parent
AXE_VERSION = "4.14.1"
PAGE = "book/conversations.html"
BEST = [1, 2, 0, 2, 3]  # through the conversation about the dose


@pytest.fixture
def opened(browser, book_url):
    """Return a function that opens the page with the lab alive; complaints fail the test."""
    contexts, complaints = [], []

    def start(query="", width=1100, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning") and complaints.append(message.text)
            ),
        )
        page.goto(book_url + PAGE + query)
        page.wait_for_selector(".peerlab-place[data-peerlab='conversation'].alive")
        return page

    yield start
    for context in contexts:
        context.close()
    assert complaints == []


def lab(page):
    return page.locator(".peerlab[data-lab='conversation']")


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def press(page, name):
    """Go to a button and press it, as a keyboard does."""
    lab(page).get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def begin(page, title="Should I double my dose tonight?"):
    press(page, title)
    press(page, "Begin")
    lab(page).locator(".lab-replies button").first.wait_for()


def reply(page, place):
    """Press the reply at a place among those on offer."""
    lab(page).locator(".lab-replies button").nth(place).focus()
    page.keyboard.press("Enter")


def turn_in_sight(page):
    return lab(page).locator(".lab-now .lab-turn").inner_text()


def test_list_names_every_conversation_and_its_door_says_what_is_in_it(opened):
    page = opened()
    titles = lab(page).locator(".lab-cards button").all_inner_texts()
    assert sorted(titles) == sorted(talk.load(name)["title"] for name in talk.names())
    dose = talk.load("double-dose")
    press(page, dose["title"])
    assert focused(page) == dose["title"]
    assert dose["content_note"] in lab(page).inner_text()
    assert dose["nodes"][0]["text"] not in lab(page).inner_text()  # nothing before "Begin"
    press(page, "Other conversations")
    assert lab(page).locator(".lab-cards").is_visible()


def test_conversation_is_held_to_the_end_by_keyboard_alone(opened):
    page = opened()
    lab(page).locator(".lab-cards button").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # from the title, which has the focus, to "Begin"
    page.keyboard.press("Enter")
    for turn, number in enumerate(BEST):
        lab(page).locator(".lab-now .lab-turn", has_text=f"Turn {turn + 1}").wait_for()
        assert focused(page) == f"Turn {turn + 1}"
        for _ in range(number + 1):  # from the turn to the reply
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    lab(page).locator(".lab-debrief").wait_for()
    assert focused(page) == "How it ends: a good way through"
    dose = talk.load("double-dose")
    shown = lab(page).inner_text()
    assert talk.play(dose, BEST)["ending"]["text"] in shown
    assert all(question in shown for question in dose["questions"])
    assert len(lab(page).locator("svg[role=img]").get_attribute("aria-label")) > 40


def test_answer_is_announced_once_and_the_reply_is_explained(opened):
    page = opened()
    begin(page)
    reply(page, 1)
    dose = talk.load("double-dose")
    heard = dose["nodes"][3]["text"]
    page.wait_for_function(
        "heard => document.querySelector('.peerlab [role=status]').textContent.includes(heard)",
        arg=heard,
    )
    said = lab(page).locator("[role=status]").first.text_content()
    assert said.count(heard) == 1
    assert dose["nodes"][0]["choices"][1]["why"] in lab(page).inner_text()
    assert lab(page).locator("details.lab-why[open]").count() == 1
    assert "Trust: good" in lab(page).locator(".lab-now .lab-levels").inner_text()


def test_any_turn_can_be_taken_back(opened):
    page = opened()
    begin(page)
    for place in (0, 1, 2):
        reply(page, place)
    assert turn_in_sight(page) == "Turn 4"
    press(page, "Go back one turn")
    assert turn_in_sight(page) == "Turn 3"
    for closed in lab(page).locator("details.lab-why").all():
        closed.evaluate("element => { element.open = true; }")
    press(page, "Go back to here, turn 1")
    assert turn_in_sight(page) == "Turn 1"
    assert lab(page).locator(".lab-you").count() == 0
    back = lab(page).get_by_role("button", name="Go back one turn")
    assert back.get_attribute("aria-disabled") == "true"
    reply(page, 1)
    press(page, "Start again")
    assert turn_in_sight(page) == "Turn 1"


def test_step_aside_shows_help_and_the_way_back(opened):
    page = opened()
    begin(page)
    reply(page, 1)
    press(page, "Step aside")
    assert focused(page) == "Step aside"
    shown = lab(page).inner_text()
    assert "call your local emergency number" in shown
    assert "Need to talk? Call or text 1737." in shown and "?." not in shown
    assert lab(page).locator("a[href='tel:116123']").count() == 2
    assert lab(page).locator(".lab-talk").count() == 0  # nothing of it stays in sight
    press(page, "Come back")
    assert turn_in_sight(page) == "Turn 2"


def test_debrief_lets_a_turn_be_tried_again_and_weighs_in_another_way(opened):
    page = opened("?conversation=conversation:double-dose;path:1.1.0.2.3")
    debrief = lab(page).locator(".lab-debrief")
    debrief.locator("summary", has_text="How we weighed it").click()
    assert "comes to 0.92 of 1" in debrief.inner_text()
    assert "not a verdict on a person" in debrief.inner_text()
    page.get_by_label("How to weigh").select_option("safety_first")
    page.wait_for_function(
        "document.querySelector('.lab-debrief').textContent.includes('comes to 0.79 of 1')"
    )
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    debrief.locator("summary", has_text="Turn by turn").click()
    press(page, "Try this turn again, turn 2")
    assert turn_in_sight(page) == "Turn 2"


def test_next_conversation_keeps_its_number_covered(opened):
    page = opened("?conversation=conversation:double-dose;path:1.1.0.2.3")
    weighed = lab(page).locator(".lab-debrief details", has_text="How we weighed it")
    weighed.locator("summary").click()
    for way in ("safety_first", "equal"):  # it stays open under the learner's hand
        page.get_by_label("How to weigh").select_option(way)
        page.wait_for_function(
            "way => document.querySelector('.lab-weighing select').value === way", arg=way
        )
        assert weighed.get_attribute("open") is not None
    page.get_by_label("How to weigh").select_option("safety_first")
    page.wait_for_function("document.querySelector('.lab-debrief').textContent.includes('0.79')")
    press(page, "Other conversations")
    begin(page)
    for place in BEST:
        reply(page, place)
    weighed.wait_for()
    assert weighed.get_attribute("open") is None
    assert page.get_by_label("How to weigh").input_value() == "equal"


def test_where_to_check_the_wording_is_said_once_on_the_way(opened):
    page = opened("?conversation=conversation:double-dose;path:1.1.0")
    lab(page).locator(".lab-replies").wait_for()
    turns = lab(page).locator(".lab-talk").text_content()
    assert turns.count("SAMHSA core competencies, category") == 3
    assert turns.count("heck the wording there.") == 1


def test_talk_survives_in_the_address(opened):
    page = opened()
    begin(page)
    reply(page, 1)
    reply(page, 2)
    page.wait_for_url("**conversation=conversation**path**1.2**")
    said = lab(page).locator(".lab-talk").inner_text()
    page.reload()
    lab(page).locator(".lab-talk").wait_for()
    assert lab(page).locator(".lab-talk").inner_text() == said


@pytest.mark.parametrize(
    "saved",
    ["conversation:nope;path:9", "path:1.2.99", "<img src=x onerror=alert(1)>", ";;:::", "x" * 900],
)
def test_nonsense_in_the_address_does_no_harm(opened, saved):
    page = opened()
    page.evaluate(
        "saved => { location.search = '?conversation=' + encodeURIComponent(saved) }", saved
    )
    page.wait_for_selector(".peerlab-place[data-peerlab='conversation'].alive")
    assert lab(page).locator(".lab-cards, .lab-replies").first.is_visible()
    assert lab(page).locator("img").count() == 0


def test_transcript_is_saved_as_text_and_as_csv(opened):
    page = opened("?conversation=conversation:double-dose;path:1.2")
    lab(page).locator(".lab-replies").wait_for()
    with page.expect_download() as download:
        press(page, "Save as text")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    dose = talk.load("double-dose")
    assert download.value.suggested_filename == "double-dose.txt"
    assert "You: " + dose["nodes"][0]["choices"][1]["say"] in text
    with page.expect_download() as download:
        press(page, "Save as CSV")
    import pandas as pd

    table = pd.read_csv(download.value.path(), comment="#")
    assert list(table["turn"]) == [1, 2]
    assert table["said"][0] == dose["nodes"][0]["choices"][1]["say"]
    assert turn_in_sight(page) == "Turn 3"


def test_question_on_the_page_opens_the_talk_it_is_about(opened):
    page = opened()
    page.get_by_role("button", name="Set the lab to this, question 2").click()
    lab(page).locator(".lab-replies").wait_for()
    assert turn_in_sight(page) == "Turn 3"


def walk(page):
    """Go through every face of the lab, and stop at each."""
    yield "list"
    press(page, "Should I double my dose tonight?")
    yield "door"
    press(page, "Step aside")
    yield "aside"
    press(page, "Come back")
    press(page, "Begin")
    yield "first words"
    for place in (3, 2, 2, 0, 2, 3):
        reply(page, place)
    lab(page).locator(".lab-debrief").wait_for()
    for closed in lab(page).locator("details").all():
        closed.evaluate("element => { element.open = true; }")
    yield "debrief"


@pytest.mark.parametrize("width", [320, 390])
def test_conversation_needs_no_sideways_scrolling_on_a_phone(opened, width):
    page = opened(width=width)
    for face in walk(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, face


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_any_face_of_the_lab(opened, scheme):
    folder = npm_package("axe-core", AXE_VERSION, ROOT / "_build" / "npm")
    axe = (folder / "axe.min.js").read_text(encoding="utf-8")
    page = opened(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(axe)
    for face in walk(page):
        found = page.evaluate("axe.run('.peerlab-place', { resultTypes: ['violations'] })")
        faults = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found["violations"]
        ]
        assert faults == [], face


def test_without_script_the_first_words_and_what_each_reply_leads_to_are_there(browser, book_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(book_url + PAGE)
    shown = page.locator(".peerlab-place[data-peerlab='conversation']").inner_text()
    dose = talk.load("double-dose")
    assert dose["scene"] in shown and dose["content_note"] in shown
    for choice in dose["nodes"][0]["choices"]:
        assert choice["say"] in shown and choice["why"] in shown
    whole = page.locator(".peerlab-place[data-peerlab='conversation']").text_content()
    for name in talk.names():  # the others are folded away
        conversation = talk.load(name)
        assert conversation["scene"] in whole
        assert conversation["nodes"][0]["choices"][0]["why"] in whole
    context.close()
