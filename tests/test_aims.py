"""Each thing that a chapter says one can do afterwards is tried by a question on that page."""

from pathlib import Path

import prose
import pytest

from peerlib.book.aims import aims_map, aims_of, tried_by

BOOK = Path(__file__).parent.parent / "book"
CHAPTERS = [page for page in prose.pages() if "After this page you can" in page.read_text()]


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_every_aim_of_a_chapter_is_tried_by_a_question(page):
    source = page.read_text(encoding="utf-8")
    aims = aims_of(source)
    assert 1 <= len(aims) <= 4, "after 'After this page you can', list one to four aims"
    tried, wanted = set(tried_by(source)), set(range(1, len(aims) + 1))
    assert tried == wanted, (
        f"{page.name} has {len(aims)} aims. No question of its {{questions}} has, as a line in "
        f"data/questions/: {[f'aim = {number}' for number in sorted(wanted - tried)]}; "
        f"there is no such aim: {sorted(tried - wanted)}"
    )


def test_the_map_has_each_aim_with_its_questions():
    found = aims_map(BOOK, ["unique-space"])
    assert [page for page, _, _ in found] == ["unique-space"] * 3
    assert "symptom list" in found[1][2][0]
    assert found[0][1].startswith("tell peer support from treatment")


def test_an_aim_without_a_question_is_seen():
    page = "# A\n\nAfter this page you can\n\n- do {term}`this <that>`;\n- do that.\n\nText.\n"
    assert aims_of(page) == ["do this", "do that"]
    assert tried_by(page) == {}
