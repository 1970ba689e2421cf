"""The simulated programme: how long a thousand repetitions take, and what they hold.

    python benchmarks/programme.py [--times 2000]

Every fair design should hold the truth in 95 of 100 studies, within what chance allows:
with 2,000 studies 93.5 to 96.5 of 100 (three standard errors).
"""

import argparse
import time

from peerlib.programme import repeat

FAIR = (
    ("by lot, difference", "difference", {}),
    ("by lot, change", "change", {}),
    ("by lot, allowing for the first score", "adjusted", {}),
    ("by lot, no effect at all", "difference", {"effect": 0.0}),
    ("by lot, at a low point, with a trend", "adjusted", {"entry_below": 45, "secular_trend": 5}),
    ("by lot, three in ten lost by chance", "difference", {"dropout": 0.3}),
    ("before and after, nothing else", "before_after", {"allocation": "everybody"}),
    (
        "sites by lot, by site",
        "by_site",
        {"allocation": "sites_by_lot", "site_sd": 3.0, "n_sites": 10},
    ),
)


def main(times=2000):
    """Print a line for each fair design."""
    repeat(times=10)  # what is loaded at the first use is not timed
    for what, estimator, dials in FAIR:
        begin = time.perf_counter()
        runs = repeat("hybrid", estimator, times=times, rng=2026, **dials)
        seconds = (time.perf_counter() - begin) * 1000 / times
        print(
            f"{what:40} {seconds:5.2f} s for 1,000; off by {runs.bias:+.3f}; "
            f"{100 * runs.coverage:.1f} of 100 hold the truth"
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--times", type=int, default=2000)
    main(asked.parse_args().times)
