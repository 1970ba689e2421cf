"""A class is marked on a Dask cluster as it is on one computer."""

import pickle
import sys

import pytest
from test_autograde_run import (  # noqa: F401  (fixtures)
    EXERCISE,
    NAME,
    course,
    empty_course,
    gradebook,
    records,
    released,
    run,
)

from peerlib.__main__ import main
from peerlib.autograde.grade import grade
from peerlib.autograde.messages import OtherType
from peerlib.autograde.places import read_places
from peerlib.autograde.sample_class import find_course, hand_in
from peerlib.autograde.sample_submissions import samples
from peerlib.autograde.simulated_class import simulated


def test_a_cluster_gives_the_same_marks(course, released):  # noqa: F811
    distributed = pytest.importorskip("distributed")
    from peerlib.autograde.cluster import connected

    odd = {sample.learner: sample for sample in samples(EXERCISE, released)}
    for sample in [*simulated(EXERCISE, released, 5, seed=2), odd["not-json"], odd["tampering"]]:
        hand_in(course, NAME, sample)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        outcome = grade(
            NAME,
            read_places(course),
            say=lambda line: None,
            cluster=connected(cluster.scheduler_address),
        )
    assert outcome.marked == 6
    assert outcome.sandboxes == {"warm bubblewrap": 6}
    assert list(outcome.not_marked) == ["not-json"]
    there, kept = gradebook(course), records(course)
    assert run(course).unchanged == 6
    run(course, again=True)
    assert (gradebook(course), records(course)) == (there, kept)


def test_without_dask_or_scheduler_the_way_out_is_said(monkeypatch, capsys):
    monkeypatch.chdir(find_course())
    monkeypatch.setattr("peerlib.autograde.cluster.CONNECT_SECONDS", 1)
    pytest.importorskip("distributed")
    assert main(["grade", NAME, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["grade", NAME, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "pip install 'peerlib[cluster]'" in capsys.readouterr().err


def test_a_value_known_by_its_type_can_be_sent():
    value = pickle.loads(pickle.dumps(OtherType.named("Helper")))
    assert isinstance(value, OtherType) and type(value).__name__ == "Helper"
