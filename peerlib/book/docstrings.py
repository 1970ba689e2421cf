"""Turn a docstring in the numpydoc manner into HTML for a page."""

import re
from html import escape

# A line of Parameters or Attributes: name, colon, type. One without a meaning may come next.
TERM = re.compile(r"[\w*]+(, [\w*]+)* : ")


def first_sentence(docstring: str) -> str:
    """Return the first sentence of a docstring, as HTML.

    Examples
    --------
    >>> first_sentence('''Return `x`. It is
    ... a number.''')
    'Return <code class="literal">x</code>.'
    """
    first = " ".join(docstring.strip().split("\n\n")[0].split())
    return inline(re.split(r"(?<=[.!?]) (?=[A-Z`])", first)[0])


def inline(text: str) -> str:
    """Return a line of text as HTML: what stands between backticks is code."""
    return re.sub(r"(`{1,2})(.+?)\1", r'<code class="literal">\2</code>', escape(text, quote=False))


def docstring_html(docstring: str) -> str:
    """Return a whole docstring as HTML.

    Headings underlined with dashes become lines in bold, not headings: the page has its own.
    What is indented below a line explains that line.

    Parameters
    ----------
    docstring : str
        Without the indentation that it has in the code, as `inspect.cleandoc` gives it.
    """
    lines = docstring.splitlines()
    html, part = [], []
    i = 0
    while i < len(lines):
        if i + 1 < len(lines) and re.fullmatch(r"-{3,}", lines[i + 1]):
            html += [_blocks(part), f"<p><strong>{inline(lines[i])}</strong></p>"]
            part = []
            i += 2
        else:
            part.append(lines[i])
            i += 1
    return "".join([*html, _blocks(part)])


def _blocks(lines: list[str]) -> str:
    """Return lines as paragraphs, lists, examples, and terms with what they mean."""
    groups = []  # each: kind, lines
    for line in lines:
        kind = _kind(line, groups[-1] if groups else ("", []))
        if kind == "same":
            groups[-1][1].append(line)
        else:
            groups.append((kind, [line]))
    return "".join(_group(kind, group) for kind, group in groups if kind != "gap")


def _kind(line: str, last: tuple[str, list[str]]) -> str:
    kind, group = last
    if not line.strip():
        # an example, a meaning or code may have empty lines inside
        return "same" if kind in ("code", "meaning") else "gap"
    if line.startswith(">>>") or (kind == "code" and group[0][0] == ">" and group[-1].strip()):
        return "same" if kind == "code" else "code"
    if line.startswith("    "):
        if kind in ("code", "meaning"):
            return "same"
        return "meaning" if kind == "text" else "code"
    if line.startswith("- "):
        return "item"
    if kind == "text" and TERM.match(line):
        return "text"
    return "same" if kind == "text" or (kind == "item" and line.startswith(" ")) else "text"


def _group(kind: str, lines: list[str]) -> str:
    if kind == "code":
        text = "\n".join(lines).strip("\n")
        return f"<pre>{escape(text, quote=False)}</pre>"
    if kind == "meaning":
        inside = "\n".join(line[4:] for line in lines).strip("\n")
        return f'<div class="api-meaning">{_blocks(inside.splitlines())}</div>'
    text = inline(" ".join(line.strip() for line in lines))
    return f'<p class="api-item">\u2022 {text[2:]}</p>' if kind == "item" else f"<p>{text}</p>"
