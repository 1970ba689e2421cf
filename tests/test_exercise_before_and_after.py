"""The exercise on before and after: its truth, its wrong turns, what follows from what."""

import math

import pytest

from peerlib.checking import hint, mark, mark_all
from peerlib.checking.items import wrong_values
from peerlib.evaluation.differences import means
from peerlib.exercises import before_and_after as exercise
from peerlib.exercises.before_and_after import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}
# Card and Krueger 1994 (regression), and the Sicilian series: see the tests of evaluation.
CARD_KRUEGER = {
    "programme_before": 20.431,
    "programme_after": 20.898,
    "comparison_before": 23.380,
    "comparison_after": 21.097,
    "series_mean_before": 213.3,
    "series_mean_after": 220.5,
    "series_rise": 1.036,
}


@pytest.fixture(scope="module")
def many():
    return [data_for(seed) for seed in range(300)]


def wrong(name, tag, data):
    return [one.value for one in wrong_values(BY_NAME[name], data) if one.tag == tag]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def test_truth_agrees_with_the_evaluation_module(many):
    for data in many:
        cells = [data[name] for name in exercise.NUMBERS[:4]]
        found = means(*cells)
        assert BY_NAME["effect"].truth(data) == pytest.approx(found.estimate.value)
        assert BY_NAME["expected_after"].truth(data) == pytest.approx(found.expected)
        assert BY_NAME["change_programme"].truth(data) == pytest.approx(found.change_programme)


def test_the_trend_led_to_where_a_line_through_the_months_before_leads(many):
    import numpy as np

    for data in many[:50]:
        months = np.arange(1, 13)
        series = data["series_mean_before"] + data["series_rise"] * (months - 6.5)
        ahead = np.polyval(np.polyfit(months, series, 1), np.arange(13, 25)).mean()
        expected = data["series_mean_after"] - ahead
        assert BY_NAME["trend_effect"].truth(data) == pytest.approx(expected)


def test_misconceptions_give_the_published_wrong_numbers():
    assert BY_NAME["effect"].truth(CARD_KRUEGER) == pytest.approx(2.75, abs=0.005)
    change, turned = wrong("effect", "misconception:before-after-only", CARD_KRUEGER)
    assert change == pytest.approx(0.47, abs=0.005) and turned == -change
    (level,) = wrong("expected_after", "misconception:equal-levels", CARD_KRUEGER)
    assert level == 21.097
    (ignored,) = wrong("trend_effect", "misconception:trend-ignored", CARD_KRUEGER)
    assert ignored == pytest.approx(7.2)


def test_both_ways_of_being_misled_turn_up_and_each_has_its_answer(many):
    kinds = [BY_NAME["verdict"].truth(data) for data in many]
    assert 0.25 < kinds.count("hidden") / len(kinds) < 0.75
    for data, kind in zip(many, kinds, strict=True):
        kinder = exercise.change_programme(data) < exercise.effect(data)
        assert (kind == "flattered") == kinder


def test_some_programmes_change_nothing_that_would_not_have_come_anyway(many):
    effects = [exercise.effect(data) for data in many]
    assert 0.05 < sum(one > 0 for one in effects) / len(effects) < 0.3


def test_data_are_plausible_and_differ(many):
    for data in many:
        assert all(5 <= data[name] <= 90 for name in exercise.NUMBERS)
        assert all(round(data[name], 1) == data[name] for name in exercise.NUMBERS)
    assert len({tuple(sorted(data.items())) for data in many}) == len(many)


def test_an_early_slip_is_paid_for_once(many):
    for data in many[:100]:
        first = data["programme_after"] - data["comparison_after"]
        answers = dict(
            truths(data),
            change_programme=first,
            effect=first - exercise.change_comparison(data),
        )
        outcomes = mark_all(ITEMS, answers, data)
        assert outcomes["change_programme"].credit < 1
        assert outcomes["effect"].credit == 1.0
    answers = dict(truths(data), expected_after=data["comparison_after"])
    answers["effect"] = data["programme_after"] - data["comparison_after"]
    assert mark_all(ITEMS, answers, data)["effect"].tag == "follow-through"


def test_no_text_gives_the_answer_away(many):
    for data in many[:50]:
        for item in ITEMS:
            truth = item.truth(data)
            if not isinstance(truth, float):
                continue
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [one.idea + one.next_step for one in wrong_values(item, data)]
            words += [mark(item, given, data).text for given in (None, "x", 777.7, math.inf)]
            assert not [text for text in words if "%.2f" % abs(truth) in text]


def test_letters_in_any_dress_are_read():
    data = data_for(5)
    for given in ("c", "C)", " c. ", "parallel"):
        assert mark(BY_NAME["assumption"], given, data).tag == "right"
    assert mark(BY_NAME["assumption"], "a", data).tag == "misconception:equal-levels"
