"""Answers of every kind on their way: from a learner's code to a mark, a notebook, a page."""

import json

import demonstration_exercise as demonstration
import pytest
from demonstration_exercise import ITEMS

from peerlib.autograde.marking import hidden_data, marks, wanted_values
from peerlib.autograde.messages import Attempt, OtherType, take
from peerlib.autograde.sandbox import Limits, run
from peerlib.exercises import data_seen_by, practice, seed_for
from peerlib.exercises.notebook import Exercise

QUICK = Limits(cell_seconds=5, total_seconds=40, memory_mb=2048)
NAMES = [item.name for item in ITEMS]
DATA = data_seen_by("ana", demonstration)

RIGHT_CELLS = [
    "trial = %r" % DATA,
    "risk = trial['a'] / trial['n1']",
    "error = (risk * (1 - risk) / trial['n1']) ** 0.5\n"
    "interval = (risk - 1.96 * error, risk + 1.96 * error)",
    "holds_risk = %r" % demonstration.HOLDS.truth(DATA),
    "needed = {'a', 'b', 'd', 'e'}",
    "order = 'b, c, e, a, d'",
    "import pandas as pd\n"
    "risks = pd.DataFrame({'people': [trial['n0'], trial['n1']],\n"
    "                      'events': [trial['c'], trial['a']]},\n"
    "                     index=pd.Index(['Care as usual', 'Peer support'], name='group'))\n"
    "risks['Risk'] = risks.events / risks.people",
    "def ratio(a, n1, c, n0):\n    if c == 0:\n        return None\n    return (a / n1) / (c / n0)",
    "import matplotlib\nmatplotlib.use('Agg')\n"
    "bars = risks.Risk.plot.bar(title='Two risks', ylabel='Risk').figure",
    "sentence = 'Fewer people were readmitted.'",
]


def marks_of(cells, student="ana"):
    wanted = wanted_values(demonstration, student)
    outcome = run(cells, [*NAMES, "learner"], QUICK, None, **wanted)
    result = marks(demonstration, outcome.values, student, student, (), {})
    return result, {item.name: item for item in result.items}


def test_right_answers_of_every_kind_earn_every_point_but_the_persons():
    result, by_name = marks_of(RIGHT_CELLS)
    tags = {name: item.tag for name, item in by_name.items()}
    assert tags == {**dict.fromkeys(NAMES, "right"), "sentence": "for-a-person"}
    assert result.points == result.max_points == len(NAMES) - 1
    assert result.by_hand == ["sentence"]
    assert "Says for whom." in by_name["sentence"].comment


def test_a_blank_text_neither_adds_to_the_marks_nor_holds_them_up():
    result, by_name = marks_of(RIGHT_CELLS[:-1])
    assert result.points == result.max_points == len(NAMES) - 1
    assert by_name["sentence"].by_hand


def test_wrong_turns_of_every_kind_are_named():
    cells = list(RIGHT_CELLS)
    cells[6] = cells[6].replace(
        "risks.events / risks.people", "risks.events / (risks.people - risks.events)"
    )
    cells[7] = "def ratio(a, n1, c, n0):\n    return a / n1 / (c / n0)"
    cells[8] = cells[8].replace("risks.Risk.", "risks.events.")
    _, by_name = marks_of(cells)
    assert by_name["risks"].tag == "misconception:odds-for-risk"
    assert by_name["ratio"].tag == "misconception:no-guard"
    assert by_name["bars"].tag == "misconception:counts-for-risks"


def test_hidden_data_are_not_those_that_the_notebook_shows():
    hidden = hidden_data(demonstration, "ana")
    assert hidden == hidden_data(demonstration, "ANA ")
    assert hidden not in (DATA, demonstration.data_for(seed_for("ana", "demonstration", 1)))
    known = demonstration.RATIO.arguments(DATA)
    assert wanted_values(demonstration, "ana")["calls"]["ratio"] != known
    # a function that has learned the shown case by heart
    cheat = "def ratio(*all):\n    return {%r: 1}.get(all, 9)" % (tuple(known[0]),)
    _, by_name = marks_of([cheat])
    assert by_name["ratio"].credit == 0.0


BAD_FUNCTIONS = [
    ("import os\ndef ratio(*all):\n    os._exit(0)", "stops"),
    ("def ratio(*all):\n    while True:\n        pass", "stops"),
    (
        "def ratio(*all):\n    while True:\n        try:\n            while True: pass\n"
        "        except BaseException: pass",
        "stops",
    ),
    ("def ratio(*all):\n    return ratio(*all)", "stops"),
    ("def ratio(*all):\n    raise SystemExit", "stops"),
    ("def ratio(*all):\n    return [0] * 10**7", "unrecognised"),
    (
        "class Sly:\n    def __eq__(self, other): return True\n"
        "    def __float__(self): raise KeyError\n    __sub__ = __eq__\n"
        "def ratio(*all):\n    return Sly()",
        "unrecognised",
    ),
    ("ratio = 0.5", "wrong-type"),
    ("ratio = None", "blank"),
    ("ratio = print", "returns-nothing"),
]


@pytest.mark.parametrize(("source", "tag"), BAD_FUNCTIONS)
def test_a_bad_function_earns_its_own_word_and_costs_no_other_answer(source, tag):
    wanted = wanted_values(demonstration, "ana")
    cells = [*RIGHT_CELLS[:6], source]
    outcome = run(cells, NAMES, Limits(cell_seconds=1, total_seconds=20), None, **wanted)
    by_name = {item.name: item for item in marks(demonstration, outcome.values, "ana", "ana").items}
    assert (by_name["ratio"].tag, by_name["ratio"].credit) == (tag, 0.0)
    assert [by_name[name].tag for name in NAMES[:5]] == ["right"] * 5


def whole(source, name="answer"):
    return run([source], [name], QUICK, None, [name]).values.get(name)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("answer = {'a': (1, 2.5), 3: None}", {"a": [1, 2.5], "3": None}),
        ("import numpy\nanswer = numpy.array([[1, 2]])", [[1, 2]]),
        ("answer = {2, 1}", {"kind": "set", "values": [1, 2]}),
        ("answer = range(3)", [0, 1, 2]),
        ("answer = '\\udc80'", "?"),
        ("answer = ['\\udc80']", ["?"]),
        ("answer = True", True),
        ("answer = 10**400", 1e300),
    ],
)
def test_a_structured_value_comes_back_whole(source, value):
    assert whole(source) == value


@pytest.mark.parametrize(
    "source",
    [
        "answer = []\nfor _ in range(10**5): answer = [answer]",
        "answer = list(range(10**6))",
        "answer = 'x'.join(['y']) and ['x' * 1000] * 1000",
        "answer = {}\nanswer['me'] = answer",
        "import numpy\nanswer = numpy.zeros((500, 500))",
        "answer = range(10**12)",
    ],
)
def test_what_is_too_large_or_too_deep_is_only_known_as_such(source):
    assert whole(source)["why"] == "too-large"


def test_an_object_is_known_by_its_type_name_only():
    value = whole(
        "class Helper:\n    def __getattr__(self, name): raise KeyError\nanswer = Helper()"
    )
    assert isinstance(value, OtherType) and type(value).__name__ == "Helper"


HANGS = """
class DataFrame:
    @property
    def size(self):
        while True:
            try:
                while True: pass
            except BaseException: pass
answer = DataFrame()
"""


def test_a_value_that_hangs_when_it_is_looked_at_costs_no_other_answer():
    cells = ["other = [1]", HANGS, "third = [3]"]
    limits = Limits(cell_seconds=1, total_seconds=20)
    names = ["answer", "other", "third"]
    result = run(cells, names, limits, None, names)
    assert result.values == {"other": [1], "third": [3]}
    assert result.stopped == {1: "time"}


def test_only_names_that_are_asked_for_come_whole():
    result = run(["answer = {1: 2}"], ["answer"], QUICK)
    assert result.values == {"answer": []}


def test_a_value_that_stays_is_sent_once_and_one_that_changes_again():
    cells = ["answer = list(range(1500))", *["x = 1"] * 100, "answer[0] = 5", "y = 2"]
    result = run(cells, ["answer"], QUICK, None, ["answer"])
    assert result.values["answer"][:2] == [5, 1]
    gone = run([*cells, "del answer"], ["answer"], QUICK, None, ["answer"])
    assert gone.values == {}


@pytest.mark.parametrize(
    "line",
    [
        {"done": 0, "values": {"x": ["same", None]}},
        {"done": 0, "values": {"x": ["same", 1]}},
        {"trying": 5},
        {"trying": [["x"]]},
        {"tried": ["x"]},
        {"tried": "x"},
        {"tried": "x", "values": ["whole"]},
        {"tried": "other", "values": ["whole", 1]},
    ],
)
def test_forged_messages_are_left_aside(line):
    attempt = Attempt()
    take(json.dumps(line).encode(), attempt, ["x"], {0})
    assert attempt.values == {}


def test_a_forged_bomb_is_bounded():
    attempt = Attempt()
    deep = json.loads("[" * 200 + "]" * 200)
    take(json.dumps({"tried": "x", "values": ["whole", deep]}).encode(), attempt, ["x"], {0})
    assert attempt.values["x"]["why"] == "too-large"


# The notebook, here without IPython


def test_a_notebook_checks_answers_of_every_kind():
    exercise = Exercise(demonstration, DATA)
    names = {}
    for cell in RIGHT_CELLS:
        exec(cell, names)
    headings = {name: exercise.check(name, names[name]).heading for name in NAMES}
    assert {words.rsplit(": ", 1)[1] for name, words in headings.items() if name != "sentence"} == {
        "right"
    }
    assert headings["sentence"].endswith("kept for a person to read")
    assert exercise.progress().heading == "8 of 8 right so far"
    assert "right in 1 of 4" in repr(exercise.check("ratio", lambda *all: 0.4))
    assert exercise.progress().heading == "7 of 8 right so far"


def test_a_notebook_tells_the_answer_last_and_says_that_credit_has_ended():
    exercise = Exercise(demonstration, DATA)
    assert "hint 1 of 5" in repr(exercise.hint("risk"))
    for _ in range(4):
        last = exercise.hint("risk")
    assert "The answer is: %.6g" % demonstration.RISK.truth(DATA) in repr(last)
    assert "the answer was shown" in repr(exercise.check("risk", demonstration.RISK.truth(DATA)))
    assert "hint 1 of 4" in repr(exercise.hint("risks"))


# The page


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(practice, "load", lambda name: demonstration)
    monkeypatch.setattr(practice, "_latest", {})
    return lambda request: json.loads(json.dumps(practice.respond("demonstration", request)))


def test_a_page_offers_what_can_be_typed_with_its_options(page):
    items = practice.describe("demonstration")["items"]
    assert [item["kind"] for item in items] == ["number", "interval", "choice", "set", "steps"]
    choice = items[2]
    assert choice["options"][0] == ["a", "Yes."]
    assert choice["prompt"].endswith("(a) Yes. (b) No. (c) One cannot tell.")


def test_a_page_marks_what_was_typed(page):
    data = demonstration.data_for(1)
    low, high = demonstration.around(data, 1.96)
    answers = {
        "risk": "%.3f" % demonstration.risk1(data),
        "interval": "%.4f to %.4f" % (low, high),
        "holds_risk": demonstration.HOLDS.truth(data).upper(),
        "needed": "a b d e",
        "order": "becad",
    }
    response = page({"seed": 1, "answers": answers})
    assert response["progress"] == "5 of 5 right so far."
    response = page({"seed": 1, "answers": answers, "hints": {"risk": 5}})
    assert response["progress"] == "4 of 5 right so far."
    assert response["feedback"]["risk"]["tag"] == "answer-shown"
    assert len(response["hints"]["risk"]) == 5
    assert page({"answers": {"risks": "x"}})["messages"]
