"""What the tug-of-war lab says about a run."""

import pytest

from peerlib import live
from peerlib.labs import tug_of_war as lab
from peerlib.models import tug_of_war as model

DEFAULT = lab.describe()["default"]
PRESETS = {preset["name"]: preset["values"] for preset in lab.describe()["presets"]}


def respond(preset=None, pinned=None, prediction=None, draws=None, **changes):
    state = {**DEFAULT, **(PRESETS[preset] if preset else {}), **changes}
    return lab.respond({"state": state, "pinned": pinned, "prediction": prediction, "draws": draws})


def test_doubling_both_pulls_moves_no_end_and_halves_the_time():
    # by hand: 0.15 / 0.20 = 0.30 / 0.40; 0.693 / 0.20 = 3.5 months, 0.693 / 0.40 = 1.7 months
    pinned = {**DEFAULT, **PRESETS["strong_gain"]}
    said = respond("doubled", pinned=pinned)["sentence"]
    assert "it heads for 0.75, and half of the way takes 1.7 months" in said
    assert "it heads for the same place, and half of the way takes 1.7 months less" in said


def test_same_sum_of_pulls_is_the_same_speed_to_another_end():
    pinned = {**DEFAULT, **PRESETS["even"]}
    said = respond("strong_gain", pinned=pinned)["sentence"]
    assert "it heads for a place 0.25 higher in the same time" in said


def test_a_step_change_is_told_as_two_approaches():
    # by hand: 0.50 - 0.30 exp(-0.2 * 12) = 0.47; 0.75 - 0.277 exp(-0.4 * 12) = 0.75
    response = respond("step_change")
    assert "At first it heads for 0.50. In month 12 it stands at 0.47" in response["sentence"]
    assert "From then on it heads for 0.75" in response["sentence"]
    assert response["sentence"].endswith("In month 24 the average team stands at 0.75.")
    assert "gain changes" in response["figures"][0]["svg"]


def test_a_change_after_the_end_of_the_run_is_not_made_and_that_is_said():
    response = respond("step_change", months=6)
    assert "it heads for 0.50" in response["sentence"]
    assert "the run is over by then" in response["html"]


def test_pulls_are_even_where_the_level_has_settled():
    bars = lab.pictures({**DEFAULT, **PRESETS["doubled"], "months": 60})[1]["bars"]
    # by hand, on the first day: up 0.30 * 0.80, down 0.10 * 0.20; in the end 0.075 each
    assert [bar[3] for bar in bars] == pytest.approx([0.24, 0.02, 0.075, 0.075], abs=1e-6)


def test_many_teams_come_in_steps_and_then_the_lab_is_done():
    response, asked = respond(view="many_teams"), 0
    while "unfinished" in response:
        assert response["unfinished"]["done"] > asked
        asked = response["unfinished"]["done"]
        response = respond(view="many_teams", draws=response["unfinished"]["next"])
    assert response["sentence"].startswith("200 imagined teams")


def test_many_teams_are_the_same_whoever_asks_and_however():
    small_steps = [respond(view="many_teams", seed=9, draws=n) for n in (40, 80, 200)][-1]
    respond(view="many_teams", seed=10, draws=80)
    assert respond(view="many_teams", seed=9, draws=200) == small_steps
    assert respond(view="many_teams", seed=8, draws=200) != small_steps


@pytest.mark.parametrize("draws", [None, -5, 0, "many", [], float("nan"), True])
def test_a_strange_number_of_teams_gives_the_first_few(draws):
    assert respond(view="many_teams", draws=draws) == respond(view="many_teams")


@pytest.mark.parametrize("draws", [1e300, float("inf"), 10**40])
def test_asking_for_too_many_teams_gives_all_there_are(draws):
    assert "unfinished" not in respond(view="many_teams", draws=draws)


def test_every_imagined_team_is_counted_in_one_slot():
    state = {**DEFAULT, "view": "many_teams"}
    run = live.answer("tug_of_war", {"state": state, "draws": 200, "want_run": True})["run"]
    assert sum(row[2] for row in run["rows"]) == 200
    assert sum(row[3] for row in run["rows"]) == pytest.approx(200)
    assert lab.counted([0.0, 0.05, 0.999, 1.0])[:2] == [1, 1]
    assert lab.counted([0.0, 0.05, 0.999, 1.0])[-1] == 2


def test_slots_hold_teams_as_the_exact_law_expects():
    state = {**DEFAULT, "view": "many_teams", "months": 60}
    counts, law = lab.counted(lab.many_teams(state, 200)), lab.law_shares(state)
    pairs = [(count, 200 * share) for count, share in zip(counts, law, strict=True)]
    slots = [(count, expected) for count, expected in pairs if expected >= 5]
    distance = sum((count - expected) ** 2 / expected for count, expected in slots)
    # Pearson's chi-square: for up to 8 slots 26.1 is passed once in 1,000 seeds
    assert 3 < len(slots) <= 8
    assert distance < 26.1


def test_teams_that_have_not_arrived_are_said_to_be_on_their_way():
    slow = {"gain": 0.05, "drain": 0.05, "months": 6}
    assert "still on their way to 0.50" in respond(view="many_teams", **slow)["sentence"]
    assert "still on their way" not in respond("doubled", view="many_teams")["sentence"]


def test_spread_said_is_that_of_the_exact_law_once_settled():
    response = respond("doubled", view="many_teams", months=60)
    a, b = model.law_at_rest(0.30, 0.10, 0.10)
    # by hand: sqrt(0.75 * 0.25 / (60 + 20 + 1)) = 0.0481
    assert (a, b) == pytest.approx((60, 20))
    assert "worked out exactly, 0.75 and 0.05." in response["sentence"]


@pytest.mark.parametrize(
    ("preset", "guess", "expected"),
    [
        ("even", "middle", True),
        ("even", "high", False),
        ("strong_gain", "high", True),
        ("doubled", "high", True),
        ("strong_drain", "low", True),
    ],
)
def test_prediction_is_compared_with_what_the_model_shows(preset, guess, expected):
    prediction = respond(preset, prediction=guess)["prediction"]
    assert prediction["as_expected"] is expected
    assert prediction["text"].endswith("?")


def test_one_team_keeps_its_luck_when_the_run_gets_longer():
    short, long = lab.run({**DEFAULT, "months": 6}), lab.run({**DEFAULT, "months": 60})
    assert short["team"] == long["team"][:7]
