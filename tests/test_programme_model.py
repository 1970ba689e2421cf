"""The equations from role fidelity down to one person, and what a study makes of people."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.power import NormalIndPower

from peerlib.models import programme as model
from peerlib.models import programme_study as study
from peerlib.models import supervision, support


def test_every_value_has_a_meaning_and_a_status():
    for entry in model.TABLE["constants"].values():
        assert entry["status"] in ("given", "calibrated", "assumed") and entry["meaning"]
    for dial in model.TABLE["dials"].values():
        assert dial["minimum"] <= dial["value"] <= dial["maximum"] and dial["meaning"]


def test_more_role_fidelity_adds_more_recovery():
    of = {name: model.usual_effect(supervision.preset(name)) for name in supervision.PRESETS}
    fidelity = {
        name: supervision.equilibrium(supervision.preset(name))[model.FIDELITY] for name in of
    }
    assert sorted(of, key=of.get) == sorted(fidelity, key=fidelity.get)
    assert of["hybrid"] > of["clinical_only"] + 1


def test_usual_effect_by_hand():
    # four sessions, fidelity 0.85: 0.85 hours of each kind fill 0.85 / 2.85 of each need of 0.5;
    # gain 0.3 (0.5 + 0.5 * 0.85 / 2.85), drain 0.1; 60 points for each full rise
    gain = 0.3 * (0.5 + 0.5 * 0.85 / 2.85)
    end = gain / (gain + 0.1)
    after = end - (end - 0.6) * math.exp(-12 * (gain + 0.1))
    by_hand = 60 * (after - 0.6)
    assert model.usual_effect(supervision.preset("hybrid")) == pytest.approx(by_hand, abs=0.02)


def test_without_sessions_or_without_effect_the_programme_adds_nothing():
    hybrid = supervision.preset("hybrid")
    assert model.usual_effect(hybrid, sessions=0) == pytest.approx(0, abs=1e-9)
    assert model.usual_effect(hybrid, effect=0) == 0


def test_measured_scores_have_about_ten_points_of_spread():
    c = model.CONSTANTS
    parts = (c["score_by_need"], c["score_own"], c["ups_and_downs"])
    error = model.TABLE["dials"]["measurement_error"]["value"]
    assert math.sqrt(sum(part**2 for part in parts) + error**2) == pytest.approx(10, abs=0.05)


def test_one_person_and_many_follow_the_same_equations():
    own = np.array([[0.0, 1.0, -2.0, 0.3], [0.4, 0.0, 1.0, -9.0]])
    need = np.array([0.5, -1.0])
    many = model.needs(need, own.T)
    levels = model.month_on(support.levels_at_rest(many), many, np.array([3, 0]), 0.8)
    for i in range(2):
        one = model.needs(need[i], own[i])
        assert [float(each[i]) for each in many] == pytest.approx(one, abs=1e-12)
        month = model.month_on(support.levels_at_rest(one), one, [3, 0][i], 0.8)
        assert [float(level[i]) for level in levels] == pytest.approx(month, abs=1e-12)


def test_support_meets_needs_and_never_harms():
    calm, pressed = model.needs(-2.0, model.NO_LUCK), model.needs(2.0, model.NO_LUCK)
    gains = []
    for person in (calm, pressed):
        at_rest = support.levels_at_rest(person)
        levels = at_rest
        for _ in range(12):
            levels = model.month_on(levels, person, 4, 0.85)
        gains.append(model.points_from(model.rise(levels, at_rest)))
    assert 0 < gains[0] < gains[1]


def test_admissions_fall_with_recovery_and_with_oversight():
    usual = model.admissions_a_year(50.0, 0.5)
    assert usual == 0.5
    assert model.admissions_a_year(60.0, 0.5) < usual > model.admissions_a_year(50.0, 0.9)


# Estimates from means, variances and numbers


def groups(rng, n1=23, n0=31):
    first = rng.normal(50, 10, n1 + n0)
    group = np.arange(n1 + n0) < n1
    last = 20 + 0.6 * first + 4 * group + rng.normal(0, 6, n1 + n0)
    return first, last, group


def test_difference_is_that_of_a_pooled_t_test():
    _, last, group = groups(np.random.default_rng(1))
    one, other = last[group], last[~group]
    parts = [(x.mean(), x.var(ddof=1), len(x)) for x in (one, other)]
    estimate, error = study.difference(*parts[0], *parts[1])
    # scipy.stats.ttest_ind
    result = stats.ttest_ind(one, other)
    assert estimate / error == pytest.approx(result.statistic, rel=1e-12)
    reach = study.critical(len(last) - 2) * error
    interval = result.confidence_interval()
    assert estimate - reach == pytest.approx(interval.low, rel=1e-9)


def test_adjusted_is_the_coefficient_of_a_regression():
    first, last, group = groups(np.random.default_rng(2))
    squares, means = [0.0, 0.0, 0.0], []
    for where in (group, ~group):
        dx, dy = first[where] - first[where].mean(), last[where] - last[where].mean()
        squares = [s + p for s, p in zip(squares, (dx @ dx, dx @ dy, dy @ dy), strict=True)]
        means.append((first[where].mean(), last[where].mean()))
    estimate, error = study.adjusted(
        means[0][0] - means[1][0], means[0][1] - means[1][1], squares, 23, 31
    )
    # statsmodels OLS
    people = pd.DataFrame({"last": last, "group": group * 1.0, "first": first})
    fitted = ols("last ~ group + first", people).fit()
    assert estimate == pytest.approx(fitted.params["group"], rel=1e-9)
    assert error == pytest.approx(fitted.bse["group"], rel=1e-9)


@pytest.mark.parametrize("freedom", [1, 2, 5, 38, 98, 1e4])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_critical_value_is_that_of_scipy(freedom, level):
    assert study.critical(freedom, level) == pytest.approx(
        stats.t.ppf((1 + level) / 2, freedom), rel=1e-8
    )


@pytest.mark.parametrize(("effect", "n"), [(0.2, 50), (0.35, 130), (0.5, 64), (0.0, 20)])
def test_power_is_that_of_statsmodels(effect, n):
    # statsmodels.stats.power.NormalIndPower, two-sided
    expected = NormalIndPower().power(effect, n, 0.05)
    assert study.power(effect, math.sqrt(2 / n)) == pytest.approx(expected, abs=1e-6)


def test_chance_to_be_lost_is_the_share_where_nothing_else_matters():
    assert study.chance_to_be_lost(0.3, 20.0) == pytest.approx(0.3)
    assert study.chance_to_be_lost(0.3, 50.0, 2.0) == pytest.approx(0.3)
    assert study.chance_to_be_lost(0.0, 20.0, 2.0) == 0
