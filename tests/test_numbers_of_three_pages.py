"""The sums on the pages about missing people, all the trials, and money are those of the code."""

from pathlib import Path

from peerlib.book.shown import all_the_trials, missing
from peerlib.data import read
from peerlib.evaluation.reviews import group_trials, smit2023
from peerlib.models import costs

BOOK = Path(__file__).parent.parent / "book"
NOTEBOOKS = BOOK.parent / "solutions"


def page(name):
    return (BOOK / f"{name}.md").read_text(encoding="utf-8")


def minus(text):
    return text.replace("-", "\u2212")


def test_pooled_effects_on_the_page_and_in_the_notebook():
    text = page("all-the-trials")
    groups = group_trials()
    assert f"That gives {groups.estimate.value:.2f}" in text
    assert f"plain mean of the four is {sum(groups.effects) / 4:.2f}" in text
    fixed = smit2023("functional", method="fixed").estimate
    assert f"run from {fixed.low:.2f} to {fixed.high:.2f}" in text
    personal = smit2023("personal")
    new = minus(f"from {personal.prediction.low:.2f} to {personal.prediction.high:.2f}")
    share = personal.i_squared
    assert new in text
    assert f"from {100 * share.low:.0f} to {100 * share.high:.0f} % fits" in text
    notebook = (NOTEBOOKS / "all-the-trials" / "all-the-trials.ipynb").read_text(encoding="utf-8")
    assert new in notebook
    without = smit2023("personal", leave_out="Salzer 2016").i_squared.value
    assert f"From {100 * share.value:.0f} % to {100 * without:.0f} %" in notebook
    for effect, error in zip(groups.effects, groups.standard_errors, strict=True):
        assert f"| {effect:.4f} | {error:.4f} |" in notebook


def test_rows_whose_interval_lies_above_zero_are_counted_right():
    claim = read("claims/all-the-trials")["smit-personal"]
    personal = all_the_trials.personal()
    pairs = list(zip(personal.effects, personal.standard_errors, strict=True))
    assert claim["rows"] == len(pairs)
    assert claim["clear"] == sum(effect - 1.96 * error > 0 for effect, error in pairs)
    assert not [effect for effect, error in pairs if effect + 1.96 * error < 0]


def test_loss_and_pooling_on_the_page():
    text = page("who-is-missing")
    pooled = missing.filled_in()
    errors = pooled.standard_errors
    assert f"standard error is {pooled.standard_error:.2f}" in text
    assert f"has {min(errors):.2f} to {max(errors):.2f}" in text
    assert f"three standard errors ({sum(errors) / 3:.2f})" in text
    lost = missing.course()
    claim = read("claims/change-scores")["course-lost"]
    assert round(100 * lost.lost_programme[-1]) == claim["lost_programme"]
    assert round(100 * lost.lost_comparison[-1]) == claim["lost_comparison"]
    peers, study = read("claims/who-is-missing")["peers-lost"], read("attrition")["peers"]
    assert [peers["start"], peers["month_3"], peers["month_6"]] == [
        study["people_programme"][i] for i in (0, 3, 4)
    ]
    bounds = missing.crisis_teams()
    core = read("claims/who-is-missing")["core-missing"]
    assert core["best"] == f"{bounds.best.relative_risk.value:.2f}"
    assert core["worst"] == f"{bounds.worst.relative_risk.value:.2f}"


def test_areas_and_net_benefits_on_the_page():
    text = page("worth-its-money")
    months, values = [0, 4, 18], [0.60, 0.68, 0.74]
    assert f"**{costs.quality_adjusted_years(months, values, 12):.3f}**" in text
    assert f"month 12, which is {costs.at(12, months, values):.3f}" in text
    assert f"mean of the three answers is {sum(values) / 3:.3f}" in text
    dafne = read("economics")["dafne"]
    for worth in (15000, 20000):
        benefit = costs.net_benefit(dafne["extra_cost"], dafne["extra_effect"], worth)
        assert minus(f"**{benefit:.0f}**") in text
    printed = dafne["printed"]
    chance = dict(zip(printed["thresholds"], printed["probability"], strict=True))
    claim = read("claims/worth-its-money")["dafne-probability"]
    assert [claim["at_15"], claim["at_25"]] == [f"{chance[15000]:.3f}", f"{chance[25000]:.3f}"]
    rapsid, told = read("economics")["rapsid"], read("claims/worth-its-money")["rapsid-saving"]
    assert [told["care"], told["delivery"], told["own"], told["printed"]] == [
        f"{rapsid[name]:.2f}" for name in ("lower_cost_of_care", "delivery", "own_expenses")
    ] + [f"{rapsid['printed']['saved']:.2f}"]
