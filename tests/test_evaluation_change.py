"""Change and standardised differences: printed values, other packages, and odd data."""

import math

import numpy as np
import pytest

from peerlib.data import read, rows
from peerlib.evaluation.change import mean_change, pre_post_control
from peerlib.evaluation.return_to_the_mean import return_to_the_mean
from peerlib.evaluation.standardised import compare_means, g_from_counts
from peerlib.models import change as formulas

HOPE = (2.97, 0.46, 120, 2.73, 0.48, 97)
SUMMARY = (
    "mean_programme", "sd_programme", "n_programme", "mean_comparison", "sd_comparison",
    "n_comparison",
)  # fmt: skip
COUNTS = ("events_programme", "n_programme", "events_comparison", "n_comparison")


def limits(estimate):
    return [estimate.low, estimate.high]


def with_means():
    return [row for row in rows("smit2023") if row["mean_programme"]]


def compared(row):
    return compare_means(
        *[float(row[name]) for name in SUMMARY], lower_is_better=row["lower_is_better"] == "yes"
    )


# Standardised differences


def test_all_fifty_published_g_and_standard_errors_come_out_but_for_the_known_rows():
    # Smit et al., open data (doi 10.5281/zenodo.7687898): columns g and se
    assert len(rows("smit2023")) == 66 and len(with_means()) == 50
    off = []
    for row in with_means():
        found = compared(row)
        if abs(abs(found.g.value) - abs(float(row["g"]))) > 0.001:
            off.append((row["outcome"], row["trial"], "g"))
        if abs(found.standard_error - float(row["se"])) > 0.001:
            off.append((row["outcome"], row["trial"], "se"))
    # Boevink is typed as -0.05 there; Solomon's SE fits 48 + 48 people, the row has 45 + 45.
    assert off == [("clinical", "Boevink 2016", "g"), ("functional", "Solomon 1995", "se")]
    solomon = compare_means(5.04, 0.70, 48, 5.18, 0.69, 48)
    assert solomon.standard_error == pytest.approx(0.2030, abs=5e-5)


def test_the_sign_of_every_published_g_follows_from_the_means_but_for_one_trial():
    turned = {
        row["trial"] for row in with_means() if compared(row).g.value * float(row["g"]) < -1e-9
    }
    assert turned == {"Davidson 2004"}


def test_published_yes_or_no_rows_come_out():
    # Smit et al., open data: Dennis 2003, Griffiths 2012, Ludman 2007
    found = [
        g_from_counts(*[int(row[name]) for name in COUNTS])
        for row in rows("smit2023")
        if row["events_programme"]
    ]
    assert [one.g.value for one in found] == pytest.approx([0.9383, 0.1560, 0.2942], abs=1e-4)
    assert [one.standard_error for one in found] == pytest.approx(
        [0.4098, 0.2187, 0.3755], abs=1e-4
    )


def test_hope_after_the_peer_run_course():
    hope = compare_means(*HOPE)
    assert (round(hope.d, 3), round(hope.g.value, 3), round(hope.glass_delta, 3)) == (
        0.512, 0.510, 0.500)  # fmt: skip
    # by hand: g -+ 1.96 J sqrt(217 / (120 * 97) + d**2 / 434)
    assert limits(hope.g) == pytest.approx([0.2389, 0.7809], abs=5e-5)
    assert hope.difference.value == pytest.approx(0.24)


def test_the_course_alone_and_an_error_in_place_of_sd_mislead_as_known():
    # one group alone 0.40, the waiting list -0.06; a standard error below the line gives 5.32
    assert (2.97 - 2.78) / 0.47 == pytest.approx(0.40, abs=0.005)
    assert (2.73 - 2.76) / 0.48 == pytest.approx(-0.06, abs=0.005)
    errors = (0.46 / math.sqrt(120), 0.48 / math.sqrt(97))
    assert compare_means(2.97, errors[0], 120, 2.73, errors[1], 97).d == pytest.approx(
        5.32, abs=0.01
    )


def test_statsmodels_gives_the_same_g():
    from statsmodels.stats.meta_analysis import effectsize_smd

    hope = compare_means(*HOPE)
    theirs, _ = effectsize_smd(*HOPE)
    assert hope.g.value == pytest.approx(theirs)


def test_pingouin_case_and_scipy_interval():
    from scipy import stats

    x, y = [1, 2, 3, 4], [3, 4, 5, 6, 7]
    found = compare_means(np.mean(x), np.std(x, ddof=1), 4, np.mean(y), np.std(y, ddof=1), 5)
    # pingouin, tests of compute_effsize: d of these two is -1.7078
    assert found.d == pytest.approx(-1.7078, abs=5e-5)
    test = stats.ttest_ind(x, y)
    assert found.p == pytest.approx(test.pvalue)
    assert limits(found.difference) == pytest.approx(list(test.confidence_interval()))


def test_a_standard_error_read_as_sd_makes_a_small_difference_huge():
    # Salzer 2016 in the data of Smit et al.: g 0.943 as printed, 0.134 if 1.49 and 1.54
    # are standard errors. Nobody has confirmed that they are.
    printed = compare_means(80.23, 1.49, 50, 78.79, 1.54, 49)
    assert printed.g.value == pytest.approx(0.9432, abs=5e-5)
    sds = [formulas.sd_from_standard_error(*each) for each in ((1.49, 50), (1.54, 49))]
    mended = compare_means(80.23, sds[0], 50, 78.79, sds[1], 49)
    assert (round(mended.g.value, 3), round(mended.standard_error, 3)) == (0.134, 0.200)


def test_turning_the_scale_turns_every_sign():
    there, back = compare_means(*HOPE), compare_means(*HOPE, lower_is_better=True)
    assert back.g.value == -there.g.value and back.difference.low == -there.difference.high
    assert "against" in back.sentence and "for the programme" in there.sentence
    assert back.glass_delta == -there.glass_delta and back.p == there.p


def test_equal_scores_have_a_defined_answer():
    found = compare_means(3, 0, 5, 2, 0, 5)
    assert found.difference.value == 1 and found.d is None and found.g.value is None
    assert found.notes and "nothing to measure" in found.sentence and found.pictures() == []
    assert compare_means(3, 1, 5, 2, 0, 5).glass_delta is None
    assert compare_means(3, 1e-320, 5, 2, 0, 5) == found  # a rounding error is no spread
    assert "neither for nor against" in compare_means(3, 1, 5, 3, 1, 5).sentence


@pytest.mark.parametrize("counts", [(0, 20, 5, 20), (5, 20, 0, 20), (0, 2, 2, 2), (20, 20, 20, 20)])
def test_zero_counts_get_one_half_and_a_note(counts):
    found = g_from_counts(*counts)
    assert found.notes and math.isfinite(found.g.value)
    assert found.g.low < found.g.value < found.g.high
    assert found.sentence and found.pictures()[0]["text"]


@pytest.mark.parametrize(
    "wrong, words",
    [
        ((math.nan, 1, 5, 2, 1, 5), "mean_programme must be a number"),
        ((3, -1, 5, 2, 1, 5), "sd_programme"),
        ((3, math.inf, 5, 2, 1, 5), "sd_programme"),
        ((3, 1, 1, 2, 1, 5), "n_programme must be a whole number from 2"),
        ((3, 1, 5, "2", 1, 5), "mean_comparison"),
        ((3, 1, 5, 2, 1, 2.5), "n_comparison"),
        ((3, 1, 5, None, 1, 5), "mean_comparison"),
        ((1e308, 1, 5, -1e308, 1, 5), "mean_programme must be a number"),
        ((3, 1e200, 5, 2, 1, 5), "sd_programme"),
    ],
)
def test_impossible_summaries_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        compare_means(*wrong)


@pytest.mark.parametrize("wrong", [{"level": 95}, {"lower_is_better": "yes"}])
def test_unknown_options_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        compare_means(*HOPE, **wrong)


@pytest.mark.parametrize("wrong", [(5, 4, 1, 5), (1, 5, 5, 4), (1, 1, 1, 5), (1.5, 5, 1, 5)])
def test_impossible_counts_are_refused(wrong):
    with pytest.raises(ValueError, match="more people with the event|whole number"):
        g_from_counts(*wrong)


# Beside a comparison group


def morris():
    table = read("change")["morris2008"]
    for i, correlation in enumerate(table["correlation"]):
        arms = [
            [table[arm][name][i] for name in ("n", "before", "after", "sd_before")]
            for arm in ("programme", "comparison")
        ]
        yield i, pre_post_control(*arms, correlation=correlation), table["printed"]


def test_the_five_studies_of_morris_come_out_as_printed():
    # Morris 2008, table of d_ppc2; and metafor's test of the same data (SMCR, two groups)
    own_variance = [0.1138, 0.0426, 0.2833, 0.1458, 0.1667]
    for i, found, printed in morris():
        assert found.d.value == pytest.approx(printed["d"][i], abs=5e-5)
        assert found.by_own_sd.value == pytest.approx(printed["by_own_sd"][i], abs=5e-5)
        half = (found.by_own_sd.high - found.by_own_sd.low) / 2
        assert (half / 1.959964) ** 2 == pytest.approx(own_variance[i], abs=5e-5)


def test_the_usual_approximation_of_j_misses_the_third_study_in_the_fourth_digit():
    assert formulas.small_sample_factor(16) / formulas.small_sample_factor(16, exact=True) == (
        pytest.approx(1.2047 / 1.2045, abs=5e-5)
    )


def test_the_interval_covers_a_known_effect_as_often_as_it_says():
    # 4,000 simulated studies: effect 0.5 SD, correlation 0.6, 40 people in each group
    rng = np.random.default_rng(0)
    shared = rng.normal(size=(2, 4000, 40))
    before = shared
    after = 0.6 * shared + 0.8 * rng.normal(size=shared.shape)
    after[0] += 0.5
    covered = 0
    for i in range(4000):
        groups = [
            (40, before[g, i].mean(), after[g, i].mean(), before[g, i].std(ddof=1)) for g in (0, 1)
        ]
        covered += pre_post_control(*groups, correlation=0.6).d.holds(0.5)
    assert covered / 4000 == pytest.approx(0.95, abs=0.012)


def test_one_group_alone_doubles_what_the_comparison_leaves():
    # Means of Druss 2018 as typed for the review of Dalgaard 2025 (RAS, six months): +0.15 alone,
    # +0.07 beside the comparison group, d_ppc2 0.117
    found = pre_post_control((198, 3.72, 3.87, 0.62), (202, 3.66, 3.74, 0.57))
    assert found.change_programme == pytest.approx(0.15)
    assert found.difference == pytest.approx(0.07)
    assert found.d.value == pytest.approx(0.117, abs=5e-4)


def test_without_a_correlation_there_is_no_interval_and_a_note():
    found = pre_post_control((120, 2.78, 2.97, 0.47), (97, 2.76, 2.73, 0.48))
    assert found.d.value == pytest.approx(0.462, abs=5e-4)
    assert limits(found.d) == [None, None] and "without an interval" in found.sentence
    assert found.notes


def test_the_picture_of_two_changes_holds_what_it_says():
    found = pre_post_control((120, 2.78, 2.97, 0.47), (97, 2.76, 2.73, 0.48), correlation=0.76)
    picture = found.pictures()[0]
    assert [bar[3] for bar in picture["bars"]] == pytest.approx([0.19, -0.03, 0.22])
    assert "+0.22" in picture["text"] and "0.46 standard deviations better" in found.sentence
    lower = pre_post_control((120, 2.78, 2.97, 0.47), (97, 2.76, 2.73, 0.48), lower_is_better=True)
    assert "worse" in lower.sentence


@pytest.mark.parametrize(
    "programme, words",
    [
        ((2, 1, 2, 1), "people must be a whole number from 3"),
        ((20, 1, 2, 0), "standard deviation before is 0"),
        ((20, math.nan, 2, 1), "mean before"),
        ((20, 1, 2), "four numbers"),
        (5, "four numbers"),
        ("abcd", "must be a number"),
    ],
)
def test_impossible_groups_are_refused(programme, words):
    with pytest.raises(ValueError, match=words):
        pre_post_control(programme, (20, 1, 2, 1))


@pytest.mark.parametrize("correlation", [1, -1, 1.2, "0.5", math.nan])
def test_impossible_correlations_are_refused(correlation):
    with pytest.raises(ValueError, match="correlation"):
        pre_post_control((20, 1, 2, 1), (20, 1, 2, 1), correlation=correlation)


# One group


def test_mean_change_agrees_with_scipy_and_metafor():
    from scipy import stats

    rng = np.random.default_rng(3)
    before = rng.normal(50, 10, 30)
    after = before + rng.normal(3, 5, 30)
    found = mean_change(before, after)
    test = stats.ttest_rel(after, before)
    assert found.p == pytest.approx(test.pvalue)
    assert limits(found.change) == pytest.approx(list(test.confidence_interval()))
    assert found.correlation == pytest.approx(stats.pearsonr(before, after).statistic)
    # metafor, tests of escalc(measure = "SMCR"), first study of Morris 2008: 0.5056
    x = np.array([-1.0, 1.0] * 10)
    x = 30.6 + 15 * (x - x.mean()) / x.std(ddof=1)
    wobble = np.tile([1.0, 1.0, -1.0, -1.0], 5)  # else all would change alike
    assert mean_change(x, x + 7.9 + wobble).standardised == pytest.approx(0.5056, abs=5e-5)


def test_missing_scores_are_left_out_by_pairs_and_counted():
    found = mean_change([10, None, 12, 14, math.nan], [11, 12, 15, None, 3])
    assert (found.n, found.n_left_out) == (2, 3)
    assert found.change.value == 2
    assert any("3 people" in note for note in found.notes)


def test_equal_changes_and_equal_scores_have_a_defined_answer():
    same = mean_change([1, 2, 3], [2, 3, 4])
    assert same.change.value == 1 and limits(same.change) == [None, None] and same.p is None
    flat = mean_change([5, 5, 5], [6, 7, 8])
    assert flat.standardised is None and flat.correlation is None
    for found in (same, flat):
        assert found.sentence and found.pictures()[0]["text"]


@pytest.mark.parametrize(
    "before, after, words",
    [
        ([1, 2], [1], "equally long"),
        ([], [], "at least 1"),
        ([1, None], [None, 2], "Only 0 people"),
        ([1, None], [1, 2], "Only 1 people"),
        ([1, "x"], [1, 2], "numbers are needed"),
        ([1, math.inf], [1, 2], "numbers are needed"),
        ("12", "34", "list of numbers"),
        (np.eye(2), [1, 2], "table of shape"),
    ],
)
def test_impossible_scores_are_refused(before, after, words):
    with pytest.raises(ValueError, match=words):
        mean_change(before, after)


# What comes back by itself


def test_return_to_the_mean_for_three_reliabilities():
    # By hand, SD 10, picked above 1 SD: phi(1) / (1 - Phi(1)) = 1.5251; times 10 (1 - r)
    found = [return_to_the_mean(0, 10, r, 10).expected_change for r in (0.74, 0.91, 0.50)]
    assert found == pytest.approx([-3.97, -1.37, -7.63], abs=0.005)


def test_return_to_the_mean_agrees_with_scipy_and_with_simulation():
    from scipy.stats import truncnorm

    for z in (-2.0, 0.0, 0.7, 3.0, 8.0):
        assert formulas.mean_beyond(z) == pytest.approx(truncnorm.mean(z, np.inf), rel=1e-6)
    rng = np.random.default_rng(0)
    true = rng.normal(size=400_000) * math.sqrt(0.7)
    first, second = (true + rng.normal(size=400_000) * math.sqrt(0.3) for _ in range(2))
    picked = first < -1
    found = return_to_the_mean(0, 1, 0.7, -1, above=False)
    assert found.mean_picked == pytest.approx(first[picked].mean(), abs=0.01)
    assert found.expected_after == pytest.approx(second[picked].mean(), abs=0.02)
    assert found.expected_change > 0


def test_a_perfect_measure_does_not_move_and_a_useless_one_goes_all_the_way():
    assert return_to_the_mean(50, 10, 1, 60).expected_change == 0
    useless = return_to_the_mean(50, 10, 0, 60)
    assert useless.expected_after == pytest.approx(50)
    assert useless.sentence and useless.pictures()[0]["text"]


@pytest.mark.parametrize(
    "wrong, words",
    [
        ((50, 0, 0.7, 60), "sd is 0"), ((50, -1, 0.7, 60), "sd must be"),
        ((50, 10, 1.2, 60), "reliability"), ((50, 10, 74, 60), "reliability"),
        ((50, 10, 0.7, 500), "same units"), ((math.nan, 10, 0.7, 60), "mean"),
        ((50, 10, 0.7, None), "cut"),
    ],
)  # fmt: skip
def test_impossible_selections_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        return_to_the_mean(*wrong)
    with pytest.raises(ValueError, match="above must be"):
        return_to_the_mean(50, 10, 0.7, 60, above=1)


def test_results_draw_themselves():
    drawing = compare_means(*HOPE).draw()
    assert "svg" in drawing._repr_html_() or "img" in drawing._repr_html_()
