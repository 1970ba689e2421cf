"""Questions with options to pick from: one of them, or several.

PORTABLE: runs under CPython and MicroPython.
"""

from .options import (
    Option,
    in_order,
    letter_of,
    lettered,
    option_shown,
    read_option,
    read_options,
)
from .outcome import Outcome, listed
from .question import Question
from .wrong_turns import Wrong

__all__ = ["Choice", "Option", "Several"]


class Choice(Question):
    """One question that is answered by one of its options.

    Parameters
    ----------
    options : tuple of Option
        At most 26. A learner may give the letter, the text or the key, in capitals or not.
    common
        All else as in `Question`. ``truth(data)`` and the misconceptions return a key.
    """

    kind = "choice"
    structured = False

    def __init__(self, name, label, prompt, truth, options, **common):
        Question.__init__(self, name, label, prompt, truth, **common)
        self.options = options

    def read(self, given):
        """Return the key of the option that was picked."""
        return read_option(given, self.options)

    def shown(self, answer):
        """Return letter and text of an option."""
        return option_shown(answer, self.options)

    def written(self, value):
        """Return the letter of an option."""
        return letter_of(value, self.options)

    def described(self):
        """Return letter and text of each option."""
        return lettered(self.options)

    def wrong_values(self, data):
        """Give the named misconceptions, then every other wrong option that has words."""
        named = list(Question.wrong_values(self, data))
        taken = [wrong.value for wrong in named] + [self.truth(data)]
        yield from named
        for option in self.options:
            if option.key not in taken and option.idea:
                yield Wrong(
                    option.tag, option.key, 0.0, option.idea, option.next_step, option.credit
                )

    def unrecognised(self, answer):
        """Return the outcome for a wrong option without words of its own."""
        return Outcome(
            0.0,
            "choice:" + answer,
            self.seen(answer),
            "We would not pick this one.",
            "What speaks for it, and what against it?",
        )


class Several(Question):
    """One question that is answered by all options that fit.

    Credit: (right picks - wrong picks) / options that fit, and never below 0. So one more wrong
    pick never gains. Named wrong turns explain an answer; they do not change its credit.

    Parameters
    ----------
    options : tuple of Option
    common
        All else as in `Question`. ``truth(data)`` and the misconceptions return keys; at least
        one option fits.
    """

    kind = "set"

    def __init__(self, name, label, prompt, truth, options, **common):
        Question.__init__(self, name, label, prompt, truth, **common)
        self.options = options

    def read(self, given):
        """Return the keys that were picked, each once, in the order of the options."""
        return read_options(given, self.options)

    def shown(self, answer):
        """Return the letters of the picks."""
        return listed([letter_of(key, self.options) for key in answer], 26)

    def written(self, value):
        """Return the letters of the picks as text."""
        return ", ".join([letter_of(key, self.options) for key in in_order(value, self.options)])

    def described(self):
        """Return letter and text of each option."""
        return lettered(self.options)

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return a set of picks as a `Wrong`."""
        picks = in_order(value, self.options)
        return Wrong(tag, picks, 0.0, idea, next_step, credit, exact, deeper)

    def wrong_values(self, data):
        """Give the named misconceptions, each with the credit of its picks."""
        right = in_order(self.truth(data), self.options)
        for wrong in Question.wrong_values(self, data):
            wrong.credit = self.credit(wrong.value, right)
            yield wrong

    def credit(self, picks, right):
        """Return what some picks earn."""
        hits = len([key for key in picks if key in right])
        wrong = [
            option for option in self.options if option.key in picks and option.key not in right
        ]
        if [option for option in wrong if option.rules_out]:
            return 0.0
        return max(0.0, float(hits - len(wrong)) / len(right))

    def parts(self, answer, truth, known, data):
        """Say how many picks fit, without saying which."""
        right = truth.value
        hits = len([key for key in answer if key in right])
        wrong = [
            option for option in self.options if option.key in answer and option.key not in right
        ]
        idea, question = "Picks that fit: %d. Picks that do not: %d." % (hits, len(wrong)), ""
        told = [o for o in wrong if o.rules_out and o.idea] + [o for o in wrong if o.idea]
        if not wrong:
            tag, idea = "set:missing", "All your picks fit. There is more to find."
            question = "Which of the options left would you not rule out?"
        else:
            tag = "set:extra" if hits == len(right) else "set:mixed" if hits else "set:none-right"
            question = "Take each pick by itself: what speaks for it?"
        if told:
            idea += " About \u201c%s\u201d: %s" % (told[0].text, told[0].idea)
            question = told[0].next_step or question
        if [option for option in wrong if option.rules_out]:
            tag = "set:ruled-out"
        return Outcome(self.credit(answer, right), tag, self.seen(answer), idea, question)
