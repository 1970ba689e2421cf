"""Propensity scores and weighting: a published analysis, hand arithmetic, and odd input."""

import numpy as np
import pandas as pd
import pytest

from peerlib.evaluation.weighting import compare_alike, propensity_scores
from peerlib.models.standardising import weight

# Invented: 100 people with high need, 80 of them with peer support; 100 with low need, 20 of them.
GROUP = [1] * 80 + [0] * 20 + [1] * 20 + [0] * 80
NEED = {"high_need": [1] * 100 + [0] * 100}
BACK = [1] * 40 + [0] * 40 + [1] * 12 + [0] * 8 + [1] * 2 + [0] * 18 + [1] * 16 + [0] * 64


@pytest.fixture(scope="module")
def nhefs():
    """Return outcome, group and covariates of the published analysis."""
    from causaldata import nhefs_complete

    data = nhefs_complete.load_pandas().data
    table = {name: data[name].astype(float) for name in ("sex", "race")}
    for name in ("age", "smokeintensity", "smokeyrs", "wt71"):
        table[name] = data[name].astype(float)
        table[name + " squared"] = table[name] ** 2
    for name in ("education", "exercise", "active"):
        for value in sorted(data[name].unique())[1:]:
            table[f"{name} {value}"] = (data[name] == value).astype(float)
    return data["wt82_71"], data["qsmk"].astype(int), pd.DataFrame(table)


def test_the_published_analysis_of_weight_gain_after_quitting(nhefs):
    # Hernan and Robins, Causal Inference: What If, chapter 12: 1,566 people, 403 quit; crude
    # 2.5 kg (1.7 to 3.4), weighted 3.4 kg (2.4 to 4.5); unstabilised weights have mean 2.00 and
    # run from 1.05 to 16.70, stabilised ones have mean 1.00 and run from 0.33 to 4.30.
    found = compare_alike(*nhefs)
    assert (found.n_programme, found.n_programme + found.n_comparison) == (403, 1566)
    crude, weighted = found.crude, found.difference
    assert crude.value == pytest.approx(2.54, abs=0.005)
    assert [crude.low, crude.high] == pytest.approx([1.7, 3.4], abs=0.05)
    assert weighted.value == pytest.approx(3.44, abs=0.005)
    assert [weighted.low, weighted.high] == pytest.approx([2.4, 4.5], abs=0.05)
    w = np.array(found.weights)
    assert [w.mean(), w.min(), w.max()] == pytest.approx([1.00, 0.33, 4.30], abs=0.005)
    plain = compare_alike(*nhefs, stabilised=False)
    w = np.array(plain.weights)
    assert [w.mean(), w.min(), w.max()] == pytest.approx([2.00, 1.05, 16.70], abs=0.005)
    assert plain.difference.value == pytest.approx(weighted.value)


def test_mean_gains_before_weighting(nhefs):
    # The same chapter: 4.5 kg among those who quit, 2.0 kg among the others.
    outcome, group, _ = nhefs
    assert outcome[group == 1].mean() == pytest.approx(4.5, abs=0.05)
    assert outcome[group == 0].mean() == pytest.approx(2.0, abs=0.05)


def test_weighting_balances_what_was_measured(nhefs):
    found = compare_alike(*nhefs)
    before = max(abs(row[1]) for row in found.balance)
    after = max(abs(row[2]) for row in found.balance)
    assert after < 0.05 < 0.2 < before
    assert found.effective_programme < 403


def test_confounding_by_need_by_hand():
    found = compare_alike(BACK, GROUP, NEED)
    # 42/100 - 28/100, and 0.30 - 0.40
    assert found.crude.value == pytest.approx(0.14)
    assert (found.mean_programme, found.mean_comparison) == pytest.approx((0.30, 0.40))
    assert found.difference.value == pytest.approx(-0.10)
    # 0.42 - 0.52
    among = compare_alike(BACK, GROUP, NEED, target="programme")
    assert (among.mean_programme, among.mean_comparison) == pytest.approx((0.42, 0.52))


def test_one_weight_for_both_groups_is_wrong():
    # 1/e for both arms: 0.300 - 0.224 = +0.076
    e = np.array(propensity_scores(GROUP, NEED))
    y, g = np.array(BACK), np.array(GROUP)
    wrong = np.average(y[g == 1], weights=1 / e[g == 1]) - np.average(
        y[g == 0], weights=1 / e[g == 0]
    )
    assert wrong == pytest.approx(0.076, abs=5e-4)
    right = [weight(score, bool(each)) for score, each in zip(e, GROUP, strict=True)]
    found = compare_alike(BACK, GROUP, NEED, stabilised=False)
    assert found.weights == pytest.approx(right)


def test_propensity_scores_are_those_of_another_program():
    from scipy.optimize import minimize

    rng = np.random.default_rng(3)
    x = rng.normal(size=60)
    group = (rng.uniform(size=60) < 1 / (1 + np.exp(-x))).astype(int)

    def loss(b):
        eta = b[0] + b[1] * x
        return float(np.logaddexp(0, eta).sum() - (group * eta).sum())

    b = minimize(loss, [0, 0]).x
    expected = 1 / (1 + np.exp(-(b[0] + b[1] * x)))
    assert propensity_scores(group, {"x": x}) == pytest.approx(expected, abs=1e-4)


def test_heavy_weights_and_what_was_not_measured_are_said():
    group = [1] * 99 + [0] * 1 + [1] * 10 + [0] * 90
    found = compare_alike([0, 1] * 100, group, {"need": [1] * 100 + [0] * 100})
    assert "Weighting makes" in found.notes[0] and "times as much" in found.notes[1]


def test_the_picture_shows_what_its_words_say():
    found = compare_alike(BACK, GROUP, NEED)
    (picture,) = found.pictures()
    ((name, before, after),) = found.balance
    assert picture["bars"][0][3] == before and picture["bars"][1][3] == after
    assert f"{name} from 1.50 to 0.00" in picture["text"] and found.draw()


@pytest.mark.parametrize(
    "outcome, group, covariates, options, word",
    [
        ([1] * 4, [1, 1, 0, 0], {"x": [1, 2, 3]}, {}, "equally long"),
        ([1] * 3, [1, 1, 0, 0], {"x": [1, 2, 1, 2]}, {}, "equally long"),
        ([1] * 4, [1, 1, 1, 1], {"x": [1, 2, 1, 2]}, {}, "two people"),
        ([1] * 4, [1, 1, 0, 2], {"x": [1, 2, 1, 2]}, {}, "programme"),
        ([1] * 4, [1, 1, 0, 0.5], {"x": [1, 2, 1, 2]}, {}, "0 and 1 only"),
        ([1] * 4, [1, 1, 0, 0], {"x": [1, 2, 1, None]}, {}, "missing"),
        ([1] * 4, [1, 1, 0, 0], {"x": ["a"] * 4}, {}, "numbers are needed"),
        ([1] * 4, [1, 1, 0, 0], {"x": [1] * 4}, {}, "same for everybody"),
        ([1] * 4, [1, 1, 0, 0], {"x": [1, 2, 1, 2], "y": [2, 4, 2, 4]}, {}, "follows"),
        ([1] * 4, [1, 1, 0, 0], {"x": [5, 6, 1, 2]}, {}, "nobody in the other group"),
        ([1] * 4, [1, 1, 0, 0], {}, {}, "table or a dictionary"),
        ([1] * 4, [1, 1, 0, 0], [1, 2, 1, 2], {}, "table or a dictionary"),
        ([None] * 4, [1, 1, 0, 0], {"x": [1, 2, 1, 2]}, {}, "missing"),
        ([], [], {"x": []}, {}, "at least 1"),
        ([1] * 4, [1, 1, 0, 0], {"x": [1, 2, 1, 2]}, {"target": "all"}, "target"),
        ([1] * 4, [1, 1, 0, 0], {"x": [1, 2, 1, 2]}, {"stabilised": 1}, "True or False"),
        ([1] * 4, [1, 1, 0, 0], {"x": [1, 2, 1, 2]}, {"level": 95}, "level"),
    ],
)
def test_what_cannot_be_used_is_refused(outcome, group, covariates, options, word):
    with pytest.raises(ValueError, match=word):
        compare_alike(outcome, group, covariates, **options)
