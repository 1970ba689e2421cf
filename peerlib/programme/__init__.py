"""A peer-support programme with a known truth, once or a thousand times.

    from peerlib.programme import simulate_programme, repeat

    service = simulate_programme("hybrid", n_people=200, rng=1)
    service.study                 # what an analysis begins with
    service.truth                 # look at it last

    runs = repeat("hybrid", "difference", times=1000, allocation="whoever_comes",
                  confounding_by_need=1.0)
    print(runs.sentence)

From its supervision model (`peerlib.models.supervision`) over role fidelity, support, hope,
self-efficacy and belonging down to recovery scores, admissions, bed days and cost. `dials`
lists what may be set: selection, confounding by need, drop-out and so on. The tables are as
a service would hold them; the truth is kept apart.

All numbers are assumed: an illustration, not evidence. Not portable: NumPy is loaded here,
pandas and SciPy inside the functions that need them.
"""

from .codebook import codebook
from .design import Design, design, dials
from .repeat import repeat
from .repeats import Repeats
from .simulated import Programme, Truth, simulate_programme

__all__ = [
    "Design",
    "Programme",
    "Repeats",
    "Truth",
    "codebook",
    "design",
    "dials",
    "repeat",
    "simulate_programme",
]
