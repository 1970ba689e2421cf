"""p values of one trial with nine outcomes, and of 66 results, before and after adjusting."""

from ...data import read, rows
from ...evaluation.many_tests import ManyTests, adjust
from ...evaluation.standardised import compare_means
from ...labs import _drawing
from ...models.many_tests import false_star_somewhere


def luck() -> list:
    """Return the chance of a star by luck alone, for one outcome and for more."""
    many = (1, 3, 5, 10, 20)
    chances = [100 * false_star_somewhere(m) for m in many]
    labels = ["1 outcome"] + [f"{m} outcomes" for m in many[1:]]
    bars = [
        ("average", label, 0.0, chance, f"{chance:.0f} in 100")
        for label, chance in zip(labels, chances, strict=True)
    ]
    told = "; ".join(f"{label}: {bar[4]}" for label, bar in zip(labels, bars, strict=True))
    text = f"Trials with a star or more, if nothing works and outcomes are independent. {told}."
    return [_drawing.bars("Trials with a star by luck alone", text, bars, 0.0, 100.0)]


def course() -> ManyTests:
    """Return nine comparisons of the peer-run course with the waiting list, after the course."""
    found = []
    for one in read("change")["van_gestel2012"]["outcomes"]:
        (mean_1, sd_1), (mean_0, sd_0) = one["after"]
        p = compare_means(mean_1, sd_1, one["n"][0], mean_0, sd_0, one["n"][1]).p
        found.append((f"{one['name']}, {one['weeks']} weeks", p))
    return adjust([p for _, p in found], [name for name, _ in found])


def sixty_six() -> ManyTests:
    """Return all results in the open data of Smit et al., each with the p of g / se."""
    from scipy.stats import norm

    table = rows("smit2023")
    p_values = [2 * float(norm.sf(abs(float(row["g"]) / float(row["se"])))) for row in table]
    return adjust(p_values, [f"{row['trial']}, {row['outcome']}" for row in table])
