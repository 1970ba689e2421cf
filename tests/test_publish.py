"""What GitHub, pre-commit, Binder and a container read is well formed and leads somewhere."""

import re
from pathlib import Path

import pytest
import yaml

from peerlib import exercises, labs
from peerlib.models import conversation

ROOT = Path(__file__).parent.parent
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def read(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "form", [form for form in FORMS if form.stem != "config"], ids=lambda form: form.stem
)
def test_form_has_what_github_asks_for(form):
    table = read(form)
    assert table["name"] and table["description"]
    fields = [part for part in table["body"] if part["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert {part["type"] for part in table["body"]} <= {"markdown", "input", "textarea"}
    assert all(field["attributes"]["label"] for field in fields)
    asked = [field for field in fields if field.get("validations", {}).get("required")]
    assert 1 <= len(asked) <= 2  # a form that asks for more is not filled in


def test_there_is_a_form_for_each_kind_of_word_to_us():
    assert {form.stem for form in FORMS} == {
        "config",
        "correction",
        "accessibility",
        "conversation",
    }


def test_workflow_builds_the_book_with_our_command_and_publishes_its_folder():
    jobs = read(".github/workflows/pages.yml")["jobs"]
    steps = jobs["build"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == ["make publish PYTHON=python"]
    folder = [step["with"]["path"] for step in steps if "upload-pages" in step.get("uses", "")]
    assert folder == ["_build/html"]
    assert jobs["publish"]["needs"] == "build"
    for job in jobs.values():
        for step in job["steps"]:
            assert "run" in step or re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])


def test_hooks_run_what_is_in_the_course():
    (repository,) = read(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["entry"].startswith(".venv/bin/")
        for name in re.findall(r"\btests/\S+", hook["entry"]):
            assert (ROOT / name).exists()


def test_prose_hook_looks_at_pages_and_not_at_code():
    pattern = re.compile(read(".pre-commit-config.yaml")["repos"][0]["hooks"][1]["files"])
    assert pattern.search("book/unique-space.md") and pattern.search("CONTRIBUTING.md")
    assert not pattern.search("peerlib/live.py")


def test_container_and_binder_install_the_course_as_it_lists_itself():
    container = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert "-r requirements.txt" in container and "USER learner" in container
    python = (ROOT / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert f"FROM docker.io/library/python:{python}-slim\n" in container
    assert f'python-version: "{python}"' in (ROOT / ".github/workflows/pages.yml").read_text()


def test_container_holds_no_solutions_and_nothing_of_a_class():
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"solutions", "tests", "class", "my-work", "gradebook.db*", ".git"} <= set(left_out)
    container = (ROOT / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?:--\S+ )?(.*) \S+$", container, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()


def test_each_file_of_the_book_is_of_a_kind_that_every_host_knows(book_url):
    # Debian's nginx has no type for .mjs, and a browser runs no module without one
    known = "css epub html js json pdf png svg wasm webmanifest woff2".split()
    book = ROOT / "_build" / "html"
    for file in book.rglob("*"):
        if file.is_file() and file.relative_to(book).parts[0] != "lite":
            assert file.suffix.removeprefix(".") in known, file


def test_readme_counts_what_is_there():
    words = (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty"
    ).split()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    there = {
        "labs": labs.names(),
        "conversations": conversation.names(),
        "lessons": list((ROOT / "notebooks").glob("*.ipynb")),
        "exercises": exercises.available(),
    }
    for name, found in there.items():
        said = re.search(rf"(\w+) {name}\b", text)[1]
        is_ = words[len(found) - 1] if len(found) <= len(words) else str(len(found))
        assert said == is_, f"README.md says {said} {name}; write {is_}"
