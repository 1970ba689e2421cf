"""Tell how easy a text is to read.

PORTABLE: runs under CPython and MicroPython.
"""

LETTERS = "abcdefghijklmnopqrstuvwxyz'\u2019"
VOWELS = "aeiouy"


def words(text):
    """Return the words of a text, in small letters.

    Examples
    --------
    >>> words("I hear you. It's late.")
    ['i', 'hear', 'you', "it's", 'late']
    """
    kept = "".join([c if c in LETTERS else " " for c in text.lower()])
    return [word.strip("'\u2019") for word in kept.split() if word.strip("'\u2019")]


def sentences(text):
    """Count the sentences of a text: what ends in ".", "!" or "?"; at least 1."""
    ended = text.replace("!", ".").replace("?", ".").replace("\u2026", ".").split(".")
    return max(1, len([part for part in ended if words(part)]))


def syllables(word):
    """Estimate the syllables of an English word: groups of vowels, less a silent e.

    Examples
    --------
    >>> [syllables(word) for word in ("hope", "medicine", "table", "I")]
    [1, 3, 2, 1]
    """
    word = word.lower()
    groups = 0
    for i, letter in enumerate(word):
        if letter in VOWELS and (i == 0 or word[i - 1] not in VOWELS):
            groups += 1
    silent = word.endswith("e") and not word.endswith(("le", "ee")) or word.endswith("es")
    if silent and groups > 1:
        groups -= 1
    return max(1, groups)


def school_grade(text):
    """Return the Flesch-Kincaid grade, an estimate of the school years a text asks for.

    grade = 0.39 W / S + 11.8 Y / W - 15.59, with W words, S sentences, Y syllables.

    Returns
    -------
    float
        0 for a text without words, and never below 0.

    Examples
    --------
    >>> school_grade("I hear you. That sounds hard.")
    0.0
    """
    found = words(text)
    if not found:
        return 0.0
    spoken = sum([syllables(word) for word in found])
    grade = 0.39 * len(found) / sentences(text) + 11.8 * spoken / len(found) - 15.59
    return max(0.0, grade)
