"""The numbers typed on six pages of practice are those that the course computes."""

import math
import re
from pathlib import Path

import pytest
from scipy import stats

from peerlib.book.shown import change_scores, many_outcomes
from peerlib.data import read
from peerlib.evaluation.agreement import from_table
from peerlib.evaluation.effects import two_by_two
from peerlib.models.adjusted import adjusted_difference
from peerlib.models.change import sd_from_standard_error
from peerlib.models.fidelity import percent_of_maximum, weighted_mean

BOOK = Path(__file__).parent.parent / "book"


def page(name):
    text = (BOOK / f"{name}.md").read_text(encoding="utf-8")
    return text.replace("\u2212", "-").replace("*", "")


def stand_in(text, *wanted):
    for each in wanted:
        assert re.search(rf"(?<![\d.]){re.escape(each)}(?!\d)", text), each


def effects(name):
    trial = read("trials")[name]
    return two_by_two(
        *[trial[part] for part in ("events_programme", "n_programme")],
        *[trial[part] for part in ("events_comparison", "n_comparison")],
    )


def test_effects_of_the_first_trial():
    found, text = effects("johnson2018"), page("trial-effects")
    difference, needed = found.risk_difference, found.number_needed_to_treat
    stand_in(text, f"{found.risk_programme:.4f} - {found.risk_comparison:.4f}")
    stand_in(text, f"-0.091 | {difference.low:.3f} to {difference.high:.3f}")
    stand_in(text, f"0.76 | {found.relative_risk.low:.2f} to {found.relative_risk.high:.3f}")
    stand_in(text, f"0.67 | {found.odds_ratio.low:.2f} to {found.odds_ratio.high:.2f}")
    stand_in(text, f"{needed.value:.1f} | {needed.low:.1f} to {needed.high:.0f}")
    error = (difference.high - difference.low) / (2 * 1.959964)
    stand_in(text, f"Here it is {error:.4f}")
    stand_in(text, f"or {64 / 154:.2f}", f"or {83 / 133:.2f}")


def test_three_tests_of_one_table_and_those_who_are_missing():
    text, table = page("trial-effects"), [[64, 154], [83, 133]]
    plain = stats.chi2_contingency(table, correction=False).pvalue
    yates = stats.chi2_contingency(table).pvalue
    for name, p in (
        ("Chi-square, no correction", plain),
        ("Fisher's exact test", stats.fisher_exact(table).pvalue),
        ("Chi-square with Yates' correction", yates),
    ):
        assert f"| {name} | {p:.3f} |" in text
    assert f"would be {(67 / 221) / (83 / 220):.2f} instead of 0.76" in text


def test_effects_of_the_second_trial_and_what_is_said_of_them():
    found, text = effects("dennis2009"), page("trial-effects")
    difference, needed = found.risk_difference, found.number_needed_to_treat
    ratio = found.relative_risk
    risks = [f"{100 * risk:.1f}" for risk in (found.risk_programme, found.risk_comparison)]
    stand_in(text, f"risks are {risks[0]} and {risks[1]} in 100", f"is {ratio.value:.2f}")
    stand_in(text, f"{-100 * difference.value:.1f} is 46 % of {risks[1]}")
    assert round(100 * difference.value / found.risk_comparison) == -46
    stand_in(text, f"{needed.value:.1f} ({needed.low:.1f} to {needed.high:.1f})")
    reduction = [1 - ratio.value, 1 - ratio.high, 1 - ratio.low]
    stand_in(text, "{:.2f} ({:.2f} to {:.2f})".format(*reduction))
    assert f"| Chi-square | 12.5 | {found.chi_square:.1f} |" in text
    fewer = [-100 * difference.high, -100 * difference.low]
    said = text[text.index("> In this trial") : text.index("## Your turn")]
    stand_in(said, *risks, "from {:.0f} to {:.0f} fewer".format(*fewer))


def test_steps_to_the_line_for_one_person():
    text, retest, sd = page("change-scores"), 0.91, 0.47
    wobble = sd * math.sqrt(1 - retest)
    line = 1.96 * math.sqrt(2) * wobble
    stand_in(text, f"= {wobble:.3f}", f"as large: {math.sqrt(2) * wobble:.3f}")
    stand_in(text, f"is {line:.2f} points", f"the line is {1.96 * wobble:.2f}")
    stand_in(text, f"would be {1.96 * math.sqrt(2) * sd * math.sqrt(1 - 0.97):.2f}")
    stand_in(text, f"is {1.959964 * math.sqrt(2) * 1.03:.2f}, since that error was rounded")


def test_gap_between_two_changes_and_the_way_back_to_the_mean():
    text = page("change-scores")
    stand_in(
        text,
        f"standardised difference`: {change_scores.hope().d.value:.2f}",
    )
    # people below one standard deviation (40 - 10): the mean of a cut normal distribution
    gap = 10 * stats.norm.pdf(1) / stats.norm.sf(1)
    stand_in(text, f"The gap is {gap:.1f}, and 0.3 × {gap:.1f} is {0.3 * gap:.1f} points")


def test_three_ways_to_compare_two_groups():
    text, change = page("fair-start"), read("change")
    lonely = next(
        one
        for one in change["van_gestel2012"]["outcomes"]
        if (one["name"], one["weeks"]) == ("Loneliness", 12)
    )
    results = []
    for study in (lonely, change["rosenblum2014"]):
        (before_1, _), (before_0, _) = study["before"]
        (after_1, _), (after_0, _) = study["after"]
        results.append(
            [
                adjusted_difference(after_1 - after_0, before_1 - before_0, slope)
                for slope in (0, 1, 0.76)
            ]
        )
    stand_in(text, *[f"= {each:+.2f}" for each in results[0]])
    assert round(results[0][2] / 3.5, 2) == -0.01
    days = results[1]
    assert days[0] == pytest.approx(-3.0)
    stand_in(text, f"What is left is {-days[1]:.0f} to {-days[2]:.1f} days")


def test_stars_of_nine_and_of_sixty_six():
    text, course = page("many-outcomes"), many_outcomes.course()
    raw, holm = sorted(course.raw), sorted(course.holm)
    stand_in(
        text, f"from {raw[0]:.4f} to {9 * raw[0]:.3f}", f"from {raw[1]:.4f} to {9 * raw[1]:.3f}"
    )
    stand_in(text, f"× 8 = {holm[1]:.3f}", f"{1 - 0.95**10:.3f}", f"{0.95**10:.3f}")
    stand_in(text, f"has {raw[4]:.3f} and a line of {5 * 0.05 / 9:.3f}")
    all_of_them = many_outcomes.sixty_six()
    assert len(all_of_them.raw) == 66
    stand_in(text, f"There are {sum(p <= 0.05 for p in all_of_them.raw)}.")
    kept = {name for name, p in zip(all_of_them.names, all_of_them.holm, strict=True) if p <= 0.05}
    assert len(kept) == 2 and all("Salzer 2016" in name for name in kept)


def test_a_row_with_standard_errors_in_place_of_standard_deviations():
    sds = [sd_from_standard_error(1.49, 50), sd_from_standard_error(1.54, 49)]
    pooled = math.sqrt((49 * sds[0] ** 2 + 48 * sds[1] ** 2) / 97)
    effect = (80.23 - 78.79) / pooled * (1 - 3 / (4 * 97 - 1))
    stand_in(page("many-outcomes"), f"Then the effect is {effect:.2f}")


def test_one_service_and_four_scores():
    text = page("service-fidelity")
    ratings, weights = [4, 5, 3, 2, 5], [2, 1, 1, 2, 1]
    left_out = weighted_mean(ratings, weights)
    stand_in(text, f"25 / 7 | {left_out:.2f}")
    stand_in(text, f"26 / 8 | {weighted_mean([*ratings, 1], [*weights, 1]):.2f}")
    stand_in(text, f"25 / 8 | {25 / 8 + 1e-9:.2f}", f"19 / 5 | {sum(ratings) / 5:.2f}")
    stand_in(text, f"(2.96 - 1) / (5 - 1) = {percent_of_maximum(74 / 25, 1, 5) / 100:.2f}")
    stand_in(text, f"ends at {100 * (99 - 25) / (125 - 25):.0f} %")


def test_what_a_kappa_from_a_hundred_things_leaves_open():
    kappa = from_table(read("agreement")["pair_b"]["counts"]).kappa
    assert 0 < kappa.low < 0.20 and 0.40 < kappa.high < 0.60
    assert "anything from hardly more than chance to moderate" in page("rater-agreement")
