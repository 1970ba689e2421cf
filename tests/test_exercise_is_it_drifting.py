"""The exercise on control charts: its truth, its wrong turns, what follows from what."""

import pytest

from peerlib.checking import hint, mark, mark_all
from peerlib.data import read
from peerlib.evaluation.control_charts import individuals
from peerlib.exercises import is_it_drifting as exercise
from peerlib.exercises.is_it_drifting import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}
VISCOSITY = read("control_charts")["viscosity"]["values"]


@pytest.fixture(scope="module")
def many():
    return [data_for(seed) for seed in range(300)]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def test_truth_agrees_with_the_evaluation_module(many):
    for data in many:
        chart = individuals(data["steady"] + data["new"], baseline=12)
        assert BY_NAME["centre"].truth(data) == pytest.approx(chart.centre)
        assert BY_NAME["mean_range"].truth(data) == pytest.approx(chart.mean_moving_range)
        assert BY_NAME["limits"].truth(data) == pytest.approx((chart.low[0], chart.high[0]))
        months = tuple(f"m{place}" for place in chart.outside)
        assert BY_NAME["signals"].truth(data) == (months or ("none",))
        kind = BY_NAME["pattern"].truth(data)
        assert (kind == "odd") == bool(chart.outside)
        assert (kind == "shift") == (20 in chart.runs)
        assert (kind == "noise") == (not chart.outside and not chart.runs)


def test_numpy_finds_the_same_deviation(many):
    import numpy as np

    for data in many[:20]:
        assert exercise.deviation(data) == pytest.approx(np.std(data["steady"], ddof=1))


def test_the_paint_of_the_notebook_adds_up():
    # Data of the R package qcc: limits 32.56 to 35.61, point 4 outside.
    steps = [abs(b - a) for a, b in zip(VISCOSITY, VISCOSITY[1:], strict=False)]
    assert (sum(VISCOSITY), sum(steps)) == pytest.approx((681.76, 10.88))
    chart = individuals(VISCOSITY)
    assert chart.outside == (4,) and chart.low[0] == pytest.approx(32.56, abs=0.01)


def test_the_months_of_the_tempting_mistake_were_drawn_by_chance():
    from math import floor

    from peerlib.models.random_numbers import Pcg32

    random = Pcg32(7)
    drawn = [floor(72 + 4 * random.normal() + 0.5) for _ in range(24)]
    assert drawn[:11] == [69, 74, 70, 64, 69, 72, 72, 69, 70, 68, 81]
    followed = sorted(zip(drawn[:-1], drawn[1:], strict=True))
    assert followed[:3] == [(64, 69), (66, 73), (67, 77)]
    assert followed[-3:] == [(76, 69), (77, 66), (81, 74)]
    assert individuals(drawn).outside == () and individuals(drawn).runs == ()


def test_each_pattern_turns_up_and_wrong_ones_have_their_words(many):
    kinds = [BY_NAME["pattern"].truth(data) for data in many]
    for kind in exercise.KINDS:
        assert kinds.count(kind) / len(kinds) > 0.2
    data = many[0]
    assert mark(BY_NAME["pattern"], "b", data).tag == "misconception:reacts-to-each-point"


def test_a_slow_drift_has_no_single_month_outside(many):
    for data in many:
        if BY_NAME["pattern"].truth(data) == "shift":
            assert max(data["new"]) < exercise.centre(data)
            assert BY_NAME["signals"].truth(data) == ("none",)


def test_data_are_plausible_and_differ(many):
    for data in many:
        assert sum(data["steady"]) == data["steady_sum"]
        assert 30 <= min(data["steady"] + data["new"]) <= max(data["steady"] + data["new"]) <= 100
    assert len({str(data) for data in many}) == len(many)


def test_one_early_slip_is_paid_for_once(many):
    for data in many[:100]:
        wrong_range = data["ranges_sum"] / 12
        wrong_limits = (
            exercise.centre(data) - 2.66 * wrong_range,
            exercise.centre(data) + 2.66 * wrong_range,
        )
        answers = dict(truths(data), mean_range=wrong_range, limits=list(wrong_limits))
        outcomes = mark_all(ITEMS, answers, data)
        assert outcomes["mean_range"].tag == "misconception:months-for-steps"
        assert outcomes["limits"].credit == 1.0
        narrow = (exercise.centre(data) - 1.0, exercise.centre(data) + 1.0)
        answers = dict(truths(data), limits=list(narrow))
        answers["signals"] = list(exercise.months_outside(data, *narrow))
        outcome = mark_all(ITEMS, answers, data)["signals"]
        assert outcome.tag in ("follow-through", "right")


def test_letters_and_none_are_read():
    data = next(
        data_for(seed) for seed in range(50) if BY_NAME["pattern"].truth(data_for(seed)) == "noise"
    )
    assert mark(BY_NAME["signals"], "i", data).tag == "right"
    assert mark(BY_NAME["signals"], "a, i", data).credit < 1
    assert mark(BY_NAME["limits"], "%.2f to %.2f" % exercise.limits(data), data).tag == "right"


def test_no_text_gives_the_answer_away(many):
    for data in many[:50]:
        for name in ("centre", "mean_range"):
            item = BY_NAME[name]
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [mark(item, given, data).text for given in (None, "x", 777.7)]
            assert not [text for text in words if "%.2f" % item.truth(data) in text]
