"""What stands in the way of the two commands gets one clear line, and nothing is lost."""

import ast
import json
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import browser
import environment
import psutil
import pytest
from progress import Problem, last_lines

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = '[project]\nname = "little"\n[project.optional-dependencies]\nbook = []\ntest = []\n'


@pytest.fixture
def course(tmp_path):
    """Give a folder that looks like a course without an environment."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    return tmp_path


@pytest.fixture
def quick_install(monkeypatch):
    """Replace the two slow commands, venv and pip; give the list of what was run."""
    ran = []

    def make_environment(command, **options):
        ran.append("venv")
        python = Path(command[-1]) / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.touch()
        return subprocess.CompletedProcess(command, 0, b"")

    monkeypatch.setattr(environment.subprocess, "run", make_environment)
    monkeypatch.setattr(environment, "run_quietly", lambda *a, **k: ran.append("pip") or 0)
    return ran


# The environment


@pytest.mark.parametrize("name", ["environment.py", "progress.py"])
def test_an_old_python_can_read_what_tells_it_that_it_is_old(name):
    tree = ast.parse((ROOT / "tools" / name).read_text(), feature_version=(3, 6))
    at_the_top = {
        alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names
    }
    in_python_3_6 = {"argparse", "hashlib", "importlib.util", "json", "os", "re", "shutil"}
    assert at_the_top <= in_python_3_6 | {"signal", "subprocess", "sys", "threading", "time"}


def test_an_old_python_is_named_with_the_way_out():
    with pytest.raises(Problem) as refused:
        environment.check_python((3, 9, 18), "/usr/bin/python3", "make course")
    for words in ("3.11 or newer", "/usr/bin/python3", "Python 3.9", "apt install", "make course"):
        assert words in str(refused.value)


def test_python_3_11_is_new_enough():
    environment.check_python((3, 11, 0), "/usr/bin/python3", "make course")


def test_a_python_without_venv_is_told_which_package_to_install(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Problem, match=r"sudo apt install python3\.\d+-venv\n.*make test"):
        environment.check_venv_module("make test")


def test_a_full_disk_is_noticed_before_anything_is_made(course, monkeypatch, quick_install):
    usage = environment.shutil.disk_usage(course)._replace(free=300_000_000)
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(Problem, match=r"0\.3 GB are free .* needs 2 GB.*make course"):
        environment.prepare(course, "make course")
    assert not (course / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_named(course, monkeypatch, quick_install):
    monkeypatch.setattr(environment.os, "access", lambda *ignored: False)  # root may always write
    with pytest.raises(Problem, match=f"cannot write.*{re.escape(str(course))}"):
        environment.prepare(course, "make course")
    assert quick_install == []


def test_an_environment_is_made_once(course, quick_install):
    environment.prepare(course, "make course")
    environment.prepare(course, "make course")
    assert quick_install == ["venv", "pip"]


def test_a_half_made_environment_is_made_anew(course, quick_install, capsys):
    left_over = course / ".venv" / "lib" / "half-a-package"
    left_over.parent.mkdir(parents=True)
    left_over.touch()
    environment.prepare(course, "make course")
    assert quick_install == ["venv", "pip"]
    assert not left_over.exists()
    assert "only half made" in capsys.readouterr().out


def test_an_installation_that_fails_leaves_no_stamp(course, quick_install, monkeypatch):
    monkeypatch.setattr(
        environment,
        "run_quietly",
        lambda command, log, *rest, **options: (
            log.write_text("ERROR: No matching distribution found for little\n") and 1
        ),
    )
    with pytest.raises(Problem, match="No matching distribution found(.|\n)*make course"):
        environment.prepare(course, "make course")
    assert environment.read_stamp(course / ".venv") is None


def test_changed_packages_are_brought_up_to_date_without_beginning_anew(course, quick_install):
    environment.prepare(course, "make course")
    (course / "pyproject.toml").write_text(PYPROJECT.replace("book = []", 'book = ["six"]'))
    environment.prepare(course, "make course")
    assert quick_install == ["venv", "pip", "pip"]


def test_an_environment_of_another_python_is_made_anew(course, quick_install):
    environment.prepare(course, "make course")
    stamp = course / ".venv" / "made-from.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"python": "3.10"}))
    environment.prepare(course, "make course")
    assert quick_install == ["venv", "pip", "venv", "pip"]


@pytest.fixture
def elsewhere(course, tmp_path_factory):
    """Lay a link in place of the environment; give the folder it leads to."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (course / ".venv").symlink_to(folder)
    return folder


def test_a_link_leads_to_where_the_environment_is_made_and_used(course, elsewhere, quick_install):
    environment.prepare(course, "make course")
    environment.prepare(course, "make course")
    (course / "pyproject.toml").write_text(PYPROJECT.replace("book = []", 'book = ["six"]'))
    environment.prepare(course, "make course")
    assert quick_install == ["venv", "pip", "pip"]
    assert (course / ".venv").is_symlink() and (elsewhere / "made-from.json").exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"python": "3.10"}, "an environment of Python 3.10"),
        ({"place": "other-course"}, "an environment of another course, other-course"),
        (None, "holds no whole environment"),
    ],
)
def test_a_link_that_does_not_fit_is_told_and_kept(course, elsewhere, quick_install, change, told):
    environment.prepare(course, "make course")
    stamp = elsewhere / "made-from.json"
    if change:
        stamp.write_text(json.dumps(json.loads(stamp.read_text()) | change))
    else:
        stamp.unlink()
    there = sorted(elsewhere.rglob("*"))
    with pytest.raises(Problem, match=f"{told}(.|\n)*rm .*make course") as refused:
        environment.prepare(course, "make course")
    assert "Nothing was changed" in str(refused.value)
    assert (course / ".venv").is_symlink() and sorted(elsewhere.rglob("*")) == there
    assert quick_install == ["venv", "pip"]


def test_a_link_to_nowhere_and_a_file_are_told_and_kept(course, elsewhere, quick_install):
    elsewhere.rmdir()
    with pytest.raises(Problem, match="a link to .*, which is not there"):
        environment.prepare(course, "make course")
    assert (course / ".venv").is_symlink()
    (course / ".venv").unlink()
    (course / ".venv").write_text("another-environment")
    with pytest.raises(Problem, match="a file, and no folder"):
        environment.prepare(course, "make course")
    assert (course / ".venv").read_text() == "another-environment" and quick_install == []


@pytest.mark.parametrize(
    ("pip_says", "told"),
    [
        ("NewConnectionError: [Errno -2] Name or service not known", "No network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("ERROR: Could not build wheels for scipy", "Could not build wheels for scipy"),
    ],
)
def test_what_pip_says_becomes_a_sentence_with_the_command(tmp_path, pip_says, told):
    log = tmp_path / "install.log"
    log.write_text(f"Collecting scipy\n{pip_says}\n")
    sentence = environment.install_problem(log, "make test")
    assert told in sentence
    assert sentence.endswith("type: make test")


def test_of_a_log_the_lines_that_tell_are_shown_also_those_that_end_a_traceback(tmp_path):
    log = tmp_path / "build.log"
    told = "ValueError: Unknown questions 'rual'."
    log.write_text(
        f"Traceback:\n  File 'x', line 2\n{told}\n{told}\nRuntimeError:\n====\nSee above\n"
    )
    assert last_lines(log) == f"    {told}"
    log.write_text("book/a.md:3: WARNING: no such page\ndone\n")
    assert last_lines(log) == "    book/a.md:3: WARNING: no such page"
    log.write_text("one\ntwo\n")
    assert last_lines(log) == "    one\n    two"


def test_without_a_network_pip_itself_ends_in_that_sentence(course):
    nobody = free_port()
    (course / ".venv" / "bin").mkdir(parents=True)
    (course / ".venv" / "bin" / "python").write_text(
        f"#!/bin/sh\nexport PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL=\n"
        f'PIP_RETRIES=0 PIP_INDEX_URL=http://127.0.0.1:{nobody}/ exec "{sys.executable}" "$@"\n'
    )
    (course / ".venv" / "bin" / "python").chmod(0o755)
    with pytest.raises(Problem, match="^No network: .* Connect to the internet.*make course$"):
        environment.install(course, course / ".venv", ["book"], "make course")


def test_ctrl_c_ends_what_was_started_and_shows_no_traceback(tmp_path):
    program = (
        "from progress import run_quietly, tell_problems\n"
        "import sys\n"
        "two = ['sh', '-c', 'sleep 60 & sleep 60']\n"
        "sys.exit(tell_problems(lambda: run_quietly(two, sys.argv[1])))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "log")],
        cwd=ROOT / "tools",
        stderr=subprocess.PIPE,
        text=True,
    )
    started = wait_for(lambda: [c for c in children(process) if c.name() == "sleep"], count=2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=15)
    assert process.returncode == 130
    assert said.strip() == "Stopped."
    assert psutil.wait_procs(started, timeout=5)[1] == []


# What the tests need


@pytest.mark.parametrize("package", ["chromium", "bubblewrap"])
def test_what_cannot_be_installed_ends_in_the_line_to_type(monkeypatch, tmp_path, package):
    monkeypatch.setattr(browser, "ROOT", tmp_path)
    monkeypatch.setattr(browser, "NEEDS", {package: lambda: None})
    monkeypatch.setattr(browser, "administrator", lambda: None)
    monkeypatch.setattr(browser, "run_quietly", lambda *a, **k: 1)
    with pytest.raises(Problem, match=f"sudo apt install {package}(.|\n)*type: make test"):
        browser.install_missing()
    with pytest.raises(Problem, match=f"For make print(.|\n)*{package}(.|\n)*type: make print"):
        browser.install_missing([package], "make print")


def test_a_program_that_is_only_a_stub_is_not_taken_for_chromium(tmp_path, monkeypatch):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'Install something else first.' >&2\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "_playwrights_own", lambda: None)
    assert browser.find_chromium() is None


def test_google_chrome_does_and_a_snap_comes_last(tmp_path, monkeypatch):
    for name in ("snap/chromium", "bin/google-chrome"):
        program = tmp_path / name
        program.parent.mkdir()
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/snap:{tmp_path}/bin")
    assert browser.find_chromium() == f"{tmp_path}/bin/google-chrome"
    monkeypatch.setenv("PATH", f"{tmp_path}/snap")
    assert browser.find_chromium() == f"{tmp_path}/snap/chromium"


def test_printing_asks_for_no_sandbox(monkeypatch):
    monkeypatch.setattr(browser, "NEEDS", {"chromium": lambda: "there", "bubblewrap": lambda: None})
    assert browser.missing(["chromium"]) == []
    assert browser.missing() == ["bubblewrap"]


# The tree


def test_requirements_ask_for_parts_that_the_project_has():
    with open(ROOT / "pyproject.toml", "rb") as file:
        parts = set(tomllib.load(file)["project"]["optional-dependencies"])
    (line,) = re.findall(r"^-e \.\[(.*)\]$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    # to learn or to mark, nobody needs a cluster, a hub, a site to publish, or the tests
    assert set(line.split(",")) == parts - {"test", "cluster", "hub", "lite", "book"}


def test_make_alone_explains_every_command():
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True).stdout
    commands = "course test book print lite publish benchmark sample-class release clean"
    for command in commands.split():
        assert f"make {command} " in said


def test_what_is_made_here_is_never_committed():
    made = [".venv/x", "_build/x", "my-work/x", "class/x", "node_modules/x", "gradebook.db"]
    made += ["peerlib/__pycache__/x.pyc", "peerlib.egg-info/x", "book/.ipynb_checkpoints/x"]
    ignored = subprocess.run(
        ["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    assert ignored == made


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    hosts = "|".join(rf"{name}\.(org|com)" for name in ("pypi", "pythonhosted", "npmjs"))
    forbidden = re.compile(rf"{hosts}|(?<![\w./])/(home|Users|root|work)/\w")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.rstrip("\0").split("\0")
    assert "Makefile" in names
    found = {
        name: match.group()
        for name in names
        if (ROOT / name).is_file()
        and (match := forbidden.search((ROOT / name).read_text(errors="replace")))
    }
    assert found == {}


def free_port():
    """Give a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(process):
    """Give all processes below a process."""
    return psutil.Process(process.pid).children(recursive=True)


def wait_for(find, count, seconds=10):
    """Wait until `find()` gives so many things."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if len(found := find()) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"only {found} after {seconds} s")
