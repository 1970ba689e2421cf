"""Read what was handed in, or say in one clear line why not. Links are never followed."""

import json
import os
import stat

import nbformat
from nbformat.v4 import new_notebook

from ..exercises._display import TRIES

# What a learner chose to share (`exercises.notebook`): kinds of answers, no values.
MOST_TRIES = 500
TRY_LETTERS = 80
NOTEBOOK_BYTES = 20 * 1024 * 1024
CELLS_LIMIT = 2000


class Refused(Exception):
    """A submission that cannot be read; the message says why and what to do."""


def refuse_links(folder):
    """Look through a submission's folder for anything but plain files and folders.

    Raises
    ------
    Refused
        If the folder is a link, or holds a link or a device.
    """
    if os.path.islink(folder) or os.path.islink(os.path.dirname(folder)):
        raise Refused("the folder is a link to another place. Put the files themselves there.")
    for place, folders, files in os.walk(folder):
        for name in folders + files:
            mode = os.lstat(os.path.join(place, name)).st_mode
            if stat.S_ISLNK(mode):
                raise Refused(
                    "%r is a link to another place, not a file. Ask for the file itself." % name
                )
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise Refused("%r is neither a file nor a folder. Remove it." % name)


def refuse_other_names(found, expected):
    """Look whether a submission has a notebook with the exercise's name.

    Raises
    ------
    Refused
        If it has notebooks, but none of a name that is expected.
    """
    if expected and not set(found) & set(expected):
        raise Refused(
            "there is no notebook called %s, only %s. Rename it."
            % (" or ".join(expected), ", ".join(sorted(found)))
        )


def read_notebook(path):
    """Read a submitted notebook, keeping its cells and nothing else that could do harm.

    Parameters
    ----------
    path : path-like
        The file.

    Returns
    -------
    nbformat.NotebookNode
        Version 4, without outputs and attachments. Only nbgrader's cell metadata are kept.

    Raises
    ------
    Refused
        If the file is a link, too large, or no notebook.
    """
    return notebook_from(content_of(path))


def notebook_from(content):
    """Make the same of a submitted notebook's bytes.

    Raises
    ------
    Refused
    """
    text = _text(content)
    try:
        parsed = json.loads(text)
    except ValueError as error:
        raise Refused(
            "the file is not a notebook (%s). Ask for it to be saved and handed in "
            "again." % _json_trouble(text, error)
        ) from None
    except RecursionError:
        raise Refused("the file is not a notebook (brackets nested too deeply).") from None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("nbformat"), int):
        raise Refused("the file is JSON but not a notebook. Ask for the .ipynb file.")
    try:
        if parsed["nbformat"] < 4:
            parsed = nbformat.reads(text, as_version=4)
        return _rebuilt(parsed["cells"])
    except Exception:
        raise Refused(
            "the file looks like a notebook but its cells cannot be read. Ask for it "
            "to be opened in JupyterLab, saved and handed in again."
        ) from None


def tries_in(content):
    """Read what a notebook tells of earlier tries, if its learner chose to share it.

    It is the learner's own account: bounded here, counted in the report, and never marked.

    Parameters
    ----------
    content : bytes
        A file that `notebook_from` can read.

    Returns
    -------
    tuple of dict
        Each with ``item`` and ``tag``.
    """
    found = []
    cells = json.loads(_text(content)).get("cells")
    for cell in cells if isinstance(cells, list) else ():
        outputs = cell.get("outputs") if isinstance(cell, dict) else None
        for output in outputs if isinstance(outputs, list) else ():
            data = output.get("data") if isinstance(output, dict) else None
            shared = data.get(TRIES) if isinstance(data, dict) else None
            if isinstance(shared, list):
                found = shared[:MOST_TRIES]  # of several, the last one
    return tuple(
        {"item": each["item"][:TRY_LETTERS], "tag": each["tag"][:TRY_LETTERS]}
        for each in found
        if isinstance(each, dict)
        and isinstance(each.get("item"), str)
        and isinstance(each.get("tag"), str)
    )


def content_of(path):
    """Read a file of bounded size, and only if it is a plain one; never follows a link.

    Raises
    ------
    Refused
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Refused("the file cannot be opened as a plain file (%s)." % error.strerror) from None
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused("the notebook is not a plain file.")
        content = file.read(NOTEBOOK_BYTES + 1)
    if len(content) > NOTEBOOK_BYTES:
        raise Refused(
            "the notebook is larger than %d MB. Ask for it with its outputs cleared."
            % (NOTEBOOK_BYTES // 2**20)
        )
    return content


def _text(content):
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    for encoding in (*encodings, "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _json_trouble(text, error):
    if not text.strip():
        return "it is empty"
    return "not JSON from line %d on" % getattr(error, "lineno", 1)


def _rebuilt(cells):
    """Make a new notebook of the cells' type, source and nbgrader metadata."""
    if not isinstance(cells, list) or len(cells) > CELLS_LIMIT:
        raise ValueError("cells must be a list of at most %d" % CELLS_LIMIT)
    notebook = new_notebook()
    for number, cell in enumerate(cells):
        source = cell.get("source", "")
        source = "".join(source) if isinstance(source, list) else str(source)
        # Half letters (lone surrogates) cannot be written to a file.
        source = source.encode("utf-8", "replace").decode()
        metadata = cell.get("metadata", {}).get("nbgrader")
        kept = {"nbgrader": metadata} if isinstance(metadata, dict) else {}
        notebook.cells.append(new_cell(cell.get("cell_type"), source, "cell-%d" % number, kept))
    return notebook


def new_cell(cell_type, source, cell_id, metadata):
    """Make a cell without outputs; of unknown type, a raw one.

    nbformat's own makers check each cell against the format; here the whole notebook is checked
    once, when nbgrader writes it.
    """
    kind = cell_type if cell_type in ("code", "markdown") else "raw"
    cell = {"id": cell_id, "cell_type": kind, "metadata": metadata, "source": source}
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return nbformat.from_dict(cell)
