"""The exercise on how many people: its truth, its wrong turns, what follows from what."""

from math import ceil

import pytest

from peerlib.checking import mark, mark_all
from peerlib.checking.items import wrong_values
from peerlib.evaluation.sample_size import effective_sample, for_shares
from peerlib.exercises import how_many_people as exercise
from peerlib.exercises.how_many_people import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}
# 38 against 29 in 100, 20 in a team, 0.05, 15 in 100 lost; and 400 people in such teams
CHAPTER = {
    "share_usual": 0.38, "share_peer": 0.29, "both": 7.84, "team_size": 20, "alike": 0.05,
    "loss": 0.15, "teams_a": 20, "size_a": 20, "people_a": 400, "teams_b": 40, "size_b": 9,
    "people_b": 360,
}  # fmt: skip


@pytest.fixture(scope="module")
def many():
    return [data_for(seed) for seed in range(300)]


def truths(data):
    return {item.name: item.truth(data) for item in ITEMS}


def wrong(name, tag, data):
    (value,) = [one.value for one in wrong_values(BY_NAME[name], data) if one.tag == tag]
    return value


def test_truth_agrees_with_the_evaluation_module(many):
    for data in many:
        found = for_shares(
            data["share_peer"],
            data["share_usual"],
            cluster_size=data["team_size"],
            correlation=data["alike"],
            loss=data["loss"],
        )
        truth = truths(data)
        # 0.84 stands for 0.8416 in the exercise, which is about 1 in 1000 of the people
        assert truth["per_group"] == pytest.approx(found.per_group, rel=2e-3)
        assert truth["design_effect"] == pytest.approx(found.design_effect)
        assert truth["in_teams"] == pytest.approx(found.per_group_clustered, rel=2e-3)
        assert truth["to_recruit"] == pytest.approx(found.per_group_recruited, rel=2e-3)
        plans = [
            effective_sample(data["people_" + plan], data["size_" + plan], data["alike"])
            for plan in "ab"
        ]
        assert truth["effective_a"] == pytest.approx(plans[0].effective)
        assert (truth["better_plan"] == "a") == (plans[0].effective > plans[1].effective)


def test_the_chapter_s_numbers_come_out_right_and_wrong():
    truth = truths(CHAPTER)
    # 428 per group; design effect 1.95; 835 in teams; 205 for 400; evaluation of the plan
    assert ceil(truth["per_group"]) == 428
    assert truth["design_effect"] == pytest.approx(1.95)
    assert round(truth["effective_a"]) == 205
    # 337 one-sided; 400 as if chosen one by one; 428 * 1.15 in place of 428 / 0.85
    assert wrong("per_group", "misconception:one-sided", CHAPTER) == pytest.approx(337, abs=0.5)
    assert wrong("effective_a", "misconception:no-clusters", CHAPTER) == 400
    added = wrong("to_recruit", "misconception:loss-added", CHAPTER)
    assert added / truth["to_recruit"] == pytest.approx(492 / 504, abs=2e-3)


@pytest.mark.parametrize("turn", [ceil, float, lambda n: round(n, 1)])
def test_people_may_be_rounded_up_at_every_step(turn, many):
    for data in many:
        own = turn(exercise.per_group(data))
        teams = turn(own * exercise.design_effect(data))
        answers = dict(truths(data), per_group=own, in_teams=teams)
        answers["to_recruit"] = turn(teams / (1 - data["loss"]))
        answers["effective_a"] = turn(exercise.effective_a(data))
        credits = {name: one.credit for name, one in mark_all(ITEMS, answers, data).items()}
        assert set(credits.values()) == {1.0}, credits


def test_an_early_slip_is_paid_for_once(many):
    for data in many[:100]:
        slip = wrong("per_group", "misconception:both-groups", data)
        teams = slip * exercise.design_effect(data)
        answers = dict(truths(data), per_group=slip, in_teams=teams)
        answers["to_recruit"] = teams / (1 - data["loss"])
        outcomes = mark_all(ITEMS, answers, data)
        assert outcomes["per_group"].tag == "misconception:both-groups"
        for name in ("in_teams", "to_recruit"):
            assert outcomes[name].tag == "follow-through", name


def test_the_plan_with_fewer_people_tells_more_and_either_may_be_it(many):
    kinds = [exercise.better_plan(data) for data in many]
    assert 0.3 < kinds.count("a") / len(kinds) < 0.7
    for data, kind in zip(many, kinds, strict=True):
        fewer = "a" if data["people_a"] < data["people_b"] else "b"
        assert kind == fewer
        more = "b" if fewer == "a" else "a"
        outcome = mark(BY_NAME["better_plan"], more, data)
        assert outcome.tag == "misconception:more-people-tell-more"


def test_data_are_plausible_and_differ(many):
    for data in many:
        assert 50 < exercise.per_group(data) < 1000
        assert 1.1 < exercise.design_effect(data) < 4
    assert len({str(data) for data in many}) == len(many)
