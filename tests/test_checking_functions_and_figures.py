"""Functions are judged by what they give, figures by their data and labels."""

import math

import numpy as np
import pytest
from demonstration_exercise import (
    BARS,
    PEER,
    RATIO,
    USUAL,
    relative_risk,
)

from peerlib.checking import mark
from peerlib.exercises._learner_values import plain_answer, tried

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}  # risks 0.18 and 0.357142...


# Functions


def outcome_of(function, data=DATA):
    return mark(RATIO, tried(function, RATIO.arguments(data)), data)


class Hostile:
    def __getattr__(self, name):
        raise KeyError(name)

    def __float__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("function", "tag", "credit"),
    [
        (relative_risk, "right", 1.0),
        (lambda a, n1, c, n0: str(relative_risk(a, n1, c, n0)), "unrecognised", 0.0),
        (lambda a, n1, c, n0: a / n1 / (c / n0), "misconception:no-guard", 0.75),
        (lambda a, n1, c, n0: a / c if c else None, "misconception:counts-for-risks", 0.5),
        (lambda a, n1, c, n0: 0.4, "function:some-right", 0.25),
        (lambda a, n1, c, n0: print(end=""), "returns-nothing", 0.0),
        (lambda a: a, "stops", 0.0),
        (lambda *all: [all] * 10**6, "unrecognised", 0.0),
        (lambda *all: Hostile(), "unrecognised", 0.0),
        (lambda *all: math.nan, "unrecognised", 0.0),
        (lambda *all: np.float64(relative_risk(*all)) if all[2] else None, "right", 1.0),
    ],
)
def test_a_function_is_judged_by_what_it_gives(function, tag, credit):
    outcome = outcome_of(function)
    assert (outcome.tag, outcome.credit) == (tag, credit)


def test_a_function_that_is_partly_right_is_told_for_which_cases():
    words = outcome_of(lambda *all: 0.4).text
    assert "right in 1 of 4" in words and "no event with care as usual" in words
    assert "groups of other size" not in words


def test_a_value_or_an_untried_function_in_place_of_a_function():
    assert mark(RATIO, 0.5, DATA).tag == "wrong-type"
    assert mark(RATIO, relative_risk, DATA).tag == "not-tried"
    assert "TypeError" in outcome_of(lambda a: a).text


def test_a_function_cannot_change_the_cases_that_follow():
    seen = []

    def spoil(numbers):
        seen.append(list(numbers))
        numbers.clear()
        return 1

    cases = [[[1, 2]], [[1, 2]]]
    tried(spoil, cases)
    tried(spoil, cases)
    assert seen == [[1, 2]] * 4


# Figures


def figure(bars, **texts):
    axes = {"title": "Risks", "y_label": "Risk of event", "value_low": 0.0, **texts}
    axes["bars"] = [{"name": name, "height": height} for name, height in bars]
    return {"kind": "figure", "axes": [{}, axes]}


RIGHT_BARS = [(PEER, 0.18), (USUAL, 50 / 140)]


@pytest.mark.parametrize(
    ("answer", "tag", "credit"),
    [
        (figure(RIGHT_BARS), "right", 1.0),
        (figure(RIGHT_BARS[::-1]), "right", 1.0),
        (figure(RIGHT_BARS, title=""), "plot:labels", 0.6 + 0.4 * 2 / 3),
        (figure(RIGHT_BARS, y_label="Number"), "plot:labels", 0.6 + 0.4 * 2 / 3),
        (figure(RIGHT_BARS, value_low=0.1), "plot:labels", 0.6 + 0.4 * 2 / 3),
        (figure([(PEER, 0.18), (USUAL, 0.5)]), "plot:some-data", 0.3 + 0.4),
        (figure([(PEER, 0.18), (USUAL, 50 / 140), ("Both", 1)]), "plot:some-data", 0.4 + 0.4),
        (figure([(PEER, 1), (USUAL, 2)]), "plot:other-data", 0.0),
        (figure([(PEER, 45), (USUAL, 50)]), "misconception:counts-for-risks", 0.25),
        (figure([]), "empty-figure", 0.0),
        ("Risks", "wrong-type", 0.0),
    ],
)
def test_a_figure_is_judged_by_its_data_and_labels(answer, tag, credit):
    outcome = mark(BARS, answer, DATA)
    assert (outcome.tag, outcome.credit) == (tag, pytest.approx(credit))


def test_a_figure_is_told_what_is_amiss():
    words = mark(BARS, figure(RIGHT_BARS, title="", value_low=0.1), DATA).text
    assert "the title" in words and "the start of the axis" in words
    words = mark(BARS, figure([(PEER, 0.18), (USUAL, 0.5)]), DATA).text
    assert "the bar for care as usual" in words and "peer support" not in words


def test_matplotlib_and_pandas_figures_are_read():
    pytest.importorskip("matplotlib").use("Agg")
    import pandas
    from matplotlib import pyplot

    names, heights = [name for name, _ in RIGHT_BARS], [height for _, height in RIGHT_BARS]
    drawings = []
    for draw in ("bar", "barh"):
        made, axes = pyplot.subplots()
        bars = getattr(axes, draw)(names, heights)
        axes.set_title("Risks")
        axes.set_ylabel("Share")
        drawings += [made, axes, bars, [axes]]
    series = pandas.Series(heights, names)
    pyplot.figure()
    drawings.append(series.plot.bar(title="Risks", ylabel="Risk"))
    for drawing in drawings:
        assert mark(BARS, plain_answer(drawing), DATA).tag == "right"
    made, axes = pyplot.subplots()
    line = axes.plot([2, 1, 3], [4, 3, 5])
    points = axes.scatter([1], [2])
    axes.set_xlabel("Month")
    for drawing in (line, made, points):
        described = plain_answer(drawing)
        described = described[0] if isinstance(described, list) else described
        assert described["axes"][0]["lines"][0]["x"] == [2, 1, 3]
        assert described["axes"][0]["points"][0]["y"] == [2.0]
        assert described["axes"][0]["x_label"] == "Month"
    pyplot.close("all")


def test_lines_and_points_are_judged_whatever_their_order():
    plot = type(BARS)("l", "L", "?", lambda d: {"lines": [([1, 2, 3], [3, 4, 5])]}, absolute=0.1)
    axes = {"lines": [{"x": [0, 1], "y": [0, 0]}, {"x": [3, 1, 2], "y": [5.05, 3, 4]}]}
    assert mark(plot, {"kind": "figure", "axes": [axes]}, {}).tag == "right"
    axes = {"lines": [{"x": [1, 2, 3], "y": [3, 4, 5.2]}]}
    assert mark(plot, {"kind": "figure", "axes": [axes]}, {}).credit == 0.0


def test_one_line_does_not_count_for_two():
    twice = [([1, 2], [3, 4])] * 2
    plot = type(BARS)("l", "L", "?", lambda d: {"points": twice}, absolute=0.1)
    one = {"kind": "figure", "axes": [{"points": [{"x": [1, 2], "y": [3, 4]}]}]}
    assert mark(plot, one, {}).credit == 0.5
