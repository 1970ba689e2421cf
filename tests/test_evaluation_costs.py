"""Costs for effects: a worked example, published evaluations, hand arithmetic, odd input."""

import math

import numpy as np
import pytest

from peerlib.data import read
from peerlib.evaluation.costs import compare, from_draws
from peerlib.evaluation.quality_years import adjusted_difference, quality_adjusted_years
from peerlib.models import costs as sums

STUDIES = read("economics")
DRAWS_COST = [200, -100, -300, 900, 100]
DRAWS_EFFECT = [0.02, 0.01, -0.01, 0.03, 0.0]


def test_worked_example_of_five_draws():
    # by hand: mean cost 160, mean effect 0.01
    result = from_draws(DRAWS_COST, DRAWS_EFFECT, worth=[0, 20000, 40000])
    assert result.cost_per_effect == pytest.approx(16000)
    assert result.net_benefit[1] == pytest.approx(40)
    assert result.share_worth_it == (0.4, 0.6, 0.6)
    pairs = list(zip(DRAWS_COST, DRAWS_EFFECT, strict=True))
    benefits = [sums.net_benefit(cost, effect, 20000) for cost, effect in pairs]
    assert benefits == pytest.approx([200, 300, 100, -300, -100])
    # the tempting ways: the mean of the ratios, and the share of ratios below the threshold
    ratios = [cost / effect for cost, effect in pairs if effect]
    assert ratios == pytest.approx([10000, -10000, 30000, 30000])
    assert sum(ratios) / 4 == pytest.approx(15000)
    assert sum(ratio < 20000 for ratio in ratios) / 5 == 0.4
    assert sums.share_worth_it(DRAWS_COST, DRAWS_EFFECT, 20000) == 0.6


def test_published_means_of_the_vaccine_example_of_bcea():
    # R package BCEA, data Vaccine: mean effect 0.000250576, mean cost 5.03598, ICER 20,097.6.
    # Its 1,000 draws ship only inside the package and are not printed, so its acceptability
    # (.457 at 20,000) and the mean of its ratios (3,354) cannot be recomputed here.
    assert sums.cost_per_effect(5.03598, 0.000250576) == pytest.approx(20097.6, abs=0.5)
    for worth, benefit in ((20000, -0.0245), (25000, 1.228), (30000, 2.481)):
        assert sums.net_benefit(5.03598, 0.000250576, worth) == pytest.approx(benefit, abs=1e-3)


def test_ratio_of_rounded_figures_is_not_the_printed_ratio():
    cadet = STUDIES["cadet"]
    # Green et al. 2014 print 14,248; the printed cost over the printed, rounded effect is 13,536
    assert sums.cost_per_effect(cadet["extra_cost"], cadet["extra_effect"]) == pytest.approx(13536)
    printed = cadet["printed"]["cost_per_effect"]
    assert round(cadet["extra_cost"] / printed, 2) == cadet["extra_effect"]


def test_saving_of_rapsid_adds_up():
    rapsid = STUDIES["rapsid"]
    saved = rapsid["lower_cost_of_care"] - rapsid["delivery"] - rapsid["own_expenses"]
    assert saved == pytest.approx(rapsid["printed"]["saved"])  # Wingate et al. 2017: 113.13


def test_less_effect_for_less_money_turns_the_reading_of_the_ratio_round():
    dafne = STUDIES["dafne"]
    cost, effect = dafne["extra_cost"], dafne["extra_effect"]
    assert sums.quadrant(cost, effect) == "worse, cheaper"
    assert sums.cost_per_effect(cost, effect) == pytest.approx(19300)
    assert [sums.net_benefit(cost, effect, worth) for worth in (15000, 20000, 25000)] == (
        pytest.approx([172, -28, -228])
    )
    # DafneGroup 2014: probability falls through one half between 15,000 and 25,000
    chance = dict(zip(dafne["printed"]["thresholds"], dafne["printed"]["probability"], strict=True))
    assert chance[15000] > 0.5 > chance[25000]


def test_negative_ratio_of_mueller_2019_means_more_for_less():
    study = STUDIES["mueller"]
    cost, effect = study["extra_cost"], study["extra_effect"]
    assert round(sums.cost_per_effect(cost, effect)) == study["printed"]["cost_per_effect"]
    # the same number with both signs turned is the opposite
    assert sums.cost_per_effect(-cost, -effect) == sums.cost_per_effect(cost, effect)
    assert sums.quadrant(cost, effect) == "better, cheaper"
    assert sums.quadrant(-cost, -effect) == "worse, dearer"


def test_gillespie_is_better_and_cheaper_on_the_point_estimates():
    study = STUDIES["gillespie"]
    assert sums.quadrant(study["extra_cost"], study["extra_effect"]) == "better, cheaper"
    assert study["extra_cost_interval"][0] < 0 < study["extra_cost_interval"][1]


def people(rng, n, cost, effect):
    effects = rng.normal(effect, 0.1, n)
    return rng.gamma(2, cost / 2, n) - 8000 * (effects - effect), effects


def test_bootstrap_intervals_agree_with_scipy():
    from scipy.stats import bootstrap

    rng = np.random.default_rng(3)
    costs1, effects1 = people(rng, 80, 1200, 0.70)
    costs0, effects0 = people(rng, 70, 1000, 0.65)
    ours = compare(costs1, effects1, costs0, effects0, worth=[0, 20000], draws=20000)
    for mine, one, other in (
        (ours.extra_cost, costs1, costs0),
        (ours.extra_effect, effects1, effects0),
    ):
        theirs = bootstrap(
            (one, other),
            lambda a, b, axis: a.mean(axis) - b.mean(axis),
            n_resamples=20000,
            method="percentile",
            rng=np.random.default_rng(4),
        ).confidence_interval
        width = theirs.high - theirs.low
        assert mine.value == pytest.approx(one.mean() - other.mean())
        assert mine.low == pytest.approx(theirs.low, abs=0.03 * width)
        assert mine.high == pytest.approx(theirs.high, abs=0.03 * width)
    # cost and effect of one person stay together: the draws are correlated as the people are
    r = np.corrcoef(ours.draws_cost, ours.draws_effect)[0, 1]
    assert r == pytest.approx(np.corrcoef(costs1, effects1)[0, 1], abs=0.15) and r < 0


def test_same_number_same_draws_and_many_draws_fit_into_blocks(monkeypatch):
    rng = np.random.default_rng(3)
    arms = (*people(rng, 20, 1200, 0.7), *people(rng, 20, 1000, 0.65))
    assert compare(*arms, rng=0) == compare(*arms, rng=0) != compare(*arms, rng=1)
    monkeypatch.setattr("peerlib.evaluation.costs.AT_ONCE", 20 * 300)
    assert len(compare(*arms, draws=1000).draws_cost) == 1000


def test_sentence_notes_and_pictures_say_where_the_result_lies():
    result = from_draws(
        [-772, -700, -900, -600], [-0.04, -0.05, -0.03, -0.04], worth=[5000, 15000, 25000]
    )
    assert result.quadrant == "worse, cheaper" and "large ratio is good" in result.notes[0]
    assert "£743 less" in result.sentence and "less" in result.sentence
    plane, curve = result.pictures()
    assert "100 % worse, cheaper" in plane["text"]
    assert plane["lines"][-1][1] == "£15,000 for one QALY"
    assert curve["lines"][0][2] == [100.0, 50.0, 25.0]
    assert result.draw().figures
    many = from_draws([1.0] * 3000, [0.1] * 2999 + [0.2])
    assert len(many.pictures()[0]["groups"][0][2]) <= 400 and len(many.pictures()) == 1


def test_no_difference_in_effect_has_no_ratio():
    result = from_draws([100, 200], [0.01, -0.01], worth=[20000])
    assert result.cost_per_effect is None and result.quadrant == "same effect, dearer"
    assert sums.quadrant(0, 0) == "same effect, same cost"
    assert result.sentence and result.pictures()


def test_people_who_are_all_alike_have_an_interval_without_width():
    result = compare([100, 100], [0.5, 0.5], [50, 50], [0.5, 0.5])
    assert (result.extra_cost.low, result.extra_cost.high) == (50, 50)
    assert result.cost_per_effect is None and result.pictures()


def test_quality_adjusted_years_of_the_worked_example():
    # by hand: 4 months at a mean of 0.64, 8 months at a mean of (0.68 + 0.7143) / 2
    months, utilities = [0, 4, 18], [0.60, 0.68, 0.74]
    assert quality_adjusted_years(months, utilities, until=12) == pytest.approx(0.6781, abs=5e-5)
    by_hand = (4 * 0.64 + 8 * (0.68 + 0.714286) / 2) / 12
    assert quality_adjusted_years(months, utilities, until=12) == pytest.approx(by_hand, abs=1e-6)
    assert sums.at(12, months, utilities) == pytest.approx(0.7143, abs=5e-5)
    # the tempting ways
    assert sum(utilities) / 3 == pytest.approx(0.673, abs=5e-4)
    # 18-month value used at 12 months
    assert sums.quality_adjusted_years([0, 4, 12], utilities, 12) == pytest.approx(0.687, abs=5e-4)


def test_area_agrees_with_numpy():
    rng = np.random.default_rng(1)
    months = np.concatenate([[0], np.cumsum(rng.uniform(1, 5, 6))])
    utilities = rng.uniform(-0.2, 1, 7)
    expected = np.trapezoid(utilities, months) / 12
    assert quality_adjusted_years(months, utilities) == pytest.approx(expected)
    assert quality_adjusted_years([0, 12], [0.5, 0.5]) == pytest.approx(0.5)
    assert quality_adjusted_years([0, 6, 12], [0.4, 0.6, 0.8], until=6) == pytest.approx(0.25)


def test_start_is_adjusted_for():
    rng = np.random.default_rng(2)
    start = np.concatenate([rng.normal(0.65, 0.1, 60), rng.normal(0.55, 0.1, 60)])
    programme = np.repeat([1.0, 0.0], 60)
    years = 0.9 * start + 0.03 * programme + rng.normal(0, 0.02, 120)
    result = adjusted_difference(years, programme, start)
    assert result.start == pytest.approx(0.1, abs=0.04)
    assert result.crude.value > 0.08 and result.adjusted.holds(0.03)
    assert result.adjusted.value == pytest.approx(0.03, abs=0.01)
    # by hand: crude less slope times the difference at the start
    slope = np.linalg.lstsq(np.column_stack([np.ones(120), programme, start]), years, rcond=None)
    assert result.adjusted.value == pytest.approx(result.crude.value - slope[0][2] * result.start)
    assert "not adjusted" in result.sentence and result.pictures()


@pytest.mark.parametrize(
    ("arguments", "more", "word"),
    [
        (([1], [1, 2], [1, 2], [1, 2]), {}, "at least 2"),
        (([1, 2], [1, 2, 3], [1, 2], [1, 2]), {}, "equally long"),
        (([1, None], [1, 2], [1, 2], [1, 2]), {}, "missing"),
        (([1, 2], [1, math.inf], [1, 2], [1, 2]), {}, "numbers are needed"),
        (("12", [1, 2], [1, 2], [1, 2]), {}, "list of numbers"),
        (([1, 2], [1, 2], [1, 2], []), {}, "at least 2"),
        (([1, 2],) * 4, {"draws": 10}, "whole number from 100"),
        (([1, 2],) * 4, {"draws": 10**6}, "at most 100,000"),
        (([1, 2],) * 4, {"worth": [-1]}, "from 0"),
        (([1, 2],) * 4, {"worth": [2, 1]}, "must rise"),
        (([1, 2],) * 4, {"worth": 20000}, "list of numbers"),
        (([1, 2],) * 4, {"level": 95}, "0.95"),
    ],
)
def test_costs_that_cannot_be_are_refused(arguments, more, word):
    with pytest.raises(ValueError, match=word):
        compare(*arguments, **more)


@pytest.mark.parametrize(
    ("costs", "effects", "word"),
    [
        ([1], [1], "at least 2"),
        ([1, 2], [1], "at least 2"),
        ([1, 2], [1, 2, 3], "equally long"),
        ([1, math.nan], [1, 2], "missing"),
        (None, [1, 2], "list of numbers"),
    ],
)
def test_draws_that_cannot_be_are_refused(costs, effects, word):
    with pytest.raises(ValueError, match=word):
        from_draws(costs, effects)


@pytest.mark.parametrize(
    ("months", "utilities", "until", "word"),
    [
        ([0], [0.5], None, "at least 2"),
        ([1, 2], [0.5, 0.5], None, "begin with 0"),
        ([0, 4, 4], [0.5, 0.5, 0.5], None, "must rise"),
        ([0, 4, 2], [0.5, 0.5, 0.5], None, "must rise"),
        ([0, 4], [0.5, 1.5], None, "from -1 to 1"),
        ([0, 4], [0.5, None], None, "missing"),
        ([0, 4], [0.5, 0.5, 0.5], None, "equally long"),
        ([0, 4], [0.5, 0.5], 5, "from 0 to 4"),
        ([0, 4], [0.5, 0.5], 0, "above 0"),
        ("04", [0.5, 0.5], None, "list of numbers"),
    ],
)
def test_times_and_utilities_that_cannot_be_are_refused(months, utilities, until, word):
    with pytest.raises(ValueError, match=word):
        quality_adjusted_years(months, utilities, until)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"years": [1, 2]}, "equally long"),
        ({"programme": [2, 0, 1, 0, 1, 0]}, "from 0 to 1"),
        ({"programme": [0.5, 0, 1, 0, 1, 0]}, "must be 1"),
        ({"programme": [1] * 6}, "three people"),
        ({"start": [3] * 6}, "from -1 to 1"),
        ({"level": 95}, "0.95"),
    ],
)
def test_adjusting_refuses_what_cannot_be(change, word):
    arguments = {
        "years": [0.5, 0.6, 0.7, 0.5, 0.6, 0.4],
        "programme": [1, 0, 1, 0, 1, 0],
        "start": [0.5, 0.6, 0.7, 0.55, 0.6, 0.4],
        "level": 0.95,
    }
    with pytest.raises(ValueError, match=word):
        adjusted_difference(**{**arguments, **change})
