"""A report on a class: its numbers against scipy, its page alone, safe and readable."""

import csv
import random
import re
from html.parser import HTMLParser

import numpy
import pytest
from recorded_class import EXERCISE, NAME, RecordedClass, truths
from scipy import stats

from peerlib.__main__ import main
from peerlib.autograde.records import place_of
from peerlib.exercises import data_seen_by, load
from peerlib.reports.export import sheet_of, table_text
from peerlib.reports.files import write_whole
from peerlib.reports.gathered import Answer, Learner, gather
from peerlib.reports.more_sections import INNOCENT
from peerlib.reports.other_data import alike
from peerlib.reports.page import report
from peerlib.reports.statistics import discrimination, facility, histogram, summary, thirds
from peerlib.reports.tags import next_rows, sizes_of_thirds, tag_rows

ITEMS = {item.name: item for item in EXERCISE.ITEMS}
RISK = EXERCISE.ITEMS[0]
HOSTILE = [
    "<script>alert(1)", '"><img src=x onerror=alert(1)>', "=1+1", "\u202egnp", "a\x00b\x1b[2J",
    "{given} %s %(x)s", "' onmouseover='x", "]]>-->", "&lt;b&gt;", "\ud800",
]  # fmt: skip


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.hidden = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.hidden += tag == "style"

    def handle_endtag(self, tag):
        self.hidden -= tag == "style"

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def filled(folder, learners=24, seed=3):
    """A class of invented learners who take known wrong turns."""
    made, rng = RecordedClass(folder), random.Random(seed)
    for number in range(learners):
        name = "learner%02d" % number
        data, skill, answers = data_seen_by(name, EXERCISE), rng.random(), {}
        for item in EXERCISE.ITEMS:
            if rng.random() > skill + 0.2:
                wrong = [one.value for one in item.wrong_values(data)]
                answers[item.name] = rng.choice([None, *wrong])
        made.add(name, answers)
    return made


@pytest.fixture(scope="module")
def whole_class(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("class"))


@pytest.fixture(scope="module")
def whole_report(whole_class):
    return report(gather(whole_class.places, NAME))


# The numbers, against numpy and scipy.


def test_facility_and_discrimination_are_those_of_scipy(whole_class):
    gathered = gather(whole_class.places, NAME)
    table = numpy.array([[one.answers[name].points for name in ITEMS] for one in gathered.learners])
    for column, item in enumerate(EXERCISE.ITEMS):
        earned = table[:, column]
        rest = numpy.delete(table, column, axis=1).sum(axis=1)
        assert facility(list(earned), item.points) == pytest.approx(earned.mean() / item.points)
        found = discrimination(list(earned), list(rest))
        # scipy 1.17: stats.pearsonr(...).confidence_interval() is Fisher's
        other = stats.pearsonr(earned, rest)
        interval = other.confidence_interval(0.95)
        assert found.n == len(table) == 24
        assert found.r == pytest.approx(other.statistic)
        assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_the_numbers_stand_in_the_page(whole_class, whole_report):
    gathered = gather(whole_class.places, NAME)
    totals = [one.total for one in gathered.learners]
    text = Page(whole_report).text
    assert "Mean %g" % round(numpy.mean(totals), 2) in text
    assert "Median %g" % numpy.median(totals) in text
    earned = [one.answers[RISK.name].points for one in gathered.learners]
    rest = [one.total - one.answers[RISK.name].points for one in gathered.learners]
    interval = stats.pearsonr(earned, rest).confidence_interval()
    row = "%s 24 1 %.2f %.2f %.2f to %.2f" % (
        RISK.label, numpy.mean(earned), stats.pearsonr(earned, rest).statistic, *interval
    )  # fmt: skip
    assert row.replace("-", "−") in text


def test_the_item_itself_is_not_in_the_rest_it_is_compared_with():
    # Two questions that have nothing to do with each other. With the item in the sum, r is 0.71.
    one, other = [0, 1] * 8, [0, 0, 1, 1] * 4
    assert discrimination(one, other).r == pytest.approx(0)


def test_where_a_number_would_say_nothing_a_word_stands_in_its_place():
    assert discrimination([0, 1] * 4 + [1], list(range(9))).why_not == "too few"
    assert discrimination([1] * 12, list(range(12))).why_not == "no spread"
    assert discrimination(list(range(12)), list(range(12))).why_not == "no interval"
    assert discrimination([], []).why_not == "too few"
    assert facility([], 2) is None
    assert facility([1], 0) is None
    assert summary([]) is None


def test_equal_marks_stay_in_one_third():
    assert thirds(list(range(9))) == [0] * 3 + [1] * 3 + [2] * 3
    assert thirds([5]) == [1]
    # Worked by hand: seven of nine alike share the places 1 to 7, their middle is 4th of nine.
    assert thirds([9, 9] + [1] * 7) == [2, 2] + [1] * 7
    assert thirds([]) == []


def test_marks_are_counted_in_tenths_with_those_who_have_it_all_apart():
    # 9 points: 0.89 is under 10 %, 0.9 is 10 %, 2.7 is 30 %, 8.99 under 100 %.
    assert histogram([0, 0.89, 0.9, 2.7, 8.99, 9], 9) == [2, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1]
    assert sum(histogram([0.1 * k for k in range(91)], 9)) == 91
    assert histogram([-1, 12], 9)[0] == histogram([-1, 12], 9)[-1] == 1


def test_tags_are_counted_by_third(whole_class):
    gathered = gather(whole_class.places, NAME)
    rows = tag_rows(EXERCISE, gathered.learners)
    assert sum(sizes_of_thirds(gathered.learners)) == 24
    for row in rows:
        assert row.tag != "right" and row.count == sum(
            one.answers[row.item].tag == row.tag for one in gathered.learners
        )
    wrong = sum(mark.tag != "right" for one in gathered.learners for mark in one.record.items)
    assert sum(row.count for row in rows) == wrong > 20


# What learners' notebooks tell of earlier attempts.


def learner(student, record=None, **points):
    answers = {
        item.name: Answer(item.name, points.get(item.name, 0.0), item.points, "right")
        for item in EXERCISE.ITEMS
    }
    return Learner(student, answers, record)


def test_the_next_attempt_after_a_feedback_is_counted(tmp_path):
    made = RecordedClass(tmp_path)
    tells = [("scale:sign", "odds_ratio"), ("blank", RISK.name), ("right", "odds_ratio")]
    attempts = tuple({"item": item, "tag": tag, "credit": 0.0} for tag, item in tells)
    made.add("ana", attempts=attempts)
    made.add("ben", attempts=(*attempts[:1], {"item": "odds_ratio", "tag": "near"}))
    rows = next_rows(EXERCISE, gather(made.places, NAME).learners)
    assert [(row.item, row.tag, row.followed, row.right) for row in rows] == [
        ("odds_ratio", "scale:sign", 2, 1)
    ]
    assert "scale:sign 2 1 50 %" in Page(report(gather(made.places, NAME))).text


def test_what_a_notebook_tells_may_be_anything(tmp_path):
    made = RecordedClass(tmp_path)
    odd = (
        7, None, "x", [], {}, {"item": []}, {"item": "odds_ratio"},
        {"item": "odds_ratio", "tag": 1},
        {"item": "nothing", "tag": "right"}, {"item": "odds_ratio", "tag": "<b>" * 100},
        {"item": "odds_ratio", "tag": "right"},
    )  # fmt: skip
    made.add("ana", attempts=odd)
    gathered = gather(made.places, NAME)
    (row,) = next_rows(EXERCISE, gathered.learners)
    assert (row.followed, row.right, len(row.tag)) == (1, 1, 80)
    assert "<b>" not in report(gathered)


# Answers that are right for somebody else's numbers.


@pytest.fixture(scope="module")
def with_a_copy(tmp_path_factory):
    made = filled(tmp_path_factory.mktemp("copy"), 12)
    made.add("ana", truths("learner03"))
    made.add("ben", truths("learner04"), declared="learner04", others=("learner04",))
    made.add("cyd", truths(""))
    return gather(made.places, NAME)


def test_answers_that_fit_another_students_numbers_are_found(with_a_copy):
    found = {row.student: row for row in alike(EXERCISE, with_a_copy.learners)}
    assert set(found) == {"ana", "ben", "cyd"}
    assert (found["ana"].other, len(found["ana"].items)) == ("learner03", 7)
    assert not found["ana"].named and found["ben"].named
    assert found["cyd"].other == ""
    assert found["ana"].by_chance == 0


def test_it_is_told_with_its_plain_reasons_and_accuses_nobody(with_a_copy):
    text = Page(report(with_a_copy)).text
    assert "ana learner03" in text
    assert "cyd the numbers for practice" in text
    assert INNOCENT in text
    for reason in ("learned together", "the other's name stood", "worked along", "chance"):
        assert reason in INNOCENT
    assert not re.search(r"cheat|plagiar|copied|dishonest|suspic|fraud|misconduct", text, re.I)


def test_one_answer_alone_and_ordinary_wrong_turns_are_not_named(tmp_path):
    made = filled(tmp_path, 12, seed=8)
    made.add("ana", {RISK.name: truths("learner03")[RISK.name]})
    assert alike(EXERCISE, gather(made.places, NAME).learners) == []


# What is known of a class.


def test_who_has_no_mark_stands_there_with_the_reason(tmp_path):
    made = RecordedClass(tmp_path)
    made.add("ana")
    made.add("ben", file_sha256="0" * 64)
    made.add("cyd")
    place_of(made.places.records, NAME, "cyd").write_text("{")
    made.add("hal")
    place_of(made.places.records, NAME, "hal").write_bytes(b"\xff")
    with made.gradebook() as gradebook:
        gradebook.remove_submission(NAME, "hal")
    for student, content in (("dan", ""), ("eve", '{"nbformat": 4, "cells": []}')):
        place = made.notebook(student)
        place.parent.mkdir(parents=True)
        place.write_text(content)
    (made.places.submissions / "fay").mkdir()
    (made.places.submissions / "gil").symlink_to(tmp_path)
    gathered = gather(made.places, NAME)
    assert [one.student for one in gathered.learners] == ["ana", "ben", "cyd"]
    reasons = dict(gathered.not_marked)
    assert set(reasons) == {"dan", "eve", "fay", "gil", "hal"}
    assert "not a notebook" in reasons["dan"]
    assert reasons["eve"] == "it has not been marked yet."
    assert "no folder trial-effects" in reasons["fay"]
    assert "a link" in reasons["gil"]
    assert gathered.handed_in_again == ("ben",)
    assert len(gathered.unreadable) == 2
    text = Page(report(gathered)).text
    assert "8 submissions: 3 with a mark, 5 without." in text
    assert "1 submission has no record" in text
    assert "cyd.json cannot be read" in text


def test_marks_given_by_hand_count_and_what_waits_is_named(tmp_path):
    made = RecordedClass(tmp_path)
    made.add("ana", {RISK.name: 0.123456})
    made.add("ben")
    made.by_hand("ana", RISK.name, 0.5)
    with made.gradebook() as gradebook:
        grade = gradebook.find_grade("check-odds_ratio", NAME, NAME, "ben")
        grade.auto_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()
    gathered = gather(made.places, NAME)
    assert [one.total for one in gathered.learners] == [8.5, 8]
    text = Page(report(gathered)).text
    assert "1 submission to read" in text
    assert "ben Odds ratio" in text
    assert "1 submission still to be read by a person" in text


def test_texts_that_a_person_has_read_count_and_no_longer_wait(tmp_path):
    exercise = load("capstone")
    made, texts = RecordedClass(tmp_path, exercise), [i for i in exercise.ITEMS if i.by_hand]
    made.add("ana")
    (before,) = gather(made.places, exercise.NAME).learners
    assert before.waiting == [item.name for item in texts]
    for item in texts[1:]:
        made.by_hand("ana", item.name, 2)
    gathered = gather(made.places, exercise.NAME)
    (after,) = gathered.learners
    assert after.waiting == [texts[0].name]
    assert after.total == before.total + 2 * len(texts[1:])
    assert "No answer." not in report(gathered)
    lines = csv.reader(table_text(sheet_of(made.places, exercise.NAME), "csv").splitlines())
    row = dict(zip(*lines, strict=True))
    assert (row[texts[0].name], row[texts[1].name], row["waiting_for_a_person"]) == ("", "2", "1")


def test_what_was_mended_or_decided_is_there_to_be_looked_at(tmp_path):
    made = RecordedClass(tmp_path)
    made.add("ana", notes=("The cell 'start' was missing and was put back.",))
    made.add("ben")
    text = Page(report(gather(made.places, NAME))).text
    assert "For you to look at" in text
    assert "ana The cell 'start' was missing and was put back." in text
    assert "ben The cell" not in text


def test_limits_and_sandboxes_are_counted(tmp_path):
    made = RecordedClass(tmp_path)
    made.add("ana", limits_hit=("memory", "time"))
    made.add("ben", sandbox="limits only")
    text = Page(report(gather(made.places, NAME))).text
    assert "ana a cell asked for too much memory, a cell ran out of time" in text
    assert "bubblewrap 1 limits only 1" in text


def test_without_a_gradebook_the_records_speak_and_none_is_made(tmp_path):
    made = RecordedClass(tmp_path)
    made.add("ana")
    file = made.folder / "class" / "gradebook.db"
    file.unlink()
    gathered = gather(made.places, NAME)
    assert (gathered.in_gradebook, gathered.learners[0].total) == (False, 9)
    assert "The gradebook does not know this exercise" in report(gathered)
    assert not file.exists()


# The page.


def test_an_empty_class_and_a_class_of_one_have_a_report(tmp_path):
    made = RecordedClass(tmp_path)
    text = Page(report(gather(made.places, NAME))).text
    assert "0 submissions: 0 with a mark, 0 without." in text
    assert "There are no marks yet." in text
    made.add("ana")
    text = Page(report(gather(made.places, NAME))).text
    assert "1 submission: 1 with a mark, 0 without." in text
    assert "1.00 too few too few" in text


def test_nothing_that_learners_wrote_becomes_part_of_the_page(tmp_path):
    made = RecordedClass(tmp_path)
    for number, hostile in enumerate(HOSTILE):
        tells = tuple({"item": RISK.name, "tag": tag} for tag in (hostile, "right"))
        answers = dict.fromkeys(ITEMS, hostile)
        made.add("s%d" % number, answers, hostile, limits_hit=(hostile,), attempts=tells)
    for hostile in HOSTILE:
        if not set("/\x00\ud800") & set(hostile):
            (made.places.submissions / hostile).mkdir()
    page = report(gather(made.places, NAME))
    elements = Page(page).elements
    assert {tag for tag, _ in elements} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section",
        "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "figure",
        "figcaption", "svg", "g", "line", "rect", "text",
    }  # fmt: skip
    for _, attributes in elements:
        assert not any(name.startswith("on") for name in attributes)
    assert "\x00" not in page and "\x1b" not in page and "\u202e" not in page
    assert "<script>alert(1)" in Page(page).text


def test_the_page_stands_alone(whole_report):
    for tag, attributes in Page(whole_report).elements:
        assert tag not in ("script", "link", "iframe", "img", "object", "base", "form"), tag
        assert not {"src", "href", "action", "data"} & set(attributes), tag
    assert "url(" not in whole_report and "@import" not in whole_report
    assert "http" not in whole_report.replace("http-equiv", "")
    assert "default-src 'none'" in whole_report


def test_pictures_say_what_they_show_and_tables_have_headers(whole_class, whole_report):
    page = Page(whole_report)
    texts = [attributes["aria-label"] for tag, attributes in page.elements if tag == "svg"]
    assert len(texts) == 3
    gathered = gather(whole_class.places, NAME)
    counts = histogram([one.total for one in gathered.learners], 9)
    assert (
        "%d learner%s with all points." % (counts[-1], "" if counts[-1] == 1 else "s") in texts[0]
    )
    for item in EXERCISE.ITEMS:
        assert item.label in texts[1] and item.label in texts[2]
    assert whole_report.count("<table>") == whole_report.count("<caption>") > 8
    scopes = {attributes.get("scope") for tag, attributes in page.elements if tag == "th"}
    assert scopes == {"col", "row"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_the_page_is_readable_on_a_phone_and_for_everybody(
    visit, axe, tmp_path, with_a_copy, width, scheme
):
    place = write_whole(report(with_a_copy), tmp_path / "report.html")
    # The page lets no script in; the checker has to be let in past that.
    seen = visit(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    seen.page.goto(place.as_uri())
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    seen.page.evaluate(axe)
    found = seen.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert (seen.outside, seen.complaints) == ([], [])


def test_the_command_writes_the_page_where_the_class_is(tmp_path, monkeypatch, capsys):
    made = RecordedClass(tmp_path)
    made.add("ana")
    monkeypatch.chdir(tmp_path)
    assert main(["report", NAME]) == 0
    assert "1 with a mark, 0 without." in capsys.readouterr().out
    assert "Report on a class" in (tmp_path / "class/reports/trial-effects.html").read_text()
    assert main(["report", NAME, "--to", str(tmp_path / "mine.html")]) == 0
    assert (tmp_path / "mine.html").stat().st_mode & 0o077 == 0
    assert main(["report", NAME, "--to", "/proc/nothing/x.html"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert main(["report", "nothing"]) == 2
