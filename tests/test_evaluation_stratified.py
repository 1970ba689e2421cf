"""Risks and rates compared part by part: textbook tables as metafor asserts them, and odd input."""

import math

import numpy as np
import pytest

from peerlib.data import read
from peerlib.evaluation.stratified import risks
from peerlib.evaluation.stratified_rates import rates

TABLES = read("stratified")
TOLBUTAMIDE, SMOKING = TABLES["tolbutamide"]["counts"], TABLES["smoking"]["counts"]
# Invented: confounding by need.
NEED = [(40, 80, 12, 20), (2, 20, 16, 80)]


def limits(estimate):
    return [estimate.low, estimate.high]


# metafor, tests/testthat/test_analysis_example_rothman2008.r, after Rothman et al. (2008), tables
# 15-1 and 15-2; all limits there are at 90 %.


def test_tolbutamide_crude_and_in_parts():
    found = risks(TOLBUTAMIDE, level=0.9)
    assert found.crude_difference.value == pytest.approx(0.0446, abs=5e-5)
    assert found.crude_ratio.value == pytest.approx(1.4356, abs=5e-5)
    assert [each.value for each in found.differences] == pytest.approx([0.0338, 0.0363], abs=5e-5)
    assert limits(risks(TOLBUTAMIDE).crude_ratio) == pytest.approx([0.851, 2.4216], abs=1e-4)


def test_tolbutamide_mantel_haenszel():
    found = risks(TOLBUTAMIDE, level=0.9)
    assert found.difference.value == pytest.approx(0.0349, abs=5e-5)
    assert limits(found.difference) == pytest.approx([-0.0176, 0.0874], abs=5e-5)
    assert found.ratio.value == pytest.approx(1.3256, abs=5e-5)
    assert limits(found.ratio) == pytest.approx([0.8658, 2.0296], abs=5e-5)
    assert found.odds_ratio.value == pytest.approx(1.4031, abs=5e-5)
    assert limits(found.odds_ratio) == pytest.approx([0.8411, 2.3409], abs=5e-5)
    # metafor's test after Breslow and Day with Tarone's term: 0.3489; without it, 0.349
    assert found.chi_square_alike == pytest.approx(0.349, abs=0.005)
    assert found.p_alike == pytest.approx(0.555, abs=0.005)


def test_smoking_rates_crude_and_in_parts():
    found = rates(SMOKING)
    assert found.crude_ratio.value == pytest.approx(1.7198, abs=5e-5)
    assert limits(found.crude_ratio) == pytest.approx([1.394, 2.1219], abs=5e-4)
    assert [each.value for each in found.ratios] == pytest.approx(
        [5.7366, 2.1388, 1.4682, 1.3561, 0.9047], abs=5e-5
    )
    assert found.crude_difference.value == pytest.approx(18.537, abs=5e-4)


def test_smoking_rates_mantel_haenszel():
    found = rates(SMOKING, level=0.9)
    assert found.ratio.value == pytest.approx(1.4247, abs=5e-5)
    assert limits(found.ratio) == pytest.approx([1.1944, 1.6994], abs=5e-5)
    assert found.difference.value == pytest.approx(11.4392, abs=5e-5)
    assert limits(found.difference) == pytest.approx([6.3498, 16.5286], abs=5e-4)
    assert found.chi_square_alike == pytest.approx(10.4117, abs=5e-5)
    assert found.p_alike == pytest.approx(0.0340, abs=5e-5)
    assert "hides" in found.notes[0]


def test_statsmodels_gives_the_same_ratio():
    from statsmodels.stats.contingency_tables import StratifiedTable

    tables = [np.array([[a, n - a], [c, m - c]], float) for a, n, c, m in TOLBUTAMIDE]
    pooled = StratifiedTable(tables).riskratio_pooled
    assert risks(TOLBUTAMIDE).ratio.value == pytest.approx(pooled)


def test_confounding_by_need():
    found = risks(NEED, names=["high need", "low need"])
    assert found.crude_difference.value == pytest.approx(0.14)
    for estimate in (found.difference, found.standardised, found.in_programme, *found.differences):
        assert estimate.value == pytest.approx(-0.10)


def test_standardised_interval_is_that_of_a_weighted_sum():
    found = risks([(10, 40, 20, 60), (5, 50, 9, 150)])
    parts = [(0.25, 40, 1 / 3, 60, 100), (0.1, 50, 0.06, 150, 200)]
    value = sum(n * (p - q) for p, _, q, _, n in parts) / 300
    variance = sum((n / 300) ** 2 * (p * (1 - p) / a + q * (1 - q) / b) for p, a, q, b, n in parts)
    assert found.standardised.value == pytest.approx(value)
    assert found.standardised.high - value == pytest.approx(
        1.959964 * math.sqrt(variance), abs=1e-6
    )


def test_parts_of_other_size_make_the_mix_matter():
    found = risks([(30, 100, 40, 100), (1, 10, 1, 300)])
    assert found.standardised.value != pytest.approx(found.in_programme.value, abs=0.02)


def test_one_part_is_the_crude_comparison():
    found = risks([(40, 297, 78, 315)])
    assert found.difference.value == pytest.approx(found.crude_difference.value)
    assert found.ratio.value == pytest.approx(found.crude_ratio.value)
    assert found.p_alike is None


@pytest.mark.parametrize(
    "counts",
    [
        [(0, 10, 3, 20), (0, 5, 1, 5)],
        [(3, 10, 0, 20), (2, 5, 0, 5)],
        [(0, 10, 0, 20), (2, 5, 1, 5)],
        [(10, 10, 20, 20), (2, 5, 1, 5)],
        [(1, 1, 0, 1)],
    ],
)
def test_zero_counts_have_a_defined_answer(counts):
    found = risks(counts)
    for estimate in (found.difference, found.standardised):
        assert estimate.low <= estimate.value <= estimate.high
    for estimate in (found.ratio, found.odds_ratio):
        assert estimate.value is None or math.isfinite(estimate.value)
    assert "nan" not in found.sentence and found.draw()


def test_rates_without_events_on_one_side():
    assert rates([(0, 5.0, 3, 6.0)]).ratio.value == 0
    none = rates([(3, 5.0, 0, 6.0)])
    assert none.ratio.value is None and "no ratio" in none.sentence and none.draw()


def test_the_picture_shows_what_its_words_say():
    (picture,) = risks(NEED, names=["high need", "low need"]).pictures()
    assert [round(row[2], 2) for row in picture["rows"]] == [-0.1, -0.1, 0.14, -0.1]
    assert "high need: -0.100" in picture["text"] and "crude): 0.140" in picture["text"]
    (picture,) = rates(SMOKING).pictures()
    assert len(picture["rows"]) == 7 and picture["low"] < 0.61 and picture["log"]
    assert rates([(3, 5.0, 0, 6.0)]).pictures()[0]["rows"][0][5] == "no ratio"


@pytest.mark.parametrize(
    "counts, options, word",
    [
        ([], {}, "row for each part"),
        (None, {}, "row for each part"),
        ("1234", {}, "row for each part"),
        ([(1, 2, 3)], {}, "four entries"),
        (["1234"], {}, "four entries"),
        ([(5, 4, 1, 4)], {}, "more events than people"),
        ([(1, 0, 1, 4)], {}, "people with it, part 1"),
        ([(1, 4, 1, 4), (1, 4, 1, 0)], {}, "people without, part 2"),
        ([(-1, 4, 1, 4)], {}, "whole number"),
        ([(1.5, 4, 1, 4)], {}, "whole number"),
        ([(float("nan"), 4, 1, 4)], {}, "whole number"),
        ([(0, 4, 0, 4)], {}, "Nobody or everybody"),
        ([(4, 4, 4, 4)], {}, "Nobody or everybody"),
        (NEED, {"names": ["one"]}, "2 parts and 1 names"),
        (NEED, {"names": "ab"}, "list of texts"),
        (NEED, {"names": [1, 2]}, "list of texts"),
        (NEED, {"level": 95}, "level"),
        (NEED, {"programme": ""}, "a few words"),
        (NEED, {"programme": 5}, "a few words"),
    ],
)
def test_risks_refuse_what_they_cannot_use(counts, options, word):
    with pytest.raises(ValueError, match=word):
        risks(counts, **options)


@pytest.mark.parametrize(
    "counts, word",
    [
        ([], "row for each part"),
        ([(1, 2.0, 3)], "four entries"),
        ([(1, 0, 1, 4)], "time with the programme, part 1"),
        ([(1, 2, 1, -4)], "time without, part 1"),
        ([(1.5, 2, 1, 4)], "whole number"),
        ([(1, float("inf"), 1, 4)], "time with"),
        ([(0, 2, 0, 4)], "no events"),
        ([(None, 2, 0, 4)], "whole number"),
    ],
)
def test_rates_refuse_what_they_cannot_use(counts, word):
    with pytest.raises(ValueError, match=word):
        rates(counts)
