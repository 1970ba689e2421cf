"""Each mend of the theme's pages, on a small piece of HTML."""

from peerlib.book.accessible import mended


def test_the_search_button_is_named_by_what_it_shows():
    button = '<button class="btn search-button-field" title="Search" aria-label="Search" data-x="">'
    assert "aria-label" not in mended(button)
    other = '<button class="btn primary-toggle" aria-label="Search">'
    assert mended(other) == other


def test_the_icons_of_the_mode_button_have_no_titles_of_their_own():
    icon = '<i class="theme-switch fa-solid fa-sun fa-lg" data-mode="light" title="Light"></i>'
    assert mended(icon) == (
        '<i class="theme-switch fa-solid fa-sun fa-lg" data-mode="light" aria-hidden="true"></i>'
    )


def test_the_button_that_opens_a_chapter_is_named_after_it():
    html = '<a href="x.html">Ways &amp; means</a><details open><summary><span></span></summary>'
    assert '<summary aria-label="Pages under: Ways &amp; means">' in mended(html)
    html = "<details><summary>My own words</summary>"
    assert mended(html) == html


def test_rows_of_a_table_get_headers_and_empty_headers_go():
    html = (
        '<tr class="row-odd"><th class="head"><p></p></th><th class="head"><p>A</p></th></tr>'
        '<tr class="row-even"><td><p>With</p></td><td><p>1</p></td></tr>'
        '<tr class="row-odd"><td><p>12.5 %</p></td><td><p>2</p></td></tr>'
    )
    better = mended(html)
    assert '<td></td><th class="head" scope="col"><p>A</p></th>' in better
    assert '<th scope="row"><p>With</p></th><td><p>1</p></td>' in better
    # a row that begins with a number has no name
    assert "<td><p>12.5 %</p></td>" in better


def test_an_outdated_role_becomes_that_of_a_list():
    html = '<div role="list"><div class="citation" role="doc-biblioentry">'
    assert mended(html) == '<div role="list"><div class="citation" role="listitem">'


def test_a_button_says_what_it_does_without_a_tip_that_cannot_be_put_away():
    button = (
        '<button class="x" title="Toggle primary sidebar" data-bs-placement="bottom"'
        ' data-bs-toggle="tooltip">'
    )
    assert mended(button) == '<button class="x" title="List of pages" aria-label="List of pages">'
    button = '<button aria-label="Color mode" data-bs-title="Color mode"  data-bs-toggle="tooltip">'
    assert "Color" not in mended(button)
    assert 'title="Light or dark" aria-label="Light or dark"' in mended(button)
    assert mended('<i class="fa-solid fa-x">') == '<i aria-hidden="true" class="fa-solid fa-x">'


def test_what_opens_over_the_page_has_a_name():
    for name in ("pst-search-dialog", "pst-primary-sidebar-modal", "pst-secondary-sidebar-modal"):
        assert "aria-label" in mended(f'<dialog id="{name}"></dialog>')


def test_the_index_is_read_as_lists_and_not_as_a_table():
    assert 'role="presentation"' in mended('<table style="" class="indextable">')


def test_the_mark_behind_a_heading_is_neither_read_out_nor_a_stop_of_the_keyboard():
    link = '<h2>Part one<a class="headerlink" href="#one" title="Link to this heading">#</a></h2>'
    assert '<a class="headerlink" aria-hidden="true" tabindex="-1" href="#one"' in mended(link)
