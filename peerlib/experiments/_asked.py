"""Check what an experiment is asked for, and say in plain words what is wrong with it."""

import operator

import numpy as np

from ..models import supervision as model

SCORES = model.TABLE["scores"]
JUDGED = ("role_fidelity", "reflective_practice", "risk_oversight")


def whole(name: str, value, low: int, high: int) -> int:
    """Return `value` as a whole number from `low` to `high`, or raise a ValueError."""
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or not low <= number <= high:
        raise ValueError(f"{name} must be a whole number from {low} to {high}, got {value!r}.")
    return number


def number(name: str, value, low: float, high: float) -> float:
    """Return `value` as a float from `low` to `high`, or raise a ValueError."""
    plain = isinstance(value, (int, float, np.integer, np.floating))
    if not plain or isinstance(value, bool) or not low <= value <= high:  # NaN fails as well
        raise ValueError(f"{name} must be a number from {low:g} to {high:g}, got {value!r}.")
    return float(value)


def one_of(name: str, value, known) -> str:
    """Return `value` if it is among the `known` names, or raise a ValueError."""
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"Unknown {name} {value!r}. Available: {', '.join(known)}.")
    return value


def levers_of(asked) -> dict:
    """Return lever settings for a preset's name, or for settings given one by one.

    Raises
    ------
    ValueError
        If a lever is missing, unknown, not a number or out of its range.
    """
    if isinstance(asked, str):
        return model.preset(asked)
    if not isinstance(asked, dict):
        raise ValueError(
            f"levers must be the name of a supervision model ({', '.join(model.PRESETS)}) or "
            f"settings by name such as preset('hybrid'), got {type(asked).__name__}."
        )
    ends = [dict(asked), dict(asked)]
    for name, value in asked.items():
        if isinstance(value, np.ndarray) and value.size:
            settings = value.astype(float)
            ends[0][name], ends[1][name] = float(settings.min()), float(settings.max())
    for end in ends:
        model.check_levers(end)
    return {name: asked[name] for name in model.LEVERS}


def minimums_of(given) -> dict[str, float]:
    """Return the minimum of each judged score: the course's own, changed by what is `given`."""
    minimums = {name: model.TABLE["minimums"][name]["value"] for name in JUDGED}
    if given is None:
        return minimums
    if not isinstance(given, dict):
        raise ValueError(f"minimums must be settings by name, got {type(given).__name__}.")
    for name, value in given.items():
        one_of("score with a minimum", name, JUDGED)
        minimums[name] = number(f"The minimum for {name}", value, 0, 1)
    return minimums


def generator(rng) -> np.random.Generator:
    """Return a random generator for a seed (0 is one) or for a generator."""
    if isinstance(rng, np.random.Generator):
        return rng
    return np.random.default_rng(whole("rng", rng, 0, 2**63 - 1))


def label(name: str) -> str:
    """Return what people call a score: "role fidelity"."""
    return SCORES[name]["label"].lower()


def listed(words) -> str:
    """Return words as people list them: "a, b and c"."""
    words = list(words)
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
