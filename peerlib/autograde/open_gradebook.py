"""Open a class's gradebook, or say why that cannot be. Loads nbgrader, which takes seconds."""

from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

SQLITE = "sqlite:///"


def open_gradebook(places, exercise):
    """Open the gradebook of a course that knows an exercise; use it in a `with`.

    Parameters
    ----------
    places : peerlib.autograde.places.Places
    exercise : str

    Raises
    ------
    ValueError
        If the exercise is not in it; the message says what to type.
    """
    unknown = ValueError(
        "The gradebook does not know %s yet, so there are no marks. Run this first: "
        "nbgrader generate_assignment %s --force" % (exercise, exercise)
    )
    file = places.db_url.removeprefix(SQLITE)
    # Opening one that is not there would make an empty one.
    if places.db_url.startswith(SQLITE) and not Path(file).is_file():
        raise unknown
    gradebook = Gradebook(places.db_url, places.course_id)
    try:
        gradebook.find_assignment(exercise)
    except MissingEntry:
        gradebook.close()
        raise unknown from None
    return gradebook
