"""The same study a thousand times."""

import numpy as np

from ..experiments import _asked
from ..experiments.progress import following
from . import estimators
from ._draw import draw
from .design import as_design
from .repeats import Repeats, mean
from .simulated import true_effects

BLOCK = 10_000  # people; so that the arrays of one step stay in the processor's cache
MOST = 100_000


def repeat(
    design="hybrid",
    estimator="difference",
    *,
    outcome="recovery",
    times: int = 1000,
    level: float = 0.95,
    rng=1,
    progress=None,
    **dials,
) -> Repeats:
    """Do the same study again and again, and see how far off it is and how often.

    Parameters
    ----------
    design : Design, str or dict
        As for `simulate_programme`.
    estimator : str or callable
        "difference", "change", "adjusted", "before_after", "by_site" or "best_of" (see
        `peerlib.programme.estimators`); or your own function, which gets the table
        ``study`` of one study and returns an estimate, or estimate, low and high.
    outcome : str
        "recovery", "hope", "self_efficacy", "belonging", "admissions", "bed_days" or "cost".
        For a function of your own: which truth to compare with.
    times : int
        How many studies, 1 to 100,000.
    level : float
        Of the intervals, 0.5 to 0.999.
    rng : int or numpy.random.Generator
        Seed of the luck; 0 is one.
    progress : callable or True, optional
        Called as ``progress(done, of)``; if it returns False the run stops and keeps what is
        done. True shows a bar with a Stop button.
    **dials
        As for `simulate_programme`.

    Returns
    -------
    Repeats

    Raises
    ------
    ValueError
        If something asked for is not possible, or a function returns no number.

    Examples
    --------
    >>> fair = repeat("hybrid", "difference", times=300, n_people=100, rng=1)
    >>> fooled = repeat("hybrid", "difference", times=300, n_people=100, rng=1,
    ...                 allocation="whoever_comes", confounding_by_need=1.5)
    >>> abs(fair.bias) < 0.5, fooled.bias < -2
    (True, True)
    """
    made = as_design(design, dials)
    times = _asked.whole("times", times, 1, MOST)
    level = _asked.number("level", level, 0.5, 0.999)
    rng = _asked.generator(rng)
    of_studies = _estimator(estimator, outcome, made)
    step, parts, done = max(1, BLOCK // made.n_people), [], 0
    with following(progress, "Repeating the study") as tell:
        try:
            while done < times:
                drawn = draw(made, min(step, times - done), rng)
                parts.append([*of_studies(drawn, level), true_effects(drawn)[outcome]])
                done += len(parts[-1][0])
                if tell(done, times) is False:
                    break
        except KeyboardInterrupt:
            pass  # what is done is kept
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    estimates, low, high, picked, truths = columns or [np.array([])] * 5
    return Repeats(
        estimates=estimates,
        low=low,
        high=high,
        truths=truths,
        targets=picked * mean(truths),
        design=made,
        estimator=estimator if isinstance(estimator, str) else "your own",
        outcome=outcome,
        level=level,
        wanted=times,
    )


def _estimator(given, outcome, made):
    """Return a function of drawn studies and a level: estimates, ends, where the aim is picked."""
    _asked.one_of("outcome", outcome, estimators.OUTCOMES)
    if callable(given):
        return lambda drawn, level: _by_own_function(given, drawn)
    _asked.one_of("estimator", given, tuple(estimators.ESTIMATORS))
    estimators.check(given, outcome, made)
    function = estimators.ESTIMATORS[given]
    return lambda drawn, level: _built_in(function, drawn, outcome, level)


def _built_in(function, drawn, outcome, level):
    from scipy.special import stdtrit

    with np.errstate(divide="ignore", invalid="ignore"):  # a group may have nobody left
        estimate, error, freedom, *picked = function(drawn, outcome)
        reach = stdtrit(freedom, (1 + level) / 2) * error
    missing = ~np.isfinite(estimate)
    estimate = np.where(missing, np.nan, estimate)
    low, high = estimate - reach, estimate + reach
    return estimate, low, high, picked[0] if picked else np.ones(len(estimate), dtype=bool)


def _by_own_function(function, drawn):
    from ._tables import names_of, study_table

    names, rows = names_of(drawn), []
    for i in range(len(drawn.group)):
        rows.append(_three_numbers(function(study_table(drawn, i, names))))
    return *np.array(rows).T, np.ones(len(rows), dtype=bool)


def _three_numbers(found):
    """Return estimate, low and high from what a learner's function gave back."""
    values = list(found) if isinstance(found, (tuple, list, np.ndarray)) else [found]
    try:
        if len(values) not in (1, 3):
            raise TypeError
        numbers = [float(value) for value in values]
    except (TypeError, ValueError):
        raise ValueError(
            "Your function has to return one number, or three (estimate, low, high); "
            f"it returned {found!r:.60}."
        ) from None
    return numbers if len(numbers) == 3 else [numbers[0], np.nan, np.nan]
