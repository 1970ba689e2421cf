"""The exercise on reach and dose: what is special to it."""

import pytest

from peerlib.checking import mark, mark_all
from peerlib.evaluation.dose import dose
from peerlib.evaluation.reach import rates, share
from peerlib.evaluation.reach_groups import reach_by_group
from peerlib.exercises import who_was_reached as exercise

BY_NAME = {item.name: item for item in exercise.ITEMS}
SERVICES = [exercise.data_for(seed) for seed in range(300)]
# 8 of 10 and 30 of 60 meetings: the example of the course's list of misconceptions
MINE = {
    "could": 100,
    "invited": 80,
    "said_yes": 50,
    "came": 40,
    "came_three": 30,
    "could_town": 70,
    "came_town": 25,
    "could_villages": 30,
    "came_villages": 15,
    "planned_ana": 10,
    "held_ana": 8,
    "planned_ben": 60,
    "held_ben": 30,
    "poster": 80,
}


@pytest.mark.parametrize("data", SERVICES, ids=range(len(SERVICES)))
def test_truth_is_what_the_evaluation_gives(data):
    truth = {item.name: item.truth(data) for item in exercise.ITEMS}
    assert truth["reach"] == share(data["came"], data["could"]).estimate.value
    assert truth["three_or_more"] == share(data["came_three"], data["came"]).estimate.value
    # two workers have too few degrees of freedom for an interval worth having; the rate stands
    found = rates([data["held_ana"], data["held_ben"]], [data["planned_ana"], data["planned_ben"]])
    assert truth["meetings_held"] == pytest.approx(found.overall.value)
    places = reach_by_group(
        {"town": data["came_town"], "villages": data["came_villages"]},
        {"town": data["could_town"], "villages": data["could_villages"]},
    )
    town, villages = (each.value for each in places.reach)
    assert truth["reach_gap"] == pytest.approx(town - villages)
    assert abs(truth["reach_gap"]) == pytest.approx(places.gap.value)
    assert truth["better_reached"] == ("town" if town > villages else "villages") + "-share"
    assert round(100 * data["came"] / data[truth["poster"]]) == data["poster"]


def test_with_ten_meetings_for_each_the_rate_is_the_mean_dose():
    # each person was offered the same, so both ways of counting meet
    assert dose([8, 3, 10], [10, 10, 10]).mean.value == pytest.approx(
        rates([21], [30]).overall.value
    )


def test_the_larger_place_is_the_better_reached_one_for_some_and_not_for_others():
    better = [exercise._better(exercise.reach_gap(data)) for data in SERVICES]
    assert 60 < better.count("villages") < 240
    assert all(data["came_town"] > data["came_villages"] for data in SERVICES)
    wholes = [exercise.poster_whole(data) for data in SERVICES]
    assert wholes.count("said_yes") > 60 < wholes.count("invited")


def test_wrong_turns_on_an_example_worked_out_by_hand():
    expected = {
        "reach": [
            ("right", 0.4),
            ("misconception:those-who-said-yes", 0.8),
            ("misconception:those-invited", 0.5),
        ],
        # 38 of 70 is 0.543, and the mean of 0.8 and 0.5 is 0.65
        "meetings_held": [
            ("right", 38 / 70),
            ("misconception:mean-of-rates", 0.65),
            ("misconception:missing-brackets", 8 + 30 / 10 + 60),
        ],
        "reach_gap": [
            ("right", 25 / 70 - 0.5),
            ("scale:sign", 0.5 - 25 / 70),
            ("misconception:counts-for-shares", 10),
            ("misconception:share-of-those-who-came", 0.25),
        ],
        "better_reached": [("right", "c"), ("choice:town-count", "b")],
        "poster": [("right", "c"), ("choice:could", "a"), ("choice:invited", "b")],
    }
    for name, answers in expected.items():
        for tag, answer in answers:
            assert mark(BY_NAME[name], answer, MINE).tag == tag, (name, tag)


def test_the_sum_as_a_learner_writes_it_without_brackets_is_known():
    text = "8 + 30 / 10 + 60"
    assert mark(BY_NAME["meetings_held"], text, MINE).tag == "misconception:missing-brackets"
    assert mark(BY_NAME["meetings_held"], "(8 + 30) / (10 + 60)", MINE).tag == "right"


def test_a_gap_turned_round_is_paid_for_once():
    answers = {"reach_gap": 0.5 - 25 / 70, "better_reached": "a"}
    outcomes = mark_all(exercise.ITEMS, answers, MINE)
    assert outcomes["reach_gap"].tag == "scale:sign"
    assert outcomes["better_reached"].tag == "follow-through"
    assert outcomes["better_reached"].credit == 1.0


def test_each_worker_has_a_rate_far_from_the_others():
    for data in SERVICES:
        ana = data["held_ana"] / data["planned_ana"]
        ben = data["held_ben"] / data["planned_ben"]
        assert abs(ana - ben) > 0.1
