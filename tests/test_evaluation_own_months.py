"""The picture of a learner's own months: drawn from the data, and silent about the answer."""

import pytest

from peerlib.evaluation.own_months import NO_LIMITS, own_months
from peerlib.exercises.is_it_drifting import data_for

STEADY, NEW = [68, 71, 70, 64, 72], [62, 68.5, 59]


def test_sentence_and_text_hold_the_months_and_the_limits_of_the_learner():
    months = own_months(STEADY, NEW, [60.1, 84.2])
    assert months.sentence == (
        "Months 1 to 5 were steady, from 64 to 72. Months 6 to 8 are new, from 59 to 68.5. "
        "Your limits are 60.10 and 84.20."
    )
    (picture,) = months.pictures()
    assert "Steady: 68, 71, 70, 64, 72. New: 62, 68.5, 59." in picture["text"]
    assert picture["marks"] == [[5.5, "new"]]
    assert [line[2][0] for line in picture["lines"]] == [60.1, 84.2, 68]
    assert picture["low"] <= 59 and picture["high"] >= 84.2


@pytest.mark.parametrize("limits", ["60.1 to 84.2", (84.2, 60.1), "[60.1, 84.2]", "72.15 ± 12.05"])
def test_limits_may_be_written_as_the_check_reads_them(limits):
    assert own_months(STEADY, NEW, limits).limits == pytest.approx((60.1, 84.2))


@pytest.mark.parametrize(
    "limits", [None, "about 60", 60.1, [60.1], [1, 2, 3], "", ..., {}, [None, 2]]
)
def test_limits_that_cannot_be_read_are_left_out(limits):
    months = own_months(STEADY, NEW, limits)
    assert months.limits is None and len(months.pictures()[0]["lines"]) == 1
    assert months.sentence.endswith("68.5." if limits is None else NO_LIMITS)


@pytest.mark.parametrize("scores", [[], "many", [1, None], [float("nan")], None])
def test_scores_that_are_missing_are_refused(scores):
    with pytest.raises(ValueError, match="steady"):
        own_months(scores, NEW)


def test_it_is_drawn_for_every_learner_and_says_nothing_of_signals():
    for seed in range(20):
        data = data_for(seed)
        months = own_months(data["steady"], data["new"], [60, 80])
        drawn = months.draw()
        assert drawn.figures[0].axes[0].get_xlim() == (1, 20)
        assert not [word for word in ("signal", "beyond", "outside") if word in drawn.text]
