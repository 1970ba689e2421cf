"""Numbers with a stated precision, and intervals with two limits."""

import math

import demonstration_exercise as demonstration
import numpy as np
import pytest
from demonstration_exercise import (
    INTERVAL,
    RISK,
)

from peerlib.checking import Misconception, mark
from peerlib.checking.intervals import Interval, read_interval
from peerlib.checking.items import Item
from peerlib.checking.precision import unit_of, written_digits
from peerlib.exercises._learner_values import plain_answer

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}  # risks 0.18 and 0.357142...


# Numbers: precision is a matter of its own


@pytest.mark.parametrize(
    ("answer", "tag", "credit"),
    [
        ("0.180", "right", 1.0),
        ("0,180", "right", 1.0),
        ("18.0 %", "right", 1.0),
        ("0.18", "precision:too-few-digits", 0.75),
        ("0.1800", "precision:too-many-digits", 0.75),
        ("45/250", "precision:not-rounded", 0.75),
        ("0.2", "unrecognised", 0.0),
        (0.18, "right", 1.0),
        (np.float64(0.18), "right", 1.0),
        (0.1804, "right", 1.0),
        (0.1806, "unrecognised", 0.0),
        (0.2, "unrecognised", 0.0),
        ("0.181", "unrecognised", 0.0),
        ("18", "scale:percent", 0.75),
        ("0.220", "misconception:odds-for-risk", 0.25),
        ("0", "unrecognised", 0.0),
        ("0.30", "unrecognised", 0.0),
    ],
)
def test_precision_is_looked_at_in_text_only(answer, tag, credit):
    outcome = mark(RISK, answer, DATA)
    assert (outcome.tag, outcome.credit) == (tag, credit)


@pytest.mark.parametrize(
    ("text", "decimals", "figures"),
    [
        ("0.250", 3, 3),
        ("25", 0, 2),
        ("25 %", 2, 2),
        ("-0,05", 2, 1),
        ("1e-3", 3, 1),
        ("1.20e2", 0, 3),
        ("\u22120.10", 2, 2),
        ("1/4", None, None),
        ("", None, None),
        ("12 percent", 2, 2),
        ("0.0", 1, 1),
        (".5", 1, 1),
        ("1e99999", None, 1),
    ],
)
def test_digits_are_counted_as_they_were_written(text, decimals, figures):
    assert written_digits(text) == (None if decimals is None else (decimals, decimals))
    assert written_digits(text, significant=True) == (
        None if figures is None else (figures, figures)
    )


def test_significant_figures_set_the_tolerance_and_the_precision():
    item = Item("x", "X", "?", lambda d: 1234.5, absolute=0.0, figures=2)
    assert unit_of(1234.5, None, 2) == 100.0
    assert mark(item, 1284.0, {}).tag == "right"
    assert mark(item, 1285.0, {}).tag == "unrecognised"
    assert mark(item, "1.2e3", {}).tag == "right"
    assert mark(item, "1234", {}).tag == "precision:too-many-digits"
    assert mark(item, "1200", {}).tag == "right"  # its zeros may count or not
    assert mark(item, "1200.0", {}).tag == "precision:too-many-digits"
    assert mark(item, "1e3", {}).tag == "unrecognised"  # one digit would be a guess
    finer = Item("x", "X", "?", lambda d: 1234.5, absolute=0.0, figures=4)
    assert mark(finer, "1.2e3", {}).tag == "precision:too-few-digits"
    assert mark(finer, "1.3e3", {}).tag == "unrecognised"


# Intervals


def test_an_interval_may_be_the_row_or_column_that_another_package_gives():
    pandas = pytest.importorskip("pandas")
    column = pandas.Series([0.1, 0.3], index=[0.025, 0.975])
    for given_answer in (column, column.to_frame().T, column.to_numpy()):
        assert read_interval(plain_answer(given_answer)).value == (0.1, 0.3)
    for given_answer in (column.iloc[:1], pandas.DataFrame({"a": [1, 2], "b": [3, 4]})):
        assert read_interval(plain_answer(given_answer)).tag == "not-two-limits"


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("0.1 to 0.3", (0.1, 0.3)),
        ("[0.1, 0.3]", (0.1, 0.3)),
        ("(0,1; 0,3)", (0.1, 0.3)),
        ("from 10 % to 30 %", (0.1, 0.3)),
        ("between 0.1 and 0.3", (0.1, 0.3)),
        ("0.1\u20130.3", (0.1, 0.3)),
        ("0.1-0.3", (0.1, 0.3)),
        ("\u22120.2 \u2013 \u22120.1", (-0.2, -0.1)),
        ("-0.2--0.1", (-0.2, -0.1)),
        ("-5 % - 3 %", (-0.05, 0.03)),
        ("1e-3 .. 2e-3", (0.001, 0.002)),
        ("0.2 \u00b1 0.1", (0.2 - 0.1, 0.2 + 0.1)),
        ("0.3,0.1", (0.3, 0.1)),
        ("0.1|0.3", (0.1, 0.3)),
        ("64/218 to 83/216", (64 / 218, 83 / 216)),
        ("0.1...0.3", (0.1, 0.3)),
        ([0.1, 0.3], (0.1, 0.3)),
        (("10 %", "0,3"), (0.1, 0.3)),
        (np.array([0.1, 0.3]), (0.1, 0.3)),
        ({"low": 0.1, "high": 0.3}, (0.1, 0.3)),
        ({"Lower": "10 %", "Upper": 0.3}, (0.1, 0.3)),
    ],
)
def test_many_ways_of_writing_an_interval_are_read(text, pair):
    assert read_interval(text).value == pytest.approx(pair, abs=1e-12)


@pytest.mark.parametrize(
    ("given_answer", "tag"),
    [
        ("0.1", "not-two-limits"),
        ("0.1 to", "not-two-limits"),
        ("0.1 to many", "not-a-number"),
        ("1 to 2 to 3", "not-a-number"),
        ("0,1", "unclear-comma"),
        ("0,1,0,3", "unclear-comma"),
        ([1], "not-two-limits"),
        ([1, 2, 3], "not-two-limits"),
        ([1, None], "blank"),
        ([1, math.nan], "not-a-value"),
        ([-math.inf, 1], "infinite"),
        ("", "blank"),
        (None, "blank"),
        ({"low": 1}, "not-two-limits"),
        ({1, 2}, "not-two-limits"),
        (0.5, "not-two-limits"),
    ],
)
def test_what_is_no_interval_gets_its_own_word(given_answer, tag):
    reading = read_interval(given_answer)
    assert (reading.value, reading.tag) == (None, tag)


TINY = Interval(
    "i",
    "I",
    "?",
    lambda d: (0.1, 0.3),
    absolute=0.01,
    slips=("percent", "sign"),
    misconceptions=(
        Misconception(
            "misconception:narrow", lambda d: (0.15, 0.25), "Too narrow.", "How wide?", 0.25
        ),
        Misconception("misconception:narrow-too", lambda d: (0.15, 0.25), "Guess.", "Why?", 0.5),
    ),
)


@pytest.mark.parametrize(
    ("answer", "tag", "credit"),
    [
        ("0.1 to 0.3", "right", 1.0),
        ("0.109 to 0.291", "right", 1.0),
        ("0.3 to 0.1", "interval:swapped", 0.75),
        ("0.1 to 0.4", "interval:lower-right", 0.5),
        ("0 to 0.3", "interval:upper-right", 0.5),
        ("0.3 to 0.5", "unrecognised", 0.0),
        ("10 to 30", "scale:percent", 0.75),
        ("-0.3 to -0.1", "scale:sign", 0.5),
        ("0.15 to 0.25", "misconception:narrow-too", 0.5),
        ("0.111 to 0.289", "unrecognised", 0.0),
    ],
)
def test_each_limit_of_an_interval_is_judged(answer, tag, credit):
    outcome = mark(TINY, answer, {})
    assert (outcome.tag, outcome.credit) == (tag, credit)


def test_the_wrong_limit_gets_the_words_of_the_wrong_turn_that_it_fits():
    outcome = mark(TINY, "0.1 to 0.25", {})
    assert "Too narrow." in outcome.text and "misconception:narrow" in outcome.also
    assert mark(TINY, "0.15 to 0.25", {}).also == ("misconception:narrow",)


def test_a_wrong_level_of_confidence_is_named():
    outcome = mark(INTERVAL, demonstration.around(DATA, 1.645), DATA)
    assert outcome.tag == "misconception:level-90"
    assert "90 %" in outcome.text and "1.645" in outcome.text


def test_an_interval_follows_from_the_learners_own_estimate():
    low, high = demonstration.around(DATA, 1.96)
    shifted = (low + 0.1, high + 0.1)
    outcome = mark(INTERVAL, shifted, DATA, {"risk": "0.28"})
    assert (outcome.tag, outcome.credit) == ("follow-through", 1.0)
    assert mark(INTERVAL, shifted, DATA, {"risk": "1.28"}).tag == "unrecognised"
    # no risk is 1.1 and more, though the limits that follow could be some
    beyond = (low + 1.0, high + 1.0)
    assert mark(INTERVAL, beyond, DATA, {"risk": "1.18"}).tag == "unrecognised"
    assert mark(INTERVAL, shifted, DATA, {}).tag == "unrecognised"
