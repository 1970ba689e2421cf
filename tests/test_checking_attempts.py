"""The mark of several attempts, worked out from their log."""

import json

import demonstration_exercise as demonstration
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlib.checking.attempts import answer_shown, entry, score
from peerlib.checking.hints import STEPS, gives_answer, hint, how_many

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}
RISK, NEEDED, RISKS = demonstration.RISK, demonstration.NEEDED, demonstration.RISKS


def log_of(*answers, item=RISK):
    return [entry(item, answer, DATA) for answer in answers]


def test_the_best_attempt_counts_less_what_was_tried_before_it():
    # 0.22 is the odds (0.25), then a value that nothing explains, then the truth.
    log = log_of(0.2195, 0.5, 0.18)
    assert [each["credit"] for each in log] == [0.25, 0.0, 1.0]
    result = score(log, points=2)
    assert result["mark"] == pytest.approx(2 * (1.0 - 2 * 0.1))
    assert (result["best"], result["charged"]) == (2, pytest.approx(0.2))


def test_the_attempt_that_counts_is_named():
    assert score(log_of(0.18, 0.5))["best"] == 0
    assert score(log_of(0.5, 0.18, 0.2195))["best"] == 1
    assert score([])["best"] is None


def test_what_cannot_be_read_costs_nothing():
    assert score(log_of("", "many", "nan", None, [1, 2], 0.18))["credit"] == 1.0


def test_one_wrong_answer_given_again_costs_nothing():
    log = log_of(0.5, "0.5", "50 %", "1/2", 0.18)
    assert score(log)["credit"] == pytest.approx(0.9)


def test_the_same_picks_or_table_in_another_order_are_the_same_answer():
    picks = log_of("a, c", "ca", ["c", "a"], "a b d e", item=NEEDED)
    assert score(picks)["credit"] == pytest.approx(0.9)
    rows = [
        {"group": "Peer support", "risk": 1, "people": 2},
        {"group": "Care as usual", "risk": 3, "people": 4},
    ]
    tables = log_of(rows, rows[::-1], item=RISKS)
    assert tables[0]["answer"] == tables[1]["answer"]


def test_the_answer_as_a_hint_ends_credit():
    log = [*log_of(0.2195), answer_shown(), *log_of(0.18)]
    assert score(log)["credit"] == 0.25
    assert score([answer_shown(), *log_of(0.18)]) == {
        "mark": 0.0,
        "credit": 0.0,
        "best": None,
        "charged": 0.0,
    }


def test_a_log_is_plain_json():
    log = log_of(0.5, "", math_nan := float("nan"), item=RISK)
    assert json.loads(json.dumps(log)) == log
    assert math_nan != math_nan


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "credit": st.floats(0, 1),
            "tag": st.sampled_from(["x", "x", "x", "answer-shown"]),
            "valid": st.booleans(),
            "answer": st.sampled_from("abc"),
        }
    ),
    max_size=8,
)


@given(ENTRIES, ENTRIES, st.floats(0, 1), st.floats(0, 10))
def test_a_later_attempt_never_hurts(log, later, charge, points):
    before, after = score(log, points, charge), score(log + later, points, charge)
    assert 0.0 <= before["credit"] <= after["credit"] <= 1.0
    assert after["mark"] == points * after["credit"]


@pytest.mark.parametrize("charge", [-0.1, 1.1, float("nan"), "0.1", None, True])
def test_a_charge_that_cannot_be_is_refused(charge):
    with pytest.raises(ValueError, match="between 0 and 1"):
        score([], charge=charge)


def test_hints_climb_from_what_is_asked_to_the_answer():
    assert how_many(RISK) == len(STEPS) == 5
    assert [gives_answer(RISK, n) for n in range(1, 6)] == [False] * 4 + [True]
    assert "250 people" in hint(RISK, DATA, 2)
    assert "0.18" in hint(RISK, DATA, 5)
    assert how_many(NEEDED) == 4
    assert not gives_answer(NEEDED, 4)
    with pytest.raises(ValueError, match="hints 1 to 4"):
        hint(NEEDED, DATA, 5)
