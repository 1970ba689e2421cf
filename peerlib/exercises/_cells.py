"""Notice when the cell of an answer was run and left the answer as it was before.

A cell that stops, or sets a misspelled name, leaves an earlier answer standing
under the right name. Only the standard library is used here; `notebook` listens
to IPython and tells what was run.
"""

import ast
import difflib
import re

NOTHING = object()


class Cells:
    """What the latest cell about each answer did with it.

    Attributes
    ----------
    names : tuple of str
        The names of the answers.
    """

    def __init__(self):
        self.names = ()
        self._values = {}
        self._homes = {}
        self._reasons = {}

    def watch(self, names, namespace):
        """Begin with these names; whatever stands under them now has come from no cell."""
        self.names = tuple(names)
        for name in self.names:
            self._values.setdefault(name, namespace.get(name, NOTHING))

    def ran(self, source, namespace, error=None, cell_id=None):
        """Take note of a cell that has been run.

        Parameters
        ----------
        source : str
            The cell, as Python reads it.
        namespace : dict
            The names after it has run.
        error : Exception, optional
            What stopped it.
        cell_id : str, optional
            A name of the cell that stays the same when it is edited.
        """
        statements = _statements(source)
        places = _assigned(statements)
        line = _last_line(error)
        answered = []
        for name in self.names:
            value = namespace.get(name, NOTHING)
            changed = value is not self._values.get(name, NOTHING)
            self._values[name] = value
            if value is not NOTHING and (
                changed or name in places and (error is None or line > places[name])
            ):
                answered.append(name)
                self._homes[name] = cell_id
                self._reasons.pop(name, None)
        for name in self.names:
            if name not in answered and self._values[name] is not NOTHING:
                self._left(name, source, statements, places, error, cell_id, answered)

    def reason(self, name, answer):
        """Return why `answer` is only an earlier one, or an empty text if it is not."""
        return self._reasons.get(name, "") if answer is self._values.get(name, NOTHING) else ""

    def standing(self, name):
        """Return the value that stands under a name, or `NOTHING`."""
        return self._values.get(name, NOTHING)

    def _left(self, name, source, statements, places, error, cell_id, answered):
        """Note why a cell about `name` did not set it; leave all other cells alone."""
        home = self._homes.get(name)
        in_its_cell = cell_id is not None and cell_id == home
        elsewhere = None not in (cell_id, home) and cell_id != home
        word = "" if answered or elsewhere else _meant(name, source, statements)
        if word in self.names and word != name:
            word = ""  # it belongs to another question
        if name in places or (error is not None and (in_its_cell or word)):
            self._reasons[name] = f"Your last answer cell stopped before it set {name}."
        elif word == name:
            self._reasons[name] = (
                f"Your last answer cell does not set {name}. "
                "Between the name and the answer goes one =."
            )
        elif word:
            self._reasons[name] = f"Your last answer cell sets {word}. The name here is {name}."
        elif in_its_cell:
            self._reasons[name] = f"Your last answer cell does not set {name}."


def _statements(source):
    """Return the statements of a cell; none if it cannot be read."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _assigned(statements):
    """Return each name that a cell sets, with the last line of the place."""
    places = {}
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            continue
        if isinstance(statement, ast.AnnAssign) and statement.value is None:
            continue  # "risk: 63 / 235" says something about a name and sets nothing
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                places[node.id] = statement.end_lineno
    return places


def _meant(name, source, statements):
    """Return the word at the start of a line that stands for `name`, or an empty text."""
    used = {
        node.id
        for statement in statements
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for line in source.splitlines():
        found = re.match(r"([A-Za-z]\w*)\s*(==?|:|\d|\(|$)?", line)
        if not found or not found[2] and statements:
            continue
        word = found[1]
        if word == name and not (found[2] == "(" and statements):
            return word
        # A longer name, or one worked out from the answer, is a helper and no slip.
        if (
            found[2] == "="
            and not word.startswith(name)
            and name not in used
            and difflib.SequenceMatcher(None, word.lower(), name).ratio() > 0.9
        ):
            return word
    return ""


def _last_line(error):
    """Return the line of a cell that was being run when it stopped; 0 if it never began."""
    if error is None or isinstance(error, SyntaxError) or error.__traceback__ is None:
        return 0
    line, trace = 0, error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == "__main__":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
