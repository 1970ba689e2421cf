"""The exercise as a course without this package would set it: tests in hidden cells, by nbgrader.

Stock nbgrader marks by what a test cell of the learner's notebook does. So each of our test cells
becomes one `assert`, hidden from learners, and nothing of ours explains or swallows an error.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "trial-effects"
CONFIG = "c = get_config()\nc.ClearSolutions.code_stub = {'python': ''}\n"

START = """import numpy as np
from types import SimpleNamespace
from peerlib.exercises import data_seen_by, load
trial = data = SimpleNamespace(**data_seen_by(learner, load("trial-effects")))"""

RISKS = """risk_1 = data.readmitted_programme / data.people_programme
risk_0 = data.readmitted_comparison / data.people_comparison
"""
# What an instructor would write, by question.
RIGHT = {
    "risk_programme": "risk_1",
    "risk_difference": "risk_1 - risk_0",
    "risk_difference_low": "risk_1 - risk_0 - 1.96 * data.standard_error",
    "risk_difference_high": "risk_1 - risk_0 + 1.96 * data.standard_error",
    "relative_risk": "risk_1 / risk_0",
    "odds_ratio": "risk_1 / (1 - risk_1) / (risk_0 / (1 - risk_0))",
    "number_needed_to_treat": "1 / (risk_0 - risk_1)",
}


def write_source(folder):
    """Write the stock source of the exercise into a course's folder of solutions."""
    path = ROOT / "solutions" / NAME / (NAME + ".ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if "use_plain_words" in "".join(cell["source"]):
            cell["source"] = "pass"
        elif name == "start":
            cell["source"] = START
        elif name.startswith("check-"):
            cell["source"] = _test(name.removeprefix("check-"))
    place = Path(folder) / NAME
    place.mkdir(parents=True)
    (place / (NAME + ".ipynb")).write_text(json.dumps(notebook), encoding="utf-8")


def _test(question):
    return (
        "### BEGIN HIDDEN TESTS\n%s"
        "assert np.isclose(float(%s), %s, rtol=0.002)\n### END HIDDEN TESTS"
        % (RISKS, question, RIGHT[question])
    )
