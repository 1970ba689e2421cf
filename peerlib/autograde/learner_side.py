"""What a learner's notebook may know of its exercise where it is marked: its data, not its rules.

An exercise's module holds the right answers. Where learner code is run for marking, an empty file
lies in its place (`isolation`), and a notebook finds these parts instead: the names of the
exercise, and the data of those whom it asks for.
"""

from ..exercises import seed_for

# A notebook asks for the data of the one name that stands in it.
MOST_ASKED = 3
TOLD = ("NAME", "VERSION", "TITLE", "LEAD", "CALLED")


class LearnerSide:
    """The learner's side of one exercise, for one submission.

    Parameters
    ----------
    exercise : module
        As given by `peerlib.exercises.load`.
    student : str
        Who handed in: most notebooks ask for this one's data.
    """

    def __init__(self, exercise, student):
        self._exercise = exercise
        self._data, self._left = {}, MOST_ASKED
        self._lay_out(seed_for(student, exercise.NAME, exercise.VERSION))

    def add(self, seed):
        """Lay out the data of another seed, too; tell whether this could be done.

        Examples
        --------
        >>> from peerlib.exercises import load
        >>> LearnerSide(load("trial-effects"), "ana").add("no seed")
        False
        """
        if self._left == 0 or type(seed) is not int or not 0 <= seed < 2**64:
            return False
        self._left -= 1
        self._lay_out(seed)
        return True

    def _lay_out(self, seed):
        self._data[str(seed)] = repr(self._exercise.data_for(seed))

    def as_request(self):
        """Give it as plain JSON, for `learner_process`."""
        about = {
            name: getattr(self._exercise, name) for name in TOLD if hasattr(self._exercise, name)
        }
        return {
            "module": self._exercise.NAME.replace("-", "_"),
            "about": about,
            "data": self._data,
        }
