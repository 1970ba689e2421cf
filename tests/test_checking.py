"""Answers are read kindly, marked in a stated order, and never given away."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlib.checking import FollowThrough, Item, Misconception, hint, mark, mark_all, read
from peerlib.checking.arithmetic import work_out
from peerlib.checking.items import collision, wrong_values

DATA = {"events": 12, "people": 48, "others": 60}


def share(d):
    return d["events"] / d["people"]


SHARE = Item(
    "share",
    "Share",
    "What share?",
    share,
    absolute=0.001,
    low=0.0,
    high=1.0,
    points=2,
    slips=("percent", "sign", "reciprocal"),
    misconceptions=(
        Misconception(
            "misconception:odds",
            lambda d: d["events"] / (d["people"] - d["events"]),
            "These are odds.",
            "Out of how many?",
            0.25,
        ),
        Misconception(
            "misconception:others",
            lambda d: d["events"] / d["others"],
            "These are the others.",
            "Which row?",
            0.5,
        ),
        Misconception("misconception:others-again", lambda d: 0.2, "A guess.", "Why?", 0.1),
    ),
    hints=("There are %(people)d people.", "50 %% is 0.5."),
)
TIMES_TEN = Item(
    "times_ten",
    "Ten times",
    "Ten times the share?",
    lambda d: 10 * share(d),
    absolute=0.001,
    low=0.0,
    high=10.0,
    misconceptions=(
        Misconception("misconception:twenty", lambda d: 20 * share(d), "Twice.", "Why?", 0.25),
    ),
    follows=(FollowThrough("share", lambda d, own: 10 * own, 0.0, 1.0),),
)


class Hostile:
    def __float__(self):
        raise KeyError("boo")

    def __len__(self):
        raise TypeError


@pytest.mark.parametrize(
    "given_answer, value",
    [
        ("0.12", 0.12),
        ("0,12", 0.12),
        (" 12 % ", 0.12),
        ("12%", 0.12),
        ("12 percent", 0.12),
        ("1 in 8", 0.125),
        ("1 out of 8", 0.125),
        ("1:8", 0.125),
        ("1/8", 0.125),
        ("\u22120.1", -0.1),
        ("\u20130,1", -0.1),
        ("-9.1 percentage points", -0.091),
        ("+.5", 0.5),
        ("1e-3", 0.001),
        ("64/218 - 83/216", 64 / 218 - 83 / 216),
        ("(1 + 2) \u00d7 3", 9.0),
        ("0,123", 0.123),
        ("12.", 12.0),
        ('"0,5"', 0.5),
        ("\u201c12 %\u201d", 0.12),
        ("-12,5 %", -0.125),
        (3, 3.0),
        (0.0, 0.0),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7.0),
        (np.array(0.25), 0.25),
        (Fraction(1, 4), 0.25),
        (Decimal("0.1"), 0.1),
    ],
)
def test_many_ways_of_writing_a_number_are_read(given_answer, value):
    assert read(given_answer).value == pytest.approx(value, rel=1e-12)
    assert read(given_answer).tag == "read"


@pytest.mark.parametrize("typed", ["data.both_yes / 141", "1 - mean_score", "trial.n"])
def test_a_name_that_belongs_in_a_cell_is_asked_for_as_a_number(typed):
    assert "write the number that it stands for" in read(typed).next_step
    assert "0.25" in read("about ten").next_step


@pytest.mark.parametrize(
    "given_answer, tag",
    [
        (None, "blank"),
        ("", "blank"),
        ("   ", "blank"),
        (..., "blank"),
        ("None", "blank"),
        ("-", "blank"),
        ("about ten", "not-a-number"),
        ('"', "not-a-number"),
        ("0.1.2", "not-a-number"),
        ("3 +", "not-a-number"),
        ("__import__('os')", "not-a-number"),
        ("2**9", "not-a-number"),
        ("(1", "not-a-number"),
        ("<script>", "not-a-number"),
        ("1_000", "not-a-number"),
        ("\u0663", "not-a-number"),
        ("nan", "not-a-value"),
        (float("nan"), "not-a-value"),
        ("inf", "infinite"),
        (-math.inf, "infinite"),
        ("1e400", "infinite"),
        (10**400, "huge"),
        (1e16, "huge"),
        ("9" * 100, "huge"),
        ("1,234", "unclear-comma"),
        ("1,234,567", "unclear-comma"),
        ("1.234,5", "unclear-comma"),
        ("1" * 300, "too-long"),
        ("x" * 10**6, "too-long"),
        ("(" * 150, "not-a-number"),
        ("1/0", "divides-by-zero"),
        (True, "wrong-type"),
        (np.True_, "wrong-type"),
        ([1, 2], "wrong-type"),
        ({}, "wrong-type"),
        (np.array([1.0, 2.0]), "wrong-type"),
        (1j, "wrong-type"),
        (print, "wrong-type"),
        (b"1", "wrong-type"),
        (Hostile(), "wrong-type"),
    ],
)
def test_what_is_no_number_gets_its_own_kind_word(given_answer, tag):
    reading = read(given_answer)
    assert (reading.value, reading.tag) == (None, tag)
    assert reading.seen.endswith(".")
    assert reading.next_step
    outcome = mark(SHARE, given_answer, DATA)
    assert (outcome.tag, outcome.credit) == (tag, 0.0)


@settings(max_examples=60)
@given(
    st.one_of(
        st.text(),
        st.floats(),
        st.integers(),
        st.binary(),
        st.none(),
        st.lists(st.integers()),
        st.text("0123456789.,%()+-*/e ", max_size=40),
    )
)
def test_nothing_that_is_given_makes_reading_or_marking_fail(anything):
    outcome = mark(SHARE, anything, DATA, {"share": anything})
    assert 0.0 <= outcome.credit <= 1.0
    assert outcome.text


@given(st.floats(-1e9, 1e9))
def test_a_number_written_out_is_read_back(number):
    assert read(repr(number)).value == number


def test_arithmetic_knows_what_comes_first():
    assert work_out("1 + 2 * 3 - 4 / 2") == 5.0
    assert work_out("-(1 + 2) * -3") == 9.0
    assert work_out("8 / 4 / 2") == 1.0
    assert work_out("50 % * 4") == 2.0


@pytest.mark.parametrize("text", ["", "1 2 x", "1..2", "2(3)", "1+", "*1", "e5", "((1)", "1)"])
def test_arithmetic_refuses_what_it_cannot_read_to_the_end(text):
    with pytest.raises(ValueError):
        work_out(text)


def test_the_truth_counts_within_its_tolerance_and_not_beyond():
    assert mark(SHARE, 0.25, DATA).tag == "right"
    assert mark(SHARE, "0.2509", DATA).credit == 1.0
    assert mark(SHARE, 0.2512, DATA).tag == "unrecognised"


def test_slips_of_scale_are_told_apart():
    assert mark(SHARE, 25, DATA).tag == "scale:percent"
    assert mark(SHARE, "25 %", DATA).tag == "right"
    assert mark(SHARE, -0.25, DATA).tag == "scale:sign"
    assert mark(SHARE, 4, DATA).tag == "scale:reciprocal"


def test_a_known_wrong_turn_is_named_with_its_credit():
    outcome = mark(SHARE, 1 / 3, DATA)
    assert (outcome.tag, outcome.credit) == ("misconception:odds", 0.25)
    assert outcome.idea == "These are odds."
    assert outcome.next_step == "Out of how many?"


def test_of_several_wrong_turns_the_best_credit_counts_and_it_is_said():
    outcome = mark(SHARE, 0.2, DATA)
    assert (outcome.tag, outcome.credit) == ("misconception:others", 0.5)
    assert outcome.also == ("misconception:others-again",)
    assert "More than one way" in outcome.text


def test_an_answer_that_follows_from_a_wrong_earlier_one_counts_in_full():
    outcome = mark(TIMES_TEN, 3.0, DATA, {"share": "30 %"})
    assert (outcome.tag, outcome.credit) == ("follow-through", 1.0)
    assert "your own earlier answer" in outcome.text


def test_following_through_beats_a_wrong_turn_of_less_credit():
    outcome = mark(TIMES_TEN, 5.0, DATA, {"share": 0.5})
    assert outcome.tag == "follow-through"
    assert outcome.also == ("misconception:twenty",)


@pytest.mark.parametrize(
    "earlier",
    [
        None,
        {},
        {"share": None},
        {"share": ""},
        {"share": "nan"},
        {"share": math.inf},
        {"share": "many"},
        {"share": 30},
        {"share": -0.3},
        {"share": 0},
        {"share": 1},
    ],
)
def test_an_earlier_answer_that_makes_no_sense_is_not_built_on(earlier):
    before = read((earlier or {}).get("share")).value
    answer = 3.0 if before is None else 10 * before
    assert mark(TIMES_TEN, answer, DATA, earlier).tag == "unrecognised"


def test_an_earlier_answer_close_to_the_truth_gives_no_second_truth():
    # 0.2503 is right for the share; ten times it lies outside the tolerance but too near to tell.
    assert mark(TIMES_TEN, 2.503, DATA, {"share": 0.2503}).tag == "unrecognised"


BOTH = Item(
    "both",
    "Both",
    "Share times ten shares?",
    lambda d: 10 * share(d) ** 2,
    absolute=0.001,
    low=0.0,
    high=10.0,
    follows=(FollowThrough(("share", "times_ten"), lambda d, own: own[0] * own[1], 0.0, 10.0),),
)


def test_an_answer_may_follow_from_two_wrong_earlier_ones_together():
    outcome = mark(BOTH, 1.2, DATA, {"share": 0.4, "times_ten": "3"})
    assert (outcome.tag, outcome.credit) == ("follow-through", 1.0)
    assert "share and times ten" in outcome.next_step


@pytest.mark.parametrize(
    "earlier",
    [
        None,
        {},
        {"share": 0.4},
        {"times_ten": 3},
        {"share": 0.4, "times_ten": "many"},
        {"share": 0.4, "times_ten": 12},
        {"share": -0.4, "times_ten": -3},
    ],
)
def test_of_two_earlier_answers_both_must_make_sense(earlier):
    assert mark(BOTH, 1.2, DATA, earlier).tag == "unrecognised"


def test_repeating_the_earlier_answer_is_not_following_through():
    same = Item(
        "same",
        "Same",
        "?",
        lambda d: 0.25,
        absolute=0.001,
        follows=(FollowThrough("share", lambda d, own: own, 0.0, 1.0),),
    )
    assert mark(same, 0.4, DATA, {"share": 0.4}).tag == "unrecognised"


def test_all_answers_are_marked_with_the_earlier_ones_at_hand():
    outcomes = mark_all((SHARE, TIMES_TEN), {"share": 0.3, "times_ten": 3.0}, DATA)
    assert list(outcomes) == ["share", "times_ten"]
    assert [one.tag for one in outcomes.values()] == ["unrecognised", "follow-through"]


@pytest.mark.parametrize("garbage", [None, [], "text", 5, {1: 2}, {"share": object()}, {None: 1}])
def test_garbage_in_place_of_answers_is_marked_as_no_answers(garbage):
    outcomes = mark_all((SHARE, TIMES_TEN), garbage, DATA)
    assert [one.credit for one in outcomes.values()] == [0.0, 0.0]


def test_outcome_is_plain_json_with_its_words_in_one_line():
    outcome = mark(SHARE, 0.25, DATA)
    assert outcome.as_dict() == {"tag": "right", "credit": 1.0, "text": outcome.text}


def test_hints_come_one_by_one_with_the_learners_own_numbers():
    assert hint(SHARE, DATA, 1) == "There are 48 people."
    assert hint(SHARE, DATA, 2) == "50 % is 0.5."


@pytest.mark.parametrize("n", [0, 3, -1, True, "1", 1.0, None])
def test_a_hint_that_is_not_there_is_refused_with_how_many_there_are(n):
    with pytest.raises(ValueError, match="hints 1 to 2"):
        hint(SHARE, DATA, n)


def test_values_too_near_to_tell_apart_are_found():
    assert collision((SHARE,), DATA) == (
        "share",
        "misconception:others",
        "misconception:others-again",
    )
    assert collision((TIMES_TEN,), DATA) is None


def test_a_wrong_turn_without_a_value_on_these_data_is_left_out():
    data = {"events": 12, "people": 12, "others": 60}
    tags = [wrong.tag for wrong in wrong_values(SHARE, data)]
    assert "misconception:odds" not in tags
    assert "misconception:others" in tags


@pytest.mark.parametrize("gap, told_apart", [(0.0039, False), (0.0041, True)])
def test_two_values_need_a_gap_of_twice_their_tolerances(gap, told_apart):
    item = Item(
        "x",
        "X",
        "?",
        lambda d: 0.5,
        absolute=0.001,
        misconceptions=(Misconception("misconception:near", lambda d: 0.5 + gap, "", ""),),
    )
    assert (collision((item,), DATA) is None) == told_apart
