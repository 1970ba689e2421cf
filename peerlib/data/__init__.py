"""Read the course's own values: TOML tables in which every value has a source and a status.

`read(name)` is the only place that opens these files, and `rows(name)` the only one that
opens the longer tables, which are CSV. In a published page, where
there is no TOML reader, the same tables lie beside this file as JSON, made from
the TOML when the book is built.

PORTABLE: runs under CPython and MicroPython.
"""

import json

# Pairs and not a dictionary: MicroPython's dictionaries do not keep their order.
STATUSES = (
    ("given", "printed in the article that this course grows out of"),
    ("calibrated", "solved for, so that the model meets the given numbers"),
    ("assumed", "chosen by us for teaching; open to change"),
)


def read(name):
    """Return the table `name` as nested dictionaries.

    Parameters
    ----------
    name : str
        File name without its ending, such as ``"supervision"``.

    Returns
    -------
    dict

    Raises
    ------
    OSError
        If there is no such table.
    ValueError
        If it cannot be read; the message names the file and the line.

    Examples
    --------
    >>> read("supervision")["minimums"]["risk_oversight"]["value"]
    0.7
    """
    folder = __file__.rsplit("/", 1)[0]
    try:
        import tomllib
    except ImportError:
        with open(folder + "/" + name + ".json") as file:
            return json.load(file)
    with open(folder + "/" + name + ".toml", "rb") as file:
        try:
            return tomllib.load(file)
        except ValueError as error:
            message = "peerlib/data/%s.toml cannot be read: %s." % (name, error)
            raise ValueError(message) from None


def rows(name):
    """Return the rows of the CSV table `name`, as texts; lines that begin with # are notes.

    Parameters
    ----------
    name : str
        File name without its ending, such as ``"smit2023"``. The notes at its top say
        where the numbers come from and what the columns mean.

    Returns
    -------
    list of dict
        One for each row: column name to text. A cell that is empty is an empty text.

    Raises
    ------
    OSError
        If there is no such table.

    Notes
    -----
    Not for published pages: MicroPython has no `csv`.

    Examples
    --------
    >>> studies = rows("smit2023")
    >>> len(studies), studies[0]["trial"], float(studies[0]["g"])
    (66, 'Boevink 2016', -0.2034)
    """
    import csv

    folder = __file__.rsplit("/", 1)[0]
    with open(folder + "/" + name + ".csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
