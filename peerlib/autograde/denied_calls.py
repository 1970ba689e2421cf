"""Calls of the kernel that a learner's process has no use for, and may not make.

They are those that open new namespaces (in which a process would have every right again), look
into other processes, hold memory that no limit counts, leave something behind for the next
submission (a key), or reach seldom used and often faulty parts of the kernel. Sockets are of the
usual kinds only: some of the others, such as those from a virtual machine to its host, know no
walls. Denied calls fail as if rights were missing; nothing is killed. Not a wall by itself, but
one more behind the walls.
"""

import ctypes
import platform

SET_FILTER, FILTER_MODE, NO_NEW_RIGHTS = 22, 2, 38
ALLOW, DENY, UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
LOAD, EQUAL, AT_LEAST, ANY_BIT, GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
NEXT = "next"
NEW_USER = 0x10000000
OTHER_TABLE = 0x40000000  # calls of the x32 kind, which would go round the list
USUAL_SOCKETS = (1, 2, 10)  # on this machine, IPv4, IPv6

# By machine: its mark in Linux's audit.h, and the numbers in its table of calls.
MACHINES = {
    "x86_64": (
        0xC000003E,
        {
            "unshare": 272,
            "setns": 308,
            "mount": 165,
            "umount2": 166,
            "pivot_root": 155,
            "chroot": 161,
            "ptrace": 101,
            "process_vm_readv": 310,
            "process_vm_writev": 311,
            "add_key": 248,
            "request_key": 249,
            "keyctl": 250,
            "bpf": 321,
            "perf_event_open": 298,
            "userfaultfd": 323,
            "io_uring_setup": 425,
            "open_by_handle_at": 304,
            "kexec_load": 246,
            "memfd_create": 319,
            "memfd_secret": 447,
            "shmget": 29,
            "msgget": 68,
            "semget": 64,
            "socket": 41,
            "clone": 56,
            "clone3": 435,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "unshare": 97,
            "setns": 268,
            "mount": 40,
            "umount2": 39,
            "pivot_root": 41,
            "chroot": 51,
            "ptrace": 117,
            "process_vm_readv": 270,
            "process_vm_writev": 271,
            "add_key": 217,
            "request_key": 218,
            "keyctl": 219,
            "bpf": 280,
            "perf_event_open": 241,
            "userfaultfd": 282,
            "io_uring_setup": 425,
            "open_by_handle_at": 265,
            "kexec_load": 104,
            "memfd_create": 279,
            "memfd_secret": 447,
            "shmget": 194,
            "msgget": 186,
            "semget": 190,
            "socket": 198,
            "clone": 220,
            "clone3": 435,
        },
    ),
}


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("if_so", ctypes.c_uint8),
        ("if_not", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step))]


def program(mark, calls):
    """Write the filter, as the kernel's packet filter reads it.

    Parameters
    ----------
    mark : int
        Of the machine.
    calls : dict
        Numbers of the calls by name.

    Returns
    -------
    list of (int, int, int, int)
        Code, steps to skip if so, steps to skip if not, value.
    """
    judged = ("clone", "clone3", "socket")
    steps = [
        (LOAD, NEXT, NEXT, MACHINE_AT),
        (EQUAL, NEXT, "deny", mark),
        (LOAD, NEXT, NEXT, NUMBER_AT),
        (AT_LEAST, "deny", NEXT, OTHER_TABLE),
        *((EQUAL, "deny", NEXT, calls[name]) for name in calls if name not in judged),
        (EQUAL, "unknown", NEXT, calls["clone3"]),
        (EQUAL, "clone", NEXT, calls["clone"]),
        (EQUAL, NEXT, "allow", calls["socket"]),
        (LOAD, NEXT, NEXT, FIRST_ARGUMENT_AT),
        *((EQUAL, "allow", NEXT, family) for family in USUAL_SOCKETS),
        (GIVE, NEXT, NEXT, DENY),
    ]
    places = {"clone": len(steps), "allow": len(steps) + 2}
    places |= {"deny": len(steps) + 3, "unknown": len(steps) + 4}
    steps += [
        (LOAD, NEXT, NEXT, FIRST_ARGUMENT_AT),
        (ANY_BIT, "deny", NEXT, NEW_USER),
        (GIVE, NEXT, NEXT, ALLOW),
        (GIVE, NEXT, NEXT, DENY),
        (GIVE, NEXT, NEXT, UNKNOWN),
    ]

    def skipped(here, to):
        return 0 if to == NEXT else places[to] - here - 1

    return [
        (code, skipped(here, if_so), skipped(here, if_not), value)
        for here, (code, if_so, if_not, value) in enumerate(steps)
    ]


def deny(libc):
    """Deny the calls to this process and all that it starts, for good, and any new right.

    Returns
    -------
    bool
        False on machines whose numbers are not listed, and kernels without filters.
    """
    if platform.machine() not in MACHINES:
        return False
    libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)  # without it, only root may set a filter
    steps = [_Step(*step) for step in program(*MACHINES[platform.machine()])]
    content = (_Step * len(steps))(*steps)
    whole = _Program(len(steps), content)
    return libc.prctl(SET_FILTER, FILTER_MODE, ctypes.byref(whole), 0, 0) == 0
