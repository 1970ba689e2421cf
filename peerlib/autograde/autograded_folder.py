"""The folder that formgrader shows a marked submission from: put in place in one step."""

import glob
import os
import shutil
import tempfile

NEW, OLD = ".new-", ".old-"


def put_in_place(places, student, exercise, notebook):
    """Write a marked submission's folder, in place of an earlier one.

    It holds the marked notebook, the submission's other files, and the course's own files.

    Parameters
    ----------
    places : Places
    student, exercise : str
    notebook : str
        Text of the marked notebook.
    """
    target = places.folder(places.autograded, student, exercise)
    parent = os.path.dirname(target)
    os.makedirs(parent, exist_ok=True)
    folder = tempfile.mkdtemp(prefix=NEW, dir=parent)
    os.chmod(folder, 0o755)
    _copy(places.folder(places.submitted, student, exercise), folder, places)
    _copy(places.folder(places.source, ".", exercise), folder, places)
    with open(os.path.join(folder, exercise + ".ipynb"), "w", encoding="utf-8") as file:
        file.write(notebook)
    _set_mode(folder, places.file_mode)
    old = None
    if os.path.lexists(target):
        old = tempfile.mkdtemp(prefix=OLD, dir=parent)
        os.rename(target, os.path.join(old, exercise))
    os.rename(folder, target)
    if old:
        shutil.rmtree(old)


def clear_remains(places, exercise):
    """Remove what a run that was broken off left behind."""
    target = places.folder(places.autograded, "*", exercise)
    for prefix in (NEW, OLD):
        for folder in glob.glob(os.path.join(os.path.dirname(target), prefix + "*")):
            shutil.rmtree(folder, ignore_errors=True)


def _copy(source, target, places):
    """Copy the files that are no notebooks and not ignored; links are never followed."""
    patterns = shutil.ignore_patterns(*places.ignored, "*.ipynb")
    for place, folders, files in os.walk(source):
        left_out = patterns(place, folders + files)
        folders[:] = [name for name in folders if name not in left_out]
        for name in files:
            path = os.path.join(place, name)
            if name in left_out or os.path.islink(path) or not os.path.isfile(path):
                continue
            goal = os.path.join(target, os.path.relpath(path, source))
            os.makedirs(os.path.dirname(goal), exist_ok=True)
            if os.path.lexists(goal):
                os.remove(goal)
            shutil.copy(path, goal, follow_symlinks=False)


def _set_mode(folder, mode):
    for place, _, files in os.walk(folder):
        for name in files:
            os.chmod(os.path.join(place, name), mode)
