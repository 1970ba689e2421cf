"""The instructor's own words for what learners are told, in `class/comments.toml`.

    ["trial-effects".risk_programme]
    "misconception:odds-for-risk" = "You gave {given}. See page 3 of the handout. {ours}"

For each exercise, question and tag there may be one text. `{given}` stands for the learner's
answer in short, `{ours}` for the course's own comment. Nothing else in a text is replaced, and
nothing is ever run; where a text is shown, it is escaped like any other.
"""

import re
import tomllib
from pathlib import Path

from ..exercises import available, load

GIVEN, OURS = "given", "ours"
LONGEST = 2000
LARGEST_FILE = 2**20
_PLACE = re.compile(r"\{([A-Za-z_]*)\}")


class BadComments(ValueError):
    """A file of comments that cannot be used; the message says where and why."""


class CommentBank:
    """Texts by exercise, item and tag."""

    def __init__(self, texts=None):
        self.texts = texts or {}

    def comment(self, exercise, item, mark, given):
        """Give what a learner is told about one answer.

        Parameters
        ----------
        exercise : str
        item : peerlib.checking.question.Question
        mark : peerlib.autograde.marking.ItemMark
            It holds the course's own comment.
        given : object
            The answer as a plain value.
        """
        text = self.texts.get(exercise, {}).get(item.name, {}).get(mark.tag)
        if text is None:
            return mark.comment
        # In one go: what a learner wrote is not looked at for places to fill.
        words = {GIVEN: shown_answer(item, given), OURS: mark.comment}
        return _PLACE.sub(lambda found: words[found[1]], text)

    def comments(self, exercise, result, answers, stopped=()):
        """Give the comment of each answer of a submission, by item name.

        Parameters
        ----------
        exercise : module
        result : peerlib.autograde.marking.Marks or peerlib.autograde.records.Record
            Whatever has ``items``.
        answers : dict
        stopped : container of str
            Answers whose cell did not come to an end: what happened is more to the point there.
        """
        items = {item.name: item for item in exercise.ITEMS}
        return {
            mark.name: mark.comment
            if mark.name in stopped or mark.name not in items
            else self.comment(exercise.NAME, items[mark.name], mark, answers.get(mark.name))
            for mark in result.items
        }

    def count(self, exercise):
        """Give how many texts there are for an exercise."""
        return sum(len(texts) for texts in self.texts.get(exercise, {}).values())


def shown_answer(item, given):
    """Give an answer as short text, for a comment; never raises.

    Examples
    --------
    >>> from peerlib.exercises import load
    >>> shown_answer(load("trial-effects").ITEMS[0], "12 %")
    '0.12'
    >>> shown_answer(load("trial-effects").ITEMS[0], None)
    'nothing yet'
    """
    if given is None:
        return "nothing yet"
    try:
        value = item.read(given).value
        if value is not None:
            return item.shown(value)
    except Exception:  # of whatever kind the answer is, a comment has to come out
        pass
    return given.strip()[:60] if isinstance(given, str) else "what you gave"


def read_bank(path):
    """Read a file of comments; without a file, an empty bank.

    Raises
    ------
    BadComments
        If it cannot be used. The message names the place in the file and the way out.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise BadComments("%s is larger than 1 MB. Is it the right file?" % path)
        table = tomllib.loads(content.decode())
    except FileNotFoundError:
        return CommentBank()
    except OSError as error:
        raise BadComments("%s cannot be opened: %s." % (path, error.strerror)) from None
    except UnicodeDecodeError:
        raise BadComments("%s is not written in UTF-8. Save it as UTF-8." % path) from None
    except tomllib.TOMLDecodeError as error:
        raise BadComments(
            '%s cannot be read: %s. A text stands between quotes, and a quote in it is written \\".'
            % (path, error)
        ) from None
    _examine(table, path)
    return CommentBank(table)


def _examine(table, path):
    for exercise, items in table.items():
        _known(exercise, available(), "exercise", path)
        known = [item.name for item in load(exercise).ITEMS]
        for name, texts in _table(items, exercise, path).items():
            _known(name, known, "question of %s" % exercise, path)
            for tag, text in _table(texts, "%s, %s" % (exercise, name), path).items():
                _examine_text(text, "%s, %s, %s" % (exercise, name, tag), path)


def _known(name, names, what, path):
    if name not in names:
        raise BadComments(
            "%s: there is no %s called %r. There are: %s."
            % (path, what, name[:60], ", ".join(names))
        )


def _table(content, place, path):
    if not isinstance(content, dict):
        raise BadComments(
            '%s: under %s we found %r, where questions or tags belong, such as ["trial-effects"'
            '.risk_programme] and below it "blank" = "...".' % (path, place, str(content)[:40])
        )
    return content


def _examine_text(text, place, path):
    if not isinstance(text, str) or not text.strip():
        raise BadComments(
            "%s: %s: a comment is a text and not empty. To use the course's own, take the line out."
            % (path, place)
        )
    if len(text) > LONGEST:
        raise BadComments(
            "%s: %s: the comment has %d letters; there is room for %d."
            % (path, place, len(text), LONGEST)
        )
    for found in _PLACE.finditer(text):
        if found[1] not in (GIVEN, OURS):
            raise BadComments(
                "%s: %s: %s is not known. Only {given} (the learner's answer) and {ours} (the "
                "course's own comment) are filled in." % (path, place, found[0])
            )
