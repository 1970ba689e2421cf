"""After one visit the whole book can be read, and its labs run, with the network cut."""

import json

import pytest
from course_pages import pages, simulations

from peerlib.book import offline


@pytest.fixture
def kept(visit, book_url):
    """Return a visit after which the network is gone."""
    one = visit(service_workers="allow")
    one.page.goto(book_url + "book/how-to-use.html")
    one.page.get_by_text("The whole book is on this device").wait_for(timeout=120_000)
    one.page.wait_for_function("navigator.serviceWorker.controller !== null")
    one.context.set_offline(True)
    return one


def test_every_chapter_reads_and_every_lab_runs_without_a_network(kept, book_url):
    labs = dict(simulations())
    for path in pages():
        kept.page.goto(book_url + path + ".html", wait_until="load")
        assert kept.page.locator("h1").first.text_content()
        if path in labs:
            kept.page.locator(".peerlab-place.alive").first.wait_for()
    kept.page.goto(book_url + "search.html?q=mutuality")
    kept.page.locator("#search-results li", has_text="Who supervises?").first.wait_for()
    assert kept.complaints == []


def test_a_browser_that_saves_data_is_asked_first(visit, book_url):
    one = visit(service_workers="allow")
    one.context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    one.page.goto(book_url + "book/how-to-use.html")
    button = one.page.get_by_role("button", name="Keep the book on this device")
    button.wait_for()
    assert (
        one.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    )


def test_the_list_names_what_is_there_and_its_version_follows_the_content(tmp_path):
    (tmp_path / "_sources").mkdir()
    (tmp_path / "_sources" / "a.md").write_text("source")
    (tmp_path / "a.html").write_text("one")
    (tmp_path / "a.js.map").write_text("map")
    offline.prepare(tmp_path)
    first = (tmp_path / "offline-worker.js").read_text()
    assert '["a.html", "manifest.webmanifest"]' in first
    assert not (tmp_path / "_sources").exists() and not (tmp_path / "a.js.map").exists()
    offline.prepare(tmp_path)
    assert (tmp_path / "offline-worker.js").read_text() == first
    (tmp_path / "a.html").write_text("two")
    offline.prepare(tmp_path)
    assert (tmp_path / "offline-worker.js").read_text() != first
    assert json.loads((tmp_path / "manifest.webmanifest").read_text())["scope"] == "./"
