"""The five scores and the one minimum that the article gives, and the places it leaves empty."""

from ...data import read
from ...labs import _drawing as drawing

MODELS = (("clinical_only", "clinical-only"), ("peer_led", "peer-led"), ("hybrid", "hybrid"))
SCORES = (
    ("role_fidelity", "Role fidelity (F)"),
    ("reflective_practice", "Reflective practice (Q)"),
    ("risk_oversight", "Risk oversight (R)"),
)


def given_scores():
    """Return one picture for each score: a dot where a number is given, words where none is."""
    table = read("supervision")
    given = {(row["preset"], row["score"]): row["value"] for row in table["given"]}
    return [_score(score, title, given, table["minimums"][score]) for score, title in SCORES]


def _score(score, title, given, minimum):
    stated = minimum["value"] if minimum["status"] == "given" else None
    rows, told = [], []
    for preset, label in MODELS:
        value = given.get((preset, score))
        shown = "not given" if value is None else f"{value:.2f}"
        rows.append(("average", label, value, None, None, shown))
        told.append(f"{label} {shown}")
    line = "no minimum given" if stated is None else f"minimum {stated:.2f}"
    text = f"{title}, from 0 to 1: {', '.join(told)}; {line}."
    axis = "score" if stated is None else "score; the upright line is the minimum"
    return drawing.intervals(f"{title}: {line}", text, rows, axis, 0.0, 1.0, reference=stated)
