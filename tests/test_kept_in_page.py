"""What a reader does is kept in their browser after a yes, and can be saved and cleared."""

import json
from pathlib import Path

import book_site
import pytest
from course_pages import page_violations, pages, things_alive, violations

from peerlib.book import kept

ROOT = Path(__file__).parent.parent
KEY = "peerlib:/"
GUESS = "It misses role fidelity only"
LAST_TURN = "?conversation=conversation:double-dose;path:1.2.0.2"
NOTHING = {"format": "peerlib-kept", "version": 1, "keep": False, "pages": {}, "things": {}}


def file_of(**parts):
    """Return what is kept, or saved to a file."""
    return {**NOTHING, "keep": True, **parts}


def stored(page):
    return page.evaluate("key => localStorage.getItem(key)", KEY)


def store(page, text):
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def open_page(page, book_url, address):
    """Go to a page, and wait until what is on it is alive."""
    page.goto(f"{book_url}book/{address}")
    if page.locator(".peerlab-place").count():
        page.locator(".peerlab-place.alive").first.wait_for()


def guess(page):
    page.get_by_label(GUESS).check()
    page.get_by_role("button", name="Show what happens").click()


def answer_a_question(page, place=1):
    question = page.locator(".lab-question").first
    question.locator("input").nth(place).check()
    question.get_by_role("button", name="Check question").click()


def press(page, name):
    """Press a button as a keyboard does."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def said(page):
    return page.locator(".kept-page > [role=status]").inner_text()


def bring(page, content, name="progress.json"):
    """Choose a file to bring back, and wait until it is answered."""
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bring back from a file").click()
    page.evaluate("document.querySelector('.kept-page > [role=status]').textContent = ''")
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})
    page.wait_for_function(
        "document.querySelector('.kept-ask')"
        " || document.querySelector('.kept-page > [role=status]').textContent"
    )


def test_nothing_is_kept_before_a_yes_and_only_the_no_after_a_no(visit, book_url, axe):
    one = visit()
    open_page(one.page, book_url, "supervision.html")
    assert one.page.locator(".kept").count() == 0  # nobody is asked before there is anything
    guess(one.page)
    answer_a_question(one.page)
    assert one.page.locator(".kept").count() == 1
    assert violations(one.page, axe) == []
    # the theme's own choice of light or dark is not ours
    assert set(one.page.evaluate("Object.keys(localStorage)")) <= {"theme", "mode"}
    press(one.page, "No, not here")
    assert one.page.evaluate("document.activeElement.textContent").startswith("Nothing is kept.")
    answer_a_question(one.page, 0)
    one.page.keyboard.press("End")
    assert json.loads(stored(one.page)) == NOTHING
    open_page(one.page, book_url, "supervision.html")
    assert one.page.locator(".lab-predict").is_visible()
    answer_a_question(one.page)
    assert one.page.locator(".kept").count() == 0  # nor asked twice
    assert one.page.context.cookies() == []
    assert one.complaints == []


PHONE = {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def worked(browser, book_url):
    """Return the browser's storage of a reader who said yes, and then did some work."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    open_page(page, book_url, "supervision.html")
    guess(page)
    press(page, "Yes, keep it here")
    assert page.evaluate("document.activeElement.textContent").startswith("What you do is kept")
    answer_a_question(page)
    page.locator("footer.prev-next-footer").scroll_into_view_if_needed()
    page.wait_for_function(f"localStorage['{KEY}'].includes('end')")
    open_page(page, book_url, "trial-effects.html?trial-effects=7")
    page.locator(".lab-item input").first.fill("0.3")
    page.keyboard.press("Enter")
    page.locator(".lab-item").nth(1).get_by_role("button", name="Hint").click()
    open_page(page, book_url, "conversations.html" + LAST_TURN)
    page.locator(".lab-replies button").nth(3).click()
    page.locator(".lab-debrief").wait_for()
    storage = context.storage_state()
    context.close()
    return storage


@pytest.fixture
def reader(visit, worked):
    """Return a new visit of that reader, on a phone at night."""
    return visit(storage_state=worked, **PHONE)


def test_after_a_yes_it_is_there_again_and_the_address_goes_before(reader, book_url):
    page = reader.page
    open_page(page, book_url, "conversations.html")
    assert "You came to: a good way through." in page.locator(".lab-cards li").first.inner_text()
    assert "1.2.0" not in stored(page) and "path" not in stored(page)  # nothing of what was said

    open_page(page, book_url, "supervision.html")
    assert not page.locator(".lab-predict").is_visible()
    assert page.locator(".lab-guess").inner_text().startswith("You expected: it misses role")
    question = page.locator(".lab-question").first
    assert question.locator("input").nth(1).is_checked()
    assert question.locator(".lab-feedback").is_visible()
    page.get_by_role("button", name="Guess before looking").click()
    assert page.locator(".lab-predict").is_visible()
    open_page(page, book_url, "supervision.html?supervision=caseload:35")
    assert not page.locator(".lab-guess").is_visible()

    open_page(page, book_url, "trial-effects.html")
    assert "trial-effects=7" in page.evaluate(
        "new Promise(done => setTimeout(() => done(location.search), 400))"
    )
    assert page.locator(".lab-item input").first.input_value() == "0.3"
    assert page.locator(".lab-item .lab-feedback").first.is_visible()
    assert page.locator(".lab-item").nth(1).locator(".lab-hints li").count() == 1
    open_page(page, book_url, "trial-effects.html?trial-effects=8")
    assert page.locator(".lab-item input").first.input_value() == ""

    page.goto(book_url + "book/index.html")
    assert page.locator(".kept-go-on a").get_attribute("href") == "/book/trial-effects.html"
    assert reader.complaints == []


def test_it_is_shown_saved_cleared_and_brought_back(reader, book_url, axe):
    page = reader.page
    open_page(page, book_url, "your-progress.html")
    shown = page.locator(".kept-page").inner_text()
    assert "Go on where you were: What do you say?" in shown
    assert f"You came to the end of this page.\n\nYour guess: {GUESS}." in shown
    assert "Questions: 1 of 12 answered, 1 of these as we would." in shown
    assert "Try it on new numbers: 1 of 7 answered, 0 right so far." in shown
    assert "Should I double my dose tonight? You came to a good way through." in shown
    assert page_violations(page, axe) == []
    before = stored(page)
    with page.expect_download() as download:
        press(page, "Save to a file")
    saved = Path(download.value.path()).read_bytes()
    assert json.loads(saved) == json.loads(before)

    press(page, "Clear everything")
    assert "cannot be brought back" in page.evaluate("document.activeElement.textContent")
    assert page_violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    press(page, "Leave it as it is")
    assert stored(page) == before and said(page) == "Nothing was changed."
    press(page, "Clear everything")
    press(page, "Clear, and begin afresh")
    assert json.loads(stored(page)) == {**NOTHING, "keep": True}
    press(page, "Clear everything")
    press(page, "Clear, and keep nothing from now on")
    assert json.loads(stored(page)) == NOTHING
    assert page.evaluate("document.activeElement.textContent").startswith("Everything is cleared.")

    bring(page, saved)
    assert json.loads(stored(page)) == NOTHING  # until it is said yes to
    assert "The file covers 3 pages." in page.locator(".kept-ask").inner_text()
    press(page, "Bring it back")
    assert stored(page) == before
    assert page.locator(".kept-page").inner_text().endswith(shown.strip())
    assert reader.complaints == []


def test_a_file_adds_to_what_is_here_and_asks_where_both_differ(visit, book_url):
    one = visit()
    here = file_of(
        pages={"book/supervision": "end"},
        things={
            "supervision": {"guess": "role_fidelity"},
            "conversation": {"endings": {"double-dose": ["a mixed ending"]}},
        },
    )
    other = file_of(
        pages={"book/supervision": "begun", "book/digital": "begun"},
        things={
            "supervision": {"guess": "several"},
            "conversation": {"endings": {"double-dose": ["a good way through"]}},
            "questions:digital": {"answers": {"a": "1"}, "right": 1},
        },
    )
    open_page(one.page, book_url, "your-progress.html")
    for choice, expected in (
        ("Keep these as they are here", "role_fidelity"),
        ("Take these from the file", "several"),
    ):
        store(one.page, json.dumps(here))
        one.page.reload()
        bring(one.page, other)
        assert "different on: Who supervises?" in one.page.locator(".kept-ask").inner_text()
        press(one.page, choice)
        both = json.loads(stored(one.page))
        assert both["things"]["supervision"]["guess"] == expected
        assert both["things"]["questions:digital"]["right"] == 1
        endings = both["things"]["conversation"]["endings"]["double-dose"]
        assert endings == ["a good way through", "a mixed ending"]
        assert both["pages"] == {"book/digital": "begun", "book/supervision": "end"}
    assert one.complaints == []


FILES = {
    b"": "could not be read",
    b"\xff\xfe\x00{": "could not be read",
    b'{"format": "peerlib-kept", "vers': "could not be read",
    b"[" * 100_000: "could not be read",
    b"null": "not a file that was saved on this page",
    b'{"format": "other"}': "not a file that was saved on this page",
    b'{"format": "peerlib-kept", "version": 99, "things": {}}': "another version",
    b'{"format": "peerlib-kept", "version": 1}': "nothing in this file",
    b'{"format": "peerlib-kept", "version": 1, "things": "x", "pages": [1]}': "nothing in this",
    b"x" * 600_000: "too large",
    b"x" * 3_000_000: "too large",
}


def test_a_file_that_cannot_be_used_is_answered_and_loses_nothing(visit, book_url):
    one = visit()
    open_page(one.page, book_url, "your-progress.html")
    press(one.page, "Keep what I do, on this device")
    store(one.page, json.dumps(file_of(pages={"book/digital": "end"})))
    one.page.reload()
    before = stored(one.page)
    for content, words in FILES.items():
        bring(one.page, content)
        assert words in said(one.page), content[:60]
        assert said(one.page).endswith("Nothing was changed.")
        assert stored(one.page) == before
    assert one.complaints == []


IMAGE = "<img src=x onerror=alert(1)>"
# Of the right format and version, and nonsense in every part.
HOSTILE = (
    '{"format": "peerlib-kept", "version": 1, "keep": true, "__proto__": {"polluted": 1},'
    f' "last": {{"page": "javascript:alert(1)", "title": "{IMAGE}"}},'
    f' "pages": {{"//other.example/x": "end", "__proto__": "end", "book/digital": "{IMAGE}"}},'
    ' "things": {"__proto__": {"guess": "polluted"}, "constructor": 5,'
    f' "supervision": {{"guess": "{IMAGE}", "answers": [], "right": -1}},'
    ' "questions:supervision": {"right": 900, "answers": {"report_everything": "length",'
    f' "__proto__": "1", "toString": "0", "{IMAGE}": "0"}}}},'
    ' "practice:trial-effects": {"seed": 1e300, "answers": {"risk_programme":'
    f' "{IMAGE}", "nobody": 7}}, "hints": {{"risk_programme": -4}}}},'
    f' "conversation": {{"endings": {{"double-dose": ["{IMAGE}", 7, null], "x": "y"}}}}}}}}'
)


def test_nonsense_in_the_right_form_breaks_no_lab_and_stays_text(visit, book_url):
    one = visit()
    open_page(one.page, book_url, "your-progress.html")
    bring(one.page, HOSTILE.encode())
    press(one.page, "Bring it back")
    assert said(one.page) == "It is brought back."
    for address in ("your-progress", "index", "conversations", "trial-effects", "supervision"):
        store(one.page, HOSTILE)
        open_page(one.page, book_url, f"{address}.html")
        assert one.page.locator(":is(.peerlab, .kept, .kept-go-on) img").count() == 0, address
        assert one.page.locator("a[href^=javascript], a[href*='other.example']").count() == 0
        assert one.page.get_by_text("You came to").count() == 0
        assert one.page.evaluate("({}).polluted") is None
    assert one.page.locator(".lab-predict").is_visible()
    answer_a_question(one.page)
    assert json.loads(stored(one.page))["things"]["questions:supervision"]["right"] == 1
    assert one.complaints == []


@pytest.mark.parametrize(
    "text", ["no JSON {", "[]", '{"format": "peerlib-kept", "version": 99}', "x" * 600_000]
)
def test_what_cannot_be_read_is_left_alone_until_it_is_cleared(visit, book_url, text):
    one = visit()
    open_page(one.page, book_url, "your-progress.html")
    store(one.page, text)
    open_page(one.page, book_url, "digital.html")
    answer_a_question(one.page)
    assert one.page.locator(".lab-feedback").first.is_visible()
    assert one.page.locator(".kept").count() == 0
    assert stored(one.page) == text
    open_page(one.page, book_url, "your-progress.html")
    assert "until you clear" in one.page.locator(".kept-page").inner_text()
    press(one.page, "Clear everything")
    press(one.page, "Clear, and keep nothing from now on")
    assert json.loads(stored(one.page)) == NOTHING
    assert one.complaints == []


def test_where_there_is_no_room_it_is_said_and_the_lab_lives(visit, book_url):
    one = visit()
    one.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    open_page(one.page, book_url, "digital.html")
    answer_a_question(one.page)
    press(one.page, "Yes, keep it here")
    assert "no room for it" in one.page.locator(".kept").inner_text()
    answer_a_question(one.page, 0)
    assert one.page.locator(".lab-feedback").first.is_visible()
    open_page(one.page, book_url, "your-progress.html")
    press(one.page, "Keep what I do, on this device")
    assert "no room for it" in said(one.page)


def test_where_the_browser_keeps_nothing_it_is_said_and_the_lab_lives(visit, book_url):
    one = visit()
    one.context.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " { get() { throw new DOMException('', 'SecurityError') } })"
    )
    open_page(one.page, book_url, "digital.html")
    answer_a_question(one.page)
    assert one.page.locator(".lab-feedback").first.is_visible()
    assert one.page.locator(".kept").count() == 0
    open_page(one.page, book_url, "your-progress.html")
    assert "does not let pages keep anything" in one.page.locator(".kept-page").inner_text()


def test_two_books_of_one_host_do_not_mix(visit, book_url):
    one = visit()
    with book_site.BookServer(ROOT / "_build") as server:
        one.page.goto(server.address + "html/book/your-progress.html")
        press(one.page, "Keep what I do, on this device")
        assert stored(one.page) is None
        mine = one.page.evaluate("localStorage['peerlib:/html/']")
        assert json.loads(mine) == {**NOTHING, "keep": True}


def test_without_script_the_page_says_that_nothing_is_kept(visit, book_url):
    page = visit(java_script_enabled=False).page
    page.goto(book_url + "book/your-progress.html")
    assert page.locator(".kept-page").inner_text() == kept.WITHOUT_SCRIPT


def test_the_page_knows_every_thing_that_is_alive_in_the_book():
    names = [page.rpartition("/")[2] for page in pages()]
    found = kept.contents(ROOT / "book", names)
    assert {each["page"]: [thing["name"] for thing in each["things"]] for each in found} == {
        page: things_alive(page) for page in pages() if things_alive(page)
    }
