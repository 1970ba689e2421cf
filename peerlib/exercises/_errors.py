"""Say in plain words what Python did not understand in a learner's cell.

Only the standard library is used here; `notebook` puts the words on the screen.
"""

import difflib
import re
import sys

RUN_ALL = "Has the cell that makes it been run? In the menu: Run, then Run All Cells."


def explain(error, line_number=None, line="", names=()):
    """Explain an error in two or three short lines.

    Parameters
    ----------
    error : Exception
    line_number : int or None
        The line of the cell that was being run, 1 being the first.
    line : str
        That line.
    names : iterable of str
        Names that the learner may have meant.

    Returns
    -------
    list of str
        Where it happened, what Python did not understand, what to try.

    Examples
    --------
    >>> explain(NameError("name 'riskk' is not defined", name="riskk"), 2, "riskk", ["risk"])
    ... # doctest: +NORMALIZE_WHITESPACE
    ['Python stopped at line 2 of this cell: riskk',
     'It does not know the name riskk.', 'Did you mean risk?']
    """
    if isinstance(error, SyntaxError):
        line_number, line = error.lineno or line_number, error.text or line
    words = (
        _curly_quotes(error, line)
        or _name_without_quotes(error, line)
        or _letter_without_quotes(error, line)
        or _own_name(error, line)
        or _text_behind_a_name(error, line)
        or _words(error, names)
    )
    return [_where(line_number, line), *words]


def _where(line_number, line):
    if line_number is None:
        return "Python stopped in this cell."
    return f"Python stopped at line {line_number} of this cell: {line.strip()[:80]}".rstrip(": ")


def _curly_quotes(error, line):
    """Return the words for quotes as a text program or a phone writes them."""
    if not isinstance(error, SyntaxError) or not re.search(CURLY, line or ""):
        return None
    return [
        "There are curly quotes. It knows only straight ones.",
        'Delete them, and type them anew here, on the keyboard: " and ".',
    ]


def _name_without_quotes(error, line):
    """Return the words for a bare word where a text goes: the learner's name, a lab, a preset."""
    found = re.match(r"\s*learner\s*=\s*([^\s\"'#\d][^\"'#]*)", line or "")
    if not isinstance(error, (NameError, SyntaxError)):
        return None
    found = found or _bare_word_in_a_call(error, line or "")
    if not found:
        return None
    return [
        f"It does not know what {found[1].strip()[:40]} stands for.",
        "Does it need quotes around it?",
    ]


def _letter_without_quotes(error, line):
    """Return the words for an option's letter, or several, without quotes: answer = b."""
    letters = re.match(r"\s*\w+\s*=\s*([A-Za-z](\s*,\s*[A-Za-z])*)\s*(#|$)", line or "")
    if not isinstance(error, NameError) or not letters:
        return None
    return [
        f"It does not know what {letters[1]} stands for.",
        f'Is it the letter of an option? Then write it in quotes: "{letters[1]}".',
    ]


def _own_name(error, line):
    """Return the words for a name all by itself, as in a cell of the learner's name."""
    name = getattr(error, "name", None) if isinstance(error, NameError) else None
    if not name or not name[0].isupper() or re.sub("#.*", "", line or "").strip() != name:
        return None
    if name in FROM:
        return None
    return [
        f"It does not know the name {name}.",
        f'Is it your own? Then the line is: learner = "{name}"',
    ]


def _text_behind_a_name(error, line):
    """Return the words for a calculation with a name that stands for a text, such as N/A."""
    if not isinstance(error, TypeError) or not re.search(r"\bstr\b", str(error)):
        return None
    if re.search("[\"']", re.sub("#.*", "", line or "")) or not re.search("[A-Za-z]", line or ""):
        return None
    return [
        "A name in this line stands for a text, such as N/A, and not for a number.",
        "Which one is it? Leave it out of the calculation.",
    ]


def _bare_word_in_a_call(error, line):
    name = getattr(error, "name", None)
    if not name or not re.search(r"\b(Lab|simulate|experiments\.\w+|preset)\(", line):
        return None
    return re.search(rf"[(=\[,]\s*({re.escape(name)})\s*[\]),]", line)


def _words(error, names):
    """Return what was not understood and what to try, for the first kind that fits."""
    for kind, words in KINDS:
        if isinstance(error, kind):
            return words(error, names)
    return _other(error)


def _other(error):
    if type(error) is ValueError and _is_ours(error):
        # it says already what was given, what can be given, and what there is
        return [str(error)[:400]]
    return [
        f"It says: {_message(error)}",
        "What is different in this line from the example above it?",
    ]


def _is_ours(error):
    """Tell whether the error was raised in peerlib, whose messages are meant for learners."""
    trace, name = error.__traceback__, ""
    while trace is not None:
        name, trace = trace.tb_frame.f_globals.get("__name__", ""), trace.tb_next
    return name.startswith("peerlib.")


def _message(error):
    try:
        text = str(error)
    except Exception:  # an error of a learner's own making may not have words
        text = ""
    return f"{type(error).__name__}: {text[:120]}".rstrip(": ")


def _wrong_sign(line):
    """Return the words for a way of writing that is fine on paper, but not here."""
    line = re.sub(r"(\"[^\"]*\"|'[^']*'|#.*)", "", line or "").strip()
    if re.match(r"(for|if|while|with|def|class|else|elif|lambda|import|from)\b", line):
        return None  # a program, where these signs have a meaning of their own
    for pattern, seen, advice in SIGNS:
        if re.search(pattern, line):
            return [seen, advice]
    return None


def _words_for_people(line):
    """Return the words for a line in plain language: "I don't know", "risk = about 5"."""
    line = re.sub(r"^\s*\w+\s*=(?!=)", "", re.sub("#.*", "", line or ""))
    parts = line.split()
    if len(parts) < 2 or parts[0] in KEYWORDS:
        return None
    if not all(re.fullmatch(r"[\w.,?!'\u2019]+", part) for part in parts):
        return None
    if not any(re.fullmatch(r"[A-Za-z'\u2019]{2,}[.,?!]*", part) for part in parts):
        return None
    return [
        "There are words for people in this line. Python reads only numbers, signs and names here.",
        "Keep the number or the sum. A note to yourself goes behind a #.",
    ]


def _unreadable(error, names):
    message = str(error.msg)
    if isinstance(error, IndentationError):
        return [
            "The line begins with more or fewer spaces than it should.",
            "Take away the spaces at the start of the line, and run the cell again.",
        ]
    if any(part in message for part in ("never closed", "incomplete", "EOF")):
        return [
            "A bracket or a quote is opened and not closed.",
            "Count the brackets: does each ( have its )?",
        ]
    if "unmatched" in message or "does not match" in message:
        return [
            "There is a closing bracket too many.",
            "Count the brackets: does each ) have its ( ?",
        ]
    if "string literal" in message and not re.search("[A-Za-z]'[a-z]", error.text or ""):
        return ["A text is not closed.", "Does it stand between two quotes?"]
    wrong_sign = _wrong_sign(error.text) or _words_for_people(error.text)
    if wrong_sign:
        return wrong_sign
    if "character" in message:
        return [
            "There is a sign that Python does not know.",
            "Type it on the keyboard: - for minus, * for times, / for divided by, straight quotes.",
        ]
    return [
        "It could not read this line.",
        "Look for a missing sign between two numbers, a sign too many, or a bracket.",
    ]


def _unknown_name(error, names):
    name = getattr(error, "name", None) or "in this line"
    close = difflib.get_close_matches(str(name), [str(each) for each in names], 1, 0.6)
    advice = f"Did you mean {close[0]}?" if close else RUN_ALL
    if name == "learner":
        advice = (
            'The cell of your name has to say: learner = "..." with your course name '
            "between the quotes. Has it been run?"
        )
    if name in FROM:
        advice = f"{RUN_ALL} Somewhere above has to stand: from {FROM[name]} import {name}"
    return [f"It does not know the name {name}.", advice]


def _unknown_attribute(error, names):
    owner = error.obj
    if error.name is None:
        return _other(error)
    if owner is None:
        return ["Something in this line is still empty.", RUN_ALL]
    parts = [part for part in dir(owner) if not part.startswith("_")]
    close = difflib.get_close_matches(str(error.name), parts, 1, 0.5)
    advice = f"Did you mean {close[0]}?" if close else "Look at the names below the table."
    return [f"There is nothing called {error.name} there.", advice]


def _does_not_fit(error, names):
    message = _message(error)
    if "missing" in message and "argument" in message:
        return ["Something is missing between the brackets.", "What stands there in the lesson?"]
    unexpected = re.search(r"unexpected keyword argument '(\w+)'", message)
    if unexpected:
        return [
            f"There is no setting called {unexpected[1]} here.",
            "Is it spelled as in the lesson?",
        ]
    if "NoneType" in message:
        return [
            "A number in this line is still empty (None).",
            "Which earlier answer is not written yet? Write it, run its cell, then this one.",
        ]
    if "not callable" in message:
        return [
            "A number stands right before a bracket.",
            "Is a sign missing between them? Write * for times.",
        ]
    if re.search(r"\bstr\b", message):
        return [
            "A text in quotes stands where a number is needed.",
            "What happens if you take the quotes away?",
        ]
    if "tuple" in message:
        return [
            "There are two numbers where one is needed.",
            "Is there a comma in a number? Python writes one half as 0.5.",
        ]
    return ["Two things in this line do not fit together.", "Which of them is not a number?"]


def _divides_by_zero(error, names):
    return [
        "It was asked to divide by zero.",
        "Which number is below the line, and why is it zero?",
    ]


def _unknown_entry(error, names):
    quoted = re.findall(r"'([^']*)'", str(error))
    return [
        f"There is no entry called {(quoted[0] if quoted else str(error))[:60]}.",
        "Is it spelled as in the cell that makes it?",
    ]


def _missing_module(error, names):
    asked = str(error.name or "").split(".")[0]
    misspelled = difflib.get_close_matches(asked, ["peerlib"], 1, 0.7) and asked != "peerlib"
    if misspelled or re.search("cannot import name|peerlib[.]", str(error)):
        return ["It did not find what the line asks for.", "Is each word spelled as in the lesson?"]
    if sys.platform == "emscripten":
        return [
            f"This cell needs {asked}, which is not part of this site.",
            "The cell near the top that begins with from in_the_browser fetches what it can. "
            "Labs, questions and checks work without it.",
        ]
    return [
        "A part that this notebook needs is not there.",
        "Please tell your instructor; it is nothing that you did.",
    ]


def _stopped(error, names):
    return [
        "You stopped it here. Nothing is broken, and nothing is lost but this run.",
        "Run the cell again whenever you like.",
    ]


# Names of the course that a cell may want before the cell that brings them was run.
FROM = {
    "Lab": "peerlib.widgets",
    "simulate": "peerlib",
    "experiments": "peerlib",
    "use_plain_words": "peerlib.exercises.notebook",
}
CURLY = "[\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb]"
# What a line may look like, what is seen in it, and how it is written here.
SIGNS = (
    (
        r"[\u00d7\u00b7]|[\d)]\s*[xX]\s*[\d(]",
        "It does not know this sign for times.",
        "Times is written *, as in 2 * 3.",
    ),
    (
        r"\u00f7|[\w)]\s*:\s*[\w(]|[\w)]\s+(out\s+of|of|in)\s+[\w(]",
        "It does not read this as a division.",
        "Divided by is written /, as in 1 / 4.",
    ),
    (
        r"[\u2212\u2013\u2014]",
        "There is a long dash. It does not know this sign for minus.",
        "Use the key - for minus.",
    ),
    (
        r"\d\s*per\s?cent\b",
        "It does not know the word percent.",
        "For a percent, divide by 100, as in 50 / 100.",
    ),
    (
        r"%\s*\)*\s*$|%\s*[-+*/]",
        "It does not know the sign % for percent.",
        "For a percent, divide by 100, as in 50 / 100.",
    ),
    (r"^\w+\s*=\s*$", "There is nothing after the =.", "Write what it is after the =."),
    (
        r"^[A-Za-z]\w*\s+[\d(]|^[a-z]\w*_\w+\s+[a-z]",
        "Two things stand side by side, with no sign between them.",
        "Is there a = missing after the name?",
    ),
)
KEYWORDS = "for if while with def class else elif import from return".split()
KINDS = (
    (SyntaxError, _unreadable),
    (NameError, _unknown_name),
    (AttributeError, _unknown_attribute),
    (ZeroDivisionError, _divides_by_zero),
    (ImportError, _missing_module),
    (KeyError, _unknown_entry),
    (KeyboardInterrupt, _stopped),
    (TypeError, _does_not_fit),
)
