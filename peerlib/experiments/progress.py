"""Say how far a long run is, and let people stop it."""

import sys
import time
from contextlib import contextmanager


class Progress:
    """A bar that shows how far a run is. Call it with how much is done, and of how much.

    In a notebook it has a Stop button. In a terminal it is one line that is drawn anew, and
    Ctrl-C stops the run. Either way the run keeps what is done.

    Parameters
    ----------
    what : str
        What is going on, in a word or two.

    Examples
    --------
    >>> bar = Progress("Following teams", stream=sys.stdout)
    >>> bar(500, 1000)
    Following teams: 500 of 1,000
    True
    """

    def __init__(self, what: str = "Working", stream=None):
        self._what, self._stream = what, stream or sys.stderr
        self._stopped, self._told = False, 0.0
        self._widgets = _widgets(what, self.stop) if stream is None and _in_notebook() else None

    def stop(self, *_) -> None:
        """Ask the run to stop at the next chance."""
        self._stopped = True

    def __call__(self, done: int, of: int) -> bool:
        """Show how far it is; return False if it is to stop."""
        text = f"{done:,} of {of:,}"
        if self._widgets:
            bar, words = self._widgets[:2]
            bar.max, bar.value, words.value = of, done, text
        elif done >= of or time.monotonic() - self._told > 0.5:
            self._told = time.monotonic()
            redraw = getattr(self._stream, "isatty", lambda: False)()
            start, end = ("\r", "\n" if done >= of else "") if redraw else ("", "\n")
            self._stream.write(f"{start}{self._what}: {text}{end}")
            self._stream.flush()
        return not self._stopped

    def close(self) -> None:
        """Say that nothing more will come."""
        if self._widgets:
            bar, words, button = self._widgets
            button.disabled = True
            if bar.value < bar.max or self._stopped:
                words.value += ", stopped"
                bar.bar_style = "warning"
            else:
                words.value += ", done"
                bar.bar_style = "success"


@contextmanager
def following(progress, what):
    """Give a callback for what an experiment was given as `progress`, and close it at the end.

    Raises
    ------
    ValueError
        If it is neither None, False, True nor something that can be called.
    """
    if progress is True:
        progress = Progress(what)
    elif progress in (None, False):
        progress = _silent
    elif not callable(progress):
        raise ValueError(
            "progress must be True, or a function of two numbers, done and of; "
            f"got {type(progress).__name__}."
        )
    try:
        yield progress
    finally:
        if isinstance(progress, Progress):
            progress.close()


def _silent(done, of):
    return True


def _in_notebook() -> bool:
    """Tell whether a notebook is listening; where it is, IPython is loaded."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


def _widgets(what, stop):
    try:
        import ipywidgets
        from IPython.display import display
    except ImportError:
        return None
    bar = ipywidgets.IntProgress(
        value=0, min=0, max=1, description=what, style={"description_width": "initial"}
    )
    words = ipywidgets.Label("starting")
    button = _heard_while_a_cell_runs(
        lambda: ipywidgets.Button(
            description="Stop", tooltip="Stop, and keep what is done", icon="stop"
        )
    )
    button.on_click(stop)
    display(ipywidgets.HBox([bar, words, button]))
    return bar, words, button


def _heard_while_a_cell_runs(make):
    """Return what `make` makes: a widget whose clicks need not wait for the end of a cell.

    JupyterLab sends clicks to a subshell, a thread of their own. But ipykernel (7.4) sends
    them on to where the widget last spoke from, and that is the cell that runs. Made under
    no message at all, the widget has not spoken from anywhere. Where this cannot be done, the
    notebook's own stop button still stops the run.
    """
    try:
        from contextvars import copy_context

        from IPython import get_ipython

        context = copy_context()
        context.run(get_ipython().kernel._shell_parent.set, {})
    except Exception:  # another kernel, or another version of it
        return make()
    return context.run(make)
