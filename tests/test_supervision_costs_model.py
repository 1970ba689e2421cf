"""What a design costs: worked by hand, and a puzzle worth solving."""

import numpy as np
import pytest

from peerlib.models import supervision as model
from peerlib.models import supervision_costs as costs

LEAST = {"role_fidelity": 0.7, "reflective_practice": 0.6, "risk_oversight": 0.7}
# Found by trying: near the cheapest design that passes, with settings that a lever has.
CHEAP = {
    "senior_peer_share": 0.7,
    "clinical_scope": 0.35,
    "reflective_hours": 1.0,
    "protected_space": 1.0,
    "caseload": 22,
    "training": 0.3,
    "recovery_orientation": 0.6,
}


def total(levers, n_workers=4):
    return sum(costs.hours(levers, n_workers).values())


def test_hours_by_hand():
    # Four workers with 20 people each, burnout 0.30, so that 0.015 of them leave in a month.
    found = costs.hours(model.preset("hybrid"), 4, levels=(0.8, 0.7, 0.8, 0.85, 0.85, 0.30))
    expected = {
        "practice": 4 * 3 * (1 + 0.8 * 2 + 0.2 * 1),  # 33.6
        "clinical": 8 * 1 + 4 * 2 * 1,  # the risk line is whole at the middle of the lever
        "reflection": 4 * 4 * (0.5 + 0.9**2),
        "training": 4 * (50 * 0.015 * 0.6 + 1 * 0.6**2),
        "recovery": 12 * 0.7**2,
        "leaving": 4 * 250 * 0.015,
        "exhaustion": 4 * 50 * 0.30**2,
        "stepping_in": 0,
        "running": 4 * 16,
    }
    assert set(expected) == {name for name, _ in costs.PARTS}
    for name, value in expected.items():
        assert found[name] == pytest.approx(value), name


def test_clinical_say_over_practice_is_what_makes_the_clinical_line_dear():
    hybrid = {**model.preset("hybrid"), "clinical_scope": 1.0}
    dear = costs.hours(hybrid, 4)["clinical"] - costs.hours(model.preset("hybrid"), 4)["clinical"]
    assert dear == pytest.approx(4 * 8)


def test_the_same_people_whatever_the_caseload():
    assert costs.workers_needed(16, 4) == 5
    crowded = costs.hours({**model.preset("hybrid"), "caseload": 40}, 4)
    # two workers, each with 18 people more than they can reach, 5 hours for each
    assert crowded["stepping_in"] == pytest.approx(2 * 18 * 5)


def test_presets_differ_and_the_hybrid_is_not_the_cheapest_way_to_pass():
    found = {name: round(total(model.preset(name))) for name in model.PRESETS}
    assert found["clinical_only"] > found["hybrid"] > found["peer_led"]
    assert model.failing(model.equilibrium(CHEAP), LEAST) == []
    assert total(CHEAP) < found["peer_led"] - 15
    assert total(CHEAP) < model.TABLE["puzzle"]["hours"] < found["peer_led"]


@pytest.mark.parametrize("lever", model.LEVERS)
def test_no_end_of_any_lever_passes_for_less_than_a_sensible_design(lever):
    limits = model.TABLE["levers"][lever]
    for end in (limits["minimum"], limits["maximum"]):
        changed = {**CHEAP, lever: end}
        passes = not model.failing(model.equilibrium(changed), LEAST)
        assert end == CHEAP[lever] or not passes or total(changed) > total(CHEAP)


def test_many_designs_at_once_cost_what_each_costs_alone():
    designs = [model.preset(name) for name in model.PRESETS]
    together = {name: np.array([d[name] for d in designs]) for name in model.LEVERS}
    found = sum(costs.hours(together, 4).values())
    assert found == pytest.approx([total(design) for design in designs])
