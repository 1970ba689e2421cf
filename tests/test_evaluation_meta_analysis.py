"""Pooled effects: published reviews, R packages' own examples, odd trials."""

import math

import pytest

from peerlib.data import rows
from peerlib.evaluation.meta_analysis import pool
from peerlib.evaluation.meta_checks import heterogeneity, leave_one_out
from peerlib.evaluation.meta_effects import from_counts, from_means
from peerlib.evaluation.reviews import group_trials as pooled_groups
from peerlib.evaluation.reviews import smit2023
from peerlib.evaluation.small_studies import small_studies
from peerlib.models import meta_analysis as sums

# Treated cases, non-cases; control cases, non-cases: metadat dat.bcg (Colditz et al. 1994).
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
    (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
    (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]  # fmt: skip
# n, mean, sd; n, mean, sd: metadat dat.normand1999, days in hospital after a stroke.
LOS = [
    (155, 55, 47, 156, 75, 64), (31, 27, 7, 32, 29, 4), (75, 64, 17, 71, 119, 29),
    (18, 66, 20, 18, 137, 48), (8, 14, 8, 13, 18, 11), (57, 19, 7, 52, 18, 4),
    (34, 52, 45, 33, 41, 34), (110, 21, 16, 183, 31, 27), (60, 30, 27, 52, 23, 20),
]  # fmt: skip
# deaths, n treated; deaths, n control: metadat dat.egger2001, magnesium after a heart attack.
MAGNESIUM = [
    (1, 40, 2, 36), (9, 135, 23, 135), (2, 200, 7, 200), (1, 48, 1, 46), (10, 150, 8, 148),
    (1, 59, 9, 56), (1, 25, 3, 23), (0, 22, 1, 21), (6, 76, 11, 75), (1, 27, 7, 27),
    (2, 89, 12, 80), (5, 23, 13, 33), (4, 130, 8, 122), (90, 1159, 118, 1157),
    (4, 107, 17, 108), (2216, 29011, 2103, 29039),
]  # fmt: skip
# Outcome: published pooled effect, limits, I-squared with limits in percent (Smit et al. 2023).
SMIT = {
    "clinical": (0.19, 0.11, 0.27, 10, 0, 44),
    "personal": (0.15, 0.04, 0.27, 43, 1, 67),
    "functional": (0.08, -0.02, 0.18, None, None, None),
}


def limits(estimate):
    return [estimate.low, estimate.high]


def bcg(measure="risk-ratio"):
    columns = [[a, a + b, c, c + d] for a, b, c, d in BCG]
    return from_counts(*zip(*columns, strict=True), measure)


def los():
    n1, m1, s1, n0, m0, s0 = zip(*LOS, strict=True)
    return from_means(m1, s1, n1, m0, s0, n0, "difference")


def magnesium():
    return from_counts(*zip(*MAGNESIUM, strict=True))


def smit(outcome, leave=()):
    kept = [
        row for row in rows("smit2023") if row["outcome"] == outcome and row["trial"] not in leave
    ]
    effects, errors = [float(r["g"]) for r in kept], [float(r["se"]) for r in kept]
    return effects, errors, [row["trial"] for row in kept]


def group_trials(when):
    kept = [row for row in rows("group_trials") if row["when"] == when]
    names = [
        "mean_programme",
        "sd_programme",
        "n_programme",
        "mean_comparison",
        "sd_comparison",
        "n_comparison",
    ]
    return from_means(*[[float(row[name]) for row in kept] for name in names])


@pytest.mark.parametrize("outcome", SMIT)
def test_open_data_of_smit_2023_give_the_published_results(outcome):
    effects, errors, labels = smit(outcome)
    result = pool(effects, errors, labels=labels)
    value, low, high, share, share_low, share_high = SMIT[outcome]
    assert round(result.estimate.value, 2) == value
    assert limits(result.estimate) == pytest.approx([low, high], abs=0.005)
    if share is not None:
        found = [100 * one for one in (result.i_squared.value, *limits(result.i_squared))]
        assert found == pytest.approx([share, share_low, share_high], abs=0.6)


@pytest.mark.parametrize(
    ("outcome", "k", "fixed", "q", "p", "tau", "normal", "dl", "prediction"),
    [
        # computed with statsmodels 0.15 and SciPy from the same open data, by other means
        ("personal", 19, (0.163, 0.092, 0.234), 31.33, 0.026, 0.0196, (0.054, 0.255),
         (0.0192, 0.154, 0.054, 0.255), (-0.161, 0.469)),
        ("clinical", 22, (0.190, 0.119, 0.260), 23.33, 0.327, 0.0, (0.119, 0.260),
         (0.0033, 0.189, 0.111, 0.267), (0.115, 0.264)),
        ("functional", 25, (0.081, 0.015, 0.148), 37.69, 0.037, 0.0111, (-0.004, 0.164),
         (0.0170, 0.079, -0.012, 0.169), (-0.156, 0.315)),
    ],
)  # fmt: skip
def test_other_ways_to_pool_the_same_data(outcome, k, fixed, q, p, tau, normal, dl, prediction):
    effects, errors, _ = smit(outcome)
    result = pool(effects, errors)
    assert result.k == k
    one = pool(effects, errors, method="fixed").estimate
    assert (one.value, one.low, one.high) == pytest.approx(fixed, abs=6e-4)
    assert (result.q, result.p_q) == pytest.approx((q, p), abs=7e-3)
    assert result.tau_squared == pytest.approx(tau, abs=1e-4)
    assert limits(result.prediction) == pytest.approx(prediction, abs=1e-3)
    one = pool(effects, errors, interval="normal").estimate
    assert limits(one) == pytest.approx(normal, abs=6e-4)
    other = pool(effects, errors, method="dl", interval="normal")
    found = (other.tau_squared, other.estimate.value, *limits(other.estimate))
    assert found == pytest.approx(dl, abs=6e-4)


def test_one_trial_drives_the_spread_of_personal_recovery():
    effects, errors, labels = smit("personal")
    result = leave_one_out(effects, errors, labels=labels)
    assert labels[result.calmest] == "Salzer 2016"
    without = result.without[result.calmest]
    assert (without.estimate.value, *limits(without.estimate)) == pytest.approx(
        (0.134, 0.054, 0.214), abs=6e-4
    )
    # the data file has four decimals
    assert 100 * without.i_squared.value == pytest.approx(0.8, abs=0.1)
    functional = pool(*smit("functional", leave=["Salzer 2016"])[:2])
    assert (functional.estimate.value, *limits(functional.estimate)) == pytest.approx(
        (0.061, -0.012, 0.135), abs=6e-4
    )
    assert labels[result.most] == "Davidson 2004"
    assert "without Salzer 2016: I-squared 1 % instead of 43 %" in result.sentence
    (picture,) = result.pictures()
    assert len(picture["rows"]) == 20 and picture["rows"][-1][0] == "pooled"


def test_two_rows_of_one_trial_are_one_trial():
    effects, errors, labels = smit("personal")
    rogers = [i for i, label in enumerate(labels) if label == "Rogers 2016"]
    assert len(rogers) == 2
    kept = [i for i in range(len(labels)) if i not in rogers]
    # the mean of both, as sure as one of them: both use the same comparison group
    effects = [effects[i] for i in kept] + [sum(effects[i] for i in rogers) / 2]
    errors = [errors[i] for i in kept] + [errors[rogers[0]]]
    result = pool(effects, errors)
    assert result.k == 18
    assert (result.estimate.value, *limits(result.estimate)) == pytest.approx(
        (0.162, 0.045, 0.279), abs=1.5e-3
    )


def test_standard_errors_taken_for_standard_deviations_change_a_review():
    # If 1.49 and 1.54 of Salzer's 50 and 49 people are standard errors, g is 0.134, not 0.943.
    (g,), (error,) = from_means([80.23], [1.49 * 50**0.5], [50], [78.79], [1.54 * 49**0.5], [49])
    assert (g, error) == pytest.approx((0.134, 0.200), abs=6e-4)
    effects, errors, labels = smit("personal")
    i = labels.index("Salzer 2016")
    effects[i], errors[i] = float(g), float(error)
    result = pool(effects, errors, method="dl", interval="normal")
    assert result.tau_squared == 0
    assert (result.estimate.value, *limits(result.estimate)) == pytest.approx(
        (0.139, 0.067, 0.210), abs=1e-3
    )


def test_bcg_trials_as_metafor_pools_them():
    # metafor::rma(ai, bi, ci, di, measure = "RR", method = "EE" / "DL" / "REML")
    effects, errors = bcg()
    fixed = pool(effects, errors, method="fixed")
    assert (fixed.estimate.value, *limits(fixed.estimate)) == pytest.approx(
        (-0.4303, -0.5097, -0.3509), abs=1e-4
    )
    assert fixed.q == pytest.approx(152.233, abs=1e-3)
    random = pool(effects, errors, method="dl", interval="normal", ratio=True)
    assert (random.estimate.value, *limits(random.estimate)) == pytest.approx(
        (-0.7141, -1.0644, -0.3638), abs=1e-4
    )
    assert random.tau_squared == pytest.approx(0.3088, abs=1e-4)
    assert 100 * random.i_squared.value == pytest.approx(92.12, abs=5e-3)
    shown = random.shown_estimate(random.estimate)
    assert (shown.value, shown.low, shown.high) == pytest.approx((0.490, 0.345, 0.695), abs=6e-4)
    hartung = pool(effects, errors, method="dl")
    assert limits(hartung.estimate) == pytest.approx([-1.1078, -0.3204], abs=1e-4)
    new = random.shown_estimate(random.prediction)
    assert (new.low, new.high) == pytest.approx((0.135, 1.769), abs=2e-3)
    # metafor's manual for rma: tau^2 0.3132 by REML, estimate -0.7145
    reml = pool(effects, errors)
    assert (reml.tau_squared, reml.estimate.value) == pytest.approx((0.3132, -0.7145), abs=1e-4)
    odds = [
        pool(*bcg("odds-ratio"), method=method, interval="normal", ratio=True)
        for method in ("fixed", "dl")
    ]
    assert odds[0].shown(odds[0].estimate.value) == pytest.approx(0.647, abs=6e-4)
    shown = odds[1].shown_estimate(odds[1].estimate)
    assert (shown.value, shown.low, shown.high) == pytest.approx((0.474, 0.325, 0.690), abs=6e-4)


def test_tempting_ways_to_pool_the_bcg_trials_give_other_numbers():
    a, n1, c, n0 = (
        sum(column) for column in zip(*[(a, a + b, c, c + d) for a, b, c, d in BCG], strict=True)
    )
    assert (a / n1) / (c / n0) == pytest.approx(0.614, abs=6e-4)  # add up the tables
    effects, _ = bcg()
    assert sum(math.exp(y) for y in effects) / 13 == pytest.approx(0.594, abs=6e-4)
    assert math.exp(sum(effects) / 13) == pytest.approx(0.477, abs=6e-4)


def test_hospital_days_as_metafor_pools_them():
    # metadat dat.normand1999; metafor::escalc(measure = "MD", vtype = "HO"), rma
    effects, errors = los()
    fixed = pool(effects, errors, method="fixed").estimate
    assert (fixed.value, *limits(fixed)) == pytest.approx((-3.49, -5.03, -1.96), abs=6e-3)
    dl = pool(effects, errors, method="dl", interval="normal")
    assert (dl.estimate.value, *limits(dl.estimate)) == pytest.approx(
        (-14.10, -24.45, -3.75), abs=6e-3
    )
    assert dl.tau_squared == pytest.approx(218.7, abs=0.06)
    reml = pool(effects, errors, interval="normal").estimate
    assert (reml.value, *limits(reml)) == pytest.approx((-15.12, -32.67, 2.43), abs=6e-3)
    hartung = pool(effects, errors, method="dl")
    assert limits(hartung.estimate) == pytest.approx([-34.3, 6.15], abs=0.06)
    assert limits(dl.prediction) == pytest.approx([-51.2, 23.0], abs=0.06)


def test_magnesium_trials_as_metafor_pools_them():
    effects, errors = magnesium()
    fixed = pool(effects, errors, method="fixed", ratio=True)
    shown = fixed.shown_estimate(fixed.estimate)
    assert (shown.value, shown.low, shown.high) == pytest.approx((1.015, 0.956, 1.077), abs=6e-4)
    dl = pool(effects, errors, method="dl", interval="normal", ratio=True)
    shown = dl.shown_estimate(dl.estimate)
    assert (shown.value, shown.low, shown.high) == pytest.approx((0.483, 0.329, 0.710), abs=6e-4)
    assert (dl.q, 100 * dl.i_squared.value) == pytest.approx((47.06, 68.1), abs=0.05)
    assert math.exp(effects[-1]) == pytest.approx(1.06, abs=5e-3)  # the largest trial, alone
    # metafor::regtest(model = "lm"): the intercept of y/s on 1/s
    egger = small_studies(effects, errors)
    assert egger.slope.value == pytest.approx(-1.599, abs=1e-3)
    assert egger.standard_error == pytest.approx(0.276, abs=6e-4)
    assert egger.p == pytest.approx(4.7e-5, abs=1e-6)
    assert "lower" in egger.sentence


@pytest.mark.parametrize(
    ("outcome", "slope", "p"),
    [("personal", -0.41, 0.66), ("clinical", 0.0, 1.0), ("functional", -0.21, 0.74)],
)
def test_smit_2023_shows_no_small_study_effect(outcome, slope, p):
    result = small_studies(*smit(outcome)[:2])
    assert (result.slope.value, result.p) == pytest.approx((slope, p), abs=6e-3)
    assert "does not show" in result.sentence


def test_peer_led_groups_pooled_from_means_and_deviations():
    effects, errors = group_trials("follow-up")
    assert list(effects) == pytest.approx([0.2163, 0.3587, 0.2502, 0.4906], abs=6e-5)
    assert list(errors**2) == pytest.approx([0.01002, 0.01853, 0.08328, 0.12445], abs=6e-6)
    for method in ("fixed", "dl", "pm"):
        result = pool(effects, errors, method=method, interval="normal")
        found = (result.estimate.value, *limits(result.estimate), result.q, result.p_q)
        assert found == pytest.approx((0.2755, 0.127, 0.424, 1.103, 0.776), abs=6e-4)
        assert result.i_squared.value == result.tau_squared == 0
    assert limits(pool(effects, errors, method="dl").prediction) == pytest.approx(
        [-0.051, 0.602], abs=6e-4
    )
    other = pool(effects, errors, method="dl", prediction_df="k-1")
    assert limits(other.prediction) == pytest.approx([0.034, 0.517], abs=6e-4)
    effects, errors = group_trials("end")
    assert list(effects) == pytest.approx([0.3063, 0.3365, 0.2035, 0.4241], abs=6e-5)
    result = pool(effects, errors, method="fixed")
    assert (result.estimate.value, *limits(result.estimate), result.q) == pytest.approx(
        (0.3155, 0.171, 0.461, 0.295), abs=6e-4
    )


# outcome row: chi-square, df, printed I-squared (Cooper et al. 2024, Tables 2 to 4)
PRINTED = [
    (4.09, 3, 27), (4.01, 4, 0), (9.65, 5, 48), (8.46, 5, 41), (0.43, 2, 0), (5.74, 2, 65),
    (3.21, 3, 7), (9.30, 5, 46), (7.16, 3, 58), (1.68, 2, 0), (1.97, 2, 0), (49.37, 8, 84),
    (20.25, 6, 70), (91.38, 20, 78),
]  # fmt: skip


@pytest.mark.parametrize(("q", "df", "share"), PRINTED)
def test_printed_i_squared_follows_from_printed_chi_square(q, df, share):
    assert 100 * heterogeneity(q, df)[0].value == pytest.approx(share, abs=1)


def test_printed_p_of_chi_square_follows_too():
    # Lloyd-Evans et al. 2014 print p .25 for 4.09 on 3 df; Fuhr et al. 2014 p .06 for 5.74 on 2
    assert heterogeneity(4.09, 3)[1] == pytest.approx(0.25, abs=5e-3)
    assert heterogeneity(5.74, 2)[1] == pytest.approx(0.06, abs=5e-3)


def test_interval_of_i_squared_as_smit_2023_print_it():
    # Q 31.325 of 19 trials: 43 % (1 to 67)
    share, _ = heterogeneity(31.325, 18)
    found = [100 * one for one in (share.value, *limits(share))]
    assert found == pytest.approx([42.5, 1.1, 66.6], abs=0.06)


@pytest.mark.parametrize("outcome", SMIT)
def test_statsmodels_agrees_on_what_it_has(outcome):
    import numpy as np
    from statsmodels.stats.meta_analysis import combine_effects

    effects, errors, _ = smit(outcome)
    other = combine_effects(np.array(effects), np.array(errors) ** 2, method_re="dl", use_t=True)
    ours = pool(effects, errors, method="dl")
    assert ours.tau_squared == pytest.approx(other.tau2)
    assert ours.q == pytest.approx(other.q)
    assert ours.i_squared.value == pytest.approx(max(0, other.i2), abs=1e-9)
    assert ours.standard_error == pytest.approx(other.sd_eff_w_re_hksj)


def test_from_counts_and_means_agree_with_hand_arithmetic_and_statsmodels():
    from statsmodels.stats.meta_analysis import effectsize_smd

    effects, errors = from_counts([64, 0], [218, 22], [83, 1], [216, 21])
    assert effects[0] == pytest.approx(math.log(64 * 133 / (154 * 83)))
    assert errors[0] == pytest.approx(math.sqrt(1 / 64 + 1 / 154 + 1 / 83 + 1 / 133))
    # a zero: one half to each cell of this trial
    assert effects[1] == pytest.approx(math.log(0.5 * 20.5 / (22.5 * 1.5)))
    assert errors[1] == pytest.approx(math.sqrt(1 / 0.5 + 1 / 22.5 + 1 / 1.5 + 1 / 20.5))
    difference, error = from_counts([64], [218], [83], [216], "risk-difference")
    p1, p0 = 64 / 218, 83 / 216
    assert difference[0] == pytest.approx(p1 - p0)
    assert error[0] == pytest.approx(math.sqrt(p1 * (1 - p1) / 218 + p0 * (1 - p0) / 216))
    g, error = from_means([2.97], [0.46], [120], [2.73], [0.48], [97])
    other, variance = effectsize_smd(2.97, 0.46, 120, 2.73, 0.48, 97)
    assert g[0] == pytest.approx(other, abs=1e-5)
    # statsmodels uses another variance formula for g, alike to the third figure
    assert error[0] ** 2 == pytest.approx(variance, rel=0.01)
    turned, _ = from_means([2.97], [0.46], [120], [2.73], [0.48], [97], lower_is_better=True)
    assert turned[0] == -g[0]


def test_portable_sums_agree_with_the_library_for_the_fixed_effect():
    effects, errors, _ = smit("clinical")
    weights = sums.weights([error**2 for error in errors])
    result = pool(effects, errors, method="fixed")
    assert sums.pooled(effects, weights) == pytest.approx(result.estimate.value)
    assert sums.standard_error(weights) == pytest.approx(result.standard_error)
    assert sums.q(effects, weights) == pytest.approx(result.q)
    dl = pool(effects, errors, method="dl")
    assert sums.between_variance(effects, [e**2 for e in errors]) == pytest.approx(dl.tau_squared)


def test_one_trial_is_its_own_result_and_says_so():
    result = pool([0.3], [0.1])
    assert limits(result.estimate) == pytest.approx([0.104, 0.496], abs=1e-3)
    assert result.q is None and result.prediction.low is None and result.weights == (1.0,)
    assert any("one trial" in note for note in result.notes)
    assert "1 trial gives" in result.sentence and result.pictures()


def test_two_trials_have_a_wide_interval_and_no_prediction():
    result = pool([0.1, 0.4], [0.1, 0.1])
    assert result.prediction.low is None and result.notes
    assert result.estimate.high - result.estimate.low > 3
    assert pool([0.1, 0.4], [0.1, 0.1], prediction_df="k-1").prediction.low is not None


def test_trials_that_agree_to_the_last_digit_still_have_an_interval():
    result = pool([0.2, 0.2, 0.2], [0.1, 0.1, 0.1])
    assert result.interval == "normal" and result.notes
    assert result.estimate.high > result.estimate.low
    assert result.i_squared.value == 0 and result.tau_squared == 0


def test_modified_interval_is_never_narrower_than_the_normal_error_allows():
    effects, errors = group_trials("follow-up")
    narrow = pool(effects, errors, method="dl")
    modified = pool(effects, errors, method="dl", interval="hartung-knapp-modified")
    assert modified.standard_error > narrow.standard_error
    assert modified.standard_error == pytest.approx(
        pool(effects, errors, method="dl", interval="normal").standard_error
    )


def test_order_of_trials_makes_no_difference():
    effects, errors, _ = smit("personal")
    there, back = pool(effects, errors), pool(effects[::-1], errors[::-1])
    assert there.estimate.value == pytest.approx(back.estimate.value, abs=1e-9)
    assert there.tau_squared == pytest.approx(back.tau_squared, abs=1e-9)


def test_turning_the_sign_turns_the_result():
    effects, errors, _ = smit("personal")
    there, back = pool(effects, errors), pool([-y for y in effects], errors)
    assert back.estimate.value == pytest.approx(-there.estimate.value)
    assert back.estimate.low == pytest.approx(-there.estimate.high)


def test_forest_and_funnel_show_what_they_say():
    effects, errors, labels = smit("personal")
    result = pool(effects, errors, labels=labels, axis="Hedges g")
    (picture,) = result.pictures()
    assert [row[1] for row in picture["rows"][:-2]] == labels
    assert picture["rows"][-2][0] == "pooled"
    assert picture["rows"][-2][2:5] == [result.estimate.value, *limits(result.estimate)]
    assert picture["reference"] == 0 and "0.15" in picture["text"]
    assert picture["low"] < min(effects) and picture["high"] > max(effects)
    assert result.draw().figures and list(result.table()["trial"]) == labels
    assert sum(result.table()["weight"]) == pytest.approx(1)
    (funnel,) = small_studies(effects, errors).pictures()
    assert funnel["y_range"][0] > max(errors) and funnel["y_range"][1] == 0
    ratio = pool(*bcg(), ratio=True).pictures()[0]
    assert ratio["log"] and ratio["reference"] == 1 and ratio["low"] > 0


@pytest.mark.parametrize("function", [pool, small_studies, leave_one_out])
@pytest.mark.parametrize(
    ("effects", "errors", "more", "word"),
    [
        ([], [], {}, "at least"),
        ([0.1, 0.2, 0.3, 0.4], [0.1, 0.1, 0.2], {}, "equally long"),
        ([0.1, None, 0.3], [0.1, 0.1, 0.1], {}, "missing value at place 2"),
        ([0.1, math.nan, 0.3], [0.1, 0.1, 0.1], {}, "missing value"),
        ([0.1, math.inf, 0.3], [0.1, 0.1, 0.1], {}, "numbers are needed"),
        ([0.1, 0.2, 0.3], [0.1, 0.0, 0.2], {}, "must be above 0"),
        ([0.1, 0.2, 0.3], [0.1, -0.1, 0.2], {}, "from 0"),
        ("0.1", [0.1], {}, "list of numbers"),
        (0.1, 0.1, {}, "list of numbers"),
        ([0.1, "0.2", 0.3], [0.1, 0.1, 0.2], {}, "numbers are needed"),
        ([0.1, 0.2, 0.3], [0.1, 0.1, 0.2], {"labels": ["a"]}, "equally long"),
        ([0.1, 0.2, 0.3], [0.1, 0.1, 0.2], {"level": 95}, "0.95"),
    ],
)
def test_trials_that_cannot_be_are_refused_with_the_rule(function, effects, errors, more, word):
    with pytest.raises(ValueError, match=word):
        function(effects, errors, **more)


@pytest.mark.parametrize(
    "wrong", [{"method": "bayes"}, {"method": None}, {"interval": "exact"}, {"prediction_df": 2}]
)
def test_unknown_choices_are_refused(wrong):
    with pytest.raises(ValueError, match="must be one of"):
        pool([0.1, 0.2, 0.3], [0.1, 0.1, 0.2], **wrong)


def test_small_studies_need_studies_of_different_sizes():
    with pytest.raises(ValueError, match="same standard error"):
        small_studies([0.1, 0.2, 0.3], [0.1, 0.1, 0.1])
    assert small_studies([0.1, 0.3, 0.2], [0.1, 0.2, 0.3]).notes  # few, and said so


@pytest.mark.parametrize(
    ("q", "df", "word"),
    [
        (-1, 3, "from 0"),
        (math.nan, 3, "number"),
        (3, 0, "whole number"),
        (3, 2.5, "whole number"),
        ("3", 2, "number"),
        (3, None, "whole"),
    ],
)
def test_heterogeneity_refuses_what_cannot_be(q, df, word):
    with pytest.raises(ValueError, match=word):
        heterogeneity(q, df)


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        (([0], [20], [0], [20]), "nobody or everybody"),
        (([20], [20], [20], [20]), "nobody or everybody"),
        (([21], [20], [5], [20]), "swapped"),
        (([2.5], [20], [5], [20]), "whole number"),
        (([1, 2], [20, 20], [5], [20]), "equally long"),
        (([1], [20, 20], [5], [20]), "equally long"),
        (([], [], [], []), "at least"),
        (([None], [20], [5], [20]), "missing"),
        (([1], [0], [5], [20]), "from 1"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, word):
    with pytest.raises(ValueError, match=word):
        from_counts(*counts)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({1: [0.0]}, "sd_programme"),
        ({2: [1]}, "from 2"),
        ({0: [math.nan]}, "missing"),
        ({3: [1, 2]}, "equally long"),
        ({4: [-1]}, "sd_comparison"),
        ({5: "20"}, "list"),
    ],
)
def test_means_that_cannot_be_are_refused(change, word):
    values = [[2.97], [0.46], [120], [2.73], [0.48], [97]]
    for place, value in change.items():
        values[place] = value
    with pytest.raises(ValueError, match=word):
        from_means(*values)
    with pytest.raises(ValueError, match="must be one of"):
        from_means([2.97], [0.46], [120], [2.73], [0.48], [97], measure="d")


def test_reviews_come_ready_to_be_drawn():
    effects, errors, labels = smit("personal")
    ours = smit2023("personal")
    assert ours == pool(effects, errors, labels=labels, axis=ours.axis)
    without = smit2023("personal", leave_out="Salzer 2016")
    assert without.k == 18 and without.estimate.value == pytest.approx(0.134, abs=6e-4)
    assert pooled_groups().estimate.value == pytest.approx(0.2755, abs=1e-4)
    assert pooled_groups("end", method="reml").k == 4
    for wrong in (
        lambda: smit2023("recovery"),
        lambda: smit2023("personal", leave_out="Salzer"),
        lambda: smit2023(None),
        lambda: pooled_groups("later"),
    ):
        with pytest.raises(ValueError, match="must be one of"):
            wrong()


def test_portable_errors_of_the_random_effects_agree_with_statsmodels():
    effects, errors, _ = smit("functional")
    result = pool(effects, errors, method="dl")
    weights = sums.weights([error**2 for error in errors], result.tau_squared)
    assert sums.hartung_knapp_error(effects, weights) == pytest.approx(result.standard_error)
    # t of 23 degrees of freedom for 95 %: 2.0687
    half = result.prediction.high - result.prediction.value
    assert 2.0687 * sums.prediction_error(result.tau_squared, weights) == pytest.approx(
        half, abs=1e-4
    )
