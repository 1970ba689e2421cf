"""What `import peerlib` costs, beside starting Python and beside importing pandas."""

import statistics
import subprocess
import sys
import time

RUNS = 15


def seconds(program: str) -> float:
    """Return the median time of running a program in a fresh Python."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the start-up times."""
    bare = seconds("pass")
    for module in ("peerlib", "peerlib.labs.supervision", "pandas"):
        extra = 1000 * (seconds(f"import {module}") - bare)
        print(f"import {module:26} {extra:7.1f} ms on top of Python's own {1000 * bare:.0f} ms")


if __name__ == "__main__":
    main()
