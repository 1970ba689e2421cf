"""Tables in the labs' style, for pages."""

from html import escape


def table_html(table: dict) -> str:
    """Return a table with ``caption``, ``columns`` and ``rows`` as HTML."""
    head = "".join(
        f'<th scope="col">{_cell(name)}</th>' for name in table.get("labels", table["columns"])
    )
    body = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>'
        + "".join(f"<td>{_cell(value)}</td>" for value in rest)
        + "</tr>"
        for first, *rest in table["rows"]
    )
    caption = escape(table["caption"])
    return (
        f'<div class="lab-table" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def _cell(value) -> str:
    return f"{value:.2f}" if isinstance(value, float) else escape(str(value))
