"""Set the calibrated coefficients anew for many draws at once, by Newton's method."""

import numpy as np

from ..models import supervision as model

CALIBRATED = [
    name for name, entry in model.TABLE["coefficients"].items() if entry["status"] == "calibrated"
]
STEP = 1e-6  # relative; for the slopes


def recalibrated(coefficients: dict) -> dict:
    """Return the coefficients with the calibrated ones set so that the given numbers come out.

    Parameters
    ----------
    coefficients : dict of str to array, shape (n,)

    Returns
    -------
    dict of str to array
        Fewer entries than were given if for some there is no answer above 0.
    """
    values = np.array([coefficients[name] for name in CALIBRATED])
    n = values.shape[1]
    for _ in range(25):
        misses = _misses(coefficients, values)
        if np.abs(misses).max() < 1e-10:
            break
        slopes = np.empty((n, len(CALIBRATED), len(CALIBRATED)))
        for i in range(len(CALIBRATED)):
            moved = values.copy()
            moved[i] *= 1 + STEP
            slopes[:, :, i] = ((_misses(coefficients, moved) - misses) / (STEP * values[i])).T
        # not solve: where there is no answer the slopes run flat
        steps = (np.linalg.pinv(slopes) @ misses.T[:, :, None])[:, :, 0].T
        # above 0 throughout; a step that would cross it is cut short
        values = np.maximum(values - steps, values / 4)
    good = np.abs(_misses(coefficients, values)).max(axis=0) < 1e-8
    kept = {name: value[good] for name, value in coefficients.items()}
    return {**kept, **dict(zip(CALIBRATED, values[:, good], strict=True))}


def _misses(coefficients, values):
    """Return by how much the model misses each given number, shape (5, n)."""
    trial = {**coefficients, **dict(zip(CALIBRATED, values, strict=True))}
    levels = {
        preset: model.equilibrium(model.preset(preset), trial)
        for preset in sorted({given["preset"] for given in model.TABLE["given"]})
    }
    return np.array(
        [
            levels[given["preset"]][model.STATES.index(given["score"])] - given["value"]
            for given in model.TABLE["given"]
        ]
    )
