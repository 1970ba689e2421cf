"""What the lab on being believed says and draws."""

import pytest

from peerlib.labs import knowledge as lab
from peerlib.models import knowledge as model

DEFAULT = lab.describe()["default"]


def respond(preset=None, **changes):
    state = {**DEFAULT, **(model.preset(preset) if preset else {})}
    request = {name: changes.pop(name, None) for name in ("pinned", "prediction", "want_run")}
    return lab.respond({"state": {**state, **changes}, **request})


def test_lab_opens_on_the_listener_of_its_first_question_and_on_the_values_of_the_model():
    assert {name: DEFAULT[name] for name in model.LEVERS} == model.defaults()
    assert model.preset("hardly_hears").items() <= DEFAULT.items()


@pytest.mark.parametrize(
    ("doubt", "words"),
    # reports needed 1, 2, 3 and 5: anchored with the model
    [(0.0, "1 report."), (0.5, "2 reports."), (0.75, "3 reports."), (0.9, "5 reports.")],
)
def test_sentence_says_after_how_many_reports_the_listener_acts(doubt, words):
    said = respond(doubt=doubt)["sentence"]
    assert f"The listener acts after {words}" in said
    assert ("If every report were heard" in said) is (doubt > 0)


def test_listener_who_is_sure_beforehand_is_said_to_act_before_anything_is_said():
    said = respond("believes_everything")["sentence"]
    assert "acts before anything is said" in said
    assert "If every report" not in said


def test_a_very_long_way_is_a_number_and_not_a_broken_picture():
    # LR = (.05 x .5 + .95 x .3)/(.05 x .45 + .95 x .3) = .31/.3075; 361 = (.95/.05)^2
    # log(361) / log(.31/.3075) = 727.3
    response = respond(doubt=0.95, hit=0.5, false_alarm=0.45, prior=0.05, acting=0.95)
    assert "after 728 reports" in response["sentence"]
    bars = lab.pictures(response["state"])[1]["bars"]
    assert all(bar[3] <= 11 for bar in bars)


@pytest.mark.parametrize(
    ("doubt", "guess"),
    [(0.0, "one"), (0.5, "few"), (0.75, "few"), (0.9, "several"), (0.95, "many")],
)
def test_prediction_is_compared_with_what_the_model_shows(doubt, guess):
    for option, _ in lab.PREDICTIONS:
        prediction = respond(doubt=doubt, prediction=option)["prediction"]
        assert prediction["as_expected"] is (option == guess)
        assert prediction["text"].endswith("?")


def test_prediction_made_in_another_view_says_what_it_is_about():
    text = respond(view="hundred", prediction="one")["prediction"]["text"]
    assert text.startswith("About the reports needed.")


def test_two_by_two_says_that_neither_mends_it_alone():
    said = respond(view="two_by_two")["sentence"]
    assert "0.00 as things are, 0.00 with belief alone, 0.00 with a word alone" in said
    assert "0.80 with both. Neither mends it alone." in said


def test_with_half_an_ear_a_word_alone_does_help_and_the_lab_says_so():
    said = respond("half_an_ear", view="two_by_two")["sentence"]
    assert "0.80 with a word alone" in said
    assert "one of them alone does help" in said


def test_a_listener_without_doubt_has_only_the_word_to_mend():
    assert "only the word is left" in respond("all_ears", view="two_by_two")["sentence"]


def test_who_acts_on_everything_acts_on_many_in_vain():
    said = respond("believes_everything", view="two_by_two")["sentence"]
    # (.30 + .50 x .15)/.80 = .47 of those who do not have it
    assert "up to 47 in 100 are acted on in vain" in said
    assert "in vain" not in respond(view="two_by_two")["sentence"]


def test_bits_with_and_without_a_word_are_drawn():
    bars = lab.pictures({**DEFAULT, "view": "two_by_two"})[2]["bars"]
    assert [bar[4] for bar in bars] == ["0.99 bits", "0.63 bits"]


@pytest.mark.parametrize(
    ("criterion", "believed", "in_vain"), [(0.0, 17, 14), (1.0, 10, 2), (-1.0, 19, 42)]
)
def test_hundred_people_are_drawn_one_by_one(criterion, believed, in_vain):
    state = {**DEFAULT, "view": "hundred", "criterion": criterion}
    have, have_not, _ = lab.pictures(state)
    assert [part[2] for part in have["parts"]] == [believed, 20 - believed]
    assert [part[2] for part in have_not["parts"]] == [80 - in_vain, in_vain]
    drawn = "".join(
        figure["svg"] for figure in respond(view="hundred", criterion=criterion)["figures"]
    )
    assert drawn.count("lab-dot average") == believed
    assert drawn.count("lab-dot third") == 20 - believed + in_vain


def test_one_person_is_not_said_to_be_many():
    assert "19 are believed and 1 is missed" in respond(view="hundred", criterion=-1.0)["sentence"]


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("reports", "In the pinned run it is after 2 reports."),
        ("two_by_two", "In the pinned run it is 0.80 with both."),
        ("hundred", "In the pinned run 7 are missed and 6 are acted on in vain."),
    ],
)
def test_pinned_run_is_compared_in_the_view_that_is_open(view, words):
    pinned = {**DEFAULT, **model.preset("half_an_ear"), "view": "reports"}
    assert words in respond(view=view, pinned=pinned)["sentence"]


@pytest.mark.parametrize(("view", "rows"), [("reports", 11), ("two_by_two", 4), ("hundred", 41)])
def test_each_view_has_a_table_of_its_own(view, rows):
    run = respond(view=view, want_run=True)["run"]
    assert len(run["rows"]) == rows
    assert f"view = {view}" in run["notes"]
