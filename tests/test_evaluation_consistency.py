"""Cronbach's alpha: a package's own cases, what comes of each slip, and odd tables."""

import math

import numpy as np
import pytest

from peerlib.evaluation.consistency import _feldt, cronbach_alpha

GAP = None
# pingouin's data cronbach_wide_missing: 12 people, 11 items
GAPS = [
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0],
    [GAP, 0, 1, 1, GAP, 1, 1, 1, 1, 0, 0],
    [1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0],
    [0, 1, GAP, 0, 1, 1, 1, 1, 0, 0, 0],
    [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0],
    [1, 0, 0, 1, 0, 1, 0, 0, GAP, 0, 0],
    [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
]
# pingouin's data cronbach_alpha: 15 people, 10 items
FULL = [
    [3, 2, 2, 4, 1, 4, 5, 1, 4, 3],
    [5, 5, 4, 6, 3, 5, 1, 2, 5, 5],
    [7, 5, 3, 5, 5, 6, 4, 3, 3, 6],
    [2, 3, 4, 3, 3, 2, 2, 2, 6, 6],
    [6, 5, 5, 6, 5, 4, 4, 4, 6, 7],
    [1, 2, 2, 3, 4, 2, 5, 2, 3, 5],
    [4, 3, 3, 5, 3, 5, 2, 1, 2, 4],
    [2, 5, 4, 4, 3, 7, 2, 2, 4, 6],
    [6, 2, 5, 5, 5, 1, 6, 5, 2, 3],
    [5, 2, 4, 6, 4, 3, 5, 3, 1, 7],
    [4, 1, 3, 5, 2, 5, 3, 2, 3, 4],
    [4, 4, 2, 3, 2, 5, 3, 4, 2, 3],
    [5, 5, 5, 6, 2, 3, 3, 2, 4, 4],
    [6, 5, 5, 5, 4, 2, 2, 1, 4, 6],
    [4, 4, 3, 5, 5, 3, 1, 3, 2, 3],
]


def limits(estimate):
    return [estimate.low, estimate.high]


def test_complete_cases_and_pairs_as_the_package_has_them():
    # documentation of pingouin: cronbach_alpha(data, nan_policy=...)
    assert cronbach_alpha(GAPS).alpha.value == pytest.approx(0.8017, abs=5e-5)
    assert cronbach_alpha(GAPS, missing="pairwise").alpha.value == pytest.approx(0.7327, abs=5e-5)


def test_the_interval_counts_the_people_that_are_left():
    # pingouin 0.6.1 after dropna(): 0.533 to 0.947. With the gaps left in it prints 0.581 to
    # 0.933 for the same 9 people, since it counts all 12: that one we do not reproduce.
    found = cronbach_alpha(GAPS)
    assert (found.people, found.items) == (9, 11)
    assert limits(found.alpha) == pytest.approx([0.533, 0.947], abs=5e-4)
    assert "3 of 12 people" in found.notes[0]
    assert _feldt(found.alpha.value, 12, 11, 0.95) == pytest.approx([0.581, 0.933], abs=5e-4)
    # The same holds for pairs: 0.435 to 0.909 counts 12 people, though some pairs have 10.
    pairs = cronbach_alpha(GAPS, missing="pairwise")
    assert pairs.people == 10
    assert _feldt(pairs.alpha.value, 12, 11, 0.95) == pytest.approx([0.435, 0.909], abs=5e-4)
    assert pairs.alpha.high - pairs.alpha.low > 0.909 - 0.435


def test_data_without_gaps_as_the_package_has_them():
    # documentation of pingouin: 0.5917 (0.195, 0.840)
    for missing in ("complete", "pairwise"):
        found = cronbach_alpha(FULL, missing=missing)
        assert found.alpha.value == pytest.approx(0.5917, abs=5e-5)
        assert limits(found.alpha) == pytest.approx([0.195, 0.840], abs=5e-4)


def test_what_comes_of_each_slip():
    # the course's list of misconceptions, on the same data
    table = np.array(GAPS, dtype=float)
    zeros = np.where(np.isnan(table), 0, table)
    assert cronbach_alpha(zeros).alpha.value == pytest.approx(0.6932, abs=5e-5)
    medians = np.where(np.isnan(table), np.nanmedian(table, axis=0), table)
    assert cronbach_alpha(medians).alpha.value == pytest.approx(0.7380, abs=5e-5)
    complete = table[~np.isnan(table).any(axis=1)]
    right = cronbach_alpha(complete).alpha.value
    assert right * 10 / 11 == pytest.approx(0.7288, abs=5e-5)
    mixed = 11 / 10 * (1 - complete.var(axis=0).sum() / complete.sum(axis=1).var(ddof=1))
    assert mixed == pytest.approx(0.8348, abs=5e-5)


def test_alpha_agrees_with_anova():
    # Hoyt (1941): alpha is 1 - residual / between people, which is ICC(3,k)
    from peerlib.evaluation.intraclass import icc

    form = icc(FULL).forms["3,k"]
    found = cronbach_alpha(FULL)
    assert found.alpha.value == pytest.approx(form.value)
    assert limits(found.alpha) == pytest.approx(limits(form))


def test_an_item_turned_round_is_seen_when_it_is_left_out():
    rng = np.random.default_rng(2)
    true = rng.normal(0, 1, (80, 1))
    scores = true + rng.normal(0, 0.6, (80, 4))
    scores[:, 2] *= -1
    found = cronbach_alpha(scores)
    assert max(found.without) == found.without[2] > 0.8 > found.alpha.value


def test_alpha_may_lie_below_zero_and_two_items_have_no_alpha_without_one():
    found = cronbach_alpha([[1, 3], [2, 2], [3, 2], [4, 1]])
    assert found.alpha.value < 0 and found.without == (None, None)
    assert found.pictures()[0]["low"] < 0


@pytest.mark.parametrize(
    "wrong, word",
    [
        ([[1, 2]], "at least 2 rows"),
        ([[1], [2]], "2 columns"),
        ([], "at least"),
        ([[1, 2], [3]], "equally long"),
        ([[1, None], [None, 2], [3, None]], "Only 0 people"),
        ([[1, 1], [1, 1]], "same for everybody"),
        ([[1, 3], [3, 1]], "same for everybody"),
        ([[1, math.inf], [2, 3]], "numbers are needed"),
        ([["a", 1], [2, 3]], "numbers are needed"),
        (None, "table"),
        ("text", "table"),
    ],
)
def test_impossible_scores_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        cronbach_alpha(wrong)


def test_pairs_that_nobody_answered_both_of_are_refused():
    with pytest.raises(ValueError, match="Only 0 people"):
        cronbach_alpha([[1, None], [None, 2], [3, None]], missing="pairwise")


@pytest.mark.parametrize("wrong", [{"missing": "zero"}, {"missing": None}, {"level": 0.2}])
def test_unknown_choices_are_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        cronbach_alpha(FULL, **wrong)


def test_the_picture_says_every_value_that_it_shows():
    found = cronbach_alpha(FULL)
    picture = found.pictures()[0]
    assert len(picture["rows"]) == 11
    for row in picture["rows"]:
        assert row[5] in picture["text"]
    assert repr(found) == found.sentence and "alt=" in found.draw()._repr_html_()
