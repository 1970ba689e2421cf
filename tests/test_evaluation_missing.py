"""Loss, bounds and filled-in tables: published counts, another package, odd input."""

import math

import numpy as np
import pandas
import pytest

from peerlib.data import read
from peerlib.evaluation.attrition import loss
from peerlib.evaluation.imputed import impute, rubin
from peerlib.evaluation.missing_outcomes import missing_outcomes
from peerlib.models import missing as sums

STUDIES = read("attrition")


def loss_of(name):
    study = STUDIES[name]
    return loss(study["people_programme"], study["people_comparison"], stages=study["stages"])


def test_loss_of_van_gestel_2012_differs_between_the_groups():
    # statsmodels and SciPy on the counts of the data set behind Dalgaard et al. 2025
    result = loss_of("vangestel2012")
    assert [100 * one for one in result.lost_programme] == pytest.approx([19.0, 28.0], abs=0.06)
    assert [100 * one for one in result.lost_comparison] == pytest.approx([29.1, 40.0], abs=0.06)
    assert 100 * result.overall[-1] == pytest.approx(33.9, abs=0.06)
    assert result.chi_square == pytest.approx((4.60, 5.37), abs=5e-3)
    assert result.p == pytest.approx((0.032, 0.021), abs=5e-4)
    assert result.difference[-1].value == pytest.approx(0.2798 - 0.4, abs=1e-4)
    assert "33.9 %" in result.sentence and "28.0 %" in result.sentence


def test_loss_of_peers_adds_up_over_the_stages():
    # trial registry NCT04319094: cumulative loss 48 % v 50 % by 6 months
    result = loss_of("peers")
    assert [100 * one for one in result.lost_programme] == pytest.approx(
        [8.0, 25.3, 40.0, 48.0], abs=0.06
    )
    assert [100 * one for one in result.lost_comparison] == pytest.approx(
        [12.2, 29.7, 41.9, 50.0], abs=0.06
    )
    assert result.p == pytest.approx((0.40, 0.55, 0.81, 0.81), abs=5e-3)
    # from stage to stage the loss looks small: 39 of 45 stayed from 3 to 6 months
    assert round(1 - 39 / 45, 3) == 0.133 < result.lost_programme[-1]


def test_loss_of_ruesch_2019():
    result = loss_of("rusch2019")
    assert 100 * result.lost_programme[0] == pytest.approx(13.0, abs=0.06)
    assert 100 * result.lost_comparison[0] == pytest.approx(31.6, abs=0.06)


def test_loss_agrees_with_a_test_worked_by_hand():
    result = loss([168, 121], [165, 99])
    a, b, c, d = 47, 121, 66, 99
    by_hand = 333 * (a * d - b * c) ** 2 / ((a + b) * (c + d) * (a + c) * (b + d))
    assert result.chi_square[0] == pytest.approx(by_hand)


def test_nobody_lost_has_no_test_and_people_who_came_back_are_noted():
    result = loss([20, 20], [30, 30])
    assert result.chi_square == (None,) and result.p == (None,) and result.overall == (0.0,)
    assert result.difference[0].low < 0 < result.difference[0].high
    assert result.sentence and result.pictures()[0]["bars"]
    assert any("came back" in note for note in loss([20, 10, 15], [20, 18, 15]).notes)
    assert not any("came back" in note for note in loss([20, 18, 15], [20, 18, 15]).notes)


def test_portable_bounds_are_those_of_the_evaluation():
    # Johnson et al. 2018: 64/218 and 83/216, of 221 and 220 randomised
    best, worst = sums.bounds(64, 218, 221, 83, 216, 220)
    found = missing_outcomes(64, 218, 3, 83, 216, 4)
    assert (best, worst) == pytest.approx(
        (found.best.risk_difference.value, found.worst.risk_difference.value)
    )
    assert (found.best.relative_risk.value, found.worst.relative_risk.value) == pytest.approx(
        (0.73, 0.80), abs=5e-3
    )
    assert best < worst < 0
    best, worst = sums.bounds(20, 60, 100, 30, 60, 100)  # many missing: the direction is open
    assert best < 0 < worst


def test_rubin_on_the_worked_example():
    # three filled-in tables, worked by hand: W 0.7242, B 0.16, T 0.9375
    result = rubin([2.1, 2.5, 2.9], [0.80, 0.90, 0.85])
    assert result.estimate.value == pytest.approx(2.5)
    assert (result.within, result.between) == pytest.approx((0.7242, 0.16), abs=5e-5)
    assert (result.standard_error, result.df) == pytest.approx((0.9682, 38.62), abs=1e-2)
    assert result.standard_error == pytest.approx(0.9682, abs=1e-4)
    assert result.share_missing == pytest.approx(0.228, abs=5e-4)
    # t of 38.6 degrees of freedom: 2.0234
    half = result.estimate.high - 2.5
    assert half == pytest.approx(2.0234 * 0.96825, abs=1e-3)
    wrong = [
        (0.80 + 0.90 + 0.85) / 3,
        math.sqrt(result.within),
        math.sqrt(result.within + result.between),
    ]
    assert wrong == pytest.approx([0.850, 0.851, 0.940], abs=5e-4)
    assert all(one < result.standard_error for one in wrong)


def gappy(n=200, seed=1):
    rng = np.random.default_rng(seed)
    before = rng.normal(50, 10, n)
    group = rng.integers(0, 2, n).astype(float)
    after = 20 + 0.6 * before + 4 * group + rng.normal(0, 6, n)
    table = pandas.DataFrame({"group": group, "before": before, "after": after})
    table.loc[rng.random(n) < 1 / (1 + np.exp((before - 45) / 5)), "after"] = np.nan
    return table


def test_impute_pools_as_statsmodels_does():
    from statsmodels.api import OLS
    from statsmodels.imputation.mice import MICE, MICEData

    table = gappy()
    ours = impute(table, "after ~ group + before", "group", tables=4, rng=5)
    model = MICE(
        "after ~ group + before", OLS, MICEData(table.copy(), rng=np.random.default_rng(5))
    )
    theirs = model.fit(n_burnin=5, n_imputations=4)
    place = model.exog_names.index("group")
    assert ours.estimate.value == pytest.approx(theirs.params[place])
    assert ours.standard_error == pytest.approx(theirs.bse[place], rel=1e-3)
    assert ours.share_missing == pytest.approx(theirs.frac_miss_info[place], rel=1e-2)
    assert len(ours.estimates) == 4 and ours.notes


def test_impute_finds_the_effect_and_the_same_number_gives_the_same_result():
    table = gappy()
    one = impute(table, "after ~ group + before", "group", tables=6, rng=0)
    assert one == impute(table, "after ~ group + before", "group", tables=6, rng=0)
    assert one != impute(table, "after ~ group + before", "group", tables=6, rng=1)
    assert one.estimate.holds(4)  # the effect that the table was made with
    assert table["after"].isna().sum() > 40  # and the table given is left as it was
    assert one.pictures()[0]["rows"][-1][0] == "pooled"


def test_last_observation_carried_forward_is_not_careful_where_people_get_better():
    # Everybody gains 10. Half of the comparison group is gone; carried forward they gain 0.
    gain_programme, gain_comparison = 10.0, (10.0 + 0.0) / 2
    assert gain_programme - gain_comparison == 5.0  # an effect where there is none


def test_equal_estimates_give_the_normal_interval():
    result = rubin([1.0, 1.0, 1.0], [0.5, 0.5, 0.5])
    assert result.df is None and result.between == 0 and result.share_missing == 0
    assert result.standard_error == 0.5
    assert result.estimate.high == pytest.approx(1.98, abs=1e-2)
    assert result.notes  # few tables


@pytest.mark.parametrize(
    ("programme", "comparison", "more", "word"),
    [
        ([20], [20, 10], {}, "list of people at each stage"),
        (20, [20, 10], {}, "list of people"),
        ("20", [20, 10], {}, "list of people"),
        ([20, 21], [20, 10], {}, "cannot be more people than began"),
        ([0, 0], [20, 10], {}, "from 1"),
        ([20, -1], [20, 10], {}, "whole number"),
        ([20, 10.5], [20, 10], {}, "whole number"),
        ([20, None], [20, 10], {}, "whole number"),
        ([20, math.nan], [20, 10], {}, "whole number"),
        ([20, 10, 5], [20, 10], {}, "equally long"),
        ([20, 10], [20, 10], {"stages": ["a"]}, "equally long"),
        ([20, 10], [20, 10], {"level": 95}, "0.95"),
    ],
)
def test_counts_of_loss_that_cannot_be_are_refused(programme, comparison, more, word):
    with pytest.raises(ValueError, match=word):
        loss(programme, comparison, **more)


@pytest.mark.parametrize(
    ("estimates", "errors", "word"),
    [
        ([1.0], [0.5], "at least 2"),
        ([], [], "at least 2"),
        ([1.0, 2.0], [0.5, 0.5, 0.5], "equally long"),
        ([1.0, None], [0.5, 0.5], "missing"),
        ([1.0, math.inf], [0.5, 0.5], "numbers are needed"),
        ([1.0, 2.0], [0.5, -0.5], "from 0"),
        ([1.0, 2.0], [0.0, 0.0], "needs no pooling"),
        ("12", [0.5, 0.5], "list of numbers"),
    ],
)
def test_tables_that_cannot_be_pooled_are_refused(estimates, errors, word):
    with pytest.raises(ValueError, match=word):
        rubin(estimates, errors)
    with pytest.raises(ValueError, match="0.95"):
        rubin([1.0, 2.0], [0.5, 0.5], level=95)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda t: {"table": [1, 2]}, "DataFrame"),
        (lambda t: {"table": t.head(5)}, "10 at least"),
        (lambda t: {"table": t.assign(name="x")}, "holds text"),
        (lambda t: {"table": t.assign(empty=np.nan)}, "fewer than 5"),
        (lambda t: {"table": t.assign(before=np.inf)}, "infinite"),
        (lambda t: {"formula": "after ~ nothing"}, "could not be fitted"),
        (lambda t: {"formula": 3}, "could not be fitted"),
        (lambda t: {"term": "effect"}, "has no term"),
        (lambda t: {"tables": 1}, "whole number from 2"),
        (lambda t: {"tables": 1000}, "from 2 to 200"),
        (lambda t: {"level": 95}, "0.95"),
    ],
)
def test_tables_that_cannot_be_filled_in_are_refused(change, word):
    table = gappy(60)
    arguments = {"table": table, "formula": "after ~ group", "term": "group", "tables": 2}
    with pytest.raises(ValueError, match=word):
        impute(**{**arguments, **change(table)})
