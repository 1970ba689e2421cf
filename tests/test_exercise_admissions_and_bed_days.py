"""The exercise on admissions and days: its truth, its wrong turns, what follows from what."""

import pytest

from peerlib.checking import mark, mark_all
from peerlib.checking.items import wrong_values
from peerlib.data import read
from peerlib.evaluation.rates import compare_means, compare_rates
from peerlib.exercises import admissions_and_bed_days as exercise
from peerlib.exercises.admissions_and_bed_days import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}


@pytest.fixture(scope="module")
def many():
    return [data_for(seed) for seed in range(300)]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def wrong(name, tag, data):
    (value,) = [one.value for one in wrong_values(BY_NAME[name], data) if one.tag == tag]
    return value


def test_truth_agrees_with_statsmodels(many):
    for data in many:
        totals = [
            data[part + "_" + group]
            for group in ("peer", "usual")
            for part in ("admissions", "years")
        ]
        found = compare_rates(*totals, method="log")
        truth = truths(data)
        assert truth["rate_peer"] == pytest.approx(found.rate_programme)
        assert truth["rate_ratio"] == pytest.approx(found.rate_ratio.value)
        by_chance = wrong("interval", "misconception:chance-alone", data)
        expected = [found.rate_ratio.low, found.rate_ratio.high]
        # the factor is given with three digits after the point, and 1.96 has two
        assert list(by_chance) == pytest.approx(expected, abs=2e-3)
        assert truth["spread"] == pytest.approx(data["deviation_usual"] ** 2 / data["mean_usual"])


def test_truth_on_the_published_trial_is_the_published_recomputation():
    table = read("admissions")
    (m1, s1), (m0, s0) = table["admissions"]["programme"], table["admissions"]["comparison"]
    n1, n0 = table["n_programme"], table["n_comparison"]
    found = compare_means(m1, s1, n1, m0, s0, n0)
    data = {
        "admissions_peer": m1 * n1,
        "years_peer": n1,
        "people_peer": n1,
        "admissions_usual": m0 * n0,
        "years_usual": n0,
        "people_usual": n0,
        "mean_usual": m0,
        "deviation_usual": s0,
        "factor_chance": exercise._factor(exercise.rates.poisson_log_ratio_error(m1 * n1, m0 * n0)),
        "factor_spread": exercise._factor(exercise.rates.log_ratio_error(m1, s1, n1, m0, s0, n0)),
    }
    assert exercise.rate_ratio(data) == pytest.approx(0.582, abs=5e-4)
    # 0.582 (0.324 to 1.043) with the spread; 0.379 to 0.893 by chance alone
    assert exercise.interval(data) == pytest.approx((0.324, 1.043), abs=1e-3)
    assert (data["factor_chance"], data["factor_spread"]) == (1.534, 1.793)
    low, high = exercise.around(data, exercise.rate_ratio(data), data["factor_chance"])
    assert (low, high) == pytest.approx((0.379, 0.893), abs=1e-3)
    assert exercise.spread(data) == pytest.approx(1.55, abs=5e-3)
    assert exercise.says(data) == "open" and found.rate_ratio.holds(1)


def test_data_are_plausible_and_differ(many):
    for data in many:
        assert data["people_peer"] != data["years_peer"]
        assert data["days"] == sorted(data["days"]) and len(data["days"]) == 11
        assert data["days_total"] == sum(data["days"])
        # chance alone speaks for peer support in each of them
        assert exercise.rate_ratio(data) * data["factor_chance"] < 1
        assert 1.2 < exercise.spread(data) < 8
    assert len({str(data) for data in many}) == len(many)


def test_clear_and_open_intervals_both_turn_up_and_none_sits_on_the_line(many):
    kinds = [exercise.says(data) for data in many]
    assert 0.25 < kinds.count("open") / len(kinds) < 0.75
    assert all(abs(exercise.interval(data)[1] - 1) > 0.02 for data in many)


def test_the_middle_of_the_days_is_zero_and_the_mean_is_not(many):
    for data in many:
        assert wrong("days_for_hundred", "misconception:median-of-counts", data) == 0
        assert exercise.days_for_hundred(data) > 500


def test_an_early_slip_is_paid_for_once(many):
    for data in many[:100]:
        slip = wrong("rate_peer", "misconception:people-for-time", data)
        ratio = slip / exercise.rate_usual(data)
        limits = exercise.around(data, ratio, data["factor_spread"])
        answers = dict(truths(data), rate_peer=slip, rate_ratio=ratio, interval=limits)
        answers["says"] = "fewer" if limits[1] < 1 else "open"
        outcomes = mark_all(ITEMS, answers, data)
        assert outcomes["rate_peer"].tag == "misconception:people-for-time"
        for name in ("rate_ratio", "interval", "says"):
            assert outcomes[name].credit == 1.0, name
        assert outcomes["interval"].tag == "follow-through"


@pytest.mark.parametrize("given", ["[%.3f, %.3f]", "%.3f to %.3f", "%.2f – %.2f"])
def test_an_interval_may_be_written_as_people_write_it(given, many):
    data = many[0]
    text = given % exercise.interval(data)
    assert mark(BY_NAME["interval"], text, data).tag == "right"
