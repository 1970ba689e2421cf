"""How sure a verdict is: other coefficients, other levers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerlib.models import supervision as model
from peerlib.models import supervision_doubt as doubt
from peerlib.models.random_numbers import Pcg32

LEAST = {"role_fidelity": 0.7, "reflective_practice": 0.6, "risk_oversight": 0.7}


def test_every_coefficient_is_moved_by_itself_and_within_the_spread():
    moved = doubt.other_coefficients(Pcg32(1).uniform, 0.15)
    factors = [moved[name] / model.COEFFICIENTS[name] for name in model.COEFFICIENTS]
    assert sorted(moved) == sorted(model.COEFFICIENTS)
    assert all(0.85 <= factor <= 1.15 for factor in factors)
    assert len({round(factor, 9) for factor in factors}) == len(factors)


def test_same_seed_same_coefficients_and_zero_is_a_seed():
    draw = [doubt.other_coefficients(Pcg32(seed).uniform, 0.3) for seed in (0, 0, 1)]
    assert draw[0] == draw[1] != draw[2]


@pytest.mark.parametrize("spread", [-0.1, 1, 2, float("nan")])
def test_a_spread_that_would_turn_a_pull_round_is_refused(spread):
    with pytest.raises(ValueError, match="spread must be at least 0 and below 1"):
        doubt.other_coefficients(lambda: 0.5, spread)


@given(seed=st.integers(0, 2**32), spread=st.sampled_from([0.15, 0.3, 0.5]))
def test_the_fast_way_to_settle_ends_where_the_exact_one_does(seed, spread):
    coefficients = doubt.other_coefficients(Pcg32(seed).uniform, spread)
    for name in model.PRESETS:
        levers = model.preset(name)
        exact = model.equilibrium(levers, coefficients)
        assert doubt.settle(levers, coefficients) == pytest.approx(exact, abs=1e-5)
        near = doubt.settle(levers, coefficients, guess=model.equilibrium(levers))
        assert near == pytest.approx(exact, abs=1e-5)


def test_passes_names_the_minimums_that_are_met():
    assert doubt.passes(model.preset("peer_led"), LEAST) == ["reflective_practice", "role_fidelity"]
    assert len(doubt.passes(model.preset("hybrid"), LEAST)) == 3


@pytest.mark.parametrize(("spread", "expected"), [(0.15, 1.0), (0.30, 0.999), (0.50, 0.89)])
def test_how_often_only_the_hybrid_passes(spread, expected):
    # The same question with NumPy, 20 000 draws at once: three standard errors are below 0.007.
    rng = np.random.default_rng(5)
    coefficients = doubt.other_coefficients(lambda: rng.random(20_000), spread)
    meets = {}
    for name in model.PRESETS:
        levels = model.equilibrium(model.preset(name), coefficients)
        meets[name] = np.all(
            [levels[model.STATES.index(score)] >= least for score, least in LEAST.items()], axis=0
        )
    only = meets["hybrid"] & ~meets["clinical_only"] & ~meets["peer_led"]
    assert only.mean() == pytest.approx(expected, abs=0.008)


def test_moved_levers_by_hand():
    # Reflective practice of the hybrid without any hours: G / (G + D) = 0.05 / 0.25 = 0.20
    reference, moves = doubt.moved_levers(model.preset("hybrid"), "reflective_practice")
    by_name = {move["lever"]: move for move in moves}
    assert reference == pytest.approx(0.80)
    assert by_name["reflective_hours"]["at_low"] == pytest.approx(0.20, abs=1e-6)
    assert by_name["training"]["reach"] == pytest.approx(0, abs=1e-6)
    assert [move["reach"] for move in moves] == sorted(
        (move["reach"] for move in moves), reverse=True
    )


def test_moving_by_a_step_stays_within_the_range():
    _, moves = doubt.moved_levers(model.preset("peer_led"), "risk_oversight", whole_range=False)
    scope = next(move for move in moves if move["lever"] == "clinical_scope")
    assert (scope["low"], scope["high"]) == (0.0, 0.1)


def test_unknown_score_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="Unknown score 'fidelity'. Available: .*role_fidelity"):
        doubt.moved_levers(model.preset("hybrid"), "fidelity")
