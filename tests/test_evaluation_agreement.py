"""Agreement of raters: textbook tables, the packages' own cases, and odd tables."""

import math

import numpy as np
import pytest

from peerlib.evaluation.agreement import from_table, two_raters
from peerlib.evaluation.intraclass import FORMS, icc
from peerlib.evaluation.many_raters import fleiss
from peerlib.models import agreement as model

A, B = [[40, 9], [6, 45]], [[80, 10], [5, 5]]
THREE = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
# Fleiss (1971), as in the tests of statsmodels: 10 things, 14 raters, 5 boxes
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
# the data "anxiety" of the R package irr: 20 people, 3 raters
ANXIETY = [
    [int(digit) for digit in person]
    for person in (
        "332 361 344 464 523 542 221 346 531 231 221 632 133 533 221 221 113 233 432 342".split()
    )
]
# Shrout and Fleiss (1979), as in the R packages psych and irr: 6 targets, 4 judges
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# the wine data of pingouin: 8 wines, 4 judges
WINE = np.array(
    [
        [1, 1, 3, 6, 6, 7, 8, 9],
        [2, 3, 8, 4, 5, 5, 7, 9],
        [0, 3, 1, 3, 5, 6, 7, 9],
        [1, 2, 4, 3, 6, 2, 9, 8],
    ]
).T


def limits(estimate):
    return [estimate.low, estimate.high]


@pytest.mark.parametrize(
    "table, observed, chance, kappa",
    # Gerstman (2013), page 227, prints these rounded
    [(A, 0.85, 0.50, 0.70), (B, 0.85, 0.78, 0.32)],
)
def test_same_agreement_and_another_kappa_as_printed(table, observed, chance, kappa):
    found = from_table(table)
    assert found.observed == pytest.approx(observed)
    assert found.chance == pytest.approx(chance, abs=5e-3)
    assert found.kappa.value == pytest.approx(kappa, abs=5e-3)


def test_exact_values_behind_the_printed_ones():
    assert from_table(A).kappa.value == pytest.approx(0.6995, abs=5e-5)
    assert from_table(B).kappa.value == pytest.approx(0.3182, abs=5e-5)


def test_radiographs_come_out_as_printed():
    # Gerstman (2013): 19,790 pictures, margins 2,249 and 2,776
    table = [[1467, 2249 - 1467], [2776 - 1467, 16232]]
    found = from_table(table)
    assert found.n == 19790
    assert found.observed == pytest.approx(0.8943, abs=5e-5)
    assert found.chance == pytest.approx(0.7780, abs=5e-5)
    assert found.kappa.value == pytest.approx(0.524, abs=5e-4)


def test_ordered_boxes_as_in_the_tests_of_statsmodels_that_come_from_sas():
    plain, linear = from_table(THREE), from_table(THREE, weights="linear")
    assert plain.observed == pytest.approx(0.6842, abs=5e-5)
    assert plain.kappa.value == pytest.approx(0.4842, abs=5e-5)
    assert limits(plain.kappa) == pytest.approx([0.2137, 0.7547], abs=5e-5)
    assert linear.kappa.value == pytest.approx(0.4701, abs=5e-5)
    assert limits(linear.kappa) == pytest.approx([0.1845, 0.7558], abs=5e-5)


def test_kappa_with_its_interval_and_two_tables_of_ninety_percent():
    # worked out with scipy and statsmodels in the course's list of known answers
    found = from_table([[20, 5], [10, 15]])
    assert found.kappa.value == pytest.approx(0.40)
    assert limits(found.kappa) == pytest.approx([0.151, 0.649], abs=5e-4)
    assert from_table([[47, 3], [7, 43]]).kappa.value == pytest.approx(0.80)
    assert from_table([[85, 5], [5, 5]]).kappa.value == pytest.approx(0.444, abs=5e-4)


@pytest.mark.parametrize(
    "weights, expected", [("none", 0.119), ("linear", 0.189), ("quadratic", 0.297)]
)
def test_two_raters_of_anxiety(weights, expected):
    # R: irr::kappa2(anxiety[, 1:2], weight = ...)
    first, second = [one[0] for one in ANXIETY], [one[1] for one in ANXIETY]
    found = two_raters(first, second, boxes=range(1, 7), weights=weights)
    assert found.observed == pytest.approx(0.30)
    assert found.kappa.value == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    "table, value, low, high",
    # irrCAC 0.4.4 in Python, irrCAC.table.CAC(table).gwet(); its interval of a table divides by
    # n where we divide by n - 1, as it does itself for raw ratings
    [
        (A, 0.70075, 0.55917, 0.84233),
        (B, 0.808, 0.70456, 0.91144),
        (THREE, 0.55599, 0.22227, 0.88971),
    ],
)
def test_ac1_agrees_with_another_package(table, value, low, high):
    found = from_table(table)
    assert found.ac1.value == pytest.approx(value, abs=6e-6)
    n = found.n
    half = (found.ac1.high - found.ac1.low) / 2 * math.sqrt((n - 1) / n)
    assert half == pytest.approx((high - low) / 2, abs=2e-5)


def test_fleiss_kappa_as_published_and_its_interval_as_another_package_has_it():
    found = fleiss(FLEISS)
    # Fleiss (1971): 0.210
    assert found.kappa.value == pytest.approx(0.210, abs=5e-4)
    # irrCAC 0.4.4, irrCAC.raw.CAC(ratings).fleiss() and .gwet()
    assert limits(found.kappa) == pytest.approx([0.00097, 0.41889], abs=6e-6)
    assert found.ac1.value == pytest.approx(0.22561, abs=6e-6)
    assert limits(found.ac1) == pytest.approx([0.0145, 0.43673], abs=6e-6)
    counts = [[person.count(box) for box in range(1, 7)] for person in ANXIETY]
    found = fleiss(counts)
    assert found.kappa.value == pytest.approx(-0.04108, abs=6e-6)
    assert limits(found.kappa) == pytest.approx([-0.14031, 0.05816], abs=6e-6)
    assert limits(found.ac1) == pytest.approx([-0.06634, 0.12907], abs=6e-6)


def test_the_hand_formula_and_the_library_agree():
    rng = np.random.default_rng(3)
    for size in (2, 3, 5):
        table = rng.integers(0, 30, (size, size))
        found = from_table(table)
        assert model.kappa(table.tolist()) == pytest.approx(found.kappa.value)
        # two raters counted as many: Fleiss' kappa is Scott's pi, which lies at or below Cohen's
        counts = []
        for i, j in np.ndindex(size, size):
            row = [(box == i) + (box == j) for box in range(size)]
            counts += [row] * int(table[i, j])
        many = fleiss(counts)
        assert many.kappa.value <= found.kappa.value + 1e-12
        assert limits(many.ac1) == pytest.approx(limits(found.ac1))


def test_icc_six_forms_as_published_and_their_intervals_as_another_package_has_them():
    # Shrout and Fleiss (1979); psych and irr in R. Intervals: pingouin 0.6.1
    found = icc(JUDGES)
    values = [found.forms[form].value for form in FORMS]
    assert values == pytest.approx([0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093], abs=5e-5)
    squares = found.mean_squares
    assert [squares[name] for name in ("between", "within", "raters", "residual")] == (
        pytest.approx([11.2417, 6.2639, 32.4861, 1.0194], abs=5e-5)
    )
    printed = [[-0.13, 0.72], [0.02, 0.76], [0.34, 0.95], [-0.88, 0.91], [0.07, 0.93], [0.68, 0.99]]
    for form, ends in zip(FORMS, printed, strict=True):
        assert limits(found.forms[form]) == pytest.approx(ends, abs=5.1e-3), form


def test_icc_of_the_wine_data():
    # documentation of pingouin
    found = icc(WINE)
    values = [found.forms[form].value for form in FORMS]
    assert values == pytest.approx([0.7275, 0.7277, 0.7295, 0.9144, 0.9145, 0.9152], abs=5e-5)
    assert limits(found.forms["2,1"]) == pytest.approx([0.43, 0.93], abs=5e-3)
    assert found.words("2,1") == "poor to excellent"


def test_a_correlation_is_no_agreement():
    # the judges differ by level: means 7.67, 2.50, 4.33 and 6.67
    table = np.array(JUDGES, dtype=float)
    assert table.mean(axis=0) == pytest.approx([7.67, 2.50, 4.33, 6.67], abs=5e-3)
    pairs = np.corrcoef(table.T)[np.triu_indices(4, 1)]
    assert pairs.mean() == pytest.approx(0.760, abs=5e-4)
    assert icc(JUDGES).forms["2,1"].value < 0.30


def test_icc_agrees_with_the_variance_components_of_a_mixed_model():
    # For a balanced table the restricted-likelihood components are those of the mean squares.
    import pandas as pd
    import statsmodels.formula.api as smf

    rng = np.random.default_rng(11)
    table = rng.normal(0, 2, (30, 1)) + rng.normal(0, 1, (30, 3))
    long = pd.DataFrame(
        [(i, table[i, j]) for i in range(30) for j in range(3)], columns=["target", "rating"]
    )
    fit = smf.mixedlm("rating ~ 1", long, groups="target").fit(reml=True)
    between, within = float(fit.cov_re.iloc[0, 0]), fit.scale
    assert icc(table).forms["1,1"].value == pytest.approx(between / (between + within), abs=1e-4)


def test_full_agreement_and_levels_apart():
    assert set(map(tuple, map(limits, icc([[1, 1], [2, 2], [3, 3]]).forms.values()))) == {(1, 1)}
    apart = icc([[1, 2], [2, 3], [5, 6]])
    assert apart.forms["3,1"].value == 1.0 > apart.forms["2,1"].value
    assert apart.forms["2,1"].low < apart.forms["2,1"].value <= apart.forms["2,1"].high


def test_icc_leaves_out_rows_with_a_gap_and_says_so():
    found = icc([*JUDGES, [None, 1, 2, 3], [float("nan")] * 4])
    assert found.forms == icc(JUDGES).forms
    assert "2 of 8 rows" in found.notes[0]


def test_one_box_for_everything_has_no_kappa():
    for found in (from_table([[9, 0], [0, 0]]), fleiss([[3, 0], [3, 0]])):
        assert found.kappa.value is None and found.label == ""
        assert found.ac1.value == 1.0
        assert "does not exist" in found.sentence and found.notes
        assert "does not exist" in found.pictures()[1]["text"]


def test_missing_ratings_are_left_out_and_counted():
    found = two_raters(["a", None, "b", "b"], ["a", "b", float("nan"), "b"])
    assert found.n == 2 and "2 of 4" in found.notes[0]


def test_the_order_of_things_makes_no_difference():
    first, second = [1, 2, 3, 3, 1, 2], [1, 2, 3, 2, 1, 1]
    there = two_raters(first, second, weights="linear")
    back = two_raters(first[::-1], second[::-1], weights="linear")
    assert limits(there.kappa) == pytest.approx(limits(back.kappa))


@pytest.mark.parametrize(
    "value, word",
    [
        (-0.2, "poor"),
        (0.0, "poor"),
        (0.2, "slight"),
        (0.21, "fair"),
        (0.41, "moderate"),
        (0.61, "substantial"),
        (0.81, "almost perfect"),
        (1.0, "almost perfect"),
    ],
)
def test_labels_are_those_of_landis_and_koch(value, word):
    assert model.label(value) == word


@pytest.mark.parametrize(
    "wrong, word",
    [
        ([], "needs at least"),
        ([[1]], "needs at least"),
        ([[1, 2], [3]], "equally long"),
        ([[1, 2, 3], [4, 5, 6]], "square"),
        ([[1, -1], [2, 3]], "whole number"),
        ([[1, 0.5], [2, 3]], "whole number"),
        ([[1, math.nan], [2, 3]], "missing"),
        ([[1, math.inf], [2, 3]], "numbers are needed"),
        ([[0, 0], [0, 1]], "At least 2"),
        ([[0, 0], [0, 0]], "At least 2"),
        ([["a", 1], [2, 3]], "numbers are needed"),
        ("text", "table"),
        (None, "table"),
        (5, "table"),
        ([1, 2], "list of numbers"),
        ([[10**9, 1], [1, 1]], "whole number"),
    ],
)
def test_impossible_tables_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        from_table(wrong)


@pytest.mark.parametrize(
    "wrong", [{"weights": "cubic"}, {"weights": None}, {"level": 95}, {"level": "x"}]
)
def test_unknown_choices_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        from_table(A, **wrong)


@pytest.mark.parametrize(
    "arguments, word",
    [
        (([1, 2], [1]), "equally long"),
        ((5, [1]), "must be a list"),
        (("ab", "ab"), "must be a list"),
        (([1, "a"], [1, "a"]), "mix"),
        (([1, 1], [1, 1]), "Only one box"),
        (([], []), "Only one box"),
        (([None], [1]), "Only one box"),
    ],
)
def test_impossible_ratings_are_refused(arguments, word):
    with pytest.raises(ValueError, match=word):
        two_raters(*arguments)


def test_a_rating_outside_the_boxes_is_named():
    with pytest.raises(ValueError, match="'maybe' is not among the boxes"):
        two_raters(["yes", "maybe"], ["no", "no"], boxes=["yes", "no"])


@pytest.mark.parametrize(
    "wrong, word",
    [
        ([[3, 0], [2, 0]], "same number of raters"),
        ([[1, 0], [0, 1]], "2 or more"),
        ([[3, 0]], "needs at least"),
        ([[3.5, 0], [3.5, 0]], "whole number"),
        ("x", "table"),
        ([[0, 0], [0, 0]], "2 or more"),
    ],
)
def test_impossible_counts_of_raters_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        fleiss(wrong)


@pytest.mark.parametrize(
    "wrong, word",
    [
        ([[1, 2]], "at least 2 rows"),
        ([[1], [2]], "2 columns"),
        ([[1, None], [None, 2]], "0 rows"),
        ([[4, 4], [4, 4]], "same mean"),
        ([[1, 5], [5, 1]], "same mean"),
        ([[1, math.inf], [2, 3]], "numbers are needed"),
        (None, "table"),
        ([], "at least"),
    ],
)
def test_impossible_ratings_for_icc_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        icc(wrong)


def test_results_draw_themselves_and_say_what_is_drawn():
    for found in (from_table(A), fleiss(FLEISS), icc(JUDGES)):
        pictures = found.pictures()
        assert all(picture["text"] for picture in pictures)
        assert found.draw()._repr_html_().count("<img") == len(pictures)
        assert repr(found) == found.sentence
    assert "0.70 (0.56 to 0.84)" in from_table(A).pictures()[1]["text"]
