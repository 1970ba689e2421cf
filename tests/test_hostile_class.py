"""Hostile and broken submissions: no mark gained, nothing leaked or harmed, each explained."""

import json
import os
import socket
import sys
from pathlib import Path

import pytest
from test_autograde_run import EXERCISE, NAME, ROOT, config_of, nbgrader

from peerlib.autograde.grade import grade
from peerlib.autograde.hostile_class import SECRET, Watch, hostile_samples
from peerlib.autograde.places import read_places
from peerlib.autograde.records import place_of
from peerlib.autograde.sample_class import _results_from_records, hand_in

PAGE = (ROOT / "book" / "hostile-submissions.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The whole list, marked in one run: the samples, the results, the run, and the harms."""
    folder = tmp_path_factory.mktemp("hostile") / "course"
    folder.mkdir()
    config_of(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"])
        assert nbgrader(folder).generate_assignment(NAME)["success"]
    released = json.loads((folder / "release" / NAME / (NAME + ".ipynb")).read_text())
    with Watch(folder, ROOT / "solutions") as watch:
        samples = {one.learner: one for one in hostile_samples(EXERCISE, released, watch.target)}
        for sample in samples.values():
            hand_in(folder, NAME, sample)
        watch.begin()
        outcome = grade(NAME, read_places(folder), jobs=2, say=lambda line: None)
        harms = watch.harms()
    results = {one.sample.learner: one for one in _results_from_records(folder, EXERCISE, samples)}
    return folder, results, outcome, harms


def test_there_are_at_least_forty_of_them(marked):
    assert len(marked[1]) >= 80


def test_each_gets_what_its_answers_deserve_and_a_comment_for_each(marked):
    assert [name for name, result in marked[1].items() if not result.as_expected] == []


def test_nothing_is_leaked_changed_reached_or_left_behind(marked):
    assert marked[3] == []


def test_what_could_not_be_marked_has_its_reason(marked):
    _, results, outcome, _ = marked
    unmarked = {name for name, result in results.items() if result.expected is None}
    assert unmarked == set(outcome.not_marked)
    assert all(len(reason) > 20 for reason in outcome.not_marked.values())


def test_each_record_says_how_it_was_shut_in_and_what_it_came_up_against(marked):
    folder, results, outcome, _ = marked
    assert set(outcome.sandboxes) == {"warm bubblewrap"}
    limits = {
        "endless-loop": ["time"],
        "no-signal": ["time"],
        "sleep": ["time"],
        "memory": ["memory"],
        "exit": ["ended"],
        "killed": ["ended"],
        "crash": ["ended"],
    }
    for learner, hit in limits.items():
        record = json.loads(place_of(folder / "records", NAME, learner).read_text())
        assert record["limits_hit"] == hit, learner
    stopped = json.loads(place_of(folder / "records", NAME, "reads-home").read_text())
    assert "more than once" in " ".join(
        json.loads(place_of(folder / "records", NAME, "copied-cells").read_text())["notes"]
    )
    assert SECRET not in json.dumps(stopped)


def test_the_attacks_can_do_harm_where_nothing_holds_them_back(tmp_path):
    """The watch sees each kind of harm: so an empty list of harms says something."""
    with Watch(tmp_path, ROOT / "solutions") as watch:
        watch.begin()
        assert watch.harms() == []
        (tmp_path / "autograded" / "x").mkdir(parents=True)
        (tmp_path / "autograded" / "x" / "page").write_bytes(bytes(6 * 10**6))
        (tmp_path / "autograded" / "x" / "leak").write_text(SECRET)
        Path(watch.target.other).write_text("changed")
        with socket.create_connection(("127.0.0.1", watch.target.port), 5) as line:
            assert line.recv(100) == SECRET.encode()
        assert watch.harms() == [
            "leaked a secret",
            "reached the network",
            "changed other files",
            "filled the disk",
        ]


def test_the_page_in_the_book_has_the_whole_list(marked):
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("| `")]
    listed = {row[1].strip(" `"): row for row in rows}
    assert list(listed) == list(marked[1])
    for learner, result in marked[1].items():
        deserved = "no mark" if result.expected is None else "%g" % result.expected
        assert listed[learner][3].strip() == deserved, learner
        assert listed[learner][5].strip() == deserved, learner
