"""A record holds all that is needed to mark a submission again, and is whole or absent."""

import json
import math
import os
from dataclasses import replace

import pytest

from peerlib.autograde.marking import marks
from peerlib.autograde.messages import OtherType
from peerlib.autograde.plain_json import from_json, to_json
from peerlib.autograde.records import Record, all_records, place_of, read, replay, write
from peerlib.autograde.rules import released_sha256, rules_version
from peerlib.exercises import data_seen_by, load

EXERCISE = load("trial-effects")
TRUTH = {item.name: item.truth(data_seen_by("ana", EXERCISE)) for item in EXERCISE.ITEMS}


def made(answers=None, student="ana", declared="ana", others=(), stopped=None):
    answers = TRUTH if answers is None else answers
    result = marks(EXERCISE, answers, student, declared, others, stopped)
    return Record(
        exercise=EXERCISE.NAME,
        student=student,
        version=EXERCISE.VERSION,
        rules=rules_version(EXERCISE),
        file_sha256="0" * 64,
        released_sha256="1" * 64,
        declared=declared,
        data_of=result.data_of,
        other_student=declared in others,
        answers=answers,
        stopped=stopped or {},
        sandbox="bubblewrap",
        limits={"cell_seconds": 10.0},
        limits_hit=(),
        notes=(),
        name_note=result.note,
        comment=result.comment,
        items=result.items,
        seconds=0.1,
        marked_at="2027-01-01T00:00:00+00:00",
    )


def test_a_record_is_read_back_as_it_was_written(tmp_path):
    record = made(dict(TRUTH, risk_difference=math.inf, odds_ratio=[0.5, "a", None, True]))
    write(tmp_path, record)
    assert read(tmp_path, EXERCISE.NAME, "ana") == record
    assert list(all_records(tmp_path)) == [record]
    assert os.listdir(tmp_path / EXERCISE.NAME) == ["ana.json"]
    assert json.loads((tmp_path / EXERCISE.NAME / "ana.json").read_text())["max_points"] == 9


@pytest.mark.parametrize(
    "record",
    [
        made(),
        made({}),
        made(declared="ben", others=("ben", "cyd")),
        made(declared="Robin"),
        made(declared=""),
        made(declared=None),
        made(declared=7),
        made({}, stopped={"odds_ratio": "time", "risk_difference": "NameError: name 'x'"}),
        made(dict(TRUTH, risk_difference=OtherType.named("Helper"))),
    ],
)
def test_a_replay_gives_the_same_marks_and_comments(record, tmp_path):
    write(tmp_path, record)
    again = replay(read(tmp_path, EXERCISE.NAME, "ana"), EXERCISE)
    assert again.items == record.items
    assert (again.points, again.data_of, again.comment) == (
        record.points,
        record.data_of,
        record.comment,
    )


def test_a_new_record_takes_the_place_of_the_old_one(tmp_path):
    write(tmp_path, made({}))
    write(tmp_path, made())
    assert [record.points for record in all_records(tmp_path, EXERCISE.NAME)] == [9]


def whole(tmp_path):
    write(tmp_path, made())
    return json.loads((tmp_path / EXERCISE.NAME / "ana.json").read_text())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:200],
        lambda text: "[]",
        lambda text: "\udc80",
        lambda text: text.replace('"form": 1', '"form": 9'),
        lambda text: text.replace('"student": "ana"', '"student": "ben"'),
        lambda text: text.replace('"credit": 1.0', '"credit": "9"', 1),
        lambda text: text.replace('"declared": "ana"', '"declared": {"a": 1}'),
    ],
)
def test_a_corrupt_record_is_named_and_counts_as_absent(tmp_path, spoil):
    whole(tmp_path)
    place = place_of(tmp_path, EXERCISE.NAME, "ana")
    place.write_bytes(spoil(place.read_text()).encode(errors="surrogateescape"))
    said = []
    assert read(tmp_path, EXERCISE.NAME, "ana", said.append) is None
    assert len(said) == 1 and "ana.json cannot be read" in said[0]


def test_where_nothing_is_there_nothing_is_found(tmp_path):
    assert read(tmp_path / "none", EXERCISE.NAME, "ana") is None
    assert list(all_records(tmp_path / "none")) == []


def test_a_writing_that_fails_leaves_the_old_record_and_no_rest(tmp_path, monkeypatch):
    write(tmp_path, made())

    def no_space(source, target):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", no_space)
    with pytest.raises(OSError):
        write(tmp_path, made({}))
    assert [record.points for record in all_records(tmp_path)] == [9]
    assert os.listdir(tmp_path / EXERCISE.NAME) == ["ana.json"]


def test_very_long_names_stay_apart(tmp_path):
    for ending in "ab":
        write(tmp_path, made(student="é" * 125 + ending, declared=""))
    assert len(list(all_records(tmp_path))) == 2
    assert read(tmp_path, EXERCISE.NAME, "é" * 125 + "a").student.endswith("a")


@pytest.mark.parametrize("value", [{1}, object(), {1: 2}, b""])
def test_what_is_not_plain_is_not_written_down(value):
    with pytest.raises(TypeError, match="not a plain value"):
        to_json(value)


@pytest.mark.parametrize("content", [{}, {"number": "9"}, {"other": 1}, {"a": 1, "b": 2}])
def test_what_was_not_written_by_us_is_not_read(content):
    with pytest.raises(ValueError, match="no plain value"):
        from_json(content)


def test_plain_values_of_any_depth_come_back():
    value = {"kind": "table", "rows": [[1, -math.inf], ["a", {"x": [None, True]}]]}
    assert from_json(json.loads(json.dumps(to_json(value)))) == value
    assert math.isnan(from_json(to_json(math.nan)))
    assert type(from_json(to_json(OtherType.named("Helper")))).__name__ == "Helper"


def test_fingerprints_change_with_what_they_stand_for(monkeypatch):
    from peerlib.autograde.course_cells import CourseCell

    cell = CourseCell("answer-a", "code", "a = None", "1", False, False, True, False, None)
    assert released_sha256([cell]) != released_sha256([replace(cell, source="a = 1")])
    before = rules_version(EXERCISE)
    assert before.startswith("%d-" % EXERCISE.VERSION)
    monkeypatch.setattr(EXERCISE, "VERSION", EXERCISE.VERSION + 1)
    assert rules_version(EXERCISE) != before
