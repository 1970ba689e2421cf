"""Every idea of the article is in the book, and none of its sentences.

The article itself is not here. `article_runs.txt` holds a hash of each of its runs of eight
words; `article-checklist.md` lists its ideas with the page and the words to find them by.
"""

import hashlib
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
RUNS = set((HERE / "article_runs.txt").read_text().split())
CHECKLIST = HERE / "article-checklist.md"
LENGTH = 8


def words(text):
    text = re.sub(r"\{\w+\}`([^`<]*)(?:<[^`]*>)?`", r"\1", text)
    text = re.sub(r"\]\([^)]*\)|[*_`\[]", " ", text)
    return re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))


def runs(text):
    """Return each run of eight words, with its hash."""
    found = words(text)
    for i in range(len(found) - LENGTH + 1):
        run = " ".join(found[i : i + LENGTH])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:12]


def texts():
    kinds = (
        "book/*.md",
        "notebooks/*.ipynb",
        "solutions/*/*.ipynb",
        "peerlib/**/*.py",
        "peerlib/**/*.toml",
        "*.md",
    )
    return [path for kind in kinds for path in sorted(ROOT.glob(kind))]


@pytest.mark.parametrize("path", texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_eight_words_in_a_row_are_the_articles(path):
    copied = [run for run, code in runs(path.read_text(encoding="utf-8")) if code in RUNS]
    assert copied == []


def test_a_copied_sentence_would_be_seen():
    planted = "one two three four five six seven eight"
    code = hashlib.sha256(planted.encode()).hexdigest()[:12]
    assert [
        run for run, one in runs("And *one* two, three four five six seven eight.") if one == code
    ] == [planted]
    assert len(RUNS) > 1500


def ideas():
    """Return idea, page and words to find, from each line of the checklist."""
    rows = []
    for line in CHECKLIST.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "idea" and not set(cells[0]) <= set("-: "):
            assert len(cells) == 3, line
            rows.append(cells)
    return rows


@pytest.mark.parametrize("idea, page, found", ideas(), ids=lambda cell: cell[:40])
def test_idea_of_the_article_is_on_its_page(idea, page, found):
    text = (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")
    plain = re.sub(r"\s+", " ", re.sub(r"[*_`]|\{\w+\}", "", text)).lower()
    for words_to_find in found.split(";"):
        assert words_to_find.strip().lower() in plain, f"{idea}: {words_to_find}"


def test_the_checklist_covers_the_article():
    assert len(ideas()) >= 60
