"""Numbers in the lesson on many teams and in its questions are the model's."""

import json
from pathlib import Path

import pytest

from peerlib import experiments
from peerlib.models.supervision import STATES, equilibrium, preset

ROOT = Path(__file__).parent.parent
STRETCHED = {**preset("hybrid"), "clinical_scope": 0.8}


@pytest.fixture(scope="module")
def lesson():
    cells = json.loads((ROOT / "notebooks" / "many-teams.ipynb").read_text(encoding="utf-8"))
    return "\n".join("".join(cell["source"]) for cell in cells["cells"])


@pytest.fixture(scope="module")
def questions():
    return (ROOT / "peerlib/data/questions/many-teams.toml").read_text(encoding="utf-8")


def test_average_of_the_stretched_team_and_the_share_of_teams(lesson, questions):
    average = equilibrium(STRETCHED)[STATES.index("role_fidelity")]
    teams = experiments.many_teams(STRETCHED, n_teams=50_000)
    passing = round(100 * teams.share_meeting()["all"])
    assert f"a role fidelity of {average:.2f}" in lesson
    assert f"about {passing} of 100" in lesson
    assert f"role fidelity of {average:.2f}, just above" in questions
    assert f"{passing} of 100 teams met all three" in questions
    whole = experiments.many_teams("hybrid", n_teams=20_000)
    assert "Nearly all of the teams meet every minimum" in whole.sentence


def test_ranking_of_levers_and_how_it_turns_with_the_range(lesson, questions):
    found, label = experiments.sobol(), experiments.sensitivity.LEVERS
    assert found.leading("role_fidelity")[:2] == ["clinical_scope", "senior_peer_share"]
    assert found.leading("burnout")[0] == "caseload"
    low, high = found.ranges["caseload"]
    assert f"from {low:g} to {high:g} people" in lesson
    assert f"a share of {found.total['burnout']['caseload'][0]:.2f}" in questions
    narrow = experiments.sobol(scores=["burnout"], ranges={"caseload": (18, 22)})
    assert narrow.leading("burnout")[0] == "protected_space"
    assert label["protected_space"]["label"] == "How protected that time is"


def test_tornado_turns_with_where_it_starts():
    first = {
        start: experiments.tornado(start).moves[0]["lever"] for start in ("hybrid", "clinical_only")
    }
    assert first == {"hybrid": "senior_peer_share", "clinical_only": "clinical_scope"}
    one, two = experiments.tornado("hybrid").moves[:2]
    assert one["highest"] - one["lowest"] < two["highest"] - two["lowest"] + 0.005  # by a hair


def test_how_sure_the_verdict_is(lesson, questions):
    even = experiments.certainty()
    wide = experiments.certainty(0.5, doubt="lognormal")
    assert even.only_hybrid[0.15][0] == 1.0
    assert round(10 * even.only_hybrid[0.5][0]) == 9 and "about 9 of 10" in lesson
    assert round(10 * wide.only_hybrid[0.5][0]) == 6 and "about 6 of 10" in lesson
    assert f"it was {even.only_hybrid[0.5][0]:.2f} with errors of up to half" in questions
    assert f"it was {wide.only_hybrid[0.5][0]:.2f}." in questions
    assert len(experiments.certainty.__globals__["NAMES"]) == 50 and "the 50 coefficients" in lesson


def test_cheapest_design_has_nothing_to_spare_and_single_teams_fall_below():
    design = experiments.least_hours()
    assert design.levels["risk_oversight"] - design.minimums["risk_oversight"] < 0.01
    assert design.levers != preset("hybrid")
    assert experiments.many_teams(design.levers, n_teams=5000).share_meeting()["all"] < 0.8
