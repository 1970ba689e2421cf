"""A term says what it means while the pointer or the keyboard is on it, and Escape puts it away."""

import pytest

PAGE = "book/unique-space.html"


@pytest.fixture
def page(visit, book_url):
    visited = visit()
    visited.page.goto(book_url + PAGE)
    return visited.page


def test_pointer_and_keyboard_show_the_meaning_and_escape_hides_it(page):
    link = page.locator('main a[href*="#term-lived-experience"]').first
    box = page.locator("#term-meaning")
    link.hover()
    box.wait_for(state="visible")
    assert "having lived through it" in box.text_content()
    assert link.get_attribute("aria-describedby") == "term-meaning"
    page.keyboard.press("Escape")
    assert box.is_hidden()
    page.mouse.move(0, 0)
    link.focus()
    box.wait_for(state="visible")
    page.keyboard.press("Tab")
    box.wait_for(state="hidden")


def test_the_meaning_stays_on_a_phone_screen_and_can_be_pointed_at(visit, book_url):
    visited = visit(viewport={"width": 320, "height": 640})
    visited.page.goto(book_url + PAGE)
    visited.page.locator('main a[href*="#term-lived-experience"]').first.hover()
    box = visited.page.locator("#term-meaning")
    box.wait_for(state="visible")
    place = box.bounding_box()
    assert place["x"] >= 0 and place["x"] + place["width"] <= 320
    visited.page.mouse.move(place["x"] + 20, place["y"] + 10)
    visited.page.wait_for_timeout(400)
    assert box.is_visible()


def test_a_glossary_that_cannot_be_read_leaves_the_link_as_it_is(visit, book_url):
    visited = visit()
    visited.page.route("**/glossary.html", lambda route: route.abort())
    visited.page.goto(book_url + PAGE)
    link = visited.page.locator('main a[href*="#term-lived-experience"]').first
    link.hover()
    visited.page.wait_for_timeout(300)
    assert visited.page.locator("#term-meaning").count() == 0
    assert link.get_attribute("href").endswith("#term-lived-experience")
