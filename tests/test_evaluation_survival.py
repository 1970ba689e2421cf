"""Time to an event: a textbook table, two other packages, published means, and odd data."""

import math
import warnings

import pytest

from peerlib.data import read
from peerlib.evaluation.results import Estimate
from peerlib.evaluation.survival import kaplan_meier
from peerlib.evaluation.survival_groups import compare_survival
from peerlib.models import survival as model

REMISSION = read("remission")


def group(name):
    """Return times, and whether the illness came back."""
    return [abs(time) for time in REMISSION[name]], [time > 0 for time in REMISSION[name]]


@pytest.fixture(scope="module")
def compared():
    return compare_survival(*group("medicine"), *group("placebo"), horizon=23)


def limits(estimate):
    return [estimate.low, estimate.high]


def test_remission_curves_agree_with_other_packages(compared):
    medicine, placebo = compared.programme, compared.comparison
    # lifelines 0.30 and R survival: 9 and 21 events, medians 23 and 8, S(10) and S(20).
    assert (medicine.events, placebo.events) == (9, 21)
    assert (medicine.median.value, placebo.median.value) == (23, 8)
    assert medicine.share_at(10).value == pytest.approx(0.7529, abs=5e-5)
    assert placebo.share_at(10).value == pytest.approx(0.3810, abs=5e-5)
    assert medicine.share_at(20).value == pytest.approx(0.6275, abs=5e-5)
    assert placebo.share_at(20).value == pytest.approx(0.0952, abs=5e-5)
    errors = [
        [step.standard_error for step in curve.steps if step.time <= 10][-1]
        for curve in (medicine, placebo)
    ]
    # Greenwood, R survival
    assert errors == pytest.approx([0.0963, 0.1060], abs=5e-5)
    # lifelines 0.30, KaplanMeierFitter, confidence_interval_survival_function_ at 10
    assert limits(medicine.share_at(10)) == pytest.approx([0.50319951, 0.88936184], abs=1e-6)


def test_log_rank_agrees_with_lifelines_and_with_scipy(compared):
    from scipy.stats import CensoredData, logrank

    # lifelines and R survival: 16.793, p 4.2e-5, expected 19.25, variance 6.257
    assert compared.chi_square == pytest.approx(16.793, abs=5e-4)
    assert compared.p_log_rank == pytest.approx(4.2e-5, abs=5e-7)
    assert (compared.observed, round(compared.expected, 2)) == (9, 19.25)
    off = compared.observed - compared.expected
    assert off**2 / compared.chi_square == pytest.approx(6.257, abs=5e-4)
    samples = [
        CensoredData.right_censored(times, [not one for one in happened])
        for times, happened in (group("medicine"), group("placebo"))
    ]
    assert logrank(*samples).statistic ** 2 == pytest.approx(compared.chi_square)
    # The shortcut without the variance gives another number.
    expected0 = 30 - compared.expected
    shortcut = off**2 / compared.expected + off**2 / expected0
    assert shortcut == pytest.approx(15.23, abs=5e-3)


def test_restricted_means_agree_with_lifelines(compared):
    # lifelines 0.30, restricted_mean_survival_time
    assert compared.restricted_mean_programme.value == pytest.approx(17.909, abs=5e-4)
    assert compared.restricted_mean_comparison.value == pytest.approx(8.667, abs=5e-4)
    at_20 = compare_survival(*group("medicine"), *group("placebo"), horizon=20)
    assert at_20.restricted_mean_programme.value == pytest.approx(16.1165, abs=5e-5)
    assert at_20.restricted_mean_comparison.value == pytest.approx(8.4286, abs=5e-5)


def test_the_error_of_a_restricted_mean_is_that_of_a_mean_where_everybody_is_followed(compared):
    times, _ = group("placebo")
    mean = sum(times) / 21
    # hand arithmetic: without censoring the restricted mean is the mean of min(time, horizon)
    error = math.sqrt(sum((time - mean) ** 2 for time in times)) / 21
    assert compared.restricted_mean_comparison.value == pytest.approx(mean)
    half = compared.restricted_mean_comparison.high - mean
    assert half == pytest.approx(1.959964 * error, rel=1e-6)


def test_the_error_of_a_restricted_mean_is_near_that_of_leaving_out_one_by_one():
    times, happened = group("medicine")
    whole = model.restricted_mean(model.steps(times, happened), 23)
    # jackknife, worked out here
    one_less = [
        model.restricted_mean(
            model.steps(times[:i] + times[i + 1 :], happened[:i] + happened[i + 1 :]), 23
        )
        for i in range(21)
    ]
    pseudo = [21 * whole - 20 * each for each in one_less]
    mean = sum(pseudo) / 21
    jackknife = math.sqrt(sum((each - mean) ** 2 for each in pseudo) / 20 / 21)
    error = model.restricted_mean_error(model.steps(times, happened), 23)
    assert error == pytest.approx(jackknife, rel=0.05)


def test_wrong_turns_give_the_numbers_that_the_chapter_warns_of(compared):
    times, happened = group("medicine")
    # people seen beyond 20 weeks, as if all others had had the event
    assert len([time for time in times if time > 20]) / 21 == pytest.approx(0.333, abs=5e-4)
    assert sum(times) / 21 == pytest.approx(17.1, abs=0.05)
    seen = [time for time, event in zip(times, happened, strict=True) if event]
    assert sum(seen) / len(seen) == pytest.approx(12.1, abs=0.05)


def test_another_table_agrees_with_lifelines():
    # lifelines 0.30, load_psychiatric_patients: 26 people, 14 events, median 35, S(22) 0.7308
    times = [
        1,
        1,
        2,
        22,
        30,
        28,
        32,
        11,
        14,
        36,
        31,
        33,
        33,
        37,
        35,
        25,
        31,
        22,
        26,
        24,
        35,
        34,
        30,
        35,
        40,
        39,
    ]
    last_seen = {4, 9, 10, 11, 12, 13, 14, 16, 20, 21, 22, 25}
    curve = kaplan_meier(times, [i not in last_seen for i in range(26)], unit="years")
    assert (curve.n, curve.events, curve.censored) == (26, 14, 12)
    assert curve.median.value == 35
    assert curve.share_at(22).value == pytest.approx(0.7308, abs=5e-5)


def test_printed_differences_of_four_trials_follow_from_the_printed_means():
    table = read("restricted_means")
    # Royston and Parmar 2013, Table 6. The fourth is printed 0.46 and comes to 0.45 here: the
    # printed means are rounded.
    rows = zip(table["control"], table["research"], table["difference"], strict=True)
    for control, research, difference in rows:
        assert research - control == pytest.approx(difference, abs=0.0101)


def test_the_portable_curve_is_the_library_s(compared):
    for name, curve in (("medicine", compared.programme), ("placebo", compared.comparison)):
        here = model.steps(*group(name))
        there = [(step.time, step.at_risk, step.events, step.share) for step in curve.steps]
        assert [row[:3] for row in here] == [row[:3] for row in there]
        assert [row[3] for row in here] == pytest.approx([row[3] for row in there])
        assert model.median(here) == curve.median.value


def test_random_tables_agree_with_scipy():
    import numpy as np
    from scipy.stats import CensoredData, ecdf

    random = np.random.default_rng(0)
    for _ in range(20):
        times = random.integers(1, 12, 15)
        happened = random.random(15) < 0.6
        curve = kaplan_meier(times, happened)
        other = ecdf(CensoredData.right_censored(times, ~happened)).sf
        for step in curve.steps:
            assert step.share == pytest.approx(float(other.evaluate(step.time)))


def test_order_does_not_matter_and_flags_may_be_numbers(compared):
    times, happened = group("medicine")
    back = kaplan_meier(times[::-1], [int(one) for one in happened[::-1]])
    assert back == compared.programme


def test_a_median_that_is_never_seen_has_no_value():
    curve = kaplan_meier([3, 5, 9, 9], [True, False, False, False])
    assert curve.median == Estimate(None, 3.0, None)
    assert "more than half were never seen" in curve.sentence


def test_exactly_half_is_the_median():
    assert kaplan_meier([1, 2, 3, 4], [1, 1, 0, 0]).median.value == 2


def test_nothing_is_said_about_times_that_nobody_reached():
    curve = kaplan_meier([3, 5, 9, 9], [True, False, False, False])
    with pytest.raises(ValueError, match="beyond 9"):
        curve.share_at(10)
    with pytest.raises(ValueError, match="both groups"):
        curve.restricted_mean(10)
    # where everybody had the event, it is known what comes after
    assert kaplan_meier([1, 2], [True, True]).share_at(10).value == 0.0


@pytest.mark.parametrize(
    "groups",
    [
        ([1], [0], [1], [0]),
        ([1], [1], [1], [1]),
        ([2, 2], [0, 0], [2, 2], [0, 0]),
        ([0, 0], [1, 1], [0, 0], [1, 1]),
        ([1, 1], [1, 1], [2, 2], [1, 1]),
    ],
)
def test_tiny_and_constant_groups_have_a_defined_answer(groups):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compare_survival(*groups, horizon=1)
        assert found.sentence and found.pictures()[0]["text"]
    assert found.gain.low is None and "without an interval" in found.sentence
    assert (found.chi_square is None) == (found.p_log_rank is None)


TIMES, HAPPENED = [1, 2, 3], [1, 0, 1]


@pytest.mark.parametrize(
    "times, happened, options, word",
    [
        ([], [], {}, "at least 1"),
        ([1, 2], [1], {}, "equally long"),
        ([1, None, 3], HAPPENED, {}, "missing"),
        ([1, float("nan"), 3], HAPPENED, {}, "missing"),
        ([1, float("inf"), 3], HAPPENED, {}, "numbers are needed"),
        ([1, -2, 3], HAPPENED, {}, "place 2"),
        ([1, "2", 3], HAPPENED, {}, "numbers are needed"),
        ("123", HAPPENED, {}, "list of numbers"),
        (5, HAPPENED, {}, "list of numbers"),
        ([[1, 2, 3]], [1], {}, "numbers are needed"),
        (TIMES, [1, 2, 0], {}, "place 2"),
        (TIMES, [1, None, 0], {}, "place 2"),
        (TIMES, ["yes", "no", "yes"], {}, "True"),
        (TIMES, "101", {}, "list of true and false"),
        (TIMES, 1, {}, "list of true and false"),
        (TIMES, [[1], [0], [1]], {}, "place 1"),
        (TIMES, HAPPENED, {"level": 95}, "0.95"),
    ],
)
def test_odd_input_is_refused_with_the_rule(times, happened, options, word):
    with pytest.raises(ValueError, match=word):
        kaplan_meier(times, happened, **options)
    with pytest.raises(ValueError, match=word):
        compare_survival(TIMES, HAPPENED, times, happened, horizon=2, **options)


@pytest.mark.parametrize("horizon", [0, -1, float("nan"), "20", None, 4, [2]])
def test_a_horizon_that_cannot_be_is_refused(horizon):
    with pytest.raises(ValueError, match="horizon"):
        compare_survival(TIMES, [1, 0, 0], TIMES, [1, 0, 0], horizon=horizon)


def test_pictures_are_stairs_and_say_what_they_show(compared):
    (picture,) = compared.pictures()
    assert picture["x"][0] == 0 and picture["x"][-1] == 23
    for _, _, heights in picture["lines"]:
        assert heights == sorted(heights, reverse=True) and len(heights) == len(picture["x"])
    # a fall is upright: the height at a place twice, once from above and once from below
    place = picture["x"].index(8)
    assert picture["x"][place + 1] == 8
    assert picture["lines"][1][2][place : place + 2] == pytest.approx([12 / 21, 8 / 21])
    assert picture["lines"][1][2][-2:] == pytest.approx([1 / 21, 0])
    assert "45 in 100" in picture["text"] and "9.2 weeks" in picture["text"]
    (curve,) = compared.programme.pictures()
    low, high = curve["bands"][0][2:]
    assert all(a <= b for a, b in zip(low, high, strict=True))


def test_a_result_draws_itself(compared):
    assert "9.2 weeks" in compared._repr_html_()


def test_the_interval_of_a_restricted_mean_holds_the_truth_as_often_as_it_says():
    import numpy as np

    random = np.random.default_rng(7)
    horizon, mean = 26.0, 30.0
    truth = mean * (1 - math.exp(-horizon / mean))  # of exponential times
    held, trials = 0, 1000
    for _ in range(trials):
        event, lost = random.exponential(mean, 60), random.uniform(5, 60, 60)
        curve = model.steps(list(np.minimum(event, lost)), list(event <= lost))
        half = 1.96 * model.restricted_mean_error(curve, horizon)
        held += abs(model.restricted_mean(curve, horizon) - truth) < half
    # three standard errors of a share of 0.95 over 1000 trials are 0.02
    assert 0.925 < held / trials < 0.975


def test_marks_of_missing_values_and_rows_are_no_flags():
    import numpy as np
    import pandas as pd

    for happened in (pd.Series([True, pd.NA, False]), np.ones((3, 2)), [1, np.nan, 0]):
        with pytest.raises(ValueError, match="place"):
            kaplan_meier(TIMES, happened)


@pytest.mark.parametrize("names", ["ab", (), ("one",), ("a", "b", "c")])
def test_names_of_other_than_two_groups_are_refused(names):
    with pytest.raises(ValueError, match="two texts"):
        compare_survival(TIMES, HAPPENED, TIMES, HAPPENED, horizon=2, names=names)
