"""Lay out the notebook of a new exercise: what all notebooks share, and a place for each question.

    .venv/bin/python tools/new_exercise.py NAME

The exercise's file in peerlib/exercises/ comes first: titles, questions and points are taken from
it. What only the author can say stands in square brackets, and begins with "write": that is how
`peerlib check-exercise` finds what is left.
"""

import copy
import sys
from pathlib import Path

import nbformat

from peerlib import exercises

ROOT = Path(__file__).resolve().parent.parent
# Its shared cells are the shared cells of all exercises; a test compares them.
EXAMPLE = "service-fidelity"
WRITE = {"number": "calculation here", "choice": "letter here, in quotes"}
# What the author writes there, between the marks of a solution.
SOLVE = {
    "number": "[write the calculation, such as data.{first} / 2]",
    "choice": '[write the right letter in quotes, such as "a", or how it follows from the data]',
}

AIMS = """# {title}

[Write two or three sentences: what is the question, and whom does it matter to?]

**After this you can**

1. [write one to three lines such as this one: what can somebody do afterwards?]

**Time:** [write about how many minutes it takes], in as many sittings as you like. **You need:** plus, minus, times, divided by. You do not need to know how to program.

**Not part of this:** [write what is left out]

**What it is about:** [write which hard things are in it, or that only numbers are shown.] Stop or skip whenever you want to.
"""  # noqa: E501  (a paragraph is one line)
FIRST = """## [Write the heading of an example, such as: A real table]

[Write the example: real with its source, or invented, and then say so. Add cells as you need them: before each run a guess, in each cell one idea, and one tempting wrong turn.]

**Guess first.** [Write a question about what the next cell will show.] Write your guess between the quotes and run the cell. Nobody marks it.
"""  # noqa: E501
OWN = """## Your own numbers

Now it is your turn. You get numbers of your own. **They are invented**.
"""
NAMES = """The numbers have names, too: they are listed below the table. In a calculation you may use a name, such as `data.{first}`, or type the number itself."""  # noqa: E501
# Learners get an empty cell in its place.
ANSWER = "[Write an answer as a learner may give it.]"
REFLECT = """**To think about; nobody marks it.** [Write a question about people, not about numbers.]
"""  # noqa: E501
CLOSE = """## What you have seen

- [Write one to four lines such as this one: what is worth keeping?]

**What these numbers cannot say:** [write what they leave open]

**Further reading:** [write what to read, with its address]

**Next:** *[write what comes next; the last has no such line]*, in `exercises/[write its name]`
"""


def notebook_for(name):
    """Return the notebook of an exercise, with everything in it that is known beforehand.

    Parameters
    ----------
    name : str
        As in its file, with hyphens: ``"trial-effects"``.

    Raises
    ------
    ValueError
        If there is no such exercise in peerlib/exercises/.
    """
    module = exercises.load(name)
    notebook = nbformat.read(ROOT / "solutions" / EXAMPLE / f"{EXAMPLE}.ipynb", 4)
    shared = {cell.id: cell for cell in notebook.cells}

    def same(key, own="", last=0):
        cell = copy.deepcopy(shared[key])
        kept = cell.source.split("\n\n")[-last:] if last else [cell.source]
        cell.source = "\n\n".join([*filter(None, [own.strip()]), *kept]).replace(EXAMPLE, name)
        return cell

    guess = nbformat.v4.new_code_cell('my_guess = ""\nmy_guess', id="guess")
    guess.metadata["tags"] = ["raises-exception"]
    first = sorted(module.data_for(1))[0]
    names = NAMES.format(first=first)
    notebook.cells = [
        same("aims", AIMS.format(title=module.TITLE), last=2),
        same("plain-words"),
        _text("example", FIRST),
        guess,
        same("own", OWN, last=2),
        same("learner"),
        same("start"),
        _text("names", names),
        same("how-to-answer"),
        *[cell for item in module.ITEMS for cell in _question(item, first)],
        same("look-back"),
        same("progress"),
        same("reflect", REFLECT, last=1),
        same("reflection"),
        _text("close", CLOSE),
    ]
    return notebook


def _text(key, source):
    return nbformat.v4.new_markdown_cell(source.strip(), id=key)


def _question(item, first):
    """Return the cells of one question; `first` is the name of some number in the data."""
    slug = item.name.replace("_", "-")
    points = f"({item.points} point{'s' * (item.points != 1)})"
    options = [f"- **{letter}** {text}" for letter, text in item.described()]
    lines = [f"### {item.label}", f"{item.prompt} {points}", "\n".join(options)]
    ask = _text("ask-" + slug, "\n\n".join(filter(None, lines)))
    if item.by_hand:
        answer = _text("answer-" + slug, ANSWER)
        answer.metadata["nbgrader"] = _known("answer-" + item.name, True, False, item.points)
        return [ask, answer]
    what = WRITE.get(item.kind, "answer here")
    gap = SOLVE.get(item.kind, "[write the right answer]").format(first=first)
    answer = nbformat.v4.new_code_cell(
        f"{item.name} = None  # write your {what}, in place of None\n"
        f"### BEGIN SOLUTION\n{item.name} = {gap}\n### END SOLUTION\n"
        f'#exercise.hint("{item.name}")  # for a hint, delete the first # and run this cell',
        id="answer-" + slug,
    )
    check = nbformat.v4.new_code_cell(
        f'exercise.check("{item.name}", {item.name})', id="check-" + slug
    )
    answer.metadata = {
        "nbgrader": _known("answer-" + item.name, True, False),
        "tags": ["raises-exception"],
    }
    check.metadata = {
        "nbgrader": _known("check-" + item.name, False, True, item.points),
        "tags": ["raises-exception"],
    }
    return [ask, answer, check]


def _known(key, solution, locked, points=None):
    """Return what nbgrader is to know of a cell."""
    known = {"grade_id": key, "grade": points is not None, "solution": solution, "locked": locked}
    known |= {"schema_version": 3, "task": False}
    return known | ({"points": points} if points is not None else {})


def main(arguments=None):
    """Write the notebook, unless it is there."""
    names = sys.argv[1:] if arguments is None else arguments
    if len(names) != 1:
        raise SystemExit("Say the name of one exercise: tools/new_exercise.py NAME")
    place = ROOT / "solutions" / names[0] / f"{names[0]}.ipynb"
    if place.exists():
        raise SystemExit(f"{place.relative_to(ROOT)} is there already. Nothing was written.")
    try:
        notebook = notebook_for(names[0])
    except ValueError as error:
        raise SystemExit(str(error)) from None
    place.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place)
    print(
        f"{place.relative_to(ROOT)} is laid out. Fill in what stands in square brackets. What is "
        f"left is told by: .venv/bin/python -m peerlib check-exercise {names[0]}"
    )


if __name__ == "__main__":
    main()
