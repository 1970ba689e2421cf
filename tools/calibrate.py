"""Solve for the five calibrated constants of the supervision model, and print them.

    python tools/calibrate.py

Each constant is set so that the model settles exactly at the five given numbers
(`[[given]]` in peerlib/data/supervision.toml). Put the printed values into that file
after changing any assumed value; a test fails until you have.
"""

from scipy.optimize import root

from peerlib.models.supervision import COEFFICIENTS, STATES, TABLE, equilibrium, preset

CALIBRATED = [
    name for name, entry in TABLE["coefficients"].items() if entry["status"] == "calibrated"
]


def misses(values) -> list[float]:
    """Return by how much the model misses each of the given numbers."""
    coefficients = {**COEFFICIENTS, **dict(zip(CALIBRATED, values, strict=True))}
    return [
        equilibrium(preset(given["preset"]), coefficients)[STATES.index(given["score"])]
        - given["value"]
        for given in TABLE["given"]
    ]


def calibrate() -> dict[str, float]:
    """Return the constants that make the model meet the given numbers.

    Raises
    ------
    RuntimeError
        If there is no such set of constants near the present ones.
    """
    result = root(misses, [COEFFICIENTS[name] for name in CALIBRATED], tol=1e-14)
    if max(abs(miss) for miss in misses(result.x)) > 1e-9:
        raise RuntimeError(f"The given numbers cannot be met: {result.message}")
    return dict(zip(CALIBRATED, result.x.tolist(), strict=True))


if __name__ == "__main__":
    for name, value in calibrate().items():
        print(f"{name} = {value!r}")
