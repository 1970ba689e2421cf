"""One question of any kind: the order in which an answer is looked at is here, once.

Each kind (a number, an interval, a choice, ...) says how its answers are read, when two
answers are the same, and how far apart two answers are.

PORTABLE: runs under CPython and MicroPython.
"""

from .outcome import Outcome, best
from .wrong_turns import Wrong

NO_ANSWER_YET = "Start where you can. A hint is there if you want one."


class Question:
    """What every kind of question has. Make one of its kinds, such as `Item`.

    Parameters
    ----------
    name : str
        The name that the learner gives the answer, such as ``"risk_difference"``.
    label, prompt : str
        A short title and the question itself.
    truth : callable
        ``truth(data)`` returns the right answer.
    points : float
        What full credit is worth.
    misconceptions : tuple of Misconception
    follows : tuple of FollowThrough
    hints : tuple of str
        Up to four: restate the question, which quantity, the formula, a worked example on other
        data. Each may show the learner's data as ``%(name)s``; a percent sign is written ``%%``.
    right : str
        One sentence for a right answer: what it means.
    placeholder : str
        An example of how an answer may be written.
    tells_answer : bool
        True if the last hint gives the answer, which ends credit for this question.
    specimens : tuple of (answer, tag)
        Wrong answers, as a learner may write them, with the tag that each must earn;
        ``answer`` may be a callable of the data.
    """

    kind = ""
    by_hand = False
    on_hidden_data = False
    is_function = False
    structured = True

    def __init__(
        self,
        name,
        label,
        prompt,
        truth,
        points=1,
        misconceptions=(),
        follows=(),
        hints=(),
        right="",
        placeholder="",
        tells_answer=False,
        specimens=(),
    ):
        self.name = name
        self.label = label
        self.prompt = prompt
        self.truth = truth
        self.points = points
        self.misconceptions = misconceptions
        self.follows = follows
        self.hints = hints
        self.right = right
        self.placeholder = placeholder
        self.tells_answer = tells_answer
        self.specimens = specimens

    # What each kind says for itself.

    def read(self, given):
        """Return a `Reading`: the answer in its plain form, or why it could not be read."""
        raise NotImplementedError

    def distance(self, one, other):
        """Return how far apart two `Wrong` are, in tolerances of both together."""
        return 0.0 if one.value == other.value else float("inf")

    def fits(self, answer, wrong):
        """Tell whether an answer counts as the value of a `Wrong`."""
        return answer == wrong.value

    def parts(self, answer, truth, known, data):
        """Return an `Outcome` for what is right in a wrong answer, or None."""
        return None

    def shown(self, answer):
        """Return the answer as short text."""
        return str(answer)[:60]

    def written(self, value):
        """Return a right or wrong answer as a learner may give it."""
        return value

    def described(self):
        """Return what a page has to show besides the prompt: (letter, text) of each option."""
        return []

    # What all kinds share.

    def truth_on(self, data):
        """Return the right answer as a `Wrong` that is not wrong."""
        return self.known("right", self.truth(data), credit=1.0)

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return a value with what to say about it."""
        return Wrong(tag, value, 0.0, idea, next_step, credit, exact, deeper)

    def worked_out(self, formula, data):
        """Return the value of a misconception's formula on the data."""
        return formula(data)

    def wrong_values(self, data):
        """Give every wrong answer that is known, worked out on `data`, one after another.

        Yields
        ------
        Wrong
            A formula that has no value on these data (it divides by zero) is left out.
        """
        for one in self.misconceptions:
            try:
                value = self.worked_out(one.formula, data)
            except ZeroDivisionError:
                continue
            yield self.known(
                one.tag, value, one.idea, one.next_step, one.credit, one.exact, one.deeper
            )

    def mark(self, given, data, earlier=None):
        """Mark one answer: see `peerlib.checking.mark`."""
        reading = self.read(given)
        if reading.value is None:
            return Outcome(0.0, reading.tag, reading.seen, "", reading.next_step, valid=False)
        answer = reading.value
        truth = self.truth_on(data)
        if self.fits(answer, truth):
            return self.right_outcome(given, answer)
        known = list(self.wrong_values(data))
        found = [self.explained(wrong, answer) for wrong in self.recognised(answer, known, truth)]
        found += self.followed(answer, truth, data, earlier)
        parts = self.parts(answer, truth, known, data)
        if found:
            outcome = best(found)
            if parts is not None and parts.credit > outcome.credit:
                outcome.credit = parts.credit
            return outcome
        return (
            parts
            or self.otherwise(given, answer, truth, known, data, earlier)
            or self.unrecognised(answer)
        )

    def right_outcome(self, given, answer):
        """Return the outcome for a right answer."""
        return Outcome(1.0, "right", "Yes, that is right.", self.right)

    def recognised(self, answer, known, truth):
        """Return the known wrong answers that this answer is."""
        return [wrong for wrong in known if self.fits(answer, wrong)]

    def otherwise(self, given, answer, truth, known, data, earlier):
        """Return an outcome where nothing else fits, or None."""
        return None

    def seen(self, answer):
        """Return what we saw, as a sentence."""
        return "We read %s." % self.shown(answer)

    def explained(self, wrong, answer):
        """Return the outcome of a known wrong turn."""
        return Outcome(
            wrong.credit,
            wrong.tag,
            self.seen(answer),
            wrong.idea,
            wrong.next_step,
            deeper=wrong.deeper,
        )

    def unrecognised(self, answer):
        """Return the outcome for an answer that nothing explains."""
        return Outcome(
            0.0,
            "unrecognised",
            self.seen(answer),
            "We do not know how you came to it, so we cannot say more yet.",
            "Ask yourself: what is asked for here, and what do you start from? A hint may help.",
        )

    def can_be(self, value):
        """Tell whether a value can be an answer at all; guards follow-through."""
        return value is not None

    def repeats(self, value, before):
        """Tell whether what follows is just the earlier answer again."""
        return value == before

    def followed(self, answer, truth, data, earlier):
        """Return an outcome for each earlier answer from which this one follows."""
        found = []
        for follow in self.follows:
            before = follow.given(earlier)
            if before is None or not follow.sensible(before):
                continue
            value = follow.value(data, before)
            if not self.can_be(value) or self.repeats(value, before):
                continue
            follows = self.known("follow-through", value)
            if self.distance(follows, truth) > 2.0 and self.fits(answer, follows):
                found.append(
                    Outcome(
                        1.0,
                        "follow-through",
                        self.seen(answer),
                        "This step is right: it follows from your own earlier answer, "
                        "so it counts in full.",
                        "Mend the earlier answer (%s) and this one will change with it."
                        % follow.earlier.replace("_", " "),
                    )
                )
        return found


def too_near(question, data):
    """Give all pairs of answers that lie too close to be told apart.

    Truth and all wrong answers must differ by more than twice their tolerances
    together, so that no answer can be taken for two things.

    Yields
    ------
    tuple of Wrong
    """
    known = [question.truth_on(data)]
    for wrong in question.wrong_values(data):
        for other in known:
            if question.distance(wrong, other) <= 2.0:
                yield other, wrong
        known.append(wrong)
