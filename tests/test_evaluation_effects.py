"""Effects of a trial: published figures, a package's own tested case, and odd counts."""

import math
import warnings

import pytest

from peerlib.evaluation.effects import two_by_two

JOHNSON = (64, 218, 83, 216)
DENNIS = (40, 297, 78, 315)
FAGERLAND = (7, 34, 1, 34)


def limits(estimate):
    return [estimate.low, estimate.high]


def test_johnson_2018_comes_out_as_printed_but_for_the_adjustment():
    effects = two_by_two(*JOHNSON)
    # Johnson et al. 2018 print an odds ratio of 0.66 (0.43 to 0.99). It is adjusted for
    # other variables, so its interval cannot come from the counts alone.
    assert effects.odds_ratio.value == pytest.approx(0.66, abs=0.01)
    assert limits(effects.odds_ratio) == pytest.approx([0.43, 0.99], abs=0.02)
    # The paper prints 29 % and 38 %.
    assert round(100 * effects.risk_programme) == 29
    assert round(100 * effects.risk_comparison) == 38


def test_johnson_2018_agrees_with_hand_arithmetic_on_its_counts():
    a, n1, c, n0 = JOHNSON
    effects = two_by_two(*JOHNSON)
    half = 1.959964 * math.sqrt(1 / a + 1 / (n1 - a) + 1 / c + 1 / (n0 - c))
    ratio = a * (n0 - c) / (c * (n1 - a))
    assert effects.odds_ratio.value == pytest.approx(ratio)
    assert limits(effects.odds_ratio) == pytest.approx(
        [ratio * math.exp(-half), ratio * math.exp(half)], abs=1e-6)
    assert [round(x, 3) for x in (ratio, *limits(effects.odds_ratio))] == [0.666, 0.446, 0.994]
    half = 1.959964 * math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n0)
    ratio = a / n1 / (c / n0)
    assert limits(effects.relative_risk) == pytest.approx(
        [ratio * math.exp(-half), ratio * math.exp(half)], abs=1e-6)
    assert limits(effects.risk_difference) == pytest.approx([-0.1794, -0.0020], abs=5e-5)
    newcombe = two_by_two(*JOHNSON, method="newcombe")
    assert limits(newcombe.risk_difference) == pytest.approx([-0.1778, -0.0016], abs=5e-5)


def test_johnson_2018_lies_on_the_line_where_the_test_decides_the_label():
    effects = two_by_two(*JOHNSON)
    assert effects.chi_square == pytest.approx(3.983, abs=5e-4)
    assert effects.p_chi_square < 0.05 < effects.p_fisher


def test_dennis_2009_comes_out_as_printed():
    effects = two_by_two(*DENNIS)
    # Dennis et al. 2009, abstract: chi-square 12.5, relative risk reduction 0.46,
    # number needed to treat 8.8, which is 1 / 0.113; unrounded it is 8.854.
    assert f"{effects.chi_square:.1f}" == "12.5"
    assert f"{effects.relative_risk_reduction.value:.2f}" == "0.46"
    assert f"{1 / abs(round(effects.risk_difference.value, 3)):.1f}" == "8.8"
    assert effects.number_needed_to_treat.value == pytest.approx(8.854, abs=5e-4)
    assert effects.number_needed_to_treat.fewer


def test_dennis_2009_limits_are_met_within_one_unit_of_the_last_digit_by_score_intervals():
    # Printed: 5.9 to 19.6 and 0.24 to 0.62. The paper's method is not known, and no
    # method of statsmodels gives all four digits; score intervals come nearest.
    score = two_by_two(*DENNIS, method="score")
    assert limits(score.number_needed_to_treat) == pytest.approx([5.9, 19.6], abs=0.1)
    assert limits(score.relative_risk_reduction) == pytest.approx([0.24, 0.62], abs=0.01)
    for method in ("wald", "newcombe"):
        number = two_by_two(*DENNIS, method=method).number_needed_to_treat
        assert limits(number) == pytest.approx([5.9, 19.6], abs=0.2)


def test_the_case_that_statsmodels_itself_tests():
    # statsmodels/stats/tests/test_proportion.py, after Fagerland, Lydersen and Laake (2015)
    effects = two_by_two(*FAGERLAND)
    assert limits(effects.risk_difference) == pytest.approx([0.0292, 0.3238], abs=5e-5)
    assert limits(effects.relative_risk) == pytest.approx([0.910, 53.87], abs=5e-3)
    assert limits(effects.odds_ratio) == pytest.approx([0.990, 73.90], abs=5e-3)
    newcombe = two_by_two(*FAGERLAND, method="newcombe")
    assert limits(newcombe.risk_difference) == pytest.approx([0.0189, 0.3404], abs=5e-5)
    assert effects.p_fisher == pytest.approx(0.0544, abs=5e-5)


def test_another_package_agrees():
    from statsmodels.stats.contingency_tables import Table2x2

    a, n1, c, n0 = DENNIS
    table = Table2x2([[a, n1 - a], [c, n0 - c]])
    effects = two_by_two(*DENNIS)
    assert limits(effects.odds_ratio) == pytest.approx(table.oddsratio_confint())
    assert limits(effects.relative_risk) == pytest.approx(table.riskratio_confint())


def test_swapping_the_groups_turns_the_signs_and_inverts_the_ratios():
    there, back = two_by_two(*DENNIS), two_by_two(*DENNIS[2:], *DENNIS[:2])
    assert back.risk_difference.value == -there.risk_difference.value
    assert back.odds_ratio.value == pytest.approx(1 / there.odds_ratio.value)
    assert not back.number_needed_to_treat.fewer


def test_a_wider_level_gives_a_wider_interval():
    narrow, wide = two_by_two(*DENNIS, level=0.9), two_by_two(*DENNIS, level=0.99)
    assert wide.risk_difference.low < narrow.risk_difference.low


def test_an_interval_that_holds_zero_runs_through_infinity():
    # As Altman (1998) writes it: 25 % to -5 % becomes 4 for benefit, infinity, 20 for harm.
    number = two_by_two(5, 20, 4, 20).number_needed_to_treat
    assert number.through_infinity
    assert "through infinity" in str(number)
    difference = two_by_two(5, 20, 4, 20).risk_difference
    assert limits(number) == pytest.approx([-1 / difference.low, 1 / difference.high])


def test_no_difference_has_no_number_needed_to_treat():
    effects = two_by_two(5, 20, 5, 20)
    assert effects.number_needed_to_treat.value == math.inf
    assert "no number" in str(effects.number_needed_to_treat)
    assert "no difference" in effects.sentence


@pytest.mark.parametrize("counts", [
    (0, 20, 0, 30), (0, 20, 5, 30), (5, 20, 0, 30), (20, 20, 30, 30), (20, 20, 0, 30),
    (20, 20, 10, 30), (0, 20, 30, 30), (0, 1, 1, 1), (1, 1, 1, 1), (3, 10**7, 0, 10**7),
])
@pytest.mark.parametrize("method", ["wald", "newcombe", "score"])
def test_zero_counts_have_a_defined_answer_and_a_note(counts, method):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        effects = two_by_two(*counts, method=method)
    assert effects.notes
    difference = effects.risk_difference
    assert difference.low <= difference.value <= difference.high
    assert difference.low < difference.high
    for ratio in (effects.relative_risk, effects.odds_ratio):
        numbers = [x for x in (ratio.low, ratio.value, ratio.high) if x is not None]
        assert numbers == sorted(numbers) and all(math.isfinite(x) for x in numbers)
    assert (effects.relative_risk.value is None) == (counts[2] == 0)
    assert effects.sentence and effects.alt_text


@pytest.mark.parametrize("counts, word", [
    ((5, 0, 5, 20), "n_programme is 0"),
    ((21, 20, 5, 20), "swapped"),
    ((-1, 20, 5, 20), "whole number"),
    ((2.5, 20, 5, 20), "whole number"),
    ((float("nan"), 20, 5, 20), "whole number"),
    ((5, float("inf"), 5, 20), "whole number"),
    ((5, 10**400, 5, 20), "whole number"),
    (("5", 20, 5, 20), "whole number"),
    ((True, 20, 5, 20), "whole number"),
    ((None, 20, 5, 20), "whole number"),
    (([5, 6], 20, 5, 20), "whole number"),
])
def test_impossible_counts_are_refused_with_the_rule(counts, word):
    with pytest.raises(ValueError, match=word):
        two_by_two(*counts)


@pytest.mark.parametrize("wrong", [
    {"level": 95}, {"level": float("nan")}, {"level": "0.95"}, {"level": 1.0},
    {"method": "exact"}, {"method": None}, {"method": ["wald"]},
])
def test_unknown_choices_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        two_by_two(*DENNIS, **wrong)


def test_counts_may_come_from_numpy_or_as_whole_floats():
    import numpy as np

    assert two_by_two(np.int64(40), 297.0, np.float64(78), 315) == two_by_two(*DENNIS)


def test_the_figure_shows_what_its_words_say():
    effects = two_by_two(*JOHNSON)
    left, right = effects.figure().axes
    widths = sorted(bar.get_width() for bar in left.patches)
    assert widths == pytest.approx([64 / 218, 83 / 216])
    drawn = right.lines[1].get_xdata()
    assert list(drawn) == limits(effects.risk_difference)
    assert "does not hold zero" in effects.alt_text
    assert "holds zero" in two_by_two(5, 20, 4, 20).alt_text
