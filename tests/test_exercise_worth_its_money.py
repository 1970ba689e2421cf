"""The exercise on costs and effects: what is special to it."""

import pytest

from peerlib.checking import hint, mark, mark_all
from peerlib.evaluation.costs import from_draws
from peerlib.exercises import worth_its_money as exercise
from peerlib.models import costs as model

BY_NAME = {item.name: item for item in exercise.ITEMS}
TRIALS = [exercise.data_for(seed) for seed in range(300)]
# The follow-up in groups of DafneGroup2014: 772 less, 0.04 QALYs fewer; and ten draws.
MINE = {
    "cost_programme": 3228, "cost_comparison": 4000,
    "qaly_programme": 0.66, "qaly_comparison": 0.70,
    "cost_low": -1415, "cost_high": 128, "amount": 20000,
    "draws_effect": [-0.04, -0.05, -0.03, -0.02, -0.04, -0.01, 0.02, 0.01, 0.01, -0.06],
    "draws_worth": [-800, -1000, -600, -400, -800, -200, 400, 200, 200, -1200],
    "draws_cost": [-900, -700, -500, -300, -700, -300, 300, -100, -50, -900],
}  # fmt: skip


@pytest.mark.parametrize("data", TRIALS[:80], ids=range(80))
def test_truth_is_what_the_evaluation_gives(data):
    cost = data["cost_programme"] - data["cost_comparison"]
    effect = data["qaly_programme"] - data["qaly_comparison"]
    # two equal draws stand for the means
    means = from_draws([cost, cost], [effect, effect], worth=[data["amount"]])
    assert BY_NAME["extra_cost"].truth(data) == means.extra_cost.value
    assert BY_NAME["cost_per_effect"].truth(data) == pytest.approx(means.cost_per_effect)
    assert BY_NAME["net_benefit"].truth(data) == pytest.approx(means.net_benefit[0])
    assert means.quadrant == (
        "better, dearer" if BY_NAME["ratio_means"].truth(data) == "price" else "worse, cheaper"
    )
    draws = from_draws(data["draws_cost"], data["draws_effect"], worth=[data["amount"]])
    assert BY_NAME["share_worth_it"].truth(data) == pytest.approx(draws.share_worth_it[0])
    by_eye = [w > c for w, c in zip(data["draws_worth"], data["draws_cost"], strict=True)]
    assert BY_NAME["share_worth_it"].truth(data) == sum(by_eye) / 10


def test_all_four_situations_are_common_and_the_draws_go_with_the_means():
    kinds = [(BY_NAME["ratio_means"].truth(d), BY_NAME["advice"].truth(d)) for d in TRIALS]
    assert all(kinds.count(kind) > 40 for kind in set(kinds)) and len(set(kinds)) == 4
    for data in TRIALS:
        assert (exercise.share_worth_it(data) > 0.5) == (exercise.net_benefit(data) > 0)
    assert len({str(data) for data in TRIALS}) == len(TRIALS)


def test_wrong_turns_on_a_published_case():
    # DafneGroup2014: 19,300 saved for each QALY lost; net benefit -28 at 20,000
    expected = {
        "extra_cost": {
            "right": -772, "scale:sign": 772,
            "misconception:one-group-only": 3228, "misconception:sum-for-difference": 7228,
        },
        "cost_per_effect": {
            "right": 19300, "scale:sign": -19300,
            "misconception:difference-of-ratios": 3228 / 0.66 - 4000 / 0.70,
            "misconception:average-for-extra": 3228 / 0.66,
            "misconception:whole-effect-below": -772 / 0.66,
        },
        "net_benefit": {
            "right": -28, "scale:sign": 28,
            "misconception:cost-added": -1572, "misconception:cost-forgotten": -800,
            "misconception:ratio-for-benefit": 700,
        },
        # worth above cost in draws 1, 6, 7, 8, 9
        "share_worth_it": {"right": 0.5, "misconception:cheaper-for-worth": 0.9},
    }  # fmt: skip
    for name, answers in expected.items():
        for tag, answer in answers.items():
            assert mark(BY_NAME[name], answer, MINE).tag == tag, (name, tag)
    assert mark(BY_NAME["ratio_means"], "b", MINE).tag == "right"
    assert mark(BY_NAME["advice"], "b", MINE).tag == "right"


def test_a_ratio_below_the_amount_gets_the_decision_backwards_where_less_is_given():
    assert exercise.cost_per_effect(MINE) < MINE["amount"] and exercise.net_benefit(MINE) < 0
    assert mark(BY_NAME["advice"], "c", MINE).tag == "misconception:ratio-decides"
    assert mark(BY_NAME["advice"], "d", MINE).tag == "misconception:unsure-is-equal"
    for data in TRIALS:
        below = exercise.cost_per_effect(data) < data["amount"]
        better = exercise.extra_effect(data) > 0
        assert (exercise.net_benefit(data) > 0) == (below == better)


def test_counting_small_ratios_is_told_apart_from_counting_what_is_worth_it():
    for data in TRIALS[:60]:
        pairs = zip(data["draws_cost"], data["draws_effect"], strict=True)
        small = sum(model.cost_per_effect(c, e) < data["amount"] for c, e in pairs) / 10
        outcome = mark(BY_NAME["share_worth_it"], small, data)
        assert outcome.tag == "misconception:ratio-below"


def test_a_sign_turned_round_at_the_start_is_paid_for_once():
    for data in TRIALS[:40]:
        own = -exercise.extra_cost(data)
        effect = exercise.extra_effect(data)
        benefit = data["amount"] * effect - own
        answers = {"extra_cost": own, "net_benefit": benefit, "advice": "a" if benefit > 0 else "b"}
        outcomes = mark_all(exercise.ITEMS, answers, data)
        assert outcomes["extra_cost"].tag == "scale:sign"
        assert outcomes["net_benefit"].credit == 1.0
        assert outcomes["advice"].credit == 1.0


def test_no_feedback_and_no_hint_gives_a_number_away():
    for data in TRIALS[:50]:
        for item in exercise.ITEMS:
            truth = item.truth(data)
            if isinstance(truth, str) or item.name == "share_worth_it":
                continue
            words = [hint(item, data, n) for n in range(1, len(item.hints))]
            words += [wrong.idea + wrong.next_step for wrong in item.wrong_values(data)]
            for text in words:
                assert "%.0f" % abs(truth) not in text, (item.name, text)


def test_the_data_are_said_to_be_invented():
    for data in TRIALS[:5]:
        assert "invented" in exercise.story(data) and "invented" in exercise.table(data)["caption"]
        assert "\u2212\u00a3%d" % -data["cost_low"] in exercise.story(data)
