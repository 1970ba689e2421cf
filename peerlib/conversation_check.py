"""Say of a conversation's file, in plain words, what is in it and what is amiss."""

import re
import tomllib
from pathlib import Path

from .models import conversation
from .models.conversation_faults import GOOD, faults, summary

COUNTS = "{nodes} nodes, {endings} endings, {paths} paths of {shortest} to {longest} replies"
# What a line that cannot be read looks like, and what people mostly meant.
LIKELY = (
    (r"[“”„]", 'There are curly quotes; write straight ones: ". A plain text editor does.'),
    (r"=\s*\{?.*[−–]\s*\d", "A minus sign is written with the hyphen: -2."),
    (r"^\s*\[[\w.]+\]", "Two brackets on each side, as in [[nodes]]."),
    (r"[{,]\s*\w+\s*:", "Write = and not : between a name and its value."),
    (r'^[^"]*"[^"]*$', "A quote is opened and not closed."),
    (r'"[^"]*"[^",\]}=#]+"', "Within a text in quotes, use single quotes: 'like this'."),
    (r'["\d}]\s+[\w{"]|\{[^}]*$', "Is a comma missing, or a bracket at the end?"),
)


def report(name: str) -> list[str]:
    """Return one line on a conversation, and one more for each thing amiss.

    Parameters
    ----------
    name : str
        Of a conversation in the course, with or without ``.toml``; or the path of a file.

    Raises
    ------
    ValueError
        If there is neither.

    Examples
    --------
    >>> report("double-dose")[0].split(":")[0]
    'double-dose, "Should I double my dose tonight?", with Lena'
    """
    text = _file(name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [name, "  " + why_unreadable(text, str(error))]
    found = faults(table)
    if found:
        return [name] + ["  " + fault for fault in found]
    counts = summary(table)
    counts["shortest"], counts["longest"] = counts.pop("turns")
    head = f'{name}, "{table["title"]}", with {table["person"]}: {COUNTS.format(**counts)}'
    scores = f"{counts['good']} that score {GOOD} or more, best {counts['best']:.2f}"
    return [f"{head}, {scores}. Nothing amiss."]


def _file(name):
    known = name.removesuffix(".toml")
    if known in conversation.names():
        path = Path(conversation.data.__file__).parent / "conversations" / (known + ".toml")
    elif name.endswith(".toml"):
        path = Path(name)
    else:
        conversation.load(name)  # says what there is
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors mark it
    except OSError as error:
        raise ValueError(f"{name} cannot be opened: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"{name} is not plain text. Save it as plain text (UTF-8).") from None


def why_unreadable(text: str, error: str) -> str:
    """Say where a file is not TOML, and what was most likely meant.

    Parameters
    ----------
    text : str
        The whole file.
    error : str
        What `tomllib` says of it.

    Examples
    --------
    >>> print(why_unreadable("points = {safety = −2}", "Invalid value (at line 1, column 19)"))
    Line 1 cannot be read:
        points = {safety = −2}
        A minus sign is written with the hyphen: -2.
    """
    at = re.search(r"line (\d+)", error)
    lines = text.splitlines() or [""]
    number = min(int(at[1]), len(lines)) if at else len(lines)
    line = lines[number - 1].strip()
    likely = [words for pattern, words in LIKELY if re.search(pattern, line)][:1]
    shown = line if len(line) < 60 else line[:57] + "..."
    return "\n    ".join([f"Line {number} cannot be read:", shown, *(likely or [error + "."])])
