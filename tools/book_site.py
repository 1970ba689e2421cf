"""Build the book when its sources have changed, and serve it on this computer only."""

import fcntl
import hashlib
import os
import re
import shutil
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from progress import Problem, Step, last_lines, run_quietly, tell_problems

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("_config.yml", "_toc.yml", "pyproject.toml", "CONTRIBUTING.md", "CHANGELOG.md")
SOURCES += ("book", "notebooks", "peerlib")
NOT_SOURCES = {"__pycache__", ".ipynb_checkpoints"}
PORTS_TRIED = 100


def fingerprint(root):
    """Sum up every source of the book in one value, which changes when any of them does."""
    digest = hashlib.sha256(sys.version.encode())
    for name in SOURCES:
        start = root / name
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.is_file() and not NOT_SOURCES.intersection(path.parts):
                content = path.read_bytes()
                digest.update(f"{path.relative_to(root)} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def child_environment():
    """Give the environment variables for children: this Python's programs come first."""
    programs = Path(sys.executable).parent
    return dict(os.environ, PATH=f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}")


def build(root=ROOT, then="make course"):
    """Build the book if it is not there or its sources have changed.

    Every warning is an error, so that a broken link or a dead reference cannot be published.

    Returns
    -------
    Path
        The folder with the finished pages.

    Raises
    ------
    Problem
        The build failed; the text has the lines that tell why.
    """
    output = root / "_build"
    output.mkdir(exist_ok=True)
    with open(output / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds at once would spoil each other
        stamp, wanted = output / "built-from", fingerprint(root)
        if not stamp.exists() or stamp.read_text() != wanted:
            stamp.unlink(missing_ok=True)
            for printed in (output / "html").glob("peer-support.*"):
                printed.unlink()  # it was printed from other sources
            shutil.rmtree(output / "html" / "lite", ignore_errors=True)  # and so were these
            _remove_old_pages(root, output / "html")
            _build_anew(root, output / "build.log", then)
            stamp.write_text(wanted)
    return output / "html"


def _remove_old_pages(root, html):
    """Remove the pages that the book has no more: Sphinx leaves them, and readers find them."""
    contents = root / "_toc.yml"
    listed = re.findall(r"(?:root|file): (\S+)", contents.read_text()) if contents.exists() else []
    for page in (html / "book").rglob("*.html") if listed else ():
        if page.relative_to(html).with_suffix("").as_posix() not in listed:
            page.unlink()


def _build_anew(root, log, then):
    # --all: a page is also made from peerlib, which Sphinx does not watch
    command = [Path(sys.executable).parent / "jupyter-book", "build", root, "--all"]
    command += ["-W", "--keep-going", "-n"]
    with Step("Building the book") as step:
        if run_quietly(command, log, _build_words, step, env=child_environment(), cwd=root):
            raise Problem(
                f"The book could not be built. The lines that may tell why:\n{last_lines(log)}\n"
                f"All of it is in _build/{log.name}. Then type: {then}"
            )


def _build_words(line):
    match = re.search(r"(reading sources|writing output)\.\.\. \[ *(\d+%)\]", line)
    return f"{match.group(1)}, {match.group(2)}" if match else None


class _Pages(SimpleHTTPRequestHandler):
    """Serve files quietly, with the types that browsers ask of modules and WebAssembly."""

    protocol_version = "HTTP/1.1"  # connections stay open: a page has many small files
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")  # after a new build, show the new page
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)

    def log_message(self, *arguments):
        pass


class BookServer(ThreadingHTTPServer):
    """The book on this computer. Use it with ``with``; `address` is where it answers."""

    daemon_threads = True

    def __init__(self, pages, port=0):
        """Listen at `port`, or at the next free one after it. Port 0 takes any free one."""
        for candidate in range(port, min(port + PORTS_TRIED, 65536)):
            try:
                super().__init__(("127.0.0.1", candidate), self._handler(pages))
                break
            except OSError as error:
                last_error = error
        else:
            raise Problem(f"No free port from {port} on for the book ({last_error.strerror}).")
        self.address = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @staticmethod
    def _handler(pages):
        return lambda *request: _Pages(*request, directory=str(pages))

    def handle_error(self, request, client_address):
        pass  # a browser that leaves in the middle of a file is no news

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


def main():
    """Run from the Makefile."""
    pages = build(then="make book")
    print(f"The book is in {pages.relative_to(ROOT)}. To open it in a browser, type: make course")


if __name__ == "__main__":
    sys.exit(tell_problems(main))
