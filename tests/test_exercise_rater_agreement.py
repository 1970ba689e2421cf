"""The exercise on two readers: what is special to it."""

import pytest

from peerlib.checking import mark, mark_all
from peerlib.evaluation.agreement import from_table
from peerlib.exercises import rater_agreement as exercise

BY_NAME = {item.name: item for item in exercise.ITEMS}
TABLES = [exercise.data_for(seed) for seed in range(300)]
# Table B of Gerstman (2013): agreement 0.85, by chance 0.78, kappa 0.32
B = {
    "both_yes": 80,
    "only_first": 10,
    "only_second": 5,
    "both_no": 5,
    "first_yes": 90,
    "first_no": 10,
    "second_yes": 85,
    "second_no": 15,
    "notes": 100,
}


def counts(data):
    return [[data["both_yes"], data["only_first"]], [data["only_second"], data["both_no"]]]


@pytest.mark.parametrize("data", TABLES, ids=range(len(TABLES)))
def test_truth_is_what_statsmodels_gives(data):
    found = from_table(counts(data))
    truth = {item.name: item.truth(data) for item in exercise.ITEMS}
    assert truth["observed"] == pytest.approx(found.observed)
    assert truth["chance"] == pytest.approx(found.chance)
    assert truth["kappa"] == pytest.approx(found.kappa.value)
    assert truth["label"] == found.label
    assert truth["chance_yes"] + exercise.chance_no(data) == pytest.approx(truth["chance"])


def test_tables_differ_and_have_what_the_colleague_overlooks():
    assert len({str(sorted(data.items())) for data in TABLES}) > 290
    for data in TABLES:
        # agreement looks high, and chance alone gives more than half of it
        assert exercise.observed(data) > 0.74
        assert exercise.chance(data) > exercise.observed(data) / 2
    labels = [exercise.model.label(exercise.kappa(data)) for data in TABLES]
    assert labels.count("fair") > 50 < labels.count("moderate")
    first_higher = [data["first_yes"] > data["second_yes"] for data in TABLES]
    assert 90 < sum(first_higher) < 210


def test_wrong_turns_on_the_textbook_table():
    expected = {
        "observed": [
            ("right", 0.85),
            ("misconception:yes-only", 0.80),
            ("misconception:out-of-any-yes", 80 / 95),
        ],
        "chance_yes": [
            ("right", 0.765),
            ("misconception:mean-for-product", 0.875),
            ("misconception:quarter", 0.25),
        ],
        "chance": [
            ("right", 0.78),
            ("misconception:half", 0.5),
            ("misconception:times-for-plus", 0.765 * 0.015),
        ],
        "kappa": [
            ("right", 7 / 22),
            ("misconception:agreement-for-kappa", 0.85),
            ("misconception:not-divided", 0.07),
            ("misconception:half", 0.70),
            ("misconception:missing-brackets", 0.85 - 0.78 - 0.78),
        ],
        "label": [
            ("right", "c"),
            ("misconception:word-for-agreement", "f"),
            ("choice:slight", "b"),
        ],
        "meaning": [("right", "c"), ("choice:high", "a")],
    }
    for name, answers in expected.items():
        for tag, answer in answers:
            assert mark(BY_NAME[name], answer, B).tag == tag, (name, tag)


def test_rounding_to_two_digits_is_asked_about_and_never_called_wrong_thinking():
    for data in TABLES:
        for name in ("observed", "chance_yes", "chance"):
            item = BY_NAME[name]
            outcome = mark(item, round(item.truth(data), 2), data)
            assert outcome.tag in ("right", "near", "rounded")
            assert outcome.credit >= 0.5


def test_one_early_slip_is_paid_for_once_and_two_as_well():
    by_chance = 0.5
    answers = {
        "observed": 0.85,
        "chance_yes": 0.765,
        "chance": by_chance,
        "kappa": (0.85 - by_chance) / (1 - by_chance),
    }
    outcomes = mark_all(exercise.ITEMS, answers, B)
    assert outcomes["chance"].credit < 1
    assert (outcomes["kappa"].tag, outcomes["kappa"].credit) == ("follow-through", 1.0)
    answers = {
        "observed": 0.80,
        "chance_yes": 0.765,
        "chance": by_chance,
        "kappa": 0.6,
        "label": "moderate",
    }
    outcomes = mark_all(exercise.ITEMS, answers, B)
    for name in ("kappa", "label"):
        assert (outcomes[name].tag, outcomes[name].credit) == ("follow-through", 1.0)


def test_the_word_may_be_written_out():
    assert mark(BY_NAME["label"], "fair", B).tag == "right"
    assert mark(BY_NAME["label"], "Fair (above 0.20, to 0.40)", B).tag == "right"
