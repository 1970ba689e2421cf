"""Sample sizes, power and clusters: a published table, another package, and odd wishes."""

import math

import pytest

from peerlib.data import read
from peerlib.evaluation.sample_size import (
    effective_sample,
    for_means,
    for_shares,
    power_for_means,
)
from peerlib.models import sample_size as model

KILLIP = read("clusters")
TABLE = list(zip(KILLIP["cluster_size"], *KILLIP["printed"].values(), strict=True))


@pytest.mark.parametrize("size, effect, effective, power", TABLE)
def test_the_table_of_killip_2004_comes_out(size, effect, effective, power):
    people = KILLIP["clusters"] * size
    found = effective_sample(people, size, KILLIP["correlation"])
    # Killip et al. 2004: design effect, effective sample, power in per cent
    assert found.design_effect == pytest.approx(effect, abs=1e-9)
    assert math.floor(found.effective) == effective
    chance = power_for_means(
        people, KILLIP["difference"], cluster_size=size, correlation=KILLIP["correlation"]
    )
    # The paper rounds the effective sample down first; power is met within 1.2.
    assert 100 * chance.power == pytest.approx(power, abs=1.2)
    assert chance.effective == found.effective


@pytest.mark.parametrize(
    "share0, share1, power, plain, pooled",
    [
        # the plain formula, and the pooled-variance form of statsmodels
        (0.50, 0.40, 0.9, 515, 518),
        (0.38, 0.29, 0.8, 428, 431),
        (0.25, 0.14, 0.8, 200, 202),
    ],
)
def test_people_for_two_shares(share0, share1, power, plain, pooled):
    found = for_shares(share1, share0, power=power)
    assert round(found.per_group) == plain
    assert found.pooled == pytest.approx(pooled, abs=0.6)


@pytest.mark.parametrize("d, needed", [(0.2, 393.4), (0.35, 129.1), (0.5, 63.8)])
def test_people_for_two_means_agree_with_statsmodels(d, needed):
    assert for_means(d).per_group == pytest.approx(needed, abs=0.05)
    # the normal formula leaves out about one person
    about = model.per_group_means(d, 1.959964, 0.841621)
    assert about == pytest.approx(needed, abs=1.1)


def test_two_shares_agree_with_the_power_of_statsmodels():
    from statsmodels.stats.proportion import power_proportions_2indep

    found = for_shares(0.29, 0.38)
    power = power_proportions_2indep(-0.09, 0.38, found.pooled, return_results=False)
    assert power == pytest.approx(0.8, abs=1e-3)


def test_wrong_turns_give_the_numbers_that_the_chapter_warns_of():
    # 400 people, 20 in a cluster, correlation 0.05
    found = effective_sample(400, 20, 0.05)
    assert (round(found.effective), round(found.narrowed, 2)) == (205, 1.40)
    assert found.narrowed**2 == pytest.approx(1.95)
    # a small correlation in large clusters
    assert effective_sample(500, 50, 0.01).design_effect == pytest.approx(1.49)
    # one-sided: 337 in place of 428
    assert round(for_shares(0.29, 0.38, two_sided=False).per_group) == 337
    # loss: 428 / 0.85 = 504, and not 428 * 1.15 = 492
    assert math.ceil(model.to_recruit(428, 0.15)) == 504
    assert math.ceil(for_shares(0.29, 0.38, loss=0.15).per_group_recruited) == 504


def test_steps_follow_each_other():
    found = for_shares(0.29, 0.38, cluster_size=20, correlation=0.05, loss=0.15)
    assert found.per_group_clustered == pytest.approx(1.95 * found.per_group)
    assert found.per_group_recruited == pytest.approx(found.per_group_clustered / 0.85)
    assert found.total == 2 * math.ceil(found.per_group_recruited)
    assert found.clusters_per_group == math.ceil(found.per_group_recruited / 20)
    assert "428 people" in found.sentence and "in 50 clusters of 20 each" in found.sentence


def test_unequal_clusters_matter_little_below_a_variation_of_0_23():
    equal = effective_sample(400, 20, 0.05).design_effect
    # Eldridge et al. 2006: negligible if the coefficient of variation is below 0.23
    assert effective_sample(400, 20, 0.05, variation=0.23).design_effect / equal < 1.03
    assert effective_sample(400, 20, 0.05, variation=0.65).design_effect / equal > 1.2


def test_the_effective_sample_is_what_correlated_people_tell():
    import numpy as np

    # the variance of a mean over correlated clusters, from a simulation
    random = np.random.default_rng(0)
    clusters, size, rho = 10, 8, 0.2
    shared = random.normal(0, rho**0.5, (4000, clusters, 1))
    own = random.normal(0, (1 - rho) ** 0.5, (4000, clusters, size))
    variance = (shared + own).mean(axis=(1, 2)).var()
    expected = effective_sample(clusters * size, size, rho).effective
    assert 1 / variance == pytest.approx(expected, rel=0.07)


@pytest.mark.parametrize(
    "share1, share0, options, word",
    [
        (0.3, 0.3, {}, "are equal"),
        (0, 0.3, {}, "share_programme"),
        (0.3, 1, {}, "share_comparison"),
        (29, 38, {}, "share_programme"),
        ("0.3", 0.4, {}, "share_programme"),
        (float("nan"), 0.4, {}, "share_programme"),
        (0.3, 0.4, {"power": 80}, "power"),
        (0.3, 0.4, {"power": 0.1}, "power"),
        (0.3, 0.4, {"error": 0}, "error"),
        (0.3, 0.4, {"two_sided": "yes"}, "True or False"),
        (0.3, 0.4, {"loss": 1}, "loss"),
        (0.3, 0.4, {"loss": 15}, "loss"),
        (0.3, 0.4, {"cluster_size": 0}, "cluster_size"),
        (0.3, 0.4, {"correlation": -0.1}, "correlation"),
        (0.3, 0.4, {"correlation": float("inf")}, "correlation"),
        (0.3, 0.4, {"variation": -1}, "variation"),
    ],
)
def test_wishes_that_cannot_be_are_refused(share1, share0, options, word):
    with pytest.raises(ValueError, match=word):
        for_shares(share1, share0, **options)
    if options:
        with pytest.raises(ValueError, match=word):
            for_means(0.3, **options)


@pytest.mark.parametrize("d", [0, 0.0001, float("nan"), "0.3", None, 5.1, 100])
def test_a_difference_that_cannot_be_is_refused(d):
    with pytest.raises(ValueError, match="difference"):
        for_means(d)
    with pytest.raises(ValueError, match="difference"):
        power_for_means(100, d)


@pytest.mark.parametrize(
    "people, size, word",
    [
        (0, 1, "people"),
        (10.5, 1, "people"),
        (10, 20, "at least as many people"),
        (None, 1, "people"),
        (10, float("nan"), "cluster_size"),
        (10, "5", "cluster_size"),
    ],
)
def test_samples_that_cannot_be_are_refused(people, size, word):
    with pytest.raises(ValueError, match=word):
        effective_sample(people, size, 0.1)


def test_two_clusters_of_people_all_alike_are_no_basis_for_a_test():
    with pytest.raises(ValueError, match="too few for any test"):
        power_for_means(40, 0.5, cluster_size=20, correlation=1.0)


def test_results_draw_themselves_with_their_numbers():
    found = for_shares(0.29, 0.38, cluster_size=20, correlation=0.05, loss=0.15)
    (bars,) = found.pictures()
    assert [bar[4] for bar in bars["bars"]] == ["428", "835", "982"]
    (dots,) = power_for_means(40, 0.5, cluster_size=10, correlation=0.017).pictures()
    assert [part[2] for part in dots["parts"]] == [30, 70]
    for result in (
        found,
        effective_sample(400, 20, 0.05),
        power_for_means(40, 0.5, cluster_size=10, correlation=0.017),
    ):
        assert result.pictures()[0]["text"] == result.sentence
        assert result.sentence in result._repr_html_()


@pytest.mark.parametrize("d", [-5, -0.001, 0.001, 0.5, 1.5, 2, 4, 5])
def test_tiny_and_huge_differences_have_the_people_and_the_power_that_they_should(d):
    for power in (0.5, 0.8, 0.999):
        for error in (0.0001, 0.05, 0.5):
            needed = for_means(d, power=power, error=error).per_group
            found = by_the_non_central_t(d, needed, error)
            assert found == pytest.approx(power, abs=2e-3) or needed == 2 and found > power
    for people in (4, 5, 100, 10**6):
        power = power_for_means(people, d).power
        assert power == pytest.approx(by_the_non_central_t(d, people / 2, 0.05), abs=2e-3)


def by_the_non_central_t(d, n, error):
    """Return the power of a two-sided t-test by integrating over the standard deviation."""
    import numpy as np
    from scipy.stats import chi2, norm, t

    freedom = 2 * n - 2
    limit = t.isf(error / 2, freedom)
    # the middle of each of 4000 equally likely slices
    spread = np.sqrt(chi2.ppf((np.arange(4000) + 0.5) / 4000, freedom) / freedom)
    lead = abs(d) * (n / 2) ** 0.5
    return float((norm.sf(limit * spread - lead) + norm.cdf(-limit * spread - lead)).mean())
