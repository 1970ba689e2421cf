"""By keyboard through every page: no trap, nothing unseen, and drawers that give the focus back."""

import pytest
from course_pages import page_violations, pages, uncover

# Theme and labs are alike on all pages; these have something of each.
SOME = ["book/index", "book/supervision", "book/trial-effects", "book/conversations"]
WIDE_THINGS = ["book/claims", "book/model-cards", "book/map", "book/contribute", "book/about"]
STEPS = 25
MOST_STOPS = 600

# Notes each stop once the page has come to rest on it, until the page has been left. Between the
# last stop and the first, Chromium often, but not always, rests on nothing (the body). A stop is
# seen if one of three points of it is on top, and shown if an outline or a shadow is round it, or
# round its mark.
WATCH = """() => {
  const again = Boolean(window.tour);
  window.tour = { stops: [], faults: [], ended: false, last: window.tour?.last,
    met: new Set([document.activeElement]) };
  if (again) return;
  const named = (e) => `${e.tagName} ${e.className} ${
    (e.getAttribute("aria-label") || e.textContent || e.title).trim().slice(0, 40)}`;
  const seen = (e) => [e, ...e.children].flatMap((part) => [...part.getClientRects()])
    .some((r) => [0.1, 0.5, 0.9].some((part) => {
      const top = document.elementFromPoint(r.left + r.width * part, r.top + r.height / 2);
      return top && (e.contains(top) || top.closest("label")?.contains(e));
    }));
  const shown = (e) => [e, ...e.children].some((part) => {
    const style = getComputedStyle(part);
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outline || / [1-9]\\d*px/.test(style.boxShadow.replace(/inset.*/, ""));
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Tab" || tour.ended) return;
    const e = document.activeElement;
    const top = !event.shiftKey && e.closest(".skip-link");
    if (e === document.body || tour.met.has(e) || top) {
      tour.ended = tour.stops.length > 0;
      return;
    }
    tour.stops.push(named(e));
    tour.met.add(tour.last = e);
    if (!seen(e)) tour.faults.push("unseen: " + named(e));
    if (!shown(e)) tour.faults.push("no mark: " + named(e));
  }, true);
}"""


def tour(page, key="Tab"):
    """Press the key until the page has been left, and return stops and faults."""
    page.evaluate(WATCH)
    for _ in range(MOST_STOPS // STEPS):
        for _ in range(STEPS):
            page.keyboard.press(key)
        if page.evaluate("tour.ended"):
            return page.evaluate("[tour.stops, tour.faults]")
    raise AssertionError(f"caught at {page.evaluate('tour.stops.slice(-3)')}")


def focused(page):
    return page.evaluate("document.activeElement.className + document.activeElement.id")


def test_from_the_skip_link_the_keyboard_comes_to_the_end_of_every_page(visit, book_url):
    page = visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce").page
    found = {}
    for path in pages():
        page.goto(f"{book_url}{path}.html", wait_until="load")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hash") == "#main-content", path
        page.keyboard.press("Enter")
        stops, faults = tour(page)
        if faults or not any("Version" in stop or "has changed" in stop for stop in stops[-3:]):
            found[path] = faults or stops[-3:]
    assert found == {}


@pytest.mark.parametrize("width", [1280, 320])
def test_keyboard_goes_all_the_way_there_and_back_and_meets_nothing_unseen(visit, book_url, width):
    page = visit(viewport={"width": width, "height": 640}, reduced_motion="reduce").page
    for path in SOME:
        page.goto(f"{book_url}{path}.html", wait_until="load")
        uncover_all(page)
        page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
        page.locator(".skip-link a").focus()
        there, faults = tour(page)
        assert faults == [], path
        page.evaluate("tour.last.focus()")  # the keys pressed after the end led on from the top
        back, faults = tour(page, "Shift+Tab")
        assert faults == [], path
        assert "Skip to main" in back[-1]
        assert len(there) == len(back) > 5


def uncover_all(page):
    if page.locator(".peerlab-place").count():
        page.wait_for_selector(".peerlab-place.alive")
        uncover(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_the_page_is_accessible_and_gives_the_focus_back(
    visit, book_url, axe, scheme
):
    page = visit(
        viewport={"width": 390, "height": 700}, color_scheme=scheme, reduced_motion="reduce"
    ).page
    page.goto(book_url + "book/trial-effects.html", wait_until="load")
    for name in ("List of pages", "On this page", "Search"):
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=name)
        dialog.wait_for()
        assert page.evaluate("Boolean(document.activeElement.closest('dialog'))")
        assert page_violations(page, axe) == []
        if name == "Search":
            sign = dialog.locator(".fa-magnifying-glass").bounding_box()
            words = dialog.get_by_role("searchbox").bounding_box()
            assert sign["x"] + sign["width"] <= words["x"], "the sign lies over the first letter"
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        assert page.evaluate("button => document.activeElement === button", button.element_handle())


def test_heading_picked_in_the_drawer_is_gone_to_and_the_drawer_closes(visit, book_url):
    page = visit(viewport={"width": 390, "height": 700}, reduced_motion="reduce").page
    page.goto(book_url + "book/trial-effects.html", wait_until="load")
    page.get_by_role("button", name="On this page", exact=True).click()
    page.get_by_role("dialog").get_by_role("link", name="What is not known").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.url.endswith("#what-is-not-known")
    top = page.locator("#what-is-not-known").bounding_box()["y"]
    assert 40 < top < 300  # below the line of buttons


def test_buttons_of_the_page_say_their_state_and_keep_the_focus(visit, book_url):
    page = visit(viewport={"width": 1280, "height": 700}, color_scheme="light").page
    page.goto(book_url + "book/about.html", wait_until="load")
    pages_button = page.get_by_role("button", name="List of pages")
    assert pages_button.get_attribute("aria-expanded") == "true"
    pages_button.press("Enter")
    assert pages_button.get_attribute("aria-expanded") == "false"
    assert "primary-toggle" in focused(page)
    mode = page.locator(".theme-switch-button")
    said = {mode.get_attribute("aria-label")}
    for _ in range(2):
        mode.press("Enter")
        said.add(mode.get_attribute("aria-label"))
    assert said == {f"Light or dark: {how}" for how in ("as on this device", "light", "dark")}
    assert "theme-switch" in focused(page)


LARGE = "html { font-size: 200% !important; }"
WIDELY_SET = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
# Words that stick out of a box which hides what sticks out.
CUT = """() => [...document.querySelectorAll("main *")].filter((e) => {
  const style = getComputedStyle(e);
  if (style.visibility === "hidden" || !e.getClientRects().length) return false;
  if (e.closest("svg, math, .lab-unseen")) return false;
  return (style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 2)
    || (style.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 2);
}).map((e) => e.className + " " + e.textContent.trim().slice(0, 60))"""


@pytest.mark.parametrize(
    ("width", "height", "style"),
    [(1280, 800, LARGE), (390, 800, LARGE), (640, 400, ""), (320, 640, WIDELY_SET)],
    ids=["large text", "large text on a phone", "zoomed to 200 %", "widely set"],
)
def test_large_or_widely_set_text_is_whole_and_needs_no_sideways_scrolling(
    visit, book_url, width, height, style
):
    page = visit(viewport={"width": width, "height": height}, reduced_motion="reduce").page
    for path in [*SOME, *WIDE_THINGS]:
        page.goto(f"{book_url}{path}.html", wait_until="load")
        uncover_all(page)
        page.evaluate(
            "document.querySelectorAll('main details').forEach((d) => { d.open = true; })"
        )
        page.add_style_tag(content=style or "x { }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(CUT) == [], path


# Small links in a sentence are excepted by the rule (2.5.8), and the skip link has its whole bar.
SMALL = """() => [...document.querySelectorAll("button, input, select, summary, nav a")]
  .filter((e) => e.getClientRects().length && getComputedStyle(e).visibility === "visible")
  .map((e) => [e, (e.matches("[type=radio], [type=checkbox]") && e.closest("label")
    || e.querySelector(".toctree-toggle") || e).getBoundingClientRect()])
  .filter(([, box]) => box.width < 23.9 || box.height < 23.9)
  .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)"""


def test_what_is_pressed_is_large_enough(visit, book_url):
    page = visit(viewport={"width": 390, "height": 700}).page
    for path in [*SOME, "book/all-the-trials", "book/model-cards"]:
        page.goto(f"{book_url}{path}.html", wait_until="load")
        uncover_all(page)
        assert page.evaluate(SMALL) == [], path


def test_settings_of_the_device_are_followed(visit, book_url):
    page = visit(forced_colors="active", reduced_motion="reduce").page
    page.goto(book_url + "book/supervision.html", wait_until="load")
    uncover_all(page)
    moving = """[...document.querySelectorAll("*")].filter((e) => {
      const style = getComputedStyle(e);
      return style.animationName !== "none" || /[1-9]/.test(style.transitionDuration);
    }).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(moving) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    ground = "button => getComputedStyle(button).backgroundColor"
    pressed = page.locator(".lab-presets button[aria-pressed=true]").first.evaluate(ground)
    assert pressed != page.locator(".lab-presets button[aria-pressed=false]").first.evaluate(ground)
    page.locator("nav.bd-links a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
