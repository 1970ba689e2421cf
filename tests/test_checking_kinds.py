"""Every kind of answer: right, near, each wrong turn, several at once, follow-through, nonsense."""

import math

import demonstration_exercise as demonstration
import numpy as np
import pytest
from demonstration_exercise import (
    BARS,
    HOLDS,
    INTERVAL,
    ITEMS,
    NEEDED,
    ORDER,
    PEER,
    RATIO,
    RISK,
    RISKS,
    SENTENCE,
    USUAL,
    relative_risk,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from peerlib.checking import Misconception, mark, mark_all
from peerlib.checking.choices import Choice, Several
from peerlib.checking.intervals import Interval, read_interval
from peerlib.checking.items import Item
from peerlib.checking.options import Option, read_option
from peerlib.checking.precision import unit_of, written_digits
from peerlib.checking.steps import Steps
from peerlib.checking.tables import Column, Table
from peerlib.checking.values import gap, plain
from peerlib.exercises._learner_values import plain_answer, tried

DATA = {"a": 45, "n1": 250, "c": 50, "n0": 140}  # risks 0.18 and 0.357142...
AUTOMATIC = [item for item in ITEMS if not item.by_hand]


class Hostile:
    """Raises whatever is done with it."""

    def __getattr__(self, name):
        raise KeyError(name)

    def __len__(self):
        raise ZeroDivisionError

    def __float__(self):
        raise RuntimeError

    __iter__ = __eq__ = __call__ = __float__
    __hash__ = None


def bomb(depth=5000):
    nest = []
    for _ in range(depth):
        nest = [nest]
    return nest


CIRCLE = {}
CIRCLE["kind"] = CIRCLE
NONSENSE = [
    None, "", "  ", 5, 0, -1.5, True, math.nan, math.inf, 10**400, "nan", "inf", "<b>", "x" * 10**5,
    [], {}, (), set(), [None], [math.nan, math.inf], ["z", None], b"bytes", 1j, print, object(),
    Hostile(), [Hostile()], {"kind": "table"}, {"kind": "calls", "outcomes": [5]}, {"kind": []},
    {"kind": "figure", "axes": [{"bars": [5, {"name": [], "height": math.nan}]}]}, CIRCLE,
    {"kind": "table", "columns": [1], "index": 5, "index_names": 5, "rows": [[1], [2, 3]]},
    {"kind": "series", "index": None, "values": 5}, {1: 2, None: 3}, [[[[[]]]]], bomb(), "\ud800",
    [{"group": Hostile()}], np.zeros((3, 3)), np.zeros(10**6), {"kind": "set", "values": 5},
    {"kind": "calls", "outcomes": [{"value": bomb(50)}]}, "z," * 400, ["a"] * 10**5,
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_earns_nothing_and_gets_a_kind_word(item, nonsense):
    for answer in (nonsense, plain_answer(nonsense)):
        outcome = mark(item, answer, DATA)
        if item is HOLDS and nonsense is True:  # "holds it" is a usual way to answer
            assert outcome.tag == "choice:yes"
            continue
        if outcome.tag == "for-a-person":
            assert isinstance(nonsense, str)
        else:
            assert outcome.credit == 0.0
        assert outcome.seen.endswith(".")
        assert outcome.next_step


@pytest.mark.parametrize("item", AUTOMATIC, ids=lambda item: item.name)
def test_the_right_answer_as_a_learner_writes_it_earns_all(item):
    outcome = mark(item, item.written(item.truth_on(DATA).value), DATA)
    assert (outcome.tag, outcome.credit) == ("right", 1.0)


@pytest.mark.parametrize(("item", "tag"), [
    (item, one.tag) for item in AUTOMATIC for one in item.misconceptions], ids=str)
def test_each_wrong_turn_earns_its_own_words(item, tag):
    known = [wrong for wrong in item.wrong_values(DATA) if wrong.tag == tag]
    outcome = mark(item, item.written(known[0].value), DATA)
    assert outcome.tag == tag
    assert known[0].credit <= outcome.credit < 1.0
    assert known[0].idea in outcome.text and known[0].next_step in outcome.text


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
              st.sampled_from(["a", "a, b", "0.1 to 0.3", "figure", "table", "calls", PEER])),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(
        st.sampled_from(["kind", "axes", "bars", "rows", "columns", "index", "group", "risk",
                         "outcomes", "value", "low", "high", "people"]), inner, max_size=5),
    max_leaves=20)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANYTHING, min_size=len(ITEMS), max_size=len(ITEMS)))
def test_credit_lies_between_nothing_and_all_whatever_is_given(values):
    answers = {item.name: value for item, value in zip(ITEMS, values, strict=True)}
    for outcome in mark_all(ITEMS, answers, DATA).values():
        assert 0.0 <= outcome.credit <= 1.0
        assert outcome.tag and outcome.text


# Numbers: precision is a matter of its own


@pytest.mark.parametrize(("answer", "tag", "credit"), [
    ("0.180", "right", 1.0), ("0,180", "right", 1.0), ("18.0 %", "right", 1.0),
    ("0.18", "precision:too-few-digits", 0.75), ("0.1800", "precision:too-many-digits", 0.75),
    ("45/250", "precision:not-rounded", 0.75), ("0.2", "precision:too-few-digits", 0.75),
    (0.18, "right", 1.0), (np.float64(0.18), "right", 1.0), (0.1804, "right", 1.0),
    (0.1806, "unrecognised", 0.0), (0.2, "unrecognised", 0.0), ("0.181", "unrecognised", 0.0),
    ("18", "scale:percent", 0.75), ("0.220", "misconception:odds-for-risk", 0.25),
    ("0", "unrecognised", 0.0), ("0.3", "unrecognised", 0.0),
])
def test_precision_is_looked_at_in_text_only(answer, tag, credit):
    outcome = mark(RISK, answer, DATA)
    assert (outcome.tag, outcome.credit) == (tag, credit)


@pytest.mark.parametrize(("text", "decimals", "figures"), [
    ("0.250", 3, 3), ("25", 0, 2), ("25 %", 2, 2), ("-0,05", 2, 1), ("1e-3", 3, 1),
    ("1.20e2", 0, 3), ("\u22120.10", 2, 2), ("1/4", None, None), ("", None, None),
    ("12 percent", 2, 2), ("0.0", 1, 1), (".5", 1, 1), ("1e99999", None, 1),
])
def test_digits_are_counted_as_they_were_written(text, decimals, figures):
    assert written_digits(text) == (None if decimals is None else (decimals, decimals))
    assert written_digits(text, significant=True) == (None if figures is None
                                                      else (figures, figures))


def test_significant_figures_set_the_tolerance_and_the_precision():
    item = Item("x", "X", "?", lambda d: 1234.5, absolute=0.0, figures=2)
    assert unit_of(1234.5, None, 2) == 100.0
    assert mark(item, 1284.0, {}).tag == "right"
    assert mark(item, 1285.0, {}).tag == "unrecognised"
    assert mark(item, "1.2e3", {}).tag == "right"
    assert mark(item, "1234", {}).tag == "precision:too-many-digits"
    assert mark(item, "1200", {}).tag == "right"  # its zeros may count or not
    assert mark(item, "1200.0", {}).tag == "precision:too-many-digits"
    assert mark(item, "1e3", {}).tag == "precision:too-few-digits"


# Intervals


@pytest.mark.parametrize(("text", "pair"), [
    ("0.1 to 0.3", (0.1, 0.3)), ("[0.1, 0.3]", (0.1, 0.3)), ("(0,1; 0,3)", (0.1, 0.3)),
    ("from 10 % to 30 %", (0.1, 0.3)), ("between 0.1 and 0.3", (0.1, 0.3)),
    ("0.1\u20130.3", (0.1, 0.3)), ("0.1-0.3", (0.1, 0.3)),
    ("\u22120.2 \u2013 \u22120.1", (-0.2, -0.1)),
    ("-0.2--0.1", (-0.2, -0.1)), ("-5 % - 3 %", (-0.05, 0.03)), ("1e-3 .. 2e-3", (0.001, 0.002)),
    ("0.2 \u00b1 0.1", (0.2 - 0.1, 0.2 + 0.1)), ("0.3,0.1", (0.3, 0.1)), ("0.1|0.3", (0.1, 0.3)),
    ("64/218 to 83/216", (64 / 218, 83 / 216)), ("0.1...0.3", (0.1, 0.3)),
    ([0.1, 0.3], (0.1, 0.3)), (("10 %", "0,3"), (0.1, 0.3)), (np.array([0.1, 0.3]), (0.1, 0.3)),
    ({"low": 0.1, "high": 0.3}, (0.1, 0.3)), ({"Lower": "10 %", "Upper": 0.3}, (0.1, 0.3)),
])
def test_many_ways_of_writing_an_interval_are_read(text, pair):
    assert read_interval(text).value == pytest.approx(pair, abs=1e-12)


@pytest.mark.parametrize(("given_answer", "tag"), [
    ("0.1", "not-two-limits"), ("0.1 to", "not-two-limits"), ("0.1 to many", "not-a-number"),
    ("1 to 2 to 3", "not-a-number"), ("0,1", "unclear-comma"), ("0,1,0,3", "unclear-comma"),
    ([1], "not-two-limits"), ([1, 2, 3], "not-two-limits"), ([1, None], "blank"),
    ([1, math.nan], "not-a-value"), ([-math.inf, 1], "infinite"), ("", "blank"), (None, "blank"),
    ({"low": 1}, "not-two-limits"), ({1, 2}, "not-two-limits"), (0.5, "not-two-limits"),
])
def test_what_is_no_interval_gets_its_own_word(given_answer, tag):
    reading = read_interval(given_answer)
    assert (reading.value, reading.tag) == (None, tag)


TINY = Interval("i", "I", "?", lambda d: (0.1, 0.3), absolute=0.01, slips=("percent", "sign"),
                misconceptions=(
                    Misconception("misconception:narrow", lambda d: (0.15, 0.25), "Too narrow.",
                                  "How wide?", 0.25),
                    Misconception("misconception:narrow-too", lambda d: (0.15, 0.25), "Guess.",
                                  "Why?", 0.5)))


@pytest.mark.parametrize(("answer", "tag", "credit"), [
    ("0.1 to 0.3", "right", 1.0), ("0.109 to 0.291", "right", 1.0),
    ("0.3 to 0.1", "interval:swapped", 0.75), ("0.1 to 0.4", "interval:lower-right", 0.5),
    ("0 to 0.3", "interval:upper-right", 0.5), ("0.3 to 0.5", "unrecognised", 0.0),
    ("10 to 30", "scale:percent", 0.75), ("-0.3 to -0.1", "scale:sign", 0.5),
    ("0.15 to 0.25", "misconception:narrow-too", 0.5), ("0.111 to 0.289", "unrecognised", 0.0),
])
def test_each_limit_of_an_interval_is_judged(answer, tag, credit):
    outcome = mark(TINY, answer, {})
    assert (outcome.tag, outcome.credit) == (tag, credit)


def test_the_wrong_limit_gets_the_words_of_the_wrong_turn_that_it_fits():
    outcome = mark(TINY, "0.1 to 0.25", {})
    assert "Too narrow." in outcome.text and "misconception:narrow" in outcome.also
    assert mark(TINY, "0.15 to 0.25", {}).also == ("misconception:narrow",)


def test_a_wrong_level_of_confidence_is_named():
    outcome = mark(INTERVAL, demonstration.around(DATA, 1.645), DATA)
    assert outcome.tag == "misconception:level-90"
    assert "90 %" in outcome.text and "1.645" in outcome.text


def test_an_interval_follows_from_the_learners_own_estimate():
    low, high = demonstration.around(DATA, 1.96)
    shifted = (low + 0.1, high + 0.1)
    outcome = mark(INTERVAL, shifted, DATA, {"risk": "0.28"})
    assert (outcome.tag, outcome.credit) == ("follow-through", 1.0)
    assert mark(INTERVAL, shifted, DATA, {"risk": "1.28"}).tag == "unrecognised"
    # no risk is 1.1 and more, though the limits that follow could be some
    beyond = (low + 1.0, high + 1.0)
    assert mark(INTERVAL, beyond, DATA, {"risk": "1.18"}).tag == "unrecognised"
    assert mark(INTERVAL, shifted, DATA, {}).tag == "unrecognised"


# A choice


@pytest.mark.parametrize("answer", ["b", "B", " b) ", "(B)", "[b]", "b.", "no", "NO.", "b) No.",
                                    "\u201cNo\u201d", False, np.False_])
def test_an_option_may_be_named_in_many_ways(answer):
    assert read_option(answer, HOLDS.options).value == "no"


@pytest.mark.parametrize(("answer", "tag"), [
    ("d", "not-an-option"), ("ab", "not-an-option"), ("perhaps", "not-an-option"),
    ("b) Yes.", "not-an-option"), (1, "wrong-type"), (["b"], "wrong-type"), ("-", "blank"),
    ("y" * 1001, "too-long"), ("7", "not-an-option"),
])
def test_what_is_no_option_gets_its_own_word(answer, tag):
    outcome = mark(HOLDS, answer, DATA)
    assert (outcome.tag, outcome.credit, outcome.valid) == (tag, 0.0, False)


def test_every_option_has_a_reply():
    assert mark(HOLDS, "b", DATA).tag == "right"
    assert mark(HOLDS, "a", DATA).tag == "choice:yes"
    assert "between its limits" in mark(HOLDS, "a", DATA).text
    assert mark(HOLDS, "c", DATA).tag == "choice:cannot"


def test_a_choice_follows_from_the_learners_own_interval():
    assert mark(HOLDS, "yes", DATA, {"interval": "0.3 to 0.4"}).tag == "follow-through"
    assert mark(HOLDS, "yes", DATA, {"interval": [0.3, 0.4]}).credit == 1.0
    # no basis: turned round, unreadable, missing
    for earlier in ("0.4 to 0.3", "many", None, [0.3]):
        assert mark(HOLDS, "yes", DATA, {"interval": earlier}).tag == "choice:yes"


def test_an_option_whose_text_is_a_letter_goes_before_the_letter():
    options = (Option("first", "B"), Option("second", "A"))
    assert read_option("a", options).value == "second"


# Several options


@pytest.mark.parametrize(("answer", "tag", "credit"), [
    ("a, b, d, e", "right", 1.0), ("ABDE", "right", 1.0), (["e", "d", "b", "a", "a"], "right", 1.0),
    ({"a", "b", "d", "e"}, "right", 1.0), ("a b d", "set:missing", 0.75),
    ("a, b, c, d, e", "set:extra", 0.75), ("a c", "set:mixed", 0.0), ("c", "set:none-right", 0.0),
    ("a, b, d, e, f", "set:ruled-out", 0.0), ("a, d", "misconception:counts-for-risks", 0.5),
    ("events with peer support; b", "set:missing", 0.5), ("a, b and d", "set:missing", 0.75),
    ("a, z", "not-an-option", 0.0), ("cost", "set:none-right", 0.0), ("  ", "blank", 0.0),
    ([], "blank", 0.0), ([None], "blank", 0.0),
])
def test_a_set_earns_its_right_picks_less_its_wrong_ones(answer, tag, credit):
    for given_answer in (answer, plain_answer(answer)):
        outcome = mark(NEEDED, given_answer, DATA)
        assert (outcome.tag, outcome.credit) == (tag, credit)


def test_a_named_set_earns_what_its_picks_earn_and_no_more():
    generous = Several("s", "S", "?", lambda d: "ab", OPTIONS, misconceptions=(
        Misconception("misconception:x", lambda d: "ac", "An idea.", "Why?", 0.9),))
    assert (mark(generous, "a, c", {}).tag, mark(generous, "a, c", {}).credit) == (
        "misconception:x", 0.0)


OPTIONS = tuple(Option(each, each * 3) for each in "abcdef")
LETTERS = st.sets(st.sampled_from("abcdef"), min_size=1)


@given(LETTERS, LETTERS)
def test_more_wrong_picks_never_gain(picks, more):
    wrong = more & {"c", "f"}
    assert (mark(NEEDED, sorted(picks | wrong), DATA).credit
            <= mark(NEEDED, sorted(picks), DATA).credit)


# Steps in order


@pytest.mark.parametrize(("answer", "tag", "credit"), [
    ("b, c, e, a, d", "right", 1.0), ("b, e, c, a, d", "right", 1.0), ("BECAD", "right", 1.0),
    (["b", "c", "e", "a", "d"], "right", 1.0), ("b c e a", "steps:missing", 0.75),
    ("b c e a d f", "steps:extra", 0.75), ("c b e a d", "steps:order", 0.75),
    ("d a e c b", "steps:order", 0.25), ("b", "steps:missing", 0.0),
    ("d b c e a", "misconception:says-first", 0.75), ("d b", "steps:order", 0.0),
    ("b d", "steps:missing", 0.25), ("b, b", "step-twice", 0.0),
    ("g", "not-an-option", 0.0), ({"b"}, "no-order", 0.0), ("", "blank", 0.0),
])
def test_steps_earn_what_stands_in_a_possible_order(answer, tag, credit):
    # "d a e c b" keeps e and c, which may stand either way round: (2 - 1) / (5 - 1).
    for given_answer in (answer, plain_answer(answer)):
        outcome = mark(ORDER, given_answer, DATA)
        assert (outcome.tag, outcome.credit) == (tag, credit)


SIX = Steps("s", "S", "?", lambda d: "abcdef", OPTIONS)


def longest_common(one, other):
    """The textbook recurrence, as a second way to the same number."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + longest_common(one[1:], other[1:])
    return max(longest_common(one[1:], other), longest_common(one, other[1:]))


@settings(max_examples=300)
@given(st.permutations("abcdef"), st.integers(1, 6))
def test_one_single_order_is_judged_by_the_longest_common_subsequence(order, length):
    given_order = order[:length]
    expected = (longest_common(given_order, list("abcdef")) - 1) / 5
    assert mark(SIX, given_order, {}).credit == pytest.approx(max(0.0, expected))


# Tables


def row(group, risk, people):
    return {"group": group, "risk": risk, "people": people}


RIGHT_ROWS = [row(PEER, 0.18, 250), row(USUAL, 50 / 140, 140)]


@pytest.mark.parametrize(("answer", "tag", "credit"), [
    (RIGHT_ROWS, "right", 1.0),
    ({"group": [USUAL, PEER], "Risk": [0.3572, 0.1799], "people": [140.0, 250]}, "right", 1.0),
    ({PEER: {"risk": 0.18, "people": 250}, " care  as USUAL": {"risk of event": 0.357,
                                                               "people": 140}}, "right", 1.0),
    ([row(PEER, 0.18, 250), row(USUAL, 0.4, 140)], "table:cells-off", 0.75),
    ([row(PEER, 0.1806, 250), row(USUAL, 50 / 140, 140)], "table:cells-off", 0.75),
    ([row(PEER, 0.1804, 250), row(USUAL, 50 / 140, 140)], "right", 1.0),
    ([row(PEER, 0.18, 250)], "table:missing-row", 0.5),
    ([*RIGHT_ROWS, row("Both", 0.2, 390)], "table:extra-row", 4 / 6),
    ([{"group": PEER, "risk": 0.18}, {"group": USUAL, "risk": 50 / 140}],
     "table:missing-column", 0.5),
    ([row(PEER, math.nan, 250), row(USUAL, 50 / 140, 140)], "table:cells-off", 0.75),
    ([row(PEER, "0.18", 250), row(USUAL, 50 / 140, 140)], "table:cells-off", 0.75),
    ([{"risk": 0.18, "people": 250}], "no-key", 0.0),
    ([row(PEER, 0.18, 250), row("peer support", 0.18, 250)], "row-twice", 0.0),
    ({"group": [PEER], "risk": []}, "wrong-type", 0.0),
    # one cell by each wrong turn alone
    ([row(PEER, 45 / 205, 250), row(USUAL, 50 / 140, 140)], "misconception:odds-for-risk", 0.75),
    ([row(PEER, 45 / 140, 250), row(USUAL, 50 / 250, 140)], "misconception:other-group", 0.5),
])
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
    for table in (frame, shuffled, frame.set_index("group"), frame.assign(odds=1.0),
                  frame.set_index("group").rename_axis(None), frame.astype({"group": "category"})):
        assert mark(RISKS, plain_answer(table), DATA).tag == "right"
    counted = Table("n", "N", "?", lambda d: [{"arm": 0, "n": 3}, {"arm": 1, "n": 1}],
                    key="arm", columns=(Column("n"),))
    arms = pandas.Series([1, 0, 0, 0], name="arm")
    for series in (arms.value_counts(), arms.value_counts().sort_index(),
                   arms.value_counts().to_frame("n"), arms.value_counts().to_dict()):
        assert mark(counted, plain_answer(series), {}).tag == "right"
    big = pandas.DataFrame(np.zeros((10**5, 3)))
    assert mark(RISKS, plain_answer(big), DATA).tag == "too-large"
    missing = pandas.DataFrame({"group": [PEER, None], "risk": [pandas.NA, 1]})
    assert mark(RISKS, plain_answer(missing), DATA).tag == "table:missing-column"


# Functions


def outcome_of(function, data=DATA):
    return mark(RATIO, tried(function, RATIO.arguments(data)), data)


@pytest.mark.parametrize(("function", "tag", "credit"), [
    (relative_risk, "right", 1.0),
    (lambda a, n1, c, n0: str(relative_risk(a, n1, c, n0)), "unrecognised", 0.0),
    (lambda a, n1, c, n0: a / n1 / (c / n0), "misconception:no-guard", 0.75),
    (lambda a, n1, c, n0: a / c if c else None, "misconception:counts-for-risks", 0.5),
    (lambda a, n1, c, n0: 0.4, "function:some-right", 0.25),
    (lambda a, n1, c, n0: print(end=""), "returns-nothing", 0.0),
    (lambda a: a, "stops", 0.0), (lambda *all: [all] * 10**6, "unrecognised", 0.0),
    (lambda *all: Hostile(), "unrecognised", 0.0), (lambda *all: math.nan, "unrecognised", 0.0),
    (lambda *all: np.float64(relative_risk(*all)) if all[2] else None, "right", 1.0),
])
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


@pytest.mark.parametrize(("answer", "tag", "credit"), [
    (figure(RIGHT_BARS), "right", 1.0), (figure(RIGHT_BARS[::-1]), "right", 1.0),
    (figure(RIGHT_BARS, title=""), "plot:labels", 0.6 + 0.4 * 2 / 3),
    (figure(RIGHT_BARS, y_label="Number"), "plot:labels", 0.6 + 0.4 * 2 / 3),
    (figure(RIGHT_BARS, value_low=0.1), "plot:labels", 0.6 + 0.4 * 2 / 3),
    (figure([(PEER, 0.18), (USUAL, 0.5)]), "plot:some-data", 0.3 + 0.4),
    (figure([(PEER, 0.18), (USUAL, 50 / 140), ("Both", 1)]), "plot:some-data", 0.4 + 0.4),
    (figure([(PEER, 1), (USUAL, 2)]), "plot:other-data", 0.0),
    (figure([(PEER, 45), (USUAL, 50)]), "misconception:counts-for-risks", 0.25),
    (figure([]), "empty-figure", 0.0), ("Risks", "wrong-type", 0.0),
])
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


# Text for a person


def test_a_text_waits_for_a_person_and_touches_no_other_mark():
    outcome = mark(SENTENCE, "Fewer people were readmitted.", DATA)
    assert (outcome.tag, outcome.credit, outcome.by_hand) == ("for-a-person", 0.0, True)
    assert "Says how sure it is. (2)" in outcome.text
    assert SENTENCE.points == 3
    assert mark(SENTENCE, "x" * 1001, DATA).tag == "too-long"


# What all kinds share


def test_a_wrong_turn_that_comes_again_is_explained_more_deeply():
    odds = 45 / 205
    answers = {"risk": odds, "risks": [row(PEER, odds, 250), row(USUAL, 50 / 90, 140)]}
    outcomes = mark_all(ITEMS, answers, DATA)
    assert outcomes["risk"].idea == "These are odds."
    assert outcomes["risks"].idea == "Odds, once more."
    del answers["risk"]
    assert mark_all(ITEMS, answers, DATA)["risks"].idea == "These are odds."


def test_an_answer_that_was_shown_earns_no_credit():
    outcomes = mark_all(ITEMS, {"risk": 0.18, "needed": "abde"}, DATA, None, ["risk"])
    assert (outcomes["risk"].tag, outcomes["risk"].credit) == ("answer-shown", 0.0)
    assert outcomes["needed"].credit == 1.0


def test_a_function_is_marked_on_hidden_data():
    hidden = demonstration.data_for(7)
    answers = {"ratio": tried(relative_risk, RATIO.arguments(hidden)), "risk": 0.18}
    outcomes = mark_all(ITEMS, answers, DATA, hidden)
    assert outcomes["ratio"].tag == outcomes["risk"].tag == "right"
    assert mark_all(ITEMS, answers, DATA)["ratio"].tag == "function:some-right"


def test_plain_values_are_bounded_and_stay_as_they_are():
    for value in NONSENSE:
        once = plain(value)
        assert repr(plain(once)) == repr(once)
        assert len(repr(once)) < 10**5
    assert plain(bomb())["why"] == plain(["x" * 1000] * 100)["why"] == "too-large"


@given(ANYTHING)
def test_a_plain_value_is_like_itself_unless_it_holds_a_number_that_is_none(value):
    value = plain(value)
    far = gap(value, value, lambda a, b: 1e-9)
    assert far == 0.0 or "nan" in repr(value)


def test_options_that_do_not_exist_are_an_authors_mistake():
    wrong = Several("s", "S", "?", lambda d: ("nosuch",), (Option("a", "A"), Option("b", "B")))
    with pytest.raises(ValueError, match="nosuch"):
        mark(wrong, "a", {})
    bad = Choice("c", "C", "?", lambda d: "b", (Option("a", "A"), Option("b", "B")))
    assert mark(bad, "a", {}).tag == "choice:a"
