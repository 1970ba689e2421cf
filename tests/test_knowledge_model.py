"""Being believed: the anchored numbers, the laws, and what each repair does alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy, norm

from peerlib.models import knowledge as model

SHARES = st.floats(0.05, 0.95)


@pytest.mark.parametrize(
    ("doubt", "expected"),
    # the numbers of the model's design: Se .80, Fa .15, r .30, prior .20, acting at .40
    [(0, 1), (0.5, 2), (0.75, 3), (0.9, 5)],
)
def test_reports_needed_under_doubt(doubt, expected):
    ratio = model.likelihood_ratio(doubt, 0.80, 0.15, 0.30)
    assert model.reports_needed(0.20, ratio, 0.40) == expected
    # and counted one by one
    assert model.belief(0.20, ratio, expected) >= 0.40
    assert model.belief(0.20, ratio, expected - 1) < 0.40


def test_likelihood_ratio_by_hand():
    assert model.likelihood_ratio(0, 0.80, 0.15, 0.30) == pytest.approx(16 / 3)
    # (.5 x .8 + .5 x .3) / (.5 x .15 + .5 x .3) = .55 / .225
    assert model.likelihood_ratio(0.5, 0.80, 0.15, 0.30) == pytest.approx(0.55 / 0.225)
    assert model.likelihood_ratio(1, 0.80, 0.15, 0.30) == pytest.approx(1)


@given(prior=SHARES, acting=SHARES, doubt=st.floats(0, 0.95))
def test_more_doubt_never_needs_fewer_reports(prior, acting, doubt):
    some = model.reports_needed(prior, model.likelihood_ratio(doubt, 0.8, 0.15), acting)
    more = model.reports_needed(prior, model.likelihood_ratio(doubt + 0.04, 0.8, 0.15), acting)
    assert more >= some
    assert (some == 0) == (prior >= acting - 1e-9)


def test_a_listener_who_takes_all_for_noise_never_acts():
    assert model.reports_needed(0.2, 1.0, 0.4) is None


def test_a_whole_number_of_reports_is_not_rounded_up():
    # odds 1/4 doubled twice are odds 1, which is .50
    assert model.reports_needed(0.2, 2.0, 0.5) == 2


def test_caution_can_look_like_doubt_from_outside():
    doubting = model.reports_needed(0.2, model.likelihood_ratio(0.5, 0.8, 0.15), 0.4)
    careful = model.reports_needed(0.2, model.likelihood_ratio(0, 0.8, 0.15), 0.6)
    assert doubting == careful == 2


def test_signal_detection_twin():
    # d' that belongs to Se .80 and Fa .15
    clarity = norm.ppf(0.80) - norm.ppf(0.15)
    assert round(clarity, 2) == model.TABLE["levers"]["clarity"]["value"] == 1.88
    assert round(model.hits_and_false_alarms(clarity, 0)[0], 2) == 0.83
    assert round(model.hits_and_false_alarms(clarity, 1)[0], 2) == 0.48


@pytest.mark.parametrize("criterion", [-2, -1, 0, 0.3, 1, 2])
def test_hits_and_false_alarms_agree_with_scipy(criterion):
    hit, false_alarm = model.hits_and_false_alarms(1.88, criterion)
    assert hit == pytest.approx(norm.sf(criterion, loc=0.94), abs=1e-12)
    assert false_alarm == pytest.approx(norm.sf(criterion, loc=-0.94), abs=1e-12)


def test_moving_the_line_keeps_the_clearness_of_the_signs():
    for criterion in (-1, 0, 1):
        hit, false_alarm = model.hits_and_false_alarms(1.88, criterion)
        assert norm.ppf(hit) - norm.ppf(false_alarm) == pytest.approx(1.88)


def test_a_missing_word_loses_information():
    # The design prints .99 and .63 bits without the setting. Three states, .20 akathisia, .30
    # anxious and .50 neither, with Se .80 and Fa .15 as above, give both.
    states = model.shares(0.20)
    assert round(model.information(states, model.channel(True)), 2) == 0.99
    assert round(model.information(states, model.channel(False)), 2) == 0.63


@given(prior=st.floats(0.05, 0.5), hit=st.floats(0.5, 0.95), false_alarm=st.floats(0.05, 0.45))
def test_information_agrees_with_scipy_and_no_word_never_tells_more(prior, hit, false_alarm):
    states, told = model.shares(prior), []
    for word in (True, False):
        says = model.channel(word, hit, false_alarm)
        assert [sum(row) for row in says] == pytest.approx([1, 1, 1])
        heard = [sum(p * row[i] for p, row in zip(states, says, strict=True)) for i in range(3)]
        expected = entropy(heard, base=2) - sum(
            p * entropy(row, base=2) for p, row in zip(states, says, strict=True)
        )
        told.append(model.information(states, says))
        assert told[-1] == pytest.approx(expected, abs=1e-9)
    assert told[1] <= told[0] + 1e-12


@pytest.mark.parametrize(
    ("word", "doubt", "expected"),
    # the two-by-two of the model's design
    [(False, 0.9, 0.0), (False, 0.0, 0.0), (True, 0.9, 0.0), (True, 0.0, 0.80)],
)
def test_only_both_repairs_together_help(word, doubt, expected):
    assert model.one_talk(word, doubt, model.defaults())["acted"] == pytest.approx(expected)


def test_belief_without_a_word_by_hand():
    # "anxious" is said by .20 x .95 + .30 x 1 + .50 x .15 = .565 of all; .19 of them have it
    talk = model.one_talk(False, 0.0, model.defaults())
    assert talk["belief"] == pytest.approx(0.19 / 0.565)


def test_acting_on_everything_costs_the_others():
    levers = {**model.defaults(), **model.preset("believes_everything")}
    talk = model.one_talk(False, levers["doubt"], levers)
    assert talk["acted"] == pytest.approx(0.95)
    assert talk["in_vain"] == pytest.approx((0.30 + 0.50 * 0.15) / 0.80)


@given(prior=st.floats(0.05, 0.5), clarity=st.floats(0, 4), criterion=st.floats(-2, 2))
def test_a_hundred_people_are_a_hundred(prior, clarity, criterion):
    people = model.hundred_people(prior, clarity, criterion)
    assert sum(people.values()) == 100
    assert min(people.values()) >= 0


def test_the_line_trades_people_missed_for_people_troubled():
    strict, mild = (model.hundred_people(0.2, 1.88, c) for c in (1, -1))
    assert strict == {"heard": 10, "missed": 10, "in_vain": 2, "left_alone": 78}
    assert mild == {"heard": 19, "missed": 1, "in_vain": 42, "left_alone": 38}


def test_every_value_has_a_status_and_none_is_given():
    for group in ("levers", "constants", "presets"):
        assert {entry["status"] for entry in model.TABLE[group].values()} == {"assumed"}


@pytest.mark.parametrize("value", [-0.1, 20, float("nan"), float("inf"), "much", None, True])
def test_a_share_that_is_none_is_named(value):
    with pytest.raises(ValueError, match="doubt must be a number from 0 to 1, got"):
        model.likelihood_ratio(value, 0.8, 0.15)


def test_a_report_that_would_prove_it_is_refused_with_a_way_out():
    with pytest.raises(ValueError, match="raise either"):
        model.likelihood_ratio(0, 0.8, 0)


def test_unknown_listener_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="Unknown listener 'nurse'. Available: all_ears"):
        model.preset("nurse")
