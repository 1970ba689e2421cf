"""What the chapter, the lesson and the questions say about the weighing is what it gives."""

import json
import re
from pathlib import Path

import pytest

from peerlib import live
from peerlib.checking import questions
from peerlib.models import conversation as talk

ROOT = Path(__file__).parent.parent
CHAPTER = (ROOT / "book" / "conversations.md").read_text(encoding="utf-8")
CELLS = json.loads((ROOT / "notebooks" / "conversations.ipynb").read_text(encoding="utf-8"))[
    "cells"
]
LESSON = "\n".join("".join(cell["source"]) for cell in CELLS)
DOSE = talk.load("double-dose")


def score(*path, weighing="equal"):
    return f"{talk.play(DOSE, path, talk.weighing(weighing))['score']:.2f}"


def part(text, start, end):
    return text[text.index(start) : text.index(end)]


def test_chapter_prints_the_scores_of_the_paths_it_describes():
    cold = part(CHAPTER, "What you see in 1", "**2.")
    assert re.findall(r"\d\.\d\d", cold) == [score(0, 1, 2, 0, 2, 3), score(1, 2, 0, 2, 3)]
    unasked = part(CHAPTER, "What you see in 2", "**3.")
    assert re.findall(r"\d\.\d\d", unasked) == [score(1, 1, 0, 2, 3), score(1, 1, 0, 3, 3)]
    advice = part(CHAPTER, "What you see in 3", "## With a group")
    lost = sum(turn["shortfall"] for turn in talk.play(DOSE, (3, 2, 2, 0, 2, 3))["turns"])
    without_cap = f"{1 - lost / talk.RANGE:.2f}"
    assert re.findall(r"\d\.\d\d", advice) == [score(3, 2, 2, 0, 2, 3), without_cap, score(3, 1)]


def test_maths_box_states_range_caps_and_the_cold_opening():
    maths = part(CHAPTER, "## How it is weighed", "## What published")
    assert r"\frac{1}{24}" in maths and talk.RANGE == 24
    caps = {name: cap for name, cap in talk.GATES.items() if name != "ignored_danger"}
    assert set(caps.values()) == {0.40} and "0.40 for advice on medication" in maths
    assert talk.GATES["ignored_danger"] == 0.20 and "0.20 for going past signs" in maths
    first = talk.play(DOSE, [0])["turns"][0]
    assert (first["value"], first["best"], first["shortfall"]) == (-2, 5, 7)
    assert "−2 + 1 − 1 = −2" in maths and "2 + 2 + 1 = 5" in maths and "costs 7 points" in maths
    assert set(talk.WEIGHTS.values()) == {1.0} and "All weights are 1" in maths


def test_lesson_prints_what_its_cells_give():
    assert score(1, 1, 0, 2, 3) == "0.92" in LESSON
    answer = part(LESSON, "With safety counted double", "</details>")
    expected = [score(1, 1, 0, 2, 3, weighing=name) for name in ("safety_first", "autonomy_first")]
    assert re.findall(r"\d\.\d\d", answer) == expected
    for path in re.findall(r"\": \[([\d, ]+)\]", LESSON):
        assert talk.play(DOSE, [int(number) for number in path.split(", ")])["ending"]


def test_questions_count_the_points_of_the_replies_they_quote():
    asked = {question["name"]: question for question in questions.read("conversation")["questions"]}
    best = DOSE["nodes"][0]["choices"][1]
    assert best["points"] == {"validation": 2, "boundary": 2, "autonomy": 1}
    assert (
        "worth 5 points: 2 for validation, 2 for the role boundary, 1 for autonomy"
        in (asked["limit"]["why"])
    )
    assert score(0, 1, 2, 0, 2, 3) == "0.71" and "0.71" in asked["cold_start"]["ask"]
    assert (
        "7 points below" in asked["cold_start"]["why"] and "24 points" in asked["cold_start"]["why"]
    )


@pytest.mark.parametrize("name", ["limit", "cold_start", "danger"])
def test_question_opens_the_talk_at_the_turn_it_asks_about(name):
    asked = {question["name"]: question for question in questions.read("conversation")["questions"]}
    shown = live.answer("conversation", {"state": asked[name]["settings"]})["talk"]
    expected = {"limit": "double", "cold_start": "haven't slept", "danger": "Promise me"}
    assert expected[name] in shown["text"]
