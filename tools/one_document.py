"""Put the finished pages of the book into one HTML document, to be printed and bound.

Each page becomes one chapter whose identifiers begin with its name, so that every link of the
book leads to a place in the same document. What only a screen can do is taken out; what is
folded away is opened, and answers move to the end. What only paper needs, the page or the address
that a link leads to, is a span of the class ``on-paper``.
"""

import re
from copy import copy
from html import escape

import on_paper
import spoken
import yaml
from bs4 import BeautifulSoup

ON_A_SCREEN_ONLY = (
    "script, button, .headerlink, .sd-summary-state-marker, .toctree-wrapper, .offline-said, "
    ".printed-files, .whole-notebook, .kept-go-on"
)
SCREEN_ATTRIBUTES = ("tabindex", "data-key", "data-peerlab")
# Folded boxes that are no answers to a question of the page: they are opened where they are.
NOT_AN_ANSWER = ("The maths", "The picture", "When are")
COLUMNS_ON_PAPER = 8
# The reference of every function would be half of the book, and is looked up on a screen; what
# a browser keeps is seen in that browser.
NOT_PRINTED = re.compile(r"api(-|$)|your-progress$")
ANSWERS = "answers"


class BrokenLink(ValueError):
    """A link of the book leads nowhere inside it."""


def contents(toc: str) -> list[tuple[str, list[str]]]:
    """Return the parts of a ``_toc.yml`` with the names of the pages to print, in reading order.

    Examples
    --------
    >>> contents("{root: b/a, parts: [{caption: One, chapters: [{file: b/c}]}]}")
    [('One', ['a', 'c'])]
    """
    table = yaml.safe_load(toc)
    parts = [(part["caption"], list(_names(part["chapters"]))) for part in table["parts"]]
    parts[0][1].insert(0, _name(table["root"]))
    return parts


def _names(chapters):
    for chapter in chapters:
        if not NOT_PRINTED.match(_name(chapter["file"])):
            yield _name(chapter["file"])
        yield from _names(chapter.get("sections", []))


def _name(file):
    return file.rpartition("/")[2]


def assemble(pages, config, parts, css):
    """Return the whole book as one document.

    Parameters
    ----------
    pages : Path
        The folder with the finished pages.
    config : dict
        ``title``, ``author``, ``copyright`` and ``version`` of the book.
    parts : list of tuple
        What `contents` returns.
    css : str

    Returns
    -------
    BeautifulSoup
        Below ``body`` one ``section`` for the title, each part and each chapter, and the
        contents as ``nav``.

    Raises
    ------
    BrokenLink
        A link leads to a place that the book does not have.
    """
    book = _Book([name for _, names in parts for name in names])
    sections, listed = [], []
    for number, (caption, names) in enumerate(parts, 1):
        sections.append(_part(f"part-{number}", caption))
        chapters = [(name, book.chapter(pages / "book" / f"{name}.html", name)) for name in names]
        sections += [chapter for _, chapter in chapters]
        listed.append((f"part-{number}", caption, [(n, _title(c)) for n, c in chapters]))
    sections.append(book.answers())
    listed.append((ANSWERS, "Answers", []))

    heads = _running_heads(listed, config["version"])
    document = BeautifulSoup(_frame(config, listed, css + heads), "html.parser")
    for section in sections:
        document.body.append(section)
    _check_links(document)
    on_paper.say_where_links_lead(document)
    return document


def _running_heads(listed, version):
    """Return the CSS that writes the chapter at the head of each page, the version at its foot."""
    rules = [f'@page {{ @bottom-right {{ content: "Version {version}"; }} }}']
    for place, caption, chapters in listed:
        for number, (name, title) in enumerate(chapters or [(place, caption)]):
            both = f"#{place}, #{name}" if number == 0 else f"#{name}"  # they begin on one page
            said = title.replace("\\", "\\\\").replace('"', '\\"')
            rules.append(f"{both} {{ page: {name}; }}")
            rules.append(f'@page {name} {{ @top-right {{ content: "{said}"; }} }}')
    return "\n".join(rules)


def _frame(config, listed, css):
    title, author, rights, version = (
        escape(config[key]) for key in ("title", "author", "copyright", "version")
    )
    entries = "".join(
        f"<li>{_entry(place, caption)}"
        + ("<ol>" + "".join(f"<li>{_entry(*one)}</li>" for one in chapters) + "</ol>")
        * bool(chapters)
        + "</li>"
        for place, caption, chapters in listed
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{css}</style></head><body>"
        f'<section class="title" id="title"><h1>{title}</h1><p>{author}</p>'
        f"<p>{rights}</p><p>Version {version}</p>"
        "<p>Where the text speaks of levers, labs and checks: they live in the book on a screen. "
        "Here are their pictures, their words and, at the end, the answers.</p></section>"
        f'<nav id="contents"><h1>Contents</h1><ol>{entries}</ol></nav></body></html>'
    )


def _entry(place, title):
    number = f' <span class="on-paper">{on_paper.NUMBER}</span>'
    return f'<a href="#{place}"><span>{escape(title)}</span>{number}</a>'


def _part(place, caption):
    return _new(f'<section class="part" id="{place}"><h1>{escape(caption)}</h1></section>')


def _title(chapter):
    return chapter.find("h2").get_text(" ", strip=True)


def _new(html):
    return BeautifulSoup(html, "html.parser").contents[0]


class _Book:
    """The chapters made so far, and the answers that were taken out of them."""

    def __init__(self, names):
        self._names = set(names)
        self._answers = []  # (name and title of the chapter, its answers)

    def chapter(self, file, name):
        """Return one page as a chapter."""
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        chapter = page.find("article").find("section")
        chapter.name, chapter["class"] = "section", "chapter"
        for thing in chapter.select(ON_A_SCREEN_ONLY):
            thing.decompose()
        for note in chapter.select(".lab-note"):
            if note.parent.select_one("details > dl"):  # questions, and their answers are here
                note.decompose()
                continue
            said = note.get_text().replace("Where the page can run it", "In the book on a screen")
            note.string = said
        self._name_places(chapter, name)
        _lower_headings(chapter)
        answers = _unfold(chapter, name)
        if answers:
            self._answers.append((name, _title(chapter), answers))
        on_paper.set_tables(chapter)
        for formula in chapter.find_all("math"):
            formula["alttext"] = spoken.in_words(formula)
        _drop_screen_attributes(chapter)
        return chapter

    def _name_places(self, chapter, name):
        for place in chapter.find_all(id=True):
            place["id"] = f"{name}--{place['id']}"
        chapter["id"] = name
        for link in chapter.find_all("a", href=True):
            place = self._place(link["href"], name)
            if place:
                link["href"] = place
            else:
                link.unwrap()

    def _place(self, href, name):
        if re.match(r"[a-z]+:", href):
            return href
        page, _, place = href.partition("#")
        target = page.removesuffix(".html") or name
        if NOT_PRINTED.match(target):
            return None
        if target not in self._names:
            raise BrokenLink(f"The page {name} links to {href}, which is no page of the book.")
        own = place in ("", target)  # the first heading of a page is the page
        return f"#{target}" if own else f"#{target}--{place}"

    def answers(self):
        """Return the last chapter."""
        chapter = _new(f'<section class="chapter" id="{ANSWERS}"><h1>Answers</h1></section>')
        for name, title, answers in self._answers:
            chapter.append(_new(f'<h2><a href="#{name}">{escape(title)}</a></h2>'))
            for answer in answers:
                chapter.append(answer)
        return chapter


def _lower_headings(chapter):
    """Parts stand above chapters, so each heading of a page goes one step down."""
    for heading in chapter.find_all(re.compile("^h[1-5]$")):
        heading.name = f"h{int(heading.name[1]) + 1}"


def _unfold(chapter, name):
    """Open what is folded, take the answers out, and return them."""
    answers = []
    for box in chapter.find_all("details"):
        title = box.summary.extract().get_text(" ", strip=True)
        dropdown = "sd-dropdown" in box.get("class", [])
        if title == "Answers" or (dropdown and not title.startswith(NOT_AN_ANSWER)):
            answers.append(_taken_out(box, title, name, len(answers) + 1))
            box["class"] = "to-answer"
        elif title == "Every value":  # a page of its own has them
            box.replace_with(_new('<p><a href="#values">Where the numbers come from</a></p>'))
            continue
        elif len(box.select("thead th")) > COLUMNS_ON_PAPER:
            box.decompose()
            continue
        elif title == "This picture in words":
            _say_once(box)
        else:
            first = box.find("strong")
            if first and first.get_text(" ", strip=True) == title:  # it says its title itself
                first.decompose()
            box.insert(0, _new(f'<p class="box-title">{escape(title)}</p>'))
            box["class"] = "box"
        box.name = "div"
    return answers


def _say_once(box):
    """The words stand below the picture, so the picture itself need not say them too."""
    box.find_parent("figure").find("svg")["aria-label"] = "Picture, told in words below"


def _taken_out(box, title, name, number):
    """Leave a link in place of an answer, and return the answer."""
    place, back = f"{ANSWERS}--{name}-{number}", f"{name}--answer-{number}"
    asked = title
    if title == "Answers":
        asked = box.find_previous_sibling("p").get_text(" ", strip=True)
        _show_options(box.find("dl"))
    words = f"Answer {number}" if title == "Answers" else f"{title}: answer {number}"
    answer = _new(
        f'<div class="answer" id="{place}"><p><a href="#{back}">{number}.</a> '
        f"<strong>{escape(asked)}</strong></p></div>"
    )
    for part in list(box.contents):
        answer.append(part.extract())
    box.append(_new(f'<p id="{back}"><a href="#{place}">{words}, at the end of the book</a></p>'))
    return answer


def _show_options(replies):
    """Show what one can choose before the answers; the replies become a list in that order."""
    options = _new('<ol type="A"></ol>')
    for option in replies.find_all("dt"):
        shown = copy(option)
        shown.name = "li"
        options.append(shown)
        reply = option.find_next_sibling("dd").extract()
        option.name, reply.name = "li", "span"
        said = option.get_text(" ", strip=True)
        option.string = ""
        option.append(_new(f"<em>{escape(said)}</em>"))
        option.append(" ")
        option.append(reply)
    replies.name, replies["type"] = "ol", "A"
    replies.find_parent("details").insert_before(options)


def _drop_screen_attributes(chapter):
    for table in chapter.select(".lab-table"):
        del table["role"], table["aria-label"]
    for thing in chapter.find_all(True):
        for name in SCREEN_ATTRIBUTES:
            del thing[name]


def _check_links(document):
    places = {thing["id"] for thing in document.find_all(id=True)}
    for link in document.select("a[href^='#']"):
        if link["href"][1:] not in places:
            raise BrokenLink(f"Nothing in the book is called {link['href']}.")
