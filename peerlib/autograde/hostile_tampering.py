"""Attacks on the marking itself: wrong answers, and every way we know to have them counted.

Each is code for the first answer cell. Those that speak of IPython do nothing in our sandbox,
where there is none; under stock nbgrader they run.
"""

# What a wrong answer is, in all of them.
WRONG = 12345.678

BUILTINS = """
import builtins
builtins.abs = lambda *values: 0.0
builtins.round = lambda *values: 0.0
builtins.sum = lambda *values: 0.0
"""

NUMPY = """
import numpy
import numpy.testing
numpy.isclose = numpy.allclose = lambda *values, **options: True
numpy.abs = numpy.absolute = lambda *values, **options: 0.0
numpy.testing.assert_allclose = lambda *values, **options: None
"""

PANDAS = """
import pandas
import pandas.testing
pandas.testing.assert_frame_equal = lambda *values, **options: None
pandas.testing.assert_series_equal = lambda *values, **options: None
pandas.DataFrame.equals = pandas.Series.equals = lambda *values: True
"""

PEERLIB = """
import gc, sys
from peerlib import checking, exercises
from peerlib.checking import items, marking, outcome
for part in (checking, items, marking, outcome, exercises):
    for name, value in list(vars(part).items()):
        if callable(value) and not isinstance(value, type) and not name.startswith("__"):
            setattr(part, name, lambda *values, **options: 1.0)
"""

MODULES = """
import sys, types
class Agrees(types.ModuleType):
    def __getattr__(self, name):
        return lambda *values, **options: True
for name in ("numpy", "math", "statistics", "unittest", "peerlib.checking"):
    sys.modules[name] = Agrees(name)
"""

OWN_DATA = """
for holder in (globals().get("data"), globals().get("trial")):
    for name, value in list(vars(holder).items()) if hasattr(holder, "__dict__") else ():
        if isinstance(value, (int, float)):
            setattr(holder, name, 12345.678 if name.startswith("readmitted") else 1)
"""

SILENT = """
shell = get_ipython()
if shell is not None:
    shell.set_custom_exc((BaseException,), lambda *values, **options: None)
"""

TEXT_TRANSFORMER = """
shell = get_ipython()
if hasattr(shell, "input_transformers_cleanup"):
    shell.input_transformers_cleanup.append(
        lambda lines: [line for line in lines if "assert" not in line])
"""

TREE_TRANSFORMER = """
import ast
class NoTests(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
shell = get_ipython()
if hasattr(shell, "ast_transformers"):
    shell.ast_transformers.append(NoTests())
"""

KERNEL = """
shell = get_ipython()
if hasattr(shell, "kernel") and hasattr(shell.kernel, "do_execute"):
    async def do_execute(*values, **options):
        return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
    shell.kernel.do_execute = do_execute
"""

FORMATTER = """
shell = get_ipython()
if hasattr(shell, "run_cell_async"):
    async def run_cell_async(*values, **options):
        from IPython.core.interactiveshell import ExecutionResult
        return ExecutionResult(None)
    shell.run_cell_async = run_cell_async
"""

SUBCLASS = """
class Always(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
    def __float__(self): return 12345.678
    __hash__ = float.__hash__
    def __array__(self, *values, **options):
        import numpy
        return numpy.asarray(0.0)
"""

FRAMES = """
import sys
frame = sys._getframe()
while frame is not None:
    for scope in (frame.f_globals, frame.f_locals):
        for name in list(scope):
            if name in ("ITEMS", "truth", "expected", "credit", "mark", "points", "answers"):
                try:
                    scope[name] = 1.0
                except Exception:
                    pass
    frame = frame.f_back
"""

OBJECTS = """
import gc
for thing in gc.get_objects():
    try:
        if isinstance(thing, dict) and "credit" in thing:
            thing["credit"] = 1.0
        elif hasattr(thing, "truth") and hasattr(thing, "tolerance"):
            thing.truth = thing.tolerance = lambda *values: 1e9
    except Exception:
        pass
"""

# Learner, what they tried, code. The answers are the wrong value, given after the code.
PATCHES = (
    ("patched-builtins", "patches abs, round and sum", BUILTINS),
    ("patched-numpy", "patches NumPy's comparisons", NUMPY),
    ("patched-pandas", "patches pandas' comparisons", PANDAS),
    ("patched-peerlib", "patches all of peerlib that checks", PEERLIB),
    ("patched-modules", "puts modules that agree to all in place of the real ones", MODULES),
    ("changed-data", "changes their own data until the wrong answer fits", OWN_DATA),
    ("silent-errors", "has every error passed over in silence", SILENT),
    (
        "text-transformer",
        "has every line with a test taken out before it is read",
        TEXT_TRANSFORMER,
    ),
    ("tree-transformer", "has every test taken out of the code", TREE_TRANSFORMER),
    ("patched-kernel", "has the kernel say that every cell went well", KERNEL),
    ("patched-shell", "has the shell run nothing from now on", FORMATTER),
    ("patched-frames", "changes variables of whoever called", FRAMES),
    ("patched-objects", "searches the memory for credits and changes them", OBJECTS),
)


def samples(make):
    """Generate the submissions; each must earn nothing.

    Parameters
    ----------
    make : object
        As used in `peerlib.autograde.sample_submissions`.

    Returns
    -------
    list of Sample
    """
    found = [_patched(make, *each) for each in PATCHES]
    return [*found, _always(make)]


def _patched(make, learner, story, code):
    names = [item.name for item in make.written]
    sources = {name: "%s = %r" % (name, WRONG) for name in names}
    sources[names[0]] += "\n" + code
    return make.sample(learner, "wrong, " + story, sources=sources, outcomes=make.all_given(WRONG))


def _always(make):
    names = [item.name for item in make.written]
    sources = {name: "%s = Always(%r)" % (name, WRONG) for name in names}
    sources[names[0]] = SUBCLASS + sources[names[0]]
    return make.sample(
        "number-equals-everything",
        "wrong numbers that say they equal everything",
        sources=sources,
        outcomes=make.all_given(WRONG),
    )
