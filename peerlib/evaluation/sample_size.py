"""How many people a study needs, and how much those it has can tell.

The plain formulas stand in `peerlib.models.sample_size`; power comes from statsmodels.
"""

from dataclasses import dataclass
from math import ceil, isfinite

from ..labs import _drawing
from ..models import sample_size as model
from . import given
from .results import Result


@dataclass(frozen=True, repr=False)
class SampleSize(Result):
    """People that a study with two groups needs. Made by `for_shares` and `for_means`."""

    per_group: float
    """For people chosen one by one who all stay; not rounded."""
    design_effect: float
    per_group_clustered: float
    """Times the design effect."""
    per_group_recruited: float
    """And divided by the share who stay."""
    cluster_size: float
    loss: float
    power: float
    error: float
    two_sided: bool
    pooled: float | None
    """The form with the pooled variance under no effect (statsmodels), for shares only."""

    @property
    def total(self):
        """People to recruit for both groups together, rounded up."""
        return 2 * _up(self.per_group_recruited)

    @property
    def clusters_per_group(self):
        """Clusters to recruit for each group, rounded up."""
        return _up(self.per_group_recruited / self.cluster_size)

    @property
    def sentence(self):
        """The answer in one plain sentence."""
        clusters = (
            ""
            if self.cluster_size == 1
            else (f", in {self.clusters_per_group} clusters of {self.cluster_size:g} each,")
        )
        return (
            f"For a power of {100 * self.power:g} %, each group needs {_up(self.per_group)} people "
            f"if they come one by one and all stay; here it takes "
            f"{_up(self.per_group_recruited)} people in each group{clusters} and {self.total} in "
            "all."
        )

    def pictures(self):
        """Return the three numbers of people per group as bars, as plain data."""
        rows = [
            ("average", "One by one, all stay", self.per_group),
            ("second", "In clusters", self.per_group_clustered),
            ("third", "In clusters, and some lost", self.per_group_recruited),
        ]
        return [
            _drawing.bars(
                "People in each group",
                self.sentence,
                [(style, label, 0.0, float(_up(n)), str(_up(n))) for style, label, n in rows],
                0.0,
                1.05 * max(n for _, _, n in rows),
            )
        ]


@dataclass(frozen=True, repr=False)
class EffectiveSample(Result):
    """How much people in clusters tell. Made by `effective_sample`."""

    people: int
    design_effect: float
    effective: float
    """As many people, chosen one by one, would tell as much."""
    narrowed: float
    """By what factor intervals are too narrow if the clusters are forgotten."""

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"With a design effect of {self.design_effect:.2f}, these {self.people} people tell "
            f"as much as {self.effective:.0f} people who were chosen one by one."
        )

    def pictures(self):
        """Return people and effective sample as bars, as plain data."""
        return [
            _drawing.bars(
                "People, and what they tell",
                self.sentence,
                [
                    ("second", "People in the study", 0.0, float(self.people), str(self.people)),
                    ("average", "Effective sample", 0.0, self.effective, f"{self.effective:.0f}"),
                ],
                0.0,
                1.05 * self.people,
            )
        ]


@dataclass(frozen=True, repr=False)
class Power(Result):
    """The chance that a study finds what is there. Made by `power_for_means`."""

    power: float
    people: int
    effective: float
    difference: float

    @property
    def sentence(self):
        """The finding in one plain sentence."""
        return (
            f"With {self.people} people, who tell as much as {self.effective:.0f} chosen one by "
            f"one, a study would find a difference of {self.difference:g} standard deviations in "
            f"{100 * self.power:.0f} of 100 such studies."
        )

    def pictures(self):
        """Return the power as dots, as plain data."""
        found = round(100 * self.power)
        return [
            _drawing.icons(
                "Of 100 such studies",
                self.sentence,
                [("average", "find the difference", found), ("second", "miss it", 100 - found)],
            )
        ]


def for_shares(
    share_programme,
    share_comparison,
    *,
    power=0.8,
    error=0.05,
    two_sided=True,
    cluster_size=1,
    correlation=0.0,
    variation=0.0,
    loss=0.0,
):
    """Return the people needed to tell two shares apart.

    Parameters
    ----------
    share_programme, share_comparison : float
        Shares with the event that are expected, above 0 and below 1, and not equal.
    power : float
        The wanted chance to find this difference, from 0.5 to 0.999.
    error : float
        The accepted chance to find a difference where there is none, from 0.0001 to 0.5.
    two_sided : bool
        Whether a difference either way would count. It nearly always should.
    cluster_size : float
        People in a cluster, at least 1.
    correlation : float
        Intracluster correlation, from 0 to 1.
    variation : float
        Coefficient of variation of the cluster sizes, from 0 on.
    loss : float
        Share of people who will be lost, from 0 to 0.95.

    Returns
    -------
    SampleSize

    Raises
    ------
    ValueError
        If a number is not one of those above, or the two shares are equal.

    Notes
    -----
    n = (z_error + z_power)^2 [p1 (1 - p1) + p0 (1 - p0)] / (p1 - p0)^2 for each group, times
    1 + ((c^2 + 1) m - 1) rho for clusters of mean size m, divided by 1 - loss.
    Numbers of people are rounded up only when they are said.

    References
    ----------
    - Killip, S., Mahfoud, Z. and Pearce, K. (2004). What is an intracluster correlation
      coefficient? Annals of Family Medicine.
    - Eldridge, S. M., Ashby, D. and Kerry, S. (2006). Sample size for cluster randomized trials.
      International Journal of Epidemiology 35, 1292-1300.

    Examples
    --------
    >>> found = for_shares(0.29, 0.38, loss=0.15)
    >>> round(found.per_group), round(found.per_group_recruited)
    (428, 503)
    """
    from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

    p1 = given.number("share_programme", share_programme, 0, 1, open_ends=True)
    p0 = given.number("share_comparison", share_comparison, 0, 1, open_ends=True)
    if p1 == p0:
        raise ValueError(
            "share_programme and share_comparison are equal. No number of people "
            "finds a difference that is not there; give the smallest one that would "
            "matter."
        )
    z_error, z_power = _standard_normal(power, error, two_sided)
    pooled = float(
        samplesize_proportions_2indep_onetail(
            p1 - p0, p0, power, alpha=error if two_sided else 2 * error
        )
    )
    return _sample_size(
        model.per_group_shares(p1, p0, z_error, z_power),
        power,
        error,
        two_sided,
        pooled,
        cluster_size,
        correlation,
        variation,
        loss,
    )


def for_means(
    difference,
    *,
    power=0.8,
    error=0.05,
    two_sided=True,
    cluster_size=1,
    correlation=0.0,
    variation=0.0,
    loss=0.0,
):
    """Return the people needed to tell two means apart by a t-test.

    Parameters
    ----------
    difference : float
        The expected difference in standard deviations (d), from -5 to 5 and not 0.
    power, error, two_sided, cluster_size, correlation, variation, loss
        As in `for_shares`.

    Returns
    -------
    SampleSize

    Raises
    ------
    ValueError
        If a number is not one of those in `for_shares`, or `difference` is 0.

    Notes
    -----
    About 2 (z_error + z_power)^2 / d^2 for each group; here it is worked out with the t
    distribution (statsmodels), which takes about one person more, and never fewer than two.

    Examples
    --------
    >>> round(for_means(0.35).per_group, 1)
    129.1
    """
    from scipy.optimize import brentq

    d = abs(_difference(difference))
    z_error, z_power = _standard_normal(power, error, two_sided)

    def short(n):
        return _power_of_t(d, n, error, two_sided) - power

    needed = 2.0  # a t-test needs two people in each group
    if short(needed) < 0:
        needed = brentq(short, needed, 2 * model.per_group_means(d, z_error, z_power) + 50)
    return _sample_size(
        needed, power, error, two_sided, None, cluster_size, correlation, variation, loss
    )


def effective_sample(people, cluster_size, correlation, *, variation=0.0):
    """Return how much people in clusters tell.

    Parameters
    ----------
    people : int
        People in all clusters together, at least 1.
    cluster_size : float
        People in a cluster, at least 1; their mean if sizes differ.
    correlation : float
        Intracluster correlation, from 0 to 1.
    variation : float
        Coefficient of variation of the cluster sizes, from 0 on.

    Returns
    -------
    EffectiveSample

    Raises
    ------
    ValueError
        If a number is not one of those above.

    Examples
    --------
    >>> found = effective_sample(400, 20, 0.05)
    >>> round(found.effective), round(found.narrowed, 2)
    (205, 1.4)
    """
    people = given.count("people", people, 1)
    effect = _effect(cluster_size, correlation, variation)
    if cluster_size > people:
        raise ValueError(
            f"cluster_size is {cluster_size:g} and people is {people}. There must be "
            "at least as many people as in one cluster."
        )
    return EffectiveSample(people, effect, model.effective_size(people, effect), effect**0.5)


def power_for_means(people, difference, *, cluster_size=1, correlation=0.0, error=0.05):
    """Return the chance that a study with two equal groups finds a difference of means.

    Parameters
    ----------
    people : int
        In both groups together, at least 4.
    difference : float
        In standard deviations, from -5 to 5 and not 0.
    cluster_size, correlation
        As in `effective_sample`.
    error : float
        As in `for_shares`; two-sided.

    Returns
    -------
    Power

    Raises
    ------
    ValueError
        If a number is not one of those above, or the effective sample is too small for a test.

    Notes
    -----
    The power of a t-test with the effective sample, half of it in each group. With few clusters
    this promises a little too much.

    Killip et al. (2004) print 29, 47, 67 and 82 % for 4 clusters of 10, 20, 40 and 80, a
    correlation of 0.017 and d = 0.5; here it is 29.8, 48.1, 68.0 and 82.7 %. They seem to have
    rounded the effective sample down to 34, 60, 96 and 136 first.

    Examples
    --------
    >>> round(power_for_means(320, 0.5, cluster_size=80, correlation=0.017).power, 2)
    0.83
    """
    d = _difference(difference)
    sample = effective_sample(given.count("people", people, 4), cluster_size, correlation)
    error = given.number("error", error, 0.0001, 0.5)
    if sample.effective <= 2.5:
        raise ValueError(
            f"The effective sample is {sample.effective:.1f} people, too few for any "
            "test. More clusters are needed."
        )
    power = _power_of_t(abs(d), sample.effective / 2, error, True)
    return Power(power, sample.people, sample.effective, d)


def _power_of_t(d, n, error, two_sided):
    """Return the power of a t-test with n people in each group."""
    from statsmodels.stats.power import TTestIndPower

    test = TTestIndPower()
    if two_sided:
        power = float(test.power(d, n, error))
        if isfinite(power):
            return power
        error = error / 2  # SciPy has no value for the far tail, which is next to nothing
    return float(test.power(d, n, error, alternative="larger"))


def _sample_size(needed, power, error, two_sided, pooled, size, correlation, variation, loss):
    effect = _effect(size, correlation, variation)
    loss = given.number("loss", loss, 0, 0.95)
    clustered = needed * effect
    return SampleSize(
        needed,
        effect,
        clustered,
        model.to_recruit(clustered, loss),
        float(size),
        loss,
        power,
        error,
        two_sided,
        pooled,
    )


def _effect(size, correlation, variation):
    size = given.number("cluster_size", size, 1, given.LARGEST)
    correlation = given.number("correlation", correlation, 0, 1)
    return model.design_effect(size, correlation, given.number("variation", variation, 0, 10))


def _difference(value):
    d = given.number("difference", value, -5, 5)
    if abs(d) < 0.001:
        raise ValueError(
            f"difference is {d:g}. Give the smallest difference that would matter, in "
            "standard deviations, such as 0.3."
        )
    return d


def _standard_normal(power, error, two_sided):
    from scipy.stats import norm

    power = given.number("power", power, 0.5, 0.999)
    error = given.number("error", error, 0.0001, 0.5)
    if not isinstance(two_sided, bool):
        raise ValueError(f"two_sided must be True or False, got {str(two_sided)[:40]!r}.")
    tail = error / 2 if two_sided else error
    return float(norm.isf(tail)), float(norm.ppf(power))


def _up(number):
    return ceil(number - 1e-9)
