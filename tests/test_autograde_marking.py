"""Marks come from values alone, on the data of the right person."""

import random
import re

import pytest

from peerlib.autograde.given_numbers import BadNumbers, read_numbers
from peerlib.autograde.marking import marks, whose_data
from peerlib.autograde.messages import OtherType
from peerlib.exercises import data_seen_by, load, seed_for

EXERCISE = load("trial-effects")


def truth(name):
    data = EXERCISE.data_for(seed_for(name, EXERCISE.NAME, EXERCISE.VERSION))
    return {item.name: item.truth(data) for item in EXERCISE.ITEMS}


def test_right_answers_earn_every_point_and_a_comment_each():
    result = marks(EXERCISE, truth("ana"), "ana", "ana")
    assert result.points == result.max_points == sum(item.points for item in EXERCISE.ITEMS)
    assert all(item.comment and item.tag == "right" for item in result.items)
    assert (result.data_of, result.note, result.comment) == ("ana", "", "")


def test_the_same_submission_is_marked_the_same_each_time():
    answers = dict(truth("ana"), risk_difference=0.5)
    assert marks(EXERCISE, answers, "ana", "ana") == marks(EXERCISE, answers, "ana", "ana")


def test_nothing_that_is_handed_in_can_stop_the_marking_or_earn_a_point():
    rng = random.Random(4)
    odd = [
        None,
        True,
        "",
        "<b>",
        "9" * 1001,
        [],
        [0.1, 0.2],
        1e300,
        -1e300,
        float("nan"),
        float("inf"),
        2**53,
        OtherType.named("Helper"),
        OtherType.named("not a name\0"),
        (),
    ]
    for _ in range(200):
        answers = {item.name: rng.choice(odd) for item in EXERCISE.ITEMS}
        result = marks(EXERCISE, answers, "ana", rng.choice(odd))
        assert result.points == 0
        assert all(item.comment for item in result.items)


@pytest.mark.parametrize("declared", ["ana", " Ana ", "ANA", "ana\n"])
def test_the_own_name_may_be_written_in_any_way(declared):
    assert whose_data("ana", declared, {"ben"}) == ("ana", "", "")


def test_a_letter_and_its_accent_may_be_one_sign_or_two():
    folder, typed = "Zoe\u0308", "Zo\u00eb"  # as some computers write the names of folders
    assert whose_data(folder, typed, {"ben"}) == (typed, "", "")
    copied = marks(EXERCISE, truth(typed), "ana", typed, {folder})
    assert "another student" in copied.note and copied.points < copied.max_points


@pytest.mark.parametrize("declared", ["", "  ", None, 7, []])
def test_without_a_name_the_trial_for_practice_counts_which_the_notebook_showed(declared):
    name, note, comment = whose_data("ana", declared, {"ben"})
    assert name == ""
    assert "names nobody" in note
    assert "no course name" in comment
    seen = data_seen_by(declared, EXERCISE)
    answers = {item.name: item.truth(seen) for item in EXERCISE.ITEMS}
    result = marks(EXERCISE, answers, "ana", declared, {"ben"})
    assert result.points == result.max_points


def test_nobody_is_marked_on_the_data_of_another_student():
    name, note, comment = whose_data("ana", "Ben", {"ben", "cyd"})
    assert name == "ana"
    assert "'Ben'" in note and "another student" in note
    assert "ben" not in comment.lower()
    copied = marks(EXERCISE, truth("ben"), "ana", "ben", {"ben"})
    assert {item.tag for item in copied.items} <= {"unrecognised", "follow-through"}


def test_a_name_that_nobody_else_has_chooses_the_data():
    result = marks(EXERCISE, truth("Robin"), "ana", "Robin", {"ben"})
    assert result.points == result.max_points
    assert "'Robin'" in result.note and "'ana'" in result.note
    assert result.comment


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("time", "still running after 10 seconds"),
        ("memory", "more memory"),
        ("ended", "ended the whole program"),
        ("NameError: name 'x' is not defined", "'x'"),
    ],
)
def test_a_blank_answer_says_how_its_cell_stopped(reason, words):
    stopped = {"risk_programme": reason}
    by_name = {item.name: item for item in marks(EXERCISE, {}, "ana", "ana", (), stopped).items}
    assert words in by_name["risk_programme"].comment
    assert "There is no answer here yet" in by_name["risk_difference"].comment


def test_an_answer_from_a_stopped_cell_still_counts():
    stopped = {"risk_programme": "time"}
    assert marks(EXERCISE, truth("ana"), "ana", "ana", (), stopped).items[0].credit == 1.0


def test_the_instructor_has_the_last_word_on_whose_numbers_count():
    theirs = EXERCISE.data_for(seed_for("ana, second try", EXERCISE.NAME, EXERCISE.VERSION))
    answers = {item.name: item.truth(theirs) for item in EXERCISE.ITEMS}
    assert marks(EXERCISE, answers, "ana", "ben", ("ben",)).points < 9
    found = marks(EXERCISE, answers, "ana", "ben", ("ben",), given="ana, second try")
    assert (found.points, found.data_of, found.comment) == (9, "ana, second try", "")
    assert "as numbers.toml says" in found.note


@pytest.mark.parametrize(
    "text, words",
    [
        ("[", "cannot be read"),
        ('["no-such"]\n', "there is no exercise 'no-such'"),
        ('"trial-effects" = 7\n', "has no students"),
        ('["trial-effects"]\nana = 7\n', "'ana' has no"),
        ('["trial-effects"]\nana = " "\n', "'ana' has no name whose numbers count"),
    ],
)
def test_a_file_of_numbers_that_cannot_be_used_is_answered(tmp_path, text, words):
    (tmp_path / "numbers.toml").write_text(text)
    with pytest.raises(BadNumbers, match=re.escape(words)):
        read_numbers(tmp_path / "numbers.toml")
    with pytest.raises(BadNumbers, match="cannot be opened"):
        read_numbers(tmp_path)
    assert read_numbers(tmp_path / "none.toml") == {}
