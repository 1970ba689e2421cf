"""The gate that an exercise passes before anybody sees it: a thousand learners are tried.

For each of them the data must be possible, the right answer and all wrong turns that we know
must lie too far apart to be taken for each other, each of them must earn its own feedback, and
no feedback and no hint before the last ones may give the right number away.
What is amiss is said in plain words, with the first learner it was found for.

PORTABLE: runs under CPython and MicroPython.
"""

from .question import too_near

LEARNERS = 1000
FEWEST_HINTS = 3
# The fourth hint works on other data, which may look alike by chance.
SILENT_HINTS = 3
# If none of so many learners gets data, the others are not tried: each takes thousands of draws.
ENOUGH_WITHOUT_DATA = 10
# The words of an error, which may say the way out at their end.
LONGEST_WORDS = 500


class _Faults:
    """Faults by their words: how often each was found, and for whom first."""

    def __init__(self):
        self.order = []
        self.count = {}
        self.first = {}

    def add(self, words, seed, detail=""):
        if words not in self.count:
            self.order.append(words)
            self.count[words] = 0
            self.first[words] = (seed, detail)
        self.count[words] += 1

    def lines(self, learners):
        lines = []
        for words in self.order:
            seed, detail = self.first[words]
            if seed is None:
                lines.append(words)
            else:
                lines.append(
                    "%s Found for %d of %d learners, first for seed %d%s."
                    % (words, self.count[words], learners, seed, detail and ": " + detail)
                )
        return lines


def check(exercise, learners=LEARNERS):
    """Try an exercise on many learners.

    Parameters
    ----------
    exercise : module or object
        With ``data_for(seed)``, ``ITEMS`` and ``DOMAIN``: what holds for all data that can be,
        as a tuple of (text in plain words, test of the data).
    learners : int
        How many; their seeds are 0, 1, 2 and so on.

    Returns
    -------
    list of str
        One line for each fault; empty for an exercise that is sound.

    Raises
    ------
    ValueError
        If the number of learners is not a whole number above 0.
    """
    if isinstance(learners, bool) or not isinstance(learners, int) or learners < 1:
        raise ValueError(
            "The number of learners is a whole number above 0; got %s." % str(learners)[:40]
        )
    faults = _Faults()
    _look_at_items(exercise, faults)
    met, worked_out, with_data, tried = {}, {}, 0, 0
    for seed in range(learners):
        if tried == ENOUGH_WITHOUT_DATA and not with_data:
            break
        tried += 1
        try:
            data = exercise.data_for(seed)
        except Exception as error:
            faults.add("No data could be made.", seed, _said(error))
            continue
        with_data += 1
        if seed < 3 and exercise.data_for(seed) != data:
            faults.add("The same seed gives other data when it is asked again.", seed)
        for text, holds in getattr(exercise, "DOMAIN", ()):
            _look_at_rule(text, holds, data, seed, faults)
        for item in exercise.ITEMS:
            if not item.by_hand:
                try:
                    _look_at_item(item, data, seed, faults, met)
                    worked_out[item.name] = True
                except Exception as error:
                    faults.add(
                        "%s: its answers cannot be worked out." % item.name, seed, _said(error)
                    )
    for item in exercise.ITEMS:
        for one in item.misconceptions:
            # of a question that could not be worked out at all, this would say nothing new
            if item.name in worked_out and (item.name, one.tag) not in met:
                faults.add(
                    "%s: \u201c%s\u201d has no value for any learner." % (item.name, one.tag), None
                )
    return faults.lines(tried)


def _look_at_items(exercise, faults):
    """Look at what does not hang on the data."""
    if not getattr(exercise, "DOMAIN", ()):
        faults.add(
            "The exercise does not say which data are possible. Add DOMAIN, such as "
            '(("every group has people", lambda d: d["people"] > 0),).',
            None,
        )
    names = [item.name for item in exercise.ITEMS]
    for item in exercise.ITEMS:
        if names.count(item.name) > 1:
            faults.add("There are several questions of the name %s." % item.name, None)
        if not item.points > 0:
            faults.add(
                "%s: it is worth %g points, which must be above 0." % (item.name, item.points), None
            )
        if len(item.hints) < FEWEST_HINTS:
            faults.add(
                "%s: it has %d hints; at least %d are needed."
                % (item.name, len(item.hints), FEWEST_HINTS),
                None,
            )
        for one in item.misconceptions:
            if not 0.0 <= one.credit <= 1.0:
                faults.add(
                    "%s: the credit of \u201c%s\u201d is %g, and must lie between 0 and 1."
                    % (item.name, one.tag, one.credit),
                    None,
                )
        for follow in item.follows:
            before = names[: names.index(item.name)]
            if [name for name in follow.names if name not in before]:
                faults.add(
                    "%s: it follows from %s, which is not asked before it."
                    % (item.name, follow.earlier),
                    None,
                )


def _look_at_rule(text, holds, data, seed, faults):
    try:
        kept = holds(data)
    except Exception as error:
        faults.add("The rule \u201c%s\u201d stops." % text, seed, _said(error))
        return
    if not kept:
        faults.add("These data cannot be: the rule \u201c%s\u201d does not hold." % text, seed)


def _look_at_item(item, data, seed, faults, met):
    """Look at one question on one learner's data."""
    for one, other in too_near(item, data):
        faults.add(
            "%s: \u201c%s\u201d and \u201c%s\u201d cannot be told apart."
            % (item.name, one.tag, other.tag),
            seed,
            "%s and %s" % (item.shown(one.value), item.shown(other.value)),
        )
    truth = item.truth_on(data)
    _look_at_specimen(item, item.written(truth.value), "right", 1.0, data, seed, faults)
    for wrong in item.wrong_values(data):
        met[(item.name, wrong.tag)] = True
        _look_at_specimen(
            item, item.written(wrong.value), wrong.tag, wrong.credit, data, seed, faults
        )
    for answer, tag in item.specimens:
        given = answer(data) if callable(answer) else answer
        _look_at_specimen(item, given, tag, 0.0, data, seed, faults)
    words = [hint % data for hint in item.hints][:SILENT_HINTS]
    words += [text for one in item.misconceptions for text in (one.idea, one.next_step)]
    for digits in _digits_of(truth.value):
        if [text for text in words if _stands_in(digits, text)]:
            faults.add("%s: a hint or a feedback gives the answer away." % item.name, seed, digits)


def _digits_of(value):
    """Return how the numbers of a right answer may be written; whole ones turn up by chance."""
    if isinstance(value, (tuple, list)):
        return [digits for each in value for digits in _digits_of(each)]
    if not isinstance(value, float) or value == int(value):
        return []
    return ["%.3f" % abs(value), "%.4f" % abs(value)]


def _stands_in(digits, text):
    """Tell whether a number stands in a text, and is not just the start of a longer one."""
    pieces = (text + " ").split(digits)
    return bool([piece for piece in pieces[1:] if piece[:1] not in tuple("0123456789")])


def _look_at_specimen(item, given, tag, credit, data, seed, faults):
    """See that an answer earns its own feedback, and at least its own credit."""
    outcome = item.mark(given, data)
    if outcome.tag != tag:
        faults.add(
            "%s: an answer that is \u201c%s\u201d earns the feedback of \u201c%s\u201d."
            % (item.name, tag, outcome.tag),
            seed,
            str(given)[:60],
        )
    elif outcome.credit < credit - 1e-9:  # what is right in a part of it may earn more
        faults.add(
            "%s: an answer that is \u201c%s\u201d earns %.3g in place of %.3g."
            % (item.name, tag, outcome.credit, credit),
            seed,
        )
    elif not outcome.seen + outcome.idea:
        faults.add("%s: \u201c%s\u201d has no words for the learner." % (item.name, tag), seed)


def _said(error):
    """Return the words of an error; our own are whole sentences and need no name before them."""
    words = str(error).rstrip(".")
    if not isinstance(error, RuntimeError):
        words = "%s: %s" % (type(error).__name__, words)
    return words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS] + " ..."
