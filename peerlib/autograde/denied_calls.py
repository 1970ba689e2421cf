"""Calls of the kernel that a learner's process has no use for, and may not make.

They are those that open new namespaces (in which a process would have every right again), look
into other processes, or reach seldom used and often faulty parts of the kernel. Denied calls fail
as if rights were missing; nothing is killed. Not a wall by itself, but one more behind the walls.
"""

import ctypes
import platform

SET_FILTER, FILTER_MODE = 22, 2
ALLOW, DENY, UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38
LOAD, EQUAL, AT_LEAST, ANY_BIT, GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
NEW_USER = 0x10000000
OTHER_TABLE = 0x40000000  # calls of the x32 kind, which would go round the list

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
    denied = [number for name, number in calls.items() if name not in ("clone", "clone3")]
    # The last three steps are: allow, deny, "there is no such call".
    checks = [(AT_LEAST, OTHER_TABLE), *((EQUAL, number) for number in denied)]
    after = len(checks) + 4  # from the first check to "allow"
    steps = [(LOAD, 0, 0, MACHINE_AT), (EQUAL, 0, after + 2, mark), (LOAD, 0, 0, NUMBER_AT)]
    for place, (code, value) in enumerate(checks):
        steps.append((code, after - place, 0, value))
    steps += [
        (EQUAL, 5, 0, calls["clone3"]),
        (EQUAL, 0, 2, calls["clone"]),
        (LOAD, 0, 0, FIRST_ARGUMENT_AT),
        (ANY_BIT, 1, 0, NEW_USER),
        (GIVE, 0, 0, ALLOW),
        (GIVE, 0, 0, DENY),
        (GIVE, 0, 0, UNKNOWN),
    ]
    return steps


def deny(libc):
    """Deny the calls to this process and all that it starts, for good; it must have no rights.

    Returns
    -------
    bool
        False on machines whose numbers are not listed, and kernels without filters.
    """
    if platform.machine() not in MACHINES:
        return False
    steps = [_Step(*step) for step in program(*MACHINES[platform.machine()])]
    content = (_Step * len(steps))(*steps)
    whole = _Program(len(steps), content)
    return libc.prctl(SET_FILTER, FILTER_MODE, ctypes.byref(whole), 0, 0) == 0
