"""Submissions whose cells, metadata or files are changed, broken, too large, or not there at all.

What can be read counts as it stands; what cannot is refused with the reason. Of those with wrong
answers none may earn anything.
"""

import json
from copy import deepcopy
from dataclasses import replace

from .hostile_tampering import WRONG
from .intake import CELLS_LIMIT, NOTEBOOK_BYTES

FORGED_OUTPUT = {
    "output_type": "execute_result",
    "execution_count": 1,
    "metadata": {},
    "data": {"text/plain": ["1000.0"], "text/html": ["<script>alert(1)</script>"]},
}


def samples(make, target):
    """Generate the submissions.

    Parameters
    ----------
    make : object
        As used in `peerlib.autograde.sample_submissions`.
    target : peerlib.autograde.hostile_reaching.Target

    Returns
    -------
    list of Sample
    """
    return [*_changed(make), *_encoded(make), *_refused(make), *_links(make, target)]


def _wrong(make, learner, story, change):
    """Wrong answers in a notebook that was changed so that they should count."""
    names = [item.name for item in make.written]
    return make.sample(
        learner,
        "wrong, " + story,
        sources={name: "%s = %r" % (name, WRONG) for name in names},
        outcomes=make.all_given(WRONG),
        change=change,
    )


def _marks_of(notebook, start=""):
    """Give nbgrader's metadata of each cell that has them, and the cell."""
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader")
        if about and about["grade_id"].startswith(start):
            yield about, cell


def _changed(make):
    def emptied(notebook):
        for _, cell in _marks_of(notebook, "check-"):
            cell["source"] = "1000.0"

    def more_points(notebook):
        for about, _ in _marks_of(notebook, "check-"):
            about["points"] = 1000

    def unlocked(notebook):
        for about, cell in _marks_of(notebook, "check-"):
            about["locked"], about["solution"], cell["source"] = False, True, "1.0"

    def renamed(notebook):
        for about, cell in _marks_of(notebook, "check-"):
            about["grade_id"] = about["grade_id"] + "-mine"
            cell["source"] = "1.0"

    def bonus(notebook):
        cell = deepcopy(next(cell for _, cell in _marks_of(notebook, "check-")))
        cell["id"], cell["source"] = "bonus", "1000.0"
        cell["metadata"]["nbgrader"].update(grade_id="check-bonus", points=1000)
        notebook["cells"].append(cell)

    def outputs(notebook):
        for _, cell in _marks_of(notebook, "check-"):
            cell["outputs"] = [FORGED_OUTPUT]
        notebook["metadata"]["peerlib"] = {"points": 1000, "answers": {}}

    def stripped(notebook):
        for cell in notebook["cells"]:
            cell["metadata"] = {}

    def nonsense(notebook):
        for about, _ in _marks_of(notebook, "check-"):
            about.update(points="many", locked=[], grade={"yes": 1}, schema_version="new")

    def types(notebook):
        for _, cell in _marks_of(notebook, "check-"):
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None), cell.pop("execution_count", None)

    def other_kernel(notebook):
        notebook["metadata"]["kernelspec"] = {"name": "ruby", "display_name": "R", "language": "x"}

    return [
        _wrong(make, "emptied-tests", "with test cells that say 1000 points", emptied),
        _wrong(make, "more-points", "with 1000 points a question", more_points),
        _wrong(make, "unlocked-tests", "with test cells turned into answers", unlocked),
        _wrong(make, "renamed-tests", "with test cells of other names", renamed),
        _wrong(make, "bonus-cell", "with a question of their own for 1000 points", bonus),
        _wrong(make, "forged-outputs", "with outputs and records that say 1000 points", outputs),
        _wrong(make, "tests-as-text", "with test cells turned into text", types),
        make.sample("stripped", "right, lost every mark of nbgrader's", change=stripped),
        make.sample("nonsense-marks", "right, with nonsense in nbgrader's marks", change=nonsense),
        make.sample(
            "other-kernel", "right, says that it is in another language", change=other_kernel
        ),
    ]


def _encoded(make):
    """Right answers, saved by a program that has its own ideas of how."""

    def text(learner, story, change=None):
        sample = make.sample(learner, story, change=change)
        return sample, sample.content.decode()

    def umlaut(notebook):
        notebook["cells"].append(
            {"cell_type": "markdown", "id": "note", "metadata": {}, "source": "f\u00fcr mich"}
        )

    def half_letter(notebook):
        notebook["cells"].append(
            {"cell_type": "markdown", "id": "note", "metadata": {}, "source": "half \ud83d"}
        )

    def older(notebook):
        notebook["worksheets"] = [
            {
                "metadata": {},
                "cells": [
                    {**cell, "input": cell["source"], "language": "python", "prompt_number": 1}
                    if cell["cell_type"] == "code"
                    else cell
                    for cell in notebook.pop("cells")
                ],
            }
        ]
        notebook["nbformat"], notebook["nbformat_minor"] = 3, 0

    def newer(notebook):
        notebook["nbformat_minor"] = 99

    marked, marked_text = text("byte-order-mark", "right, begins with a mark of the byte order")
    wide, wide_text = text("utf-16", "right, saved in UTF-16")
    latin, _ = text("windows-1252", "right, saved in Windows-1252")
    latin_notebook = json.loads(latin.content)
    umlaut(latin_notebook)
    latin_text = json.dumps(latin_notebook, ensure_ascii=False)
    return [
        replace(marked, content=marked_text.encode("utf-8-sig")),
        replace(wide, content=wide_text.encode("utf-16")),
        replace(latin, content=latin_text.encode("cp1252", "replace")),
        make.sample("half-letter", "right, with half a letter in a text", change=half_letter),
        make.sample("old-notebook", "right, in the notebook format of 2013", change=older),
        make.sample("new-notebook", "right, in a notebook format of the future", change=newer),
    ]


def _refused(make):
    """What is no notebook, or far too large to be one."""

    def unmarked(learner, story, content, **more):
        return replace(make.sample(learner, story), content=content, tags=None, credits={}, **more)

    whole = make.sample("whole", "").content
    notebook = json.loads(whole)
    many = {
        **notebook,
        "cells": notebook["cells"]
        + [
            {"cell_type": "raw", "id": "raw-%d" % number, "metadata": {}, "source": ""}
            for number in range(CELLS_LIMIT)
        ],
    }
    return [
        unmarked(
            "huge-file",
            "a file of more than 20 MB",
            whole[:-1] + b" " * NOTEBOOK_BYTES + whole[-1:],
        ),
        unmarked("many-cells", "more than 2,000 cells", json.dumps(many).encode()),
        unmarked("deep-brackets", "brackets in brackets, a hundred thousand deep", b"[" * 100_000),
        unmarked(
            "no-cells",
            "a number in place of the cells",
            json.dumps({**notebook, "cells": 7}).encode(),
        ),
        unmarked("zeros", "a file of zeros", bytes(5000)),
        unmarked(
            "picture",
            "a picture in place of the notebook",
            b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        ),
        unmarked("renamed", "the notebook under another name", whole, file="my work.ipynb"),
    ]


def _links(make, target):
    name = make.exercise.NAME

    def link(learner, story, to):
        return replace(make.sample(learner, story), content=b"", tags=None, credits={}, link=to)

    return [
        link(
            "link-to-solution",
            "a link to the solutions",
            "%s/solutions/%s/%s.ipynb" % (target.course, name, name),
        ),
        link("link-to-other", "a link to another student's notebook", target.other),
        link(
            "link-to-home", "a link to a file in the instructor's home", target.home + "/secret.txt"
        ),
    ]
