"""One simulated programme: its tables, and the truth, kept apart."""

from dataclasses import dataclass

import numpy as np

from ..experiments import _asked
from ._draw import Drawn, draw
from .codebook import codebook
from .design import Design, as_design

UNITS = {
    "recovery": "points",
    "hope": "points",
    "self_efficacy": "points",
    "belonging": "points",
    "admissions": "admissions",
    "bed_days": "days in hospital",
    "cost": "pounds",
}


@dataclass(frozen=True, eq=False, repr=False)
class Truth:
    """What no service knows: what the programme truly did to the people who got it.

    Attributes
    ----------
    effects : dict of str to float
        For ``recovery``, ``hope``, ``self_efficacy`` and ``belonging`` (points at the end),
        ``admissions``, ``bed_days`` and ``cost`` (over the months): how those who got the
        programme fare with it, less how they would have fared without, on average.
    people : pandas.DataFrame
        One row for each person: ``need`` and ``drive`` (standard normal), ``with_programme``
        and ``without`` (true recovery score at the end), ``effect`` (their difference).
    design : Design
    """

    effects: dict
    people: object
    design: Design

    @property
    def sentence(self) -> str:
        """The truth in a sentence."""
        return (
            f"In truth the programme changes the recovery score of those who got it by "
            f"{self.effects['recovery']:+.1f} points, and their admissions by "
            f"{self.effects['admissions']:+.2f} each over {self.design.months} months."
        )

    def off_by(self, estimate: float, of: str = "recovery") -> float:
        """Return by how much an estimate is too high; below 0 it is too low.

        Raises
        ------
        ValueError
            If it is not a number, or there is no such result.
        """
        _asked.one_of("result", of, UNITS)
        return _asked.number("estimate", estimate, -1e12, 1e12) - self.effects[of]

    def __repr__(self):
        return self.sentence


@dataclass(frozen=True, eq=False, repr=False)
class Programme:
    """A simulated programme as a service would know it: tables, and no truth in them.

    Attributes
    ----------
    people, contacts, outcomes, admissions, costs, workers, sites : pandas.DataFrame
        `codebook` says what each column is.
    study : pandas.DataFrame
        One row for each person, with all that an analysis begins with.
    codebook : pandas.DataFrame
        Table, column, meaning, unit and range.
    truth : Truth
        Kept apart: look at it last.
    """

    people: object
    contacts: object
    outcomes: object
    admissions: object
    costs: object
    workers: object
    sites: object
    study: object
    codebook: object
    truth: Truth

    @property
    def design(self) -> Design:
        """How the study was made."""
        return self.truth.design

    @property
    def sentence(self) -> str:
        """What there is, without the truth."""
        groups = self.people.group.value_counts()
        lost = int(self.people.left_month.notna().sum())
        return (
            f"A made-up programme with {len(self.people):,} people at {len(self.sites)} sites, "
            f"followed for {self.design.months} months: {groups.get('programme', 0):,} with the "
            f"programme, {groups.get('comparison', 0):,} without. {len(self.contacts):,} sessions "
            f"and {len(self.admissions):,} admissions are on record. {lost:,} people did not fill "
            "in the last questionnaire. The truth is kept apart."
        )

    def __repr__(self):
        return self.sentence


def simulate_programme(design="hybrid", *, rng=1, **dials) -> Programme:
    """Simulate a peer-support programme once, from its supervision model down to its people.

    Parameters
    ----------
    design : Design, str or dict
        From `peerlib.programme.design`; or the supervision, "clinical_only", "peer_led" or
        "hybrid", or all its levers by name.
    rng : int or numpy.random.Generator
        Seed of the luck (0 is one). The same seed gives the same tables.
    **dials
        Anything else that `peerlib.programme.design` takes, such as ``allocation``,
        ``n_people`` or ``dropout``.

    Returns
    -------
    Programme

    Raises
    ------
    ValueError
        If something is unknown or out of its range; the message says what there is.

    Notes
    -----
    The equations stand in `peerlib.models.programme`. All numbers are assumed: an
    illustration, not evidence.

    Examples
    --------
    >>> service = simulate_programme("hybrid", n_people=300, rng=7)
    >>> service.study.shape[0], round(service.truth.effects["recovery"], 1)
    (300, 4.1)
    """
    from ._tables import all_tables

    made = as_design(design, dials)
    rng = _asked.generator(rng)
    drawn = draw(made, 1, rng)
    tables = all_tables(drawn, rng)
    return Programme(**tables, codebook=codebook(made.extra_outcomes), truth=_truth(drawn))


def true_effects(drawn: Drawn) -> dict[str, np.ndarray]:
    """Return the true mean effect on those who got the programme, in each study, by result."""
    served = drawn.group.sum(axis=1)
    found = {}
    for name in UNITS:
        effects = drawn.group * (drawn.with_programme[name] - drawn.without[name])
        found[name] = effects.sum(axis=1) / np.where(served > 0, served, np.nan)
    return found


def _truth(drawn):
    import pandas as pd

    with_programme, without = drawn.with_programme["recovery"][0], drawn.without["recovery"][0]
    people = pd.DataFrame(
        {
            "person": [f"P{i + 1:05d}" for i in range(drawn.design.n_people)],
            "need": drawn.need[0],
            "drive": drawn.drive[0],
            "with_programme": with_programme,
            "without": without,
            "effect": with_programme - without,
        }
    )
    effects = {name: float(value[0]) for name, value in true_effects(drawn).items()}
    return Truth(effects=effects, people=people, design=drawn.design)
