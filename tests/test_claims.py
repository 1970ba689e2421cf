"""Each claim about the world stands once, with a source that resolves and how it was checked."""

import re
from pathlib import Path

import pytest

from peerlib import data
from peerlib.book import claims
from peerlib.book.claims import CHECKED, all_claims, claim_text, fact, shown_fields
from peerlib.evaluation.effects import two_by_two

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "book").glob("*.md"))
KEYS = set(re.findall(r"^@\w+\{([^,\s]+)", (ROOT / "book" / "references.bib").read_text(), re.M))
each_claim = pytest.mark.parametrize("key", sorted(all_claims()))


def facts_on(page):
    return re.findall(r"\{fact\}`([^`]+)`", page.read_text(encoding="utf-8"))


@each_claim
def test_claim_has_a_source_that_resolves_and_says_how_it_was_checked(key):
    claim = all_claims()[key]
    sources = [one for one in claim["source"].split(", ") if one]
    unknown = sorted(set(sources) - KEYS)
    assert sources and not unknown, f"{key}: add {unknown or 'a source'} to book/references.bib"
    assert claim["checked"] in CHECKED, f"{key}: 'checked' is one of {list(CHECKED)}"
    assert re.fullmatch(r"[a-z0-9-]+", key), f"{key}: small letters, digits and hyphens only"


@each_claim
def test_claim_is_a_whole_sentence_with_its_numbers_and_names_no_gap(key):
    text = claim_text(all_claims()[key])
    assert (text[0].isupper() or text[0].isdigit()) and text[-1] in ".\u201d", (
        f"{key}: a claim is a whole sentence, from its capital letter to its full stop: {text}"
    )
    assert "{" not in text, f"{key}: a name in curly brackets is no field of this claim: {text}"
    assert not re.search(r"\bGAP\b|not seen yet|to be checked", text), f"{key}: see to it first"


@each_claim
def test_claim_types_no_number_that_stands_in_a_field(key):
    claim = all_claims()[key]
    typed = re.sub(r"\{\w+\}", "", claim["claim"])
    for name, value in shown_fields(claim).items():
        if len(value) > 2:
            assert value not in typed, f"{key}: write {{{name}}} in the sentence, not {value}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_fact_on_a_page_is_there(page):
    for name in facts_on(page):
        assert fact(name)


def test_every_source_of_a_claim_that_a_page_uses_is_cited_on_that_page():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        cited = {
            key
            for group in re.findall(r"\{cite\w*(?::\w+)?\}`([^`]+)`", text)
            for key in re.split(r"[,;]\s*", group)
        }
        for name in facts_on(page):
            sources = set(all_claims()[name.split(".")[0]]["source"].split(", "))
            assert sources & cited, (
                f"{page.name} uses {name}: cite its source there, such as "
                f"{{cite}}`{sorted(sources)[0]}`"
            )


def test_every_citation_in_the_book_resolves():
    for page in PAGES:
        for group in re.findall(r"\{cite\w*(?::\w+)?\}`([^`]+)`", page.read_text(encoding="utf-8")):
            unknown = sorted(set(re.split(r"[,;]\s*", group)) - KEYS)
            assert not unknown, f"{page.name} cites {unknown}: add it to book/references.bib"


def test_the_note_of_a_source_begins_with_a_capital_since_it_is_printed_after_a_full_stop():
    notes = re.findall(r"\bnote = \{(.*)\}", (ROOT / "book" / "references.bib").read_text())
    assert len(notes) > 100
    small = [note for note in notes if note[0].islower()]
    assert small == [], "in book/references.bib, begin these with a capital letter"


def test_what_follows_from_counts_is_worked_out():
    core = all_claims()["core-readmission"]
    effects = two_by_two(*[core[name] for name in claims.COUNTS])
    fields = shown_fields(core)
    assert fields["per_hundred_programme"] == f"{100 * effects.risk_programme:.0f}" == "29"
    assert fields["relative_risk"] == "0.76 (0.59 to 1.00)"
    assert fields["risk_difference"].startswith("\u22120.09 (\u22120.18 to")


def test_numbers_are_shown_as_people_write_them():
    claim = {
        "claim": "",
        "source": "x",
        "checked": "summary",
        "large": 12477,
        "year": 2013,
        "below": -3,
        "range": "-0.5 to 0.7",
        "span": "2009-2016",
        "lost": {"sum": "100 * ({large} - 12000) / {large}", "digits": 1},
    }
    assert shown_fields(claim) == {
        "large": "12,477",
        "year": "2013",
        "below": "\u22123",
        "range": "\u22120.5 to 0.7",
        "span": "2009-2016",
        "lost": "3.8",
    }


@pytest.mark.parametrize(
    "name, words",
    [
        ("nosuch.n", "There is no claim 'nosuch'"),
        ("core-readmission.nosuch", "It has: .*n_programme"),
        ("", "There is no claim"),
        ("core-readmission", "has no ''"),
    ],
)
def test_a_fact_that_is_not_there_is_refused_with_what_there_is(name, words):
    with pytest.raises(claims.UnknownFact, match=words):
        fact(name)


def test_two_claims_of_one_name_are_refused(monkeypatch):
    one = {"same": {"source": "x", "checked": "summary", "claim": "A."}}
    monkeypatch.setattr(claims.data, "read", lambda name: one)
    all_claims.cache_clear()
    try:
        if len(list((ROOT / "peerlib" / "data" / "claims").glob("*.toml"))) > 1:
            with pytest.raises(ValueError, match="Two claims are called same"):
                all_claims()
    finally:
        all_claims.cache_clear()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"share": 3}, "toml: share stands above the first line such as"),
        ({"one": {"source": "x"}}, "toml: the claim one needs checked and claim, too"),
    ],
)
def test_what_is_no_whole_claim_is_refused_with_its_file(monkeypatch, table, words):
    monkeypatch.setattr(claims.data, "read", lambda name: table)
    all_claims.cache_clear()
    try:
        with pytest.raises(ValueError, match=f"^peerlib/data/claims/.*{words}"):
            all_claims()
    finally:
        all_claims.cache_clear()


@pytest.mark.parametrize("text", ["Of {asked} one.", "Of {12.5} one.", "Of {} one.", "Of { one."])
def test_a_name_in_curly_brackets_that_is_no_field_is_told_with_those_there_are(text):
    with pytest.raises(claims.UnknownFact, match="curly brackets.*It has: n"):
        claim_text({"claim": text, "n": 3})
    with pytest.raises(claims.UnknownFact, match="curly brackets.*It has: n"):
        shown_fields({"claim": "", "n": 3, "share": {"sum": text}})


def test_a_table_that_cannot_be_read_is_named_with_the_line(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "__file__", str(tmp_path / "__init__.py"))
    (tmp_path / "mine.toml").write_text('one = "a"\ntwo = "b\n')
    with pytest.raises(ValueError, match=r"^peerlib/data/mine\.toml cannot be read: .*line 2"):
        data.read("mine")
