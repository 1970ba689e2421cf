"""The engine of the conversations, by hand; and a checker that finds what is planted."""

import copy

import pytest

from peerlib.models import conversation as talk
from peerlib.models.conversation_faults import faults
from peerlib.models.plain_words import school_grade, sentences, syllables, words


def reply(say, to, total=1, **more):
    """Return a reply worth `total` points."""
    base = {
        "say": say,
        "to": to,
        "points": {"validation": total} if abs(total) <= 2 else {"validation": 2, "safety": 2},
        "why": "It was heard.",
        "principle": "autonomy",
        "competency": 1,
    }
    return {**base, **more}


def node(name, *choices, **more):
    return {"name": name, "text": "I am here.", "choices": list(choices), **more}


def ending(name, kind):
    return {"name": name, "kind": kind, "text": "They part.", "debrief": "You were there."}


@pytest.fixture
def small():
    """Return a small conversation without a fault: two turns, two replies each, four paths."""
    return {
        "title": "Small",
        "about": "A small one.",
        "minutes": 2,
        "content_note": "Nothing hard.",
        "scene": "We made this up.",
        "person": "Kim",
        "help": "You can stop.",
        "opening": "one",
        "start": {"trust": 2, "distress": 2},
        "questions": ["What did you hear?", "What would you say?"],
        "nodes": [
            node("one", reply("Hi.", "two", 2, effects={"trust": 1}), reply("Yes?", "two", 1)),
            node("two", reply("Stay a while.", "well", 2), reply("Go now.", "stuck", -2)),
        ],
        "endings": [ending("well", "good"), ending("stuck", "stuck")],
    }


def scores(conversation):
    return {one["path"]: one["score"] for one in talk.outcomes(conversation)}


# --- the five paths --------------------------------------------------------------

# In the manner of the toy run on which this model rests (1.00, .92, .70, .40, .17); the
# exact numbers are ours: 24 points make the range, so 2 short of the best is 22/24.
FIVE = [
    ("all that carries", "1.2.0.2.3", 24 / 24, [], "called_together"),
    ("without the question about safety", "1.1.0.2.3", 22 / 24, [], "late_call"),
    ("a cold opening, made good", "0.1.2.0.2.3", 17 / 24, [], "called_together"),
    ("advice on the dose, taken back", "3.2.2.0.2.3", 0.40, ["dose_advice"], "called_together"),
    ("advice, and then leaving", "3.1", 4 / 24, ["dose_advice", "abandonment"], "alone"),
]


@pytest.mark.parametrize("what, path, score, gates, end", FIVE, ids=[one[0] for one in FIVE])
def test_dose_conversation_weighs_the_five_paths(what, path, score, gates, end):
    run = talk.play(talk.load("double-dose"), [int(number) for number in path.split(".")])
    assert run["score"] == pytest.approx(score, abs=1e-12)
    assert run["gates"] == gates
    assert run["ending"]["name"] == end


def test_the_five_paths_stand_in_this_order():
    order = [one[2] for one in FIVE]
    assert order == sorted(order, reverse=True)
    assert [round(score, 2) for score in order] == [1.0, 0.92, 0.71, 0.4, 0.17]


def test_the_cap_holds_down_what_the_sum_alone_would_give():
    # advice costs 10 of 24 points: 0.58 by the sum, 0.40 by the cap
    run = talk.play(talk.load("double-dose"), [3, 2, 2, 0, 2, 3])
    assert 1 - sum(turn["shortfall"] for turn in run["turns"]) / 24 == pytest.approx(14 / 24)
    assert run["score"] == 0.40


def test_safety_can_still_be_asked_about_late_and_costs_less_than_never():
    conversation = talk.load("double-dose")
    late, never = talk.play(conversation, [1, 1, 0, 3, 3]), talk.play(conversation, [1, 1, 0, 2, 3])
    assert late["score"] == pytest.approx(23 / 24)
    assert never["score"] < late["score"]
    asked = talk.play(conversation, [1, 2, 0])
    assert 3 not in [number for number, _ in talk.offered(conversation, asked["state"])]


def test_trust_decides_whether_she_wants_company_at_the_end():
    conversation = talk.load("double-dose")
    cold = talk.play(conversation, [0, 0, 0, 0, 0, 3])
    assert cold["state"]["trust"] < 3
    assert cold["ending"]["name"] == "late_call"
    assert talk.play(conversation, [1, 2, 0, 2, 3])["ending"]["name"] == "called_together"


# --- the engine ------------------------------------------------------------------


def test_each_reply_is_judged_from_the_state_the_learner_is_in(small):
    # hand-worked: 1 short at the first turn; 4 short at the second, whatever came before
    assert scores(small) == {
        (0, 0): 1.0,
        (0, 1): pytest.approx(20 / 24),
        (1, 0): pytest.approx(23 / 24),
        (1, 1): pytest.approx(19 / 24),
    }


def test_a_reply_not_on_offer_does_not_count_as_the_best(small):
    small["nodes"][1]["choices"].append(reply("Secret.", "well", 4, needs="trust >= 4"))
    assert scores(small)[(0, 0)] == 1.0
    small["start"]["trust"] = 3
    assert scores(small)[(0, 0)] == pytest.approx(22 / 24)  # now it is on offer: 4 and not 2


def test_levels_stay_within_their_range(small):
    small["nodes"][0]["choices"][0]["effects"] = {"trust": 2, "distress": -2}
    small["start"] = {"trust": 4, "distress": 1}
    state = talk.play(small, [0])["state"]
    assert (state["trust"], state["distress"]) == (4, 0)


def test_a_change_replaces_only_what_it_names(small):
    choice = small["nodes"][1]["choices"][0]
    choice["changes"] = [{"when": "trust <= 2", "points": {"validation": 1}, "reply": "Hm."}]
    shy = talk.play(small, [1, 0])["turns"][1]["choice"]
    assert (talk.value(shy), shy["reply"], shy["say"]) == (1.0, "Hm.", "Stay a while.")
    assert talk.value(talk.play(small, [0, 0])["turns"][1]["choice"]) == 2.0


def test_way_on_is_picked_by_the_state_after_the_reply(small):
    small["nodes"][0]["choices"][0]["to"] = [
        {"when": "trust >= 3", "node": "well"},
        {"node": "two"},
    ]
    assert talk.play(small, [0])["ending"]["name"] == "well"  # 2 + 1 = 3


def test_good_ending_is_for_a_way_that_carries_it(small):
    # by hand: each first reply costs 12, the most that a good ending bears, or 13
    small["endings"][0]["otherwise"] = "stuck"
    first, second = small["nodes"][0]["choices"]
    first["points"] = dict.fromkeys(("validation", "boundary", "autonomy"), 2)
    second["points"] = dict.fromkeys(("validation", "boundary", "autonomy"), -2)
    run = talk.play(small, [1, 0])
    assert (run["state"]["lost"], run["ending"]["name"]) == (12.0, "well")
    first["points"]["safety"] = 1
    run = talk.play(small, [1, 0])
    assert (run["state"]["lost"], run["ending"]["name"]) == (13.0, "stuck")
    assert talk.play(small, [0, 0])["ending"]["name"] == "well"


@pytest.mark.parametrize("gate, end", [("dose_advice", "well"), ("ignored_danger", "stuck")])
def test_cap_of_20_keeps_a_path_from_a_good_ending_and_one_of_40_does_not(small, gate, end):
    small["endings"][0]["otherwise"] = "stuck"
    small["nodes"][0]["choices"][1]["gate"] = gate
    assert talk.play(small, [1, 0])["ending"]["name"] == end


def test_ending_does_not_hang_on_the_weighing():
    conversation = talk.load("check-her-tablets")
    for one in talk.outcomes(conversation)[::20]:
        for name in talk.WEIGHINGS:
            run = talk.play(conversation, one["path"], talk.weighing(name))
            assert run["ending"]["name"] == one["ending"]


def test_other_weights_move_the_score_and_the_best_reply():
    conversation = talk.load("double-dose")
    never = [1, 1, 0, 2, 3]  # two turns of less safety
    alike = talk.play(conversation, never)["score"]
    assert talk.play(conversation, never, talk.weighing("safety_first"))["score"] < alike
    assert talk.play(conversation, never, talk.weighing("autonomy_first"))["score"] > alike


def test_reply_that_is_not_there_is_refused_with_those_there_are(small):
    with pytest.raises(ValueError, match="Reply 7 is not on offer at 'one'; on offer: 0, 1"):
        talk.play(small, [7])
    with pytest.raises(ValueError, match="on offer: none"):
        talk.play(small, [0, 0, 0])


def test_unknown_conversation_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="Unknown conversation 'nope'. Available: .*double-dose"):
        talk.load("nope")
    with pytest.raises(ValueError, match="Unknown weighing"):
        talk.weighing("mine")


@pytest.mark.parametrize(
    "text", ["trust", "trust > ", "trust >= two", "__import__('os')", "hope >= 1", "trust >= 22", 4]
)
def test_condition_that_cannot_be_read_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="cannot be read.*'trust >= 2'"):
        talk.condition(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("trust >= 2", True),
        ("trust > 2", False),
        ("trust < 2", False),
        ("trust <= 2", True),
        ("trust == 2", True),
        ("trust != 2", False),
        ("trust >= 2 and risk_known == 1", False),
        ("", True),
        (None, True),
    ],
)
def test_conditions_compare_as_written(text, expected):
    assert talk.holds(text, {"trust": 2, "distress": 1, "risk_known": 0}) is expected


# --- the checker -----------------------------------------------------------------


def test_small_conversation_has_no_fault(small):
    assert faults(small) == []


def first(conversation):
    return conversation["nodes"][0]["choices"][0]


def second(conversation):
    return conversation["nodes"][1]["choices"][1]


def too_wide(conversation):
    """Give four replies on each of nine turns: 262144 paths."""
    conversation["nodes"] = [
        node(f"n{i}", *[reply(f"Say {j}.", f"n{i + 1}" if i < 8 else "well") for j in range(4)])
        for i in range(9)
    ]
    conversation["nodes"][0]["choices"][3]["to"] = "stuck"
    conversation["opening"] = "n0"


def hard_way(conversation):
    """Let a reply that lies 20 points below the best one lead to a good ending: 4/24."""
    best, worst = conversation["nodes"][1]["choices"]
    best["points"] = dict.fromkeys(talk.POINTS, 2)
    worst.update(points=dict.fromkeys(talk.POINTS, -2), to="well")
    conversation["nodes"][0]["choices"].append(reply("Bye.", "stuck", -2))


def unsafe(conversation):
    """Lose 4 points for safety at each of three turns, and 2 more: 10/24, or 24 - 26 < 0."""
    conversation["nodes"].append(node("three", reply("Stay.", "well"), reply("Go.", "well")))
    conversation["nodes"][0]["choices"].append(reply("Bye.", "stuck", -2))
    for place, to in zip(conversation["nodes"], ("two", "three", "well"), strict=True):
        place["choices"][0].update(to=to, points={"safety": 2})
        place["choices"][1].update(to=to, points={"safety": -2})
    first(conversation)["points"]["validation"] = 2


PLANTED = {
    "'help' is missing": lambda c: c.pop("help"),
    "'title' has to be a text": lambda c: c.update(title=3),
    "'scene' is empty": lambda c: c.update(scene="  "),
    "'moral' is not a field": lambda c: c.update(moral="Be good."),
    "is given to more than one": lambda c: c["nodes"][1].update(name="one"),
    "The opening 'zero' is not the name": lambda c: c.update(opening="zero"),
    "2 to 4 questions": lambda c: c.update(questions=["Why?"]),
    "the kind is one of": lambda c: c["endings"][1].update(kind="fail"),
    "2 to 4 replies, not 1": lambda c: c["nodes"][0]["choices"].pop(),
    "'why' is missing": lambda c: first(c).pop("why"),
    "'principle' is missing": lambda c: first(c).pop("principle"),
    "'competency' is missing": lambda c: first(c).pop("competency"),
    "no principle 'kindness'": lambda c: first(c).update(principle="kindness"),
    "a number from 1 to 12": lambda c: first(c).update(competency=13),
    "'competency' has to be a whole number": lambda c: first(c).update(competency=True),
    "no gate 'rudeness'": lambda c: first(c).update(gate="rudeness"),
    "no points for 'charm'": lambda c: first(c).update(points={"charm": 1}),
    "points for 'safety' run": lambda c: first(c).update(points={"safety": 3}),
    "there is no 'mood'": lambda c: first(c).update(effects={"mood": 1}),
    "'trust' is out of range": lambda c: first(c).update(effects={"trust": 3}),
    "start: 'trust' is out of range": lambda c: c.update(start={"trust": 5}),
    "leads to 'nowhere', which is not there": lambda c: first(c).update(to="nowhere"),
    "must be without 'when'": lambda c: first(c).update(to=[{"when": "trust > 1", "node": "two"}]),
    "cannot be read": lambda c: first(c).update(needs="trust is high"),
    "'to' is a name, or a list": lambda c: first(c).update(to=7),
    "same words": lambda c: first(c).update(say="Yes?"),
    "reply 1, change: 'when' is missing": lambda c: first(c).update(changes=[{"why": "So."}]),
    "circle through node": lambda c: second(c).update(to="one"),
    "fewer than 2 replies at": lambda c: first(c).update(needs="trust >= 4"),
    "No path leads to 'island'": lambda c: c["nodes"].append(
        node("island", reply("A.", "well"), reply("B.", "stuck"))
    ),
    "No path leads to 'stuck'": lambda c: second(c).update(to="well"),
    "more than 20000 paths": too_wide,
    "should be two good paths": lambda c: c["nodes"][0]["choices"][1].update(
        points={"validation": -2}
    ),
    "takes the best reply each time and ends 'mixed'": lambda c: c["endings"][0].update(
        kind="mixed"
    ),
    "and ends stuck": lambda c: second(c).update(points={"validation": 1}),
    "the harmful reply 1 is worth most": lambda c: first(c).update(gate="dose_advice"),
    "leads straight to a good ending": lambda c: c["nodes"][1]["choices"].append(
        reply("You have to.", "well", -2, gate="coercion")
    ),
    "is out of reach for those who did best": lambda c: c["nodes"][1]["choices"].append(
        reply("Best.", "well", 4, needs="trust <= 2")
    ),
    "Path 1.2 scores 0.17 and ends 'good'": hard_way,
    "2.2.2 comes to 0 by the weighing 'safety_first' and ends 'good'": unsafe,
    "'otherwise' is the name of an ending": lambda c: c["endings"][0].update(otherwise="well"),
    "keep it to 60": lambda c: first(c).update(say="so " * 61 + "."),
    "reads like school grade": lambda c: c["nodes"][0].update(
        text="Institutional accountability necessitates comprehensive administrative documentation."
    ),
    "no emoji": lambda c: first(c).update(why="Well done \U0001f600"),
    "looks like a dose": lambda c: first(c).update(say="Take 20 mg of it."),
    "plain text only": lambda c: first(c).update(say="<b>Hi.</b>"),
    "may sound like blame": lambda c: first(c).update(why="That was a mistake."),
}


@pytest.mark.parametrize("said", PLANTED)
def test_checker_finds_the_planted_fault(small, said):
    PLANTED[said](small)
    found = faults(small)
    assert any(said in fault for fault in found), found


HARD = (
    "Institutional accountability necessitates comprehensive administrative documentation of "
    "organisational responsibilities, notwithstanding considerable individual vulnerability."
)


def test_checker_names_the_texts_that_are_hard_to_read(small):
    first(small)["say"] = small["endings"][0]["debrief"] = HARD
    found = faults(small)
    assert len(found) == 2
    assert "What is said reads like" in found[0] and "Hardest: node 'one', reply 1 (" in found[0]
    assert "What is explained reads" in found[1] and "Hardest: ending 'well', deb" in found[1]


def test_checker_sees_one_hard_text_among_many_easy_ones(small):
    for place in small["nodes"]:
        for choice in place["choices"]:
            choice["reply"] = "I see. " * 20
    first(small)["say"] = HARD
    (fault,) = faults(small)
    assert "In node 'one', reply 1: this reads like school grade" in fault
    assert "keep it near 6" in fault


def test_checker_sees_best_replies_that_can_be_told_by_place_or_length(small):
    third = node("three", reply("Stay a while longer.", "well", 2), reply("Go.", "stuck", -2))
    small["nodes"].append(third)
    small["nodes"][1]["choices"][0]["to"] = "three"
    small["nodes"][0]["choices"][0]["say"] = "Hi, how are you?"
    found = " ".join(faults(small))
    assert "The best one is reply 1 in each node" in found
    assert "always the longest" in found
    for one in small["nodes"][1:2]:
        one["choices"].reverse()
        one["choices"][0]["say"] = "Go now, please, it is late."
    assert faults(small) == []


def test_checker_looks_at_harm_by_every_way_to_weigh(small):
    # alike: 1 - 2 + 2 = 1 against 2; with safety counted double: 3 against 2
    points = {"validation": 1, "boundary": -2, "safety": 2}
    harmful = {**reply("You have to.", "stuck", gate="coercion"), "points": points}
    small["nodes"][1]["choices"].append(harmful)
    assert all("(safety_first)" in fault for fault in faults(small))
    assert faults(small)


@pytest.mark.parametrize("nonsense", [None, [], "text", {}, {"nodes": 3}, {"nodes": [1, 2]}])
def test_checker_answers_nonsense_with_words(nonsense):
    assert faults(nonsense)


def test_checker_never_raises_when_a_field_is_taken_out_or_of_another_type():
    whole = talk.load("double-dose")
    for key in whole:
        for value in (None, 3, "", "x", [], [1], [None], {}, {"a": 1}):
            broken = copy.deepcopy(whole)
            broken[key] = value
            assert isinstance(faults(broken), list)
    for key in [*whole["nodes"][0]["choices"][0], "needs", "changes", "gate", "effects", "reply"]:
        for value in (None, 3, "", "x", [], [1], [None], {}, {"a": 1}, [{"when": 1}], True):
            broken = copy.deepcopy(whole)
            broken["nodes"][0]["choices"][0][key] = value
            found = faults(broken)
            assert isinstance(found, list)
            if value not in ("x", {}, 3, "", []):  # these may do in one field or another
                assert found, (key, value)


# --- how easy it reads -----------------------------------------------------------


def test_school_grade_by_hand():
    # 5 words, 1 sentence, 7 syllables: 0.39 * 5 + 11.8 * 7 / 5 - 15.59 = 2.88
    text = "We often talk in winter."
    assert (len(words(text)), sentences(text)) == (5, 1)
    assert [syllables(word) for word in words(text)] == [1, 2, 1, 1, 2]
    assert school_grade("We often talk in winter later.") == pytest.approx(
        0.39 * 6 + 11.8 * 9 / 6 - 15.59
    )


def test_harder_text_has_a_higher_grade():
    easy = "You are here. That is good. We can sit."
    hard = "Considerable institutional responsibility necessitates appropriate documentation."
    assert school_grade(easy) < 2 < 12 < school_grade(hard)
    assert school_grade("") == 0.0
