"""The book is built when a source changed, and served to this computer only."""

import urllib.error
import urllib.request

import book_site
import pytest
from progress import Problem


def test_a_taken_port_is_replaced_by_the_next_free_one(tmp_path):
    with book_site.BookServer(tmp_path) as first:
        with book_site.BookServer(tmp_path, first.server_port) as second:
            assert first.server_port < second.server_port <= first.server_port + 20


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.wasm", "application/wasm"), ("a.mjs", "text/javascript"), ("a.html", "text/html")],
)
def test_a_page_gets_its_files_with_the_type_that_browsers_ask(tmp_path, name, kind):
    (tmp_path / name).write_text("content")
    with book_site.BookServer(tmp_path) as server:
        with urllib.request.urlopen(server.address + name) as answer:
            assert answer.headers.get_content_type() == kind
            assert answer.read() == b"content"


@pytest.mark.parametrize("path", ["missing.html", "", "../secret.txt", "%2e%2e/secret.txt"])
def test_what_is_not_a_page_is_not_found(tmp_path, path):
    (tmp_path / "secret.txt").write_text("not for readers")
    (tmp_path / "pages").mkdir()
    with book_site.BookServer(tmp_path / "pages") as server:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(server.address + path)


def test_the_book_is_built_again_only_when_a_source_changed(tmp_path, monkeypatch):
    builds = []
    monkeypatch.setattr(book_site, "_build_anew", lambda *ignored: builds.append("built"))
    (tmp_path / "book").mkdir()
    page = tmp_path / "book" / "index.md"
    for text in ("one", "one", "two", "two"):
        page.write_text(text)
        book_site.build(tmp_path)
    assert builds == ["built", "built"]


def test_a_build_that_failed_is_tried_again(tmp_path, monkeypatch):
    def fail(*ignored):
        raise Problem("The book could not be built.")

    monkeypatch.setattr(book_site, "_build_anew", fail)
    for _attempt in range(2):
        with pytest.raises(Problem):
            book_site.build(tmp_path)


def test_what_was_printed_from_older_sources_does_not_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(book_site, "_build_anew", lambda *ignored: None)
    (tmp_path / "book").mkdir()
    (tmp_path / "_build" / "html").mkdir(parents=True)
    printed = tmp_path / "_build" / "html" / "peer-support.pdf"
    notebooks = tmp_path / "_build" / "html" / "lite"
    for text, stays in (("one", False), ("one", True), ("two", False)):
        (tmp_path / "book" / "index.md").write_text(text)
        printed.write_text("printed")
        notebooks.mkdir(exist_ok=True)
        book_site.build(tmp_path)
        assert printed.exists() == notebooks.exists() == stays


def test_a_page_that_the_book_has_no_more_does_not_stay_and_nothing_else_goes(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(book_site, "_build_anew", lambda *ignored: None)
    contents = tmp_path / "_toc.yml"
    contents.write_text("root: book/index\nparts:\n- chapters:\n  - file: book/new\n")
    html = tmp_path / "_build" / "html"
    kept = ["book/index.html", "book/new.html", "index.html", "404.html", "_static/x.html"]
    kept += ["book/picture.svg"]
    for name in [*kept, "book/old.html", "book/sub/older.html"]:
        (html / name).parent.mkdir(parents=True, exist_ok=True)
        (html / name).write_text("page")
    book_site.build(tmp_path)
    there = [file.relative_to(html).as_posix() for file in html.rglob("*") if file.is_file()]
    assert sorted(there) == sorted(kept)
