"""The exercise on a fidelity score: what is special to it."""

import pytest

from peerlib.checking import mark, mark_all
from peerlib.evaluation.fidelity import score
from peerlib.exercises import service_fidelity as exercise

BY_NAME = {item.name: item for item in exercise.ITEMS}
SERVICES = [exercise.data_for(seed) for seed in range(300)]
WEIGHTS = [counts for _, _, counts, _ in exercise.SCALE]
# Seven rated, one not; key items 2 and 5: the mean is enough, a key item is not.
MINE = {
    "story": 2,
    "choice": 5,
    "two_way": 4,
    "easy": 4,
    "links": 5,
    "backing": 3,
    "groups": "N/A",
    "families": 4,
}


def ratings_of(data):
    return {name: None if data[name] == "N/A" else data[name] for name, _, _, _ in exercise.SCALE}


@pytest.mark.parametrize("data", SERVICES, ids=range(len(SERVICES)))
def test_truth_is_what_the_evaluation_gives(data):
    found = score(
        ratings_of(data),
        weights=WEIGHTS,
        threshold=exercise.THRESHOLD,
        least_share=0.5,
        minimums=dict.fromkeys(exercise.KEYS, exercise.KEY_MINIMUM),
    )
    assert BY_NAME["share_rated"].truth(data) == pytest.approx(found.share_rated)
    assert BY_NAME["mean_score"].truth(data) == pytest.approx(found.mean)
    assert BY_NAME["position"].truth(data) == pytest.approx(found.percent_of_maximum / 100)
    assert (BY_NAME["decision"].truth(data) == "passes") == (found.decision == "pass")
    assert (BY_NAME["decision"].truth(data) in ("key", "both")) == bool(found.below)


def test_services_differ_and_the_tempting_one_is_the_most_common():
    decisions = [exercise.decision(data) for data in SERVICES]
    assert {decisions.count(each) > 10 for each in ("passes", "mean", "key", "both")} == {True}
    assert max(set(decisions), key=decisions.count) == "key"
    assert len({str(sorted(data.items())) for data in SERVICES}) > 250


def test_wrong_turns_on_an_example_worked_out_by_hand():
    # sum 2*2 + 2*5 + 4 + 4 + 5 + 3 + 4 = 34, weights 9, without weights 27 over 7
    expected = {
        "right": 34 / 9,
        "misconception:not-rated-as-zero": 34 / 10,
        "misconception:not-rated-as-lowest": 35 / 10,
        "misconception:weights-forgotten": 27 / 7,
        "misconception:divided-by-items": 34 / 7,
        "misconception:weights-below-only": 27 / 9,
        "misconception:sum-for-mean": 34,
        # 2*2 + 2*5 + 4 + 4 + 5 + 3 + 4/9
        "misconception:missing-brackets": 30 + 4 / 9,
    }
    for tag, answer in expected.items():
        assert mark(BY_NAME["mean_score"], answer, MINE).tag == tag
    along = {
        "right": (34 / 9 - 1) / 4,
        "misconception:counts-from-zero": 34 / 45,
        "misconception:length-of-the-scale": (34 / 9 - 1) / 5,
        "misconception:missing-brackets": 34 / 9 - 1 / 5 - 1,
    }
    for tag, answer in along.items():
        assert mark(BY_NAME["position"], answer, MINE).tag == tag


def test_the_mean_alone_is_known_as_a_wrong_turn_only_where_it_is_one():
    decision = BY_NAME["decision"]
    assert mark(decision, "a", MINE).tag == "misconception:average-decides"
    assert mark(decision, "c", MINE).tag == "right"
    low = {**MINE, "links": 1, "easy": 1, "backing": 1}
    assert mark(decision, "a", low).tag == "choice:passes"
    assert mark(decision, "d", low).tag == "right"


def test_a_slip_in_the_mean_is_paid_for_once():
    own = 27 / 7 - 1.5  # below the line, where the right one is above it
    answers = {"mean_score": own, "position": (own - 1) / 4, "decision": "d"}
    outcomes = mark_all(exercise.ITEMS, answers, MINE)
    assert outcomes["mean_score"].credit < 1
    for name in ("position", "decision"):
        assert (outcomes[name].tag, outcomes[name].credit) == ("follow-through", 1.0)


def test_a_percentage_is_read_as_one():
    assert mark(BY_NAME["position"], "69.4 %", MINE).tag == "right"
    assert mark(BY_NAME["position"], "69.4", MINE).tag == "scale:percent"


def test_an_item_without_a_rating_says_why():
    for data in SERVICES[:50]:
        words = exercise.story(data)
        for name, why in exercise.WHY_NOT_RATED.items():
            assert (why in words) == (data[name] == "N/A")
