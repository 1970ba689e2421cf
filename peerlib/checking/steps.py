"""A question that asks for steps in their order.

PORTABLE: runs under CPython and MicroPython.
"""

from .options import MOST, in_order, letter_of, lettered, pieces_of, read_option
from .outcome import Outcome
from .question import Question
from .reading import Reading, read
from .values import kind_of
from .wrong_turns import Wrong


class Steps(Question):
    """One question that asks for steps in their order.

    Credit: let n be the number of steps, and L the most of the given steps that stand in a
    possible order (for one single order: the longest common subsequence). The credit is
    (L - 1 - steps that do not belong) / (n - 1), and never below 0; one step alone is in order
    with itself, so it earns nothing. Named wrong turns explain an answer; they do not change
    its credit.

    Parameters
    ----------
    steps : tuple of Option
        In the order in which they are shown. Those that ``truth`` leaves out do not belong.
    before : callable, optional
        ``before(data)`` returns pairs (key, later key): what must come before what. Any order that
        keeps to them is right; without it, only the order that ``truth`` gives.
    common
        All else as in `Question`. ``truth(data)`` and the misconceptions return keys in order;
        with ``before``, truth is one possible order.
    """

    kind = "steps"

    def __init__(self, name, label, prompt, truth, steps, before=None, **common):
        Question.__init__(self, name, label, prompt, truth, **common)
        self.steps = steps
        self.before = before

    def read(self, given):
        """Return the keys in the order that was given."""
        pieces = pieces_of(given, self.steps)
        if isinstance(pieces, Reading):
            return pieces
        if isinstance(given, set) or kind_of(given) == "set":
            return Reading(
                None,
                "no-order",
                "A set has no order.",
                'Write the letters in their order, such as "b, a, c".',
            )
        keys = []
        for piece in pieces[:MOST]:
            reading = read_option(piece, self.steps)
            if reading.value is None:
                return reading
            if reading.value in keys:
                return Reading(
                    None,
                    "step-twice",
                    "One of the steps is there twice.",
                    "Write each letter once.",
                )
            keys.append(reading.value)
        return Reading(tuple(keys)) if keys else read(None)

    def shown(self, answer):
        """Return the letters in their order."""
        return ", ".join([letter_of(key, self.steps) for key in answer])

    def written(self, value):
        """Return the letters in their order."""
        return self.shown(value)

    def described(self):
        """Return letter and text of each step."""
        return lettered(self.steps)

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return an order as a `Wrong`."""
        in_order(value, self.steps)
        return Wrong(tag, tuple(value), 0.0, idea, next_step, credit, exact, deeper)

    def truth_on(self, data):
        """Return a possible order; what must come before what comes with it as tolerance."""
        truth = self.known("right", self.truth(data), credit=1.0)
        truth.tolerance = self._pairs(data, truth.value)
        return truth

    def fits(self, answer, wrong):
        """Tell whether an order is the same, or for the right one: whether it is possible."""
        if wrong.tag != "right":
            return answer == wrong.value
        return sorted(answer) == sorted(wrong.value) and not _turned(answer, wrong.tolerance)

    def distance(self, one, other):
        """Return 0 for orders that count as the same, else infinity."""
        same = self.fits(one.value, other) or self.fits(other.value, one)
        return 0.0 if same else float("inf")

    def wrong_values(self, data):
        """Give the named misconceptions, each with the credit of its order."""
        truth = self.truth_on(data)
        for wrong in Question.wrong_values(self, data):
            wrong.credit = self.credit(wrong.value, truth)
            yield wrong

    def credit(self, answer, truth):
        """Return what an order earns."""
        belong = [key for key in answer if key in truth.value]
        strangers = len(answer) - len(belong)
        kept = len(belong) - _fewest_to_move(belong, truth.tolerance)
        return max(0.0, float(kept - 1 - strangers) / max(1, len(truth.value) - 1))

    def parts(self, answer, truth, known, data):
        """Say what kind of thing is amiss, and ask about one step."""
        missing = [key for key in truth.value if key not in answer]
        strangers = [key for key in answer if key not in truth.value]
        turned = _turned(answer, truth.tolerance)
        words = []
        if turned:
            words.append("At least one step comes too early.")
        if missing:
            words.append("Steps still missing: %d." % len(missing))
        if strangers:
            words.append("Steps that do not belong here: %d." % len(strangers))
        tag = "steps:order" if turned else "steps:missing" if missing else "steps:extra"
        question = "What is each step for?"
        if turned:
            question = "What has to be done before \u201c%s\u201d can be done?" % (
                self._text(turned[0][1])
            )
        return Outcome(
            self.credit(answer, truth), tag, self.seen(answer), " ".join(words), question
        )

    def _text(self, key):
        return [step.text for step in self.steps if step.key == key][0].rstrip(".")

    def _pairs(self, data, order):
        """Return all pairs (earlier, later) that must hold, those that follow included."""
        if self.before is None:
            return [
                (order[i], order[j]) for i in range(len(order)) for j in range(i + 1, len(order))
            ]
        pairs = [tuple(pair) for pair in self.before(data)]
        for middle in order:
            for first in order:
                for last in order:
                    if (
                        (first, middle) in pairs
                        and (middle, last) in pairs
                        and (first, last) not in pairs
                    ):
                        pairs.append((first, last))
        return pairs


def _turned(answer, pairs):
    """Return the pairs (earlier, later) that stand the wrong way round in an answer."""
    places = {}
    for i, key in enumerate(answer):
        places[key] = i
    return [
        (one, other)
        for one, other in pairs
        if one in places and other in places and places[one] > places[other]
    ]


def _fewest_to_move(answer, pairs):
    """Return how many steps must be taken out so that the rest stand in a possible order.

    "Must come before, but comes after" is itself an order among the steps, so by Dilworth's
    theorem the most steps without such a pair are n less a largest matching.
    """
    turned = _turned(answer, pairs)
    partner = {}

    def find(step, tried):
        for one, other in turned:
            if one == step and other not in tried:
                tried.append(other)
                if other not in partner or find(partner[other], tried):
                    partner[other] = step
                    return True
        return False

    return len([step for step in answer if find(step, [])])
