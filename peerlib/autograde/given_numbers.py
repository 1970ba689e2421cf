"""Whose numbers a student is to be marked on, where the instructor decides it.

As a rule the name in a notebook decides. In `numbers.toml`, beside the folder of submissions, the
instructor may give a student the numbers that belong to any other name::

    ["trial-effects"]
    ana = "ana, second try"
"""

import tomllib
from pathlib import Path

from ..exercises import available, fold

LARGEST_BYTES = 1024 * 1024
WAY_OUT = 'Write it as in this example: ["trial-effects"] on a line, then ana = "another name".'


class BadNumbers(ValueError):
    """The file cannot be used; the message says where and what to do."""


def read_numbers(path):
    """Read the file; without one, nobody is given anything.

    Returns
    -------
    dict
        By exercise: by student, the name whose numbers count.

    Raises
    ------
    BadNumbers
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise BadNumbers("%s is larger than 1 MB. Is it the right file?" % path)
        table = tomllib.loads(content.decode())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadNumbers("%s cannot be opened: %s." % (path, error.strerror)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadNumbers("%s cannot be read: %s. %s" % (path, error, WAY_OUT)) from None
    for exercise, students in table.items():
        if exercise not in available():
            raise BadNumbers(
                "%s: there is no exercise %r. Available: %s."
                % (path, exercise, ", ".join(available()))
            )
        if not isinstance(students, dict):
            raise BadNumbers("%s: %r has no students. %s" % (path, exercise, WAY_OUT))
        for student, name in students.items():
            if not isinstance(name, str) or not fold(name):
                raise BadNumbers(
                    "%s: %r has no name whose numbers count. %s" % (path, student, WAY_OUT)
                )
    return table
