"""Rates of repeated events: a published trial, a package's own tested cases, and odd counts."""

import math
import warnings

import pytest

from peerlib.data import read
from peerlib.evaluation.counts import compare_counts, count_regression
from peerlib.evaluation.rates import compare_means, compare_rates
from peerlib.models import rates as model

SLEDGE = read("admissions")
GU = (60, 51477.5, 30, 54308.7)


def sledge(name):
    table = SLEDGE[name]
    return compare_means(
        *table["programme"], SLEDGE["n_programme"], *table["comparison"], SLEDGE["n_comparison"]
    )


def limits(estimate):
    return [estimate.low, estimate.high]


def test_admissions_of_sledge_2011_with_their_spread_and_without():
    found = sledge("admissions")
    # evaluation of the printed means: 0.582 (0.324 to 1.043); Poisson 0.379 to 0.893
    assert found.rate_ratio.value == pytest.approx(0.582, abs=5e-4)
    assert limits(found.rate_ratio) == pytest.approx([0.324, 1.043], abs=1e-3)
    assert limits(found.poisson) == pytest.approx([0.379, 0.893], abs=1e-3)
    assert found.rate_ratio.holds(1) and not found.poisson.holds(1)
    assert found.spread == pytest.approx((2.05, 1.55), abs=5e-3)
    # The paper prints p = 0.042, one-tailed. Two-tailed it is not below 0.05, by this test
    # (0.069) as by a t-test on the means (0.061).
    assert found.p == pytest.approx(0.0689, abs=5e-5)


def test_the_printed_p_of_sledge_2011_is_one_tailed():
    from scipy.stats import ttest_ind_from_stats

    (m1, s1), (m0, s0) = SLEDGE["admissions"]["programme"], SLEDGE["admissions"]["comparison"]
    p = ttest_ind_from_stats(m1, s1, 38, m0, s0, 36).pvalue
    assert p == pytest.approx(0.061, abs=5e-4)
    assert p / 2 < SLEDGE["admissions"]["printed"]["p_one_tailed"] < p


def test_days_of_sledge_2011_spread_far_more_than_chance():
    found = sledge("days")
    assert found.rate_ratio.value == pytest.approx(0.528, abs=5e-4)
    assert limits(found.rate_ratio) == pytest.approx([0.273, 1.022], abs=1e-3)
    assert limits(found.poisson) == pytest.approx([0.466, 0.599], abs=1e-3)
    assert found.spread == pytest.approx((29.7, 24.5), abs=0.05)
    dispersions = [
        model.moment_dispersion(*SLEDGE["days"][arm]) for arm in ("programme", "comparison")
    ]
    assert dispersions == pytest.approx([2.85, 1.23], abs=5e-3)
    assert found.dispersion == pytest.approx(sum(dispersions) / 2)


@pytest.mark.parametrize("method, z", [("wald", 3.385), ("score", 3.417), ("log", 3.339)])
def test_two_rates_agree_with_the_case_that_statsmodels_itself_tests(method, z):
    # statsmodels/stats/tests/test_rates_poisson.py, after Gu et al. (2008)
    assert compare_rates(*GU, method=method).z == pytest.approx(z, abs=5e-4)
    assert compare_rates(*GU).z == pytest.approx(3.4174, abs=5e-5)


def test_the_log_interval_agrees_with_hand_arithmetic():
    found = compare_rates(*GU, method="log")
    ratio = 60 / 51477.5 / (30 / 54308.7)
    factor = math.exp(1.959964 * math.sqrt(1 / 60 + 1 / 30))
    assert limits(found.rate_ratio) == pytest.approx([ratio / factor, ratio * factor], rel=1e-6)
    assert limits(compare_rates(*GU, method="wald").rate_ratio) == [None, None]


def test_a_regression_on_rand_health_insurance_agrees_with_statsmodels_own_test():
    from statsmodels.datasets import randhie

    table = randhie.load_pandas()
    found = count_regression(table.endog, {name: table.exog[name] for name in table.exog})
    # statsmodels/discrete/tests/results/results_discrete.py, RandHIE negative binomial (Stata)
    expected = [-0.0579, -0.2678, 0.0412, -0.0381, 0.2689, 0.0382, -0.0441, 0.0173, 0.1780]
    assert found.n == 20190
    assert found.dispersion == pytest.approx(1.2930, abs=5e-5)
    assert found.coefficients["constant"] == pytest.approx(0.6636, abs=5e-5)
    assert [found.coefficients[name] for name in table.exog] == pytest.approx(expected, abs=5e-5)


def drawn(ratio, n, seed, dispersion=1.0):
    import numpy as np

    random = np.random.default_rng(seed)
    time = random.uniform(0.3, 1.0, n)
    means = ratio * 1.5 * time
    if dispersion:
        means = random.gamma(1 / dispersion, means * dispersion)
    return random.poisson(means), time


def test_single_counts_find_a_ratio_and_a_dispersion_that_were_put_in():
    counts1, time1 = drawn(0.6, 3000, 1)
    counts0, time0 = drawn(1.0, 3000, 2)
    found = compare_counts(counts1, counts0, time_programme=time1, time_comparison=time0)
    assert found.rate_ratio.value == pytest.approx(0.6, abs=0.06)
    assert found.dispersion == pytest.approx(1.0, abs=0.15)
    width, by_chance = (math.log(one.high / one.low) for one in (found.rate_ratio, found.poisson))
    assert width > 1.3 * by_chance


def test_single_counts_agree_with_the_formula_for_means_where_all_are_followed_alike():
    counts1, _ = drawn(0.6, 400, 3)
    counts0, _ = drawn(1.0, 400, 4)
    fitted = compare_counts(counts1, counts0)
    means = compare_means(
        counts1.mean(), counts1.std(ddof=1), 400, counts0.mean(), counts0.std(ddof=1), 400
    )
    assert fitted.rate_ratio.value == pytest.approx(means.rate_ratio.value, rel=1e-4)
    assert limits(fitted.rate_ratio) == pytest.approx(limits(means.rate_ratio), rel=0.05)


def test_counts_by_chance_alone_fall_back_to_poisson_and_say_so():
    found = compare_counts([1, 2, 1, 2, 1, 2], [2, 3, 2, 3, 2, 3])
    assert found.dispersion == 0.0 and found.rate_ratio == found.poisson
    assert "Poisson model is used" in found.notes[0]
    assert "by chance alone" in found.pictures()[0]["rows"][0][1]


def test_time_that_differs_between_people_counts():
    # 3 events in 2 person-years against 3 in 6: dividing by people would give 1
    found = compare_counts(
        [1, 1, 1], [1, 1, 1], time_programme=[0.5, 0.5, 1.0], time_comparison=[2, 2, 2]
    )
    assert found.rate_ratio.value == pytest.approx(3.0)


@pytest.mark.parametrize("events", [(0, 10, 5, 10), (5, 10, 0, 10), (0, 1, 1, 1)])
@pytest.mark.parametrize("method", ["score", "log", "wald"])
def test_a_group_without_events_has_an_exact_interval_and_a_note(events, method):
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        found = compare_rates(*events, method=method)
    assert found.notes and "exact" in found.notes[0]
    ends = [
        x
        for x in (found.rate_ratio.low, found.rate_ratio.value, found.rate_ratio.high)
        if x is not None
    ]
    assert ends == sorted(ends) and all(math.isfinite(x) for x in ends)
    assert (found.rate_ratio.value is None) == (events[2] == 0)
    assert found.sentence


def test_the_exact_interval_agrees_with_hand_arithmetic():
    # none of 5 events in the programme group: the share's upper limit is 1 - 0.025 ** (1 / 5)
    share = 1 - 0.025 ** (1 / 5)
    assert compare_rates(0, 20, 5, 10).rate_ratio.high == pytest.approx(share / (1 - share) / 2)


@pytest.mark.parametrize(
    "given, word",
    [
        ((5, 0, 5, 10), "time_programme must be above 0"),
        ((5, -1, 5, 10), "time_programme"),
        ((2.5, 1, 5, 10), "whole number"),
        ((float("nan"), 1, 5, 10), "whole number"),
        ((5, float("inf"), 5, 10), "time_programme"),
        ((5, "10", 5, 10), "time_programme"),
        ((-1, 10, 5, 10), "whole number"),
        ((0, 10, 0, 10), "Nobody had an event"),
        (([1], 10, 5, 10), "whole number"),
        ((5, 10, 5, None), "time_comparison"),
    ],
)
def test_impossible_totals_are_refused(given, word):
    with pytest.raises(ValueError, match=word):
        compare_rates(*given)


@pytest.mark.parametrize(
    "given, word",
    [
        ((0, 1, 10, 1, 1, 10), "mean_programme must be above 0"),
        ((1, -1, 10, 1, 1, 10), "deviation_programme"),
        ((1, 1, 1, 1, 1, 10), "from 2"),
        ((1, 0, 10, 1, 0, 10), "Both standard deviations"),
        ((1, float("nan"), 10, 1, 1, 10), "deviation_programme"),
        ((1, 1, 10, "1", 1, 10), "mean_comparison"),
        ((1, 1, 10, 1, float("inf"), 10), "deviation_comparison"),
    ],
)
def test_impossible_means_are_refused(given, word):
    with pytest.raises(ValueError, match=word):
        compare_means(*given)


@pytest.mark.parametrize(
    "counts, options, word",
    [
        ([0, 0, 0], {}, "Nobody in counts_programme"),
        ([1, 2], {}, "at least 3"),
        ([], {}, "at least 3"),
        ([1, 2, 2.5], {}, "whole numbers"),
        ([1, 2, None], {}, "missing"),
        ([1, 2, -1], {}, "place 3"),
        ("123", {}, "list of numbers"),
        ([1, 2, 3], {"time_programme": [1, 1]}, "equally long"),
        ([1, 2, 3], {"time_programme": [1, 0, 1]}, "place 2"),
        ([1, 2, 3], {"level": 95}, "0.95"),
    ],
)
def test_impossible_single_counts_are_refused(counts, options, word):
    with pytest.raises(ValueError, match=word):
        compare_counts(counts, [1, 2, 3], **options)


@pytest.mark.parametrize("wrong", [{"method": "exact"}, {"method": None}, {"level": "0.95"}])
def test_unknown_choices_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        compare_rates(*GU, **wrong)


def test_a_regression_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="constant"):
        count_regression([0, 3, 9, 1], {"x": [1, 1, 1, 1]})
    with pytest.raises(ValueError, match="No negative binomial model"):
        count_regression([2, 2, 2, 2], {"x": [0, 1, 0, 1]})


def test_the_picture_sets_both_intervals_side_by_side_and_says_so():
    (picture,) = sledge("admissions").pictures()
    assert [row[1] for row in picture["rows"]] == ["allowing for the spread", "by chance alone"]
    assert picture["reference"] == 1.0 and picture["low"] < 0.324 < 1.043 < picture["high"]
    assert "0.32 to 1.04 and holds 1" in picture["text"]
    assert "0.38 to 0.89 and does not hold 1" in picture["text"]
    assert "0.58 times" in sledge("admissions")._repr_html_()


def test_the_interval_with_the_spread_holds_the_truth_as_often_as_it_says_and_chance_alone_not():
    import numpy as np

    random = np.random.default_rng(5)
    held, held_by_chance, trials = 0, 0, 1000
    for _ in range(trials):
        groups = []
        for mean, n in ((0.9, 80), (1.5, 80)):
            counts = random.poisson(random.gamma(1.0, mean, n))  # dispersion 1
            groups += [counts.mean(), counts.std(ddof=1), n]
        found = compare_means(*groups)
        held += found.rate_ratio.holds(0.6)
        held_by_chance += found.poisson.holds(0.6)
    # three standard errors of a share of 0.95 over 1000 trials are 0.02
    assert 0.925 < held / trials < 0.975
    assert held_by_chance / trials < 0.88
