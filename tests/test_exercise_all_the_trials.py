"""The exercise on pooling trials: what is special to it."""

import pytest

from peerlib.checking import hint, mark, mark_all
from peerlib.evaluation.meta_analysis import pool
from peerlib.exercises import all_the_trials as exercise

BY_NAME = {item.name: item for item in exercise.ITEMS}
SETS = [exercise.data_for(seed) for seed in range(200)]
MINE = exercise.described([0.10, 0.50, 0.30, 0.45, 0.60, 0.80], [0.10, 0.10, 0.125, 0.2, 0.2, 0.25])


@pytest.mark.parametrize("data", SETS[:80], ids=range(80))
def test_truth_is_what_the_evaluation_gives(data):
    effects, errors = data["effects"], data["standard_errors"]
    fixed = pool(effects, errors, method="fixed")
    share = fixed.weights[0] * data["sum_of_weights"]
    assert BY_NAME["weight_a"].truth(data) == pytest.approx(share, rel=1e-3)
    assert BY_NAME["pooled_effect"].truth(data) == pytest.approx(fixed.estimate.value, abs=1e-3)
    low, high = BY_NAME["pooled_interval"].truth(data)
    assert (low, high) == pytest.approx((fixed.estimate.low, fixed.estimate.high), abs=1e-3)
    assert BY_NAME["i_squared"].truth(data) == pytest.approx(fixed.i_squared.value, abs=1e-3)
    random = pool(effects, errors, method="dl")
    given = [
        data[name] for name in ("random_effect", "random_low", "random_high", "new_low", "new_high")
    ]
    found = [
        random.estimate.value,
        random.estimate.low,
        random.estimate.high,
        random.prediction.low,
        random.prediction.high,
    ]
    # shown with two decimals
    assert given == pytest.approx(found, abs=0.0051)
    place = BY_NAME["new_place"].truth(data)
    assert (place == "everywhere") == (found[3] > 0)
    assert (place == "open") == (found[1] < 0)


def test_sets_differ_and_each_kind_of_place_is_common():
    places = [exercise.new_place(data) for data in SETS]
    assert all(places.count(each) > 30 for each in ("everywhere", "mean_only", "open"))
    assert len({str(data) for data in SETS}) == len(SETS)
    for data in SETS:
        assert exercise.fixed_limits(data)[0] > 0  # the tempting reading is there for everybody
        assert -1 < min(data["effects"]) and max(data["effects"]) < 2


def test_wrong_turns_on_an_example_worked_out_by_hand():
    # weights 100, 100, 64, 25, 25, 16: sum 330; times effects 118.25
    assert (MINE["sum_of_weights"], MINE["sum_of_weights_times_effects"]) == (330, 118.25)
    q = MINE["q"]
    expected = {
        "weight_a": {
            "right": 100,
            "misconception:not-squared": 10,
            "misconception:variance-for-weight": 0.01,
            "misconception:share-for-weight": 100 / 330,
            "misconception:equal-weights": 55,
        },
        "pooled_effect": {
            "right": 118.25 / 330,
            "misconception:plain-mean": 2.75 / 6,
            "misconception:not-squared": (1 + 5 + 2.4 + 2.25 + 3 + 3.2) / (10 + 10 + 8 + 5 + 5 + 4),
            "misconception:divided-by-trials": 118.25 / 6,
            "misconception:not-divided": 118.25,
        },
        "i_squared": {
            "right": (q - 5) / q,
            "misconception:chance-share": 5 / q,
            "misconception:trials-for-freedom": (q - 6) / q,
            "misconception:ratio-of-q": q / 5,
        },
    }
    for name, answers in expected.items():
        for tag, answer in answers.items():
            assert mark(BY_NAME[name], answer, MINE).tag == tag, (name, tag)
    mean, error = 118.25 / 330, 330**-0.5
    interval = BY_NAME["pooled_interval"]
    assert mark(interval, (mean - 1.96 * error, mean + 1.96 * error), MINE).tag == "right"
    assert mark(interval, (mean - error, mean + error), MINE).tag == (
        "misconception:standard-error-alone"
    )
    assert mark(interval, (MINE["random_low"], MINE["random_high"]), MINE).tag == (
        "misconception:random-for-fixed"
    )


def test_a_plain_mean_is_paid_for_once():
    for data in SETS[:40]:
        own = exercise.plain_mean(data)
        half = 1.96 / data["sum_of_weights"] ** 0.5
        answers = {"pooled_effect": own, "pooled_interval": (own - half, own + half)}
        outcomes = mark_all(exercise.ITEMS, answers, data)
        assert outcomes["pooled_effect"].tag == "misconception:plain-mean"
        assert (outcomes["pooled_interval"].tag, outcomes["pooled_interval"].credit) == (
            "follow-through",
            1.0,
        )


def test_taking_the_interval_of_the_mean_for_every_place_is_a_wrong_turn_of_its_own():
    for data in SETS[:20]:
        assert mark(BY_NAME["new_place"], "d", data).tag == "misconception:mean-for-range"
        assert mark(BY_NAME["spread_says"], "d", data).tag == "misconception:share-for-size"


def test_no_feedback_and_no_hint_gives_a_number_away():
    for data in SETS[:50]:
        for item in exercise.ITEMS[:4]:
            truths = item.truth(data)
            truths = truths if isinstance(truths, tuple) else (truths,)
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [wrong.idea + wrong.next_step for wrong in item.wrong_values(data)]
            for text in words:
                for truth in truths:
                    assert "%.3f" % abs(truth) not in text, (item.name, text)


def test_the_weight_that_is_asked_for_is_not_in_the_table():
    for data in SETS[:20]:
        table = exercise.table(data)
        assert table["rows"][0][3] == "?"
        for row in table["rows"][1:]:
            assert float(row[3]) == pytest.approx(1 / float(row[2]) ** 2, rel=0.01)
        assert "invented" in table["caption"] and "invented" in exercise.story(data)
