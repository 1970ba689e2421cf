"""The capstone: sums on an invented year, and texts that a person reads."""

import pytest

from peerlib.checking import mark, mark_all
from peerlib.checking.gate import check
from peerlib.evaluation.differences import means
from peerlib.exercises import capstone
from peerlib.exercises.capstone import ITEMS, data_for
from peerlib.exercises.notebook import start

BY_NAME = {item.name: item for item in ITEMS}
TEXTS = ("logic_model", "indicator", "comparison", "report")


def test_a_thousand_learners_get_a_year_that_can_be_told_apart():
    assert check(capstone) == []


def test_change_against_change_agrees_with_the_evaluation():
    for seed in range(50):
        d = data_for(seed)
        four = [
            d[f"{when}_{group}"]
            for group in ("programme", "waiting")
            for when in ("before", "after")
        ]
        assert capstone.change(d) == pytest.approx(means(*four).estimate.value)


def test_the_interval_lies_around_the_difference():
    for seed in range(200):
        d = data_for(seed)
        assert (d["low"] + d["high"]) / 2 == pytest.approx(capstone.change(d), abs=0.051)


def test_an_early_slip_is_paid_for_once():
    d = data_for(4)
    alone = capstone.change_programme(d)
    answers = {"change": alone, "cost_of_a_point": d["cost"] / d["came"] / alone}
    outcomes = mark_all(ITEMS, answers, d)
    assert outcomes["change"].tag == "misconception:programme-alone"
    # the slip in the second answer is known by itself, and follows from the first one, too
    assert (outcomes["cost_of_a_point"].tag, outcomes["cost_of_a_point"].credit) == (
        "follow-through",
        1.0,
    )


@pytest.mark.parametrize("name", TEXTS)
def test_texts_wait_for_a_person_and_their_rubric_is_shown(name):
    item = BY_NAME[name]
    outcome = mark(item, "Two peer workers walk with whoever comes.", data_for(1))
    assert (outcome.tag, outcome.credit) == ("for-a-person", 0.0)
    for criterion in item.rubric:
        assert criterion.text in outcome.text
    assert mark(item, "x" * (item.longest + 1), data_for(1)).tag == "too-long"


def test_only_the_fair_sentence_may_stand():
    d = data_for(3)
    tags = [mark(BY_NAME["claim"], letter, d).tag for letter in "abcd"]
    assert [tag == "right" for tag in tags] == [False, False, True, False]


def test_progress_calls_no_text_unanswered_that_it_cannot_see():
    shown = repr(start("capstone", "Ana").progress())
    assert shown.startswith("0 of 5 right so far")
    assert shown.count("a person will read what stands in its cell") == len(TEXTS)
    assert shown.count("not answered yet") == 5
