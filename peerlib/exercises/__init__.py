"""The exercises: each learner's own data, the questions, the wrong turns we know.

An exercise is one module in this folder, with

`NAME`, `VERSION`, `TITLE`, `LEAD`
    what it is called; the version changes when its data or questions change;
`data_for(seed)`
    the learner's own invented data;
`story(data)`, `table(data)`
    the same data in words and as a table;
`DOMAIN`
    what data can be: pairs of words and a rule, ``("n is above 0", lambda data: data["n"] > 0)``;
`CALLED`
    what the notebook calls the data, if not ``data``: ``trial.people_programme``;
`ITEMS`
    the questions, in order (see `peerlib.checking.Item`).

PORTABLE: runs under CPython and MicroPython.
"""

import hashlib
import os

# Modules in this folder that are not exercises.
TOOLS = ("practice", "notebook")
COURSE = "peer-support"
# Whose notebook has no name yet works on these data.
PRACTICE_SEED = 1
# First letter, last letter, and how far away the small letter is: Latin, Greek, Cyrillic.
CAPITALS = (
    (0x41, 0x5A, 32),
    (0xC0, 0xD6, 32),
    (0xD8, 0xDE, 32),
    (0x391, 0x3A9, 32),
    (0x410, 0x42F, 32),
    (0x400, 0x40F, 80),
)


def available():
    """Return the names of all exercises, in alphabetical order."""
    folder = __file__.rsplit("/", 1)[0]
    modules = [name[:-3] for name in os.listdir(folder) if name.endswith(".py")]
    return sorted(
        [
            name.replace("_", "-")
            for name in modules
            if not name.startswith("_") and name not in TOOLS
        ]
    )


def load(name):
    """Return the module of the exercise `name`.

    Parameters
    ----------
    name : str
        As in its page and folder, such as ``"trial-effects"``.

    Raises
    ------
    ValueError
        If there is no such exercise; the message lists those there are.

    Examples
    --------
    >>> load("trial-effects").TITLE
    'What did the programme change?'
    """
    names = available()
    if name not in names:
        hyphens = str(name).replace("_", "-")
        meant = " Its name has hyphens: %s." % hyphens if hyphens in names else ""
        raise ValueError(
            "There is no exercise %r.%s Available: %s." % (str(name)[:40], meant, ", ".join(names))
        )
    module = name.replace("-", "_")
    return __import__("peerlib.exercises." + module, None, None, ("ITEMS",))


def seed_for(learner, exercise, version, course=COURSE):
    """Return the seed of one learner's own data.

    The same learner gets the same data each time, in every Python, and two
    learners get different data. The seed is the first eight bytes of
    HMAC-SHA-256 with the course as its key.

    Parameters
    ----------
    learner : str
        Any name. Spaces around it, and capital or small letters, make no difference.
    exercise : str
    version : int
    course : str
        Another course name gives every learner other data.

    Returns
    -------
    int
        From 0 to 2**64 - 1.

    Raises
    ------
    ValueError
        If the learner's name is empty or not text.

    Examples
    --------
    >>> seed_for("Ana ", "trial-effects", 1) == seed_for("ana", "trial-effects", 1)
    True
    """
    if not isinstance(learner, str) or not fold(learner):
        raise ValueError("A learner's name is text and not empty; got %r." % str(learner)[:40])
    message = "%s|%s|%d" % (fold(learner).replace("|", "||"), exercise, version)
    seed = 0
    for byte in _keyed_hash(course.encode(), message.encode())[:8]:
        seed = seed * 256 + byte
    return seed


def data_seen_by(learner, module):
    """Return the data that a notebook shows to `learner`: their own, or those for practice.

    Parameters
    ----------
    learner : object
        The name in the notebook. What is empty or not text gets the data for practice.
    module : module
        The exercise, as given by `load`.
    """
    if isinstance(learner, str) and fold(learner):
        return module.data_for(seed_for(learner, module.NAME, module.VERSION))
    return module.data_for(PRACTICE_SEED)


def fold(name):
    """Return a name with small letters and single spaces.

    Only Latin (without its extensions), Greek and Cyrillic capitals are made
    small: the part on which both Pythons agree.
    """
    small = "".join([_small(letter) for letter in name])
    return " ".join([part for part in small.split(" ") if part])


def _small(letter):
    code = ord(letter)
    if code <= 0x20 or code == 0xA0:
        return " "
    if 0xD800 <= code <= 0xDFFF:  # half of a letter, which cannot be written as bytes
        return "?"
    for first, last, shift in CAPITALS:
        if first <= code <= last:
            return chr(code + shift)
    return letter


def _keyed_hash(key, message):
    """HMAC-SHA-256 (RFC 2104); MicroPython has `hashlib` but not `hmac`."""
    if len(key) > 64:
        key = hashlib.sha256(key).digest()
    key = key + bytes(64 - len(key))
    inner = hashlib.sha256(bytes([byte ^ 0x36 for byte in key]) + message).digest()
    return hashlib.sha256(bytes([byte ^ 0x5C for byte in key]) + inner).digest()
