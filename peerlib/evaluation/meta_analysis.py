"""What several trials say together: pooled effects, spread between trials, forest plots.

Sums that can be done by hand stand in `peerlib.models.meta_analysis`; they agree with
statsmodels, from which Paule and Mandel's estimate comes. It has no restricted maximum
likelihood (REML), so SciPy finds that maximum here.
"""

import math

from ..models import meta_analysis as sums
from . import given
from .pooled import PooledEffect, quantile
from .results import Estimate

METHODS = ("reml", "dl", "pm", "fixed")
INTERVALS = ("hartung-knapp", "hartung-knapp-modified", "normal")
PREDICTION_DF = ("k-2", "k-1")
ONE_TRIAL = "There is one trial, so nothing can be said about how far trials differ."
TWO_TRIALS = "Two trials are too few to say where a new one may lie."
SAME_EFFECT = (
    "All trials found the same effect. Hartung and Knapp's interval would have no width, so "
    "the normal one is given."
)


def pool(
    effects,
    standard_errors,
    *,
    labels=None,
    method="reml",
    interval=None,
    level=0.95,
    prediction_df="k-2",
    ratio=False,
    axis="effect",
):
    """Pool the effects of several trials, each weighted by how sure it is.

    Parameters
    ----------
    effects, standard_errors : sequence of float
        One of each for each trial, in one unit and with one sign; for ratios, logarithms.
        At least one trial. Standard errors are above 0.
    labels : sequence of str, optional
        Names of the trials.
    method : {"reml", "dl", "pm", "fixed"}
        How the variance between trials is estimated: restricted maximum likelihood,
        DerSimonian and Laird, or Paule and Mandel; ``"fixed"`` takes it to be 0.
    interval : {"hartung-knapp", "hartung-knapp-modified", "normal"}, optional
        By default "normal" for the fixed effect, else "hartung-knapp". The modified one is
        never narrower than the normal standard error allows (Rover et al., 2015).
    level : float
    prediction_df : {"k-2", "k-1"}
        Degrees of freedom of the prediction interval.
    ratio : bool
        True if effects are logarithms of ratios.
    axis : str
        What the effect is, for the picture; say which side favours whom.

    Returns
    -------
    PooledEffect

    Raises
    ------
    ValueError
        If lists are empty or of different lengths, a number is missing or not finite, a
        standard error is not above 0, or a choice is not one of those above.

    Notes
    -----
    With y the effects and v the squared standard errors of k trials, and T the variance
    between trials: weights w = 1 / (v + T), mean = sum(w y) / sum(w), normal standard error
    1 / sqrt(sum w). Hartung and Knapp's squared standard error is
    sum(w (y - mean)**2) / [(k - 1) sum w], used with t of k - 1 degrees of freedom.
    Q = sum((y - fixed mean)**2 / v). REML maximises
    -0.5 [sum ln(v + T) + ln sum w + sum w (y - mean)**2] over T from 0 on.
    The prediction interval is mean plus and minus t sqrt(T + squared normal standard error).

    Several rows of one trial are not several trials: pool them into one first.

    Smit et al. (2023) print 0.19 (0.11 to 0.27), 0.15 (0.04 to 0.27) and 0.08 (-0.02 to
    0.18) for clinical, personal and functional recovery; their open data give the same here.

    References
    ----------
    - DerSimonian, R., & Laird, N. (1986). Controlled Clinical Trials 7, 177-188.
    - Higgins, J. P. T., & Thompson, S. G. (2002). Statistics in Medicine 21, 1539-1558.
    - IntHout, J., Ioannidis, J. P. A., & Borm, G. F. (2014). BMC Medical Research Methodology 14,
      25.
    - Rover, C., Knapp, G., & Friede, T. (2015). BMC Medical Research Methodology 15, 99.

    Examples
    --------
    >>> result = pool([0.2163, 0.3587, 0.2502, 0.4906], [0.1001, 0.1361, 0.2886, 0.3528],
    ...               method="fixed")
    >>> print(result.sentence)
    Together, 4 trials give a pooled effect of 0.28, with a 95 % interval from 0.13 to 0.42.
    """
    effects, errors, labels = trials(effects, standard_errors, labels)
    given.choice("method", method, METHODS)
    interval = interval or ("normal" if method == "fixed" else "hartung-knapp")
    given.choice("interval", interval, INTERVALS)
    given.choice("prediction_df", prediction_df, PREDICTION_DF)
    level = given.level(level)
    variances = errors**2
    k, notes = len(effects), []
    tau_squared = 0.0 if k == 1 else _between(method, effects, variances)
    if k == 1:
        notes.append(ONE_TRIAL)
    if interval != "normal" and (k == 1 or max(effects) == min(effects)):
        interval = "normal"
        notes += [SAME_EFFECT] if k > 1 else []
    mean, error, low, high, normal_error = _mean(effects, variances, tau_squared, interval, level)
    spread = heterogeneity_of(effects, variances, level)
    prediction = Estimate(None, None, None)
    df = k - int(prediction_df[-1])
    if method != "fixed" and df >= 1:
        half = quantile(level, df) * math.sqrt(tau_squared + normal_error**2)
        prediction = Estimate(mean, mean - half, mean + half)
    elif method != "fixed" and k == 2:
        notes.append(TWO_TRIALS)
    weights = sums.weights(variances, tau_squared)
    return PooledEffect(
        labels,
        tuple(map(float, effects)),
        tuple(map(float, errors)),
        method,
        interval,
        level,
        Estimate(mean, low, high),
        error,
        prediction,
        *spread,
        tau_squared,
        tuple(float(one / sum(weights)) for one in weights),
        bool(ratio),
        str(axis),
        tuple(notes),
    )


def trials(effects, standard_errors, labels=None, least=1):
    """Return the effects, standard errors and names of trials, or say what is wrong with them.

    Raises
    ------
    ValueError
        If there are fewer than `least`, a number is no finite one, a standard error is not
        above 0, or the lists differ in length.
    """
    effects = given.numbers("effects", effects, least)
    errors = given.numbers("standard_errors", standard_errors, least, low=0)
    given.same_length(effects=effects, standard_errors=errors)
    for i, error in enumerate(errors):
        if error < 1e-12:
            raise ValueError(
                f"standard_errors holds {error:g} at place {i + 1}; each must be above 0. "
                "A trial without doubt would decide alone. Is it a standard deviation of "
                "people who are all alike?"
            )
    if labels is None:
        labels = [f"Trial {i + 1}" for i in range(len(effects))]
    labels = tuple(str(label) for label in labels)
    given.same_length(effects=effects, labels=labels)
    return effects, errors, labels


def heterogeneity_of(effects, variances, level):
    """Return Q, its p and I-squared; None for one trial."""
    from scipy import stats

    k = len(effects)
    if k == 1:
        return None, None, Estimate(None, None, None)
    q = float(sums.q(effects, sums.weights(variances)))
    value = sums.i_squared(q, k - 1)
    limits = (None, None)
    if k > 2 and q > 0:
        limits = sums.i_squared_limits(q, k - 1, quantile(level))
    return q, float(stats.chi2.sf(q, k - 1)), Estimate(value, *limits)


def _between(method, effects, variances):
    if method == "fixed":
        return 0.0
    if method == "dl":
        return float(sums.between_variance(effects, variances))
    if method == "pm":
        from statsmodels.stats.meta_analysis import combine_effects

        return max(0.0, float(combine_effects(effects, variances, method_re="pm").tau2))
    return _reml(effects, variances)


def _reml(effects, variances):
    import numpy as np
    from scipy.optimize import minimize_scalar

    def deviance(between):
        w = 1 / (variances + between)
        mean = (w * effects).sum() / w.sum()
        return -np.log(w).sum() + np.log(w.sum()) + (w * (effects - mean) ** 2).sum()

    # the variance of the effects themselves holds chance, too, so the true one lies below it
    most = max(float(np.var(effects, ddof=1)), 1e-12) * 10
    # in steps first: the curve may have a second, lower top
    grid = [0.0, *np.geomspace(most * 1e-6, most, 60)]
    best = min(range(len(grid)), key=lambda i: deviance(grid[i]))
    ends = (grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)])
    found = minimize_scalar(
        deviance, bounds=ends, method="bounded", options={"xatol": most * 1e-12}
    )
    return float(found.x) if deviance(found.x) < deviance(0.0) else 0.0


def _mean(effects, variances, tau_squared, interval, level):
    """Return mean, its standard error, both limits, and the normal standard error."""
    weights = sums.weights(variances, tau_squared)
    mean = float(sums.pooled(effects, weights))
    error = normal_error = float(sums.standard_error(weights))
    half = quantile(level) * error
    if interval != "normal":
        error = float(sums.hartung_knapp_error(effects, weights))
        if interval == "hartung-knapp-modified":
            error = max(error, normal_error)
        half = quantile(level, len(effects) - 1) * error
    return mean, error, mean - half, mean + half, normal_error
