"""The exercise on people who are missing: what is special to it."""

import pytest

from peerlib.checking import hint, mark, mark_all
from peerlib.evaluation.attrition import loss
from peerlib.evaluation.imputed import rubin
from peerlib.evaluation.missing_outcomes import missing_outcomes
from peerlib.exercises import who_is_missing as exercise

BY_NAME = {item.name: item for item in exercise.ITEMS}
TRIALS = [exercise.data_for(seed) for seed in range(300)]
# 30 of 200 and 40 of 100 are missing; within 0.7242 and between 0.16 are those of the worked
# example on Rubin's rules, with five tables in place of three.
MINE = {
    "began_programme": 200, "missing_programme": 30, "reached_programme": 170,
    "readmitted_programme": 34,
    "began_comparison": 100, "missing_comparison": 40, "reached_comparison": 60,
    "readmitted_comparison": 24,
    "tables": 5, "estimates": [2.1, 2.5, 2.9], "standard_errors": [0.80, 0.90, 0.85],
    "within": 0.7242, "between": 0.16,
}  # fmt: skip


@pytest.mark.parametrize("data", TRIALS[:100], ids=range(100))
def test_truth_is_what_the_evaluation_gives(data):
    gone = loss(
        [data["began_programme"], data["reached_programme"]],
        [data["began_comparison"], data["reached_comparison"]],
    )
    assert BY_NAME["loss_overall"].truth(data) == pytest.approx(gone.overall[-1])
    assert BY_NAME["loss_difference"].truth(data) == pytest.approx(gone.difference[-1].value)
    fence = missing_outcomes(
        *[
            data[part + arm]
            for arm in ("programme", "comparison")
            for part in ("readmitted_", "reached_", "missing_")
        ]
    )
    worst = fence.worst.risk_difference.value
    assert BY_NAME["worst_case"].truth(data) == pytest.approx(worst)
    assert (BY_NAME["what_holds"].truth(data) == "holds") == (worst < 0)
    pooled = rubin(data["estimates"], data["standard_errors"])
    assert BY_NAME["pooled_error"].truth(data) == pytest.approx(pooled.standard_error, abs=1e-4)
    assert pooled.within == pytest.approx(data["within"], abs=1e-4)
    assert pooled.between == pytest.approx(data["between"], abs=1e-4)


def test_trials_differ_and_the_result_holds_for_about_half_of_them():
    held = [BY_NAME["what_holds"].truth(data) for data in TRIALS].count("holds")
    assert 100 < held < 200
    assert len({str(sorted(data.items())) for data in TRIALS}) > 290
    for data in TRIALS:
        assert data["began_programme"] != data["began_comparison"]
        assert exercise.lost_programme(data) < exercise.lost_comparison(data) < 0.5


def test_wrong_turns_on_an_example_worked_out_by_hand():
    expected = {
        "loss_overall": {
            "right": 70 / 300,
            "misconception:share-reached": 230 / 300,
            "misconception:mean-of-shares": (0.15 + 0.40) / 2,
            "misconception:out-of-reached": 70 / 230,
            "misconception:one-group-only": 0.15,
            "misconception:people-for-share": 70,
        },
        "loss_difference": {
            "right": 0.15 - 0.40,
            "scale:sign": 0.25,
            "misconception:counts-for-shares": -10,
            "misconception:share-of-missing": -10 / 70,
            "misconception:ratio-for-difference": 0.15 / 0.40,
        },
        "worst_case": {
            "right": 64 / 200 - 24 / 100,
            "misconception:known-only": 34 / 170 - 24 / 60,
            "misconception:best-for-worst": 34 / 200 - 64 / 100,
            "misconception:missing-is-failure": 64 / 200 - 64 / 100,
            "misconception:missing-is-success": 34 / 200 - 24 / 100,
        },
        # square roots of 0.7242 + 1.2 * 0.16 = 0.9162, of 0.7242, and of 0.8842
        "pooled_error": {
            "right": 0.9572,
            "misconception:within-only": 0.8510,
            "misconception:no-correction": 0.9403,
            "misconception:no-root": 0.9162,
        },
    }
    for name, answers in expected.items():
        for tag, answer in answers.items():
            assert mark(BY_NAME[name], answer, MINE).tag == tag, (name, tag)
    # the mean of the three standard errors is seen as what it is about
    assert mark(BY_NAME["pooled_error"], 0.85, MINE).tag == "misconception:within-only"


def test_a_slip_in_the_worst_case_is_paid_for_once():
    for data in TRIALS[:40]:
        turned = -exercise.worst_case(data)
        own = "a" if turned < 0 else "b"
        outcomes = mark_all(exercise.ITEMS, {"worst_case": turned, "what_holds": own}, data)
        assert outcomes["worst_case"].tag == "scale:sign"
        assert (outcomes["what_holds"].tag, outcomes["what_holds"].credit) == (
            "follow-through",
            1.0,
        )


def test_counting_fewer_than_half_is_a_wrong_turn_of_its_own():
    assert mark(BY_NAME["what_holds"], "c", MINE).tag == "misconception:half-is-enough"
    assert mark(BY_NAME["what_remains"], "a", MINE).tag == "misconception:agreement-proves"


def test_no_feedback_and_no_hint_gives_a_number_away():
    for data in TRIALS[:50]:
        for item in exercise.ITEMS:
            truth = item.truth(data)
            if isinstance(truth, str):
                continue
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [wrong.idea + wrong.next_step for wrong in item.wrong_values(data)]
            for text in words:
                for digits in ("%.3f" % abs(truth), "%.4f" % abs(truth)):
                    assert digits not in text, (item.name, text)


def test_the_data_are_said_to_be_invented():
    for data in TRIALS[:5]:
        assert "invented" in exercise.story(data) and "invented" in exercise.table(data)["caption"]
