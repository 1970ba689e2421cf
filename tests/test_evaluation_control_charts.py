"""Control charts: the data of the R package qcc, constants worked out anew, and odd input."""

import math

import numpy as np
import pytest

from peerlib.data import read
from peerlib.evaluation.control_charts import individuals, proportions
from peerlib.models import control_charts as charts

DATA = read("control_charts")
VISCOSITY, JUICE = DATA["viscosity"]["values"], DATA["juice"]["events"]


def test_viscosity():
    # Data of qcc; centre, limits and moving ranges were worked out with another script.
    chart = individuals(VISCOSITY)
    assert chart.centre == pytest.approx(34.088, abs=5e-4)
    assert chart.mean_moving_range == pytest.approx(0.5726, abs=5e-5)
    assert [chart.low[0], chart.high[0]] == pytest.approx([32.565, 35.611], abs=1e-3)
    assert chart.range_limit == pytest.approx(1.871, abs=5e-4)
    assert chart.outside == (4,) and VISCOSITY[3] == 35.96


def test_limits_from_the_overall_standard_deviation_are_widened_by_the_signal_itself():
    # 32.38 to 35.80
    s = np.std(VISCOSITY, ddof=1)
    wrong = [np.mean(VISCOSITY) - 3 * s, np.mean(VISCOSITY) + 3 * s]
    assert wrong == pytest.approx([32.38, 35.80], abs=0.005)
    chart = individuals(VISCOSITY)
    assert wrong[0] < chart.low[0] and chart.high[0] < wrong[1]


def test_orange_juice():
    chart = proportions(JUICE, 50)
    assert chart.centre == pytest.approx(0.2313, abs=5e-5)
    assert [chart.low[0], chart.high[0]] == pytest.approx([0.0524, 0.4102], abs=1e-4)
    assert chart.outside == (15, 23)
    assert (chart.values[14], chart.values[22]) == (0.44, 0.48)


def test_orange_juice_without_the_two_samples_with_a_known_cause():
    chart = proportions(JUICE, 50, leave_out=[15, 23])
    assert chart.centre == pytest.approx(0.215, abs=5e-5)
    assert [chart.low[0], chart.high[0]] == pytest.approx([0.0407, 0.3893], abs=1e-4)


def test_limits_at_1_96_give_false_alarms():
    # 0.101 to 0.329 on the revised data
    half = 1.96 * math.sqrt(0.215 * 0.785 / 50)
    assert [0.215 - half, 0.215 + half] == pytest.approx([0.101, 0.329], abs=5e-4)
    beyond = charts.outside([x / 50 for x in JUICE], 0.215 - half, 0.215 + half)
    assert len(beyond) > 5


def test_the_factors_are_those_of_the_mean_range_of_two_normal_values():
    # The mean of abs(x1 - x2) is 2 / sqrt(pi) standard deviations; its own standard deviation
    # is sqrt(2 - 4 / pi).
    d2, d3 = 2 / math.sqrt(math.pi), math.sqrt(2 - 4 / math.pi)
    # 1.128 and 2.66 are rounded, as on every chart in use.
    assert charts.LIMIT_FACTOR == pytest.approx(3 / d2, abs=2e-3)
    assert charts.RANGE_FACTOR == pytest.approx(1 + 3 * d3 / d2, abs=1e-3)


def test_steady_series_seldom_give_a_signal_and_a_shift_mostly_does():
    rng = np.random.default_rng(0)
    alarms = shifted = 0
    for _ in range(400):
        steady = rng.normal(70, 4, 24)
        alarms += len(individuals(steady, baseline=20).outside)
        steady[20:] -= 16
        shifted += bool(individuals(steady, baseline=20).outside)
    # 3 standard deviations: 0.0027 of steady points; somewhat more with estimated limits.
    assert alarms / (400 * 24) < 0.015
    assert shifted / 400 > 0.95


def test_a_baseline_is_not_moved_by_what_comes_later():
    steady = [70, 72, 69, 71, 70, 73, 68, 71]
    alone, later = individuals(steady), individuals([*steady, 40, 41], baseline=8)
    assert (later.centre, later.low[0]) == (alone.centre, alone.low[0])
    assert later.outside == (9, 10)
    assert "9, 10" in later.sentence and alone.notes and "8 points" in alone.notes[0]


def test_a_point_left_out_takes_its_moving_ranges_with_it():
    chart = individuals([70, 72, 40, 71, 70, 73], leave_out=[3])
    assert chart.centre == pytest.approx((70 + 72 + 71 + 70 + 73) / 5)
    assert chart.mean_moving_range == pytest.approx((2 + 1 + 3) / 3)


def test_eight_in_a_row_is_a_signal_though_none_is_beyond_the_limits():
    values = [70, 74, 66, 72, 68, 73, 67, 71, 69, 66, 70, 74] + [68] * 8
    chart = individuals(values, baseline=12)
    assert chart.outside == () and chart.runs == (20,)
    assert "up to point 20" in chart.sentence


def test_shares_of_periods_of_other_size_have_other_limits():
    chart = proportions([5, 10, 4, 6, 2], [50, 100, 40, 60, 10])
    assert chart.high[4] > chart.high[1] and chart.low[4] == 0.0
    empty = proportions([5, 10, 4, 6, 0], [50, 100, 40, 60, 0])
    assert empty.values[4] is None and empty.outside == () and empty.draw()


def test_the_picture_shows_what_its_words_say():
    chart = individuals(VISCOSITY)
    (picture,) = chart.pictures()
    assert picture["lines"][3][2] == VISCOSITY and picture["marks"] == [[4, "4"]]
    assert "35.61: point 4." in picture["text"] and chart.draw()
    quiet = individuals([5, 5, 5, 5, 5])
    assert "No point is a signal" in quiet.sentence and len(quiet.notes) == 2 and quiet.draw()


@pytest.mark.parametrize(
    "values, options, word",
    [
        ([], {}, "at least 4"),
        ([1, 2, 3], {}, "at least 4"),
        ([1, 2, None, 4], {}, "missing"),
        ([1, 2, float("inf"), 4], {}, "place 3"),
        ("12345", {}, "list"),
        (None, {}, "list"),
        ([1, 2, 3, 4, 5], {"baseline": 3}, "from 4"),
        ([1, 2, 3, 4, 5], {"baseline": 6}, "has 5 points"),
        ([1, 2, 3, 4, 5], {"baseline": "all"}, "whole number"),
        ([1, 2, 3, 4, 5], {"leave_out": [1, 2]}, "keeps 3 points"),
        ([1, 2, 3, 4, 5], {"leave_out": [6]}, "names place 6"),
        ([1, 2, 3, 4, 5], {"leave_out": 3}, "list of places"),
        ([1, 2, 3, 4, 5], {"leave_out": [0]}, "whole number"),
        ([1, 2, 3, 4, 5, 6, 7], {"leave_out": [2, 4, 6]}, "follow each other"),
    ],
)
def test_individuals_refuse_what_they_cannot_use(values, options, word):
    with pytest.raises(ValueError, match=word):
        individuals(values, **options)


@pytest.mark.parametrize(
    "events, people, options, word",
    [
        ([1, 2, 3, 4, 5], [5, 5, 5, 5], {}, "equally long"),
        ([1, 2, 3, 9], 5, {}, "9 events of 5"),
        ([1, 2, 3, -1], 5, {}, "events"),
        ([1, 2, 3, 1.5], 5, {}, "whole number"),
        ([0, 0, 0, 0], 5, {}, "nobody, or everybody"),
        ([5, 5, 5, 5], 5, {}, "nobody, or everybody"),
        ([1, 1, 1, 0], [5, 5, 5, 0], {}, "at least four periods"),
        ([1, 2, 3, 4], None, {}, "whole number|people"),
        ([1, 2, 3, 4, 5], 9, {"baseline": 9}, "has 5 points"),
    ],
)
def test_proportions_refuse_what_they_cannot_use(events, people, options, word):
    with pytest.raises(ValueError, match=word):
        proportions(events, people, **options)
