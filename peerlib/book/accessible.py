"""Mend what the theme's pages lack for people who use a screen reader or the keyboard.

Each mend is one small change to the finished HTML, with the fault that it takes away. A checker
for accessibility (axe) is run over every page by the tests.
"""

import re


def mended(html: str) -> str:
    """Return a page of the theme, with its known faults taken away.

    Examples
    --------
    >>> mended('<th class="head"><p></p></th>')
    '<td></td>'
    """
    for mend in (_search_button, _mode_button, _sidebar, _toggles, _tables, _references):
        html = mend(html)
    return html


def _search_button(html):
    """The button reads "Search Ctrl + K" and was named "Search": speech control misses it."""
    return re.sub(r'(<button class="btn search-button[^>]*?) aria-label="Search"', r"\1", html)


def _mode_button(html):
    """Its three icons had titles of their own, which its name did not hold."""
    return re.sub(r'(<i class="theme-switch [^>]*?) title="[^"]*"', r'\1 aria-hidden="true"', html)


def _sidebar(html):
    """The book's name in the sidebar belonged to no landmark."""
    opened = '<div id="pst-primary-sidebar" class="'
    named = '<div id="pst-primary-sidebar" role="complementary" aria-label="Book" class="'
    return html.replace(opened, named)


def _toggles(html):
    """The buttons that open a chapter's pages had no name."""
    return re.sub(
        r'>([^<>"]*)</a><details([^>]*)><summary>',
        r'>\1</a><details\2><summary aria-label="Pages under: \1">',
        html,
    )


def _tables(html):
    """Tables had empty headers, and their rows had none."""
    html = re.sub(r'<th class="head">(<p>)?(</p>)?</th>', "<td></td>", html)
    return re.sub(
        r'(<tr class="row-(?:even|odd)">)<td>(<p>(?![\d\s.,%−]+</p>).*?</p>)</td>',
        r'\1<th scope="row">\2</th>',
        html,
        flags=re.S,
    )


def _references(html):
    """A list of references held entries that were no items of it, by a role that is outdated."""
    return html.replace(' role="doc-biblioentry"', ' role="listitem"')
