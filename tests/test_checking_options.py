"""One option, several options, and steps in their order."""

from itertools import combinations

import numpy as np
import pytest
from demonstration_exercise import (
    HOLDS,
    NEEDED,
    ORDER,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlib.checking import Misconception, mark
from peerlib.checking.choices import Several
from peerlib.checking.options import Option, read_option
from peerlib.checking.steps import Steps
from peerlib.exercises._learner_values import plain_answer

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}  # risks 0.18 and 0.357142...


# A choice


@pytest.mark.parametrize(
    "answer",
    [
        "b",
        "B",
        " b) ",
        "(B)",
        "[b]",
        "b.",
        "no",
        "NO.",
        "b) No.",
        "\u201cNo\u201d",
        False,
        np.False_,
    ],
)
def test_an_option_may_be_named_in_many_ways(answer):
    assert read_option(answer, HOLDS.options).value == "no"


@pytest.mark.parametrize(
    ("answer", "tag"),
    [
        ("d", "not-an-option"),
        ("ab", "not-an-option"),
        ("perhaps", "not-an-option"),
        ("b) Yes.", "not-an-option"),
        (1, "wrong-type"),
        (["b"], "wrong-type"),
        ("-", "blank"),
        ("y" * 1001, "too-long"),
        ("7", "not-an-option"),
    ],
)
def test_what_is_no_option_gets_its_own_word(answer, tag):
    outcome = mark(HOLDS, answer, DATA)
    assert (outcome.tag, outcome.credit, outcome.valid) == (tag, 0.0, False)


def test_every_option_has_a_reply():
    assert mark(HOLDS, "b", DATA).tag == "right"
    assert mark(HOLDS, "a", DATA).tag == "choice:yes"
    assert "between its limits" in mark(HOLDS, "a", DATA).text
    assert mark(HOLDS, "c", DATA).tag == "choice:cannot"


def test_a_choice_follows_from_the_learners_own_interval():
    assert mark(HOLDS, "yes", DATA, {"interval": "0.3 to 0.4"}).tag == "follow-through"
    assert mark(HOLDS, "yes", DATA, {"interval": [0.3, 0.4]}).credit == 1.0
    # no basis: turned round, unreadable, missing
    for earlier in ("0.4 to 0.3", "many", None, [0.3]):
        assert mark(HOLDS, "yes", DATA, {"interval": earlier}).tag == "choice:yes"


def test_an_option_whose_text_is_a_letter_goes_before_the_letter():
    options = (Option("first", "B"), Option("second", "A"))
    assert read_option("a", options).value == "second"


def test_a_letter_goes_before_a_hidden_key():
    options = (Option("b", "First"), Option("a", "Second"))
    assert read_option("a", options).value == "b"
    assert read_option("second", options).value == "a"


def test_options_may_be_numbers_or_say_none():
    options = (Option("one", "1"), Option("two", "2.5"), Option("none", "None"))
    assert read_option(1, options).value == read_option(1.0, options).value == "one"
    assert read_option("2.5", options).value == read_option(2.5, options).value == "two"
    assert read_option("none", options).value == "none"
    assert read_option(3, options).tag == "wrong-type"
    assert read_option(None, options).tag == read_option("-", options).tag == "blank"


# Several options


@pytest.mark.parametrize(
    ("answer", "tag", "credit"),
    [
        ("a, b, d, e", "right", 1.0),
        ("ABDE", "right", 1.0),
        (["e", "d", "b", "a", "a"], "right", 1.0),
        ({"a", "b", "d", "e"}, "right", 1.0),
        ("a b d", "set:missing", 0.75),
        ("a, b, c, d, e", "set:extra", 0.75),
        ("a c", "set:mixed", 0.0),
        ("c", "set:none-right", 0.0),
        ("a, b, d, e, f", "set:ruled-out", 0.0),
        ("a, d", "misconception:counts-for-risks", 0.5),
        ("events with peer support; b", "set:missing", 0.5),
        ("a, b and d", "set:missing", 0.75),
        ("a, z", "not-an-option", 0.0),
        ("cost", "set:none-right", 0.0),
        ("  ", "blank", 0.0),
        ([], "blank", 0.0),
        ([None], "blank", 0.0),
    ],
)
def test_a_set_earns_its_right_picks_less_its_wrong_ones(answer, tag, credit):
    for given_answer in (answer, plain_answer(answer)):
        outcome = mark(NEEDED, given_answer, DATA)
        assert (outcome.tag, outcome.credit) == (tag, credit)


def test_a_named_set_earns_what_its_picks_earn_and_no_more():
    generous = Several(
        "s",
        "S",
        "?",
        lambda d: "ab",
        OPTIONS,
        misconceptions=(Misconception("misconception:x", lambda d: "ac", "An idea.", "Why?", 0.9),),
    )
    assert (mark(generous, "a, c", {}).tag, mark(generous, "a, c", {}).credit) == (
        "misconception:x",
        0.0,
    )


OPTIONS = tuple(Option(each, each * 3) for each in "abcdef")
LETTERS = st.sets(st.sampled_from("abcdef"), min_size=1)


@given(LETTERS, LETTERS)
def test_more_wrong_picks_never_gain(picks, more):
    wrong = more & {"c", "f"}
    assert (
        mark(NEEDED, sorted(picks | wrong), DATA).credit <= mark(NEEDED, sorted(picks), DATA).credit
    )


# Steps in order


@pytest.mark.parametrize(
    ("answer", "tag", "credit"),
    [
        ("b, c, e, a, d", "right", 1.0),
        ("b, e, c, a, d", "right", 1.0),
        ("BECAD", "right", 1.0),
        (["b", "c", "e", "a", "d"], "right", 1.0),
        ("b c e a", "steps:missing", 0.75),
        ("b c e a d f", "steps:extra", 0.75),
        ("c b e a d", "steps:order", 0.75),
        ("d a e c b", "steps:order", 0.25),
        ("b", "steps:missing", 0.0),
        ("d b c e a", "misconception:says-first", 0.75),
        ("d b", "steps:order", 0.0),
        ("b d", "steps:missing", 0.25),
        ("b, b", "step-twice", 0.0),
        ("g", "not-an-option", 0.0),
        ({"b"}, "no-order", 0.0),
        ("", "blank", 0.0),
    ],
)
def test_steps_earn_what_stands_in_a_possible_order(answer, tag, credit):
    # "d a e c b" keeps e and c, which may stand either way round: (2 - 1) / (5 - 1).
    for given_answer in (answer, plain_answer(answer)):
        outcome = mark(ORDER, given_answer, DATA)
        assert (outcome.tag, outcome.credit) == (tag, credit)


SIX = Steps("s", "S", "?", lambda d: "abcdef", OPTIONS)


def longest_common(one, other):
    """The textbook recurrence, as a second way to the same number."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + longest_common(one[1:], other[1:])
    return max(longest_common(one[1:], other), longest_common(one, other[1:]))


@settings(max_examples=300)
@given(st.permutations("abcdef"), st.integers(1, 6))
def test_one_single_order_is_judged_by_the_longest_common_subsequence(order, length):
    given_order = order[:length]
    expected = (longest_common(given_order, list("abcdef")) - 1) / 5
    assert mark(SIX, given_order, {}).credit == pytest.approx(max(0.0, expected))


PAIRS = st.sets(st.sampled_from(list(combinations("abcdef", 2))))


@settings(max_examples=200)
@given(st.permutations("abcdef"), PAIRS)
def test_with_several_possible_orders_as_few_steps_as_can_be_are_out_of_place(order, pairs):
    item = Steps("s", "S", "?", lambda d: "abcdef", OPTIONS, before=lambda d: pairs)
    placed = [(one, other) for one, other in closed(pairs) if order.index(one) > order.index(other)]
    # every way to take steps out, fewest first: a second way to the same number
    fewest = next(
        count
        for count in range(6)
        for out in combinations("abcdef", count)
        if all(one in out or other in out for one, other in placed)
    )
    assert mark(item, order, {}).credit == pytest.approx((6 - fewest - 1) / 5)


def closed(pairs):
    """Add what follows: if a is before b, and b before c, then a is before c."""
    pairs = set(pairs)
    while more := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs |= more
    return pairs
