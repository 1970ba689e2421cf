"""Overviews made from tables: routes, the exercises, and published lists of competencies."""

import json
import re
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList

from .. import data, exercises
from .told import Told


def register(app) -> None:
    """Add the directives."""
    app.add_directive("routes", RoutesDirective)
    app.add_directive("exercises", ExercisesDirective)
    app.add_directive("points", PointsDirective)
    app.add_directive("competency-map", CompetencyMapDirective)


def title_of(folder: Path, page: str) -> str:
    """Return the title of a page of the book."""
    return re.search(r"^# (.*)", (folder / f"{page}.md").read_text(encoding="utf-8"), re.M)[1]


def minutes_to_read(folder: Path, page: str) -> str:
    """Return how long a page of the book says that it takes."""
    text = (folder / f"{page}.md").read_text(encoding="utf-8")
    return re.search(r"[Tt]akes about (\d+ minutes)", text)[1]


def time_to_do(folder: Path, page: str) -> str:
    """Return how long the notebook of an exercise says that it takes; nothing if there is none."""
    file = folder.parent / "solutions" / page / f"{page}.ipynb"
    if not file.is_file():
        return ""
    opening = "".join(json.loads(file.read_text(encoding="utf-8"))["cells"][0]["source"])
    return re.search(r"\*\*Time:\*\* (?:about )?([^,.]*)", opening)[1]


def hours(route: dict) -> float:
    """Return how long a route takes, in hours without breaks."""
    return sum(step["minutes"] for step in route["steps"]) / 60


class Overview(Told):
    """Markdown that is made from a table and then read as if an author had written it."""

    def made(self) -> list[nodes.Node]:
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


class ExercisesDirective(Overview):
    """Each exercise in its order: how long it takes, what helps before it, what is real in it."""

    def lines(self, folder):
        """Return one list a part."""
        lines = []
        for part in data.read("practice")["parts"]:
            lines += [f"**{part['name']}** {part['about']}", ""]
            for step in part["steps"]:
                lines.append(f"- {self._link(folder, step['page'])}  ")
                lines.append(f"  {self._facts(folder, step)}")
            lines.append("")
        return lines

    def _link(self, folder, page):
        return f"[{title_of(folder, page)}]({page}.md)"

    def _facts(self, folder, step):
        times = f"Page: {minutes_to_read(folder, step['page'])}."
        notebook = time_to_do(folder, step["page"])
        kind = (
            f" Notebook `{step['page']}`: {notebook}."
            if notebook
            else " A lab in the page, with invented people."
        )
        real = f" Real in it: {step['real']}." if "real" in step else ""
        before = ", ".join(self._link(folder, page) for page in step["after"])
        return times + kind + real + (f" Better after: {before}" if before else "")


class PointsDirective(Overview):
    """Each exercise with its number of answers and its points."""

    def lines(self, folder):
        """Return one table."""
        lines = ["| Exercise | Answers | Points | By you |", "|---|---|---|---|"]
        for part in data.read("practice")["parts"]:
            for step in part["steps"]:
                if step["page"] in exercises.available():
                    lines.append(self._row(step["page"]))
        return lines

    def _row(self, name):
        items = exercises.load(name).ITEMS
        yours = sum(item.points for item in items if item.by_hand)
        points = sum(item.points for item in items)
        return f"| `{name}` | {len(items)} | {points:g} | {yours:g} |"


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
