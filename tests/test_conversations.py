"""Every conversation in the folder: sound, and played to each of its endings."""

import json
import re
from pathlib import Path

import pytest

from peerlib import __main__ as command
from peerlib import data, live
from peerlib.models import conversation as talk
from peerlib.models.conversation_faults import faults, summary

ROOT = Path(__file__).parent.parent
NAMES = talk.names()


def played(name, path):
    state = {"conversation": name, "path": ".".join(str(number) for number in path)}
    return live.answer("conversation", {"state": state, "want_run": True})


@pytest.mark.parametrize("name", NAMES)
def test_conversation_has_no_fault(name):
    found = faults(talk.load(name))
    assert found == [], "\n".join([f"peerlib/data/conversations/{name}.toml:", *found])


@pytest.mark.parametrize("name", NAMES)
def test_every_path_scores_between_0_and_1_and_ends(name):
    conversation = talk.load(name)
    endings = {ending["name"] for ending in conversation["endings"]}
    every = talk.outcomes(conversation)
    assert len(every) == len({one["path"] for one in every})
    assert len(every) >= 4, f"{name}: {len(every)} ways through it; give it more turns or replies"
    assert all(0.0 <= one["score"] <= 1.0 for one in every)
    assert {one["ending"] for one in every} == endings


@pytest.mark.parametrize("name", NAMES)
def test_one_path_in_a_while_agrees_with_playing_it_turn_by_turn(name):
    conversation = talk.load(name)
    every = talk.outcomes(conversation)
    for one in every[:: max(1, len(every) // 40)]:
        run = talk.play(conversation, one["path"])
        assert run["score"] == pytest.approx(one["score"], abs=1e-12)
        assert run["ending"]["name"] == one["ending"]
        assert run["gates"] == one["gates"]


@pytest.mark.parametrize("name", NAMES)
def test_always_taking_the_reply_of_most_weight_does_well_and_needs_no_guess(name):
    conversation = talk.load(name)
    path = []
    while not talk.play(conversation, path)["ending"]:
        state = talk.play(conversation, path)["state"]
        offered = talk.offered(conversation, state)
        path.append(max(offered, key=lambda one: talk.value(one[1]))[0])
    run = talk.play(conversation, path)
    best = f"{name}: the best reply each time, {path} (from 0),"
    assert run["score"] >= 0.95, f"{best} scores {run['score']:.2f}: look at the points on its way"
    assert run["ending"]["kind"] == "good", f"{best} ends at {run['ending']['name']}, not well"


@pytest.mark.parametrize("name", NAMES)
def test_no_path_of_little_weight_is_called_a_good_way_through(name):
    """Not below 0.40, and not 0 by any weighing: the figures that a learner can see."""
    conversation = talk.load(name)
    kinds = {ending["name"]: ending["kind"] for ending in conversation["endings"]}
    every = [one for one in talk.outcomes(conversation) if kinds[one["ending"]] == "good"]
    assert every, f"{name}: no path leads to a good ending"
    low = [one for one in every if one["score"] < 0.40]
    assert not low, f"{name}: give the good ending an 'otherwise', for {[o['path'] for o in low]}"
    for one in every:
        for weighing in talk.WEIGHINGS:
            assert talk.play(conversation, one["path"], talk.weighing(weighing))["score"] > 0.0


@pytest.mark.parametrize(
    "name", ["double-dose", "imminent-danger", "promise-not-to-tell", "two-in-the-morning"]
)
def test_no_good_ending_while_words_about_an_end_were_never_asked_about(name):
    """Where a person hints at ending their life, warmth alone does not carry a good ending."""
    conversation = talk.load(name)
    kinds = {ending["name"]: ending["kind"] for ending in conversation["endings"]}
    good = [one["path"] for one in talk.outcomes(conversation) if kinds[one["ending"]] == "good"]
    assert good
    assert all(talk.play(conversation, path)["state"]["risk_known"] > 0 for path in good)


@pytest.mark.parametrize("name", NAMES)
def test_cold_start_can_be_mended(name):
    """After any first reply without harm that does not end it, a good ending is in reach."""
    conversation = talk.load(name)
    kinds = {ending["name"]: ending["kind"] for ending in conversation["endings"]}
    every = talk.outcomes(conversation)
    begun = talk.offered(conversation, talk.begin(conversation))
    for number, choice in begun:
        onward = [one for one in every if one["path"][0] == number and len(one["path"]) > 1]
        if onward and not choice.get("gate"):
            assert "good" in [kinds[one["ending"]] for one in onward], (
                f"{name}: after this first reply no good ending is in reach: {choice['say']}"
            )


def test_way_that_said_yes_and_no_does_not_end_as_if_nothing_had_been_said():
    response = played("check-her-tablets", (1, 2, 2, 0, 3, 1))
    assert response["talk"]["ending"] == "a mixed ending"
    assert "Nobody had to look" not in response["talk"]["debrief"]["text"]


@pytest.mark.parametrize("name", NAMES)
def test_harm_never_pays(name):
    """From where harm was done, the best reply and then the best ones score higher."""
    conversation = talk.load(name)
    for one in talk.outcomes(conversation):
        if not one["gates"]:
            continue
        turns = talk.play(conversation, one["path"])["turns"]
        harm = next(i for i, turn in enumerate(turns) if turn["choice"].get("gate"))
        before = sum(turn["shortfall"] for turn in turns[:harm])
        assert one["score"] < max(0.0, 1 - before / talk.RANGE) or one["score"] == 0.0


@pytest.mark.parametrize("name", NAMES)
def test_lab_answers_at_every_place_of_the_conversation(name):
    conversation = talk.load(name)
    every = [one["path"] for one in talk.outcomes(conversation)]
    some = every[:: max(1, len(every) // 60)]
    # besides, one path to each ending, and every node on the way
    some += list({one["ending"]: one["path"] for one in talk.outcomes(conversation)}.values())
    for path in {whole[:i] for whole in some for i in range(len(whole) + 1)}:
        response = played(name, path)
        assert "error" not in response
        assert response["messages"] == []
        shown = response["talk"]
        assert len(shown["turns"]) == len(path)
        assert shown["text"] and bool(shown["ending"]) != bool(shown["choices"])
        assert bool(shown["debrief"]) == bool(shown["ending"])
        assert len(response["run"]["rows"]) == len(path)
        assert response["sentence"].endswith(".")
        json.dumps(response, allow_nan=False)


@pytest.mark.parametrize("name", NAMES)
def test_debrief_shows_what_else_was_possible_there_and_no_more(name):
    conversation = talk.load(name)
    best = max(talk.outcomes(conversation), key=lambda one: one["score"])["path"]
    run = talk.play(conversation, best)
    debrief = played(name, best)["talk"]["debrief"]
    for turn, shown in zip(run["turns"], debrief["turns"], strict=True):
        others = {choice["say"] for number, choice in turn["offered"] if number != turn["number"]}
        assert {say for say, _ in shown["others"]} == others
    assert len(debrief["well"]) == len(best)
    assert "not a verdict on a person" in debrief["judgement"]


def test_debrief_says_where_the_scale_ends():
    conversation = talk.load("check-her-tablets")
    far = max(
        talk.outcomes(conversation),
        key=lambda one: talk.play(conversation, one["path"])["state"]["lost"],
    )["path"]
    lost = talk.play(conversation, far)["state"]["lost"]
    assert lost > 24
    said = played("check-her-tablets", far)["talk"]["debrief"]["score"]
    assert f"lies {lost:g} points below" in said and "The scale ends at 24 points" in said
    near = played("double-dose", (1, 1, 0, 2, 3))["talk"]["debrief"]["score"]
    assert near.endswith("Each point takes off 1/24: the scale ends at 24 points.")


def test_path_that_cannot_be_walked_is_cut_short_with_a_word_on_where():
    response = live.answer("conversation", {"state": {"path": "1.2.9.0"}})
    assert response["state"]["path"] == "1.2"
    assert "number 9 is not on offer at turn 3" in response["messages"][0]


@pytest.mark.parametrize(
    "path", ["1.2.", ".", "1..2", "-1", "1,2", " 1", "1" * 61, 1.2, ["1"], "\u0661", "1.0x", "<b>"]
)
def test_nonsense_in_the_path_leads_to_the_beginning(path):
    response = live.answer("conversation", {"state": {"path": path}})
    assert response["state"]["path"] == ""
    assert "such as 1.2.0" in response["messages"][0]


def test_path_of_one_conversation_does_not_spoil_another():
    for name in NAMES:
        response = played(name, (3, 3, 3, 3, 3, 3, 3, 3))
        assert "error" not in response


def test_help_in_the_lab_is_the_help_on_the_first_page():
    page = (ROOT / "book" / "index.md").read_text(encoding="utf-8")
    table = data.read("help")
    for line in table["lines"]:
        there = re.search(rf"\*\*{line['country']}:\*\* (.*)", page).group(1)
        assert line["name"] in there and f"**{line['number']}**" in there
    assert table["first"] in page


# --- the command -----------------------------------------------------------------


def test_command_lists_what_is_in_each_conversation(capsys):
    assert command.main(["conversations"]) == 0
    said = capsys.readouterr().out
    for name in NAMES:
        counts = summary(talk.load(name))
        assert f": {counts['nodes']} nodes, {counts['endings']} endings" in said
        assert f'{name}, "{talk.load(name)["title"]}", with ' in said
    assert command.main(["conversations", "double-dose.toml"]) == 0


def test_command_says_what_is_amiss_and_fails(capsys, tmp_path):
    text = (ROOT / "peerlib/data/conversations/double-dose.toml").read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text.replace('to = "cold"', 'to = "colder"'), encoding="utf-8")
    assert command.main(["conversations", str(file)]) == 1
    assert "leads to 'colder', which is not there" in capsys.readouterr().out
    file.write_bytes(b"\xff\xfe\x00")
    assert command.main(["conversations", str(file)]) == 2
    assert "Save it as plain text" in capsys.readouterr().err
    assert command.main(["conversations", str(tmp_path / "none.toml")]) == 2
    assert command.main(["conversations", "no-such"]) == 2
    assert "Unknown conversation 'no-such'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("title = “Hello”", "curly quotes"),
        ("points = {safety = −2}", "with the hyphen: -2"),
        ('why = "It says', "opened and not closed"),
        ('why = "She said "no" to it."', "use single quotes"),
        ("points = {safety = 1 link = 2}", "Is a comma missing"),
        ("title = ", "Line 2 cannot be read:\n    title =\n    Invalid value"),
        ('[[nodes]]\nname = "a"\n[nodes.choices]\n[nodes.choices]', "as in [[nodes]]"),
        ("points = {safety: 2}", "Write = and not :"),
    ],
)
def test_a_slip_of_the_keyboard_is_shown_with_what_was_likely_meant(capsys, tmp_path, line, meant):
    file = tmp_path / "mine.toml"
    file.write_text(f"minutes = 9\n{line}\n", encoding="utf-8")
    assert command.main(["conversations", str(file)]) == 1
    said = capsys.readouterr().out
    assert meant in said and line.splitlines()[-1].strip() in said


@pytest.mark.parametrize("header", ["nodes", "nodes.choices", "endings"])
def test_a_header_that_was_forgotten_is_missed_whichever_it_is(capsys, tmp_path, header):
    text = (ROOT / "peerlib/data/conversations/double-dose.toml").read_text(encoding="utf-8")
    pieces = text.split(f"[[{header}]]\n")
    file = tmp_path / "mine.toml"
    for place in range(1, len(pieces)):
        before = f"[[{header}]]\n".join(pieces[:place])
        file.write_text(before + f"[[{header}]]\n".join(pieces[place:]), encoding="utf-8")
        assert command.main(["conversations", str(file)]) == 1
        # one line for the file, and only this one, at the right place
        told = capsys.readouterr().out.splitlines()[1:]
        line = text.count("\n", 0, len(before)) + 1
        assert len(told) == 1 and told[0].startswith(f"  Line {line} ("), told
        assert f"is the line [[{header}]] missing above it?" in told[0]


def test_a_field_that_nobody_knows_is_no_sign_of_a_forgotten_header(capsys, tmp_path):
    text = (ROOT / "peerlib/data/conversations/double-dose.toml").read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    file.write_text(text.replace('name = "ask"', 'notise = "Dark."\nname = "ask"'))
    assert command.main(["conversations", str(file)]) == 1
    assert "'notise' is not a field; known: name" in capsys.readouterr().out
