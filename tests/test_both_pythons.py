"""Every portable module gives under MicroPython what it gives under CPython."""

import ast
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from peerlib import exercises, labs, live
from peerlib.book.bundle import PACKAGE, bundle, bundle_for, portable_modules
from peerlib.book.live_files import micropython_folder
from peerlib.checking import questions
from peerlib.models import conversation
from peerlib.models.random_numbers import Pcg32

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")
PORTABLE_FOLDERS = ("models", "checking", "labs", "data")
EXERCISES = exercises.available()


@pytest.fixture(scope="session")
def everything():
    return bundle()


@pytest.fixture(scope="session")
def micropython(everything):
    """Return a function that runs a program under MicroPython and gives back its result."""
    folder = micropython_folder(HERE.parent / "_build" / "npm")

    def run(program: str, files: dict[str, str] = everything):
        request = {"micropython": str(folder), "files": files, "program": program}
        done = subprocess.run(
            [str(NODE), str(HERE / "micropython.mjs")],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return run


def assert_same(here, there, where=""):
    """Compare two answers: numbers to 1e-12, all else exactly."""
    assert type(here) is type(there) or isinstance(here, (int, float)), where
    if isinstance(here, dict):
        assert sorted(here) == sorted(there), where
        for key in here:
            assert_same(here[key], there[key], f"{where}.{key}")
    elif isinstance(here, list):
        assert len(here) == len(there), where
        for i, (one, other) in enumerate(zip(here, there, strict=True)):
            assert_same(one, other, f"{where}[{i}]")
    elif isinstance(here, float):
        assert math.isclose(here, there, rel_tol=1e-12, abs_tol=1e-12), where
    else:
        assert here == there, where


def module_name(file: Path) -> str:
    name = file.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
    return name.removesuffix(".__init__")


def test_every_module_in_a_portable_folder_says_that_it_is_portable():
    expected = {file for folder in PORTABLE_FOLDERS for file in (PACKAGE / folder).glob("*.py")}
    assert expected <= set(portable_modules())


def test_every_portable_module_is_imported_by_micropython(micropython):
    names = [module_name(file) for file in portable_modules()]
    assert len(names) > 10
    program = f"import json\nfor name in {names!r}:\n    __import__(name)\n"
    program += f"result = json.dumps([name in sys.modules for name in {names!r}])"
    assert micropython(program) == [True] * len(names)


def test_the_lean_source_of_the_page_is_the_same_program(everything):
    for path, text in everything.items():
        if path.endswith(".py"):
            lean_tree = ast.parse(text)
            documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
            for node in ast.walk(lean_tree):
                assert not isinstance(node, documented) or ast.get_docstring(node) is None
            original = ast.parse((PACKAGE.parent / path).read_text(encoding="utf-8"))
            functions = [n.name for n in ast.walk(original) if isinstance(n, ast.FunctionDef)]
            lean = [n.name for n in ast.walk(lean_tree) if isinstance(n, ast.FunctionDef)]
            assert functions == lean


def test_generator_draws_the_same_numbers(micropython):
    rng = Pcg32(2**40 + 7)
    here = [[rng.integer(0, 10**6), rng.normal(), rng.uniform()] for _ in range(50)]
    there = micropython(
        "import json\nfrom peerlib.models.random_numbers import Pcg32\nrng = Pcg32(2**40 + 7)\n"
        "result = json.dumps([[rng.integer(0, 10**6), rng.normal(), rng.uniform()]"
        " for _ in range(50)])"
    )
    assert_same(here, there)


def requests_of(name):
    description = labs.load(name).describe()
    default = description["default"]
    states = [{**default, **preset["values"]} for preset in description["presets"]]
    for control in description["controls"]:
        listed = [o[0] for o in control.get("options", [])] or control.get("examples")
        for end in listed or [control["minimum"], control["maximum"]]:
            states.append({**default, control["name"]: end})
    guesses = [option[0] for option in description["predict"]["options"]] or [None]
    yield {"state": "nonsense", "want_run": True}
    for i, state in enumerate(states):
        guess = guesses[i % len(guesses)]
        pinned = default if i % 2 else None
        yield {"state": state, "pinned": pinned, "prediction": guess, "want_run": i % 5 == 0}


@pytest.mark.parametrize("name", labs.names())
def test_lab_gives_the_same_answers(micropython, name):
    requests = list(requests_of(name))
    here = json.loads(json.dumps([live.answer(name, request) for request in requests]))
    program = (
        f"import json\nfrom peerlib import live\nrequests = json.loads({json.dumps(requests)!r})\n"
    )
    program += f"result = json.dumps([live.answer({name!r}, request) for request in requests])"
    there = micropython(program)
    # numbers in drawings and sentences are rounded, so they are compared as they stand
    assert_same(json.loads(json.dumps(here)), there)


def test_pictures_of_intervals_and_points_are_the_same(micropython):
    program = """
import json
from peerlib.labs import _drawing as drawing
rows = [("average", "A", 0.2, -0.13, 0.51, "0.20"), ("second", "B", -0.6, -1.4, 0.2, "long " * 9)]
rows += [("pooled", "C", 0.1, 0.0, 0.3, ""), ("range", "D", None, -1, 1, "")]
rows += [("third", "words", None, None, None, "")]
odds = [("average", "A", 1 / 3, 0.07, 2.5, "")]
pictures = [
    drawing.intervals("I", "t", rows, "g", -1, 1, 0),
    drawing.intervals("R", "t", odds, "odds ratio", 0.1, 10, 1, True),
    drawing.points("P", "t", [("team", "c", [0.1, 0.2], [3, 4000]), ("third", "x", [0], [1 / 7])],
        "x", "y", (-1 / 3, 1), (30000, 0), [("minimum", "m", [0, 1], [0, 1 / 3])]),
]
result = json.dumps([drawing.svg(picture) for picture in pictures])
"""
    here = {}
    exec(program, here)
    assert micropython(program) == json.loads(here["result"])


def test_conversations_say_the_same_at_many_endings(micropython):
    requests = []
    for i, name in enumerate(conversation.names()):
        every = conversation.outcomes(conversation.load(name))
        # some from all over, and one whose score lies halfway between two printed ones
        some = every[:: max(1, len(every) // 6)]
        some += [one for one in every if one["score"] * 8 % 2 == 1][:1]
        weighing = conversation.WEIGHINGS[i % len(conversation.WEIGHINGS)]
        for one in some:
            path = ".".join(str(number) for number in one["path"])
            for how in {weighing, "equal"}:
                state = {"conversation": name, "path": path, "weighing": how}
                requests.append({"state": state, "want_run": True})
    here = [live.answer("conversation", request) for request in requests]
    program = (
        f"import json\nfrom peerlib import live\nrequests = json.loads({json.dumps(requests)!r})\n"
    )
    program += "result = json.dumps([live.answer('conversation', one) for one in requests])"
    assert_same(json.loads(json.dumps(here)), micropython(program))


ALIVE = labs.names() + ["questions:" + name for name in questions.names()]
ALIVE += ["practice:" + name for name in EXERCISES]


@pytest.mark.parametrize("name", ALIVE)
def test_page_carries_what_its_lab_needs_and_not_the_other_labs(micropython, everything, name):
    files = bundle_for([name])
    program = "import json\nfrom peerlib import live\n"
    program += f"described = live.describe({name!r})\n"
    program += f"answered = live.answer({name!r}, {{'state': described['default']}})\n"
    program += "result = json.dumps(answered.get('error'))"
    assert micropython(program, files) is None
    assert len(files) < len(everything)
    others = {path for path in files if path.startswith("peerlib/labs/") and "/_" not in path}
    assert others <= {f"peerlib/labs/{name}.py"}


@pytest.mark.parametrize("name", EXERCISES)
def test_exercise_gives_the_same_data_and_the_same_feedback(micropython, name):
    thing = "practice:" + name
    items = [item["name"] for item in live.describe(thing)["items"]]
    texts = ["", "12 %", "0,12", "−0.1", "1 in 9", "nan", "inf", "0.5", "-2.5", "many", "1e300"]
    requests = [
        {"seed": seed, "answers": dict.fromkeys(items, text), "hints": dict.fromkeys(items, 2)}
        for seed in (0, 1, 2**31 - 1)
        for text in texts
    ]
    here = json.loads(json.dumps([live.answer(thing, request) for request in requests]))
    program = (
        f"import json\nfrom peerlib import live\nrequests = json.loads({json.dumps(requests)!r})\n"
    )
    program += f"result = json.dumps([live.answer({thing!r}, request) for request in requests])"
    assert_same(here, micropython(program))


@pytest.mark.parametrize("learner", ["ana", "Ana ", "Łukasz Żółć", "李雷", "x" * 500])
def test_learner_has_the_same_seed_in_both(micropython, learner):
    here = exercises.seed_for(learner, "trial-effects", 1)
    program = (
        "import json\nfrom peerlib import exercises\n"
        f"learner = json.loads({json.dumps(learner)!r})\n"
        "result = json.dumps(str(exercises.seed_for(learner, 'trial-effects', 1)))"
    )
    assert micropython(program) == str(here)
