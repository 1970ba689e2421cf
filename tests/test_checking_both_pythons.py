"""One question of each kind, marked alike under MicroPython and CPython."""

import json
from pathlib import Path

import demonstration_exercise as demonstration
import pytest
from test_both_pythons import assert_same, everything, micropython  # noqa: F401

from peerlib.book.bundle import bundle
from peerlib.checking import mark_all
from peerlib.checking.attempts import entry, score
from peerlib.checking.gate import check
from peerlib.checking.hints import hint, how_many

ANSWERS = {
    "risk": ["0.171", "17.1 %", "0.17", "1/4", "0.2", "", "nan", "1e3", "0,171"],
    "interval": [
        "0.1 to 0.3",
        "[0.127; 0.217]",
        "0.3 – 0.1",
        "0.1-0.3",
        "10 % to 30 %",
        "0,1",
        "0.2 ± 0.05",
        [0.1, 0.3],
        {"low": 0.1, "high": "many"},
        [1],
        5,
        {},
    ],
    "holds_risk": ["a", "B)", "no", "NO.", "c) one cannot tell", "d", "", 3, True, "x" * 2000],
    "needed": ["a, b, d, e", "abde", "a b", ["a", "f"], "a, z", [], "cost", 4, ["a"] * 200],
    "order": [
        "b, c, e, a, d",
        "becad",
        "dacbe",
        "b",
        "f b",
        "b b",
        {"kind": "set", "values": ["b"]},
    ],
    "risks": [
        [
            {"group": "care as usual", "risk": 0.36, "people": 140},
            {"group": "Peer support", "Risk of event": 0.17, "people": 250},
        ],
        {
            "kind": "table",
            "columns": ["risk", "people"],
            "index": ["Peer support", "x"],
            "index_names": ["group"],
            "rows": [[0.17, 250], [0.3, 1]],
        },
        {"group": ["Peer support"], "risk": [0.17]},
        {"Peer support": {"risk": "a"}},
        [],
        {},
        [[1]],
        [{"group": 1}, {"group": 1.0}],
        {"kind": "table"},
        "text",
        [[[[[[[[[[1]]]]]]]]]],
    ],
    "ratio": [
        {
            "kind": "calls",
            "outcomes": [
                {"value": 0.5},
                {"value": 0.4},
                {"value": 0.0},
                {"error": "ZeroDivisionError: division by zero"},
            ],
        },
        {"kind": "calls", "outcomes": [{"value": None}]},
        {"kind": "calls", "outcomes": "x"},
        5,
    ],
    "bars": [
        {
            "kind": "figure",
            "axes": [
                {
                    "title": "Risks",
                    "y_label": "Risk",
                    "value_low": 0.1,
                    "bars": [{"name": "Peer support", "height": 0.17}],
                }
            ],
        },
        {"kind": "figure", "axes": []},
        {"kind": "figure"},
        5,
        [[]],
    ],
    "sentence": ["Fewer were readmitted.", "", 5, "x" * 1001],
}
LONGEST = max(len(each) for each in ANSWERS.values())
SEEDS = [0, 1, 2**31]


def submissions():
    return [
        {name: given[i] for name, given in ANSWERS.items() if i < len(given)}
        for i in range(LONGEST)
    ]


def outcomes_of(module, submission, seed):
    outcomes = mark_all(module.ITEMS, submission, module.data_for(seed))
    return [
        [name, outcomes[name].as_dict(), list(outcomes[name].also)] for name in sorted(outcomes)
    ]


PROGRAM = """
import json
import demonstration_exercise as module
from peerlib.checking import mark_all
from peerlib.checking.attempts import entry, score
from peerlib.checking.gate import check
from peerlib.checking.hints import hint, how_many

def outcomes_of(submission, seed):
    outcomes = mark_all(module.ITEMS, submission, module.data_for(seed))
    return [[name, outcomes[name].as_dict(), list(outcomes[name].also)]
            for name in sorted(outcomes)]
"""


@pytest.fixture(scope="module")
def files():
    source = (Path(__file__).parent / "demonstration_exercise.py").read_text(encoding="utf-8")
    return {**bundle(), "demonstration_exercise.py": source}


def test_answers_of_every_kind_are_marked_alike(micropython, files):  # noqa: F811
    here = [
        outcomes_of(demonstration, submission, seed)
        for submission in submissions()
        for seed in SEEDS
    ]
    program = PROGRAM + f"submissions = json.loads({json.dumps(submissions())!r})\n"
    program += f"seeds = {SEEDS}\n"
    program += "result = json.dumps([outcomes_of(s, seed) for s in submissions for seed in seeds])"
    assert_same(json.loads(json.dumps(here)), micropython(program, files))
    tags = {outcome["tag"] for each in here for _, outcome, _ in each}
    assert len(tags) >= 30


def test_the_gate_and_the_log_work_alike(micropython, files):  # noqa: F811
    data = demonstration.data_for(1)
    log = [entry(demonstration.RISK, text, data) for text in ("0.5", "50 %", "", "0.2")]
    hints = [hint(demonstration.RISK, data, n + 1) for n in range(how_many(demonstration.RISK))]
    here = [check(demonstration, 3), log, score(log), hints]
    there = micropython(
        PROGRAM
        + """
data = module.data_for(1)
log = [entry(module.RISK, text, data) for text in ("0.5", "50 %", "", "0.2")]
hints = [hint(module.RISK, data, n + 1) for n in range(how_many(module.RISK))]
result = json.dumps([check(module, 3), log, score(log), hints])
""",
        files,
    )
    assert_same(json.loads(json.dumps(here)), there)
    assert here[0] == []
