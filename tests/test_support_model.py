"""Four kinds of support: worked by hand, against brute force and against SciPy."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import differential_evolution

from peerlib.data import STATUSES
from peerlib.models import support as model

KNOWN = ("dara", "joel", "mina")
NEEDS = st.tuples(*[st.floats(0, 1)] * 4)
HOURS = st.tuples(*[st.floats(0, 12)] * 4)


def worst(needs, hours, asking=0.0, months=12):
    return min(model.levels_after(months, needs, hours, asking))


def test_levels_are_those_worked_by_hand():
    # Joel, belonging: gain 0.30 * 0.1 = 0.03, so without support 0.03 / 0.13 = 0.2308.
    # With 6 hours of company u = 6 / 8: gain 0.30 * (0.1 + 0.9 * 0.75) = 0.2325, end
    # 0.2325 / 0.3325 = 0.6992; after 12 months 0.6992 - 0.4685 exp(-3.99) = 0.6906
    assert model.levels_at_rest(model.needs_of("joel"))[2] == pytest.approx(0.2308, abs=5e-5)
    after = model.levels_after(12, model.needs_of("joel"), (2, 0, 6, 0))
    assert after[2] == pytest.approx(0.6906, abs=5e-5)
    # nobody gave information or practical help, so self-efficacy stays: 0.225 / 0.325
    assert after[1] == pytest.approx(0.6923, abs=5e-5)


@given(needs=NEEDS, hours=HOURS, asking=st.floats(0, 8), months=st.floats(0, 24))
def test_support_never_harms_and_levels_stay_between_0_and_1(needs, hours, asking, months):
    # this is what the model assumes; the chapter says that life is not so kind
    without = model.levels_at_rest(needs)
    for before, after in zip(
        without, model.levels_after(months, needs, hours, asking), strict=True
    ):
        assert 0 <= before <= after + 1e-12 <= 1 + 2e-12


@given(hours=HOURS, kind=st.integers(0, 3), more=st.floats(0, 12))
def test_a_kind_without_need_changes_nothing(hours, kind, more):
    needs = [0.6] * 4
    needs[kind] = 0.0
    other = list(hours)
    other[kind] = more
    assert model.levels_after(12, needs, hours) == pytest.approx(
        model.levels_after(12, needs, other), abs=1e-12
    )


@pytest.mark.parametrize("person", KNOWN)
def test_four_hours_that_match_beat_sixteen_that_do_not(person):
    needs = model.needs_of(person)
    least = sorted(range(4), key=lambda i: needs[i])[:2]
    mismatched = [8 if i in least else 0 for i in range(4)]
    matched = model.best_split(needs, 4, 12)
    assert round(worst(needs, matched), 2) >= 0.63  # as the chapter says
    assert round(worst(needs, mismatched), 2) <= 0.38


@pytest.mark.parametrize(("person", "beats"), [("joel", True), ("mina", True), ("dara", False)])
def test_eight_hours_that_match_beat_sixteen_shared_evenly_for_two_of_the_three(person, beats):
    needs = model.needs_of(person)
    assert (worst(needs, model.best_split(needs, 8, 12)) > worst(needs, [4] * 4)) is beats


@pytest.mark.parametrize("hours", [2, 8, 13])
@pytest.mark.parametrize("person", [*KNOWN, "stranger"])
def test_best_split_is_the_best_of_all_splits_into_half_hours(person, hours):
    needs, pieces = model.needs_of(person, 3), 2 * hours
    cuts = itertools.combinations(range(pieces + 3), 3)
    ends = np.array([(-1, *cut, pieces + 3) for cut in cuts])
    splits = (np.diff(ends, axis=1) - 1) / 2
    everything = np.array(model.levels_after(12, needs, list(splits.T))).min(axis=0)
    best = model.best_split(needs, hours, 12)
    assert sum(best) == hours
    assert worst(needs, best) == pytest.approx(everything.max(), abs=1e-12)


@pytest.mark.parametrize("person", KNOWN)
def test_best_split_is_that_of_scipy_but_for_the_half_hours(person):
    needs = model.needs_of(person)

    def missing(shares):
        # sticks broken off one after the other, so that the eight hours are always used
        first, second, third = shares
        left = 1 - first
        parts = [first, left * second, left * (1 - second) * third]
        return -worst(needs, [8 * part for part in [*parts, 1 - sum(parts)]])

    found = differential_evolution(missing, [(0, 1)] * 3, seed=1, tol=1e-10, maxiter=400)
    best = worst(needs, model.best_split(needs, 8, 12))
    assert best <= -found.fun + 1e-9
    assert best > -found.fun - 0.01
    fine = worst(needs, model.best_split(needs, 8, 12, step=0.01))
    assert fine == pytest.approx(-found.fun, abs=2e-4)


def test_nine_in_ten_clues_hold_the_need_whatever_the_hours_of_asking():
    for asking in (0.0, 1.0, 4.0):
        held = []
        for seed in range(1500):
            needs = model.needs_of("stranger", seed)
            held += [
                low <= need <= high
                for need, (low, high) in zip(needs, model.clues(needs, asking, seed), strict=True)
            ]
        # four standard errors of a share of 0.9 in 6,000: 0.0155
        assert np.mean(held) == pytest.approx(0.90, abs=0.0155)


def test_more_asking_makes_every_clue_narrower_around_the_same_luck():
    needs = model.needs_of("stranger", 4)
    few, many = model.clues(needs, 0.5, 4), model.clues(needs, 8, 4)
    for (low, high), (lower, higher) in zip(many, few, strict=True):
        assert high - low < higher - lower
    # by hand: 0.35 * sqrt(0.25 / (0.25 + 0.75)) = 0.175
    assert model.clue_width(0.75) == pytest.approx(0.175)


def by_clues(seed, asking, hours=8):
    """Return the lowest outcome of a stranger when support follows the middle of each clue."""
    needs = model.needs_of("stranger", seed)
    guess = [(low + high) / 2 for low, high in model.clues(needs, asking, seed)]
    return worst(needs, model.best_split(guess, hours - asking, 12), asking)


def test_an_hour_of_asking_pays_on_average_and_four_of_eight_do_not():
    results = {a: np.array([by_clues(seed, a) for seed in range(400)]) for a in (0, 1, 4)}
    for other in (0, 4):
        gained = results[1] - results[other]
        # the same 400 strangers, so the differences are paired: four standard errors
        assert gained.mean() > 4 * gained.std() / np.sqrt(len(gained))
    # the numbers in the chapter
    assert f"{results[0].mean():.2f} {results[1].mean():.2f} {results[4].mean():.2f}" == (
        "0.65 0.66 0.64"
    )


def test_an_hour_of_asking_is_worth_half_an_hour_of_emotional_support():
    needs = model.needs_of("mina")
    assert model.levels_after(12, needs, (1, 1, 1, 1), 2.0) == pytest.approx(
        model.levels_after(12, needs, (2, 1, 1, 1), 0.0)
    )


def test_the_lowest_decides_and_not_the_average():
    levels = [0.9, 0.9, 0.2]
    assert model.OUTCOMES[model.lowest(levels)] == "belonging"
    assert sum(levels) / 3 > 0.65


def test_strangers_differ_by_seed_and_zero_is_a_seed():
    assert model.needs_of("stranger", 0) == model.needs_of("stranger", 0)
    assert model.needs_of("stranger", 0) != model.needs_of("stranger", 1)
    assert model.needs_of("joel", 0) == model.needs_of("joel", 1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: model.needs_of("jole"), "Unknown person 'jole'. Available: dara, joel"),
        (lambda: model.check_hours((1, 2, 3)), "each of the four kinds"),
        (lambda: model.check_hours((1, 2, float("nan"), 3)), "companionship must be a number"),
        (lambda: model.check_hours((1, 2, 3, -1)), "instrumental must be .* got -1"),
        (lambda: model.check_hours((1, 2, 3, 4), "much"), "asking must be .* got 'much'"),
        (lambda: model.best_split((1, 1, 1, 1), float("inf"), 12), "from 0 to 744, got inf"),
        (lambda: model.best_split((1, 1, 1, 1), 8, 12, 0), "step must be above 0"),
    ],
)
def test_what_cannot_be_is_refused_with_its_rule(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_every_value_has_a_status_that_is_explained():
    for group in ("outcomes", "hours", "clues", "people", "controls", "presets"):
        for name, entry in model.TABLE[group].items():
            assert entry["status"] in dict(STATUSES), name
    for kind in model.KINDS:
        assert model.TABLE["kinds"][kind]["strength"]["status"] in dict(STATUSES)
