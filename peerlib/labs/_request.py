"""Turn whatever a page or a notebook sends into a state that a lab can run.

PORTABLE: runs under CPython and MicroPython.
"""

from ..data import STATUSES


def read(request, controls):
    """Return what a request asks for, whatever it is.

    Parameters
    ----------
    request : object
        As the labs take it; anything is accepted.
    controls : list of dict
        As in a lab's ``describe()["controls"]``.

    Returns
    -------
    request : dict
    state : dict
        Complete and valid.
    pinned : dict or None
        The state to compare with, complete and valid.
    messages : list of str
        Plain words for each change made to the state.
    """
    if not isinstance(request, dict):
        request = {"state": request}
    state, messages = clean(controls, request.get("state"))
    pinned = None
    if request.get("pinned") is not None:
        pinned, _ = clean(controls, request["pinned"])
    return request, state, pinned, messages


def notes(lab, state):
    """Return the head of a saved run: what was run, and what the statuses mean."""
    lines = [lab + ": an illustration, not evidence."]
    lines += ["%s = %s" % (name, value) for name, value in sorted(state.items())]
    return lines + ["status %s = %s" % (name, meaning) for name, meaning in STATUSES]


def clean(controls, given):
    """Return a complete, valid state and a message for everything that was mended.

    Parameters
    ----------
    controls : list of dict
        As in a lab's ``describe()["controls"]``.
    given : object
        The state asked for. Anything is accepted; what cannot be used is
        replaced by the control's default, what is out of range by the nearest limit.

    Returns
    -------
    state : dict
        One usable value for each control.
    messages : list of str
        Plain words for each change made; empty when all was well.
    """
    messages = []
    if not isinstance(given, dict):
        if given is not None:
            messages.append("The settings could not be read, so the lab uses its own.")
        given = {}
    known = [control["name"] for control in controls]
    strangers = sorted(str(name)[:40] for name in given if name not in known)
    if strangers:
        messages.append("There is no setting called %s; it was left out." % strangers[0])
    state = {}
    for control in controls:
        value = given.get(control["name"], control["default"])
        mend = _choice if control["kind"] == "choice" else _number
        state[control["name"]] = mend(control, value, messages)
    return state, messages


def _choice(control, value, messages):
    allowed = [option[0] for option in control["options"]]
    if value in allowed:
        return value
    messages.append(
        "%s: that choice is not on the list, so the lab uses %s."
        % (control["label"], dict(control["options"])[control["default"]])
    )
    return control["default"]


def _number(control, value, messages):
    low, high = control["minimum"], control["maximum"]
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or value != value:
        messages.append(
            "%s must be a number from %g to %g; the lab uses %g."
            % (control["label"], low, high, control["default"])
        )
        return control["default"]
    if value < low or value > high:
        nearest = low if value < low else high
        messages.append(
            "%s runs from %g to %g; the lab uses %g." % (control["label"], low, high, nearest)
        )
        return nearest
    return int(value) if control["kind"] in ("whole", "seed") else value
