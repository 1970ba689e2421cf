"""The figures of the applications: one for each field, from its published numbers."""

from ...evaluation.standardised import compare_means
from ...labs import _drawing as drawing
from ..claims import all_claims, shown_fields


def _percent_bars(title, text, rows, note=""):
    """Return level bars in per cent: style, label and value for each."""
    bars = [(style, label, 0.0, value, f"{value:.3g} in 100") for style, label, value in rows]
    return drawing.bars(title, text + note, bars, 0.0, 100.0)


def justice():
    """Return how many went back to prison, beside a number for other people."""
    claim = all_claims()["bellamy-return"]
    rows = [
        ("average", "with peer support", float(claim["returned"])),
        ("crossed", "US prison population at large", float(claim["national"])),
    ]
    told = " and ".join(f"{label}, {value:.3g} in 100" for _, label, value in rows)
    text = f"In prison again within a year: {told}. The second bar is for other people, not for "
    return [_percent_bars("In prison again within a year", text + "a comparison group.", rows)]


def substance_use():
    """Return visits to acute care, before and after, in both groups of a trial."""
    fields = shown_fields(all_claims()["cupp-acute"])
    rows, told = [], []
    for label, group in (("with a coach", "programme"), ("without", "comparison")):
        before, after = (
            float(fields[f"per_hundred_{when}_{group}"]) for when in ("before", "after")
        )
        rows += [("second", f"{label}, before", before), ("average", f"{label}, after", after)]
        told.append(f"{label}, {before:.0f} before and {after:.0f} after")
    text = f"People in 100 with at least one visit to acute care in half a year: {'; '.join(told)}."
    return [_percent_bars("With a visit to acute care, in 100 people", text, rows)]


def youth():
    """Return what each trial of a review found: how many trials of each kind."""
    claim = all_claims()["simmons-youth"]
    kinds = (
        ("average", "less anxiety and depression", "both"),
        ("average", "less depression only", "one"),
        ("average", "less low mood, in a wider sense", "affect"),
        ("crossed", "no effect", "none"),
    )
    bars = [
        (style, label, 0.0, claim[key], f"{claim[key]} of {claim['trials']}")
        for style, label, key in kinds
    ]
    told = ", ".join(f"{label}: {claim[key]}" for _, label, key in kinds)
    text = f"What {claim['trials']} trials with young people found. {told}."
    return [drawing.bars(f"{claim['trials']} trials, by what they found", text, bars, 0.0, 5.0)]


def older():
    """Return how many people of each group could still be asked, stage by stage."""
    claim = all_claims()["peers-followed"]
    stages = ("n_{}_people", "{}_8", "{}_post", "{}_3", "{}_end")
    lines, told = [], []
    for style, label, group in (
        ("average", "peer support", "programme"),
        ("second", "social contact", "comparison"),
    ):
        left = [claim[stage.format(group)] for stage in stages]
        lines.append((style, label, [100 * count / left[0] for count in left]))
        told.append(f"{label}, from {left[0]} to {left[-1]}")
    text = (
        f"People who could still be asked, in 100, from the drawing of the groups to six "
        f"months: {'; '.join(told)}. The lines fall side by side."
    )
    return [
        drawing.lines(
            "Still there, in 100 people",
            text,
            [0, 1, 2, 3, 4],
            "0 drawn, 1 start, 2 end, 3 and 4: after 3 and 6 months",
            lines,
            low=0,
            high=100,
        )
    ]


def veterans():
    """Return veterans reached, in all sites and in those new to the service."""
    claim = all_claims()["va-reach"]
    rows = (
        ("second", "all sites, without help", "all_standard"),
        ("average", "all sites, with help", "all_helped"),
        ("second", "new sites, without help", "new_standard"),
        ("average", "new sites, with help", "new_helped"),
    )
    bars = [(style, label, 0.0, claim[key], f"{claim[key]:,}") for style, label, key in rows]
    told = "; ".join(f"{label}, {claim[key]:,}" for _, label, key in rows)
    return [drawing.bars("Veterans reached", f"Veterans reached: {told}.", bars, 0.0, 4000.0)]


def trans():
    """Return how many studies in a review were about HIV, in 100."""
    claim = all_claims()["trans-scoping"]
    share = round(float(claim["hiv"]))
    text = (
        f"100 marks, one for each of 100 studies of peer support with trans and gender-diverse "
        f"people. "
        f"{share} are full dots: about HIV. {100 - share} are rings: about all else together."
    )
    return [
        drawing.icons(
            "What 100 such studies were about",
            text,
            [("average", "about HIV", share), ("second", "all else", 100 - share)],
        )
    ]


def harp():
    """Return the effect of a health course in a small and in a large trial."""
    rows, told = [], []
    for key, label in (("druss-2010", "small trial"), ("druss-2018", "larger trial")):
        claim = all_claims()[key]
        people = claim["n_a"], claim["n_b"]
        group = [
            (float(claim[f"mean_{arm}"]), float(claim[f"sd_{arm}"]), n)
            for arm, n in zip(("programme", "comparison"), people, strict=True)
        ]
        g = compare_means(*group[0], *group[1]).g
        rows.append(
            (
                "average",
                f"{label}, {sum(people)} people",
                g.value,
                g.low,
                g.high,
                f"{g.value:.2f} ({g.low:.2f} to {g.high:.2f})",
            )
        )
        told.append(f"{label}, {g.value:.2f}, from {g.low:.2f} to {g.high:.2f}")
    text = f"Standardised difference in physical health, as people rate it: {'; '.join(told)}."
    return [
        drawing.intervals(
            "Physical health, as people rate it",
            text,
            rows,
            "right of 0: better with the course",
            -0.5,
            1.0,
            reference=0,
        )
    ]


def digital():
    """Return how many still logged on to an online space, in 100 people."""
    fields = shown_fields(all_claims()["horyzons-logins"])
    half, nine = (float(fields[f"per_hundred_{when}"]) for when in ("half_year", "nine"))
    rows = [
        ("team", "given access", 100.0),
        ("average", "logged on after 6 months", half),
        ("average", "logged on after 9 months", nine),
    ]
    text = (
        f"Of 100 young people given access, {half:.0f} still logged on after six months and "
        f"{nine:.0f} after nine."
    )
    return [_percent_bars("Who is still there, in 100 people", text, rows)]


def upsides():
    """Return two averages with one standard deviation to each side; one of them cannot be."""
    claim = all_claims()["upsides-typo"]
    rows, told = [], []
    for label, mean, spread in (
        ("age", claim["age"], claim["age_spread"]),
        ("years ill", claim["mean"], claim["spread"]),
    ):
        mean, spread = float(mean), float(spread)
        low, high = mean - spread, mean + spread
        rows.append(("average", label, mean, low, high, f"{low:.1f} to {high:.1f}"))
        told.append(f"{label}, {mean:.1f}, from {low:.1f} to {high:.1f}")
    text = f"The average and one standard deviation to each side. In years: {'; '.join(told)}."
    text += " The second line begins below zero."
    return [
        drawing.intervals(
            "Average, and how far people lie from it", text, rows, "years", -30, 60, reference=0
        )
    ]


def workforce():
    """Return how much of what differs between people the answers of a survey account for."""
    claim = all_claims()["what-goes-with-it"]
    rows = [
        ("average", "how satisfied people are", float(claim["satisfaction"])),
        ("average", "how exhausted people are", float(claim["exhaustion"])),
    ]
    told = " and ".join(f"{label}, {value:.1f} in 100" for _, label, value in rows)
    text = f"How much of what differs between people goes with what the survey asked: {told}."
    return [_percent_bars("How much of it the answers account for", text, rows)]


def policy():
    """Return how many US states had a certificate, and how many paid by Medicaid."""
    claims = all_claims()
    states = claims["certification-states"]["of"]
    rows = [
        ("average", "have a certificate", claims["certification-states"]["with"]),
        ("average", "pay by public insurance", claims["medicaid"]["states"]),
    ]
    bars = [(style, label, 0.0, count, f"{count} of {states}") for style, label, count in rows]
    text = "US states: " + ", ".join(f"{count} {label}" for _, label, count in rows) + "."
    return [drawing.bars(f"Of {states} US states", text, bars, 0.0, states)]
