"""Interrupted time series: the tutorial's public data, a known truth, and odd input."""

import math

import numpy as np
import pytest

from peerlib.data import read
from peerlib.evaluation.interrupted import interrupted_series

SICILY = read("sicily")
OPTIONS = {"people": SICILY["population"], "per": 100000}


def sicily(**options):
    return interrupted_series(SICILY["events"], SICILY["months_before"], **OPTIONS, **options)


def numbers(estimate):
    return [estimate.value, estimate.low, estimate.high]


# Refits of the public data of Lopez Bernal et al. 2017, made with another script. The printed
# values of the tutorial were not at hand to compare with.


def test_sicily_poisson_level_only():
    found = sicily(model="poisson")
    assert numbers(found.level_change) == pytest.approx([0.8944, 0.8647, 0.9251], abs=1e-4)
    assert found.trend.value == pytest.approx(1.00496, abs=5e-6)
    assert "3.6 times" in found.notes[0]


def test_sicily_quasi_poisson_level_only():
    found = sicily()
    assert numbers(found.level_change) == pytest.approx([0.894, 0.839, 0.953], abs=5e-4)
    assert found.dispersion == pytest.approx(3.56, abs=0.005)
    assert found.notes == () and found.slope_change is None


def test_sicily_level_and_slope():
    found = sicily(slope_change=True)
    assert numbers(found.level_change) == pytest.approx([0.892, 0.832, 0.957], abs=5e-4)
    assert numbers(found.slope_change) == pytest.approx([1.0004, 0.996, 1.005], abs=5e-4)


def test_sicily_with_two_pairs_for_the_season():
    found = sicily(season_pairs=2)
    assert numbers(found.level_change) == pytest.approx([0.885, 0.839, 0.933], abs=5e-4)
    assert found.dispersion == pytest.approx(2.26, abs=0.005)


def test_sicily_as_a_straight_line():
    found = sicily(model="linear")
    assert numbers(found.level_change) == pytest.approx([-24.1, -38.2, -9.97], abs=0.05)
    assert found.trend.value == pytest.approx(1.06, abs=0.005)
    assert found.durbin_watson == pytest.approx(1.59, abs=0.005)
    assert found.dispersion is None and "24.09 below" in found.sentence


def test_comparing_means_before_and_after_has_the_wrong_sign():
    found = sicily()
    assert found.mean_before == pytest.approx(213.3, abs=0.05)
    assert found.mean_after / found.mean_before == pytest.approx(1.034, abs=5e-4)
    assert found.level_change.high < 1


def test_without_people_and_scatter_the_interval_is_too_narrow():
    wide = sicily().level_change
    narrow = sicily(model="poisson").level_change
    assert narrow.high - narrow.low < 0.6 * (wide.high - wide.low)
    alone = interrupted_series(SICILY["events"], 36)
    assert alone.level_change.value != pytest.approx(sicily().level_change.value, abs=1e-3)


def test_scipy_finds_the_same_maximum_of_the_likelihood():
    from scipy.optimize import minimize

    y, n = np.array(SICILY["events"]), np.array(SICILY["population"])
    t = np.arange(1, 60)
    design = np.column_stack([np.ones(59), (t - 30) / 30, t > 36])

    def loss(b):
        eta = design @ b + np.log(n)
        return float((np.exp(eta) - y * eta).sum())

    best = minimize(loss, [-6, 0, 0], method="BFGS").x
    assert math.exp(best[2]) == pytest.approx(sicily().level_change.value, abs=1e-4)


def test_a_known_truth_is_found_again():
    t = np.arange(1, 49)
    truth = 40 - 0.5 * t + 6.0 * (t > 24) + 0.25 * (t - 24) * (t > 24)
    wobble = np.tile([0.3, -0.1, -0.4, 0.2], 12)
    found = interrupted_series(truth + wobble, 24, model="linear", slope_change=True)
    assert (
        found.trend.holds(-0.5) and found.level_change.holds(6) and found.slope_change.holds(0.25)
    )
    assert found.without[-1] == pytest.approx(40 - 24, abs=0.5)


def test_a_series_on_its_path_shows_no_change_and_before_after_is_fooled():
    found = interrupted_series([10 + t + (t % 2) for t in range(24)], 12, model="linear")
    assert found.level_change.holds(0)
    assert found.mean_after - found.mean_before == pytest.approx(12)


def test_a_series_without_scatter_gets_no_interval_and_a_note():
    for model in ("linear", "poisson", "quasi-poisson"):
        found = interrupted_series([5] * 4 + [3] * 4, 4, model=model)
        assert (found.level_change.low, found.durbin_watson) == (None, None)
        assert "without an interval" in found.sentence and "smooth" in found.notes[0]


def test_less_scatter_than_poisson_is_said():
    found = interrupted_series([100, 101, 99, 100, 90, 91, 90, 89], 4)
    assert found.dispersion < 1 and "less" in found.notes[0]


def test_the_picture_shows_what_its_words_say():
    found = sicily()
    (picture,) = found.pictures()
    assert picture["lines"][0][2] == list(found.observed) and picture["marks"] == [[37, "start"]]
    assert len(picture["lines"][1][2]) == 59
    assert f"{found.without[-1]:.1f}" in picture["text"] and found.draw()


@pytest.mark.parametrize(
    "outcomes, before, options, word",
    [
        ([], 3, {}, "at least 1"),
        ([1, 2, 3, 4, 5], 3, {}, "there are 3 and 2"),
        ([1] * 10, 2, {}, "there are 2 and 8"),
        ([1] * 10, 12, {}, "12 and 0"),
        ([1] * 10, 5.5, {}, "whole number"),
        ([1] * 10, None, {}, "whole number"),
        ([1, 2, None, 4, 5, 6], 3, {}, "missing"),
        ([1, 2, float("inf"), 4, 5, 6], 3, {}, "place 3"),
        ("123456", 3, {}, "list"),
        ([1.5] * 8, 4, {}, "whole numbers"),
        ([-1] * 8, 4, {}, "whole numbers"),
        ([0] * 4 + [1] * 4, 4, {}, "before the programme"),
        ([1] * 4 + [0] * 4, 4, {}, "from its start on"),
        ([1, 2] * 4, 4, {"people": [5] * 7}, "equally long"),
        ([1, 2] * 4, 4, {"people": [5] * 7 + [0]}, "people holds 0"),
        ([1, 2] * 4, 4, {"people": [5] * 7 + [-1]}, "people"),
        ([1, 2] * 4, 4, {"model": "cox"}, "model must be"),
        ([1, 2] * 4, 4, {"slope_change": 1}, "True or False"),
        ([1, 2] * 4, 4, {"season_pairs": 9}, "season_pairs"),
        ([1, 2] * 4, 4, {"season_pairs": 2, "periods_in_a_year": 4}, "half"),
        ([1, 2] * 4, 4, {"season_pairs": 3}, "9 terms"),
        ([1, 2] * 4, 4, {"per": 0}, "per"),
        ([1, 2] * 4, 4, {"level": 0}, "level"),
    ],
)
def test_what_cannot_be_used_is_refused(outcomes, before, options, word):
    with pytest.raises(ValueError, match=word):
        interrupted_series(outcomes, before, **options)
