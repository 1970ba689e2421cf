"""Groups that did not start level: a package's own data, simulation, and odd data."""

import math

import numpy as np
import pytest

from peerlib.data import rows
from peerlib.evaluation.adjusted import adjusted_difference
from peerlib.evaluation.several_groups import several_groups
from peerlib.models import adjusted as formula


def limits(estimate):
    return [estimate.low, estimate.high]


def pupils(methods="ABCD"):
    kept = [row for row in rows("pupils") if row["method"] in methods]
    return (
        [row["method"] for row in kept],
        [float(row["income"]) for row in kept],
        [float(row["score"]) for row in kept],
    )


def test_pingouin_ancova_data():
    # pingouin, tests of ancova: Method F 3.3365, p .0319, eta 0.244; Income F 29.42
    found = several_groups(*pupils())
    assert found.groups.f == pytest.approx(3.3365, abs=5e-5)
    assert found.groups.p == pytest.approx(0.0319, abs=5e-5)
    assert found.groups.partial_eta_squared == pytest.approx(0.244, abs=5e-4)
    assert found.covariate.f == pytest.approx(29.42, abs=5e-3)
    adjusted = {name: value for name, _, value in found.means}
    assert adjusted["D"] - adjusted["A"] == pytest.approx(-5.19, abs=5e-3)
    # 36 pupils, four groups, one slope: 31 degrees of freedom; slope .323 by statsmodels
    assert found.df_residual == 31 and found.slope == pytest.approx(0.323, abs=5e-4)
    assert "p = 0.032" in found.sentence
    assert [bar[3] for bar in found.pictures()[0]["bars"]] == list(adjusted.values())


def test_two_groups_of_the_same_data():
    # computed with statsmodels' formulas: -7.08 unadjusted, -5.27 (-10.59 to 0.05) adjusted
    method, income, score = pupils("AD")
    found = adjusted_difference([name == "D" for name in method], income, score)
    assert found.after_only.value == pytest.approx(-7.08, abs=6e-3)
    assert found.adjusted.value == pytest.approx(-5.27, abs=5e-3)
    assert limits(found.adjusted) == pytest.approx([-10.59, 0.05], abs=5e-3)
    assert found.slope == pytest.approx(0.308, abs=5e-4)


def test_scipy_gives_after_only_and_change():
    from scipy import stats

    method, income, score = pupils("AD")
    t = np.array([name == "D" for name in method])
    x, y = np.array(income), np.array(score)
    found = adjusted_difference(t, x, y)
    for values, estimate in ((y, found.after_only), (y - x, found.change)):
        test = stats.ttest_ind(values[t], values[~t])
        assert limits(estimate) == pytest.approx(list(test.confidence_interval()))


def test_the_adjusted_difference_is_the_portable_formula():
    method, income, score = pupils("AD")
    found = adjusted_difference([name == "D" for name in method], income, score)
    by_hand = formula.adjusted_difference(
        found.after_only.value, found.difference_before, found.slope
    )
    assert found.adjusted.value == pytest.approx(by_hand)
    # van Gestel, hope at 24 weeks, slope .76: after only .240, change .220, adjusted .2248
    assert formula.adjusted_difference(0.24, 0.02, 0.76) == pytest.approx(0.2248)
    assert formula.adjusted_difference(0.24, 0.02, 0) == 0.24
    assert formula.adjusted_difference(0.24, 0.02, 1) == pytest.approx(0.22)


def test_all_three_hit_the_truth_and_the_adjusted_one_swings_least():
    rng = np.random.default_rng(0)
    t = np.repeat([1, 0], 30)
    estimates = []
    for _ in range(300):
        before = rng.normal(40, 10, 60)
        after = 40 + 0.5 * (before - 40) + 3 * t + rng.normal(0, 8, 60)
        found = adjusted_difference(t, before, after)
        estimates.append([found.adjusted.value, found.after_only.value, found.change.value])
    means, spreads = np.mean(estimates, axis=0), np.std(estimates, axis=0)
    assert means == pytest.approx([3, 3, 3], abs=0.5)
    assert spreads[0] < min(spreads[1:])


def test_missing_scores_are_left_out_and_counted():
    found = adjusted_difference(
        [1, 1, 1, 0, 0, 0, 1], [1, 2, 3, 2, 3, 4, None], [4, 5, 5, 3, 5, 5, 2]
    )
    assert (found.n_programme, found.n_comparison, found.n_left_out) == (3, 3, 1)
    assert found.adjusted.value == pytest.approx(13 / 12)
    assert any("1 people" in note for note in found.notes)


def test_sentence_and_picture_tell_the_three_ways():
    method, income, score = pupils("AD")
    found = adjusted_difference([name == "D" for name in method], income, score)
    assert "started 5.86 points lower" in found.sentence and "-5.27" in found.sentence
    picture = found.pictures()[0]
    assert [row[2] for row in picture["rows"]] == pytest.approx(
        [-7.075, -1.2175, -5.2686], abs=1e-3
    )
    assert "After only: -7.07" in picture["text"] or "After only: -7.08" in picture["text"]
    assert 0 <= found.p_slopes_differ <= 1


def test_too_few_people_to_ask_about_slopes_and_equal_scores_in_one_group():
    found = adjusted_difference([1, 1, 1, 0, 0, 0], [2, 2, 2, 2, 3, 4], [4, 5, 5, 3, 5, 5])
    assert found.p_slopes_differ is None
    assert math.isfinite(found.adjusted.value)


def test_slopes_that_differ_exactly_are_said_to():
    found = adjusted_difference([1, 1, 1, 0, 0, 0], [1, 2, 3, 1, 2, 3], [1, 2, 3, 2, 4, 6])
    assert found.p_slopes_differ == 0.0 and math.isfinite(found.adjusted.value)


@pytest.mark.parametrize(
    "programme, before, after, words",
    [
        ([1, 1, 1], [1, 2, 3], [1, 2, 3], "one group only"),
        ([1, 0, 2], [1, 2, 3], [1, 2, 3], "True or 1"),
        ([1, 0, None], [1, 2, 3], [1, 2, 3], "True or 1"),
        (["a", "b"], [1, 2], [1, 2], "True or 1"),
        ("10", [1, 2], [1, 2], "list of True and False"),
        (5, [1, 2], [1, 2], "list of True and False"),
        ([1, 1, 0, 0], [1, 2, 3], [1, 2, 3, 4], "equally long"),
        ([1, 0, 0], [1, 2, 3], [1, 2, 4], "at least 2 in each group"),
        ([1, 1, 0, 0], [5, 5, 6, 6], [1, 2, 3, 4], "compare_means"),
        ([1, 1, 1, 0, 0, 0], [1, 2, 3, 2, 3, 4], [2, 3, 4, 2, 3, 4], "no room for chance"),
        ([1, 1, 0, 0], [1, 2, 3, math.inf], [1, 2, 3, 4], "numbers are needed"),
        ([], [], [], "one group only"),
        ({"a": 1}, [1, 2, 3, 4], [1, 2, 3, 5], "True or 1"),
        ([np.eye(2), 1], [1, 2], [1, 2], "True or 1"),
        ([1, 1, 1, 0, 0, 0], [1, 2, 3, 2, 3, 1e308], [2, 3, 4, 2, 3, 4], "before holds 1e\\+308"),
    ],
)
def test_impossible_groups_and_scores_are_refused(programme, before, after, words):
    with pytest.raises(ValueError, match=words):
        adjusted_difference(programme, before, after)


@pytest.mark.parametrize(
    "group, covariate, outcome, words",
    [
        ("aab", [1, 2], [1, 2, 3], "equally long"),
        ("aaaa", [1, 2, 3, 4], [1, 2, 3, 5], "at least 2 groups"),
        ("abc", [1, 2, 3], [1, 2, 4], "two people more"),
        ("aabb", [1, 1, 1, 1], [1, 2, 4, 3], "same for everybody"),
        ("aabb", [1, 1, 2, 2], [1, 2, 4, 3], "same for everybody"),
        ("aaabbb", [1, 2, 3, 1, 2, 3], [1, 2, 3, 2, 3, 4], "there is no chance"),
        ("aabb", [1, None, 1, 1], [1, 2, 4, 3], "missing value"),
        (5, [1, 2, 3], [1, 2, 4], "equally long"),
    ],
)
def test_impossible_several_groups_are_refused(group, covariate, outcome, words):
    with pytest.raises(ValueError, match=words):
        several_groups(group, covariate, outcome)
