"""With a known truth: fair designs hold it as often as they say, unfair ones miss it."""

import numpy as np
import pytest

from peerlib.models.change import mean_beyond, return_to_the_mean
from peerlib.programme import repeat, simulate_programme

SMALL = {"n_people": 80, "n_sites": 4}

FAIR = {
    "difference": ("difference", {}),
    "change": ("change", {}),
    "adjusted": ("adjusted", {}),
    "no effect": ("difference", {"effect": 0.0}),
    "at a low point, by lot": ("difference", {"entry_below": 45.0}),
    "rough measure": ("difference", {"measurement_error": 12.0}),
    "lost by chance": ("difference", {"dropout": 0.3}),
    "trend, by lot": ("difference", {"secular_trend": 8.0}),
    "before and after, nothing else": ("before_after", {"allocation": "everybody"}),
    "whoever comes, by chance": ("difference", {"allocation": "whoever_comes"}),
    "sites by lot, by site": (
        "by_site",
        {"allocation": "sites_by_lot", "site_sd": 4.0, "n_sites": 10},
    ),
}


@pytest.mark.parametrize("name", list(FAIR))
def test_a_fair_study_holds_the_truth_at_the_stated_rate_over_two_thousand(name):
    estimator, dials = FAIR[name]
    runs = repeat("hybrid", estimator, times=2000, rng=11, **{**SMALL, **dials})
    # three standard errors of a share of 0.95 in 2,000, and of the mean estimate
    assert abs(runs.coverage - 0.95) < 3 * (0.95 * 0.05 / 2000) ** 0.5
    assert abs(runs.bias) < 3 * runs.spread / 2000**0.5
    if dials.get("effect") == 0.0:
        assert abs(runs.found - 0.05) < 0.015


# Each bias, the way that the chapter says: at least so many points, and never the stated rate
UNFAIR = {
    "trend": ("before_after", {"allocation": "everybody", "secular_trend": 3.0}, 2.7, 3.3),
    "low point": ("before_after", {"allocation": "everybody", "entry_below": 45.0}, 3.0, 5.5),
    "need": (
        "difference",
        {"allocation": "whoever_comes", "confounding_by_need": 1.0},
        -6.0,
        -3.0,
    ),
    "drive": ("difference", {"allocation": "whoever_comes", "selection": 1.0}, 2.5, 4.0),
    "drop-out": ("difference", {"dropout": 0.3, "dropout_by_outcome": 1.0}, 1.0, 2.5),
    "many outcomes": ("best_of", {"extra_outcomes": 9, "effect": 0.0}, 1.5, 4.5),
}


@pytest.mark.parametrize("name", list(UNFAIR))
def test_each_bias_moves_the_estimate_the_way_that_the_chapter_says(name):
    estimator, dials, least, most = UNFAIR[name]
    runs = repeat("hybrid", estimator, times=500, rng=12, n_people=200, **dials)
    assert least < runs.bias < most
    assert runs.coverage < 0.9


def test_regression_to_the_mean_has_the_size_of_the_formula():
    runs = repeat(
        "hybrid", "before_after", times=400, allocation="everybody", entry_below=45.0, effect=0.0
    )
    # stable 5^2 + 6.24^2 of a variance of 99.7; the line lies half a standard deviation low
    stable, sd = 5**2 + 6.24**2, (5**2 + 6.24**2 + 4**2 + 4.5**2) ** 0.5
    expected = return_to_the_mean(0, -sd * mean_beyond(5 / sd), stable / sd**2)
    assert runs.bias == pytest.approx(expected, abs=0.15)


def test_by_lot_a_low_point_and_a_trend_cancel():
    runs = repeat("hybrid", times=500, entry_below=45.0, secular_trend=6.0)
    assert abs(runs.bias) < 0.3


def test_a_rough_measure_does_not_move_the_estimate_but_makes_it_shake():
    fine, rough = (repeat(times=300, measurement_error=error) for error in (0.0, 15.0))
    assert abs(rough.bias) < 0.5 and rough.spread > 1.5 * fine.spread
    assert rough.found < fine.found - 0.2


def test_allowing_for_a_rough_first_score_mends_part_of_the_difference_in_need():
    dials = {"allocation": "whoever_comes", "confounding_by_need": 1.0, "times": 400}
    plain, mended = (repeat("hybrid", how, **dials) for how in ("difference", "adjusted"))
    assert plain.bias < mended.bias < -0.5


@pytest.mark.parametrize("dial", [{"site_sd": 4.0}, {"worker_sd": 8.0}])
def test_people_who_share_a_site_or_a_worker_make_intervals_too_narrow(dial):
    dials = {"allocation": "sites_by_lot", "n_sites": 10, "workers_per_site": 1, **dial}
    ignored = repeat("hybrid", "difference", times=500, **dials)
    heeded = repeat("hybrid", "by_site", times=500, **dials)
    assert abs(ignored.bias) < 0.5
    assert ignored.coverage < 0.88 and heeded.coverage > 0.92


def test_same_seed_same_studies():
    one, again = (repeat(times=30, rng=0, n_people=60) for _ in range(2))
    assert np.array_equal(one.estimates, again.estimates) and np.array_equal(one.low, again.low)
    assert not np.array_equal(one.estimates, repeat(times=30, rng=1, n_people=60).estimates)


def test_built_in_estimators_are_what_one_would_compute_from_the_table():
    from scipy import stats

    service = simulate_programme(rng=4, dropout=0.2)
    runs = repeat(times=1, rng=4, dropout=0.2)
    groups = {name: part.recovery.dropna() for name, part in service.study.groupby("group")}
    # scipy.stats.ttest_ind; scores in the table are rounded to one decimal
    by_hand = stats.ttest_ind(groups["programme"], groups["comparison"])
    assert runs.estimates[0] == pytest.approx(
        groups["programme"].mean() - groups["comparison"].mean(), abs=0.02
    )
    assert runs.low[0] == pytest.approx(by_hand.confidence_interval().low, abs=0.02)
    assert runs.truths[0] == pytest.approx(service.truth.effects["recovery"])


def test_a_function_of_ones_own_sees_the_table_and_gives_a_number_or_three():
    def difference(study):
        means = study.groupby("group").recovery.mean()
        return means["programme"] - means["comparison"]

    own = repeat(estimator=difference, times=20, n_people=60, rng=3)
    built_in = repeat(times=20, n_people=60, rng=3)
    assert own.estimates == pytest.approx(built_in.estimates, abs=0.05)
    assert np.isnan(own.coverage) and "intervals" not in own.sentence
    three = repeat(estimator=lambda study: (1.0, 0.0, 9.0), times=5, n_people=60)
    assert three.coverage == 1.0 and three.found == 0.0


@pytest.mark.parametrize("found", ["much", None, (1, 2), [1, 2, "x"], {}, object()])
def test_a_function_that_gives_no_number_is_told_so(found):
    with pytest.raises(ValueError, match="one number, or three"):
        repeat(estimator=lambda study: found, times=2, n_people=60)


def test_result_shows_itself_in_words_numbers_and_pictures():
    runs = repeat(times=80, n_people=100, rng=5)
    assert f"{runs.truth:.2f}" in runs.sentence and "hold the truth" in runs.sentence
    table = runs.table()
    assert len(table) == 80 and table.holds.mean() == pytest.approx(runs.coverage)
    stack, spread = runs.pictures()
    held = int(table.holds[:50].sum())
    assert f"{held} hold the truth" in stack["text"] and len(stack["rows"]) == 50
    assert sum(spread["lines"][0][2]) == pytest.approx(1.0)
    assert [figure.peerlib_text for figure in runs.draw().figures] == [
        stack["text"],
        spread["text"],
    ]


def test_a_run_can_be_followed_and_stopped():
    seen = []

    def stop_in_the_middle(done, of):
        seen.append((done, of))
        return done < 200

    runs = repeat(times=1000, n_people=200, progress=stop_in_the_middle)
    assert runs.partial and 200 <= runs.times < 1000 and seen[-1] == (runs.times, 1000)
    assert runs.sentence.startswith("Stopped early")
    assert len(runs.table()) == runs.times and runs.pictures()


def test_a_group_that_nobody_is_left_in_gives_no_estimate_and_no_failure():
    runs = repeat(times=200, n_people=4, n_sites=2, allocation="whoever_comes", selection=3.0)
    assert 0 < np.isnan(runs.estimates).sum() < 200
    assert runs.sentence and runs.pictures()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("estimator", ["difference", "adjusted", "by_site"])
def test_almost_everybody_lost_is_answered_without_a_warning(estimator):
    settings = {"allocation": "sites_by_lot", "n_people": 8, "n_sites": 4, "dropout": 0.7}
    runs = repeat(estimator=estimator, times=100, **settings)
    assert np.isnan(runs.estimates).any() and runs.sentence
    assert runs.pictures() and len(runs.table()) == 100


@pytest.mark.filterwarnings("error")
def test_no_study_with_an_estimate_is_said_and_not_drawn():
    runs = repeat(estimator=lambda study: float("nan"), times=3, n_people=60)
    assert "not to be had" in runs.sentence and runs.pictures() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"estimator": "diference"}, "Unknown estimator 'diference'"),
        ({"estimator": None}, "Unknown estimator None"),
        ({"outcome": "mood"}, "Unknown outcome 'mood'. Available: recovery"),
        ({"times": 0}, "times must be a whole number from 1"),
        ({"times": 2.5}, "times must be a whole number"),
        ({"level": 95}, "level must be a number from 0.5"),
        ({"estimator": "change", "outcome": "admissions"}, "has none. Take 'difference'"),
        ({"allocation": "everybody"}, "nobody to compare with. Take 'before_after'"),
        ({"estimator": "by_site"}, "needs allocation='sites_by_lot'"),
        ({"estimator": "best_of"}, "such as extra_outcomes=9"),
        ({"progress": "yes"}, "progress must be"),
        ({"droput": 0.1}, "Did you mean 'dropout'"),
    ],
)
def test_what_is_not_possible_is_refused_in_words(arguments, message):
    with pytest.raises(ValueError, match=message):
        repeat(**arguments)
