"""What a page works out from published numbers is what the library, or plain arithmetic, gives."""

import math

import pytest

from peerlib.book.claims import all_claims, claim_text, fact, shown_fields
from peerlib.book.shown import applications, discharge
from peerlib.checking import questions
from peerlib.evaluation import differences, rates, standardised
from peerlib.evaluation.effects import two_by_two

CLAIMS = all_claims()


def numbers(key, *names):
    """Return fields of a claim as numbers, as they are shown."""
    fields = shown_fields(CLAIMS[key])
    return [float(fields[name].replace(",", "").replace("\u2212", "-")) for name in names]


def question(page, name):
    return next(one for one in questions.read(page)["questions"] if one["name"] == name)


# --- trials ----------------------------------------------------------------------


def sledge():
    arms = [numbers("sledge-admissions", f"mean_{a}", f"sd_{a}", f"n_{a}_people") for a in ARMS]
    return [(mean, sd, int(n)) for mean, sd, n in arms]


ARMS = ("programme", "comparison")


def test_ratio_of_admissions_with_its_interval_allows_for_how_much_people_differ():
    # Sledge et al. (2011), table 2: 0.89 (1.35), n = 38; 1.53 (1.54), n = 36
    assert sledge() == [(0.89, 1.35, 38), (1.53, 1.54, 36)]
    ratio = rates.compare_means(*sledge()[0], *sledge()[1]).rate_ratio
    found = [f"{value:.2f}" for value in (ratio.value, ratio.low, ratio.high)]
    assert found == [fact(f"sledge-recomputed.{name}") for name in ("ratio", "low", "high")]


def test_p_in_both_directions_is_that_of_the_t_test():
    p = standardised.compare_means(*sledge()[0], *sledge()[1]).p
    assert f"{p:.2f}" == fact("sledge-recomputed.p")
    # the printed p looked in one direction only; half of ours is near to it, as it should be
    assert 0.02 < p / 2 < float(fact("sledge-admissions.p")) < 0.05 < p


def test_small_row_of_a_review_comes_from_the_only_counts_that_give_it():
    # Chien et al. (2019), 19 people, 500 in 1000 without: only 2 of 9 against 5 of 10 fits
    found = two_by_two(2, 9, 5, 10).relative_risk
    assert f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})" == fact(
        "chien-admission.printed"
    )
    assert fact("chien-admission.n") == "19"


def test_figure_of_hospital_use_draws_the_numbers_of_the_claims():
    rows = discharge.hospital_use()[0]
    core = two_by_two(64, 218, 83, 216).relative_risk
    for value, low, high in (
        (core.value, core.low, core.high),
        (0.58, 0.32, 1.04),
        (0.44, 0.11, 1.75),
    ):
        assert f"{value:.2f}, from {low:.2f} to {high:.2f}" in rows["text"]


def test_both_ways_to_count_the_recovery_coach_are_the_librarys_own():
    # Cupp et al. (2022): 66 and 56 of 95; 59 and 62 of 98
    counts = [CLAIMS["cupp-acute"][f"{when}_{arm}"] for arm in ARMS for when in ("before", "after")]
    assert counts == [66, 56, 59, 62]
    found = differences.shares(66, 56, 95, 59, 62, 98)
    after, both = numbers("cupp-acute", "after_only", "in_differences")
    assert after == round(100 * found.after_only, 1) == -4.3
    assert both == round(100 * found.estimate.value, 1) == -13.6
    assert not found.estimate.low > 0 > found.estimate.high


def test_question_on_change_against_change_has_the_right_answer():
    found = differences.shares(70, 60, 100, 60, 64, 100)
    right = [
        o for o in question("substance-use", "change_against_change")["options"] if "right" in o
    ]
    assert [o["text"] for o in right] == [f"{-100 * found.estimate.value:.0f}"]


def test_health_course_is_drawn_as_the_page_says():
    found = []
    for key in ("druss-2010", "druss-2018"):
        arms = zip(ARMS, numbers(key, "n_a", "n_b"), strict=True)
        group = [(*numbers(key, f"mean_{arm}", f"sd_{arm}"), int(n)) for arm, n in arms]
        (m1, s1, n1), (m0, s0, n0) = group
        # Hedges' g by hand, as in the review whose data these are
        pooled = math.sqrt(((n1 - 1) * s1**2 + (n0 - 1) * s0**2) / (n1 + n0 - 2))
        g = (1 - 3 / (4 * (n1 + n0 - 2) - 1)) * (m1 - m0) / pooled
        compared = standardised.compare_means(*group[0], *group[1]).g
        assert compared.value == pytest.approx(g, abs=1e-4)
        found.append((compared, n1 + n0))
        said = f"{compared.value:.2f}, from {compared.low:.2f} to {compared.high:.2f}"
        assert said in applications.harp()[0]["text"]
    (small, few), (large, many) = found
    assert many == 5 * few
    assert small.value > large.value > 0
    assert small.low < 0 < small.high and large.low < 0 < large.high
    assert large.high - large.low < (small.high - small.low) / 2


def test_an_odds_ratio_of_almost_three_is_about_a_sixth_more():
    with_worker, without, printed, ratio = numbers(
        "kangovi", "told_with", "told_without", "odds", "ratio"
    )
    assert ratio == round(with_worker / without, 2)
    assert abs(ratio - 1 - 1 / 6) < 0.02 and 2.9 < printed < 3
    # the paper's is adjusted; the shares alone give one that is near to it
    crude = (with_worker / (100 - with_worker)) / (without / (100 - without))
    assert abs(crude - printed) < 0.2
    made_up = two_by_two(90, 100, 75, 100)
    assert made_up.odds_ratio.value == pytest.approx(3)
    right = [
        o["text"] for o in question("physical-health", "three_times")["options"] if "right" in o
    ]
    assert right == [f"{made_up.relative_risk.value:.1f} times"]


def test_total_of_veterans_turns_round_at_new_sites():
    all_standard, all_helped, new_standard, new_helped = numbers(
        "va-reach", "all_standard", "all_helped", "new_standard", "new_helped"
    )
    assert all_standard > all_helped and new_helped > new_standard
    assert new_standard < all_standard and new_helped < all_helped


def test_people_lost_from_the_trial_with_older_people():
    assert fact("peers-followed.lost") == f"{100 * (1 - (39 + 37) / (75 + 74)):.0f}" == "49"


def test_shares_lost_from_the_empowerment_scale():
    # 121 of 168 and 99 of 165 answered after 24 weeks
    assert fact("course-lost.lost_programme") == f"{100 * (1 - 121 / 168):.0f}"
    assert fact("course-lost.lost_comparison") == f"{100 * (1 - 99 / 165):.0f}"


# --- shares that a paper prints, and what its counts give --------------------------


@pytest.mark.parametrize(
    "name, part, whole, digits",
    [
        ("core-meetings.share", 160, 221, 0),
        ("forensic-jobs.share", 44, 117, 1),
        ("chambers-overdose.share", 176, 648, 0),
        ("horyzons.share", 47, 86, 1),
        ("horyzons-logins.per_hundred_half_year", 47, 86, 0),
        ("horyzons-logins.per_hundred_nine", 40, 86, 0),
        ("shock.share", 394, 1128, 0),
        ("shock.poor", 115, 301, 0),
        ("coach-after-many-stays.per_hundred_before", 9, 20, 0),
        ("coach-after-many-stays.per_hundred_after", 3, 20, 0),
    ],
)
def test_share_is_that_of_its_counts(name, part, whole, digits):
    assert fact(name) == f"{100 * part / whole:.{digits}f}"


def test_printed_share_that_its_counts_do_not_give_is_told_as_such():
    for key in ("forensic-jobs", "horyzons"):
        assert fact(f"{key}.printed") != fact(f"{key}.share")
        assert "prints" in claim_text(CLAIMS[key])


def test_share_on_hiv_can_be_one_of_the_studies_and_not_of_the_programmes():
    printed = fact("trans-scoping.hiv")
    fits = {
        name: [k for k in range(whole + 1) if f"{100 * k / whole:.1f}" == printed]
        for name, whole in (("studies", 36), ("programmes", 40))
    }
    assert fits == {"studies": [30], "programmes": []}


# --- a spread that cannot be ------------------------------------------------------


def test_years_ill_that_so_wide_a_spread_would_need():
    mean, spread, at_least = numbers("upsides-typo", "mean", "spread", "at_least")
    # Values from 0 to M with this mean lie furthest apart if all are 0 or M: then the standard
    # deviation is sqrt(mean * (M - mean)) (Bhatia and Davis, 2000). So M must be at least this:
    assert math.sqrt(mean * (at_least - mean)) == pytest.approx(spread, abs=0.1)
    assert math.sqrt(mean * (100 - mean)) < spread
    # and the made-up one of the question, 40 and 60, would need somebody of 130
    assert "40" in question("global", "cannot_be")["ask"] and 40 + 60 * 60 / 40 == 130


# --- money ------------------------------------------------------------------------


def test_sums_of_money_are_worked_out():
    assert fact("diabetes-england.left") == f"{138.38 - 13.84 - 11.41:.2f}" == "113.13"
    assert fact("pilot-cost.apart") == str(2154 - 1922) == "232"
    assert fact("dafne.a_year") == f"{772 / 0.04:,.0f}" == "19,300"
    assert fact("cadet.divided") == f"{270.72 / 0.02:,.0f}" == "13,536"


def test_printed_cost_for_a_year_fits_a_gain_that_was_rounded():
    printed, cost, gain = numbers("cadet", "printed", "cost", "gain")
    assert round(cost / printed, 2) == gain
    assert round(cost / printed, 4) == 0.0190


def test_both_made_up_ratios_of_the_question_are_the_same():
    assert "15,000" in question("economics-and-policy", "signs")["why"]
    assert 300 / 0.02 == -300 / -0.02 == pytest.approx(15000)


def test_whatever_became_of_the_seven_who_are_missing():
    # worst for peer support: all 3 back in care and none of the 4; best: the other way round
    worst, best = (
        two_by_two(64 + 3, 221, 83, 220).relative_risk,
        two_by_two(64, 221, 83 + 4, 220).relative_risk,
    )
    assert f"{worst.value:.2f}" == fact("core-missing.worst")
    assert f"{best.value:.2f}" == fact("core-missing.best")
