"""Turn one drawn study into the tables that a service would hold."""

import numpy as np
import pandas as pd

from ..models import programme as model
from ._draw import LEVELS, Drawn
from .codebook import extra_names

DAYS_A_MONTH = 30


def names_of(drawn: Drawn) -> dict[str, np.ndarray]:
    """Return how people, sites and workers are called, one entry for each person."""
    sites = np.array([f"S{i + 1:02d}" for i in range(drawn.design.n_sites)])
    site = sites[drawn.site]
    worker = np.array([f"{s}-W{w + 1}" for s, w in zip(site, drawn.worker, strict=True)])
    person = np.array([f"P{i + 1:05d}" for i in range(len(site))])
    return {"person": person, "site": site, "worker": worker}


def study_table(drawn: Drawn, i: int, names: dict):
    """Return study number `i` as one row for each person: what an analysis begins with."""
    group, kept = drawn.group[i], drawn.left[i] == 0
    last = drawn.scores[-1]
    columns = {
        "person": names["person"],
        "site": names["site"],
        "worker": np.where(group, names["worker"], None),
        "group": np.where(group, "programme", "comparison"),
        "need_rating": _rating(drawn.need[i]),
        "recovery_first": drawn.first[i].round(1),
        "recovery": drawn.last[i].round(1),
        **{name: np.where(kept, last[name][i], np.nan).round(1) for name in LEVELS},
        "sessions": drawn.sessions[:, i].sum(axis=0) * group,
        "admissions": drawn.admissions[i],
        "bed_days": drawn.bed_days[i].astype(int),
        "cost": drawn.cost[i].round(2),
    }
    for k, name in enumerate(extra_names(drawn.design.extra_outcomes)):
        columns[name] = np.where(kept, drawn.extra[i, :, k], np.nan).round(1)
    return pd.DataFrame(columns)


def _rating(need):
    return np.clip(np.round(5 + 2 * need), 0, 10).astype(int)


def all_tables(drawn: Drawn, rng: np.random.Generator) -> dict:
    """Return the tables of a single study, by name. `rng` draws the days within a month."""
    names = names_of(drawn)
    group, left = drawn.group[0], drawn.left[0]
    worker = pd.Series(names["worker"]).where(group, None)
    people = pd.DataFrame(
        {
            "person": names["person"],
            "site": names["site"],
            "group": np.where(group, "programme", "comparison"),
            "worker": worker,
            "need_rating": _rating(drawn.need[0]),
            "left_month": pd.array(np.where(left > 0, left, None), dtype="Int64"),
        }
    )
    return {
        "people": people,
        "contacts": _contacts(drawn, names, rng),
        "outcomes": _outcomes(drawn, names),
        "admissions": _admissions(drawn, names, rng),
        "costs": _costs(drawn, names),
        "workers": _workers(drawn),
        "sites": _sites(drawn),
        "study": study_table(drawn, 0, names),
    }


def _contacts(drawn, names, rng):
    came = drawn.sessions[:, 0] * drawn.group[0]
    month, who = np.nonzero(came)
    times = came[month, who]
    month, who = np.repeat(month, times), np.repeat(who, times)
    day = month * DAYS_A_MONTH + rng.integers(1, DAYS_A_MONTH + 1, len(month))
    table = pd.DataFrame(
        {"person": names["person"][who], "worker": names["worker"][who], "day": day, "minutes": 60}
    )
    return table.sort_values(["day", "person"], kind="stable", ignore_index=True)


def _outcomes(drawn, names):
    parts, left = [], drawn.left[0]
    for month, answers in zip(drawn.design.waves, drawn.scores, strict=True):
        part = pd.DataFrame({"person": names["person"], "month": month})
        for name in ("recovery", *LEVELS):
            part[name] = np.where((left > 0) & (month >= left), np.nan, answers[name][0]).round(1)
        parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values(["person", "month"], ignore_index=True)


def _admissions(drawn, names, rng):
    who = np.repeat(np.arange(len(names["person"])), drawn.admissions[0])
    day = rng.integers(1, drawn.design.months * DAYS_A_MONTH + 1, len(who))
    table = pd.DataFrame({"person": names["person"][who], "day": day, "days": drawn.stays})
    return table.sort_values(["day", "person"], kind="stable", ignore_index=True)


def _costs(drawn, names):
    came = drawn.sessions[:, 0].sum(axis=0) * drawn.group[0]
    months = drawn.design.months
    return pd.DataFrame(
        {
            "person": names["person"],
            "sessions": model.cost(came, 0, 0),
            "hospital": model.cost(0, drawn.bed_days[0], 0),
            "other_care": model.cost(0, 0, months),
            "total": drawn.cost[0],
        }
    )


def _workers(drawn):
    rows = []
    for s in range(drawn.design.n_sites):
        for w in range(drawn.design.workers_per_site):
            people = int((drawn.group[0] & (drawn.site == s) & (drawn.worker == w)).sum())
            fidelity = round(float(drawn.worker_fidelity[0, s, w]), 2)
            rows.append([f"S{s + 1:02d}-W{w + 1}", f"S{s + 1:02d}", people, fidelity])
    return pd.DataFrame(rows, columns=["worker", "site", "caseload", "role_fidelity"])


def _sites(drawn):
    return pd.DataFrame(
        {
            "site": [f"S{s + 1:02d}" for s in range(drawn.design.n_sites)],
            "supervision": drawn.design.supervision,
            "role_fidelity": drawn.fidelity[0].round(2),
            "risk_oversight": drawn.oversight[0].round(2),
        }
    )
