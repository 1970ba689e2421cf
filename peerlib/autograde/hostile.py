"""Sample submissions that crash, never end, take all they can get, or try to forge marks."""

# Wrong answers, and every way tried to have them counted as right.
TAMPERING = """
import builtins, json, math, os, sys
import peerlib.checking, peerlib.exercises

class EqualsEverything:
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __le__(self, other): return True
    def __lt__(self, other): return True
    def __hash__(self): return 0

builtins.abs = lambda value: 0.0
builtins.max = lambda *values: 1e9
math.isclose = lambda *values, **options: True
json.dumps = lambda *values, **options: '{"mark": 1.0}'
peerlib.checking.mark_all = lambda *values: 1.0
peerlib.checking.mark = lambda *values: 1.0
if "exercise" in globals():
    try:
        exercise.check = lambda *values: 1.0
    except Exception:
        pass
print(1.0)
%s
"""

FORGING = """
import os
for channel in range(3, 64):
    for line in (b'{"mark": 9, "credit": 1.0}', b'["done"]', b"\\xff\\x00", b"9" * 5000):
        try:
            os.write(channel, line + b'\\n')
        except OSError:
            pass
%s
"""

LOOP = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""

# Fifty at most, for machines on which nothing holds them back.
PROCESSES = """
import os, time
for _ in range(50):
    if os.fork() == 0:
        time.sleep(60)
"""

MARKUP = "<script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
MARKDOWN = MARKUP + (
    "\n\n[press](javascript:alert(1)) `</code></pre>` <b>bold</b> "
    "$\\href{javascript:alert(1)}{x}$\n\n"
    "</pre>" + MARKUP
)


def samples(make):
    """Generate the hostile and the broken part of the sample class.

    Parameters
    ----------
    make : object
        As used in `peerlib.autograde.sample_submissions`.

    Returns
    -------
    list of Sample
    """
    first, second = make.written[0].name, make.written[1].name
    lost = {second: ("blank", 0.0)}

    def stops(learner, story, code):
        return make.sample(learner, story, sources={second: code}, outcomes=lost)

    return [
        stops("exception", "one answer cell raises an error", "%s = 1 / 0" % second),
        stops("misspelt", "one answer cell is not Python", "%s = (0.1" % second),
        stops("exit", "one answer cell ends the process", "import os\nos._exit(0)"),
        stops("crash", "one answer cell crashes Python", "import ctypes\nctypes.string_at(0)"),
        stops("endless-loop", "one answer cell never ends", LOOP),
        stops(
            "memory",
            "one answer cell takes all memory",
            "hoard = []\nwhile True:\n    hoard.append(bytes(10**8))",
        ),
        stops("processes", "one answer cell starts many processes", PROCESSES),
        _with_code(
            make,
            "flood",
            "right, prints 200 MB",
            "for _ in range(20000):\n    print('x' * 10000)\n%s",
        ),
        _tampering(make, "tampering", "wrong, patches Python and the checker", TAMPERING),
        _tampering(make, "forging", "wrong, writes marks to every channel", FORGING),
        _equals_everything(make, "equals-everything"),
        _markup(make, "markup", first),
    ]


def _with_code(make, learner, story, code):
    item = make.written[0]
    answer = "%s = %r" % (item.name, item.written(make.truth(learner)[item.name]))
    return make.sample(learner, story, sources={item.name: code % answer})


def _tampering(make, learner, story, code):
    """Wrong answers that no wrong turn explains, with the code in the first answer cell."""
    names = [item.name for item in make.written]
    sources = {name: "%s = 12345.678" % name for name in names}
    sources[names[0]] = code % sources[names[0]]
    return make.sample(learner, story, sources=sources, outcomes=make.all_given(12345.678))


def _equals_everything(make, learner):
    names = [item.name for item in make.written]
    sources = {name: "%s = EqualsEverything()" % name for name in names}
    sources[names[0]] = TAMPERING % sources[names[0]]
    return make.sample(
        learner, "objects that equal everything", sources=sources, outcomes=make.all_given(object())
    )


def _markup(make, learner, item):
    def write(notebook):
        notebook["cells"].append(
            {"cell_type": "markdown", "id": "note", "metadata": {}, "source": MARKDOWN}
        )
        notebook["cells"].append(
            {"cell_type": "raw", "id": "raw", "metadata": {}, "source": MARKUP}
        )
        notebook["metadata"]["title"] = MARKUP

    code = "class %s:\n    pass\n\nraise ValueError(%r)" % ("Odd", MARKUP)
    return make.sample(
        learner,
        "scripts in text and in an error",
        sources={item: code},
        outcomes={item: ("blank", 0.0)},
        change=write,
    )
