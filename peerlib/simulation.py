"""Run any lab from Python in one call, and get its sentence, its numbers and its pictures.

    from peerlib import simulate

    run = simulate("supervision", caseload=35, preset="hybrid")
    print(run.sentence)
    run.table()
    run.draw()

The labs themselves are plain Python; pandas and Matplotlib are loaded only when a table or
a picture is asked for.
"""

import difflib
import html
from dataclasses import dataclass

from . import labs


@dataclass(frozen=True, eq=False, repr=False)
class Simulation:
    """One run of a lab.

    Attributes
    ----------
    name : str
        The lab.
    settings : dict
        Every setting as it was used.
    sentence : str
        What is seen, in words.
    messages : tuple of str
        About anything that the lab had to mend; mostly empty.
    values : dict
        The last row of the run: name of the column to number.
    run : dict
        The run as plain data: ``caption``, ``columns``, ``labels``, ``rows`` and ``notes``.
    draws : int or None
        How many draws were worked out, where the lab draws many; else None.
    """

    name: str
    settings: dict
    sentence: str
    messages: tuple
    values: dict
    run: dict
    draws: int | None = None

    def table(self):
        """Return the whole run.

        Returns
        -------
        pandas.DataFrame
            Columns by their short names; ``attrs`` holds the ``caption``, the ``labels`` (short
            name to words) and the ``notes`` (what was run, and what its numbers are worth).
        """
        import pandas as pd

        table = pd.DataFrame(self.run["rows"], columns=self.run["columns"])
        labels = self.run.get("labels", self.run["columns"])
        table.attrs = {
            "caption": self.run.get("caption", ""),
            "labels": dict(zip(self.run["columns"], labels, strict=True)),
            "notes": list(self.run.get("notes", ())),
        }
        return table

    def draw(self):
        """Return the lab's pictures, drawn by Matplotlib, each with its alternative text.

        Returns
        -------
        peerlib.experiments.plots.Drawing
            Shows itself in a notebook; ``figures`` are Matplotlib's own, ``text`` says in
            words what they show, ``save(path)`` writes them into files.
        """
        from .experiments.plots import Drawing

        more = () if self.draws is None else (self.draws,)
        return Drawing(labs.load(self.name).pictures(self.settings, *more))

    def __repr__(self):
        return "\n".join([*self.messages, self.sentence])

    def _repr_html_(self):
        # as paragraphs: printed, a long sentence breaks in the middle of a word
        lines = [*self.messages, self.sentence]
        return "".join(f'<p style="max-width: 44em">{html.escape(line)}</p>' for line in lines)


def simulate(name, *, preset=None, **settings):
    """Run a lab once.

    Parameters
    ----------
    name : str
        Which lab, such as ``"supervision"``.
    preset : str, optional
        A starting point that the lab offers, such as ``"hybrid"``; what is set beside it
        goes on top.
    **settings
        The lab's controls by name, such as ``caseload=35``. What is left out has the value
        that a visitor of the lab meets first.

    Returns
    -------
    Simulation

    Raises
    ------
    ValueError
        If there is no such lab, preset or setting, or a value cannot be used. The message
        says what there is.

    Examples
    --------
    >>> run = simulate("supervision", preset="hybrid", caseload=35)
    >>> round(run.values["role_fidelity"], 2), run.settings["caseload"]
    (0.79, 35)
    >>> simulate("supervision", case_load=35)
    Traceback (most recent call last):
    ValueError: The lab 'supervision' has no setting 'case_load'. Did you mean 'caseload'? ...
    """
    if not isinstance(name, str):
        raise ValueError(
            f"The name of a lab is a text in quotes. Available: {', '.join(labs.names())}."
        )
    lab = _load(name)
    description = lab.describe()
    state = dict(description["default"])
    if preset is not None:
        state.update(_preset(name, description, preset))
    controls = {control["name"]: control for control in description["controls"]}
    for setting, value in settings.items():
        if setting not in controls:
            raise ValueError(_no_such("setting", name, setting, sorted(controls)))
        state[setting] = _usable(controls[setting], _plain(value))
    response, draws = lab.respond({"state": state, "want_run": True}), None
    while response.get("unfinished"):
        draws = response["unfinished"]["next"]
        response = lab.respond({"state": state, "want_run": True, "draws": draws})
    run = response["run"]
    last = run["rows"][-1] if run["rows"] else [None] * len(run["columns"])
    return Simulation(
        name=name,
        settings=response["state"],
        sentence=response["sentence"],
        messages=tuple(response["messages"]),
        values=dict(zip(run["columns"], last, strict=True)),
        run=run,
        draws=draws,
    )


def _load(name):
    known = labs.names()
    if name not in known:
        raise ValueError(
            f"Unknown lab {_shown(name)}.{_did_you_mean(name, known)} "
            f"Available: {', '.join(known)}."
        )
    return labs.load(name)


def _preset(name, description, preset):
    presets = {entry["name"]: entry["values"] for entry in description.get("presets", ())}
    if not isinstance(preset, str) or preset not in presets:
        raise ValueError(_no_such("preset", name, preset, list(presets)))
    return presets[preset]


def _no_such(kind, name, asked, known):
    listed = ", ".join(known) or "none"
    return (
        f"The lab {name!r} has no {kind} {_shown(asked)}.{_did_you_mean(asked, known)} "
        f"Available: {listed}."
    )


def _did_you_mean(asked, known):
    close = difflib.get_close_matches(asked[:80], known, 1) if isinstance(asked, str) else ()
    return f" Did you mean {close[0]!r}?" if close else ""


def _shown(value):
    """Return a value as it is shown in a message: short, and never a failure of its own."""
    try:
        text = repr(value)
    except Exception:  # such as a whole number of more than 4300 digits
        return "a value that cannot be shown"
    return text if len(text) <= 80 else text[:77] + "..."


def _plain(value):
    """Return a number of NumPy as a number of Python; anything else as it is."""
    return value.item() if hasattr(value, "item") and getattr(value, "shape", None) == () else value


def _usable(control, value):
    """Return `value` if the control can be set to it, or raise a ValueError."""
    name = control["name"]
    if control["kind"] == "choice":
        allowed = [option[0] for option in control["options"]]
        if isinstance(value, (str, int, float)) and value in allowed:
            return value
        listed = ", ".join(repr(option) for option in allowed)
        raise ValueError(f"{name} must be one of {listed}; got {_shown(value)}.")
    low, high = control.get("minimum"), control.get("maximum")
    if low is None or high is None:
        return value  # a setting of another kind: the lab itself says if it cannot use it
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not low <= value <= high:  # a NaN fails the comparison too
        raise ValueError(
            f"{name} ({control['label'].lower()}) must be a number from {low:g} to {high:g}; "
            f"got {_shown(value)}."
        )
    if control["kind"] in ("whole", "seed") and value != int(value):
        raise ValueError(
            f"{name} must be a whole number from {low:g} to {high:g}; got {_shown(value)}."
        )
    return value
