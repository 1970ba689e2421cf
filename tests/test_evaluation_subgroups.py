"""Groups compared: published numbers, worked examples, another way of working, odd input."""

import math

import numpy as np
import pytest

from peerlib.evaluation.reach_groups import reach_by_group
from peerlib.evaluation.subgroups import compare_effects, error_from_interval, on_two_scales


def limits(estimate):
    return [estimate.low, estimate.high]


def test_hormone_replacement_and_fractures_as_printed():
    # Altman and Bland (2003): relative risks 0.67 and 0.88, difference of logarithms -0.2726,
    # its error 0.2206, z = -1.24; p and the ratio of ratios in the course's known answers
    part = 0.2206 / math.sqrt(2)
    found = compare_effects(0.67, part, 0.88, part, ratios=True)
    assert found.difference.value == pytest.approx(-0.2726, abs=1e-4)
    assert found.standard_error == pytest.approx(0.2206)
    assert found.z == pytest.approx(-1.24, abs=5e-3)
    assert found.p == pytest.approx(0.22, abs=5e-3)
    assert found.ratio.value == pytest.approx(0.761, abs=5e-4)
    assert limits(found.ratio) == pytest.approx([0.494, 1.173], abs=5e-4)


def test_significant_in_one_group_only_does_not_make_the_effects_differ():
    # Smit et al. (2023), personal recovery: groups .196 (.088 to .303) from 9 studies, one to
    # one .126 (-.105 to .358) from 10, both with Hartung and Knapp's interval. The course's
    # known answers: difference .070, error .113, z 0.62, p .54; the printed ends are rounded.
    errors = [error_from_interval(0.088, 0.303, df=8), error_from_interval(-0.105, 0.358, df=9)]
    found = compare_effects(0.196, errors[0], 0.126, errors[1], names=("groups", "one to one"))
    assert found.difference.value == pytest.approx(0.070)
    assert found.standard_error == pytest.approx(0.113, abs=1e-3)
    assert found.z == pytest.approx(0.62, abs=5e-3)
    assert found.p == pytest.approx(0.54, abs=0.01)


def test_error_comes_back_from_an_interval():
    for ratios in (False, True):
        error = error_from_interval(0.2, 0.5, ratios=ratios)
        middle = math.sqrt(0.2 * 0.5) if ratios else 0.35
        found = compare_effects(middle, error, middle, error, ratios=ratios)
        assert limits(found.effects[0]) == pytest.approx([0.2, 0.5])
        assert (found.z, found.p) == (pytest.approx(0, abs=1e-12), pytest.approx(1))
    narrow = error_from_interval(0.2, 0.5, level=0.99)
    assert narrow < error_from_interval(0.2, 0.5, level=0.9)


def test_comparison_agrees_with_the_interaction_of_a_regression():
    import pandas as pd
    import statsmodels.formula.api as smf

    rng = np.random.default_rng(8)
    n = 400
    people = pd.DataFrame({"group": rng.integers(0, 2, n), "programme": rng.integers(0, 2, n)})
    people["y"] = 0.3 * people.programme + 0.4 * people.programme * people.group
    people["y"] += rng.normal(0, 1, n)
    fits = [smf.ols("y ~ programme", people[people.group == group]).fit() for group in (1, 0)]
    pieces = [x for fit in fits for x in (fit.params["programme"], fit.bse["programme"])]
    found = compare_effects(*pieces)
    whole = smf.ols("y ~ programme * group", people).fit()
    assert found.difference.value == pytest.approx(whole.params["programme:group"])
    # one error variance for all there, one for each group here
    assert found.standard_error == pytest.approx(whole.bse["programme:group"], rel=0.02)


def test_which_group_gains_more_hangs_on_the_scale():
    # the course's list of misconceptions: risk .40 to .30 against .20 to .14
    found = on_two_scales({"high": (300, 1000, 400, 1000), "low": (140, 1000, 200, 1000)})
    differences = [each.value for each in found.differences.effects]
    ratios = [each.value for each in found.ratios.effects]
    assert differences == pytest.approx([-0.10, -0.06])
    assert ratios == pytest.approx([0.75, 0.70])
    assert "difference of risks the effect is larger for high" in found.sentence
    assert "ratio of risks for low" in found.sentence
    assert [picture["log"] for picture in found.pictures()] == [False, True]


def test_reach_by_group_against_another_way_of_working():
    from scipy.stats import chi2

    reached, eligible = {"town": 60, "villages": 20}, {"town": 150, "villages": 100}
    found = reach_by_group(reached, eligible)
    assert [each.value for each in found.reach] == [0.4, 0.2]
    assert found.overall == pytest.approx(80 / 250)
    # shares among those reached 3/4 and 1/4, among those eligible 3/5 and 2/5
    assert found.representation == pytest.approx([0.75 / 0.6, 0.25 / 0.4])
    # chi-square by hand
    expected = [80 * 150 / 250, 170 * 150 / 250, 80 * 100 / 250, 170 * 100 / 250]
    seen = [60, 90, 20, 80]
    square = sum((o - e) ** 2 / e for o, e in zip(seen, expected, strict=True))
    assert found.p == pytest.approx(chi2.sf(square, 1))


def test_gap_has_newcombes_interval_by_hand():
    # Newcombe (1998), method 10: squares of the distances to Wilson's limits
    found = reach_by_group({"a": 56, "b": 48}, {"a": 70, "b": 80})
    one, other = found.reach
    low = 0.2 - math.hypot(one.value - one.low, other.high - other.value)
    high = 0.2 + math.hypot(one.high - one.value, other.value - other.low)
    assert limits(found.gap) == pytest.approx([low, high])
    # the paper prints 0.0524 to 0.3339 for 56 of 70 against 48 of 80
    assert limits(found.gap) == pytest.approx([0.0524, 0.3339], abs=5e-5)


def test_groups_reached_alike_and_nobody_reached():
    alike = reach_by_group({"a": 5, "b": 10}, {"a": 10, "b": 20})
    assert alike.gap.value == 0 and "alike" in alike.sentence
    nobody = reach_by_group({"a": 0, "b": 0}, {"a": 10, "b": 20})
    assert nobody.p is None and nobody.representation == (None, None)
    everybody = reach_by_group({"a": 10, "b": 20}, {"a": 10, "b": 20})
    assert everybody.p is None and everybody.overall == 1


def test_order_of_the_groups_makes_no_difference_to_the_gap():
    one = reach_by_group({"a": 3, "b": 9, "c": 5}, {"a": 10, "b": 12, "c": 10})
    other = reach_by_group({"c": 5, "b": 9, "a": 3}, {"b": 12, "a": 10, "c": 10})
    assert one.gap == other.gap and one.p == pytest.approx(other.p)


@pytest.mark.parametrize(
    "pieces, more, word",
    [
        ((math.nan, 1, 1, 1), {}, "first"),
        ((1, 0, 1, 1), {}, "first_error"),
        ((1, -1, 1, 1), {}, "first_error"),
        ((1, 1, math.inf, 1), {}, "second"),
        ((1, 1, 1, "x"), {}, "second_error"),
        ((0, 1, 1, 1), {"ratios": True}, "first"),
        ((-1, 1, 1, 1), {"ratios": True}, "first"),
        ((1, 1, 1, 1), {"names": "ab"}, "two names"),
        ((1, 1, 1, 1), {"names": ("a",)}, "two names"),
        ((1, 1, 1, 1), {"level": 95}, "level"),
    ],
)
def test_impossible_effects_are_refused(pieces, more, word):
    with pytest.raises(ValueError, match=word):
        compare_effects(*pieces, **more)


@pytest.mark.parametrize(
    "ends, more, word",
    [
        ((0.5, 0.2), {}, "swapped"),
        ((0.5, 0.5), {}, "swapped"),
        ((math.nan, 1), {}, "low"),
        ((0, 1), {"df": 0}, "df"),
        ((-1, 1), {"ratios": True}, "low"),
        ((0, 1), {"level": 2}, "level"),
    ],
)
def test_impossible_intervals_are_refused(ends, more, word):
    with pytest.raises(ValueError, match=word):
        error_from_interval(*ends, **more)


@pytest.mark.parametrize(
    "groups, word",
    [
        ({}, "two groups"),
        ({"a": (1, 2, 1, 2)}, "two groups"),
        (None, "two groups"),
        ({"a": (1, 2, 1), "b": (1, 2, 1, 2)}, "four counts"),
        ({"a": "1212", "b": 5}, "four counts"),
        ({"a": (0, 9, 3, 9), "b": (2, 9, 3, 9)}, "no standard error"),
        ({"a": (9, 9, 3, 9), "b": (2, 9, 3, 9)}, "no standard error"),
        ({"a": (9, 5, 3, 9), "b": (2, 9, 3, 9)}, "swapped"),
    ],
)
def test_impossible_groups_are_refused(groups, word):
    with pytest.raises(ValueError, match=word):
        on_two_scales(groups)


@pytest.mark.parametrize(
    "reached, eligible, word",
    [
        ({"a": 1}, {"a": 2}, "at least two"),
        ({"a": 1, "b": 1}, {"a": 2}, "same groups"),
        ([1, 2], [3, 4], "mappings"),
        ({}, {}, "at least two"),
        (None, None, "mappings"),
        ({"a": 3, "b": 1}, {"a": 2, "b": 2}, "larger"),
        ({"a": 0, "b": 1}, {"a": 0, "b": 2}, "eligib"),
        ({"a": 0.5, "b": 1}, {"a": 1, "b": 2}, "whole number"),
        ({"a": math.nan, "b": 1}, {"a": 1, "b": 2}, "whole number"),
    ],
)
def test_impossible_reach_is_refused(reached, eligible, word):
    with pytest.raises(ValueError, match=word):
        reach_by_group(reached, eligible)


def test_results_draw_themselves():
    found = [
        compare_effects(0.5, 0.1, 0.3, 0.1),
        on_two_scales({"a": (3, 9, 4, 9), "b": (2, 9, 3, 9)}),
        reach_by_group({"a": 1, "b": 2}, {"a": 3, "b": 4}),
    ]
    for each in found:
        assert all(picture["text"] for picture in each.pictures())
        assert repr(each) == each.sentence and "alt=" in each.draw()._repr_html_()
