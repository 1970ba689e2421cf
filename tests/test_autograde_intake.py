"""What is handed in is read, mended, or refused in one clear line."""

import json
import os
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert.filters import markdown2html

from peerlib.autograde.course_cells import CourseCell, restore
from peerlib.autograde.hostile import MARKDOWN, MARKUP
from peerlib.autograde.intake import Refused, read_notebook, refuse_links, tries_in
from peerlib.autograde.neutral import comment_markdown, message_html, show_as_text
from peerlib.exercises._display import TRIES

ANSWER = CourseCell("answer-a", "code", "a = None", "1", False, False, True, False, None)
CHECK = CourseCell("check-a", "code", "check('a', a)", "2", True, True, False, False, 3.0)
TEXT = CourseCell("intro", "markdown", "Read **this**.", "3", True, False, False, False, None)


def cell(source, name=None, cell_type="code", **more):
    metadata = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": cell_type, "source": source, "metadata": metadata, **more}


def notebook(*cells, **more):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}


def read(tmp_path, content):
    path = tmp_path / "work.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_notebook(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b"  \n", "it is empty"),
        (b'{"cells": [', "not JSON from line 1 on"),
        (b"\x00\xff\x00", "not JSON"),
        (b"[" * 10**6, "not"),
        (b"[1, 2]", "JSON but not a notebook"),
        (b'{"nbformat": "4"}', "JSON but not a notebook"),
        ({"nbformat": 4}, "cells cannot be read"),
        (notebook(7), "cells cannot be read"),
        (notebook(cell("a", metadata=[])), "cells cannot be read"),
        (notebook(*[cell("")] * 2001), "cells cannot be read"),
        ({"nbformat": 2, "nbformat_minor": 0, "worksheets": 3}, "cells cannot be read"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(tmp_path, content, words):
    with pytest.raises(Refused, match=words):
        read(tmp_path, content)


def test_a_notebook_that_is_too_large_is_refused(tmp_path):
    with pytest.raises(Refused, match="larger than 20 MB"):
        read(tmp_path, b" " * (21 * 2**20))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_notebook_may_be_saved_in_other_encodings(tmp_path, encoding):
    text = json.dumps(notebook(cell("name = 'Zoë'")), ensure_ascii=False)
    assert read(tmp_path, text.encode(encoding)).cells[0].source == "name = 'Zoë'"


@pytest.mark.parametrize("minor", [0, 5, 99])
def test_newer_and_older_notebooks_are_read(tmp_path, minor):
    found = read(tmp_path, notebook(cell(["a = 1\n", "b = 2"]), nbformat_minor=minor))
    assert found.cells[0].source == "a = 1\nb = 2"
    nbformat.validate(found)


def test_only_the_cells_text_and_nbgraders_marks_are_kept(tmp_path):
    odd = cell("x", "answer-a", outputs=[{"data": {"text/html": MARKUP}}], attachments={"a": {}})
    odd["metadata"]["evil"] = MARKUP
    found = read(
        tmp_path,
        notebook(odd, cell("y", cell_type="strange"), metadata={"title": MARKUP, "widgets": {}}),
    )
    assert MARKUP not in json.dumps(found)
    assert [each.cell_type for each in found.cells] == ["code", "raw"]
    nbformat.validate(found)


@pytest.mark.parametrize("make", [os.symlink, lambda source, path: os.mkfifo(path)])
def test_links_and_pipes_are_refused_and_never_opened(tmp_path, make):
    (tmp_path / "real.ipynb").write_text(json.dumps(notebook(cell("a"))))
    folder = tmp_path / "ana" / "exercise"
    folder.mkdir(parents=True)
    make(tmp_path / "real.ipynb", folder / "work.ipynb")
    with pytest.raises(Refused):
        refuse_links(folder)
    with pytest.raises(Refused):
        read_notebook(folder / "work.ipynb")


def test_a_linked_folder_is_refused(tmp_path):
    (tmp_path / "ben" / "exercise").mkdir(parents=True)
    (tmp_path / "ana").symlink_to(tmp_path / "ben")
    with pytest.raises(Refused, match="link"):
        refuse_links(tmp_path / "ana" / "exercise")
    refuse_links(tmp_path / "ben" / "exercise")


def mended(*cells):
    found = nbformat.from_dict(
        notebook(*[dict(each, id="c%d" % n) for n, each in enumerate(cells)])
    )
    notices = restore(found, [TEXT, ANSWER, CHECK])
    names = [each.metadata.get("nbgrader", {}).get("grade_id") for each in found.cells]
    return found.cells, names, notices


def test_an_orderly_notebook_stays_as_it_is():
    cells, names, notices = mended(
        cell("Read **this**.", "intro", "markdown"),
        cell("a = 1", "answer-a"),
        cell("check('a', a)", "check-a"),
    )
    assert (names, notices) == (["intro", "answer-a", "check-a"], [])
    assert cells[1].source == "a = 1"
    assert cells[2].metadata["nbgrader"]["points"] == 3.0


def test_a_changed_test_cell_is_put_back_as_released():
    cells, _, _ = mended(
        cell("easy", "intro"), cell("a = 1", "answer-a"), cell("1.0", "check-a", "markdown")
    )
    assert [each.source for each in cells] == ["Read **this**.", "a = 1", "check('a', a)"]
    assert [each.cell_type for each in cells] == ["markdown", "code", "code"]


def test_of_copied_cells_the_last_counts_and_every_copy_stays():
    cells, names, notices = mended(
        cell("Read **this**.", "intro", "markdown"),
        cell("a = 1", "answer-a"),
        cell("a = 2", "answer-a"),
        cell("", "check-a"),
    )
    assert names == ["intro", None, "answer-a", "check-a"]
    assert [each.source for each in cells[1:3]] == ["a = 1", "a = 2"]
    assert notices == ["The cell 'answer-a' is there more than once: the last one counts."]


def test_deleted_cells_are_put_back_without_undoing_an_answer():
    cells, names, notices = mended(cell("a = 5"))
    assert names == ["intro", "answer-a", "check-a", None]
    assert "a = None" not in cells[1].source
    assert len(notices) == 3


@pytest.mark.parametrize("name", [7, [], None, {"a": 1}, "unknown"])
def test_a_strange_name_of_a_cell_is_left_aside(name):
    odd = cell("a = 1")
    odd["metadata"] = {"nbgrader": {"grade_id": name, "points": "many"}}
    assert mended(odd)[1][-1] is None


class Elements(HTMLParser):
    """Collects the elements of a page and their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize(
    "text",
    [
        MARKUP,
        MARKDOWN,
        "`<b>`",
        "\\<b>",
        "&lt;b&gt;",
        "![x](y)",
        "<a href='javascript:x'>",
        "    <b>",
        "$\\href{javascript:x}{y}$",
    ],
)
def test_what_a_learner_wrote_is_shown_and_never_run(text):
    shown = nbformat.from_dict(notebook(cell(text, cell_type="markdown")))
    show_as_text(shown, {"course text"})
    page = markdown2html(shown.cells[0].source)
    assert [tag for tag, _ in Elements(page).found] == ["pre"]
    comment = markdown2html(comment_markdown("We read %s." % text))
    assert {tag for tag, _ in Elements(comment).found} == {"p"}
    assert "$" not in comment
    assert [tag for tag, _ in Elements(message_html(text)).found] == ["p"]


def test_signs_without_a_shape_are_seen_in_a_comment():
    turned = "Python said: \u202egnp.exe\x1b[31m \u2066done"
    assert comment_markdown(turned) == "Python said: \ufffdgnp.exe\ufffd\\[31m \ufffddone"
    whole = "\u0645\u06cc\u200c\u0646, 12\u00a0%, Zoe\u0308, \U0001f468\u200d\U0001f469"
    assert comment_markdown(whole) == whole


def test_the_courses_own_text_keeps_its_form():
    shown = nbformat.from_dict(notebook(cell("Read **this**.", cell_type="markdown")))
    show_as_text(shown, {"Read **this**."})
    assert shown.cells[0].source == "Read **this**."


def told(tries, **more):
    output = {"output_type": "execute_result", "data": {TRIES: tries}, **more}
    cells = [{"cell_type": "code", "source": "exercise.progress(share=True)", "outputs": [output]}]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


def test_what_a_learner_chose_to_share_is_read_and_nothing_else():
    tries = [{"item": "odds_ratio", "tag": "near", "credit": 0.5}, {"item": "x", "tag": "right"}]
    assert tries_in(told(tries)) == (
        {"item": "odds_ratio", "tag": "near"},
        {"item": "x", "tag": "right"},
    )


@pytest.mark.parametrize(
    "tries",
    [
        None,
        7,
        "right",
        {},
        [7, None, [], {}, {"item": 1, "tag": "x"}, {"item": "x", "tag": None}],
    ],
)
def test_nonsense_in_what_is_shared_is_left_out(tries):
    assert tries_in(told(tries)) == ()


def test_what_is_shared_is_bounded():
    found = tries_in(told([{"item": "x" * 10**4, "tag": "y" * 10**4}] * 10**4))
    assert (len(found), len(found[0]["item"]), len(found[0]["tag"])) == (500, 80, 80)


@pytest.mark.parametrize("cells", [[7], [{"outputs": 7}], [{"outputs": [7, {"data": 7}]}]])
def test_odd_outputs_tell_nothing(cells):
    assert tries_in(json.dumps({"nbformat": 4, "cells": cells}).encode()) == ()
