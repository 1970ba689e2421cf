"""The tug of war: worked by hand, against the exact law, and against SciPy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from peerlib.data import STATUSES
from peerlib.models import beta_law
from peerlib.models import tug_of_war as model

PULLS = st.floats(0.05, 0.6)
CHANCE = st.floats(0.02, 0.25)
LEVELS = st.floats(0, 1)
SETTINGS = [  # gain, drain, chance: the presets, and the corners of the lab
    (0.10, 0.10, 0.10),
    (0.15, 0.05, 0.10),
    (0.30, 0.10, 0.10),
    (0.05, 0.05, 0.25),
    (0.60, 0.05, 0.25),
]


def small_steps(start, gain, drain, chance, months, teams, steps_a_month, rng):
    """Follow teams by plain Euler steps, straight from the equation; independent of the model."""
    dt, y = 1 / steps_a_month, np.full(teams, start)
    for _ in range(months * steps_a_month):
        shock = rng.standard_normal(teams) * math.sqrt(dt)
        y = y + (gain * (1 - y) - drain * y) * dt + chance * np.sqrt(y * (1 - y)) * shock
        y = np.clip(y, 0, 1)
    return y


def test_balance_says_where_and_sum_says_how_fast():
    # by hand: 0.15 / 0.20 = 0.30 / 0.40 = 3/4; ln 2 / 0.20 = 3.4657, ln 2 / 0.40 = 1.7329
    assert model.settles_at(0.15, 0.05) == pytest.approx(0.75)
    assert model.settles_at(0.30, 0.10) == pytest.approx(0.75)
    assert model.half_life(0.15, 0.05) == pytest.approx(3.4657, abs=5e-5)
    assert model.half_life(0.30, 0.10) == pytest.approx(1.7329, abs=5e-5)
    assert model.time_constant(0.15, 0.05) == pytest.approx(5)


def test_after_each_half_life_half_of_the_gap_is_left():
    # by hand: the gap from 0.20 to 0.75 is 0.55, then 0.275, then 0.1375
    half = model.half_life(0.15, 0.05)
    after = [model.level_after(k * half, 0.20, 0.15, 0.05) for k in range(3)]
    assert after == pytest.approx([0.20, 0.475, 0.6125])


@given(gain=PULLS, drain=PULLS, start=LEVELS, months=st.floats(0, 60))
def test_doubling_both_pulls_moves_no_end_and_halves_the_time(gain, drain, start, months):
    assert model.settles_at(2 * gain, 2 * drain) == pytest.approx(model.settles_at(gain, drain))
    there = model.level_after(months, start, gain, drain)
    assert model.level_after(months / 2, start, 2 * gain, 2 * drain) == pytest.approx(there)


@given(gain=PULLS, drain=PULLS, start=LEVELS, chance=CHANCE)
def test_average_team_month_by_month_is_the_closed_form(gain, drain, start, chance):
    levels, variances = model.average_team(start, [(0, gain, drain)], 36, chance)
    expected = [model.level_after(month, start, gain, drain) for month in range(37)]
    assert levels == pytest.approx(expected, abs=1e-12)
    assert all(value >= 0 for value in variances)


def test_a_change_of_gain_starts_a_new_approach_from_where_the_level_was():
    # by hand: 0.50 - 0.30 exp(-2.4) = 0.4728 in month 12, then 0.75 - 0.2772 exp(-0.4 * 3)
    levels, _ = model.average_team(0.2, [(0, 0.10, 0.10), (12, 0.30, 0.10)], 24, 0.1)
    assert levels[12] == pytest.approx(0.4728, abs=5e-5)
    assert levels[15] == pytest.approx(0.75 - 0.2772 * math.exp(-1.2), abs=1e-4)


@pytest.mark.parametrize(("gain", "drain", "chance"), SETTINGS)
def test_spread_comes_to_rest_at_the_exact_law(gain, drain, chance):
    a, b = model.law_at_rest(gain, drain, chance)
    levels, variances = model.average_team(0.2, [(0, gain, drain)], 400, chance)
    # SciPy: the Beta law's own mean and standard deviation
    assert levels[-1] == pytest.approx(beta(a, b).mean(), abs=1e-12)
    assert math.sqrt(variances[-1]) == pytest.approx(beta(a, b).std(), rel=1e-9)
    assert beta_law.mean_and_sd(a, b) == pytest.approx((beta(a, b).mean(), beta(a, b).std()))


def test_spread_on_the_way_is_that_of_small_euler_steps():
    rng, teams = np.random.default_rng(11), 20_000
    simulated = small_steps(0.2, 0.15, 0.05, 0.10, 4, teams, 40, rng)
    levels, variances = model.average_team(0.2, [(0, 0.15, 0.05)], 4, 0.10)
    sd = math.sqrt(variances[-1])
    # four standard errors of a mean and of a standard deviation, and the bias of the steps
    assert simulated.mean() == pytest.approx(levels[-1], abs=4 * sd / math.sqrt(teams) + 1e-3)
    assert simulated.std() == pytest.approx(sd, rel=4 / math.sqrt(2 * teams) + 5e-3)


def test_euler_steps_of_a_quarter_month_spread_wider_by_what_the_algebra_says():
    # One Euler step of length h carries the variance V of settled teams to
    # V (1 - s h)^2 + sigma^2 h (m (1 - m) - V), with s the sum of the pulls and m the mean.
    # At rest V = sigma^2 m (1 - m) / (2 s - s^2 h + sigma^2), where the exact law has no s^2 h.
    gain, drain, chance, h, teams = 0.15, 0.05, 0.10, 0.25, 100_000
    rng, (a, b) = np.random.default_rng(2), model.law_at_rest(gain, drain, chance)
    settled = rng.beta(a, b, teams)
    stepped = small_steps(settled, gain, drain, chance, 12, teams, 4, rng)
    speed = gain + drain
    wider = math.sqrt(chance**2 * 0.75 * 0.25 / (2 * speed - speed**2 * h + chance**2))
    exact = beta_law.mean_and_sd(a, b)[1]
    assert wider / exact == pytest.approx(1.0124, abs=5e-5)
    # three standard errors of a standard deviation: 0.7 %, less than the 1.2 % to be seen
    assert stepped.std() == pytest.approx(wider, rel=3 / math.sqrt(2 * teams))
    assert settled.std() == pytest.approx(exact, rel=3 / math.sqrt(2 * teams))


def test_small_euler_steps_follow_the_beta_law():
    # The bound for the largest gap between two distribution functions at 1 in 10,000:
    # sqrt(ln(2 / 0.0001) / (2 n)), the inequality of Dvoretzky, Kiefer and Wolfowitz
    teams, rng = 5_000, np.random.default_rng(5)
    simulated = np.sort(small_steps(0.75, 0.15, 0.05, 0.10, 36, teams, 20, rng))
    a, b = model.law_at_rest(0.15, 0.05, 0.10)
    law = np.array([beta_law.share_below(y, a, b) for y in simulated])
    gap = np.abs(law - (np.arange(teams) + 0.5) / teams).max()
    assert gap < math.sqrt(math.log(2 / 1e-4) / (2 * teams))


def test_the_tolerance_above_would_notice_a_law_that_is_a_tenth_too_wide():
    teams, rng = 5_000, np.random.default_rng(5)
    simulated = np.sort(small_steps(0.75, 0.15, 0.05, 0.10, 36, teams, 20, rng))
    wide = beta(*model.law_at_rest(0.15, 0.05, 0.115)).cdf(simulated)
    gap = np.abs(wide - (np.arange(teams) + 0.5) / teams).max()
    assert gap > math.sqrt(math.log(2 / 1e-4) / (2 * teams))


@pytest.mark.parametrize(("gain", "drain", "chance"), SETTINGS)
def test_simulated_teams_have_the_mean_and_spread_of_the_law(gain, drain, chance):
    teams, months = 20_000, 60
    draws = np.random.default_rng(3).standard_normal((months, teams))
    y = model.one_team(np.full(teams, 0.2), [(0, gain, drain)], months, chance, draws)[-1]
    levels, variances = model.average_team(0.2, [(0, gain, drain)], months, chance)
    sd = math.sqrt(variances[-1])
    # a month's step is cut off at 0 and 1, which shows a little where chance is large
    assert y.mean() == pytest.approx(levels[-1], abs=4 * sd / math.sqrt(teams) + 0.004)
    assert y.std() == pytest.approx(sd, rel=4 / math.sqrt(2 * teams) + 0.02)
    assert y.min() >= 0 and y.max() <= 1


@given(gain=PULLS, drain=PULLS, chance=CHANCE, y=st.floats(0.001, 0.999))
def test_density_and_share_are_those_of_scipy(gain, drain, chance, y):
    a, b = model.law_at_rest(gain, drain, chance)
    law = beta(a, b)
    assert beta_law.density(y, a, b) == pytest.approx(law.pdf(y), rel=1e-8, abs=1e-200)
    assert beta_law.share_below(y, a, b) == pytest.approx(law.cdf(y), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (1, 1), (1, 3), (2, 1), (5000, 12)])
def test_law_is_right_at_its_ends_and_in_odd_shapes(a, b):
    for y in (-1, 0, 1, 2):
        assert beta_law.share_below(y, a, b) == beta(a, b).cdf(y)
        assert beta_law.density(y, a, b) == pytest.approx(beta(a, b).pdf(y))
    assert beta_law.share_below(0.3, a, b) == pytest.approx(beta(a, b).cdf(0.3), abs=1e-12)


@given(start=LEVELS, seed=st.integers(0, 2**32 - 1), chance=CHANCE, gain=PULLS, drain=PULLS)
def test_a_team_stays_between_0_and_1_whatever_the_luck(start, seed, chance, gain, drain):
    draws = 3 * np.random.default_rng(seed).standard_normal(24)
    levels = model.one_team(start, [(0, gain, drain)], 24, chance, list(draws))
    assert all(0 <= level <= 1 for level in levels)


def test_without_luck_a_team_is_the_average_team():
    pulls = [(0, 0.1, 0.1), (12, 0.3, 0.1)]
    team = model.one_team(0.2, pulls, 24, 0.1, [0.0] * 24)
    assert team == pytest.approx(model.average_team(0.2, pulls, 24, 0.1)[0])


@pytest.mark.parametrize(
    ("gain", "drain", "words"),
    [
        (float("nan"), 0.1, "gain must be a number of 0 or more, got nan"),
        (0.1, -0.1, "drain must be a number of 0 or more, got -0.1"),
        (float("inf"), 0.1, "gain must be"),
        ("0.1", 0.1, "gain must be a number of 0 or more, got '0.1'"),
        (True, 0.1, "gain must be"),
        (0, 0, "both 0, so nothing pulls"),
    ],
)
def test_a_pull_that_cannot_be_is_refused_with_its_rule(gain, drain, words):
    with pytest.raises(ValueError, match=words):
        model.check_pulls(gain, drain)


def test_without_chance_or_with_one_pull_there_is_no_law_to_draw():
    for gain, drain, chance in ((0.1, 0.1, 0), (0, 0.1, 0.1), (0.1, 0.1, float("nan"))):
        with pytest.raises(ValueError, match="must be a number above 0"):
            model.law_at_rest(gain, drain, chance)
    for a, b in ((0, 1), (1, -1), (float("nan"), 1), ("2", 1)):
        with pytest.raises(ValueError, match="must be a number above 0"):
            beta_law.density(0.5, a, b)


def test_one_pull_alone_goes_all_the_way():
    assert model.settles_at(0.2, 0) == 1
    assert model.settles_at(0, 0.2) == 0


def test_every_value_has_a_status_that_is_explained():
    for group in ("controls", "presets", "many_teams"):
        for name, entry in model.TABLE[group].items():
            assert entry["status"] in dict(STATUSES), name
