"""What a way to supervise costs, in hours a month for a team.

Counted is the time of everybody around the work: workers, those who supervise,
those who stand in, hire and train. The hours that people get from their own worker
are not counted: they are to be the same whatever the design, so somebody steps in
where a worker has too many people.

This model is an illustration, not evidence: all its values are assumed
(`peerlib/data/supervision.toml`, table "costs").

PORTABLE: runs under CPython and MicroPython. The arithmetic works on floats and on
NumPy arrays alike.
"""

from .supervision import equilibrium
from .supervision_rates import LEVERS, STATES, TABLE, above, turnover

VALUES = {name: entry["value"] for name, entry in TABLE["costs"].items()}
# What is paid for, in the order in which it is shown.
PARTS = (
    ("practice", "practice supervision"),
    ("clinical", "clinical line"),
    ("reflection", "time for reflection"),
    ("training", "training"),
    ("recovery", "work with the organisation"),
    ("leaving", "workers who leave"),
    ("exhaustion", "hours lost to burnout"),
    ("stepping_in", "others who step in"),
    ("running", "records, travel, meetings"),
)


def workers_needed(caseload, n_workers, values=VALUES):
    """Return how many workers it takes for the same people at another caseload.

    Parameters
    ----------
    caseload : float or array
        People for each worker.
    n_workers : float
        Workers at the usual caseload of 20.

    Returns
    -------
    float or array
        20 n / w; a part of a worker is a part-time post.

    Examples
    --------
    >>> workers_needed(16, 4)
    5.0
    """
    return values["people_for_each_worker"] * n_workers / caseload


def hours(levers, n_workers, levels=None, values=VALUES):
    """Return what a design costs, in hours a month for the whole team.

    Parameters
    ----------
    levers : dict
        Lever name to setting, or to an array with one entry for each design.
    n_workers : float
        Workers at the usual caseload of 20; the team supports 20 times as many people,
        whatever the caseload.
    levels : sequence of 6 floats or arrays, optional
        Where the team has settled; worked out if left out.
    values : dict, optional
        The assumed values, by name.

    Returns
    -------
    dict
        Name of each part (see `PARTS`) to hours a month.

    Notes
    -----
    s, x, h, p, w, tau and o are the levers in the order of `LEVERS`; n = 20 n_workers / w
    is the number of workers; k_r and k_p are the risk line and the say over practice as in
    `supervision_rates.pressures`; q is the share of workers who leave in a month and B is
    burnout, both where the team settles.

    - practice     3 n [1 + 2 s + (1 - s)]
    - clinical     8 k_r + n (2 k_r + 8 k_p)
    - reflection   n h (0.5 + p^2): an hour that is half protected needs a quarter of a
      stand-in, since the easy half comes first
    - training     n (50 q tau + tau^2)
    - recovery     12 o^2
    - leaving      250 n q
    - exhaustion   50 n B^2
    - stepping in  5 n max(0, w - 22)
    - running      16 n

    Examples
    --------
    >>> from peerlib.models.supervision import preset
    >>> round(sum(hours(preset("hybrid"), 4).values()))
    179
    """
    v = values
    s, x, h, p, w, tau, o = [levers[name] for name in LEVERS]
    if levels is None:
        levels = equilibrium(levers)
    burnout = levels[STATES.index("burnout")]
    leaving = turnover(burnout)
    n = workers_needed(w, n_workers, v)
    practice_line = above(2 * x - 1)
    risk_line = 2 * x - practice_line
    supervisor = s * v["senior_peer_hour"] + (1 - s) * v["clinician_hour"]
    return {
        "practice": n * v["practice_hours"] * (1 + supervisor),
        "clinical": v["risk_line_team"] * risk_line
        + n * (v["risk_line_worker"] * risk_line + v["clinical_say_worker"] * practice_line),
        "reflection": n * h * (v["reflection_leader"] + v["reflection_cover"] * p**2),
        "training": n * (v["training_newcomer"] * leaving * tau + v["training_upkeep"] * tau**2),
        "recovery": v["recovery_team"] * o**2,
        "leaving": n * v["hiring"] * leaving,
        "exhaustion": n * v["exhaustion"] * burnout**2,
        "stepping_in": n * v["hours_for_each_person"] * above(w - v["people_in_reach"]),
        "running": n * v["hours_for_each_worker"],
    }
