"""Turn a submission's plain values into marks. Pure: the same in, the same out.

    marks(exercise, answers, student_id) -> Marks

The data are made anew for the student; nothing of the learner's process is used but its values.
"""

from dataclasses import dataclass
from unicodedata import normalize

from ..checking import mark_all
from ..exercises import data_seen_by, fold, seed_for
from .learner_side import LearnerSide

# Makes another seed of the name of an exercise: for data that the student never sees.
HIDDEN = "|hidden"


@dataclass(frozen=True)
class ItemMark:
    """The mark of one answer."""

    name: str
    credit: float
    """From 0 to 1."""
    max_points: float
    tag: str
    """As in `peerlib.checking.Outcome`: stable, to be counted."""
    comment: str
    """Plain text for the learner. It may quote the learner: escape it where it is shown."""
    by_hand: bool = False
    """A person gives this mark; it takes no part in the sums here."""

    @property
    def points(self):
        """What the answer earned."""
        return self.credit * self.max_points


@dataclass(frozen=True)
class Marks:
    """All marks of one submission."""

    items: tuple
    data: dict
    """What the answers were compared with, as the exercise's `data_for` gives it."""
    data_of: str
    """The name whose data were used; empty for the data that a notebook without a name shows."""
    note: str
    """For the instructor: what is not usual about the name in the notebook, or empty."""
    comment: str
    """The same for the learner, or empty."""

    @property
    def points(self):
        """What the submission earned, without what a person has yet to mark."""
        return sum(item.points for item in self.items if not item.by_hand)

    @property
    def max_points(self):
        """What it could have earned, without what a person has yet to mark."""
        return sum(item.max_points for item in self.items if not item.by_hand)

    @property
    def by_hand(self):
        """The names of the answers that wait for a person."""
        return [item.name for item in self.items if item.by_hand]


def marks(
    exercise,
    answers,
    student_id,
    declared="",
    known_students=(),
    stopped=None,
    cell_seconds=10,
    given="",
):
    """Mark all answers of one submission.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`.
    answers : dict
        Plain values by item name; a missing one counts as blank.
    student_id : str
        Who handed the notebook in.
    declared : str, optional
        The name that stands in the notebook, which chose the data the learner saw.
    known_students : iterable of str, optional
        Who else is in the class: nobody is marked on another student's data.
    stopped : dict, optional
        By item name: how the answer's cell stopped (see `peerlib.autograde.sandbox.Run`).
    cell_seconds : float, optional
        The time a cell had, to be named in the comment.
    given : str, optional
        The name whose data count, if the instructor decided so.

    Returns
    -------
    Marks

    Examples
    --------
    >>> from peerlib.exercises import load
    >>> marks(load("trial-effects"), {}, "ana").points
    0.0
    """
    data_of, note, for_learner = whose_data(student_id, declared, known_students)
    if given:
        data_of, note, for_learner = given, GIVEN % given[:60], ""
    data = data_seen_by(data_of, exercise)
    outcomes = mark_all(exercise.ITEMS, answers, data, hidden_data(exercise, student_id))
    stopped = stopped or {}
    items = []
    for item in exercise.ITEMS:
        outcome = outcomes[item.name]
        comment = item.rubric_text() if item.by_hand else outcome.text
        if outcome.tag == "blank" and item.name in stopped:
            comment = _why_no_answer(stopped[item.name], cell_seconds)
        credit = min(1.0, max(0.0, float(outcome.credit)))
        items.append(
            ItemMark(item.name, credit, float(item.points), outcome.tag, comment, item.by_hand)
        )
    return Marks(tuple(items), data, data_of, note, for_learner)


def hidden_data(exercise, student_id):
    """Return data that the student never saw, to try functions on; None if nothing needs them."""
    if not any(item.on_hidden_data for item in exercise.ITEMS):
        return None
    return exercise.data_for(seed_for(student_id, exercise.NAME + HIDDEN, exercise.VERSION))


def wanted_values(exercise, student_id):
    """Say what `peerlib.autograde.sandbox.run` has to bring back of a submission.

    Returns
    -------
    dict
        Its keyword arguments ``structured`` and ``calls``, without what is marked by hand, and
        ``exercise``.
    """
    hidden = hidden_data(exercise, student_id)
    return {
        "structured": [item.name for item in exercise.ITEMS if item.structured],
        "calls": {item.name: item.arguments(hidden) for item in exercise.ITEMS if item.is_function},
        "exercise": LearnerSide(exercise, student_id),
    }


def composed(name):
    """Fold a name, and make one sign of a letter and its accent.

    A name that was typed and the name of a folder may be the same to the eye and not to Python.

    Examples
    --------
    >>> composed("Zoe\u0308") == composed("ZO\u00cb")
    True
    """
    return fold(normalize("NFC", fold(name)))


def whose_data(student_id, declared, known_students=()):
    """Decide on whose data a submission is marked.

    Returns
    -------
    tuple of str
        The name, empty for the data for practice; a neutral note for the instructor and a word
        for the learner, both empty if the notebook bears the student's own name.
    """
    if not isinstance(declared, str) or not fold(declared):
        return "", NO_NAME, NO_NAME_YET
    if fold(declared) == fold(student_id):
        return student_id, "", ""
    if composed(declared) == composed(student_id):
        return declared, "", ""
    told = "The notebook names %r and was handed in by %r. " % (declared[:60], student_id)
    if composed(declared) in {composed(other) for other in known_students}:
        own = told + "The first is another student, so it is marked on the data of the second."
        return student_id, own, YOUR_OWN
    as_shown = told + "Nobody else has that name: it is marked on the data the notebook showed."
    return declared, as_shown, SHOWN


GIVEN = "Marked on the numbers of %r, as numbers.toml says."
NO_NAME = "The notebook names nobody. It is marked on the numbers for practice, which it showed."
NO_NAME_YET = (
    "This notebook has no course name, so it showed you numbers for practice. Your mark is for "
    "those. What do you find on your own, with your name between the quotes?"
)
YOUR_OWN = (
    "This notebook has another name than yours, so it did not show your own data. Your mark is "
    "for your own data. "
    "What do you find if you write your course name between the quotes and run all cells again?"
)
SHOWN = (
    "The name here is not the one this notebook was handed in with. "
    "Your mark is for the data that the notebook showed you."
)
WHAT_NOW = " What do you see if you restart the notebook and run all cells from the top?"


def _why_no_answer(reason, cell_seconds):
    if reason == "time":
        seen = "The code in this cell was still running after %g seconds, so we stopped it." % (
            cell_seconds
        )
    elif reason == "memory":
        seen = "The code in this cell asked for more memory than there is."
    elif reason == "ended":
        seen = "The code in this cell ended the whole program before there was an answer."
    else:
        seen = "The code in this cell stopped before there was an answer. Python said: %s." % (
            reason.rstrip(".")
        )
    return seen + WHAT_NOW
