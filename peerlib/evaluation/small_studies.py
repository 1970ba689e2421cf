"""Whether small trials tell another story than large ones: funnel plot, Egger's regression."""

import math
from dataclasses import dataclass

from ..labs import _drawing
from ..models import meta_analysis as sums
from . import given
from .meta_analysis import trials
from .pooled import quantile
from .results import Estimate, Result, interval_words

FEW = 10


@dataclass(frozen=True, repr=False)
class SmallStudies(Result):
    """Whether small trials found other effects than large ones. Made by `small_studies`."""

    effects: tuple
    standard_errors: tuple
    labels: tuple
    slope: Estimate
    """Change of the effect for one unit more of standard error: Egger's intercept."""
    standard_error: float
    p: float
    at_no_error: float
    """Effect that the line gives for a trial without sampling error."""
    fixed: float
    """Fixed-effect mean, the middle of the funnel."""
    level: float
    axis: str
    notes: tuple

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        if self.p >= 1 - self.level:
            return (
                f"Small trials do not clearly differ from large ones (p = {self.p:.2f}), which "
                "does not show that no trials are missing."
            )
        side = "lower" if self.slope.value < 0 else "higher"
        return (
            f"The smaller the trial, the {side} its effect (slope {self.slope.value:.2f}, "
            f"{interval_words(self.slope, self.level)}): small trials may be of another kind, "
            "or trials with other results may be missing."
        )

    def pictures(self):
        """Return the funnel plot."""
        most = 1.05 * max(self.standard_errors)
        reach = quantile(self.level) * most
        ends = [self.fixed - reach, self.fixed + reach, *self.effects]
        low, high = math.floor(10 * min(ends)) / 10, math.ceil(10 * max(ends)) / 10
        inside = sum(
            abs(y - self.fixed) <= quantile(self.level) * se
            for y, se in zip(self.effects, self.standard_errors, strict=True)
        )
        text = (
            f"A funnel plot: each of {len(self.effects)} trials is a dot, large trials at the "
            f"top. {inside} lie inside the funnel, where {100 * self.level:g} % would lie by "
            f"chance alone. " + self.sentence
        )
        return [
            _drawing.points(
                "Funnel plot",
                text,
                [("average", "one trial", list(self.effects), list(self.standard_errors))],
                self.axis,
                "standard error: large trials at the top",
                (low, high),
                (most, 0.0),
                lines=[
                    ("second", "pooled effect", [self.fixed, self.fixed], [0.0, most]),
                    (
                        "minimum",
                        "edge of the funnel",
                        [self.fixed - reach, self.fixed, self.fixed + reach],
                        [most, 0.0, most],
                    ),
                ],
            )
        ]


def small_studies(effects, standard_errors, *, labels=None, level=0.95, axis="effect"):
    """Test whether the effect depends on the size of the trial (Egger's regression).

    Parameters
    ----------
    effects, standard_errors : sequence of float
        At least three trials, with standard errors that are not all alike.
    labels : sequence of str, optional
    level : float
    axis : str
        What the effect is, for the picture.

    Returns
    -------
    SmallStudies

    Raises
    ------
    ValueError
        If there are fewer than three trials, all standard errors are alike, or an argument
        is not as above.

    Notes
    -----
    y / s is regressed on 1 / s by least squares (s: standard error); its intercept is the
    slope of y on s with weights 1 / s**2. It has k - 2 degrees of freedom. With fewer than ten
    trials the test misses much, and a note says so. For odds ratios effect and standard
    error hang together by themselves, so the test finds too much.

    References
    ----------
    Egger, M., et al. (1997). Bias in meta-analysis detected by a simple, graphical test.
    BMJ 315, 629-634.
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS

    effects, errors, labels = trials(effects, standard_errors, labels, least=3)
    level = given.level(level)
    if max(errors) - min(errors) <= 1e-9 * max(errors):
        raise ValueError(
            "All trials have the same standard error, so none is smaller than another. "
            "This question needs trials of different sizes."
        )
    fit = OLS(effects / errors, np.column_stack([np.ones(len(errors)), 1 / errors])).fit()
    slope, error = float(fit.params[0]), float(fit.bse[0])
    half = quantile(level, len(errors) - 2) * error
    notes = ()
    if len(errors) < FEW:
        notes = (f"With {len(errors)} trials this test would miss most of what it looks for.",)
    return SmallStudies(
        tuple(map(float, effects)),
        tuple(map(float, errors)),
        labels,
        Estimate(slope, slope - half, slope + half),
        error,
        float(fit.pvalues[0]),
        float(fit.params[1]),
        float(sums.pooled(effects, sums.weights(errors**2))),
        level,
        str(axis),
        notes,
    )
