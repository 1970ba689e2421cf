"""Run every benchmark and print what it measured: read the numbers as ratios."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from benchmarks import exercises, marking, page, programme, start_up, teams, weight  # noqa: E402

for part in (start_up, weight, page, teams, programme, exercises, marking):
    print(f"\n{part.__doc__.splitlines()[0]}")
    part.main()
