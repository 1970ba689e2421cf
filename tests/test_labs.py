"""What every lab must do. A new lab is tested here without a new test."""

import json
from pathlib import Path

import demonstration_lab
import pytest

from peerlib import labs, live

# The small lab that the guide points to does what all of them do.
LABS = [*labs.names(), "demonstration"]
ROOT = Path(__file__).parent.parent
LOAD = labs.load


@pytest.fixture(autouse=True)
def demonstration(monkeypatch):
    """Let the small lab be found by its name, too."""
    found = {"demonstration": demonstration_lab}
    monkeypatch.setattr(labs, "load", lambda name: found.get(name) or LOAD(name))


def states(name):
    """Return the default, each preset, and each control at both of its ends."""
    description = labs.load(name).describe()
    default = description["default"]
    yield default
    for preset in description["presets"]:
        yield {**default, **preset["values"]}
    for control in description["controls"]:
        for end in ends(control):
            yield {**default, control["name"]: end}


def ends(control):
    """Return the values of a control to be tried: all on its list, or the outermost."""
    if control["kind"] == "path":  # the way through a conversation
        return control["examples"]
    return [option[0] for option in control.get("options", [])] or [
        control["minimum"],
        control["maximum"],
    ]


NONSENSE = [
    None,
    [],
    "hybrid",
    42,
    {"state": None},
    {"state": []},
    {"state": {"no such lever": 1}},
    {"state": {"<script>alert(1)</script>": 1}},
    {"state": {}, "prediction": {"a": 1}},
    {"state": {}, "prediction": "no such answer"},
    {"state": {}, "pinned": "yes"},
]
BAD_VALUES = [None, "", "much", float("nan"), float("inf"), -float("inf"), 1e300, -1, [], {}, True]


@pytest.mark.parametrize("name", LABS)
def test_lab_answers_every_preset_and_extreme_with_a_sentence_and_pictures_in_words(name):
    for state in states(name):
        response = live.answer(name, {"state": state})
        assert "error" not in response
        assert response["messages"] == []
        assert response["state"] == state
        assert response["sentence"].endswith(".")
        assert response["html"].count("<svg") >= len(response["figures"]) > 0
        for figure in response["figures"]:
            assert len(figure["text"]) > 40
            assert "nan" not in figure["svg"]
        json.dumps(response, allow_nan=False)


@pytest.mark.parametrize("name", LABS)
def test_a_notebook_gets_the_same_pictures_as_plain_data(name):
    for state in states(name):
        pictures = labs.load(name).pictures(state)
        shown = live.answer(name, {"state": state})["figures"]
        assert [picture["text"] for picture in pictures] == [one["text"] for one in shown]
        json.dumps(pictures, allow_nan=False)


@pytest.mark.parametrize("name", LABS)
@pytest.mark.parametrize("request_", NONSENSE, ids=repr)
def test_lab_lives_on_after_a_nonsense_request(name, request_):
    response = live.answer(name, request_)
    assert "error" not in response
    assert response["sentence"]
    assert "<script" not in response["html"]


@pytest.mark.parametrize("name", LABS)
@pytest.mark.parametrize("value", BAD_VALUES, ids=repr)
def test_lab_says_which_setting_it_could_not_use_and_what_it_took_instead(name, value):
    description = labs.load(name).describe()
    for control in description["controls"]:
        if control["kind"] == "path" and value == "":
            continue  # the beginning
        if value == -1 and control.get("minimum", 0) <= -1:
            continue  # a value like any other
        response = live.answer(name, {"state": {control["name"]: value}})
        assert "error" not in response
        allowed = ends(control) if "options" in control or control["kind"] == "path" else []
        used = response["state"][control["name"]]
        assert used in allowed if allowed else control["minimum"] <= used <= control["maximum"]
        assert any(control["label"] in message for message in response["messages"])
        json.dumps(response, allow_nan=False)


@pytest.mark.parametrize("name", LABS)
def test_same_request_same_answer(name):
    request = {"state": labs.load(name).describe()["default"], "want_run": True}
    assert live.answer(name, request) == live.answer(name, request)


@pytest.mark.parametrize("name", LABS)
def test_run_is_a_whole_table_and_notes_what_was_run(name):
    default = labs.load(name).describe()["default"]
    run = live.answer(name, {"state": default, "want_run": True})["run"]
    assert all(len(row) == len(run["columns"]) for row in run["rows"])
    for setting, value in default.items():
        assert f"{setting} = {value}" in run["notes"]


@pytest.mark.parametrize("name", LABS)
def test_every_control_has_a_name_for_eye_and_ear_and_every_value_a_status(name):
    description = labs.load(name).describe()
    labels = [control["label"] for control in description["controls"]]
    assert len(set(labels)) == len(labels)
    groups = {group["name"] for group in description["groups"]}
    assert {control["group"] for control in description["controls"]} <= groups
    assert {row[2] for row in description["values"]["rows"]} <= {"given", "calibrated", "assumed"}
    # a conversation asks for a reply at every turn, and so for no guess before
    assert description["predict"]["options"] or description["kind"] == "conversation"
    json.dumps(description, allow_nan=False)


@pytest.mark.parametrize("name", labs.names())
def test_every_lab_has_its_card_and_its_values_on_the_pages_that_show_them(name):
    assert (ROOT / "peerlib" / "data" / "cards" / f"{name}.toml").exists()
    for page, shown in (("model-cards", "model-card"), ("values", "model-values")):
        text = (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")
        line = "```{%s} %s\n" % (shown, name)
        assert line in text, f"book/{page}.md needs a section with {line}"


def test_unknown_lab_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="Unknown lab 'supervison'. Available: .*supervision"):
        labs.load("supervison")


def test_an_unforeseen_failure_still_gives_the_host_something_to_show():
    answer = live.answer("no such lab", {"serial": 7})
    assert "Undo or Reset" in answer["error"]
    assert answer["serial"] == 7
