"""What a learner's notebook needs: their own trial, kind checks, hints, plain words for slips.

    exercise = start("trial-effects", "Ana")
    trial = exercise.trial
    exercise.check("risk_difference", -0.05)

Checks here are for learning; marks are made elsewhere, with data made anew.
Where there is no IPython the same names work and show plain text.
"""

import difflib
import html
import linecache
import sys
import traceback
import warnings

from ..checking import hint, mark_all
from . import data_seen_by, fold, load

NO_NAME = ("There is no course name yet, so you see a trial for practice. "
           "Write your course name between the quotes in the cell above, and run both cells again.")


class Words:
    """A heading and some lines, shown as text or as HTML; everything is escaped."""

    def __init__(self, heading, lines, colour="#4b6a88"):
        self.heading = heading
        self.lines = [line for line in lines if line]
        self.colour = colour

    def __repr__(self):
        return "\n".join([self.heading, *self.lines])

    def _repr_html_(self):
        lines = "".join(f"<div>{html.escape(line)}</div>" for line in self.lines)
        return (f'<div style="border-left: 4px solid {self.colour}; padding: 0.4em 0.8em; '
                f'max-width: 44em"><strong>{html.escape(self.heading)}</strong>{lines}</div>')


class Trial:
    """A learner's own trial: each number has a name, and the whole shows itself as a table."""

    def __init__(self, module, data):
        self._table = module.table(data)
        self._names = tuple(data)
        for name, value in data.items():
            setattr(self, name, value)

    def __repr__(self):
        rows = [self._table["columns"], *self._table["rows"]]
        lines = [" | ".join(str(cell) for cell in row) for row in rows]
        return "\n".join([self._table["caption"], *lines, *self._named()])

    def _named(self):
        return [f"trial.{name} is {getattr(self, name):.6g}" for name in self._names]

    def _repr_html_(self):
        def row(cells, tag):
            first = f'<th scope="row">{html.escape(str(cells[0]))}</th>'
            if tag == "th":
                first = f'<th scope="col">{html.escape(str(cells[0]))}</th>'
                return first + "".join(f'<th scope="col">{html.escape(str(c))}</th>'
                                       for c in cells[1:])
            return first + "".join(f"<td>{html.escape(str(c))}</td>" for c in cells[1:])

        body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in self._table["rows"])
        names = "".join(f"<li><code>{html.escape(line)}</code></li>" for line in self._named())
        return (f"<table><caption>{html.escape(self._table['caption'])}</caption>"
                f"<thead><tr>{row(self._table['columns'], 'th')}</tr></thead>"
                f"<tbody>{body}</tbody></table><ul>{names}</ul>")


class Exercise:
    """One learner's exercise in a notebook. Made by `start`.

    Attributes
    ----------
    trial : Trial
        The learner's own data.
    """

    def __init__(self, module, data):
        self._module = module
        self._data = data
        self._items = {item.name: item for item in module.ITEMS}
        self._answers = {}
        self._hints = {}
        self._error = None
        self.trial = Trial(module, data)

    def check(self, name, answer=None):
        """Show what we saw in an answer, the likely idea behind it, and the next question."""
        item = self._items.get(name) if isinstance(name, str) else None
        if item is None:
            return self._unknown(name)
        self._answers[name] = answer
        outcome = self._outcomes()[name]
        word, colour = _verdict(outcome.credit, outcome.tag)
        return Words(f"{item.label}: {word}", [outcome.seen, outcome.idea, outcome.next_step],
                     colour)

    def hint(self, name):
        """Show one more hint for a question: each call goes one step further."""
        item = self._items.get(name) if isinstance(name, str) else None
        if item is None:
            return self._unknown(name)
        given = min(self._hints.get(name, 0) + 1, len(item.hints))
        self._hints[name] = given
        texts = [hint(item, self._data, n) for n in range(1, given + 1)]
        if given == len(item.hints):
            texts.append("These are all the hints. Talk it over with somebody, or come back later.")
        return Words(f"{item.label}: hint {given} of {len(item.hints)}", texts)

    def progress(self):
        """Show how far you are."""
        outcomes = self._outcomes()
        lines = [f"{item.label}: {_verdict(outcomes[name].credit, outcomes[name].tag)[0]}"
                 for name, item in self._items.items()]
        right = sum(outcome.credit == 1 for outcome in outcomes.values())
        return Words(f"{right} of {len(lines)} right so far", lines)

    def show_details(self):
        """Print Python's own message about the latest slip."""
        if self._error is None:
            print("There is no message to show.")
        else:
            print("".join(traceback.format_exception(self._error)))

    def _outcomes(self):
        return mark_all(self._module.ITEMS, self._answers, self._data)

    def _unknown(self, name):
        close = difflib.get_close_matches(str(name)[:80], self._items, 1)
        advice = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(self._items)}."
        return Words(f"There is no question called {str(name)[:40]}", [advice])


def start(name, learner=""):
    """Begin an exercise with the learner's own data.

    Parameters
    ----------
    name : str
        Name of the exercise.
    learner : str
        The learner's course name. If it is empty, there is a kind word and a trial for practice.

    Returns
    -------
    Exercise

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> exercise = start("trial-effects", "Ana")
    >>> print(exercise.check("risk_programme", None))
    Risk with peer support: not answered yet
    There is no answer here yet.
    Start where you can. A hint is there if you want one.
    """
    module = load(name)
    if not isinstance(learner, str) or not fold(learner):
        _show(Words("A trial for practice", [NO_NAME]))
    exercise = Exercise(module, data_seen_by(learner, module))
    _be_kind(exercise)
    return exercise


def _verdict(credit, tag):
    """Return the words and the colour for an outcome; the words alone say it."""
    if tag == "follow-through":
        return "right, from your earlier answer", "#2e7d4f"
    if credit == 1:
        return "right", "#2e7d4f"
    if tag == "blank":
        return "not answered yet", "#4b6a88"
    if credit > 0:
        return "on the way", "#a06a00"
    return "not yet", "#a06a00"


def _shell():
    """Return the running IPython shell, or None. Where there is one, IPython is loaded."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _show(words):
    if _shell() is None:
        print(words)
    else:
        from IPython.display import display

        display(words)


def _be_kind(exercise):
    """From now on, a slip in a cell gives a few plain lines in place of a traceback."""
    shell = _shell()
    if shell is None:
        return
    from ._errors import explain

    def handler(shell, kind, error, trace, tb_offset=None):
        exercise._error = error
        number, line = _place(trace, shell.user_ns)
        # An answer that does not exist yet is no misspelling: its cell has not run.
        unanswered = getattr(error, "name", None) in exercise._items
        lines = explain(error, number, line, () if unanswered else _names(shell.user_ns))
        _show(Words("A small stop", [*lines, "Python's own message: exercise.show_details()"]))

    shell.set_custom_exc((Exception,), handler)
    # Python also warns of what the handler is about to explain, such as 2(3).
    warnings.simplefilter("ignore", SyntaxWarning)


def _place(trace, namespace):
    """Return number and text of the learner's own line that was being run."""
    number, line = None, ""
    while trace is not None:
        if trace.tb_frame.f_globals is namespace:
            number = trace.tb_lineno
            line = linecache.getline(trace.tb_frame.f_code.co_filename, number)
        trace = trace.tb_next
    return number, line


def _names(namespace):
    return [name for name in namespace if not name.startswith("_")
            and name not in ("In", "Out", "exit", "quit", "get_ipython", "open")]
