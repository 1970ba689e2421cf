"""One teacher and two students go once around a running hub, by what its buttons ask for."""

import json
import os
import re
import time
from pathlib import Path

from hub_person import COURSE, NAME, Person, ask, log_in, wait_for

NOTEBOOK = "%s/%s.ipynb" % (NAME, NAME)
SECRET = {"ana": "the heron of ana", "ben": "the kestrel of ben"}


def solutions():
    """Return what stands between the solution marks, by answer cell, in their order."""
    path = Path("/opt/peer-support/solutions") / NOTEBOOK
    cells = json.loads(path.read_text())["cells"]
    marked = r"### BEGIN SOLUTION\n(.*?)\n### END SOLUTION"
    found = {cell["id"]: re.search(marked, "".join(cell["source"]), re.S) for cell in cells}
    return {cell: match[1] for cell, match in found.items() if match and "answer-" in cell}


def fill_in(student, answers):
    """Write the student's name, their secret and their answers into the fetched notebook."""
    path = "api/contents/" + NOTEBOOK
    content = student.ask(path + "?content=1")["content"]
    for cell in content["cells"]:
        if cell["source"].startswith("learner = "):
            cell["source"] = 'learner = "%s"' % student.name
        if cell["id"] in answers:
            cell["source"] = "# %s\n%s" % (SECRET[student.name], answers[cell["id"]])
    student.ask(path, "PUT", {"type": "notebook", "format": "json", "content": content})


LOOK = """
import json, os, subprocess
def can_list(folder):
    try:
        return os.listdir(folder)
    except OSError as error:
        return type(error).__name__
# -xdev: not into the programs, which may be mounted somewhere below
found = subprocess.run(
    ["find", "/home", "/srv", "/tmp", "/opt/peer-support", "/etc/jupyterhub", "-xdev",
     "-type", "f", "-exec", "grep", "-lsF", {secrets}, "{{}}", "+"],
    capture_output=True, text=True)
print(json.dumps({{"account": os.getuid(), "home": os.path.expanduser("~"),
    "lists": {{each: can_list(each) for each in {folders}}},
    "finds": found.stdout.split("\\n")[:-1]}}))
"""


def look_around(student, secret):
    """Let a student look for a text in every file of the computer that they can read."""
    exchange = "/srv/nbgrader/exchange/%s/" % COURSE
    folders = [
        *[os.path.join("/home", each) for each in ("ana", "ben", "teacher")],
        "/opt/peer-support",
        exchange + "inbound",
        exchange + "feedback",
        "/srv/jupyterhub",
    ]
    return json.loads(student.run(LOOK.format(secrets=repr(secret), folders=folders)))


def feedback_of(student):
    """Return the texts of the feedback pages in a student's folder."""

    def entries(path):
        return student.ask("api/contents/%s?content=1" % path)["content"]

    folders = [each for each in entries(NAME + "/feedback") if each["type"] == "directory"]
    pages = [page["path"] for folder in folders for page in entries(folder["path"])]
    return [
        student.ask("api/contents/%s?content=1&format=text&type=file" % page)["content"]
        for page in pages
    ]


def left_out(person):
    """Return the parts of JupyterLab that a person's page leaves out."""
    page = ask("/user/%s/lab" % person.name, person.token)[1]
    config = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[1]
    return sorted(json.loads(config)["disabledExtensions"])


# A terminal in JupyterLab is a log-in shell, which sets the path anew.
TYPE = """__import__("subprocess").run(
    ["bash", "-lc", {}], capture_output=True, text=True, stdin=-3)"""


def go_around(passwords, grading):
    """Release, fetch, submit, collect, mark, give back; return what was seen on the way.

    `grading` is what the teacher types in a terminal to mark the whole class.
    """
    wait_for("the hub", lambda: ask("/hub/api/")[0] == 200)
    seen, began = {"stages": []}, time.monotonic()

    def done(stage):
        seen["stages"].append([stage, round(time.monotonic() - began, 1)])

    seen["wrong_password"] = log_in("ana", passwords["ben"])
    seen["no_student"] = log_in("guest", passwords["guest"])
    everybody = {
        name: Person(name, password) for name, password in passwords.items() if name != "guest"
    }
    for person in everybody.values():
        person.begin_server()
    for person in everybody.values():
        person.await_server()
    done("servers")
    teacher, students = everybody["teacher"], [everybody["ana"], everybody["ben"]]
    ana, ben = students

    teacher.grade("assignment/%s/assign" % NAME)
    teacher.grade("assignment/%s/release" % NAME)
    done("released")
    right = solutions()
    first, *others = right
    # Ben's first answer is right, which is 1 point of 9. The others fit nothing.
    guess = {cell: "%s = 123" % cell.removeprefix("answer-").replace("-", "_") for cell in others}
    for student, answers in zip(students, (right, {first: right[first], **guess}), strict=True):
        student.press("fetch")
        fill_in(student, answers)
        student.press("submit")
    done("submitted")
    teacher.grade("assignment/%s/collect" % NAME)
    done("collected")
    seen["log"] = teacher.grade("submission/%s/ana/autograde" % NAME)["log"]
    seen["typed"] = teacher.run("print(%s)" % TYPE.format(repr(grading)))
    table = teacher.ask("formgrader/api/submissions/" + NAME)
    seen["marks"] = {each["student"]: [each["score"], each["max_score"]] for each in table}
    done("marked")
    teacher.grade("assignment/%s/generate_feedback" % NAME)
    teacher.grade("assignment/%s/release_feedback" % NAME)
    for student in students:
        student.press("fetch_feedback")
    seen["feedback"] = {student.name: feedback_of(student) for student in students}
    done("given back")
    seen["looks"] = {"ana": look_around(ana, SECRET["ben"]), "ben": look_around(ben, SECRET["ana"])}
    seen["own"] = look_around(ana, SECRET["ana"])["finds"]
    seen["solutions"] = look_around(ben, "### BEGIN SOLUTION")["finds"]
    seen["left_out"] = {person.name: left_out(person) for person in everybody.values()}
    seen["doors"] = {
        "ben at ana's": ask("/user/ana/api/contents", ben.token)[0],
        "ana at ben's": ask("/user/ben/api/contents", ana.token)[0],
        "ana at the teacher's": ask("/user/teacher/formgrader/api/assignments", ana.token)[0],
        "ana's own formgrader": ask("/user/ana/formgrader/api/assignments", ana.token)[0],
        "nobody at ana's": ask("/user/ana/api/contents")[0],
    }
    done("looked around")
    return seen
