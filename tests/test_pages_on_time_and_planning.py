"""The numbers typed on three pages are those that the course computes from published tables."""

import re
from math import ceil
from pathlib import Path

import pytest

from peerlib.book.shown import admissions_and_bed_days, how_many_people, time_to_readmission
from peerlib.data import read
from peerlib.evaluation.sample_size import (
    effective_sample,
    for_shares,
    power_for_means,
)

ROOT = Path(__file__).parent.parent


def page(name):
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    return text.replace("\u2212", "-").replace("**", "")


def notebook(name):
    return (ROOT / "solutions" / name / f"{name}.ipynb").read_text(encoding="utf-8")


def stand_in(text, *wanted):
    for each in wanted:
        assert re.search(rf"(?<![\d.]){re.escape(each)}(?!\d)", text), each


@pytest.mark.parametrize("text", [page("time-to-readmission"), notebook("time-to-readmission")])
def test_the_textbook_table(text):
    found = time_to_readmission.remission()
    medicine, pills = found.programme, found.comparison
    means = found.restricted_mean_programme.value, found.restricted_mean_comparison.value
    stand_in(text, *[f"{mean:.1f} weeks" for mean in means[:1]], f"{means[1]:.1f} without")
    stand_in(text, f"gain is {found.gain.value:.1f} weeks")
    stand_in(text, f"{100 * medicine.share_at(20).value:.0f} in 100")
    stand_in(text, f"week {medicine.median.value:g}", f"week {pills.median.value:g}")
    by_20 = [step for step in medicine.steps if step.time <= 20]
    for step in by_20:
        stand_in(text, f"{step.at_risk}")
    seen = read("remission")["medicine"]
    for week in seen:
        stand_in(text, f"{week}" if week > 0 else f"{-week}+")


def test_the_interval_of_the_gain_and_the_two_wrong_means():
    gain, text = time_to_readmission.remission().gain, page("time-to-readmission")
    stand_in(text, f"from {gain.low:.1f} to {gain.high:.1f} weeks")
    weeks = read("remission")["medicine"]
    ill = [week for week in weeks if week > 0]
    stand_in(text, f"{sum(ill) / len(ill):.1f}", f"{sum(map(abs, weeks)) / len(weeks):.1f} weeks")


def test_four_trials_have_intervals_that_hold_zero_as_the_page_says():
    table, text = read("restricted_means"), page("time-to-readmission")
    columns = ("hazard_ratio", "control", "research", "difference", "standard_error")
    for ratio, control, new, gain, error in zip(*[table[c] for c in columns], strict=True):
        row = f"| {ratio:.2f} | {control:.2f} | {new:.2f} | {gain:.2f} ({error:.2f}) |"
        assert row in text
        assert abs(gain) < 1.96 * error
    assert f"{table['research'][3] - table['control'][3]:.2f} in the last" in text


@pytest.mark.parametrize("name", ["admissions", "days"])
def test_the_trial_of_peer_mentors(name):
    found, text = getattr(admissions_and_bed_days, name)(), page("admissions-and-bed-days")
    book = notebook("admissions-and-bed-days")
    low, high = found.poisson.low, found.poisson.high
    stand_in(text, f"from {low:.2f} to {high:.2f}")
    if name == "days":
        stand_in(text, f"from {found.rate_ratio.low:.2f} to {found.rate_ratio.high:.2f}")
        assert 28 < found.spread[0] < 30 and "nearly 30 times" in text
        return
    stand_in(
        text,
        f"{found.rate_ratio.value:.2f} ({found.rate_ratio.low:.2f} to {found.rate_ratio.high:.2f})",
    )
    stand_in(text, *[f"{one:.2f} times" for one in found.spread])
    # the two factors that the notebook gives ready made
    for estimate in (found.poisson, found.rate_ratio):
        stand_in(book, f"{estimate.high / estimate.value:.3f}")


def test_people_for_two_shares():
    text = page("how-many-people")
    for share0, share1, power in ((0.50, 0.40, 0.9), (0.38, 0.29, 0.8), (0.25, 0.14, 0.8)):
        found = for_shares(share1, share0, power=power)
        assert f"| {100 * power:.0f} in 100 | {round(found.per_group)} |" in text
        assert 2 <= found.pooled - found.per_group <= 3.3
    one_sided = for_shares(0.29, 0.38, two_sided=False).per_group
    stand_in(text, f"{round(one_sided)} in place of 428")
    steps = how_many_people.steps()
    begin = ceil(steps.per_group_recruited)
    stand_in(text, f"more than {begin - 1}, so {begin} have to begin")
    stand_in(text, f"{ceil(steps.per_group_clustered)} at the end")


@pytest.mark.parametrize("text", [page("how-many-people"), notebook("how-many-people")])
def test_power_of_a_trial_of_the_size_of_the_real_one(text):
    from statsmodels.stats.proportion import power_proportions_2indep

    power = power_proportions_2indep(-0.09, 0.38, 217, return_results=False)
    stand_in(text, f"about {100 * power:.0f} of 100")


def test_larger_teams_and_more_teams():
    table, text = read("clusters"), page("how-many-people")
    for i, size in enumerate(table["cluster_size"]):
        people = table["clusters"] * size
        found = effective_sample(people, size, table["correlation"])
        power = power_for_means(
            people, table["difference"], cluster_size=size, correlation=table["correlation"]
        )
        printed = {name: column[i] for name, column in table["printed"].items()}
        row = (
            f"| {size} | {printed['design_effect']:.3f} | "
            f"{printed['effective']}, {found.effective:.1f} | "
            f"{printed['power']}, {100 * power.power:.1f} |"
        )
        assert row in text
    twelve = power_for_means(120, 0.5, cluster_size=10, correlation=0.017)
    stand_in(text, f"{100 * twelve.power:.0f} in 100")
    stand_in(notebook("how-many-people"), f"{100 * twelve.power:.0f} against")
    stand_in(text, f"{int(4 / 0.017)}")
    assert [bar[4] for bar in how_many_people.larger_teams()[0]["bars"]][1] == "35 one by one"
