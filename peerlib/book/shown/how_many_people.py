"""How many people a trial takes, and how little more people in the same teams add."""

from ...data import read
from ...evaluation.sample_size import effective_sample, for_shares
from ...labs import _drawing


def steps():
    """Return the people that a trial takes: one by one, in teams, and with some lost."""
    return for_shares(0.29, 0.38, cluster_size=20, correlation=0.05, loss=0.15)


def larger_teams():
    """Return what four teams tell as more people come from each."""
    table = read("clusters")
    people = [table["clusters"] * size for size in table["cluster_size"]]
    tell = [
        effective_sample(n, size, table["correlation"]).effective
        for n, size in zip(people, table["cluster_size"], strict=True)
    ]
    bars, told = [], []
    for n, size, effective in zip(people, table["cluster_size"], tell, strict=True):
        bars.append(("second", f"{size} from each team", 0.0, float(n), f"{n} people"))
        bars.append(("average", "tell as much as", 0.0, effective, f"{effective:.0f} one by one"))
        told.append(f"{n} people tell as much as {effective:.0f}")
    text = "Four teams, with more and more people from each: " + ", ".join(told) + "."
    return [_drawing.bars("Four teams", text, bars, 0.0, 1.05 * people[-1])]
