"""The generator gives the published numbers, and usable draws."""

import numpy as np
import pytest
from scipy import stats

from peerlib.models.random_numbers import Pcg32


def test_first_numbers_are_those_of_the_published_demonstration():
    # pcg32-demo of the PCG library (O'Neill 2014), seed 42, sequence 54
    rng = Pcg32(42)
    assert [int(rng.uniform() * 2**32) for _ in range(6)] == [
        0xA15C02B7,
        0x7B47F409,
        0xBA1D3330,
        0x83D2F293,
        0xBFA4784B,
        0xCBED606E,
    ]


def test_normal_draws_look_normal():
    rng = Pcg32(0)
    draws = np.array([rng.normal() for _ in range(20_000)])
    assert stats.kstest(draws, "norm").pvalue > 0.001


def test_whole_numbers_reach_both_ends_and_no_further():
    rng = Pcg32(1)
    assert {rng.integer(1, 6) for _ in range(500)} == {1, 2, 3, 4, 5, 6}


def test_seeds_give_different_numbers_and_the_same_seed_the_same():
    first = [Pcg32(seed).uniform() for seed in range(100)]
    assert len(set(first)) == 100
    assert first == [Pcg32(seed).uniform() for seed in range(100)]


@pytest.mark.parametrize("seed", [0, 2**31 - 1, 2**64 - 1])
def test_uniform_draws_stay_strictly_between_0_and_1(seed):
    rng = Pcg32(seed)
    assert all(0 < rng.uniform() < 1 for _ in range(1000))
