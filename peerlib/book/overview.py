"""Overviews made from tables: routes through the course, and published lists of competencies."""

import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .. import data


def register(app) -> None:
    """Add the two directives."""
    app.add_directive("routes", RoutesDirective)
    app.add_directive("competency-map", CompetencyMapDirective)


def title_of(folder: Path, page: str) -> str:
    """Return the title of a page of the book."""
    return re.search(r"^# (.*)", (folder / f"{page}.md").read_text(encoding="utf-8"), re.M)[1]


def hours(route: dict) -> float:
    """Return how long a route takes, in hours without breaks."""
    return sum(step["minutes"] for step in route["steps"]) / 60


class Overview(SphinxDirective):
    """Markdown that is made from a table and then read as if an author had written it."""

    def run(self) -> list[nodes.Node]:
        """Return what the lines become."""
        place = nodes.container()
        lines = StringList(self.lines(Path(self.env.srcdir) / "book"))
        self.state.nested_parse(lines, self.content_offset, place)
        return place.children

    def lines(self, folder: Path) -> list[str]:
        """Return the text as lines of MyST Markdown."""
        raise ValueError("An overview says what its lines are.")


class RoutesDirective(Overview):
    """Each route, step by step, with its minutes."""

    def lines(self, folder):
        """Return one table a route."""
        lines = []
        for route in data.read("routes")["routes"]:
            lines += [
                f"**{route['name']}.** {route['for']}",
                "",
                "| Minutes | Page | What to do |",
                "|---|---|---|",
            ]
            for step in route["steps"]:
                page = step.get("page")
                link = f"[{title_of(folder, page)}]({page}.md)" if page else "In the group"
                lines.append(f"| {step['minutes']} | {link} | {step['do']} |")
            lines.append("")
        return lines


class CompetencyMapDirective(Overview):
    """Each published list, with the pages that touch on its entries."""

    def lines(self, folder):
        """Return one table a list."""
        lines = []
        for framework in data.read("competencies")["frameworks"]:
            note = framework.get("note", "")
            lines += [
                f"**{framework['name']}** {{cite}}`{framework['source']}`. {note}",
                "",
                "| In the list | Pages |",
                "|---|---|",
            ]
            for entry in framework["entries"]:
                links = ", ".join(
                    f"[{title_of(folder, page)}]({page}.md)" for page in entry["pages"]
                )
                lines.append(f"| {entry['title']} | {links} |")
            lines.append("")
        return lines
