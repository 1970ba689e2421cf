"""The exercise on how long until: its truth, its wrong turns, what follows from what."""

import pytest

from peerlib.checking import mark, mark_all
from peerlib.checking.items import wrong_values
from peerlib.data import read
from peerlib.evaluation.survival import kaplan_meier
from peerlib.exercises import time_to_readmission as exercise
from peerlib.exercises.time_to_readmission import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}


@pytest.fixture(scope="module")
def many():
    return [data_for(seed) for seed in range(300)]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def wrong(name, tag, data):
    return [one.value for one in wrong_values(BY_NAME[name], data) if one.tag == tag]


def test_truth_agrees_with_statsmodels(many):
    for data in many[:60]:
        curve = kaplan_meier(data["weeks"], data["readmitted"])
        found = truths(data)
        third = curve.steps[2]
        assert (third.time, third.at_risk) == (data["third_week"], found["at_risk"])
        assert found["still_out"] == pytest.approx(curve.share_at(26).value)
        assert found["median_weeks"] == curve.median.value
        mean = curve.restricted_mean(26).value
        assert data["peer_mean"] == pytest.approx(mean, abs=0.0051)
        falls = [data["first_fall"], data["second_fall"], data["third_fall"]]
        usual = kaplan_meier([*falls, *[26] * 5], [1] * 3 + [0] * 5)
        assert found["usual_mean"] == pytest.approx(usual.restricted_mean(26).value)
        assert found["gain"] == pytest.approx(data["peer_mean"] - found["usual_mean"])


def test_everybody_with_care_as_usual_is_followed_so_their_mean_is_a_plain_mean(many):
    for data in many:
        falls = data["first_fall"] + data["second_fall"] + data["third_fall"]
        assert truths(data)["usual_mean"] == pytest.approx((falls + 5 * 26) / 8)


def test_misconceptions_give_the_wrong_numbers_of_the_textbook_table():
    weeks = sorted(read("remission")["medicine"], key=abs)
    data = {"weeks": [abs(week) for week in weeks], "readmitted": [int(w > 0) for w in weeks]}
    seen = [week for week in weeks if week > 0]
    # the mean of uncensored times only is 12.1
    (mean,) = wrong_on(data, "median_weeks", "misconception:mean-of-events")
    assert mean == pytest.approx(12.1, abs=0.05) == pytest.approx(sum(seen) / 9, abs=0.05)
    (middle,) = wrong_on(data, "median_weeks", "misconception:median-of-all-weeks")
    assert middle == 16
    assert BY_NAME["median_weeks"].truth(data) == 23


def wrong_on(data, name, tag):
    """Work out one wrong turn on data that are no learner's."""
    return [one.formula(data) for one in BY_NAME[name].misconceptions if one.tag == tag]


def test_the_three_quick_ways_lie_where_they_must(many):
    for data in many:
        truth = exercise.still_out(data)
        (well,) = wrong("still_out", "misconception:censored-stay-well", data)
        (ill,) = wrong("still_out", "misconception:censored-as-events", data)
        assert ill < truth < well


def test_data_are_plausible_and_differ(many):
    for data in many:
        assert data["weeks"] == sorted(set(data["weeks"]))
        assert 5 <= sum(data["readmitted"]) <= 7
        assert 0.4 < exercise.still_out(data) < 0.9
        assert 26 < exercise.median_weeks(data) <= 52
        assert 1 <= exercise.gain(data) <= 12
        assert data["larger_low"] < data["larger_gain"] < data["larger_high"]
    assert len({str(data) for data in many}) == len(many)


def test_clear_and_open_intervals_both_turn_up(many):
    kinds = [exercise.says(data) for data in many]
    assert 0.35 < kinds.count("open") / len(kinds) < 0.65
    assert all(abs(data["larger_low"]) >= 0.2 for data in many)


def test_an_early_slip_is_paid_for_once(many):
    followed = 0
    for data in many:
        (slip,) = wrong("usual_mean", "misconception:first-stretch-left-out", data)
        answers = dict(truths(data), usual_mean=slip, gain=data["peer_mean"] - slip)
        outcomes = mark_all(ITEMS, answers, data)
        assert outcomes["usual_mean"].tag == "misconception:first-stretch-left-out"
        assert outcomes["gain"].tag == "follow-through"
        (slip,) = wrong("still_out", "misconception:censored-stay-well", data)
        follows = exercise._median_from(data, slip)
        if follows not in (None, exercise.median_weeks(data)):
            answers = dict(truths(data), still_out=slip, median_weeks=follows)
            assert mark_all(ITEMS, answers, data)["median_weeks"].credit == 1.0
            followed += 1
    assert followed > 5


def test_a_product_may_be_typed_as_it_stands(many):
    data = many[0]
    steps = [step for step in exercise.curve(data) if step[0] <= 26]
    product = " * ".join("(1 - 1/%d)" % step[1] for step in steps)
    assert mark(BY_NAME["still_out"], product, data).tag == "right"
    assert mark(BY_NAME["still_out"], "%.3f" % exercise.still_out(data), data).tag == "right"
    assert mark(BY_NAME["still_out"], "%.2f" % exercise.still_out(data), data).tag == "rounded"
