"""Several minimums: the article's numbers, the rules that tempt, errors of measuring."""

import math

import numpy as np
import pytest

from peerlib.data import read
from peerlib.evaluation.decisions import judge

# Scores F, Q, R. Printed in the article: clinical F .40, peer-led R .50, hybrid all three, and
# the minimum for R; the others and the common minimum of 0.70 are assumed for the exercise.
CLINICAL, PEER_LED, HYBRID = [0.40, 0.85, 0.90], [0.95, 0.90, 0.50], [0.85, 0.80, 0.85]
LEAST = [0.70, 0.70, 0.70]
NAMES = ["role fidelity", "reflective practice", "risk oversight"]


def test_only_the_hybrid_passes_all_and_the_average_would_pass_everybody():
    decisions = [judge(scores, LEAST, names=NAMES) for scores in (CLINICAL, PEER_LED, HYBRID)]
    assert [one.passes for one in decisions] == [False, False, True]
    assert [one.failing for one in decisions] == [("role fidelity",), ("risk oversight",), ()]
    assert [one.average for one in decisions] == pytest.approx([0.717, 0.783, 0.833], abs=5e-4)
    assert all(one.average_passes and one.any_passes for one in decisions)
    assert [one.margin for one in decisions] == pytest.approx([-0.30, -0.20, 0.10])
    assert "average of 0.72 would hide" in decisions[0].sentence
    assert "0.10 to spare" in decisions[2].sentence


def test_minimum_is_the_article_s():
    assert read("supervision")["minimums"]["risk_oversight"]["value"] == LEAST[2]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [((0.2, 0.3, 0.5), (0.785, 0.710, 0.835)), ((0.5, 0.3, 0.2), (0.635, 0.845, 0.835))],
)
def test_weights_do_not_rescue_the_average(weights, expected):
    found = [
        judge(scores, LEAST, weights=weights).average for scores in (CLINICAL, PEER_LED, HYBRID)
    ]
    assert found == pytest.approx(expected, abs=5e-4)


def test_geometric_mean_is_no_rule_of_minimums_either():
    found = [math.prod(scores) ** (1 / 3) for scores in (CLINICAL, PEER_LED, HYBRID)]
    assert found == pytest.approx([0.674, 0.753, 0.833], abs=5e-4)
    assert found[1] > 0.70 and not judge(PEER_LED, LEAST).passes


def test_chance_with_errors_of_measuring():
    # normal errors centred on the scores; SciPy: 0.9772**2 * 0.9987 and so on
    assert judge(HYBRID, LEAST, errors=[0.05] * 3).probability == pytest.approx(0.975, abs=5e-4)
    assert judge(HYBRID, LEAST, errors=[0.10] * 3).probability == pytest.approx(0.733, abs=5e-4)
    assert judge(LEAST, LEAST, errors=[0.05] * 3).probability == pytest.approx(0.125)
    assert judge(HYBRID, LEAST, errors=[0, 0, 0]).probability == 1
    assert judge(CLINICAL, LEAST, errors=[0, 0.1, 0.1]).probability == 0


def test_chance_agrees_with_a_simulation():
    rng = np.random.default_rng(1)
    errors = np.array([0.1, 0.05, 0.2])
    true = rng.normal(HYBRID, errors, (200_000, 3))
    share = (true >= LEAST).all(axis=1).mean()
    assert judge(HYBRID, LEAST, errors=errors).probability == pytest.approx(share, abs=0.005)


def test_exactly_at_the_minimum_passes_and_each_has_its_own():
    assert judge([0.7, 0.1 + 0.2], [0.7, 0.3]).passes
    decision = judge([0.6, 0.9], [0.5, 0.95])
    assert decision.failing == ("score 2",) and decision.gaps == pytest.approx((0.1, -0.05))
    assert judge([0.6, 0.9], [0.5, 0.8], least_average=0.9).average_passes is False


def test_picture_tells_failing_scores_by_shape():
    (picture,) = judge(CLINICAL, LEAST, names=NAMES).pictures()
    assert [bar[0] for bar in picture["bars"]] == ["crossed", "average", "average"]
    assert picture["reference"] == 0.70 and "role fidelity: 0.40, minimum 0.70" in picture["text"]
    assert judge([0.6, 0.9], [0.5, 0.8]).pictures()[0]["reference"] is None
    assert judge(CLINICAL, LEAST).draw().figures


@pytest.mark.parametrize(
    ("scores", "minimums", "more", "word"),
    [
        ([], [], {}, "at least 1"),
        ([0.5], [0.5, 0.6], {}, "equally long"),
        ([0.5, None], [0.5, 0.6], {}, "missing"),
        ([0.5, math.nan], [0.5, 0.6], {}, "missing"),
        ([0.5, math.inf], [0.5, 0.6], {}, "numbers are needed"),
        ("0.5", [0.5], {}, "list of numbers"),
        ([0.5], [0.5], {"names": ["a", "b"]}, "equally long"),
        ([0.5], [0.5], {"weights": [0]}, "must not all be 0"),
        ([0.5], [0.5], {"weights": [-1]}, "from 0"),
        ([0.5], [0.5], {"weights": [1, 1]}, "equally long"),
        ([0.5], [0.5], {"errors": [-0.1]}, "from 0"),
        ([0.5], [0.5], {"errors": [0.1, 0.1]}, "equally long"),
        ([0.5], [0.5], {"least_average": "0.7"}, "number"),
    ],
)
def test_scores_that_cannot_be_are_refused(scores, minimums, more, word):
    with pytest.raises(ValueError, match=word):
        judge(scores, minimums, **more)
