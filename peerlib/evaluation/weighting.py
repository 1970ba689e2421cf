"""Propensity scores and weighting: make two groups alike in what was measured."""

from dataclasses import dataclass

from ..labs import _drawing
from . import given
from .results import Estimate, Result, interval_words

EVERYBODY, TREATED = "everybody", "programme"
PEOPLE = (EVERYBODY, TREATED)
HEAVY = 10
MEASURED_ONLY = (
    "Weighting makes the groups alike only in what was measured. "
    "What nobody wrote down may still differ."
)


@dataclass(frozen=True, repr=False)
class WeightedComparison(Result):
    """Two groups compared after weighting. Made by `compare_alike`."""

    n_programme: int
    n_comparison: int
    crude: Estimate
    """Difference of the plain means, programme minus comparison."""
    difference: Estimate
    """Difference of the weighted means."""
    mean_programme: float
    mean_comparison: float
    """The two weighted means."""
    propensity: tuple
    weights: tuple
    """One for each person, in the order given."""
    balance: tuple
    """For each covariate: name, standardised difference before and after weighting."""
    effective_programme: float
    effective_comparison: float
    """As many people as the weighted group is worth: (sum of w)^2 / sum of w^2."""
    target: str
    level: float
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        crude, change = self.crude.value + 0.0, self.difference.value + 0.0
        return (
            f"As they are, the groups differ by {crude:.3f}; made alike in what was measured, they "
            f"differ by {change:.3f}, {interval_words(self.difference, self.level, 3)}."
        )

    def pictures(self):
        """Return the imbalance of each covariate, before and after weighting."""
        rows, words = [], []
        for name, before, after in self.balance:
            rows.append(("second", f"{name}: as they are", 0.0, before, f"{before + 0.0:.2f}"))
            rows.append(("average", f"{name}: weighted", 0.0, after, f"{after + 0.0:.2f}"))
            words.append(f"{name} from {before + 0.0:.2f} to {after + 0.0:.2f}")
        far = max([0.2] + [abs(each) for _, *pair in self.balance for each in pair]) * 1.05
        text = (
            "How far the groups differ in each thing measured, in standard deviations, before and "
            f"after weighting: {'; '.join(words)}. 0 means alike."
        )
        return [_drawing.bars("Alike?", text, rows, -far, far, 0.0)]


def propensity_scores(programme, covariates):
    """Return how likely each person was to have the programme, by what is known of them.

    Parameters
    ----------
    programme : sequence of 0 and 1
    covariates : pandas.DataFrame or dict of sequences
        Numbers known from before the programme; yes or no as 1 and 0.

    Returns
    -------
    numpy.ndarray
        Fitted probabilities of a logistic regression (statsmodels), one for each person.

    Raises
    ------
    ValueError
        If entries are missing or no numbers, a covariate is the same for everybody or follows
        from others, one group has nobody, or the covariates tell the groups apart without error
        (no overlap).

    References
    ----------
    Austin, P. C. (2011). An introduction to propensity score methods for reducing the effects of
    confounding in observational studies. Multivariate Behavioral Research 46, 399-424.

    Examples
    --------
    >>> group = [1] * 80 + [0] * 20 + [1] * 20 + [0] * 80
    >>> scores = propensity_scores(group, {"high_need": [1] * 100 + [0] * 100})
    >>> [round(float(score), 3) for score in (scores[0], scores[199])]
    [0.8, 0.2]
    """
    import warnings

    import numpy as np
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    treated = _groups(programme)
    table = _covariates(covariates, treated)
    design = np.column_stack([np.ones(len(treated)), table.to_numpy()])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError(
            "A covariate is the same for everybody or follows from the others. Leave it out."
        )
    with warnings.catch_warnings():
        # No overlap is refused below, with a way out.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = sm.GLM(treated, design, family=sm.families.Binomial()).fit()
    scores = np.asarray(fit.fittedvalues)
    if scores.min() < 1e-6 or scores.max() > 1 - 1e-6:
        raise ValueError(
            "The covariates tell for some people for certain whether they had the programme, so "
            "nobody in the other group is like them. Compare only people who could have been in "
            "either group, or leave out what decides alone."
        )
    return scores


def compare_alike(outcome, programme, covariates, *, target=EVERYBODY, stabilised=True, level=0.95):
    """Compare two groups after weighting them to be alike.

    Parameters
    ----------
    outcome : sequence of float
        One for each person; 0 and 1 for yes and no.
    programme : sequence of 0 and 1
    covariates : pandas.DataFrame or dict of sequences
        See `propensity_scores`.
    target : {"everybody", "programme"}
        Whose effect: all people, or those who had the programme.
    stabilised : bool
        Whether weights are multiplied by the share of their group. It changes their size, not
        the difference.
    level : float

    Returns
    -------
    WeightedComparison

    Raises
    ------
    ValueError
        As in `propensity_scores`, or if `target`, `stabilised` or `level` is not as above.

    Notes
    -----
    With e the propensity score, a person with the programme has weight 1 / e and one without
    1 / (1 - e) for everybody; for the programme group these are 1 and e / (1 - e). The interval is
    a robust one (sandwich, HC0) from the weighted regression of the outcome on the group, which
    takes the weights as known and so is on the wide side.

    The standardised difference of a covariate is the difference of its (weighted) means over the
    square root of the mean of its two variances before weighting.

    References
    ----------
    Austin, P. C., and Stuart, E. A. (2015). Moving towards best practice when using inverse
    probability of treatment weighting. Statistics in Medicine 34, 3661-3679.

    Examples
    --------
    >>> group = [1] * 80 + [0] * 20 + [1] * 20 + [0] * 80
    >>> need = {"high_need": [1] * 100 + [0] * 100}
    >>> back = [1] * 40 + [0] * 40 + [1] * 12 + [0] * 8 + [1] * 2 + [0] * 18 + [1] * 16 + [0] * 64
    >>> found = compare_alike(back, group, need)
    >>> round(found.crude.value, 2), round(found.difference.value, 2)
    (0.14, -0.1)
    """
    given.choice("target", target, PEOPLE)
    if not isinstance(stabilised, bool):
        raise ValueError(f"stabilised must be True or False, got {str(stabilised)[:40]}.")
    level = given.level(level)
    y = given.numbers("outcome", outcome)
    treated = _groups(programme)
    given.same_length(outcome=y, programme=treated)
    scores = propensity_scores(treated, covariates)
    weights = _weights(treated, scores, target, stabilised)
    with_it, without = weights[treated == 1], weights[treated == 0]
    crude, _ = _difference(y, treated, None, level)
    difference, means = _difference(y, treated, weights, level)
    return WeightedComparison(
        int(treated.sum()),
        int((1 - treated).sum()),
        crude,
        difference,
        *means,
        tuple(scores.tolist()),
        tuple(weights.tolist()),
        _balance(_covariates(covariates, treated), treated, weights),
        _effective(with_it),
        _effective(without),
        target,
        level,
        _notes(with_it, without),
    )


def _weights(treated, scores, target, stabilised):
    if target == TREATED:
        return treated + (1 - treated) * scores / (1 - scores)
    weights = treated / scores + (1 - treated) / (1 - scores)
    if stabilised:
        share = treated.mean()
        weights = weights * (treated * share + (1 - treated) * (1 - share))
    return weights


def _difference(y, treated, weights, level):
    import statsmodels.api as sm

    design = sm.add_constant(treated)
    if weights is None:
        fit = sm.OLS(y, design).fit()
    else:
        fit = sm.WLS(y, design, weights=weights).fit(cov_type="HC0")
    low, high = fit.conf_int(alpha=1 - level)[1]
    estimate = Estimate(float(fit.params[1]), float(low), float(high))
    return estimate, (float(fit.params.sum()), float(fit.params[0]))


def _balance(table, treated, weights):
    import numpy as np

    rows = []
    for name in table.columns:
        x = table[name].to_numpy()
        spread = float(np.sqrt((x[treated == 1].var() + x[treated == 0].var()) / 2))
        pair = []
        for w in (np.ones(len(x)), weights):
            gap = np.average(x[treated == 1], weights=w[treated == 1])
            gap -= np.average(x[treated == 0], weights=w[treated == 0])
            pair.append(float(gap / spread) if spread else 0.0)
        rows.append((str(name), *pair))
    return tuple(rows)


def _effective(weights):
    return float(weights.sum() ** 2 / (weights**2).sum())


def _notes(*groups):
    notes = [MEASURED_ONLY]
    heaviest = max(float(weights.max() / weights.mean()) for weights in groups)
    if heaviest > HEAVY:
        notes.append(
            f"One person counts {heaviest:.0f} times as much as the average of the group, so the "
            "result depends on few people."
        )
    return tuple(notes)


def _groups(programme):
    treated = given.numbers("programme", programme, least=4, low=0, high=1)
    if not set(treated.tolist()) <= {0.0, 1.0}:
        raise ValueError("programme must hold 0 and 1 only: 1 for people with the programme.")
    if min(treated.sum(), (1 - treated).sum()) < 2:
        raise ValueError("Each group needs at least two people, to have anybody to compare.")
    return treated


def _covariates(covariates, treated):
    import pandas as pd

    if isinstance(covariates, pd.DataFrame):
        covariates = {name: covariates[name] for name in covariates.columns}
    if not isinstance(covariates, dict) or not covariates:
        raise ValueError(
            "covariates must be a table or a dictionary with one list of numbers for each thing "
            "that was measured before the programme."
        )
    read = {}
    for name, values in covariates.items():
        values = values.tolist() if hasattr(values, "tolist") else values
        read[name] = given.numbers(f"covariate {str(name)[:30]}", values)
        given.same_length(programme=treated, **{str(name)[:30]: read[name]})
    return pd.DataFrame(read)
