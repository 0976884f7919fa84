"""A process of ours that ends in order, and what the system tells of others: memory, descriptors, threads, ports."""

import contextlib
import mmap
import os
import re
import select
import signal
import sys


def run_to_an_end(main):
    """Exits with what `main` gives; told to end by ^C or SIGTERM, it cleans up and exits with 130."""

    def end_in_order(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end_in_order)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)


def descriptors_of(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads_of(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def resident_kilobytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def is_sanitized(pid):
    """Its memory then tells of the sanitizer's own books; that nothing leaks, AddressSanitizer says at the end."""
    with open(f"/proc/{pid}/exe", "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as program:
        return any(program.find(name) >= 0 for name in (b"__asan_init", b"__tsan_init"))


def naming(text):
    """The processes in whose command line the text occurs: their lines, by number."""
    found = {}
    for entry in os.listdir("/proc"):
        with contextlib.suppress(OSError, ValueError):
            with open(f"/proc/{int(entry)}/cmdline", "rb") as line:
                found[int(entry)] = line.read().replace(b"\0", b" ").decode(errors="replace")
    return {pid: line for pid, line in found.items() if text in line}


def wait_for_end(pid, seconds):
    """Waits for a process that need not be a child of ours; kills it if it takes longer."""
    with contextlib.suppress(ProcessLookupError):
        descriptor = os.pidfd_open(pid)
        try:
            if not select.select([descriptor], [], [], seconds)[0]:
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        finally:
            os.close(descriptor)


def sockets_of(pid):
    links = []
    for number in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):  # closed since
            links.append(os.readlink(f"/proc/{pid}/fd/{number}"))
    return {found.group(1) for link in links if (found := re.fullmatch(r"socket:\[(\d+)\]", link))}


def port_of(pid):
    """The port of IPv4 at which it listens, for programs that do not say so."""
    inodes = sockets_of(pid)
    with open("/proc/net/tcp", encoding="ascii") as table:
        for row in (line.split() for line in table.readlines()[1:]):
            if row[3] == "0A" and row[9] in inodes:
                return int(row[1].split(":")[1], 16)
    raise AssertionError(f"process {pid} listens nowhere")
