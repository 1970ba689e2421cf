"""Fidelity, reach, dose and indicators: printed numbers, worked examples, and odd input."""

import math

import numpy as np
import pytest

from peerlib.evaluation.dose import dose
from peerlib.evaluation.fidelity import score
from peerlib.evaluation.indicators import DIMENSIONS, STEPS, indicator, logic_model
from peerlib.evaluation.reach import rates, share
from peerlib.models import fidelity as model

# The worked example of the course's list of known answers: one item does not apply.
RATINGS, WEIGHTS = [4, 5, 3, None, 2, 5], [2, 1, 1, 1, 2, 1]


# Fidelity


def test_the_worked_example_and_what_comes_of_each_slip():
    found = score(RATINGS, weights=WEIGHTS)
    assert found.mean == pytest.approx(25 / 7) and round(found.mean, 3) == 3.571
    assert found.percent_of_maximum == pytest.approx(64.3, abs=0.05)
    assert score(RATINGS).mean == pytest.approx(3.8)  # weights forgotten
    assert model.weighted_mean(RATINGS, WEIGHTS, 0) == 3.125  # the item counted as zero
    assert score(RATINGS, weights=WEIGHTS, not_applicable="as lowest").mean == 3.25
    assert 100 * found.mean / 5 == pytest.approx(71.4, abs=0.05)  # the lowest score forgotten
    assert model.percent_of_maximum(1, 1, 5) == 0


def test_the_mean_agrees_with_numpy():
    rng = np.random.default_rng(1)
    for _ in range(20):
        ratings, weights = rng.integers(1, 6, 9), rng.integers(1, 4, 9)
        found = score(ratings, weights=weights)
        assert found.mean == pytest.approx(np.average(ratings, weights=weights))


def test_highest_total_of_the_supported_employment_scale_is_125():
    # Bond et al. (2012): 25 items from 1 to 5, maximum 125
    assert score([5] * 25).mean * 25 == 125
    assert score([5] * 25).percent_of_maximum == 100
    # its lowest total, 25, is a fifth of the maximum; nothing at all is in place
    assert score([1] * 25).percent_of_maximum == 0


def test_a_high_mean_does_not_make_up_for_a_key_item():
    # McGrew et al. (2011): a mean of 4 or more marks an established team
    average_only = score([5, 5, 5, 5, 1])
    assert (average_only.mean, average_only.decision) == (4.2, "pass")
    with_key = score([5, 5, 5, 5, 1], minimums={"item 5": 3})
    assert (with_key.mean, with_key.decision, with_key.below) == (4.2, "fail", ("item 5",))
    assert "but item 5 lies below its own minimum" in with_key.sentence
    both = score([1, 5, 2], minimums={"item 1": 3, "item 3": 3})
    assert "and item 1 and item 3 lie below their own minimums" in both.sentence


def test_exactly_at_the_threshold_and_at_the_minimum_is_enough():
    found = score({"a": 4, "b": 4}, minimums={"a": 4})
    assert found.decision == "pass" and "passes" in found.sentence


def test_a_key_item_that_was_not_rated_does_not_show_that_it_reaches_its_minimum():
    assert score({"a": None, "b": 5, "c": 5, "d": 5, "e": 5}, minimums={"a": 3}).below == ("a",)


def test_too_few_items_give_no_score_to_report():
    found = score([5, 5, None, None])
    assert found.decision == "too few items" and "2 of 4" in found.sentence
    assert score([5, 5, None, None], least_share=0.5).decision == "pass"


def test_names_and_minimums_are_in_the_picture_and_its_text():
    found = score({"choice": 2, "links": 5}, weights=[2, 1], minimums={"choice": 3})
    picture = found.pictures()[0]
    assert [bar[:2] for bar in picture["bars"]] == [
        ["crossed", "choice"],
        ["average", "links"],
        ["second", "Weighted mean"],
    ]
    assert "choice: 2, counts 2 times, minimum 3 (below its minimum)." in picture["text"]
    assert repr(found) == found.sentence and "alt=" in found.draw()._repr_html_()


@pytest.mark.parametrize(
    "ratings, more, word",
    [
        ([], {}, "needs at least 1"),
        ([None], {}, "needs at least 1"),
        ("54", {}, "must be a list"),
        (None, {}, "must be a list"),
        ([6], {}, "from 1 to 5"),
        ([0], {}, "from 1 to 5"),
        ([math.inf], {}, "numbers are needed"),
        (["a"], {}, "numbers are needed"),
        ([5, 4], {"weights": [1]}, "equally long"),
        ([5], {"weights": [0]}, "weights holds 0"),
        ([5], {"weights": [-1]}, "weights holds -1"),
        ([5], {"lowest": 5}, "swapped"),
        ([5], {"threshold": 7}, "threshold"),
        ([5], {"least_share": 0}, "least_share"),
        ([5], {"not_applicable": "zero"}, "not_applicable"),
        ([5], {"minimums": {"x": 3}}, "no item"),
        ([5], {"minimums": {"item 1": 9}}, "minimum of item 1"),
        ([5], {"minimums": [3]}, "mapping"),
    ],
)
def test_what_cannot_be_scored_is_refused(ratings, more, word):
    with pytest.raises(ValueError, match=word):
        score(ratings, **more)


# Reach


@pytest.mark.parametrize(
    "count, of, percent",
    [
        (394, 1128, 35),  # Lapidos et al. (2018): people who answered
        (251, 348, 72),
        (115, 143, 80),  # the SHARE trial (2023): peer workers and supervisors
        (23, 32, 72),  # McGrew et al. (2011): teams that agreed
        (160, 221, 72),  # the CORE trial, Johnson et al. (2018): three meetings or more
    ],
)
def test_printed_shares_come_out(count, of, percent):
    assert round(100 * share(count, of).estimate.value) == percent


def test_the_denominator_decides():
    # Kangovi et al. (2014): 683 eligible, 446 took part. CORE: 65 of 198 had all ten meetings.
    assert share(446, 683).estimate.value == pytest.approx(0.653, abs=5e-4)
    assert share(446, 446).estimate.value == 1.0
    assert share(65, 198).estimate.value == pytest.approx(1 / 3, abs=6e-3)
    # Dennis et al. (2009): screened is not reached
    assert share(701, 21470).estimate.value == pytest.approx(0.033, abs=5e-4)


def test_interval_is_that_of_wilson_by_hand():
    found = share(446, 683).estimate
    n, p, z = 683, 446 / 683, 1.959964
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    assert [found.low, found.high] == pytest.approx([middle - half, middle + half], abs=1e-7)


@pytest.mark.parametrize("count", [0, 20])
def test_nobody_and_everybody_have_an_interval_with_a_width(count):
    found = share(count, 20).estimate
    assert 0 <= found.low <= found.value <= found.high <= 1 and found.high - found.low > 0.1


@pytest.mark.parametrize(
    "wrong, word",
    [
        ((5, 0), "of must be"),
        ((6, 5), "A part cannot be larger"),
        ((-1, 5), "whole number"),
        ((2.5, 5), "whole number"),
        (("5", 9), "whole number"),
        ((math.nan, 5), "whole number"),
        ((True, 5), "whole number"),
        (([1], 5), "whole number"),
        ((1, 10**9), "whole number"),
    ],
)
def test_impossible_counts_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        share(*wrong)


def test_a_mean_of_rates_is_no_overall_rate():
    # the course's list of misconceptions: A 8 of 10, B 30 of 60
    found = rates({"A": 8, "B": 30}, {"A": 10, "B": 60})
    assert found.overall.value == pytest.approx(38 / 70)
    assert round(found.overall.value, 3) == 0.543
    assert found.mean_of_rates == pytest.approx(0.65)
    assert found.single == pytest.approx((0.8, 0.5))


def test_groups_of_one_size_have_one_and_the_same_rate_both_ways():
    found = rates([3, 5, 8], [10, 10, 10])
    assert found.overall.value == pytest.approx(found.mean_of_rates)


def test_interval_of_the_overall_rate_is_that_of_a_ratio_estimate_by_hand():
    from scipy.stats import t

    counts, of = np.array([8, 30, 25, 12]), np.array([10, 60, 40, 30])
    found = rates(counts, of).overall
    # Cochran (1977): variance n / (n - 1) * sum of (y - r x)^2 / (sum of x)^2
    r = counts.sum() / of.sum()
    error = math.sqrt(4 / 3 * ((counts - r * of) ** 2).sum()) / of.sum()
    assert [found.low, found.high] == pytest.approx(
        [r - t.isf(0.025, 3) * error, r + t.isf(0.025, 3) * error]
    )


def test_one_worker_has_a_rate_and_no_interval():
    found = rates({"A": 8}, {"A": 10})
    assert found.overall.value == 0.8 and found.overall.low is None
    assert "without an interval" in found.sentence


@pytest.mark.parametrize(
    "wrong, word",
    [
        (([], []), "needs at least"),
        (({}, {}), "empty"),
        (([1], [2, 3]), "equally long"),
        (({"A": 1}, [2]), "both"),
        (({"A": 1}, {"B": 2}), "same ones"),
        (([3], [2]), "larger"),
        (([1], [0]), "of of 1"),
        (([1.5], [2]), "whole number"),
        (([math.nan], [2]), "missing"),
        (("12", [2]), "list"),
        ((None, [2]), "list"),
    ],
)
def test_impossible_rates_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        rates(*wrong)


# Dose


def test_the_mean_dose_of_the_wrap_trial_is_62_percent_of_what_was_offered():
    # Cook et al. (2012): a mean of 5 of 8 sessions; 62.5 % in the course's list of known answers
    found = dose([8, 5, 2], [8, 8, 8])
    assert found.mean.value == pytest.approx(0.625)


def test_each_person_counts_alike_whatever_was_offered():
    found = dose([1, 10], [2, 10])
    assert found.mean.value == pytest.approx(0.75)  # and not 11 / 12
    assert found.median == pytest.approx(0.75)


def test_dose_agrees_with_scipy():
    from scipy.stats import bootstrap, describe, t

    rng = np.random.default_rng(4)
    offered = np.full(40, 10)
    attended = rng.binomial(offered, 0.6)
    found = dose(attended, offered)
    summary = describe(attended / offered)
    assert found.standard_deviation == pytest.approx(math.sqrt(summary.variance))
    low, high = t.interval(0.95, 39, summary.mean, math.sqrt(summary.variance / 40))
    assert [found.mean.low, found.mean.high] == pytest.approx([low, high])
    again = bootstrap((attended / offered,), np.mean, rng=rng, n_resamples=2000)
    assert found.mean.low == pytest.approx(again.confidence_interval.low, abs=0.02)


def test_people_with_a_missing_number_are_left_out_and_counted():
    found = dose([5, None, 3], [10, 10, math.nan], least=0.5)
    assert found.people == 1 and "2 of 3 people" in found.notes[0]
    assert found.mean.low is None and found.standard_deviation is None
    assert found.enough.count == 1


@pytest.mark.parametrize(
    "wrong, word",
    [
        (([], []), "Nobody"),
        (([None], [5]), "Nobody"),
        (([1], [2, 3]), "equally long"),
        (([3], [2]), "larger"),
        (([1], [0]), "offered of person 1"),
        (([-1], [2]), "whole number"),
        (([1.5], [2]), "whole number"),
        (("1", [2]), "list"),
        (([math.inf], [2]), "numbers are needed"),
    ],
)
def test_impossible_doses_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        dose(*wrong)


def test_the_least_share_lies_between_none_and_all():
    with pytest.raises(ValueError, match="least"):
        dose([1], [2], least=50)


# Indicators

WHOLE = {"of": "eligible people", "window": "one year", "source": "trial report"}


def test_an_indicator_says_what_it_counts_and_whether_it_is_sure():
    # Kangovi et al. (2014)
    found = indicator("Reach", 446, 683, target=0.6, **WHOLE)
    assert (found.met, found.sure) == (True, True)
    near = indicator("Reach", 446, 683, target=0.64, **WHOLE)
    assert (near.met, near.sure) == (True, False) and "holds the target" in near.sentence
    less = indicator("Readmitted", 20, 100, target=0.3, direction="down", **WHOLE)
    assert less.met and indicator("Reach", 20, 100, target=0.3, **WHOLE).met is False
    assert indicator("Reach", 20, 100, **WHOLE).met is None
    assert found.estimate == share(446, 683).estimate


@pytest.mark.parametrize(
    "more, word",
    [
        ({"of": ""}, "of is empty"),
        ({"window": " "}, "window"),
        ({"source": None}, "source"),
        ({"direction": "more"}, "direction"),
        ({"step": "output"}, "step"),
        ({"target": 60}, "target"),
        ({"dimension": "x"}, "dimension"),
        ({"level": 95}, "level"),
    ],
)
def test_half_an_indicator_is_refused(more, word):
    with pytest.raises(ValueError, match=word):
        indicator("Reach", 446, 683, **{**WHOLE, **more})


STORY = {
    "inputs": ["3 workers"],
    "activities": ["weekly meetings"],
    "outputs": ["people met"],
    "outcomes": ["more hope"],
    "impact": ["fewer crises"],
}


def test_a_logic_model_says_what_it_leaves_open():
    reach = indicator("Reach", 446, 683, dimension="reach", **WHOLE)
    hope = indicator("More hope", 20, 50, step="outcomes", dimension="effectiveness", **WHOLE)
    said = ("money arrives", "workers stay", "", "hope lasts")
    found = logic_model(STORY, assumptions=said, indicators=[reach, hope])
    assert found.unmeasured == ("inputs", "activities", "impact")
    assert found.unsaid == ("outputs to outcomes",)
    assert found.dimensions_left_out == DIMENSIONS[2:]
    assert "2 indicators" in found.sentence and "outputs to outcomes" in found.sentence
    picture = found.pictures()[0]
    assert [bar[3] for bar in picture["bars"]] == [0, 0, 1, 1, 0]
    whole = [
        indicator("x", 1, 2, step=step, dimension=dimension, **WHOLE)
        for step, dimension in zip(STEPS, DIMENSIONS, strict=True)
    ]
    full = logic_model(STORY, assumptions=["a"] * 4, indicators=whole)
    assert "nothing that we ask for" in full.sentence


@pytest.mark.parametrize(
    "steps, more, word",
    [
        ({}, {}, "exactly these names"),
        ({**STORY, "more": ["x"]}, {}, "exactly these names"),
        ({**STORY, "impact": []}, {}, "impact"),
        ({**STORY, "impact": "text"}, {}, "impact"),
        (None, {}, "exactly these names"),
        (STORY, {"assumptions": ["a"]}, "4 arrows"),
        (STORY, {"indicators": ["Reach"]}, "indicator"),
    ],
)
def test_half_a_logic_model_is_refused(steps, more, word):
    with pytest.raises(ValueError, match=word):
        logic_model(steps, **more)


def test_results_draw_themselves():
    for found in (
        share(3, 9),
        rates([1, 2], [3, 4]),
        dose([1, 2], [3, 4]),
        indicator("Reach", 4, 9, target=0.5, **WHOLE),
        logic_model(STORY),
    ):
        assert all(picture["text"] for picture in found.pictures())
        assert repr(found) == found.sentence and "alt=" in found.draw()._repr_html_()
