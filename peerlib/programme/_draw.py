"""Draw whole studies at once: arrays with one row for each study, one column for each person.

Every equation is that of `peerlib.models.programme`; here is only chance and bookkeeping.
"""

from dataclasses import dataclass

import numpy as np

from ..models import programme as model
from ..models import programme_study as study
from ..models import supervision, support
from ..models.supervision_rates import within_unit
from .design import Design

LEVELS = support.OUTCOMES


@dataclass(frozen=True, eq=False)
class Drawn:
    """Studies as arrays of shape (times, n), unless another shape is named.

    Attributes
    ----------
    design : Design
    site, worker : array, shape (n,)
        Where each person lives, and who would support them; numbers from 0.
    group : array of bool
        Whether the person gets the programme.
    need, drive : array
        The person's own; see `models.programme`.
    first, last : array
        Measured recovery score; `last` is NaN where it was not filled in.
    scores : list of dict
        For each wave: measured ``recovery``, ``hope``, ``self_efficacy``, ``belonging``.
    left : array of int
        Month in which the person was lost, or 0.
    extra : array, shape (times, n, extra_outcomes)
        Further scores at the last wave.
    sessions : array of int, shape (months, times, n)
        Sessions that take place if the person gets the programme.
    admissions, bed_days, cost : array
    stays : array of int
        Length of each admission in days, person by person and study by study.
    with_programme, without : dict of array
        What is true under each: ``recovery``, ``hope``, ``self_efficacy`` and ``belonging`` at
        the end, and what is to be expected of ``admissions``, ``bed_days`` and ``cost``.
    fidelity, oversight : array, shape (times, n_sites)
        Of each site, on average over the months.
    worker_fidelity : array, shape (times, n_sites, workers_per_site)
    """

    design: Design
    site: np.ndarray
    worker: np.ndarray
    group: np.ndarray
    need: np.ndarray
    drive: np.ndarray
    first: np.ndarray
    last: np.ndarray
    scores: list
    left: np.ndarray
    extra: np.ndarray
    sessions: np.ndarray
    admissions: np.ndarray
    bed_days: np.ndarray
    stays: np.ndarray
    cost: np.ndarray
    with_programme: dict
    without: dict
    fidelity: np.ndarray
    oversight: np.ndarray
    worker_fidelity: np.ndarray


def draw(design: Design, times: int, rng: np.random.Generator) -> Drawn:
    """Draw `times` studies of a design."""
    shape = (times, design.n_people)
    site = np.arange(design.n_people) % design.n_sites
    worker = np.arange(design.n_people) // design.n_sites % design.workers_per_site
    teams = _teams(design, times, rng)
    touch = model.CONSTANTS["fidelity_spread"] * rng.standard_normal(
        (times, design.n_sites, design.workers_per_site)
    )
    person, first = _people(design, shape, rng)
    group = _group(design, person, shape, rng)
    # what the months bring
    needs = model.needs(person["need"], rng.standard_normal((4, *shape)))
    at_rest = support.levels_at_rest(needs)
    sessions, rises, levels = _months(design, needs, at_rest, teams, touch, site, worker, rng)
    # where people stand, with the programme and without
    of_site = (design.site_sd * rng.standard_normal((times, design.n_sites)))[:, site]
    of_worker = design.worker_sd * rng.standard_normal(touch.shape)
    of_worker = of_worker[:, site, worker]
    truly = []
    for month, rise in zip(design.waves, rises, strict=True):
        without = model.score_without(
            person["need"], person["own"], person["drive"], month, design.secular_trend
        )
        without = without + of_site * month / design.months
        gain = model.points_from(rise, design.effect) + of_worker * month / design.months
        truly.append((without, without + gain))
    actual = [np.where(group, with_it, without) for without, with_it in truly]
    scores = _questionnaires(design, actual, at_rest, levels, group, first, rng)
    left = _lost(design, actual[-1], group, rng)
    last = np.where(left > 0, np.nan, scores[-1]["recovery"])
    extra = 50.0 + 10.0 * rng.standard_normal((*shape, design.extra_outcomes))
    oversight = np.mean([month[model.OVERSIGHT] for month in teams], axis=0)
    records, truths = _records(design, truly, sessions, group, oversight[:, site], rng)
    for j, name in enumerate(LEVELS):
        moved = design.effect * (levels[-1][j] - at_rest[j])
        truths[0][name], truths[1][name] = 100 * at_rest[j], 100 * (at_rest[j] + moved)
    return Drawn(
        design=design,
        site=site,
        worker=worker,
        group=group,
        need=person["need"],
        drive=person["drive"],
        first=first,
        last=last,
        scores=scores,
        left=left,
        extra=extra,
        sessions=sessions,
        fidelity=np.mean([month[model.FIDELITY] for month in teams], axis=0),
        oversight=oversight,
        worker_fidelity=within_unit(
            np.mean([month[model.FIDELITY] for month in teams], axis=0)[..., None] + touch
        ),
        with_programme=truths[1],
        without=truths[0],
        **records,
    )


def _teams(design, times, rng):
    """Return the six levels of each site's team at the beginning of each month."""
    steps = 6 * supervision.STEPS_A_MONTH * design.months
    shape = (times, design.n_sites)
    start = [np.full(shape, level) for level in supervision.equilibrium(design.levers)]
    luck = rng.standard_normal((steps, *shape))
    return supervision.one_team(design.levers, start, design.months, luck)[:-1]


def _people(design, shape, rng):
    """Return who comes, and the first questionnaire; who scores too high is not let in."""
    names = ("need", "own", "drive", "week", "luck")
    draws = {name: rng.standard_normal(shape) for name in names}

    def first_score():
        true = model.score_without(draws["need"], draws["own"], draws["drive"], 0)
        return model.measured(true, draws["week"], draws["luck"], design.measurement_error)

    first = first_score()
    while (refused := first >= design.entry_below).any():
        for name in names:
            draws[name][refused] = rng.standard_normal(int(refused.sum()))
        first = first_score()
    return draws, first


def _group(design, person, shape, rng):
    times, n = shape
    if design.allocation == "everybody":
        return np.ones(shape, dtype=bool)
    if design.allocation == "whoever_comes":
        chance = study.chance_to_come(
            person["need"], person["drive"], design.confounding_by_need, design.selection
        )
        return rng.uniform(size=shape) < chance
    if design.allocation == "people_by_lot":
        return rng.permuted(np.tile(np.arange(n) < n // 2, (times, 1)), axis=1)
    sites = np.tile(np.arange(design.n_sites) < design.n_sites // 2, (times, 1))
    return rng.permuted(sites, axis=1)[:, np.arange(n) % design.n_sites]


def _months(design, needs, at_rest, teams, touch, site, worker, rng):
    """Return the sessions of each month, and rise and levels at each wave with the programme."""
    c = model.CONSTANTS
    shape = needs[0].shape
    attends = rng.uniform(c["attends_low"], c["attends_high"], shape)
    sessions = rng.binomial(design.hours, attends, (design.months, *shape))
    levels, kept = at_rest, {0: at_rest}
    for month in range(design.months):
        fidelity = within_unit(teams[month][model.FIDELITY][..., None] + touch)[:, site, worker]
        levels = model.month_on(levels, needs, sessions[month], fidelity)
        if month + 1 in design.waves:
            kept[month + 1] = levels
    at_waves = [kept[month] for month in design.waves]
    return sessions, [model.rise(levels, at_rest) for levels in at_waves], at_waves


def _questionnaires(design, actual, at_rest, levels, group, first, rng):
    """Return what the questionnaires say at each wave, for everybody."""
    found = []
    for wave, score in enumerate(actual):
        if wave == 0:
            recovery = first
        else:
            week, luck = rng.standard_normal((2, *score.shape))
            recovery = model.measured(score, week, luck, design.measurement_error)
        answers = {"recovery": recovery}
        for j, name in enumerate(LEVELS):
            level = at_rest[j] + group * design.effect * (levels[wave][j] - at_rest[j])
            error = model.CONSTANTS["outcome_error"] * rng.standard_normal(score.shape)
            answers[name] = np.clip(100 * level + error, 0, 100)
        found.append(answers)
    return found


def _lost(design, score, group, rng):
    """Return the month in which each person was lost, or 0."""
    steep = design.dropout_by_outcome * group
    chance = study.chance_to_be_lost(design.dropout, score, steep)
    lost = rng.uniform(size=score.shape) < chance
    return np.where(lost, rng.integers(1, design.months + 1, score.shape), 0)


def mean_stay() -> float:
    """Return the mean length of a stay, in whole days begun."""
    from scipy.special import ndtr

    c = model.CONSTANTS
    days = np.arange(1, 365)
    longer = 1 - ndtr(np.log(days / c["stay_median"]) / c["stay_spread"])
    return float(1 + longer.sum())


def _records(design, truly, sessions, group, oversight, rng):
    """Return admissions, bed days and costs, and what of them was to be expected."""
    truths = []
    usual = model.CONSTANTS["usual_oversight"]
    for way, watch in ((0, usual), (1, oversight)):
        score = (truly[0][way] + truly[-1][way]) / 2
        rate = model.admissions_a_year(score, watch) * design.months / 12
        days = rate * mean_stay()
        came = sessions.sum(axis=0) * way
        truths.append(
            {
                "recovery": truly[-1][way],
                "admissions": rate,
                "bed_days": days,
                "cost": model.cost(came, days, design.months),
            }
        )
    admissions = rng.poisson(np.where(group, truths[1]["admissions"], truths[0]["admissions"]))
    luck = rng.standard_normal(int(admissions.sum()))
    stays = np.minimum(np.ceil(model.days_of_a_stay(luck)), 365).astype(int)
    whose = np.repeat(np.arange(admissions.size), admissions.ravel())
    bed_days = np.bincount(whose, stays, admissions.size).reshape(admissions.shape)
    cost = model.cost(sessions.sum(axis=0) * group, bed_days, design.months)
    records = {"admissions": admissions, "bed_days": bed_days, "stays": stays, "cost": cost}
    return records, truths
