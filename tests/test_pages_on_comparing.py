"""The numbers typed on three pages are those that the course computes from the published tables."""

import re
from pathlib import Path

import numpy as np
import pytest

from peerlib.book.shown import before_and_after, fair_comparison, is_it_drifting
from peerlib.data import read
from peerlib.evaluation.control_charts import individuals, proportions
from peerlib.evaluation.differences import means
from peerlib.evaluation.interrupted import interrupted_series

ROOT = Path(__file__).parent.parent


def page(name):
    return (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8").replace("\u2212", "-")


def notebook(name):
    return (ROOT / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8")


def stand_in(text, *wanted):
    for each in wanted:
        assert re.search(rf"(?<![\d.]){re.escape(each)}(?!\d)", text), each


def test_three_sums_of_the_trial_of_recovery_coaches():
    found, text = before_and_after.cupp(), page("before-and-after")
    shares = [
        found.programme_before,
        found.programme_after,
        found.comparison_before,
        found.comparison_after,
    ]
    stand_in(text, *[f"{100 * share:.1f}" for share in shares])
    for value in (found.after_only, found.change_programme, found.estimate.value):
        stand_in(text, f"{-100 * value:.0f} fewer")
    assert found.estimate.holds(0)
    low, high = -100 * found.estimate.low, 100 * found.estimate.high
    assert f"from {low:.0f} fewer to {high:.0f} more in 100" in notebook("before-and-after")


def test_wages_and_hope():
    wages = means(20.431, 20.898, 23.380, 21.097)
    stand_in(page("before-and-after"), "20.4", "23.4", f"{wages.change_programme:.2f}", "2.75")
    hope = means(2.78, 2.97, 2.76, 2.73)
    stand_in(page("before-and-after"), f"{hope.change_programme:.2f}", f"{hope.estimate.value:.2f}")


def test_the_series_as_a_line_and_as_a_ratio():
    line, text = before_and_after.sicily(), page("before-and-after")
    stand_in(text, f"{line.mean_before:.1f}", f"{line.mean_after:.1f}")
    stand_in(text, f"dropped\nby {-line.level_change.value:.0f}".replace("\n", " "))
    table = read("sicily")
    for model in ("quasi-poisson", "poisson"):
        change = interrupted_series(
            table["events"], table["months_before"], people=table["population"], model=model
        ).level_change
        stand_in(text, f"{change.low:.2f} to {change.high:.2f}")
    stand_in(text, f"{change.value:.2f}")


def test_the_series_by_hand_in_the_notebook():
    line, text = before_and_after.sicily(), notebook("before-and-after")
    before = np.array(line.observed[: line.before])
    slope = np.polyfit(np.arange(1, len(before) + 1), before, 1)[0]
    middle = (37 + 59) / 2 - (1 + 36) / 2
    stand_in(text, f"{slope:.3f}", f"{middle:.1f}")
    off = line.mean_after - (line.mean_before + middle * slope)
    assert f"about {-off:.0f} fewer a month" in text


def test_parts_of_the_invented_service_and_of_the_textbook():
    need, text = fair_comparison.need(), page("fair-comparison")
    assert need.crude_difference.value == pytest.approx(0.42 - 0.28)
    assert need.standardised.value == pytest.approx(-0.10)
    drug, printed = fair_comparison.tolbutamide(), read("stratified")["tolbutamide"]["printed"]
    for value, name in (
        (drug.crude_difference.value, "crude_difference"),
        (drug.difference.value, "difference"),
        (drug.crude_ratio.value, "crude_ratio"),
        (drug.ratio.value, "ratio"),
    ):
        assert value == pytest.approx(printed[name], abs=5e-5)
        stand_in(text, f"{value:.4f}" if "difference" in name else f"{value:.3f}")
    smoke = fair_comparison.smoking()
    stand_in(text, *[f"{each.value:.2f}" for each in smoke.ratios])
    stand_in(text, f"{smoke.crude_ratio.value:.2f}", f"{smoke.ratio.value:.2f}")


def test_limits_of_cans_and_paint():
    tables, text = read("control_charts"), page("is-it-drifting")
    cans, paint = is_it_drifting.juice(), is_it_drifting.paint()
    rest = proportions(tables["juice"]["events"], 50, leave_out=[15, 23])
    for chart in (cans, rest):
        stand_in(text, f"{chart.centre:.3f}", f"{chart.low[0]:.3f} to {chart.high[0]:.3f}")
    stand_in(text, f"{paint.centre:.3f}", f"{paint.mean_moving_range:.3f}")
    stand_in(text, f"{paint.low[0]:.2f} to {paint.high[0]:.2f}")
    values = np.array(tables["viscosity"]["values"])
    half = 3 * values.std(ddof=1)
    stand_in(text, f"{values.mean() - half:.2f} to {values.mean() + half:.2f}")
    half = 1.96 * (rest.centre * (1 - rest.centre) / 50) ** 0.5
    stand_in(text, f"{rest.centre - half:.3f} to {rest.centre + half:.3f}")
    first = ", ".join(str(count) for count in tables["juice"]["events"][:8])
    assert first in text and not [place for place in cans.outside if place <= 8]


def test_the_invented_drift_shows_as_a_run_and_not_as_a_point():
    chart = is_it_drifting.drift()
    assert chart.outside == () and chart.runs == (20,)
    steady = individuals(is_it_drifting.STEADY)
    assert (steady.outside, steady.runs) == ((), ())
