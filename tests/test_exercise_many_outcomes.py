"""The exercise on many outcomes: truths beside statsmodels, and rules that must differ."""

import pytest

from peerlib.checking import mark
from peerlib.evaluation.many_tests import adjust
from peerlib.exercises import many_outcomes as exercise
from peerlib.exercises.many_outcomes import ITEMS, data_for

BY_NAME = {item.name: item for item in ITEMS}
# Benjamini and Hochberg (1995), as in SciPy's documentation
BH_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.000,
]  # fmt: skip
PUBLISHED = {"tests": 15, "p": BH_1995, "p_1": BH_1995[0], "p_2": BH_1995[1]}


@pytest.fixture(scope="module")
def trials():
    return [data_for(seed) for seed in range(300)]


def truth(name, data):
    return BY_NAME[name].truth(data)


def test_every_truth_agrees_with_statsmodels(trials, monkeypatch):
    # statsmodels tidies up all memory at each call, which takes long in a long run
    monkeypatch.setattr("gc.collect", lambda *_: 0)
    for data in trials:
        found = adjust(data["p"], data["names"])
        assert truth("family_error", data) == pytest.approx(found.false_star_somewhere)
        assert truth("bonferroni_best", data) == pytest.approx(found.bonferroni[0])
        assert truth("holm_second", data) == pytest.approx(found.holm[1])
        assert truth("bh_count", data) == len(found.stars("benjamini_hochberg"))
        assert exercise.stars(data) == len(found.stars())


def test_the_published_example_keeps_what_it_is_known_to_keep():
    assert truth("bh_count", PUBLISHED) == 4
    assert exercise.stars(PUBLISHED) == 9
    assert exercise.kept(PUBLISHED, exercise.bonferroni) == 3
    assert truth("bonferroni_best", PUBLISHED) == pytest.approx(0.0015)


def test_misconceptions_give_the_wrong_numbers_that_are_known():
    ten = dict(PUBLISHED, tests=10)
    wrong = {one.tag: one.value for one in BY_NAME["family_error"].wrong_values(ten)}
    # ten tests at .05: not .05 and not .50, but 1 - .95 ** 10 = .401
    assert truth("family_error", ten) == pytest.approx(0.401, abs=5e-4)
    assert wrong["misconception:one-test-only"] == 0.05
    assert wrong["misconception:chances-added"] == pytest.approx(0.5)


def test_in_every_trial_a_star_below_its_own_line_is_taken_along(trials):
    for data in trials:
        last = truth("bh_count", data)
        missed = [
            rank
            for rank in range(1, last)
            if data["p"][rank - 1] > exercise.rising_line(data, rank)
        ]
        assert missed  # else comparing one by one would be right, too
        outcome = mark(BY_NAME["bh_count"], last - len(missed), data)
        assert outcome.tag == "misconception:one-by-one"


def test_trials_are_plausible_and_differ(trials):
    for data in trials:
        assert data["tests"] == len(data["p"]) == len(set(data["names"]))
        assert data["names"][data["p"].index(data["main_p"])] == data["main"]
        rows = exercise.table(data)["rows"]
        assert sum("(main)" in row[0] for row in rows) == 1
    assert len({str(data["p"]) for data in trials}) == 300


def test_rounded_answers_and_words_count(trials):
    for data in trials[:100]:
        for name, decimals in (("family_error", 2), ("bonferroni_best", 3), ("holm_second", 3)):
            given = "%.*f" % (decimals, truth(name, data))
            assert mark(BY_NAME[name], given, data).tag == "right", (name, given)
        percent = "%.0f %%" % (100 * truth("family_error", data))
        assert mark(BY_NAME["family_error"], percent, data).tag == "right"
        assert mark(BY_NAME["bh_count"], str(truth("bh_count", data)), data).tag == "right"
