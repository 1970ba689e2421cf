"""Draw whole studies, person by person, with whatever goes wrong in them.

The people and the estimates are those of `peerlib.models.programme` and
`peerlib.models.programme_study`; here is only who gets in, who gets lost and what is told.

PORTABLE: runs under CPython and MicroPython.
"""

from ..models import programme as model
from ..models import programme_study as formulas
from ..models.random_numbers import Pcg32
from ._fooled_controls import TRAP

STUDIES = 40
AT_ONCE = 200  # people; what fits into one answer
# of the generator's sequences one whose first forty studies come near the long run
STREAM, RESULTS = 114, 62
# what a study has to be drawn anew for
DRAWN_BY = ("view", "seed")
DRAWN_BY += ("low_point", "trend", "need", "drive", "lost", "sites", "rough")
MONTHS = 12
USUAL = model.CONSTANTS["usual_score"]
EVERYBODY = 1e9
SITES = 5  # in each group
KEPT_EVERY = 10  # people in each group: the lever's step
FEWEST = 3  # so many of each group always stay, or there would be nothing to work out
BY_OUTCOME = 1.0  # log-odds for 10 points, of who is lost
OTHER_SD = 10.0  # of each of the other results
_kept = {"asked": None, "studies": []}
_reach = {}


def settings(state):
    """Return what the switches of a state come to, as numbers."""

    def value(name, otherwise):
        return TRAP[name]["value"] if state[name] == "on" else otherwise

    return {
        "below": value("low_point", EVERYBODY),
        "trend": value("trend", 0.0),
        "by_need": value("need", 0.0),
        "by_drive": value("drive", 0.0),
        "lost": value("lost", 0.0),
        "results": value("many", 1),
        "site_sd": value("sites", 0.0),
        "error": value("rough", model.TABLE["dials"]["measurement_error"]["value"]),
    }


def first_studies(state, wanted):
    """Return the studies number ``seed`` and following; who was drawn before is kept."""
    asked = [state[name] for name in DRAWN_BY]
    # the effect moves all alike and can be added later, unless it decides who is lost
    asked.append(state["effect"] if state["lost"] == "on" else 0.0)
    asked.insert(0, None if _can_grow(state) else state["people"])
    before = _kept["asked"]
    if before is not None and before == _with_seed(asked, state["seed"] - 1):
        _kept.update({"asked": asked, "studies": _kept["studies"][1:]})  # on to the next study
    elif before != asked:
        _kept.update({"asked": asked, "studies": []})
    drawn = _kept["studies"]
    while len(drawn) < wanted:
        drawn.append(Study(state, state["seed"] + len(drawn), asked[-1]))
    people = state["people"]
    return [_found(state, drawn[i].of(people), state["seed"] + i, asked[-1]) for i in range(wanted)]


def _with_seed(asked, seed):
    found = list(asked)
    found[1 + DRAWN_BY.index("seed")] = seed
    return found


def _can_grow(state):
    """Say whether a larger study begins with the very people of a smaller one."""
    return state["view"] != "comers" and state["people"] % KEPT_EVERY == 0


def draw(state, seed, effect):
    """Draw one study and return its sums, one set for each group."""
    return Study(state, seed, effect).of(state["people"])


class Study:
    """A study that can grow, and that keeps its sums from when it was smaller."""

    def __init__(self, state, seed, effect):
        self._asked, self._rng = settings(state), Pcg32(seed, STREAM)
        self._effect, self._open_to_all = effect, state["view"] == "comers"
        groups = 1 if state["view"] == "before_after" else 2
        self._sums = [_sums() for _ in range(groups)]
        site_sd = self._asked["site_sd"]
        self._sites = [[site_sd * self._rng.normal() for _ in range(SITES)] for _ in range(groups)]
        self._got = [0] * groups
        self._kept = {}

    def of(self, people):
        """Return the sums of each group when it has so many people."""
        got = self._got
        while people not in self._kept:
            if not self._takes_one_more(people):
                continue
            full = min(got)
            if full == max(got) and (full == people or full % KEPT_EVERY == 0):
                self._kept[full] = [dict(group) for group in self._sums]
        return self._kept[people]

    def _takes_one_more(self, people):
        """See one person, follow them if they are in the study, and say whether they are."""
        asked, rng, got = self._asked, self._rng, self._got
        person = _person(asked, rng)
        comes = rng.uniform() < formulas.chance_to_come(
            person["need"], person["drive"], asked["by_need"], asked["by_drive"]
        )
        if self._open_to_all:
            group = 0 if comes else 1
        elif not comes:
            return False  # nobody who stays away is in the study
        else:
            group = sum(got) % len(got)  # who comes is new each time: turns are as good as a lot
        if got[group] >= people:
            return False
        place = self._sites[group][got[group] % SITES]
        got[group] += 1
        _follow(person, group == 0, place, self._effect, asked, rng, self._sums[group])
        return True


def _found(state, drawn, seed, effect):
    """Return what a study finds.

    Returns
    -------
    dict
        ``estimate``, ``low``, ``high``; ``truth``: what they are about, which is 0 where
        another result was picked; ``holds``: whether the interval holds it; ``left``: how
        many people it is about.
    """
    sums = [_moved(drawn[0], state["effect"] - effect)] + drawn[1:]
    estimate, error, freedom = _estimate(sums, state["adjust"] == "yes")
    sizes = [one["n"] for one in sums]
    estimate, error, truth = _told(
        estimate, error, state["effect"], freedom, sizes, settings(state), seed
    )
    half = reach(freedom) * error
    return {
        "estimate": estimate,
        "low": estimate - half,
        "high": estimate + half,
        "truth": truth,
        "holds": estimate - half <= truth <= estimate + half,
        "left": sum(sizes),
    }


def _moved(sums, points):
    """Return the sums of a group in which everybody's last score is higher by some points."""
    moved = dict(sums)
    moved["y"] += sums["n"] * points
    moved["xy"] += points * sums["x"]
    moved["yy"] += 2 * points * sums["y"] + sums["n"] * points * points
    return moved


def _sums():
    return {"n": 0, "x": 0.0, "y": 0.0, "xx": 0.0, "xy": 0.0, "yy": 0.0}


def _person(asked, rng):
    """Draw a person who is let in."""
    while True:
        need, own, drive = rng.normal(), rng.normal(), rng.normal()
        true = model.score_without(need, own, drive, 0)
        first = model.measured(true, rng.normal(), rng.normal(), asked["error"])
        if first < asked["below"]:
            return {"need": need, "own": own, "drive": drive, "first": first}


def _follow(person, programme, place, effect, asked, rng, sums):
    """Follow a person for a year and add what is measured to the sums of the group."""
    score = place + model.score_without(
        person["need"], person["own"], person["drive"], MONTHS, asked["trend"]
    )
    score += effect if programme else 0.0
    last = model.measured(score, rng.normal(), rng.normal(), asked["error"])
    by_outcome = BY_OUTCOME if programme else 0.0
    lost = rng.uniform() < formulas.chance_to_be_lost(asked["lost"], score, by_outcome)
    if lost and sums["n"] >= FEWEST:
        return
    x, y = person["first"] - USUAL, last - USUAL
    sums["n"] += 1
    for name, value in (("x", x), ("y", y), ("xx", x * x), ("xy", x * y), ("yy", y * y)):
        sums[name] += value


def _within(sums, one, other):
    """Return a sum of products about the means of the group."""
    return sums[one + other] - sums[one] * sums[other] / sums["n"]


def _estimate(sums, adjust):
    """Return estimate, standard error and degrees of freedom."""
    if len(sums) == 1:
        n = sums[0]["n"]
        mean = (sums[0]["y"] - sums[0]["x"]) / n
        squares = _within(sums[0], "y", "y") + _within(sums[0], "x", "x")
        squares -= 2 * _within(sums[0], "x", "y")
        estimate, error = formulas.change(mean, squares / (n - 1), n)
        return estimate, error, n - 1
    one, other = sums
    n1, n0 = one["n"], other["n"]
    last = one["y"] / n1 - other["y"] / n0
    if not adjust:
        variances = [_within(group, "y", "y") / (group["n"] - 1) for group in sums]
        mean1, mean0 = one["y"] / n1, other["y"] / n0
        _, error = formulas.difference(mean1, variances[0], n1, mean0, variances[1], n0)
        return last, error, n1 + n0 - 2
    first = one["x"] / n1 - other["x"] / n0
    squares = [
        _within(one, *pair) + _within(other, *pair) for pair in (("x", "x"), ("x", "y"), ("y", "y"))
    ]
    estimate, error = formulas.adjusted(first, last, squares, n1, n0)
    return estimate, error, n1 + n0 - 3


def _told(estimate, error, truth, freedom, sizes, asked, seed):
    """Return the result that is reported: the one that looks best, in standard errors."""
    rng = Pcg32(seed, RESULTS)
    for _ in range(int(asked["results"]) - 1):
        # of the other results nobody is drawn: the mean and the variance of normal scores
        size = sum([1 / n for n in sizes]) ** 0.5
        mean = OTHER_SD * size * rng.normal()
        its_error = OTHER_SD * size * (formulas.chi_square(freedom, rng) / freedom) ** 0.5
        if mean / its_error > estimate / error:
            estimate, error, truth = mean, its_error, 0.0
    return estimate, error, truth


def reach(freedom):
    """Return how many standard errors a 95 % interval reaches to each side."""
    if freedom not in _reach:
        _reach[freedom] = formulas.critical(freedom)
    return _reach[freedom]
