"""A question with some sentences as its answer, for a person to mark with a rubric.

It takes no part in the automatic marks: it neither adds to them nor holds them up.

PORTABLE: runs under CPython and MicroPython.
"""

from .outcome import Outcome
from .question import Question
from .reading import Reading, read
from .values import plain

LONGEST = 1000


class Criterion:
    """One line of a rubric.

    Parameters
    ----------
    text : str
        What a good answer does, as the learner may read it: "Says for how long."
    points : float
        What it is worth.
    """

    def __init__(self, text, points=1):
        self.text = text
        self.points = points


class ShortText(Question):
    """One question with some sentences as its answer.

    Parameters
    ----------
    rubric : tuple of Criterion
        The points of the question are the sum of theirs.
    longest : int
        How many letters the answer may have.
    common
        All else as in `Question`, without ``truth``, ``points`` and misconceptions.
    """

    kind = "text"
    by_hand = True
    structured = False

    def __init__(self, name, label, prompt, rubric, longest=LONGEST, **common):
        Question.__init__(
            self, name, label, prompt, None, points=sum([each.points for each in rubric]), **common
        )
        self.rubric = rubric
        self.longest = longest

    def read(self, given):
        """Return the text as it was given."""
        # what crosses as a plain value is cut at a length of its own
        given = given if type(given) is str else plain(given)
        if given is None or isinstance(given, str) and not given.strip():
            return read(None)
        if not isinstance(given, str):
            return Reading(
                None,
                "wrong-type",
                "We found something that is not a text.",
                "Write your sentences between quotes.",
            )
        if len(given) > self.longest:
            return Reading(
                None,
                "too-long",
                "That is longer than the %d letters there is room for." % self.longest,
                "Which sentence could go?",
            )
        return Reading(given.strip())

    def shown(self, answer):
        """Return the start of the text."""
        return answer[:60]

    def wrong_values(self, data):
        """Give nothing: no wrong answer is known."""
        return iter(())

    def truth_on(self, data):
        """Raise, since there is no single right answer."""
        raise ValueError(
            "%s is read by a person: it has no right answer to compare with." % self.name
        )

    def mark(self, given, data, earlier=None):
        """Keep the text for a person."""
        reading = self.read(given)
        if reading.value is None:
            return Outcome(
                0.0, reading.tag, reading.seen, "", reading.next_step, valid=False, by_hand=True
            )
        return Outcome(
            0.0,
            "for-a-person",
            "Your text is kept. A person will read it.",
            "They look for this: %s" % self.rubric_text(),
            "Which of these would you find in it yourself?",
            by_hand=True,
        )

    def rubric_text(self):
        """Return the rubric in one line, with points."""
        return " ".join(["%s (%g)" % (each.text, each.points) for each in self.rubric])
