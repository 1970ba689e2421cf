"""Somebody on a running hub: logs in, starts a server, presses buttons, runs code there."""

import asyncio
import json
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import quote, urlencode

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

HUB = "http://127.0.0.1:8000"
NAME, COURSE = "trial-effects", "peer-support"
PATIENCE = 300  # seconds, for a busy computer


def ask(path, token=None, method="GET", body=None, form=None):
    """Ask the hub or a server; return the status and what was answered."""
    data = json.dumps(body).encode() if body is not None else None
    headers = {"Content-Type": "application/json"}
    if form is not None:
        data = urlencode(form).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if method != "GET" and data is None:
        data = b""
    if token:
        headers["Authorization"] = "token " + token
    request = urllib.request.Request(HUB + quote(path, safe="/?=&"), data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(what, ready):
    """Wait until `ready` says something true, and return it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if found := ready():
                return found
        except OSError:
            pass
        time.sleep(0.3)
    raise RuntimeError("Waited in vain for " + what)


def log_in(name, password):
    """Send the form of the log-in page, as a browser would; return the status of the answer."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), _Stay)
    browser.open(HUB + "/hub/login", timeout=PATIENCE).close()
    (xsrf,) = {cookie.value for cookie in jar if cookie.name == "_xsrf"}
    form = urlencode({"username": name, "password": password, "_xsrf": xsrf}).encode()
    try:
        with browser.open(HUB + "/hub/login", form, timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return 200 if error.code == 302 else error.code


class _Stay(urllib.request.HTTPRedirectHandler):
    """Do not follow: whoever is let in is sent on to a server that is not there yet."""

    def redirect_request(self, *given):
        return None


class Person:
    """Somebody who has logged in with their password."""

    def __init__(self, name, password):
        self.name = name
        if (status := log_in(name, password)) != 200:
            raise RuntimeError("%s could not log in: %s" % (name, status))
        path = "/hub/api/users/%s/tokens" % name
        status, said = ask(path, None, "POST", {"auth": {"username": name, "password": password}})
        if status >= 300:
            raise RuntimeError("%s could not log in: %s %s" % (name, status, said))
        self.token = json.loads(said)["token"]

    def begin_server(self):
        status, said = ask("/hub/api/users/%s/server" % self.name, self.token, "POST", {})
        if status >= 300:
            raise RuntimeError("%s has no server: %s %s" % (self.name, status, said))

    def await_server(self):
        def ready():
            said = ask("/hub/api/users/" + self.name, self.token)[1]
            server = json.loads(said).get("servers", {}).get("", {})
            return server.get("ready")

        wait_for("the server of " + self.name, ready)

    def ask(self, path, method="GET", body=None, form=None):
        """Ask this person's own server; what is not answered well ends the round."""
        status, said = ask("/user/%s/%s" % (self.name, path), self.token, method, body, form)
        if status >= 300:
            raise RuntimeError("%s, %s: %s %s" % (self.name, path, status, said[-2000:]))
        return json.loads(said)

    def press(self, button):
        """Press a button of the assignment list."""
        form = {"assignment_id": NAME, "course_id": COURSE}
        return _well(self.ask("assignments/" + button, "POST", form=form))

    def grade(self, button):
        """Press a button of the formgrader."""
        return _well(self.ask("formgrader/api/" + button, "POST", form={}))

    def run(self, code):
        """Run code in a kernel of this person; return what it printed."""
        return asyncio.run(self._run(code))

    async def _run(self, code):
        kernel = self.ask("api/kernels", "POST", {"name": "python3"})["id"]
        address = "%s/user/%s/api/kernels/%s/channels" % (HUB, self.name, kernel)
        line = await websocket_connect(
            HTTPRequest(
                address.replace("http", "ws", 1),
                headers={"Authorization": "token " + self.token},
                request_timeout=PATIENCE,
                connect_timeout=PATIENCE,
            )
        )
        content = {
            "code": code,
            "silent": False,
            "store_history": False,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        header = {
            "msg_id": "asked",
            "msg_type": "execute_request",
            "session": "round",
            "username": self.name,
            "version": "5.3",
        }
        await line.write_message(
            json.dumps(
                {
                    "header": header,
                    "parent_header": {},
                    "metadata": {},
                    "content": content,
                    "channel": "shell",
                }
            )
        )
        printed = ""
        while True:
            said = json.loads(await asyncio.wait_for(line.read_message(), PATIENCE))
            if said["parent_header"].get("msg_id") != "asked":
                continue
            if said["msg_type"] == "error":
                raise RuntimeError("\n".join(said["content"]["traceback"]))
            if said["msg_type"] == "stream":
                printed += said["content"]["text"]
            if said["msg_type"] == "status" and said["content"]["execution_state"] == "idle":
                break
        line.close()
        return printed


def _well(answer):
    if isinstance(answer, dict) and answer.get("success") is False:
        raise RuntimeError(answer.get("log") or answer.get("error") or str(answer))
    return answer
