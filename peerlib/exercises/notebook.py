"""What a learner's notebook needs: their own data, kind checks, hints, plain words for slips.

    use_plain_words()
    exercise = start("trial-effects", "Ana")
    data = exercise.data
    exercise.check("risk_difference", -0.05)
    exercise.panel()

Checks here are for learning; marks are made elsewhere, with data made anew.
Where there is no IPython the same names work and show plain text.
"""

import difflib
import linecache
import sys
import traceback
import warnings

from ..checking import hint, mark_all
from ..checking.hints import gives_answer, how_many
from . import data_seen_by, fold, load
from ._cells import Cells
from ._display import Data, Shared, Words
from ._errors import explain
from ._kept import Kept
from ._learner_values import plain_answer, tried
from ._panel import filled_in, lines, panel

NO_NAME = (
    "There is no course name yet, so you see numbers for practice. Write your course name "
    "(the name your teacher knows you by in this course) between the quotes in the cell "
    "above, and run both cells again. If you learn on your own, you may go on as it is."
)
WHOSE = (
    "Is this the name your teacher knows you by in this course? "
    "If not, change it in the cell above, and run both cells again."
)
LEFT = "look at your answer cell"
TYPED = "typed in the panel, not in its cell yet"
IN_THE_PANEL = (
    "To put it there, click on the answer cell above this one, and press Shift and "
    "Enter together. Then run this cell again."
)
AFTER_A_BREAK = "After a break, choose Run in the menu, then Run All Cells."
READ = "a person will read what stands in its cell"
KEPT_HERE = (
    "What you check is kept on this computer only. To help your teacher see which of our "
    "words help, run exercise.progress(share=True). To wipe it, run exercise.forget()."
)
SHARED = (
    "Once you save this notebook, it says which kinds of answers you tried, without the "
    "numbers. To take that out again, run this cell without share=True."
)


class Exercise:
    """One learner's exercise in a notebook. Made by `start`.

    Attributes
    ----------
    data : Data
        The learner's own data; each part is an attribute, such as ``data.people_programme``.
    names : tuple of str
        The names of the questions.
    """

    def __init__(self, module, data, learner=""):
        self._module = module
        self._learner = learner
        self._kept = _notebook.kept_for(module.NAME, learner)
        self._data = data
        self.names = tuple(item.name for item in module.ITEMS)
        self._items = {item.name: item for item in module.ITEMS}
        self._answers = {}
        self._hints = {}
        self.data = Data(module, data)

    def check(self, name, answer=None):
        """Show what we saw in an answer, the likely idea behind it, and the next question."""
        item = self._items.get(name) if isinstance(name, str) else None
        if item is None:
            return self._unknown(name)
        self._answers[name] = answer
        reason = _notebook.cells.reason(name, answer)
        if reason:
            return Words(
                f"{item.label}: {LEFT}",
                [
                    f"{reason} What stands here is your earlier answer, so it is not checked.",
                    "Mend your answer cell and run it. Then run this cell again.",
                ],
                "#a06a00",
            )
        outcome = self.outcomes()[name]
        if outcome.tag == "blank" and name in lines(self._items.values(), self._kept.typed):
            return Words(f"{item.label}: {TYPED}", [IN_THE_PANEL])
        self._kept.note(name, outcome, answer)
        word, colour = _verdict(outcome.credit, outcome.tag)
        return Words(
            f"{item.label}: {word}", [outcome.seen, outcome.idea, outcome.next_step], colour
        )

    def hint(self, name):
        """Show the hints for a question: one more whenever the answer is as it was before."""
        item = self._items.get(name) if isinstance(name, str) else None
        if item is None:
            return self._unknown(name)
        given = self._hints_given(item, how_many(item))
        texts = [hint(item, self._data, n) for n in range(1, given + 1)]
        if given == how_many(item):
            texts.append("These are all the hints. Talk it over with somebody, or come back later.")
        else:
            texts.append("Run this again for the next hint.")
        return Words(f"{item.label}: hint {given} of {how_many(item)}", texts)

    def panel(self):
        """Show a panel to type answers into, for who would rather not write code."""
        drawn = panel(self._module.NAME, self._learner, self._kept) if _shell() else None
        return drawn or Words(
            "The panel needs a notebook",
            [
                "Here you can check an answer in this way: "
                'exercise.check("%s", 0.5)' % (self.names[0] if self.names else "name")
            ],
        )

    def forget(self):
        """Wipe what was typed and tried so far from this computer. Your cells stay as they are."""
        self._kept.forget()
        return Words(
            "Forgotten",
            [
                "What you typed in the panel and tried is wiped from this "
                "computer. Your answer cells stay as they are."
            ],
        )

    def fill_in(self, source):
        """Return an answer cell with the answer from the panel in it, and its new values."""
        return filled_in(source, lines(self._items.values(), self._kept.typed))

    def progress(self, share=False):
        """Show how far you are.

        Parameters
        ----------
        share : bool, optional
            Save with the notebook which kinds of answers you tried, without the numbers. Your
            teacher sees them as counts for the class, and never as marks.
        """
        outcomes = self.outcomes()
        left = [
            name for name in self._items if _notebook.cells.reason(name, self._answers.get(name))
        ]
        words = {
            name: LEFT if name in left else self._so_far(outcome)
            for name, outcome in outcomes.items()
        }
        shown = [f"{item.label}: {words[name]}" for name, item in self._items.items()]
        marked = [name for name, outcome in outcomes.items() if not outcome.by_hand]
        right = sum(outcomes[name].credit == 1 for name in marked if name not in left)
        before = [
            name
            for name in self._kept.right_before()
            if name in marked and (name not in self._answers or outcomes[name].tag == "blank")
        ]
        if before:
            shown.append(
                f"In an earlier sitting {len(before)} more "
                f"{'was' if len(before) == 1 else 'were'} right. To bring them back, "
                "choose Run, then Run All Cells."
            )
        heading = f"{right} of {len(marked)} right so far"
        if share:
            return Shared(heading, [*shown, SHARED], self._kept.tries)
        return Words(heading, [*shown, KEPT_HERE])

    def _so_far(self, outcome):
        """Return the words for an outcome. Python cannot see a text in a cell of text."""
        if outcome.by_hand and outcome.tag == "blank":
            return READ
        return _verdict(outcome.credit, outcome.tag)[0]

    def show_details(self):
        """Print Python's own message about the latest slip."""
        if _notebook.error is None:
            print("There is no message to show.")
        else:
            print("".join(traceback.format_exception(_notebook.error)))

    def outcomes(self):
        """Return what came of each answer that was checked so far, by the name of its question."""
        answers = {
            name: self._plain(self._items[name], answer) for name, answer in self._answers.items()
        }
        shown = [
            name
            for name, (given, _) in self._hints.items()
            if gives_answer(self._items[name], given)
        ]
        return mark_all(self._module.ITEMS, answers, self._data, None, shown)

    def _plain(self, item, answer):
        """Return a table or figure as a plain value, and what a function gives on these data."""
        if item.is_function and callable(answer):
            return tried(answer, item.arguments(self._data))
        return plain_answer(answer) if item.structured else answer

    def _hints_given(self, item, available):
        """Return how many hints to show. A new answer gets no new hint until asked again."""
        name = item.name
        answer = self._answers.get(name)
        if _shell() is not None:
            answer = _shell().user_ns.get(name)
        reading = item.read(self._plain(item, answer))
        before, then = self._hints.get(name, (0, None))
        now = (reading.tag, reading.value)
        given = max(1, min(before + (now == then), available))
        self._hints[name] = (given, now)
        return given

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
        The learner's course name. If it is empty, there is a kind word and data for practice.

    Returns
    -------
    Exercise

    Raises
    ------
    ValueError
        If there is no such exercise.

    Examples
    --------
    >>> exercise = start("trial-effects", "Ana")  # doctest: +ELLIPSIS
    These numbers belong to: Ana
    Is this the name your teacher knows you by in this course? If not, change it ...
    >>> print(exercise.check("risk_programme", None))
    Risk with peer support: not answered yet
    There is no answer here yet.
    Start where you can. A hint is there if you want one.
    """
    module = load(name)
    if not isinstance(learner, str) or not fold(learner):
        _show(Words("Numbers for practice", [NO_NAME]))
    else:
        _show(Words(f"These numbers belong to: {' '.join(learner.split())[:60]}", [WHOSE]))
    use_plain_words()
    exercise = Exercise(module, data_seen_by(learner, module), learner)
    _notebook.watch(exercise)
    if _shell() is not None:
        _show(exercise.panel())
    return exercise


def use_plain_words():
    """From now on, a slip in a cell gives a few plain lines in place of a traceback.

    Python's own message can still be had: run ``%tb`` in a cell.
    """
    if _shell() is not None:
        _notebook.listen(_shell())


def load_ipython_extension(shell):
    """Use plain words from the start of a kernel, before any cell is run."""
    _notebook.listen(shell)


def _verdict(credit, tag):
    """Return the words and the colour for an outcome; the words alone say it."""
    if tag == "follow-through":
        return "right, from your earlier answer", "#2e7d4f"
    if credit == 1:
        return "right", "#2e7d4f"
    if tag == "blank":
        return "not answered yet", "#4b6a88"
    if tag == "for-a-person":
        return "kept for a person to read", "#4b6a88"
    if tag == "answer-shown":
        return "the answer was shown", "#4b6a88"
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


class _Notebook:
    """What is known of the cells that were run here; there is one notebook for each process."""

    def __init__(self):
        self.cells = Cells()
        self.error = None
        self.shell = None
        self._exercise = None
        self._kept = {}

    def kept_for(self, exercise, learner):
        """Return what is kept for a learner; the same object as long as the kernel lives."""
        key = exercise, fold(learner) if isinstance(learner, str) else ""
        if key not in self._kept:
            self._kept[key] = Kept(exercise, learner, _shell() is not None)
        return self._kept[key]

    def listen(self, shell):
        """Hear of each cell that is run, and of each slip, from now on."""
        shell.set_custom_exc((Exception, KeyboardInterrupt), self.explain)
        # Python also warns of what is about to be explained, such as 2(3).
        warnings.simplefilter("ignore", SyntaxWarning)
        if self.shell is not shell:
            self.shell = shell
            shell.events.register("post_run_cell", self.ran)

    def watch(self, exercise):
        self._exercise = exercise
        if self.shell is not None:
            self.cells.watch(exercise.names, self.shell.user_ns)

    def ran(self, result):
        info = result.info
        source = getattr(info, "transformed_cell", None) or info.raw_cell or ""
        self.cells.ran(
            source,
            self.shell.user_ns,
            result.error_before_exec or result.error_in_exec,
            getattr(info, "cell_id", None),
        )
        if result.success and self._exercise is not None:
            self._take_from_panel(info)

    def _take_from_panel(self, info):
        """Write an answer that was typed in the panel into the answer cell that was just run."""
        source, values = self._exercise.fill_in(info.raw_cell or "")
        if values:
            self.shell.set_next_input(source, replace=True)
            self.shell.user_ns.update(values)
            self.cells.ran(source, self.shell.user_ns, None, getattr(info, "cell_id", None))

    def explain(self, shell, kind, error, trace, tb_offset=None):
        self.error = error
        sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace  # for %tb
        number, line = _place(trace, shell.user_ns)
        # An answer that does not exist yet is no misspelling: its cell has not run.
        unanswered = getattr(error, "name", None) in self.cells.names
        names = _names(shell.user_ns)
        lines = explain(error, number, line, () if unanswered else names)
        other = unanswered and difflib.get_close_matches(
            error.name, [each for each in names if each not in self.cells.names], 1, 0.9
        )
        if other:
            lines[-1] = f"You have set {other[0]}. If that is your answer, call it {error.name}."
        elif unanswered:
            lines[-1:] = [
                f"Look at its answer cell. Has it been run, or did it stop? "
                f"Its line begins with {error.name} =",
                AFTER_A_BREAK,
            ]
        if isinstance(shell.user_ns.get("exercise"), Exercise):
            lines.append("Python's own message: exercise.show_details()")
        _show(Words("A small stop", lines))


_notebook = _Notebook()


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
    return [
        name
        for name in namespace
        if not name.startswith("_")
        and name not in ("In", "Out", "exit", "quit", "get_ipython", "open")
    ]
