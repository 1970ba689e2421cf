"""Let one command at a time change a class's records and gradebook."""

import fcntl

LOCK = ".grade.lock"


class OneRun:
    """Holds a class for one run; use it in a `with`.

    Parameters
    ----------
    records : pathlib.Path
        The folder of records; it is made if it is not there.

    Raises
    ------
    ValueError
        On entering, if another run holds it.
    """

    def __init__(self, records):
        self.records = records

    def __enter__(self):
        self.records.mkdir(parents=True, exist_ok=True)
        self.file = open(self.records / LOCK, "w")  # noqa: SIM115
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.file.close()
            raise ValueError(
                "This class is being marked already. Wait until that has come to its end."
            ) from None

    def __exit__(self, *error):
        self.file.close()
