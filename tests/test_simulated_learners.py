"""Invented learners of every exercise get the marks that their mistakes must get."""

import json

import pytest
from marked_notebook import ROOT, record_of, warm_sandbox

from peerlib.autograde.hostile import samples as hostile_part
from peerlib.autograde.hostile_class import hostile_samples
from peerlib.autograde.hostile_reaching import Target
from peerlib.autograde.marking import marks
from peerlib.autograde.sample_submissions import Maker, samples
from peerlib.autograde.simulated_class import simulated
from peerlib.exercises import available, load

NAMES = available()
NOWHERE = Target("/nowhere", "/nowhere/g", "/nowhere/s", "/nowhere/o", "/nowhere/h", 9)


def released(name):
    return json.loads((ROOT / "exercises" / name / (name + ".ipynb")).read_text(encoding="utf-8"))


def answers_of(sample, exercise):
    """Return the name and the answers in a harmless sample, from its own cells alone."""
    namespace = {}
    for cell in json.loads(sample.content)["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if cell["cell_type"] == "code" and name.startswith(("answer-", "learner")):
            try:
                exec("".join(cell["source"]), namespace)
            except Exception:  # it is meant to stop
                pass
    return namespace.get("learner", ""), {
        item.name: namespace.get(item.name) for item in exercise.ITEMS
    }


def difference(sample, items):
    """Return what is not as expected of a sample."""
    got = {item.name: (item.tag, round(item.credit, 9)) for item in items}
    expected = {name: (tag, round(sample.credits[name], 9)) for name, tag in sample.tags.items()}
    return {name: (got[name], expected[name]) for name in got if got[name] != expected[name]}


def differing(found, exercise):
    wrong = {}
    for sample in found:
        declared, answers = answers_of(sample, exercise)
        result = marks(exercise, answers, sample.learner, declared, ("right",))
        assert all(item.comment for item in result.items)
        wrong[sample.learner] = difference(sample, result.items)
    return {learner: what for learner, what in wrong.items() if what}


@pytest.mark.parametrize("name", NAMES)
def test_simulated_learners_get_the_expected_marks_and_tags(name):
    found = list(simulated(load(name), released(name), 40, seed=4))
    assert differing(found, load(name)) == {}
    ways = {tag for sample in found for tag in sample.tags.values()}
    assert {"right", "blank"} < ways and len(ways) > 4


@pytest.mark.parametrize("name", NAMES)
def test_foreseen_learners_get_the_expected_marks_and_tags(name):
    exercise = load(name)
    found = samples(exercise, released(name))
    assert len({one.learner for one in found}) == len(found)
    hostile = {one.learner for one in hostile_part(Maker(exercise, released(name)))}
    harmless = [
        one
        for one in found
        if one.learner not in hostile and one.tags and one.learner != "deleted-cells"
    ]
    assert len(harmless) > 10
    assert differing(harmless, exercise) == {}


@pytest.fixture(scope="module")
def warm():
    with warm_sandbox(NAMES) as run:
        yield run


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_notebook_comes_to_the_same(name, warm, tmp_path):
    (sample,) = simulated(load(name), released(name), 1, seed=9)
    (tmp_path / "work.ipynb").write_bytes(sample.content)
    record = record_of(tmp_path / "work.ipynb", name, sample.learner, warm)
    assert (record.data_of, record.name_note) == (sample.learner, "")
    assert difference(sample, record.items) == {}


@pytest.mark.parametrize("name", NAMES)
def test_hostile_learners_can_be_made_for_every_exercise(name):
    found = hostile_samples(load(name), released(name), NOWHERE)
    assert len({one.learner for one in found}) == len(found) >= 80
