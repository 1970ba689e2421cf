"""Check an answer and say, kindly, what was seen, why, and what to ask next.

`read(given)`
    turns whatever a learner gave into a number, or says kindly why it cannot;
`Item`, `Misconception`, `FollowThrough`
    describe one question, the wrong turns we know, and how it hangs on an earlier answer;
`mark(item, given, data)` and `mark_all(items, answers, data)`
    compare with the truth and return an `Outcome`: credit, a tag to count, and words;
`hint(item, data, n)`
    the next step of the ladder of hints.

Nothing here knows any one exercise, and no text gives the right number away.

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
