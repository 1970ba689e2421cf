"""Read the book's pages as plain text, and say how hard they are and which words they use.

    python tools/prose.py book/unique-space.md

The reading grade is that of Flesch and Kincaid, by textstat. Left out of it, by rule: code,
formulas, tables, directives without text, and names. A term of the glossary (a `{term}`) counts
as one short word, since it is explained; so does a name, which is a word with a capital letter
inside a sentence, and a number.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USE = "Say which pages: tools/prose.py book/my-page.md; without a name it reads all."
WORDS = Path(__file__).with_name("words-to-avoid.txt")
FENCE = re.compile(r"^ *(`{3,}|:{3,}|~{3,})")
# Directives whose content is text to be read; of all others nothing is.
TEXT_BLOCKS = (
    "admonition",
    "note",
    "tip",
    "caution",
    "important",
    "warning",
    "dropdown",
    "epigraph",
    "pull-quote",
)


def pages():
    """Return every page of the book, in its order, as paths."""
    table = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    return [ROOT / f"{name}.md" for name in re.findall(r"(?:root|file): (book/\S+)", table)]


def blocks(source):
    """Return the parts of a page that are text to be read, as a list of paragraphs.

    Parameters
    ----------
    source : str
        A page in MyST Markdown.
    """
    source = re.sub(r"<!--.*?-->|^%.*$|\$\$.*?\$\$", " ", source, flags=re.S | re.M)
    kept, hidden = [], []
    for line in source.splitlines():
        fence = FENCE.match(line)
        if fence:
            named = re.match(r"^ *[`:~]{3,}\{(\S+?)\} *(.*)", line)
            if named or not hidden or len(fence[1]) != hidden[-1][0]:
                readable = bool(named) and named[1] in TEXT_BLOCKS
                hidden.append((len(fence[1]), readable))
                line = named[2] + "." if readable and named[2] else ""
            else:
                hidden.pop()
                line = ""
        elif any(not readable for _, readable in hidden) or re.match(r"^ *:[\w-]+:", line):
            line = ""
        elif re.match(r"^ *\|", line):
            line = ""
        kept.append(line)
    return [part.strip() for part in re.split(r"\n\s*\n", "\n".join(kept)) if part.strip()]


def plain(block):
    """Return one paragraph without markup; terms and names become short words."""
    text = re.sub(r"^\(\S+\)=$", " ", block, flags=re.M)
    text = re.sub(r"^\s*([-*>]|\d+\.|#+)\s+", "", text, flags=re.M)
    text = re.sub(r"\{cite\w*(:\w+)?\}`[^`]*`", "", text)
    text = re.sub(r"\{term\}`[^`]*`", "term", text)
    text = re.sub(r"\{(?:fact|invented)\}`[^`]*`", "ten", text)
    text = re.sub(r"\{ref\}`([^<`]*)(?:<[^`]*)?`", r"\1", text)
    text = re.sub(r"\$[^$\n]+\$|`[^`]*`", "it", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[^}\s]*\}", "", text)
    text = re.sub(r"[*_]{1,3}", "", text)
    text = re.sub(r"[$\u00a3\u20ac]?\d[\d.,:\u2212%/-]*", "ten", text)
    text = re.sub(r"(?<=[a-z,;] )(?!I\b)[A-Z][\w'\u2019-]*", "Name", text)
    return re.sub(r"\s+", " ", text).strip()


def reading_text(source):
    """Return the text of a page as its reading grade sees it: one sentence after another."""
    lines = [plain(block) for block in blocks(source)]
    return "\n".join(line if line[-1:] in '.!?:\u201d"' else line + "." for line in lines if line)


def grade(source):
    """Return the reading grade of a page, by Flesch and Kincaid."""
    import textstat

    return textstat.flesch_kincaid_grade(reading_text(source))


def words_to_avoid():
    """Return the list: pairs of a pattern and what to write in its place."""
    pairs = []
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, _, better = line.partition("->")
            pairs.append((re.compile(rf"\b(?:{pattern.strip()})\b", re.I), better.strip()))
    return pairs


def flagged(source):
    """Return each word to avoid that a page uses in its own voice, with the better one.

    Words inside quotation marks are somebody's speech, and are left alone.
    """
    text = "\n".join(blocks(source))
    text = re.sub(r"\"[^\"\n]*\"|\u201c[^\u201d\n]*\u201d|`[^`]*`|\]\([^)]*\)", " ", text)
    return [
        (match.group(0), better)
        for pattern, better in words_to_avoid()
        for match in pattern.finditer(text)
    ]


def typed_numbers(source):
    """Return each paragraph that types a number in its own voice, with the numbers.

    Numbers in scenes (lines that begin with ``>``), in list marks, in links and in roles do not
    count, and neither do the minutes that a page takes, nor helpline numbers.
    """
    found = []
    for block in blocks(source):
        text = "\n".join(line for line in block.splitlines() if not line.lstrip().startswith(">"))
        text = re.sub(r"^\(\S+\)=$|^\s*\d+\.\s", " ", text, flags=re.M)
        text = re.sub(r"\{[\w:-]+\}`[^`]*`|`[^`]*`|\$[^$\n]+\$", " ", text)
        text = re.sub(r"\]\([^)]*\)", "]", text)
        text = re.sub(r"[Ii]t takes about [^.]*\.|about \d+ (more )?minutes|CC BY 4\.0", " ", text)
        numbers = re.findall(r"(?<![\w-])\d[\d.,]*", text)
        if numbers:
            found.append((numbers, block))
    return found


def main():
    """Print a report on each page named, or on all; return 1 if a word should be another."""
    amiss = 0
    for name in sys.argv[1:] or pages():
        try:
            source = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SystemExit(f"{name} cannot be read: {error}\n{USE}") from None
        print(f"{Path(name).name}: grade {grade(source):.1f}")
        for word, better in flagged(source):
            amiss = 1
            print(f"   \u201c{word}\u201d: {better}")
        for numbers, block in typed_numbers(source):
            print(f"   typed {', '.join(numbers)} in: {block[:70]!r}")
    return amiss


if __name__ == "__main__":
    sys.exit(main())
