"""What the supervision lab says about a run."""

import pytest

from peerlib.labs import supervision as lab
from peerlib.models import supervision as model


def respond(preset=None, **changes):
    state = dict(lab.describe()["default"])
    if preset:
        state.update(model.preset(preset))
    pinned = changes.pop("pinned", None)
    prediction = changes.pop("prediction", None)
    return lab.respond({"state": {**state, **changes}, "pinned": pinned, "prediction": prediction})


def score(response, name):
    return next(score for score in response["scores"] if score["name"] == name)


def test_sentence_names_the_score_that_falls_short():
    said = respond("peer_led")["sentence"]
    assert "peer-led team" in said
    assert "risk oversight (0.50, needs 0.70) is below" in said
    assert "role fidelity (" not in said


def test_sentence_says_which_passing_score_has_the_least_to_spare():
    assert (
        "meets all three minimums; role fidelity and risk oversight have the least to spare (0.15)"
        in (respond("hybrid")["sentence"])
    )


def test_moving_a_minimum_turns_the_verdict():
    assert score(respond("hybrid"), "risk_oversight")["passes"]
    moved = respond("hybrid", minimum_risk_oversight=0.9)
    assert not score(moved, "risk_oversight")["passes"]
    assert score(moved, "risk_oversight")["minimum_status"] == "yours"


def test_a_score_a_hair_below_its_minimum_is_not_shown_as_equal():
    value = score(respond("hybrid"), "role_fidelity")["value"]
    least = round(value + 0.001, 3)
    assert "just under" in respond("hybrid", minimum_role_fidelity=least)["sentence"]


@pytest.mark.parametrize(
    ("preset", "name", "status"),
    [
        ("clinical_only", "role_fidelity", "given"),
        ("clinical_only", "risk_oversight", "assumed"),
        ("peer_led", "risk_oversight", "given"),
        ("peer_led", "role_fidelity", "assumed"),
        ("hybrid", "reflective_practice", "given"),
    ],
)
def test_a_score_is_given_only_where_the_article_prints_it(preset, name, status):
    assert score(respond(preset), name)["status"] == status


def test_a_given_score_becomes_assumed_once_a_lever_has_moved():
    assert score(respond("hybrid", caseload=21), "role_fidelity")["status"] == "assumed"


def test_month_in_which_a_minimum_is_reached_or_lost_is_said():
    assert score(respond("hybrid"), "role_fidelity")["when"] == "reached in month 5"
    drifting = respond("hybrid", clinical_scope=1.0, start="hybrid")
    assert score(drifting, "role_fidelity")["when"] == "lost in month 6"
    assert score(respond("peer_led"), "risk_oversight")["when"] == "never reached"
    assert score(respond("hybrid", start="hybrid"), "role_fidelity")["when"] == "met from the start"


def test_comparison_with_a_pinned_run_says_what_moved_and_which_way():
    pinned = {**lab.describe()["default"], **model.preset("clinical_only")}
    said = respond("hybrid", pinned=pinned)["sentence"]
    assert "Compared with the pinned run (clinical-only team): role fidelity up 0.45" in said
    assert "no score has moved" in respond("clinical_only", pinned=pinned)["sentence"]


@pytest.mark.parametrize(
    ("preset", "guess", "expected"),
    [
        ("clinical_only", "several", True),
        ("clinical_only", "role_fidelity", False),
        ("peer_led", "risk_oversight", True),
        ("hybrid", "none", True),
        ("hybrid", "several", False),
    ],
)
def test_prediction_is_compared_with_what_the_model_shows(preset, guess, expected):
    prediction = respond(preset, prediction=guess)["prediction"]
    assert prediction["as_expected"] is expected
    assert prediction["text"].endswith("?")


def test_two_settings_with_the_same_seed_have_the_same_luck():
    one, other = respond("hybrid", seed=5), respond("hybrid", seed=6)
    assert one["figures"][0]["svg"] != other["figures"][0]["svg"]
    assert one["figures"][0]["svg"] == respond("hybrid", seed=5)["figures"][0]["svg"]
