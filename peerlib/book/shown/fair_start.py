"""Three ways to compare two groups, on published means, and how far each swings."""

from ...data import read
from ...labs import _drawing
from ...models.adjusted import adjusted_difference, how_far_they_swing


def loneliness() -> list:
    """Return loneliness after 12 weeks in the trial of the peer-run course, in three ways."""
    trial = read("change")["van_gestel2012"]
    wanted = [one for one in trial["outcomes"] if (one["name"], one["weeks"]) == ("Loneliness", 12)]
    return [_three_ways("Loneliness, course minus waiting list", wanted[0], trial["correlation"])]


def days() -> list:
    """Return an index of days with substance use, in three ways."""
    study = read("change")["rosenblum2014"]
    title = "Days with substance use, groups minus waiting list"
    return [_three_ways(title, study, study["correlation"])]


def swing() -> list:
    """Return how far each way swings from trial to trial, by how closely scores go together."""
    r = [i / 20 for i in range(20)]
    after, change, adjusted = zip(*[how_far_they_swing(each) for each in r], strict=True)
    text = (
        "Three lines over the correlation between scores before and after, from 0 to 0.95. After "
        f"only stays at 1. Change falls from {change[0]:.2f} to {change[-1]:.2f} and crosses "
        f"after only at 0.5. Adjusted falls from 1 to {adjusted[-1]:.2f} and lies below both."
    )
    return [
        _drawing.lines(
            "How far each way swings from trial to trial",
            text,
            r,
            "Correlation between before and after",
            [
                ("second", "After only", list(after)),
                ("third", "Change", list(change)),
                ("average", "Adjusted for the start", list(adjusted)),
            ],
            low=0.0,
            high=1.5,
        )
    ]


def _three_ways(title: str, one: dict, slope: float) -> dict:
    """Draw after only, change and adjusted as bars from zero."""
    (before_1, _), (before_0, _) = one["before"]
    (after_1, _), (after_0, _) = one["after"]
    ways = (
        ("second", "After only", 0.0),
        ("third", "Change", 1.0),
        ("average", "Adjusted for the start", slope),
    )
    values = [
        adjusted_difference(after_1 - after_0, before_1 - before_0, each) for *_, each in ways
    ]
    reach = 1.2 * max(abs(value) for value in values)
    bars = [
        (style, label, 0.0, value, f"{value:+.2f}")
        for (style, label, _), value in zip(ways, values, strict=True)
    ]
    told = ", ".join(f"{bar[1].lower()} {bar[4]}" for bar in bars)
    text = f"{title}; lower is better: {told}."
    return _drawing.bars(f"{title} (lower is better)", text, bars, -reach, reach, reference=0.0)
