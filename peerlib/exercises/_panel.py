"""The check panel: answers are typed there, and get into the answer cells when these are run.

A mark is worked out from what stands in the cells of a notebook. So what was typed must come to
stand there, where its learner sees it. When an answer cell is run that still says None, its line
is written anew, and JupyterLab shows it.
"""

import ast
import importlib
import re

from .practice import FROM_PANEL, line


def lines(items, typed):
    """Return the line of Python for each question that an answer was typed for."""
    return {
        item.name: line(item, typed[item.name])
        for item in items
        if typed.get(item.name, "").strip() and item.kind != "text"
    }


def filled_in(source, new_lines):
    """Put lines in the place of those that say None, or that came from the panel before.

    Parameters
    ----------
    source : str
        A cell.
    new_lines : dict
        By name, as `lines` gives them.

    Returns
    -------
    str
        The cell as it is to be.
    dict
        The new value of each name that changed.

    Examples
    --------
    >>> filled_in("risk = None  # write here\\n#hint", {"risk": "risk = 0.25  # from the panel"})
    ('risk = 0.25  # from the panel\\n#hint', {'risk': 0.25})
    """
    values = {}
    for name, new_line in new_lines.items():
        pattern = r"^%s *= *(?:None\b.*|.*%s)$" % (re.escape(name), re.escape(FROM_PANEL))
        found = re.findall(pattern, source, re.M)
        if len(found) == 1 and found[0] != new_line:
            source = source.replace(found[0], new_line)
            values[name] = ast.literal_eval(ast.parse(new_line).body[0].value)
    return source, values


def panel(exercise, learner, kept):
    """Return the panel, or None where no widget can be shown.

    Parameters
    ----------
    exercise : str
    learner : str
    kept : Kept
        Gives what was typed before, and takes what is typed.
    """
    # Who draws lies above the exercises, and need not be there: so it is asked for by name.
    try:
        widgets = importlib.import_module("peerlib.widgets")
    except ImportError:
        return None
    name = " ".join(learner.split()) if isinstance(learner, str) else ""
    drawn = widgets.Lab(f"own:{exercise}:{name}")
    default = {**drawn.description["default"], "answers": dict(kept.typed)}
    drawn.description = {**drawn.description, "default": default}
    drawn.observe(lambda change: kept.type(change["new"].get("answers")), "request")
    return drawn
