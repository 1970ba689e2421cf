"""Published trials pooled by the course: forest plots, and whether small trials differ."""

from ...evaluation.meta_checks import LeaveOneOut, leave_one_out
from ...evaluation.pooled import PooledEffect
from ...evaluation.reviews import G, group_trials, smit2023
from ...evaluation.small_studies import SmallStudies
from ...evaluation.small_studies import small_studies as egger
from ...labs import _drawing

PRINTED = (
    ("clinical", "0.19 (0.11 to 0.27)"),
    ("personal", "0.15 (0.04 to 0.27)"),
    ("functional", "0.08 (\u22120.02 to 0.18)"),
)


def groups() -> PooledEffect:
    """Return the four trials of groups led by peers."""
    return group_trials()


def personal() -> PooledEffect:
    """Return personal recovery, as Smit et al. (2023) pool it."""
    return smit2023("personal")


def clinical() -> PooledEffect:
    """Return clinical recovery, as Smit et al. (2023) pool it."""
    return smit2023("clinical")


def three_outcomes() -> list:
    """Return our pooled effects of all three outcomes, each with the printed one beside it."""
    rows, told = [], []
    for outcome, printed in PRINTED:
        estimate = smit2023(outcome).estimate
        rows.append(
            (
                "pooled",
                outcome.capitalize(),
                estimate.value,
                estimate.low,
                estimate.high,
                f"printed {printed}",
            )
        )
        told.append(
            f"{outcome} {estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f}), printed "
            f"{printed}"
        )
    text = "Pooled effects with 95 % intervals: " + "; ".join(told) + "."
    return [_drawing.intervals("Ours (the diamonds) and printed", text, rows, G, -0.1, 0.4, 0.0)]


def without_each() -> LeaveOneOut:
    """Return personal recovery without each trial in turn."""
    whole = smit2023("personal")
    return leave_one_out(whole.effects, whole.standard_errors, labels=whole.labels, axis=G)


def funnel() -> SmallStudies:
    """Return whether small trials of personal recovery differ from large ones."""
    whole = smit2023("personal")
    return egger(whole.effects, whole.standard_errors, labels=whole.labels, axis=G)
