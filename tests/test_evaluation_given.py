"""What a computation is given is read in one way, and what is wrong with it is said."""

import math

import numpy as np
import pandas as pd
import pytest

from peerlib.evaluation import given
from peerlib.evaluation.results import Estimate, interval_words

NOT_NUMBERS = [None, "5", b"5", True, np.True_, [], {}, object(), math.nan, math.inf, 10**400]


@pytest.mark.parametrize("wrong", NOT_NUMBERS)
def test_what_is_no_number_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match="reliability must be a number from 0 to 1"):
        given.number("reliability", wrong, 0, 1)
    with pytest.raises(ValueError, match="level must lie"):
        given.level(wrong)


@pytest.mark.parametrize("wrong", [*NOT_NUMBERS, -1, 1.5, 10**7 + 1])
def test_what_is_no_count_is_refused_with_the_way_out(wrong):
    with pytest.raises(ValueError, match="people must be a whole number.*pass the count"):
        given.count("people", wrong)


def test_numbers_of_every_library_are_read_alike():
    for one in (3, 3.0, np.int64(3), np.float32(3)):
        assert given.number("x", one) == 3.0
        assert given.count("x", one) == 3
    for many in ([1, 2], (1, 2), np.array([1, 2]), pd.Series([1, 2], index=[5, 9])):
        assert given.numbers("x", many).tolist() == [1.0, 2.0]


def test_missing_values_of_every_kind_are_kept_or_refused():
    column = [1, None, math.nan, pd.NA, np.float64("nan")]
    read = given.numbers("scores", column, missing=True)
    assert np.isnan(read).tolist() == [False, True, True, True, True]
    with pytest.raises(ValueError, match="scores holds a missing value at place 2"):
        given.numbers("scores", column)
    with pytest.raises(ValueError, match="at least 2 numbers, got 1"):
        given.numbers("scores", column, least=2, missing=True)


@pytest.mark.parametrize(
    "wrong, words",
    [
        ("12", "list of numbers"),
        (5, "list of numbers"),
        (None, "list of numbers"),
        (np.eye(2), "table of shape"),
        ([1, "a"], "'a' at place 2"),
        ([math.inf], "at place 1"),
        ([True], "True at place 1"),
        ([], "at least 1"),
        ([1, 9], "9 at place 2.*from 1 to 5"),
    ],
)
def test_what_is_no_list_of_numbers_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        given.numbers("scores", wrong, low=1, high=5)


def test_lists_of_different_length_are_named():
    with pytest.raises(ValueError, match="before has 2, after has 1"):
        given.same_length(before=[1, 2], after=[3])


def test_an_open_range_leaves_out_its_ends():
    with pytest.raises(ValueError, match="from 0 to 1, got 1"):
        given.number("share", 1, 0, 1, open_ends=True)


def test_an_estimate_says_whether_its_interval_holds_a_value():
    assert Estimate(0.2, 0.1, 0.3).holds(0.1) and not Estimate(0.2, 0.1, 0.3).holds(0)
    assert not Estimate(0.2, None, None).holds(0.2)
    assert interval_words(Estimate(0, -0.001, 0.5), 0.9) == "with a 90 % interval from 0.00 to 0.50"
