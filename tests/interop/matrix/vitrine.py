"""Our side of a cell: what the program can, how it is started, and what it tells of a connection."""

import dataclasses
import functools
import re
import subprocess

import support

from .cells import ALPN, CERTIFICATE, FULL, PROTOCOL, SESSION_ID, SIZES
from .stage import payload

RESUMED = {"ticket": "ticket", "session-id": "session ID"}  # in our summary line


@dataclasses.dataclass(frozen=True)
class Abilities:
    suites: tuple  # OpenSSL's names
    groups: tuple
    schemes: tuple
    iana: dict  # names of suites, by OpenSSL's


class NoProgram(Exception):
    """There is no program to be tested, or it does not say what it can."""


def ask(*arguments):
    try:
        return subprocess.run([support.PROGRAM, *arguments], check=True, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=support.LIMIT).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoProgram(f"{support.PROGRAM} {' '.join(arguments)}: {error}") from error


def abilities():
    """What `vitrine info` lists: a suite more there is a suite more here."""
    told = ask("info")
    iana = {short: name for name, short in re.findall(r"^  (TLS_\w+) +(\S+)$", told, re.MULTILINE)}
    groups = re.search(r"^groups\n +(.+)$", told, re.MULTILINE)
    schemes = re.search(r"^signature schemes\n((?:  \w+\n)+)", told, re.MULTILINE)
    if not (iana and groups and schemes):
        raise NoProgram(f"{support.PROGRAM} info names no suites, groups or signature schemes:\n{told}")
    return Abilities(tuple(sorted(iana)), tuple(groups.group(1).split()), tuple(schemes.group(1).split()), iana)


@functools.cache
def resumes():
    """Whether this build can resume sessions: then its client can keep one."""
    return "sess_out" in ask("client", "--help", "all")


def cannot(cell):
    if cell.resumption != FULL and not resumes():
        return "this build of vitrine does not resume sessions: its client has no -sess_out"
    return None


def schemes_of(cell):
    """The cell's scheme, and the one that the certificate itself is signed with: by a key of the other kind."""
    return [cell.scheme, "ecdsa_secp256r1_sha256" if cell.key == "rsa" else "rsa_pkcs1_sha256"]


def groups_of(cell):
    """The cell's group, then that of an ECDSA key: a server's key must lie in one that the client names too
    (RFC 8422 §5.1)."""
    curve = {"p256": "secp256r1", "p384": "secp384r1"}.get(cell.key, cell.group)
    return [cell.group] if curve == cell.group else [cell.group, curve]


def agreed_flags(cell):
    return ["-cipher", cell.suite, "-groups", ":".join(groups_of(cell)), "-sigalgs", ":".join(schemes_of(cell))]


def client_flags(stage, port, number):
    """Those that our client has in common with openssl's."""
    cell = stage.cell
    flags = ["-connect", f"127.0.0.1:{port}", "-servername", "localhost", "-CAfile", stage.identities.roots]
    if cell.client == CERTIFICATE:
        flags += stage.identities.client(cell.key).flags()
    if cell.alpn == ALPN:
        flags += ["-alpn", "h2," + PROTOCOL]
    if cell.resumption == SESSION_ID:
        flags += ["-no_ticket"]
    if cell.resumption != FULL:
        flags += ["-sess_out" if number == 1 else "-sess_in", stage.path("session")]
    return flags


def client(stage, port, number=1, stdin=None):
    """Our client's connection of that number; from the second on it brings the session of the one before."""
    flags = [*client_flags(stage, port, number), "-brief", *agreed_flags(stage.cell)]
    return stage.start([support.PROGRAM, "client", *flags], stdin)


def server(stage, *flags, accept=None):
    """Our server, for as many connections as the cell has, or as are said, 0 being any number; its `port` is where."""
    cell = stage.cell
    flags = ["-accept", "127.0.0.1:0", "-naccept", cell.connections if accept is None else accept,
             *stage.identities.server(cell.key).flags(), *agreed_flags(cell), *flags]
    if cell.client == CERTIFICATE:
        flags += ["-Verify", "1", "-CAfile", stage.identities.roots]
    if cell.alpn == ALPN:
        flags += ["-alpn", PROTOCOL]
    if cell.resumption != FULL:
        flags += ["-no_ticket" if cell.resumption == SESSION_ID else "-no_cache"]
    process = stage.start([support.PROGRAM, "server", *flags])
    process.port = int(process.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
    return process


def check_client(stage, process, number):
    check(stage, process.wait_for(rb"connected to \S+: (TLS 1\.2, [^\n]*)\n", "stderr"), number)


def check_server(stage, process, number):
    told = process.wait_for(rb"\[%d\] \S+: (TLS 1\.2, [^\n]*)\n" % number, "stderr")
    check(stage, told, number)
    if stage.cell.client == CERTIFICATE and number == 1:
        line = told.group(1).decode()
        stage.expect("vitrine", "client certificate", (re.findall(r"peer CN=(\w+), verified", line) or ["none"])[0],
                     stage.identities.client(stage.cell.key).name)


def check(stage, told, number):
    """Our summary line against the cell."""
    cell, line = stage.cell, told.group(1).decode()
    _, suite, group, scheme, *_ = line.split(", ")
    stage.expect("vitrine", "suite", suite, stage.identities.abilities.iana[cell.suite])
    stage.expect("vitrine", "ALPN", (re.findall(r", ALPN ([^,]+)", line) or ["none"])[0],
                 PROTOCOL if cell.alpn == ALPN else "none")
    resumed = (re.findall(r"resumed:? (?:by )?(ticket|session ID)", line) or ["no"])[0]
    stage.expect("vitrine", "resumed", resumed, RESUMED[cell.resumption] if number > 1 else "no")
    if number == 1:  # a resumed handshake has neither
        stage.expect("vitrine", "group", group, cell.group)
        stage.expect("vitrine", "scheme", scheme, cell.scheme)


def echoed(stage, process, number, who="vitrine"):
    """Sends what the cell's size asks for to a process that writes what comes back to its stdout: all must come."""
    data = payload(SIZES[stage.cell.size], number)
    process.send(data)
    begin = process.wait_for(re.escape(data[:4])).start()  # behind what the program says of the session
    stage.expect_bytes(who, process.wait_for_bytes(begin + len(data))[begin:begin + len(data)], data)
