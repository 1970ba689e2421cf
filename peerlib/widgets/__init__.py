"""Labs and practice items in JupyterLab: one widget class, one ES module that draws them all."""

import html
from pathlib import Path

import anywidget
import traitlets

from .. import live

__all__ = ["Lab"]
FOLDER = Path(__file__).parent
LATE = (
    "No answer has come yet. If another cell is still running, please wait for it. "
    "If the kernel was restarted, run this cell again, and the lab is back."
)
ASLEEP = "Only its words are here now. To bring it back, run this cell again."


class Lab(anywidget.AnyWidget):
    """A lab or a practice item, alive in a notebook.

    Parameters
    ----------
    name : str
        Which lab, such as ``"supervision"``, or ``"practice:trial-effects"``.
    saved : str, optional
        Settings in short, as "Share" gives them.

    Raises
    ------
    ValueError
        If there is no such lab; the message lists those there are. Or if it is no text.

    Examples
    --------
    >>> Lab("supervision").description["title"]
    'Who supervises?'
    """

    _esm = FOLDER / "lab.js"
    _css = FOLDER / "lab.css"
    description = traitlets.Dict().tag(sync=True)
    request = traitlets.Dict().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)
    late = traitlets.Unicode(LATE).tag(sync=True)

    def __init__(self, name: str, saved: str = "") -> None:
        if not isinstance(name, str):
            raise ValueError('The name of a lab is a text in quotes, such as Lab("supervision").')
        self.name = name
        super().__init__(description=live.describe(name), saved=saved)

    @traitlets.observe("request")
    def _answer(self, change) -> None:
        self.response = live.answer(self.name, change["new"])

    def _repr_mimebundle_(self, **options):
        # Where widgets cannot be shown, what is seen is at least said.
        data, metadata = super()._repr_mimebundle_(**options)
        # Saved with a notebook (see saving.py), and so without the finding: it asks for a guess.
        said = [self.description["title"], self.description.get("lead", ""), ASLEEP]
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in said if line)
        return {**data, "text/plain": self._in_words(), "text/html": lines}, metadata

    def _in_words(self) -> str:
        first = live.answer(self.name, self.description["default"])
        # Saved settings are read by the front end alone, so what they show is not known here.
        found = "" if self.saved else first.get("sentence") or first.get("story")
        said = found or self.description.get("lead", "")
        return f"{self.description['title']}\n{said}".strip()
