"""A question with a function as its answer, tried on data that the learner has not seen.

The function runs in the learner's process only. What comes back is plain: for each case
its value, or how it stopped. That is judged here.

PORTABLE: runs under CPython and MicroPython.
"""

from .outcome import Outcome, listed
from .question import Question
from .reading import Reading, read
from .values import Tolerance, gap, kind_of, plain
from .wrong_turns import Wrong

MOST_CASES = 50
STOPPED = {"kind": "stopped"}


class Case:
    """One case that a function is tried on.

    Parameters
    ----------
    label : str
        What is special about it, in plain words: ``"a group without events"``.
    arguments : tuple
        Plain values.
    """

    def __init__(self, label, *arguments):
        self.label = label
        self.arguments = arguments


class Function(Question):
    """One question with a function as its answer.

    Credit: cases with the right value / all cases, or that of a wrong turn that explains every
    case that is off.

    Parameters
    ----------
    reference : callable
        The right function. A misconception's ``formula`` is the wrong function.
    cases : callable
        ``cases(data)`` returns a tuple of `Case`. In marking, ``data`` are not the learner's own.
    absolute, relative : float
        A number x is right if ``abs(x - t) <= max(absolute, relative * abs(t))``.
    common
        All else as in `Question`, without ``truth``.
    """

    kind = "function"
    on_hidden_data = True
    is_function = True

    def __init__(self, name, label, prompt, reference, cases, absolute, relative=0.0, **common):
        Question.__init__(
            self, name, label, prompt, lambda data: self.worked_out(reference, data), **common
        )
        self.reference = reference
        self.cases = cases
        self.tolerance = Tolerance(absolute, relative)

    def arguments(self, data):
        """Return the arguments of all cases: plain values that may go to a learner's process."""
        return [plain(case.arguments) for case in self.cases(data)]

    def read(self, given):
        """Return the values of all cases; `STOPPED` for a case that gave none."""
        if not isinstance(given, dict) and _is_callable(given):
            return Reading(
                None,
                "not-tried",
                "The function has not been tried out yet.",
                "Run all cells again from the top.",
            )
        given = plain(given)
        if given is None or isinstance(given, str) and read(given).tag == "blank":
            return read(None)
        outcomes = given.get("outcomes") if kind_of(given) == "calls" else None
        if not isinstance(outcomes, list) or not outcomes:
            return Reading(
                None,
                "wrong-type",
                "We found a value here, not a function.",
                "Give the function itself: its name, without brackets after it.",
            )
        values = []
        for outcome in outcomes[:MOST_CASES]:
            told = isinstance(outcome, dict) and "value" in outcome
            values.append(outcome["value"] if told else STOPPED)
        if all([value is None for value in values]):
            return Reading(
                None,
                "returns-nothing",
                "Your function gives nothing back.",
                "Does it print its result? With return, others can use it.",
            )
        if all([value == STOPPED for value in values]):
            return Reading(
                None,
                "stops",
                "Your function stops in every case%s." % _first_error(outcomes),
                "What do you see if you call it yourself, with small numbers?",
            )
        return Reading(values)

    def shown(self, answer):
        """Return how many cases were tried."""
        return "a function, tried on %d cases" % len(answer)

    def seen(self, answer):
        """Return what we did with the function."""
        return "We tried your function on %d cases." % len(answer)

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return the values of all cases as a `Wrong`."""
        return Wrong(tag, plain(value), 0.0, idea, next_step, credit, exact, deeper)

    def worked_out(self, formula, data):
        """Return what a function gives for each case; `STOPPED` where it has no value."""
        values = []
        for case in self.cases(data):
            try:
                values.append(plain(formula(*case.arguments)))
            except (ArithmeticError, ValueError, IndexError, KeyError, TypeError):
                values.append(STOPPED)
        return values

    def written(self, value):
        """Return values as they come from a learner's process."""
        return {
            "kind": "calls",
            "outcomes": [
                {"error": "ValueError"} if each == STOPPED else {"value": each} for each in value
            ],
        }

    def fits(self, answer, wrong):
        """Tell whether all cases have the values of a `Wrong`."""
        return not self._off(answer, wrong)

    def recognised(self, answer, known, truth):
        """Return the wrong functions that it is, or else those that explain what is off."""
        same = [wrong for wrong in known if self.fits(answer, wrong)]
        if same:
            return same
        off = self._off(answer, truth)
        return [
            wrong
            for wrong in known
            if not [place for place in off if place in self._off(answer, wrong)]
        ]

    def distance(self, one, other):
        """Return the widest gap between the values of a case, in tolerances of both together."""
        return gap(one.value, other.value, self.tolerance.of_both)

    def _off(self, answer, wrong):
        """Return the numbers of the cases in which an answer differs from a known function."""
        return [
            i
            for i, value in enumerate(wrong.value)
            if i >= len(answer) or gap(answer[i], value, self.tolerance.to_second) > 1.0
        ]

    def parts(self, answer, truth, known, data):
        """Say in how many cases it is right, and name those in which it is not."""
        off = self._off(answer, truth)
        total = len(truth.value)
        labels = []
        for i, case in enumerate(self.cases(data)):
            if i in off and case.label not in labels:
                labels.append(case.label)
        words = "It is right in %d of %d. Look again at: %s." % (
            total - len(off),
            total,
            listed(labels),
        )
        stopped = [i for i in off if i < len(answer) and answer[i] == STOPPED]
        nothing = [i for i in off if i < len(answer) and answer[i] is None]
        if stopped:
            words += " In %d it stops." % len(stopped)
        if nothing:
            words += " In %d it gives nothing back." % len(nothing)
        tag = "function:some-right" if len(off) < total else "unrecognised"
        return Outcome(
            float(total - len(off)) / total,
            tag,
            self.seen(answer),
            words,
            "What should it give for such a case, worked out by hand?",
        )


def _first_error(outcomes):
    for outcome in outcomes:
        error = outcome.get("error") if isinstance(outcome, dict) else None
        if isinstance(error, str) and error:
            return ". Python said: %s" % error[:100].rstrip(".")
    return ""


def _is_callable(given):
    try:
        return callable(given)
    except Exception:  # a learner's object may raise anything
        return False
