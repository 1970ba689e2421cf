"""Difference-in-differences: published numbers, a regression by hand, and odd input."""

import math

import numpy as np
import pytest

from peerlib.evaluation.difference_regression import regression
from peerlib.evaluation.differences import means, shares
from peerlib.evaluation.trends_before import trends_before

CUPP = (66, 56, 95, 59, 62, 98)


def rows_with_means(cells, size=6):
    """Return outcome, programme, after: rows whose four means are `cells`, with some scatter."""
    outcome, programme, after = [], [], []
    for i, mean in enumerate(cells):
        for j in range(size):
            outcome.append(mean + (-1) ** j * (1 + j // 2))
            programme.append(1 if i < 2 else 0)
            after.append(i % 2)
    return outcome, programme, after


def test_card_and_krueger_come_out_as_printed():
    # Card and Krueger 1994, regression: intercept 23.380, period -2.283, state -2.949,
    # interaction 2.750. Their table prints 2.76, from rounded means.
    intercept, period, state, interaction = 23.380, -2.283, -2.949, 2.750
    cells = (
        intercept + state,
        intercept + state + period + interaction,
        intercept,
        intercept + period,
    )
    found = means(*cells, unit="jobs")
    assert found.estimate.value == pytest.approx(2.750, abs=0.005)
    # The change in New Jersey alone, 0.47, and the levels 20.4 and 23.4 mislead.
    assert found.change_programme == pytest.approx(0.47, abs=0.005)
    assert round(found.programme_before, 1) == 20.4 and round(found.comparison_before, 1) == 23.4
    assert regression(*rows_with_means(cells)).estimate.value == pytest.approx(2.750)


def test_cupp_2022_after_only_and_difference_in_differences():
    # Cupp et al. 2022 print the counts; -4.3 and -13.6 points and a ratio of odds ratios of
    # exp(-0.590) = 0.554 were worked out from them with another program.
    found = shares(*CUPP)
    assert 100 * found.after_only == pytest.approx(-4.3, abs=0.05)
    assert 100 * found.estimate.value == pytest.approx(-13.6, abs=0.05)
    assert found.ratio_of_odds_ratios.value == pytest.approx(0.554, abs=5e-4)
    assert math.log(found.ratio_of_odds_ratios.value) == pytest.approx(-0.590, abs=5e-4)
    assert found.estimate.holds(0) and found.ratio_of_odds_ratios.holds(1)


def test_van_gestel_hope_at_24_weeks():
    # van Gestel-Timmermans et al. 2012, as in the open data of Dalgaard et al. 2025:
    # 0.19 - (-0.03) = 0.22
    found = means(2.78, 2.97, 2.76, 2.73, unit="points")
    assert found.change_programme == pytest.approx(0.19)
    assert found.change_comparison == pytest.approx(-0.03)
    assert found.estimate.value == pytest.approx(0.22)
    assert found.estimate.low is None and "without an interval" in found.sentence


def test_share_interval_is_that_of_a_regression_on_the_people():
    # statsmodels OLS with HC0 errors on one row for each person and time: the same variance.
    import statsmodels.api as sm

    y, group, time = [], [], []
    for i, (events, people) in enumerate([(66, 95), (56, 95), (59, 98), (62, 98)]):
        y += [1] * events + [0] * (people - events)
        group += [1 if i < 2 else 0] * people
        time += [i % 2] * people
    group, time = np.array(group), np.array(time)
    design = np.column_stack([np.ones(len(y)), group, time, group * time])
    low, high = sm.OLS(np.array(y, float), design).fit(cov_type="HC0").conf_int()[3]
    found = shares(*CUPP)
    assert [found.estimate.low, found.estimate.high] == pytest.approx([low, high])


@pytest.mark.filterwarnings("ignore:Perfect separation", "ignore:divide by zero")
def test_odds_scale_interval_is_that_of_a_logistic_regression():
    import statsmodels.api as sm

    table = np.array([[66, 29], [56, 39], [59, 39], [62, 36]], float)
    group, time = np.array([1, 1, 0, 0.0]), np.array([0, 1, 0, 1.0])
    design = np.column_stack([np.ones(4), group, time, group * time])
    low, high = sm.GLM(table, design, family=sm.families.Binomial()).fit().conf_int()[3]
    found = shares(*CUPP).ratio_of_odds_ratios
    assert [math.log(found.low), math.log(found.high)] == pytest.approx([low, high], abs=1e-6)


def test_regression_agrees_with_arithmetic_on_the_four_cells():
    outcome, programme, after = rows_with_means((3, 9, 4, 6))
    found = regression(outcome, programme, after)
    assert found.estimate.value == pytest.approx(4)
    # Pooled variance by hand: deviations -/+ 1, 2, 3 in each cell of six.
    variance = 4 * 2 * (1 + 4 + 9) / (24 - 4)
    assert found.standard_error == pytest.approx(math.sqrt(variance * 4 / 6))
    assert found.sentence.count("+") == 3


def test_rows_of_the_same_person_are_not_counted_as_different_people():
    # Everybody keeps a level of their own; each changes by exactly 2 more with the programme,
    # give or take a little. A paired comparison is then much surer than one of strangers.
    level = np.array([10, 20, 30, 40, 50, 15, 25, 35, 45, 55], float)
    wobble = np.array([0.1, -0.1, 0.2, -0.2, 0.0, 0.1, -0.1, 0.2, -0.2, 0.0])
    group = [1] * 5 + [0] * 5
    outcome = list(level) + list(level + 2 * np.array(group) + wobble)
    person = list(range(10)) * 2
    strangers = regression(outcome, group * 2, [0] * 10 + [1] * 10)
    paired = regression(outcome, group * 2, [0] * 10 + [1] * 10, person=person)
    assert paired.estimate.value == pytest.approx(strangers.estimate.value) == pytest.approx(2)
    assert paired.standard_error < strangers.standard_error / 20


def test_only_paths_must_match_and_not_levels():
    assert means(50, 45, 20, 15).estimate.value == 0
    assert means(50, 45, 20, 15).after_only == 30


def test_no_change_on_one_scale_is_a_change_on_the_other():
    found = shares(20, 40, 100, 50, 70, 100)
    assert found.estimate.value == pytest.approx(0)
    assert found.ratio_of_odds_ratios.value > 1.1
    assert "a difference of +0.0," in found.sentence


def test_a_count_of_zero_leaves_out_the_odds_and_keeps_the_difference():
    found = shares(0, 5, 20, 4, 20, 20)
    assert found.ratio_of_odds_ratios.value is None
    assert found.estimate.value == pytest.approx(0.25 - 0.8)


def test_standard_errors_of_four_means_add_as_squares():
    found = means(1, 2, 3, 4, standard_errors=[3, 4, 0, 12])
    assert found.standard_error == 13
    assert found.estimate.high == pytest.approx(1.959964 * 13, abs=1e-5)


def test_the_picture_shows_what_its_words_say():
    found = shares(*CUPP)
    (picture,) = found.pictures()
    assert [line[2] for line in picture["lines"]][2] == pytest.approx([6600 / 95, 5600 / 95])
    assert "72.53" in picture["text"] and "-13.59" in picture["text"]
    assert "-13.6" in found.sentence and "from -32.8 to 5.6" in found.sentence
    assert found.draw() and picture["low"] < 58.9 < picture["high"]
    assert means(0, 0, 0, 0).pictures()[0]["low"] < means(0, 0, 0, 0).pictures()[0]["high"]


def test_paths_before_agree_with_numpy_and_need_three_periods_for_an_interval():
    gap = np.array([5.0, 5.2, 5.1, 5.9])
    found = trends_before(gap + [1, 2, 3, 4], [1, 2, 3, 4])
    assert found.gap_change.value == pytest.approx(np.polyfit(range(4), gap, 1)[0])
    assert found.gap_change.holds(0) and found.draw()
    two = trends_before([1, 2], [1, 3])
    assert (two.gap_change.value, two.gap_change.low) == (pytest.approx(-1), None)
    assert "without an interval" in two.sentence


def test_equal_means_before_do_not_prove_parallel_paths():
    found = trends_before([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])
    assert sum(found.programme) == sum(found.comparison)
    assert found.gap_change.value == pytest.approx(2)


BAD = [None, "5", float("nan"), float("inf"), [1], True]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("place", range(4))
def test_means_refuse_what_is_no_number(place, bad):
    cells = [1.0, 2.0, 3.0, 4.0]
    cells[place] = bad
    with pytest.raises(ValueError, match="must be"):
        means(*cells)


@pytest.mark.parametrize(
    "options, word",
    [
        ({"standard_errors": [1, 2, 3]}, "at least 4"),
        ({"standard_errors": [1, 2, 3, 4, 5]}, "four"),
        ({"standard_errors": [1, 2, 3, -4]}, "place 4"),
        ({"standard_errors": "1234"}, "list"),
        ({"level": 95}, "0.95"),
        ({"unit": 5}, "text"),
    ],
)
def test_means_refuse_other_options(options, word):
    with pytest.raises(ValueError, match=word):
        means(1, 2, 3, 4, **options)


@pytest.mark.parametrize(
    "counts, word",
    [
        ((96, 56, 95, 59, 62, 98), "swapped"),
        ((66, 56, 0, 59, 62, 98), "n_programme"),
        ((66, -1, 95, 59, 62, 98), "programme_after"),
        ((66, 5.5, 95, 59, 62, 98), "whole number"),
        ((66, 56, 95, None, 62, 98), "comparison_before"),
        ((66, 56, 95, 59, 62, float("nan")), "n_comparison"),
    ],
)
def test_shares_refuse_impossible_counts(counts, word):
    with pytest.raises(ValueError, match=word):
        shares(*counts)


Y, G, T = rows_with_means((3, 9, 4, 6), 3)


@pytest.mark.parametrize(
    "arguments, options, word",
    [
        ((Y, G, T[:-1]), {}, "equally long"),
        ((Y, [2] * 12, T), {}, "programme holds 2"),
        ((Y, [0.5] * 12, T), {}, "0 and 1 only"),
        ((Y, G, [0] * 12), {}, "All four"),
        ((Y, [1] * 12, T), {}, "All four"),
        ((Y[:4], G[:4], T[:4]), {}, "at least 5"),
        (([None] + Y[1:], G, T), {}, "missing"),
        ((Y, G, T), {"person": [1] * 12}, "fewer than three"),
        ((Y, G, T), {"person": "abc"}, "list"),
        ((Y, G, T), {"person": list(range(11))}, "equally long"),
        ((Y, G, T), {"person": [None] * 12}, "missing"),
        ((Y, G, T), {"level": 2}, "level"),
    ],
)
def test_regression_refuses_what_it_cannot_use(arguments, options, word):
    with pytest.raises(ValueError, match=word):
        regression(*arguments, **options)


@pytest.mark.parametrize(
    "programme, comparison, word",
    [
        ([1], [1], "at least 2"),
        ([1, 2, 3], [1, 2], "equally long"),
        ([1, None, 3], [1, 2, 3], "missing"),
        ("123", [1, 2, 3], "list"),
        ([], [], "at least 2"),
    ],
)
def test_paths_before_refuse_what_they_cannot_use(programme, comparison, word):
    with pytest.raises(ValueError, match=word):
        trends_before(programme, comparison)
