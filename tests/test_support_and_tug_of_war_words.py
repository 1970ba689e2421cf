"""Numbers in the questions, lessons and chapters on support and the tug of war are the models'."""

import json
import re
from pathlib import Path

import pytest

from peerlib.checking import questions
from peerlib.labs import support as support_lab
from peerlib.labs import tug_of_war as tug_lab
from peerlib.models import beta_law, support
from peerlib.models import tug_of_war as tug

ROOT = Path(__file__).parent.parent


def question(name, which):
    found = next(q for q in questions.read(name)["questions"] if q["name"] == which)
    return " ".join([found["ask"], found["why"], *[o["feedback"] for o in found["options"]]])


def chapter(name):
    return (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")


def lesson(name):
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def preset_run(lab, preset, **changes):
    description = lab.describe()
    values = next(p["values"] for p in description["presets"] if p["name"] == preset)
    return lab.run({**description["default"], **values, **changes})


def outcomes(person, preset):
    """Return hope, self-efficacy and belonging after a year, as two digits."""
    return [f"{level:.2f}" for level in preset_run(support_lab, preset, person=person)["actual"]]


def lowest(person, hours):
    return f"{min(support.levels_after(12, support.needs_of(person), hours)):.2f}"


TUG_TEXTS = (
    lambda: question("tug-of-war", "both_doubled"),
    lambda: chapter("tug-of-war"),
    lambda: lesson("tug-of-war"),
)


@pytest.mark.parametrize("text", TUG_TEXTS)
def test_end_and_half_lives_of_the_doubled_pulls_are_right(text):
    for gain, drain in ((0.15, 0.05), (0.30, 0.10)):
        assert f"{tug.settles_at(gain, drain):.2f}" == "0.75"
        assert f"{tug.half_life(gain, drain):.1f}" in text()
    assert "0.75" in text()


def test_two_half_lives_are_worked_out_right():
    # any gain and drain with the end 0.80 and a half-life of 3 months
    speed = tug.half_life(0.5, 0.5) / 3
    level = tug.level_after(6, 0.20, 0.8 * speed, 0.2 * speed)
    assert f"At {level:.2f}." in [
        option["text"]
        for option in questions.read("tug-of-war")["questions"][1]["options"]
        if option.get("right")
    ]


@pytest.mark.parametrize(
    "text", [lambda: question("tug-of-war", "after_a_change"), lambda: chapter("tug-of-war")]
)
def test_first_month_after_the_step_is_right(text):
    average = preset_run(tug_lab, "step_change")["average"]
    assert f"{average[12]:.2f}" == "0.47" and "0.47" in text()
    assert f"{average[13]:.2f}" == "0.56" and "0.56" in text()
    gap = 0.75 - average[12]
    assert f"{gap:.2f} {average[13] - average[12]:.2f}" == "0.28 0.09"
    assert (average[13] - average[12]) / gap == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize(
    "text", [lambda: question("tug-of-war", "spread"), lambda: chapter("tug-of-war")]
)
def test_spread_of_settled_teams_is_right(text):
    for pulls, expected in (((0.15, 0.05), "0.07"), ((0.30, 0.10), "0.05")):
        _, sd = beta_law.mean_and_sd(*tug.law_at_rest(*pulls, 0.10))
        assert f"{sd:.2f}" == expected and expected in text()


@pytest.mark.parametrize(
    "text",
    [
        lambda: question("four-kinds-of-support", "one_kind_only"),
        lambda: chapter("four-kinds-of-support"),
    ],
)
def test_what_company_alone_does_for_joel_is_right(text):
    rest = support.levels_at_rest(support.needs_of("joel"))
    assert f"from {rest[2]:.2f} to {outcomes('joel', 'company')[2]}" in text()
    for number in outcomes("joel", "company"):
        assert number in text()


@pytest.mark.parametrize(
    "text",
    [
        lambda: question("four-kinds-of-support", "more_or_matched"),
        lambda: chapter("four-kinds-of-support"),
        lambda: lesson("four-kinds-of-support"),
    ],
)
def test_eight_matched_hours_against_sixteen_even_ones_is_right(text):
    assert lowest("joel", (2, 0, 6, 0)) == "0.69" and "0.69" in text()
    assert lowest("joel", (4, 4, 4, 4)) == "0.67" and "0.67" in text()


def test_the_two_questions_set_the_lab_to_what_they_ask():
    asked = {q["name"]: q for q in questions.read("four-kinds-of-support")["questions"]}
    state = {**support_lab.describe()["default"], **asked["more_or_matched"]["settings"]}
    assert support_lab.shared(state)["kinds"] == [2, 0, 6, 0]


@pytest.mark.parametrize("person", ["dara", "joel", "mina"])
def test_table_in_the_chapter_is_what_the_lab_shows(person):
    text = chapter("four-kinds-of-support")
    name = support.TABLE["people"][person]["name"]
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")]
    head, *rows = [[cell.strip() for cell in row] for row in rows]
    cells = [row[head.index(name)] for row in rows]
    expected = [
        f"{min(preset_run(support_lab, preset, person=person)['actual']):.2f}"
        for preset in ("even", "talk", "practical", "company")
    ]
    best = support.best_split(support.needs_of(person), 8, 12)
    assert cells == [*expected, lowest(person, best)]


def test_chapters_tell_every_assumed_number_of_the_equations():
    text = chapter("four-kinds-of-support")
    for number in re.findall(r"\$k = ([\d.]+)\$", text):
        assert float(number) == support.HALF
    assert "$k = 2$" in text
