"""A simulated programme: tables as a service holds them, and the truth apart."""

import subprocess
import sys

import numpy as np
import pytest

from peerlib.models import programme as model
from peerlib.programme import codebook, design, dials, simulate_programme
from peerlib.programme.codebook import COLUMNS

TABLES = tuple(COLUMNS)


@pytest.fixture(scope="module")
def service():
    return simulate_programme(
        "hybrid", n_people=240, dropout=0.3, dropout_by_outcome=1.0, extra_outcomes=2, rng=0
    )


def test_codebook_covers_every_column_and_no_other(service):
    for name in TABLES:
        columns = getattr(service, name).columns.tolist()
        book = service.codebook[service.codebook.table == name]
        assert book.column.tolist() == columns, name
        assert book.meaning.str.len().min() > 5 and book.range.str.len().min() > 0


def test_same_seed_same_tables_and_another_seed_other_ones():
    one, again, other = (simulate_programme(n_people=40, rng=seed) for seed in (0, 0, 1))
    for name in TABLES:
        assert getattr(one, name).equals(getattr(again, name)), name
    assert one.truth.effects == again.truth.effects
    assert not one.study.equals(other.study)
    assert one.study.equals(simulate_programme(n_people=40, rng=np.random.default_rng(0)).study)


def test_tables_agree_with_each_other(service):
    study = service.study.set_index("person")
    assert service.people.person.is_unique and len(service.people) == 240
    sessions = service.contacts.groupby("person").size().reindex(study.index, fill_value=0)
    assert (sessions == study.sessions).all()
    stays = service.admissions.groupby("person").days.agg(["size", "sum"])
    stays = stays.reindex(study.index, fill_value=0)
    assert (stays["size"] == study.admissions).all() and (stays["sum"] == study.bed_days).all()
    costs = service.costs.set_index("person")
    assert np.allclose(costs.total, costs.sessions + costs.hospital + costs.other_care)
    assert np.allclose(costs.total, study.cost)
    served = study[study.group == "programme"]
    assert (served.groupby("worker").size().sum()) == service.workers.caseload.sum()
    assert study[study.group == "comparison"].worker.isna().all()
    assert (study[study.group == "comparison"].sessions == 0).all()
    assert set(served.site) <= set(service.sites.site)


def test_outcomes_end_where_a_person_was_lost(service):
    left = service.people.set_index("person").left_month
    study = service.study.set_index("person")
    assert (study.recovery.isna() == left.notna()).all() and left.notna().sum() > 20
    gone = left.fillna(99).reindex(service.outcomes.person).to_numpy() <= service.outcomes.month
    assert (service.outcomes.recovery.isna() == gone).all()
    last = service.outcomes[service.outcomes.month == 12].set_index("person").recovery
    assert last.equals(study.recovery.rename("recovery")[last.index])


def test_values_lie_in_the_range_that_the_codebook_names(service):
    for name in ("hope", "self_efficacy", "belonging"):
        assert service.outcomes[name].dropna().between(0, 100).all()
    assert service.study.need_rating.between(0, 10).all()
    assert (
        service.contacts.day.between(1, 360).all() and service.admissions.day.between(1, 360).all()
    )
    assert service.admissions.days.between(1, 365).all()
    assert service.workers.role_fidelity.between(0, 1).all()
    assert service.outcomes.recovery.dropna().between(0, 100).all()


def test_truth_is_in_no_table_and_agrees_with_itself(service):
    truth = service.truth
    for name in TABLES:
        assert not {"need", "drive", "effect", "without"} & set(getattr(service, name).columns)
    served = (service.people.group == "programme").to_numpy()
    assert truth.effects["recovery"] == pytest.approx(truth.people.effect[served].mean())
    assert truth.off_by(truth.effects["recovery"] + 2) == pytest.approx(2)
    assert "truth is kept apart" in repr(service)
    assert f"{truth.effects['recovery']:+.1f}" in repr(truth)


def test_supervision_carries_down_to_outcomes():
    ways = ("clinical_only", "hybrid")
    big = {way: simulate_programme(way, n_people=6000, n_sites=60, rng=3) for way in ways}
    for step in (
        lambda one: one.workers.role_fidelity.mean(),
        lambda one: one.truth.effects["hope"],
        lambda one: one.truth.effects["self_efficacy"],
        lambda one: one.truth.effects["belonging"],
        lambda one: one.truth.effects["recovery"],
        lambda one: -one.truth.effects["admissions"],
        lambda one: -one.truth.effects["bed_days"],
    ):
        assert step(big["hybrid"]) > step(big["clinical_only"]) > 0
    # a peer-led team without a line to a clinician watches over risk less
    peer_led = simulate_programme("peer_led", n_people=6000, n_sites=60, rng=3)
    assert peer_led.sites.risk_oversight.mean() < big["hybrid"].sites.risk_oversight.mean()
    assert peer_led.truth.effects["admissions"] > big["hybrid"].truth.effects["admissions"]


def test_mean_of_the_people_is_near_what_the_model_says_of_the_usual_person():
    big = simulate_programme("hybrid", n_people=8000, n_sites=100, rng=5)
    from peerlib.models import supervision

    of_usual = model.usual_effect(supervision.preset("hybrid"), sessions=3.2)
    # people with high needs gain more than people with low needs lose out
    assert of_usual < big.truth.effects["recovery"] < 1.4 * of_usual


def test_with_an_effect_of_zero_nobody_changes():
    service = simulate_programme(effect=0, rng=2)
    assert service.truth.people.effect.abs().max() == 0
    assert service.truth.effects["hope"] == 0


@pytest.mark.parametrize("allocation", list(model.TABLE["allocations"]))
def test_allocation_is_what_it_says(allocation):
    people = simulate_programme(allocation=allocation, n_people=200, n_sites=10).people
    programme = people.group == "programme"
    if allocation == "everybody":
        assert programme.all()
    elif allocation == "whoever_comes":
        assert 60 < programme.sum() < 140
    else:
        assert programme.sum() == 100
    if allocation == "sites_by_lot":
        assert people.groupby("site").group.nunique().max() == 1


def test_only_people_below_the_line_are_let_in():
    assert simulate_programme(entry_below=42).study.recovery_first.max() <= 42
    assert simulate_programme().study.recovery_first.max() > 60


@pytest.mark.parametrize("months", [1, 2, 36])
def test_short_and_long_studies_have_their_waves(months):
    service = simulate_programme(months=months, n_people=24)
    assert sorted(service.outcomes.month.unique()) == sorted({0, months // 2, months})


def test_smallest_and_largest_dials_can_be_had():
    for name, dial in model.TABLE["dials"].items():
        for end in (dial["minimum"], dial["maximum"]):
            # the largest study takes a moment; a smaller one follows the same way
            value = min(end, 400) if name == "n_people" else end
            settings = {"n_people": 400, "n_sites": 2, name: value}
            simulate_programme(**settings)
    smallest = simulate_programme(n_people=4, n_sites=2)
    assert len(smallest.study) == 4


BAD = [None, "many", float("nan"), float("inf"), -1e9, 1e9, True, [], {}, 10**400, object()]


@pytest.mark.parametrize("value", BAD, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("name", list(model.TABLE["dials"]))
def test_a_dial_that_cannot_be_is_refused_by_its_name(name, value):
    with pytest.raises(ValueError, match=name):
        simulate_programme(**{name: value})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"n_peple": 100}, "Did you mean 'n_people'"),
        ({"allocation": "lottery"}, "Unknown allocation 'lottery'. Available: people_by_lot"),
        ({"allocation": None}, "Unknown allocation None"),
        ({"n_people": 10}, "10 people are too few for 6 sites"),
        ({"rng": -1}, "rng must be a whole number from 0"),
        ({"rng": None}, "rng must be a whole number"),
        ({"rng": 1.5}, "rng must be a whole number"),
    ],
)
def test_nonsense_is_refused_in_words(settings, message):
    with pytest.raises(ValueError, match=message):
        simulate_programme(**settings)


@pytest.mark.parametrize("supervision", ["hybird", None, 3, {}, {"caseload": 20}, []])
def test_supervision_that_does_not_exist_is_refused(supervision):
    with pytest.raises(ValueError, match="hybrid"):
        simulate_programme(supervision)


def test_a_design_is_made_once_and_nothing_is_set_beside_it():
    made = design("peer_led", n_people=60)
    assert simulate_programme(made).design is made
    with pytest.raises(ValueError, match="n_people cannot be set beside it"):
        simulate_programme(made, n_people=80)


def test_estimate_that_is_no_number_is_refused(service):
    with pytest.raises(ValueError, match="estimate must be a number"):
        service.truth.off_by("much")
    with pytest.raises(ValueError, match="Unknown result 'mood'"):
        service.truth.off_by(1.0, of="mood")


def test_dials_and_codebook_can_be_read_without_a_simulation():
    assert dials().loc["n_people", "value"] == 200
    assert set(codebook(3).column) >= {"extra_01", "extra_03", "bed_days"}


def test_pandas_and_scipy_are_loaded_only_when_needed():
    program = (
        "import sys, peerlib.programme;"
        "print([n for n in ('pandas', 'scipy', 'matplotlib') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
