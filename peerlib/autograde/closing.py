"""What a run says at its end: how many have a mark, who has none, and why."""

from fnmatch import fnmatchcase
from pathlib import Path

from ..exercises import available

STOPPED = "an error stopped the marking. The lines above say more."


def closing_lines(course, marked, refused):
    """Write the end of a run.

    Parameters
    ----------
    course : nbgrader.coursedir.CourseDirectory
        Of the run: it knows the exercise, and which students the run was for.
    marked : set of str
        Who was marked in this run.
    refused : dict
        By student: why their submission was not taken.

    Returns
    -------
    list of str
        How many are marked and not marked, then a line for each who is not. Everything that
        lies in the folder of submissions counts, in its right place or not.
    """
    from nbgrader.api import Gradebook

    left, reasons = [], {}
    for entry in _entries(course):
        name = entry.name
        if name in marked:
            continue
        reason = refused.get(name) or why_not_found(entry, course.assignment_id)
        if reason is None:
            done = course.format_path(course.autograded_directory, name, course.assignment_id)
            if Path(done).is_dir():
                left.append(name)
                continue
            reason = STOPPED
        if reason:
            reasons[name] = reason
    first = "Marked %d." % len(marked)
    if left:
        first += " Marked before, and left as they were: %d." % len(left)
    first += " Not marked: %d." % len(reasons)
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return [first] + [
            "Not marked: %s: %s%s" % (name, reason, _kept(gradebook, course.assignment_id, name))
            for name, reason in reasons.items()
        ]


def _entries(course):
    """List what lies in the folder of submissions and belongs to this run."""
    folder = Path(course.format_path(course.submitted_directory, "", ""))
    left_out = course.student_id_exclude.split(",")
    return [
        entry
        for entry in sorted(folder.glob("*"))
        if fnmatchcase(entry.name, course.student_id)
        and not entry.name.startswith(".")
        and entry.name not in left_out
    ]


def why_not_found(entry, exercise):
    """Say why nbgrader found no notebook in a folder of the class.

    Returns
    -------
    str or None
        None if there is a notebook in its place; an empty text if the folder only holds
        other exercises.
    """
    if entry.is_symlink():
        return "it is a link to another place. Put the files themselves there."
    if not entry.is_dir():
        return "it is a file, and not in a folder of a student. Move it to STUDENT/%s/." % exercise
    inner = entry / exercise
    if inner.is_dir():
        if any(not each.name.startswith(".") for each in inner.glob("*.ipynb")):
            return None
        return "there is no notebook in %s/%s. %s" % (entry.name, exercise, _listed(inner))
    for stray in sorted(entry.glob("*.ipynb")):
        return "%s lies one folder too high. Move it to %s/%s/." % (
            stray.name,
            entry.name,
            exercise,
        )
    if any((entry / other).is_dir() for other in available()):
        return ""
    return "there is no folder %s in it. %s" % (exercise, _listed(entry))


def _listed(folder):
    names = sorted(entry.name for entry in folder.iterdir())
    if not names:
        return "It is empty."
    return "It holds %s%s." % (", ".join(names[:3]), ", and more" if len(names) > 3 else "")


def _kept(gradebook, exercise, student):
    """Name the mark that a student has from an earlier run."""
    from nbgrader.api import MissingEntry

    try:
        submission = gradebook.find_submission(exercise, student)
    except MissingEntry:
        return ""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if all(grade.auto_score is None and grade.manual_score is None for grade in grades):
        return ""
    return " Kept the earlier mark: %g of %g." % (submission.score, submission.max_score)
