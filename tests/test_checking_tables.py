"""Tables and columns are judged cell by cell, by key and name."""

import math

import numpy as np
import pytest
from demonstration_exercise import (
    PEER,
    RISKS,
    USUAL,
)
from hypothesis import given
from hypothesis import strategies as st

from peerlib.checking import mark
from peerlib.checking.tables import Column, Table
from peerlib.exercises._learner_values import plain_answer

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}  # risks 0.18 and 0.357142...


def row(group, risk, people):
    return {"group": group, "risk": risk, "people": people}


RIGHT_ROWS = [row(PEER, 0.18, 250), row(USUAL, 50 / 140, 140)]


@pytest.mark.parametrize(
    ("answer", "tag", "credit"),
    [
        (RIGHT_ROWS, "right", 1.0),
        ({"group": [USUAL, PEER], "Risk": [0.3572, 0.1799], "people": [140.0, 250]}, "right", 1.0),
        (
            {
                PEER: {"risk": 0.18, "people": 250},
                " care  as USUAL": {"risk of event": 0.357, "people": 140},
            },
            "right",
            1.0,
        ),
        ([row(PEER, 0.18, 250), row(USUAL, 0.4, 140)], "table:cells-off", 0.75),
        ([row(PEER, 0.1806, 250), row(USUAL, 50 / 140, 140)], "table:cells-off", 0.75),
        ([row(PEER, 0.1804, 250), row(USUAL, 50 / 140, 140)], "right", 1.0),
        ([row(PEER, 0.18, 250)], "table:missing-row", 0.5),
        ([*RIGHT_ROWS, row("Both", 0.2, 390)], "table:extra-row", 4 / 6),
        (
            [{"group": PEER, "risk": 0.18}, {"group": USUAL, "risk": 50 / 140}],
            "table:missing-column",
            0.5,
        ),
        ([row(PEER, math.nan, 250), row(USUAL, 50 / 140, 140)], "table:cells-off", 0.75),
        ([row(PEER, "0.18", 250), row(USUAL, 50 / 140, 140)], "table:cells-off", 0.75),
        ([{"risk": 0.18, "people": 250}], "no-key", 0.0),
        ([row(PEER, 0.18, 250), row("peer support", 0.18, 250)], "row-twice", 0.0),
        ({"group": [PEER], "risk": []}, "wrong-type", 0.0),
        # one cell by each wrong turn alone
        (
            [row(PEER, 45 / 205, 250), row(USUAL, 50 / 140, 140)],
            "misconception:odds-for-risk",
            0.75,
        ),
        ([row(PEER, 45 / 140, 250), row(USUAL, 50 / 250, 140)], "misconception:other-group", 0.5),
    ],
)
def test_a_table_is_judged_cell_by_cell(answer, tag, credit):
    outcome = mark(RISKS, answer, DATA)
    assert (outcome.tag, outcome.credit) == (tag, pytest.approx(credit))


def test_a_table_says_which_cells_are_off():
    outcome = mark(RISKS, [row(PEER, 0.1, 250), row(USUAL, 0.4, 140)], DATA)
    assert "2 of 4 cells fit" in outcome.text
    assert "risk for Care as usual and risk for Peer support" in outcome.text
    assert "0.18" not in outcome.text


CELLS = st.one_of(st.floats(), st.sampled_from([0.18, 50 / 140, 250, 140, 45 / 205]), st.text())
ROWS = st.lists(st.tuples(st.sampled_from([PEER, USUAL, "Both", 3]), CELLS, CELLS), max_size=4)


@given(ROWS, st.randoms())
def test_the_order_of_rows_and_columns_makes_no_difference(rows, random):
    table = [row(*each) for each in rows]
    mixed = [dict(random.sample(sorted(each.items()), 3)) for each in table]
    random.shuffle(mixed)
    one, other = mark(RISKS, table, DATA), mark(RISKS, mixed, DATA)
    assert (one.tag, one.credit, one.idea) == (other.tag, other.credit, other.idea)


def test_data_frames_and_series_are_tables():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(RIGHT_ROWS)
    shuffled = frame.sample(frac=1, random_state=1)
    for table in (
        frame,
        shuffled,
        frame.set_index("group"),
        frame.assign(odds=1.0),
        frame.set_index("group").rename_axis(None),
        frame.astype({"group": "category"}),
    ):
        assert mark(RISKS, plain_answer(table), DATA).tag == "right"
    counted = Table(
        "n",
        "N",
        "?",
        lambda d: [{"arm": 0, "n": 3}, {"arm": 1, "n": 1}],
        key="arm",
        columns=(Column("n"),),
    )
    arms = pandas.Series([1, 0, 0, 0], name="arm")
    for series in (
        arms.value_counts(),
        arms.value_counts().sort_index(),
        arms.value_counts().to_frame("n"),
        arms.value_counts().to_dict(),
    ):
        assert mark(counted, plain_answer(series), {}).tag == "right"
    big = pandas.DataFrame(np.zeros((10**5, 3)))
    assert mark(RISKS, plain_answer(big), DATA).tag == "too-large"
    missing = pandas.DataFrame({"group": [PEER, None], "risk": [pandas.NA, 1]})
    assert mark(RISKS, plain_answer(missing), DATA).tag == "table:missing-column"
