"""A model on one card: what it is for, its equations, its values, and what it leaves out."""

import re
from html import escape

from latex2mathml.converter import convert

from .. import data, live
from .tables import table_html


def card_html(name: str) -> str:
    """Return the card of a model as HTML, from ``data/cards/<name>.toml`` and the lab's values.

    Parameters
    ----------
    name : str
        Name of the lab whose model it is.
    """
    card = data.read(f"cards/{name}")
    symbols = {
        "caption": f"Symbols: {live.describe(name)['title']}",
        "columns": ["symbol", "meaning", "unit"],
        "rows": [[row["symbol"], row["meaning"], row.get("unit", "")] for row in card["symbols"]],
    }
    equations = "".join(
        f"<dt>{_formulas(row['latex'])}</dt><dd>{escape(row['words'])}</dd>"
        for row in card["equations"]
    )
    values = table_html(live.describe(name)["values"])
    return (
        '<div class="lab-static lab-card lab-words">'
        f"<p>{escape(card['purpose'])}</p>"
        f'<p class="lab-card-part">Equations</p><dl>{equations}</dl>{_lowered(table_html(symbols))}'
        f"<details><summary>Every value</summary>{values}</details>"
        f'<p class="lab-card-part">What it leaves out</p>{_list(card["left_out"])}'
        f'<p class="lab-card-part">What would change our mind</p>{_list(card["change_our_mind"])}'
        "</div>"
    )


def _formulas(latex: str) -> str:
    """Set each formula of a row below the other: side by side they are too wide for a phone."""
    return "".join(
        f'<div class="math" tabindex="0">{convert(one, display="block")}</div>'
        for one in latex.split(", \\quad ")
    )


def _lowered(table: str) -> str:
    """Set the j of y_j lower, as the formulas do."""
    return re.sub(r"\b(\w)_(\w+)", r"\1<sub>\2</sub>", table)


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
