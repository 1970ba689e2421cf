"""Make a small machine for the hub, with accounts of its own, and let the class go around there.

Run by `test_hub`, in namespaces of its own: mounts, processes, network, and, for who is not root,
users. What is made here (accounts, /home, /srv, the hub's ports) is seen in there only, and
ends with it. What came of it is printed as one line of JSON.
"""

import fcntl
import json
import os
import re
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

from hub_round import go_around

ROOT = Path(__file__).resolve().parent.parent
# The commands of the guide. Read now: later the course may be covered.
BLOCKS = re.findall(
    r"^```sh\n(.*?)^```$", (ROOT / "book" / "hub.md").read_text(encoding="utf-8"), re.M | re.S
)
STAGE = Path("/mnt")
EMPTY = ("/home", "/opt", "/srv", "/tmp", "/var/log", "/var/mail")
PASSWORDS = {"teacher": "Ways of 1", "ana": "Ways of 2", "ben": "Ways of 3", "guest": "Ways of 4"}
# Done in another way here: packages are here already, and there is no systemd.
NOT_TYPED = ("apt-get", "git", "python3", "/opt/hub/bin/", "systemctl")
BY_THE_TEACHER = "cd ~/peer-support"


def run(*command, **options):
    """Run a command, and stop with its words if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        raise SystemExit("%s: %s" % (shlex.join(command), done.stderr or done.stdout))


def guide_commands():
    """Return the lines of the guide that are typed as root, in its order."""
    blocks = [block for block in BLOCKS if not block.startswith(BY_THE_TEACHER)]
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if not line.startswith(NOT_TYPED)]


def cover(folder, mode):
    """Lay an empty folder over one, for us only."""
    Path(folder).mkdir(exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", "mode=%s" % mode, "tmpfs", str(folder))


def make_machine(proxy):
    """Lay own folders over those of the computer; leave the programs within everybody's reach."""
    programs = [ROOT / "peerlib", Path(sys.prefix), Path(sys.base_prefix), proxy]
    closed = [
        next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 1), None)
        for path in programs
    ]
    cover(STAGE, "700")
    for number, path in enumerate([*programs, ROOT]):
        (STAGE / str(number)).mkdir()
        run("mount", "--rbind", str(path), str(STAGE / str(number)))
    shutil.copytree("/etc", STAGE / "etc", symlinks=True, ignore=_closed_to_us)
    (STAGE / "etc").chmod(0o755)
    run("mount", "--bind", str(STAGE / "etc"), "/etc")
    for folder in [*EMPTY, *sorted({str(folder) for folder in closed if folder})]:
        cover(folder, "1777" if folder == "/tmp" else "755")
    for number, path in enumerate(programs):
        if not path.exists():
            path.mkdir(parents=True)
            run("mount", "--rbind", str(STAGE / str(number)), str(path))
    with socket.socket() as any_socket:  # switch the loopback on
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x41))


def _closed_to_us(folder, names):
    """Say which files of a folder we cannot read, where an ordinary user began this."""
    return [
        name
        for name in names
        if not os.access(os.path.join(folder, name), os.R_OK)
        and not os.path.islink(os.path.join(folder, name))
    ]


def install(proxy):
    """Put the course and the programs where the guide's first block puts them."""
    course, source = Path("/opt/peer-support"), STAGE / "4"
    for name in ("hub", "solutions"):
        shutil.copytree(source / name, course / name)
    shutil.copy(source / "nbgrader_config.py", course)
    hub = Path("/opt/hub")
    hub.mkdir()
    for each in Path(sys.prefix).iterdir():
        (hub / each.name).symlink_to(each)
    (hub / "node_modules").symlink_to(proxy / "node_modules")
    run("pwconv")  # passwords and groups, where those of the computer could not be read
    run("grpconv")
    for command in guide_commands():
        run("bash", "-c", command)
    run("useradd", "guest")  # has an account, and does not belong to the class
    pairs = "".join("%s:%s\n" % pair for pair in PASSWORDS.items())
    run("chpasswd", input=pairs)


def start_hub():
    """Start the hub as systemd would: its folder, its environment, its command."""
    unit = Path("/etc/systemd/system/jupyterhub.service").read_text()
    said = dict(re.findall(r"^(\w+)=(.*)$", unit, re.M))
    name, _, value = said["Environment"].partition("=")
    with open("/srv/jupyterhub/log", "w") as log:
        return subprocess.Popen(
            shlex.split(said["ExecStart"]),
            cwd=said["WorkingDirectory"],
            env={name: value},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def left_over():
    """Say what still runs and how many ports are still listened on."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:  # we are the first process: orphans come to us
            pass
    except ChildProcessError:
        pass
    running = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            running.append((entry / "cmdline").read_text().replace("\0", " "))
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return {"running": running, "listening": sum(line.split()[3] == "0A" for line in lines)}


def main():
    os.environ["PATH"] += ":/usr/sbin:/sbin"  # an ordinary user's path may lack useradd
    proxy = Path(sys.argv[1])
    make_machine(proxy)
    install(proxy)
    (grading,) = [block for block in BLOCKS if block.startswith(BY_THE_TEACHER)]
    seen, hub = {}, start_hub()
    try:
        seen = go_around(PASSWORDS, grading)
    finally:
        hub.send_signal(signal.SIGTERM)
        seen["exit"] = hub.wait(120)
        log = Path("/srv/jupyterhub/log").read_text()
        sys.stderr.write(log[-15000:])  # shown if something fails
    deadline = time.monotonic() + 30  # a kernel ends a little later than its server
    while any((left := left_over()).values()) and time.monotonic() < deadline:
        time.sleep(0.3)
    print(json.dumps({**seen, **left}))


if __name__ == "__main__":
    main()
