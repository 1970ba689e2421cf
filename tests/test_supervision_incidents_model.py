"""Incidents: the anchored shares, and what each way to supervise loses."""

import pytest
from scipy.stats import poisson

from peerlib.models import supervision as model
from peerlib.models import supervision_incidents as incidents


def settled(preset):
    return incidents.shares(model.equilibrium(model.preset(preset)))


@pytest.mark.parametrize(
    ("preset", "handled"),
    # worked out once with an independent program from the equations in `shares`
    [("clinical_only", 0.36), ("peer_led", 0.40), ("hybrid", 0.63)],
)
def test_share_of_incidents_that_are_handled(preset, handled):
    assert settled(preset)["handled"] == pytest.approx(handled, abs=0.005)


def test_clinical_only_and_peer_led_lose_incidents_for_opposite_reasons():
    clinical, peer = settled("clinical_only"), settled("peer_led")
    assert clinical["unknown"] > 2 * clinical["known_not_handled"]
    assert peer["known_not_handled"] > 1.9 * peer["unknown"]
    assert peer["told"] > 2 * clinical["told"]


def test_shares_by_hand():
    # M = F = 1, P = 0, R = 0.5: told 0.25 + 0.65 = 0.90, known the same, handled 0.45
    found = incidents.shares((1, 0, 0.3, 1, 0.5, 0.2))
    assert found["told"] == pytest.approx(0.90)
    assert found["handled"] == pytest.approx(0.45)
    assert found["known_not_handled"] == pytest.approx(0.45)
    # M = 0, P = 1: told 0.25, known 1 - 0.75 * 0.70 = 0.475
    assert incidents.shares((0, 1, 0, 1, 1, 0))["known"] == pytest.approx(0.475)


@pytest.mark.parametrize("preset", model.PRESETS)
def test_every_incident_ends_in_one_of_three_ways(preset):
    found = settled(preset)
    parts = ("handled", "known_not_handled", "unknown")
    assert sum(found[part] for part in parts) == pytest.approx(1)
    assert all(0 <= found[part] <= 1 for part in parts)


def test_expected_number_in_a_year_by_hand():
    assert incidents.expected_in_a_year(4, 20) == pytest.approx(12 * 0.02 * 80)
    assert incidents.expected_in_a_year(0, 20) == 0


@pytest.mark.parametrize("mean", [0.0, 0.3, 1, 6.9, 19.2, 144, 700])
def test_range_of_counts_is_that_of_the_poisson_law(mean):
    # scipy.stats.poisson.ppf gives the same quantiles
    expected = (poisson.ppf(0.05, mean), poisson.ppf(0.95, mean)) if mean else (0, 0)
    assert incidents.poisson_range(mean) == expected


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "four", True, None])
def test_a_team_that_cannot_be_is_refused(value):
    with pytest.raises(ValueError, match="n_workers must be a number of 0 or more"):
        incidents.expected_in_a_year(value, 20)


def test_a_mean_or_share_out_of_range_is_refused():
    with pytest.raises(ValueError, match="mean must be a number from 0 to 700, got -1"):
        incidents.poisson_range(-1)
    with pytest.raises(ValueError, match="share must be above 0 and below 1, got 1"):
        incidents.poisson_range(3, 1)
