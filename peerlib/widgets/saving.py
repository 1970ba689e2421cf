"""What of a lab is saved with a notebook: its words. JupyterLab asks this before each save.

A saved lab has no kernel to answer it. When its notebook is opened on another day, JupyterLab
would say "Error displaying widget" in its place; its words tell how to bring it back.
"""

VIEW = "application/vnd.jupyter.widget-view+json"


def words_only(*, model, **_):
    """Leave out the view of each lab in a notebook that is about to be saved.

    Parameters
    ----------
    model : dict
        As in the setting ``ContentsManager.pre_save_hook`` of Jupyter Server; it is changed.
        What is no notebook, and widgets that have no words of their own, are left alone.

    Examples
    --------
    >>> data = {VIEW: {"model_id": "1"}, "text/html": "<p>A lab</p>"}
    >>> cells = [{"cell_type": "code", "outputs": [{"data": data}]}]
    >>> words_only(model={"type": "notebook", "content": {"cells": cells}})
    >>> data
    {'text/html': '<p>A lab</p>'}
    """
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    for cell in model["content"].get("cells", ()):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                data.pop(VIEW, None)
