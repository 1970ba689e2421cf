"""Penalties for handing in late, by nbgrader's own plug-in, where a course has set one."""


def is_set(config):
    """Tell whether the course's configuration asks for penalties."""
    return "plugin_class" in config.AssignLatePenalties or bool(config.LateSubmissionPlugin)


def assign_late_penalties(places, rows, students):
    """Have nbgrader work out the penalties of some students' submissions, if that is set.

    Parameters
    ----------
    places : Places
    rows : Rows
        Of the exercise.
    students : list of str
        Whose submissions are in the gradebook.
    """
    if rows.due is None or not is_set(places.config):
        return
    # Loads all of nbgrader: only now.
    from nbformat.v4 import new_notebook
    from nbgrader.preprocessors import AssignLatePenalties

    assigner = AssignLatePenalties(config=places.config)
    for student in students:
        about = {
            "notebook": rows.name,
            "assignment": rows.name,
            "student": student,
            "db_url": places.db_url,
        }
        assigner.preprocess(new_notebook(), {"nbgrader": about})
