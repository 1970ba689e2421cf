"""Every kind of answer: right, near, each wrong turn, several at once, follow-through, nonsense."""

import math

import demonstration_exercise as demonstration
import numpy as np
import pytest
from demonstration_exercise import (
    HOLDS,
    ITEMS,
    PEER,
    RATIO,
    SENTENCE,
    relative_risk,
    rows,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlib.checking import mark, mark_all
from peerlib.checking.choices import Choice, Several
from peerlib.checking.options import Option
from peerlib.checking.values import gap, plain
from peerlib.exercises._learner_values import plain_answer, tried

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}  # risks 0.18 and 0.357142...
AUTOMATIC = [item for item in ITEMS if not item.by_hand]


class Hostile:
    """Raises whatever is done with it."""

    def __getattr__(self, name):
        raise KeyError(name)

    def __len__(self):
        raise ZeroDivisionError

    def __float__(self):
        raise RuntimeError

    __iter__ = __eq__ = __call__ = __float__
    __hash__ = None


def bomb(depth=5000):
    nest = []
    for _ in range(depth):
        nest = [nest]
    return nest


CIRCLE = {}
CIRCLE["kind"] = CIRCLE
NONSENSE = [
    None,
    "",
    "  ",
    5,
    0,
    -1.5,
    True,
    math.nan,
    math.inf,
    10**400,
    "nan",
    "inf",
    "<b>",
    "x" * 10**5,
    [],
    {},
    (),
    set(),
    [None],
    [math.nan, math.inf],
    ["z", None],
    b"bytes",
    1j,
    print,
    object(),
    Hostile(),
    [Hostile()],
    {"kind": "table"},
    {"kind": "calls", "outcomes": [5]},
    {"kind": []},
    {"kind": "figure", "axes": [{"bars": [5, {"name": [], "height": math.nan}]}]},
    CIRCLE,
    {"kind": "table", "columns": [1], "index": 5, "index_names": 5, "rows": [[1], [2, 3]]},
    {"kind": "series", "index": None, "values": 5},
    {1: 2, None: 3},
    [[[[[]]]]],
    bomb(),
    "\ud800",
    [{"group": Hostile()}],
    np.zeros((3, 3)),
    np.zeros(10**6),
    {"kind": "set", "values": 5},
    {"kind": "calls", "outcomes": [{"value": bomb(50)}]},
    "z," * 400,
    ["a"] * 10**5,
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_earns_nothing_and_gets_a_kind_word(item, nonsense):
    for answer in (nonsense, plain_answer(nonsense)):
        outcome = mark(item, answer, DATA)
        if item is HOLDS and nonsense is True:  # "holds it" is a usual way to answer
            assert outcome.tag == "choice:yes"
            continue
        if outcome.tag == "for-a-person":
            assert isinstance(nonsense, str)
        else:
            assert outcome.credit == 0.0
        assert outcome.seen.endswith(".")
        assert outcome.next_step


@pytest.mark.parametrize("item", AUTOMATIC, ids=lambda item: item.name)
def test_the_right_answer_as_a_learner_writes_it_earns_all(item):
    outcome = mark(item, item.written(item.truth_on(DATA).value), DATA)
    assert (outcome.tag, outcome.credit) == ("right", 1.0)


@pytest.mark.parametrize(
    ("item", "tag"),
    [(item, one.tag) for item in AUTOMATIC for one in item.misconceptions],
    ids=lambda value: getattr(value, "name", value),
)
def test_each_wrong_turn_earns_its_own_words(item, tag):
    known = [wrong for wrong in item.wrong_values(DATA) if wrong.tag == tag]
    outcome = mark(item, item.written(known[0].value), DATA)
    assert outcome.tag == tag
    assert known[0].credit <= outcome.credit < 1.0
    assert known[0].idea in outcome.text and known[0].next_step in outcome.text


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.sampled_from(["a", "a, b", "0.1 to 0.3", "figure", "table", "calls", PEER]),
    ),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(
                [
                    "kind",
                    "axes",
                    "bars",
                    "rows",
                    "columns",
                    "index",
                    "group",
                    "risk",
                    "outcomes",
                    "value",
                    "low",
                    "high",
                    "people",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANYTHING, min_size=len(ITEMS), max_size=len(ITEMS)))
def test_credit_lies_between_nothing_and_all_whatever_is_given(values):
    answers = {item.name: value for item, value in zip(ITEMS, values, strict=True)}
    for outcome in mark_all(ITEMS, answers, DATA).values():
        assert 0.0 <= outcome.credit <= 1.0
        assert outcome.tag and outcome.text


# Text for a person


def test_a_text_waits_for_a_person_and_touches_no_other_mark():
    outcome = mark(SENTENCE, "Fewer people were readmitted.", DATA)
    assert (outcome.tag, outcome.credit, outcome.by_hand) == ("for-a-person", 0.0, True)
    assert "Says how sure it is. (2)" in outcome.text
    assert SENTENCE.points == 3
    assert mark(SENTENCE, "x" * 1001, DATA).tag == "too-long"


# What all kinds share


def test_a_wrong_turn_that_comes_again_is_explained_more_deeply():
    odds = 45 / 205
    answers = {"risk": odds, "risks": rows(DATA, lambda d: odds, lambda d: 50 / 90)}
    outcomes = mark_all(ITEMS, answers, DATA)
    assert outcomes["risk"].idea == "These are odds."
    assert outcomes["risks"].idea == "Odds, once more."
    del answers["risk"]
    assert mark_all(ITEMS, answers, DATA)["risks"].idea == "These are odds."


def test_an_answer_that_was_shown_earns_no_credit():
    outcomes = mark_all(ITEMS, {"risk": 0.18, "needed": "abde"}, DATA, None, ["risk"])
    assert (outcomes["risk"].tag, outcomes["risk"].credit) == ("answer-shown", 0.0)
    assert outcomes["needed"].credit == 1.0


def test_a_function_is_marked_on_hidden_data():
    hidden = demonstration.data_for(7)
    answers = {"ratio": tried(relative_risk, RATIO.arguments(hidden)), "risk": 0.18}
    outcomes = mark_all(ITEMS, answers, DATA, hidden)
    assert outcomes["ratio"].tag == outcomes["risk"].tag == "right"
    assert mark_all(ITEMS, answers, DATA)["ratio"].tag == "function:some-right"


def test_plain_values_are_bounded_and_stay_as_they_are():
    for value in NONSENSE:
        once = plain(value)
        assert repr(plain(once)) == repr(once)
        assert len(repr(once)) < 10**5
    assert plain(bomb())["why"] == plain(["x" * 1000] * 100)["why"] == "too-large"


@given(ANYTHING)
def test_a_plain_value_is_like_itself_unless_it_holds_a_number_that_is_none(value):
    value = plain(value)
    far = gap(value, value, lambda a, b: 1e-9)
    assert far == 0.0 or "nan" in repr(value)


def test_options_that_do_not_exist_are_an_authors_mistake():
    wrong = Several("s", "S", "?", lambda d: ("nosuch",), (Option("a", "A"), Option("b", "B")))
    with pytest.raises(ValueError, match="nosuch"):
        mark(wrong, "a", {})
    bad = Choice("c", "C", "?", lambda d: "b", (Option("a", "A"), Option("b", "B")))
    assert mark(bad, "a", {}).tag == "choice:a"
