"""What a learner typed and tried in an exercise, kept on their own computer and nowhere else.

One small file for an exercise and a name, in the folder for such things in the learner's home
(``~/.local/share/peerlib/progress``, or where the variable PEERLIB_PROGRESS points; "off" keeps
nothing). Where it cannot be written, everything works as before, until the kernel is restarted.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path

from . import fold

VARIABLE = "PEERLIB_PROGRESS"
MOST_TRIES = 500
MOST_LETTERS = 300


class Kept:
    """What is kept for one exercise and one learner.

    Parameters
    ----------
    exercise : str
    learner : str
        Without a name nothing is written down.
    on_disk : bool, optional

    Attributes
    ----------
    typed : dict
        The text in the check panel, by question.
    tries : list of dict
        Each with ``item``, ``tag`` and ``credit``; the same answer twice in a row is one try.
    """

    def __init__(self, exercise, learner, on_disk=True):
        self.typed, self.tries = {}, []
        self._latest = {}
        self._path = _place(exercise, learner) if on_disk else None
        self._read()

    def note(self, item, outcome, answer):
        """Note a checked answer; once more the same one is no new try."""
        if outcome.tag == "blank" or self._latest.get(item) == repr(answer):
            return
        self._latest[item] = repr(answer)
        self.tries.append({"item": item, "tag": outcome.tag, "credit": outcome.credit})
        self.tries = self.tries[-MOST_TRIES:]
        self._write()

    def type(self, answers):
        """Note what stands in the panel."""
        if not isinstance(answers, dict):
            return
        self.typed = {
            str(name): text[:MOST_LETTERS]
            for name, text in answers.items()
            if isinstance(text, str) and text.strip()
        }
        self._write()

    def right_before(self):
        """Return the names of the questions whose latest try was right."""
        latest = {each["item"]: each["credit"] for each in self.tries}
        return [name for name, credit in latest.items() if credit == 1]

    def forget(self):
        """Wipe it all, on disk too."""
        self.typed, self.tries, self._latest = {}, [], {}
        try:
            if self._path:
                self._path.unlink(missing_ok=True)
        except OSError:
            pass

    def _read(self):
        try:
            found = json.loads(self._path.read_text(encoding="utf-8")) if self._path else {}
        except (OSError, ValueError, RecursionError):
            return  # nothing there yet, or no longer to be read
        if not isinstance(found, dict):
            return
        typed, tries = found.get("typed"), found.get("tries")
        if isinstance(typed, dict):
            self.typed = {name: text for name, text in typed.items() if isinstance(text, str)}
        if isinstance(tries, list):
            self.tries = [each for each in tries[-MOST_TRIES:] if _is_try(each)]

    def _write(self):
        """Put the file in place in one step. A full disk or a locked home stops nobody."""
        if not self._path:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=self._path.parent)
            with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
                json.dump({"typed": self.typed, "tries": self.tries}, file)
            os.replace(temporary, self._path)
        except OSError:
            self._path = None


def _is_try(found):
    return (
        isinstance(found, dict)
        and set(found) == {"item", "tag", "credit"}
        and isinstance(found["item"], str)
        and isinstance(found["tag"], str)
        and isinstance(found["credit"], (int, float))
    )


def _place(exercise, learner):
    """Return the path of the file; its name does not tell whose it is."""
    told = os.environ.get(VARIABLE, "")
    if told == "off" or not isinstance(learner, str) or not fold(learner):
        return None
    try:
        folder = Path(told) if told else Path.home() / ".local" / "share" / "peerlib" / "progress"
    except RuntimeError:  # nobody's home
        return None
    whose = hashlib.sha256(fold(learner).encode("utf-8", "replace")).hexdigest()[:16]
    return folder / f"{exercise}-{whose}.json"
