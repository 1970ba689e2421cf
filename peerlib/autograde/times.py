"""When a submission was handed in: what `timestamp.txt` beside it says, read as nbgrader does."""

import os

from .intake import Refused, content_of


def time_of(folder):
    """Read when a submission was handed in.

    Returns
    -------
    datetime.datetime or None
        In UTC, without a zone; None if nothing tells.

    Raises
    ------
    Refused
        If the file cannot be read as a time.
    """
    path = os.path.join(folder, "timestamp.txt")
    if not os.path.lexists(path):
        return None
    text = content_of(path)[:200].decode("utf-8", "replace").strip()
    if not text:
        return None
    try:
        return _parsed(text)
    except (ValueError, OverflowError):
        raise Refused(
            "timestamp.txt holds %r, which cannot be read as a time. Write it like "
            "2027-01-31 12:00:00 UTC." % text[:60]
        ) from None


def _parsed(text):
    import dateutil.parser
    import dateutil.tz

    parts = text.split(" ")
    if len(parts) == 3:
        zone = parts[2]
        zone = int(zone) if zone.lstrip("+-").isdigit() else dateutil.tz.gettz(zone)
        found = dateutil.parser.parse(" ".join([*parts[:2], "TZ"]), tzinfos={"TZ": zone})
    else:
        found = dateutil.parser.parse(text)
    if found.tzinfo is not None:
        found = (found - found.utcoffset()).replace(tzinfo=None)
    return found
