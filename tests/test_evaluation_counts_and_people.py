"""Tests of counts, McNemar, reliable change, many tests: printed values and odd data."""

import math

import numpy as np
import pytest

from peerlib.evaluation import reliable_change
from peerlib.evaluation.count_tests import two_groups
from peerlib.evaluation.many_tests import adjust
from peerlib.evaluation.same_people import same_people, same_people_unpaired
from peerlib.models import many_tests as by_hand
from peerlib.models import reliable_change as formulas

JOHNSON = (64, 218, 83, 216)
DENNIS = (40, 297, 78, 315)
# Benjamini and Hochberg (1995), as in SciPy's documentation of false_discovery_control
BH_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.000,
]  # fmt: skip
# statsmodels, tests of multipletests, after R's multtest
MULTTEST = [
    0.838541367553662, 0.642193923795718, 0.680845947633844, 0.967833824309534, 0.71626938238095,
    0.177096952723789, 5.23656777208799e-05, 0.0202732688798076, 0.00028140506198889,
    0.0149877310796783,
]  # fmt: skip


# Two groups


@pytest.mark.parametrize(
    "counts, chi_square, p, yates, p_yates, p_fisher",
    [
        # Dennis et al. 2009 print a chi-square of 12.5
        (DENNIS, 12.53, 0.0004, 11.81, 0.0006, 0.0005),
        # Johnson et al. 2018: the label flips with the test
        (JOHNSON, 3.983, 0.046, 3.589, 0.058, 0.054),
        # statsmodels, tests of proportions, after Fagerland et al. 2015
        ((7, 34, 1, 34), 5.100, 0.0239, 3.542, 0.0598, 0.0544),
    ],
)
def test_the_three_tests_come_out(counts, chi_square, p, yates, p_yates, p_fisher):
    found = two_groups(*counts)
    assert found.chi_square == pytest.approx(chi_square, abs=0.005)
    assert found.chi_square_corrected == pytest.approx(yates, abs=0.005)
    assert [p for _, p in found.p_values] == pytest.approx([p, p_yates, p_fisher], abs=0.0005)


def test_statsmodels_and_hand_arithmetic_agree():
    from statsmodels.stats.contingency_tables import Table2x2

    a, n1, c, n0 = JOHNSON
    table = np.array([[a, n1 - a], [c, n0 - c]])
    theirs = Table2x2(table).test_nominal_association()
    assert two_groups(*JOHNSON).chi_square == pytest.approx(theirs.statistic)
    expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
    yates = ((np.abs(table - expected) - 0.5) ** 2 / expected).sum()
    assert two_groups(*JOHNSON).chi_square_corrected == pytest.approx(yates)
    assert two_groups(*JOHNSON).smallest_expected == pytest.approx(expected.min())


def test_tests_that_fall_on_both_sides_of_the_line_are_said_to():
    assert two_groups(*JOHNSON).on_the_line() and "both sides" in two_groups(*JOHNSON).sentence
    assert not two_groups(*DENNIS).on_the_line()
    assert "below 0.001" in two_groups(*DENNIS).sentence
    assert [bar[3] for bar in two_groups(*JOHNSON).pictures()[0]["bars"]] == pytest.approx(
        [0.046, 0.058, 0.054], abs=5e-4
    )


def test_percentages_in_place_of_counts_are_refused_or_warned_of():
    with pytest.raises(ValueError, match="pass the count"):
        two_groups(29.4, 100, 38.4, 100)
    # 29.4 and 38.4 of 100 would give chi-square 1.81, p 0.18; whole ones run, with a note
    assert "percentages" in two_groups(29, 100, 38, 100).notes[0]
    odd = np.array([[29.4, 70.6], [38.4, 61.6]])
    expected = odd.sum(1, keepdims=True) * odd.sum(0) / odd.sum()
    assert ((odd - expected) ** 2 / expected).sum() == pytest.approx(1.81, abs=0.005)


@pytest.mark.parametrize("counts", [(0, 20, 0, 30), (20, 20, 30, 30)])
def test_nobody_or_everybody_has_a_defined_answer(counts):
    found = two_groups(*counts)
    assert found.chi_square is None and found.p_corrected is None and found.p_fisher == 1
    assert "nothing to compare" in found.notes[0] and found.sentence and found.pictures()


def test_small_counts_get_a_note():
    assert "Fisher" in two_groups(7, 34, 1, 34).notes[0]


@pytest.mark.parametrize(
    "wrong",
    [(5, 0, 5, 20), (21, 20, 5, 20), (-1, 20, 5, 20), (math.nan, 20, 5, 20), ("5", 9, 1, 9)],
)
def test_impossible_tables_are_refused(wrong):
    with pytest.raises(ValueError, match="n_programme is 0|swapped|whole number"):
        two_groups(*wrong)


# The same people twice


def test_mcnemar_is_the_binomial_test_of_those_who_changed():
    from scipy.stats import binomtest

    for b, c in ((6, 0), (10, 3), (4, 5), (1, 0)):
        assert same_people(3, b, c, 9).p == pytest.approx(binomtest(b, b + c, 0.5).pvalue)
    assert same_people(3, 0, 0, 9).p == 1.0


def test_two_totals_leave_open_what_every_pairing_would_give():
    # The Peer-WHC pilot prints 9 of 20 before and 3 of 20 after, and no pairs
    for before, after, n in ((9, 3, 20), (5, 5, 12), (12, 1, 12), (0, 4, 9), (30, 21, 40)):
        every = [
            same_people(both, before - both, after - both, n - before - after + both).p
            for both in range(max(0, before + after - n), min(before, after) + 1)
        ]
        found = same_people_unpaired(before, after, n)
        assert (found.p_lowest, found.p_highest) == (min(every), max(every))
    peer_whc = same_people_unpaired(9, 3, 20)
    assert peer_whc.p_lowest < 0.05 < peer_whc.p_highest
    assert "do not tell" in peer_whc.sentence and peer_whc.pictures()[0]["text"]


def test_same_people_say_who_changed():
    found = same_people(3, 6, 0, 11)
    assert (found.before, found.after, found.n) == (9, 3, 20)
    assert "6 stopped and 0 started" in found.sentence
    assert [bar[3] for bar in found.pictures()[0]["bars"]] == [6, 0]


@pytest.mark.parametrize("wrong", [(0, 0, 0, 0), (-1, 2, 3, 4), (1.5, 2, 3, 4), (None, 1, 1, 1)])
def test_impossible_pairs_are_refused(wrong):
    with pytest.raises(ValueError, match="All four counts are 0|whole number"):
        same_people(*wrong)


@pytest.mark.parametrize("wrong", [(5, 3, 0), (21, 3, 20), (3, 21, 20), ("9", 3, 20)])
def test_impossible_totals_are_refused(wrong):
    with pytest.raises(ValueError, match="whole number|more people"):
        same_people_unpaired(*wrong)


# Reliable change


@pytest.mark.parametrize(
    "sd, reliability, sem, threshold, without_root",
    [
        # Leeds Dependence Questionnaire, printed threshold 4.71
        (7.6, 0.95, 1.699, 4.71, 3.33),
        (7.5, 0.80, 3.354, 9.30, 6.57),
        # Herth Hope Index, item mean; test-retest .91 (Herth 1992), alpha .97
        (0.47, 0.91, 0.141, 0.391, 0.276),
        (0.47, 0.97, 0.081, 0.226, 0.160),
        # and the alpha of a Norwegian sample, .81: sources disagree
        (0.47, 0.81, 0.205, 0.568, 0.402),
        # QPR-15: test-retest .74, alpha .89 (Williams 2015); the SD of 10 is an illustration
        (10, 0.74, 5.10, 14.1, 10.0),
        (10, 0.89, 3.32, 9.2, 6.5),
    ],
)
def test_thresholds_come_out(sd, reliability, sem, threshold, without_root):
    error = formulas.error_of_measurement(sd, reliability)
    # printed with two decimals for the wide scale, which then rounds to one in the end
    assert error == pytest.approx(sem, abs=5e-4 if sd < 10 else 5e-3)
    digits = 0.006 if sd < 10 else 0.06
    assert formulas.smallest_reliable_change(error) == pytest.approx(threshold, abs=digits)
    assert 1.96 * error == pytest.approx(without_root, abs=digits)


def test_published_errors_of_measurement_give_the_published_thresholds():
    # WEMWBS: SEM 2.4 to 3.1 (Maheswaran 2012); SWEMWBS: SEM 1.03, threshold 2.87 (Shah 2018)
    assert formulas.smallest_reliable_change(2.4) == pytest.approx(6.65, abs=0.005)
    assert formulas.smallest_reliable_change(3.1) == pytest.approx(8.59, abs=0.005)
    # 2.77 times 1.03 is 2.853; the printed 2.87 needs 1.036 before rounding
    assert formulas.smallest_reliable_change(1.036) == pytest.approx(2.87, abs=0.005)


def test_cut_off_between_two_groups():
    # by hand: (8 * 34 + 6 * 24) / 14
    assert formulas.cut_off(24, 8, 34, 6) == pytest.approx(29.714, abs=5e-4)


def test_index_and_threshold_agree():
    sem = formulas.error_of_measurement(0.47, 0.91)
    assert formulas.reliable_change_index(2.5, 2.8, sem) == pytest.approx(1.50, abs=0.005)
    edge = formulas.smallest_reliable_change(sem)
    assert formulas.reliable_change_index(2.5, 2.5 + edge, sem) == pytest.approx(1.96)


def counted(**other):
    options = {"sd": 7.5, "reliability": 0.8, **other}
    return reliable_change.count([20, 20, 20, None, 24], [30, 29, 10, 40, 33.4], **options)


def test_people_are_counted_and_missing_ones_left_out():
    found = counted()
    assert (found.better, found.unclear, found.worse, found.n_left_out, found.n) == (2, 1, 1, 1, 4)
    assert found.kinds[3] is None and found.kinds[1] == reliable_change.SAME
    assert [part[2] for part in found.pictures()[0]["parts"]] == [2, 1, 1]
    assert "too small to tell" in found.sentence


def test_a_scale_on_which_low_is_good_turns_the_counts():
    found = counted(lower_is_better=True)
    assert (found.better, found.worse) == (1, 2)


def test_the_cut_off_asks_for_both():
    # 20 to 30 is reliable but ends below 31; 24 to 33.4 is reliable and crosses it
    assert counted(cut_off=31).crossed == 1 and counted(cut_off=30).crossed == 2
    assert counted(cut_off=23).crossed == 1  # who starts above it cannot cross it
    assert counted(lower_is_better=True, cut_off=15).crossed == 1
    assert counted().crossed is None


def test_many_people_are_drawn_out_of_a_hundred_and_other_levels_move_the_line():
    rng = np.random.default_rng(1)
    before = rng.normal(30, 7.5, 1000)
    found = reliable_change.count(before, before + rng.normal(2, 6, 1000), sd=7.5, reliability=0.8)
    assert sum(part[2] for part in found.pictures()[0]["parts"]) in (99, 100, 101)
    wide = reliable_change.count([1], [2], sd=7.5, reliability=0.8, level=0.99)
    assert wide.threshold / found.threshold == pytest.approx(2.5758 / 1.96, abs=1e-4)


def test_pure_wobble_is_called_reliable_in_one_of_twenty():
    rng = np.random.default_rng(0)
    true = rng.normal(30, 7.5 * math.sqrt(0.8), 20_000)
    first, second = (true + rng.normal(0, 7.5 * math.sqrt(0.2), 20_000) for _ in range(2))
    found = reliable_change.count(first, second, sd=7.5, reliability=0.8)
    assert (found.better + found.worse) / 20_000 == pytest.approx(0.05, abs=0.005)


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"sd": 0}, "never wobble"), ({"reliability": 1}, "never wobble"), ({"sd": -1}, "sd must"),
        ({"reliability": 80}, "reliability must"), ({"reliability": math.nan}, "reliability must"),
        ({"cut_off": "30"}, "cut_off must"), ({"lower_is_better": 1}, "lower_is_better must"),
        ({"level": 95}, "level must"),
    ],
)  # fmt: skip
def test_impossible_options_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        counted(**wrong)


@pytest.mark.parametrize(
    "before, after, words",
    [([1, 2], [1], "equally long"), ([], [], "at least 1"), ([None, 1], [2, None], "Nobody has"),
     ([None], [1], "at least 1"), ("12", "34", "list of numbers")],
)  # fmt: skip
def test_impossible_people_are_refused(before, after, words):
    with pytest.raises(ValueError, match=words):
        reliable_change.count(before, after, sd=7.5, reliability=0.8)


# Many tests


def test_benjamini_and_hochberg_keep_the_stars_of_their_own_example():
    found = adjust(BH_1995)
    kept = [len(found.stars(m)) for m in ("raw", "bonferroni", "holm", "benjamini_hochberg")]
    assert kept == [9, 3, 3, 4]
    # SciPy's documentation of false_discovery_control
    assert found.benjamini_hochberg[:5] == pytest.approx(
        [0.0015, 0.0030, 0.0095, 0.035625, 0.0603], abs=5e-5
    )


def test_the_multtest_example_comes_out():
    found = adjust(MULTTEST)
    kept = [len(found.stars(m)) for m in ("raw", "bonferroni", "holm", "benjamini_hochberg")]
    assert kept == [4, 2, 2, 3]
    assert sorted(found.holm)[:4] == pytest.approx([0.00052, 0.00253, 0.1199, 0.1419], abs=5e-5)
    assert sorted(found.benjamini_hochberg)[:4] == pytest.approx(
        [0.00052, 0.00141, 0.04996, 0.05068], abs=5e-6
    )


def test_the_formulas_by_hand_agree_with_statsmodels_on_any_p_values(monkeypatch):
    # statsmodels tidies up all memory at each call, which takes long in a long run
    monkeypatch.setattr("gc.collect", lambda *_: 0)
    rng = np.random.default_rng(0)
    for m in (1, 2, 3, 10, 40):
        for _ in range(20):
            p = np.round(rng.uniform(size=m) ** rng.integers(1, 5), 3)  # with ties
            found = adjust(p)
            assert by_hand.bonferroni(list(p)) == pytest.approx(found.bonferroni)
            assert by_hand.holm(list(p)) == pytest.approx(found.holm)
            assert by_hand.benjamini_hochberg(list(p)) == pytest.approx(found.benjamini_hochberg)


def test_scipy_gives_the_same_false_discovery_control():
    from scipy.stats import false_discovery_control

    assert adjust(MULTTEST).benjamini_hochberg == pytest.approx(false_discovery_control(MULTTEST))


def test_ten_tests_of_nothing_have_a_star_in_four_of_ten_trials():
    # by hand: 1 - .95 ** 10
    assert adjust([0.5] * 10).false_star_somewhere == pytest.approx(0.401, abs=5e-4)
    rng = np.random.default_rng(0)
    trials = rng.uniform(size=(20_000, 10))
    assert (trials.min(axis=1) < 0.05).mean() == pytest.approx(0.401, abs=0.01)


def test_names_sentence_and_picture_of_many_tests():
    found = adjust([0.001, 0.03, 0.2], ["hope", "sleep", "money"])
    assert found.stars() == ("hope", "sleep") and found.stars("holm") == ("hope",)
    assert "Of 3 tests, 2" in found.sentence
    picture = found.pictures()[0]
    assert picture["groups"][0][3] == [0.001, 0.03] and "1 larger p values" in picture["text"]
    assert adjust([0.5]).pictures() == []
    with pytest.raises(ValueError, match="method must be one of"):
        found.stars("tukey")


@pytest.mark.parametrize(
    "p, options, words",
    [
        ([], {}, "at least 1"), ([1.2], {}, "from 0 to 1"), ([-0.1], {}, "from 0 to 1"),
        ([0.5, None], {}, "missing value at place 2"), ([0.5, math.nan], {}, "missing value"),
        (["0.5"], {}, "numbers are needed"), (0.5, {}, "list of numbers"),
        ([0.5], {"alpha": 5}, "alpha"), ([0.5], {"alpha": 0}, "alpha"),
        ([0.5], {"names": ["a", "b"]}, "names must be as many"),
        ([0.5], {"names": "a"}, "names must be as many"), ([0.5], {"names": 5}, "names must be"),
    ],
)  # fmt: skip
def test_impossible_p_values_are_refused(p, options, words):
    with pytest.raises(ValueError, match=words):
        adjust(p, **options)
