"""Experiments with the supervision model that need many runs: spread, levers, certainty, design.

    from peerlib import experiments

    teams = experiments.many_teams("hybrid", n_teams=10_000, progress=True)
    print(teams.sentence)
    teams.draw()

Each experiment is one function. Its result says what was seen (`sentence`), gives the
numbers (`table()`, a pandas DataFrame) and draws them (`draw()`, with alternative text).
All of them call the equations in `peerlib.models`; none has its own.

Not portable: NumPy is loaded here, and SciPy, SALib, pandas and Matplotlib inside the
functions that need them.
"""

from .certainty import Certainty, MinimumRange, certainty, minimum_range
from .design import Design, least_hours
from .incidents import Incidents, incidents
from .progress import Progress
from .sensitivity import Sensitivity, Tornado, sobol, tornado
from .stationary import settled, stationary
from .teams import Teams, many_teams

__all__ = [
    "Certainty",
    "Design",
    "Incidents",
    "MinimumRange",
    "Progress",
    "Sensitivity",
    "Teams",
    "Tornado",
    "certainty",
    "incidents",
    "least_hours",
    "many_teams",
    "minimum_range",
    "settled",
    "sobol",
    "stationary",
    "tornado",
]
