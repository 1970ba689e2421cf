"""Say of a conversation's file, in plain words, what is in it and what is amiss."""

import re
import tomllib
from pathlib import Path

from .models import conversation
from .models.conversation_faults import CHOICE, CONVERSATION, ENDING, GOOD, NODE, faults, summary

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
# The fields of each table, by its header; what stands above all headers has none.
TABLES = {
    header: {field for field, _, _ in fields}
    for header, fields in (
        ("", CONVERSATION),
        ("nodes", NODE),
        ("nodes.choices", CHOICE),
        ("endings", ENDING),
    )
}


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
        found = lost_headers(text) or [why_unreadable(text, str(error))]
        return [name] + ["  " + fault for fault in found]
    found = faults(table)
    if found:
        found = lost_headers(text) or found
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
    return "\n    ".join(
        [f"Line {number} cannot be read:", _short(line), *(likely or [error + "."])]
    )


def _short(line):
    line = line.strip()
    return line if len(line) < 60 else line[:57] + "..."


def lost_headers(text: str) -> list[str]:
    """Return a line for each place where a header such as ``[[nodes]]`` was forgotten.

    It shows by fields that do not belong to the table before them, or come again in it, and
    that are those of another table.

    Parameters
    ----------
    text : str
        The whole file.

    Examples
    --------
    >>> lost_headers('[[nodes.choices]]\\nsay = "Hello."\\nname = "next"\\ntext = "Hello."')
    ['Line 3 (name = "next"): is the line [[nodes]] missing above it?']
    """
    found, header, seen = [], "", set()
    lines = text.splitlines()
    for number, line in enumerate(lines):
        begun, field = _header(line), _field(line)
        if begun is not None:
            header, seen = begun, set()
        elif any(field in fields for fields in TABLES.values()):
            if field in seen or field not in TABLES.get(header, {field}):
                missing = _table_of(lines[number:])
                if missing:
                    found.append(
                        f"Line {number + 1} ({_short(line)}): is the line [[{missing}]] missing "
                        "above it?"
                    )
                    header, seen = missing, set()
            seen.add(field)
    return found


def _header(line):
    match = re.match(r"\s*\[\[?([\w.]+)\]", line)
    return match[1] if match else None


def _field(line):
    match = re.match(r"\s*(\w+)\s*=", line)
    return match[1] if match else None


def _table_of(lines):
    """Return to which table the fields from here to the next header belong, or None."""
    fields = set()
    for line in lines:
        if _header(line) is not None:
            break
        field = _field(line)
        if field in fields:
            break
        fields.add(field)
    if "say" in fields:
        return "nodes.choices"
    if "name" not in fields:
        return None
    return "endings" if fields & {"kind", "debrief"} else "nodes"
