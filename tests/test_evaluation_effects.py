"""Effects of a trial: published figures, a package's own tested case, and odd counts."""

import math
import warnings

import pytest

from peerlib.evaluation.effects import number_needed, two_by_two
from peerlib.evaluation.missing_outcomes import missing_outcomes

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
        [ratio * math.exp(-half), ratio * math.exp(half)], abs=1e-6
    )
    assert [round(x, 3) for x in (ratio, *limits(effects.odds_ratio))] == [0.666, 0.446, 0.994]
    half = 1.959964 * math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n0)
    ratio = a / n1 / (c / n0)
    assert limits(effects.relative_risk) == pytest.approx(
        [ratio * math.exp(-half), ratio * math.exp(half)], abs=1e-6
    )
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
    caffo = two_by_two(*FAGERLAND, method="agresti-caffo")
    assert limits(caffo.risk_difference) == pytest.approx([0.0116, 0.3217], abs=5e-5)
    assert effects.p_fisher == pytest.approx(0.0544, abs=5e-5)
    assert effects.risk_difference.value == pytest.approx(0.1765, abs=5e-5)
    assert (effects.relative_risk.value, round(effects.odds_ratio.value, 3)) == (7.0, 8.556)
    # pearson chi-square and its p, of the same counts
    assert effects.chi_square == pytest.approx(5.100, abs=5e-4)
    assert effects.p_chi_square == pytest.approx(0.0239, abs=5e-5)


def test_chien_2019_relative_risk_comes_out_as_printed():
    # Chien et al. 2019 print 0.44 (0.11 to 1.75) for 2 of 9 and 5 of 10.
    ratio = two_by_two(2, 9, 5, 10).relative_risk
    assert ratio.value == pytest.approx(0.44, abs=0.005)
    assert limits(ratio) == pytest.approx([0.11, 1.75], abs=0.005)


def test_correspondences_of_altman_1998_and_barrowman():
    # Altman 1998: 25 % to -5 % is 4 for benefit, through infinity, to 20 for harm.
    number = number_needed(-0.10, -0.25, 0.05)
    assert (number.value, number.low, number.high) == (10, 4, pytest.approx(20))
    assert number.through_infinity and number.fewer
    # Barrowman: a reduction of 16.6 % (0.9 to 32.2) is 6 (3.1 to 111.1).
    number = number_needed(-0.166, -0.322, -0.009)
    assert number.value == pytest.approx(6, abs=0.05)
    assert limits(number) == pytest.approx([3.1, 111.1], abs=0.05)
    assert not number.through_infinity


@pytest.mark.parametrize(
    "ends",
    [
        (0.1, 0.2, 0.3),
        (0.1, 0.3, 0.05),
        (10, 5, 15),
        (float("nan"), 0, 1),
        ("0.1", 0, 1),
        (0.1, None, 1),
        (0.1, -float("inf"), 1),
    ],
)
def test_a_difference_outside_its_limits_has_no_number_needed(ends):
    with pytest.raises(ValueError, match="difference|low|high"):
        number_needed(*ends)


def test_missing_outcomes_of_johnson_2018():
    found = missing_outcomes(64, 218, 3, 83, 216, 4)
    assert found.known_only == two_by_two(*JOHNSON)
    # worst 67/221 against 83/220, best 64/221 against 87/220
    assert found.worst == two_by_two(67, 221, 83, 220)
    assert found.best == two_by_two(64, 221, 87, 220)
    ratios = [each.relative_risk.value for each in (found.known_only, found.worst, found.best)]
    assert [round(ratio, 2) for ratio in ratios] == [0.76, 0.80, 0.73]
    assert "0.76 among the others, 0.80 at worst" in found.sentence
    (picture,) = found.pictures()
    assert [row[2] for row in picture["rows"]] == ratios
    assert "relative risk 0.80" in picture["text"] and "0.80" in found._repr_html_()


def test_missing_outcomes_of_nobody_change_nothing_and_zero_counts_have_words():
    same = missing_outcomes(5, 20, 0, 9, 20, 0)
    assert same.known_only == same.worst == same.best
    empty = missing_outcomes(0, 20, 0, 0, 20, 3)
    assert "without a value" in empty.sentence and empty.pictures() == []


@pytest.mark.parametrize(
    "counts, word",
    [
        ((5, 20, -1, 9, 20, 0), "missing_programme"),
        ((5, 20, 1.5, 9, 20, 0), "missing_programme"),
        ((5, 20, 1, 9, 20, None), "missing_comparison"),
        ((5, 0, 1, 9, 20, 1), "n_programme is 0"),
        ((25, 20, 1, 9, 20, 1), "swapped"),
    ],
)
def test_impossible_missing_outcomes_are_refused(counts, word):
    with pytest.raises(ValueError, match=word):
        missing_outcomes(*counts)


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


@pytest.mark.parametrize(
    "counts",
    [
        (0, 20, 0, 30),
        (0, 20, 5, 30),
        (5, 20, 0, 30),
        (20, 20, 30, 30),
        (20, 20, 0, 30),
        (20, 20, 10, 30),
        (0, 20, 30, 30),
        (0, 1, 1, 1),
        (1, 1, 1, 1),
        (3, 10**7, 0, 10**7),
    ],
)
@pytest.mark.parametrize("method", ["wald", "newcombe", "agresti-caffo", "score"])
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


@pytest.mark.parametrize(
    "counts, word",
    [
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
    ],
)
def test_impossible_counts_are_refused_with_the_rule(counts, word):
    with pytest.raises(ValueError, match=word):
        two_by_two(*counts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": 95},
        {"level": float("nan")},
        {"level": "0.95"},
        {"level": 1.0},
        {"method": "exact"},
        {"method": None},
        {"method": ["wald"]},
    ],
)
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
