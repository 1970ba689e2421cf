"""Questions with a choice of answers: what is right is told only by an answer."""

import json

import pytest

from peerlib import labs, live
from peerlib.checking import questions

SETS = questions.names()


@pytest.mark.parametrize("name", SETS)
def test_set_is_whole(name):
    table = questions.read(name)
    asked = [question["name"] for question in table["questions"]]
    assert len(set(asked)) == len(asked) > 0, "each question has a name of its own"
    for question in table["questions"]:
        for part, needed in [(question, ("ask", "options"))] + [
            (option, ("text", "feedback")) for option in question["options"]
        ]:
            missing = [field for field in needed if field not in part]
            assert not missing, f"data/questions/{name}.toml, {question['name']}: add {missing}"
        here = f"data/questions/{name}.toml, question {question['name']}:"
        right = [bool(option.get("right")) for option in question["options"]]
        assert any(right) and not all(right), f"{here} some option is right = true, and not all"
        silent = [each["text"] for each in question["options"] if not each["feedback"].strip()]
        assert not silent, f"{here} give feedback to {silent}"
        # a learner who is off gets a question to go on with
        wrong = [option for option in question["options"] if not option.get("right")]
        flat = [option["text"] for option in wrong if "?" not in option["feedback"]]
        assert not flat, f"{here} let the feedback to these end in a question to go on with: {flat}"


@pytest.mark.parametrize("name", SETS)
def test_settings_of_a_question_are_settings_that_the_lab_knows_and_can_use(name):
    for question in questions.read(name)["questions"]:
        if "lab" not in question:
            continue
        lab = labs.load(question["lab"])
        description = lab.describe()
        presets = {preset["name"]: preset["values"] for preset in description["presets"]}
        values = presets[question["preset"]] if "preset" in question else {}
        state = {**description["default"], **values, **question.get("settings", {})}
        response = lab.respond({"state": state})
        assert response["messages"] == [] and response["state"] == state, (
            f"data/questions/{name}.toml, question {question['name']}, sets what the lab "
            f"{question['lab']} cannot use: {response['messages']}"
        )


@pytest.mark.parametrize("name", SETS)
def test_what_is_right_is_not_told_before_an_answer(name):
    description = json.dumps(live.describe("questions:" + name))
    for question in questions.read(name)["questions"]:
        assert "right" not in live.describe("questions:" + name)["questions"][0]
        for option in question["options"]:
            assert option["feedback"] not in description, (
                f"data/questions/{name}.toml: this feedback stands in the question, too: "
                f"{option['feedback']}"
            )


@pytest.mark.parametrize("name", SETS)
def test_each_option_gets_its_own_feedback(name):
    for question in questions.read(name)["questions"]:
        for i, option in enumerate(question["options"]):
            answer = live.answer("questions:" + name, {"answers": {question["name"]: str(i)}})
            given = answer["feedback"][question["name"]]
            assert given["text"].startswith(option["feedback"])
            assert given["right"] is bool(option.get("right"))
            assert answer["progress"].startswith("1 of" if option.get("right") else "0 of")


@pytest.mark.parametrize(
    "request_",
    [None, [], "a", 4, {"answers": None}, {"answers": []}, {"answers": {"no such": "0"}}],
    ids=repr,
)
def test_nonsense_is_answered(request_):
    answer = live.answer("questions:" + SETS[0], request_)
    assert "error" not in answer
    assert answer["feedback"] == {}


@pytest.mark.parametrize("place", [None, -1, 99, "x", "", [], {}, True, 1e300, float("nan")])
def test_an_option_that_is_not_there_is_said_in_words(place):
    first = questions.read(SETS[0])["questions"][0]["name"]
    answer = live.answer("questions:" + SETS[0], {"answers": {first: place}})
    assert "not on the list" in answer["messages"][0]
    assert answer["feedback"] == {}


def test_unknown_set_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="Unknown questions 'supervison'. Available: "):
        questions.describe("supervison")
