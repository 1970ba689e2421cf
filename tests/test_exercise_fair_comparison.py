"""The exercise on comparing like with like: its truth, its wrong turns, what follows from what."""

import math

import pytest

from peerlib.checking import hint, mark, mark_all
from peerlib.checking.items import wrong_values
from peerlib.evaluation.stratified import risks
from peerlib.exercises import fair_comparison as exercise
from peerlib.exercises.fair_comparison import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}
# Invented: confounding by need, as worked in the exercise and in the tests of weighting.
NEED = {
    "people_high_peer": 80,
    "back_high_peer": 40,
    "people_high_usual": 20,
    "back_high_usual": 12,
    "people_low_peer": 20,
    "back_low_peer": 2,
    "people_low_usual": 80,
    "back_low_usual": 16,
}


@pytest.fixture(scope="module")
def many():
    return [data_for(seed) for seed in range(300)]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def parts(data):
    return [
        [data[f"{what}_{need}_{arm}"] for arm in ("peer", "usual") for what in ("back", "people")]
        for need in ("high", "low")
    ]


def test_truth_agrees_with_the_evaluation_module(many):
    for data in many:
        found = risks(parts(data))
        assert BY_NAME["crude_difference"].truth(data) == pytest.approx(
            found.crude_difference.value
        )
        assert BY_NAME["difference_high"].truth(data) == pytest.approx(found.differences[0].value)
        assert BY_NAME["like_with_like"].truth(data) == pytest.approx(found.standardised.value)
        of_programme = [
            one.value
            for one in wrong_values(BY_NAME["like_with_like"], data)
            if one.tag == "misconception:programme-mix"
        ]
        assert of_programme == [pytest.approx(found.in_programme.value)]


def test_truth_agrees_with_weighting_by_a_propensity_score(many):
    from peerlib.evaluation.weighting import compare_alike

    for data in many[:5]:
        outcome, group, need = [], [], []
        for high, arm, name in (
            (1, 1, "high_peer"),
            (1, 0, "high_usual"),
            (0, 1, "low_peer"),
            (0, 0, "low_usual"),
        ):
            people, back = data["people_" + name], data["back_" + name]
            outcome += [1] * back + [0] * (people - back)
            group += [arm] * people
            need += [high] * people
        found = compare_alike(outcome, group, {"need": need}, stabilised=False)
        assert found.difference.value == pytest.approx(BY_NAME["like_with_like"].truth(data))
        first = data["people_high_peer"]
        assert found.weights[first] == pytest.approx(BY_NAME["weight_high_usual"].truth(data))


def test_the_worked_example_turns_its_sign_round():
    assert BY_NAME["crude_difference"].truth(NEED) == pytest.approx(0.14)
    assert BY_NAME["difference_high"].truth(NEED) == pytest.approx(-0.10)
    assert BY_NAME["like_with_like"].truth(NEED) == pytest.approx(-0.10)
    assert BY_NAME["weight_high_usual"].truth(NEED) == pytest.approx(5.0)
    assert mark(BY_NAME["weight_high_usual"], 1.25, NEED).tag == "misconception:other-arm-weight"
    assert mark(BY_NAME["like_with_like"], 0.14, NEED).tag == "misconception:crude"


def test_both_directions_turn_up_and_each_has_its_answer(many):
    kinds = [BY_NAME["why"].truth(data) for data in many]
    assert 0.25 < kinds.count("cream") / len(kinds) < 0.75
    for data, kind in zip(many, kinds, strict=True):
        high = data["people_high_peer"] / exercise.people_of(data, "high")
        low = data["people_low_peer"] / exercise.people_of(data, "low")
        assert (kind == "need") == (high > low)
        wrong = "c" if kind == "need" else "b"
        assert mark(BY_NAME["why"], wrong, data).tag == "misconception:other-direction"


def test_data_are_plausible_and_differ(many):
    for data in many:
        for part in exercise.PARTS:
            assert 12 <= data["people_" + part] <= 170
            assert 0.03 < exercise.risk(data, part) < 0.75
        high = exercise.risk(data, "high_usual")
        assert high > exercise.risk(data, "low_usual")
    assert len({tuple(sorted(data.items())) for data in many}) == len(many)


def test_an_early_slip_is_paid_for_once(many):
    for data in many[:100]:
        low = exercise.difference(data, "low")
        high, lower = exercise.people_of(data, "high"), exercise.people_of(data, "low")
        answers = dict(
            truths(data),
            difference_high=low,
            like_with_like=(high * low + lower * low) / (high + lower),
        )
        outcomes = mark_all(ITEMS, answers, data)
        assert outcomes["difference_high"].tag == "misconception:other-part"
        # with the same difference twice, the answer is that difference again: not followed
        assert outcomes["like_with_like"].credit < 1
        slip = exercise.crude_difference(data)
        answers["difference_high"] = slip
        answers["like_with_like"] = (high * slip + lower * low) / (high + lower)
        assert mark_all(ITEMS, answers, data)["like_with_like"].credit == 1.0


def test_no_text_gives_the_answer_away(many):
    for data in many[:50]:
        for item in ITEMS:
            truth = item.truth(data)
            if not isinstance(truth, float):
                continue
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [one.idea + one.next_step for one in wrong_values(item, data)]
            words += [mark(item, given, data).text for given in (None, "x", 777.7, math.inf)]
            assert not [text for text in words if "%.3f" % abs(truth) in text]
