"""Change in published trials, recomputed, and what comes back by itself."""

from ...data import read
from ...evaluation.change import PrePostControl, pre_post_control
from ...evaluation.return_to_the_mean import ReturnToTheMean
from ...evaluation.return_to_the_mean import return_to_the_mean as back_by_itself
from ...evaluation.standardised import compare_means
from ...labs import _drawing
from ...models.change import sd_from_standard_error


def hope() -> PrePostControl:
    """Return hope in the trial of the peer-run course, after 24 weeks."""
    trial = read("change")["van_gestel2012"]
    wanted = [one for one in trial["outcomes"] if (one["name"], one["weeks"]) == ("Hope", 24)]
    return _beside(trial, wanted[0])


def outcomes() -> list:
    """Return every outcome of that trial as computed, with the printed value as a note."""
    trial = read("change")["van_gestel2012"]
    rows, told = [], []
    for one in trial["outcomes"]:
        d = _beside(trial, one).d
        label = f"{one['name']}, {one['weeks']} weeks"
        rows.append(
            ("average", label, d.value, d.low, d.high, f"{d.value:.2f}, printed {one['d']}")
        )
        told.append(f"{label} {d.value:.2f} ({d.low:.2f} to {d.high:.2f}; printed {one['d']})")
    return [
        _drawing.intervals(
            "Peer-run course beside the waiting list",
            "Standardised differences between changes, with 95 % intervals: "
            + "; ".join(told)
            + ".",
            rows,
            "Standard deviations (right of 0: for the course)",
            -0.4,
            0.8,
            reference=0.0,
        )
    ]


def drift() -> ReturnToTheMean:
    """Return what comes back if people below 30 are picked on a scale with mean 40, SD 10."""
    return back_by_itself(40, 10, 0.7, 30, above=False)


def taken_for_sd() -> list:
    """Return one published row as it stands, and as it would be if its SDs were errors."""
    mean, n = (80.23, 78.79), (50, 49)
    spread = (1.49, 1.54)
    wide = [sd_from_standard_error(*each) for each in zip(spread, n, strict=True)]
    cases = (("average", "As it stands", spread), ("second", "If these are standard errors", wide))
    rows, told = [], []
    for style, label, sds in cases:
        g = compare_means(mean[0], sds[0], n[0], mean[1], sds[1], n[1]).g
        rows.append((style, label, g.value, g.low, g.high, f"{g.value:.2f}"))
        told.append(f"{label.lower()}: {g.value:.2f} ({g.low:.2f} to {g.high:.2f})")
    return [
        _drawing.intervals(
            "One row, read in two ways",
            f"The standardised difference of one trial, {'; '.join(told)}.",
            rows,
            "Standard deviations (right of 0: for peer support)",
            -0.4,
            1.6,
            reference=0.0,
        )
    ]


def _beside(trial: dict, one: dict) -> PrePostControl:
    (before_1, sd_1), (before_0, sd_0) = one["before"]
    (after_1, _), (after_0, _) = one["after"]
    return pre_post_control(
        (one["n"][0], before_1, after_1, sd_1),
        (one["n"][1], before_0, after_0, sd_0),
        correlation=trial["correlation"],
        lower_is_better=one["lower_is_better"],
    )
