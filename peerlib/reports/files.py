"""Write a file whole or not at all, for its owner alone: reports and tables name people."""

import os
import tempfile
from pathlib import Path


def write_whole(text, place):
    """Write a text in UTF-8, its line ends as they are; return the path.

    Raises
    ------
    ValueError
        If it cannot be written there.
    """
    place, temporary = Path(place), None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
        with open(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
        os.replace(temporary, place)
    except BaseException as error:
        if temporary:
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise ValueError("%s cannot be written: %s." % (place, error.strerror)) from None
        raise
    return place
