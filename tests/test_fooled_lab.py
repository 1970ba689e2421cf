"""The lab on being fooled: each trap moves the estimate in the designs that it says it fools."""

import numpy as np
import pytest

from peerlib import labs, live, simulate
from peerlib.labs import _fooled_shown as shown
from peerlib.labs import _fooled_study as study
from peerlib.labs import fooled as lab
from peerlib.labs._fooled_controls import TRAP, TRAPS, VIEWS
from peerlib.programme import repeat

DEFAULT = {**lab.describe()["default"], "low_point": "off"}
DESIGNS = [name for name, _ in VIEWS]


def studies(count=150, seed=1000, **changes):
    state = {**DEFAULT, **changes}
    found = []
    for i in range(count):
        found.append(
            study._found(
                state, study.draw(state, seed + i, state["effect"]), seed + i, state["effect"]
            )
        )
    off = np.array([one["estimate"] - one["truth"] for one in found])
    return off, np.mean([one["holds"] for one in found])


# In which design each trap moves the estimate, which way, and by how many points at least
MOVES = {
    ("low_point", "before_after"): 3.5,
    ("trend", "before_after"): 2.5,
    ("need", "comers"): -3.0,
    ("drive", "before_after"): 1.0,
    ("drive", "comers"): 2.0,
    ("lost", "comers"): 1.0,
    ("lost", "lot"): 1.0,
    ("many", "before_after"): 1.0,
    ("many", "comers"): 1.5,
    ("many", "lot"): 1.5,
}


@pytest.mark.parametrize("view", DESIGNS)
@pytest.mark.parametrize("trap", TRAPS)
def test_trap_moves_the_estimate_where_it_says_and_nowhere_else(trap, view):
    off, held = studies(**{trap: "on", "view": view})
    error = off.std(ddof=1) / len(off) ** 0.5
    least = MOVES.get((trap, view))
    if least is None:
        assert abs(off.mean()) < max(3 * error, 0.75)
    else:
        assert view in TRAP[trap]["fools"]
        assert off.mean() > least if least > 0 else off.mean() < least
    if trap == "sites":
        assert view in TRAP[trap]["fools"] and held < 0.88


def test_what_fools_a_study_is_listed_and_explained_for_each_design():
    fooled = {(trap, view) for trap in TRAPS for view in TRAP[trap]["fools"]}
    assert set(MOVES) | {("sites", view) for view in DESIGNS} == fooled
    for trap in TRAPS:
        for view in DESIGNS:
            html = live.answer("fooled", {"state": {**DEFAULT, trap: "on", "view": view}})["html"]
            said = "fools this study" if (trap, view) in fooled else "does not fool this study"
            assert f"{said}. " in html and TRAP[trap][view][:40] in html


@pytest.mark.parametrize("view", DESIGNS)
@pytest.mark.parametrize("effect", [0.0, 3.5])
def test_with_no_trap_every_design_is_near_the_truth(view, effect):
    off, held = studies(view=view, effect=effect, count=200)
    assert abs(off.mean()) < 3 * off.std(ddof=1) / 200**0.5
    assert held > 0.91


# The same faults in the vectorised programme, with the same numbers
SAME = [
    ("low_point", "before_after", "before_after", {"allocation": "everybody", "entry_below": 45}),
    ("trend", "before_after", "before_after", {"allocation": "everybody", "secular_trend": 3}),
    ("need", "comers", "difference", {"allocation": "whoever_comes", "confounding_by_need": 1}),
    ("drive", "comers", "difference", {"allocation": "whoever_comes", "selection": 1}),
    ("lost", "lot", "difference", {"dropout": 0.3, "dropout_by_outcome": 1}),
    ("rough", "lot", "difference", {"measurement_error": 12}),
]


@pytest.mark.parametrize(
    ("trap", "view", "estimator", "dials"), SAME, ids=lambda one: str(one)[:20]
)
def test_lab_and_programme_are_off_alike(trap, view, estimator, dials):
    off, _ = studies(count=300, **{trap: "on", "view": view})
    n = {"n_people": 50 if view == "before_after" else 100}
    runs = repeat("hybrid", estimator, times=1500, effect=0.0, rng=3, **n, **dials)
    error = (off.var(ddof=1) / 300 + runs.spread**2 / 1500) ** 0.5
    assert abs(off.mean() - runs.bias) < 3.5 * error
    assert off.std(ddof=1) == pytest.approx(runs.spread, rel=0.2)


def test_effect_that_is_added_afterwards_is_that_of_a_study_drawn_with_it():
    state = {**DEFAULT, "view": "lot", "adjust": "yes", "effect": 4.0}
    afterwards = study._found(state, study.draw(state, 5, 0.0), 5, 0.0)
    from_the_start = study._found(state, study.draw(state, 5, 4.0), 5, 4.0)
    for name in ("estimate", "low", "high"):
        assert afterwards[name] == pytest.approx(from_the_start[name], abs=1e-9)


def test_allowing_for_the_first_score_mends_most_of_need_unless_it_is_rough():
    need = {"need": "on", "view": "comers"}
    plain, mended, rough = (
        studies(**need, **more)[0].mean()
        for more in ({}, {"adjust": "yes"}, {"adjust": "yes", "rough": "on"})
    )
    assert plain < rough < mended < 0
    assert mended > 0.6 * plain


def test_more_people_do_not_mend_a_fault():
    few, many = (studies(count=60, view="before_after", trend="on", people=n) for n in (20, 200))
    assert many[0].mean() == pytest.approx(few[0].mean(), abs=0.9)
    assert many[1] < few[1]  # the interval closes in on the wrong number


def test_next_study_keeps_those_that_follow():
    state = {**DEFAULT, "seed": 8}
    study.first_studies({**state, "seed": 7}, 6)
    kept = study.first_studies(state, 6)
    study.first_studies({**state, "people": 20}, 1)
    assert kept == study.first_studies(state, 6)
    assert kept == study.first_studies({**state, "seed": 7}, 7)[1:]


def test_work_is_done_in_steps_and_ends_with_all_studies():
    state = lab.describe()["default"]
    first = live.answer("fooled", {"state": state})
    assert first["unfinished"]["of"] == study.STUDIES
    last = live.answer("fooled", {"state": state, "draws": study.STUDIES})
    assert "unfinished" not in last and f"Over {study.STUDIES} studies" in last["sentence"]
    assert len(simulate("fooled").table()) == study.STUDIES


@pytest.mark.parametrize("draws", [None, 0, -3, "many", 1.5, True, [], 10**9])
def test_nonsense_for_draws_is_answered(draws):
    answer = live.answer("fooled", {"state": lab.describe()["default"], "draws": draws})
    assert "error" not in answer and answer["sentence"].endswith(".")


@pytest.mark.parametrize(
    ("preset", "shows"), [("low_point", "high"), ("need", "low"), ("fair", "right")]
)
def test_guess_is_judged_by_all_studies(preset, shows):
    values = {one["name"]: one["values"] for one in lab.describe()["presets"]}[preset]
    state = {**DEFAULT, **values}
    for guess in ("high", "right", "low"):
        answer = live.answer("fooled", {"state": state, "prediction": guess})
        assert answer["prediction"]["as_expected"] is (guess == shows)
        assert "unfinished" not in answer


def test_picked_result_is_measured_by_its_own_truth():
    picked = next(
        run
        for run in (simulate("fooled", preset="many", effect=3.5, seed=s) for s in range(1, 40))
        if run.table().truth[0] == 0
    )
    assert "one of the other results" in picked.sentence


def test_smallest_study_with_every_trap_still_has_an_answer():
    everything = {trap: "on" for trap in TRAPS}
    for view in DESIGNS:
        for seed in range(6):
            state = {**DEFAULT, **everything, "view": view, "people": 10, "seed": seed}
            answer = live.answer("fooled", {"state": state, "draws": 40, "want_run": True})
            assert "error" not in answer and "nan" not in answer["html"]


def test_sentence_and_table_agree():
    run = simulate("fooled", preset="lost")
    table = run.table()
    off = (table.estimate - table.truth).mean()
    assert f"off by {off:+.1f} on average" in run.sentence
    assert shown.moved(shown.run(run.settings, 40)) == "high"
    assert labs.load("fooled").pictures(run.settings, 40)[1]["text"].startswith("40 intervals")
