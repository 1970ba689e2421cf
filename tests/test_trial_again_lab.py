"""The lab that runs a trial again: intervals hold the truth as often as they say."""

import numpy as np
import pytest
from scipy import stats

from peerlib import live, simulate
from peerlib.labs import _trial_again_trials as trials
from peerlib.labs import trial_again as lab
from peerlib.models import programme as model
from peerlib.models import programme_study as study
from peerlib.models import supervision
from peerlib.models.random_numbers import Pcg32
from peerlib.programme import repeat

DEFAULT = lab.describe()["default"]


def held(seeds, **changes):
    state = {**DEFAULT, **changes}
    results = [trials.result(trials.trial(seed, state["people"]), state) for seed in seeds]
    return [np.mean([one[name] for one in results]) for name in ("holds", "finds")]


@pytest.mark.parametrize("level", ["80", "95", "99"])
@pytest.mark.parametrize("people", [10, 50, 400])
def test_two_thousand_trials_hold_the_truth_at_the_stated_rate(level, people):
    share, _ = held(range(1000, 3000), level=level, people=people)
    stated = int(level) / 100
    assert abs(share - stated) < 3.5 * (stated * (1 - stated) / 2000) ** 0.5


@pytest.mark.parametrize(("effect", "people"), [(0.0, 50), (3.5, 50), (3.5, 150), (2.0, 400)])
def test_power_is_the_share_of_trials_that_leave_out_zero(effect, people):
    _, finds = held(range(2000), effect=effect, people=people)
    expected = trials.power({**DEFAULT, "effect": effect, "people": people})
    assert abs(finds - expected) < 0.035


def test_variances_follow_the_chi_square_law():
    rng = Pcg32(5)
    for freedom in (9, 99):
        draws = [study.chi_square(freedom, rng) for _ in range(4000)]
        # scipy.stats.kstest against scipy.stats.chi2
        assert stats.kstest(draws, stats.chi2(freedom).cdf).pvalue > 0.01


def test_people_who_are_shown_have_the_mean_and_the_variance_of_their_trial():
    mean1, variance1, mean0, variance0 = trials.trial(7, 60)
    with_it, without = trials.scores(7, 60)
    assert np.mean(with_it) == pytest.approx(mean1) and np.mean(without) == pytest.approx(mean0)
    assert np.var(with_it, ddof=1) == pytest.approx(variance1)
    assert np.var(without, ddof=1) == pytest.approx(variance0)


def test_people_differ_as_in_the_simulated_programme():
    runs = repeat(times=40, n_people=400, effect=0.0, rng=6)
    # the spread of an estimate: sd times the root of 2 / 200
    assert runs.spread == pytest.approx(trials.error_of(200), rel=0.25)
    many = repeat(times=2000, n_people=40, effect=0.0, n_sites=4, rng=6)
    assert many.spread == pytest.approx(trials.error_of(20), rel=0.05)


def test_presets_are_what_the_model_gives_on_the_step_of_the_lever():
    for name in ("clinical_only", "hybrid"):
        effect = model.usual_effect(supervision.preset(name))
        assert model.TABLE["labs"]["presets"][name]["effect"] == round(2 * effect) / 2


def test_another_effect_keeps_the_people_and_their_luck():
    small, large = (simulate("trial_again", effect=effect) for effect in (0.0, 3.5))
    moved = large.table().estimate - small.table().estimate
    assert moved.to_numpy() == pytest.approx(3.5)


def test_the_next_trial_is_the_next_row_of_the_stack():
    first, second = (simulate("trial_again", seed=seed).table() for seed in (4, 5))
    assert first.estimate[1:].tolist() == second.estimate[:-1].tolist()
    one = simulate("trial_again", view="one", seed=4)
    assert f"finds {first.estimate[0]:+.1f}" in one.sentence


def test_sentence_counts_what_the_table_counts():
    run = simulate("trial_again")
    table = run.table()
    held, found = (table[name] == "yes" for name in ("holds_truth", "leaves_out_zero"))
    assert f"{held.sum()} hold the truth of 3.5 points" in run.sentence
    assert f"{found.sum()} leave out zero" in run.sentence
    assert ((table.low <= 3.5) & (3.5 <= table.high) == held).all()


def test_without_effect_what_leaves_out_zero_is_a_false_alarm():
    assert "false alarms" in simulate("trial_again", preset="nothing").sentence
    alarm = next(
        seed
        for seed in range(1, 99)
        if trials.result(trials.trial(seed, 50), {**DEFAULT, "effect": 0.0})["finds"]
    )
    one = simulate("trial_again", preset="nothing", view="one", seed=alarm)
    assert "false alarm, by luck alone" in one.sentence


def test_four_times_the_people_halve_the_interval():
    table = simulate("trial_again", view="size").table().set_index("people")
    assert table.reach[400] == pytest.approx(table.reach[100] / 2, rel=1e-6)


def test_people_needed_reach_a_power_of_eighty():
    for effect in (1.0, 3.5, 8.0):
        run = simulate("trial_again", view="size", effect=effect)
        needed = int(run.sentence.split("about ")[2].split(" people")[0])
        state = {**DEFAULT, "effect": effect}
        assert trials.power({**state, "people": needed}) >= 0.799
        assert trials.power({**state, "people": needed - 2}) < 0.805


@pytest.mark.parametrize("guess", [option[0] for option in lab.PREDICTIONS])
def test_guess_is_judged_by_the_long_run(guess):
    for people, right in ((20, "few"), (50, "some"), (100, "most"), (200, "nearly")):
        state = {**DEFAULT, "people": people}
        assert lab.outcome(state) == right
        answer = live.answer("trial_again", {"state": state, "prediction": guess})
        assert answer["prediction"]["as_expected"] is (guess == right)


def test_interval_that_ends_close_to_zero_is_not_said_to_end_there():
    from peerlib.labs._trial_again_one import plain

    assert [plain(v) for v in (0.04, -0.04, 0.0, 0.051, -1.26)] == [
        "0.04",
        "-0.04",
        "0.0",
        "0.1",
        "-1.3",
    ]
