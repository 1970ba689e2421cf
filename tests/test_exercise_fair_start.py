"""The exercise on groups that did not start level: truths, wrong turns, what follows."""

import numpy as np
import pytest

from peerlib.checking import mark, mark_all
from peerlib.evaluation.adjusted import adjusted_difference
from peerlib.exercises import fair_start as exercise
from peerlib.exercises.fair_start import ITEMS, data_for
from peerlib.models.adjusted import how_far_they_swing

BY_NAME = {item.name: item for item in ITEMS}
# Loneliness in the trial of van Gestel-Timmermans after 12 weeks, slope as its review assumes
LONELY = {
    "people_programme": 138,
    "people_comparison": 122,
    "before_programme": 6.40,
    "after_programme": 5.89,
    "before_comparison": 6.87,
    "after_comparison": 6.27,
    "slope": 0.76,
}


@pytest.fixture(scope="module")
def trials():
    return [data_for(seed) for seed in range(300)]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def test_three_ways_give_three_signs_on_the_published_means():
    # by hand: -0.38; -0.38 + 0.47 = 0.09; -0.38 + 0.76 * 0.47 = -0.023
    answers = truths(LONELY)
    assert answers["after_only"] == pytest.approx(-0.38)
    assert answers["change_difference"] == pytest.approx(0.09)
    assert answers["adjusted"] == pytest.approx(-0.0228)


def test_the_formula_is_what_a_regression_gives(trials):
    # people made so that groups have these means, and the slope inside them
    rng = np.random.default_rng(0)
    for data in trials[:20]:
        group = np.repeat([1, 0], 40)
        spread = np.tile(np.linspace(-10, 10, 40), 2)
        noise = rng.normal(0, 3, 80)
        before, after = np.empty(80), np.empty(80)
        for each, arm in ((1, "programme"), (0, "comparison")):
            here = group == each
            x = spread[here]
            rest = noise[here] - noise[here].mean()
            rest -= x * (rest @ x) / (x @ x)  # leaves mean and slope as they are
            before[here] = data["before_" + arm] + x
            after[here] = data["after_" + arm] + data["slope"] * x + rest
        found = adjusted_difference(group, before, after)
        assert found.slope == pytest.approx(data["slope"])
        assert found.adjusted.value == pytest.approx(exercise.adjusted(data))
        assert found.after_only.value == pytest.approx(exercise.after_only(data))
        assert found.change.value == pytest.approx(exercise.change_difference(data))


def test_how_far_they_swing_agrees_with_simulation():
    rng = np.random.default_rng(0)
    for r in (0.2, 0.5, 0.8):
        before = rng.normal(size=(4000, 2, 60))
        after = r * before + np.sqrt(1 - r * r) * rng.normal(size=before.shape)
        gap = np.diff(before.mean(axis=2), axis=1)[:, 0]
        end = np.diff(after.mean(axis=2), axis=1)[:, 0]
        spreads = np.array([end.std(), (end - gap).std(), (end - r * gap).std()])
        assert spreads / spreads[0] == pytest.approx(how_far_they_swing(r), abs=0.04)


def test_adjusted_lies_between_the_other_two(trials):
    for data in trials:
        ends = sorted([exercise.after_only(data), exercise.change_difference(data)])
        assert ends[0] < exercise.adjusted(data) < ends[1]


def test_trials_are_plausible_and_differ(trials):
    assert len({tuple(sorted(data.items())) for data in trials}) > 290
    ahead = [exercise.start_gap(data) > 0 for data in trials]
    assert 90 < sum(ahead) < 210
    assert all(1 < exercise.adjusted(data) < 6 for data in trials)


def test_a_turned_start_is_paid_for_once(trials):
    data = trials[0]
    gap = -exercise.start_gap(data)
    end = exercise.after_only(data)
    answers = dict(
        truths(data),
        start_gap=gap,
        change_difference=end - gap,
        adjusted=end - data["slope"] * gap,
        adjust_for="a, c, e",
    )
    outcomes = mark_all(ITEMS, answers, data)
    for name in ("change_difference", "adjusted"):
        assert outcomes[name].credit == 1.0


def test_what_comes_after_the_start_is_told_by_name(trials):
    item = BY_NAME["adjust_for"]
    mediator = mark(item, "a, c, d, e", trials[0])
    assert mediator.credit == pytest.approx(2 / 3) and "by way of belonging" in mediator.idea
    assert mark(item, "abcde", trials[0]).tag == "misconception:everything"
