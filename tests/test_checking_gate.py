"""The gate before an exercise: each kind of fault is found, and said in plain words."""

import types

import demonstration_exercise as demonstration
import pytest

from peerlib import exercises
from peerlib.__main__ import main
from peerlib.checking import FollowThrough, Item, Misconception
from peerlib.checking.choices import Choice, Several
from peerlib.checking.functions import Case, Function
from peerlib.checking.gate import check
from peerlib.checking.intervals import Interval
from peerlib.checking.items import drawn_apart
from peerlib.checking.options import Option
from peerlib.checking.plots import Plot
from peerlib.checking.steps import Steps
from peerlib.checking.tables import Column, Table

HINTS = ("One.", "Two.", "Three.")
DOMAIN = (("n is above 0", lambda d: d["n"] > 0),)


def exercise(*items, data_for=lambda seed: {"n": 4 + seed}, domain=DOMAIN):
    return types.SimpleNamespace(ITEMS=items, data_for=data_for, DOMAIN=domain)


def half(**changes):
    given = {"absolute": 0.01, "hints": HINTS, **changes}
    return Item("half", "Half", "Half?", lambda d: d["n"] / 2, **given)


def wrong(formula, tag="misconception:x", credit=0.25, **more):
    return Misconception(tag, formula, "An idea.", "A question?", credit, **more)


@pytest.mark.parametrize("name", exercises.available())
def test_every_exercise_passes(name):
    assert check(exercises.load(name)) == []


def test_the_demonstration_of_all_kinds_passes():
    assert check(demonstration) == []


def test_a_sound_exercise_has_no_faults():
    assert check(exercise(half(misconceptions=(wrong(lambda d: d["n"]),))), 20) == []


def only_fault(module, learners=10):
    faults = check(module, learners)
    assert len(faults) == 1, faults
    return faults[0]


def test_a_wrong_turn_too_near_the_truth_is_found_with_both_values():
    near = wrong(lambda d: d["n"] / 2 + (0.039 if d["n"] == 7 else 1))
    fault = only_fault(exercise(half(misconceptions=(near,))))
    assert "\u201cright\u201d and \u201cmisconception:x\u201d cannot be told apart" in fault
    assert "1 of 10 learners, first for seed 3: 3.5 and 3.539" in fault


def test_two_wrong_turns_that_give_the_same_are_found():
    pair = (wrong(lambda d: d["n"]), wrong(lambda d: d["n"] + 0.001, "misconception:y"))
    faults = check(exercise(half(misconceptions=pair)), 10)
    assert "\u201cmisconception:x\u201d and \u201cmisconception:y\u201d cannot be told" in faults[0]
    assert "10 of 10" in faults[0]
    assert "\u201cmisconception:y\u201d earns the feedback of \u201cmisconc" in faults[1]


def test_data_that_cannot_be_are_found():
    module = exercise(half(), data_for=lambda seed: {"n": seed})
    assert "\u201cn is above 0\u201d does not hold. Found for 1 of 10" in only_fault(module)


def test_a_rule_that_stops_is_found():
    module = exercise(half(), domain=(("m is there", lambda d: d["m"]),))
    assert "\u201cm is there\u201d stops" in only_fault(module)


def test_an_exercise_has_to_say_which_data_can_be():
    assert "Add DOMAIN" in only_fault(exercise(half(), domain=()))


def test_no_data_and_other_data_for_the_same_seed_are_found():
    def fails(seed):
        raise RuntimeError("none found")

    assert "No data could be made. Found for 10 of 10" in only_fault(
        exercise(half(), data_for=fails)
    )
    with_a_wrong_turn = exercise(half(misconceptions=(wrong(lambda d: d["n"]),)), data_for=fails)
    # nobody is tried after the first ten, and the wrong turn is not blamed for having no value
    assert "for 10 of 10 learners, first for seed 0: none found." in only_fault(
        with_a_wrong_turn, 1000
    )
    count = iter(range(1, 1000))
    module = exercise(half(), data_for=lambda seed: {"n": next(count)})
    assert "The same seed gives other data" in only_fault(module)


def test_a_specimen_that_earns_other_feedback_is_found():
    specimens = (("0", "misconception:nothing"), (lambda d: d["n"] / 2, "right"))
    fault = only_fault(exercise(half(specimens=specimens)))
    assert "is \u201cmisconception:nothing\u201d earns the feedback of \u201cunrecog" in fault


def test_a_wrong_turn_without_words_is_found():
    silent = (Misconception("misconception:x", lambda d: d["n"], "", "", 0.25),)

    class Silent(Item):
        def seen(self, answer):
            return ""

    item = Silent(
        "half", "Half", "?", lambda d: d["n"] / 2, 0.01, hints=HINTS, misconceptions=silent
    )
    assert "has no words for the learner" in only_fault(exercise(item))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (half(hints=HINTS[:2]), "it has 2 hints"),
        (half(points=0), "worth 0 points"),
        (half(misconceptions=(wrong(lambda d: d["n"], credit=1.5),)), "credit of \u201cmisconc"),
        (half(misconceptions=(wrong(lambda d: 1 / 0),)), "has no value for any learner"),
        (half(follows=(FollowThrough("other", lambda d, own: own),)), "follows from other"),
        (
            half(follows=(FollowThrough(("half", "other"), lambda d, own: own[0]),)),
            "follows from half and other",
        ),
        (half(misconceptions=(wrong(lambda d: d["none"]),)), "cannot be worked out"),
        (half(hints=("%(none)s", "", "")), "cannot be worked out"),
    ],
)
def test_faults_of_a_question_are_found(item, words):
    assert words in check(exercise(item), 5)[0]


def test_a_hint_that_gives_the_answer_away_is_found():
    telling = half(hints=("One.", "Two.", "It is %(half).3f."))
    module = exercise(telling, data_for=lambda seed: {"n": seed + 1, "half": (seed + 1) / 2})
    fault = only_fault(module)
    assert "half: a hint or a feedback gives the answer away. Found for 5 of 10" in fault
    assert "0.500" in fault


def test_two_questions_of_one_name_are_found():
    assert "several questions of the name half" in check(exercise(half(), half()), 2)[0]


OPTIONS = tuple(Option(each, each * 3) for each in "abcd")


@pytest.mark.parametrize(
    "item",
    [
        Interval(
            "x",
            "X",
            "?",
            lambda d: (0, d["n"]),
            absolute=0.01,
            hints=HINTS,
            misconceptions=(wrong(lambda d: (0.01, d["n"] + 0.01)),),
        ),
        Choice(
            "x",
            "X",
            "?",
            lambda d: "a",
            OPTIONS,
            hints=HINTS,
            misconceptions=(wrong(lambda d: "a"),),
        ),
        Several(
            "x",
            "X",
            "?",
            lambda d: ("a", "b"),
            OPTIONS,
            hints=HINTS,
            misconceptions=(wrong(lambda d: ("b", "a")),),
        ),
        Steps(
            "x",
            "X",
            "?",
            lambda d: "abc",
            OPTIONS,
            hints=HINTS,
            before=lambda d: (("a", "b"),),
            misconceptions=(wrong(lambda d: "cab"),),
        ),
        Table(
            "x",
            "X",
            "?",
            lambda d: [{"k": 1, "v": d["n"]}],
            key="k",
            hints=HINTS,
            columns=(Column("v", absolute=0.01),),
            misconceptions=(wrong(lambda d: [{"k": 1.0, "v": d["n"] + 0.039}]),),
        ),
        Function(
            "x",
            "X",
            "?",
            lambda n: n,
            lambda d: (Case("one", d["n"]),),
            absolute=0.01,
            hints=HINTS,
            misconceptions=(wrong(lambda n: n + 0.039),),
        ),
        Plot(
            "x",
            "X",
            "?",
            lambda d: {"bars": [("a", d["n"])]},
            absolute=0.01,
            hints=HINTS,
            misconceptions=(wrong(lambda d: {"bars": [("A", d["n"] + 0.039)]}),),
        ),
    ],
    ids=lambda item: item.kind,
)
def test_each_kind_has_a_distance_of_its_own(item):
    assert "\u201cright\u201d and \u201cmisconception:x\u201d cannot be told apart" in " ".join(
        check(exercise(item), 3)
    )


def test_intervals_with_one_limit_in_common_can_be_told_apart():
    item = Interval(
        "x",
        "X",
        "?",
        lambda d: (0, d["n"]),
        absolute=0.01,
        hints=HINTS,
        misconceptions=(wrong(lambda d: (0, d["n"] + 1), credit=0.5),),
    )
    assert check(exercise(item), 3) == []


@pytest.mark.parametrize("learners", [0, -1, 1.5, "10", None, True])
def test_the_number_of_learners_has_to_be_one(learners):
    with pytest.raises(ValueError, match="whole number above 0"):
        check(demonstration, learners)


def test_the_command_says_that_an_exercise_is_sound(capsys):
    assert main(["check-exercise", "trial-effects", "--learners", "5"]) == 0
    assert "trial-effects, tried on 5 learners: sound." in capsys.readouterr().out


def test_the_command_prints_what_is_amiss(capsys, monkeypatch):
    module = exercise(half(points=0))
    vars(module).update(NAME="odd", VERSION=1, TITLE="Odd", LEAD="Odd.")
    module.story = module.table = lambda data: "Invented."
    monkeypatch.setattr(exercises, "load", lambda name: module)
    assert main(["check-exercise", "odd", "--learners", "5"]) == 1
    told = capsys.readouterr().out
    assert "1 thing amiss" in told and "worth 0 points" in told


@pytest.mark.parametrize("arguments", [["nosuch"], ["trial-effects", "--learners", "0"]])
def test_the_command_refuses_kindly(arguments, capsys):
    assert main(["check-exercise", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_question_that_cannot_be_worked_out_is_one_fault():
    item = half(hints=("%(none)s", "", ""), misconceptions=(wrong(lambda d: 1 / 0),))
    assert "cannot be worked out" in only_fault(exercise(item))


def test_why_no_draw_suits_is_said_to_the_end():
    item = half(misconceptions=(wrong(lambda d: d["n"] - 2),))
    draws = iter([None, {"n": 4}, {"n": 4}, {"n": 8}] * 1500)
    module = exercise(
        item, data_for=lambda seed: drawn_apart(lambda: next(draws), [item], lambda d: d["n"] < 6)
    )
    fault = only_fault(module, 1)
    assert "None of 6000 draws of data suits. 1500 times `draw` gave nothing; " in fault
    assert "1500 times `suits` said no: let `draw` give other data; 3000 times two" in fault
    assert "\u201cright\u201d and \u201cmisconception:x\u201d of half: let them lie" in fault
    assert fault.endswith("further apart.")


def test_data_are_drawn_until_right_and_wrong_lie_apart_or_it_says_that_none_do():
    item = half(misconceptions=(wrong(lambda d: d["n"] - 2),))
    numbers = iter([None, {"n": 4}, {"n": 6}, {"n": 8}])
    assert drawn_apart(lambda: next(numbers), [item]) == {"n": 6}  # 4 / 2 is 4 - 2
    with pytest.raises(RuntimeError, match="None of 6000 draws of data suits"):
        drawn_apart(lambda: {"n": 4}, [item])
    with pytest.raises(RuntimeError, match="let `draw` give other data"):
        drawn_apart(lambda: {"n": 6}, [item], lambda data: data["n"] > 6)
