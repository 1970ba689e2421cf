"""Count serious risks in many teams: told, known, handled."""

from dataclasses import dataclass

import numpy as np

from ..labs import _drawing as drawing
from ..models import supervision as model
from ..models import supervision_incidents as rules
from . import _asked
from ._result import Result

KINDS = ("handled", "known_not_handled", "unknown")
LABELS = {
    "handled": "known and handled",
    "known_not_handled": "known, not handled",
    "unknown": "not known",
}


@dataclass(frozen=True, eq=False, repr=False)
class Incidents(Result):
    """Counts of incidents in many teams.

    Attributes
    ----------
    counts : dict of str to array, shape (n_teams,)
        ``handled``, ``known_not_handled`` and ``unknown``: incidents of each team in all months.
    months : int
    """

    counts: dict
    months: int

    @property
    def total(self) -> np.ndarray:
        """All incidents of each team."""
        return sum(self.counts.values())

    def share(self, kind: str) -> float:
        """Return the share of all incidents, over all teams, that are of a kind.

        NaN if there were none.
        """
        all_of_them = self.total.sum()
        count = self.counts[_asked.one_of("kind", kind, KINDS)].sum()
        return float(count / all_of_them) if all_of_them else float("nan")

    @property
    def sentence(self) -> str:
        """What is seen, in a few short sentences."""
        total = self.total
        low, high = np.quantile(total, (0.05, 0.95))
        text = (
            f"In {self.months} months {len(total):,} teams met {int(total.sum()):,} incidents; "
            f"nine in ten teams met {low:.0f} to {high:.0f}."
        )
        if not total.sum():
            return text
        words = [f"{100 * self.share(kind):.0f} were {LABELS[kind]}" for kind in KINDS]
        return text + f" Of 100 incidents {_asked.listed(words)}."

    def table(self):
        """Return one row for each team, as a pandas.DataFrame."""
        import pandas as pd

        table = pd.DataFrame({"team": np.arange(1, len(self.total) + 1), **self.counts})
        table.attrs["notes"] = ["An illustration, not evidence.", f"{self.months} months."]
        return table

    def pictures(self) -> list[dict]:
        """Return one picture of 100 dots, one for each of 100 incidents."""
        if not self.total.sum():
            return []
        exact = [100 * self.share(kind) for kind in KINDS]
        dots = [int(share) for share in exact]
        rest = sorted(range(3), key=lambda i: dots[i] - exact[i])[: 100 - sum(dots)]
        dots = [count + (i in rest) for i, count in enumerate(dots)]
        parts = [
            (style, LABELS[kind], count)
            for style, kind, count in zip(("average", "second", "third"), KINDS, dots, strict=True)
        ]
        words = _asked.listed(f"{count} {label}" for _, label, count in parts)
        return [drawing.icons("100 incidents", f"100 dots, one for each incident: {words}.", parts)]


def incidents(teams, *, caseload: float, n_workers: int = 4, rng=1) -> Incidents:
    """Draw the incidents of many teams, month by month, from the levels of each team.

    Parameters
    ----------
    teams : Teams
        From `many_teams`, with mutuality, professionalization, role fidelity and risk
        oversight among its scores.
    caseload : float
        People whom one worker supports, 0 to 1000.
    n_workers : int
        Workers in a team, 1 to 10,000.
    rng : int or numpy.random.Generator
        Seed of the luck.

    Returns
    -------
    Incidents

    Raises
    ------
    ValueError
        If something asked for is not possible; the message says what is.

    Notes
    -----
    Incidents of a month are Poisson with mean 0.02 n w; what becomes of each follows
    `supervision_incidents.shares` at the team's levels at the end of that month.

    Examples
    --------
    >>> from peerlib.experiments import many_teams
    >>> found = incidents(many_teams("hybrid", n_teams=2000, start="hybrid"), caseload=20)
    >>> round(found.share("handled"), 2)
    0.63
    """
    caseload = _asked.number("caseload", caseload, 0, 1000)
    n_workers = _asked.whole("n_workers", n_workers, 1, 10_000)
    needed = ("mutuality", "professionalization", "role_fidelity", "risk_oversight")
    missing = [name for name in needed if name not in getattr(teams, "scores", {})]
    if missing:
        raise ValueError(
            f"incidents needs the result of many_teams with its scores for {', '.join(missing)}."
        )
    rng = _asked.generator(rng)
    mean = rules.expected_in_a_year(n_workers, caseload) / 12
    counts = {kind: np.zeros(teams.n_teams, dtype=int) for kind in KINDS}
    for month in range(1, teams.months + 1):
        levels = [teams.scores[name][month] if name in needed else None for name in model.STATES]
        shares = rules.shares(levels)
        # a Poisson number split by fixed shares gives Poisson numbers, one for each share
        for kind in KINDS:
            counts[kind] += rng.poisson(np.maximum(0.0, mean * shares[kind]))
    return Incidents(counts, teams.months)
