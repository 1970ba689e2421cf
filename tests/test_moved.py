"""A moved page and a wrong address lead on, whatever the folder that the book lies in."""

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from sphinx.errors import ExtensionError

from peerlib.book import moved, offline

ROOT = Path(__file__).parent.parent
NOT_FOUND = ROOT / "peerlib" / "book" / "not-found.html"


class LikeGitHub(SimpleHTTPRequestHandler):
    """Answer a wrong address of the site `NAME` with its 404.html, as GitHub Pages does."""

    def send_error(self, code, *_):
        body = (Path(self.directory) / "NAME" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    """Give the address of a small book in the folder NAME, with two moved pages."""
    folder = tmp_path / "NAME"
    (folder / "book").mkdir(parents=True)
    (folder / "book" / "index.html").write_text("<h1 id=where-help-is>first page</h1>")
    (folder / "book" / "new.html").write_text("<h1>new name</h1><p id=a>a</p><p id=b>b</p>")
    (folder / "search.html").write_text("<h1>results</h1>")
    (folder / "searchindex.js").write_text("")
    (folder / "404.html").write_text(NOT_FOUND.read_text(encoding="utf-8"), encoding="utf-8")
    moves = {"book/old": "book/new", "book/deep/older": "book/new#a"}
    moved.leave_notes(folder, moves, {"book/index", "book/new"})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *request: LikeGitHub(*request, directory=str(tmp_path))
    )
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/NAME/"
    server.shutdown()
    server.server_close()


def test_an_old_address_leads_to_the_new_page_with_and_without_javascript(site, browser):
    for javascript in (True, False):
        context = browser.new_context(java_script_enabled=javascript)
        page = context.new_page()
        for old, new in [
            ("book/old.html", "book/new.html"),
            ("book/deep/older.html", "book/new.html#a"),
        ]:
            page.goto(site + old)
            page.wait_for_url(site + new)
            assert page.locator("h1").text_content() == "new name"
        context.close()


def test_an_old_address_keeps_its_place_on_the_page(site, browser):
    page = browser.new_page()
    page.goto(site + "book/old.html#b")
    page.wait_for_url(site + "book/new.html#b")
    page.close()


def test_a_wrong_address_leads_home_at_any_depth(site, browser):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for wrong in ("wrong.html", "book/wrong.html", "book/so/deep/wrong/"):
        assert page.goto(site + wrong).status == 404
        page.get_by_role("link", name="first page of the book").click()
        page.wait_for_url(site + "book/index.html")
        page.goto(site + wrong)
        link = page.get_by_role("link", name="where help is")
        assert link.evaluate("link => link.href") == site + "book/index.html#where-help-is"
        page.get_by_label("Or search the book").fill("mutual aid")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url(site + "search.html?q=mutual+aid")
    assert all(address.startswith(site.removesuffix("NAME/")) for address in asked)
    page.close()


def test_without_javascript_a_wrong_address_says_what_to_do(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "book/wrong.html")
    assert page.get_by_text("Go back to the page you came from").is_visible()
    assert page.locator("a:visible, input:visible").count() == 0  # none that leads nowhere
    context.close()


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ({"book/new": "book/index"}, "book/new is said to have moved, and is still there"),
        ({"book/old": "book/gone"}, "lead to book/gone, and the book has no such page"),
        ({"book/a": "book/b", "book/b": "book/new"}, "after a second move, the last"),
    ],
)
def test_a_move_that_cannot_be_is_told(tmp_path, moves, words):
    with pytest.raises(ExtensionError, match=words):
        moved.leave_notes(tmp_path, moves, {"book/index", "book/new"})


def test_the_book_reads_the_moves_from_its_settings():
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert isinstance(settings["sphinx"]["config"]["moved_pages"], dict)


def test_the_page_for_wrong_addresses_is_not_kept_offline(tmp_path):
    (tmp_path / "404.html").write_text("a host may answer 404 to this one")
    (tmp_path / "a.html").write_text("one")
    offline.prepare(tmp_path)
    worker = (tmp_path / "offline-worker.js").read_text()
    assert "a.html" in worker and "404.html" not in worker
