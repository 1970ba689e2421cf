"""Check an answer and say, kindly, what was seen, why, and what to ask next.

`read(given)`
    turns whatever a learner gave into a number, or says kindly why it cannot;
`Item`, `Misconception`, `FollowThrough`
    describe one question, the wrong turns we know, and how it depends on an earlier answer;
`mark(item, given, data)` and `mark_all(items, answers, data)`
    compare with the truth and return an `Outcome`: credit, a tag to count, and words;
`hint(item, data, n)`
    the next step of the ladder of hints.

Besides a number (`Item`) an answer may be of another kind. An exercise imports the kinds that it
asks for, so that a page carries no others:

`intervals.Interval`
    two limits, each judged; `intervals.other_levels` names wrong levels of confidence;
`choices.Choice`, `choices.Several`, `steps.Steps`
    one option, all that fit, or steps in their order, made of `options.Option`;
`tables.Table`
    a table or one column, cell by cell, rows found by key;
`functions.Function`
    a function, tried on hidden data;
`plots.Plot`
    a figure, by its data and labels;
`texts.ShortText`
    some sentences, for a person to mark with a rubric.

All of them are looked at in the same order, which stands once, in `question.Question.mark`. The
mark of several attempts is in `attempts`; `gate.check` tries an exercise on a thousand learners.

Nothing here knows any one exercise, and no text gives the right number away: only the last
hint may, where an exercise wants it, and that ends credit.

PORTABLE: runs under CPython and MicroPython.
"""

from .items import FollowThrough, Item, Misconception
from .marking import Outcome, hint, mark, mark_all
from .reading import Reading, read

__all__ = [
    "FollowThrough",
    "Item",
    "Misconception",
    "Outcome",
    "Reading",
    "hint",
    "mark",
    "mark_all",
    "read",
]
