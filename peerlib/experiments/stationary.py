"""The exact law that a level comes to follow while its gain and its drain hold still."""

import numpy as np

from ..models import supervision as model
from . import _asked


def stationary(gain: float, drain: float, noise: float):
    """Return the law of a level after a long time at fixed rates.

    Parameters
    ----------
    gain, drain : float
        G and D per month, above 0.
    noise : float
        sigma, the size of the chance ups and downs (per square root of a month), above 0.

    Returns
    -------
    scipy.stats frozen distribution
        Beta(2 G / sigma^2, 2 D / sigma^2).

    Raises
    ------
    ValueError
        If a rate is not a number above 0.

    Notes
    -----
    It is the stationary law of dy = [G (1 - y) - D y] dt + sigma sqrt(y (1 - y)) dW
    (Jacobi, or Wright-Fisher, diffusion).

    Examples
    --------
    >>> law = stationary(gain=0.3, drain=0.1, noise=0.1)
    >>> round(float(law.mean()), 3), round(float(law.std()), 4)
    (0.75, 0.0481)
    """
    from scipy.stats import beta

    for name, value in (("gain", gain), ("drain", drain), ("noise", noise)):
        _asked.number(name, value, np.nextafter(0, 1), 1e6)
    return beta(2 * gain / noise**2, 2 * drain / noise**2)


def settled(levers) -> dict:
    """Return a law for each score of a team at rest, as if its rates held still there.

    Parameters
    ----------
    levers : str or dict
        Name of a supervision model, or settings by lever name.

    Returns
    -------
    dict of str to scipy.stats frozen distribution

    Notes
    -----
    The rates are those where the levels settle. In the whole model they move with the other
    levels, so real spreads (`many_teams`) are a little wider for those that hang on others.

    Examples
    --------
    >>> round(float(settled("hybrid")["role_fidelity"].mean()), 2)
    0.85
    """
    levers = _asked.levers_of(levers)
    rates = model.gains_and_drains(model.equilibrium(levers), model.pressures(levers))
    return {
        name: stationary(gain, drain, noise)
        for name, (gain, drain), noise in zip(model.STATES, rates, model.NOISE, strict=True)
    }
