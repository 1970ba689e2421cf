"""Start one shut-in process after another, each a fork of this one. Started by `warm`.

Python and its libraries take half a second to load and a submission's cells a few milliseconds,
so they are loaded once, here, behind bubblewrap's walls. This process runs no learner code, and
holds nothing that a fork of it could read: requests pass through it as closed envelopes (file
descriptors), and there is no reference answer, mark or other submission within its walls.

Each submission has four processes, one the child of the other:

    server      this one, in bubblewrap; waits
    keeper      gives root up, takes new namespaces (user, mount, processes, ipc, network); waits
    first       process 1 of the new namespace: when it ends, the kernel ends all that is in there
    learner     has no rights, no `/proc`, an empty private folder, its limits, and one pipe

On the control socket the grader sends "run" with two descriptors (the request, and the pipe for
the answers), then "stop". The keeper then kills the first process, and this one says "ready".
"""

import ctypes
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys

if __name__ == "__main__":  # Python's isolated mode (-I) leaves the script's own folder out
    sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

from peerlib.autograde import denied_calls, learner_process

# From Linux's headers: sched.h, mount.h, prctl.h, capability.h.
NEW_MOUNT, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, NO_EXECUTION = 1, 2, 4, 8
BIND, MOVE, RECURSIVE, PRIVATE = 4096, 8192, 16384, 1 << 18
SET_DUMPABLE, DROP_BOUND, NO_NEW_RIGHTS = 4, 24, 38
CAPABILITY_VERSION = 0x20080522
LAST_CAPABILITY = 63

INSIDE_ID = 1000
ONLY_CHANNEL = 3
SHUT_IN = b'{"shut_in": true}\n'

libc = ctypes.CDLL(None, use_errno=True)


def must(outcome):
    """Raise the system's error if a call of the C library failed."""
    if outcome != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def main():
    """Load what submissions need, then start one process for each request."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=settings["control"])
    for name in settings["modules"]:
        try:
            importlib.import_module(name)
        except Exception:  # the learner's own import will say what is wrong
            pass
    gc.collect()
    gc.freeze()  # keeps the forks from copying what they never change
    control.send(b"ready")
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 16, 4)
        if not message:
            return
        if message == b"run" and len(descriptors) == 2:
            serve(control, *descriptors, settings)
            control.send(b"ready")


def serve(control, request, channel, settings):
    """Start one submission's processes; end them all when told to, or when nobody listens."""
    off, on = os.pipe()
    keeper = os.fork()
    if keeper == 0:
        try:
            os.close(on)
            control.close()
            keep(request, channel, off, settings)
        finally:
            os._exit(1)
    for descriptor in (request, channel, off):
        os.close(descriptor)
    control.recv(16)  # "stop", or nothing: then the grader is gone
    os.close(on)
    os.waitpid(keeper, 0)


def keep(request, channel, off, settings):
    """Take new namespaces, start the first process in them, and end it when told to."""
    learner_process.die_with_parent()
    with open(request, "rb") as file:
        content = json.loads(file.read())
    give_up_root(content)
    new_namespaces()
    wait, begin = os.pipe()
    first = os.fork()
    if first == 0:
        try:
            os.close(begin)
            start_learner(content, channel, wait, settings)
        finally:
            os._exit(1)
    os.close(channel)
    os.write(begin, b"!")
    os.read(off, 1)  # nothing comes: it ends when the server closes it, or has died
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    os._exit(0)


def give_up_root(content):
    """Change to the user who owns nothing, if told to. Before the namespaces: theirs is ours."""
    if content["user_id"] is not None:
        os.setgroups([])
        os.setgid(content["user_id"])
        os.setuid(content["user_id"])
        content["user_id"] = None
        libc.prctl(SET_DUMPABLE, 1, 0, 0, 0)
        learner_process.die_with_parent()  # a change of user undoes it


def new_namespaces():
    """Leave everything that this process shares with the server and with other submissions."""
    user, group = os.geteuid(), os.getegid()
    must(libc.unshare(NEW_USER | NEW_MOUNT | NEW_PROCESSES | NEW_NETWORK | NEW_IPC | NEW_NAMES))
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", "%d %d 1" % (INSIDE_ID, user)),
        ("gid_map", "%d %d 1" % (INSIDE_ID, group)),
    ):
        with open("/proc/self/" + name, "w") as file:
            file.write(line)


def start_learner(content, channel, wait, settings):
    """As the first process: make the walls, start the learner's process, and see it out."""
    learner_process.die_with_parent()
    if os.read(wait, 1) != b"!":
        os._exit(1)  # the keeper is gone
    own_places(**settings["places"])
    learner_process.say_nothing()
    os.dup2(channel, ONLY_CHANNEL)
    os.closerange(ONLY_CHANNEL + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    os.setsid()
    give_up_rights()
    learner = os.fork()
    if learner == 0:
        learner_process.set_limits(content)
        os.write(ONLY_CHANNEL, SHUT_IN)
        try:
            learner_process.answer(content, ONLY_CHANNEL)
        finally:  # no exit handlers and finalisers of the learner's
            os._exit(0)
    libc.prctl(SET_DUMPABLE, 0, 0, 0, 0)  # out of the learner's reach
    os.close(ONLY_CHANNEL)
    while os.wait()[0] != learner:
        pass
    os._exit(0)


def own_places(scratch, scratch_bytes, shown):
    """Give a private empty folder to work in, and no view of any process.

    The folder is made ready in the place of `/proc` and then moved to its own, so that folders of
    Python that lie below it (`shown`) can be bound into it before they are covered.
    """
    must(libc.mount(b"none", b"/", None, RECURSIVE | PRIVATE, None))
    flags, size = NO_SETUID | NO_DEVICES, b"size=%d,mode=0700" % scratch_bytes
    must(libc.mount(b"tmpfs", b"/proc", b"tmpfs", flags, size))
    for folder in shown:
        place = "/proc" + folder.removeprefix(scratch)
        os.makedirs(place, exist_ok=True)
        must(libc.mount(folder.encode(), place.encode(), None, BIND | RECURSIVE, None))
    must(libc.mount(b"/proc", scratch.encode(), None, MOVE, None))
    must(libc.mount(b"tmpfs", b"/proc", b"tmpfs", flags | READ_ONLY | NO_EXECUTION, b"size=4k"))
    os.chdir(scratch)


def give_up_rights():
    """Drop every capability, for good."""
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(DROP_BOUND, capability, 0, 0, 0)  # refuses numbers that this kernel lacks
    must(libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0))
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    must(libc.capset(header, (ctypes.c_uint32 * 6)()))
    denied_calls.deny(libc)


if __name__ == "__main__":
    main()
