"""Mend what the theme's pages lack for people who use a screen reader or the keyboard.

Each mend is one small change to the finished HTML, with the fault that it takes away. A checker
for accessibility (axe) is run over every page by the tests.
"""

import re

# The theme's names of its buttons, and what they do in plain words.
BUTTONS = {
    "Toggle primary sidebar": "List of pages",
    "Toggle secondary sidebar": "On this page",
    "Fullscreen mode": "Full screen",
    "Color mode": "Light or dark",
}
DIALOGS = {
    "pst-search-dialog": "Search",
    "pst-primary-sidebar-modal": "List of pages",
    "pst-secondary-sidebar-modal": "On this page",
}


def mended(html: str) -> str:
    """Return a page of the theme, with its known faults taken away.

    Examples
    --------
    >>> mended('<th class="head"><p></p></th>')
    '<td></td>'
    """
    for mend in MENDS:
        html = mend(html)
    return html


def _search_button(html):
    """The button reads "Search Ctrl + K" and was named "Search": speech control misses it."""
    return re.sub(r'(<button class="btn search-button[^>]*?) aria-label="Search"', r"\1", html)


def _mode_button(html):
    """Its three icons had titles of their own, which its name did not hold."""
    return re.sub(r'(<i class="theme-switch [^>]*?) title="[^"]*"', r'\1 aria-hidden="true"', html)


def _buttons(html):
    """Their tips hid what lay below until the focus moved on; their names were the theme's jargon.

    Without the theme's tip, the browser shows the title.
    """
    html = re.sub(r' data-bs-title="([^"]*)"', r' title="\1"', html)
    html = re.sub(r' data-bs-(?:toggle="tooltip"|placement="[^"]*")', "", html)
    for jargon, plain in BUTTONS.items():
        html = html.replace(f' aria-label="{jargon}"', "")
        html = html.replace(f'title="{jargon}"', f'title="{plain}" aria-label="{plain}"')
    return html


def _icons(html):
    """Each is a letter of a font that has no sound, and it was part of its button's name."""
    return re.sub(r'<(i|span) class="(fas? |fa-solid )', r'<\1 aria-hidden="true" class="\2', html)


def _dialogs(html):
    """What opens over the page had no name."""
    for part, name in DIALOGS.items():
        opened = f'<dialog id="{part}"'
        html = html.replace(f"{opened}>", f'{opened} aria-label="{name}">')
    return html


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
    """Tables had empty headers, and their rows had none. The index is no table at all."""
    html = re.sub(r'<th class="head">(<p>)?(</p>)?</th>', "<td></td>", html)
    html = html.replace('<th class="head">', '<th class="head" scope="col">')
    html = re.sub(r'<table (?=[^>]*class="indextable)', '<table role="presentation" ', html)
    return re.sub(
        r'(<tr class="row-(?:even|odd)">)<td>(<p>(?![\d\s.,%−]+</p>).*?</p>)</td>',
        r'\1<th scope="row">\2</th>',
        html,
        flags=re.S,
    )


def _heading_links(html):
    """Each heading and each term was followed by "# link", read out and a stop of the keyboard.

    The mouse still finds the mark; the list *On this page* has the same links.
    """
    return html.replace(
        '<a class="headerlink"', '<a class="headerlink" aria-hidden="true" tabindex="-1"'
    )


def _references(html):
    """A list of references held entries that were no items of it, by a role that is outdated."""
    return html.replace(' role="doc-biblioentry"', ' role="listitem"')


MENDS = (
    _search_button,
    _mode_button,
    _buttons,
    _icons,
    _dialogs,
    _sidebar,
    _toggles,
    _tables,
    _heading_links,
    _references,
)
